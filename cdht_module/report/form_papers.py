from odoo import models


class RegistrationPaper(models.AbstractModel):
    """Names, years of birth and groups of a unit, to be signed."""

    _name = "report.cdht_module.registration_paper"
    _description = "Registration sheet"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.proposal"
    _paper_method = "_registration_values"
    _paper_people = "assessment_ids"


class ScoreSheetPaper(models.AbstractModel):
    """Names, years of birth and scores of a unit."""

    _name = "report.cdht_module.score_sheet_paper"
    _description = "Score sheet"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.proposal"
    _paper_method = "_score_sheet_values"
    _paper_people = "assessment_ids"


class BlankScoreSheetPaper(models.AbstractModel):
    """Names and years of birth of a unit, to be filled in."""

    _name = "report.cdht_module.blank_score_sheet_paper"
    _description = "Score sheet to fill in"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.proposal"
    _paper_method = "_blank_score_sheet_values"
    _paper_people = "assessment_ids"


class AssessmentFormPaper(models.AbstractModel):
    """One person's own data and scores; the identity number is masked."""

    _name = "report.cdht_module.assessment_form_paper"
    _description = "Self-assessment form"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.assessment"
    _paper_method = "_form_values"


class BlankFormPaper(models.AbstractModel):
    """The criteria, which are public: an empty form for each group."""

    _name = "report.cdht_module.blank_form_paper"
    _description = "Self-assessment form to fill in"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.indicator.set"
    _paper_method = "_blank_form_values"

    def _get_report_values(self, docids, data=None):
        """A set gives a form for each group."""
        values = super()._get_report_values(docids, data)
        return {
            **values,
            "papers": [form for of_set in values["papers"] for form in of_set],
        }


class GuidePaper(models.AbstractModel):
    """The criteria, which are public, in the words of each group."""

    _name = "report.cdht_module.guide_paper"
    _description = "Scoring guide"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.indicator.set"
    _paper_method = "_guide_values"
