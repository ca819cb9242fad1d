from odoo import models


class CdhtAssessment(models.Model):
    """What people said about a dossier goes with the data of its person."""

    _inherit = "cdht.assessment"

    def _forget_evidence(self):
        result = super()._forget_evidence()
        # sudo: move: the move that calls this checked who takes whose data away
        objections = (
            self.env["cdht.objection"]
            .sudo()
            .search([("assessment_id", "in", self.ids)])
        )
        objections._forget_senders()
        objections.write({"text": self.env._("Taken away")})
        objections.filtered("answer").write({"answer": self.env._("Taken away")})
        return result
