from odoo import models
from odoo.exceptions import AccessError


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        """In plain words, and without the names that developer mode would tell."""
        error = super()._make_access_error(operation, records)
        if not records._name.startswith("cdht."):
            return error
        # sudo: what this kind of record is called
        kind = self.env["ir.model"].sudo()._get(records._name).name
        return AccessError(
            self.env._(
                "This lies outside your units (%s). Ask the officer of that unit or"
                " of its commune.",
                kind,
            )
        )
