"""make pictures: the manual's pictures, from a demonstration of their own."""

import os
import subprocess
import tempfile

from .. import database, paths, setup
from ..steps import SetupError, timed
from . import demo

DB = "cdht_pictures"


def main():
    """Run the demonstration anew and take the pictures of it."""
    setup.ensure()
    with tempfile.TemporaryDirectory(dir=paths.TMP) as out:
        os.environ.update(DB=DB, OUT=out)
        if demo.main():
            raise SetupError("The demonstration did not end well.")
        script = paths.CHECKOUT / "demo_year" / "pictures.py"
        launch = [paths.VENV_PYTHON, "-m", "devkit.launch", DB, script, out]
        try:
            with timed("taking the pictures"):
                return subprocess.call(
                    [str(part) for part in launch], cwd=paths.CHECKOUT
                )
        finally:
            database.drop(DB)
