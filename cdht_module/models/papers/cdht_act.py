from odoo import api, fields, models

from odoo.addons.cdht_module.tools.finding import cited_day, cited_number

LEVELS = [
    ("central", "Central"),
    ("association", "Association"),
    ("province", "Province"),
    ("district", "District"),
    ("commune", "Commune"),
]


class CdhtAct(models.Model):
    """A law or paper that others are based on: from when to when it is in force, and
    what came in its place. What is not certain says so (``to_confirm``)."""

    _name = "cdht.act"
    _description = "Act on which papers are based"
    _inherit = ["cdht.traced.setting", "cdht.doubtful"]
    _order = "name, signed_on, id"

    name = fields.Char(required=True, help="As papers cite it, without its number.")
    number = fields.Char(
        string="Number and symbol", help="As on the act: 677/QĐ-TTg, 72/2025/QH15."
    )
    level = fields.Selection(LEVELS, string="Issued by the level", required=True)
    body = fields.Char(string="Issuing body")
    signed_on = fields.Date(string="Day of issue", required=True)
    date_from = fields.Date(string="In force from", required=True)
    date_to = fields.Date(string="In force until")
    replaced_by_id = fields.Many2one(
        "cdht.act", string="Replaced by", index="btree_not_null", ondelete="restrict"
    )

    _number_uniq = models.UniqueIndex(
        "(number) WHERE level = 'central'", "This act is on the list already."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from <= date_to)",
        "An act cannot end before it begins.",
    )

    @api.depends("name", "number", "signed_on")
    def _compute_display_name(self):
        for act in self:
            number = f" ({act.number})" if act.number else ""
            act.display_name = f"{act.name or ''}{number}"

    @api.model
    def _known(self, lines):
        """The acts that may be cited in these lines."""
        lines = list(lines)
        return self.search(
            [
                "|",
                ("number", "in", [*map(cited_number, lines)]),
                ("signed_on", "in", [*filter(None, map(cited_day, lines))]),
            ]
        )

    def _cited_in(self, line):
        """Which of these acts a base cites: by its number, or by name and day, since
        laws stand without number (Nghị định 30/2020, Phụ lục I, II.6.b)."""
        number, day = cited_number(line), cited_day(line)
        if number:
            return self.filtered(
                lambda act: act.number == number and day in (None, act.signed_on)
            )
        return self.filtered(lambda act: act.name in line and act.signed_on == day)

    def _is_in_force(self, day):
        self.ensure_one()
        return self.date_from <= day and (not self.date_to or day <= self.date_to)
