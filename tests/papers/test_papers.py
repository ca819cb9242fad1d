from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..common import CommuneCase


@tagged("post_install", "-at_install")
class TestNumbers(CommuneCase):
    """Unique per body, symbol and calendar year (Nghị định 30/2020, Điều 15)."""

    def _paper(self, number, day, **vals):
        return self.make_decision(number=number, date=day, **vals)

    def test_unique_per_body_symbol_and_calendar_year(self):
        self._paper("5", "2026-12-10")
        for number in ("5", "05", " 5 ", "005"):
            with self.subTest(number=number), self.assertRaises(ValidationError):
                self._paper(number, "2026-01-31")
        self._paper("6", "2026-12-10")
        self._paper("5", "2027-01-04")
        self._paper("5", "2026-12-10", symbol="QĐ-CTUBND")
        self._paper("5", "2026-12-10", issuing_unit_id=self.other_commune.id)

    def test_a_number_is_no_long_text(self):
        """One that nobody can count would stop the check of all others."""
        with self.assertRaises(ValidationError):
            self._paper("9" * 5000, "2026-12-10")

    def test_year_of_the_date_not_of_the_title(self):
        """The title's year 2026 may be decided in January 2027."""
        paper = self._paper("5", "2027-01-04")
        self.assertEqual(paper.year, 2026)
        self._paper("5", "2026-12-31")
        with self.assertRaises(ValidationError):
            self._paper("5", "2027-12-31", year=2027, campaign_id=False,
                        issuing_unit_id=self.commune.id)  # fmt: skip

    def test_a_later_change_is_checked_too(self):
        self._paper("5", "2026-12-10")
        other = self._paper("6", "2026-12-10")
        for vals in ({"number": "05"}, {"number": "5", "date": "2026-12-11"}):
            with self.assertRaises(ValidationError):
                other.write(vals)
        other.write({"number": "5", "date": "2027-01-05"})

    def test_papers_without_number_do_not_disturb_each_other(self):
        self._paper(False, False)
        self._paper(False, "2026-12-10")
        self._paper("7", False)
        self._paper("7", False)

    def test_gaps_are_normal(self):
        self._paper("215", "2026-12-10")
        self._paper("3", "2026-12-11")

    def test_a_petition_has_its_own_register(self):
        self._paper("5", "2026-12-10")
        lists = self.env["cdht.proposal"]
        self.make_petition(lists, number="05", date="2026-12-10")
        with self.assertRaises(ValidationError):
            self.make_petition(lists, number="5", date="2026-12-11")

    def test_the_other_paper_is_named_also_when_it_is_not_seen(self):
        """The register of a body is one."""
        paper = self._paper("5", "2026-12-10")
        self.assertRefused(
            ValidationError, ["05/QĐ-UBND", "10/12/2026"],
            self._paper, "05", "2026-12-11",
        )  # fmt: skip
        self.assertEqual(paper._reference(), "05/QĐ-UBND")

    def test_reference_on_paper(self):
        """Below 10 with a leading zero (Nghị định 30/2020); else as typed."""
        for number, printed in (
            ("5", "05"),
            ("05", "05"),
            ("15", "15"),
            ("007", "007"),
        ):
            paper = self._paper(number, "2026-12-10")
            self.assertEqual(paper._reference(), f"{printed}/QĐ-UBND")
            paper.unlink()

    def test_no_wall_against_the_proposal_register(self):
        """Two chapters' minutes may both be number 1."""
        lists = self.campaign.proposal_ids
        lists.write({"number": "01", "date": "2026-11-15"})
        self.assertEqual(set(lists.mapped("number_key")), {"1"})


@tagged("post_install", "-at_install")
class TestKinds(CommuneCase):
    """A paper is known by its own model, template and report; no list names it."""

    def _kinds(self):
        names = self.env.registry.descendants(["cdht.document"], "_inherit")
        return [self.env[name] for name in names if not self.env[name]._abstract]

    def test_a_model_says_what_its_papers_are_called(self):
        for paper in self._kinds():
            with self.subTest(paper=paper._name):
                self.assertTrue(paper._paper_kind)
                named = paper.new()._paper_named()
                self.assertTrue(named.startswith(f"{paper._paper_kind} số "))
                states = paper._fields["state"].get_values(self.env)
                self.assertLessEqual(paper._standing, set(states))
                self.assertLessEqual(paper._print_stages.keys(), set(states))

    def test_a_model_has_a_report(self):
        reports = self.env["ir.actions.report"].search([("cdht_paper", "=", True)])
        printed = set(reports.mapped("model"))
        for paper in self._kinds():
            self.assertIn(paper._name, printed)

    def test_a_paper_has_its_template_report_and_values(self):
        reports = self.env["ir.actions.report"].search([]).grouped("report_name")
        names = self.env.registry.descendants(["cdht.paper.feed"], "_inherit")
        self.assertGreater(len(names), 25)
        for name in set(names) - {"cdht.paper.feed"}:
            paper, template = self.env[name], name.removeprefix("report.")
            with self.subTest(paper=name):
                self.assertEqual(reports[template].model, paper._paper_model)
                self.assertTrue(self.env.ref(template).arch)
                records = self.env[paper._paper_model]
                # their method takes the kind as a parameter
                if not hasattr(paper, "_kind"):
                    self.assertTrue(callable(getattr(records, paper._paper_method)))
                if paper._paper_people:
                    self.assertTrue(records._fields[paper._paper_people].relational)

    def test_of_another_kind_no_paper_is_printed(self):
        """By its address neither: what recognises is not printed as what commends."""
        decision = self.make_decision(self.make_dossiers("appraised"))
        reports = self.env["ir.actions.report"].with_user(self.commune_user)
        for paper in ("commend_decision_paper", "inspection_decision_paper"):
            for render in (reports._render_qweb_html, reports._render_word):
                name = f"cdht_module.{paper}"
                name += ".docx" * (render == reports._render_word)
                self.assertRefused(
                    UserError, "is not a paper of", render, name, decision.ids
                )

    def test_what_carries_a_code_says_what_its_page_tells(self):
        names = self.env.registry.descendants(["cdht.verified"], "_inherit")
        carrying = [name for name in names if self.env[name]._carries_code]
        self.assertTrue(carrying)
        for name in carrying:
            self.assertIn("verify_token", self.env[name]._fields)
            with self.assertRaises(ValueError):
                self.env[name]._verify_values()  # of one record; not missing
