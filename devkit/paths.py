"""Where everything lies. Nothing is written outside the checkout."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
ADDON = "cdht_module"
REQUIREMENTS = CHECKOUT / "requirements.txt"

DEVKIT = CHECKOUT / ".devkit"
VENV = DEVKIT / "venv"
VENV_PYTHON = VENV / "bin" / "python"
ODOO_COMMAND = VENV / "bin" / "odoo"
# Through the interpreter: the script's first line cannot hold a blank in a path.
ODOO = (str(VENV_PYTHON), str(ODOO_COMMAND))
ODOO_TREE = DEVKIT / "odoo-tree"
ODOO_LINK = DEVKIT / "odoo-src"
ODOO_CONF = DEVKIT / "odoo.conf"
DATA_DIR = DEVKIT / "odoo-data"
FONTS = DEVKIT / "fonts"
PANGO = DEVKIT / "pango"
CHROMIUM = DEVKIT / "chromium"
OFFICE = DEVKIT / "libreoffice"
BIN = DEVKIT / "bin"
APT = DEVKIT / "apt"
POSTGRES = DEVKIT / "postgres"
LOGS = DEVKIT / "logs"
HOME = DEVKIT / "home"
TMP = DEVKIT / "tmp"

COMMUNES = CHECKOUT / "demo_year" / "communes"


def make_folders():
    """Create the private folders that commands rely on."""
    for folder in (DEVKIT, BIN, LOGS, HOME, TMP, DATA_DIR):
        folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("TMPDIR", str(TMP))
