from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CommuneCase


@tagged("post_install", "-at_install", "access_rights")
class TestReach(CommuneCase):
    """Whose people a user reaches: own units, and nobody else's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_campaign = cls.env["cdht.campaign"].create(
            {"unit_id": cls.other_commune.id, "year": 2026}
        )
        cls.other_campaign.action_open()
        cls.here = cls._world(cls.village, cls.campaign)
        cls.there = cls._world(cls.village_2, cls.campaign)
        cls.beyond = cls._world(cls.other_village, cls.other_campaign)

    @classmethod
    def _world(cls, unit, campaign):
        """A person of that unit with all that belongs to them: {model: record}."""
        person = cls.make_people(unit, identity_number=f"0200800{unit.id:05}")
        dossier = cls.register(person, campaign)
        title = cls.make_titles(person, [2025])
        return {
            "cdht.citizen": person,
            "cdht.assessment": dossier,
            "cdht.assessment.line": dossier.line_ids[0],
            "cdht.proposal": dossier.proposal_id,
            "cdht.recognition": title,
            "cdht.trace": cls.env["cdht.trace"].search(
                [("res_model", "=", "cdht.assessment"), ("res_id", "=", dossier.id)]
            ),
        }

    def _seen(self, user, world):
        """The models whose record in ``world`` that user reads and finds."""
        seen = set()
        for model, record in world.items():
            acting = record.with_user(user)
            if not acting.has_access("read"):
                with self.assertRaises(AccessError):
                    acting.read()
                if acting.browse().has_access("read"):
                    self.assertFalse(acting.search([("id", "=", record.id)]))
                continue
            self.assertEqual(acting.search([("id", "=", record.id)]), record)
            seen.add(model)
        return seen

    def test_reach_follows_the_tree_at_once(self):
        """Record rules are cached: a unit that comes or goes is noticed."""
        people = self.env["cdht.citizen"]
        for user in (
            self.commune_user,
            self.make_user("t_association", "commune", self.association),
        ):
            with self.subTest(user=user.login):
                acting = people.with_user(user)
                acting.search([])
                name = f"Họ của {user.login}"
                group = self.make_unit(name, "clan", self.village_2)
                person = self.make_people(group)
                self.assertIn(person, acting.search([]))
                group.parent_id = self.other_village
                self.assertNotIn(person, acting.search([]))

    def test_two_chapters_both_directions(self):
        everything = set(self.here)
        self.assertEqual(self._seen(self.chapter, self.here), everything)
        self.assertEqual(self._seen(self.chapter, self.there), set())
        self.assertEqual(self._seen(self.chapter, self.beyond), set())
        self.assertEqual(self._seen(self.chapter_2, self.there), everything)
        self.assertEqual(self._seen(self.chapter_2, self.here), set())

    def test_two_communes_both_directions(self):
        everything = set(self.here)
        for world in (self.here, self.there):
            self.assertEqual(self._seen(self.commune_user, world), everything)
            self.assertEqual(self._seen(self.commune_other, world), set())
        self.assertEqual(self._seen(self.commune_other, self.beyond), everything)
        self.assertEqual(self._seen(self.commune_user, self.beyond), set())

    def test_level_above_reads_lists_and_titles_no_people(self):
        """People only where a petition asked it to decide; lists once they are sent."""
        for world in (self.here, self.beyond):
            self.assertEqual(self._seen(self.district, world), {"cdht.recognition"})
            self.carry(world["cdht.assessment"], "proposed")
            self.assertEqual(
                self._seen(self.district, world), {"cdht.proposal", "cdht.recognition"}
            )
        self.here["cdht.assessment"].authority_id = self.province
        self.assertEqual(
            self._seen(self.district, self.here), set(self.here) - {"cdht.trace"}
        )

    def test_manager_without_units_sees_no_people(self):
        for world in (self.here, self.beyond):
            self.assertEqual(self._seen(self.manager, world), set())

    def test_officers_without_units_see_no_people(self):
        for role in ("chapter", "commune", "district"):
            user = self.make_user(f"t_no_unit_{role}", role)
            self.assertEqual(self._seen(user, self.here), set())

    def test_a_chapter_named_for_the_commune_does_not_reach_its_units(self):
        """Exactly the units named, not the subtree."""
        self.chapter.cdht_unit_ids = self.commune
        self.assertEqual(self._seen(self.chapter, self.here), set())

    def test_two_citizens_both_directions(self):
        own = {"cdht.citizen", "cdht.assessment", "cdht.assessment.line",
               "cdht.recognition"}  # fmt: skip
        self.give_login(self.here["cdht.citizen"], self.citizen_user)
        self.give_login(self.there["cdht.citizen"], self.citizen_user_2)
        self.assertEqual(self._seen(self.citizen_user, self.here), own)
        self.assertEqual(self._seen(self.citizen_user, self.there), set())
        self.assertEqual(self._seen(self.citizen_user_2, self.there), own)
        self.assertEqual(self._seen(self.citizen_user_2, self.here), set())

    def test_a_citizen_writes_nothing(self):
        self.give_login(self.here["cdht.citizen"], self.citizen_user)
        for model in ("cdht.citizen", "cdht.assessment", "cdht.assessment.line"):
            record = self.here[model].with_user(self.citizen_user)
            for name, field in record._fields.items():
                if field.store and name not in ("id", "create_uid", "write_uid"):
                    with self.subTest(field=name), self.assertRaises(AccessError):
                        record.write({name: False})
            with self.assertRaises(AccessError):
                record.unlink()

    def test_an_officer_is_a_citizen_too(self):
        """The own dossier is read wherever it stands, and moved by nobody else."""
        self.give_login(self.beyond["cdht.citizen"], self.chapter)
        own = self.beyond["cdht.assessment"].with_user(self.chapter)
        self.assertEqual(own.citizen_id.name, self.beyond["cdht.citizen"].name)
        with self.assertRaises(AccessError):
            own.write({"in_learning_family": True})

    def test_writing_outside_reach(self):
        for user, world in (
            (self.chapter, self.there),
            (self.commune_user, self.beyond),
            (self.district, self.here),
            (self.manager, self.here),
        ):
            for model, vals in (
                ("cdht.citizen", {"name": "Khác"}),
                ("cdht.assessment", {"in_learning_family": True}),
                ("cdht.assessment.line", {"self_score": 9}),
                ("cdht.proposal", {"meeting_chair": "Khác"}),
                ("cdht.recognition", {"year": 2024}),
                ("cdht.trace", {"reason": "Khác"}),
            ):
                record = world[model].with_user(user)
                with self.subTest(user=user.login, model=model):
                    with self.assertRaises(UserError):
                        record.write(vals)
                    with self.assertRaises(UserError):
                        record.unlink()

    def test_people_are_not_made_or_moved_into_other_units(self):
        Citizen = self.env["cdht.citizen"].with_user(self.chapter)
        with self.assertRaises(AccessError):
            Citizen.create({"name": "Ai đó", "unit_id": self.village_2.id})
        Campaign = self.env["cdht.campaign"].with_user(self.commune_user)
        with self.assertRaises(AccessError):
            Campaign.create({"unit_id": self.other_commune.id, "year": 2027})
        with self.assertRaises(AccessError):
            self.other_campaign.with_user(self.commune_user).write(
                {"report_due": "2026-12-20"}
            )

    def test_identity_number_is_for_those_who_compare_lists(self):
        """Others see the masked one, and cannot search by the number."""
        person = self.here["cdht.citizen"]
        self.give_login(person, self.citizen_user)
        self.here["cdht.assessment"].authority_id = self.province
        number = person.identity_number
        for user in (self.chapter, self.commune_user):
            self.assertEqual(person.with_user(user).identity_number, number)
        for user in (self.citizen_user, self.district, self.manager):
            acting = person.with_user(user)
            with self.subTest(user=user.login):
                for name in ("identity_number", "phone", "ethnicity_id"):
                    with self.assertRaises(AccessError):
                        acting.read([name])
                    self.assertNotIn(name, acting.fields_get())
                with self.assertRaises(AccessError):
                    acting.search([("identity_number", "=", number)])
                self.assertFalse(acting.search([("display_name", "ilike", number)]))
        for user in (self.citizen_user, self.district):
            masked = person.with_user(user).identity_number_masked
            self.assertNotEqual(masked, number)
            self.assertTrue(masked)

    def test_losing_a_unit_ends_reach_at_once(self):
        """Rule domains are cached per user: within one transaction, both ways."""
        person = self.here["cdht.citizen"]
        manager = self.make_user("t_manager_2", "manager")

        def sees():
            self.env.invalidate_all()
            return person.with_user(self.chapter).has_access("read")

        self.assertTrue(sees())
        self.chapter.cdht_unit_ids = False
        self.assertFalse(sees())
        self.village.with_user(manager).user_ids = [Command.link(self.chapter.id)]
        self.assertTrue(sees())
        self.village.with_user(manager).user_ids = [Command.unlink(self.chapter.id)]
        self.assertFalse(sees())
        self.chapter.cdht_unit_ids = self.village
        self.assertTrue(sees())

    def test_reach_follows_the_tree(self):
        person = self.here["cdht.citizen"]
        self.assertTrue(person.with_user(self.commune_user).has_access("read"))
        self.village.with_user(self.manager).parent_id = self.other_commune
        self.env.invalidate_all()
        self.assertFalse(person.with_user(self.commune_user).has_access("read"))
        self.assertTrue(person.with_user(self.commune_other).has_access("read"))

    def test_decisions_below_are_read_not_edited(self):
        decision = self.make_decision()
        own = self.make_decision(
            issuing_unit_id=self.province.id,
            signatory_id=self.make_signatory(self.province).id,
        )
        issued = self.recognise(self.make_dossiers("proposed", self.village_2))
        for user, record, may_read, may_write in (
            (self.district, decision, False, False),
            (self.district, issued, True, False),
            (self.district, own, True, True),
            (self.commune_user, decision, True, True),
            (self.commune_user, own, False, False),
            (self.commune_other, decision, False, False),
            (self.chapter, decision, False, False),
            (self.manager, decision, False, False),
        ):
            acting = record.with_user(user)
            with self.subTest(user=user.login, paper=record.display_name):
                self.assertEqual(acting.has_access("read"), may_read)
                self.assertEqual(acting.has_access("write"), may_write)
                self.assertEqual(acting.has_access("unlink"), may_write)
        with self.assertRaises(AccessError):
            self.env["cdht.decision"].with_user(self.district).create(
                {"issuing_unit_id": self.commune.id, "year": 2026}
            )
        with self.assertRaises(AccessError):
            own.with_user(self.district).write({"authority_id": self.commune.id})

    def test_people_beyond_reach_are_not_taken_into_papers(self):
        """Linking by id is not enough: the move reads as the acting user."""
        self.carry(self.beyond["cdht.assessment"], "appraised")
        proposal = self.send(self.beyond["cdht.proposal"])
        proposal.action_receive()
        foreign = self.beyond["cdht.assessment"]
        decision = self.make_decision(foreign).with_user(self.commune_user)
        petition = self.make_petition(
            proposal, assessment_ids=[Command.set(foreign.ids)]
        ).with_user(self.commune_user)
        for paper, move in ((decision, "action_submit"), (petition, "action_issue")):
            paper.invalidate_recordset()
            with self.subTest(move=move), self.assertRaises(AccessError):
                getattr(paper, move)()
        self.assertEqual(foreign.state, "proposed")

    def test_traces_are_never_changed(self):
        trace = self.here["cdht.trace"]
        with self.assertRaises(UserError):
            trace.write({"reason": "Khác"})
        with self.assertRaises(UserError):
            trace.unlink()
        for user in (self.chapter, self.commune_user, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["cdht.trace"].with_user(user).create(
                    {"res_model": "cdht.assessment", "res_id": 1, "move": "submit",
                     "user_id": user.id}
                )  # fmt: skip

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_registering_people_of_others_gives_no_names(self):
        """Ids alone tell nothing about people beyond reach."""
        name = self.there["cdht.citizen"].name
        with self.assertRaises(AccessError) as caught:
            self.campaign.with_user(self.chapter).action_register(
                self.there["cdht.citizen"].ids
            )
        self.assertNotIn(name, str(caught.exception))
