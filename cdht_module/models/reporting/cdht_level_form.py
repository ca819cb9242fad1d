import base64

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.models.figures.cdht_population import BASES
from odoo.addons.cdht_module.models.figures.cdht_statistic import MEASURES
from odoo.addons.cdht_module.tools import list_reader
from odoo.addons.cdht_module.tools.dossier_row import values_of
from odoo.addons.cdht_module.tools.list_reader import form_book

_lt = LazyTranslate(__name__)

# How names of cells begin; what follows is a code of what stands there.
NAMED = {"people": "cdht_each_person_", "units": "cdht_each_unit_", "once": "cdht_"}
_STATES = {
    "registered": (
        "registered", "self_assessed", "appraised", "proposed", "recognised",
        "rejected",
    ),
    "appraised": ("appraised", "proposed", "recognised", "rejected"),
    "recognised": ("recognised",),
}  # fmt: skip
_REFUSALS = {
    "not_xlsx": _lt(
        "The form has to be an .xlsx file without macros and without a password. Save"
        " an .xls or .xlsm file as “Excel Workbook (.xlsx)” and upload it again."
    ),
    "wrong_file": _lt("This file is no workbook that can be read, or it is damaged."),
    "file_too_large": _lt("This file is larger than a form can be."),
    "file_too_much_work": _lt("This file is larger than a form can be."),
    "protected_file": _lt("The file has a password; upload it without one."),
    "reader_busy": _lt("Other files are being read just now; try again in a moment."),
}


