from odoo import api, models
from odoo.fields import Domain

from odoo.addons.cdht_module.report.workbook import A4, HEAD_ROW, cell, height
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.list_reader import STEP_SHEET
from odoo.addons.cdht_module.tools.vietnamese_text import SEXES

TITLES = {
    "assessment": "DANH SÁCH VÀ ĐIỂM “CÔNG DÂN HỌC TẬP” NĂM %s",
    "registration": "DANH SÁCH ĐĂNG KÝ “CÔNG DÂN HỌC TẬP” NĂM %s",
    "people": "DANH SÁCH CÔNG DÂN NĂM %s",
    "population": "SỐ LIỆU NỀN NĂM %s",
}
# Key, title, width of what is told of a person.
_NAME = (
    ("number", "STT", 5),
    ("name", "Họ và tên", 28),
    ("birth", "Ngày sinh", 12),
    ("birth_year", "Năm sinh (nếu chỉ biết năm)", 11),
)
_MORE = (
    ("sex", "Giới tính", 8),
    ("identity", "Số định danh cá nhân", 16),
    ("group", "Nhóm", 7),
    ("occupation", "Nghề nghiệp", 18),
    ("phone", "Điện thoại", 13),
)
_UNIT = (("unit", "Thôn, đơn vị", 28),)
_KEY = (("row_key", "Mã dòng (không sửa)", 10),)
COLUMNS = {
    "assessment": _NAME + _MORE,
    "registration": _NAME + _MORE,
    "people": _NAME + _UNIT,
}
# Rows that are ready for people to be added.
_SPARE = 40
_UNITS_FROM = 3  # the row of the hidden sheet where the names of units begin
_OLDEST = 1900
_GUIDE = 76  # the width of the instructions
_TYPED = {
    "font_name": "Times New Roman", "font_size": 12, "valign": "vcenter",
    "locked": False,
}  # fmt: skip
_STYLES = {
    "text": {"text_wrap": True},
    "code": {"num_format": "@", "align": "center"},
    "number": {"align": "center", "num_format": "0"},
    "date": {"align": "center", "num_format": "dd/mm/yyyy"},
    "figure": {"align": "center", "num_format": "#,##0"},
}
_STYLE_OF = {
    "number": "number", "birth": "date", "birth_year": "number", "sex": "code",
    "identity": "code", "group": "number", "phone": "code", "row_key": "code",
}  # fmt: skip
# What a protected sheet still lets people do.
_ALLOWED = {
    name: True
    for name in (
        "format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows",
        "delete_columns", "sort", "autofilter",
    )
}  # fmt: skip


