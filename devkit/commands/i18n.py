"""make i18n: export the add-on's terms and merge them into its translation.

Ends with the terms that vi.po still lacks; translations that are there stay.
"""

import subprocess

from .. import database, paths, setup
from ..steps import locked, run, timed

DB = "cdht_i18n"


def main():
    """Renew cdht_module.pot and vi.po; return 1 while a term has no translation."""
    setup.ensure()
    export = paths.TMP / f"{paths.ADDON}.pot"
    with locked("i18n"):
        _export(export)
    return subprocess.call(
        [paths.VENV_PYTHON, "-m", "devkit.merge_terms", export], cwd=paths.CHECKOUT
    )


def _export(export):
    """Write the terms of a freshly installed add-on into the file `export`."""
    with timed("a fresh database with the add-on"):
        database.create(DB)
        database.odoo(DB, "-i", paths.ADDON, log=paths.LOGS / "i18n-install.log")
    with timed("exporting its terms"):
        command = [*paths.ODOO, "i18n", "export", "-d", DB, "-o", export, paths.ADDON]
        run(command, log=paths.LOGS / "i18n-export.log", cwd=paths.DEVKIT)
    database.drop(DB)
