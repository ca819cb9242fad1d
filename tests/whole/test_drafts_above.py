"""The level above reads what is issued, or put to it; drafts are their office's own."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..issued_world import IssuedCase

# Papers below that the level above does not read at all, and why.
NOT_ABOVE = {
    "cdht.commendation.meeting": "the council advises its own committee",
    "cdht.commendation.petition": "this one is put to the commune's committee",
    "cdht.extract": "copies are for those whom they name",
    "cdht.petition": "this one is put to the commune, not to the level above",
}


@tagged("post_install", "-at_install", "access_rights")
class TestDraftsAbove(IssuedCase):
    def _reads(self, records, user=None):
        """Whether the user reads these, finds, counts and names them: all or none."""
        records = records.with_user(user or self.district)
        records.invalidate_recordset()
        domain = [("id", "in", records.ids)]
        if not records.browse().has_access("read"):
            return False
        found = records.search(domain)
        self.assertEqual(records.search_count(domain), len(found))
        self.assertEqual(len(records.name_search("", domain)), len(found))
        self.assertEqual(records._read_group(domain, [], ["__count"])[0][0], len(found))
        self.assertEqual(records._filtered_access("read"), found)
        if found:
            self.assertEqual(found, records)
            return True
        with self.assertRaises(AccessError):
            records.read(["display_name"])
        return False

    def _lines(self, paper):
        for field in paper._fields.values():
            model = field.comodel_name or ""
            if field.type == "one2many" and model.startswith("cdht."):
                lines = self.records.get(model)
                if lines and field.inverse_name in lines._fields:
                    yield lines.filtered(
                        lambda line, name=field.inverse_name: line[name] == paper
                    )

    def _draft(self, model):
        if model != "cdht.proposal":
            return self.draft(model)
        self.bring("registered", "h")
        self.standing_minutes()
        return self.list

    def test_every_kind(self):
        """Drafts and their lines are not read; what stands is."""
        for model in sorted(self.documents()):
            with self.subTest(model=model, state="draft"), self._undone():
                draft = self._draft(model)
                self.assertTrue(self._reads(draft, self.commune_user))
                self.assertFalse(self._reads(draft))
                for lines in self._lines(draft):
                    self.assertFalse(lines and self._reads(lines), lines)
            above = self.env[model].with_user(self.district).browse()
            with self.subTest(model=model, state="standing"), self._undone():
                standing = self.standing(model)
                reads = above.has_access("read") and model not in NOT_ABOVE
                self.assertEqual(self._reads(standing), reads)

    def test_a_decision_before_it_is_issued(self):
        self.bring("decision", "h")
        decision = self.records["cdht.decision"]
        for move in ("action_submit", None):
            self.assertFalse(self._reads(decision))
            if move:
                getattr(decision, move)()
        decision.write({"number": "9", "date": "2026-12-10"})
        decision.action_issue()
        self.assertTrue(self._reads(decision))
        # A draft that changes it is not seen through it.
        change = decision.action_amend("Ghi sai tên")
        seen = decision.with_user(self.district)
        seen.invalidate_recordset()
        self.assertFalse(seen.follower_ids)
        self.issue(change)
        seen.invalidate_recordset()
        self.assertEqual(seen.follower_ids, change)

    def test_what_is_its_own_or_put_to_it(self):
        own = self.make_decision(
            issuing_unit_id=self.province.id, campaign_id=False, year=2026
        )
        self.assertTrue(self._reads(own))
        self.bring("received", "h")
        self._bring_petition(addressee_unit_id=self.province.id)
        petition = self.records["cdht.petition"]
        petition.issuing_unit_id = self.commune
        self.assertFalse(self._reads(petition))
        petition.action_issue()
        self.assertTrue(self._reads(petition))

    def test_a_commune_reads_no_draft_addressed_to_it(self):
        """Those of a body beyond its own: its association is its own."""
        self.bring("petition", "c")
        petition = self.records["cdht.petition"]
        petition.sudo().addressee_unit_id = self.commune
        self.assertFalse(self._reads(petition, self.commune_user))
        petition.sudo().state = "issued"
        self.assertTrue(self._reads(petition, self.commune_user))

    def test_lists_being_made_or_given_back(self):
        for state, reads in (
            ("draft", False), ("submitted", True), ("returned", False),
            ("received", True), ("accepted", True),
        ):  # fmt: skip
            with self.subTest(state=state), self._undone():
                self.bring("meeting", "h")
                self.list.state = state
                self.assertEqual(self._reads(self.list), reads)
                guests = self.records["cdht.meeting.attendant"]
                self.assertEqual(self._reads(guests), reads)

    def test_activities_in_preparation(self):
        self.bring("activity", "h")
        activity = self.records["cdht.activity"]
        for state, reads in (("planned", False), ("cancelled", False), ("held", True)):
            activity.state = state
            self.assertEqual(self._reads(activity), reads, state)

    def test_prints_that_were_taken_back(self):
        """Of an issued decision the level above prints no earlier draft."""
        self.bring("decision", "h")
        decision = self.records["cdht.decision"]
        report = self.env.ref("cdht_module.report_cdht_decision")
        Print = self.env["cdht.print"]
        decision.action_submit()
        first = Print._keep(report, decision, "signature", b"%PDF first")
        decision.action_return("Bớt một người")
        decision.action_submit()
        second = Print._keep(report, decision, "signature", b"%PDF second")
        decision.write({"number": "9", "date": "2026-12-10"})
        decision.action_issue()
        issued = Print._keep(report, decision, "issued", b"%PDF issued")
        self.env.flush_all()
        prints = first | second | issued
        for user, seen in (
            (self.district, second | issued), (self.commune_user, prints),
            (self.chapter, Print),
        ):  # fmt: skip
            own = prints.with_user(user)
            own.invalidate_recordset()
            with self.subTest(user=user.login):
                self.assertEqual(own._filtered_access("read"), seen)
                self.assertEqual(
                    own.search([("id", "in", prints.ids)], order="id"), seen
                )
        with self.assertRaises(AccessError):
            first.with_user(self.district).read(["file"])

    def test_figures_tell_nothing_of_drafts(self):
        """Statistics, progress and the dashboard are the same before and after."""
        self.bring("received", "h")
        before = self._figures()
        self._bring_decision()
        self._bring_petition()
        self.records["cdht.decision"].action_submit()
        self.bring("plan", "n")
        self.assertEqual(self._figures(), before)

    def _figures(self):
        self.env.flush_all()
        self.env.invalidate_all()
        campaign = self.campaign.with_user(self.district)
        names = (
            "assessment_count", "recognised_count", "proposal_count", "scored_count",
            "appraised_count", "passed_count", "plan_target_ids",
        )  # fmt: skip
        statistics = self.env["cdht.statistic"].with_user(self.district)
        progress = self.env["cdht.progress"].with_user(self.district)
        return (
            campaign.read(names),
            statistics._read_group([], ["unit_id"], ["recognised:sum", "__count"]),
            progress.search([]).read(["recognised", "passed", "target_text"]),
        )
