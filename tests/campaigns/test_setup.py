"""From nothing to an open year: the guided set-up, and who may begin it."""

import base64
import io
from datetime import date

import docx

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, TransactionCase, tagged
from odoo.tools.safe_eval import safe_eval

from odoo.addons.cdht_module.tools.unit_names import read_names

from ..common import CommuneCase, CommuneMixin, today_is
from ..import_case import workbook

NAMES = """DANH SÁCH THÔN, CƠ QUAN
1. Thôn Nà Vân
2. Thôn Nà Văn
3) bản Hả
- Trường Tiểu học Mẫu
4\tTrạm Y tế xã\t12 người
Công an xã
Hội Nông dân xã
Thôn Nà Vân
"""
UNITS = [
    ("Thôn Nà Vân", "village"),
    ("Thôn Nà Văn", "village"),
    ("Bản Hả", "village"),
    ("Trường Tiểu học Mẫu", "school"),
    ("Trạm Y tế xã", "agency"),
    ("Công an xã", "armed_force"),
    ("Hội Nông dân xã", "organisation"),
]


class EmptyMixin(CommuneMixin):
    """No unit, no officer but a manager, in November."""

    @classmethod
    def _make_units(cls):
        """None."""

    @classmethod
    def _make_users(cls):
        cls.manager = cls.make_user("t_manager", "manager")

    @classmethod
    def _make_year(cls):
        cls.startClassPatcher(today_is(date(2026, 11, 28)))


