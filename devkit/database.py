"""Databases made from a template that holds what the add-on stands on.

A template is keyed by the requirements, Odoo's tree and its modules; copying one
and installing the add-on alone takes seconds instead of a minute.
"""

import ast
import os
import re
import shutil

from . import odoo_source, paths, postgres, python_env
from .steps import SetupError, digest, locked, run, timed

DEMO = "cdht_demo"
PREFIX = "cdht_template"
LANGUAGE = "vi_VN"
BASE = ("base", "web", "mail", "portal", "report_xlsx")
GUEST = ("hr", "account", "project", "website")


def manifest():
    """Return the add-on's manifest as a dict (empty while there is none)."""
    file = paths.CHECKOUT / paths.ADDON / "__manifest__.py"
    return ast.literal_eval(file.read_text()) if file.is_file() else {}


def filestore(name):
    """Return the folder of a database's files."""
    return paths.DATA_DIR / "filestore" / name


def exists(name):
    """Whether the server has a database of that name."""
    _check_name(name)
    found = postgres.psql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'")
    return bool(found)


def existing(name):
    """Return the name, or say how to make that database."""
    if not exists(name):
        raise SetupError(
            f"There is no database {name}. Make one: make demo DB={name}, or"
            f" make empty DB={name}"
        )
    return name


def drop(name):
    """Drop a database with its files, whoever is connected."""
    _check_name(name)
    postgres.psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(filestore(name), ignore_errors=True)


def create(name, *modules):
    """Make a fresh database from the template of those further modules."""
    return copy(template(*modules), name)


def copy(source, name):
    """Make `name` a copy of another database, whoever is connected to either."""
    drop(name)
    with locked("copy"):  # whoever copies sends the others away
        _copy(source, name)
    return name


def template(*modules):
    """Return the template that holds the base and `modules`; make it if missing."""
    wanted = sorted({*BASE, *modules, *manifest().get("depends", ())})
    key = digest(
        *python_env.requirements(("odoo", "add-on")),
        odoo_source.source_folder(),
        odoo_source.STAMP,
        LANGUAGE,
        *wanted,
    )
    # A server may be shared by several checkouts, each with files of its own.
    kind = f"{PREFIX}_{digest(paths.CHECKOUT, *modules)[:8]}"
    name = f"{kind}_{key}"
    with locked("template"):
        if not (exists(name) and filestore(name).is_dir()):
            drop(name)
            _make_template(name, wanted)
            _drop_older(kind, name)
    return name


def _make_template(name, modules):
    draft = f"{name}_part"
    drop(draft)
    with timed(f"preparing a database with {', '.join(modules)} and {LANGUAGE}"):
        odoo(
            draft,
            *("-i", ",".join(modules), f"--load-language={LANGUAGE}"),
            log=paths.LOGS / "template.log",
        )
        postgres.psql(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
        if filestore(draft).is_dir():
            shutil.rmtree(filestore(name), ignore_errors=True)
            filestore(draft).rename(filestore(name))


def _drop_older(kind, kept):
    rows = postgres.psql(
        f"SELECT datname FROM pg_database WHERE datname LIKE '{kind}\\_%'"
    )
    for (name,) in rows:
        if name != kept:
            drop(name)


def _copy(source, name):
    _check_name(name)
    postgres.psql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{source}' AND pid <> pg_backend_pid()"
    )
    postgres.psql(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    if filestore(source).is_dir():
        # Files there are named by their content and never rewritten: link them.
        shutil.copytree(filestore(source), filestore(name), copy_function=os.link)


def _check_name(name):
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]{0,60}", name):
        raise SetupError(f"Not a database name: {name}")


def odoo(name, *arguments, log):
    """Run Odoo once on a database, quietly; its log goes to a file."""
    command = [*paths.ODOO, "-d", name, "--stop-after-init", *arguments]
    return run(command, log=log, cwd=paths.DEVKIT)
