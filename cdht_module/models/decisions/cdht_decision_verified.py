from odoo import models

_CHANGES = ("amend", "revoke")


class CdhtDecision(models.Model):
    """What the public page says of a decision: no names."""

    _inherit = "cdht.decision"

    def _to_be_verified(self):
        return self.filtered(
            lambda paper: (
                paper.issuing_unit_id.verifies_decisions
                # Returned, a copy for signature may lie about: its token lives on.
                and (paper.state != "draft" or paper.verify_token)
            )
        )

    def _verify_values(self):
        self.ensure_one()
        if self.state not in ("issued", "revoked"):
            return {"kind": "decision", "status": "pending"}
        later = self.follower_ids.filtered(
            lambda paper: (
                paper.state in ("issued", "revoked") and paper.kind in _CHANGES
            )
        )
        return {
            "kind": "decision",
            "status": (
                "revoked"
                if self.state == "revoked"
                else "corrected" if later else "valid"
            ),
            "reference": self._reference().strip(),
            "date": self.date,
            "body": self._paper_body(),
            "subject": self.subject or "",
            "people": self.people_count,
            "later": [f"{p._paper_named()} của {p._paper_body()}" for p in later],
        }  # fmt: skip
