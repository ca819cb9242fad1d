"""Foreign files are read in a child process, with little memory and for a short time.

    kept = run("photo_file:kept", content, {"longest": 1600})

The child is this Python without Odoo, without the server's environment and secrets: it
runs one function of this package on the bytes and hands bytes back, nothing that would
be executed. Whatever a file does to its reader (memory, time, a crash in native code)
ends the child, and the caller hears why. Few run at once on one machine, whichever
worker, server or database they belong to.
"""

import contextlib
import importlib
import json
import os
import signal
import sys
import time

try:
    import fcntl
    import resource
except ImportError:  # not on every system: there the time limit stands alone
    fcntl = resource = None

# What only who asks needs is imported there: a child begins without it.

MEGABYTE = 1024 * 1024
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from tools import limited_child; limited_child.answer()"
)
# What Python needs to start; passwords of the server stay with it.
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT")
_OVERRUN_SIGNALS = {signal.SIGKILL, signal.SIGABRT, getattr(signal, "SIGXCPU", None)}


class ChildError(Exception):
    """The file was not read; nothing else has happened. ``code`` says why."""

    code = None


class Refused(ChildError):
    """The function says no, with a code of its own."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Overrun(ChildError):
    """Reading it took more memory or time than is given."""

    code = "too_large"


class Crashed(ChildError):
    """The reader broke on it."""

    code = "unreadable"


class Busy(ChildError):
    """Too many files are being read at this moment: try again a little later."""

    code = "busy"


def run(
    call,
    content,
    options=None,
    *,
    memory=512 * MEGABYTE,
    seconds=20,
    at_once=2,
    patience=8,
    longest=64 * MEGABYTE,
):
    """Return what ``call`` (“module:function” of `tools`) makes of ``content``.

    The function gets the bytes and ``options`` (as keywords, what JSON can say) and
    returns bytes, at most ``longest``. ``at_once``: how many of one module run at the
    same time on this machine; ``patience``: seconds to wait for one's turn.

    :raise Refused: when the function raised it
    :raise Overrun, Crashed, Busy: when it came to no end
    """
    ask = {
        "call": call,
        "options": options or {},
        "path": [folder for folder in sys.path if folder],
        "memory": memory,
        "seconds": seconds,
    }
    with _turn(call.partition(":")[0], at_once, patience) as turn:
        answer, code = _ask(json.dumps(ask).encode(), content, turn, seconds, longest)
    word, _line, rest = answer.partition(b"\n")
    if word == b"done" and code == 0:
        return rest
    if word == b"refused":
        raise Refused(rest.decode())
    import logging

    _logger = logging.getLogger(__name__)
    _logger.info("%s gave up (%s): %s", call, code, answer[:500])
    if word == b"overrun" or (not word and -code in _OVERRUN_SIGNALS):
        raise Overrun(call)
    raise Crashed(call)


def _ask(question, content, turn, seconds, longest):
    """Start a child; return what it says, and its return code."""
    import subprocess
    import tempfile
    from pathlib import Path

    deadline = time.monotonic() + seconds + 1
    with tempfile.TemporaryFile() as file:
        file.write(question + b"\n" + content)
        file.seek(0)
        child = subprocess.Popen(
            [
                sys.executable,
                "-I",
                "-S",
                "-c",
                _START,
                str(Path(__file__).resolve().parents[1]),
            ],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=_environment(),
            # A child that outlives a killed worker keeps its turn until it ends.
            pass_fds=turn,
        )
    with child:
        try:
            answer = _read(child.stdout, deadline, longest)
            return answer, child.wait(max(1, deadline - time.monotonic()))
        except (TimeoutError, subprocess.TimeoutExpired):
            return b"overrun\ntime", 0
        finally:
            child.kill()


def _environment():
    return {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}


def _read(pipe, deadline, longest):
    import selectors

    parts, size = [], 0
    with selectors.DefaultSelector() as waiting:
        waiting.register(pipe, selectors.EVENT_READ)
        while waiting.select(max(0, deadline - time.monotonic())):
            part = os.read(pipe.fileno(), MEGABYTE)
            if not part:
                return b"".join(parts)
            parts.append(part)
            size += len(part)
            if size > longest + 100:
                return b"overrun\nanswer"
    raise TimeoutError


@contextlib.contextmanager
def _turn(room, at_once, patience):
    """Hold one of ``at_once`` locks; who dies with one leaves it."""
    if not fcntl:
        yield ()
        return
    import tempfile
    from pathlib import Path

    folder = Path(tempfile.gettempdir(), f"cdht_module-{os.getuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    paths = [folder / f"{room}-{number}" for number in range(at_once)]
    deadline = time.monotonic() + patience
    while (lock := next(filter(None, map(_lock, paths)), None)) is None:
        if time.monotonic() >= deadline:
            raise Busy(room)
        time.sleep(0.05)
    try:
        yield (lock,)
    finally:
        os.close(lock)


def _lock(path):
    """The open file that holds the lock, or None where somebody else does."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None
    return file


def answer():
    """What the child does: one question from its input, one answer to its output."""
    # What a library prints is no answer.
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    ask = json.loads(sys.stdin.buffer.readline())
    sys.path[:] = ask["path"]
    _limit(ask["memory"], ask["seconds"])
    module, _colon, function = ask["call"].partition(":")
    try:
        read = getattr(importlib.import_module(f"tools.{module}"), function)
        said = b"done\n", read(sys.stdin.buffer.read(), **ask["options"])
    except Refused as error:
        said = b"refused\n", error.code.encode()
    except (MemoryError, RecursionError) as error:
        said = b"overrun\n", repr(error)[:200].encode()
    except BaseException as error:  # panics of native readers are no Exception
        # Rust's way to say that so much memory cannot even be asked for.
        much = "capacity overflow" in str(error)
        word = b"overrun\n" if much else b"broken\n"
        said = word, repr(error)[:200].encode("utf-8", "replace")
    for part in said:
        output.write(part)
    output.close()


def _limit(memory, seconds):
    """Bound this process; of files it writes no more than compiled modules."""
    if not resource:
        return
    wanted = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: MEGABYTE,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        _soft, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
