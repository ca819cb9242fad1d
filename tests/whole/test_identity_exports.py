import io
import json
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import tagged
from odoo.tests.test_cursor import TestCursor

from ..common import CommuneCase, CommuneHttpCase


def _commit_with_hooks(cursor, commit=TestCursor.commit):
    """As a real cursor does: what was to follow the commit runs after it."""
    hooks = list(cursor.postcommit._funcs)
    commit(cursor)
    for hook in hooks:
        hook()


class IdentityExports:
    """Lines about people that left the database."""

    def out(self, move):
        """(user, unit, count) of the lines of a kind, the oldest first."""
        self.env.flush_all()
        self.env.invalidate_all()
        lines = self.env["cdht.trace"].search([("move", "=", move)], order="id")
        return [(line.user_id, line.unit_id, line.value_to) for line in lines]


@tagged("post_install", "-at_install", "access_rights")
class TestIdentityNumbers(IdentityExports, CommuneCase):
    """Reading identity numbers in bulk, whatever way one asks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.here = cls.make_people(cls.village, 21)
        cls.there = cls.make_people(cls.village_2, 2)
        cls.people = cls.here | cls.there

    def test_one_page_without_and_a_list_with_a_line(self):
        for size, lines in ((20, []), (21, [(self.chapter, self.village, "21")])):
            self.here[:size].with_user(self.chapter).read(["identity_number"])
            self.assertEqual(self.out("read_identity"), lines)

    def test_a_line_for_each_unit(self):
        self.people.with_user(self.commune_user).read(["identity_number", "name"])
        self.assertEqual(
            self.out("read_identity"),
            [
                (self.commune_user, self.village, "21"),
                (self.commune_user, self.village_2, "2"),
            ],
        )

    def test_every_way_of_reading(self):
        field = {"identity_number": {}}
        people = self.people.with_user(self.commune_user)
        domain = [("id", "in", self.people.ids)]
        dossiers = self.register(self.people).with_user(self.commune_user)
        for number, read in enumerate(
            (
                lambda: people.search_read(domain, ["identity_number"]),
                lambda: people.web_read(field),
                lambda: people.web_search_read(domain, field),
                lambda: dossiers.web_read({"citizen_id": {"fields": field}}),
                lambda: people.web_read_group(
                    domain,
                    ["gender"],
                    auto_unfold=True,
                    unfold_read_specification=field,
                ),
            ),
            1,
        ):
            with self.subTest(way=number):
                read()
                self.assertEqual(len(self.out("read_identity")), 2 * number)

    def test_masked_numbers_and_names_leave_none(self):
        self.people.with_user(self.commune_user).read(
            ["name", "identity_number_masked"]
        )
        self.assertFalse(self.out("read_identity"))

    def test_the_office_sets_how_many(self):
        parameter = self.env["ir.config_parameter"]
        parameter.set_param("cdht_module.identity_bulk", "1")
        self.there.with_user(self.chapter_2).read(["identity_number"])
        parameter.set_param("cdht_module.identity_bulk", "nhiều")
        self.there.with_user(self.chapter_2).read(["identity_number"])
        self.assertEqual(len(self.out("read_identity")), 1)

    def test_nobody_groups_by_the_number(self):
        people = self.env["cdht.citizen"].with_user(self.commune_user)
        dossiers = self.env["cdht.assessment"].with_user(self.commune_user)
        for records, groups, aggregates in (
            (people, ["identity_number"], ["__count"]),
            (people, ["unit_id"], ["identity_number:array_agg"]),
            (people, ["unit_id"], ["identity_number:max"]),
            (dossiers, ["citizen_id.identity_number"], ["__count"]),
        ):
            with self.subTest(groups=groups), self.assertRaises(AccessError):
                records.formatted_read_group([], groups, aggregates)

    def test_export_tells_the_fields_and_no_person(self):
        self.commune_user.group_ids += self.env.ref("base.group_allow_export")
        people = self.people.with_user(self.commune_user)
        people.export_data(["name", "unit_id/name"])
        self.assertEqual(
            self.out("export"),
            [
                (self.commune_user, self.village, "21"),
                (self.commune_user, self.village_2, "2"),
            ],
        )
        line = self.env["cdht.trace"].search([("move", "=", "export")], limit=1)
        self.assertEqual(line.reason, "Citizen: name, unit_id/name")
        self.assertNotIn(self.here[0].name, line.reason)

    def test_exporting_other_personal_records(self):
        dossiers = self.register(self.there)
        title = self.make_titles(self.there[0], [2025])
        self.chapter_2.group_ids += self.env.ref("base.group_allow_export")
        line = (self.chapter_2, self.village_2)
        for number, (records, size) in enumerate(
            (
                (dossiers, "2"),
                (dossiers.line_ids, "20"),
                (title, "1"),
                (dossiers.proposal_id, "1"),
                (self.traces(dossiers), "2"),
            )
        ):
            records.with_user(self.chapter_2).export_data(["id"])
            self.assertEqual(self.out("export")[number:], [(*line, size)])

    def test_exporting_numbers_by_way_of_other_records(self):
        """Whatever record leads to the person."""
        self.there.identity_number = False
        self.there[0].identity_number = "020080000001"
        self.carry(self.register(self.there), "recognised")
        self.env["cdht.invitation"]._issue(self.there[0])
        self.env.flush_all()
        self.chapter_2.group_ids += self.env.ref("base.group_allow_export")
        for number, (model, path) in enumerate(
            (
                ("cdht.invitation", "citizen_id/identity_number"),
                ("cdht.statistic", "citizen_id/identity_number"),
            )
        ):
            found = (
                self.env[model]
                .with_user(self.chapter_2)
                .search([("citizen_id", "=", self.there[0].id)], limit=1)
            )
            rows = found.export_data([path])["datas"]
            self.assertEqual(rows, [["020080000001"]])
            self.assertEqual(
                self.out("export")[number:], [(self.chapter_2, self.village_2, "1")]
            )


@tagged("post_install", "-at_install", "access_rights")
class TestIdentityExportsOverHttp(IdentityExports, CommuneHttpCase):
    """The same through the routes of the web client, which only read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.make_people(cls.village, 25)
        cls.commune_user.group_ids += cls.env.ref("base.group_allow_export")

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(TestCursor, "commit", _commit_with_hooks))
        self.authenticate("t_commune", "t_commune")

    def _without_retry(self):
        """No “bad query”, no second attempt on a read/write cursor."""
        return self.assertNoLogs(level="WARNING")

    def test_reading_numbers_by_the_read_only_route(self):
        with self._without_retry():
            rows = self.make_jsonrpc_request(
                "/web/dataset/call_kw/cdht.citizen/web_search_read",
                {
                    "model": "cdht.citizen",
                    "method": "web_search_read",
                    "args": [],
                    "kwargs": {
                        "domain": [("id", "in", self.people.ids)],
                        "specification": {"identity_number": {}},
                    },
                },
            )
        self.assertEqual(rows["length"], 25)
        self.assertEqual(
            self.out("read_identity"), [(self.commune_user, self.village, "25")]
        )

    def test_exports_of_the_web_client(self):
        form = {
            "model": "cdht.citizen",
            "fields": [{"name": "name", "label": "Họ và tên", "type": "char"}],
            "ids": False,
            "domain": [("id", "in", self.people.ids)],
            "import_compat": False,
            "context": {},
        }
        for number, (kind, grouping) in enumerate(
            (("csv", []), ("xlsx", []), ("xlsx", ["gender"]))
        ):
            answer = self.url_open(
                f"/web/export/{kind}",
                data={"data": json.dumps({**form, "groupby": grouping}),
                      "csrf_token": Request.csrf_token(self)},
            )  # fmt: skip
            self.assertEqual(answer.status_code, 200)
            self.assertEqual(
                self.out("export")[number:], [(self.commune_user, self.village, "25")]
            )

    def test_our_workbook_of_many_people(self):
        self.register(self.people)
        with self._without_retry():
            answer = self.url_open(
                f"/report/xlsx/cdht_module.proposal_xlsx/{self.campaign.id}"
            )
        self.assertTrue(io.BytesIO(answer.content).read(2) == b"PK")
        self.assertEqual(self.out("print"), [(self.commune_user, self.village, "25")])
