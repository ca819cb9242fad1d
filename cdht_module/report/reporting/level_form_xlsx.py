from odoo import api, models


class LevelFormXlsx(models.AbstractModel):
    """The level above's own form, filled in for a year."""

    _name = "report.cdht_module.level_form_xlsx"
    _description = "Form of the level above, filled in (Excel)"
    _inherit = "report.cdht_module.workbook"

    @api.private
    def create_xlsx_report(self, docids, data):
        """Its cells are written into the office's own file, not into a new one."""
        window = self._get_objs_for_report(docids, data)
        window.ensure_one()
        return window.form_id._filled(window.campaign_id), "xlsx"
