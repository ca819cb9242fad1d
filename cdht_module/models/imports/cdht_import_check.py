import base64
import re

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from odoo.addons.cdht_module.models.dossiers.ir_attachment import TryLater
from odoo.addons.cdht_module.tools import list_reader
from odoo.addons.cdht_module.tools.identity_number import mask
from odoo.addons.cdht_module.tools.list_reader.records import Finding
from odoo.addons.cdht_module.tools.vietnamese_text import normalise, spelling_key

from .cdht_import_messages import MESSAGES

_ONLY_TOLD = (*list_reader.ONLY_TOLD, "title_other_year", "title_other_commune")
# In the lines above a list: what tells of papers, days and periods, and no year of it.
_OF_OTHERS = re.compile(
    r"^\W*(căn cứ|theo|kèm|thực hiện)\b.*|\(kèm.*?\)|\bngày\b.{0,40}?\bnăm\s+20\d\d"
    r"|(năm học|(đến|từ) (hết )?năm|nhiệm kỳ|giai đoạn)\s+20\d\d"
    r"|\b(quyết định|kế hoạch|công văn|nghị quyết|hướng dẫn|đề án)\b[^,;]*?20\d\d"
)
_YEAR = re.compile(r"\bnăm:?\s+(20\d\d)\b(?!\s*[-–—]\s*20\d\d)")
_COMMUNE = re.compile(
    r"(?<!thị )(?<!tác )\b(?:xã|phường|đặc khu)(?:\s+[^\W\d_]+(?:['’-][^\W\d_]+)*){1,5}"
)

# Of a long list no more stays in memory.
_WRITTEN_AT_ONCE = 2000


