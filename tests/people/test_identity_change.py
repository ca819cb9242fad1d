"""Who a person is: corrected by hand before there is a title, by the commune with a
reason after it; every change of a person leaves a trace."""

import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import CommuneCase, CommuneHttpCase
from ..import_case import AN, ImportCase, person, title

REASON = "Theo căn cước đã cấp lại"
NUMBER = "020080000001"
OTHERWISE = {
    "name": "Lò Thị Khác",
    "birth_date": "1999-09-09",
    "birth_year": 1999,
    "gender": "female",
    "identity_number": "020099000009",
}


class Holder:
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.holder = cls.make_people(
            name="Lò Văn Giữ", birth_date="1980-02-03", gender="male",
            identity_number=NUMBER,
        )  # fmt: skip
        cls.make_titles(cls.holder, range(2021, 2026))

    def fields_of(self, traces):
        return traces.filtered("field_name").mapped("field_name")


@tagged("post_install", "-at_install", "access_rights")
class TestWhoATitleHolderIs(Holder, CommuneCase):
    def test_nobody_becomes_another_by_a_plain_write(self):
        before = self.holder.read()
        for user in (self.chapter, self.commune_user):
            own = self.holder.with_user(user)
            for name, value in OTHERWISE.items():
                for call in (
                    lambda own=own, vals={name: value}: own.write(vals),
                    lambda own=own, vals={name: value}: own.web_save(vals, {}),
                    lambda own=own, name=name, value=value: own.load(
                        [".id", name], [[str(own.id), str(value)]]
                    ),
                ):
                    with self.subTest(user=user.login, field=name):
                        try:
                            with self.env.cr.savepoint():
                                result = call()
                                self.env.flush_all()
                        except UserError:
                            continue
                        # `load` returns errors as messages instead of raising.
                        self.assertIsInstance(result, dict)
                        self.assertTrue(result["messages"])
        for name in ("birth_date", "identity_number", "gender"):
            with self.assertRaises(AccessError):
                self.holder.with_user(self.chapter).write({name: False})
        self.env.invalidate_all()
        self.assertEqual(self.holder.read(), before)

    def test_nor_somebody_on_a_list_that_was_sent(self):
        dossier = self.make_dossiers("proposed", size=1)
        person = dossier.citizen_id
        for user in (self.chapter, self.commune_user):
            for name, value in OTHERWISE.items():
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    person.with_user(user).write({name: value})
        dossier.proposal_id.with_user(self.commune_user).action_return(REASON)
        person.with_user(self.chapter).write({"name": "Lò Văn Sửa"})

    def test_keys_of_order_and_search_are_nobodys_to_write(self):
        """They derive from the name; written, the person would not be found, and the
        trace would keep the name."""
        for user in (self.chapter, self.commune_user):
            for name in ("name_folded", "sort_name"):
                with self.assertRaises(AccessError):
                    self.holder.with_user(user).write({name: "zzzz"})
                with self.assertRaises(AccessError):
                    self.holder.with_user(user).create(
                        {"name": "Lò Văn Mới", "unit_id": self.village.id, name: "z"}
                    )
        self.holder.name_folded = "zzzz"
        trace = self.traces(self.holder, "write")[:1]
        self.assertFalse(trace.value_from or trace.value_to)

    def test_nobody_becomes_nameless(self):
        for name in ("", " ", False):
            with self.assertRaises(UserError):
                self.holder.with_user(self.commune_user).action_change_identity(
                    {"name": name}, REASON
                )

    def test_blanks_are_filled_by_the_commune_too(self):
        blank = self.make_people()
        self.make_titles(blank, [2025])
        for user in (self.chapter, self.commune_user):
            with self.assertRaises(AccessError):
                blank.with_user(user).identity_number = "020080000002"

    def test_the_refusal_tells_who_does_it(self):
        error = self.assertRefused(
            AccessError, ("Lò Văn Giữ", "Xã Mẫu", "“Change who this person is”"),
            self.holder.with_user(self.chapter).write, {"name": "Người Khác"},
        )  # fmt: skip
        self.assertNotIn("Người Khác", str(error))

    def test_all_else_is_still_written_by_hand(self):
        """What stands there already is no change, whoever sends it."""
        own = self.holder.with_user(self.chapter)
        own.write(
            {
                "name": "Lò Văn  Giữ", "birth_date": "1980-02-03", "birth_year": 1980,
                "gender": "male", "identity_number": NUMBER, "phone": "0912",
                "status": "away",
            }
        )  # fmt: skip
        self.assertEqual((own.phone, own.status), ("0912", "away"))

    def test_among_others_the_holder_is_refused(self):
        """Many at once: nobody is changed."""
        other = self.make_people()
        both = (other | self.holder).with_user(self.chapter)
        with self.assertRaises(AccessError):
            both.write({"birth_date": "1970-01-01"})

    def test_a_revoked_title_holds_nobody(self):
        person = self.make_people()
        titles = self.make_titles(person, [2025], state="revoked")
        person.with_user(self.chapter).name = "Tên Đúng"
        titles.state = "corrected"
        with self.assertRaises(AccessError):
            person.with_user(self.chapter).name = "Tên Khác"

    def test_not_by_way_of_another_record(self):
        """Neither by moving titles or dossiers to another person."""
        crony = self.make_people()
        dossier = self.register(self.make_people())
        for vals in (
            {"recognition_ids": [(4, self.holder.recognition_ids[0].id)]},
            {"assessment_ids": [(4, dossier.id)]},
            {"recognition_ids": [(0, 0, {"year": 2020})]},
        ):
            for user in (self.chapter, self.commune_user):
                with self.subTest(vals=vals), self.assertRaises(UserError):
                    crony.with_user(user).write(vals)
                    self.env.flush_all()
        with self.assertRaises(AccessError):
            dossier.with_user(self.chapter).citizen_id = crony
        with self.assertRaises(AccessError):
            self.holder.recognition_ids.with_user(self.commune_user).citizen_id = crony

    def test_the_commune_changes_it_with_a_reason_and_back(self):
        own = self.holder.with_user(self.commune_user)
        values = {n: v for n, v in OTHERWISE.items() if n != "birth_year"}
        own.action_change_identity(values, REASON)
        for name, value in OTHERWISE.items():
            self.assertEqual(str(self.holder[name]), str(value))
        # The decisions' lists stay as they were printed.
        titles = self.holder.recognition_ids
        self.assertEqual(set(titles.mapped("printed_name")), {"Lò Văn Giữ"})
        trace = self.traces(self.holder, "change_identity")
        self.assertEqual((trace.user_id, trace.reason), (self.commune_user, REASON))
        own.action_change_identity(
            {"name": "Lò Văn Giữ", "identity_number": NUMBER}, "Ghi nhầm người"
        )
        self.assertEqual(self.holder.name, "Lò Văn Giữ")
        # The trace tells which fields; it is kept for ever, so neither what nor whom.
        lines = self.traces(self.holder).filtered("field_name")
        self.assertEqual(
            sorted(lines.mapped("field_name")),
            sorted([*values, "identity_number", "name"]),
        )
        self.assertFalse(any(lines.mapped("value_from") + lines.mapped("value_to")))

    def test_who_may_change_it_and_what(self):
        for user in (self.chapter, self.commune_other, self.district, self.manager,
                     self.citizen_user):  # fmt: skip
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.holder.with_user(user).action_change_identity(
                    {"name": "Người Khác"}, REASON
                )
        own = self.holder.with_user(self.commune_user)
        for values, reason in (
            ({"name": "Người Khác"}, "  "),
            ({}, REASON),
            ({"unit_id": self.village_2.id}, REASON),
            ({"name": "Người Khác", "partner_id": 1}, REASON),
            (["name"], REASON),
            (None, REASON),
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                own.action_change_identity(values, reason)
        with self.assertRaises(UserError):
            (own | self.make_people().with_user(self.commune_user))\
                .action_change_identity({"name": "Người Khác"}, REASON)  # fmt: skip
        taken = self.make_people(identity_number="020080000007")
        with self.assertRaises(Exception) as caught:
            own.action_change_identity(
                {"identity_number": taken.identity_number}, REASON
            )
        self.assertIn(taken.name, str(caught.exception))
        self.give_login(self.holder, self.commune_user)
        with self.assertRaises(AccessError):
            own.action_change_identity({"name": "Người Khác"}, REASON)

    def test_the_window(self):
        window = Form(
            self.env["cdht.identity.change"]
            .with_user(self.commune_user)
            .with_context(active_id=self.holder.id),
            "cdht_module.cdht_identity_change_view_form",
        )
        self.assertEqual((window.name, window.identity_number), ("Lò Văn Giữ", NUMBER))
        window.birth_date = "1981-02-03"
        window.reason = REASON
        window.save().action_confirm()
        self.assertEqual(self.holder.birth_year, 1981)
        lines = self.traces(self.holder)
        self.assertEqual(self.fields_of(lines), ["birth_date"])

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_the_window_shows_no_stranger(self):
        windows = self.env["cdht.identity.change"].with_user(self.commune_other)
        with self.assertRaises(AccessError):
            windows.with_context(active_id=self.holder.id).default_get(["name"])
        with self.assertRaises(AccessError):
            windows.create({"citizen_id": self.holder.id, "name": "x", "reason": "x"})
        with self.assertRaises(AccessError):
            windows.onchange(
                {"citizen_id": self.holder.id},
                ["citizen_id"],
                {"citizen_id": {"fields": {"display_name": {}}}},
            )

    def test_who_was_anonymised_is_nobody_else(self):
        person = self.make_people()
        person.with_user(self.commune_user).action_anonymise(REASON)
        with self.assertRaises(AccessError):
            person.with_user(self.chapter).name = "Người Mới"
        with self.assertRaises(UserError):
            person.with_user(self.commune_user).action_change_identity(
                {"name": "Người Mới"}, REASON
            )


@tagged("post_install", "-at_install")
class TestEveryChangeIsTraced(Holder, CommuneCase):
    def test_a_typing_error_before_a_title(self):
        person = self.make_people(name="Lo Văn An").with_user(self.chapter)
        person.write({"name": "Lò Văn An", "identity_number": "020080000002"})
        lines = self.traces(person, "write")
        self.assertEqual(sorted(self.fields_of(lines)), ["identity_number", "name"])
        self.assertEqual((lines.user_id, lines.unit_id), (self.chapter, self.village))
        self.assertFalse(any(lines.mapped("value_to")))

    def test_all_that_is_written_by_hand(self):
        tay = self.env["cdht.ethnicity"].search([], limit=1)
        group = self.env["cdht.labour.group"].search([], limit=1)
        user = self.make_user("t_all", "commune", self.commune)
        user.group_ids |= self.env.ref("cdht_module.group_cdht_ethnicity")
        person = self.make_people()
        written = {
            **OTHERWISE, "active": False, "ethnicity_id": tay.id, "phone": "0912",
            "occupation": "Làm ruộng", "position": "Trưởng thôn", "status": "moved",
            "unit_id": self.village_2.id, "labour_group_id": group.id,
            "partner_id": self.citizen_user.partner_id.id,
        }  # fmt: skip
        stored = {
            name for name, field in person._fields.items()
            if field.store and not field.readonly and field._module == "cdht_module"
            and field.type != "one2many"
        }  # fmt: skip
        # The order of people is the unit's.
        self.assertEqual(stored - {"unit_rank"}, set(written))
        for name, value in written.items():
            person.with_user(user).write({name: value})
        lines = self.traces(person, "write")
        # The year followed from the date.
        self.assertEqual(set(self.fields_of(lines)), set(written) - {"birth_year"})
        told = {line.field_name: line.value_to for line in lines if line.value_to}
        self.assertEqual(set(told), {"active", "status", "unit_id", "labour_group_id"})
        self.assertEqual(told["unit_id"], "Thôn Hai")
        person.with_user(user).write({"phone": "0912"})
        self.assertEqual(self.traces(person, "write"), lines)

    def test_made_and_deleted(self):
        people = self.env["cdht.citizen"].with_user(self.commune_user)
        one = people.create({"name": "Lò Văn An", "unit_id": self.village.id})
        self.assertEqual(self.traces(one).mapped("move"), ["create"])
        several = people.create([{"name": "Lò Văn An", "unit_id": self.village.id}] * 3)
        self.assertFalse(self.traces(several))
        line = self.traces(self.village, "create")[-1]
        self.assertEqual((line.user_id, line.value_to), (self.commune_user, "3"))
        one.unlink()
        self.assertEqual(self.traces(one).mapped("move"), ["create", "unlink"])

    def test_many_at_once_cost_no_more_queries(self):
        few, many = (self.make_people(size=size) for size in (2, 40))
        counts = []
        for people in (few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            people.with_user(self.chapter).write({"name": "Một tên", "phone": "0912"})
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)


@tagged("post_install", "-at_install", "access_rights")
class TestIdentityOverRpc(Holder, CommuneHttpCase):
    @mute_logger("odoo.http")
    def test_a_chapter_over_the_web_clients_route(self):
        self.authenticate("t_chapter", "t_chapter")
        answer = self.url_open(
            "/web/dataset/call_kw/cdht.citizen/web_save",
            data=json.dumps({"params": {
                "model": "cdht.citizen", "method": "web_save",
                "args": [[self.holder.id], OTHERWISE, {"name": {}}], "kwargs": {},
            }}),
            headers={"Content-Type": "application/json"},
        ).json()  # fmt: skip
        self.assertEqual(answer["error"]["data"]["name"], "odoo.exceptions.AccessError")
        self.holder.invalidate_recordset()
        self.assertEqual(self.holder.name, "Lò Văn Giữ")


@tagged("post_install", "-at_install")
class TestListsAndTitleHolders(ImportCase):
    """A list completes who a title-holder is, by the commune; it changes nothing."""

    def _holder(self, **vals):
        holder = self.make_people(name="Lò Văn An", birth_year=1990, **vals)
        self.make_titles(holder, [2025])
        return holder

    def _identity(self, holder):
        return [holder[n] for n in ("name", "birth_year", "gender", "identity_number")]

    def test_another_name_stays_out(self):
        for user in (self.chapter, self.commune_user):
            holder = self._holder(identity_number=AN["id"])
            before = self._identity(holder)
            record = self.read_people(person(name="Lò Văn Giả"), user=user)
            self.assertEqual(self.found(record), {(2, "B", "title_holder_name")})
            self.assertIn("Lò Văn An", record.issue_ids.message)
            self.assertEqual(self._identity(holder), before)
            self.assertFalse(holder.assessment_ids)
            holder.identity_number = False

    def test_another_birth_or_sex_is_told_and_not_written(self):
        holder = self._holder(identity_number=AN["id"], gender="female")
        record = self.read_people(person(birth="18/02/1991"))
        self.assertEqual(
            self.found(record, "row", "code", "severity"),
            {(2, "birth_year_mismatch", "warning"), (2, "sex_mismatch", "warning")},
        )
        self.assertEqual((holder.birth_year, holder.gender), (1990, "female"))
        self.assertFalse(holder.birth_date)
        self.assertEqual(len(holder.assessment_ids), 1)

    def test_the_communes_list_completes(self):
        holder = self._holder()
        record = self.read_people(person())
        self.assertFalse(record.issue_ids)
        self.assertEqual(self._identity(holder), ["Lò Văn An", 1990, "male", AN["id"]])
        self.assertEqual(str(holder.birth_date), "1990-02-18")
        trace = self.traces(holder, "change_identity")
        self.assertIn("danh-sach.xlsx", trace.reason)
        self.read_people(person())
        self.assertEqual(self.traces(holder, "change_identity"), trace)

    def test_a_chapters_list_does_not(self):
        holder = self._holder()
        record = self.read_people(person(), user=self.chapter)
        self.assertEqual(
            self.found(record, "code", "severity"), {("title_holder_blank", "warning")}
        )
        self.assertEqual(self._identity(holder), ["Lò Văn An", 1990, False, False])
        self.assertEqual(len(holder.assessment_ids), 1)

    def test_ones_own_blanks_are_completed_by_another(self):
        holder = self.give_login(self._holder(), self.chapter)
        self.give_login(holder, self.commune_user)
        self.read_titles(title(year=2024))
        self.assertFalse(holder.identity_number)

    def test_earlier_titles_change_nobody(self):
        holder = self._holder(identity_number=AN["id"], gender="female")
        record = self.read_titles(title(year=2024, birth="18/02/1991"))
        # As against the number, of which the reader of lists tells.
        self.assertEqual(record.issue_ids.mapped("code"), ["birth_year_mismatch"])
        self.assertEqual(holder.birth_year, 1990)
        record = self.read_titles(title(year=2023, name="Lò Văn Giả"))
        self.assertEqual(record.issue_ids.code, "title_holder_name")
        self.assertEqual(len(holder.recognition_ids), 2)

    def test_before_a_title_a_list_corrects_with_a_trace(self):
        self.read_people(person(), user=self.chapter)
        self.read_people(person(name="Lò Văn Ân"), user=self.chapter)
        self.assertEqual(self.citizen().name, "Lò Văn Ân")
        lines = self.traces(self.citizen(), "write")
        self.assertEqual(lines.mapped("field_name"), ["name"])
        self.assertEqual(lines.user_id, self.chapter)
