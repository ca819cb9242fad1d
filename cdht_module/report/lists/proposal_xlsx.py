from odoo import api, models

from odoo.addons.cdht_module.report.workbook import HEAD_ROW
from odoo.addons.cdht_module.tools.vietnamese_text import SEXES

_OF_TITLE = "DANH HIỆU “CÔNG DÂN HỌC TẬP” NĂM %s"
# Title, width, style of the cells; the identity number is left out for those who
# may not read it.
_COLUMNS = (
    ("TT", 5, "number"),
    ("Họ và tên", 28, "text"),
    ("Năm sinh", 9, "year"),
    ("Giới tính", 8, "code"),
    ("Số định danh cá nhân", 17, "code"),
    ("Nhóm đối tượng", 10, "number"),
    ("Điểm tự chấm", 9, "number"),
    ("Điểm thẩm định", 9, "number"),
    ("Điểm chỉ số thấp nhất", 10, "number"),
    ("Xếp loại", 17, "text"),
    ("Số năm liên tục", 9, "number"),
    ("Ghi chú", 30, "text"),
)
_IDENTITY = 4


class ProposalXlsx(models.AbstractModel):
    """danh-sach-de-nghi.xlsx: everyone of the year with both totals, a sheet a list,
    in the order, with the grades and reasons of the list on paper; to be signed.

    The rules of the printing user apply: a chapter gets its own people.
    """

    _name = "report.cdht_module.proposal_xlsx"
    _description = "Proposal lists (Excel)"
    _inherit = "report.cdht_module.workbook"

    @api.private
    def generate_xlsx_report(self, workbook, data, objs):
        objs._check_lists_in_reach()
        formats = self._formats(workbook)
        Citizen = self.env["cdht.citizen"]
        reads_identity = Citizen._has_field_access(
            Citizen._fields["identity_number"], "read"
        )
        columns = [
            column
            for i, column in enumerate(_COLUMNS)
            if i != _IDENTITY or reads_identity
        ]
        heading = self.env["cdht.proposal"]._list_title
        title = "Danh sách kết quả thẩm định, đề nghị công nhận"
        self._name_workbook(workbook, title, objs.unit_id)
        for campaign in objs:
            dossiers = self._dossiers(campaign, reads_identity)
            failed = dossiers.filtered(lambda dossier: dossier.grade == "failed")
            # The level above reads totals only, of no indicator.
            reads_scores = self.env["cdht.assessment.line"].has_access("read")
            reasons = failed._failure_reasons() if reads_scores else {}
            by_list = dossiers.grouped("proposal_id")
            lists = self.env["cdht.proposal"].search_fetch(
                [("campaign_id", "=", campaign.id)],
                ["unit_id", "meeting_secretary", "meeting_chair"],
            )
            self.env["cdht.trace"]._record_people(
                dossiers, "print", "danh-sach-de-nghi.xlsx"
            )
            by_unit = lists.sorted("id").grouped("unit_id")
            for unit in lists.unit_id.sorted():
                for one in by_unit[unit]:
                    rows = by_list.get(one, dossiers.browse())
                    self._write_list(
                        workbook, formats, columns, one, rows, reasons, reads_identity
                    )
        if not workbook.worksheets():
            self._add_sheet(workbook, "Danh sách", [heading], [40, 40], formats)

    def _dossiers(self, campaign, reads_identity):
        """The year's dossiers in name order, with what the sheets show; few queries.

        Fetched at once, since prefetching would go by 1000 records.
        """
        dossiers = self.env["cdht.assessment"].search_fetch(
            [("campaign_id", "=", campaign.id), ("state", "!=", "withdrawn")],
            [
                "citizen_id", "proposal_id", "labour_group_id", "state", "outcome",
                "grade", "self_total", "appraised_total", "min_score",
                "appraised_complete", "earlier_streak",
            ],
            order="sort_name, id",
        )  # fmt: skip
        identity = ["identity_number"] if reads_identity else []
        dossiers.citizen_id.fetch(["name", "birth_year", "gender", *identity])
        return dossiers

    def _write_list(
        self, workbook, formats, columns, one, dossiers, reasons, reads_identity
    ):
        unit, year = one.unit_id, one.campaign_id.year
        widths = [width for _title, width, _style in columns]
        title = f"{one._list_title} {_OF_TITLE % year}"
        titles = [title, unit.chapter_name or unit.name]
        sheet = self._add_sheet(workbook, unit.name, titles, widths, formats)
        heads = [title for title, _width, _style in columns]
        self._write_head(sheet, heads, widths, formats)
        styles = [style for _title, _width, style in columns]
        rows = [row for _part, own in one._list_rows(dossiers, reasons) for row in own]
        for row in rows:
            values = _person(row, reads_identity)
            self._write_row(sheet, HEAD_ROW + row["number"], values, formats, styles)
        row = HEAD_ROW + len(rows) + 2
        sheet.write_string(row, 1, _end(dossiers, one.campaign_id), formats["plain"])
        # As the list on paper is signed.
        middle, last = len(columns) // 2, len(columns) - 1
        for left, right, title, name in (
            (1, middle - 1, "NGƯỜI LẬP DANH SÁCH", one.meeting_secretary),
            (middle, last, "TM. CHI HỘI", one.meeting_chair),
        ):
            for place, text, style in (
                (row + 2, title, "sign"),
                (row + 3, "(Ký, ghi rõ họ tên)", "sign_note"),
                (row + 8, name or "", "sign"),
            ):
                sheet.merge_range(place, left, place, right, text, formats[style])


def _end(dossiers, campaign):
    grades = dossiers.mapped("grade")
    five, failed = grades.count("passed_five"), grades.count("failed")
    return (
        f"Danh sách có {len(dossiers)} người; đạt: {grades.count('passed') + five};"
        f" trong đó đạt {campaign.set_id.outstanding_years} năm liền: {five}; không"
        f" đạt: {failed}."
    )


def _person(row, reads_identity):
    """The cells of one person; 0 and empty ones stay blank."""
    dossier = row["dossier"]
    citizen = dossier.citizen_id
    outstanding = "Tiêu biểu xuất sắc" if dossier.grade == "passed_five" else ""
    return [
        row["number"],
        row["name"],
        row["birth_year"] or None,
        SEXES.get(citizen.gender, ""),
        *([citizen.identity_number or ""] if reads_identity else []),
        _group(row["group"]),
        dossier.self_total or None,
        _number(row["total"]),
        _number(row["lowest"]),
        row["grade"],
        _number(row["streak"]),
        row["reason"] or outstanding,
    ]


def _number(cell):
    return None if cell == "" else cell


def _group(code):
    """“N1” as the 1 that lists write."""
    digits = code.removeprefix("N")
    return int(digits) if digits.isdecimal() else code
