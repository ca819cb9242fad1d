import re

from odoo import models

from odoo.addons.cdht_module.tools.paper_text import text_lines, whole

_ABOUT = re.compile(r"^(về việc|v/v)\s+", re.IGNORECASE)


class CdhtLetter(models.Model):
    """What a letter says (Nghị định 30/2020, Phụ lục III, mẫu 1.5 and 1.7)."""

    _inherit = "cdht.letter"

    def _paper_values(self):
        about = _ABOUT.sub("", self.subject or "")
        is_letter = self.kind != "invitation"
        paragraphs = self._paper_paragraphs()
        return {
            **super()._paper_values(),
            "is_letter": is_letter,
            "about": whole(f"V/v {about}") if is_letter and about else "",
            "subject": whole(f"Về việc {about}") if about else "",
            "addressees": text_lines(self.addressees),
            # The end mark stands on the last line, after its own full stop is gone.
            "paragraphs": [whole(line) for line in paragraphs[:-1]],
            "last": whole(paragraphs[-1].rstrip(" ./;")) if paragraphs else "",
        }

    def _paper_paragraphs(self):
        typed = (line.strip() for line in (self.body or "").splitlines())
        typed = [line for line in typed if line]
        if self.kind != "correction":
            return typed
        decision = self.decision_id
        named = f"{decision._paper_named()} của {decision._paper_body()}"
        place = f" {self.wrong_place.strip()}" if self.wrong_place else ""
        return [
            f"{self._paper_body()} đính chính sai sót về thể thức, kỹ thuật trình bày"
            f"{place} {named} như sau:",
            f"Nội dung đã ghi: “{_on_one_line(self.wrong_words)}”.",
            f"Nay đính chính là: “{_on_one_line(self.right_words)}”.",
            *typed,
        ]

    def _paper_filename(self):
        name = super()._paper_filename()
        if self.kind == "invitation":
            return name.replace("Công văn", "Giấy mời", 1)
        return name


def _on_one_line(text):
    return " ".join((text or "…").split())
