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
    os.execv(paths.VENV_PYTHON, command(name, port))


def command(name, port):
    """Return the command of a server on that database; tests/server starts it too."""
    return [
        *paths.ODOO,
        *("-d", name, f"--db-filter=^{name}$", "--no-database-list"),
        *("-p", port, "--max-cron-threads=1"),
    ]
