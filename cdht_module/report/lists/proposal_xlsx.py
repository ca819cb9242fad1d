from odoo import api, models

_TITLE = "DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN DANH HIỆU “CÔNG DÂN HỌC TẬP” NĂM %s"
_GENDERS = {"male": "Nam", "female": "Nữ"}
_GRADES = {"passed": "Đạt", "failed": "Không đạt", "passed_five": "Đạt 5 năm liền"}
_OUTCOMES = {"refused": "Không được công nhận", "not_assessed": "Không đánh giá"}
_STATES = {"registered": "Chưa tự đánh giá", "self_assessed": "Chưa thẩm định"}
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
    ("Xếp loại", 15, "text"),
    ("Số năm liên tục", 9, "number"),
    ("Ghi chú", 30, "text"),
)
_IDENTITY = 4
_HEAD_ROW = 3


class ProposalXlsx(models.AbstractModel):
    """danh-sach-de-nghi.xlsx: everyone of the year with both totals, a sheet a unit.

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
        for campaign in objs:
            dossiers = self._dossiers(campaign, reads_identity)
            by_unit = dossiers.grouped("unit_id")
            lists = self.env["cdht.proposal"].search_fetch(
                [("campaign_id", "=", campaign.id)], ["unit_id"]
            )
            self.env["cdht.trace"]._record_people(
                dossiers, "print", "danh-sach-de-nghi.xlsx"
            )
            for unit in (lists.unit_id | dossiers.unit_id).sorted():
                rows = by_unit.get(unit, dossiers.browse())
                self._write_unit(
                    workbook, formats, columns, campaign, unit, rows, reads_identity
                )
        if not workbook.worksheets():
            self._add_sheet(workbook, "Danh sách", [_TITLE % ""], [40, 40], formats)

    def _dossiers(self, campaign, reads_identity):
        """The year's dossiers in name order, with what the sheets show; few queries.

        Fetched at once, since prefetching would go by 1000 records.
        """
        dossiers = self.env["cdht.assessment"].search_fetch(
            [("campaign_id", "=", campaign.id), ("state", "!=", "withdrawn")],
            [
                "citizen_id", "unit_id", "labour_group_id", "state", "outcome",
                "grade", "self_total", "appraised_total", "min_score",
                "appraised_complete", "earlier_streak",
            ],
            order="sort_name, id",
        )  # fmt: skip
        identity = ["identity_number"] if reads_identity else []
        dossiers.citizen_id.fetch(["name", "birth_year", "gender", *identity])
        return dossiers

    def _write_unit(
        self, workbook, formats, columns, campaign, unit, dossiers, reads_identity
    ):
        titles = [_TITLE % campaign.year, unit.chapter_name or unit.name]
        sheet = self._add_sheet(
            workbook, unit.name, titles, [width for _t, width, _s in columns], formats
        )
        for column, (title, _width, _style) in enumerate(columns):
            sheet.write_string(_HEAD_ROW, column, title, formats["head"])
        self._finish_head(sheet, _HEAD_ROW, 1)
        rule = campaign.set_id
        for number, dossier in enumerate(dossiers, 1):
            values = _person(number, dossier, rule, reads_identity)
            for column, value in enumerate(values):
                style = formats[columns[column][2]]
                row = _HEAD_ROW + number
                if isinstance(value, int) and value:
                    sheet.write_number(row, column, value, style)
                elif value:
                    sheet.write_string(row, column, value, style)
                else:
                    sheet.write_blank(row, column, None, style)
        passed = sum(1 for d in dossiers if d.grade in ("passed", "passed_five"))
        five = sum(1 for d in dossiers if d.grade == "passed_five")
        sheet.write_string(
            _HEAD_ROW + len(dossiers) + 2,
            1,
            f"Danh sách có {len(dossiers)} người; đạt: {passed}; trong đó đạt"
            f" {rule.outstanding_years} năm liền: {five}.",
        )


def _person(number, dossier, rule, reads_identity):
    """The cells of one person; 0 and empty ones stay blank."""
    citizen = dossier.citizen_id
    complete = dossier.appraised_complete
    eligible = dossier.grade in ("passed", "passed_five")
    return [
        number,
        citizen.name,
        citizen.birth_year,
        _GENDERS.get(citizen.gender, ""),
        *([citizen.identity_number or ""] if reads_identity else []),
        _group(dossier.labour_group_id.code or ""),
        dossier.self_total,
        dossier.appraised_total if complete else 0,
        dossier.min_score if complete else 0,
        _GRADES.get(dossier.grade, ""),
        dossier.earlier_streak + 1 if eligible else 0,
        _note(dossier, rule, eligible),
    ]


def _group(code):
    """“N1” as the 1 that lists write."""
    digits = code.removeprefix("N")
    return int(digits) if digits.isdecimal() else code


def _note(dossier, rule, eligible):
    """Why somebody is not proposed, or that the title will be an outstanding one."""
    if dossier.outcome in _OUTCOMES:
        return _OUTCOMES[dossier.outcome]
    if dossier.state in _STATES:
        return _STATES[dossier.state]
    if eligible:
        return "Tiêu biểu xuất sắc" if dossier.grade == "passed_five" else ""
    reasons = []
    if dossier.appraised_total < rule.pass_total:
        reasons.append(f"Tổng điểm dưới {rule.pass_total}")
    if dossier.min_score < rule.pass_min:
        reasons.append(f"có chỉ số dưới {rule.pass_min}")
    text = ", ".join(reasons)
    return text[:1].upper() + text[1:]
