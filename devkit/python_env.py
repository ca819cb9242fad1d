"""The virtual environment with the pinned requirements."""

import os
import re
import shutil
import subprocess
import sys

from . import odoo_source, paths
from .steps import SetupError, digest, run, timed

RUN_SECTIONS = ("odoo", "add-on", "database", "test")
VERSIONS = ((3, 10), (3, 13))


def requirements(sections):
    """Return the lines of the named sections of requirements.txt."""
    lines, section = [], None
    for line in paths.REQUIREMENTS.read_text().splitlines():
        found = re.match(r"# section: (\S+)", line)
        if found:
            section = found.group(1)
        elif section in sections and line.strip() and not line.startswith("#"):
            lines.append(line.strip())
    return lines


def ensure(sections=RUN_SECTIONS):
    """Create the environment and install what is not installed yet."""
    if not VERSIONS[0] <= sys.version_info[:2] <= VERSIONS[1]:
        raise SetupError(
            f"Python 3.10 to 3.13 is needed, this is {sys.version.split()[0]}.\n"
            "Name another one: make PYTHON=python3.13 demo"
        )
    interpreter = f"{sys.version_info[:3]} {paths.VENV}"
    if not _is_sound(interpreter):
        _create(interpreter)
    for section in sections:
        _install(section)
    _link_odoo()


def _is_sound(interpreter):
    mark = paths.VENV / ".interpreter"
    return (
        paths.VENV_PYTHON.exists()
        and mark.is_file()
        and mark.read_text() == interpreter
    )


def _create(interpreter):
    shutil.rmtree(paths.VENV, ignore_errors=True)
    with timed("creating the Python environment"):
        try:
            run([sys.executable, "-m", "venv", paths.VENV])
        except SetupError as error:
            version = f"{sys.version_info[0]}.{sys.version_info[1]}"
            raise SetupError(
                "Python's venv module is not complete here (ensurepip is missing).\n"
                f"As root: apt-get install python3-venv   (or python{version}-venv)\n"
                f"\n{error}"
            ) from error
    (paths.VENV / ".interpreter").write_text(interpreter)


def _install(section):
    lines = requirements([section])
    mark = paths.VENV / f".section-{section}"
    stamp = digest(*lines)
    if mark.is_file() and mark.read_text() == stamp:
        return
    if section == "odoo":
        _announce_odoo()
    listing = paths.VENV / f"{section}.txt"
    listing.write_text("\n".join(lines) + "\n")
    pip = [paths.VENV_PYTHON, "-m", "pip", "install", "--no-input", "--quiet"]
    pip += ["--disable-pip-version-check", "--no-compile", "--no-warn-script-location"]
    pip += ["--cache-dir", paths.DEVKIT / "pip-cache", "--no-deps", "-r", listing]
    with timed(f"installing Python packages: {section} ({len(lines)})"):
        run(pip, log=paths.LOGS / f"pip-{section}.log")
    mark.write_text(stamp)


def site_packages():
    """Return the environment's site-packages folder."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    return paths.VENV / "lib" / version / "site-packages"


def _announce_odoo():
    """Let pip see "odoo 19.0", which OCA's wheels require and PyPI does not have."""
    folder = site_packages() / "odoo-19.0.dist-info"
    folder.mkdir(exist_ok=True)
    (folder / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: odoo\nVersion: 19.0\n"
    )
    (folder / "INSTALLER").write_text("devkit\n")


def _link_odoo():
    """Put Odoo's tree on the environment's path and make its command."""
    (site_packages() / "odoo_tree.pth").write_text(f"{odoo_source.source_folder()}\n")
    command = (
        f"#!{paths.VENV_PYTHON}\n"
        "import odoo.cli\n\n"
        'if __name__ == "__main__":\n    odoo.cli.main()\n'
    )
    if not paths.ODOO_COMMAND.exists() or paths.ODOO_COMMAND.read_text() != command:
        paths.ODOO_COMMAND.write_text(command)
        paths.ODOO_COMMAND.chmod(0o755)


def python(*arguments, **kwargs):
    """Run the environment's Python and return what it printed."""
    kwargs.setdefault("env", dict(os.environ))
    return subprocess.run(
        [str(paths.VENV_PYTHON), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        **kwargs,
    ).stdout
