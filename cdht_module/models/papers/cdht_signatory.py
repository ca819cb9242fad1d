from odoo import models


class CdhtSignatory(models.Model):
    """Who signed papers."""

    _inherit = "cdht.signatory"

    def _who_signed(self):
        """Those who stand on a paper that went for signature."""
        signed = self.browse()
        # sudo: compare: whether they signed anything, whoever reads it
        for papers in self.env["cdht.document"].sudo()._kinds():
            rows = papers._read_group(
                [("signatory_id", "in", self.ids), ("state", "!=", "draft")],
                ["signatory_id"],
            )
            signed |= self & self.browse(one.id for (one,) in rows)
        return signed
