from odoo import api, models

from odoo.addons.cdht_module.report.workbook import HEAD_ROW
from odoo.addons.cdht_module.tools.vietnamese_text import SEXES

_WHY = {
    "adult": "Đến tuổi trưởng thành",
    "last_year": "Tham gia năm trước",
}
# Title, width, style of the cells.
_COLUMNS = (
    ("TT", 5, "number"),
    ("Họ và tên", 28, "text"),
    ("Năm sinh", 9, "year"),
    ("Giới tính", 8, "code"),
    ("Nhóm đối tượng", 10, "code"),
    ("Số năm liên tục đến năm trước", 12, "number"),
    ("Vì sao mời", 24, "text"),
    ("Ký, ghi rõ họ tên", 26, "text"),
    ("Ghi chú", 16, "text"),
)
# A signature needs room.
_ROW_HEIGHT = 24


class AskingXlsx(models.AbstractModel):
    """danh-sach-moi-dang-ky.xlsx: whom to ask for the year, a sheet a unit, with room
    for signatures; the rules of the printing user apply."""

    _name = "report.cdht_module.asking_xlsx"
    _description = "People to ask (Excel)"
    _inherit = "report.cdht_module.workbook"

    @api.private
    def generate_xlsx_report(self, workbook, data, objs):
        objs._check_lists_in_reach()
        formats = self._formats(workbook)
        self._name_workbook(workbook, "Danh sách mời đăng ký", objs.unit_id)
        for campaign in objs:
            rows = self.env["cdht.asking"].search([("campaign_id", "=", campaign.id)])
            rows.citizen_id.fetch(["name", "unit_rank"])
            self.env["cdht.trace"]._record_people(
                rows.citizen_id, "print", "danh-sach-moi-dang-ky.xlsx"
            )
            by_unit = rows.grouped("unit_id")
            for unit in rows.unit_id.sorted():
                people = self.env["cdht.unit"]._in_paper_order(by_unit[unit])
                self._write_unit(workbook, formats, campaign, unit, people)
        if not workbook.worksheets():
            titles = [said.get("title", "") for said in objs._asking_words().values()]
            self._add_sheet(workbook, "Danh sách", titles, [40, 40], formats)

    def _write_unit(self, workbook, formats, campaign, unit, people):
        heads, widths, styles = zip(*_COLUMNS, strict=True)
        titles = [
            campaign._asking_words()[campaign].get("title", ""),
            unit.chapter_name or unit.name,
            campaign._signed_sentence(),
        ]
        sheet = self._add_sheet(workbook, unit.name, titles, widths, formats)
        self._write_head(sheet, heads, widths, formats)
        for number, row in enumerate(people, start=1):
            values = [
                number,
                row.citizen_id.name,
                row.birth_year or None,
                SEXES.get(row.gender, ""),
                row.labour_group_id.code or "",
                row.streak or None,
                _why(row),
                "",
                "",
            ]
            self._write_row(sheet, HEAD_ROW + number, values, formats, styles)
            sheet.set_row(HEAD_ROW + number, _ROW_HEIGHT)


def _why(row):
    if row.why == "running":
        return f"Đã đạt {row.streak} năm liền"
    return _WHY.get(row.why, "")
