from odoo import models

from odoo.addons.cdht_module.tools.finding import Finding
from odoo.addons.cdht_module.tools.paper_text import dotted


class CdhtDecision(models.Model):
    """The bonuses of a year against what its plan estimates for them."""

    _inherit = "cdht.decision"

    def _findings(self, read):
        yield from super()._findings(read)
        yield from self._find_more_than_estimated()

    def _find_more_than_estimated(self):
        """The year's bonuses, those of earlier decisions too, come to no more than the
        plan estimates for them."""
        totals = {paper: total for paper in self if (total := paper._bonus_total())}
        if not totals:
            return
        bodies = self.issuing_unit_id
        # sudo: figures: sums of the commune's own plan and decisions
        plans = self.env["cdht.plan"].sudo().search(
            [
                ("issuing_unit_id", "in", bodies.ids),
                ("state", "=", "issued"),
                ("programme_id", "!=", False),
            ]
        )  # fmt: skip
        # sudo: figures: as the plans
        issued = self.sudo().search(
            [("issuing_unit_id", "in", bodies.ids), ("state", "=", "issued")]
        )
        for decision, total in totals.items():
            year = decision._paper_date().year
            plan = plans.filtered(
                lambda one, own=decision, year=year: (
                    one.issuing_unit_id == own.issuing_unit_id and one.year_from == year
                )
            )[:1]
            others = issued.filtered(
                lambda one, own=decision, year=year: (
                    one.issuing_unit_id == own.issuing_unit_id
                    and one != own
                    and one.date.year == year
                )
            )
            before = sum(other._bonus_total() for other in others)
            planned = sum(plan.cost_ids.filtered("is_bonus").mapped("planned"))
            if plan.cost_ids and total + before > planned:
                text = self.env._(
                    "Bonuses of %(total)s đồng are more than the estimate of"
                    " %(planned)s đồng.",
                    total=dotted(total + before),
                    planned=dotted(planned) or "0",
                )
                yield decision, Finding("estimate", "error", text, plan._paper_named())