class CdhtImport(models.Model):
    """What is shown before anything is written: what makes one doubt that the file was
    understood, and what each row would do. What is wrong is also handed back in the
    officer's own workbook."""

    _inherit = "cdht.import"

    error_file = fields.Binary(
        string="Workbook with its findings", compute="_compute_error_file"
    )

    # -- Alarms: seen by somebody before anything is imported.

    def _seen_alarms(self):
        """What somebody has looked at already stays so, as long as it says the same."""
        return {
            (issue.sheet, issue.message) for issue in self.issue_ids.filtered("is_seen")
        }

    def _keep_alarms(self, sheets, seen):
        """Findings about sheets as a whole."""
        values = []
        grouped = set(self.sheet_ids.filtered("labour_group_id").mapped("name"))
        strange = self._strange_titles(sheets)
        for sequence, sheet in enumerate(sheets):
            for alarm in [*sheet.alarms, *strange.get(sheet.name, ())]:
                if alarm.code == "groups_missing" and sheet.name in grouped:
                    continue
                params = self._alarm_params(alarm)
                message = self._message(alarm.code, params)
                looked_at = sheet.remembered and alarm.code in list_reader.OF_COLUMNS
                told = looked_at or alarm.code in _ONLY_TOLD
                values.append(
                    {
                        "import_id": self.id,
                        "sheet": sheet.name,
                        "sheet_sequence": sequence,
                        "row": params.get("row", 0),
                        "column": alarm.column,
                        "severity": alarm.severity,
                        "code": alarm.code,
                        "message": message,
                        "must_be_seen": not told,
                        "is_seen": (sheet.name, message) in seen,
                    }
                )
        self.env["cdht.import.issue"].create(values)

    def _strange_titles(self, sheets):
        """{sheet name: findings} about lines above the lists that surely name another
        year or another commune of the province, where none names the own one."""
        if not self._registers():
            return {}
        headings = {
            sheet.name: {
                text: _OF_OTHERS.sub(" ", normalise(text).casefold())
                for text in sheet.heading
            }
            for sheet in sheets
        }
        lines = [line for heading in headings.values() for line in heading.values()]
        own = spelling_key(self.campaign_id.unit_id.name)
        around = {own}
        if any(map(_COMMUNE.search, lines)):
            around |= self._communes_around()
        found = {}
        for name, heading in headings.items():
            years = {t: set(map(int, _YEAR.findall(li))) for t, li in heading.items()}
            communes = {t: _communes_in(line, around) for t, line in heading.items()}
            for what, told, mine in (
                ("year", years, self.campaign_id.year), ("commune", communes, own),
            ):  # fmt: skip
                others = [text for text, named in told.items() if named]
                if others and not any(mine in named for named in told.values()):
                    params = {"sheet": name, "value": others[0]}
                    params["chosen"] = self.campaign_id.name
                    finding = Finding("warning", f"title_other_{what}", "", params)
                    found.setdefault(name, []).append(finding)
        return found

    def _communes_around(self):
        """The names of all communes of the province, as they are compared."""
        # sudo: name: the official list, which is public
        places = self.env["cdht.place"].sudo().search_fetch(
            [("province_name", "=", self.campaign_id.unit_id.parent_id.name)],
            ["commune_name"],
        )  # fmt: skip
        return {*map(spelling_key, places.mapped("commune_name"))}

    def _alarm_params(self, alarm):
        if "meaning" not in alarm.params:
            return alarm.params
        labels = self.env["cdht.import.column"]._fields["meaning"]
        labels = dict(labels._description_selection(self.env))
        meaning = alarm.params["meaning"]
        return {**alarm.params, "meaning": labels.get(meaning, meaning)}

    def _check_all_seen(self):
        unseen = self.issue_ids.filtered(
            lambda issue: issue.must_be_seen and not issue.is_seen
        )
        if unseen:
            raise UserError(
                self.env._(
                    "Check the file and look at these first; confirm each, or say what"
                    " the columns are. Nothing was imported.\n%s",
                    "\n".join(unseen.mapped("message")),
                )
            )

    def _remember_columns(self):
        """What was said of columns counts for later files with the same titles."""
        confirmed = self.issue_ids.filtered(
            lambda issue: issue.is_seen and issue.code in list_reader.OF_COLUMNS
        )
        looked_at = self.sheet_ids.filtered(
            lambda sheet: (
                sheet.titles_key
                and (
                    sheet.name in confirmed.mapped("sheet")
                    or any(sheet.column_ids.mapped("is_chosen"))
                )
            )
        )
        self.env["cdht.import.layout"]._remember(
            self.campaign_id.unit_id, self.kind, looked_at
        )

    # -- What each row would do.

    def _forget_rows(self):
        # sudo: part: of an import that the caller may write
        self.sudo().row_ids.unlink()

    def _keep_rows(self, sheets, rows):
        """New, changed, unchanged or refused, field by field."""
        self._forget_rows()
        order = {sheet.name: sequence for sequence, sheet in enumerate(sheets)}
        for part in split_every(_WRITTEN_AT_ONCE, rows):
            values = [self._row_values(row, order) for row in part]
            # sudo: part: of an import that the caller may write
            kept = self.env["cdht.import.row"].sudo()._insert(values)
            kept.invalidate_recordset()

    def _row_values(self, row, order):
        outcome, changes = self._outcome(row)
        return {
            "import_id": self.id,
            "sheet": row.sheet,
            "sheet_sequence": order[row.sheet],
            "row": row.row,
            "unit_id": row.unit.id,
            "name": row.name,
            "outcome": outcome,
            "changes": "\n".join(changes),
        }

    def _outcome(self, row):
        """(what becomes of the row, why or what changes)"""
        if row.errors:
            texts = (self._message(one.code, one.params) for one in row.errors)
            return "refused", list(texts)
        if not self._is_new(row):
            return "same", []
        return "changed" if self._known(row) else "new", self._differences(row)

    def _person_differences(self, row):
        """“Field: old → new” of each field of somebody who is known."""
        changed = self._person_changes(row) if row.citizen else {}
        return [
            self._difference(row.citizen, name, value)
            for name, value in changed.items()
        ]

    def _difference(self, record, name, value):
        """A value that the reader may not read stays unnamed."""
        record = record.with_env(self.env)
        field = record._fields[name]
        label = field._description_string(self.env)
        if not record._has_field_access(field, "read"):
            return label
        # sudo: part: of people in the caller's reach, whose fields they may read
        old = self._value_in_words(field, record.sudo()[name])
        return f"{label}: {old} → {self._value_in_words(field, value)}"

    def _value_in_words(self, field, value):
        if field.name == "identity_number":
            value = mask(value)
        elif field.type == "many2one":
            if not isinstance(value, models.BaseModel):
                value = self.env[field.comodel_name].browse(value)
            # sudo: name: of a unit or group that the list names
            value = value.sudo().display_name
        elif field.type == "selection":
            value = dict(field._description_selection(self.env)).get(value)
        elif field.type == "date" and value:
            value = value.strftime("%d/%m/%Y")
        elif field.type == "boolean":
            value = self.env._("yes") if value else self.env._("no")
        return str(value or "–")

    def action_view_proposals(self):
        """The lists of the year's units, where what came in is appraised and sent."""
        self._cdht_one()
        self.check_access("read")
        window = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_proposal"
        )
        return {**window, "domain": [("campaign_id", "=", self.campaign_id.id)]}

    def action_enter_scores(self):
        """Where the scores of those who only registered are typed: the list of their
        unit; of several, the lists of the year."""
        self._cdht_one()
        self.check_access("read")
        lists = self.campaign_id._lists_being_made()
        units = self.sheet_ids.unit_id
        theirs = lists.filtered(lambda one: one.unit_id in units)
        return self.campaign_id._enter_scores(theirs or lists)

    # -- The officer's own workbook, with what was found in it.

    def action_error_file(self):
        """Download the file with a column that says what is wrong."""
        self._cdht_one()
        self.check_access("read")
        self._check_file_kept()
        name = (self.filename or "danh-sach").rpartition(".")[0] or "danh-sach"
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/error_file/"
            f"{name.replace('/', '-')}-loi.xlsx?download=true",
            "target": "self",
        }

    @api.depends("data_file", "issue_ids")
    def _compute_error_file(self):
        for record in self:
            told = record.data_file and record.issue_ids
            record.error_file = told and record._made_error_file()

    def _made_error_file(self):
        findings = {}
        for issue in self.issue_ids.filtered("row"):
            findings.setdefault(issue.sheet, []).append(
                [issue.row, issue.column or "", issue.severity, issue.message]
            )
        content = base64.b64decode(self.with_context(bin_size=False).data_file)
        headers = {line.name: line.header_row for line in self.sheet_ids}
        try:
            made = list_reader.with_findings(
                content, findings, headers, self.env._("Errors")
            )
        except list_reader.ReaderBusy as error:
            raise TryLater(self.env._(MESSAGES[error.code])) from error
        except list_reader.WorkbookError:
            return False  # what cannot be read cannot be written again
        return base64.b64encode(made)


def _communes_in(line, known):
    """Those of the known communes that a line names, as they are compared."""
    found = set()
    for match in _COMMUNE.finditer(line):
        words = match[0].split()
        keys = (spelling_key(" ".join(words[:n])) for n in range(len(words), 1, -1))
        found.add(next((key for key in keys if key in known), None))
    return found - {None}
