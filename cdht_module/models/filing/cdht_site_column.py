from odoo import fields, models

from odoo.addons.cdht_module.tools.dossier_row import COLUMNS

CONTENT = [
    *COLUMNS,
    ("own_scores", "Own scores, a column each"),
    ("scores", "Appraised scores, a column each"),
    ("text", "Always the same text"),
]


class CdhtSiteColumn(models.Model):
    """A column of the file from which a year is entered on the national site
    (congdanhoctap.vn): an office puts them in the order of the site's form."""

    _name = "cdht.site.column"
    _description = "Column of the national site's file"
    _inherit = ["cdht.traced.setting", "cdht.guarded"]
    _order = "sequence, id"

    sequence = fields.Integer(default=100)
    name = fields.Char(
        string="Title of the column", required=True, help="As the site's form has it."
    )
    content = fields.Selection(CONTENT, required=True, default="name")
    text = fields.Char(string="Fixed text", help="What stands in each row.")
    unit_id = fields.Many2one(
        "cdht.unit",
        string="Commune",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('unit_type', '=', 'commune')]",
        help="Empty: for every commune that has no columns of its own.",
    )

    def _trace_unit(self):
        return self.unit_id
