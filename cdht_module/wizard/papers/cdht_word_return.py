import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.cdht_module.tools import word_file

# Of lists and figures that differ, so many are shown.
_MOST_NOT_TAKEN = 30
_WIDE = {"dialog_size": "extra-large"}


class CdhtWordReturn(models.TransientModel):
    """The Word file of a draft that somebody corrected: what it says otherwise is taken
    over sentence by sentence, or not."""

    _name = "cdht.word.return"
    _description = "Word file that comes back"
    _inherit = ["cdht.record"]
    _transient_max_hours = 2

    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    file = fields.Binary(string="Word file (.docx)", attachment=False)
    filename = fields.Char()
    is_read = fields.Boolean()
    line_ids = fields.One2many("cdht.word.return.line", "window_id", string="Changes")

    @api.model
    def default_get(self, fields):
        """Of the draft that is open on screen."""
        values = super().default_get(fields)
        if "res_id" not in fields or not self._cdht_active_id():
            return values
        record = self._draft(
            self.env.context.get("active_model"), self._cdht_active_id()
        )
        return {**values, "res_model": record._name, "res_id": record.id}

    @api.model
    def _draft(self, model, res_id):
        """The paper, which the user may write."""
        record = self.env["cdht.paper.words"]._draft(model, res_id)
        record.check_access("write")
        record._check_draft()
        return record

    def _words(self):
        record = self._draft(self.res_model, self.res_id)
        return record, record._words_of_draft()

    def action_read(self):
        """Show what the file says otherwise than the draft."""
        self._cdht_one()
        record, words = self._words()
        changes = record._changes_in_word(words, self._paragraphs())
        shown, hidden = _in_order(changes)
        # sudo: move: what is taken over later is written here alone
        self.sudo().write(
            {
                "file": False,
                "is_read": True,
                "line_ids": [
                    Command.clear(),
                    *(Command.create(self._line(change)) for change in shown),
                    *(Command.create(line) for line in self._and_more(hidden)),
                ],
            }
        )
        return {**self._cdht_action_form(), "target": "new", "context": _WIDE}

    def _line(self, change):
        why = change.get("why")
        return {
            "old_text": change["old"],
            "new_text": change["new"],
            "can_take": not why,
            # What is missing may be a slip of the hand: it is ticked by hand.
            "take": not why and change["kind"] != "removed",
            "note": (self._why_not(why, change.get("field_name")) if why else False),
            "change": change,
        }

    def _and_more(self, number):
        if number:
            yield {
                "note": self.env._(
                    "%s more places of lists and figures differ; none is taken.", number
                )
            }

    def _why_not(self, why, field):
        if why == "value":
            return self.env._(
                "Not taken: the value of {%s} comes from the data. Change it there.",
                field,
            )
        if why == "figures":
            return self.env._(
                "Not taken: the numbers of this paragraph come from the data. Change"
                " its words alone, or write it anew in the draft."
            )
        if why == "braces":
            return self.env._(
                "Not taken: braces, brackets or fields cannot be told apart in it."
                " Write this sentence in “Wording”."
            )
        if why == "place":
            return self.env._(
                "Not taken: a new paragraph stands behind a sentence of its own kind,"
                " an article behind an article. Write it in “Wording”."
            )
        return self.env._(
            "Not taken: names, figures, bases, recipients and signatures come from the"
            " data. Change them in the draft."
        )

    def _paragraphs(self):
        # A client that asks for sizes of files would get no content.
        file = self.with_context(bin_size=False, bin_size_file=False).file
        if not file:
            raise UserError(self.env._("Choose the Word file first."))
        try:
            return word_file.paragraphs(base64.b64decode(file))
        except binascii.Error as error:
            raise UserError(self._why_not_read("unreadable")) from error
        except word_file.NotWord as error:
            raise UserError(self._why_not_read(error.reason)) from error

    def _why_not_read(self, reason):
        if reason == "old_or_locked":
            return self.env._(
                "This file is of an older Word (.doc) or has a password. Save it as"
                " .docx without a password and send that one."
            )
        if reason == "macros":
            return self.env._(
                "This file holds programs (macros) and is not read. Save it as .docx"
                " and send that one."
            )
        if reason == "too_large":
            return self.env._(
                "This file is larger than a paper can be and was not read. Take out"
                " pictures, save it as .docx and send it again."
            )
        if reason == "busy":
            return self.env._(
                "Many files are being read at this moment. Send it once more in a"
                " minute."
            )
        return self.env._("This is no Word file (.docx) that can be read.")

    def action_take(self):
        """The draft says from now on what was ticked."""
        self._cdht_one()
        record, words = self._words()
        ticked = [line._change() for line in self.line_ids.filtered("take")]
        # Whatever a request ticks: what says why it is not taken is not.
        taken = [change for change in ticked if change and "why" not in change]
        record._take_from_word(words, taken)
        return {"type": "ir.actions.act_window_close"}


def _in_order(changes):
    """(those to be shown, how many more): sentences first, some of the rest."""
    taken = [change for change in changes if "why" not in change]
    others = [change for change in changes if "why" in change]
    told = sorted(others, key=lambda change: change["why"] == "data")
    return taken + told[:_MOST_NOT_TAKEN], len(told[_MOST_NOT_TAKEN:])


class CdhtWordReturnLine(models.TransientModel):
    """A paragraph that differs; it stands beside the window, since it is nothing
    without it."""

    _name = "cdht.word.return.line"
    _description = "Change in a Word file"
    _inherit = ["cdht.record"]
    _order = "id"

    window_id = fields.Many2one("cdht.word.return", required=True, ondelete="cascade")
    old_text = fields.Text(string="In the draft", readonly=True)
    new_text = fields.Text(string="In the Word file", readonly=True)
    take = fields.Boolean(string="Take over")
    can_take = fields.Boolean(readonly=True)
    note = fields.Char(readonly=True)
    # What is taken over, and where: see ``cdht.document._changes_in_word``.
    change = fields.Json(readonly=True, groups=fields.NO_ACCESS)

    def _change(self):
        # sudo: move: written by the window alone, from the file that the user sent
        return self.sudo().change
