from odoo import models


class CdhtUnit(models.Model):
    """A unit entered by mistake goes with the empty list that a year gave it."""

    _inherit = "cdht.unit"

    def unlink(self):
        self.check_access("unlink")
        # sudo: part: lists that nobody has begun, of units that the caller may delete
        lists = self.env["cdht.proposal"].sudo().search(
            [
                ("unit_id", "in", self.ids),
                ("state", "=", "draft"),
                ("assessment_ids", "=", False),
                ("meeting_date", "=", False),
            ]
        )  # fmt: skip
        lists.unlink()
        return super().unlink()
