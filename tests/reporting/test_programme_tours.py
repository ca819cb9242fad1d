from odoo.tests import tagged

from ..common import YEAR, CommuneHttpCase


@tagged("post_install", "-at_install")
class TestProgrammeTours(CommuneHttpCase):
    """The plan's screens in a real browser: each opens, its figures lead on."""

    def test_year_at_a_glance(self):
        close = self.make_dossiers("self_assessed", scores=(8,) * 9 + (7,))
        close.citizen_id.name = "Người Gần Đạt"
        self.start_tour(
            "/odoo/action-cdht_module.action_open_cdht_dashboard",
            "cdht_dashboard",
            login=self.commune_user.login,
            timeout=300,
        )

    def test_screens(self):
        """From the model to an issued plan, an activity, a report, a review."""
        self.start_tour(
            "/odoo/action-cdht_module.action_cdht_plan",
            "cdht_programme",
            login=self.commune_user.login,
            timeout=300,
        )
        plan = self.env["cdht.plan"].search([("issuing_unit_id", "=", self.commune.id)])
        self.assertEqual(len(plan), 1)
        self.assertEqual(plan.state, "draft")
        activity = self.env["cdht.activity"].search([])
        self.assertEqual(activity.name, "Tập huấn mẫu")
        self.assertEqual(activity.state, "held")
        report = self.env["cdht.report"].search([("year", "=", YEAR)])
        self.assertTrue(report.taken_on)
