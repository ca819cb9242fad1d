from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import clean_context

from .cdht_assessment import APPRAISERS, WRITABLE

_BY_SCORES = ("_compute_scores", "_compute_grade", "_compute_is_fifth_year")

_CREATABLE = WRITABLE - {"line_ids"} | {
    "citizen_id", "campaign_id", "unit_id", "late_reason",
}  # fmt: skip


class CdhtAssessment(models.Model):
    """Registering: a person gets the year's dossier with its ten empty lines; or those
    of a whole list, with their scores, at once."""

    _inherit = "cdht.assessment"

    late_reason = fields.Text(
        string="Why so late",
        copy=False,
        groups=APPRAISERS,
        help="The decision about this unit's people was issued: whoever comes after it"
        " is registered by the commune's officer, who says why.",
    )
    needs_late_reason = fields.Boolean(
        compute="_compute_needs_late_reason", export_string_translation=False
    )

    @api.depends("citizen_id", "unit_id", "campaign_id")
    def _compute_needs_late_reason(self):
        for dossier in self:
            unit = dossier.unit_id or dossier.citizen_id.unit_id
            dossier.needs_late_reason = bool(
                not dossier._origin and dossier.campaign_id._decided_units(unit._origin)
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Register people: the campaign is open, one dossier a year."""
        if not self.env.su:
            self.check_access("create")
            self._check_written_by_hand(set().union(*vals_list), _CREATABLE)
            # A default in the context would be a value that nobody checked.
            self = self.with_env(self.env(context=clean_context(self.env.context)))  # noqa: PLW0642
        vals_list = self._complete_registration([dict(vals) for vals in vals_list])
        self._give_lines(vals_list)
        # sudo: move: role, reach and campaign were checked; nobody creates lines by
        # hand
        dossiers = super(CdhtAssessment, self.sudo()).create(vals_list)
        dossiers = dossiers.with_env(self.env)
        dossiers._trace_registered()
        return dossiers

    def _trace_registered(self):
        own = self._own_dossiers(self)
        self.env["cdht.trace"]._record(
            self,
            "register",
            [{"on_behalf_of": False if one in own else "citizen"} for one in self],
            value_to="registered",
        )
        # sudo: part: appraisers read the reason, whoever registers gave it
        late = self.sudo().filtered("late_reason")
        self.env["cdht.trace"]._record(
            late.with_env(self.env),
            "register_late",
            [{"reason": dossier.late_reason} for dossier in late],
        )

    @api.model
    def _complete_registration(self, vals_list):
        """Check who registers whom, fill in what the year and the person give."""
        Campaign, Citizen = self.env["cdht.campaign"], self.env["cdht.citizen"]
        if not all(v.get("campaign_id") and v.get("citizen_id") for v in vals_list):
            raise UserError(self.env._("Choose the year and the person."))
        campaigns = Campaign.browse({vals["campaign_id"] for vals in vals_list})
        citizens = Citizen.browse({vals["citizen_id"] for vals in vals_list})
        citizens.check_access("read")
        for campaign in campaigns:
            if campaign.state != "open":
                raise UserError(self.env._("%s is not open.", campaign.name))
        years = {campaign.id: campaign.year for campaign in campaigns}
        facts = self._facts_of_last_year(citizens, set(years.values()))
        for vals in vals_list:
            citizen = Citizen.browse(vals["citizen_id"])
            known = facts.get((citizen.id, years[vals["campaign_id"]]), {})
            for name, value in known.items():
                vals.setdefault(name, value)
            vals.setdefault("unit_id", citizen.unit_id.id)
            vals.setdefault("labour_group_id", citizen.labour_group_id.id)
        units = self.env["cdht.unit"].browse({vals["unit_id"] for vals in vals_list})
        self._check_who_registers(vals_list)
        self._check_not_late(vals_list)
        self._check_one_dossier_a_year(
            [(vals["citizen_id"], years[vals["campaign_id"]]) for vals in vals_list]
        )
        stage = self.env["cdht.stage"]._first_of("registered")
        for campaign in campaigns:
            rows = [v for v in vals_list if v["campaign_id"] == campaign.id]
            own_units = units.browse({vals["unit_id"] for vals in rows})
            if own_units.commune_id != campaign.unit_id:
                raise UserError(self.env._("People of %s only.", campaign.unit_id.name))
            own_units._check_has_people()
            lists = self.env["cdht.proposal"]._ensure_open(campaign, own_units)
            for vals in rows:
                proposal = lists.get(vals["unit_id"])
                vals.setdefault("proposal_id", proposal and proposal.id)
                vals.setdefault("stage_id", stage.id)
        return vals_list

    @api.model
    def _give_lines(self, vals_list):
        """Ten empty ones each, where no others are given."""
        Campaign = self.env["cdht.campaign"]
        campaigns = Campaign.browse({vals["campaign_id"] for vals in vals_list})
        lines = {
            campaign.id: [
                {"indicator_id": indicator.id, "sequence": indicator.sequence}
                for indicator in campaign.set_id.indicator_ids
            ]
            for campaign in campaigns
        }
        for vals in vals_list:
            own = [Command.create(line) for line in lines[vals["campaign_id"]]]
            vals.setdefault("line_ids", own)

    @api.model
    def _check_who_registers(self, vals_list):
        """An officer of the units; everybody, oneself where one lives."""
        units = self.env["cdht.unit"].browse({vals["unit_id"] for vals in vals_list})
        outside = units - units._in_reach("chapter", "commune")
        if not outside:
            return
        # sudo: compare: whose login a person has is compared, not shown
        me = self.env["cdht.citizen"].sudo().search(
            [("partner_id", "=", self.env.user.partner_id.id)]
        )  # fmt: skip
        for vals in vals_list:
            oneself = vals["citizen_id"] in me.ids and vals["unit_id"] == me.unit_id.id
            if vals["unit_id"] not in outside.ids:
                continue
            if not oneself:
                raise AccessError(self._outside_reach())
            campaign = self.env["cdht.campaign"].browse(vals["campaign_id"])
            campaign._check_registration_deadline()

    @api.model
    def _check_not_late(self, vals_list):
        """Where the year's decision was issued, nobody comes in unseen: a late person
        is registered by the commune's officer, who gives the reason. Where nothing was
        issued, none is kept."""
        units = self.env["cdht.unit"].browse({vals["unit_id"] for vals in vals_list})
        for campaign in self.env["cdht.campaign"].browse(
            {vals["campaign_id"] for vals in vals_list}
        ):
            decided = campaign._decided_units(units).ids
            rows = [v for v in vals_list if v["campaign_id"] == campaign.id]
            late = [vals for vals in rows if vals["unit_id"] in decided]
            for vals in rows:
                if vals["unit_id"] not in decided:
                    vals.pop("late_reason", None)
                elif vals.get("late_reason"):
                    vals["late_reason"] = self._check_reason(vals["late_reason"])
            if late and not self.env.su:
                unsaid = [v["citizen_id"] for v in late if not v.get("late_reason")]
                if unsaid:
                    self.env["cdht.citizen"].browse(unsaid)._refuse_late(campaign)
                campaign._check_commune_officer()

    @api.model
    def _check_one_dossier_a_year(self, wanted):
        """Say who has a dossier already, before the database refuses it.

        ``wanted``: the new dossiers as (id of the citizen, year).
        """
        # sudo: compare: a dossier in another unit counts, seen or not; only names of
        # people that the user may register are shown
        taken = {
            (citizen.id, year)
            for citizen, year in self.sudo()._read_group(
                [
                    ("citizen_id", "in", [citizen_id for citizen_id, _year in wanted]),
                    ("year", "in", list({year for _citizen_id, year in wanted})),
                    ("state", "!=", "withdrawn"),
                ],
                ["citizen_id", "year"],
            )
        }
        often = Counter(wanted)
        twice = {key[0] for key in wanted if key in taken or often[key] > 1}
        if twice:
            names = self.env["cdht.citizen"].browse(twice).mapped("name")
            raise UserError(
                self.env._(
                    "A dossier of this year exists already: %s.", ", ".join(names)
                )
            )

    # -- A whole list at once.

    @api.model
    def _enter_submitted(self, campaign, vals_list, scores):
        """New dossiers, scored and submitted by an officer: what ``create`` and
        ``action_submit`` make of them.

        ``scores``: of each, for each indicator, its two scores within the set's bounds
        and the reason where they differ.
        """
        indicators, now = campaign.set_id.indicator_ids, fields.Datetime.now()
        lines = [
            [
                (indicator, *given)
                for indicator, given in zip(indicators, of_one, strict=True)
            ]
            for of_one in scores
        ]
        # sudo: move: who registers and submits is checked below, when there are
        # dossiers; nobody creates lines by hand
        entered = self.sudo()
        results = campaign.set_id._results_of(lines)
        standing = self._standing_in("self_assessed", "registered")
        dossiers = entered._insert(
            [
                {**vals, **result, **standing, "submitted_on": now}
                for vals, result in zip(
                    entered._complete_registration(vals_list), results, strict=True
                )
            ]
        )
        # What follows from lines is known already: they change nothing in it.
        known = [
            field for field in self._fields.values() if field.compute in _BY_SCORES
        ]
        with self.env.protecting(known, dossiers):
            entered.env["cdht.assessment.line"]._insert_scored(dossiers, lines)
        dossiers._validate_fields(dossiers._fields)
        dossiers = dossiers.with_env(self.env)
        own = dossiers._check_who_submits()
        dossiers._check_all_scored()
        dossiers._trace_registered()
        receipts = dossiers._receipts(
            now, [[(line[0].id, line[1]) for line in of_one] for of_one in lines]
        )
        self.env["cdht.trace"]._record(
            dossiers,
            "submit",
            [
                {"reason": receipt, "on_behalf_of": dossier not in own and "citizen"}
                for dossier, receipt in zip(dossiers, receipts, strict=True)
            ],
            value_from="registered",
            value_to="self_assessed",
        )
        return dossiers
