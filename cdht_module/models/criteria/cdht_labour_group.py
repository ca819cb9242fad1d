from odoo import fields, models


class CdhtLabourGroup(models.Model):
    """Nhóm đối tượng: a table, since the national site knows a fourth group."""

    _name = "cdht.labour.group"
    _description = "Labour group"
    _inherit = ["cdht.traced.setting"]
    _order = "sequence, code"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="“N1”, “N2”… as lists write it.")
    sequence = fields.Integer(default=10)

    _code_uniq = models.Constraint(
        "UNIQUE (code)", "This code is used by another labour group."
    )

    def _compute_display_name(self):
        for group in self:
            number = (group.code or "").lstrip("N")
            group.display_name = self.env._("Group %s", number)
