"""make test: every test; the last line reads `N passed, N failed`.

Phases, each skipped where no test asks for it:
  main         the add-on installed in a fresh database, every standard test: those of
               the whole (tests/whole) and those of the rooms side by side, in one each;
  concurrency  tests tagged `cdht_concurrency`, in the same database afterwards;
  server       tests/server: every page asked of a server in a process of its own, as
               `make serve` starts it, on a copy of that database;
  fuzz         tests/fuzz: a minute of odd calls by every role, the same each time;
  upgrade      tests/upgrade: from the release before, with an office's own edits;
  guest        tests/guest: before, beside and after the add-on among other apps;
  packaging    tests/packaging: the wheel in an Odoo that never saw this checkout.
With TAGS (Odoo's --test-tags) only those tests run; TAGS=cdht_server,
cdht_fuzz, cdht_upgrade, cdht_good_guest or cdht_packaging runs one of the last five.
TAGS=cdht_word, in no run of all, turns Word files into PDF by LibreOffice.
"""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from .. import chromium, database, office, paths, setup
from ..odoo_tests import Outcome, run_odoo, run_plain
from ..steps import say, timed

# DB=name lets two runs go side by side.
DB = os.environ.get("DB") or "cdht_test"
CONCURRENCY, WORD = "cdht_concurrency", "cdht_word"
_CLASS = re.compile(r"^class (Test\w+)", re.M)
PLAIN = {
    "cdht_server": "server",
    "cdht_fuzz": "fuzz",
    "cdht_upgrade": "upgrade",
    "cdht_good_guest": "guest",
    "cdht_packaging": "packaging",
}


def main():
    """Run the tests and return 1 when one failed."""
    setup.ensure()
    outcome = Outcome()
    if not chromium.ensure():
        say("browser tests are SKIPPED: there is no Chromium")
        if os.environ.get("CI"):
            outcome.fail("Chromium is missing (a failure in CI)")
    tags = os.environ.get("TAGS")
    if tags:
        _run_tags(outcome, tags)
    else:
        _run_all(outcome)
    outcome.report()
    print(f"{outcome.passed} passed, {outcome.failed} failed", flush=True)
    return 1 if outcome.failed else 0


def _run_tags(outcome, tags):
    if tags in PLAIN:
        _plain(outcome, PLAIN[tags])
    else:
        if tags == WORD:
            office.ensure()
        _main(outcome, tags)


def _run_all(outcome):
    _main_in_halves(outcome)
    if _asked_for(CONCURRENCY):
        with timed("tests of concurrency"):
            run_odoo(outcome, DB, f"{CONCURRENCY}/{paths.ADDON}", install=False)
    os.environ["DEVKIT_INSTALLED"] = DB  # others need not install it again
    # Each in processes and databases of its own: two at a time.
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(partial(_plain, outcome), PLAIN.values()))


def _main_in_halves(outcome):
    """The rooms' tests in DB, those of the whole in another: each takes one core."""
    whole = [f"/{paths.ADDON}:{name}" for name in _classes("whole")]
    rooms = [f"/{paths.ADDON}", *(f"-{tag}" for tag in whole)]
    database.template()  # made once, before both want it
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(
            partial(_main, outcome), [",".join(rooms), ",".join(whole)],
            [DB, f"{DB}_whole"],
        ))  # fmt: skip


def _classes(folder):
    """The names of the test classes in tests/<folder>."""
    files = sorted((paths.CHECKOUT / "tests" / folder).glob("test_*.py"))
    return [name for file in files for name in _CLASS.findall(file.read_text())]


def _main(outcome, tags, name=DB):
    with timed(f"a fresh database {name}"):
        database.create(name)
    with timed(f"installing {paths.ADDON} and running its tests in {name}"):
        run_odoo(outcome, name, tags)


def _plain(outcome, folder):
    with timed(f"tests/{folder}"):
        run_plain(outcome, folder)


def _asked_for(tag):
    """Whether any test file names that tag."""
    pattern = re.compile(rf"[\"']{tag}[\"']")
    files = (paths.CHECKOUT / "tests").rglob("*.py")
    return any(pattern.search(file.read_text()) for file in files)
