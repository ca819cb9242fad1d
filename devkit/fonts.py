"""Fonts and text shaping for PDF: Liberation Serif 2 and, where missing, Pango."""

import os
import subprocess
import sys
from pathlib import Path

from . import debian, paths
from .steps import is_done, timed, whole_folder

FONT_STAMP = "liberation 2"
PANGO_STAMP = "pango 1"
PANGO_PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
PANGO_LIBRARIES = (
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>{cache}</cachedir>
  <!-- Only version 2 has every Vietnamese letter: keep the old files out. -->
  <selectfont><rejectfont>
    <glob>/usr/share/fonts/truetype/liberation/*</glob>
    <glob>/usr/share/fonts/truetype/liberation2/*</glob>
  </rejectfont></selectfont>
</fontconfig>
"""


def ensure():
    """Have the fonts, and Pango where the system has none."""
    if not is_done(paths.FONTS, FONT_STAMP):
        with whole_folder(paths.FONTS, FONT_STAMP) as folder, timed("taking fonts"):
            _take_fonts(folder)
    if not is_done(paths.PANGO, PANGO_STAMP):
        with whole_folder(paths.PANGO, PANGO_STAMP) as folder:
            if not system_has_pango():
                with timed("taking Pango (the system has none)"):
                    packages = folder / "packages"
                    apt = debian.system_release()
                    apt.download_missing(PANGO_PACKAGES, packages)
                    debian.unpack(packages, folder)
    configuration = paths.FONTS / "fonts.conf"
    text = CONFIGURATION.format(
        fonts=paths.FONTS / "usr/share/fonts", cache=paths.HOME / ".cache/fontconfig"
    )
    if not configuration.exists() or configuration.read_text() != text:
        configuration.write_text(text)


def _take_fonts(folder):
    """Unpack Liberation 2: fonts-liberation2, or fonts-liberation from Debian 13."""
    debian.need_apt()
    packages = folder / "packages"
    apt = debian.system_release()
    package = "fonts-liberation"
    if debian.candidate_version(apt, package).startswith(("1:1.", "1.")):
        package = "fonts-liberation2"
    apt.download([package], packages)
    debian.unpack(packages, folder)


def system_has_pango():
    """Whether the system's linker finds all that WeasyPrint loads."""
    code = "import ctypes, sys\nfor n in sys.argv[1:]: ctypes.CDLL(n)"
    probe = [sys.executable, "-c", code, *PANGO_LIBRARIES]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def library_folders(tree):
    """Return the folders with shared libraries of an unpacked tree."""
    return sorted({str(file.parent) for file in Path(tree).rglob("*.so*")})


def variables():
    """Return the environment variables that printing needs."""
    found = {"FONTCONFIG_FILE": str(paths.FONTS / "fonts.conf")}
    folders = library_folders(paths.PANGO) if paths.PANGO.is_dir() else []
    if folders:
        given = os.environ.get("LD_LIBRARY_PATH")
        found["LD_LIBRARY_PATH"] = os.pathsep.join(folders + ([given] if given else []))
    return found
