"""make shell: Odoo's shell; reads a script from standard input."""

import os

from .. import database, paths, setup


def main():
    """Replace this process by the shell on DB."""
    setup.ensure()
    name = database.existing(os.environ.get("DB") or database.DEMO)
    arguments = ["shell", "-d", name, "--no-http", "--log-level=warn"]
    os.execv(paths.VENV_PYTHON, [*paths.ODOO, *arguments])
