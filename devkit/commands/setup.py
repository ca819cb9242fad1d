"""make setup: make whatever is missing, browser and templates included."""

from .. import chromium, database, setup
from ..steps import say


def main():
    """Set everything up."""
    setup.ensure()
    chromium.ensure()
    database.template()
    say("set-up is complete")
