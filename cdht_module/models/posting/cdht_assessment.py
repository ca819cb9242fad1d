from odoo import models

from odoo.addons.cdht_module.tools import clock


class CdhtAssessment(models.Model):
    """What people said about a dossier goes with the data of its person."""

    _inherit = "cdht.assessment"

    def _hangs(self):
        today = clock.today()
        # sudo: public: what hangs on a board is public; asked about one's own name
        lists = self.env["cdht.posting.list"].sudo().search(
            [
                ("posting_id.campaign_id", "=", self.campaign_id.id),
                ("posting_id.state", "=", "issued"),
                ("posting_id.date_from", "<=", today),
                ("posting_id.date_to", ">=", today),
                ("unit_id", "=", self.unit_id.id),
            ]
        )  # fmt: skip
        for one in lists:
            posting = one.posting_id
            named = posting._listed_people(one.unit_id)._publishable()
            if self in named and str(self.id) in (posting._issued("names") or {}):
                return one.place, posting.date_to, posting.contact or ""
        return super()._hangs()

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
