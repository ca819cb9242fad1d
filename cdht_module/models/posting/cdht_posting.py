from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.models.lists.cdht_proposal import RECEIVED
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.move import Move, Turn
from odoo.addons.cdht_module.tools.paper_text import long_date

_lt = LazyTranslate(__name__)

POSTED = ("proposed", "recognised")


class CdhtPosting(models.Model):
    """Niêm yết: the lists of units on their notice boards before the decision.

    The programme does not ask for it; many communes do it as for “Gia đình văn hóa”
    (Nghị định 86/2023/NĐ-CP), so the days are the office's own.
    """

    _name = "cdht.posting"
    _description = "Public posting of lists"
    _inherit = ["cdht.document"]
    _order = "year desc, date desc, id desc"
    _paper_kind = "Thông báo"
    _print_stages = {"issued": "issued", "ended": "issued"}
    _by_moves = {"state", "ended_on"}
    _moves = (
        Move("issue", "action_issue", ("draft",), "issued", "commune", _lt("Issued")),
        Move("end", "action_end", ("issued",), "ended",
             "commune", _lt("Posting ended")),
    )  # fmt: skip
    _turns = (
        Turn("end_posting", ("issued",), (("issuing_unit_id", "commune"),),
             ("date_to",)),
    )  # fmt: skip

    campaign_id = fields.Many2one(
        "cdht.campaign",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('unit_id', 'parent_of', issuing_unit_id)] if issuing_unit_id else []",
    )
    year = fields.Integer(
        related="campaign_id.year", store=True, precompute=True, aggregator=None
    )
    issuing_unit_id = fields.Many2one(
        required=True,
        compute="_compute_from_campaign",
        store=True,
        readonly=False,
        precompute=True,
    )
    subject = fields.Char(
        compute="_compute_subject", store=True, readonly=False, precompute=True
    )
    signatory_id = fields.Many2one(
        compute="_compute_signatory_id", store=True, readonly=False, precompute=True
    )
    list_ids = fields.One2many("cdht.posting.list", "posting_id", string="Lists")
    date_from = fields.Date(string="Posted from", copy=False)
    date_to = fields.Date(
        string="Posted until",
        compute="_compute_date_to",
        store=True,
        readonly=False,
        copy=False,
    )
    contact = fields.Char(
        string="Objections to",
        compute="_compute_from_campaign",
        store=True,
        readonly=False,
        precompute=True,
        help="Who receives objections: name or post, place and telephone.",
    )
    people_count = fields.Integer(
        string="People posted", compute="_compute_people_count", aggregator=None
    )
    left_out_count = fields.Integer(
        string="Left out",
        compute="_compute_people_count",
        aggregator=None,
        help="People on the lists who have not consented to be named in public.",
    )
    ended_on = fields.Date(copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Posted"), ("ended", "Ended")],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )
    _dates = models.Constraint(
        "CHECK (date_to >= date_from)", "The posting ends before it begins."
    )

    objection_ids = fields.One2many("cdht.objection", "posting_id")
    objection_count = fields.Integer(
        string="Objections received",
        compute="_compute_objection_count",
        aggregator=None,
    )
    # Stored: who enters one objection waits for who enters another or ends the
    # posting, so that none is counted twice or forgotten.
    objections_waiting = fields.Integer(
        string="Objections to be answered",
        compute="_compute_objections_waiting",
        store=True,
        aggregator=None,
    )

    _standing = frozenset({"issued", "ended"})

    def _sheets_to_file(self):
        ended = {"posting_end_paper"} if self.state == "ended" else set()
        return {"posting_begin_paper", *ended}

    @api.depends("campaign_id")
    def _compute_from_campaign(self):
        for posting in self:
            campaign = posting.campaign_id
            body = posting.issuing_unit_id = posting.issuing_unit_id or campaign.unit_id
            if not campaign.year:
                continue
            # sudo: public: name and telephone of the contact point, printed for
            # everybody
            officer = campaign.sudo().intake_user_id
            person = ", ".join(filter(None, [officer.name, officer.phone]))
            posting.contact = posting.contact or ", ".join(
                filter(None, [body.body_name, person])
            )

    @api.depends("campaign_id", "issuing_unit_id")
    def _compute_subject(self):
        self._propose_subjects()

    def _subject_facts(self):
        return {"năm": self.campaign_id.year or ""}

    @api.depends("date_from", "campaign_id.posting_days")
    def _compute_date_to(self):
        """The first day counts; a last day that was typed after it stays."""
        for posting in self:
            first, last = posting.date_from, posting.date_to
            if first and not (last and last >= first):
                days = max(posting.campaign_id.posting_days, 1)
                posting.date_to = first + timedelta(days=days - 1)

    @api.depends("list_ids.unit_id", "campaign_id")
    @api.depends_context("uid")
    def _compute_people_count(self):
        for posting in self:
            people = posting._listed_people()
            posting.people_count = len(people._publishable())
            posting.left_out_count = len(people) - posting.people_count

    def _check_by_hand(self, vals):
        if "state" in vals:
            raise AccessError(self.env._("Use the buttons to move a posting."))
        written = self._written_by_hand(vals) - {"list_ids"}
        if written and set(self.mapped("state")) - {"draft"}:
            raise UserError(self._standing_message())

    def _standing_message(self):
        return self.env._("A list that was posted is not changed any more.")

    def action_issue(self):
        """Issue the notice with the registry's number; its lists are posted."""
        self._check_issuing_officer()
        self._lock()
        self._check_move("issue")
        self._check_ready()
        self._enter_in_register()
        self._check_posted_after_date()
        self._make_move("issue")

    def _check_posted_after_date(self):
        if any(posting.date_from < posting.date for posting in self):
            raise UserError(
                self.env._("Lists are posted on the day of the notice or later.")
            )

    def _left_the_office(self):
        yield from super()._left_the_office()
        if self.date_from < clock.today():
            yield self.env._("its lists hang where people read them")

    def _follow_entry(self, old):
        self._check_posted_after_date()
        return super()._follow_entry(old)

    def action_end(self):
        """The days are over; objections and witnesses stand on the lists."""
        self._check_issuing_officer()
        self._lock()
        self._check_move("end")
        self._check_objections_answered()
        today = clock.today()
        for posting in self:
            if today < posting.date_to:
                raise UserError(
                    self.env._(
                        "The lists hang until %s: end the posting then.",
                        long_date(posting.date_to),
                    )
                )
        self._make_move("end", ended_on=today)

    def _next_after_issue(self):
        return self.env._(
            "Next: print the notice and the lists, hang them from %s on, and attach the"
            " signed copy of the notice.",
            long_date(self.date_from),
        )

    def _correctable_until(self):
        yield from super()._correctable_until()
        yield self.env._("its lists hang where people read them")

    def _lacking(self):
        """Whose lists, from when, at least one name, and who signs."""
        yield from super()._lacking()
        if not self.list_ids:
            yield self.env._("Choose the units whose lists are posted.")
        missing = [
            self._fields[name]._description_string(self.env)
            for name in ("date_from", "contact", "signatory_id")
            if not self[name]
        ]
        if missing:
            yield self.env._(
                "Enter before the notice goes out: %s.", ", ".join(missing)
            )
        if self.list_ids and not self.people_count:
            yield self.env._(
                "There is nobody to post: people need to be on a list that was received"
                " and to have consented to be named in public. Consent signed on paper"
                " is entered by “Record consent” at each list."
            )

    def _listed_people(self, units=None):
        """The dossiers on the posted lists, consented or not."""
        self.ensure_one()
        units = self.list_ids.unit_id if units is None else units
        # sudo: figures: the lists are those of units that the officer reaches; what is
        # shown of them are counts, and names of those who consented
        return (
            self.env["cdht.assessment"]
            .sudo()
            .search(
                [
                    ("campaign_id", "=", self.campaign_id._origin.id),
                    ("unit_id", "in", units._origin.ids),
                    ("state", "in", POSTED),
                    ("proposal_id.state", "in", RECEIVED),
                ]
            )
        )

    def _posted_people(self, units=None):
        """[{unit, name, birth_year}] as they hang on the board: no scores, nothing
        else, and only who consents at this moment (Luật 91/2025/QH15); of an issued
        notice those whom it named, by the names that it gave."""
        people = self._listed_people(units)._publishable()
        people.citizen_id.fetch(["name", "birth_year"])
        ordered = self.env["cdht.unit"]._in_paper_order(people)
        kept = self._issued("names")
        if kept is None:
            return [self._posted_name(dossier) for dossier in ordered]
        return [kept[str(one.id)] for one in ordered if str(one.id) in kept]

    def _posted_name(self, dossier):
        return {
            "unit": dossier.unit_id.id,
            "name": dossier.citizen_id.name,
            "birth_year": dossier.citizen_id.birth_year or "",
        }

    @api.model
    def _draft_of(self, campaign):
        """A draft with all lists of the campaign that were received and hang on no
        board yet."""
        lists = campaign.proposal_ids.filtered(lambda one: one.state in RECEIVED)
        earlier = self.search([("campaign_id", "=", campaign.id)])
        units = lists.unit_id - earlier.list_ids.unit_id
        if not units:
            raise UserError(
                self.env._(
                    "No list to be posted: receive the units' lists first. Lists that"
                    " hang on a board already are not posted twice."
                )
            )
        return self.create(
            {
                "campaign_id": campaign.id,
                "list_ids": [Command.create({"unit_id": unit.id}) for unit in units],
            }
        )

    # -- The objections to the lists that hang: answered before the posting ends.

    def _compute_objection_count(self):
        counts = self._count_objections([])
        for posting in self:
            posting.objection_count = counts.get(posting._origin.id, 0)

    @api.depends("objection_ids.state")
    def _compute_objections_waiting(self):
        counts = self._count_objections([("state", "=", "received")])
        for posting in self:
            posting.objections_waiting = counts.get(posting._origin.id, 0)

    def _count_objections(self, domain):
        rows = self.env["cdht.objection"]._read_group(
            [("posting_id", "in", self._origin.ids), *domain],
            ["posting_id"],
            ["__count"],
        )
        return {posting.id: count for posting, count in rows}

    def _check_objections_answered(self):
        """Nobody who objected is left without an answer."""
        waiting = self.filtered("objections_waiting")
        if waiting:
            raise UserError(
                self.env._(
                    "Objections wait for an answer: %s. Open “Objections received” and"
                    " uphold or dismiss each, with the reason; then end the posting.",
                    sum(waiting.mapped("objections_waiting")),
                )
            )

    # -- The posted lists on the page of the commune, on the days of the posting
    #    only.

    @api.model
    def _public_postings(self, commune_id):
        """What hangs today in the commune."""
        today = clock.today()
        # sudo: public: what hangs on the boards is public; of people who did not
        # consent nothing is told (_posted_people)
        return self.sudo().search(
            [
                ("campaign_id.unit_id", "=", commune_id),
                ("state", "=", "issued"),
                ("date_from", "<=", today),
                ("date_to", ">=", today),
            ]
        )

    @api.model
    def _public_page(self, commune_id):
        """The page of what hangs today, or None: name, year of birth, unit."""
        postings = self._public_postings(commune_id)
        if not postings:
            return None
        return {
            "commune": postings[0].campaign_id.unit_id.name,
            "commune_id": commune_id,
            "postings": [posting._public_values() for posting in postings],
        }

    def _public_values(self):
        names = self._posted_people()
        lists = [self._paper_list(line, names) for line in self._paper_lines()]
        return {
            "year": self.year,
            "days": self._paper_days(),
            "contact": self.contact or "",
            "lists": [one for one in lists if one["rows"]],
        }

    # -- What is checked before it is issued.

    def _findings(self, read):
        yield from super()._findings(read)
        lists = {posting: posting._posted_lists_of_units() for posting in self}
        self.env["cdht.proposal"].union(*lists.values())._fetch_issued()
        yield from self._find_other_names(lists)
        yield from self._find_earlier_than(
            {
                posting: [day for one in own for day in one._days_before_petition()]
                for posting, own in lists.items()
            }
        )

    def _posted_lists_of_units(self):
        """The lists of which people hang."""
        return self._listed_people().proposal_id

    def _named_people(self):
        return {
            dossier.id: (dossier.citizen_id.name, dossier.citizen_id.birth_year or "")
            for dossier in self._listed_people()._publishable()
        }

    def _known_counts(self):
        people = self._listed_people()._publishable()
        return {len(people), *map(len, people.grouped("unit_id").values())}
