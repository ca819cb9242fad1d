from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common import YEAR, CommuneCase


@tagged("post_install", "-at_install")
class TestDashboard(CommuneCase):
    """The year at a glance: who lacks, who is close, what to teach."""

    def progress(self, unit, user=None):
        self.env.invalidate_all()  # written, then read anew from the view
        rows = self.env["cdht.progress"].with_user(user or self.commune_user)
        return rows.search(
            [("campaign_id", "=", self.campaign.id), ("unit_id", "=", unit.id)]
        )

    def test_a_unit(self):
        self.make_dossiers("registered", size=2)
        self.make_dossiers("self_assessed", size=1)
        self.make_dossiers("appraised", size=3)
        row = self.progress(self.village)
        self.assertEqual(
            (row.registered, row.scored, row.appraised, row.passed), (6, 4, 3, 3)
        )
        self.assertEqual(row.completeness, 50)
        self.assertFalse(row.is_sent)
        self.assertEqual(row.days_left, 45)
        self.assertTrue(row.deadline_text)
        self.assertEqual(self.progress(self.agency).registered, 0)

    def test_close_to_passing(self):
        """75 to 79 points, or one score of 4; before the meeting by one's own."""
        cases = {
            (8, 8, 8, 8, 8, 8, 8, 8, 8, 7): True,  # 79
            (8, 8, 8, 8, 8, 8, 8, 8, 8, 3): False,  # 75, but a 3
            (8, 8, 8, 8, 8, 7, 7, 7, 7, 7): True,  # 75
            (8, 8, 8, 8, 7, 7, 7, 7, 7, 7): False,  # 74
            (10, 10, 10, 10, 10, 10, 10, 10, 10, 4): True,  # 94, one 4
            (10, 10, 10, 10, 10, 10, 10, 10, 4, 4): False,  # two 4s
            (9,): False,  # passes
        }
        close = self.env["cdht.assessment"]
        for scores, is_close in cases.items():
            dossier = self.make_dossiers("self_assessed", scores=scores)
            self.assertEqual(dossier.is_near, is_close, scores)
            if is_close:
                close |= dossier
        row = self.progress(self.village)
        self.assertEqual(row.near, 3)
        action = row.action_open_close_to_passing()
        self.assertEqual(self.env["cdht.assessment"].search(action["domain"]), close)
        # What the meeting gives counts once it is complete.
        close[0].action_fill_appraised()
        close[0].line_ids[0].appraised_score = 10
        self.assertFalse(close[0].is_near)

    def test_fifth_year(self):
        here, absent, third = (self.make_people() for _n in range(3))
        for person in (here, absent):
            self.make_titles(person, range(YEAR - 4, YEAR))
        self.make_titles(third, range(YEAR - 2, YEAR))
        dossiers = self.register(here | third)
        self.assertEqual(dossiers.mapped("is_fifth_year"), [True, False])
        campaign = self.campaign.with_user(self.commune_user)
        self.env.flush_all()
        self.assertEqual(campaign.fifth_year_count, 1)
        self.assertEqual(campaign.fifth_year_absent_count, 1)
        action = campaign.action_open_fifth_year_absent()
        titles = self.env["cdht.recognition"].search(action["domain"])
        self.assertEqual(titles.citizen_id, absent)
        action = campaign.action_open_fifth_year()
        found = self.env["cdht.assessment"].search(action["domain"])
        self.assertEqual(found.citizen_id, here)

    def test_lacking_to_the_target(self):
        plan = self.env["cdht.plan"].create(
            {
                "issuing_unit_id": self.commune.id,
                "year_from": YEAR,
                "year_to": YEAR,
                "number": "1",
                "date": f"{YEAR}-01-02",
                "part_ids": [(0, 0, {"name": "Mục tiêu"})],
                "target_ids": [
                    (0, 0, {
                        "year": YEAR, "value": 50,
                        "metric_id": self.env.ref("cdht_module.metric_in_learning").id,
                    })
                ],
            }
        )  # fmt: skip
        plan.action_issue()
        for unit, adults in ((self.village, 9), (self.village_2, 4)):
            self.env["cdht.population"].create(
                {"unit_id": unit.id, "year": YEAR, "adults_in_learning": adults}
            )
        dossiers = self.make_dossiers("registered", size=2)
        dossiers.write({"in_learning_family": True})
        self.carry(dossiers, "recognised", 9)
        row = self.progress(self.village)
        self.assertEqual(row.lacking, 3)  # half of 9 are 5
        self.assertEqual(row.target_text, "22,2% / 50%")
        self.assertEqual(self.progress(self.village_2).lacking, 2)
        self.assertFalse(self.progress(self.agency).target_text)
        campaign = self.campaign.with_user(self.commune_user)
        self.assertEqual(campaign.plan_target_ids, plan.target_ids)

    def test_lowest_averages(self):
        scores = (9, 8, 7, 6, 9, 9, 9, 9, 9, 9)
        self.make_dossiers("appraised", scores=scores)
        lines = self.campaign.weak_indicators.splitlines()
        self.assertEqual([line.split(".")[0] for line in lines], ["4", "3", "2"])
        self.assertTrue(lines[0].endswith(": 6"))
        action = self.campaign.action_open_indicators()
        found = self.env["cdht.assessment.line"].search(action["domain"])
        self.assertEqual(len(found), 10)

    def test_a_row_counts_its_own_people(self):
        """Not those of the whole province: 1 million dossiers, see the benchmark."""
        self.make_dossiers("registered")
        row = self.progress(self.village)
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute(
            "EXPLAIN (FORMAT JSON) SELECT registered FROM cdht_progress WHERE id = %s",
            [row.id],
        )
        scans = [
            node
            for node in self._nodes(self.env.cr.fetchone()[0][0]["Plan"])
            if node.get("Relation Name") == "cdht_assessment"
        ]
        self.assertTrue(scans)
        for scan in scans:
            # By which index is the planner's choice: its figures are of few dossiers.
            reads = " ".join(
                scan.get(part, "") for part in ("Index Cond", "Recheck Cond", "Filter")
            )
            self.assertIn("unit_id = ", reads, scan)
            self.assertIn("campaign_id = ", reads, scan)

    def _nodes(self, plan):
        yield plan
        for part in plan.get("Plans", ()):
            yield from self._nodes(part)

    def test_opens_for_each_role(self):
        self.make_dossiers("self_assessed", size=2)
        view = "cdht_module.cdht_campaign_view_dashboard"
        for user, units in (
            (self.chapter, 1),
            (self.commune_user, 3),
            (self.district, 3),
        ):
            action = self.env["cdht.campaign"].with_user(user).action_open_dashboard()
            record = self.env["cdht.campaign"].with_user(user).browse(action["res_id"])
            form = Form(record, view=view)
            self.assertEqual(len(record.progress_ids), units, user.login)
            self.assertTrue(form.name)
        outsider = self.progress(self.village, self.chapter_other)
        self.assertFalse(outsider)
        with self.assertRaises(AccessError):
            self.progress(self.village).with_user(
                self.chapter_other
            ).action_open_close_to_passing()

    def test_without_a_year(self):
        """A fresh office is led to its set-up."""
        self.env["cdht.campaign"].search([]).sudo().write({"state": "draft"})
        action = self.env["cdht.campaign"].with_user(
            self.commune_user
        ).action_open_dashboard()  # fmt: skip
        self.assertEqual(action["res_model"], "cdht.setup")
        self.assertFalse(action.get("res_id"))

    def test_nobody_else_reads_the_sums(self):
        """A campaign is read by citizens and managers too, without its figures."""
        for user in (self.citizen_user, self.manager):
            known = self.campaign.with_user(user).fields_get()
            self.assertFalse({"near_count", "progress_ids"} & known.keys())
        self.make_dossiers("appraised")
        self.env.flush_all()
        rows = self.env["cdht.statistic"].with_user(self.district).search([])
        self.assertTrue(rows.read(["registered"]))
        with self.assertRaises(AccessError):
            rows.read(["appraised_total"])

    def test_revoked_titles_do_not_count(self):
        dossiers = self.make_dossiers("registered", size=2)
        self.carry(dossiers, "recognised", 9)
        self.assertEqual(self.progress(self.village).recognised, 2)
        title = dossiers[0].sudo().decision_id.recognition_ids[0]
        title.state = "revoked"
        self.assertEqual(self.progress(self.village).recognised, 1)

    def test_a_title_counts_where_it_was_given(self):
        """A list read for the year, and a dossier in another unit: neither takes the
        other's place."""
        dossier = self.make_dossiers("registered")
        self.make_titles(dossier.citizen_id, [YEAR])
        title = dossier.citizen_id.sudo().recognition_ids
        title.unit_id = self.village_2
        self.env.flush_all()
        figures = self.env["cdht.statistic"]._figures(
            self.village | self.village_2, [YEAR]
        )
        first, second = (figures[u.id, YEAR] for u in (self.village, self.village_2))
        self.assertEqual((first["registered"], first["recognised"]), (1, 0))
        self.assertEqual((second["registered"], second["recognised"]), (0, 1))
