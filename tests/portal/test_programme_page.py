"""The pages of the programme, as anybody opens them without logging in."""

from datetime import timedelta

from odoo.tests import tagged

from ..common import TODAY, YEAR, CommuneHttpCase


@tagged("post_install", "-at_install")
class TestProgrammePage(CommuneHttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self.path = f"/cdht/xa/{self.commune.id}"

    def page(self, path=None):
        answer = self.url_open(path or self.path)
        self.assertEqual(answer.status_code, 200)
        return " ".join(answer.text.split())

    def test_communes_that_take_part(self):
        page = self.page("/cdht")
        self.assertIn(f'href="{self.path}"', page)
        self.assertIn("Xã Mẫu", page)
        self.assertNotIn("Xã Bên", page, "it has no campaign yet")

    def test_of_the_year_that_is_going_on(self):
        self.campaign.public_contact = "Bộ phận một cửa\n0200 000 000"
        page = self.page()
        for part in (
            f"năm {YEAR}",
            "đang thực hiện",
            self.campaign.registration_deadline.strftime("%d/%m/%Y"),
            "từ 80/100 điểm",
            "0200 000 000",
            "Chỉ số 10.",
        ):
            self.assertIn(part, page)
        self.assertEqual(page.count("<details>"), 3, "a guide for each group")

    def test_nobody_is_named(self):
        dossiers = self.make_dossiers("registered", size=6)
        self.carry(dossiers, "recognised", 9)
        page = self.page()
        for dossier in dossiers:
            self.assertNotIn(dossier.citizen_id.name, page)
        self.assertIn(f"<td>{YEAR}</td><td>6</td><td>0</td>", page)

    def test_few_people_are_not_counted_out(self):
        self.carry(self.make_dossiers("registered", size=3), "recognised", 9)
        self.assertIn(f"<td>{YEAR}</td><td>dưới 5</td><td>0</td>", self.page())

    def test_nothing_else_is_found(self):
        """A village, a commune without campaign, a draft: one answer for all."""
        for unit_id in (self.village.id, self.other_commune.id, 10**20):
            answer = self.url_open(f"/cdht/xa/{unit_id}")
            self.assertEqual(answer.status_code, 404)
            self.assertIn("Không có trang này", answer.text)
        self.campaign.state = "draft"
        self.assertEqual(self.url_open(self.path).status_code, 404)

    def test_light_and_closed(self):
        """Nothing of the host is loaded, nothing is kept of who reads."""
        for path in ("/cdht", self.path):
            answer = self.url_open(path)
            self.assertLess(len(answer.content), 100_000)
            self.assertNotIn("<script", answer.text)
            self.assertIn("frame-ancestors 'none'", answer.headers[
                "Content-Security-Policy"
            ])  # fmt: skip
            self.assertNotIn("session_id", answer.headers.get("Set-Cookie", ""))

    def test_queries_do_not_grow(self):
        def queries():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["cdht.campaign"]._public_page(self.commune.id)
            return self.env.cr.sql_log_count - before

        self.make_dossiers("registered", size=2)
        few = queries()
        self.make_dossiers("registered", size=8)
        self.assertLessEqual(queries(), few)


@tagged("post_install", "-at_install")
class TestPostedPage(CommuneHttpCase):
    """The lists that hang on the boards, on their days, of who consents."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers("proposed", size=3)
        cls.dossiers[:2].action_record_consent("form")
        cls.dossiers.proposal_id.action_receive()
        action = cls.campaign.with_user(cls.commune_user).action_make_posting()
        cls.posting = cls.env["cdht.posting"].browse(action["res_id"])
        cls.posting.write(
            {
                "signatory_id": cls.env["cdht.signatory"]
                .create({"unit_id": cls.commune.id, "name": "A", "post": "Chủ tịch"})
                .id,
                "date_from": TODAY,
                "date_to": TODAY,
                "contact": "Ủy ban nhân dân xã Mẫu",
                "number": "7",
                "date": TODAY,
            }
        )
        cls.path = f"/cdht/xa/{cls.commune.id}/niem-yet"

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def status(self):
        return self.url_open(self.path).status_code

    def test_on_its_days_only(self):
        self.assertEqual(self.status(), 404, "a draft hangs nowhere")
        self.posting.action_issue()
        answer = self.url_open(self.path)
        self.assertEqual(answer.status_code, 200)
        first, second, silent = self.dossiers.citizen_id.mapped("name")
        self.assertIn(first, answer.text)
        self.assertIn(second, answer.text)
        self.assertNotIn(silent, answer.text)
        self.assertIn("Ủy ban nhân dân xã Mẫu", answer.text)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertIn("noindex", answer.headers["X-Robots-Tag"])
        commune = self.url_open(f"/cdht/xa/{self.commune.id}").text
        self.assertIn(self.path, commune)
        self.assertNotIn(first, commune)
        self.posting.action_end()
        self.assertEqual(self.status(), 404)

    def test_gone_afterwards(self):
        self.posting.action_issue()
        day_before = TODAY - timedelta(days=1)
        self.posting.sudo().write({"date_from": day_before, "date_to": day_before})
        self.assertEqual(self.status(), 404)

    def test_withdrawn_consent_is_gone_at_once(self):
        self.posting.action_issue()
        name = self.dossiers[0].citizen_id.name
        self.assertIn(name, self.url_open(self.path).text)
        self.dossiers[0].sudo().consent_withdrawn_on = TODAY
        self.assertNotIn(name, self.url_open(self.path).text)
