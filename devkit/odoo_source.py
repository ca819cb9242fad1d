"""Odoo 19.0: the tree that ODOO_SOURCE names, or Debian's package unpacked."""

import os
import re
import shutil
from pathlib import Path

from . import debian, paths
from .steps import SetupError, is_done, timed, whole_folder

STAMP = "odoo-19 layout 1"
FROM_SID = (
    "odoo-19 libjs-jquery libjs-jquery-form libjs-underscore "
    "fonts-roboto-unhinted fonts-montserrat fonts-ocr-b"
).split()
# sid's Font Awesome has other files than Odoo's links expect.
FROM_SYSTEM_RELEASE = ["fonts-font-awesome", "fonts-inconsolata"]
PACKAGE_PATH = "usr/lib/python3/dist-packages"
ADVICE = (
    "Odoo 19.0 is not to be had from this machine's Debian mirror (package odoo-19, "
    "suite sid).\nGet the source of Odoo 19.0 (branch 19.0 of Odoo Community, or the "
    "package unpacked elsewhere)\nand name its folder, the one holding `odoo/`:\n"
    "    ODOO_SOURCE=/path/to/odoo make demo\n"
)


def version(source):
    """Return the series of an Odoo tree, e.g. `19.0`, or an empty text."""
    release = source / "odoo" / "release.py"
    if not release.is_file():
        return ""
    found = re.search(r"version_info\s*=\s*\((\d+),\s*(\d+)", release.read_text())
    return ".".join(found.groups()) if found else ""


def source_folder():
    """Return the folder holding `odoo/` (given or private), set up or not."""
    given = os.environ.get("ODOO_SOURCE")
    if given:
        return Path(given).expanduser().resolve()
    return paths.ODOO_TREE / PACKAGE_PATH


def addons_paths():
    """Return the folders for Odoo's addons_path beside its own: checkout first."""
    folders = [paths.CHECKOUT]
    upstream = source_folder() / "addons"
    # In Debian's package that folder is a twin without data files: never used.
    if (upstream / "web" / "static").is_dir():
        folders.append(upstream)
    return folders


def ensure():
    """Make an Odoo 19.0 tree available and return its folder."""
    source = source_folder()
    if os.environ.get("ODOO_SOURCE"):
        if version(source) != "19.0":
            raise SetupError(
                f"ODOO_SOURCE={source} does not hold Odoo 19.0 "
                f"(found: {version(source) or 'no odoo/release.py'})."
            )
        return source
    if not is_done(paths.ODOO_TREE, STAMP):
        _unpack_debian()
    if version(source) != "19.0":
        raise SetupError(ADVICE)
    link = paths.ODOO_LINK
    if not link.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(source.relative_to(paths.DEVKIT))
    return source


def _unpack_debian():
    debian.need_apt()
    with whole_folder(paths.ODOO_TREE, STAMP) as tree:
        packages = tree / "packages"
        try:
            with timed("downloading Odoo 19.0 (Debian package odoo-19, 125 MB)"):
                debian.sid().download(FROM_SID, packages)
        except SetupError as error:
            raise SetupError(f"{ADVICE}\nAPT said:\n{error}") from error
        debian.system_release().download(FROM_SYSTEM_RELEASE, packages)
        with timed("unpacking Odoo (1.2 GB)"):
            debian.unpack(packages, tree)
        # A Python-only twin of odoo/addons, which Odoo would put on its path.
        shutil.rmtree(tree / PACKAGE_PATH / "addons", ignore_errors=True)
        _patch(tree / PACKAGE_PATH)


def _patch(source):
    """Put an empty file where the package leaves out one that assets name."""
    left_out = source.joinpath(
        "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    )
    if not left_out.exists():
        left_out.parent.mkdir(parents=True, exist_ok=True)
        left_out.touch()
