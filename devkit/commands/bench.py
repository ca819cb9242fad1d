"""make bench: raw seconds of both sides, then `name ratio`, each benchmark in turn.

A benchmark is benchmarks/bench_<name>.py with `run(env)`, which prints its figures
or returns them as lines; it may name further add-ons in `MODULES = ("survey",)`. One
that says `BESIDE = True` is run by turns with and without the add-on; its lines are
“what seconds queries”.
"""

import ast
import os
import re
import subprocess

from .. import database, pango, paths, python_env, setup
from ..steps import SetupError, run, say, timed

DB = "cdht_bench"
BESIDE_ROUNDS = 3
_COST = r"^(\w+) ([\d.]+) (\d+)$"
NAMES = (
    "import", "long_list", "moves", "reach", "documents", "portal", "statistics",
    "host", "grid", "clicks",
)  # fmt: skip
FOLDER = paths.CHECKOUT / "benchmarks"


def script(name):
    """Return the file of a benchmark."""
    return FOLDER / f"bench_{name}.py"


def said(file, name, otherwise):
    """Return what a benchmark says of itself by a constant."""
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return ast.literal_eval(node.value)
    return otherwise


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
    # WeasyPrint, against which the papers are measured, is for benchmarks alone.
    setup.ensure((*python_env.RUN_SECTIONS, "bench"))
    pango.ensure()
    worst = 0
    for name in names:
        worst = max(worst, _run(name))
    return worst


def _run(name):
    """Run one benchmark in a database of its own and return its exit code."""
    if said(script(name), "BESIDE", False):
        return _run_beside(name)
    modules = ",".join([paths.ADDON, *said(script(name), "MODULES", ())])
    with timed(f"a database for {name}"):
        database.create(DB)
        database.odoo(DB, "-i", modules, log=paths.LOGS / "bench-install.log")
    say(f"benchmark {name}")
    try:
        return subprocess.call(_command(DB, name), cwd=paths.CHECKOUT)
    finally:
        database.drop(DB)


def _command(db, name):
    launch = [paths.VENV_PYTHON, "-m", "devkit.launch", db, script(name)]
    return [str(part) for part in launch]


def _run_beside(name):
    """The same work without the add-on and with it, by turns; the best of each."""
    bare, installed = f"{DB}_bare", DB
    with timed(f"two databases for {name}"):
        database.create(bare)
        database.create(installed)
        log = paths.LOGS / "bench-install.log"
        database.odoo(installed, "-i", paths.ADDON, log=log)
    say(f"benchmark {name}")
    best = {bare: {}, installed: {}}
    try:
        for db in (bare, installed) * BESIDE_ROUNDS:
            printed = run(_command(db, name), cwd=paths.CHECKOUT)
            for what, *cost in re.findall(_COST, printed, re.M):
                cost = float(cost[0]), int(cost[1])
                best[db][what] = tuple(map(min, cost, best[db].get(what, cost)))
    finally:
        database.drop(bare)
        database.drop(installed)
    print(f"{name}: seconds without the add-on, with it, ratio; queries of both")
    for what, (alone, asked) in best[bare].items():
        beside, asks = best[installed][what]
        row = f"{alone:8.4f} {beside:8.4f} {beside / alone:6.2f} {asked:7} {asks:7}"
        print(f"  {what:16} {row}")
    sums = [sum(took for took, _asked in found.values()) for found in best.values()]
    print(f"{name}_beside_vs_alone {sums[1] / sums[0]:.2f}")
    return 0
