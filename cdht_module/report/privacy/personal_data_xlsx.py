from datetime import date

from odoo import api, models

from odoo.addons.cdht_module.report.workbook import HEAD_ROW

# Beside what is personal: where the person is listed.
_LISTED = ("unit_id", "labour_group_id", "status")
_ITEMS = (("Mục", 30), ("Nội dung", 60))
_SCORES = (
    ("Năm", 8), ("Đơn vị", 20), ("Trạng thái", 16), ("Chỉ số", 36), ("Điểm tự chấm", 9),
    ("Điểm thẩm định", 9), ("Minh chứng", 40), ("Tệp minh chứng", 30), ("Lý do", 30),
)  # fmt: skip
_TITLES = (
    ("Năm", 8), ("Quyết định", 20), ("Ngày", 12), ("Số năm liên tục", 9),
    ("Trạng thái", 16),
)  # fmt: skip
_CONSENTS = (
    ("Năm", 8), ("Đồng ý", 16), ("Cách ghi nhận", 24), ("Ngày", 12), ("Ngày rút", 12),
    ("Lý do rút", 30), ("Căn cứ xử lý dữ liệu", 36),
)  # fmt: skip
_TRACES = (
    ("Thời gian", 18), ("Người thực hiện", 26), ("Việc", 28), ("Trước", 18),
    ("Sau", 18), ("Lý do", 40),
)  # fmt: skip
_ELSEWHERE = "Có lưu; người được giao quyền cung cấp riêng"


class PersonalDataXlsx(models.AbstractModel):
    """All that is kept about one person, to be handed over on request.

    There is no ``ir.actions.report`` of it and its steps are private, so nobody calls
    it from outside: the move of the request checks who makes it and leaves a trace.
    """

    _name = "report.cdht_module.personal_data"
    _description = "A person's data (Excel)"
    _inherit = "report.cdht_module.workbook"

    def _workbook_of(self, citizen):
        """Return the workbook's bytes; the caller checked who may have it."""
        citizen.ensure_one()
        return (
            self.with_context(active_model=citizen._name, lang="vi_VN")
            .create_xlsx_report(citizen.ids, {})[0]
        )  # fmt: skip

    @api.private
    def generate_xlsx_report(self, workbook, data, objs):
        # sudo: move: the person's data of every unit and year are theirs; the move that
        # makes the workbook checked the officer
        person = objs.sudo().with_context(active_test=False)
        formats = self._formats(workbook)
        self._name_workbook(workbook, "Dữ liệu cá nhân", person.unit_id.commune_id)
        dossiers = person.assessment_ids
        for name, columns, rows in (
            ("Thông tin cá nhân", _ITEMS, self._person_rows(person)),
            ("Điểm và minh chứng", _SCORES, self._score_rows(dossiers)),
            ("Danh hiệu", _TITLES, self._title_rows(person.recognition_ids)),
            ("Đồng ý xử lý dữ liệu", _CONSENTS, self._consent_rows(dossiers)),
            *self._further_sheets(person),
            ("Nhật ký", _TRACES, self._trace_rows(person)),
        ):
            self._write_sheet(workbook, formats, name, columns, rows)

    def _further_sheets(self, person):
        """What later rooms keep of a person: [(name, columns, rows)]."""
        return []

    def _write_sheet(self, workbook, formats, name, columns, rows):
        widths = [width for _title, width in columns]
        titles = ["DỮ LIỆU CÁ NHÂN ĐANG LƯU", name]
        sheet = self._add_sheet(workbook, name, titles, widths, formats)
        heads = [title for title, _width in columns]
        self._write_head(sheet, heads, widths, formats)
        for row, values in enumerate(rows, HEAD_ROW + 1):
            for column, value in enumerate(values):
                style = _style(value)
                shown_value = _shown_day(value)
                self._write_cell(sheet, row, column, shown_value, formats, style)

    def _person_rows(self, person):
        # The officer's own rights tell whether they see a field.
        citizen, rows = self.env["cdht.citizen"], []
        for name in (*citizen._personal(), *_LISTED):
            field = citizen._fields[name]
            if citizen._has_field_access(field, "read"):
                value = shown(person, name)
            elif person[name]:
                value = _ELSEWHERE
            else:
                continue
            rows.append((field._description_string(self.env), value))
        return rows

    def _score_rows(self, dossiers):
        return [
            (
                dossier.year,
                dossier.unit_id.name,
                shown(dossier, "state"),
                line.display_name,
                line.self_score or "",
                line.appraised_score or "",
                line.evidence,
                ", ".join(line.attachment_ids.mapped("name")),
                line.note,
            )
            for dossier in dossiers
            for line in dossier.line_ids
        ]

    def _title_rows(self, titles):
        return [
            (
                title.year,
                title.decision_reference,
                title.decision_date,
                title.streak,
                shown(title, "state"),
            )
            for title in titles
        ]

    def _consent_rows(self, dossiers):
        return [
            (
                dossier.year,
                shown(dossier, "consent_state"),
                shown(dossier, "consent_channel"),
                dossier.consent_date,
                dossier.consent_withdrawn_on,
                dossier.consent_withdrawal_reason,
                dossier.processing_basis,
            )
            for dossier in dossiers
        ]

    def _trace_rows(self, person):
        about = {
            person._name: person.ids,
            "cdht.assessment": person.assessment_ids.ids,
            "cdht.assessment.line": person.assessment_ids.line_ids.ids,
            "cdht.recognition": person.recognition_ids.ids,
            "cdht.data.request": person.data_request_ids.ids,
        }
        Trace = person.env["cdht.trace"]
        traces = Trace.union(
            *(
                Trace.search([("res_model", "=", model), ("res_id", "in", ids)])
                for model, ids in about.items()
            )
        )
        return [
            (
                trace.create_date.strftime("%d/%m/%Y %H:%M"),
                trace.user_id.name,
                trace.move_label,
                trace.from_label,
                trace.to_label,
                trace.reason,
            )
            for trace in traces.sorted("id")
        ]


def shown(record, name):
    """A field's value as its reader sees it."""
    field, value = record._fields[name], record[name]
    if field.type == "selection":
        return dict(field._description_selection(record.env)).get(value)
    return value.display_name if field.type == "many2one" else value


def _style(value):
    return "year" if isinstance(value, int) and value else "text"


def _shown_day(value):
    """A day as people write it: what is handed over is read, not computed with."""
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else value or None
