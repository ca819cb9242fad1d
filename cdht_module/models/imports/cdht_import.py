import re
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.models.people.res_users import asks_who
from odoo.addons.cdht_module.models.units.cdht_unit import names_unit
from odoo.addons.cdht_module.tools.identity_number import mask, parse_identity_number
from odoo.addons.cdht_module.tools.locking import lock
from odoo.addons.cdht_module.tools.move import Move

from .cdht_import_messages import MESSAGES, WAYS, Refused

_lt = LazyTranslate(__name__)

KINDS = [
    ("assessment", "People and scores"),
    ("registration", "Registration, without scores"),
    ("people", "People only"),
    ("recognition", "Earlier titles"),
    ("population", "Population figures"),
]

_BEFORE_IT_IS_DONE = ("draft", "checked", "failed")

# Findings of one code that are said in different words.
_VARIANT = re.compile("_(elsewhere|title|no_list|no_header)$")

_UNSEEN = (("must_be_seen", "=", True), ("is_seen", "=", False))


class CdhtImport(models.Model):
    """A workbook being read: what is wrong with a row keeps that row out, the
    others are imported; what is wrong with the file imports nothing.

    Which sheets are read: ``cdht_import_reading``; whose the rows are:
    ``cdht_import_people``; how each kind of list is: ``cdht_import_assessment``,
    ``cdht_import_recognition``, ``cdht_import_population``; what a workbook made here
    says of itself: ``cdht_import_template``; what is shown before:
    ``cdht_import_check``; how a long list is imported: ``cdht_import_steps``; how it is
    taken back: ``cdht_import_undo``; how long the workbook stays: ``cdht_import_file``.
    """

    _name = "cdht.import"
    _description = "List import"
    _inherit = ["cdht.stepwise"]
    _order = "id desc"
    _rec_name = "filename"
    _moves = (
        Move("check", "action_check", _BEFORE_IT_IS_DONE, "checked",
             "commune", _lt("List checked"), unsaved=True),
        Move("import", "action_import", _BEFORE_IT_IS_DONE, "done",
             "commune", _lt("List imported")),
        Move("take_back", "action_take_back", ("stopped", "done"), "undone",
             "commune", _lt("Import taken back")),
        Move("import_anew", "action_import_anew", ("undone",), "draft",
             "commune", _lt("List begun anew")),
    )  # fmt: skip
    _by_moves = {
        "state", "file_deleted_on", "file_deleted_why",
        "user_id", "total_count", "done_count", "message", "rest_id",
    }  # fmt: skip

    kind = fields.Selection(
        KINDS,
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
        selection_add=[
            ("draft", "New"),
            ("checked", "Checked"),
            ("running", "Running"),
            ("stopped", "Stopped"),
            ("done", "Done"),
            ("failed", "Not imported"),
            ("undone", "Taken back"),
        ],
        ondelete={"checked": "cascade", "undone": "cascade"},
        copy=False,
    )
    sheet_ids = fields.One2many("cdht.import.sheet", "import_id")
    waiting_sheet_ids = fields.One2many(
        "cdht.import.sheet",
        "import_id",
        string="Sheets without a unit",
        domain=[("is_waiting", "=", True)],
        copy=False,
    )
    rest_id = fields.Many2one(
        "cdht.import",
        string="Where the sheets left out are read",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )
    lacks_numbers = fields.Boolean(
        readonly=True,
        copy=False,
        help="It was refused because no column holds identity numbers.",
    )
    without_numbers = fields.Boolean(
        string="The list has no identity numbers",
        copy=False,
        help="People are found by name, birth and unit; their numbers come later.",
    )
    issue_ids = fields.One2many("cdht.import.issue", "import_id", copy=False)
    correction_ids = fields.One2many("cdht.import.correction", "import_id", copy=False)
    row_ids = fields.One2many("cdht.import.row", "import_id", copy=False)
    row_count = fields.Integer(string="People on the list", copy=False, readonly=True)
    imported_count = fields.Integer(string="Good rows", copy=False, readonly=True)
    undo = fields.Json(
        copy=False,
        groups=fields.NO_ACCESS,
        help="What it made and what stood there before, to take it back.",
    )
    read_rows = fields.Binary(
        copy=False,
        groups=fields.NO_ACCESS,
        export_string_translation=False,
        help="While a long list is imported: its rows as they were read.",
    )
    nothing_new = fields.Boolean(
        string="Nothing new",
        copy=False,
        readonly=True,
        help="Each of its good rows was known already.",
    )
    error_count = fields.Integer(compute="_compute_issue_counts")
    warning_count = fields.Integer(compute="_compute_issue_counts")
    twin_count = fields.Integer(
        string="Perhaps entered twice",
        compute="_compute_twin_count",
        groups="cdht_module.group_cdht_commune",
        help="Pairs of records of the commune that may be one person.",
    )
    unseen_count = fields.Integer(compute="_compute_issue_counts")
    asks_who = fields.Boolean(compute=asks_who, export_string_translation=False)
    refusal = fields.Text(string="Why it was not imported", compute="_compute_refusal")
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

    @api.depends("issue_ids.severity", "issue_ids.is_seen")
    def _compute_issue_counts(self):
        counts = self.env["cdht.import.issue"]._read_group(
            [("import_id", "in", self.ids)], ["import_id", "severity"], ["__count"]
        )
        unseen = self.env["cdht.import.issue"]._read_group(
            [("import_id", "in", self.ids), *_UNSEEN], ["import_id"], ["__count"]
        )
        counts = {(record.id, severity): n for record, severity, n in counts}
        unseen = {record.id: n for record, n in unseen}
        for record in self:
            kept = record._origin.id  # also while somebody types in its form
            record.error_count = counts.get((kept, "error"), 0)
            record.warning_count = counts.get((kept, "warning"), 0)
            record.unseen_count = unseen.get(kept, 0)

    @api.depends("state", "issue_ids.message")
    def _compute_refusal(self):
        failed = self.filtered(lambda record: record.state == "failed")
        (self - failed).refusal = False
        for record in failed:
            record.refusal = "\n".join(record.issue_ids.mapped("message"))

    @api.depends("campaign_id", "state")
    def _compute_twin_count(self):
        counts = dict(
            self.env["cdht.twin"]._read_group(
                [
                    ("commune_id", "in", self.campaign_id.unit_id.ids),
                    ("state", "=", "open"),
                ],
                ["commune_id"],
                ["__count"],
            )
        )
        for record in self:
            record.twin_count = counts.get(record.campaign_id.unit_id, 0)

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
            self.correction_ids.unlink()
        said = vals.keys() & {"kind", "campaign_id", "without_numbers"}
        if "data_file" in vals or said:
            # What was found before is no longer true.
            self.issue_ids.unlink()
            self._forget_rows()
        if vals.get("data_file"):
            vals = {"without_numbers": False, **vals}
        if vals.get("data_file") or said:
            # sudo: move: state belongs to the import's own methods
            self.sudo().write({"state": "draft"})
        result = super().write(vals)
        if vals.get("data_file"):
            self._file_is_back()
        return result

    def _check_open_for_changes(self):
        """What was imported is not changed any more."""
        self._check_state(*_BEFORE_IT_IS_DONE)

    @api.onchange(
        "kind",
        "campaign_id",
        "data_file",
        "without_numbers",
        "sheet_ids",
        "waiting_sheet_ids",
        "issue_ids",
    )
    def _onchange_what_is_read(self):
        """Before it is saved, too: what was found is no longer true."""
        if self.state in ("checked", "failed"):
            self.state = "draft"

    @api.onchange("issue_ids")
    def _onchange_issue_ids(self):
        self.issue_ids._answer_alike()

    def _begin_again(self):
        """Something was said of the file (a column, a cell): it is checked anew."""
        self.check_access("write")
        self._check_open_for_changes()
        # sudo: move: state belongs to the import's own methods
        self.sudo().filtered(lambda record: record.state != "draft").state = "draft"

    def _unfit_message(self, **_told):
        done = self.filtered(lambda record: record.state not in _BEFORE_IT_IS_DONE)
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

        Imported already, by a first click or somebody else's, it stays as it is; a long
        list that was stopped goes on.
        """
        for record in self:
            if record.state == "stopped":
                record.action_start()
            else:
                record._run(apply=True)
        return self._told_of_import()

    def _told_of_import(self):
        """Said to who pressed the button of one list; the form shows all else."""
        if len(self) != 1 or self.state != "done" or self.nothing_new:
            return None
        return self._cdht_told(self._imported_in_words())

    def _imported_in_words(self):
        return self.env._(
            "“%(file)s” is imported: %(good)s of %(all)s rows. Wrong file? “Take the"
            " import back”.",
            file=self.filename or "",
            good=self.imported_count,
            all=self.row_count,
        )

    def _run(self, apply):
        self.ensure_one()
        self.check_access("write")
        # Two at once: the later request begins anew, and finds what the first did.
        lock(self)
        if self.state not in _BEFORE_IT_IS_DONE:
            return
        self._check_may_run()
        seen = self._seen_alarms()
        self.issue_ids.unlink()
        try:
            values = self._read_in(apply, seen)
        except Refused as refusal:
            self._forget_rows()
            self._fail(refusal)
            return
        if not values:
            return
        if apply:
            self._look_back()
        target = self._all_moves()["import" if apply else "check"].target
        # sudo: move: state belongs to these two methods; reach was checked above
        self.sudo().write({**values, "state": target})

    def _read_in(self, apply, seen):
        """Read, tell what was found, and import or show; return the counts, or nothing
        where a long list comes in by steps."""
        sheets, rows = self._read_and_judge()
        self._tell_waiting()
        self._keep_alarms(sheets, seen)
        self._keep_findings(sheets, rows)
        good = [row for row in rows if not row.errors]
        values = {"row_count": len(rows), "imported_count": len(good)}
        if not apply:
            self._keep_rows(sheets, rows)
            return values
        self._check_all_seen()
        new = [row for row in good if self._is_new(row)]
        if self._is_long(new):
            self._begin_steps(rows, new, values)
            return None
        self._import_rows(new)
        return {**values, "nothing_new": not new}

    def _look_back(self):
        """After the last row, with none of them in memory any more."""
        self.env["cdht.twin"]._find(self.campaign_id.unit_id)
        self._remember_columns()

    def _import_rows(self, rows):
        """Write what good rows say anew, and keep what it takes to take that back."""
        # Two lists of one unit at once: the later one begins anew, too.
        self._units_in_reach()._lock_register()
        before = self._held_before(rows)
        self._apply_rows(rows)
        done = self.env["cdht.trace"]._record(
            self, "import", value_to=f"{self.filename or ''}"
        )
        self._keep_undo(before, done)

    def _check_may_run(self):
        if not self._units_in_reach():
            raise AccessError(self._outside_reach())
        self._check_file_kept()
        self._check_year_open()

    def _check_year_open(self):
        """Where the list makes or changes dossiers, theirs must be open."""
        if self._registers() and self.campaign_id.state != "open":
            raise UserError(self.env._("%s is not open.", self.campaign_id.name))

    def _read_and_judge(self):
        """(sheets that are read, their rows), as whatever the workbook was made for."""
        sheets = self._read_file()
        if self._take_step(sheets):
            sheets = self._read_file()
        sheets = [sheet for sheet in sheets if sheet.visible]
        if self.kind == "population":
            return sheets, self._judge_figures(sheets)
        sheets, units = self._match_sheets(self._lists_among(sheets))
        return sheets, self._judge_rows(sheets, units)

    def _fail(self, refusal):
        """One clear message, nothing imported."""
        ways = refusal.params.get("ways", ())
        said = [self._message(refusal.code, refusal.params)]
        said += [self.env._(WAYS[way]) for way in ways]
        self.env["cdht.import.issue"].create(
            {
                "import_id": self.id,
                "sheet": refusal.sheet,
                "severity": "error",
                "code": _code_of(refusal.code),
                "message": " ".join(said),
            }
        )
        # sudo: move: state belongs to the import's own methods
        self.sudo().write(
            {
                "state": "failed",
                "row_count": 0,
                "imported_count": 0,
                "lacks_numbers": "numbers" in ways,
            }
        )

    def _judge_rows(self, sheets, units):
        """The people's rows of the sheets that are read, each with its unit (found
        by the sheet, else by its own text) and with every finding."""
        everywhere = self.env["cdht.unit"].search(
            [("id", "child_of", self.campaign_id.unit_id.id), ("has_people", "=", True)]
        )
        mine = everywhere._in_reach("chapter", "commune")
        named, rows = self._units_named(sheets, everywhere), []
        for sheet in sheets:
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
        """Every finding becomes an issue, and each sheet counts its good rows."""
        self._tell_findings([sheet.name for sheet in sheets], rows)
        good = Counter(row.sheet for row in rows if not row.errors)
        for line in self.sheet_ids:
            line.imported_count = good[line.name]

    def _tell_findings(self, sheets, rows):
        """An issue of each, with sheet, row, column and message; ``sheets``: names in
        the order of the file."""
        order = {name: sequence for sequence, name in enumerate(sheets)}
        self.env["cdht.import.issue"].create(
            [
                {
                    "import_id": self.id,
                    "sheet": row.sheet,
                    "sheet_sequence": order[row.sheet],
                    "row": row.row,
                    "column": finding.column,
                    "severity": finding.severity,
                    "code": _code_of(finding.code),
                    "message": self._message(finding.code, finding.params),
                    "person": row.name,
                    "value": _value_found(finding.params),
                }
                for row in rows
                for finding in row.reported
            ]
        )

    # -- What each kind of list does its own way.

    def _registers(self):
        """Whether this kind of list makes dossiers."""
        return self.kind in ("assessment", "registration")

    def _known(self, row):
        """What is recorded of what a row is about: figures, a title, a dossier; where
        it brings none, the person."""
        if self.kind == "population":
            return row.recorded
        if self.kind == "recognition":
            return row.title
        return row.dossier if self._brings_dossier(row) else row.citizen

    def _is_new(self, row):
        """Whether a good row says something that is not known yet."""
        if self.kind == "population":
            return self._adds_figures(row)
        if self.kind == "recognition":
            return self._adds_title(row)
        return self._changes_dossier(row)

    def _differences(self, row):
        """“Field: old → new” of what a row changes."""
        if self.kind == "population":
            return self._figure_differences(row)
        person = self._person_differences(row)
        if self.kind == "recognition":
            return person
        return person + self._dossier_differences(row)

    def _apply_rows(self, rows):
        """Write what the good rows say."""
        if self.kind == "population":
            self._apply_figures(rows)
        elif self.kind == "recognition":
            self._apply_titles(rows)
        else:
            self._apply_dossiers(rows)

    def _message(self, code, params):
        rule = self.campaign_id.set_id
        bounds = {"low": rule.score_min, "high": rule.score_max}
        if code == "group_unknown":
            bounds["groups"] = self.env["cdht.labour.group"]._in_short()
        if params.get("repeats"):
            code = f"{code}_repeats" + "_sheet" * params["on_another_sheet"]
        text = self.env._(MESSAGES[code])
        return text % {**bounds, **params}

    def _trace_unit(self):
        return self.campaign_id.unit_id


def _code_of(code):
    """A finding's code, whichever of its messages is said."""
    return _VARIANT.sub("", code)


def _value_found(params):
    """What stands in the file where a finding is; of an identity number what lists
    show."""
    said = (params.get(key) for key in ("value", "said", "sex", "year"))
    text = str(next((value for value in said if value), ""))
    number = parse_identity_number(text).number
    return mask(number) if number else text
