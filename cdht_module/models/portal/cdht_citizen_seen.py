from odoo import models
from odoo.fields import Domain

from odoo.addons.cdht_module.models.campaigns.cdht_campaign import TIME_ZONE
from odoo.addons.cdht_module.tools.paper_text import in_sentence

_PAGE = 40
# What leaves the database of a whole unit, or with a paper.
_OUT = {
    "export": "Xuất ra tệp",
    "print": "In",
    "read_identity": "Đọc số định danh",
}
_PAPERS = {
    "cdht.proposal": "danh sách, biên bản",
    "cdht.petition": "tờ trình",
    "cdht.decision": "quyết định",
}
_MOVES = {
    "create": "Ghi thông tin",
    "register": "Đăng ký",
    "submit": "Nộp phiếu tự đánh giá",
    "self_score": "Điểm tự chấm",
    "appraised_score": "Điểm thẩm định",
    "return": "Trả lại phiếu để sửa",
    "appraise": "Ghi kết quả thẩm định",
    "reopen": "Mở lại để sửa điểm thẩm định",
    "propose": "Gửi trong danh sách của chi hội",
    "return_list": "Danh sách của chi hội được trả lại",
    "refuse": "Không công nhận",
    "restore": "Khôi phục phiếu",
    "withdraw": "Rút đăng ký",
    "transfer": "Chuyển nơi xét",
    "recognise": "Công nhận danh hiệu",
    "amend": "Sửa nội dung công nhận",
    "revoke": "Thu hồi danh hiệu",
    "correct": "Đính chính",
    "reissue": "Cấp lại giấy chứng nhận",
    "streak_changed": "Số năm liên tục thay đổi",
    "consent": "Ghi nhận sự đồng ý",
    "withdraw_consent": "Rút lại sự đồng ý",
    "data_request": "Ghi yêu cầu về dữ liệu cá nhân",
    "answer_request": "Trả lời yêu cầu về dữ liệu cá nhân",
    "personal_data_copied": "Lập bản sao toàn bộ dữ liệu theo yêu cầu",
    "invitation_made": "In phiếu mời mở tài khoản",
    "invitation_used": "Mở tài khoản bằng phiếu mời",
    "form_key_made": "In mã trên phiếu tự đánh giá",
    "form_key_used": "Mở phiếu bằng mã",
    "form_key_revoked": "Hủy mã trên phiếu",
    "evidence_added": "Thêm tệp minh chứng",
    "evidence_deleted": "Xóa tệp minh chứng",
    "evidence_over": "Xóa tệp minh chứng hết thời hạn",
    "anonymise": "Xóa thông tin cá nhân",
}
_SCORES = ("self_score", "appraised_score")
_FILES = ("evidence_added", "evidence_deleted")


