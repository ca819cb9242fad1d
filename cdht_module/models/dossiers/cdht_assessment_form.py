from odoo import models

from odoo.addons.cdht_module.tools.paper_text import long_date, whole

from .cdht_assessment import APPRAISERS


class CdhtAssessment(models.Model):
    """One person's form, with the wording of their group, on one sheet of paper."""

    _inherit = "cdht.assessment"

    def _form_values(self):
        """Identity numbers are masked: the form goes through several hands."""
        self.ensure_one()
        person, group = self.citizen_id, self.labour_group_id
        # sudo: whoever prints the form prints its code
        key = self.sudo().key_ids.filtered(lambda key: key.state == "open")[:1]
        # The code is of use, and printed, while the form can still be entered.
        code = key and self.state == "registered" and key._opens() and key._mark()
        scores = {line.indicator_id: line for line in self.line_ids}
        address = self.env["cdht.verified"]._verify_address()
        told = self._tells_appraised()
        judged = told and self.appraised_complete
        return {
            **self.campaign_id.set_id._form_values(group, scores, told),
            "code": code,
            "typed_code": code and key._typed_code(),
            "code_page": code and key._page(),
            "code_until": self.campaign_id.self_deadline
            and self.campaign_id.self_deadline.strftime("%d/%m/%Y"),
            "body_lines": [self.unit_id.name.upper()],
            "year": self.year,
            "name": person.name,
            "birth": self._form_birth(bool(code)),
            "gender": {"male": "Nam", "female": "Nữ"}.get(person.gender, ""),
            "identity_number": person.identity_number_masked or "",
            "occupation": ", ".join(filter(None, [person.occupation, person.position])),
            "unit": self.unit_id.name,
            "chapter": self.unit_id.chapter_name or "",
            "receipt": self.state != "registered" and self.receipt_number or "",
            "receipt_code": self.receipt_code or "",
            "submitted_on": self._submitted_text(),
            "receipt_page": address and f"{address}/cdht/bien-nhan",
            "self_total": self.self_total or "",
            "appraised_total": self.appraised_total if judged else "",
            "lowest": self.min_score if judged else "",
            "result": {
                "passed": "Đạt",
                "passed_five": "Đạt, 5 năm liền",
                "failed": "Không đạt",
            }.get(judged and self.grade, ""),
            "appraised_on": whole(long_date(self.proposal_id.meeting_date))
            if self.proposal_id.meeting_date
            else "",
        }

    def _tells_appraised(self):
        """Whether who prints the form may know the meeting's scores: appraisers, and
        its person once they are settled."""
        reader = self.env.user
        staff = reader._is_superuser() or reader.has_group(APPRAISERS)
        return staff or self._is_settled()

    def _form_birth(self, has_code):
        """Date or year of birth; never the answer to the question of the code."""
        person = self.citizen_id
        if not has_code:
            birth = person.birth_date
            return birth and birth.strftime("%d/%m/%Y") or person.birth_year or ""
        return person.birth_date and person.birth_year or ""
