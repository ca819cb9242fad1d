from odoo import api, fields, models

from .cdht_import import KINDS


class CdhtImportLayout(models.Model):
    """What an office said of the columns of its lists: lists with the same titles are
    read so from then on."""

    _name = "cdht.import.layout"
    _description = "Columns of lists as corrected"
    _inherit = ["cdht.guarded"]
    _rec_name = "titles_key"

    unit_id = fields.Many2one(
        "cdht.unit", string="Commune", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(KINDS, required=True)
    titles_key = fields.Char(required=True)
    columns = fields.Json(default=dict)

    _one_of_titles = models.Constraint(
        "UNIQUE (unit_id, kind, titles_key)",
        "These titles are known already.",
    )

    @api.model
    def _of(self, commune, kind):
        """{key of titles: choice of columns}"""
        # sudo: part: of the commune to whose year the caller reads a list
        known = self.sudo().search([("unit_id", "=", commune.id), ("kind", "=", kind)])
        return {layout.titles_key: layout.columns or {} for layout in known}

    @api.model
    def _remember(self, commune, kind, sheets):
        """Keep what was chosen in these sheets, whose columns somebody looked at."""
        # sudo: move: nobody writes them by hand; the caller has imported the list
        Layout = self.sudo()
        known = {
            layout.titles_key: layout
            for layout in Layout.search(
                [("unit_id", "=", commune.id), ("kind", "=", kind)]
            )
        }
        for sheet in sheets:
            chosen = sheet.column_ids.filtered("is_chosen")._as_choice()
            layout = known.get(sheet.titles_key)
            if not layout:
                known[sheet.titles_key] = Layout.create(
                    {
                        "unit_id": commune.id,
                        "kind": kind,
                        "titles_key": sheet.titles_key,
                        "columns": chosen,
                    }
                )
            elif chosen:
                layout.columns = {**(layout.columns or {}), **chosen}