class CdhtCitizen(models.Model):
    """“Ai đã xem, đã sửa dữ liệu của tôi” (Luật 91/2025): from the trace, in plain
    words, officers by their post and unit, nothing of other people."""

    _inherit = "cdht.citizen"

    def _own_seen(self, page):
        """One page of what was done with one's data, the latest first:
        {rows: [{when, who, what, details}], page, more}."""
        self.ensure_one()
        # sudo: the caller is this person; of each line only what is listed here is told
        person = self.sudo()
        traces = person.env["cdht.trace"].search(
            person._seen_domain(),
            order="id desc", limit=_PAGE + 1, offset=(page - 1) * _PAGE,
        )  # fmt: skip
        return {
            "rows": person._seen_rows(traces[:_PAGE]),
            "page": page,
            "more": len(traces) > _PAGE,
        }

    def _seen_domain(self):
        dossiers = self.assessment_ids
        out = Domain("move", "in", list(_OUT)) & Domain(
            "create_date", ">=", self.create_date
        )

        def about(records):
            return Domain("res_model", "=", records._name) & Domain(
                "res_id", "in", records.ids
            )

        requests = self.env["cdht.data.request"].search([("citizen_id", "=", self.id)])
        petitions = self.env["cdht.petition"].search(
            [("assessment_ids", "in", dossiers.ids)]
        )
        own = (self, dossiers, dossiers.line_ids, self.recognition_ids, requests)
        lists = (
            self.unit_id | dossiers.unit_id,
            dossiers.proposal_id,
            dossiers.decision_id,
            petitions,
        )
        return Domain.OR(
            [
                *(about(records) for records in own if records),
                *(about(records) & out for records in lists if records),
            ]
        )

    def _seen_rows(self, traces):
        """Lines that one person wrote in one minute by one move stand together."""
        dossiers, rows, last = self.assessment_ids, [], None
        lines = {line.id: line for line in dossiers.line_ids}
        who = {user: self._who_in_words(user) for user in traces.user_id}
        units = traces.filtered(lambda one: one.res_model == "cdht.unit")
        names = {
            unit.id: in_sentence(unit.name)
            for unit in self.env["cdht.unit"].browse(set(units.mapped("res_id")))
        }
        for trace in traces:
            when = TIME_ZONE.fromutc(trace.create_date).strftime("%H:%M %d/%m/%Y")
            what = self._seen_what(trace, names)
            if trace.on_behalf_of == "citizen":
                what += " (nhập hộ ông/bà)"
            elif trace.on_behalf_of == "chapter":
                what += " (thay chi hội)"
            key = (when, trace.user_id, what)
            if key != last:
                row = {"when": when, "who": who[trace.user_id], "what": what}
                rows.append({**row, "details": []})
                last = key
            detail = self._seen_detail(trace, lines)
            if detail:
                rows[-1]["details"].insert(0, detail)
        return rows

    def _seen_what(self, trace, unit_names):
        move, model = trace.move, trace.res_model
        if model == "cdht.unit":
            where = unit_names.get(trace.res_id, "đơn vị")
            return f"{_OUT[move]}, trong danh sách của {where}, {trace.value_to} người"
        if model in _PAPERS:
            people = f", {trace.value_to} người" if trace.value_to else ""
            return f"{_OUT[move]} {_PAPERS[model]} có tên ông/bà{people}"
        if trace.field_name:
            field = self.env[model]._fields.get(trace.field_name)
            # In the pages' language, whatever the reader's is.
            label = field and field._description_string(
                self.with_context(lang="vi_VN").env
            )
            return f"Sửa: {label or 'thông tin'}"
        return _MOVES.get(move) or _OUT.get(move) or "Thay đổi hồ sơ"

    def _seen_detail(self, trace, lines):
        """Scores from what to what; the appraisers' once they are settled. Of files
        how many, neither their names nor what is in them."""
        line = lines.get(trace.res_id)
        if trace.move not in (*_SCORES, *_FILES) or not line:
            return ""
        number = line.indicator_id._number()
        if trace.move in _FILES:
            count = int(trace.value_to or trace.value_from or 1)
            return f"chỉ số {number}" + (f" ({count} tệp)" if count > 1 else "")
        if trace.move == "appraised_score" and not line.assessment_id._is_settled():
            return f"chỉ số {number}"
        before, after = trace.value_from or "chưa có", trace.value_to or "bỏ trống"
        return f"chỉ số {number}: {before} → {after}"

    def _who_in_words(self, user):
        """Who acted, by post and unit: no officer's name or login is told."""
        # sudo: roles and units of who acted, in general words only
        user = user.sudo()
        if user.partner_id == self.sudo().partner_id:
            return "chính ông/bà"
        if user._is_public():
            return "người mở bằng mã trên phiếu của ông/bà"
        if user._is_superuser():
            return "phần mềm tự ghi"
        units = ", ".join(
            in_sentence(unit.name) for unit in user.cdht_unit_ids.sorted("name")[:3]
        )
        for role, post in (
            ("chapter", "cán bộ chi hội"),
            ("commune", "cán bộ xã"),
            ("district", "cán bộ cấp trên"),
            ("manager", "người quản lý chương trình"),
        ):
            if user.has_group(f"cdht_module.group_cdht_{role}"):
                return f"{post} ({units})" if units else post
        return "người không còn phụ trách" if not user.share else "tài khoản khác"
