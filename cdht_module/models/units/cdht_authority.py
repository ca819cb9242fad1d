from odoo import api, fields, models

from .cdht_unit import UNIT_TYPES


class CdhtAuthority(models.Model):
    """Which body recognises the people of which units, from when to when.

    A row may name a unit (with all below it), a type of unit, or both. A row by unit
    beats one by type alone, the deeper unit the higher one; of two alike the row that
    also names the type wins. Source: seed plan II.3; since 01/07/2025 (two-tier
    government) to be confirmed.
    """

    _name = "cdht.authority"
    _description = "Recognising authority"
    _inherit = ["cdht.traced.setting", "cdht.doubtful"]
    _order = "date_from desc, id"

    unit_id = fields.Many2one(
        "cdht.unit", string="For the people of", index=True, ondelete="restrict"
    )
    unit_type = fields.Selection(UNIT_TYPES, string="Of type")
    authority_id = fields.Many2one(
        "cdht.unit",
        string="Recognising authority",
        required=True,
        index=True,
        ondelete="restrict",
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="To")

    _names_something = models.Constraint(
        "CHECK (unit_id IS NOT NULL OR unit_type IS NOT NULL)",
        "Name a unit, a type of unit, or both.",
    )

    @api.depends("authority_id", "unit_id", "unit_type")
    def _compute_display_name(self):
        types = dict(self._fields["unit_type"]._description_selection(self.env))
        for row in self:
            whom = row.unit_id.name or types.get(row.unit_type, "")
            row.display_name = f"{whom} → {row.authority_id.body_name or ''}"

    @api.model
    def _authority_of(self, units, date):
        """Return {unit: body that recognises its people on ``date``}.

        Where no row says otherwise it is the commune in which the unit lies.
        """
        rows = self._row_of(units, date)
        return {unit: row.authority_id or unit.commune_id for unit, row in rows.items()}

    @api.model
    def _rows_for(self, asked):
        """Return {key: the rows that count}; ``asked``: {key: (units, day)}."""
        units = {}
        for own, day in asked.values():
            units[day] = units.get(day, own) | own
        rows = {day: self._row_of(own, day) for day, own in units.items()}
        return {
            key: self.browse().union(*(rows[day][unit] for unit in own))
            for key, (own, day) in asked.items()
        }

    @api.model
    def _row_of(self, units, date):
        """Return {unit: the row that counts for its people on ``date``, or none}."""
        rows = self.search(
            [
                "|", ("date_from", "=", False), ("date_from", "<=", date),
                "|", ("date_to", "=", False), ("date_to", ">=", date),
            ]
        )  # fmt: skip
        result = {}
        for unit in units:
            fitting = [row for row in rows if row._covers(unit)]
            best = max(fitting, key=lambda row: row._precision(), default=None)
            result[unit] = best or self.browse()
        return result

    @api.model
    def _notes(self, units, date):
        """What is still to be confirmed about the rows used for these units."""
        rows = self.browse().union(*self._row_of(units, date).values())
        return [text for text in dict.fromkeys(rows.mapped("to_confirm")) if text]

    def _covers(self, unit):
        self.ensure_one()
        if self.unit_type and self.unit_type != unit.unit_type:
            return False
        path = self.unit_id.parent_path
        return not path or unit.parent_path.startswith(path)

    def _precision(self):
        self.ensure_one()
        depth = (self.unit_id.parent_path or "").count("/")
        return (
            depth,
            bool(self.unit_type),
            self.date_from or fields.Date.to_date("1900-01-01"),
        )
