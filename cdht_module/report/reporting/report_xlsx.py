from odoo import api, models

_HEAD_ROW = 3


class ReportXlsx(models.AbstractModel):
    """bao-cao.xlsx: the figures of a report as they were taken, a sheet a table."""

    _name = "report.cdht_module.report_xlsx"
    _description = "Figures of a report (Excel)"
    _inherit = "report.cdht_module.workbook"

    @api.private
    def generate_xlsx_report(self, workbook, data, objs):
        formats = self._formats(workbook)
        for report in objs.filtered("taken_on"):
            self._write_units(workbook, formats, report, report.year)
            self._write_units(workbook, formats, report, report.year - 1)
            self._write_targets(workbook, formats, report)
            self._write_models(workbook, formats, report)
            self._write_ethnicities(workbook, formats, report)

    def _titles(self, report, heading):
        return [heading, report._unit_name(report.area_id)]

    def _write_units(self, workbook, formats, report, year):
        of = "figures" if year == report.year else "earlier_figures"
        heads, rows, total = report._matrix(of)
        sheet = self._add_sheet(
            workbook,
            f"Theo đơn vị {year}",
            self._titles(report, f"KẾT QUẢ THEO THÔN, ĐƠN VỊ NĂM {year}"),
            [5, 34, *[9] * len(heads)],
            formats,
        )
        labels = ["TT", "Thôn, đơn vị", *(label for label, _width in heads)]
        self._write_row(sheet, _HEAD_ROW, labels, formats, "head", "head")
        self._finish_head(sheet, _HEAD_ROW, 1)
        names = report.line_ids.mapped("name")
        for number, (name, row) in enumerate(zip(names, rows, strict=True), 1):
            self._write_row(sheet, _HEAD_ROW + number, [number, name, *row], formats)
        last = ["", "Tổng cộng", *total]
        self._write_row(
            sheet, _HEAD_ROW + len(rows) + 1, last, formats, "total", "total_number"
        )

    def _write_targets(self, workbook, formats, report):
        sheet = self._add_sheet(
            workbook,
            f"Chỉ tiêu {report.year}",
            self._titles(report, f"KẾT QUẢ SO VỚI CHỈ TIÊU NĂM {report.year}"),
            [60, 14, 12, 12, 14, 14, 44],
            formats,
        )
        labels = [
            "Chỉ tiêu", "Kế hoạch (%)", "Số đạt", "Trên tổng số", "Kết quả (%)",
            f"Năm {report.year - 1} (%)", "Lưu ý",
        ]  # fmt: skip
        self._write_row(sheet, _HEAD_ROW, labels, formats, "head", "head")
        for number, target in enumerate(report.figures["targets"], 1):
            # What stands says nothing doubtful.
            unconfirmed = ["Mức đề xuất, chưa có văn bản."] * target["to_confirm"]
            notes = " ".join(filter(None, [target["finding"], *unconfirmed]))
            notes = notes if report.state == "draft" else ""
            shares = [_rounded(target[name]) for name in ("share", "earlier")]
            row = [target["name"], target["value"], target["part"], target["whole"]]
            self._write_row(sheet, _HEAD_ROW + number, [*row, *shares, notes], formats)

    def _write_models(self, workbook, formats, report):
        annex = report._models_annex()
        sheet = self._add_sheet(
            workbook,
            f"Mô hình, tổ chức {report.year}",
            self._titles(report, annex["heading"]),
            [5, 44, *[14] * 6],
            formats,
        )
        labels = [column["label"] for column in annex["columns"]]
        self._write_row(sheet, _HEAD_ROW, labels, formats, "head", "head")
        for number, row in enumerate(annex["groups"][0]["rows"], 1):
            self._write_row(sheet, _HEAD_ROW + number, row, formats)

    def _write_ethnicities(self, workbook, formats, report):
        sheet = self._add_sheet(
            workbook,
            f"Dân tộc {report.year}",
            self._titles(report, "SỐ NGƯỜI ĐƯỢC CÔNG NHẬN THEO DÂN TỘC"),
            [5, 30, 16, 16],
            formats,
        )
        years = (report.year, report.year - 1)
        labels = ["TT", "Dân tộc", *(f"Năm {year}" for year in years)]
        self._write_row(sheet, _HEAD_ROW, labels, formats, "head", "head")
        for number, row in enumerate(report._ethnicity_rows(), 1):
            self._write_row(sheet, _HEAD_ROW + number, [number, *row], formats)

    def _write_row(self, sheet, row, values, formats, text="text", number="decimal"):
        """Numbers as numbers, all else as text: nothing becomes a formula."""
        for column, value in enumerate(values):
            if isinstance(value, (int, float)):
                sheet.write_number(row, column, value, formats[number])
            else:
                text_value = "" if value is None else str(value)
                sheet.write_string(row, column, text_value, formats[text])


def _rounded(share):
    return None if share is None else round(share, 2)
