"""Identity numbers that leave the database are counted by user and day."""

from datetime import date, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tests.test_cursor import TestCursor
from odoo.tools import mute_logger

from ..common import TODAY, CommuneCase, CommuneHttpCase, today_is
from ..import_case import AN, BE, HEADER, person, workbook
from .test_identity_exports import IdentityExports, _commit_with_hooks

FIELD = {"identity_number": {}}


class Numbers(IdentityExports):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.make_people(cls.village, 60)
        for number, one in enumerate(cls.people):
            one.identity_number = f"0200800{number:05}"

    def lines(self):
        return self.out("read_identity")


@tagged("post_install", "-at_install", "access_rights")
class TestNumbersOfADay(Numbers, CommuneCase):
    def test_who_has_no_number_is_no_reading(self):
        self.people[:30].identity_number = False
        people = self.env["cdht.citizen"].with_user(self.commune_user)
        for domain in (
            [("identity_number", "=", False)], [("identity_number", "!=", False)],
            [("identity_number", "in", [False])],
        ):  # fmt: skip
            people.search(domain)
        self.assertFalse(self.lines())
        self.assertFalse(self.env["cdht.identity.reading"].search([]))

    def test_odd_questions_are_no_fault_of_ours(self):
        """Core refuses, or finds nobody."""
        people = self.env["cdht.citizen"].with_user(self.commune_user)
        for operator, value in ((">", 5), ("in", [5, None]), ("=", 5)):
            people.search([("identity_number", operator, value)], limit=1)

    def setUp(self):
        super().setUp()
        self.own = self.people.with_user(self.commune_user)

    def _pages(self, size, start=0, stop=60):
        for first in range(start, stop, size):
            self.own[first : first + size].read(["identity_number"])

    def _line(self, count, user=None):
        return (user or self.commune_user, self.village, str(count))

    def test_page_by_page(self):
        self._pages(20, stop=20)
        self.assertFalse(self.lines())
        self._pages(1, 20, 21)
        self.assertEqual(self.lines(), [self._line(21)])
        line = self.env["cdht.trace"].search([("move", "=", "read_identity")])
        self.assertEqual(
            line.reason, "Citizen: Identity Number, one after another in a day"
        )
        # It goes on as it grows, and says how many more.
        self._pages(20, 21, 60)
        self.assertEqual(self.lines(), [self._line(21), self._line(39)])

    def test_whose_number_it_is_in_the_window_of_who_one_is(self):
        self.commune_user.cdht_not_resident = False
        for one in self.people[:21]:
            window = self.env["cdht.own.person"].with_user(self.commune_user)
            vals = {"identity_number": one.identity_number}
            self.assertIn(one.name, window.new(vals).found_text)
        self.assertEqual(self.lines(), [self._line(21)])

    def test_one_by_one(self):
        self._pages(1)
        self.assertEqual(self.lines(), [self._line(21)] * 2)
        self.assertEqual(self.env["cdht.identity.reading"].search_count([]), 18)

    def test_the_same_person_again_is_one(self):
        for _time in range(30):
            self._pages(10, stop=10)
        self.assertFalse(self.lines())

    def test_by_user_and_day(self):
        self._pages(20, stop=20)
        self.people[20:40].with_user(self.chapter).read(["identity_number"])
        self.assertFalse(self.lines())
        tomorrow = TODAY + timedelta(days=1)
        with today_is(tomorrow):
            self._pages(20, 20, 40)
            self.assertFalse(self.lines())
            readings = self.env["cdht.identity.reading"]
            readings._gc_earlier_days()
            self.assertEqual(readings.search([]).mapped("day"), [tomorrow] * 20)

    def test_the_day_is_the_communes(self):
        """Past midnight in Vietnam another day begins, whatever the server's clock."""
        self._pages(1, stop=1)
        reading = self.env["cdht.identity.reading"].search([])
        self.assertEqual((reading.day, type(reading.day)), (TODAY, date))

    def test_a_line_for_each_unit(self):
        there = self.make_people(self.village_2, 5).with_user(self.commune_user)
        there.read(["identity_number"])
        self._pages(20, stop=20)
        self.assertEqual(
            sorted((unit.name, count) for _user, unit, count in self.lines()),
            [("Thôn Hai", "5"), ("Thôn Một", "20")],
        )

    def test_every_way_to_a_single_number(self):
        """However one gets at one person's number at a time, the 21st tells."""
        Citizen = self.env["cdht.citizen"].with_user(self.commune_user)
        dossiers = self.register(self.people).with_user(self.commune_user)
        number = dict(zip(self.people.ids, self.people.mapped("identity_number"),
                          strict=True))  # fmt: skip
        by_id = {dossier.citizen_id.id: dossier for dossier in dossiers}
        form = self.env["cdht.identity.change"].with_user(self.commune_user)
        ways = {
            "read": lambda p: p.read(["identity_number"]),
            "search_read": lambda p: p.search_read(
                [("id", "=", p.id)], ["identity_number"]
            ),
            "web_read": lambda p: p.web_read(FIELD),
            "web_search_read": lambda p: p.web_search_read([("id", "=", p.id)], FIELD),
            "web_save": lambda p: p.web_save({"phone": "0912"}, FIELD),
            "onchange": lambda p: p.onchange({}, [], FIELD),
            "nested": lambda p: by_id[p.id].web_read({"citizen_id": {"fields": FIELD}}),
            "web_name_search": lambda p: Citizen.web_name_search(p.name, FIELD),
            "window": lambda p: form.with_context(active_id=p.id).default_get(
                ["identity_number"]
            ),
            "window opened": lambda p: form.with_context(active_id=p.id).onchange(
                {}, [], FIELD
            ),
            "name_search": lambda p: Citizen.name_search(number[p.id]),
            "name_search of dossiers": lambda p: dossiers.name_search(number[p.id]),
            "search": lambda p: Citizen.search(
                [("identity_number", "=", number[p.id])]
            ),
            "search in": lambda p: Citizen.search_count(
                [("id", "=", p.id), ("identity_number", "in", [number[p.id], "x"])]
            ),
            "search not in": lambda p: Citizen.search_count(
                [("id", "=", p.id), ("identity_number", "not in", [number[p.id]])]
            ),
            "search not": lambda p: Citizen.search(
                ["!", ("identity_number", "=", number[p.id])], limit=1
            ),
            "search like": lambda p: Citizen.search_count(
                [("identity_number", "=like", number[p.id][:-1] + "_"),
                 ("id", "=", p.id)]
            ),
            "dossiers by it": lambda p: dossiers.search(
                [("citizen_id.identity_number", "=", number[p.id])]
            ),
            "grouped by": lambda p: Citizen.formatted_read_group(
                [("identity_number", "=", number[p.id])], ["unit_id"], ["__count"]
            ),
            "typing": lambda p: Citizen.onchange(
                {"identity_number": number[p.id]}, ["identity_number"], {"name": {}}
            ),
        }  # fmt: skip
        for way, read in ways.items():
            with self.subTest(way=way):
                self.env["cdht.identity.reading"].search([]).unlink()
                before = len(self.lines())
                for one in self.people[:20]:
                    read(one.with_user(self.commune_user))
                # These two find ten at once.
                if way not in ("search like", "web_name_search"):
                    self.assertEqual(len(self.lines()), before)
                read(self.own[20])
                self.assertGreater(len(self.lines()), before)

    def test_digit_by_digit(self):
        """Narrowing a number down tells of everybody whom the condition fits."""
        Citizen = self.env["cdht.citizen"].with_user(self.commune_user)
        for operator, value in (("=like", "02%"), (">", "0200800"), ("ilike", "80")):
            before = len(self.lines())
            Citizen.search_count(
                [("id", "=", self.people[0].id), ("identity_number", operator, value)]
            )
            self.assertEqual(self.lines()[before:], [self._line(60)])

    def test_whether_there_is_a_number_is_no_secret(self):
        Citizen = self.env["cdht.citizen"].with_user(self.commune_user)
        Citizen.search([("identity_number", "=", False)])
        Citizen.search([("identity_number", "!=", False)])
        Citizen.name_search("Người")
        self.assertFalse(self.env["cdht.identity.reading"].search([]))
        self.assertFalse(self.lines())

    def test_nobody_sorts_by_the_number(self):
        with self.assertRaises(AccessError):
            self.own.search([], order="identity_number")
        self.people.search([], order="identity_number")  # the office's own code

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_out_of_reach_nothing_is_counted_and_nothing_told(self):
        Citizen = self.env["cdht.citizen"].with_user(self.chapter_2)
        number = self.people[0].identity_number
        self.assertFalse(Citizen.search([("identity_number", "=", number)]))
        self.assertFalse(self.env["cdht.identity.reading"].search([]))
        for user in (self.district, self.citizen_user, self.manager):
            people = self.env["cdht.citizen"].with_user(user)
            for operator in ("=", "like"):
                with self.assertRaises(AccessError):
                    people.search([("identity_number", operator, number)])

    def test_cheap(self):
        """Two queries more a request, and none for each person."""
        counts = []
        for size, first in ((1, 0), (15, 1)):
            page = self.own[first : first + size]
            for names in (["name"], ["identity_number"]):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                page.read(names)
                self.env.flush_all()
                counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1] - counts[0], 3)
        self.assertLessEqual(counts[3] - counts[2], 3)

    def test_a_form_in_the_web_client(self):
        Form(self.own[0], "cdht_module.cdht_citizen_view_form")
        self.assertEqual(self.env["cdht.identity.reading"].search_count([]), 1)


