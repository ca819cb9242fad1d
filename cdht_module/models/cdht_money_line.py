from odoo import api, models


class CdhtMoneyLine(models.AbstractModel):
    """A line of a plan's money: where the office has an accountant, only they write
    it."""

    _name = "cdht.money.line"
    _description = "Line of money"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_accountant()
        return lines

    def write(self, vals):
        self._check_accountant()
        result = super().write(vals)
        self._check_accountant()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_by_accountant(self):
        self._check_accountant()

    def _check_accountant(self):
        self.plan_id._check_not_replaced()
        self.plan_id.issuing_unit_id._check_helper("accountant")
