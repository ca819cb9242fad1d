import logging

from odoo.exceptions import RedirectWarning


def redirection(message, action, button):
    """A RedirectWarning that is an ordinary answer, not an error of the server's log.

    ``action``: the id or the dictionary of the action that ``button`` opens.
    """
    warning = RedirectWarning(message, action, button)
    warning.loglevel = logging.INFO  # Odoo logs the others as errors, with traceback
    return warning
