"""A paper that was issued says what it said, whatever changes behind it."""

from ast import literal_eval

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ..issued_world import IssuedCase

# Sheets to work with, printed as the data are; workbooks of figures.
WORKING = {
    "cdht_module.report_cdht_registration",
    "cdht_module.report_cdht_score_sheet",
    "cdht_module.report_cdht_blank_score_sheet",
    "cdht_module.report_cdht_cover",
}


@tagged("post_install", "-at_install")
class TestIssuedPapers(IssuedCase):
    """Name, post, capacity, letterhead, units and people stay as they were issued."""

    def _pages(self, *models):
        """{report and record: its page} of the records that the world has."""
        reports = self.env["ir.actions.report"].search(
            [("model", "in", models), ("report_type", "=", "qweb-pdf")]
        )
        pages = {}
        for report in reports:
            if report.get_external_id()[report.id] in WORKING:
                continue
            own = self.records[report.model].filtered_domain(
                literal_eval(report.domain or "[]")
            )
            for record in own:
                try:
                    page = report._render_qweb_html(report.report_name, record.ids)[0]
                except UserError:  # of five years running there is none
                    continue
                pages[report.report_name, record.id] = page.decode()
        return pages

    def _rename_everything(self):
        """As a reorganised commune with other people in office would be."""
        self.signatory.env.flush_all()
        # Raw SQL: by no means that the model offers.
        self.env.execute_query(
            SQL(
                "UPDATE cdht_signatory SET name = 'Hoàng Văn Khác',"
                " post = 'Quyền Chủ tịch', capacity = 'q', on_behalf_name = 'HỘI'"
                " RETURNING id"
            )
        )
        self.env.execute_query(
            SQL("UPDATE cdht_indicator_set SET legal_basis = 'Đổi' RETURNING id")
        )
        self.env.invalidate_all()
        for unit in self.env["cdht.unit"].search([]):
            unit.write(
                {
                    "name": f"Đổi {unit.name}",
                    "superior_letterhead": "CƠ QUAN KHÁC",
                    "place_name": "Nơi Khác",
                }
            )
        for model in ("cdht.citizen", "cdht.metric", "cdht.plan.body"):
            for record in self.env[model].search([]):
                record.name = f"Đổi {record.name}"
        self.env.flush_all()
        self.env.invalidate_all()

    def _check_unchanged(self, *models):
        before = self._pages(*models)
        self.assertTrue(before)
        self._rename_everything()
        after = self._pages(*models)
        self.assertEqual(before.keys(), after.keys())
        for key, page in before.items():
            with self.subTest(paper=key):
                self.assertNotIn("Đổi", page)
                self.assertEqual(page, after[key])

    def test_papers_stay(self):
        for model in sorted(self.documents()):
            with self.subTest(model=model), self._undone():
                self.standing(model)
                self._check_unchanged(model)

    def test_certificates_and_lists_of_a_decision_stay(self):
        with self._undone():
            self.bring("decision_outstanding", "h")
            self.records["cdht.decision"].action_number_certificates()
            self._check_unchanged("cdht.decision", "cdht.recognition")
        with self._undone():
            self.bring("commended", "h")
            decision = self.records["cdht.decision"]
            self.records["cdht.commendation"] = decision.commendation_ids
            self._check_unchanged("cdht.decision", "cdht.commendation")

    def test_decisions_that_change_titles_stay(self):
        """Their lists name people as the records said on the day of issue."""
        self.bring("decision_issued", "h")
        first = self.records["cdht.decision"]
        self.person.name = "Nguyễn Thị Đúng"
        change = first.action_amend("Ghi sai tên")
        self.issue(change)
        self.records["cdht.decision"] = change
        self._check_unchanged("cdht.decision")

    def test_other_papers_name_the_body_as_it_was(self):
        self.bring("decision_issued", "h")
        decision = self.records["cdht.decision"]
        title = self.records["cdht.recognition"]
        named = (decision._paper_body(), title._decided_by())
        petition = self.records.get("cdht.petition")
        self.assertFalse(petition)
        self._rename_everything()
        self.assertEqual((decision._paper_body(), title._decided_by()), named)
        self.assertEqual(decision.sudo()._verify_values()["body"], named[0])

    def test_a_returned_list_is_made_anew(self):
        proposal = self.standing("cdht.proposal")
        self.assertTrue(proposal.issued_head)
        proposal.action_return("Ghi thiếu")
        self.assertFalse(proposal.issued_head or proposal.issued_values)
        self.unit.name = "Thôn Đổi"
        self.assertIn("THÔN ĐỔI", " ".join(proposal._head()["body_lines"]))

    def test_nobody_reads_or_writes_what_is_kept(self):
        decision = self.standing("cdht.decision").with_user(self.commune_user)
        for name in ("issued_head", "issued_values"):
            with self.assertRaises(AccessError):
                decision.read([name])
            with self.assertRaises(AccessError):
                decision.write({name: {}})
            draft = {"campaign_id": self.campaign_here.id, name: {"body": "X"}}
            with self.assertRaises(AccessError):
                decision.create(draft)
