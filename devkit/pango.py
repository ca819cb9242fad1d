"""Pango, which WeasyPrint needs: the benchmark of papers prints by it as well."""

import os
import subprocess
import sys

from . import debian, paths
from .steps import is_done, timed, whole_folder

STAMP = "pango 1"
PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
LIBRARIES = (
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)


def ensure():
    """Have Pango where the system has none, and let this process's children find it."""
    if not is_done(paths.PANGO, STAMP):
        with whole_folder(paths.PANGO, STAMP) as folder:
            if not _system_has_it():
                with timed("taking Pango (the system has none)"):
                    packages = folder / "packages"
                    apt = debian.system_release()
                    apt.download_missing(PACKAGES, packages)
                    debian.unpack(packages, folder)
    folders = debian.library_folders(paths.PANGO)
    if folders:
        given = os.environ.get("LD_LIBRARY_PATH")
        found = folders + ([given] if given else [])
        os.environ["LD_LIBRARY_PATH"] = os.pathsep.join(found)


def _system_has_it():
    """Whether the system's linker finds all that WeasyPrint loads."""
    code = "import ctypes, sys\nfor n in sys.argv[1:]: ctypes.CDLL(n)"
    probe = [sys.executable, "-c", code, *LIBRARIES]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0
