from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools.move import Move
from odoo.addons.cdht_module.tools.vietnamese_text import sort_name

_lt = LazyTranslate(__name__)

IN_FORCE = ("valid", "corrected")

# When one of these changes, a printed certificate is no longer right.
_ON_CERTIFICATE = {
    "state",
    "certificate_number",
    "printed_name",
    "is_outstanding",
    "reissue_count",
}


class CdhtRecognition(models.Model):
    """The title held for one year, by a decision here or one made elsewhere."""

    _name = "cdht.recognition"
    _description = "Recognition"
    _inherit = ["cdht.moved", "cdht.verified"]
    _order = "year desc, sort_name, id"
    _carries_code = True
    _moves = (
        Move("revoke", "action_revoke", IN_FORCE, "revoked",
             "authority", _lt("Revoked by a decision"), reason=True),
        Move("amend", "action_amend", IN_FORCE, "corrected",
             "authority", _lt("Corrected by a decision"), reason=True),
        Move("reissue", "action_reissue", IN_FORCE, None,
             "authority", _lt("Certificate reissued"), reason=True),
    )  # fmt: skip
    _print_stages = dict.fromkeys(("valid", "corrected", "revoked"), "issued")

    citizen_id = fields.Many2one(
        "cdht.citizen", required=True, index=True, ondelete="restrict"
    )
    sort_name = fields.Char(
        compute="_compute_printed",
        store=True,
        precompute=True,
        export_string_translation=False,
    )
    partner_id = fields.Many2one(
        related="citizen_id.partner_id", store=True, index="btree_not_null"
    )
    birth_year = fields.Integer(related="citizen_id.birth_year", aggregator=None)
    year = fields.Integer(required=True, aggregator=None, index=True)
    unit_id = fields.Many2one("cdht.unit", index=True, ondelete="restrict")
    commune_id = fields.Many2one(
        related="unit_id.commune_id", store=True, precompute=True, index=True
    )
    labour_group_id = fields.Many2one("cdht.labour.group", ondelete="restrict")
    assessment_id = fields.Many2one(
        "cdht.assessment", index="btree_not_null", ondelete="restrict"
    )
    decision_id = fields.Many2one(
        "cdht.decision", index="btree_not_null", ondelete="restrict"
    )
    decision_number = fields.Char(help="As the registry gave it: “16”.")
    decision_symbol = fields.Char(help="“QĐ-UBND”.")
    decision_reference = fields.Char(
        string="Decision reference", compute="_compute_decision_reference", store=True
    )
    decision_date = fields.Date()
    deciding_unit_id = fields.Many2one(
        "cdht.unit", string="Decided by", index="btree_not_null", ondelete="restrict"
    )
    deciding_body = fields.Char(
        help="As written on an imported list, where no unit of that name and time is."
    )
    streak = fields.Integer(
        compute="_compute_streak",
        store=True,
        aggregator="max",
        help="Recognised years without a gap, this one included.",
    )
    is_outstanding = fields.Boolean(compute="_compute_streak", store=True)
    certificate_number = fields.Char(copy=False)
    verify_token = fields.Char(
        copy=False, index="btree_not_null", groups="base.group_system"
    )
    state = fields.Selection(
        [("valid", "Valid"), ("corrected", "Corrected"), ("revoked", "Title revoked")],
        default="valid",
        required=True,
        index=True,
    )
    _citizen_year_uniq = models.UniqueIndex(
        "(citizen_id, year) WHERE state <> 'revoked'",
        "This person holds the title of that year already.",
    )

    streak_changed = fields.Boolean(
        string="Years running changed",
        help="A decision about an earlier year changed the years running of this"
        " title. Title and certificate stand until they are corrected themselves.",
    )
    streak_before = fields.Integer(
        string="Years running before", aggregator=None, help="Before that change."
    )

    printed_name = fields.Char(compute="_compute_printed", store=True, precompute=True)
    printed_birth_year = fields.Integer(
        compute="_compute_printed", store=True, precompute=True, aggregator=None
    )
    printed_rank = fields.Integer(
        compute="_compute_printed",
        store=True,
        precompute=True,
        aggregator=None,
        help="Place in the unit's own order; 0 where people stood by given name.",
    )

    @api.depends("decision_number", "decision_symbol")
    def _compute_decision_reference(self):
        for title in self:
            parts = (title.decision_number, title.decision_symbol)
            title.decision_reference = "/".join(part for part in parts if part)

    @api.depends("printed_name", "year")
    def _compute_display_name(self):
        """The level above reads titles, not the people's records."""
        for title in self:
            title.display_name = f"{title.printed_name or ''} ({title.year})"

    @api.model
    def _valid_years(self, citizens):
        """Return {citizen id: the years in which the title stands}, one query."""
        # sudo: register: titles count wherever they were given; only their years are
        # used
        return {
            citizen.id: set(years)
            for citizen, years in self.sudo()._read_group(
                [("citizen_id", "in", citizens.ids), ("state", "!=", "revoked")],
                ["citizen_id"],
                ["year:array_agg"],
            )
        }

    @staticmethod
    def _streak(years, last):
        """Years without a gap that end in ``last``, whatever body gave them."""
        streak = 0
        while last - streak in years:
            streak += 1
        return streak

    @api.model
    def _needed_years(self, year):
        """How many years running make a title of ``year`` outstanding."""
        return self.env["cdht.indicator.set"]._in_force_in(year).outstanding_years

    @api.depends(
        "state", "year",
        "citizen_id.recognition_ids.state", "citizen_id.recognition_ids.year",
    )  # fmt: skip
    def _compute_streak(self):
        years = self._valid_years(self.citizen_id)
        needed = {year: self._needed_years(year) for year in set(self.mapped("year"))}
        for title in self:
            if title.state == "revoked":
                title.streak, title.is_outstanding = 0, False
                continue
            title.streak = self._streak(years.get(title.citizen_id.id, ()), title.year)
            at_least = needed[title.year]
            title.is_outstanding = bool(at_least) and title.streak >= at_least

    @api.model
    def _grant(self, dossiers, decision_vals):
        """Give the title of their year to the people of checked dossiers."""
        # sudo: move: nobody creates titles by hand; the caller checked the authority
        titles = self.sudo().create(
            [
                {
                    "citizen_id": dossier.citizen_id.id,
                    "year": dossier.year,
                    "unit_id": dossier.unit_id.id,
                    "labour_group_id": dossier.labour_group_id.id,
                    "assessment_id": dossier.id,
                    **decision_vals,
                }
                for dossier in dossiers
            ]
        )
        titles._make_verify_tokens()
        return titles

    def _trace_unit(self):
        return self.unit_id

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("A title changes by a decision only."))
        result = super().write(vals)
        if _ON_CERTIFICATE & vals.keys():
            self._supersede_prints()
        return result

    # -- Changing a few titles of a long list; years running that change thereby.

    def action_revoke(self, reason):
        """Return a draft decision that revokes just these titles."""
        return self._draft_change("revoke", reason)

    def action_amend(self, reason):
        """Return a draft decision that amends just these titles."""
        return self._draft_change("amend", reason)

    def action_confirm_streak(self):
        """The office has looked at the changed years running and done what follows
        from them: the flag goes, with a trace."""
        self.check_access("read")
        communes = self.unit_id._in_reach("commune")
        bodies = self.deciding_unit_id._in_reach("district")
        if self.filtered(
            lambda title: (
                title.unit_id not in communes and title.deciding_unit_id not in bodies
            )
        ):
            raise AccessError(
                self.env._("This is for an officer of the commune of these people.")
            )
        flagged = self.filtered("streak_changed")
        self._record_streaks(flagged, "streak_confirmed")
        # sudo: move: a title changes by moves only; role and reach were checked above
        flagged.sudo().write({"streak_changed": False, "streak_before": 0})

    def _draft_change(self, kind, reason):
        self.check_access("read")
        bodies = self.deciding_unit_id
        if bodies - bodies._in_reach("commune", "district"):
            raise AccessError(self.decision_id._not_the_body_message())
        if len(self.decision_id) != 1 or any(not title.decision_id for title in self):
            raise UserError(
                self.env._(
                    "Choose titles of one decision that was made here. What an"
                    " imported decision gave is changed by the body that made it."
                )
            )
        self._check_move(kind)
        return self.decision_id._draft_change(kind, reason, self)

    @api.model
    def _later_streaks(self, citizens, year):
        """Return {title: years running} of the titles that these people hold for
        years after ``year``, one query."""
        # sudo: register: years running count titles of every body; whoever changes one
        # flags the others, and reads nothing of them
        titles = self.sudo().search_fetch(
            [
                ("citizen_id", "in", citizens.ids),
                ("year", ">", year),
                ("state", "!=", "revoked"),
            ],
            ["streak"],
        )
        return {title: title.streak for title in titles}

    @api.model
    def _flag_changed_streaks(self, before, reason):
        """Flag the titles of ``before`` (``_later_streaks``) whose years running are
        others now; ``reason`` names the decision that did it."""
        # sudo: move: a title changes by moves only; the decision was checked
        changed = (
            self.sudo()
            .browse()
            .union(
                *(title for title, streak in before.items() if title.streak != streak)
            )
        )
        for title in changed:
            title.write(
                {
                    "streak_before": title.streak_before or before[title],
                    "streak_changed": True,
                }
            )
        self._record_streaks(changed, "streak_changed", before, reason=reason)

    @api.model
    def _record_streaks(self, titles, move, before=None, **common):
        """Trace the years running of titles, as they were and as they are."""
        self.env["cdht.trace"]._record(
            titles,
            move,
            [
                {
                    "value_from": (before or {}).get(title, title.streak_before),
                    "value_to": title.streak,
                }
                for title in titles
            ],
            **common,
        )

    # -- Name, year of birth and place as the decision's list printed them. They
    #    stay when a person's record is corrected or anonymised: a list that was
    #    issued is printed again as it was, in its order.

    @api.depends("citizen_id")
    def _compute_printed(self):
        """As at the moment of granting."""
        for title in self:
            # sudo: name: the name goes with a title that a decision gives
            person = title.sudo().citizen_id
            title.printed_name = person.name
            title.printed_birth_year = person.birth_year
            title.sort_name = sort_name(person.name or "")
            own_order = title.unit_id.people_order == "own"
            title.printed_rank = person.unit_rank if own_order else 0

    def _printed_in(self, decision):
        """Name and year of birth on that decision's list.

        The list that gave the title keeps what it printed; one that changes titles
        says what is right now, of people who were anonymised what was printed.
        """
        self.ensure_one()
        if self.decision_id == decision or self.citizen_id.anonymised_on:
            return {
                "name": self.printed_name,
                "birth_year": self.printed_birth_year or "",
            }
        return self.citizen_id._printed_in(decision)

    def _decided_by(self):
        """The body that gave the title, as its decision calls it."""
        # sudo: part: its name stands on the certificate
        decision = self.sudo().decision_id
        if decision:
            return decision._head()["issuer"]
        return self.deciding_unit_id.body_name or self.deciding_body or ""

    def _corrections(self):
        """What the decision's list said and the person's record says otherwise, for an
        amending decision: {was, now}; empty where they agree."""
        self.ensure_one()
        person = self.citizen_id
        if person.anonymised_on:
            return {}
        pairs = [
            ("Họ và tên", self.printed_name, person.name),
            ("Năm sinh", self.printed_birth_year, person.birth_year),
        ]
        wrong = [pair for pair in pairs if (pair[1] or "") != (pair[2] or "")]
        return {
            "was": "; ".join(f"{label}: {was or '…'}" for label, was, _now in wrong),
            "now": "; ".join(f"{label}: {now or '…'}" for label, _was, now in wrong),
        }

    def _publishable(self):
        """The titles of which a public page may show something."""
        # sudo: compare: as for the people whose titles they are
        publishable = self.sudo().citizen_id._publishable()
        return self.filtered(lambda title: title.sudo().citizen_id in publishable)
