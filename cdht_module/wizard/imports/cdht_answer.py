from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.models.foundation.cdht_folded_name import name_key
from odoo.addons.cdht_module.models.imports.cdht_import_messages import (
    MESSAGES,
    Refused,
)


class CdhtAnswer(models.TransientModel):
    """Read whom the level above recognised from its list."""

    _inherit = "cdht.answer"

    answer_file = fields.Binary(
        string="List of the decision",
        help="An Excel list with full name and year of birth: whom it names was"
        " recognised.",
    )
    answer_filename = fields.Char()
    not_found = fields.Text(string="Not in this petition", compute="_compute_not_found")

    @api.depends("answer_file")
    def _compute_assessment_ids(self):
        return super()._compute_assessment_ids()

    @api.depends("petition_id", "answer_file")
    def _compute_not_found(self):
        for answer in self:
            _people, strangers = answer._read_answer()
            answer.not_found = "\n".join(strangers) or False

    def _named_by_answer(self):
        people, _strangers = self._read_answer()
        return people

    def _read_answer(self):
        """(those of the petition whom the file names, a text for each other row).

        Without a file: all who were asked for.
        """
        people = self.petition_id.assessment_ids
        if not self.answer_file:
            return people, []
        asked, named, strangers = {}, self.env["cdht.assessment"], []
        for dossier in people:
            asked.setdefault(_identity_of(dossier.citizen_id), []).append(dossier)
        for row in self._file_rows():
            same = asked.get(_identity_of(row), [])
            # Namesakes of one year are told apart by the unit that the row gives.
            if len(same) > 1:
                unit = self.env["cdht.unit"].union(*(d.unit_id for d in same))
                unit = unit._named(row.unit_text)
                same = [dossier for dossier in same if dossier.unit_id == unit]
            if len(same) == 1:
                named |= same[0]
                continue
            strangers.append(
                self.env._(
                    "%(sheet)s, row %(row)s: %(name)s (%(year)s)",
                    sheet=row.sheet,
                    row=row.row,
                    name=row.name,
                    year=row.birth_year or "?",
                )
            )
        return named, strangers

    def _file_rows(self):
        # A client that asks for sizes of files would get no content.
        content = self.with_context(bin_size=False).answer_file
        rows, code = [], "empty_file"
        try:
            # Read as a list of people; the scores that it lacks are not asked for.
            sheets = self.env["cdht.import"]._sheets_of(content)
            rows = [row for sheet in sheets if sheet.visible for row in sheet.rows]
        except Refused as refusal:
            code = refusal.code
        if not rows:
            raise UserError(self.env._(MESSAGES[code]))
        return rows

    def action_confirm(self):
        """Record the answer; a list that names others records nothing."""
        self._cdht_one()
        if self.not_found:
            raise UserError(
                self.env._(
                    "The list names people who are not in this petition. Nothing is"
                    " recorded; compare name and year of birth:\n%s",
                    self.not_found,
                )
            )
        return super().action_confirm()


def _identity_of(person):
    """A row and a citizen are one person by name and year of birth."""
    return name_key(person.name), person.birth_year or 0
