from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.clock import TIME_ZONE
from odoo.addons.cdht_module.tools.paper_text import (
    BLANK,
    blank_date,
    hour_and_date,
    in_sentence,
    long_date,
    whole,
    with_dots,
)
from odoo.addons.cdht_module.tools.vietnamese_text import SEXES
from odoo.addons.cdht_module.tools.wording import Words

from .cdht_assessment import APPRAISERS

_LINE = "…" * 36  # dots as long as the rest of a line


def _of_rule(name):
    return lambda paper: paper["rule"][name]


RULE_FIELDS = {
    "điểm thấp nhất": _of_rule("score_min"),
    "điểm cao nhất": _of_rule("score_max"),
    "tổng điểm đạt": _of_rule("pass_total"),
    "chỉ số thấp nhất": _of_rule("pass_min"),
    "tổng điểm cao nhất": "highest",
}


class CdhtAssessment(models.Model):
    """What the papers say that a person holds in the hands: form, receipt, notice."""

    _inherit = "cdht.assessment"
    _worded_by = "unit_id"
    _wordings = (
        Words(
            "assessment_form",
            "cdht.assessment",
            "_form_values",
            "assessment_form_paper",
            {
                "năm": lambda paper: paper["year"] or "20……",
                # A filled form does not explain the bands again.
                "mức điểm": lambda paper: (
                    "; ".join(paper["bands"]) if paper["to_fill"] else ""
                ),
                **RULE_FIELDS,
            },
        ),
        Words(
            "dossier_receipt",
            "cdht.assessment",
            "_receipt_values",
            "dossier_receipt_paper",
            {
                "năm": "year",
                "chi hội": "chapter",
                "ông/bà": "address",
                "họ và tên": "name",
                "năm sinh": "birth_year",
                "đơn vị": "unit",
                "thời gian nhận": "received",
                "mã đối chiếu": "code",
            },
            {"giấy tờ": "papers"},
        ),
        Words(
            "not_recognised",
            "cdht.assessment",
            "_notice_values",
            "not_recognised_paper",
            {
                "năm": "year",
                "chi hội": "chapter",
                "ông/bà": "address",
                "họ và tên": "name",
                "năm sinh": "birth_year",
                "đơn vị": "unit",
                "căn cứ": "basis",
                "ngày họp": "meeting",
                "tổng điểm": "total",
                "điểm chỉ số thấp nhất": "lowest",
                "lý do": "reason",
                "cơ quan công nhận": "authority",
                "nơi xem xét": "review_at",
                "hạn xem xét": lambda paper: paper["review_until"] or _LINE,
                **RULE_FIELDS,
            },
            variant="outcome",
        ),
    )

    # What papers say of the traces; not shown elsewhere.
    received_by = fields.Char(
        compute="_compute_from_traces",
        groups=APPRAISERS,
        export_string_translation=False,
    )
    refused_because = fields.Char(
        compute="_compute_from_traces",
        groups=APPRAISERS,
        export_string_translation=False,
    )

    @api.depends("state", "submitted_on")
    def _compute_from_traces(self):
        """The officer who took a dossier in, if its person did not send it; why the
        authority refused. The latest trace of each move counts."""
        domain = [
            ("res_model", "=", self._name),
            ("res_id", "in", self.ids),
            ("move", "in", ("submit", "refuse")),
        ]
        # sudo: part: who handed a dossier in, why it was refused: its own traces
        traces = self.env["cdht.trace"].sudo().search(domain, order="id")
        latest = {(trace.move, trace.res_id): trace for trace in traces}
        for dossier in self:
            submitted = latest.get(("submit", dossier.id), traces.browse())
            refused = latest.get(("refuse", dossier.id), traces.browse())
            dossier.received_by = (
                submitted.user_id.name if submitted.on_behalf_of else False
            )
            dossier.refused_because = (refused.reason or "").strip(" .")

    def _paper_date(self):
        """The day by whose wording a paper is made that is never issued."""
        return clock.today()

    # -- One person's form, with the wording of their group.

    def _form_values(self):
        """Identity numbers are masked: the form goes through several hands."""
        self.ensure_one()
        person, group = self.citizen_id, self.labour_group_id
        pages = self._form_pages()
        scores = {line.indicator_id: line for line in self.line_ids}
        told = self._tells_appraised()
        judged = told and self.appraised_complete
        return {
            **self.campaign_id.set_id._form_values(group, scores, told),
            **pages,
            "to_fill": self.state == "registered",
            "code_until": self.campaign_id.self_deadline
            and self.campaign_id.self_deadline.strftime("%d/%m/%Y"),
            "body_lines": [self.unit_id.name.upper()],
            "year": self.year,
            "name": person.name,
            "birth": self._form_birth(bool(pages["code"])),
            "gender": SEXES.get(person.gender, ""),
            "identity_number": person.identity_number_masked or "",
            "occupation": ", ".join(filter(None, [person.occupation, person.position])),
            "unit": self.unit_id.name,
            "chapter": self.unit_id.chapter_name or "",
            "receipt": self.state != "registered" and self.receipt_number or "",
            "receipt_code": self.receipt_code or "",
            "submitted_on": self._submitted_text(),
            "self_total": self.self_total or "",
            "appraised_total": self.appraised_total if judged else "",
            "lowest": self.min_score if judged else "",
            "result": {
                "passed": "Đạt",
                "passed_five": "Đạt 5 năm liền",
                "failed": "Không đạt",
            }.get(judged and self.grade, ""),
            "appraised_on": whole(long_date(self.proposal_id.meeting_date))
            if self.proposal_id.meeting_date
            else "",
        }

    def _form_pages(self):
        """Which code opens the form and where its receipt is checked, where a later
        room has such pages."""
        return dict.fromkeys(("code", "typed_code", "code_page", "receipt_page"), False)

    def _form_birth(self, has_code):
        """Date or year of birth. On a form with a code, less than the page behind the
        code asks for: the year where it asks for the date, nothing where it asks for
        the year."""
        person = self.citizen_id
        if not has_code:
            birth = person.birth_date
            return birth and birth.strftime("%d/%m/%Y") or person.birth_year or ""
        return person.birth_date and person.birth_year or ""

    # -- The receipt for what was handed in on paper; two copies on a sheet.

    def _receipt_values(self):
        self.ensure_one()
        if not self.submitted_on:
            raise UserError(self.env._("Nothing was handed in yet: %s.", self._names()))
        there = TIME_ZONE.fromutc(self.submitted_on)
        return {
            **self._addressee_values(),
            "number": whole(f"số {self.receipt_number}"),
            "code": Markup('<span class="whole">%s</span>') % self.receipt_code,
            "received": hour_and_date(there.hour + there.minute / 60, there.date()),
            "papers": self._papers_handed_in(),
            "receiver": self.received_by or "",
        }

    def _papers_handed_in(self):
        lines = self.line_ids.sorted("sequence")
        papers = ["Phiếu tự đánh giá: 01 bản"]
        on_paper = lines.filtered("paper_evidence").indicator_id
        if on_paper:
            numbers = ", ".join(one._number() for one in on_paper)
            papers.append(f"Minh chứng bằng giấy của chỉ số {numbers}")
        files = len(lines.attachment_ids)
        if files:
            papers.append(f"Ảnh, tệp minh chứng: {files:02} tệp")
        return [*papers, with_dots(f"Giấy tờ khác: {_LINE}")]

    # -- The notice to who is not recognised; nobody else's scores are on it.

    def _notice_values(self):
        self.ensure_one()
        if not self._turned_down():
            raise UserError(
                self.env._(
                    "A notice goes to who did not pass or was refused: %s did not.",
                    self._names(),
                )
            )
        rule = self.campaign_id.set_id
        chapter, authority = self._chapter_name(), self.competent_id.body_name or ""
        refused = self.outcome == "refused"
        until = self.campaign_id.report_due
        meeting = self.proposal_id.meeting_date
        return {
            **self._addressee_values(),
            **rule._rule_values(),
            "outcome": "refused" if refused else "",
            "basis": whole(rule.legal_basis or rule.name or ""),
            "meeting": whole(long_date(meeting)) if meeting else "",
            "total": self.appraised_total if self.appraised_complete else "",
            "lowest": self.min_score if self.appraised_complete else "",
            "reason": (self.refused_because or "")
            if refused
            else self._reasons_in_full(),
            "authority": authority,
            "review_at": " hoặc ".join(
                dict.fromkeys(filter(None, [chapter, authority]))
            ),
            # A day that is over is no help; the chapter writes in another one.
            "review_until": whole(long_date(until))
            if until and until >= clock.today()
            else "",
            "reference": BLANK + "/TB-CHKH",
            "long_date": blank_date(clock.today().year),
            "place": self.proposal_id.place or "",
            "capacity_lines": ["TM. CHI HỘI"],
            "signatory": self._chapter_head().get("chair", ""),
        }

    def _turned_down(self):
        """Those who get a notice: they did not pass, or the authority refused."""
        return self.filtered(
            lambda one: (
                one.state == "rejected" and one.outcome in ("not_eligible", "refused")
            )
        )

    def _reasons_in_full(self):
        """“tổng điểm 76, dưới 80 điểm; chỉ số 2 (…): 4 điểm, dưới 5 điểm”."""
        rule, reasons = self.campaign_id.set_id, []
        if self.appraised_total < rule.pass_total:
            total = self.appraised_total
            reasons.append(f"tổng điểm {total}, dưới {rule.pass_total} điểm")
        for line in self.line_ids.sorted("sequence"):
            if line.appraised_score < rule.pass_min:
                indicator = line.indicator_id
                name = in_sentence(indicator.name.rstrip(".… "))
                reasons.append(
                    f"chỉ số {indicator._number()} ({name}):"
                    f" {line.appraised_score} điểm, dưới {rule.pass_min} điểm"
                )
        return "; ".join(reasons)

    def _addressee_values(self):
        """Who takes a paper in hand, and who gives it."""
        person = self.citizen_id
        head = self._chapter_head()
        return {
            "superior_lines": head.get("superior_lines", []),
            "body_lines": head.get("body_lines") or [self.unit_id.name.upper()],
            "year": self.year,
            "chapter": self._chapter_name(),
            "address": person._form_of_address(),
            "name": person.name,
            "birth_year": person.birth_year or "",
            "unit": in_sentence(self.unit_id.name),
        }

    def _chapter_head(self):
        """What stands over the papers of the unit's list, and who leads its meeting."""
        return self.proposal_id._head() if self.proposal_id else {}

    def _chapter_name(self):
        return self.unit_id.chapter_name or self.unit_id.name
