"""Progress lines, clear failures, restartable steps."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from . import paths

# Shared with the processes that a command starts, so that all count alike.
_START = float(os.environ.setdefault("DEVKIT_START", str(time.monotonic())))
_stream = sys.stdout


class SetupError(Exception):
    """Something is not to be had; the message says what to do about it."""


def use_stderr():
    """Send progress lines to standard error from now on."""
    global _stream
    _stream = sys.stderr


def say(text):
    """Print one progress line with the seconds since the command began."""
    seconds = time.monotonic() - _START
    print(f"[{seconds:6.1f} s] {text}", file=_stream, flush=True)


@contextlib.contextmanager
def timed(text):
    """Announce a long step and say how long it took."""
    say(f"{text} …")
    begin = time.monotonic()
    yield
    say(f"{text}: {time.monotonic() - begin:.1f} s")


def run(command, log=None, **kwargs):
    """Run a command quietly; on failure show the end of what it printed."""
    command = [str(part) for part in command]
    result = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **kwargs,
    )
    if log:
        Path(log).write_text(result.stdout)
    if result.returncode:
        tail = "\n".join(result.stdout.splitlines()[-25:])
        raise SetupError(f"`{' '.join(command[:6])} …` failed:\n{tail}")
    return result.stdout


def digest(*parts):
    """Short fingerprint of texts, for stamps and database names."""
    joined = "\0".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:12]


def is_done(folder, stamp):
    """Whether `folder` was completed by a step with this stamp."""
    mark = folder / ".complete"
    return mark.is_file() and mark.read_text() == stamp


@contextlib.contextmanager
def whole_folder(folder, stamp):
    """Build `folder` beside its place and rename it when complete.

    An interrupted step leaves no half folder behind, only one that is thrown
    away by the next try.
    """
    draft = folder.with_name(folder.name + ".part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    yield draft
    (draft / ".complete").write_text(stamp)
    if folder.exists():
        shutil.rmtree(folder)
    draft.rename(folder)


@contextlib.contextmanager
def locked(name):
    """Let one command at a time through (two terminals, `make -j`)."""
    paths.DEVKIT.mkdir(parents=True, exist_ok=True)
    handle = os.open(paths.DEVKIT / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another command to finish its {name}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def fail(message):
    """End the command with a message and a non-zero exit code."""
    print(f"\n{message}", file=sys.stderr, flush=True)
    sys.exit(1)
