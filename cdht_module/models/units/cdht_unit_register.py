from odoo import fields, models


class CdhtUnit(models.Model):
    """Bodies that keep the whole register of their papers here."""

    _inherit = "cdht.unit"

    keeps_register = fields.Boolean(
        string="Keeps its whole register here",
        help="Every paper of this body is made here, so that numbers follow one"
        " another by themselves: a paper issued without a number gets the next one"
        " of its symbol and year.",
    )
    register_turn = fields.Integer(export_string_translation=False)

    def _hold_register(self):
        """Let nobody else draw a number of these bodies until the transaction ends.

        Whoever draws at the same time waits for this row, then finds it changed and
        is begun anew (Odoo's ``retrying``), so that it sees the number drawn here.
        A mere lock would let it go on with what it saw before.
        """
        # sudo: a counter of draws that nobody reads; units are the managers'
        for unit in self.sudo().sorted("id"):
            unit.register_turn += 1
        self.flush_recordset(["register_turn"])
