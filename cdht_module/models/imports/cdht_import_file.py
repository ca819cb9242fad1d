from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.models.foundation.cdht_folded_name import name_key
from odoo.addons.cdht_module.tools import clock

from .cdht_import_messages import Refused

# Workbooks deleted between two commits.
_STEP = 50

_KEEPS_A_FILE = (("data_file", "!=", False), ("file_deleted_on", "=", False))


class CdhtImport(models.Model):
    """Workbooks hold every number of a unit: they do not lie about for ever.

    A stored workbook goes when its commune's time for it is over, or when somebody who
    stands in it has their data taken away; what tells of it (findings, rows, corrected
    cells, what was there before) goes with it. What was imported, by whom, when, and
    how many rows, stays.
    """

    _inherit = "cdht.import"

    def _forget_files(self, why):
        """Delete stored workbooks; ``why``: ``over`` or ``erased``."""
        self.env["cdht.trace"]._record(
            self,
            f"workbook_{why}",
            [{"value_to": str(record.row_count)} for record in self],
        )
        # Another file, or none: findings and sheets of the earlier one go with it.
        self.write(
            {
                "data_file": False,
                "undo": False,
                "read_rows": False,
                "file_deleted_on": clock.today(),
                "file_deleted_why": why,
            }
        )

    def _file_is_back(self):
        # sudo: move: flags of moves only; who may write the record has chosen a file
        # anew
        self.sudo().filtered("file_deleted_on").write(
            {"file_deleted_on": False, "file_deleted_why": False}
        )

    def _check_file_kept(self):
        if self.filtered("file_deleted_on"):
            raise UserError(
                self.env._(
                    "The stored file was deleted to protect personal data. Choose the"
                    " file again to read it once more."
                )
            )

    @api.model
    def _with_old_files(self):
        """Those whose commune no longer keeps the workbooks of that year."""
        today = clock.today()

        def over(campaign):
            months = campaign.unit_id.import_retention_months
            end = date(campaign.year, 12, 31)
            return end + relativedelta(months=months) < today

        limited = [("unit_id.import_retention_months", ">", 0)]
        years = self.env["cdht.campaign"].search(limited).filtered(over)
        return self.search(
            [("campaign_id", "in", years.ids), *_KEEPS_A_FILE],
            order="id",
        )

    @api.model
    def _cron_delete_old_files(self):
        """Delete what is over in steps; a step that was cut off goes on next time."""
        records = self._with_old_files()
        remaining = len(records)
        for start in range(0, remaining, _STEP):
            step = records[start : start + _STEP]
            step._forget_files("over")
            remaining -= len(step)
            if not self.env["ir.cron"]._commit_progress(len(step), remaining=remaining):
                break

    @api.model
    def _forget_people(self, people):
        """Delete the stored workbooks in which these people stand, in the communes
        where they were assessed. For moves that checked who takes whose data away."""
        # sudo: move: workbooks of other officers too; the move checked the caller
        people = people.sudo()
        communes = (
            people.commune_id
            | people.assessment_ids.commune_id
            | people.recognition_ids.commune_id
        )
        # sudo: move: workbooks of other officers too; the move checked the caller
        records = self.sudo().search(
            [("campaign_id.unit_id", "in", communes.ids), *_KEEPS_A_FILE]
        )
        records.filtered(lambda record: record._may_name(people))._forget_files(
            "erased"
        )

    def _may_name(self, people):
        """Whether one of these people stands in the workbook. What cannot be read, or
        is no list, may name anybody."""
        if self.kind == "population" and self.state == "done":
            return False
        file = self.with_context(bin_size=False).data_file
        try:
            sheets = self._sheets_of(file, **self._reading())
        except Refused:
            return True
        rows = [row for sheet in sheets for row in sheet.rows]
        return not all(sheet.is_list for sheet in sheets) or any(
            _is_person_of_row(person, row) for person in people for row in rows
        )

    def _trace_file_out(self):
        """Who takes a stored workbook takes the numbers of all who stand in it."""
        if self.env.su:
            return
        # sudo: figures: how many stood in it; who reads the file may know
        self.env["cdht.trace"]._append(
            [
                {
                    "res_model": record._name,
                    "res_id": record.id,
                    "unit_id": record._trace_unit().id,
                    "user_id": self.env.uid,
                    "move": "workbook_out",
                    "value_to": str(record.row_count),
                }
                for record in self.sudo()
            ]
        )

    def _read_format(self, fnames, load="_classic_read"):
        result = super()._read_format(fnames, load)
        # Clients that show a form ask for the size only.
        taken = {"data_file", "error_file"} & {*fnames}
        if taken and not self.env.context.get("bin_size"):
            self._origin._trace_file_out()
        return result


def _is_person_of_row(person, row):
    """Whether a row is about a person: by number or, where one is missing, by name and
    year."""
    numbers = (person.identity_number, row.identity.number)
    if all(numbers):
        return numbers[0] == numbers[1]
    years = (person.birth_year, row.birth_year)
    return name_key(row.name) == name_key(person.name) and (
        not all(years) or years[0] == years[1]
    )
