from odoo import fields, models


class CdhtCertificateLine(models.Model):
    """One text on a certificate form: which, where (mm from the top left), how."""

    _name = "cdht.certificate.line"
    _description = "Text on a certificate form"
    _inherit = ["cdht.guarded"]
    _order = "blank_id, y, x, id"

    blank_id = fields.Many2one(
        "cdht.certificate.blank", required=True, index=True, ondelete="cascade"
    )
    part = fields.Selection(
        [
            ("name", "Full name"),
            ("birth_year", "Year of birth"),
            ("unit", "Village or unit"),
            ("year", "Year"),
            ("years", "The years running"),
            ("decision", "Number and date of the decision"),
            ("number", "Number in the book"),
            ("place_and_date", "Place and date"),
            ("capacity", "Capacity of the signatory"),
            ("signatory", "Name of the signatory"),
        ],
        required=True,
    )
    x = fields.Float(string="From the left (mm)", required=True)
    y = fields.Float(string="From the top (mm)", required=True)
    width = fields.Float(string="Width (mm)", default=120, required=True)
    font_size = fields.Float(string="Size (pt)", default=16, required=True)
    align = fields.Selection(
        [("left", "Left"), ("center", "Centred"), ("right", "Right")],
        default="center",
        required=True,
    )
    is_bold = fields.Boolean(string="Bold")

    _size = models.Constraint(
        "CHECK (font_size BETWEEN 6 AND 72 AND width > 0)",
        "Letters have 6 to 72 points, and a text needs some width.",
    )
