"""Set-up: everything that a command needs, made once, quick afterwards."""

from . import environment, fonts, odoo_source, paths, postgres, python_env
from .steps import locked


def ensure(sections=python_env.RUN_SECTIONS):
    """Make whatever is missing, start the database server, set the environment."""
    paths.make_folders()
    with locked("set-up"):
        odoo_source.ensure()
        python_env.ensure(sections)
        fonts.ensure()
    postgres.ensure()
    environment.prepare()
