"""A world with papers of every kind that stand: what they say, and their lines."""

from odoo.tests import TransactionCase

from .matrix_world import World


class IssuedCase(World, TransactionCase):
    """``self.standing(model)`` brings an issued paper of that kind, with lines."""

    # The steps of the world that bring a paper; of others, one called after the model.
    STEPS = {
        "cdht.proposal": "sent",
        "cdht.petition": "petition_issued",
        "cdht.decision": "decision_issued",
        "cdht.posting": "posting_issued",
        "cdht.plan": "plan_money",
        "cdht.report": "report_issued",
        "cdht.review": "review_issued",
        "cdht.commendation.petition": "asked",
        "cdht.commendation.meeting": "considered",
        "cdht.inspection": "inspection_issued",
    }

    def _steps(self, model):
        return self.STEPS.get(model, model.removeprefix("cdht."))

    def draft(self, model):
        """A paper of that kind before ``action_issue``, at home."""
        self.bring(self._steps(model).removesuffix("_issued"), "h")
        return self.records[model]

    def standing(self, model):
        self.bring(self._steps(model), "h")
        paper = self.records[model]
        if model == "cdht.proposal":
            self.standing_minutes()
        if paper.state == "draft":
            paper.action_issue()
        self.env.flush_all()
        return paper

    def standing_minutes(self):
        """Sent minutes have their lines from before."""
        lines = self.env["cdht.meeting.attendant"].sudo()
        self.records["cdht.meeting.attendant"] = lines.create(
            {"proposal_id": self.list.id, "name": "Khách Mẫu"}
        )
        self.records["cdht.meeting.recusal"] = self.env["cdht.meeting.recusal"].create(
            {"proposal_id": self.list.id, "assessment_id": self.dossier.id,
             "name": "Lý Văn Mẫu"}
        )  # fmt: skip
        self.records["cdht.meeting.vote"] = self.env["cdht.meeting.vote"].create(
            {"proposal_id": self.list.id, "assessment_id": self.dossier.id}
        )
