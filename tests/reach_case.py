"""A stranger of whom nothing may be told: what the tests of reach share."""

from odoo.fields import Command

SECRET = "Lò Thị Kín"
NUMBER = "020080099999"
DENIED = "odoo.addons.base.models.ir_rule"


class OneStranger:
    """A person of the second village with a dossier, and who does not reach them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.make_people(
            cls.village_2, name=SECRET, identity_number=NUMBER, phone="0900000001"
        )
        cls.dossier = cls.register(cls.person)
        cls.score(cls.dossier, "self_score", 9)
        cls.title = cls.make_titles(cls.person, [2025])
        cls.make_titles(cls.person, [2024], decision_number="24")
        cls.draft = cls.env["cdht.campaign"].create(
            {"unit_id": cls.commune.id, "year": 2027}
        )
        cls.plain = cls.env["res.users"].create(
            {
                "name": "plain",
                "login": "t_plain",
                "password": "t_plain",
                "group_ids": [Command.set(cls.env.ref("base.group_user").ids)],
            }
        )
        cls.strangers = (
            cls.chapter
            | cls.chapter_other
            | cls.commune_other
            | cls.district
            | cls.citizen_user
            | cls.manager
            | cls.plain
        )
        cls.theirs = {
            "cdht.citizen": cls.person,
            "cdht.assessment": cls.dossier,
            "cdht.assessment.line": cls.dossier.line_ids,
            "cdht.recognition": cls.title,
            "cdht.proposal": cls.dossier.proposal_id,
            "cdht.trace": cls.env["cdht.trace"].search(
                [("res_model", "=", "cdht.assessment"),
                 ("res_id", "=", cls.dossier.id)]
            ),
        }  # fmt: skip

    def assertTellsNothing(self, answer):
        text = answer if isinstance(answer, str) else str(answer)
        for secret in (SECRET, NUMBER, "0900000001", "Kín"):
            self.assertNotIn(secret, text)
