from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.cdht_module.tools.vietnamese_text import fold, normalise


class CdhtFoldedName(models.AbstractModel):
    """A name that is found without its accents, on every database server.

    “hoang thi huong” finds “Hoàng Thị Hường”: the folded text is a stored
    column, so that nothing depends on PostgreSQL's ``unaccent``.
    """

    _name = "cdht.folded.name"
    _description = "Name that is found without accents"
    _inherit = ["cdht.record"]

    name = fields.Char(required=True)
    name_folded = fields.Char(
        compute="_compute_name_folded",
        store=True,
        precompute=True,
        index="trigram",
        export_string_translation=False,
    )

    @api.depends("name")
    def _compute_name_folded(self):
        for record in self:
            record.name_folded = fold(record.name)

    @api.model
    def _search_display_name(self, operator, value):
        """Every typed word stands somewhere in the name, accents or not."""
        if operator not in ("ilike", "not ilike") or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        words = Domain.AND(
            [[("name_folded", "like", word)] for word in fold(value).split()]
        )
        return words if operator == "ilike" else ~words

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._normalise_name(vals)
        return super().create(vals_list)

    def write(self, vals):
        vals = dict(vals)
        self._normalise_name(vals)
        return super().write(vals)

    @staticmethod
    def _normalise_name(vals):
        """Keep names in NFC, single-spaced: two spellings are one name."""
        if vals.get("name"):
            vals["name"] = normalise(vals["name"])


def name_key(name):
    """For comparing names of people: accents count (Nam and Năm are two people)."""
    return normalise(name).casefold()
