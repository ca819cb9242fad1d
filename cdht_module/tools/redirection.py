import logging

from odoo.exceptions import RedirectWarning


class NextStep(RedirectWarning):
    """What is to be done first: an ordinary answer, no error of the server's log."""

    loglevel = logging.INFO  # Odoo logs the others as errors, with traceback


def redirection(message, action, button):
    """A refusal that leads on.

    ``action``: the id or the dictionary of the action that ``button`` opens.
    """
    return NextStep(message, action, button)
