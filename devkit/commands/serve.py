"""make serve: the demo database in the browser, on this machine only."""

import os

from .. import database, paths, setup
from ..steps import say


def main():
    """Replace this process by an Odoo server on DB."""
    setup.ensure()
    name = database.existing(os.environ.get("DB") or database.DEMO)
    port = os.environ.get("PORT") or "8069"
    say(f"open http://127.0.0.1:{port} (database {name}; Ctrl-C stops)")
    arguments = [
        *("-d", name, f"--db-filter=^{name}$", "--no-database-list"),
        *("-p", port, "--max-cron-threads=1"),
    ]
    os.execv(paths.VENV_PYTHON, [*paths.ODOO, *arguments])
