"""Chromium for browser tests: the system's, or Debian's unpacked privately."""

from . import debian, environment, paths
from .steps import SetupError, is_done, run, say, timed, whole_folder

STAMP = "chromium 2"
LAUNCHER = """#!/bin/sh
export LD_LIBRARY_PATH="{libraries}${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"
exec "{program}" "$@"
"""
PROGRAM = "usr/lib/chromium/chromium"


def ensure():
    """Return the browser's path, or None where there is none to be had."""
    found = environment.browser()
    private = str(paths.BIN / "chromium")
    if found and (found != private or is_done(paths.CHROMIUM, STAMP)):
        return found
    try:
        _unpack()
    except SetupError as error:
        say("Chromium is not to be had; browser tests cannot run")
        say("install a package `chromium` (or `google-chrome`) to run them")
        (paths.LOGS / "chromium.log").write_text(str(error))
        return None
    return environment.browser()


def _unpack():
    with whole_folder(paths.CHROMIUM, STAMP) as folder:
        packages = folder / "packages"
        with timed("downloading Chromium and the libraries that it needs"):
            debian.need_apt()
            debian.system_release().download_missing(["chromium"], packages)
        with timed("unpacking Chromium"):
            debian.unpack(packages, folder)
        if not (folder / PROGRAM).is_file():
            raise SetupError("The package chromium has no program where expected.")
    run([_write_launcher(), "--version"])


def _write_launcher():
    """Write the command that starts the private browser, and return its path."""
    launcher = paths.BIN / "chromium"
    libraries = ":".join(debian.library_folders(paths.CHROMIUM))
    text = LAUNCHER.format(libraries=libraries, program=paths.CHROMIUM / PROGRAM)
    launcher.write_text(text)
    launcher.chmod(0o755)
    return launcher
