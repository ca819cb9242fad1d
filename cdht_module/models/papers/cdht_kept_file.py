from odoo import fields, models


class CdhtKeptFile(models.AbstractModel):
    """A file kept byte for byte beside its record."""

    _name = "cdht.kept.file"
    _description = "File kept beside its record"
    _inherit = ["cdht.beside"]
    _rec_name = "filename"

    file = fields.Binary(attachment=True, required=True)
    filename = fields.Char(required=True)
    sha256 = fields.Char(
        string="Check sum", required=True, help="SHA-256 of the file, hexadecimal."
    )