@tagged("post_install", "-at_install")
class TestSetup(EmptyMixin, TransactionCase):
    is_confirmed = False

    def open_setup(self, user=None):
        return self.env["cdht.setup"].with_user(user or self.manager).create({})

    def place(self, name="Xã Châu Sơn"):
        return self.env["cdht.place"].search([("commune_name", "=", name)], limit=1)

    def set_up_commune(self):
        setup = self.open_setup()
        setup.place_id = self.place()
        setup.action_next()
        return setup

    def test_the_official_list(self):
        """Of Quyết định 19/2025/QĐ-TTg: 34 provinces, 3,321 communes."""
        places = self.env["cdht.place"].search([])
        self.assertEqual(len(places), 3321)
        self.assertEqual(len(set(places.mapped("province_code"))), 34)
        found = self.env["cdht.place"].with_user(self.manager).name_search("chau son")
        self.assertIn("Xã Châu Sơn, tỉnh Lạng Sơn", [name for _id, name in found])
        places = places.with_user(self.manager)
        for typed, first in (
            ("tân hòa", "Tân Hòa, "),
            ("binh nguyen", "Bình Nguyên, "),
            ("xã bình nguyên", "Xã Bình Nguyên, "),
        ):
            found = places.name_search(typed, limit=8)
            self.assertIn(first, found[0][1])
            self.assertEqual(len(found), len(set(found)))
        self.assertLessEqual(len(places.name_search("xã", limit=8)), 8)
        places = places.sudo()
        before = places.mapped("write_date")
        self.env["cdht.place"]._load_official_list()
        self.assertEqual(self.env["cdht.place"].search([]).mapped("write_date"), before)

    def test_from_nothing_to_an_open_year(self):
        setup = self.set_up_commune()
        commune = setup.commune_id
        self.assertEqual(
            (commune.name, commune.code, commune.parent_id.name),
            ("Xã Châu Sơn", "06637", "Tỉnh Lạng Sơn"),
        )
        self.assertEqual(commune.body_name, "Ủy ban nhân dân xã Châu Sơn")
        self.assertEqual(setup.step, "units")
        setup.names = NAMES
        self.assertIn("Bản Hả", setup.names_read)
        setup.action_next()
        units = commune.child_ids
        self.assertEqual([(u.name, u.unit_type) for u in units], UNITS)
        setup.write({"leader": "Lý Văn Mẫu", "leader_post": "Phó Chủ tịch"})
        setup.chair = "Chu Thị Mẫu"
        setup.action_next()
        association = commune.child_ids - units
        self.assertEqual(association.letterhead, "HỘI KHUYẾN HỌC XÃ CHÂU SƠN")
        signatories = self.env["cdht.signatory"].search([("unit_id", "=", commune.id)])
        self.assertEqual(
            signatories._capacity_lines(),
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        )
        setup.action_next()  # alone
        self.assertEqual(setup.step, "year")
        self.assertEqual(setup.registration_deadline, date(2026, 12, 5))
        setup.action_next()
        self.assertEqual(setup.step, "earlier")
        setup.action_next()
        self.assertEqual(setup.step, "done")
        campaign = self.env["cdht.campaign"].search([])
        self.assertEqual((campaign.unit_id, campaign.state), (commune, "open"))
        self.assertEqual(campaign.proposal_ids.unit_id, units)
        self.assertIn("<a href='/odoo/cdht.act/", setup.doubts)
        self.assertEqual(setup.action_next()["url"], "/odoo/learning-citizen-year")

    def test_villages_are_called_as_they_call_themselves(self):
        setup = self.set_up_commune()
        setup.names = "Khối phố 5\nTổ dân phố số 2\nNà Vân\nẤp Mới\nTrạm Y tế xã"
        self.assertIn("Khối phố</span>", setup.names_read)
        setup.action_next()
        units = setup.commune_id.child_ids.with_context(lang="vi_VN")
        self.assertEqual(
            [(unit.unit_type, unit.kind) for unit in units],
            [("village", "Khối phố"), ("village", "Tổ dân phố"), ("village", "Thôn"),
             ("village", "Ấp"), ("agency", "Cơ quan")],
        )  # fmt: skip

    def read_names(self, content):
        """What is shown after a file was chosen in the step of the units."""
        setup = self.set_up_commune()
        with Form(setup) as form:
            form.names_file = content
            self.assertFalse(form.names_file)
            return [name for name, _type in read_names(form.names)]

    def test_names_come_from_any_list(self):
        header = ["STT", "Họ và tên", "Thôn"]
        people = [[1, "Lý Văn An", "Nà Vân"], [2, "Vi Thị Bé", "Bản Hả"],
                  [3, "Vi Thị Chi", "Nà Vân"]]  # fmt: skip
        self.assertEqual(
            self.read_names(workbook({"DS": [["DANH SÁCH"], header, *people]})),
            ["Nà Vân", "Bản Hả"],
        )
        tabs = {"Thôn Nà Vân": [header[:2], people[0][:2]], "Thôn Bản Hả": [header[:2]]}
        self.assertEqual(
            self.read_names(workbook(tabs)), ["Thôn Nà Vân", "Thôn Bản Hả"]
        )
        self.assertEqual(self.read_names(workbook({"Sheet1": [["Nà Vân"], ["Hả"]]})),
                         ["Nà Vân", "Hả"])  # fmt: skip
        over = workbook({"Sheet1": [["CHI HỘI KHUYẾN HỌC THÔN KHE CÙ"], header[:2]]})
        self.assertEqual(self.read_names(over), ["Thôn Khe Cù"])
        bare = "1;Nà Vân\n2;Bản Hả\n3;Trường Tiểu học Mẫu\n"
        self.assertIn(
            "Trường Tiểu học Mẫu", self.read_names(base64.b64encode(bare.encode()))
        )
        document = docx.Document()
        table = document.add_table(rows=0, cols=2)
        for cells in (("TT", "Tên thôn"), ("1", "Nà Vân"), ("2", "Pò Mạch")):
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                cell.text = text
        stream = io.BytesIO()
        document.save(stream)
        self.assertEqual(
            self.read_names(base64.b64encode(stream.getvalue())), ["Nà Vân", "Pò Mạch"]
        )

    def test_a_file_without_names_says_so(self):
        setup = self.set_up_commune()
        answer = setup.onchange(
            {"names_file": base64.b64encode(b"%PDF-1.4 rac").decode()},
            ["names_file"],
            {"names": {}, "names_file": {}},
        )
        self.assertIn("warning", answer)
        self.assertFalse(setup.names)

    def test_opened_again_it_makes_nothing_twice(self):
        self.test_from_nothing_to_an_open_year()
        units = self.env["cdht.unit"].search([])
        setup = self.open_setup()
        self.assertEqual((setup.step, setup.commune_id.name), ("place", "Xã Châu Sơn"))
        # From the menu it begins where the way leads on.
        action = self.env.ref("cdht_module.action_cdht_setup")
        again = setup.with_context(**safe_eval(action.context)).new({})
        self.assertEqual(again.step, "done")
        setup.place_id = self.place()
        setup.action_next()
        setup.names = NAMES
        self.assertIn("7 ", setup.names_read)
        for _step in ("units", "bodies", "officers", "year", "earlier"):
            setup.action_next()
        self.assertEqual(self.env["cdht.unit"].search([]), units)
        self.assertEqual(self.env["cdht.signatory"].search_count([]), 2)
        self.assertEqual(self.env["cdht.campaign"].search_count([]), 1)

    def test_each_step_may_be_passed_over(self):
        setup = self.open_setup()
        for step in ("units", "bodies", "officers", "year", "done"):
            setup.action_skip()
            self.assertEqual(setup.step, step)
        self.assertFalse(self.env["cdht.unit"].search([]))
        setup.step = "units"
        self.assertRefused(UserError, "Commune", setup.action_next)

    def test_a_commune_that_is_not_on_the_list(self):
        setup = self.open_setup()
        setup.write({"own_commune": "Xã Mới", "own_province": "Tỉnh Mới"})
        setup.action_next()
        self.assertEqual(setup.commune_id.parent_id.name, "Tỉnh Mới")

    def test_the_work_is_taken_on_record(self):
        setup = self.set_up_commune()
        setup.step = "officers"
        setup.action_next()
        self.assertTrue(self.manager.has_group("cdht_module.group_cdht_commune"))
        self.assertEqual(self.manager.cdht_unit_ids, setup.commune_id)
        self.assertTrue(self.traces(self.manager, "role_given"))
        self.assertTrue(self.traces(setup.commune_id, "officer_added"))

    def test_who_names_officers_reads_who_opens_the_year(self):
        setup = self.set_up_commune()
        setup.step = "officers"
        setup.who = "others"
        self.assertEqual(setup.action_next()["res_model"], "cdht.officer.setup")
        self.assertEqual((setup.step, setup.may_open), ("year", False))
        self.assertFalse(setup.officer_names)
        officer = self.make_user("xa", "commune", setup.commune_id)
        setup.invalidate_recordset()
        self.assertEqual((setup.openers, setup.may_open), ("xa", False))
        self.assertRefused(AccessError, "", setup.action_next)
        setup.action_skip()
        self.assertEqual(setup.step, "done")
        setup = self.open_setup(officer)
        setup.action_next()
        self.assertTrue(setup.is_open)

    def test_who_works_there_too_opens_it(self):
        setup = self.set_up_commune()
        setup.step = "officers"
        setup.who = "both"
        self.assertEqual(setup.action_next()["res_model"], "cdht.officer.setup")
        self.assertTrue(setup.may_open)
        setup.action_next()
        self.assertTrue(setup.is_open)

    def test_the_year_may_be_taken_later(self):
        setup = self.set_up_commune()
        setup.write({"step": "officers", "who": "later"})
        setup.action_next()
        self.assertFalse(setup.may_open)
        setup.action_next()
        self.assertTrue(setup.is_open)
        self.assertTrue(self.traces(self.manager, "role_given"))

    def test_with_others_one_stays_the_officer(self):
        setup = self.set_up_commune()
        setup.write({"step": "officers", "who": "both"})
        action = setup.action_next()
        self.assertEqual(action["res_model"], "cdht.officer.setup")
        self.assertTrue(self.manager.has_group("cdht_module.group_cdht_commune"))
        self.assertEqual(self.manager.cdht_unit_ids, setup.commune_id)

    def test_names_in_capitals(self):
        setup = self.set_up_commune()
        setup.step = "bodies"
        with Form(setup) as form:
            form.leader = "LÝ VĂN MẪU"
            self.assertEqual(form.leader, "Lý Văn Mẫu")

    def test_days_that_are_over_are_told(self):
        """In November the plan's first days are; of another year none."""
        setup = self.set_up_commune()
        self.assertIn("31/03/2026", setup.days_moved)
        self.assertIn("31/10/2026", setup.days_moved)
        setup.year = 2027
        self.assertFalse(setup.days_moved)

    def test_what_the_first_decision_needs_stands_first(self):
        doubts = self.set_up_commune().doubts
        first, later = doubts.index("first decision"), doubts.index("Later, with")
        kinds = self.env["ir.model"]._get
        self.assertLess(first, doubts.index(kinds("cdht.act").name))
        self.assertLess(doubts.index(kinds("cdht.act").name), later)
        self.assertLess(later, doubts.index(kinds("cdht.plan.body").name))

    def test_nobody_takes_a_commune_in_which_others_work(self):
        setup = self.set_up_commune()
        commune = setup.commune_id
        village = self.make_unit("Thôn Một", parent=commune)
        take = self.env["res.users"].with_user(self.manager)._cdht_take_commune
        person = self.make_people(village)
        self.assertRefused(AccessError, commune.name, take, commune)
        person.unlink()
        officer = self.make_user("xa", "commune", commune)
        self.assertRefused(AccessError, commune.name, take, commune)
        officer.cdht_unit_ids = False
        take(commune)

    def test_the_officer_of_the_commune_opens_the_year(self):
        commune = self.set_up_commune().commune_id
        officer = self.make_user("xa", "commune", commune)
        action = self.env["cdht.campaign"].with_user(officer).action_open_dashboard()
        self.assertEqual(action["res_model"], "cdht.setup")
        setup = self.open_setup(officer)
        self.assertEqual((setup.step, setup.commune_id), ("year", commune))
        setup.step = "units"
        setup.names = "Thôn Một"
        self.assertRefused(UserError, "", setup.action_next)
        setup.step = "year"
        setup.action_next()
        self.assertEqual(setup.step, "earlier")
        self.assertTrue(setup.is_open)


