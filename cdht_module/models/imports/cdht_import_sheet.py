from collections import defaultdict

from odoo import api, fields, models

from odoo.addons.cdht_module.tools.identity_number import mask, parse_identity_number

from .cdht_import_column import MEANINGS

_TITLE_LENGTH = 40


class CdhtImportSheet(models.Model):
    """A sheet with a list: which unit it is read as, or that it is passed over, and as
    what its columns were understood."""

    _name = "cdht.import.sheet"
    _description = "Sheet of an imported workbook"
    _inherit = ["cdht.guarded"]
    _order = "import_id, sequence, id"

    import_id = fields.Many2one(
        "cdht.import", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    name = fields.Char(required=True, readonly=True)
    unit_id = fields.Many2one("cdht.unit", domain="[('has_people', '=', True)]")
    is_skipped = fields.Boolean(string="Pass over")
    is_waiting = fields.Boolean(
        string="Fits no unit",
        readonly=True,
        help="Its people stay out until somebody says of which unit they are.",
    )
    likely_unit_id = fields.Many2one("cdht.unit", string="Likely unit", readonly=True)
    row_count = fields.Integer(string="Number of people", readonly=True)
    imported_count = fields.Integer(string="Good rows", readonly=True)
    lacks_groups = fields.Boolean(readonly=True, export_string_translation=False)
    labour_group_id = fields.Many2one(
        "cdht.labour.group",
        string="Group of all its people",
        help="Where the list has no column for it.",
    )
    header_row = fields.Integer(readonly=True, aggregator=None)
    titles_key = fields.Char(
        readonly=True, help="The same for sheets with the same titles."
    )
    is_remembered = fields.Boolean(
        string="As last time",
        readonly=True,
        help="A list with the same titles was read before; its columns are read as they"
        " were corrected then.",
    )
    column_ids = fields.One2many("cdht.import.column", "sheet_id", string="Columns")
    understood = fields.Text(
        string="Understood as", compute="_compute_understood", help="Meaning ← column."
    )
    first_people = fields.Text(
        string="The first people, as they will be stored", readonly=True
    )

    @api.depends("column_ids.meaning", "column_ids.number", "column_ids.title")
    def _compute_understood(self):
        labels = dict(
            self.env["cdht.import.column"]
            ._fields["meaning"]
            ._description_selection(self.env)
        )
        for sheet in self:
            read, unread = defaultdict(list), []
            for column in sheet.column_ids:
                if column.meaning == "ignored":
                    unread.append(column.letter)
                else:
                    read[column.meaning].append(column)
            parts = [f"{labels[key]} ← {_where(found)}" for key, found in read.items()]
            if unread:
                parts.append(f"{labels['ignored']}: {', '.join(unread)}")
            sheet.understood = "; ".join(parts)

    def write(self, vals):
        if not self.env.su and vals.keys() & {
            "unit_id",
            "is_skipped",
            "labour_group_id",
        }:
            self.import_id._begin_again()
        return super().write(vals)

    def action_take_likely(self):
        """Read the sheet as the unit that is likely meant."""
        self.check_access("write")
        for line in self:
            line.unit_id = line.likely_unit_id
        self.import_id.action_check()

    @api.onchange("column_ids")
    def _onchange_column_ids(self):
        """A block of scores that was chosen at its first column is shown at once."""
        self.column_ids._choose_from_here()

    def action_show_columns(self):
        """Show what each column was taken for, to say otherwise."""
        self._cdht_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Columns of the sheet “%s”", self.name),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    # -- What was said of columns, for the reader; what it answers.

    def _choices(self):
        """{sheet name: {column: (meaning, number)}} of what was chosen here."""
        return {
            sheet.name: sheet.column_ids.filtered("is_chosen")._as_choice()
            for sheet in self
        }

    def _keep_understood(self, sheets):
        """Keep how these sheets, by their names, were read."""
        known = {sheet.name: sheet for sheet in sheets}
        meanings = dict(MEANINGS)
        lines = self.filtered(lambda line: line.name in known)
        values = []
        for line in lines:
            sheet = known[line.name]
            chosen = set(line.column_ids.filtered("is_chosen").mapped("sequence"))
            # sudo: part: of an import that the caller may write
            line.sudo().write(
                {
                    "row_count": len(sheet.rows),
                    "lacks_groups": any(
                        alarm.code == "groups_missing" for alarm in sheet.alarms
                    ),
                    "header_row": sheet.layout.last + 1,
                    "titles_key": sheet.key,
                    "is_remembered": sheet.remembered,
                    "first_people": "\n".join(map(line._in_words, sheet.rows[:3])),
                }
            )
            values += [
                {
                    "sheet_id": line.id,
                    "sequence": column.index,
                    "letter": column.letter,
                    "title": column.title,
                    "meaning": (
                        column.meaning if column.meaning in meanings else "ignored"
                    ),
                    "number": column.number,
                    "samples": "; ".join(map(_without_number, column.samples)),
                    "is_chosen": column.index in chosen,
                }
                for column in sheet.columns
            ]
        # sudo: part: of an import that the caller may write
        lines.sudo().column_ids.unlink()
        lines.column_ids.sudo()._insert(values)

    def _in_words(self, row):
        """A row in one line, as it will be stored; of its number what lists show."""
        genders = dict(
            self.env["cdht.citizen"]._fields["gender"]._description_selection(self.env)
        )
        parts = [
            row.name,
            _birth_of(row),
            genders.get(row.sex),
            mask(row.identity.number),
            row.section or row.unit_text,
        ]
        if self.import_id.kind == "recognition":
            parts += [row.year and str(row.year), row.number_text]
        else:
            own = [score for score in row.self_scores if score is not None]
            given = [score for score in row.appraised_scores if score is not None]
            parts += [row.group_code, _scores(own), _scores(given)]
        return " · ".join(part for part in parts if part)


def _where(columns):
    """“B «Họ và tên»”, or “G–P” for several in a row."""
    if len(columns) == 1:
        title = (columns[0].title or "")[:_TITLE_LENGTH]
        return f"{columns[0].letter} «{title}»" if title else columns[0].letter
    first, last = columns[0], columns[-1]
    if last.sequence - first.sequence == len(columns) - 1:
        return f"{first.letter}–{last.letter}"
    return ", ".join(column.letter for column in columns)


def _birth_of(row):
    if row.birth_date:
        return row.birth_date.strftime("%d/%m/%Y")
    return row.birth_year and str(row.birth_year)


def _scores(scores):
    return f"{' '.join(map(str, scores))} = {sum(scores)}" if scores else ""


def _without_number(text):
    """A value of the file; whoever shows columns takes no identity numbers out."""
    number = parse_identity_number(text).number
    return mask(number) if number else text
