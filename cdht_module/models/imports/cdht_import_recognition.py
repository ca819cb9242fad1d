from odoo import models
from odoo.fields import Domain


class CdhtImport(models.Model):
    """Titles of earlier years: transcribed as they were given, not judged."""

    _inherit = "cdht.import"

    def _match_titles(self, rows):
        """Set ``row.title``; refuse what contradicts a title that stands."""
        # sudo: register: a title counts wherever it was given; only years are compared
        Recognition = self.env["cdht.recognition"].sudo()
        titles = Recognition.search(
            [
                ("citizen_id", "in", [row.citizen.id for row in rows if row.citizen]),
                ("state", "!=", "revoked"),
            ]
        )
        held = {(title.citizen_id.id, title.year): title for title in titles}
        seen = {}
        for row in rows:
            row.title = held.get((row.citizen.id, row.year), Recognition)
            if row.errors:
                continue
            if not 2021 <= row.year < self.campaign_id.year:
                row.add("error", "year_not_earlier", "year", year=row.year)
                continue
            if row.citizen and row.citizen.partner_id == self.env.user.partner_id:
                row.add("error", "own_dossier", "name")
                continue
            reference = self._reference(row)
            key = (self._person_key(row), row.year)
            other = seen.setdefault(key, reference)
            if (row.title and row.title.decision_reference != reference) or (
                other != reference
            ):
                row.add("error", "title_exists", "year", name=row.name, year=row.year)

    def _reference(self, row):
        return f"{row.number}/{row.symbol}" if row.symbol else row.number

    def _adds_title(self, row):
        """Whether the row says anything that is not known yet."""
        return not row.title or bool(self._person_changes(row))

    def _apply_titles(self, rows):
        """Transcribe the titles that are not known yet."""
        self._keep_people(rows)
        bodies = self.env["cdht.unit"].search(Domain.TRUE)
        found, values, added = {}, [], {}
        for row in rows:
            key = (row.citizen.id, row.year)
            if row.title or key in added:
                continue
            added[key] = len(values)
            body = (row.body_text, row.date)
            if body not in found:
                found[body] = bodies._body_named(*body)
            values.append(
                {
                    "citizen_id": row.citizen.id,
                    "year": row.year,
                    "unit_id": row.unit.id,
                    "decision_number": row.number,
                    "decision_symbol": row.symbol,
                    "decision_date": row.date,
                    "deciding_unit_id": found[body].id,
                    "deciding_body": row.body_text,
                }
            )
        # sudo: move: nobody creates titles by hand; each row's unit is in the user's
        # reach
        titles = self.env["cdht.recognition"].sudo().create(values)
        for row in rows:
            if not row.title:
                row.title = titles[added[row.citizen.id, row.year]]
