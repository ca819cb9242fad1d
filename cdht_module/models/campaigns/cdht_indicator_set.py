from odoo import fields, models


class CdhtIndicatorSet(models.Model):
    """The years that are assessed by a set."""

    _inherit = "cdht.indicator.set"

    campaign_ids = fields.One2many("cdht.campaign", "set_id")

    def _in_use(self):
        # sudo: compare: whether any commune uses the set, seen or not by this user
        used = (
            self.env["cdht.campaign"]
            .sudo()
            ._read_group(
                [("set_id", "in", self.ids), ("state", "!=", "draft")], ["set_id"]
            )
        )
        ids = {criteria_set.id for (criteria_set,) in used}
        return self.filtered(lambda record: record.id in ids)
