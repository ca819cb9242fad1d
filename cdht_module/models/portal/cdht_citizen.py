from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.cdht_module.models.papers.cdht_verified import PAGE
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.clock import TIME_ZONE
from odoo.addons.cdht_module.tools.paper_text import in_sentence
from odoo.addons.cdht_module.tools.vietnamese_text import SEXES

_DAY = "%d/%m/%Y"

_CERTIFICATES = (
    "cdht_module.outstanding_certificate_paper",
    "cdht_module.certificate_paper",
)

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
    """What people read of themselves: their data, their titles of all years."""

    _inherit = "cdht.citizen"

    has_account = fields.Boolean(
        string="Has an account",
        compute="_compute_has_account",
        search="_search_has_account",
        help="A login that opens the person's own page.",
    )

    @api.model
    def _of_user(self):
        """The person behind the acting user's login; empty for everybody else."""
        user = self.env.user
        if not user.has_group("cdht_module.group_cdht_citizen"):
            return self
        # Runs with every request of the page: only what tells whose page it is.
        domain = [("partner_id", "=", user.partner_id.id)]
        return self.search_fetch(domain, ["name", "commune_id"], limit=1)

    def _own_data(self):
        """One's data as they are registered, to be confirmed; the number masked."""
        self.ensure_one()
        gender = SEXES.get(self.gender, "")
        birth = self.birth_date and self.birth_date.strftime(_DAY)
        return {
            "name": self.name,
            "rows": [
                (label, value)
                for label, value in (
                    ("Họ và tên", self.name),
                    ("Ngày sinh" if birth else "Năm sinh", birth or self.birth_year),
                    ("Giới tính", gender),
                    ("Thôn, đơn vị", self.unit_id.name),
                    ("Xã", self.commune_id.name),
                    ("Số định danh", self.identity_number_masked),
                )
                if value
            ],
            "group_id": self.labour_group_id.id,
        }

    def _own_titles(self):
        """Titles of all years, the last first, with the way to verify each."""
        # sudo: own: the caller is this person; tokens are those of one's own papers
        titles = self.env["cdht.recognition"].sudo().search(
            [("citizen_id", "=", self.id)], order="year desc"
        )  # fmt: skip
        needed = titles and titles._needed_years(titles[0].year)
        this_year = clock.today().year
        kept = self.env["cdht.print"]._of(titles, stage="issued")
        printed = {one.res_id for one in kept if one.report_name in _CERTIFICATES}
        return [
            {
                "year": title.year,
                "state": title.state,
                # As printed: “05/QĐ-UBND”.
                "decision": title.decision_id._reference().strip()
                if title.decision_id
                else title.decision_reference or "",
                "date": title.decision_date and title.decision_date.strftime(_DAY),
                "body": title._decided_by(),
                "is_outstanding": title.is_outstanding,
                # Years running up to this year, or up to last year while this one is
                # open.
                "streak": title.year >= this_year - 1 and title.streak,
                "needed": needed,
                "certificate": title.certificate_number or "",
                "verify": title.verify_token and f"{PAGE}{title.verify_token}",
                "pdf": title.id in printed,
            }
            for title in titles
        ]

    def _own_other_years(self, dossier):
        """One's dossiers beside ``dossier``, the last first: year, state, what next."""
        # sudo: own: the caller is this person
        others = self.sudo().assessment_ids - dossier.sudo()
        states = dict(others._fields["state"]._description_selection(others.env))
        return [
            {
                "year": other.year,
                "state": states[other.state],
                "next": other._next_step(),
                "total": other._is_settled() and other.appraised_total,
            }
            for other in others.sorted("year", reverse=True)
            if other.state != "withdrawn"
        ]

    def _own_certificate(self, year):
        """The kept print of one's certificate of ``year``; empty where none is."""
        # sudo: own: the caller is this person; only their own title's print is looked
        # for
        title = self.env["cdht.recognition"].sudo().search(
            [("citizen_id", "=", self.id), ("year", "=", year),
             ("state", "!=", "revoked")], limit=1
        )  # fmt: skip
        kept = self.env["cdht.print"]._of(title, stage="issued")
        by_report = {one.report_name: one for one in kept}
        for report_name in _CERTIFICATES:
            if report_name in by_report:
                return by_report[report_name]
        return kept.browse()

    # -- Slips that give people their accounts, printed for a unit as a batch.

    @api.depends("partner_id")
    def _compute_has_account(self):
        for person in self:
            # sudo: compare: whether there is a login, nothing more of it
            person.has_account = bool(person.sudo().partner_id.user_ids)

    @api.model
    def _search_has_account(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("partner_id.user_ids", "!=", False)]

    def action_invite(self):
        """Print invitation slips for these people.

        By the chapter for people without an account; who forgot the password gets a
        new slip from the commune's officer. Left out and named are people with
        another login (an officer's, one they signed up for), and who has a slip that
        is still good: see ``action_invite_again``.
        """
        invited = self._may_be_invited()
        having = self.env["cdht.invitation"]._open_of(invited).citizen_id
        if invited and not invited - having:
            raise UserError(
                self.env._(
                    "They have slips already that are still good: %s. “Print new slips”"
                    " ends these and prints others.",
                    ", ".join(invited.mapped("name")),
                )
            )
        return self._print_invitations(invited - having)

    def action_invite_again(self):
        """Print new slips for these people; earlier ones end (lost, forgotten)."""
        return self._print_invitations(self._may_be_invited())

    def _may_be_invited(self):
        self.check_access("read")
        if self.unit_id - self.unit_id._in_reach("chapter", "commune"):
            raise AccessError(self._outside_reach())
        # Nobody opens a second account by a slip for oneself.
        self.env["cdht.assessment"]._check_identified()
        people = self.filtered(
            lambda person: person.active and person.status not in ("moved", "deceased")
        )
        with_login = people.filtered("has_account")
        invited = with_login._invited_accounts()
        renewed = with_login.filtered(
            lambda person: person in invited and person.unit_id._in_reach("commune")
        )
        return people - with_login | renewed

    def _print_invitations(self, invited):
        if not invited:
            raise UserError(
                self.env._(
                    "They have accounts already, or are not here any more: %s. The"
                    " commune's officer makes a new slip for who forgot the password.",
                    ", ".join(self.mapped("name")),
                )
            )
        slips = self.env["cdht.invitation"]._issue(invited)
        self.env["cdht.trace"]._record(invited, "invitation_made")
        return self.env["cdht.slip.sheet"]._action_for_people(
            invited, slips, left_out=self - invited
        )

    def _invited_accounts(self):
        """{person: account made by an earlier slip} that has no right but theirs."""
        # sudo: compare: accounts are looked at to decide this only
        used = (
            self.env["cdht.invitation"]
            .sudo()
            .search([("citizen_id", "in", self.ids), ("user_id", "!=", False)])
        )
        # sudo: host: the roles that a citizen's account may have
        allowed = (
            self.env.ref("base.group_portal").sudo()
            | self.env.ref("cdht_module.group_cdht_citizen").sudo()
        ).all_implied_ids
        return {
            slip.citizen_id.with_env(self.env): slip.user_id
            for slip in used
            if slip.user_id.active
            and slip.user_id.partner_id == slip.citizen_id.partner_id
            and not slip.user_id.all_group_ids - allowed
        }

    def _forget_elsewhere(self):
        self._forget_accounts()
        return super()._forget_elsewhere()

    def _forget_accounts(self):
        """End the accounts made by slips, of whose name nothing is left.

        Accounts that people had otherwise are theirs. For moves that checked the
        caller.
        """
        accounts = self._invited_accounts()
        # sudo: host: accounts made by slips of these people, chosen above
        for user in accounts.values():
            nobody = f"anonymised.{user.id}"
            user.sudo().write(
                {"name": nobody, "login": nobody, "signature": False, "active": False}
            )
        # sudo: move: the move that calls this checked who takes whose data away
        slips = self.env["cdht.invitation"].sudo()
        slips.search([("citizen_id", "in", self.ids)]).unlink()

    # -- “Ai đã xem, đã sửa dữ liệu của tôi” (Luật 91/2025): from the trace, in
    #    plain words, officers by their post and unit, nothing of other people.

    def _own_seen(self, page):
        """One page of what was done with one's data, the latest first:
        {rows: [{when, who, what, details}], page, more}."""
        self.ensure_one()
        # sudo: own: the caller is this person; of each line only what is listed here is
        # told
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
        records_of_person = (
            self.browse(self._former_ids()),
            dossiers,
            dossiers.line_ids,
            self.recognition_ids,
            requests,
        )
        lists = (
            self.unit_id | dossiers.unit_id,
            dossiers.proposal_id,
            dossiers.decision_id,
            petitions,
        )
        return Domain.OR(
            [
                *(about(records) for records in records_of_person if records),
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
        # sudo: name: roles and units of who acted, in general words only
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
        office = user.with_context(lang="vi_VN")._cdht_offices() & user.all_group_ids
        if office:
            manager = user.env.ref("cdht_module.group_cdht_manager")
            post = "người quản lý chương trình"  # the role is named after the settings
            if office[0] != manager:
                post = in_sentence(office[0].privilege_id.name)
            return f"{post} ({units})" if units else post
        return "người không còn phụ trách" if not user.share else "tài khoản khác"