class CdhtLevelForm(models.Model):
    """Biểu của cấp trên: the workbook that an office above sends, kept with what stands
    in which of its cells, and filled in with the figures of a year.

    A cell is known by its name in the workbook (a code of ``_codes``) or by a line that
    was drawn once. What the form says itself is never written over.
    """

    _name = "cdht.level.form"
    _description = "Form of the level above"
    _inherit = ["cdht.traced.setting"]
    _order = "name, id"

    name = fields.Char(required=True, help="As the form's own title has it.")
    unit_id = fields.Many2one(
        "cdht.unit",
        string="Commune",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('unit_type', '=', 'commune')]",
        default=lambda self: self.env.user._cdht_communes()[:1],
    )
    active = fields.Boolean(string="In use", default=True)
    file = fields.Binary(
        string="The form (.xlsx)", attachment=True, required=True, copy=False
    )
    filename = fields.Char()
    people = fields.Selection(
        [
            ("registered", "Who registered"),
            ("appraised", "Who was appraised"),
            ("recognised", "Who was recognised"),
        ],
        string="People listed",
        default="recognised",
        required=True,
        help="Who stands in a table with a row for each person.",
    )
    note = fields.Text()
    cell_ids = fields.One2many("cdht.level.form.cell", "form_id", string="Cells")
    # What stands in the file, as `form_book.look` tells it.
    layout = fields.Json(
        string="What stands in the file", compute="_compute_layout", store=True
    )
    sheet_names = fields.Json(string="Sheets", compute="_compute_sheet_names")
    named_cells = fields.Text(
        string="Cells with a name", compute="_compute_named_cells"
    )
    codes = fields.Html(compute="_compute_codes", sanitize=False)

    def _trace_unit(self):
        return self.unit_id

    @api.depends("file")
    def _compute_layout(self):
        for form in self.with_context(bin_size=False):
            form.layout = form._read_with(form_book.look) if form.file else {}

    @api.constrains("file")
    def _check_file(self):
        """What is no form is refused at once."""
        self.mapped("layout")

    @api.depends("layout")
    def _compute_sheet_names(self):
        for form in self:
            form.sheet_names = [sheet["name"] for sheet in form._sheets()]

    @api.depends("layout")
    def _compute_named_cells(self):
        codes = self._codes()
        for form in self:
            lines = []
            for name, sheet, where in form._named():
                repeat, code = _told_by(name)
                label = codes[repeat].get(code) or self.env._("no such code")
                lines.append(f"{name} ({sheet}, {where}): {label}")
            form.named_cells = "\n".join(lines)

    def _compute_codes(self):
        row = Markup("<tr><td><code>%s%s</code></td><td>%s</td><td>%s</td></tr>")
        rows = [
            row % (NAMED[repeat], code, label, title)
            for repeat, title in self.env["cdht.level.form.cell"]._repeats()
            for code, label in self._codes()[repeat].items()
        ]
        table = Markup("<table class='table table-sm'><tbody>%s</tbody></table>")
        self.codes = table % Markup("").join(rows)

    # -- The file.

    def _read_with(self, read, *more):
        """What ``read`` makes of the file, or why it is refused."""
        try:
            return read(base64.b64decode(self.file, validate=True), *more)
        except ValueError as error:
            raise self._refusal(list_reader.WorkbookError.code) from error
        except list_reader.WorkbookError as error:
            raise self._refusal(error.code) from error

    def _refusal(self, code):
        return UserError(self.env._(_REFUSALS[code]))

    def _sheets(self):
        return (self.layout or {}).get("sheets", [])

    def _named(self):
        """[name, sheet, address] of the cells whose name is ours."""
        return [
            one
            for one in (self.layout or {}).get("names", [])
            if one[0].lower().startswith(NAMED["once"])
        ]

    # -- What may stand in a cell.

    @api.model
    def _codes(self):
        """{how often it stands: {code: label}}"""
        metrics = self.env["cdht.metric"].search(Domain.TRUE)
        labels = {
            "unit_name": self.env._("Name of the unit"),
            "year": self.env._("Year"),
        }
        for model, names in (
            (self.env["cdht.statistic"], MEASURES),
            (self.env["cdht.population"], BASES),
        ):
            told = model.fields_get(names, ["string"])
            labels |= {name: told[name]["string"] for name in names}
        labels["women"] = self.env._("Recognised, women")
        labels |= {f"share_{metric.code}": f"{metric.name} (%)" for metric in metrics}
        person = self.env["cdht.level.form.cell"]._fields["person_field"]
        return {
            "once": labels,
            "units": {"number": self.env._("Row number")} | labels,
            "people": dict(person._description_selection(self.env)),
        }

    def _places(self):
        """[(sheet, address, how often, code)] of named cells and of the lines drawn."""
        named = [
            (sheet, where, *_told_by(name)) for name, sheet, where in self._named()
        ]
        return named + [
            (cell.sheet, cell.address, cell.repeat, cell._code())
            for cell in self.cell_ids
        ]

    def _sheets_by_name(self):
        return {sheet["name"]: sheet for sheet in self._sheets()}

    def _why_not(self, sheet_name, where, sheets=None):
        """Why nothing can be written there, or “”. Reading the file's sheets copies all
        of them: who asks for many cells gives them (``sheets``)."""
        sheets = sheets or self._sheets_by_name()
        sheet, spot = sheets.get(sheet_name), form_book.place(where)
        if not sheet:
            return self.env._("There is no sheet “%s” in the file.", sheet_name or "")
        if not spot:
            return self.env._("“%s” is no cell, such as B7.", where or "")
        where = form_book.address(*spot)
        if where in sheet["formulas"]:
            return self.env._("%(sheet)s, %(cell)s: a formula stands there.",
                              sheet=sheet_name, cell=where)  # fmt: skip
        text = sheet["texts"].get(where, "")
        if any(letter.isalpha() for letter in text):
            return self.env._("%(sheet)s, %(cell)s: “%(text)s” stands there.",
                              sheet=sheet_name, cell=where, text=text)  # fmt: skip
        for top, left, bottom, right in sheet["merges"]:
            inside = top <= spot[0] <= bottom and left <= spot[1] <= right
            if inside and spot != (top, left):
                return self.env._(
                    "%(sheet)s, %(cell)s is merged into %(first)s.",
                    sheet=sheet_name, cell=where,
                    first=form_book.address(top, left),
                )  # fmt: skip
        return ""

    def _beside(self, sheet_name, where):
        """The nearest texts at the left of a cell and above it."""
        spot = form_book.place(where)
        texts = next(
            (one["texts"] for one in self._sheets() if one["name"] == sheet_name), {}
        )
        if not spot:
            return ""
        row, column = spot
        left = (form_book.address(row, one) for one in range(column - 1, 0, -1))
        above = (form_book.address(one, column) for one in range(row - 1, 0, -1))
        found = (
            next((texts[one] for one in way if one in texts), "")
            for way in (left, above)
        )
        return " | ".join(filter(None, found))

    # -- Filled in.

    def action_fill(self):
        """Ask for the year."""
        self._cdht_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Fill in the form"),
            "res_model": "cdht.level.form.fill",
            "view_mode": "form",
            "target": "new",
            "context": {"default_form_id": self.id},
        }

    def _filled(self, campaign):
        """The form with the figures of a year, as bytes. Who stands in it is traced."""
        self.ensure_one()
        campaign._check_commune_officer()
        cells, _unknown, problems = self._cells(campaign)
        if problems:
            raise UserError("\n".join(problems))
        if any(repeat == "people" for _s, _a, repeat, _code in self._places()):
            self.env["cdht.trace"]._record_people(
                self._dossiers(campaign), "print", self.name
            )
        return self.with_context(bin_size=False)._read_with(form_book.fill, cells)

    def _cells(self, campaign):
        """(cells to write, what is not known, why the form cannot be filled in)"""
        rows, codes = self._rows(campaign), self._codes()
        sheets = self._sheets_by_name()
        cells, unknown, problems = [], [], []
        for sheet, where, repeat, code in self._places():
            spot = form_book.place(where)
            if code not in codes[repeat]:
                problems.append(
                    self.env._("%(sheet)s, %(cell)s: no such code.",
                               sheet=sheet, cell=where)
                )  # fmt: skip
                continue
            for offset, values in enumerate(rows[repeat] or [{}]):
                target = where
                if spot and offset:
                    target = form_book.address(spot[0] + offset, spot[1])
                if why := self._why_not(sheet, target, sheets):
                    problems.append(self._why_no_room(why, offset, rows[repeat]))
                    break
                value = values.get(code)
                if value is None and values:
                    label = codes[repeat][code]
                    unknown.append(f"{values['unit_name']}: {label}")
                elif value not in (None, ""):
                    row, column = form_book.place(target)
                    cells.append([sheet, row, column, value, spot[0]])
        return cells, list(dict.fromkeys(unknown)), list(dict.fromkeys(problems))

    def _why_no_room(self, why, offset, rows):
        if not offset:
            return why
        return self.env._(
            "%(why)s Only %(room)s of %(needed)s rows fit: insert rows into the form's"
            " file and upload it again.",
            why=why,
            room=offset,
            needed=len(rows),
        )

    def _rows(self, campaign):
        """{how often: [{code: value}]}; what is not known is None."""
        asked = {repeat for _sheet, _where, repeat, _code in self._places()}
        last_day = fields.Date.to_date(f"{campaign.year}-12-31")
        commune, units = campaign.unit_id, self.env["cdht.unit"]
        if "units" in asked:
            units = commune._people_units(last_day).sorted()
        known = self._figures_of(commune | units, campaign.year)
        people = self._dossiers(campaign) if "people" in asked else []
        return {
            "once": [known[commune]],
            "units": [
                {"number": number, **known[unit]}
                for number, unit in enumerate(units, 1)
            ],
            "people": [
                values_of(dossier, number) for number, dossier in enumerate(people, 1)
            ],
        }

    def _figures_of(self, units, year):
        Statistic = self.env["cdht.statistic"]
        figures = Statistic._figures(units, [year])
        women = Statistic._read_group(
            Statistic._below(units)
            & Domain("year", "=", year)
            & Domain("recognised", "=", 1)
            & Domain("gender", "=", "female"),
            ["unit_id"],
            ["__count"],
        )
        metrics = self.env["cdht.metric"].search(Domain.TRUE)
        known = {}
        for unit in units:
            own = figures[unit.id, year]
            known[unit] = {name: own[name] for name in (*MEASURES, *BASES)}
            known[unit] |= {"unit_name": unit.name, "year": year}
            known[unit]["women"] = sum(
                number
                for below, number in women
                if below.parent_path.startswith(unit.parent_path)
            )
            for metric in metrics:
                share = metric._share(unit, year, own)["share"]
                known[unit][f"share_{metric.code}"] = (
                    None if share is None else {"percent": share}
                )
        return known

    def _dossiers(self, campaign):
        """Who stands in a table of people, in the order of papers."""
        dossiers = self.env["cdht.assessment"].search(
            Domain("campaign_id", "=", campaign.id)
            & Domain("state", "in", _STATES[self.people])
        )
        dossiers.citizen_id.fetch(["name", "birth_date", "identity_number", "phone"])
        return self.env["cdht.unit"]._in_paper_order(dossiers)


def _told_by(name):
    """(how often, code) of a name such as “cdht_each_unit_registered”."""
    name = name.lower()
    return next(
        (repeat, name.removeprefix(start))
        for repeat, start in NAMED.items()
        if name.startswith(start)
    )
