"""Run Odoo's test runner, read its log, count."""

import os
import re
import subprocess
import sys
import time
from datetime import datetime

from . import paths, postgres
from .steps import say

LINE = re.compile(
    r"^(?P<when>\d{4}-\d\d-\d\d [\d:]+),(?P<part>\d+) \d+ (?P<level>[A-Z]+) \S+"
    r" (?P<logger>\S+?): (?P<text>.*)"
)
RESULT = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading")
# Loggers under which Odoo repeats what its own count already holds.
COUNTED = re.compile(r"odoo\.tests|odoo\.addons\.\w+\.tests\.|odoo\.modules\.loading$")
# Warnings that are not ours to mend, each with its reason.
IGNORED = (
    # report_xlsx's README, rendered by docutils when modules are listed
    re.compile(r"docutils"),
)
PROGRESS_EVERY = 50
# What the report names: so many tests, of those that took so many seconds.
SLOWEST, SLOW = 12, 5


class Outcome:
    """What passed, what failed, over all phases."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.skipped = []
        self.failures = []
        self.seconds = []  # (how long, which test)

    def fail(self, name, count=1):
        """Count a failure that is no test of Odoo's."""
        self.failed += count
        self.failures.append(name)

    def report(self):
        """Print what was slow, skipped and failed, before the last line."""
        slow = sorted(pair for pair in self.seconds if pair[0] >= SLOW)
        for seconds, name in slow[: -SLOWEST - 1 : -1]:
            print(f"slow: {seconds:.0f} s {name}")
        for text in self.skipped:
            print(f"skipped: {text}")
        for text in self.failures:
            print(f"FAILED: {text}")


class LogReader:
    """Follows one run's log: counts, unclean lines, what to show meanwhile."""

    def __init__(self, outcome):
        self.outcome = outcome
        self.tests = self.failures = self.errors = 0
        self.seen_result = False
        self.started = 0
        self.unclean = []
        self.showing = False
        self.running = None  # (since when, which test)

    def read(self, line):
        """Take one line of the log."""
        found = LINE.match(line)
        if not found:
            if self.showing:
                print(line, end="")
            return
        level, logger, text = found.group("level", "logger", "text")
        if text.startswith("Starting ") or RESULT.search(text):
            self._time(_seconds(found), text.removeprefix("Starting ").rstrip(" ."))
        self.showing = level in ("WARNING", "ERROR", "CRITICAL")
        if self.showing:
            self._note(logger, line)
        result = RESULT.search(text)
        if result:
            failed, errors, tests = map(int, result.groups())
            self.failures += failed
            self.errors += errors
            self.tests += tests
            self.seen_result = True
        elif text.startswith("Starting "):
            self.started += 1
            if self.started % PROGRESS_EVERY == 0:
                say(f"… {self.started} tests")
        elif text.startswith("skipped "):
            self.outcome.skipped.append(text.removeprefix("skipped ").strip())
        elif re.match(r"(FAIL|ERROR): ", text):
            self.outcome.failures.append(text)

    def _time(self, now, following):
        """A test took until the next one starts, or the result is told."""
        if self.running:
            since, name = self.running
            if "." in name:  # not “post tests” and the like
                self.outcome.seconds.append((now - since, name))
        self.running = (now, following)

    def _note(self, logger, line):
        print(line, end="", flush=True)
        ignored = any(pattern.search(line) for pattern in IGNORED)
        if not COUNTED.match(logger) and not ignored:
            self.unclean.append(line.rstrip())

    def close(self, code):
        """Add this run's figures to the outcome."""
        bad = self.failures + self.errors
        self.outcome.failed += bad
        self.outcome.passed += max(self.tests - bad, 0)
        if not self.seen_result:
            self.outcome.fail(f"Odoo ended without a test result (exit code {code})")
        elif code and not bad:
            self.outcome.fail(f"Odoo ended with exit code {code}")
        elif not self.tests:
            self.outcome.fail("no test was run")
        if self.unclean:
            self.outcome.fail(
                f"log clean: {len(self.unclean)} warnings or errors in Odoo's log, "
                f"the first: {self.unclean[0]}"
            )


def _seconds(found):
    when = datetime.strptime(found["when"], "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007
    return when.timestamp() + int(found["part"]) / 1000


def run_odoo(outcome, name, tags, install=True):
    """Run the tests of those tags on database `name`; install the add-on first."""
    log = paths.LOGS / f"{name}.log"
    command = [*paths.ODOO, "-d", name, f"--test-tags={tags}"]
    command += ["-i", paths.ADDON] if install else []
    reader = LogReader(outcome)
    with log.open("w") as copy:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd=paths.DEVKIT,
            # Runs that go side by side listen each on a port of its own.
            env={**os.environ, "ODOO_HTTP_PORT": str(postgres.free_port())},
        )
        for line in process.stdout:
            copy.write(line)
            reader.read(line)
        reader.close(process.wait())
    say(f"{reader.tests} tests in {name}; whole log: {log}")


def run_plain(outcome, name):
    """Run the plain unit tests of tests/<name> in the environment's Python."""
    folder = paths.CHECKOUT / "tests" / name
    command = [paths.VENV_PYTHON, "-m", "unittest", "discover", "-v", "-s", folder]
    started = time.monotonic()
    result = subprocess.run(
        [str(part) for part in command],
        cwd=paths.CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(paths.CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )
    outcome.seconds.append((time.monotonic() - started, f"tests/{name}"))
    count = re.search(r"^Ran (\d+) tests?", result.stderr, re.M)
    bad = sum(map(int, re.findall(r"(?:failures|errors)=(\d+)", result.stderr)))
    skipped = re.search(r"skipped=(\d+)", result.stderr)
    ran = int(count.group(1)) if count else 0
    if result.returncode and not bad:
        bad = 1
    if skipped:
        outcome.skipped.append(f"{skipped[1]} of tests/{name}")
    outcome.passed += max(ran - bad - int(skipped[1] if skipped else 0), 0)
    if bad:
        print(result.stdout + result.stderr, file=sys.stdout)
        outcome.fail(f"tests/{name}", bad)
