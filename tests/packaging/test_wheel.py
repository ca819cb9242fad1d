"""The wheel: complete, installable, found by an Odoo that never saw the checkout."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from devkit import access_table, database, list_tests, paths, setup  # noqa: E402

ADDON = "cdht_module"
INSIDE = f"odoo/addons/{ADDON}"
DB = "cdht_test_wheel"
ASK = """
import odoo.addons.cdht_module.tests as tests
from odoo.modules import get_module_path
module = env["ir.module.module"].search([("name", "=", "cdht_module")])
print("FOUND", module.state, get_module_path("cdht_module"), tests.__file__)
"""


class TestWheel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        setup.ensure()
        cls.folder = Path(tempfile.mkdtemp(prefix="wheel-", dir=paths.TMP))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        source = cls.folder / "source"
        ignored = shutil.ignore_patterns("__pycache__", "packaging")
        for name in (ADDON, "tests"):
            shutil.copytree(CHECKOUT / name, source / name, ignore=ignored)
        for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE"):
            if (CHECKOUT / name).is_file():
                shutil.copy(CHECKOUT / name, source)
        cls._pip("wheel", "--no-build-isolation", "-w", cls.folder, source)
        (cls.wheel,) = cls.folder.glob("*.whl")

    @classmethod
    def _pip(cls, command, *arguments):
        options = ["--quiet", "--no-input", "--no-deps", "--no-cache-dir"]
        line = [paths.VENV_PYTHON, "-m", "pip", command, *options, *arguments]
        subprocess.run([str(part) for part in line], check=True, cwd=cls.folder)

    def test_the_table_of_rights_is_printed(self):
        """cdht_module/manual/quyen-han.md says what the tests walk."""
        page = access_table.PAGE.read_text(encoding="utf-8")
        self.assertEqual(page, access_table.text())

    def test_every_file_is_in_the_wheel(self):
        with zipfile.ZipFile(self.wheel) as archive:
            packed = set(archive.namelist())
        left_out = [
            str(file.relative_to(CHECKOUT))
            for file in (CHECKOUT / ADDON).rglob("*")
            if file.is_file()
            and "__pycache__" not in file.parts
            and file.relative_to(CHECKOUT / ADDON).parts[0] != "tests"
            and f"{INSIDE}/{file.relative_to(CHECKOUT / ADDON)}" not in packed
        ]
        self.assertFalse(left_out, "files of the add-on that the wheel leaves out")
        self.assertNotIn("odoo/__init__.py", packed)
        self.assertNotIn("odoo/addons/__init__.py", packed)

    def test_the_list_of_tests_is_complete(self):
        """tests/__init__.py, which the wheel uses, lists what the bridge finds."""
        written = (CHECKOUT / "tests" / "__init__.py").read_text()
        wanted = list_tests.text()
        self.assertEqual(written, wanted, "run: python3 -m devkit.list_tests")

    def test_another_odoo_finds_and_installs_it(self):
        site = self.folder / "site"
        self._pip("install", "--target", site, self.wheel)
        conf = self.folder / "odoo.conf"
        kept = [
            line
            for line in paths.ODOO_CONF.read_text().splitlines()
            if not line.startswith("addons_path")
        ]
        conf.write_text("\n".join(kept) + "\n")
        database.create(DB)
        self.addCleanup(database.drop, DB)
        self._odoo(conf, site, "-d", DB, "-i", ADDON, "--stop-after-init")
        arguments = ("shell", "-d", DB, "--no-http", "--log-level=warn")
        said = self._odoo(conf, site, *arguments, script=ASK)
        state, path, tests = re.search(r"FOUND (\S+) (.*) (\S+)$", said, re.M).groups()
        self.assertEqual(state, "installed")
        self.assertEqual(Path(path), site / INSIDE)
        self.assertTrue(tests.startswith(str(site)), tests)

    def _odoo(self, conf, site, *arguments, script=""):
        result = subprocess.run(
            [str(paths.VENV_PYTHON), str(paths.ODOO_COMMAND), *arguments],
            input=script,
            env={**os.environ, "ODOO_RC": str(conf), "PYTHONPATH": str(site)},
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.assertEqual(result.returncode, 0, result.stdout[-3000:])
        unclean = re.findall(r"^.* (?:WARNING|ERROR|CRITICAL) .*$", result.stdout, re.M)
        self.assertFalse(unclean)
        return result.stdout


if __name__ == "__main__":
    unittest.main()
