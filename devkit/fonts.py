"""The font of papers: Liberation Serif 2."""

from . import debian, paths
from .steps import is_done, timed, whole_folder

FONT_STAMP = "liberation 2"
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
    """Have the fonts, and the file that tells programs where they are."""
    if not is_done(paths.FONTS, FONT_STAMP):
        with whole_folder(paths.FONTS, FONT_STAMP) as folder, timed("taking fonts"):
            _take_fonts(folder)
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


def variables():
    """Return the environment variables that printing needs: those of Typst and, for
    browsers, of fontconfig."""
    return {
        "TYPST_FONT_PATHS": str(paths.FONTS / "usr/share/fonts"),
        "FONTCONFIG_FILE": str(paths.FONTS / "fonts.conf"),
    }
