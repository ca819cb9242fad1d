from odoo import api, models

from odoo.addons.cdht_module.report.workbook import HEAD_ROW, cell
from odoo.addons.cdht_module.tools.paper_text import in_full
from odoo.addons.cdht_module.tools.rounding import (
    RATE_PLACES,
    difference,
    places_of,
    rounded,
)

_FIRST = 2  # the first column of figures, after number and unit


class ReportXlsx(models.AbstractModel):
    """bao-cao.xlsx: the figures of a report as they were taken, a sheet a table.

    Totals and their rates are formulas; so wide a table as that of all figures is two.
    """

    _name = "report.cdht_module.report_xlsx"
    _description = "Figures of a report (Excel)"
    _inherit = "report.cdht_module.workbook"

    @api.private
    def generate_xlsx_report(self, workbook, data, objs):
        formats = self._formats(workbook)
        self._name_workbook(workbook, "Số liệu báo cáo", objs.issuing_unit_id)
        for report in objs.filtered("taken_on"):
            for year, of in (
                (report.year, "figures"),
                (report.year - 1, "earlier_figures"),
            ):
                for code, heading, columns in report._matrices(of):
                    name = {"results": "Theo đơn vị", "people": "Người được công nhận"}
                    self._write_units(
                        workbook, formats, report, f"{name[code]} {year}", heading,
                        columns,
                    )  # fmt: skip
            self._write_targets(workbook, formats, report)
            self._write_models(workbook, formats, report)
            self._write_ethnicities(workbook, formats, report)

    def _titles(self, report, heading):
        return [heading, report._unit_name(report.area_id)]

    def _write_units(self, workbook, formats, report, name, heading, columns):
        widths = [5, 34, *[12] * len(columns)]
        titles = self._titles(report, heading)
        sheet = self._add_sheet(workbook, name, titles, widths, formats)
        heads = [one["label"] for one in columns]
        self._write_head(sheet, ["TT", "Thôn, đơn vị", *heads], widths, formats)
        names = report.line_ids.mapped("name")
        first, last = HEAD_ROW + 1, HEAD_ROW + len(names)
        for row, unit in enumerate(names, first):
            sheet.write_number(row, 0, row - HEAD_ROW, formats["number"])
            sheet.write_string(row, 1, unit, formats["text"])
            for place, one in enumerate(columns, _FIRST):
                value = one["values"][row - first]
                self._write_cell(sheet, row, place, value, formats, _style(one))
        sheet.write_blank(last + 1, 0, None, formats["total"])
        sheet.write_string(last + 1, 1, "Tổng cộng", formats["total"])
        for place, one in enumerate(columns, _FIRST):
            style = formats[f"total_{_style(one)}"]
            formula = _total_formula(one, heads, place, first, last)
            if formula and one["total"] is not None:
                sheet.write_formula(last + 1, place, formula, style, one["total"])
            else:
                self._write_cell(
                    sheet, last + 1, place, one["total"], formats,
                    f"total_{_style(one)}",
                )  # fmt: skip

    def _write_targets(self, workbook, formats, report):
        widths = [5, 50, 12, 12, 12, 12, 14, 12, 40]
        sheet = self._add_sheet(
            workbook,
            f"Chỉ tiêu {report.year}",
            self._titles(report, f"KẾT QUẢ SO VỚI CHỈ TIÊU NĂM {report.year}"),
            widths,
            formats,
        )
        labels = [
            "TT", "Chỉ tiêu", "Kế hoạch (%)", "Số đạt", "Trên tổng số", "Kết quả (%)",
            "Tăng, giảm so với kế hoạch (điểm %)", f"Năm {report.year - 1} (%)",
            "Lưu ý",
        ]  # fmt: skip
        self._write_head(sheet, labels, widths, formats)
        targets = report.figures["targets"]
        aim = _decimals(places_of(target["value"] for target in targets))
        styles = ["number", "text", aim, "number", "number", "rate", "gap", "rate",
                  "text"]  # fmt: skip
        for number, target in enumerate(targets, 1):
            # What stands says nothing doubtful.
            unconfirmed = ["Mức đề xuất, chưa có văn bản."] * target["to_confirm"]
            notes = " ".join(filter(None, [target["finding"], *unconfirmed]))
            notes = notes if report.state == "draft" else ""
            share, earlier = target["share"], target["earlier"]
            values = [
                number, in_full(target["name"]), target["value"], target["part"],
                target["whole"], None if share is None else rounded(share),
                None if share is None else rounded(difference(share, target["value"])),
                None if earlier is None else rounded(earlier), notes,
            ]  # fmt: skip
            self._write_row(sheet, HEAD_ROW + number, values, formats, styles)

    def _write_models(self, workbook, formats, report):
        heads = report._models_heads()
        widths = [5, 44, *[14] * len(heads)]
        sheet = self._add_sheet(
            workbook,
            f"Mô hình, tổ chức {report.year}",
            self._titles(report, report._models_heading()),
            widths,
            formats,
        )
        self._write_head(sheet, ["TT", "Nội dung", *heads], widths, formats)
        styles = ["number", "text", *["number", "number", "rate"] * 2]
        for number, row in enumerate(report._models_rows(), 1):
            self._write_row(sheet, HEAD_ROW + number, [number, *row], formats, styles)

    def _write_ethnicities(self, workbook, formats, report):
        widths = [5, 50, 18, 18]
        titles = self._titles(report, "SỐ NGƯỜI ĐƯỢC CÔNG NHẬN THEO DÂN TỘC")
        sheet = self._add_sheet(
            workbook, f"Dân tộc {report.year}", titles, widths, formats
        )
        heads = [f"Năm {year}" for year in (report.year, report.year - 1)]
        self._write_head(sheet, ["TT", "Dân tộc", *heads], widths, formats)
        rows = report._ethnicity_rows()
        styles = ["number", "text", "number", "number"]
        for number, row in enumerate(rows, 1):
            self._write_row(sheet, HEAD_ROW + number, [number, *row], formats, styles)
        first, last = HEAD_ROW + 1, HEAD_ROW + len(rows)
        sheet.write_blank(last + 1, 0, None, formats["total"])
        sheet.write_string(last + 1, 1, "Tổng cộng", formats["total"])
        for place in (2, 3) if rows else ():
            sheet.write_formula(
                last + 1, place, _sum(place, first, last), formats["total_number"],
                sum(row[place - 1] for row in rows),
            )  # fmt: skip


def _style(column):
    """The style of a column of figures, by its name in the workbook."""
    if not column["places"]:
        return "number"
    return "rate" if column["of"] else "gap"


def _decimals(places):
    return ("number", "rate", "decimals")[places]


def _sum(place, first, last):
    return f"=SUM({cell(first, place)}:{cell(last, place)})"


def _total_formula(column, heads, place, first, last):
    """The sum of a column, or the rate of the sums beside; None where the total is not
    that of the lines, as a base that is known of the whole only."""
    if column["of"]:
        part, whole = (
            cell(last + 1, _FIRST + heads.index(head)) for head in column["of"]
        )
        return f'=IF({whole}=0,"",ROUND(100*{part}/{whole},{RATE_PLACES}))'
    counted = [value for value in column["values"] if value is not None]
    if column["places"] or not counted or sum(counted) != column["total"]:
        return None
    return _sum(place, first, last)
