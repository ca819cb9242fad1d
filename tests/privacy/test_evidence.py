"""Evidence files: read with their dossier, changed as its line, kept for a time."""

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CommuneCase
from ..sample_file import blank_page


class EvidenceCase(CommuneCase):
    def upload(self, user, line=None, **vals):
        """What the upload button sends: a file bound to its line, or to none yet."""
        bound = {"res_model": line._name, "res_id": line.id} if line else {}
        return (
            self.env["ir.attachment"]
            .with_user(user)
            .create({"name": "chung-chi.pdf", "raw": blank_page(), **bound, **vals})
        )

    def give(self, line, *files):
        line.write({"attachment_ids": [Command.link(file.id) for file in files]})


@tagged("post_install", "-at_install", "access_rights")
class TestEvidence(EvidenceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossier = cls.make_dossiers()
        cls.line = cls.dossier.line_ids[0]

    def test_read_with_the_dossier_and_by_nobody_else(self):
        """Also when it was uploaded before the line was known."""
        early = self.upload(self.chapter)
        bound = self.upload(self.chapter, self.line)
        self.give(self.line.with_user(self.chapter), early, bound)
        self.give_login(self.dossier.citizen_id, self.citizen_user)
        for file in (early, bound):
            self.assertEqual((file.res_model, file.res_id),
                             ("cdht.assessment.line", self.line.id))  # fmt: skip
            for user, reads in (
                (self.chapter, True),
                (self.commune_user, True),
                # portal users have no access to attachments
                (self.citizen_user, False),
                (self.chapter_2, False),
                (self.commune_other, False),
                (self.district, False),
                (self.manager, False),
                (self.citizen_user_2, False),
            ):
                acting = file.with_user(user)
                self.assertEqual(acting.has_access("read"), reads, user.login)
                if not reads:
                    with self.assertRaises(AccessError):
                        acting.read(["raw"])
        self.chapter.cdht_unit_ids = self.village_2
        self.env.invalidate_all()
        self.assertFalse(early.with_user(self.chapter).has_access("read"))

    def test_a_file_of_something_else_is_no_evidence(self):
        line = self.line.with_user(self.chapter)
        stranger = self.upload(self.commune_user)
        partner = self.env["ir.attachment"].create(
            {"name": "a", "raw": b"a", "res_model": "res.partner",
             "res_id": self.chapter.partner_id.id}
        )  # fmt: skip
        other_line = self.upload(self.chapter, self.dossier.line_ids[1])
        for file in (stranger, partner, other_line):
            with self.assertRaises(AccessError):
                self.give(line, file)
        self.assertTrue((stranger | partner | other_line).exists())

    def test_a_file_taken_off_is_gone(self):
        line = self.line.with_user(self.chapter)
        file, kept = self.upload(self.chapter, line), self.upload(self.chapter, line)
        self.give(line, file, kept)
        line.write({"attachment_ids": [Command.unlink(file.id)]})
        self.assertFalse(file.exists())
        self.assertEqual(line.attachment_ids, kept)

    def test_changed_as_the_line_only(self):
        """Not after submission, not one's own, not from another unit, by no way."""
        file = self.upload(self.chapter, self.line)
        self.give(self.line, file)

        def refused(user):
            acting = file.with_user(user)
            for change in (
                lambda: acting.write({"raw": b"other"}),
                lambda: acting.write({"res_model": "res.partner", "res_id": 1}),
                acting.unlink,
                lambda: self.upload(user, self.line),
            ):
                with self.assertRaises(AccessError):
                    change()

        for user in (self.chapter_2, self.commune_other, self.district, self.manager):
            refused(user)
        file.with_user(self.chapter).name = "moi.pdf"
        self.give_login(self.dossier.citizen_id, self.chapter)
        refused(self.chapter)
        self.dossier.citizen_id.partner_id = False
        self.carry(self.dossier, "self_assessed")
        refused(self.chapter)
        refused(self.commune_user)
        mine = self.upload(self.chapter)
        with self.assertRaises(AccessError):
            mine.write({"res_model": self.line._name, "res_id": self.line.id})


@tagged("post_install", "-at_install")
class TestRetention(EvidenceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old = cls.env["cdht.campaign"].create(
            {"unit_id": cls.commune.id, "year": 2024}
        )
        cls.old.action_open()

    def _file(self, unit, campaign):
        dossier = self.register(self.make_people(unit), campaign)
        line = dossier.line_ids[0]
        line.evidence = "Chứng chỉ"
        file = self.upload(self.env.user, line)
        self.give(line, file)
        return file

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "cdht_module.ir_cron_cdht_old_evidence"
            ).method_direct_trigger()

    def test_files_of_closed_years_go_when_their_time_is_over(self):
        files = self._file(self.village, self.old) | self._file(self.village, self.old)
        files |= self._file(self.village_2, self.old)
        current = self._file(self.village, self.campaign)
        lines = self.env["cdht.assessment.line"].browse(files.mapped("res_id"))
        self._run()
        self.commune.evidence_retention_months = 12  # over since 31/12/2025
        self._run()
        self.assertEqual(files.exists(), files, "the year is not closed")
        self.old.action_close()
        self.commune.evidence_retention_months = 24
        self._run()
        self.assertEqual(files.exists(), files, "until 31/12/2026")
        self.commune.evidence_retention_months = 12
        self._run()
        self.assertFalse(files.exists())
        self.assertTrue(current.exists())
        self.assertFalse(lines.attachment_ids)
        self.assertEqual(set(lines.mapped("evidence")), {"Chứng chỉ"})
        traces = self.traces(self.old, "evidence_over")
        self.assertEqual(
            {(trace.unit_id, trace.value_to) for trace in traces},
            {(self.village, "2"), (self.village_2, "1")},
        )
        self._run()
        self.assertEqual(len(self.traces(self.old, "evidence_over")), 2)

    def test_a_step_that_was_cut_off_goes_on(self):
        files = self.env["ir.attachment"].union(
            *(self._file(self.village, self.old) for _number in range(3))
        )
        self.old.action_close()
        self.commune.evidence_retention_months = 1
        cron = self.env.registry["ir.cron"]
        self.startPatcher(
            patch(
                "odoo.addons.cdht_module.models.privacy.cdht_campaign._STEP",
                2,
            )
        )
        with patch.object(cron, "_commit_progress", lambda *args, **keywords: 0):
            self.env["cdht.campaign"]._cron_delete_old_evidence()
            self.assertEqual(len(files.exists()), 1)
            self.env["cdht.campaign"]._cron_delete_old_evidence()
        self.assertFalse(files.exists())
