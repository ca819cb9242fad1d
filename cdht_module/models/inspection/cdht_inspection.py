import random

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.models.papers.cdht_checked import told_when_held
from odoo.addons.cdht_module.tools.move import Move
from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    hour_and_date,
    in_sentence,
    text_lines,
    whole,
)
from odoo.addons.cdht_module.tools.wording import Words

from .cdht_decision import TASKS

_lt = LazyTranslate(__name__)

_VERDICTS = {
    "right": "Đúng quy định",
    "evidence": "Thiếu minh chứng",
    "high": "Điểm cao hơn minh chứng",
    "low": "Điểm thấp hơn minh chứng",
    "other": "Khác",
}


_TO_WRITE = ["…" * 46]


class CdhtInspection(models.Model):
    """Kiểm tra, giám sát of one unit's year (seed IV.1.d): team, day, a random sample
    of its dossiers, signs of hasty scoring, findings, minutes, what follows.
    """

    _name = "cdht.inspection"
    _description = "Inspection"
    _inherit = ["cdht.document"]
    _order = "date desc, id desc"
    _paper_kind = "Biên bản kiểm tra"
    _wordings = (
        Words(
            "inspection",
            "cdht.inspection",
            "_paper_values",
            "inspection_paper",
            {
                "giờ bắt đầu": "begins",
                "giờ kết thúc": "ends",
                "địa điểm": "where",
                "đơn vị": "unit",
                "số hồ sơ": lambda paper: paper["drawn"] or "",
                "số lần chọn": lambda paper: paper["draws"],
                "không chọn": lambda paper: "" if paper["drawn"] else "không chọn",
            },
            {
                "đoàn kiểm tra": lambda paper: paper["team"] or _TO_WRITE,
                "đại diện đơn vị": lambda paper: paper["hosts"] or _TO_WRITE,
                "bảng hồ sơ": lambda paper: (
                    paper["groups"]
                    and {
                        "columns": paper["columns"],
                        "groups": paper["groups"],
                    }
                ),
                "nhận xét": lambda paper: paper["findings"] or _TO_WRITE,
                "kết luận": lambda paper: paper["conclusion"] or _TO_WRITE,
            },
            subject=("năm", "đơn vị"),
        ),
    )
    _print_stages = {"issued": "issued"}
    _is_filled_by_hand = True
    _by_moves = {"state", "hints", "draw_count", "task_id", "team_decision_id"}
    # Minutes are the team's own; no registry enters them.
    _by_clerk = frozenset()
    _moves = (
        Move("draw_sample", "action_draw_sample", ("draft",), None,
             "commune", _lt("Sample drawn")),
        Move("issue", "action_issue", ("draft",), "issued", "commune", _lt("Issued")),
    )  # fmt: skip

    issuing_unit_id = fields.Many2one(
        required=True,
        default=lambda self: self.env["cdht.letter"]._default_issuing_unit(),
    )
    campaign_id = fields.Many2one(
        "cdht.campaign", required=True, index=True, ondelete="restrict"
    )
    year = fields.Integer(related="campaign_id.year", store=True, aggregator=None)
    unit_id = fields.Many2one(
        "cdht.unit",
        string="Unit inspected",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('commune_id', '=', commune_id), ('has_people', '=', True)]",
    )
    commune_id = fields.Many2one(related="campaign_id.unit_id")
    subject = fields.Char(
        compute="_compute_subject", store=True, readonly=False, precompute=True
    )
    hour_from = fields.Float(string="From", aggregator=None)
    hour_to = fields.Float(string="Until", aggregator=None)
    meeting_place = fields.Char(string="Place of the inspection")
    team = fields.Text(help="Name and post, a line each; the first leads the team.")
    hosts = fields.Text(
        string="For the unit", help="Name and post, a line each; the first signs."
    )
    sample_size = fields.Integer(string="Dossiers to draw", default=10)
    sample_ids = fields.One2many("cdht.inspection.sample", "inspection_id")
    draw_count = fields.Integer(
        string="Times drawn",
        readonly=True,
        copy=False,
        aggregator=None,
        help="The minutes say so where the sample was drawn more than once.",
    )
    hints = fields.Text(
        string="Signs of hasty scoring",
        copy=False,
        groups="cdht_module.group_cdht_commune",
        help="The same ten scores for many, everybody passed, totals of exactly the"
        " least that passes. A hint is no proof: look at the evidence.",
    )
    findings = fields.Text(help="What was found, a line a point.")
    conclusion = fields.Text(help="What the unit is asked to do, a line a point.")
    team_decision_id = fields.Many2one(
        "cdht.decision",
        string="Decision on the team",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    task_id = fields.Many2one(
        "cdht.plan.task",
        string="Follow-up task",
        copy=False,
        readonly=True,
        index="btree_not_null",
    )
    state = fields.Selection(
        [("draft", "Being prepared"), ("issued", "Minutes signed")],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )
    _sample_size = models.Constraint(
        "CHECK (sample_size BETWEEN 1 AND 500)", "Draw from 1 to 500 dossiers."
    )

    @api.depends("unit_id", "campaign_id", "issuing_unit_id")
    def _compute_subject(self):
        self._propose_subjects()

    def _subject_facts(self):
        return {
            "năm": self.year or "",
            "đơn vị": in_sentence(self.unit_id.name or "…"),
        }

    @api.constrains("hour_from", "hour_to")
    def _check_hours(self):
        for inspection in self:
            if not 0 <= inspection.hour_from < 24 or not 0 <= inspection.hour_to < 24:
                raise ValidationError(
                    self.env._("An hour lies between 0:00 and 23:59.")
                )

    def _check_by_hand(self, vals):
        if "state" in vals:
            raise AccessError(self.env._("Use the buttons to end an inspection."))
        result = super()._check_by_hand(vals)
        if {"unit_id", "campaign_id"} & vals.keys() and self.sample_ids:
            raise UserError(
                self.env._("The sample is drawn: the unit and the year are fixed.")
            )
        return result

    def action_draw_sample(self):
        """Draw dossiers at random, never the caller's own. How often it was drawn is
        counted and printed: nobody draws unseen until the sample suits."""
        self._check_issuing_officer()
        self._lock()
        self._check_move("draw_sample")
        for inspection in self:
            if inspection.sample_ids.filtered("verdict"):
                raise UserError(
                    self.env._("The sample is being judged: it is not drawn again.")
                )
            dossiers = inspection._scored_dossiers()
            if not dossiers:
                raise UserError(
                    self.env._("%s has no scored dossier yet.", inspection.unit_id.name)
                )
            inspection._draw(dossiers)
        self.env["cdht.trace"]._record(self, "draw_sample")

    def _scored_dossiers(self):
        dossiers = self.env["cdht.assessment"].search(
            [
                ("campaign_id", "=", self.campaign_id.id),
                ("unit_id", "=", self.unit_id.id),
                ("state", "!=", "withdrawn"),
                ("self_complete", "=", True),
            ]
        )
        return dossiers - dossiers._own_dossiers(dossiers)

    def _draw(self, dossiers):
        texts, by_dossier = dossiers._scoring_hints()
        size = min(self.sample_size, len(dossiers))
        drawn = set(random.SystemRandom().sample(dossiers.ids, size))
        lines = [
            Command.create(
                {"assessment_id": dossier.id, "hint": by_dossier.get(dossier.id)}
            )
            for dossier in dossiers
            if dossier.id in drawn
        ]
        # sudo: move: the sample and its hints are drawn, never written by hand
        self.sudo().write(
            {
                "hints": "\n".join(texts) or False,
                "draw_count": self.draw_count + 1,
                "sample_ids": [Command.clear(), *lines],
            }
        )

    @told_when_held
    def action_issue(self):
        """The minutes are signed; they stand."""
        self._check_issuing_officer()
        self._lock()
        self._check_move("issue")
        for inspection in self:
            needed = [inspection.date, inspection.team, inspection.findings]
            if not all(needed):
                raise UserError(
                    self.env._("Minutes need the day, the team and what was found.")
                )
            if not inspection.sample_ids and inspection._scored_dossiers():
                raise UserError(self.env._("Draw the sample first."))
            if not all(inspection.sample_ids.mapped("verdict")):
                raise UserError(
                    self.env._("Say of each dossier of the sample how it was found.")
                )
        self._make_move("issue")

    def _check_teams_are_open(self):
        """What a decision says that is on its way is not changed any more."""
        settled = self.filtered(
            lambda one: one.team_decision_id.state not in (False, "draft")
        )
        if settled:
            raise UserError(
                self.env._(
                    "The team of these inspections is decided: %s. Choose the others"
                    " alone.",
                    ", ".join(settled.mapped("display_name")),
                )
            )

    def action_make_team_decision(self):
        """A draft decision of the commune that sets up their team; that of all of them,
        where they have one."""
        self._check_issuing_officer()
        self._check_state("draft")
        if len(self.campaign_id) != 1:
            raise UserError(self.env._("Choose inspections of one year."))
        decision = self.team_decision_id
        if any(one.team_decision_id != decision for one in self):
            self._check_teams_are_open()
            decision = decision[:1]
        if not decision:
            days = [day for day in self.mapped("date") if day]
            decision = self.env["cdht.decision"].create(
                {
                    "kind": "inspect",
                    "campaign_id": self.campaign_id.id,
                    "inspection_team": self[0].team,
                    "inspection_tasks": TASKS,
                    "inspection_from": min(days, default=False),
                    "inspection_to": max(days, default=False),
                }
            )
        # sudo: move: the link to the decision that the officer made of them
        self.sudo().team_decision_id = decision
        return decision._cdht_action_form()

    def action_make_task(self):
        """A task in the plan of the year, for what the unit is asked to do."""
        self._cdht_one()
        self._check_issuing_officer()
        if self.task_id:
            return self.task_id._cdht_action_form()
        self._check_state("issued")
        if not self.conclusion:
            raise UserError(self.env._("Write first what the unit is asked to do."))
        plans = self.env["cdht.plan"].search(
            [
                ("issuing_unit_id", "=", self.commune_id.id),
                ("year_from", "<=", self.year),
                ("year_to", ">=", self.year),
                ("state", "=", "issued"),
            ]
        )
        plan = (plans.filtered("programme_id") or plans)[:1]
        if not plan:
            raise UserError(self.env._("No issued plan of %s takes it.", self.year))
        # sudo: move: a plan that is issued takes a task only where an inspection
        # follows up, and its signed minutes are linked to it; the officer was checked
        # above
        points = [line.strip(" -;.") for line in self.conclusion.splitlines()]
        task = plan.task_ids.sudo().create(
            {
                "plan_id": plan.id,
                "sequence": 1000,
                "name": f"{self.unit_id.name}: {'; '.join(filter(None, points))}.",
                "date_to": fields.Date.to_date(f"{self.year}-12-31"),
            }
        )
        # sudo: move: the link to what was just made
        self.sudo().task_id = task
        return self.task_id._cdht_action_form()

    # -- What is checked before the minutes are issued.

    def _findings(self, read):
        yield from super()._findings(read)
        lists = {one: one.sample_ids.assessment_id.proposal_id for one in self}
        self.sample_ids.assessment_id.proposal_id._fetch_issued()
        yield from self._find_other_names(lists)
        yield from self._find_earlier_than(
            {
                one: [(one.team_decision_id.date, one.team_decision_id._source_name())]
                for one in self.filtered("team_decision_id")
            }
        )

    def _named_people(self):
        return {
            dossier.id: (dossier.citizen_id.name, dossier.citizen_id.birth_year or "")
            for dossier in self.sample_ids.assessment_id
        }

    # -- Minutes of the inspection (Nghị định 30/2020, Phụ lục III, mẫu 1.9).

    def _paper_values(self):
        columns = [
            column("TT", 11, centre=True),
            column("Họ và tên"),
            column("Điểm tự chấm", 20, centre=True),
            column("Điểm thẩm định", 20, centre=True),
            column("Kết quả kiểm tra", 60),
        ]
        rows = [
            [
                number,
                line.assessment_id.citizen_id.name,
                line.self_total or "",
                line.appraised_total or "",
                ". ".join(filter(None, [_VERDICTS.get(line.verdict), line.note])),
            ]
            for number, line in enumerate(self.sample_ids, 1)
        ]
        team, hosts = text_lines(self.team), text_lines(self.hosts)
        return {
            **super()._paper_values(),
            "reference": "",
            "long_date": "",
            "is_draft": self.state == "draft",
            "begins": hour_and_date(self.hour_from or None, self.date),
            "ends": hour_and_date(self.hour_to or None, self.date),
            "where": self.meeting_place or "………………………",
            "unit": in_sentence(self.unit_id.name),
            "team": team,
            "hosts": hosts,
            "columns": columns,
            "groups": [{"heading": "", "rows": rows}] if rows else [],
            "drawn": len(rows),
            "draws": self.draw_count if self.draw_count > 1 else "",
            "findings": [whole(line) for line in text_lines(self.findings)],
            "conclusion": [whole(line) for line in text_lines(self.conclusion)],
            "leader": team[0].split("-")[0].split("–")[0].strip() if team else "",
            "host": hosts[0].split("-")[0].split("–")[0].strip() if hosts else "",
        }
