"""make demo: a fresh database, one commune, one whole year, its papers."""

import os
import subprocess
from pathlib import Path

from demo_year import lists

from .. import database, paths, setup
from ..steps import SetupError, say, timed

BUNDLED = paths.COMMUNES / "chau-son-2026"


def main():
    """Build DB from the lists in DATA and write the year's papers into OUT."""
    data = Path(os.environ.get("DATA") or BUNDLED).expanduser().resolve()
    out = Path(os.environ.get("OUT") or "out").expanduser().resolve()
    name = os.environ.get("DB") or database.DEMO
    names = (lists.LIST, lists.HISTORY)
    missing = [f"{one}.xlsx" for one in names if not lists.list_file(data, one)]
    if missing:
        raise SetupError(f"DATA={data} lacks {' and '.join(missing)}.")
    setup.ensure()
    out.mkdir(parents=True, exist_ok=True)
    with timed(f"a fresh database {name}"):
        database.create(name)
    with timed(f"installing {paths.ADDON}"):
        database.odoo(name, "-i", paths.ADDON, log=paths.LOGS / "demo-install.log")
    say(f"the year of {data.name}")
    story = paths.CHECKOUT / "demo_year" / "story.py"
    code = subprocess.call(
        [paths.VENV_PYTHON, "-m", "devkit.launch", name, story, data, out],
        cwd=paths.CHECKOUT,
    )
    if code == 0:
        say(f"done: papers in {out}; `make serve DB={name}` opens it")
    return code
