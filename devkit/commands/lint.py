"""make lint: the quality gates, called directly, each judged by our own files."""

import os
import re
import subprocess
from pathlib import Path

from .. import database, odoo_source, paths, python_env, setup
from .. import sudo_reasons as reasons
from ..steps import say

DB = "cdht_lint"
ADDON = str(paths.CHECKOUT / paths.ADDON)
# TestPyLint lints all of Odoo; pylint-odoo looks after ours.
LINT_TAGS = "/test_lint,-/test_lint:TestPyLint,-/test_lint:TestPylintChecks"
UNCLEAN = re.compile(r"^\d{4}-\d\d-\d\d .* (WARNING|ERROR|CRITICAL) ")


def _tool(*command, env=None):
    """Run a tool of the environment; return what it printed if it found fault."""
    program = paths.VENV / "bin" / command[0]
    result = subprocess.run(
        [str(paths.VENV_PYTHON), str(program), *command[1:]],
        cwd=paths.CHECKOUT,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return result.stdout.strip() or "failed" if result.returncode else ""


def ruff():
    """Python style and likely mistakes, everywhere."""
    return _ruff("check", "--output-format=concise", ".")


def ruff_format():
    """Python formatted, everywhere."""
    return _ruff("format", "--check", ".")


def _ruff(*arguments):
    result = subprocess.run(
        [str(paths.VENV / "bin" / "ruff"), *arguments],
        cwd=paths.CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    return (result.stdout + result.stderr).strip() if result.returncode else ""


def pylint_odoo():
    """Odoo's habits, as OCA checks them."""
    # README.md stands at the top of the checkout, for the whole of it; a model has
    # pieces in several rooms, which the second check would merge (within a room
    # tests/packaging/test_rooms.py asks for it); rooms name each other in full, as
    # Odoo's own add-ons with rooms do.
    left_out = "missing-readme,consider-merging-classes-inherited"
    left_out += ",odoo-addons-relative-import"
    return _tool(
        "pylint", "--rcfile=pyproject.toml", f"--disable={left_out}", paths.ADDON
    )


def sudo_reasons():
    """A reason of a known kind beside each `sudo()`."""
    return "\n".join(reasons.findings())


def oca_module():
    """OCA's checks of data files, views and the manifest."""
    return _tool("oca-checks-odoo-module", ADDON)


def oca_po():
    """OCA's checks of translations."""
    files = sorted(str(file) for file in Path(ADDON).glob("i18n/*.po*"))
    # A term that is the same in Vietnamese is written out, so that none is forgotten;
    # the pretty format would leave it empty.
    return _tool("oca-checks-po", "--disable=po-pretty-format", *files) if files else ""


def licences():
    """No add-on that we depend on has a licence that ours cannot stand on."""
    return _manifestoo("check-licenses")


def missing():
    """Every add-on that we depend on is there."""
    return _manifestoo("list-missing")


def _manifestoo(check):
    folders = [paths.CHECKOUT, odoo_source.source_folder() / "odoo" / "addons"]
    folders += odoo_source.addons_paths()[1:]
    folders.append(python_env.site_packages() / "odoo" / "addons")
    result = subprocess.run(
        [
            *(str(paths.VENV_PYTHON), str(paths.VENV / "bin" / "manifestoo")),
            *("--select-include", paths.ADDON, "--odoo-series", "19.0"),
            *("--addons-path", ",".join(map(str, folders)), check),
        ],
        cwd=paths.CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode or result.stdout.strip():
        return (result.stdout + result.stderr).strip() or "failed"
    return ""


def test_lint():
    """Odoo's own lint, which checks every add-on: only what names ours counts."""
    database.create(DB)
    log = paths.LOGS / "lint.log"
    command = [*paths.ODOO, "-d", DB, "-i", f"{paths.ADDON},test_lint"]
    command.append(f"--test-tags={LINT_TAGS}")
    with log.open("w") as output:
        subprocess.run(
            command, stdout=output, stderr=output, cwd=paths.DEVKIT, check=False
        )
    text = log.read_text()
    database.drop(DB)
    if "tests when loading database" not in text:
        return f"Odoo did not get as far as its tests: {log}"
    return "\n".join(entry for entry in _entries(text) if paths.ADDON in entry)


def _entries(log):
    """Yield the log's warnings and errors, each with the lines that follow it."""
    entry = None
    for line in log.splitlines():
        if re.match(r"\d{4}-\d\d-\d\d ", line):
            if entry:
                yield "\n".join(entry)
            entry = [line] if UNCLEAN.match(line) else None
        elif entry:
            entry.append(line)
    if entry:
        yield "\n".join(entry)


GATES = (
    *(ruff, ruff_format, pylint_odoo, sudo_reasons, oca_module, oca_po),
    *(licences, missing, test_lint),
)


def main():
    """Run every gate; return 1 when one found fault."""
    setup.ensure((*python_env.RUN_SECTIONS, "lint"))
    faulty = []
    for gate in GATES:
        found = gate()
        say(f"{gate.__name__}: {'FOUND' if found else 'nothing found'}")
        if found:
            print(found, flush=True)
            faulty.append(gate.__name__)
    print(f"findings in: {', '.join(faulty)}" if faulty else "no finding")
    return 1 if faulty else 0
