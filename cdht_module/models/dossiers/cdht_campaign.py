from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.fields import Domain
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.models.campaigns.cdht_campaign_steps import YearStep
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.locking import lock
from odoo.addons.cdht_module.tools.move import Move

from .cdht_assessment import OPEN_STATES

MEGABYTE = 1024 * 1024

_lt = LazyTranslate(__name__)


class CdhtCampaign(models.Model):
    """Registering people for a year, and closing it: every dossier has come to its end,
    and none is added afterwards."""

    _inherit = "cdht.campaign"
    _moves = (
        Move("close", "action_close", ("open",), "closed",
             "commune", _lt("Year closed")),
    )  # fmt: skip

    assessment_ids = fields.One2many("cdht.assessment", "campaign_id")
    assessment_count = fields.Integer(compute="_compute_dossier_counts")
    recognised_count = fields.Integer(compute="_compute_dossier_counts")
    is_own = fields.Boolean(
        compute="_compute_is_own",
        search="_search_is_own",
        export_string_translation=False,
        help="Of a commune where who reads it lives or was assessed: what people read.",
    )

    evidence_file_mb = fields.Integer(
        string="Largest file (MB)", default=5, required=True, aggregator=None
    )

    def _dossiers_by_state(self):
        """{id of a campaign: {state: how many dossiers}}, withdrawn ones left out."""
        counts = {campaign.id: {} for campaign in self}
        for campaign, state, count in self._count_dossiers("campaign_id", "state"):
            counts[campaign.id][state] = count
        return counts

    def _count_dossiers(self, *groups):
        """[(*groups, how many dossiers)] of these years, withdrawn ones left out."""
        Assessment = self.env["cdht.assessment"]
        groups, counts = [*groups], ["__count"]
        counted = [("state", "!=", "withdrawn")]
        below = self._below_district()
        # sudo: figures: the level above reads the figures below it, not the people
        return Assessment.sudo()._read_group(
            [("campaign_id", "in", below.ids), *counted], groups, counts
        ) + Assessment._read_group(
            [("campaign_id", "in", (self - below).ids), *counted], groups, counts
        )

    def _compute_dossier_counts(self):
        counts = self._dossiers_by_state()
        for campaign in self:
            campaign.assessment_count = sum(counts[campaign.id].values())
            campaign.recognised_count = counts[campaign.id].get("recognised", 0)

    def _dossiers_by_unit(self):
        """{id of a unit: {state: how many dossiers}} of one year; a unit that is still
        to register its people is there too. Whose ten scores were entered, and are not
        sent yet, counts as self-assessed."""
        self.ensure_one()
        counts = {unit.id: {} for unit in self._units_to_send()}
        rows = self._count_dossiers("unit_id", "state", "self_complete")
        for unit, state, is_complete, count in rows:
            states = counts.setdefault(unit.id, {})
            if state == "registered" and is_complete:
                state = "self_assessed"
            states[state] = states.get(state, 0) + count
        return counts

    def _units_to_send(self):
        """The units from which lists are awaited; the room of lists knows them."""
        return self.env["cdht.unit"]

    def _people_step(self, units, before, **values):
        """A step that each unit does with its people: done once all units have. None of
        their dossiers is in a state of ``before`` then."""
        waiting = {
            unit: sum(states.get(name, 0) for name in before)
            for unit, states in units.items()
        }
        done = [unit for unit in units if units[unit] and not waiting[unit]]
        count = sum(sum(states.values()) for states in units.values())
        told = self.env._("%s people", count)
        if before:
            ready = count - sum(waiting.values())
            told = self.env._("%(n)s of %(of)s", n=ready, of=count)
        if len(done) < len(units) and len(units) > 1:
            units_told = self.env._("%(n)s/%(of)s units", n=len(done), of=len(units))
            told = f"{told}, {units_told}"
        is_over = self.state == "closed" or len(done) == len(units)
        return YearStep(
            is_done=bool(count) and is_over, told=told, goes_on=bool(count), **values
        )

    def _year_steps(self):
        units = self._dossiers_by_unit()
        may_act = bool(self.unit_id._in_reach("commune"))
        return [
            *super()._year_steps(),
            self._people_step(
                units,
                before=(),
                place=20,
                key="registration",
                name=self.env._("Registration"),
                due=self.registration_deadline,
                act=self.env._("See who registered"),
                begin=self._show_dossiers,
                is_own=may_act,
            ),
            self._people_step(
                units,
                before=("registered",),
                place=30,
                key="self_assessment",
                name=self.env._("Self-assessment"),
                due=self.self_deadline,
                act=self.env._("See who is missing"),
                begin=lambda: self._show_dossiers(state="registered"),
                is_own=may_act,
            ),
        ]

    def _show_dossiers(self, **values):
        domain = [("campaign_id", "=", self.id)]
        domain += [(name, "=", value) for name, value in values.items()]
        return self._window(
            "action_cdht_assessment", domain, default_campaign_id=self.id
        )

    def action_register(self, citizen_ids):
        """Make a dossier for each citizen that has none of this year.

        ``citizen_ids``: ids or a recordset of ``cdht.citizen``. Return all the
        dossiers of these citizens in this campaign, the earlier ones too.
        """
        return self._register_people(citizen_ids)

    def _register_people(self, citizen_ids, reason=None):
        """The same; with a ``reason``, by the commune's officer, also people who come
        after their unit's decision."""
        self._cdht_one()
        Assessment = self.env["cdht.assessment"]
        citizens = self.env["cdht.citizen"].browse(
            citizen_ids.ids if isinstance(citizen_ids, models.Model) else citizen_ids
        )
        live = [
            ("citizen_id", "in", citizens.ids),
            ("campaign_id", "=", self.id),
            ("state", "!=", "withdrawn"),
        ]
        earlier = Assessment.search(live)
        citizens.check_access("read")
        registered = [
            {
                "campaign_id": self.id,
                "citizen_id": citizen.id,
                "unit_id": citizen.unit_id.id,
                **({"late_reason": reason} if reason else {}),
            }
            for citizen in citizens - earlier.citizen_id
        ]
        Assessment._check_who_registers(registered)
        if reason:
            self._check_commune_officer()
        Assessment._check_not_late(registered)
        # sudo: move: who registers whom was checked; a citizen, who has no access to
        # create anything, registers oneself
        created = Assessment.sudo().create(registered).with_env(self.env)
        return earlier | created

    def _ask_close(self):
        """What closing the year freezes, and what would stay undone, is asked about."""
        frozen = self.env._(
            "The figures of the year are frozen, for good: what is unfinished stays so."
        )
        return self._cdht_ask(
            self.env._("Close the year?"),
            [*self._undone(), frozen],
            self.env._("Close the year"),
            "action_close",
        )

    def _undone(self):
        """What of the year is not finished, a sentence each; later rooms add theirs."""
        registered = self.env["cdht.assessment"].search_count(
            [("campaign_id", "in", self.ids), ("state", "=", "registered")]
        )
        if not registered:
            return []
        return [
            self.env._(
                "%s people only registered: they count as not assessed.", registered
            )
        ]

    def action_close(self):
        """Freeze the year; people who only registered were not assessed."""
        self._check_commune_officer()
        if self.env.context.get("asks_first"):
            return self._ask_close()
        # Nobody registers or is restored while the year closes.
        lock(self, allow_referencing=False)
        self._check_nobody_registered_meanwhile()
        self._check_move("close")
        Assessment = self.env["cdht.assessment"]
        for campaign in self:
            on_the_way = Assessment.search(
                [
                    ("campaign_id", "=", campaign.id),
                    ("state", "in", ("self_assessed", "appraised", "proposed")),
                ]
            )
            if on_the_way:
                raise UserError(
                    self.env._(
                        "%(count)s dossiers are still on their way: %(names)s.",
                        count=len(on_the_way),
                        names=on_the_way._names(),
                    )
                )
            Assessment.search(
                [("campaign_id", "=", campaign.id), ("state", "=", "registered")]
            )._make_move("close", state="rejected", outcome="not_assessed")
        self._make_move("close")
        return None

    def _check_nobody_registered_meanwhile(self):
        """Start afresh where somebody came in after this request began.

        A transaction sees what stood at its beginning, so that dossiers registered
        or restored between that moment and its lock would stay open in a closed
        year. Under the lock a look from outside sees all of them.
        """
        unfinished = [
            ("campaign_id", "in", self.ids),
            ("state", "in", (*OPEN_STATES, "proposed")),
        ]
        # sudo: compare: dossiers are compared, not shown
        Assessment = self.env["cdht.assessment"].sudo()
        with self.env.registry.cursor() as cursor:
            outside = Assessment.with_env(Assessment.env(cr=cursor)).search(unfinished)
            came_in = set(outside.ids) - set(Assessment.search(unfinished).ids)
        if came_in:
            raise ConcurrencyError("dossiers came in while the year was being closed")

    def _decided_units(self, units):
        """Those of ``units`` whose people a decision of this year has recognised."""
        # sudo: compare: whether there is anybody, whoever asks
        rows = self.env["cdht.assessment"].sudo()._read_group(
            [
                ("unit_id", "in", units.ids),
                ("campaign_id", "in", self.ids),
                ("state", "=", "recognised"),
            ],
            ["unit_id"],
        )  # fmt: skip
        return units.browse([unit.id for (unit,) in rows])

    def _is_over(self, deadline):
        """Deadlines close the portal (server's date, Vietnam); staff go on."""
        last = self[deadline]
        return bool(last) and clock.today() > last

    def _check_registration_deadline(self):
        for campaign in self:
            if campaign._is_over("registration_deadline"):
                raise UserError(
                    self.env._(
                        "Registration ended on %s. Ask the chapter of your unit.",
                        campaign.registration_deadline.strftime("%d/%m/%Y"),
                    )
                )

    # -- What people read of years: those of where they live or were assessed.

    @api.depends("unit_id")
    @api.depends_context("uid")
    def _compute_is_own(self):
        communes = self._own_communes()
        for campaign in self:
            campaign.is_own = campaign.unit_id in communes

    def _search_is_own(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("unit_id", "in", self._own_communes().ids)

    def _own_communes(self):
        """Two small queries: with one domain in the record rule PostgreSQL would read
        all people of a commune."""
        # sudo: own: in which communes the reader oneself lives and was assessed
        partner = [("partner_id", "=", self.env.user.partner_id.id)]
        people = self.env["cdht.citizen"].sudo().search(partner)
        dossiers = self.env["cdht.assessment"].sudo().search(partner)
        return (people.commune_id | dossiers.commune_id).sudo(self.env.su)

    def _check_evidence_size(self, name, size):
        """``size`` in bytes, of the file ``name`` as it is kept."""
        if size > self.evidence_file_mb * MEGABYTE:
            raise UserError(
                self.env._(
                    "“%(name)s” is larger than %(size)s MB. Take a smaller photo, or"
                    " describe the evidence in words.",
                    name=name,
                    size=self.evidence_file_mb,
                )
            )
