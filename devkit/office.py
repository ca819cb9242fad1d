"""LibreOffice's Writer and Calc, to read our Word files and to edit our workbooks: the
system's, or Debian's unpacked privately (100 MB to download). Only ``make test
TAGS=cdht_word`` asks for them.
"""

import shutil
from pathlib import Path

from . import debian, paths
from .steps import is_done, run, timed, whole_folder

STAMP = "libreoffice 2"
PACKAGES = ["libreoffice-writer-nogui", "libreoffice-calc-nogui"]
LAUNCHER = """#!/bin/sh
export LD_LIBRARY_PATH="{libraries}"
soffice() {{
  "{program}" "-env:UserInstallation=file://{profile}" --headless "$@"
}}
soffice "$@"
code=$?
# It made its profile and asks to be started again.
[ $code -eq 81 ] || exit $code
soffice "$@"
"""
HOME = "usr/lib/libreoffice"


def ensure():
    """Make the command `soffice` available."""
    launcher = paths.BIN / "soffice"
    found = shutil.which("soffice")
    if found and (found != str(launcher) or is_done(paths.OFFICE, STAMP)):
        return
    with whole_folder(paths.OFFICE, STAMP) as folder:
        packages = folder / "packages"
        with timed("downloading LibreOffice"):
            debian.need_apt()
            debian.system_release().download_missing(PACKAGES, packages)
        with timed("unpacking LibreOffice"):
            debian.unpack(packages, folder)
        _settle(folder)
    program = paths.OFFICE / HOME / "program"
    libraries = [str(program), *debian.library_folders(paths.OFFICE)]
    text = LAUNCHER.format(
        libraries=":".join(libraries),
        program=program / "soffice.bin",
        profile=paths.HOME / "libreoffice",
    )
    launcher.write_text(text)
    launcher.chmod(0o755)
    run([launcher, "--version"])


def _settle(folder):
    """What the packages' own scripts do, and where the files lie."""
    registry = folder / "etc/libreoffice/registry"
    shutil.copytree(
        folder / HOME / "share/.registry", registry, symlinks=True, dirs_exist_ok=True
    )
    for settings in (folder / HOME / "program").glob("*rc"):
        text = settings.read_text()
        for place in ("usr", "etc"):
            text = text.replace(f"file:///{place}/", f"file://{paths.OFFICE}/{place}/")
        settings.write_text(text)
    for link in folder.rglob("*"):
        if link.is_symlink() and str(link.readlink()).startswith(("/usr/", "/etc/")):
            target = Path(f"{paths.OFFICE}{link.readlink()}")
            link.unlink()
            link.symlink_to(target)
