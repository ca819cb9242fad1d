from odoo import api, fields, models
from odoo.tools import format_list

from odoo.addons.cdht_module.models.papers.cdht_checked import PaperHeld
from odoo.addons.cdht_module.tools import clock

_CORRECT = "action_correct_entry"


class CdhtRegisterEntry(models.TransientModel):
    """Number and date of one paper, large, before it is issued with them; and once
    more where a slip in them is mended."""

    _name = "cdht.register.entry"
    _description = "Number and date of a paper"
    _inherit = ["cdht.record"]
    _transient_max_hours = 2

    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    is_correction = fields.Boolean()
    paper_name = fields.Char(string="Paper", compute="_compute_paper")
    symbol = fields.Char(compute="_compute_paper")
    may_enter = fields.Boolean(compute="_compute_paper")
    drawn_number = fields.Char(compute="_compute_paper")
    said = fields.Text(string="What follows", compute="_compute_paper")
    until = fields.Text(compute="_compute_paper", export_string_translation=False)
    held = fields.Text(string="Why not", readonly=True)
    may_confirm = fields.Boolean(readonly=True, export_string_translation=False)
    number = fields.Char(help="As the registry gave it, with its leading zero.")
    date = fields.Date()
    before = fields.Char(string="The last before", compute="_compute_notes")
    notes = fields.Text(string="Please look", compute="_compute_notes")
    reason = fields.Text()

    @api.model
    def default_get(self, fields):
        """Of the paper that is open on screen."""
        values = super().default_get(fields)
        if not self._cdht_active_id():
            return values
        paper = self._paper_of(
            self.env.context.get("active_model"), self._cdht_active_id()
        )
        is_correction = self.env.context.get("move") == _CORRECT
        held = paper._entry_held() if is_correction else self._held(paper)
        date = paper.date or clock.today()
        return {
            **values,
            "res_model": paper._name,
            "res_id": paper.id,
            "is_correction": is_correction,
            "held": held,
            "may_confirm": not is_correction and paper.has_several_to_confirm,
            "number": paper.number or paper._number_to_draw(date),
            "date": date,
        }

    @api.model
    def _held(self, paper):
        """Told before a number is asked for."""
        paper._check_issuer()
        paper.check_access("write")
        return paper._held_before_number()

    @api.model
    def _paper_of(self, model, res_id):
        return self.env["cdht.paper.words"]._draft(model, res_id)

    def _paper(self):
        return self._paper_of(self.res_model, self.res_id)

    @api.depends("res_model", "res_id", "is_correction", "date")
    def _compute_paper(self):
        for window in self:
            paper = window._paper()
            window.paper_name = paper._kind_and_subject()
            window.symbol = paper.symbol
            window.may_enter = paper.enters_register
            window.drawn_number = not paper.number and paper._number_to_draw(
                window.date or clock.today()
            )
            window.said = paper._said_at_issue()
            window.until = self.env._(
                "Number and date can still be corrected until %s.",
                format_list(self.env, paper._correctable_until(), "or"),
            )

    @api.depends("res_model", "res_id", "number", "date")
    def _compute_notes(self):
        for window in self:
            paper = window._paper()
            notes = paper._entry_notes(window.number, window.date)
            window.notes = "\n".join(notes) or False
            before = paper._entered_before(window.date)
            window.before = before._entry_text() if before else False

    def action_confirm(self):
        """Issue the paper with this number and date, or correct them."""
        self._cdht_one()
        paper = self._paper()
        if self.is_correction:
            paper.action_correct_entry(self.number, self.date, self.reason)
            return paper._cdht_told(self.env._("Corrected: %s.", paper._entry_text()))
        entry = {"number": paper._number_alone(self.number) or False, "date": self.date}
        if entry["number"] == self.drawn_number:
            # Drawn when it is issued: somebody else may have got it meanwhile.
            del entry["number"]
        changed = {name: new for name, new in entry.items() if paper[name] != new}
        if changed:
            paper.write(changed)
        try:
            with self.env.cr.savepoint():
                paper.action_issue()
        except PaperHeld as held:
            # What was entered and what was found stay, to be mended on the paper.
            paper._renew_findings()
            return paper._cdht_told(str(held), "danger")
        return paper._cdht_told(paper._issued_text())
