from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from odoo.addons.cdht_module.tools import clock


class YearStep(NamedTuple):
    """A step of the year, as the line at home shows it to whoever may see it.

    ``place`` orders the steps; ``told`` says in words how far it is; ``act`` names what
    its button does, ``begin`` returns the action that leads there. ``is_own``: the
    reader carries it on, who else only looks; ``goes_on``: it has begun, and is not
    over; ``waits``: others did their part, and wait for the reader; ``why`` says why
    there is no button.
    """

    place: int
    key: str
    name: str
    is_done: bool
    told: str = ""
    due: date | None = None
    act: str = ""
    begin: Callable[[], dict] | None = None
    is_own: bool = False
    goes_on: bool = False
    waits: bool = False
    why: str = ""

    def _state(self, today, is_passed):
        """``done``, ``late``, ``left_out`` (a later one is done) or ``ahead``."""
        if self.is_done:
            return "done"
        if self.due and self.due < today:
            return "late"
        return "left_out" if is_passed and not self.goes_on else "ahead"


class CdhtCampaign(models.Model):
    """The year as a line of steps: what is done, what comes next, what is late. Each
    room adds its own ones (``_year_steps``)."""

    _inherit = "cdht.campaign"

    year_line = fields.Json(
        string="The year, step by step",
        compute="_compute_year_line",
        groups="cdht_module.group_cdht_chapter,cdht_module.group_cdht_commune,"
        "cdht_module.group_cdht_district",
        export_string_translation=False,
    )

    my_activity_ids = fields.Many2many(
        "mail.activity",
        string="What waits for me",
        compute="_compute_my_activity_ids",
        groups="cdht_module.group_cdht_chapter,cdht_module.group_cdht_commune,"
        "cdht_module.group_cdht_district",
    )

    office_activity_ids = fields.Many2many(
        "mail.activity",
        string="What waits for colleagues of my office",
        compute="_compute_office_activity_ids",
        groups="cdht_module.group_cdht_commune",
    )

    @api.depends_context("uid")
    def _compute_my_activity_ids(self):
        """The reader's own turns in all of the programme, the first due first."""
        self.my_activity_ids = self.env["mail.activity"].search(
            [("user_id", "=", self.env.uid), ("res_model", "=like", "cdht.%")],
            order="date_deadline, id",
        )

    @api.depends_context("uid")
    def _compute_office_activity_ids(self):
        """Turns that wait for other officers of the bodies that the reader works for:
        a colleague who is away holds nothing up."""
        own = self.env.user._cdht_units("commune")
        # sudo: host: who works for the same bodies as the caller
        colleagues = self.env["res.users"].sudo().search(
            [("cdht_unit_ids", "in", own.ids), ("id", "!=", self.env.uid)]
        )  # fmt: skip
        self.office_activity_ids = self.env["mail.activity"].search(
            [("user_id", "in", colleagues.ids), ("res_model", "=like", "cdht.%")],
            order="date_deadline, id",
        )

    def _year_steps(self):
        """The steps of this year that its reader may see, in any order."""
        self.ensure_one()
        following = self.search(
            [("unit_id", "=", self.unit_id.id), ("year", "=", self.year + 1)]
        )
        may_open = bool(self.unit_id._in_reach("commune"))
        return [
            YearStep(
                110,
                "next_year",
                self.env._("Next year"),
                is_done=bool(following) and following.state != "draft",
                told=self.env._("Being prepared") if following.state == "draft" else "",
                act=self.env._("Open the next year"),
                begin=self.action_prepare_next_year if may_open else None,
                is_own=may_open,
            )
        ]

    @api.depends_context("uid", "lang")
    def _compute_year_line(self):
        today = clock.today()
        for campaign in self:
            steps = sorted(campaign._year_steps(), key=lambda step: step.place)
            # What was left out holds nobody up: next comes, of the reader's own ones,
            # that for which others wait, else what follows the last one that is done.
            last = max((n for n, step in enumerate(steps) if step.is_done), default=-1)
            own = [
                n
                for n, step in enumerate(steps)
                if step.is_own and (n > last or step.waits)
            ]
            own.sort(key=lambda n: not steps[n].waits)
            following = own[0] if own else None
            others = self.env._("Done by the commune")
            campaign.year_line = [
                {
                    "key": step.key,
                    "name": step.name,
                    "state": step._state(today, is_passed=place < last),
                    "is_next": place == following,
                    # Begun, and passed over by some: nobody is to be forgotten.
                    "is_behind": step.goes_on
                    and step.is_own
                    and not step.is_done
                    and following is not None
                    and place < following,
                    "told": step.told,
                    "due": format_date(self.env, step.due) if step.due else "",
                    "act": step.act if step.begin else "",
                    "why": "" if step.begin else step.why or others,
                }
                for place, step in enumerate(steps)
            ]

    def action_year_step(self, key):
        """Lead to where a step is done; ``key`` is one of ``year_line``.

        Raises UserError for a step that the caller has nothing to do with.
        """
        self._cdht_one()
        self.check_access("read")
        step = next((step for step in self._year_steps() if step.key == key), None)
        if not step or not step.begin:
            raise UserError(self.env._("There is nothing for you to do in this step."))
        return step.begin()

    def _paper_step(
        self, place, key, name, papers, issued, act, begin, may_make, **values
    ):
        """The step of a kind of paper, done once one is issued.

        ``begin`` leads to the papers that are there or, where the caller may make one,
        to a new one; ``act`` names that. ``values``: of the step, what else is known.
        """
        return YearStep(
            place,
            key,
            name,
            is_done=bool(issued),
            told=", ".join(paper._reference() for paper in issued),
            act=self.env._("Open it") if papers else act,
            begin=begin if papers or may_make else None,
            is_own=may_make,
            **{"goes_on": bool(papers), **values},
        )

    def _window(self, xmlid, domain=Domain.TRUE, **context):
        """The action of that name, of these records only."""
        action = self.env["ir.actions.act_window"]._for_xml_id(f"cdht_module.{xmlid}")
        return {**action, "domain": list(Domain(domain)), "context": context}

    def _one_or_window(self, records, xmlid, **context):
        """The form of the only record, else their list; without any, a new one."""
        if len(records) == 1:
            return records._cdht_action_form()
        window = self._window(xmlid, [("id", "in", records.ids)], **context)
        if not records:
            return {**window, "views": [(False, "form")], "domain": []}
        return window
