"""A world with papers of every kind that stand: what they say, and their lines."""

from odoo.tests import TransactionCase

from .matrix_world import World


class IssuedCase(World, TransactionCase):
    """``self.standing(model)`` brings an issued paper of that kind, with lines."""

    # model: (the steps of the world, what issues it afterwards)
    KINDS = {
        "cdht.proposal": ("sent", None),
        "cdht.petition": ("petition_issued", None),
        "cdht.decision": ("decision_issued", None),
        "cdht.letter": ("letter", "action_issue"),
        "cdht.extract": ("extract", "action_issue"),
        "cdht.posting": ("posting_issued", None),
        "cdht.plan": ("plan_money", "action_issue"),
        "cdht.report": ("report_issued", None),
        "cdht.review": ("review_issued", None),
        "cdht.inspection": ("inspection_issued", None),
    }

    @classmethod
    def documents(cls):
        """The models of all kinds of papers."""
        names = cls.env.registry.descendants(["cdht.document"], "_inherit")
        return {name for name in names if not cls.env[name]._abstract}

    def draft(self, model):
        """A paper of that kind before ``action_issue``, at home."""
        self.bring(self.KINDS[model][0].removesuffix("_issued"), "h")
        return self.records[model]

    def standing(self, model):
        steps, move = self.KINDS[model]
        self.bring(steps, "h")
        if steps == "sent":
            self.standing_minutes()
        paper = self.records[model]
        if move:
            getattr(paper, move)()
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
