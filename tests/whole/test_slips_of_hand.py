"""What is done by mistake has a way back on the screen where one notices it: a test for
each line of the manual's table “Lỡ tay thì làm thế nào”, with the role named there."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..import_case import AN, BE, ImportCase, person

REASON = "Bấm nhầm"


@tagged("post_install", "-at_install")
class TestSlipsOfHand(ImportCase):
    def ask(self, record, action, user):
        """The window that a button opens, filled in and confirmed."""
        if isinstance(action, str):
            action = self.env["ir.actions.act_window"]._for_xml_id(action)
        context = action["context"]
        if isinstance(context, str):
            context = {"default_method": context.split("'")[-2]}
        window = self.env["cdht.reason"].with_user(user)
        window = window.with_context(
            active_model=record._name, active_ids=record.ids, **context
        )
        with Form(window) as form:
            form.reason = REASON
        return form.record.action_confirm()

    def sent(self):
        """A list of two, as its unit has sent it: one passed, one did not."""
        dossiers = self.make_dossiers("appraised") | self.make_dossiers(
            "appraised", scores=(4,)
        )
        self.send(dossiers.proposal_id.with_user(self.chapter))
        return dossiers

    def test_a_person_in_the_wrong_unit(self):
        dossier = self.make_dossiers("appraised")
        person_ = dossier.citizen_id.with_user(self.commune_user)
        with Form(person_) as form:
            form.unit_id = self.village_2
        self.assertEqual(person_.elsewhere_id, dossier)
        person_.action_move_dossier()
        self.assertEqual(dossier.unit_id, self.village_2)
        self.assertFalse(person_.elsewhere_id)
        with self.assertRaises(UserError):
            person_.action_move_dossier()

    def test_a_dossier_in_the_wrong_unit(self):
        dossier = self.make_dossiers("self_assessed")
        window = self.env["cdht.transfer"].with_user(self.commune_user)
        window = window.with_context(active_model=dossier._name, active_ids=dossier.ids)
        with Form(window) as form:
            form.unit_id = self.village_2
        form.record.action_confirm()
        self.assertEqual(dossier.unit_id, self.village_2)

    def test_a_unit_entered_by_mistake(self):
        unit = self.make_unit("Thôn Nhầm").with_user(self.manager)
        unit.unlink()
        self.assertFalse(unit.exists())

    def test_one_person_entered_twice(self):
        """From the person, from the dossier, from two lines of a list."""
        one = self.make_people(name="Lò Văn Hoà", birth_date="1980-03-12")
        two = self.make_people(name="Lò Văn Hòa", birth_date="1980-03-12")
        dossier = self.register(one)
        pairs = self.env["cdht.twin"].with_user(self.commune_user)
        shown = one.with_user(self.commune_user).action_compare()
        pair = pairs.browse(shown["res_id"])
        self.assertEqual(pair.citizen_id | pair.other_id, one | two)
        again = dossier.with_user(self.commune_user).action_compare_people()
        self.assertEqual(again["res_id"], pair.id)
        pair.action_merge()
        self.assertEqual(len((one | two).exists()), 1)

    def test_nobody_is_alike_so_the_other_is_chosen(self):
        one = self.make_people(name="Lò Văn Hoà")
        two = self.make_people(name="Vi Thị Hoà", unit=self.village_2)
        shown = one.with_user(self.commune_user).action_compare()
        found = self.env["cdht.citizen"].search(shown["domain"])
        self.assertEqual(found, one | two)

    def test_two_people_made_one(self):
        one = self.make_people(name="Lò Văn Hoà", birth_date="1980-03-12")
        self.make_people(name="Lò Văn Hòa", birth_date="1980-03-12")
        shown = one.with_user(self.commune_user).action_compare()
        pair = self.env["cdht.twin"].with_user(self.commune_user)
        kept = pair.browse(shown["res_id"]).action_merge()["res_id"]
        kept = self.env["cdht.citizen"].with_user(self.commune_user).browse(kept)
        shown = kept.merge_ids.action_take_apart()
        self.assertEqual(self.env["cdht.citizen"].search_count(shown["domain"]), 2)

    def test_two_people_said_too_early(self):
        people = self.make_people(size=2).with_user(self.commune_user)
        pair = self.env["cdht.twin"].browse(people.action_compare()["res_id"])
        pair.with_user(self.commune_user).action_keep_apart()
        pair.with_user(self.commune_user).action_look_again()
        self.assertEqual(pair.state, "open")

    def test_a_wrong_score_that_was_appraised(self):
        dossier = self.make_dossiers("appraised")
        action = "cdht_module.action_cdht_reason_reopen"
        self.ask(dossier, action, self.chapter)
        self.assertEqual(dossier.state, "self_assessed")

    def test_a_wrong_score_that_was_sent(self):
        """The unit's officer, from the dossier, before the commune receives it."""
        dossiers = self.sent()
        for dossier in dossiers.with_user(self.chapter):
            self.assertEqual(dossier.way_to_correct, "take_back")
        self.ask(dossiers, dossiers[0].action_correct_sent(), self.chapter)
        self.assertEqual(set(dossiers.mapped("state")), {"appraised"})
        self.assertFalse(dossiers[0].way_to_correct)

    def test_a_wrong_score_that_was_received(self):
        """The commune's officer, from the dossier."""
        dossiers = self.sent()
        dossiers.proposal_id.with_user(self.commune_user).action_receive()
        dossier = dossiers[0].with_user(self.commune_user)
        self.assertEqual(dossier.way_to_correct, "return")
        self.ask(dossier, dossier.action_correct_sent(), self.commune_user)
        self.assertEqual(dossier.proposal_id.return_reason, REASON)
        dossiers.proposal_id.with_user(self.chapter).action_submit()
        dossiers.proposal_id.with_user(self.commune_user).action_receive()
        dossiers.proposal_id.with_user(self.commune_user).action_accept()
        self.assertEqual(dossier.way_to_correct, "accepted")
        with self.assertRaises(UserError):
            dossier.action_correct_sent()

    def test_a_wrong_file(self):
        """From the list that it filled."""
        record = self.read_people(person(), person(BE))
        proposal = self.dossier().proposal_id.with_user(self.commune_user)
        shown = proposal.action_view_imports()
        found = self.env["cdht.import"].with_user(self.commune_user)
        self.assertEqual(found.search(shown["domain"]), record)
        self.read({"Thôn Hai": [person(AN, id="020090000009", name="Lò Văn Dũng")]})
        self.assertEqual(found.search(shown["domain"]), record)
        record.action_take_back()
        self.assertFalse(self.citizen())

    def test_a_list_sent_too_early(self):
        proposal = self.sent().proposal_id
        action = "cdht_module.action_cdht_reason_take_back_proposal"
        self.ask(proposal, action, self.chapter)
        self.assertEqual(proposal.state, "draft")

    def test_a_list_returned_by_mistake(self):
        """It stands where it stood, with the day on which it was received."""
        dossiers = self.sent()
        proposal = dossiers.proposal_id.with_user(self.commune_user)
        proposal.received_date = "2026-11-20"
        proposal.action_receive()
        before = [(one.state, one.outcome) for one in dossiers]
        returned = "cdht_module.action_cdht_reason_return_proposal"
        undo = "cdht_module.action_cdht_reason_undo_return_proposal"
        self.ask(proposal, returned, self.commune_user)
        self.ask(proposal, undo, self.commune_user)
        self.assertEqual(
            (proposal.state, str(proposal.received_date), proposal.return_reason),
            ("received", "2026-11-20", False),
        )
        self.assertEqual(proposal.received_by_id, self.commune_user)
        self.assertEqual(before, [(one.state, one.outcome) for one in dossiers])
        self.assertEqual(self.traces(proposal, "undo_return").reason, REASON)
        # Once the unit has begun, its work counts.
        self.ask(proposal, returned, self.commune_user)
        dossiers[0].with_user(self.chapter).action_reopen(REASON)
        with self.assertRaisesRegex(UserError, dossiers[0].citizen_id.name):
            self.ask(proposal, undo, self.commune_user)

    def test_withdrawn_by_mistake(self):
        dossier = self.make_dossiers("appraised")
        withdraw = "cdht_module.action_cdht_reason_withdraw"
        self.ask(dossier, withdraw, self.chapter)
        restore = "cdht_module.action_cdht_reason_restore"
        self.ask(dossier, restore, self.chapter)
        self.assertEqual(dossier.state, "appraised")

    def test_refused_by_mistake(self):
        dossier = self.make_dossiers("proposed")
        dossier.proposal_id.action_receive()
        refuse = "cdht_module.action_cdht_reason_refuse"
        self.ask(dossier, refuse, self.commune_user)
        restore = "cdht_module.action_cdht_reason_restore"
        self.ask(dossier, restore, self.commune_user)
        self.assertEqual(dossier.state, "proposed")

    def test_a_wrong_number_or_day(self):
        decision = self.issue(self.make_decision(self.make_dossiers("proposed")), "12")
        decision = decision.with_user(self.commune_user)
        decision.action_correct_entry("13", decision.date, REASON)
        self.assertEqual(decision.number, "13")
