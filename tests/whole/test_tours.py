from odoo.tests import tagged

from ..common import CommuneHttpCase


@tagged("post_install", "-at_install")
class TestTours(CommuneHttpCase):
    """What an officer does with the mouse, in a real browser."""

    def test_board_drag(self):
        dossiers = self.make_dossiers("proposed", size=2)
        self.start_tour(
            "/odoo/action-cdht_module.action_cdht_proposal",
            "cdht_board",
            login=self.commune_user.login,
            timeout=300,
        )
        proposal = dossiers.proposal_id
        proposal.invalidate_recordset()
        self.assertEqual(proposal.state, "returned")
        self.assertEqual(proposal.return_reason, "Thiếu chữ ký của thư ký")
        self.assertEqual(set(dossiers.mapped("state")), {"appraised"})

    def test_print_decision(self):
        decision = self.recognise(self.make_dossiers("proposed", size=3))
        printed = []
        Report = self.env.registry["ir.actions.report"]
        render = Report._render_qweb_pdf

        def render_really(report, *args, **kwargs):
            forced = report.with_context(force_report_rendering=True)
            content, kind = render(forced, *args, **kwargs)
            printed.append(content)
            return content, kind

        self.patch(Report, "_render_qweb_pdf", render_really)
        self.start_tour(
            f"/odoo/action-cdht_module.action_cdht_decision/{decision.id}",
            "cdht_print_decision",
            login=self.commune_user.login,
            timeout=300,
        )
        self.assertEqual([content[:5] for content in printed], [b"%PDF-"])
