"""Take wings out of a copy of the add-on and install the rest.

    python3 -m devkit.wings          each wing in turn, with those that need it
    python3 -m devkit.wings privacy  this one

A wing is one of the rooms after `decisions`. What is deleted of it is its folders and
its lines, nothing else (rule 7 of docs/architecture.md).
"""

import csv
import io
import re
import shutil
import sys
from pathlib import Path

from . import database, odoo_source, paths, rooms, setup
from .steps import SetupError, say, timed

DB = "cdht_wings"
UNCLEAN = re.compile(r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) ", re.M)


def with_those_that_need_it(*wings):
    """These wings and what cannot stand without them, from left to right."""
    going = set(wings)
    for room, needed in rooms.needs().items():
        if needed & going:
            going.add(room)
    return [room for room in rooms.names() if room in going]


def take_out(addon, going):
    """Delete these rooms' folders and lines from a copy of the add-on."""
    gone = {model for model, room in rooms.homes().items() if room in going}
    for room in going:
        for face in rooms.FACES:
            shutil.rmtree(addon / face / room, ignore_errors=True)
        for face in rooms.FACES:
            _without(addon / face / "__init__.py", rf"from \. import {room}\b.*\n")
        _without(addon / "__manifest__.py", rf' *"\w+/{room}/[^"]*",\n')
        table = addon / "report" / "papers.py"
        _without(table, rf"    # -- {room}\n(?:(?!    # -- |\)).*\n)*")
    for name in ("ir.model.access.csv", "ir.rule.csv"):
        _without_rows(addon / "security" / name, gone)


def _without(file, pattern):
    if file.is_file():
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(pattern, "", text), encoding="utf-8")


def _without_rows(file, models):
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))
    ids = {f"model_{model.replace('.', '_')}" for model in models}
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(
            row for row in rows if row[2] not in ids
        )


def copy(folder, *without):
    """A copy of the add-on in ``folder``, without its tests and such folders."""
    shutil.rmtree(folder, ignore_errors=True)
    addon = folder / paths.ADDON
    left_out = shutil.ignore_patterns("__pycache__", "tests", *without)
    shutil.copytree(rooms.ADDON, addon, ignore=left_out)
    return addon


def trial(going):
    """Install the add-on without these rooms; return the unclean lines of the log."""
    folder = paths.TMP / "wings"
    take_out(copy(folder), going)
    others = [p for p in odoo_source.addons_paths() if Path(p) != paths.CHECKOUT]
    name = f"{DB}_{going[0]}"
    log = paths.LOGS / f"{name}.log"
    database.create(name)
    try:
        addons = ",".join(map(str, [*others, folder]))
        database.odoo(name, f"--addons-path={addons}", "-i", paths.ADDON, log=log)
    except SetupError as error:
        return str(error).splitlines()
    finally:
        database.drop(name)
        shutil.rmtree(folder)
    text = log.read_text(encoding="utf-8")
    return [line for line in text.splitlines() if UNCLEAN.match(line)]


def main(*chosen):
    """Try each wing, or these together; return how many could not be taken out."""
    setup.ensure()
    tries = [chosen] if chosen else [[wing] for wing in rooms.wings()]
    bad = 0
    for going in tries:
        going = with_those_that_need_it(*going)
        with timed(f"the add-on without {', '.join(going)}"):
            unclean = trial(going)
        for line in unclean:
            say(line)
        bad += bool(unclean)
    return bad


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
