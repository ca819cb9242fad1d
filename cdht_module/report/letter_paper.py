from odoo import api, models


class LetterPaper(models.AbstractModel):
    """Feeds the template `letter_paper` with plain values."""

    _name = "report.cdht_module.letter_paper"
    _description = "Paper of a letter"

    @api.model
    def _get_report_values(self, docids, data=None):
        letters = self.env["cdht.letter"].browse(docids)
        letters.check_access("read")
        # sudo: who may read the letter may read what its paper says: its body, its
        # signatory, number and date of the decision that it corrects
        papers = [letter.sudo()._paper_values() for letter in letters]
        return {"doc_ids": docids, "docs": letters, "papers": papers}
