from odoo import api, models

from odoo.addons.cdht_module.models.campaigns.cdht_campaign import TIME_ZONE
from odoo.addons.cdht_module.models.dossiers.cdht_assessment import OPEN_STATES
from odoo.addons.cdht_module.tools.paper_text import in_sentence, text_lines

_DAY = "%d/%m/%Y"


class CdhtAssessment(models.Model):
    """What people read of their own dossier, as plain values for the page."""

    _inherit = "cdht.assessment"

    @api.model
    def _of_person(self, citizen, campaign):
        """The person's dossier of that year, else the latest; withdrawn ones last."""
        own = [("citizen_id", "=", citizen.id)]
        not_left = [*own, ("state", "!=", "withdrawn")]
        of_year = [*not_left, ("campaign_id", "=", campaign.id)]
        names = ["citizen_id", "partner_id", "campaign_id", "unit_id", "state"]
        dossier = campaign and self.search_fetch(of_year, names, limit=1)
        return dossier or self.search_fetch(
            own, names, order="year desc, id desc", limit=1
        )

    def _may_enter(self):
        """Whether the person may still save, add files and submit."""
        # sudo: dates and state of the year are known to everybody
        campaign = self.sudo().campaign_id
        return self.state == "registered" and campaign._takes_self_assessment()

    def _may_withdraw(self):
        # sudo: as above
        is_open = self.sudo().campaign_id.state == "open"
        return is_open and self.state in (*OPEN_STATES, "proposed")

    def _is_settled(self):
        """Whether the appraisers' scores are final enough to be shown."""
        if self.state == "rejected":
            # What was closed unassessed may hold scores of a meeting that never was.
            return self.outcome in ("not_eligible", "refused")
        return self.state in ("appraised", "proposed", "recognised")

    def _own_line(self, number):
        """The line of indicator ``number`` (1…10); empty where there is none."""
        return self.line_ids.filtered(
            lambda line: line.indicator_id._number() == str(number)
        )

    def _own_page(self):
        """State, scores, who acts next; never what appraisers have not settled."""
        self.ensure_one()
        # sudo: the caller has their own dossier; what is told of it is listed here
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
            "status": rule.wording_status or "",
        }

    def _submitted_text(self):
        if not self.submitted_on:
            return ""
        there = TIME_ZONE.fromutc(self.submitted_on)
        return there.strftime("%H:%M ngày %d/%m/%Y")

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
                "note": (shows_notes and line.note) or "",
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
            return f"{self.competent_id.body_name} xem xét, ra quyết định công nhận."
        if self.state == "recognised":
            return "Ông/bà đã được công nhận danh hiệu."
        if self.state == "withdrawn":
            return "Ông/bà đã rút đăng ký."
        if self.state == "rejected":
            return self._why_rejected(chapter)
        return ""

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
        # sudo: own, checked above
        files = self.sudo().line_ids._evidence_files()
        return files.filtered(lambda one: one.id == file_id)