@tagged("post_install", "-at_install", "access_rights")
class TestManagers(EmptyMixin, TransactionCase):
    """The host's administrator gives and takes the manager's role, on record."""

    def test_given_and_taken(self):
        admin = self.env.ref("base.user_admin")
        other = self.env["res.users"].create({"name": "Khác", "login": "khac"})
        window = Form(self.env["cdht.managers"].with_user(admin))
        window.user_ids.remove(id=self.manager.id)
        window.user_ids.add(other)
        said = window.save().action_confirm()
        self.assertIn("Khác: next", said["params"]["message"])
        self.assertIn("managing the programme: " + self.manager.name,
                      said["params"]["message"])  # fmt: skip
        role = "cdht_module.group_cdht_manager"
        self.assertTrue(other.has_group(role))
        self.assertFalse(self.manager.has_group(role))
        self.assertTrue(self.traces(other, "role_given"))
        # The manager's day begins with the set-up; nobody else's.
        self.assertEqual(other.action_id.id,
                         self.env.ref("cdht_module.action_cdht_setup").id)  # fmt: skip
        window = Form(self.env["cdht.managers"].with_user(admin))
        window.user_ids.remove(id=other.id)
        window.user_ids.add(admin)
        window.save().action_confirm()
        self.assertFalse(other.action_id)
        self.assertTrue(self.traces(self.manager, "role_taken"))

    def test_who_gives_up_the_own_role_is_asked(self):
        admin, role = self.env.ref("base.user_admin"), "cdht_module.group_cdht_manager"
        admin.group_ids |= self.env.ref(role)
        window = self.env["cdht.managers"].with_user(admin).create(
            {"user_ids": self.manager.ids}
        )  # fmt: skip
        asked = window.action_confirm()
        self.assertIn(self.manager.name, asked["params"]["body"])
        self.assertTrue(admin.has_group(role))
        model, method, (ids,), keywords = asked["params"]["call"]
        getattr(self.env[model].with_user(admin).browse(ids), method)(**keywords)
        self.assertFalse(admin.has_group(role))

    def test_an_account_is_made_where_it_is_missing(self):
        view = "cdht_module.cdht_new_account_view_form"
        account = Form(self.env["res.users"].with_user(2), view=view)
        account.name, account.login = "Trần Thị Hạnh", "hanh.tt"
        account.password = "cây đa trâu 7"
        user = account.save()
        self.assertFalse(user.share)
        user.with_user(user)._check_credentials(
            {"type": "password", "login": "hanh.tt", "password": "cây đa trâu 7"},
            {"interactive": True},
        )

    def test_nobody_is_not_saved(self):
        admin = self.env.ref("base.user_admin")
        window = self.env["cdht.managers"].with_user(admin).create({"user_ids": False})
        self.assertRefused(UserError, "account", window.action_confirm)
        self.assertTrue(self.manager.has_group("cdht_module.group_cdht_manager"))

    def test_the_first_time_it_says_why(self):
        admin = self.env.ref("base.user_admin")
        windows = self.env["cdht.managers"].with_user(admin)
        self.assertFalse(windows.new({}).has_none)
        self.manager.group_ids -= self.env.ref("cdht_module.group_cdht_manager")
        admin.group_ids -= self.env.ref("cdht_module.group_cdht_manager")
        self.assertTrue(windows.new({}).has_none)

    def test_windows_are_called_by_their_names(self):
        admin = self.env.ref("base.user_admin")
        for window, user in (("cdht.managers", admin), ("cdht.setup", self.manager)):
            windows = self.env[window].with_user(user)
            self.assertEqual(windows.new({}).display_name, windows._description)
            windows = windows.with_context(lang="vi_VN")
            self.assertNotIn(".", windows.new({}).display_name)

    def test_nobody_else_gives_it(self):
        plain = self.env["res.users"].create({"name": "Khác", "login": "khac"})
        for user in (plain, self.manager):
            with self.assertRaises(AccessError):
                self.env["cdht.managers"].with_user(user).create({})

    def test_the_administrator_sees_that_alone(self):
        admin = self.env.ref("base.user_admin")
        admin.group_ids = self.env.ref("base.group_system") | self.env.ref(
            "base.group_user"
        )
        menus = self.env["ir.ui.menu"].with_user(admin)
        root = self.env.ref("cdht_module.menu_cdht_root")
        seen = menus.browse(menus._visible_menu_ids()).filtered(
            lambda menu: menu.parent_path.startswith(root.parent_path)
        )
        actions = seen.filtered("action").mapped("action")
        self.assertEqual(
            [action.xml_id for action in actions], ["cdht_module.action_cdht_managers"]
        )


