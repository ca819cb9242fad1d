import io

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CommuneCase


@tagged("post_install", "-at_install")
class TestNextYear(CommuneCase):
    """The next year is made from this one; whom to ask for it."""

    def prepare(self, campaign=None, user=None):
        campaign = (campaign or self.campaign).with_user(user or self.commune_user)
        action = campaign.action_prepare_next_year()
        return self.env["cdht.campaign"].browse(action["res_id"])

    def asked(self, people, user=None):
        """{person: the row that asks them}"""
        self.env.flush_all()
        rows = self.env["cdht.asking"].with_user(user or self.commune_user)
        rows = rows.search([("citizen_id", "in", people.ids)])
        return {row.citizen_id.with_user(self.env.user): row for row in rows}

    def test_a_second_click_shows_the_same_year(self):
        following = self.prepare()
        self.assertEqual(following.state, "draft")
        self.assertEqual(self.prepare(), following)
        count = self.env["cdht.campaign"].search_count(
            [("unit_id", "=", self.commune.id), ("year", "=", 2027)]
        )
        self.assertEqual(count, 1)

    def test_the_office_s_own_days_a_year_on(self):
        self.campaign.write(
            {
                "registration_deadline": "2026-04-15",
                "self_deadline": False,
                "report_due": "2027-01-05",
                "remind_days": 3,
                "adult_age": 16,
                "intake_user_id": self.chapter.id,
            }
        )
        following = self.prepare()
        days = [
            following[name] and str(following[name])
            for name in (
                "registration_deadline", "self_deadline", "proposal_deadline",
                "report_due",
            )
        ]  # fmt: skip
        self.assertEqual(days, ["2027-04-15", False, "2027-11-29", "2028-01-05"])
        self.assertEqual((following.remind_days, following.adult_age), (3, 16))
        self.assertEqual(following.intake_user_id, self.chapter)

    def test_a_leap_day_and_a_contact_who_left(self):
        leap = self.env["cdht.campaign"].create(
            {
                "unit_id": self.other_commune.id,
                "year": 2028,
                "registration_deadline": "2028-02-29",
                "intake_user_id": self.chapter_other.id,
            }
        )
        self.chapter_other.active = False
        following = self.prepare(leap, self.commune_other)
        self.assertEqual(str(following.registration_deadline), "2029-02-28")
        self.assertFalse(following.intake_user_id)

    def test_what_people_are_told_names_the_new_year(self):
        following = self.prepare()
        self.assertIn("2027", following.consent_text)
        self.assertNotIn("2026", following.consent_text)

    def test_who_is_asked_and_why(self):
        running, ended, adult, last_year, other = people = self.make_people(size=5)
        adult.birth_year = 2027 - 18
        for years, person in ((range(2023, 2027), running), (range(2022, 2026), ended)):
            self.make_titles(person, years)
        self.register(last_year)
        child = self.make_people(birth_year=2010)
        moved = self.make_people(status="moved")
        dead = self.make_people(status="deceased")
        gone = self.make_people(active=False)
        away = self.make_people(status="away")
        unborn = self.make_people(birth_year=0)
        self.prepare()
        rows = self.asked(people | child | moved | dead | gone | away | unborn)
        why = {person: row.why for person, row in rows.items()}
        self.assertEqual(
            why,
            {
                running: "running", ended: "other", adult: "adult",
                last_year: "last_year", other: "other", away: "other",
                unborn: "other",
            },
        )  # fmt: skip
        self.assertEqual(rows[running].streak, 4)
        self.assertEqual(rows[ended].streak, 0)

    def test_a_revoked_title_runs_no_further(self):
        person = self.make_people()
        titles = self.make_titles(person, range(2024, 2027))
        titles[-1].state = "revoked"
        self.prepare()
        self.assertEqual(self.asked(person)[person].streak, 0)

    def test_nobody_is_registered_before_they_sign(self):
        people = self.make_people(size=3)
        following = self.prepare()
        rows = self.asked(people)
        some = rows[people[0]] | rows[people[1]]
        self.assertRefused(UserError, "2027", some.action_register)
        following.action_open()
        self.assertFalse(following.assessment_ids)
        some.action_register()
        self.assertEqual(following.assessment_ids.citizen_id, people[:2])
        self.assertEqual(set(self.asked(people)), {people[2]})
        # Who withdrew, or was registered by mistake, is not asked once more.
        following.assessment_ids[0].action_withdraw("Đi xa.")
        self.assertEqual(set(self.asked(people)), {people[2]})

    def test_last_year_s_group_and_facts(self):
        groups = self.env["cdht.labour.group"].search([], limit=2)
        person = self.make_people(labour_group_id=groups[0].id)
        dossier = self.register(person)
        dossier.write(
            {
                "labour_group_id": groups[1].id,
                "in_learning_family": True,
                "in_learning_clan": True,
            }
        )
        following = self.prepare()
        following.action_open()
        self.asked(person)[person].action_register()
        new = following.assessment_ids
        self.assertEqual(new.labour_group_id, groups[1])
        self.assertTrue(new.in_learning_family and new.in_learning_clan)
        self.assertFalse(new.in_learning_community or new.in_learning_unit)

    def test_an_office_reads_its_own_people(self):
        here, there = self.make_people(), self.make_people(self.village_2)
        self.prepare()
        both = here | there
        self.assertEqual(set(self.asked(both)), {here, there})
        self.assertEqual(set(self.asked(both, self.chapter)), {here})
        self.assertFalse(self.asked(both, self.commune_other))
        rows = self.asked(both)
        with self.assertRaises(AccessError):
            rows[there].with_user(self.chapter).action_register()

    def test_the_sheet_for_signatures(self):
        import openpyxl

        person = self.make_people(name="=1+1", status="present")
        self.make_people(self.village_2, name="Lò Thị Bé")
        following = self.prepare()
        self.env.flush_all()
        content, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.commune_user)
            ._render("cdht_module.report_cdht_asking_xlsx", following.ids)
        )
        book = openpyxl.load_workbook(io.BytesIO(content))
        self.assertEqual(book.sheetnames, ["Thôn Một", "Thôn Hai"])
        page = book["Thôn Một"]
        self.assertIn("NĂM 2027", page["A1"].value)
        self.assertIn("Tôi tự nguyện đăng ký", page["A3"].value)
        cell = page["B5"]
        self.assertEqual((cell.value, cell.data_type), (person.name, "s"))
        self.assertEqual(page["H4"].value, "Ký, ghi rõ họ tên")
        self.assertTrue(self.traces(self.village, "print"))

    def test_an_office_words_the_sheet(self):
        """Its own sentences stand on the sheets of years to come; what was typed for
        one year stays."""
        office = self.env(user=self.commune_user.id)["cdht.paper.wording"]
        own = {
            "title": "DANH SÁCH MỜI ĐĂNG KÝ {năm}",
            "signed": "Tôi đăng ký năm {năm} và đồng ý để {cơ quan} lưu tên tôi.",
        }
        for code, text in own.items():
            rows = office.search([("paper", "=", "asking"), ("code", "=", code)])
            row = rows.sorted(lambda one: bool(one.variant))[-1:]
            mine = office.browse(row.action_write_own()["res_id"])
            mine.text = text
        self.assertIn("2026", mine.preview)
        before = self.campaign.consent_text
        following = self.prepare()
        said = following._asking_words()[following]
        self.assertEqual(said["title"], "DANH SÁCH MỜI ĐĂNG KÝ 2027")
        body = self.commune.body_name
        self.assertEqual(
            following._signed_sentence(),
            f"Tôi đăng ký năm 2027 và đồng ý để {body} lưu tên tôi.",
        )
        self.assertEqual(self.campaign.consent_text, before, "it was signed so")
        following.consent_text = "Tôi đồng ý năm 2027."
        following.year = 2028
        self.assertEqual(following.consent_text, "Tôi đồng ý năm 2027.")
        self.assertEqual(
            following._next_year_values()["consent_text"], "Tôi đồng ý năm 2027."
        )

    def test_registering_asks_one_query_more_whatever_the_number(self):
        few, many = self.make_people(size=2), self.make_people(size=40)
        following = self.prepare()
        following.action_open()

        def queries(people):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            following.action_register(people.ids)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        first = queries(few)
        self.assertLessEqual(queries(many), first + 2)
