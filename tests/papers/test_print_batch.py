import base64
import importlib
import io
from datetime import timedelta
from unittest.mock import patch

from pypdf import PdfReader

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..paper_common import PaperCase
from ..pdf_layout import page_text

MODULE = "odoo.addons.cdht_module.models.papers.cdht_print_batch"
STEPS = "odoo.addons.cdht_module.models.papers.cdht_stepwise"


@tagged("post_install", "-at_install")
class TestPrintBatch(PaperCase):
    """Many papers in one file, in steps of the cron."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers(size=5)
        cls.report = cls.env.ref("cdht_module.report_cdht_assessment_form")
        cls.startClassPatcher(patch(f"{MODULE}._PAGES_A_STEP", 4))

    def setUp(self):
        super().setUp()
        # A test is one transaction: steps are not committed.
        cron = self.env.registry["ir.cron"]
        self.time_left = 100
        self.patch(cron, "_commit_progress", lambda *_a, **_k: self.time_left)

    def _batch(self, records=None, user=None):
        batches = self.env(user=user or self.chapter)["cdht.print.batch"]
        records = self.dossiers if records is None else records
        return batches._prepare(self.report, records)

    def _run(self):
        self.env["cdht.print.batch"]._cron_print()

    def test_one_file_at_the_end(self):
        batch = self._batch()
        self.assertEqual((batch.total_count, batch.pages_each), (5, 2))
        self.assertEqual(batch.sheet_count, 5)
        batch.two_sided = False
        self.assertEqual(batch.sheet_count, 10)
        batch.action_start()
        batch.action_start()  # a second click
        self._run()
        self.assertEqual((batch.state, batch.progress), ("done", 100))
        self.assertFalse(batch.sudo().part_ids)
        reader = PdfReader(io.BytesIO(base64.b64decode(batch.file)))
        self.assertEqual(len(reader.pages), 10)
        self.assertEqual(reader.trailer["/Root"]["/Lang"], "vi")
        for page, dossier in zip(reader.pages[::2], self.dossiers, strict=True):
            self.assertIn(dossier.citizen_id.name, page_text(page))
        self.assertEqual(batch.filename, "Phieu-tu-danh-gia-2026.pdf")

    def test_in_steps_stopped_and_resumed(self):
        batch = self._batch()
        batch.action_start()
        self.time_left = 0
        self._run()
        self.assertEqual((batch.state, batch.done_count), ("running", 2))
        batch.action_stop()
        self._run()
        self.assertEqual((batch.state, batch.done_count), ("stopped", 2))
        batch.action_start()
        self._run()
        self.assertEqual(batch.done_count, 4)
        self.time_left = 100
        self._run()
        reader = PdfReader(io.BytesIO(base64.b64decode(batch.file)))
        self.assertEqual(len(reader.pages), 10)

    def test_stopped_while_a_step_prints(self):
        """What the step prints is kept, and the batch stays stopped."""
        batch = self._batch()
        batch.action_start()
        self.env.flush_all()
        values = type(self.dossiers)._form_values

        def stop(dossier):
            batch.action_stop()
            return values(dossier)

        with patch.object(type(self.dossiers), "_form_values", stop):
            self._run()
        self.assertEqual((batch.state, batch.done_count), ("stopped", 2))
        batch.action_start()
        self._run()
        self.assertEqual((batch.state, batch.done_count), ("done", 5))

    def test_failure_names_the_paper_and_is_resumed(self):
        batch = self._batch()
        batch.action_start()
        values, bad = type(self.dossiers)._form_values, self.dossiers[3]

        def fail(dossier):
            if dossier == bad:
                raise UserError("Thiếu dữ liệu")
            return values(dossier)

        with patch.object(type(self.dossiers), "_form_values", fail):
            self._run()
        self.assertEqual((batch.state, batch.done_count), ("failed", 2))
        self.assertIn(bad.citizen_id.name, batch.message)
        self.assertIn("Thiếu dữ liệu", batch.message)
        batch.action_start()
        self._run()
        self.assertEqual((batch.state, batch.message), ("done", False))

    def test_a_failure_of_the_program_is_not_tried_for_ever(self):
        batch = self._batch()
        batch.action_start()
        self.env.flush_all()
        broken = patch.object(
            type(self.dossiers), "_form_values", side_effect=ZeroDivisionError
        )
        with broken, self.assertLogs(STEPS, "ERROR"):
            self._run()
        self.assertEqual((batch.state, batch.done_count), ("failed", 0))
        self.assertIn(self.dossiers[0].citizen_id.name, batch.message)
        self.assertNotIn("ZeroDivision", batch.message)
        batch.action_start()
        self._run()
        self.assertEqual(batch.state, "done")

    def test_what_cannot_be_put_together_holds_up_nobody(self):
        """The last step fails as any other does; whoever waits behind is served."""
        batch, behind = self._batch(), self._batch(self.dossiers[0])
        batch.action_start()
        behind.action_start()
        self.env.flush_all()
        join = importlib.import_module(MODULE)._joined

        def joined(parts, title):
            if len(parts) > 1:
                raise ZeroDivisionError
            return join(parts, title)

        with patch(f"{MODULE}._joined", joined), self.assertLogs(STEPS, "ERROR"):
            self._run()
        self.assertEqual((batch.state, behind.state), ("failed", "done"))
        self.assertTrue(batch.message)
        batch.action_start()
        self._run()
        self.assertEqual((batch.state, batch.done_count), ("done", 5))

    def test_who_loses_the_people_prints_them_no_more(self):
        batch = self._batch()
        batch.action_start()
        self.village.sudo().user_ids -= self.chapter
        self._run()
        self.assertEqual(batch.sudo().state, "failed")
        self.assertFalse(batch.sudo().file)

    def test_only_ones_own(self):
        batch = self._batch()
        for user in (self.commune_user, self.chapter_2, self.manager):
            with self.assertRaises(AccessError):
                batch.with_user(user).read(["file"])
            with self.assertRaises(AccessError):
                batch.with_user(user).action_start()
        with self.assertRaises(AccessError):
            self._batch(user=self.chapter_2)
        for vals in ({"state": "done"}, {"user_id": self.chapter_2.id}):
            with self.assertRaises(AccessError):
                batch.write(vals)
        stranger = self.make_dossiers(unit=self.village_2)
        with self.assertRaises(AccessError):
            batch.res_ids = stranger.ids

    def test_only_papers_of_these_records(self):
        with self.assertRaises(UserError):
            self._batch(self.dossiers.browse())
        batches = self.env(user=self.chapter)["cdht.print.batch"]
        decision = self.env.ref("cdht_module.report_cdht_decision")
        with self.assertRaises(UserError):
            batches._prepare(decision, self.dossiers)
        with self.assertRaises(UserError):
            batches._prepare(self.report, self.env.user)

    def test_from_the_list_and_from_a_decision(self):
        batches = self.env(user=self.commune_user)["cdht.print.batch"]
        chosen = batches.with_context(
            active_model="cdht.assessment", active_ids=self.dossiers.ids
        )
        form = Form(chosen)
        self.assertEqual(form.report_id, self.report)
        self.assertEqual(form.sheet_count, 5)
        batch = form.save()
        self.assertEqual(batch.res_ids, self.dossiers.ids)
        decision = self.recognise(
            self.make_dossiers("proposed", self.village_2, 3, (9,))
        )
        of_decision = batches.with_context(
            active_model="cdht.decision", active_ids=decision.ids
        )
        batch = Form(of_decision).save()
        self.assertEqual(set(batch.res_ids), set(decision.recognition_ids.ids))
        self.assertEqual((batch.pages_each, batch.sheet_count), (1, 3))

    def test_files_are_not_kept_for_long(self):
        old, young = self._batch(), self._batch()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE cdht_print_batch SET write_date = %s WHERE id = %s",
            (fields.Datetime.now() - timedelta(days=8), old.id),
        )
        self.env.invalidate_all()
        self.env["cdht.print.batch"]._gc_batches()
        self.assertFalse(old.exists())
        self.assertTrue(young.exists())
