from odoo import models


class CdhtExtract(models.Model):
    """What an extract says: the part copied, below it the block of the copy (Nghị định
    30/2020, Phụ lục I, phần II, mục II; Phụ lục III, mẫu 3.1)."""

    _inherit = "cdht.extract"

    def _paper_values(self):
        """The values of the copy; ``copied``: those of the decision; ``annexes``: its
        lists with the rows of the chosen people alone."""
        decision = self.decision_id
        people = set(self.recognition_ids.ids)
        annexes = decision._paper_annexes(decision._paper_rows(), people)
        return {
            **super()._paper_values(),
            "copied": {**decision._as_issued(), "is_copied": True},
            "annexes": annexes,
        }

    def _paper_is_collective(self):
        """Who copies by order signs for the head, not for the collective."""
        return self.signatory_id.capacity not in ("tl", "tuq")
