from odoo import fields, models


class CdhtPaperWording(models.Model):
    """Sentences of plans, of many years and of one."""

    _inherit = "cdht.paper.wording"

    paper = fields.Selection(
        selection_add=[("plan", "Plan"), ("yearly_plan", "Plan of a year")],
        ondelete={"plan": "cascade", "yearly_plan": "cascade"},
    )
