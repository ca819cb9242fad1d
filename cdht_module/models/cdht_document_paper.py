import re

from odoo import models

from ..tools.paper_text import (
    BLANK,
    Markup,
    blank_date,
    in_sentence,
    letterhead_lines,
    long_date,
    roman,
    text_lines,
    title,
    whole,
)

# “Như Điều …”: the number of the last article is filled in when it is printed.
_LAST_ARTICLE = re.compile(r"^(Như Điều)\s*[….]*$")

_KINDS = {
    "cdht.proposal": "Biên bản",
    "cdht.petition": "Tờ trình",
    "cdht.decision": "Quyết định",
    "cdht.letter": "Công văn",
    "cdht.extract": "Bản trích sao",
    "cdht.posting": "Thông báo",
    "cdht.plan": "Kế hoạch",
    "cdht.report": "Báo cáo",
    "cdht.review": "Báo cáo",
    "cdht.inspection": "Biên bản kiểm tra",
}


class CdhtDocument(models.AbstractModel):
    """What a paper says, in the words and order of Nghị định 30/2020, Phụ lục I.

    Plain values for page templates; Vietnamese whatever the user's language.
    """

    _inherit = "cdht.document"

    def _paper_values(self):
        """Return what is common to all papers, as a dict of plain values."""
        self.ensure_one()
        unit, signatory = self.issuing_unit_id, self.signatory_id
        return {
            "superior_lines": letterhead_lines(unit.superior_letterhead),
            "body_lines": letterhead_lines(unit.letterhead),
            "body": self._paper_body(),
            "is_draft": self.state == "draft",
            "reference": self._paper_reference(),
            "symbol": self.symbol or "",
            "place": self.place or "",
            "long_date": self._paper_long_date(),
            "subject": title(self.subject or ""),
            "bases": [whole(line) for line in self._paper_bases()],
            "capacity_lines": (
                signatory._capacity_lines(self._paper_is_collective())
                if signatory
                else []
            ),
            "signatory": signatory.name or "",
            "recipients": self._paper_recipients,
        }

    def _paper_body(self):
        """The issuing body as it stands in a sentence."""
        return self.issuing_unit_id.body_name or ""

    def _paper_is_collective(self):
        """Whether the body signs (“TM.”), not its head alone."""
        return True

    def _paper_has_number(self):
        """The registry numbers a paper after it is signed, never a draft (Đ.15)."""
        return self.state != "draft"

    def _paper_reference(self):
        """Number and symbol on one line; a place to write while there is none."""
        has_number = self.number and self._paper_has_number()
        number = self._reference().split("/")[0] if has_number else BLANK
        return Markup('<span class="whole">%s/%s</span>') % (number, self.symbol or "")

    def _paper_long_date(self):
        if self.date and self._paper_has_number():
            return whole(long_date(self.date))
        # The year in which it is printed: a title's decision may come in the next.
        return blank_date((self.date or self.env["cdht.campaign"]._today()).year)

    def _paper_bases(self):
        """The legal bases, without the “;” that the template puts after each."""
        return text_lines(self.bases)

    def _paper_recipients(self, last_article):
        """“Nơi nhận”; ``last_article`` fills in “Như Điều …”."""
        return [
            _LAST_ARTICLE.sub(rf"\1 {last_article}", line)
            for line in text_lines(self.recipients)
        ]

    def _paper_trace_head(self):
        """What ties the traces to papers that others keep."""
        return self.env["cdht.trace.chain"]._head_text(self.issuing_unit_id)

    def _filled_in(self, text):
        """The text with the names of this body and commune in the place of {…}."""
        commune = self.issuing_unit_id.commune_id or self.issuing_unit_id
        text = text.replace("{body}", self._paper_body() or "Ủy ban nhân dân xã …")
        return text.replace("{commune}", in_sentence(commune.name or "Xã …"))

    def _numbered_annexes(self, annexes):
        """One annex stands without a number (Phụ lục I, III.1.a)."""
        for i, annex in enumerate(annexes, 1):
            annex["name"] = f"Phụ lục {roman(i)}" if len(annexes) > 1 else "Phụ lục"
        return annexes

    def _paper_filename(self):
        """Name of the printed file, without its ending."""
        name = _KINDS[self._name]
        if not (self.number and self._paper_has_number()):
            return name
        return f"{name} {self._reference()}".replace("/", "-")

    def _paper_named(self):
        """“Quyết định số 12/QĐ-UBND ngày 05 tháng 12 năm 2026”, in another paper."""
        self.ensure_one()
        date = f" {long_date(self.date)}" if self.date else ""
        return f"{_KINDS[self._name]} số {self._reference().strip()}{date}"
