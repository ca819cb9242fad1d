from odoo import api, fields, models

from odoo.addons.cdht_module.models.people.cdht_citizen import GENDERS, IDENTITY


class CdhtIdentityChange(models.TransientModel):
    """Who a title-holder is, put right by the commune's officer, with the reason."""

    _name = "cdht.identity.change"
    _description = "Change of who a person is"
    _inherit = ["cdht.guarded"]

    citizen_id = fields.Many2one("cdht.citizen", required=True, ondelete="cascade")
    name = fields.Char(string="Full name", required=True)
    birth_date = fields.Date(string="Date of birth")
    birth_year = fields.Integer(
        string="Year of birth",
        compute="_compute_birth_year",
        store=True,
        readonly=False,
        precompute=True,
    )
    gender = fields.Selection(GENDERS)
    identity_number = fields.Char(size=12)
    reason = fields.Text(required=True)

    @api.depends("birth_date")
    def _compute_birth_year(self):
        for change in self:
            if change.birth_date:
                change.birth_year = change.birth_date.year

    @api.model
    def default_get(self, fields):
        """Begin with what is recorded of the person."""
        values = super().default_get(fields)
        chosen = values.get("citizen_id") or self.env.context.get("active_id")
        one = chosen if isinstance(chosen, int) else ()
        person = self.env["cdht.citizen"].browse(one).exists()
        if person:
            [held] = person.read(IDENTITY, load=None)  # counted as a number read
            values |= {"citizen_id": held.pop("id"), **held}
        return {name: value for name, value in values.items() if name in fields}

    def action_confirm(self):
        """Change what was typed otherwise; the move checks who may."""
        self._cdht_one()
        person = self.citizen_id
        values = {name: self[name] for name in IDENTITY if self[name] != person[name]}
        if self.birth_date:
            values.pop("birth_year", None)  # it follows
        person.action_change_identity(values, self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
