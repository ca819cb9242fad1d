from textwrap import shorten

from odoo import models

_LONGEST = 300
_RESULTS = {
    ("upheld", "restored"): "tiếp thu, đã khôi phục hồ sơ",
    ("upheld", "list_returned"): "tiếp thu, đã trả lại danh sách",
    ("dismissed", False): "không tiếp thu",
}


class CdhtObjection(models.Model):
    """What the minutes of the end of a posting say of an objection."""

    _inherit = "cdht.objection"

    def _minutes_line(self):
        """“Ý kiến nhận ngày …: …; kết quả: …”, without who objected."""
        content, answer = (
            shorten(self._without_sender(text), _LONGEST, placeholder=" …")
            for text in (self.text, self.answer)
        )
        result = _RESULTS.get((self.state, self.outcome), "chưa trả lời")
        if answer:
            result += f" ({answer.rstrip(' .;')})"
        day = self.received_on.strftime("%d/%m/%Y")
        return f"Ý kiến nhận ngày {day}: {content.rstrip(' .;')}; kết quả: {result}"
