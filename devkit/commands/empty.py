"""make empty: a database with nothing but the add-on, as a new office finds it."""

import os
import secrets
import subprocess
from pathlib import Path

from .. import database, paths, setup
from ..steps import say, timed

EMPTY = "cdht_empty"


def main():
    """Build DB and tell the administrator's login."""
    setup.ensure()
    name = os.environ.get("DB") or EMPTY
    with timed(f"a fresh database {name}"):
        database.create(name)
        database.odoo(name, "-i", paths.ADDON, log=paths.LOGS / "empty-install.log")
    password = secrets.token_urlsafe(9)
    launch = [paths.VENV_PYTHON, "-m", "devkit.launch", name, Path(__file__), password]
    code = subprocess.call(launch, cwd=paths.CHECKOUT)
    if code == 0:
        say(f"login admin, password {password}; `make serve DB={name}` opens it")
    return code


def run(env, password):
    """The host's administrator, in Vietnamese; called by devkit.launch."""
    admin = env.ref("base.user_admin")
    admin.write({"password": password, "lang": database.LANGUAGE})
    return []
