from odoo import models

from odoo.addons.cdht_module.models.figures.cdht_population import BASES, TICKS

from .cdht_import_messages import Refused


class CdhtImport(models.Model):
    """Population figures of the year: a row for each unit; a blank says nothing."""

    _inherit = "cdht.import"

    def _figure_titles(self):
        """({figure: its title}, those that are ticked), as the workbook made here has
        them."""
        names = (*BASES, *TICKS)
        told = self.env["cdht.population"].with_context(lang="vi_VN")
        labels = told.fields_get(names, ["string"])
        return {name: labels[name]["string"] for name in names}, TICKS

    def _judge_figures(self, sheets):
        """The rows of all tables, each with its unit and what is recorded."""
        Population = self.env["cdht.population"]
        if not any(sheet.is_list for sheet in sheets):
            if not sheets:
                raise Refused("empty_file")
            raise self._lacking(sheets[0])
        units = self._people_units()
        mine = units._in_reach("commune")
        recorded = Population.search(
            [("unit_id", "in", units.ids), ("year", "=", self.campaign_id.year)]
        ).grouped("unit_id")
        rows = [row for sheet in sheets for row in sheet.rows]
        texts = {text: units._named(text) for text in {row.unit_text for row in rows}}
        seen = {}
        for row in rows:
            row.name, row.unit = row.unit_text, texts[row.unit_text]
            row.recorded = recorded.get(row.unit, Population)
            if not row.unit:
                row.add("error", "unit_unknown", "unit", value=row.unit_text)
            elif row.unit not in mine:
                row.add("error", "unit_not_yours", "unit", value=row.unit_text)
            elif seen.setdefault(row.unit, row) is not row:
                row.add("error", "unit_twice", "unit", other=seen[row.unit].row)
        return rows

    def _adds_figures(self, row):
        """Whether a row says a figure that is not recorded."""
        return any(row.recorded[name] != value for name, value in row.figures.items())

    def _figure_differences(self, row):
        """“Figure: old → new” of what a row changes."""
        return [
            self._difference(row.recorded, name, value)
            for name, value in row.figures.items()
            if row.recorded[name] != value
        ]

    def _apply_figures(self, rows):
        """Record new figures, correct the others."""
        new = [row for row in rows if not row.recorded and self._adds_figures(row)]
        created = self.env["cdht.population"].create(
            [
                {
                    "unit_id": row.unit.id,
                    "year": self.campaign_id.year,
                    "source": self.filename,
                    **row.figures,
                }
                for row in new
            ]
        )
        for row, record in zip(new, created, strict=True):
            row.recorded = record
        for row in rows:
            changed = {
                name: value
                for name, value in row.figures.items()
                if row.recorded and row.recorded[name] != value
            }
            if changed:
                row.recorded.write(changed)
