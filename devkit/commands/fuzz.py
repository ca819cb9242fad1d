"""make fuzz: random role × method × odd values × hostile context, for SECONDS.

Calls go as requests do, each in its own transaction that is committed: in a process
of its own, and to a real server over HTTP. What may not change is watched after each
call that wrote (devkit/fuzz/invariants.py). The same SEED on the same code calls the
same. DB names a database to take a copy of; what it lacks of a commune's year and of
people of every role is added there.
"""

import contextlib
import os
import random
import re
import subprocess
import time
import urllib.request

from .. import database, paths, postgres, setup
from ..steps import SetupError, say, timed

DB = "cdht_fuzz"
FOLDER = paths.CHECKOUT / "devkit" / "fuzz"
START_WITHIN = 90


def main():
    """Fuzz a copy of DB; 1 when something was found."""
    setup.ensure()
    seconds = os.environ.get("SECONDS") or "60"
    return 1 if fuzz(seconds, os.environ.get("SEED"), os.environ.get("DB")) else 0


def fuzz(seconds, seed=None, source=None, most=10**9):
    """Fuzz and print; return how many findings there were."""
    if source == DB:
        raise SetupError(f"{DB} is what the fuzz works on: name another database")
    seed = seed or str(random.randrange(10**6))
    with timed("a commune's year to call on"):
        if source:
            database.copy(database.existing(source), DB)
        else:
            database.create(DB)
            install = paths.LOGS / "fuzz-install.log"
            database.odoo(DB, "-i", paths.ADDON, log=install)
        _launch([DB, FOLDER / "world.py"], paths.LOGS / "fuzz-world.log")
    log = paths.LOGS / "fuzz-server.log"
    with _server(log) as address:
        command = [DB, FOLDER / "run.py", seconds, seed, address, log, most]
        output = _launch(command, paths.LOGS / "fuzz.log")
    found = re.search(r"^(\d+) findings$", output, re.M)
    if not found:
        raise SetupError(f"The fuzz broke off: {paths.LOGS / 'fuzz.log'}")
    return int(found.group(1))


def _launch(arguments, log):
    """Run a script inside Odoo, show what it prints, return it."""
    command = [str(part) for part in (paths.VENV_PYTHON, "-m", "devkit.launch")]
    command += [str(part) for part in arguments]
    lines = []
    with log.open("w") as errors:
        process = subprocess.Popen(
            command,
            cwd=paths.CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    if process.wait():
        raise SetupError(f"`{' '.join(command[:5])} …` failed: {log}")
    return "".join(lines)


@contextlib.contextmanager
def _server(log):
    """A server on DB in a process of its own, as `make serve` starts it."""
    port = postgres.free_port()
    command = [*paths.ODOO, "-d", DB, f"--db-filter=^{DB}$", "-p", str(port)]
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=paths.DEVKIT, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(address, process, log):
    for _second in range(START_WITHIN):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/cdht", timeout=30)
            say("a server answers")
            return
        if process.poll() is not None:
            break
        time.sleep(1)
    raise SetupError(f"The server does not answer: {log}")
