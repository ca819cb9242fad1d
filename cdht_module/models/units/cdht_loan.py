from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from odoo.addons.cdht_module.tools import clock


class CdhtLoan(models.Model):
    """The temporary assignment of a chapter officer to a second unit (cử hỗ trợ).

    While it is in force they act there as its chapter does. It begins and ends by
    itself: record rules keep a user's units in a cache, so a daily job says which
    loans are in force instead of each rule asking for the date.
    """

    _name = "cdht.loan"
    _description = "Officer lent to a unit"
    _inherit = ["cdht.record"]
    _order = "date_from desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users",
        string="Officer",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False)]",
    )
    unit_id = fields.Many2one(
        "cdht.unit",
        string="Lent to",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('has_people', '=', True)]",
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: clock.today()
    )
    date_to = fields.Date(string="To", required=True, help="The last day.")
    reason = fields.Char(required=True)
    ended = fields.Boolean(string="Ended early", readonly=True, copy=False)
    in_force = fields.Boolean(compute="_compute_in_force", store=True, index=True)

    _dates_in_order = models.Constraint(
        "CHECK (date_from <= date_to)", "A loan cannot end before it begins."
    )

    @api.depends("date_from", "date_to", "ended")
    def _compute_in_force(self):
        today = clock.today()
        for loan in self:
            begun = loan.date_from and loan.date_from <= today
            over = loan.ended or not loan.date_to or loan.date_to < today
            loan.in_force = bool(begun and not over)

    @api.constrains("user_id", "unit_id")
    def _check_chapter(self):
        for loan in self:
            if not loan.user_id.has_group("cdht_module.group_cdht_chapter"):
                raise ValidationError(
                    self.env._(
                        "%s is no chapter officer: give that role first.",
                        loan.user_id.name,
                    )
                )
            loan.unit_id._check_has_people()

    @api.model_create_multi
    def create(self, vals_list):
        loans = super().create(vals_list)
        loans._refuse_own()
        # By its dates, whatever a caller sends along.
        self.env.add_to_compute(self._fields["in_force"], loans)
        loans._reach_changed()
        for loan in loans:
            self.env["cdht.trace"]._record(
                loan.unit_id,
                "loan_given",
                value_to=loan.user_id.name,
                reason=loan._period(),
            )
            loan.user_id._cdht_notify_changed(loan.unit_id, loan.unit_id.browse())
        return loans

    def write(self, vals):
        """Loans are ended, not changed: the trace tells whole who was lent where."""
        kept = vals.keys() - {"ended", "reason"} or not vals.get("ended", True)
        if kept and not self.env.su:
            raise AccessError(
                self.env._("A loan is not changed: end it and enter another.")
            )
        self._refuse_own()
        result = super().write(vals)
        self._reach_changed()
        return result

    def unlink(self):
        self._refuse_own()
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def action_end(self):
        """End loans at once, before their last day."""
        self.write({"ended": True})
        for loan in self:
            self.env["cdht.trace"]._record(
                loan.unit_id, "loan_ended", value_from=loan.user_id.name
            )
            loan.user_id._cdht_notify_changed(loan.unit_id.browse(), loan.unit_id)

    def _refuse_own(self):
        if not self.env.su and self.env.user in self.user_id:
            raise AccessError(
                self.env._("Nobody can give a unit to oneself; ask another manager.")
            )

    def _reach_changed(self):
        self.flush_recordset(["in_force"])
        self.env.registry.clear_cache()
        over = self.filtered(lambda loan: not loan.in_force)
        # sudo: host: what the officers lent till now still hold
        over.sudo().user_id._cdht_drop_lost_notices()

    def _period(self):
        first, last = (
            day.strftime("%d/%m/%Y") for day in (self.date_from, self.date_to)
        )
        return f"{first} - {last}: {self.reason}"

    @api.model
    def _cron_refresh(self):
        """Begin and end loans by their dates; run daily, as often as one likes."""
        today = clock.today()
        begins = [
            ("in_force", "=", False),
            ("ended", "=", False),
            ("date_from", "<=", today),
            ("date_to", ">=", today),
        ]
        ends = [("in_force", "=", True), ("date_to", "<", today)]
        changed = self.search(begins) | self.search(ends)
        if changed:
            self.env.add_to_compute(self._fields["in_force"], changed)
            changed._reach_changed()
