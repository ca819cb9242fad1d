import base64
import re

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.cdht_module.models.imports.cdht_import_messages import MESSAGES
from odoo.addons.cdht_module.tools import limited_child, manual

from ..import_case import ImportCase
from ..odd_files import FILES

PAGE = manual.FOLDER / "loi-khi-nhap.md"


@tagged("post_install", "-at_install")
class TestOddFiles(ImportCase):
    """Whatever file comes, the officer reads what is wrong with it; never a traceback,
    and never half a list."""

    def test_each_file_has_its_finding(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        labels = self.env["cdht.import"].with_context(lang="vi_VN")._figure_titles()[0]
        patched = {"households": "Số hộ"}
        self.patch(
            self.registry["cdht.import"],
            "_figure_titles",
            lambda _self: (labels | patched, ()),
        )
        self.assertGreaterEqual(len(FILES), 60)
        for what, maker, kind, codes in FILES:
            with self.subTest(what), mute_logger(limited_child.__name__):
                self._check(base64.b64encode(maker()), kind, codes)

    def _check(self, content, kind, codes):
        people = self.env["cdht.citizen"].search_count([])
        record = self.make_import(content, kind=kind)
        record.action_check()
        self.assertEqual(sorted(record.issue_ids.mapped("code")), sorted(codes))
        self.assertTrue(all(record.issue_ids.mapped("message")))
        if record.state == "failed":
            self.assertFalse(record.row_ids)
            return
        record.issue_ids.filtered("must_be_seen").action_seen()
        with self.env.cr.savepoint() as point:
            record.action_import()
            added = self.env["cdht.citizen"].search_count([]) - people
            if kind != "population":
                self.assertEqual(added, min(record.imported_count, 1))
            self.assertEqual(sorted(record.issue_ids.mapped("code")), sorted(codes))
            point.rollback()
            self.env.invalidate_all()

    def test_each_finding_is_in_the_manual(self):
        told = set(re.findall(r"`(\w+)`", PAGE.read_text(encoding="utf-8")))
        suffix = re.compile(
            "_(elsewhere|title|repeats|repeats_sheet|no_list|no_header)$"
        )
        codes = {suffix.sub("", code) for code in MESSAGES}
        self.assertEqual(codes - told, set())
