from odoo import api, models


class CdhtMoneyLine(models.AbstractModel):
    """A line of a plan's money: where the office has an accountant, only they write
    it; of an issued plan every change leaves a trace."""

    _name = "cdht.money.line"
    _description = "Line of money"
    _inherit = ["cdht.record"]

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_accountant()
        self.env["cdht.trace"]._record(lines._of_issued_plans(), "create")
        return lines

    def write(self, vals):
        self._check_accountant()
        Trace, lines = self.env["cdht.trace"], self._of_issued_plans()
        before = Trace._texts_of(lines, vals.keys())
        result = super().write(vals)
        self._check_accountant()
        Trace._record_changes(lines, before)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_by_accountant(self):
        self._check_accountant()
        lines = self._of_issued_plans()
        names = [{"value_from": line.display_name} for line in lines]
        self.env["cdht.trace"]._record(lines, "unlink", names)

    def _of_issued_plans(self):
        return self.filtered(lambda line: line.plan_id.state != "draft")

    def _trace_unit(self):
        return self.plan_id.issuing_unit_id

    def _check_accountant(self):
        self.plan_id._check_not_replaced()
        self.plan_id.issuing_unit_id._check_duty("accountant")
