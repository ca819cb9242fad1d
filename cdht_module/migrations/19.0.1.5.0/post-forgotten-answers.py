from odoo import SUPERUSER_ID
from odoo.api import Environment


def migrate(cr, version):
    """Answers to who objected went on saying, when printed again, what was taken away
    with who objected: they are taken away once more."""
    env = Environment(cr, SUPERUSER_ID, {})
    letters = env["cdht.letter"].search([("kind", "=", "answer")])
    letters.filtered(
        lambda letter: not letter.objection_id.sender_name
    )._forget_addressee()
