"""Stored workbooks go when their time is over, or at the request of one who stands in
them; what was imported stays."""

import base64
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.cdht_module.models.imports import cdht_import_file
from odoo.addons.cdht_module.tools.list_reader import workbook as reader

from ..import_case import AN, BE, CHI, HEADER, ImportCase, person, title, workbook

REASON = "Theo yêu cầu của công dân"


class Stored(ImportCase):
    def stored(self, record):
        """The stored file of an import, as an attachment or none."""
        self.env.flush_all()
        return self.env["ir.attachment"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id),
             ("res_field", "=", "data_file")]
        )  # fmt: skip

    def assertForgotten(self, record, why):
        self.assertFalse(record.data_file or self.stored(record))
        self.assertFalse(record.issue_ids or record.sheet_ids)
        self.assertEqual(
            (str(record.file_deleted_on), record.file_deleted_why), ("2026-10-15", why)
        )
        trace = self.traces(record, f"workbook_{why}")
        self.assertEqual(trace.value_to, str(record.row_count))


@tagged("post_install", "-at_install")
class TestWorkbooksOver(Stored):
    def _old(self, year, **vals):
        """An import into an earlier year."""
        campaign = self.env["cdht.campaign"].create(
            {"unit_id": self.commune.id, "year": year}
        )
        campaign.action_open()
        return self.read(
            {"Thôn Một": [person(), person(BE, id="12")]},
            campaign_id=campaign.id, **vals,
        )  # fmt: skip

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref("cdht_module.ir_cron_cdht_old_workbooks")\
                .method_direct_trigger()  # fmt: skip
        self.env.invalidate_all()

    def test_after_the_months_of_the_commune(self):
        old, recent = self._old(2024), self._old(2025)
        now = self.read_people(person())
        self._run()
        self.assertForgotten(old, "over")
        for record in (recent, now):
            self.assertTrue(self.stored(record))
        self.commune.import_retention_months = 9
        self._run()
        self.assertForgotten(recent, "over")
        self.assertTrue(self.stored(now))
        # What was imported, and how much of it, stays.
        self.assertEqual((old.state, old.row_count, old.imported_count), ("done", 2, 1))
        self.assertEqual(len(old.campaign_id.assessment_ids), 1)
        traces = self.env["cdht.trace"].search_count([("move", "=", "workbook_over")])
        self._run()
        again = self.env["cdht.trace"].search_count([("move", "=", "workbook_over")])
        self.assertEqual(traces, again)

    def test_nought_keeps_them(self):
        self.commune.import_retention_months = 0
        old = self._old(2022)
        self._run()
        self.assertTrue(self.stored(old))

    def test_in_steps(self):
        old = self._old(2023) | self._old(2024)
        self.patch(cdht_import_file, "_STEP", 1)
        self._run()
        self.assertEqual(set(old.mapped("file_deleted_why")), {"over"})

    def test_it_is_not_read_again_until_chosen_anew(self):
        record = self.make_import({"Thôn Một": [person()]})
        record.action_check()
        record.sudo()._forget_files("over")
        for move in (record.action_check, record.action_import):
            with self.assertRaises(UserError):
                move()
        self.assertEqual((record.state, record.row_count), ("checked", 1))
        form = Form(record)
        form.data_file = workbook({"Thôn Một": [HEADER, person()]})
        form.save()
        self.assertFalse(record.file_deleted_on or record.file_deleted_why)
        record.action_import()
        self.assertEqual(record.imported_count, 1)

    def test_nobody_says_so_by_hand(self):
        record = self.make_import({"Thôn Một": [person()]})
        for vals in ({"file_deleted_on": "2026-01-01"}, {"file_deleted_why": "over"}):
            with self.assertRaises(AccessError):
                record.write(vals)


@tagged("post_install", "-at_install")
class TestWorkbooksOfThePerson(Stored):
    def _anonymise(self, people):
        people.with_user(self.commune_user).action_anonymise(REASON)

    def _titled(self, who):
        self.read_titles(title(who))
        return self.citizen(who)

    def test_those_in_which_the_person_stands(self):
        mine = [
            self.read_titles(title(AN), title(BE)),
            # Not read any further: by name and year, in a row with an error too.
            self.make_import({"Thôn Hai": [person(id=None, group=7)]}),
            # Hidden numbers as Excel keeps them.
            self.make_import({"Thôn Một": [person(id=int(AN["id"]))]}, self.chapter),
        ]
        others = [
            self.read_titles(title(CHI)),
            self.make_import({"Thôn Một": [person(BE)]}, self.chapter),
            # A namesake has another number, or was born in another year.
            self.make_import({"Thôn Một": [person(id="020090000077")]}),
            self.make_import({"Thôn Một": [person(id=None, birth="18/02/1955")]}),
        ]
        # Uploaded files are opened in a child process, never in the server's.
        with patch.object(reader, "read_workbook", side_effect=AssertionError):
            self._anonymise(self.citizen(AN))
        for record in mine:
            self.assertForgotten(record.sudo(), "erased")
        for record in others:
            self.assertTrue(self.stored(record.sudo()), record.id)

    def test_an_import_without_a_file_is_left_alone(self):
        record = self.env["cdht.import"].create({"campaign_id": self.campaign.id})
        someone = self.make_people()
        self.env["cdht.import"]._forget_people(someone)
        self.assertFalse(record.file_deleted_on)
        self.assertFalse(self.traces(record, "workbook_erased"))

    def test_a_copy_of_an_import_has_no_workbook(self):
        record = self.read_people(person()).with_user(self.commune_user)
        (vals,) = record.copy_data()
        self.assertNotIn("data_file", vals)
        self.assertFalse(record.copy().data_file)

    def test_no_copy_of_the_workbook_stays(self):
        """A copy would be neither traced nor deleted with the original."""
        file = self.stored(self.read_people(person()))
        elsewhere = {"res_model": False, "res_id": False, "res_field": False}
        for user in (self.commune_user, self.chapter, self.manager):
            for vals in ({}, elsewhere):
                with self.assertRaises(AccessError):
                    file.with_user(user).copy(vals)

    def test_what_cannot_be_read_may_name_anybody(self):
        person_ = self._titled(AN)
        unread = [
            self.make_import(base64.b64encode(b"no workbook at all")),
            self.make_import(workbook({"Ghi chép": [["Lò Văn An, 020090000001"]]})),
            self.make_import(
                workbook({"Thôn Một": [HEADER, person(BE)], "Khác": [["ghi chép"]]})
            ),
        ]
        self._anonymise(person_)
        for record in unread:
            self.assertForgotten(record, "erased")

    def test_another_communes_stay(self):
        person_ = self._titled(AN)
        campaign = self.env["cdht.campaign"].create(
            {"unit_id": self.other_commune.id, "year": self.campaign.year}
        )
        campaign.action_open()
        other = self.make_import(
            {"Thôn Bên": [person()]}, self.commune_other, campaign_id=campaign.id
        )
        self._anonymise(person_)
        self.assertTrue(self.stored(other.sudo()))

    def test_several_people_read_each_workbook_once(self):
        people = self._titled(AN) | self._titled(BE)
        both = self.make_import({"Thôn Một": [person(), person(BE)]})
        self._anonymise(people)
        self.assertForgotten(both, "erased")
        self.assertEqual(len(self.traces(both, "workbook_erased")), 1)
