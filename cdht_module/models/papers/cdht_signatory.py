from odoo import models


class CdhtSignatory(models.Model):
    """Who signed papers."""

    _inherit = "cdht.signatory"

    def _who_signed(self):
        """Those who stand on a paper that went for signature."""
        signed = self.browse()
        kinds = self.env.registry.descendants(["cdht.document"], "_inherit")
        for kind in kinds:
            if self.env[kind]._abstract:
                continue
            # sudo: compare: whether they signed anything, whoever reads it
            rows = (
                self.env[kind]
                .sudo()
                ._read_group(
                    [("signatory_id", "in", self.ids), ("state", "!=", "draft")],
                    ["signatory_id"],
                )
            )
            signed |= self & self.browse(one.id for (one,) in rows)
        return signed
