"""make clean: drop everything that set-up made."""

import shutil

from .. import paths, postgres


def main():
    """Stop the server and remove the private folder."""
    postgres.stop()
    shutil.rmtree(paths.DEVKIT, ignore_errors=True)
