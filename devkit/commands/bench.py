"""make bench: raw seconds of both sides, then `name ratio`, each benchmark in turn.

A benchmark is benchmarks/bench_<name>.py with `run(env)`, which prints its figures
or returns them as lines; it may name further add-ons in `MODULES = ("survey",)`.
"""

import ast
import os
import subprocess

from .. import database, paths, setup
from ..steps import SetupError, say, timed

DB = "cdht_bench"
NAMES = ("import", "moves", "reach", "documents", "portal", "statistics")
FOLDER = paths.CHECKOUT / "benchmarks"


def script(name):
    """Return the file of a benchmark."""
    return FOLDER / f"bench_{name}.py"


def modules_of(file):
    """Return the add-ons that a benchmark names beside ours."""
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "MODULES":
            return ast.literal_eval(node.value)
    return ()


def main():
    """Run ONLY that benchmark, or all that exist."""
    only = os.environ.get("ONLY")
    if only and only not in NAMES:
        raise SetupError(f"ONLY={only} is none of {', '.join(NAMES)}.")
    names = [only] if only else [name for name in NAMES if script(name).is_file()]
    if only and not script(only).is_file():
        raise SetupError(f"There is no benchmark {only} yet.")
    if not names:
        say("there is no benchmark yet")
        return 0
    setup.ensure()
    worst = 0
    for name in names:
        worst = max(worst, _run(name))
    return worst


def _run(name):
    """Run one benchmark in a database of its own and return its exit code."""
    modules = ",".join([paths.ADDON, *modules_of(script(name))])
    with timed(f"a database for {name}"):
        database.create(DB)
        database.odoo(DB, "-i", modules, log=paths.LOGS / "bench-install.log")
    say(f"benchmark {name}")
    try:
        command = [paths.VENV_PYTHON, "-m", "devkit.launch", DB, script(name)]
        return subprocess.call([str(part) for part in command], cwd=paths.CHECKOUT)
    finally:
        database.drop(DB)
