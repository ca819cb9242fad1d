from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import groupby
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.move import Move, Turn
from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    figure_and_words,
    roman,
)
from odoo.addons.cdht_module.tools.wording import Words

from .cdht_proposal_paper import PASSED, named

_lt = LazyTranslate(__name__)


class CdhtPetition(models.Model):
    """Tờ trình: the association asks the committee, or the committee the level
    above, to recognise the people of the chosen lists."""

    _name = "cdht.petition"
    _description = "Petition"
    _inherit = ["cdht.document"]
    _order = "year desc, date desc, id desc"
    _paper_kind = "Tờ trình"
    _print_stages = {"issued": "issued", "answered": "issued"}
    _by_moves = {"state", "answer_number", "answer_date"}
    _wordings = (
        Words(
            "petition",
            "cdht.petition",
            "_paper_values",
            "petition_paper",
            {
                "năm": "year",
                "cơ quan trình": "body",
                "nơi nhận": lambda paper: ", ".join(paper["addressees"]),
                "số người": "people",
                "số người tiêu biểu": lambda paper: paper.get("outstanding", ""),
                "số năm liền": lambda paper: paper.get("outstanding_years", ""),
                "theo nhóm": "by_group",
            },
            {
                "bảng kết quả": lambda paper: {
                    "columns": paper["figure_columns"],
                    "groups": paper["figures"],
                }
            },
            variant="asks",
            subject=("năm",),
        ),
    )
    _moves = (
        Move("issue", "action_issue", ("draft",), "issued", "commune", _lt("Issued")),
        Move("answer", "action_answer", ("issued",), "answered",
             "commune", _lt("Answered")),
    )  # fmt: skip
    _turns = (
        # The body above may work outside this system; its answer is typed.
        Turn("record_answer", ("issued",), (("issuing_unit_id", "commune"),),
             ("campaign_id.report_due",), only="goes_above"),
        Turn("decide", ("issued",), (("addressee_unit_id", "commune"),),
             ("campaign_id.report_due",)),
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
    subject = fields.Char(
        compute="_compute_subject", store=True, readonly=False, precompute=True
    )
    issuing_unit_id = fields.Many2one(required=True)
    addressee_unit_id = fields.Many2one(
        "cdht.unit",
        string="Addressee",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_addressee_unit_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    proposal_ids = fields.Many2many(
        "cdht.proposal",
        string="Lists",
        domain="[('campaign_id', '=', campaign_id),"
        " ('state', 'in', ('received', 'accepted'))]",
    )
    assessment_ids = fields.Many2many(
        "cdht.assessment",
        string="People",
        compute="_compute_assessment_ids",
        store=True,
        readonly=False,
        domain="[('campaign_id', '=', campaign_id), ('state', '=', 'proposed')]",
    )
    goes_above = fields.Boolean(
        string="To the level above",
        compute="_compute_goes_above",
        help="To a level above the commune, whose answer is typed here.",
    )
    # Stored: whoever reads the paper may know how many it names.
    assessment_count = fields.Integer(compute="_compute_assessment_count", store=True)
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Issued"), ("answered", "Answered")],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )
    answer_number = fields.Char(
        copy=False, help="Number and symbol of the decision that answers."
    )
    answer_date = fields.Date(copy=False)

    elsewhere_text = fields.Text(
        string="Left out",
        compute="_compute_elsewhere_text",
        help="People of the lists whom another body recognises.",
    )
    authority_notes = fields.Text(
        string="Authority to be confirmed", compute="_compute_elsewhere_text"
    )

    days_left = fields.Integer(compute="_compute_time_left")
    deadline_text = fields.Char(string="Time left", compute="_compute_time_left")

    _standing = frozenset({"issued", "answered"})

    @api.depends("campaign_id")
    def _compute_addressee_unit_id(self):
        for petition in self:
            petition.addressee_unit_id = (
                petition.addressee_unit_id or petition.campaign_id.unit_id
            )

    @api.depends("campaign_id", "issuing_unit_id")
    def _compute_subject(self):
        self._propose_subjects()

    def _subject_facts(self):
        return {"năm": self.year or ""}

    @api.depends("proposal_ids", "addressee_unit_id")
    def _compute_assessment_ids(self):
        for petition in self:
            people = petition._proposed_people()
            petition.assessment_ids = petition._asked_of_addressee(people)

    @api.depends("addressee_unit_id", "campaign_id")
    def _compute_goes_above(self):
        for petition in self:
            petition.goes_above = (
                petition.addressee_unit_id != petition.campaign_id.unit_id
            )

    @api.depends("assessment_ids")
    def _compute_assessment_count(self):
        for petition in self:
            petition.assessment_count = len(petition.assessment_ids)

    def _said_at_issue(self):
        return self.env._("Once it is issued, its lists are accepted.")

    def _check_issuer(self):
        """Who issues a petition takes in its lists, and is known as for that."""
        self.env["cdht.assessment"]._check_identified()
        return super()._check_issuer()

    def _lacking(self):
        yield from super()._lacking()
        # sudo: compare: how many there are, seen or not
        if not self.sudo().assessment_ids:
            yield self.env._("The petition names nobody: choose its lists.")

    def action_issue(self):
        """Issue with the registry's number and date; its lists are accepted."""
        self._check_issuing_officer()
        self._check_ready()
        self._lock()
        self._check_move("issue")
        self._enter_in_register()
        self._check_addressees()
        self._check_asked_for()
        for petition in self:
            petition.proposal_ids.filtered(
                lambda proposal: proposal.state == "received"
            ).action_accept()
            # sudo: move: tells whom the officer, checked above, asked to decide
            petition.sudo().assessment_ids.write(
                {"authority_id": petition.addressee_unit_id.id}
            )
        self._make_move("issue")

    def _checks_at_issue(self):
        checks = [self._check_addressees, self._check_asked_for]
        return [*super()._checks_at_issue(), *checks]

    def _check_addressees(self):
        for petition in self:
            petition._check_addressee()

    def _check_asked_for(self):
        """The people named and their lists are as far as that."""
        for petition in self:
            # sudo: compare: whom the officer does not reach is refused, not passed over
            dossiers = petition.sudo().assessment_ids.with_env(self.env)
            dossiers._check_open("read")
            dossiers._check_state("proposed")
            dossiers._check_undecided()
            dossiers.proposal_id._check_state("received", "accepted")
            petition.proposal_ids._check_state("received", "accepted")

    def action_answer(self, number, date, citizen_ids):
        """Record the decision of a level above.

        ``number``: as it stands there (“90/QĐ-UBND”); ``date``: of that decision;
        ``citizen_ids``: those it recognises. The others were not recognised.
        """
        self._cdht_one()
        self._check_issuing_officer()
        self._check_move("answer")
        if self.addressee_unit_id == self.campaign_id.unit_id:
            raise UserError(
                self.env._("The commune's own committee answers by its decision.")
            )
        if not (number and date):
            raise UserError(self.env._("Give the number and date of the answer."))
        ids = citizen_ids.ids if isinstance(citizen_ids, models.Model) else citizen_ids
        # Who withdrew or was refused meanwhile is not waiting for the answer.
        dossiers = self.assessment_ids.filtered(lambda d: d.state == "proposed")
        unknown = self.env["cdht.citizen"].browse(ids) - dossiers.citizen_id
        if unknown:
            raise UserError(
                self.env._(
                    "Not named in this petition: %s.", ", ".join(unknown.mapped("name"))
                )
            )
        dossiers._check_open()
        dossiers._check_undecided()
        answer = self.env._("Answer No. %(number)s", number=number)
        recognised = dossiers.filtered(lambda dossier: dossier.citizen_id.id in ids)
        self.env["cdht.recognition"]._grant(
            recognised,
            {
                "decision_number": number.partition("/")[0].strip(),
                "decision_symbol": number.partition("/")[2].strip(),
                "decision_date": date,
                "deciding_unit_id": self.addressee_unit_id.id,
            },
        )
        recognised._make_move("recognise", answer, state="recognised")
        (dossiers - recognised)._make_move("refuse", answer, outcome="refused")
        self._make_move("answer", answer_number=number, answer_date=date)

    def _check_addressee(self):
        """The association asks its committee, the committee a level above it."""
        self.ensure_one()
        commune, addressee = self.campaign_id.unit_id, self.addressee_unit_id
        is_above = commune.parent_path.startswith(addressee.parent_path)
        to_committee = addressee == commune and self.issuing_unit_id != commune
        upwards = addressee != commune and self.issuing_unit_id == commune
        if not (is_above and (to_committee or upwards)):
            raise UserError(
                self.env._(
                    "The association petitions the committee of its commune, the"
                    " committee a level above it; not %(issuer)s to %(addressee)s.",
                    issuer=self.issuing_unit_id.body_name,
                    addressee=addressee.body_name,
                )
            )

    # -- Whom of its lists a petition names: those whom its addressee recognises.
    #    People outside the commune's authority are not refused: the committee asks
    #    the body that decides about them (seed plan IV.7).

    @api.depends("proposal_ids", "assessment_ids", "addressee_unit_id", "date")
    def _compute_elsewhere_text(self):
        for petition in self:
            people = petition._proposed_people() - petition.assessment_ids
            bodies = petition._bodies_of(people)
            lines = [
                self.env._(
                    "%(body)s recognises %(count)s people of these lists: %(names)s.",
                    body=body.body_name,
                    count=len(dossiers),
                    names=dossiers._names(),
                )
                for body, dossiers in people.grouped(
                    lambda dossier, bodies=bodies: bodies[dossier.unit_id]
                ).items()
                if body != petition.addressee_unit_id
            ]
            petition.elsewhere_text = "\n".join(lines) or False
            notes = self.env["cdht.authority"]._notes(
                petition.assessment_ids.unit_id, petition._authority_date()
            )
            petition.authority_notes = "\n".join(notes) or False

    def _proposed_people(self):
        return self.proposal_ids.assessment_ids.filtered(
            lambda dossier: dossier.state == "proposed"
        )

    def _asked_of_addressee(self, people):
        """Those whom the addressee recognises.

        A body above that no row names is asked about whom the committee chooses.
        """
        self.ensure_one()
        bodies = self._bodies_of(people)
        asked = people.filtered(
            lambda dossier: bodies[dossier.unit_id] == self.addressee_unit_id
        )
        return asked or (people if self.goes_above else asked)

    def _bodies_of(self, people):
        return self.env["cdht.authority"]._authority_of(
            people.unit_id, self._authority_date()
        )

    def _authority_date(self):
        """The day by whose rows people are sorted: the paper's own, or today."""
        return self.date or clock.today()

    @api.depends("state", "campaign_id.report_due")
    def _compute_time_left(self):
        """An unanswered petition against the day on which the year is reported."""
        today = clock.today()
        for petition in self:
            due = petition.campaign_id.report_due
            waits = due and petition.state != "answered"
            petition.days_left = (due - today).days if waits else 0
            petition.deadline_text = (
                petition._time_left_text(petition.days_left) if waits else False
            )

    def _addressed_to(self):
        return [self.addressee_unit_id.body_name or ""]

    # -- What a petition says (Nghị định 30/2020, Phụ lục III, mẫu 1.4).

    def _paper_values(self):
        people = self._paper_people()
        outstanding = people.filtered(lambda dossier: dossier.grade == "passed_five")
        return {
            **super()._paper_values(),
            "trace_head": self._paper_trace_head(),
            "year": self.year,
            "addressees": self._addressed_to(),
            "asks": "to_level_above" if self.goes_above else "to_committee",
            "figure_columns": _FIGURES,
            "figures": self._paper_figures(people),
            "by_group": "; ".join(
                f"{_group_name(group)}: {len(list(own))} người"
                for group, own in groupby(
                    people.sorted(lambda d: d.labour_group_id.code or "~"),
                    lambda dossier: dossier.labour_group_id,
                )
            ),
            "columns": _COLUMNS,
            "groups": _groups(people),
            "people": figure_and_words(len(people)),
            # What the decision will grant is asked for.
            "outstanding": figure_and_words(len(outstanding)) if outstanding else "",
            "outstanding_years": self.campaign_id.set_id.outstanding_years,
        }

    def _paper_bases(self):
        """Those typed; the committee goes by what its association asked."""
        bases = super()._paper_bases()
        if self.goes_above:
            asked = self.search(
                [
                    ("campaign_id", "=", self.campaign_id.id),
                    ("state", "!=", "draft"),
                    ("addressee_unit_id", "=", self.issuing_unit_id.id),
                    ("proposal_ids", "in", self.proposal_ids.ids),
                ],
                order="date, id",
            )
            bases += [
                f"Theo đề nghị của {paper._paper_body()} tại {paper._paper_named()}"
                for paper in asked
            ]
        return bases

    def _values_to_keep(self):
        """Whom it names, beside the paper: decisions are compared with it."""
        return {**super()._values_to_keep(), "people": named(self._paper_people())}

    def _paper_people(self):
        """The dossiers that are asked for, in the order of papers."""
        people = self.assessment_ids
        # One query each, whatever their number: prefetching goes by 1000.
        people.fetch(
            ["citizen_id", "unit_id", "sort_name", "labour_group_id", "grade",
             "appraised_total", "earlier_streak"]
        )  # fmt: skip
        people.citizen_id.fetch(["name", "birth_year"])
        return self.env["cdht.unit"]._in_paper_order(people)

    def _paper_figures(self, people):
        """Groups of a list: a row a unit of the lists, then the total: registered,
        self-assessed, appraised, passed, not passed, asked for here."""
        dossiers = self.proposal_ids.assessment_ids.filtered(
            lambda dossier: dossier.state != "withdrawn"
        )
        units = (dossiers.unit_id | people.unit_id).sorted(
            lambda unit: (unit.sequence, unit.name)
        )
        by_unit, asked = dossiers.grouped("unit_id"), people.grouped("unit_id")
        rows = []
        for unit in units:
            unit_dossiers = by_unit.get(unit, dossiers.browse())
            rows.append(
                [
                    len(unit_dossiers),
                    len(unit_dossiers.filtered("self_complete")),
                    len(unit_dossiers.filtered("appraised_complete")),
                    len(unit_dossiers.filtered(lambda d: d.grade in PASSED)),
                    len(unit_dossiers.filtered(lambda d: d.grade == "failed")),
                    len(asked.get(unit, ())),
                ]
            )
        named = [
            [number, unit.name, *row]
            for number, (unit, row) in enumerate(zip(units, rows, strict=True), 1)
        ]
        total = ["", "Tổng cộng", *map(sum, zip(*rows, strict=True))]
        return [
            {"heading": "", "rows": named},
            {"heading": "", "rows": [total], "class": "total"},
        ]


_FIGURES = [
    column("TT", 10, centre=True),
    column("Thôn, đơn vị"),
    column("Đăng ký", 17, centre=True),
    column("Tự đánh giá", 17, centre=True),
    column("Thẩm định", 17, centre=True),
    column("Đạt", 14, centre=True),
    column("Không đạt", 16, centre=True),
    column("Đề nghị", 17, centre=True),
]


_COLUMNS = [
    column("TT", 11.5, centre=True),
    column("Họ và tên"),
    column("Năm sinh", 14, centre=True),
    column("Nhóm", 16, centre=True),
    column("Tổng điểm", 16, centre=True),
    column("Số năm liên tục", 18, centre=True),
    column("Xếp loại", 32),
]


def _groups(people):
    """The rows unit by unit, numbered through the whole list."""
    units = groupby(enumerate(people, 1), lambda numbered: numbered[1].unit_id)
    return [
        {
            "heading": f"{roman(i)}. {unit.name} ({len(own)} người)",
            "rows": [
                [
                    number,
                    dossier.citizen_id.name,
                    dossier.citizen_id.birth_year or "",
                    dossier.labour_group_id.code or "",
                    dossier.appraised_total,
                    dossier.earlier_streak + 1,
                    "Đạt 5 năm liền" if dossier.grade == "passed_five" else "Đạt",
                ]
                for number, dossier in own
            ],
        }
        for i, (unit, own) in enumerate(units, 1)
    ]


def _group_name(group):
    return f"{group.name} ({group.code})" if group else "Chưa rõ nhóm"
