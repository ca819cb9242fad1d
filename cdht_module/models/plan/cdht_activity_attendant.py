from odoo import fields, models


class CdhtActivityAttendant(models.Model):
    """Somebody on the attendance sheet of an activity."""

    _name = "cdht.activity.attendant"
    _description = "Attendant of an activity"
    _inherit = ["cdht.guarded"]
    _order = "activity_id, sequence, id"

    activity_id = fields.Many2one(
        "cdht.activity", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Full name", required=True)
    post = fields.Char(string="Post, unit")
    is_present = fields.Boolean(string="Present", default=True)
