from odoo import models


class MinutesPaper(models.AbstractModel):
    """The meeting, its votes and figures, who did not vote on whom."""

    _name = "report.cdht_module.minutes_paper"
    _description = "Minutes of the appraisal meeting"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.proposal"
    _paper_method = "_minutes_values"
    _paper_people = "assessment_ids"


class ProposalListPaper(models.AbstractModel):
    """Names, years of birth, sex, group, totals and results; no identity numbers."""

    _name = "report.cdht_module.proposal_list_paper"
    _description = "List of a unit"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.proposal"
    _paper_method = "_list_values"
    _paper_people = "assessment_ids"
