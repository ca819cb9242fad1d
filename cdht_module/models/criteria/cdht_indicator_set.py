from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.cdht_module.tools.paper_text import text_lines

# What may still change once a year is assessed by the set: when it ends, and what is
# to be confirmed of it.
_EDITABLE_IN_USE = {"date_to", "to_confirm"}


class CdhtIndicatorSet(models.Model):
    """Bộ tiêu chí: the indicators and the rule, in force between two dates.

    Rule of the seed plan II.2.b and QĐ 244/QĐ-KHVN: ten scores of 1–10, 80 of
    100 points and no indicator below 5; five years running is outstanding.
    """

    _name = "cdht.indicator.set"
    _description = "Criteria set"
    _inherit = ["cdht.traced.setting", "cdht.doubtful"]
    _order = "date_from desc, id desc"
    _traced_by_name = {"legal_basis", "bands"}

    name = fields.Char(required=True)
    legal_basis = fields.Text(help="The decision that issued the set, as cited.")
    date_from = fields.Date(string="In force from", required=True)
    date_to = fields.Date(string="In force to")
    score_min = fields.Integer(string="Lowest score", default=1, required=True)
    score_max = fields.Integer(string="Highest score", default=10, required=True)
    pass_total = fields.Integer(string="Total to pass", default=80, required=True)
    pass_min = fields.Integer(
        string="Least score of an indicator", default=5, required=True
    )
    outstanding_years = fields.Integer(
        string="Years running to be outstanding", default=5, required=True
    )
    digital_min = fields.Integer(string="Score that shows digital skill", default=7)
    fluent_min = fields.Integer(string="Score that shows fluency", default=9)
    criterion_ids = fields.One2many("cdht.indicator.criterion", "set_id", copy=False)
    indicator_ids = fields.One2many("cdht.indicator", "set_id", copy=False)
    indicator_count = fields.Integer(compute="_compute_indicator_count")
    is_locked = fields.Boolean(
        string="In use",
        compute="_compute_is_locked",
        help="A year is assessed by this set: make a new version to change it.",
    )
    _score_bounds = models.Constraint(
        "CHECK (score_min >= 1 AND score_min < score_max AND score_max <= 100)",
        "The lowest score must lie under the highest, from 1 to 100.",
    )
    _thresholds = models.Constraint(
        "CHECK (pass_min BETWEEN score_min AND score_max AND outstanding_years >= 1)",
        "The least score of an indicator must lie within the scores.",
    )

    bands = fields.Text(
        string="What earns which points",
        help="For all indicators; the guide of a group may say it of one.",
    )

    @api.depends("indicator_ids")
    def _compute_indicator_count(self):
        for record in self:
            record.indicator_count = len(record.indicator_ids)

    def _compute_is_locked(self):
        used = self._in_use()
        for record in self:
            record.is_locked = record in used

    def _in_use(self):
        """The sets by which somebody is assessed; the room campaigns fills this in."""
        return self.browse()

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for record in self:
            if record.date_to and record.date_to < record.date_from:
                raise ValidationError(
                    self.env._("A criteria set cannot end before it begins.")
                )

    def write(self, vals):
        if vals.keys() - _EDITABLE_IN_USE:
            self._check_unlocked()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_locked(self):
        self._check_unlocked()

    def _check_unlocked(self):
        """Raise where a year is already assessed by the set."""
        locked = self.filtered("is_locked")
        if locked:
            raise UserError(
                self.env._(
                    "The criteria set “%s” is in use. Use “New version” and change"
                    " the copy.",
                    locked[0].name,
                )
            )

    def action_new_version(self):
        """Copy the set with its criteria, indicators and guides, to be edited."""
        self._cdht_one()
        copy = self.copy(
            {
                "name": self.env._("%s (new version)", self.name),
                "date_from": self.date_to or fields.Date.today(),
                "date_to": False,
            }
        )
        for criterion in self.criterion_ids:
            new_criterion = criterion.copy({"set_id": copy.id})
            for indicator in criterion.indicator_ids:
                indicator.copy({"criterion_id": new_criterion.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": copy.id,
            "view_mode": "form",
        }

    @api.model
    def _in_force_in(self, year):
        """The set in force on 31/12 of ``year`` (the year's titles go by it)."""
        last_day = date(year, 12, 31)
        return self.search(
            [
                ("date_from", "<=", last_day),
                "|", ("date_to", "=", False), ("date_to", ">=", last_day),
            ],
            limit=1,
        )  # fmt: skip

    def _judge(self, scores):
        """Apply the rule for passing; no other code does.

        ``scores``: the appraised scores of one dossier, 0 where none was given.
        Return ``(total, lowest, eligible)``; ``(0, 0, False)`` until all stand.
        """
        self.ensure_one()
        if not scores or any(score < self.score_min for score in scores):
            return 0, 0, False
        total, lowest = sum(scores), min(scores)
        return total, lowest, total >= self.pass_total and lowest >= self.pass_min

    # -- The set as people read it: the guide of a group, the empty form.

    def _guide_values(self):
        """The guide of each group, two pages each, for training."""
        groups = self.env["cdht.labour.group"].search(Domain.TRUE)
        return {
            **self._rule_values(),
            "groups": [
                {
                    "name": group.name,
                    "code": group.code,
                    "parts": self._parts_for(group),
                }
                for group in groups
            ],
        }

    def _blank_form_values(self):
        """An empty form of each group, to be written by hand."""
        dots = dict.fromkeys(
            ("name", "birth", "gender", "identity_number", "occupation", "unit",
             "chapter", "self_total", "appraised_total", "lowest", "result",
             "appraised_on"), ""
        )  # fmt: skip
        groups = self.env["cdht.labour.group"].search(Domain.TRUE)
        return [
            {
                **dots,
                **self._form_values(group, {}),
                "year": "",
                "body_lines": [],
                "to_fill": True,
            }
            for group in groups
        ]

    def _form_values(self, group, lines, appraised=True):
        """``lines``: {indicator: the line of a dossier} to fill in; the meeting's
        scores where ``appraised`` says so."""
        parts = self._parts_for(group)
        for part in parts:
            for row in part["rows"]:
                line = lines.get(row["indicator"])
                row["evidence_given"] = line and line.evidence or ""
                row["seen"] = bool(line and line.paper_evidence)
                row["self_score"] = line and line.self_score or ""
                row["appraised_score"] = (
                    appraised and line and line.appraised_score or ""
                )
        return {
            **self._rule_values(),
            "group": group.name and f"{group.code} – {group.name}" or "",
            "parts": parts,
        }

    def _rule_values(self):
        return {
            "rule": self,
            "bands": text_lines(self.bands),
            "highest": self.score_max * len(self.indicator_ids),
        }

    def _parts_for(self, group):
        """Criterion by criterion the indicators in the words of a group."""
        self.ensure_one()
        guides = {
            guide.indicator_id: guide
            for guide in self.indicator_ids.guide_ids
            if guide.labour_group_id == group
        }
        none = self.env["cdht.indicator.guide"]
        return [
            {
                "name": criterion.name,
                "rows": [
                    {
                        "indicator": indicator,
                        "number": indicator._number(),
                        "wording": guides.get(indicator, none).wording
                        or indicator.name,
                        "bands": guides.get(indicator, none).bands or "",
                        "evidence": guides.get(indicator, none).evidence or "",
                    }
                    for indicator in criterion.indicator_ids
                ],
            }
            for criterion in self.criterion_ids
        ]
