from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.cdht_module.report.workbook import HEAD_ROW, cell

_TITLE = "THỐNG KÊ ĐÁNH GIÁ, CÔNG NHẬN “CÔNG DÂN HỌC TẬP” NĂM %s"
_MEASURES = (
    "Đăng ký",
    "Được thẩm định",
    "Đạt",
    "Không đạt",
    "Đạt 5 năm liền",
)
_APPRAISED, _PASSED = 1, 2
_FIRST = 2
# Registered people whose list did not get as far as an appraisal.
_WAITING = ("registered", "self_assessed")


class StatisticsXlsx(models.AbstractModel):
    """thong-ke.xlsx: the year's figures by unit and by group, of them women.

    The rules of the printing user apply; totals and shares are formulas.
    """

    _name = "report.cdht_module.statistics_xlsx"
    _description = "Statistics of a year (Excel)"
    _inherit = "report.cdht_module.workbook"

    @api.private
    def generate_xlsx_report(self, workbook, data, objs):
        objs._check_lists_in_reach()
        formats = self._formats(workbook)
        self._name_workbook(workbook, "Thống kê “Công dân học tập”", objs.unit_id)
        for campaign in objs:
            by_unit, by_group = self._figures(campaign)
            titles = [_TITLE % campaign.year, campaign.unit_id.name]
            for name, label, figures in (
                ("Theo đơn vị", "Thôn, đơn vị", by_unit),
                ("Theo nhóm đối tượng", "Nhóm đối tượng", by_group),
            ):
                if len(objs) > 1:
                    name = f"{name} {campaign.year}"
                self._write_figures(workbook, formats, titles, name, label, figures)

    def _figures(self, campaign):
        """Return ``([(unit, counts)], [(group, counts)])``, one query of counts.

        ``counts``: pairs of all and women for each of the measures.
        """
        rows = self.env["cdht.assessment"]._read_group(
            [("campaign_id", "=", campaign.id), ("state", "!=", "withdrawn")],
            ["unit_id", "labour_group_id", "citizen_id.gender", "state", "outcome",
             "grade"],
            ["__count"],
        )  # fmt: skip
        units = defaultdict(lambda: [[0, 0] for _measure in _MEASURES])
        groups = defaultdict(lambda: [[0, 0] for _measure in _MEASURES])
        lists = self.env["cdht.proposal"].search_fetch(
            [("campaign_id", "=", campaign.id)], ["unit_id"]
        )
        for unit in lists.unit_id:
            units[unit]  # a unit with nobody has its line of zeros
        for unit, group, gender, state, outcome, grade, count in rows:
            for measure in _measures(state, outcome, grade):
                for counts in (units[unit], groups[group]):
                    counts[measure][0] += count
                    counts[measure][1] += count if gender == "female" else 0
        known = self.env["cdht.labour.group"].search(Domain.TRUE)
        ordered_groups = [*known, *(group for group in groups if group not in known)]
        return (
            [
                (unit.name, units[unit])
                for unit in self.env["cdht.unit"].concat(*units).sorted()
            ],
            [(_group_name(group), groups[group]) for group in ordered_groups],
        )

    def _write_figures(self, workbook, formats, titles, name, label, figures):
        widths = [5, 38, *([9] * (2 * len(_MEASURES))), 11]
        sheet = self._add_sheet(workbook, name, titles, widths, formats)
        self._write_two_rows_of_heads(sheet, formats["head"], label)
        first = HEAD_ROW + 2
        total = first + len(figures)
        for number, (row_name, counts) in enumerate(figures, 1):
            row = first + number - 1
            sheet.write_number(row, 0, number, formats["number"])
            sheet.write_string(row, 1, row_name, formats["text"])
            for column, value in enumerate(_flat(counts), _FIRST):
                sheet.write_number(row, column, value, formats["number"])
            _write_share(sheet, row, formats["share"], counts)
        sheet.write_blank(total, 0, None, formats["total"])
        sheet.write_string(total, 1, "Tổng cộng", formats["total"])
        sums = [
            [sum(counts[measure][i] for _name, counts in figures) for i in (0, 1)]
            for measure in range(len(_MEASURES))
        ]
        for column, value in enumerate(_flat(sums) if figures else [], _FIRST):
            area = f"{cell(first, column)}:{cell(total - 1, column)}"
            sheet.write_formula(
                total, column, f"=SUM({area})", formats["total_number"], value
            )
        _write_share(sheet, total, formats["total_share"], sums)

    def _write_two_rows_of_heads(self, sheet, style, label):
        row, last = HEAD_ROW, _FIRST + 2 * len(_MEASURES)
        sheet.merge_range(row, 0, row + 1, 0, "TT", style)
        sheet.merge_range(row, 1, row + 1, 1, label, style)
        for i, measure in enumerate(_MEASURES):
            column = _FIRST + 2 * i
            sheet.merge_range(row, column, row, column + 1, measure, style)
            sheet.write_string(row + 1, column, "Tổng số", style)
            sheet.write_string(row + 1, column + 1, "Nữ", style)
        sheet.merge_range(row, last, row + 1, last, "Tỷ lệ đạt (%)", style)
        for line in (row, row + 1):
            sheet.set_row(line, 22)
        self._finish_head(sheet, row, 2)


def _measures(state, outcome, grade):
    """The measures in which a dossier counts."""
    yield 0
    if state in _WAITING or outcome == "not_assessed":
        return
    yield _APPRAISED
    if grade in ("passed", "passed_five"):
        yield _PASSED
        if grade == "passed_five":
            yield 4
    else:
        yield 3


def _write_share(sheet, row, style, counts):
    """Passed of those appraised, as a formula."""
    passed, appraised = (
        cell(row, _FIRST + 2 * _PASSED),
        cell(row, _FIRST + 2 * _APPRAISED),
    )
    value = counts[_PASSED][0] / counts[_APPRAISED][0] if counts[_APPRAISED][0] else ""
    sheet.write_formula(
        row,
        _FIRST + 2 * len(_MEASURES),
        f'=IF({appraised}=0,"",{passed}/{appraised})',
        style,
        value,
    )


def _flat(counts):
    return [value for pair in counts for value in pair]


def _group_name(group):
    return f"Nhóm {group.code.removeprefix('N')}" if group else "Chưa rõ nhóm"
