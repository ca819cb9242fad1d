import re

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.cdht_module.tools.vietnamese_text import match_key

# What is typed to find a group: its number, or the beginning of “Nhóm 1”.
_TYPED = re.compile(r"(?:nhom|nho|nh|n|group)? ?(\d*)")


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

    @api.model
    def _search_display_name(self, operator, value):
        """“Nhóm 1”, “nhom 1”, “N1” and “1” find it, as people and lists write it."""
        if isinstance(value, str) and operator in ("ilike", "=ilike", "like"):
            if found := _TYPED.fullmatch(match_key(value)):
                return Domain("code", "ilike", f"N{found[1]}")
        return super()._search_display_name(operator, value)

    @api.model
    def _in_short(self):
        """“1: Nông dân và lao động nông thôn; 2: Công nhân…”, for who must choose."""
        return "; ".join(
            f"{group._number()}: {group.name.partition(',')[0]}"
            for group in self.search(Domain.TRUE)
        )

    def _number(self):
        return (self.code or "").lstrip("N")

    def _compute_display_name(self):
        for group in self:
            group.display_name = self.env._("Group %s", group._number())
