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

    def test_second_reader(self):
        """What is found is mended where it stands, then the decision is submitted."""
        dossiers = self.make_dossiers("proposed", size=2)
        dossiers.proposal_id.action_receive()
        petition = self.make_petition(
            dossiers.proposal_id,
            signatory_id=self.make_signatory(self.association).id,
        )
        petition.action_issue()
        decision = self.make_decision(
            dossiers,
            petition_ids=[(6, 0, petition.ids)],
            bases="Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
        )
        words = decision._words_of_draft()
        grants = next(r for r in decision._sentences(words) if r["code"] == "grants")
        decision._set_own_words(
            {"grants": grants["text"].replace("{số người}", "07 (bảy)")}
        )
        self.start_tour(
            f"/odoo/action-cdht_module.action_cdht_decision/{decision.id}",
            "cdht_second_reader",
            login=self.commune_user.login,
            timeout=300,
        )
        self.assertEqual(decision.state, "submitted")
        self.assertFalse(decision.finding_ids)

    def test_citizen_card(self):
        """A scanned card fills the form; its code is neither sent nor kept."""
        action = self.env["ir.actions.act_window"].create(
            {
                "name": "Công dân",
                "res_model": "cdht.citizen",
                "view_mode": "form",
                "context": f"{{'default_unit_id': {self.village.id}}}",
            }
        )
        self.start_tour(
            f"/odoo/action-{action.id}/new",
            "cdht_citizen_card",
            login=self.commune_user.login,
            timeout=300,
        )
        person = self.env["cdht.citizen"].search(
            [("identity_number", "=", "020080000001")]
        )
        self.assertEqual((person.name, person.gender), ("Lò Văn Hòa", "male"))
        self.assertEqual(str(person.birth_date), "1980-03-12")

    def test_same_person(self):
        old = self.make_people(name="Lò Văn Hoà")
        new = self.make_people(name="Lò Văn Hòa", identity_number="020080000001")
        self.env["cdht.twin"]._find(self.commune)
        self.start_tour(
            "/odoo/action-cdht_module.action_cdht_twin",
            "cdht_same_person",
            login=self.commune_user.login,
            timeout=300,
        )
        self.assertEqual((old | new).exists(), new)
