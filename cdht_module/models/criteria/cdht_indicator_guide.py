from odoo import fields, models


class CdhtIndicatorGuide(models.Model):
    """Hướng dẫn cho điểm: wording and bands of an indicator for one group."""

    _name = "cdht.indicator.guide"
    _description = "Scoring guide"
    _inherit = ["cdht.indicator.part"]
    _order = "indicator_id, labour_group_id"
    _rec_name = "wording"

    indicator_id = fields.Many2one(
        "cdht.indicator", required=True, index=True, ondelete="cascade"
    )
    labour_group_id = fields.Many2one(
        "cdht.labour.group", required=True, index=True, ondelete="restrict"
    )
    wording = fields.Text(help="The indicator in the words of this group.")
    bands = fields.Text(help="What earns which points.")
    evidence = fields.Text(string="Evidence that counts")

    _group_uniq = models.Constraint(
        "UNIQUE (indicator_id, labour_group_id)",
        "This indicator has a guide for that group already.",
    )

    def _trace_name(self):
        return f"{self.indicator_id.code} – {self.labour_group_id.display_name}"

    def _locking_set(self):
        return self.indicator_id.set_id
