import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from odoo.addons.cdht_module.models.dossiers.cdht_assessment import OPEN_STATES
from odoo.addons.cdht_module.models.dossiers.cdht_assessment_receipt import (
    CODE_LENGTH,
)
from odoo.addons.cdht_module.tools.clock import TIME_ZONE
from odoo.addons.cdht_module.tools.paper_text import in_sentence, text_lines
from odoo.addons.cdht_module.tools.vietnamese_text import clean_lines, normalise

# What people write of their own dossier, and of its lines.
_OWN = {
    "labour_group_id",
    "in_learning_family",
    "in_learning_clan",
    "helped_by",
    "line_ids",
}

_OWN_IN_LINES = {"self_score", "evidence"}

LONGEST_EVIDENCE = 2000

_LONGEST_HELPER = 100

_DAY = "%d/%m/%Y"

_NUMBER = re.compile(r"(\d{4})-(\d{6,9})", re.ASCII)


class CdhtAssessment(models.Model):
    """What people do themselves: save, submit in time, with a receipt."""

    _inherit = "cdht.assessment"

    evidence_file_ids = fields.Many2many(
        "ir.attachment", string="Evidence files", compute="_compute_evidence_file_ids"
    )
    helped_by = fields.Char(
        string="Entered with the help of",
        copy=False,
        size=_LONGEST_HELPER,
        help="Who typed for the person: name and how related.",
    )

    key_ids = fields.One2many(
        "cdht.form.key",
        "assessment_id",
        string="Codes of printed forms",
        groups="cdht_module.group_cdht_chapter,cdht_module.group_cdht_commune",
    )
    has_form_code = fields.Boolean(
        compute="_compute_has_form_code", string="Code that can be used"
    )

    @api.depends("line_ids.attachment_ids")
    def _compute_evidence_file_ids(self):
        """All files of the dossier at a glance, named by their indicators."""
        for dossier in self:
            dossier.evidence_file_ids = dossier.line_ids.attachment_ids

    def action_save(self, values):
        """Save what people enter of their own dossier while it is registered.

        ``values``: as for ``write``, of ``_OWN`` only; lines are updated
        (``[(1, id, {"self_score": 8, "evidence": "…"})]``). The same values a
        second time change nothing. Refused after the deadline of self-assessment.
        """
        self._cdht_one()
        self._check_open("read")
        self._check_own()
        self._check_state("registered")
        self._check_self_deadline()
        vals, lines = self._own_values(dict(values))
        before = self.env["cdht.trace"]._texts_of(self, vals.keys())
        # sudo: own: own, registered, in time and of these fields only: checked above
        dossier = self.sudo()
        for line_id, line_vals in lines:
            line = dossier.line_ids.browse(line_id)
            changed = {n: v for n, v in line_vals.items() if (line[n] or False) != v}
            if changed:
                line.write(changed)
        if vals:
            dossier.write(vals)
        # The helper is somebody else: the trace says that there was one, not who.
        self.env["cdht.trace"]._record_changes(self, before, by_name={"helped_by"})

    def _own_values(self, values):
        """What may be written of ``values``, and of lines as [(id, values)]."""
        self._check_only(values, _OWN)
        lines = []
        for command in values.pop("line_ids", None) or ():
            if not self._is_own_update(command):
                raise AccessError(self.env._("A dossier keeps its ten lines."))
            _update, line_id, line_vals = command
            self._check_only(line_vals, _OWN_IN_LINES)
            lines.append((line_id, self._clean_line(dict(line_vals))))
        if "labour_group_id" in values:
            # sudo: public: their names stand on the programme's page
            groups = self.env["cdht.labour.group"].sudo().search(Domain.TRUE)
            if values["labour_group_id"] not in groups.ids:
                raise UserError(self.env._("Choose one of the groups."))
        if "helped_by" in values:
            values["helped_by"] = normalise(values["helped_by"])[:_LONGEST_HELPER]
        return values, lines

    def _is_own_update(self, command):
        return (
            isinstance(command, (list, tuple))
            and len(command) == 3
            and command[0] == Command.UPDATE
            and command[1] in self.line_ids.ids
            and isinstance(command[2], dict)
        )

    def _check_only(self, values, allowed):
        denied = sorted(set(values) - allowed)
        if denied:
            raise AccessError(
                self.env._(
                    "These fields change through the buttons only: %s.",
                    ", ".join(denied),
                )
            )

    def _clean_line(self, vals):
        if "evidence" in vals:
            vals["evidence"] = clean_lines(vals["evidence"])
            if len(vals["evidence"] or "") > LONGEST_EVIDENCE:
                raise UserError(
                    self.env._(
                        "The evidence is too long: at most %s characters. Shorten it.",
                        LONGEST_EVIDENCE,
                    )
                )
        return vals

    def _check_own(self):
        if not self.env.su and self - self._own_dossiers(self):
            raise AccessError(
                self.env._(
                    "This page is for one's own dossier only; officers enter scores in"
                    " the dossier's form."
                )
            )

    def _submit_by_person(self, helped_by=""):
        """Submit in time; done already, it stays as it is (a second click)."""
        self.ensure_one()
        if self.state == "self_assessed":
            return
        self.action_save({"helped_by": helped_by})
        self.action_submit()

    # -- What people read of their own dossier, as plain values for the page.

    @api.model
    def _of_person(self, citizen, campaign):
        """The person's dossier of that year, else the latest; withdrawn ones last."""
        domain = [("citizen_id", "=", citizen.id)]
        not_left = [*domain, ("state", "!=", "withdrawn")]
        of_year = [*not_left, ("campaign_id", "=", campaign.id)]
        names = ["citizen_id", "partner_id", "campaign_id", "unit_id", "state"]
        dossier = campaign and self.search_fetch(of_year, names, limit=1)
        return dossier or self.search_fetch(
            domain, names, order="year desc, id desc", limit=1
        )

    def _may_enter(self):
        """Whether the person may still save, add files and submit."""
        # sudo: public: dates and state of the year are known to everybody
        campaign = self.sudo().campaign_id
        return self.state == "registered" and campaign._takes_self_assessment()

    def _may_withdraw(self):
        # sudo: public: dates and state of the year are known to everybody
        is_open = self.sudo().campaign_id.state == "open"
        return is_open and self.state in (*OPEN_STATES, "proposed")

    def _own_line(self, number):
        """The line of indicator ``number`` (1…10); empty where there is none."""
        return self.line_ids.filtered(
            lambda line: line.indicator_id._number() == str(number)
        )

    def _own_page(self):
        """State, scores, who acts next; never what appraisers have not settled."""
        self.ensure_one()
        # sudo: own: the caller has their own dossier; what is told of it is listed here
        dossier = self.sudo()
        campaign, rule = dossier.campaign_id, dossier.campaign_id.set_id
        steps = dossier._own_steps()
        last = campaign.self_deadline
        return {
            "year": dossier.year,
            "state": dossier.state,
            "steps": steps,
            "scores": list(range(rule.score_min, rule.score_max + 1)),
            "rule": rule,
            "highest": rule.score_max * len(steps),
            "total": dossier.self_total,
            "missing": dossier._own_missing(),
            "settled": dossier._is_settled(),
            "appraised_total": dossier.appraised_total,
            "eligible": dossier.eligible,
            "group": dossier.labour_group_id.name or "",
            "may_enter": dossier._may_enter(),
            "file_mb": campaign.evidence_files and campaign.evidence_file_mb,
            "files_most": campaign.evidence_files,
            "files_left": campaign.evidence_files
            - sum(len(step["files"]) for step in steps),
            "last_day": last and last.strftime(_DAY) or "",
            "return_reason": dossier.return_reason or "",
            # What was given back is not handed in any more.
            "receipt": dossier.state != "registered" and dossier.receipt_number or "",
            "receipt_standing": dossier._receipt_standing()
            if dossier.state != "registered" and dossier.submitted_on
            else None,
            "submitted_on": dossier._submitted_text(),
            "next": dossier._next_step(),
            "may_withdraw": dossier._may_withdraw(),
            "consent": dossier.consent_state,
            "consent_text": campaign.consent_text or "",
            "helped_by": dossier.helped_by or "",
            "bands": text_lines(rule.bands),
        }

    def _own_missing(self):
        """The numbers of the indicators without a score."""
        blank = self.line_ids.filtered(lambda line: not line.self_score)
        return [line.indicator_id._number() for line in blank]

    def _own_steps(self):
        """The ten indicators in the words of the person's group, with what stands."""
        lines = self.line_ids.grouped("indicator_id")
        files = self.line_ids._evidence_files().grouped("res_id")
        shows_notes = self.return_reason or self._is_settled()
        return [
            {
                **row,
                "criterion": part["name"],
                **line._as_entered(files.get(line.id, ())),
                "appraised": line.appraised_score,
                # A remark of the appraisers, once they have given the dossier back
                # or settled it.
                "note": (line.note if shows_notes else False) or "",
            }
            for part in self.campaign_id.set_id._parts_for(self.labour_group_id)
            for row in part["rows"]
            for line in lines.get(row["indicator"], ())
        ]

    def _next_step(self):
        """Who acts next, in a sentence."""
        unit = self.unit_id
        chapter = unit.chapter_name or f"Chi hội khuyến học {in_sentence(unit.name)}"
        campaign = self.campaign_id
        if self.state == "self_assessed":
            return f"{chapter} họp thẩm định điểm ông/bà tự chấm."
        if self.state == "appraised":
            day = campaign.proposal_deadline
            before = f" chậm nhất ngày {day.strftime(_DAY)}" if day else ""
            return f"{chapter} gửi danh sách đề nghị lên xã{before}."
        if self.state == "proposed":
            deciding = (
                f"{self.competent_id.body_name} xem xét, ra quyết định công nhận."
            )
            return f"{deciding} {self._where_it_hangs()}".strip()
        if self.state == "recognised":
            return "Ông/bà đã được công nhận danh hiệu."
        if self.state == "withdrawn":
            return "Ông/bà đã rút đăng ký."
        if self.state == "rejected":
            return self._why_rejected(chapter)
        return ""

    def _where_it_hangs(self):
        """Where one's name hangs today, until when, and whom to tell what is wrong."""
        hangs = self._hangs()
        if not hangs:
            return ""
        place, last, contact = hangs
        return (
            f"Tên ông/bà đang niêm yết tại {in_sentence(place)} đến hết ngày"
            f" {last.strftime(_DAY)}. Thấy sai thì báo trong các ngày này:"
            f" {contact or 'Ủy ban nhân dân xã'}."
        )

    def _why_rejected(self, chapter):
        if self.outcome == "not_assessed":
            return "Năm nay ông/bà chưa nộp phiếu nên không được xét."
        if self.outcome == "refused":
            return (
                f"{self.competent_id.body_name} không công nhận. Ông/bà hỏi chi hội để"
                " biết lý do."
            )
        reasons = self._failure_reasons()[self]
        return f"{chapter} thẩm định: chưa đạt ({reasons})."

    def _own_file(self, file_id):
        """An evidence file of one's own dossier; empty where there is none."""
        self._check_own()
        # sudo: own: own, checked above
        files = self.sudo().line_ids._evidence_files()
        return files.filtered(lambda one: one.id == file_id)

    # -- Forms with a code, by which people enter their scores on a phone.

    @api.depends("key_ids.state")
    def _compute_has_form_code(self):
        having = self.env["cdht.form.key"]._open_of(self)
        for dossier in self:
            dossier.has_form_code = dossier in having

    def _form_pages(self):
        """The code that opens the form on a phone, and where its receipt is checked."""
        # sudo: part: whoever prints the form prints its code
        form_key = self.sudo().key_ids.filtered(
            lambda form_key: form_key.state == "open"
        )[:1]
        # The code is printed only while the form can still be entered with it.
        code = (
            form_key
            and self.state == "registered"
            and form_key._opens()
            and form_key._mark()
        )
        address = self.env["cdht.verified"]._verify_address()
        return {
            **super()._form_pages(),
            "code": code,
            "typed_code": code and form_key._typed_code(),
            "code_page": code and form_key._page(),
            "receipt_page": address and f"{address}/cdht/bien-nhan",
        }

    def _told(self):
        return (*super()._told(), "helped_by")

    def action_print_form_with_code(self):
        """Print these forms with codes that open them until the deadline.

        By the chapter or the commune's officer. A code that is open stays; locked or
        revoked ones get a new one.
        """
        self._check_open()
        self._check_officer()
        self._check_state("registered")
        self._check_self_deadline()
        if not self.env["cdht.verified"]._verify_address():
            raise UserError(
                self.env._(
                    "No public address is set, so a code would lead nowhere. A manager"
                    " enters it under Settings → Address of this system."
                )
            )
        # sudo: compare: whether a year of birth is known, for the question asked with
        # the code
        unknown = self.filtered(lambda d: not d.sudo().citizen_id.birth_year)
        if unknown:
            raise UserError(
                self.env._(
                    "The code asks for the date of birth, which is not known of: %s.",
                    unknown._names(),
                )
            )
        made = self.env["cdht.form.key"]._issue(self)
        self.env["cdht.trace"]._record(made.assessment_id, "form_key_made")
        return self.env.ref("cdht_module.report_cdht_assessment_form").report_action(
            self
        )

    def action_revoke_form_code(self):
        """The codes of these forms open nothing any more (form lost)."""
        self._check_open()
        self._check_officer()
        form_keys = self.env["cdht.form.key"]._open_of(self)
        if not form_keys:
            raise UserError(self.env._("None of these forms has a code that is open."))
        for form_key in form_keys.values():
            form_key.state = "revoked"
        dossiers = self.browse([dossier.id for dossier in form_keys])
        self.env["cdht.trace"]._record(dossiers, "form_key_revoked")

    # -- By the code under the form the person sees later that the ten scores are still
    #    those that they gave.

    def _receipt_standing(self):
        """{code: that of the submission; same: whether the scores still give it;
        changed: when and by whom they were changed since}, for the person's page."""
        self.ensure_one()
        traces = self.env["cdht.trace"].sudo()  # sudo: own: of one's own dossier
        (sent,) = traces.search_fetch(
            [("res_model", "=", self._name), ("res_id", "=", self.id),
             ("move", "=", "submit")],
            ["reason"], order="id desc", limit=1,
        ) or [traces]  # fmt: skip
        code = (sent.reason or "").rpartition(" ")[2]
        same = code == self.receipt_code
        return {
            "code": code,
            "same": same,
            "changed": "" if same or not code else self._changed_since(sent),
        }

    def _changed_since(self, sent):
        """When, and by whom, the own scores were changed after a submission."""
        changes = sent.search(
            [("res_model", "=", self.line_ids._name),
             ("res_id", "in", self.line_ids.ids),
             ("move", "=", "self_score"), ("id", ">", sent.id)],
            order="id desc", limit=1,
        )  # fmt: skip
        if not changes:
            return "không có dấu vết"
        there = TIME_ZONE.fromutc(changes.create_date)
        who = self.citizen_id._who_in_words(changes.user_id)
        return f"lúc {there.strftime('%H:%M ngày %d/%m/%Y')}, {who}"

    @api.model
    def _by_receipt(self, number, code):
        """The dossier of a receipt whose scores still give its code; else none."""
        found = _NUMBER.fullmatch(number)
        typed = re.sub(r"[^A-Z0-9]", "", code.upper())
        if not found or len(typed) != CODE_LENGTH:
            return self
        # sudo: own: who has the code had the form; nothing of it is told but that it
        # stands
        dossier = self.sudo().browse(int(found[2])).exists()
        kept = (dossier.receipt_code or "").replace("-", "")
        return dossier if dossier.year == int(found[1]) and kept == typed else self
