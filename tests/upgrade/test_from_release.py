"""An office that has installed the release before: data and its own edits stay, rules
and views are as in a fresh installation."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from devkit import database, paths, setup  # noqa: E402

# Where the release 19.0.1.0.0 stands in the history.
RELEASE = "d9fb480e3471947867df0ac6503536fbaeaa786a"
DB = f"{os.environ.get('DB') or 'cdht_test'}_upgrade"
FRESH = f"{DB}_fresh"
UNCLEAN = re.compile(r"^\S+ \S+ \d+ (?:WARNING|ERROR|CRITICAL) .*", re.M)


def has_release():
    known = ["git", "cat-file", "-e", f"{RELEASE}^{{commit}}"]
    done = subprocess.run(known, cwd=CHECKOUT, capture_output=True, check=False)
    return not done.returncode


class TestFromRelease(unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        if not has_release():
            raise unittest.SkipTest("the history does not hold the release before")
        setup.ensure()
        cls.folder = Path(tempfile.mkdtemp(prefix="upgrade-", dir=paths.TMP))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.addClassCleanup(database.drop, DB)
        cls._unpack_release()
        database.create(DB)
        release = f"--addons-path={cls.folder}"
        install = paths.LOGS / f"{DB}-release.log"
        database.odoo(DB, "-i", paths.ADDON, release, log=install)
        cls.before = cls._small_year(release)
        log = paths.LOGS / f"{DB}.log"
        database.odoo(DB, "-u", paths.ADDON, log=log)
        cls.log = log.read_text(encoding="utf-8")
        cls.after = cls._look(DB, cls.folder / "before.json")
        cls.fresh = cls._look(cls._fresh(), "-")

    @classmethod
    def _unpack_release(cls):
        archive = cls.folder / "release.tar"
        parts = [paths.ADDON, "tests"]
        command = ["git", "archive", "-o", str(archive), RELEASE, *parts]
        subprocess.run(command, cwd=CHECKOUT, check=True)
        with tarfile.open(archive) as packed:
            packed.extractall(cls.folder, filter="data")
        # It printed by WeasyPrint, which is installed no more; here it prints nothing.
        manifest = cls.folder / paths.ADDON / "__manifest__.py"
        text = manifest.read_text(encoding="utf-8")
        manifest.write_text(text.replace('"weasyprint",', ""), encoding="utf-8")

    @classmethod
    def _small_year(cls, release):
        script = Path(__file__).with_name("small_year.py").read_text(encoding="utf-8")
        before = cls.folder / "before.json"
        options = ["-d", DB, "--no-http", "--log-level=warn", release]
        done = subprocess.run(
            [str(part) for part in (*paths.ODOO, "shell", *options)],
            input=script.replace("{file}", str(before)),
            cwd=paths.DEVKIT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if not before.is_file():
            raise AssertionError(done.stdout + done.stderr)
        return json.loads(before.read_text(encoding="utf-8"))

    @classmethod
    def _fresh(cls):
        installed = os.environ.get("DEVKIT_INSTALLED")
        cls.addClassCleanup(database.drop, FRESH)
        if installed:
            return database.copy(installed, FRESH)
        database.create(FRESH)
        database.odoo(FRESH, "-i", paths.ADDON, log=paths.LOGS / f"{FRESH}.log")
        return FRESH

    @classmethod
    def _look(cls, name, before):
        script, file = Path(__file__).with_name("look.py"), cls.folder / f"{name}.json"
        command = [paths.VENV_PYTHON, "-m", "devkit.launch", name, script, file, before]
        subprocess.run([str(part) for part in command], cwd=CHECKOUT, check=True)
        return json.loads(file.read_text(encoding="utf-8"))

    def test_the_log_is_clean(self):
        self.assertEqual(UNCLEAN.findall(self.log), [])

    def test_nothing_is_lost(self):
        for model, rows in self.before["rows"].items():
            with self.subTest(model):
                self.assertGreaterEqual(self.after["rows"][model], rows)
        for name in ("number", "titles"):
            self.assertEqual(self.after[name], self.before[name])

    def test_an_offices_own_edits_stay(self):
        self.assertEqual(self.after["stage_name"], "Đã họp chi hội")
        self.assertEqual(self.after["recipients"], "Lưu: VT, VHXH.")
        self.assertEqual(self.after["own_symbol"], "QĐ-XM")
        self.assertEqual(self.after["own_rule"], "An office's own")

    def test_a_draft_says_what_it_said(self):
        """What was typed into it alone, and nothing else; braces mean fields now."""
        self.assertEqual(
            self.after["petition_says"],
            {"petition": {"request": "Kính đề nghị xem xét sớm."}},
        )
        self.assertEqual(
            self.after["plan_says"],
            {"plan": {"opening": "{cơ quan} lập kế hoạch mới sau:"}},
        )
        self.assertEqual(
            self.after["report_says"], {"report": {"closing": "Trân trọng báo cáo."}}
        )

    def test_issued_papers_keep_what_they_say(self):
        self.assertTrue(self.after["paper_is_kept"])

    def test_the_traces_of_before_are_sealed(self):
        self.assertIn("nguyên vẹn", self.after["traces"])
        self.assertNotIn("SAI", self.after["traces"])

    def test_rules_views_and_menus_are_as_new(self):
        for kind, fresh in self.fresh["shipped"].items():
            upgraded = self.after["shipped"][kind]
            with self.subTest(kind):
                if isinstance(fresh, dict):  # say which, not all
                    names = upgraded.keys() | fresh.keys()
                    other = {n for n in names if upgraded.get(n) != fresh.get(n)}
                    self.assertEqual(other, set())
                self.assertEqual(upgraded, fresh)
