from odoo import api, models

from odoo.addons.cdht_module.report.workbook import HEAD_ROW

_WIDTHS = [16, 12, 50, 24, 36, 16, 10, 12, 12, 30]


class OutgoingRegisterXlsx(models.AbstractModel):
    """so-dang-ky-van-ban-di.xlsx: the register as a workbook, a sheet a body."""

    _name = "report.cdht_module.outgoing_register_xlsx"
    _description = "Register of outgoing papers (Excel)"
    _inherit = "report.cdht_module.workbook"

    @api.private
    def generate_xlsx_report(self, workbook, data, objs):
        objs._check_registers_in_reach()
        formats = self._formats(workbook)
        self._name_workbook(workbook, "Sổ đăng ký văn bản đi", objs.unit_id)
        for campaign in objs:
            registers = campaign._register_values()["registers"]
            for register in registers:
                body = " ".join(register["body_lines"])
                titles = [f"SỔ ĐĂNG KÝ VĂN BẢN ĐI NĂM {register['year']}", body]
                name = f"{body} {register['year']}"
                sheet = self._add_sheet(workbook, name, titles, _WIDTHS, formats)
                heads = [one["label"] for one in register["columns"]]
                self._write_head(sheet, heads, _WIDTHS, formats)
                rows = [row for group in register["groups"] for row in group["rows"]]
                for place, row in enumerate(rows, HEAD_ROW + 1):
                    styles = ["text"] * len(row)
                    self._write_row(sheet, place, row, formats, styles)
            if not registers:
                titles = [f"Năm {campaign.year}: chưa có văn bản"]
                self._add_sheet(workbook, "-", titles, [30, 30], formats)
