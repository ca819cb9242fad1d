from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .cdht_population import BASES

_FIGURES = [
    ("registered", "Registered"),
    ("appraised", "Appraised"),
    ("passed", "Passed"),
    ("recognised", "Recognised"),
    ("recognised_in_learning", "Recognised, in learning models"),
    ("recognised_in_units", "Recognised, in learning units"),
    ("recognised_digital", "Recognised, with digital skill"),
    ("recognised_fluent", "Recognised, digitally fluent"),
    ("adults", "Adults"),
    ("adults_in_learning", "Adults in learning models"),
    ("staff_in_learning_units", "Staff of learning units"),
    ("members", "Members of the association"),
    ("members_trained", "Members trained"),
]
# Known from dossiers only: a title read from a list of earlier years has none.
OF_DOSSIERS = {
    "recognised_digital",
    "recognised_fluent",
    "registered",
    "appraised",
    "passed",
}


class CdhtMetric(models.Model):
    """A measure of the programme: a share with its written numerator and denominator.

    The seed's plan has two columns of one title; what the fourth measures is chosen
    here (`measured_as_id`) once the committee has confirmed it.
    """

    _name = "cdht.metric"
    _description = "Metric"
    _inherit = ["cdht.traced.setting", "cdht.doubtful"]
    _order = "sequence, id"

    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    paper_name = fields.Char(
        string="Title on plans",
        help="As the plan's own table has it, if that says less than the name.",
    )
    numerator = fields.Char(required=True, help="What is counted, in words.")
    denominator = fields.Char(required=True, help="Out of what, in words.")
    numerator_figure = fields.Selection(_FIGURES, string="Counted from")
    denominator_figure = fields.Selection(_FIGURES, string="Out of")
    measured_as_id = fields.Many2one(
        "cdht.metric",
        string="Measured as",
        ondelete="restrict",
        domain="[('numerator_figure', '!=', False), ('id', '!=', id)]",
        help="The measure that stands behind a title which does not tell it.",
    )

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is used already.")

    @api.constrains("measured_as_id")
    def _check_measured_as(self):
        if self.measured_as_id.filtered("measured_as_id"):
            raise ValidationError(
                self.env._("Choose a metric that is measured by itself.")
            )

    @api.constrains("numerator_figure", "denominator_figure")
    def _check_figures(self):
        if any(bool(m.numerator_figure) != bool(m.denominator_figure) for m in self):
            raise ValidationError(
                self.env._("A share needs what is counted and out of what.")
            )

    def _share(self, unit, year, figures):
        """What ``figures`` of the unit (``cdht.statistic._figures``) give: {part,
        whole, share (per cent, or None), finding}.

        A metric without its base says so; a share above 100 % is a finding.
        """
        self.ensure_one()
        rule = self if self.numerator_figure else self.measured_as_id
        result = {"part": None, "whole": None, "share": None, "finding": ""}
        if not rule:
            text = self.to_confirm or self.env._("what “%s” measures", self.name)
            return {**result, "finding": self.env._("To be confirmed: %s", text)}
        asked = {rule.numerator_figure, rule.denominator_figure}
        if not figures["registered"] and asked & OF_DOSSIERS:
            # Titles read from earlier lists have no dossiers behind them.
            result["finding"] = self.env._(
                "No dossiers of %(year)s in %(unit)s.", year=year, unit=unit.name
            )
            return result
        part = figures[rule.numerator_figure]
        whole = figures[rule.denominator_figure]
        result |= {"part": part, "whole": whole}
        if part is None or not whole:
            result["finding"] = self._why_without_base(rule, unit, year, figures)
            return result
        for one, own in [(unit, figures), *figures["parts"]]:
            # A unit where nobody lives counts its people elsewhere.
            if (whole := own[rule.denominator_figure]) and (
                (part := own[rule.numerator_figure]) > whole
            ):
                finding = self.env._(
                    "%(unit)s: %(part)s of %(whole)s would be more than 100 %%: check"
                    " the population figures of %(year)s.",
                    unit=one.name,
                    part=part,
                    whole=whole,
                    year=year,
                )
                return {**result, "finding": finding}
        if not figures["registered"] and "recognised_in_learning" in asked:
            result["finding"] = self.env._(
                "Without dossiers: only people of learning communities are counted."
            )
        return {**result, "share": 100 * result["part"] / result["whole"]}

    def _why_without_base(self, rule, unit, year, figures):
        if {rule.numerator_figure, rule.denominator_figure} & set(BASES):
            names = ", ".join(missing.name for missing in figures["missing"][:5])
            return self.env._(
                "No population figures of %(year)s for %(unit)s yet, so no share is"
                " computed.",
                year=year,
                unit=names or unit.name,
            )
        return self.env._(
            "Nobody in %(unit)s is counted for %(year)s yet.", year=year, unit=unit.name
        )
