"""Core computes display names as superuser from (model, id): names of our records are
hidden from users who cannot read them."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import CommuneCase
from ..reach_case import SECRET, OneStranger


@tagged("post_install", "-at_install", "access_rights")
class TestNamesKept(OneStranger, CommuneCase):
    def _pointers(self, user, record):
        """What somebody gets who names the record in a request, by way."""
        env = record.with_user(user).env
        model = self.env["ir.model"]._get(record._name)
        activity = {"res_model_id": model.id, "res_id": record.id}
        spec = {"res_name": {}, "res_model": {}, "res_id": {}, "res_model_id": {}}
        yield env["mail.activity"].onchange(
            {**activity, "user_id": user.id}, ["res_id"], spec
        )
        yield (
            env["mail.activity"]
            .with_context(default_res_model_id=model.id, default_res_id=record.id)
            .onchange({}, [], spec)
        )
        yield env["mail.activity"].new({**activity, "res_model": record._name}).res_name
        message = {"model": record._name, "res_id": record.id}
        yield env["mail.message"].onchange(
            message, ["res_id"], {"record_name": {}, "model": {}, "res_id": {}}
        )
        yield env["mail.message"].new(message).record_name
        followed = {"res_model": record._name, "res_id": record.id}
        yield env["mail.followers"].new(followed).display_name
        yield env["ir.attachment"].new(followed).res_name

    def _told(self, user, record):
        told, ways = [], self._pointers(user, record)
        while True:
            try:
                told.append(str(next(ways)))
            except StopIteration:
                return told
            except AccessError:
                return told

    def test_of_a_person_and_a_dossier(self):
        for user in (self.plain, self.chapter_other):
            for record in (self.person, self.dossier):
                with self.subTest(user=user.login, model=record._name):
                    told = self._told(user, record)
                    self.assertGreater(len(told), 5)
                    self.assertTellsNothing(told)

    def test_of_a_draft(self):
        decision = self.make_decision()
        decision.subject = SECRET
        for user in (self.plain, self.chapter):
            self.assertTellsNothing(self._told(user, decision))

    def test_of_what_an_answer_answers(self):
        proposal = self.make_dossiers("proposed", self.village_2).proposal_id
        asked = self.env["mail.message"].create(
            {"model": proposal._name, "res_id": proposal.id, "subject": SECRET,
             "message_type": "comment"}
        )  # fmt: skip
        composer = self.env["mail.compose.message"].with_user(self.plain)
        with self.assertRaises(AccessError):
            composer.onchange({"parent_id": asked.id}, ["parent_id"], {"subject": {}})

    def test_who_reads_it_is_told(self):
        told = self._told(self.commune_user, self.dossier)
        self.assertIn(SECRET, told[1])
        turn = self.make_dossiers("proposed").proposal_id.activity_ids
        self.assertTrue(turn.with_user(self.commune_user).res_name)

    def test_an_activity_that_is_pointed_elsewhere(self):
        mine = self.plain.partner_id
        activity = self.env["mail.activity"].create(
            {"res_model_id": self.env["ir.model"]._get_id("res.partner"),
             "res_id": mine.id, "user_id": self.plain.id}
        )  # fmt: skip
        with self.assertRaises(AccessError):
            activity.with_user(self.plain).write(
                {"res_model_id": self.env["ir.model"]._get_id("cdht.citizen"),
                 "res_id": self.person.id}
            )  # fmt: skip
        self.assertTellsNothing(activity.with_user(self.plain).read(["res_name"]))

    def test_a_kept_name_is_the_same_for_all(self):
        """Activities for other officers keep the record's name, even where the user who
        makes the move cannot read the record."""
        proposal = self.make_dossiers("proposed").proposal_id
        planned = self.env["mail.activity"].with_user(self.plain).sudo().create(
            {"res_model_id": self.env["ir.model"]._get_id(proposal._name),
             "res_id": proposal.id, "user_id": self.commune_user.id}
        )  # fmt: skip
        planned.env.flush_all()
        self.env.invalidate_all()
        name = planned.with_user(self.commune_user).res_name
        self.assertEqual(name, proposal.display_name)
