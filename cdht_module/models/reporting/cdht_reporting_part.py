from odoo import fields, models


class CdhtReportingPart(models.AbstractModel):
    """A part of a report in chapters.

    The text that the figures give is renewed with them until somebody changes it.
    """

    _name = "cdht.reporting.part"
    _description = "Part of a report in chapters"
    _inherit = ["cdht.paper.part"]
    _paper_field = "report_id"

    code = fields.Char(
        help="Which text the figures give; empty for parts of one's own."
    )
    proposed_text = fields.Text(
        readonly=True,
        export_string_translation=False,
        help="What the figures gave when they were taken.",
    )

    def _propose(self, texts):
        """Renew the text of parts that nobody changed; ``texts``: {code: text}."""
        for part in self.filtered(lambda part: part.code in texts):
            text = texts[part.code]
            vals = {"proposed_text": text}
            if (part.text or "") == (part.proposed_text or ""):
                vals["text"] = text
            part.write(vals)

    def _given_text(self):
        return self.proposed_text or ""

    def _copy_to(self, report):
        """The same text in another report, which follows its figures as here."""
        for part in self:
            copied = part.copy({self._paper_field: report.id})
            copied.proposed_text = part.proposed_text