@tagged("post_install", "-at_install", "access_rights")
class TestNumbersOverReadOnlyRoutes(Numbers, CommuneHttpCase):
    def test_page_by_page(self):
        self.startPatcher(patch.object(TestCursor, "commit", _commit_with_hooks))
        self.authenticate("t_commune", "t_commune")
        with self.assertNoLogs(level="WARNING"):
            for offset in (0, 20):
                rows = self.make_jsonrpc_request(
                    "/web/dataset/call_kw/cdht.citizen/web_search_read",
                    {
                        "model": "cdht.citizen",
                        "method": "web_search_read",
                        "args": [],
                        "kwargs": {
                            "domain": [("id", "in", self.people.ids)],
                            "specification": FIELD,
                            "limit": 20,
                            "offset": offset,
                        },
                    },
                )
                self.assertEqual(len(rows["records"]), 20)
        self.assertEqual(self.lines(), [(self.commune_user, self.village, "40")])


@tagged("post_install", "-at_install", "access_rights")
class TestWorkbookOut(IdentityExports, CommuneHttpCase):
    """A stored workbook holds the numbers of all who stand in it."""

    def test_reading_and_downloading_it(self):
        self.startPatcher(patch.object(TestCursor, "commit", _commit_with_hooks))
        record = self.env["cdht.import"].with_user(self.commune_user).create(
            {
                "campaign_id": self.campaign.id,
                "data_file": workbook({"Thôn Một": [HEADER, person(), person(BE)]}),
            }
        )  # fmt: skip
        record.action_check()
        self.env.flush_all()
        file = self.env["ir.attachment"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id),
             ("res_field", "=", "data_file")]
        )  # fmt: skip
        own = file.with_user(self.commune_user)
        self.authenticate("t_commune", "t_commune")
        for number, read in enumerate(
            (
                lambda: record.read(["data_file"]),
                lambda: own.read(["datas"]),
                lambda: self.download(f"{record._name}/{record.id}/data_file"),
                lambda: self.download(str(file.id)),
            ),
            1,
        ):
            read()
            self.assertEqual(
                self.out("workbook_out"),
                [(self.commune_user, self.commune, "2")] * number,
            )
        record.with_context(bin_size=True).read(["data_file"])
        own.read(["name"])
        self.assertEqual(len(self.out("workbook_out")), 4)
        self.assertNotIn(AN["name"], str(self.traces(record, "workbook_out").read()))

    def download(self, path):
        answer = self.url_open(f"/web/content/{path}")
        self.assertEqual((answer.status_code, answer.content[:2]), (200, b"PK"))
