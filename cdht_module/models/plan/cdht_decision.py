from odoo import models

from odoo.addons.cdht_module.tools.finding import Finding
from odoo.addons.cdht_module.tools.paper_text import (
    decimal,
    dotted,
    in_full,
    percent_of,
)

# Who of the people to be recognised counts for which figure (``cdht.statistic``).
_COUNTED = {
    "recognised": lambda dossier: True,
    "recognised_in_learning": lambda dossier: (
        dossier.in_learning_family
        or dossier.in_learning_clan
        or dossier.in_learning_community
    ),
    "recognised_in_units": lambda dossier: dossier.in_learning_unit,
}


class CdhtDecision(models.Model):
    """The decision against the year's plan: its bonuses and the estimate, its people
    and the targets."""

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

    def _cover_against_targets(self):
        """The share of each target once this decision is issued."""
        area, year = self.issuing_unit_id, self.year
        if self.kind == "supplement" or not self.campaign_id:
            return super()._cover_against_targets()
        targets = self.env["cdht.plan.target"]._in_force(area, [year])[area.id, year]
        # sudo: figures: sums of the body's own area
        figures = self.env["cdht.statistic"].sudo()._figures(area, [year])
        figures = figures[area.id, year]
        # sudo: figures: counted; those who hold the title are in the figures already
        people = self.sudo().assessment_ids.filtered(lambda d: d.state == "proposed")
        said = []
        for target in targets:
            metric = target.metric_id
            counts = _COUNTED.get(metric.numerator_figure)
            whole = counts and figures[metric.denominator_figure]
            if not whole:
                continue
            part = figures[metric.numerator_figure] or 0
            part += len(people.filtered(counts))
            said.append(
                f"{in_full(metric.name)} {percent_of(part, whole)}, chỉ tiêu"
                f" {decimal(target.value)}%"
            )
        return said