class ListTemplateXlsx(models.AbstractModel):
    """The workbook of units to fill in: known people, what may be chosen, limits,
    locked totals, what each indicator asks, and a hidden sheet by which the import
    knows it again. The rules of the asking user apply."""

    _name = "report.cdht_module.list_template_xlsx"
    _description = "Workbook to fill in (Excel)"
    _inherit = "report.cdht_module.workbook"

    @api.private
    def generate_xlsx_report(self, workbook, data, objs):
        for window in objs:
            self._write_workbook(workbook, window)

    def _write_workbook(self, workbook, window):
        kind, campaign, units = window.kind, window.campaign_id, window._units()
        title = TITLES[kind] % campaign.year
        self._name_workbook(workbook, title, campaign.unit_id)
        formats = self._typed_formats(workbook)
        if kind == "population":
            self._write_population(workbook, formats, title, campaign, units)
        else:
            people = self._people(kind, campaign, units)
            self.env["cdht.trace"]._record_people(
                people, "print", f"{window._file_name()}.xlsx"
            )
            if kind == "people":
                self._write_people(
                    workbook, formats, title, kind, campaign, campaign.unit_id, people
                )
            else:
                by_unit = people.grouped("unit_id")
                for unit in units:
                    own = by_unit.get(unit, people.browse())
                    self._write_people(
                        workbook, formats, title, kind, campaign, unit, own
                    )
        self._write_guide(workbook, formats, kind, campaign)
        self._write_step(workbook, kind, campaign, units)

    def _typed_formats(self, workbook):
        formats = self._formats(workbook)
        for name, style in _STYLES.items():
            # Below the lines that are drawn one may go on.
            formats[f"free_{name}"] = workbook.add_format({**_TYPED, **style})
            bordered = {**_TYPED, **style, "border": 1}
            formats[f"typed_{name}"] = workbook.add_format(bordered)
        return formats

    # -- Who stands on it.

    def _people(self, kind, campaign, units):
        """The units' people in the order of papers; those who moved away or died only
        with a dossier of the year."""
        dossiers = self._dossiers_of(campaign, units)
        people = self.env["cdht.citizen"].search(
            [
                ("unit_id", "in", units.ids),
                ("anonymised_on", "=", False),
                "|",
                ("status", "in", ("present", "away")),
                ("id", "in", dossiers.citizen_id.ids),
            ]
        )
        # Whose dossier lies in another unit is mended there.
        elsewhere = dossiers.filtered(lambda one: one.unit_id != one.citizen_id.unit_id)
        return self.env["cdht.unit"]._in_paper_order(people - elsewhere.citizen_id)

    def _dossiers_of(self, campaign, units):
        return self.env["cdht.assessment"].search(
            [
                ("campaign_id", "=", campaign.id),
                "|",
                ("unit_id", "in", units.ids),
                ("citizen_id.unit_id", "in", units.ids),
                ("state", "!=", "withdrawn"),
            ]
        )

    # -- A sheet of people.

    def _write_people(self, workbook, formats, title, kind, campaign, unit, people):
        told = [*COLUMNS[kind]]
        if not self._reads_identity():
            told = [one for one in told if one[0] not in ("identity", "phone")]
        blocks = ("self_score", "appraised_score") if kind == "assessment" else ()
        indicators = campaign.set_id.indicator_ids if blocks else []
        columns = [*told, *((None, "", 4.5),) * (len(indicators) * len(blocks)), *_KEY]
        widths = [width for _key, _title, width in columns] + [9] * len(blocks)
        name = "Danh sách" if kind == "people" else unit.name
        heading = [
            title,
            unit.name if kind == "people" else unit.chapter_name or unit.name,
        ]
        sheet = self._add_sheet(workbook, name, heading, widths, formats)
        first, last = HEAD_ROW + 2, HEAD_ROW + 1 + len(people) + _SPARE
        for place, (key, _title, width) in enumerate(columns):
            style = formats[f"free_{_STYLE_OF.get(key, 'text' if key else 'number')}"]
            hidden = {"hidden": True} if key == "row_key" else {}
            sheet.set_column(place, place, width, style, hidden)
        self._write_people_head(sheet, formats, columns, indicators, blocks)
        scores = self._scores_of(campaign, people) if blocks else {}
        Import = self.env["cdht.import"]
        for number in range(last - first + 1):
            row, person = first + number, people[number : number + 1]
            values = self._values_of(person, number + 1, told) if person else {}
            if person:
                values["row_key"] = Import._row_key(campaign, person)
            for place, (key, _title, _width) in enumerate(columns):
                if key:
                    self._write_typed(sheet, row, place, key, values.get(key), formats)
            self._write_scores(
                sheet, row, len(told), scores.get(person.id, ()), formats, indicators,
                blocks,
            )  # fmt: skip
        self._limit_people(sheet, first, last, columns, campaign)
        place = len(told)
        for _block in blocks:
            self._limit_scores(sheet, first, last, place, indicators, campaign)
            place += len(indicators)
        sheet.autofilter(HEAD_ROW + 1, 0, last, len(columns) - 1)
        sheet.protect("", _ALLOWED)

    def _reads_identity(self):
        Citizen = self.env["cdht.citizen"]
        return Citizen._has_field_access(Citizen._fields["identity_number"], "read")

    def _write_people_head(self, sheet, formats, columns, indicators, blocks):
        row, style = HEAD_ROW, formats["head"]
        for place, (key, title, _width) in enumerate(columns):
            if key:
                sheet.merge_range(row, place, row + 1, place, title, style)
        place = next((n for n, one in enumerate(columns) if not one[0]), 0)
        for block, title in zip(
            blocks, ("Điểm tự chấm", "Điểm thẩm định"), strict=False
        ):
            sheet.merge_range(
                row, place, row, place + len(indicators) - 1, title, style
            )
            for indicator in indicators:
                sheet.write_number(row + 1, place, int(indicator._number()), style)
                note = f"Chỉ số {indicator._number()}. {indicator.name}"
                sheet.write_comment(
                    row + 1, place, note, {"x_scale": 2.5, "y_scale": 2}
                )
                place += 1
            shown = "tự chấm" if block == "self_score" else "thẩm định"
            total = len(columns) + (block != "self_score")
            sheet.merge_range(row, total, row + 1, total, f"Tổng cộng ({shown})", style)
        sheet.set_row(row, 34)
        sheet.set_row(row + 1, 30)
        self._finish_head(sheet, row, 2)

    def _values_of(self, person, number, told):
        keys = {key for key, _title, _width in told}
        digits = (person.labour_group_id.code or "").removeprefix("N")
        return {
            "number": number,
            "name": person.name,
            "birth": person.birth_date,
            "birth_year": None if person.birth_date else person.birth_year,
            "sex": SEXES.get(person.gender),
            "identity": person.identity_number if "identity" in keys else None,
            "group": int(digits) if digits.isdecimal() else digits,
            "occupation": person.occupation,
            "phone": person.phone if "phone" in keys else None,
            "unit": person.unit_id.name,
        }

    def _write_typed(self, sheet, row, place, key, value, formats):
        style = f"typed_{_STYLE_OF.get(key, 'text')}"
        if key == "birth" and value:
            sheet.write_datetime(row, place, value, formats[style])
        else:
            self._write_cell(sheet, row, place, value, formats, style)

    def _scores_of(self, campaign, people):
        """{person's id: pairs of scores by indicator}; of those that they may read."""
        lines = self.env["cdht.assessment.line"].search_fetch(
            [
                ("assessment_id.campaign_id", "=", campaign.id),
                ("assessment_id.citizen_id", "in", people.ids),
                ("assessment_id.state", "!=", "withdrawn"),
            ],
            ["assessment_id", "self_score", "appraised_score"],
        )
        return {
            dossier.citizen_id.id: [
                (line.self_score, line.appraised_score) for line in own
            ]
            for dossier, own in lines.grouped("assessment_id").items()
        }

    def _write_scores(self, sheet, row, place, scores, formats, indicators, blocks):
        count = len(indicators)
        for which, _block in enumerate(blocks):
            first = place + which * count
            own = [pair[which] for pair in scores] or [0] * count
            for offset, score in enumerate(own):
                self._write_cell(
                    sheet, row, first + offset, score or None, formats, "typed_number"
                )
            area = f"{cell(row, first)}:{cell(row, first + count - 1)}"
            sheet.write_formula(
                row,
                place + len(blocks) * count + 1 + which,
                f'=IF(COUNT({area})=0,"",SUM({area}))',
                formats["total_number"],
                sum(own) or "",
            )

    # -- What may be typed.

    def _limit_people(self, sheet, first, last, columns, campaign):
        today = clock.today()
        groups = self.env["cdht.labour.group"].search(Domain.TRUE)
        codes = [group.code.removeprefix("N") for group in groups]
        meanings = "; ".join(
            f"{code}: {group.name}" for code, group in zip(codes, groups, strict=True)
        )
        limits = {
            "sex": {"validate": "list", "source": list(SEXES.values())},
            "group": {
                "validate": "list",
                "source": codes,
                "input_title": "Nhóm đối tượng",
                "input_message": meanings[:255],
            },
            "birth": {
                "validate": "date",
                "criteria": "between",
                "minimum": today.replace(year=_OLDEST, month=1, day=1),
                "maximum": today,
                "error_message": "Ghi ngày/tháng/năm sinh, ví dụ 18/02/1990.",
            },
            "birth_year": {
                "validate": "integer",
                "criteria": "between",
                "minimum": _OLDEST,
                "maximum": today.year,
                "error_message": "Ghi năm sinh gồm bốn chữ số.",
            },
            "identity": {
                "validate": "length",
                "criteria": "==",
                "value": 12,
                "error_message": "Số định danh cá nhân có 12 chữ số.",
            },
            "unit": {
                "validate": "list",
                "source": f"={STEP_SHEET}!$A${_UNITS_FROM}:$A$200",
            },
        }
        for place, (key, title, _width) in enumerate(columns):
            if key in limits:
                limit = {"error_title": title.split(" (")[0], **limits[key]}
                sheet.data_validation(first, place, last, place, limit)

    def _limit_scores(self, sheet, first, last, place, indicators, campaign):
        rule = campaign.set_id
        bounds = f"từ {rule.score_min} đến {rule.score_max}"
        sheet.data_validation(
            first, place, last, place + len(indicators) - 1,
            {
                "validate": "integer",
                "criteria": "between",
                "minimum": rule.score_min,
                "maximum": rule.score_max,
                "error_title": "Điểm",
                "error_message": f"Điểm là số nguyên {bounds}.",
            },
        )  # fmt: skip

    # -- Figures of units.

    def _write_population(self, workbook, formats, title, campaign, units):
        titles, ticks = self.env["cdht.import"]._figure_titles()
        heads = ["STT", "Thôn, đơn vị", *titles.values()]
        widths = [5, 40, *[11] * len(titles)]
        heading = [title, campaign.unit_id.name]
        sheet = self._add_sheet(workbook, "Số liệu nền", heading, widths, formats)
        self._write_head(sheet, heads, widths, formats)
        recorded = self.env["cdht.population"].search(
            [("unit_id", "in", units.ids), ("year", "=", campaign.year)]
        ).grouped("unit_id")  # fmt: skip
        first = HEAD_ROW + 1
        for number, unit in enumerate(units):
            row, held = first + number, recorded.get(unit)
            sheet.write_number(row, 0, number + 1, formats["number"])
            sheet.write_string(row, 1, unit.name, formats["text"])
            for place, name in enumerate(titles, 2):
                value = held[name] if held else None
                if name in ticks:
                    value = "x" if value else None
                self._write_cell(sheet, row, place, value, formats, "typed_figure")
        last = first + len(units)
        sheet.write_blank(last, 0, None, formats["total"])
        sheet.write_string(last, 1, "Tổng cộng", formats["total"])
        for place, name in enumerate(titles, 2):
            area = f"{cell(first, place)}:{cell(last - 1, place)}"
            if name in ticks:
                sheet.write_blank(last, place, None, formats["total"])
                continue
            total = sum(row[name] for rows in recorded.values() for row in rows)
            sheet.write_formula(
                last, place, f"=SUM({area})", formats["total_number"], total
            )
            limit = {
                "validate": "integer",
                "criteria": ">=",
                "value": 0,
                "error_message": "Ghi số nguyên, không âm.",
            }
            sheet.data_validation(first, place, last - 1, place, limit)
        sheet.protect("", _ALLOWED)

    # -- What it is for, in words and for the import.

    def _write_guide(self, workbook, formats, kind, campaign):
        sheet = workbook.add_worksheet("Hướng dẫn")
        sheet.set_paper(A4)
        sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, _GUIDE)
        sheet.write_string(0, 0, "HƯỚNG DẪN GHI TỆP", formats["title"])
        wrapped = workbook.add_format(
            {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True}
        )
        for number, text in enumerate(self._guide(kind, campaign), 1):
            line = f"{number}. {text}"
            sheet.write_string(number + 1, 0, line, wrapped)
            sheet.set_row(number + 1, height(line, _GUIDE) + 4)

    def _guide(self, kind, campaign):
        rule = campaign.set_id
        yield f"Tệp dùng cho: {campaign.name} ({campaign.unit_id.name})."
        if kind == "population":
            yield "Mỗi thôn, đơn vị một dòng; ô để trống là giữ nguyên số đã có."
            yield "Hai cột cuối: ghi “x” nếu năm nay là cộng đồng, đơn vị học tập."
        else:
            yield "Sửa thẳng vào dòng của từng người; ô để trống là giữ như cũ."
            yield "Thêm người: ghi vào các dòng trống bên dưới."
            yield (
                "Mỗi dòng có một mã ẩn, nhờ đó tên hoặc số định danh được sửa vẫn là"
                " của người ấy. Không chép mã, không ghi người khác đè lên dòng đã có"
                " tên."
            )
            yield (
                "Được sắp xếp, lọc, bớt cột không dùng; lưu bằng Excel hoặc LibreOffice"
                " đều được (.xlsx, .ods)."
            )
        if kind == "assessment":
            yield (
                f"Điểm là số nguyên từ {rule.score_min} đến {rule.score_max}; đưa chuột"
                " vào số thứ tự của chỉ số để đọc nội dung. Người chưa có điểm: để"
                " trống cả hàng điểm."
            )
            yield (
                "Điểm thẩm định để trống: chưa có thì như điểm tự chấm, đã có thì giữ."
            )
        yield (
            "Cột tổng đã khóa; bỏ khóa (không có mật khẩu): Review (Xem lại) →"
            " Unprotect Sheet (Bỏ khóa trang tính)."
        )
        yield (
            "Nộp lại: mở “Nhập danh sách”, chọn tệp này, bấm “Kiểm tra tệp” rồi “Nhập"
            " vào”."
            " Phần mềm tự nhận ra tệp dùng cho bước nào."
        )

    def _write_step(self, workbook, kind, campaign, units):
        sheet = workbook.add_worksheet(STEP_SHEET)
        for place, text in enumerate(
            self.env["cdht.import"]._served_step(kind, campaign)
        ):
            sheet.write_string(0, place, text)
        for number, unit in enumerate(units, _UNITS_FROM - 1):
            sheet.write_string(number, 0, unit.name)
        sheet.very_hidden()
