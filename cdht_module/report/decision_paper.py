from odoo import api, models


class DecisionPaper(models.AbstractModel):
    """Feeds the template `decision_paper` with plain values."""

    _name = "report.cdht_module.decision_paper"
    _description = "Paper of a decision"

    @api.model
    def _get_report_values(self, docids, data=None):
        decisions = self.env["cdht.decision"].browse(docids)
        decisions.check_access("read")
        # sudo: who may read the decision may read what its paper says: names, years
        # of birth and units, petitions and signatory; no numbers and no scores
        papers = [decision.sudo()._paper_values() for decision in decisions]
        return {"doc_ids": docids, "docs": decisions, "papers": papers}
