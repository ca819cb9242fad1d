"""make stop: stop the embedded PostgreSQL server."""

from .. import postgres


def main():
    """Stop the server, if it runs."""
    postgres.stop()