@tagged("post_install", "-at_install")
class TestYearDays(CommuneCase):
    """What a year proposes by itself."""

    def year_made_on(self, day, year=2027):
        with today_is(day):
            return self.env["cdht.campaign"].create(
                {"unit_id": self.commune.id, "year": year}
            )

    def days(self, campaign):
        return [
            str(campaign[name])
            for name in (
                "registration_deadline", "self_deadline", "proposal_deadline",
                "report_due",
            )
        ]  # fmt: skip

    def test_days_of_the_plan_are_ahead(self):
        plan = ["2027-03-31", "2027-10-31", "2027-11-29", "2027-12-15"]
        self.assertEqual(self.days(self.year_made_on(date(2026, 11, 28))), plan)

    def test_no_day_is_over(self):
        days = self.days(self.year_made_on(date(2027, 11, 20)))
        self.assertEqual(days, ["2027-11-27", "2027-12-04", "2027-12-11", "2027-12-18"])

    def test_what_is_ahead_stays(self):
        days = self.days(self.year_made_on(date(2027, 5, 3)))
        self.assertEqual(days, ["2027-05-10", "2027-10-31", "2027-11-29", "2027-12-15"])

    def test_the_next_year_of_one_that_was_set_up_late_has_the_plan_s_days(self):
        late = self.year_made_on(date(2027, 11, 20)).with_user(self.commune_user)
        late.report_due = date(2027, 12, 30)  # the office's own
        with today_is(date(2027, 12, 28)):
            following = late.browse(late.action_prepare_next_year()["res_id"])
        self.assertEqual(
            self.days(following),
            ["2028-03-31", "2028-10-31", "2028-11-29", "2028-12-30"],
        )

    def test_a_former_year_keeps_its_days(self):
        days = self.days(self.year_made_on(date(2026, 10, 15), 2024))
        self.assertEqual(days[0], "2024-03-31")

    def test_the_consent_sentence_follows_year_and_commune(self):
        campaigns = self.env["cdht.campaign"].with_user(self.commune_user)
        form = Form(campaigns)
        self.assertFalse(form.consent_text)
        form.unit_id = self.commune
        form.year = 2028
        self.assertIn("năm 2028;", form.consent_text)
        self.assertIn("Ủy ban nhân dân xã Mẫu", form.consent_text)
        form.year = 2029
        self.assertIn("năm 2029;", form.consent_text)
        form.consent_text = "Tôi đồng ý."
        form.year = 2027
        self.assertEqual(form.consent_text, "Tôi đồng ý.")
        self.assertEqual(form.save().consent_text, "Tôi đồng ý.")
