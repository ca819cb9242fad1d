from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools.move import Move
from odoo.addons.cdht_module.tools.redirection import redirection

from .cdht_assessment import OPEN_STATES

_lt = LazyTranslate(__name__)
# Its list left the unit.
_SENT = ("proposed", "recognised", "rejected")


class CdhtCitizen(models.Model):
    """A person's dossiers; registering people for a year."""

    _inherit = "cdht.citizen"
    _moves = (
        Move("register_late", "action_register_late", who="commune",
             label=_lt("Registered late, after the decision"), reason=True),
    )  # fmt: skip

    assessment_ids = fields.One2many("cdht.assessment", "citizen_id")

    def _on_sent_lists(self):
        """Those whom a list names that left its unit."""
        # sudo: compare: whether there is such a dossier, whoever asks
        dossiers = self.env["cdht.assessment"].sudo().search(
            [("citizen_id", "in", self.ids), ("state", "=", "proposed")]
        )  # fmt: skip
        return self & dossiers.citizen_id.with_env(self.env)

    def _check_one_person(self, other):
        """Nobody has two dossiers of a year."""
        years = [
            set(person.assessment_ids.filtered(_is_live).mapped("year"))
            for person in (self, other)
        ]
        twice = sorted(years[0] & years[1])
        if twice:
            dossiers = (self | other).assessment_ids.filtered(_is_live)
            action = self.env["ir.actions.act_window"]._for_xml_id(
                "cdht_module.action_cdht_assessment"
            )
            raise redirection(
                self.env._(
                    "Both have a dossier of %(years)s: %(one)s, %(other)s. Withdraw one"
                    " of them first, with the reason.",
                    years=", ".join(map(str, twice)),
                    one=self.name,
                    other=other.name,
                ),
                {
                    **action,
                    "views": [[False, "list"], [False, "form"]],
                    "domain": [
                        ("id", "in", dossiers.ids),
                        ("year", "in", twice),
                    ],
                    "context": {},
                },
                self.env._("Open both dossiers"),
            )
        return super()._check_one_person(other)

    def _built_since(self, before):
        """Lists that were sent meanwhile name one person."""
        states = {
            int(id_): state
            for model, _name, found in before["moved"]
            if model == "cdht.assessment"
            for id_, state in found.items()
        }
        sent = self.assessment_ids.filtered(
            lambda one: (
                one.id in states and one.state in _SENT and states[one.id] not in _SENT
            )
        )
        return [
            *super()._built_since(before),
            *(
                self.env._(
                    "the list of %(year)s with the dossier was sent since: return or"
                    " withdraw it first.",
                    year=dossier.year,
                )
                for dossier in sent
            ),
        ]

    def _about(self):
        years = sorted(set(self.assessment_ids.filtered(_is_live).mapped("year")))
        about = self.env._("Dossiers: %s", ", ".join(map(str, years)))
        return [*super()._about(), *([about] if years else [])]

    elsewhere_id = fields.Many2one(
        "cdht.assessment",
        string="Dossier in another unit",
        compute="_compute_elsewhere_id",
        groups="cdht_module.group_cdht_commune",
        help="An open dossier that stayed in the unit in which the person was before.",
    )

    @api.depends("unit_id", "assessment_ids.unit_id", "assessment_ids.state")
    def _compute_elsewhere_id(self):
        for citizen in self:
            citizen.elsewhere_id = citizen.assessment_ids.filtered(
                lambda dossier, unit=citizen.unit_id: (
                    dossier.state in OPEN_STATES and dossier.unit_id != unit
                )
            )[:1]

    is_registered = fields.Boolean(
        string="Registered for the open year",
        compute="_compute_is_registered",
        groups="cdht_module.group_cdht_staff",
        help="In the commune's latest open year.",
    )

    @api.depends("commune_id", "assessment_ids.campaign_id", "assessment_ids.state")
    def _compute_is_registered(self):
        years = self._open_campaigns()
        for citizen in self:
            live = citizen.assessment_ids.filtered(_is_live)
            year = years.get(citizen.commune_id)
            citizen.is_registered = bool(year) and year in live.campaign_id

    def _open_campaigns(self, chosen=None):
        """{commune: its open campaign, the latest of several}"""
        campaigns = self.env["cdht.campaign"].search(
            [
                ("unit_id", "in", self.commune_id.ids),
                ("state", "=", "open"),
                *([("id", "=", chosen.id)] if chosen else []),
            ]
        )
        return {
            commune: of_commune[0]
            for commune, of_commune in campaigns.grouped("unit_id").items()
        }

    def action_move_dossier(self):
        """Move the dossier that stayed behind to the unit in which the person is."""
        self._cdht_one()
        self.check_access("read")
        if not self.unit_id._in_reach("commune"):
            raise AccessError(self.env._("This is for the commune's officer."))
        dossier = self.elsewhere_id
        if not dossier:
            raise UserError(
                self.env._("No open dossier of %s stands elsewhere.", self.name or "")
            )
        dossier.action_transfer(self.unit_id.id)
        return self._cdht_told(
            self.env._("%(name)s is assessed in %(unit)s now.",
                       name=self.name or "", unit=self.unit_id.name)
        )  # fmt: skip

    def action_register_in_open_campaign(self):
        """Register the chosen people in their commune's open campaign, show them.

        Of several open years it is the latest.
        """
        return self._register_in_open_campaign()

    def action_register_late(self, reason, campaign_id=None):
        """The same after their units' decision, by the commune's officer: they come on
        a further list, and a decision that supplements the first names them.

        ``campaign_id``: of which year; empty: the latest that is open.
        """
        reason = self._check_reason(reason)
        campaign = self.env["cdht.campaign"].browse(campaign_id or ())
        return self._register_in_open_campaign(reason, campaign)

    def _refuse_late(self, campaign):
        """People whose unit's decision of that year was issued."""
        message = self.env._(
            "The decision of %(year)s about people of %(units)s was issued. Who comes"
            " late is registered by the commune's officer, with the reason: %(names)s.",
            year=campaign.year,
            units=", ".join(self.unit_id.mapped("name")),
            names=", ".join(self.mapped("name")),
        )
        if campaign.unit_id._in_reach("commune"):
            ask = self.env["cdht.reason"]._action_for(
                self, "action_register_late", campaign_id=campaign.id
            )
            raise redirection(message, ask, self.env._("Give the reason"))
        raise UserError(message)

    def _register_in_open_campaign(self, reason=None, chosen=None):
        dossiers = self.env["cdht.assessment"]
        campaigns = self._open_campaigns(chosen)
        for commune, citizens in self.grouped("commune_id").items():
            campaign = campaigns.get(commune)
            if not campaign:
                raise UserError(
                    self.env._("%s has no open campaign.", commune.name or "")
                )
            dossiers |= campaign._register_people(citizens, reason)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_assessment"
        )
        if len(dossiers) == 1:
            return {
                **action,
                "res_id": dossiers.id,
                "views": [(False, "form")],
                "view_mode": "form",
            }
        return {**action, "domain": [("id", "in", dossiers.ids)], "context": {}}


def _is_live(dossier):
    return dossier.state != "withdrawn"
