from odoo import fields, models


class CdhtEthnicity(models.Model):
    """Dân tộc. Sensitive personal data (NĐ 356/2025, Điều 4): optional, never
    on a public list."""

    _name = "cdht.ethnicity"
    _description = "Ethnicity"
    _inherit = ["cdht.guarded"]
    _order = "name"

    name = fields.Char(required=True)

    _name_uniq = models.Constraint("UNIQUE (name)", "This ethnicity exists already.")
