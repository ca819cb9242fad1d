import base64
import binascii
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.models.dossiers.ir_attachment import TryLater
from odoo.addons.cdht_module.models.foundation.cdht_folded_name import name_key
from odoo.addons.cdht_module.models.people.cdht_citizen import IDENTITY
from odoo.addons.cdht_module.models.units.cdht_unit import names_unit
from odoo.addons.cdht_module.tools import clock, list_reader
from odoo.addons.cdht_module.tools.locking import lock
from odoo.addons.cdht_module.tools.move import Move
from odoo.addons.cdht_module.tools.vietnamese_text import normalise, spelling_key

from .cdht_import_messages import MESSAGES, Refused

_lt = LazyTranslate(__name__)

_BEFORE_IT_IS_DONE = ("draft", "checked", "failed")

_SEXES = {"male": "Nam", "female": "Nữ"}

# Workbooks deleted between two commits.
_STEP = 50

_KEEPS_A_FILE = (("data_file", "!=", False), ("file_deleted_on", "=", False))


class CdhtImport(models.Model):
    """A workbook being read: what is wrong with a row keeps that row out, the
    others are imported; what is wrong with the file imports nothing.

    Which sheets are read: ``cdht_import_file``; how each kind of list is:
    ``cdht_import_assessment``, ``cdht_import_recognition``.
    """

    _name = "cdht.import"
    _description = "List import"
    _inherit = ["cdht.moved"]
    _order = "id desc"
    _rec_name = "filename"
    _moves = (
        Move("check", "action_check", _BEFORE_IT_IS_DONE, "checked",
             "commune", _lt("List checked")),
        Move("import", "action_import", _BEFORE_IT_IS_DONE, "done",
             "commune", _lt("List imported")),
    )  # fmt: skip
    _by_moves = {"state", "file_deleted_on", "file_deleted_why"}

    kind = fields.Selection(
        [
            ("assessment", "People and scores"),
            ("registration", "Registration, without scores"),
            ("people", "People only"),
            ("recognition", "Earlier titles"),
            ("population", "Population figures"),
        ],
        default="assessment",
        required=True,
    )
    campaign_id = fields.Many2one(
        "cdht.campaign",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self._default_campaign(),
    )
    # Required on the form, until its time is over.
    data_file = fields.Binary(string="File", attachment=True, copy=False)
    filename = fields.Char()
    state = fields.Selection(
        [
            ("draft", "New"),
            ("checked", "Checked"),
            ("running", "Running"),
            ("done", "Done"),
            ("failed", "Not imported"),
        ],
        default="draft",
        required=True,
        copy=False,
    )
    sheet_ids = fields.One2many("cdht.import.sheet", "import_id")
    issue_ids = fields.One2many("cdht.import.issue", "import_id", copy=False)
    row_count = fields.Integer(string="People on the list", copy=False, readonly=True)
    imported_count = fields.Integer(string="Good rows", copy=False, readonly=True)
    nothing_new = fields.Boolean(
        string="Nothing new",
        copy=False,
        readonly=True,
        help="Each of its good rows was known already.",
    )
    error_count = fields.Integer(compute="_compute_issue_counts")
    warning_count = fields.Integer(compute="_compute_issue_counts")
    file_deleted_on = fields.Date(string="File deleted on", readonly=True, copy=False)
    file_deleted_why = fields.Selection(
        [("over", "Its time is over"), ("erased", "Asked for by a person on it")],
        string="Why the file was deleted",
        readonly=True,
        copy=False,
    )
    skipped_sheets = fields.Char(
        compute="_compute_skipped_sheets", help="Sheets of other units, or set aside."
    )

    @api.model
    def _default_campaign(self):
        """The open year of the caller's commune; who works for several chooses."""
        communes = self.env.user._cdht_communes()
        campaigns = self.env["cdht.campaign"].search(
            [("state", "=", "open"), ("unit_id", "in", communes.ids)]
        )
        return campaigns[:1] if len(communes) == 1 else campaigns.browse()

    @api.depends("issue_ids.severity")
    def _compute_issue_counts(self):
        counts = self.env["cdht.import.issue"]._read_group(
            [("import_id", "in", self.ids)], ["import_id", "severity"], ["__count"]
        )
        counts = {(record.id, severity): n for record, severity, n in counts}
        for record in self:
            record.error_count = counts.get((record.id, "error"), 0)
            record.warning_count = counts.get((record.id, "warning"), 0)

    @api.depends("sheet_ids.is_skipped")
    def _compute_skipped_sheets(self):
        for record in self:
            skipped = record.sheet_ids.filtered("is_skipped")
            record.skipped_sheets = ", ".join(skipped.mapped("name"))

    def write(self, vals):
        if not self.env.su and "state" in vals:
            raise AccessError(self.env._("Use the buttons to import a list."))
        if not self.env.su:
            self._check_state(*_BEFORE_IT_IS_DONE)
        if "data_file" in vals:
            self.sheet_ids.unlink()
        if vals.keys() & {"data_file", "kind", "campaign_id"}:
            # What was found before is no longer true.
            self.issue_ids.unlink()
        if vals.get("data_file") or vals.keys() & {"kind", "campaign_id"}:
            # sudo: move: state belongs to the import's own methods
            self.sudo().write({"state": "draft"})
        result = super().write(vals)
        if vals.get("data_file"):
            self._file_is_back()
        return result

    def _unfit_message(self, **_told):
        done = self.filtered(lambda record: record.state == "done")
        return self.env._(
            "“%s” was imported. To read a list again, corrected or not, choose its file"
            " in a new import.",
            ", ".join(record.filename or "" for record in done),
        )

    def action_check(self):
        """Read the file and list what was found; nothing else is written."""
        for record in self:
            record._check_move("check")
            record._run(apply=False)

    def action_import(self):
        """Import every row without an error; the same file twice changes nothing.

        Imported already, by a first click or somebody else's, it stays as it is.
        """
        for record in self:
            record._run(apply=True)

    def _run(self, apply):
        self.ensure_one()
        self.check_access("write")
        # Two at once: the later request begins anew, and finds what the first did.
        lock(self)
        if self.state == "done":
            return
        if not self._units_in_reach():
            raise AccessError(self._outside_reach())
        self._check_file_kept()
        if self._registers() and self.campaign_id.state != "open":
            raise UserError(self.env._("%s is not open.", self.campaign_id.name))
        self.issue_ids.unlink()
        try:
            sheets, rows = self._read_and_judge()
        except Refused as refusal:
            self._fail(refusal)
            return
        self._keep_findings(sheets, rows)
        nothing_new = False
        if apply:
            # Two lists of one unit at once: the later one begins anew, too.
            self._units_in_reach()._lock_register()
            good = [row for row in rows if not row.errors]
            nothing_new = not any(map(self._is_new, good))
            self._apply_rows(good)
            self.env["cdht.trace"]._record(
                self, "import", value_to=f"{self.filename or ''}"
            )
        # sudo: move: state belongs to these two methods; reach was checked above
        self.sudo().write(
            {
                "state": self._all_moves()["import" if apply else "check"].target,
                "row_count": len(rows),
                "imported_count": sum(not row.errors for row in rows),
                "nothing_new": nothing_new,
            }
        )

    def _read_and_judge(self):
        """(sheets, their rows), as whatever the workbook was made for."""
        sheets = self._read_file()
        if self._take_step(sheets):
            sheets = self._read_file()
        if self.kind == "population":
            return sheets, self._judge_figures(sheets)
        self._check_columns(sheets)
        lists = [sheet for sheet in sheets if sheet.is_list and sheet.visible]
        return lists, self._judge_rows(lists, self._match_sheets(lists))

    def _fail(self, refusal):
        """One clear message, nothing imported."""
        self.env["cdht.import.issue"].create(
            {
                "import_id": self.id,
                "sheet": refusal.sheet,
                "severity": "error",
                "code": refusal.code,
                "message": self._message(refusal.code, refusal.params),
            }
        )
        # sudo: move: state belongs to the import's own methods
        self.sudo().write({"state": "failed", "row_count": 0, "imported_count": 0})

    def _judge_rows(self, sheets, units):
        """The people's rows of the sheets that are read, each with its unit (found
        by the sheet, else by its own text) and with every finding."""
        everywhere = self.env["cdht.unit"].search(
            [("id", "child_of", self.campaign_id.unit_id.id), ("has_people", "=", True)]
        )
        mine = everywhere._in_reach("chapter", "commune")
        named, rows = self._units_named(sheets, everywhere), []
        for sheet in sheets:
            if sheet.name not in units:
                continue
            for row in sheet.rows:
                section, own = named[row.section], named[row.unit_text]
                row.unit = section or own or units[sheet.name]
                unknown = row.section if names_unit(row.section) else row.unit_text
                if not row.unit or (names_unit(row.section) and not section):
                    row.unit = row.unit.browse()
                    row.add("error", "unit_unknown", "unit", value=unknown)
                elif row.unit not in mine:
                    continue  # a row of another chapter's unit
                rows.append(row)
        self._match_people(rows)
        return rows

    def _units_named(self, sheets, units):
        """Each text by which rows or titles between them name a unit, and that unit."""
        texts = {
            text
            for sheet in sheets
            for row in sheet.rows
            for text in (row.section, row.unit_text)
        }
        return {text: units._named(text) for text in texts}

    def _keep_findings(self, sheets, rows):
        """Every finding becomes an issue with sheet, row, column and message."""
        order = {sheet.name: sequence for sequence, sheet in enumerate(sheets)}
        self.env["cdht.import.issue"].create(
            [
                {
                    "import_id": self.id,
                    "sheet": row.sheet,
                    "sheet_sequence": order[row.sheet],
                    "row": row.row,
                    "column": finding.column,
                    "severity": finding.severity,
                    "code": finding.code.removesuffix("_elsewhere").removesuffix(
                        "_title"
                    ),
                    "message": self._message(finding.code, finding.params),
                }
                for row in rows
                for finding in row.reported
            ]
        )
        for line in self.sheet_ids:
            sheet_rows = [row for row in rows if row.sheet == line.name]
            line.imported_count = sum(not row.errors for row in sheet_rows)

    def _is_new(self, row):
        """Whether a good row says something that is not known yet."""
        if self.kind == "recognition":
            return self._adds_title(row)
        if self.kind == "population":
            return self._adds_figures(row)
        return self._changes_dossier(row)

    def _apply_rows(self, rows):
        """Write what the good rows say; each kind of list does it its own way."""
        if self.kind == "recognition":
            self._apply_titles(rows)
        elif self.kind == "population":
            self._apply_figures(rows)
        else:
            self._apply_dossiers(rows)

    def _message(self, code, params):
        rule = self.campaign_id.set_id
        bounds = {"low": rule.score_min, "high": rule.score_max}
        text = self.env._(MESSAGES[code])
        return text % {**bounds, **params}

    def _trace_unit(self):
        return self.campaign_id.unit_id

    # -- Opening the file: which of its sheets are read, and as which unit's.

    def _read_file(self):
        """All sheets of the file."""
        rule = self.campaign_id.set_id
        return self._sheets_of(
            # A client that asks for sizes of files would get no content.
            self.with_context(bin_size=False).data_file,
            **self._reading(),
            groups={
                group.code: group.name
                for group in self.env["cdht.labour.group"].search([])
            },
            score_min=rule.score_min,
            score_max=rule.score_max,
            indicator_count=len(rule.indicator_ids),
            year=self.campaign_id.year,
        )

    def _check_columns(self, sheets):
        gap = self._missing_column([sheet for sheet in sheets if sheet.visible])
        if gap:
            raise Refused("column_missing", gap[0], column=gap[1])

    @api.model
    def _sheets_of(self, file, **options):
        """All sheets of a workbook (base64, as a field holds it), read apart.

        :param options: see ``list_reader.read_workbook``
        """
        try:
            content = base64.b64decode(file or b"")
            return list_reader.read_apart(content, **options)
        except list_reader.ReaderBusy as error:
            raise TryLater(self.env._(MESSAGES[error.code])) from error
        except list_reader.WorkbookError as error:
            raise Refused(error.code) from error
        except (binascii.Error, ValueError) as error:
            raise Refused("wrong_file") from error

    def _missing_column(self, sheets):
        """(sheet, label) of a column that a sheet to be read lacks, or None.

        Sheets of other units, or set aside, may look as they like.
        """
        mine, everywhere = self._units_in_reach(), self._people_units()
        units = {sheet.name: everywhere._named(sheet.name) for sheet in sheets}
        skipped = set(self.sheet_ids.filtered("is_skipped").mapped("name"))
        skipped |= {name for name, unit in units.items() if unit - mine}
        read = [sheet for sheet in sheets if sheet.name not in skipped]
        lists = [sheet for sheet in read if sheet.is_list]
        if lists or (read and len(read) == len(sheets)):
            gap = list_reader.missing_column(lists or read)
            if gap:
                return gap
        # A sheet named like a unit is a list, not a guide, even where no header was
        # found.
        headless = (s for s in read if not s.is_list and units[s.name])
        return next(((s.name, list_reader.LABELS["name"]) for s in headless), None)

    def _people_units(self):
        return self.campaign_id.unit_id._people_units(
            fields.Date.to_date(f"{self.campaign_id.year}-12-31")
        )

    def _units_in_reach(self):
        """The commune's units with people that the acting user works for."""
        return self._people_units()._in_reach("chapter", "commune")

    def _match_sheets(self, sheets):
        """Return {sheet name: unit}, none for a sheet whose rows name their unit.

        A sheet of a unit outside the user's reach is passed over and named.
        """
        mine, everywhere = self._units_in_reach(), self._people_units()
        chosen = {line.name: line for line in self.sheet_ids}
        units, lines, refused = {}, [], None
        for sequence, sheet in enumerate(sheets):
            line = chosen.get(sheet.name)
            unit = (line and line.unit_id) or everywhere._named(sheet.name)
            by_row = (
                sheet.unit_by_row
                or self.kind == "recognition"
                or all(names_unit(row.section) for row in sheet.rows)
            )
            skipped = bool(line and line.is_skipped) or bool(unit - mine)
            if not line:
                lines.append(
                    {
                        "import_id": self.id,
                        "sequence": sequence,
                        "name": sheet.name,
                        "unit_id": unit.id,
                        "is_skipped": skipped,
                        "row_count": len(sheet.rows),
                    }
                )
            if skipped:
                continue
            other = next((n for n, u in units.items() if u and u == unit), None)
            if not (unit or by_row):
                refused = refused or Refused("sheet_without_unit", sheet.name)
            elif other:
                refused = refused or Refused(
                    "two_sheets_one_unit", sheet.name, other=other, unit=unit.name
                )
            else:
                units[sheet.name] = unit
        # Also of a refused file: there the officer chooses a sheet's unit.
        self.env["cdht.import.sheet"].create(lines)
        if refused or not units:
            raise refused or Refused("sheet_not_yours")
        return units

    # -- Finding the person of a row among those who are known, and keeping them.

    def _match_people(self, rows):
        """Set ``row.citizen`` (an empty recordset for a new person).

        By identity number wherever the person is recorded; without a number by
        name, birth and unit. Nobody is matched to two persons' rows of a file.
        """
        # sudo: register: a person may be recorded in a unit outside the user's reach;
        # such a one is refused below and never shown by name
        Citizen = self.env["cdht.citizen"].sudo().with_context(active_test=False)
        numbers = [row.identity.number for row in rows if row.identity.number]
        known = Citizen.search([("identity_number", "in", numbers)])
        by_number = {citizen.identity_number: citizen for citizen in known}
        self._match_keys(rows, by_number)
        units = {row.unit.id for row in rows if row.unit}
        pool = {}
        for citizen in Citizen.search([("unit_id", "in", list(units))], order="id"):
            key = (_match_name(citizen.name), citizen.birth_year, citizen.unit_id.id)
            pool.setdefault(key, []).append(citizen)
        taken = {}
        surest = sorted(rows, key=lambda r: (not r.keyed, not r.identity.number))
        for row in surest:
            citizen = (
                row.keyed
                or by_number.get(row.identity.number)
                or self._same_person(row, pool, taken)
            )
            row.citizen = citizen or Citizen
            if citizen:
                taken.setdefault(citizen.id, self._person_key(row))
        units = Citizen.union(*(row.citizen for row in rows)).unit_id.sudo(False)
        reached = units._in_reach("chapter", "commune")
        for row in rows:
            if row.citizen and row.citizen.unit_id not in reached:
                if not row.errors:
                    row.add("error", "unit_mismatch_elsewhere", "name")
                row.citizen = Citizen
        self._keep_identities(rows)
        if self.kind == "recognition":
            self._match_titles(rows)
        else:
            self._match_dossiers(rows)
            list_reader.mark_duplicates(rows)

    def _keep_identities(self, rows):
        """Set ``row.kept``: the fields in which the row says otherwise who a
        title-holder is, and which the file leaves as they are.

        A list completes what is blank where the commune's officer reads it in, and
        changes nothing. With another name it means another person: the row stays out.
        """
        # sudo: compare: compared with the list; who is out of reach was taken off above
        people = self.env["cdht.citizen"].sudo().union(*(row.citizen for row in rows))
        holders = people._with_title()
        reached = holders.unit_id.sudo(False)._in_reach("commune").sudo()
        completing = holders.filtered(
            lambda person: (
                person.unit_id in reached
                and person.partner_id != self.env.user.partner_id
            )
        )
        for row in rows:
            row.kept = set()
            row.is_holder = row.citizen in holders
            if not row.is_holder:
                continue
            said = _changes(row.citizen, self._person_values(row)).keys() & {*IDENTITY}
            wrong = {name for name in said if _contradicts(row, name)}
            blank = set() if row.citizen in completing else said - wrong
            row.kept = wrong | blank
            self._report_kept_identity(row, wrong, blank)

    def _report_kept_identity(self, row, wrong, blank):
        person = row.citizen
        if "name" in wrong and name_key(row.name) != name_key(person.name):
            row.add("error", "title_holder_name", "name", name=person.name)
            return
        if self.kind != "recognition":  # one of earlier titles is older anyway
            if wrong & {"birth_date", "birth_year"}:
                births = _birth(row), _birth(person)
                _replace_finding(row, "birth_year_mismatch", "birth", *births)
            if "gender" in wrong:
                sexes = _SEXES[row.sex], _SEXES[person.gender]
                _replace_finding(row, "sex_mismatch", "sex", *sexes)
        if "identity_number" in wrong:
            row.add("warning", "title_holder_number", "identity", name=person.name)
        if blank:
            row.add("warning", "title_holder_blank", "name", name=person.name)

    def _same_person(self, row, pool, taken):
        """A recorded person of that name, birth and unit, not yet this file's.

        A row with a number takes only somebody who is recorded without one.
        """
        unit_id = row.unit.id if row.unit else 0
        key = (_match_name(row.name), row.birth_year or 0, unit_id)
        for citizen in pool.get(key, ()):
            mine = taken.get(citizen.id) in (None, self._person_key(row))
            number_fits = not (row.identity.number and citizen.identity_number)
            dates = (row.birth_date, citizen.birth_date)
            if mine and number_fits and (not all(dates) or dates[0] == dates[1]):
                return citizen
        return None

    def _person_key(self, row):
        """What tells two rows of one file apart as persons; of earlier titles the rows
        of one person and unit, by name and birth."""
        if row.identity.number:
            return row.identity.number
        if self.kind == "recognition":
            return (row.name.casefold(), row.birth_year, row.unit and row.unit.id)
        return (row.sheet, row.row)

    def _person_values(self, row):
        """What the list says of a person; blanks say nothing."""
        values = {
            "name": normalise(row.name),
            "identity_number": row.identity.number,
            "birth_date": row.birth_date,
            "birth_year": row.birth_year,
            "gender": row.sex,
            "occupation": row.occupation,
            "position": row.position,
            "phone": row.phone,
            "unit_id": row.unit.id,
        }
        return {name: value for name, value in values.items() if value}

    def _keep_people(self, rows, extra=None):
        """Create the new people, bring the known ones up to the list.

        A list of earlier titles is older than what is known: it fills gaps only.
        """
        extra = extra or (lambda row: {})
        first_rows = {}
        for row in rows:
            if not row.citizen:
                key = self._new_person_key(row)
                first_rows.setdefault(key, row)
        values = [
            {**self._person_values(row), **extra(row)} for row in first_rows.values()
        ]
        ethnicities = [person.pop("ethnicity_id", False) for person in values]
        created = self.env["cdht.citizen"].create(values)
        for person, ethnicity in zip(created, ethnicities, strict=True):
            self._keep_ethnicity(person, ethnicity)
        new = dict(zip(first_rows, created, strict=True))
        completed = created.browse()
        for row in rows:
            if not row.citizen:
                row.citizen = new[self._new_person_key(row)]
                continue
            # row.citizen is sudo: compared, then written as the user
            changed = self._person_changes(row, extra(row))
            row.citizen = row.citizen.with_env(self.env)
            self._keep_ethnicity(row.citizen, changed.pop("ethnicity_id", False))
            if row.is_holder and changed.keys() & {*IDENTITY}:
                completed |= row.citizen
                # sudo: move: it completes what is blank, by the commune's officer
                row.citizen.sudo().write(
                    {name: changed.pop(name) for name in IDENTITY if name in changed}
                )
            if changed:
                row.citizen.write(changed)
        self.env["cdht.trace"]._record(
            completed,
            "change_identity",
            reason=self.env._("As on the list read in: %s", self.filename or ""),
        )

    def _keep_ethnicity(self, citizen, ethnicity):
        if ethnicity:
            # sudo: move: the list in the officer's hand says it of people in their
            # reach; whoever lacks the right to read it does not see it again
            citizen.sudo().ethnicity_id = ethnicity

    def _person_changes(self, row, extra=None):
        """What the row would write on the person whom it matched."""
        changed = _changes(row.citizen, {**self._person_values(row), **(extra or {})})
        if self.kind == "recognition":
            changed = {name: v for name, v in changed.items() if not row.citizen[name]}
            if row.citizen.birth_year not in (0, row.birth_year):
                changed.pop("birth_date", None)
        return {name: v for name, v in changed.items() if name not in row.kept}

    def _new_person_key(self, row):
        return self._person_key(row)

    # -- Workbooks hold every number of a unit: they do not lie about for ever. A
    #    stored workbook goes when its commune's time for it is over, or when
    #    somebody who stands in it has their data taken away; its findings, which
    #    name people, go with it. What was imported, by whom, when, and how many
    #    rows, stays.

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
        if "data_file" in fnames and not self.env.context.get("bin_size"):
            self._origin._trace_file_out()
        return result


def _contradicts(row, name):
    """Whether something else stands where the row says who the person is."""
    if name not in ("birth_date", "birth_year"):
        return bool(row.citizen[name])
    person = row.citizen
    years = (person.birth_year, row.birth_year)
    dates = (person.birth_date, row.birth_date)
    return any(all(pair) and pair[0] != pair[1] for pair in (years, dates))


def _birth(someone):
    date = someone.birth_date
    return date.strftime("%d/%m/%Y") if date else str(someone.birth_year)


def _replace_finding(row, code, column, said, held):
    """Report that the recorded value is kept, in place of that finding."""
    row.findings = [finding for finding in row.findings if finding.code != code]
    row.add("warning", f"{code}_title", column, said=said, held=held)


def _match_name(name):
    return spelling_key(name)


def _changes(record, values):
    """The values that differ from what is recorded.

    A year alone does not replace the full date of that year.
    """
    changed = {}
    for name, value in values.items():
        held = record[name]
        held = held.id if isinstance(held, models.BaseModel) else held
        if held != value:
            changed[name] = value
    if "birth_year" in changed and "birth_date" not in values and record.birth_date:
        changed["birth_date"] = False
    return changed


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
