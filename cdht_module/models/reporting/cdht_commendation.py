from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.cdht_module.models.decisions.cdht_recognition_certificate import (
    NAME_SIZES,
)
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    dotted,
    figure_and_words,
    long_date,
    roman,
    text_lines,
    whole,
)
from odoo.addons.cdht_module.tools.vietnamese_text import sort_name

KINDS = {"collective": "tập thể", "person": "cá nhân"}

# The papers that name a commendation, each by its own move.
_PAPERS = ("petition_id", "meeting_id", "decision_id")


class CdhtCommendation(models.Model):
    """Whom a review commends: people who held the title for five years running, and
    collectives typed in; with the bonus, and the giấy khen of the decision."""

    _name = "cdht.commendation"
    _description = "Commendation"
    _inherit = ["cdht.paper.line"]
    _order = "review_id, kind, rank, id"
    _rec_name = "name"
    # A line is frozen by its decision, not by its review.
    _paper_field = "decision_id"

    review_id = fields.Many2one(
        "cdht.review", required=True, index=True, ondelete="cascade"
    )
    decision_id = fields.Many2one(
        "cdht.decision", index="btree_not_null", ondelete="set null", copy=False
    )
    petition_id = fields.Many2one(
        "cdht.commendation.petition",
        string="Asked for by",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )
    meeting_id = fields.Many2one(
        "cdht.commendation.meeting",
        string="Considered by",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )
    votes_for = fields.Integer(string="In favour", aggregator=None, copy=False)
    issuing_unit_id = fields.Many2one(
        related="review_id.issuing_unit_id", store=True, index=True
    )
    kind = fields.Selection(
        [("collective", "Collective"), ("person", "Person")],
        required=True,
        default="collective",
    )
    recognition_id = fields.Many2one(
        "cdht.recognition",
        string="Title",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    name = fields.Char(required=True)
    birth_year = fields.Integer(aggregator=None)
    area_id = fields.Many2one(related="review_id.area_id")
    unit_id = fields.Many2one(
        "cdht.unit",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('id', 'child_of', area_id)]",
    )
    achievement = fields.Char(
        required=True, help="As it stands on the giấy khen, after “Đã”."
    )
    report_text = fields.Text(
        string="Report on the achievements",
        compute="_compute_report_text",
        store=True,
        readonly=False,
        precompute=True,
        help="For the short report that goes with the petition: one a line.",
    )
    years_held = fields.Integer(string="Titles in the period", readonly=True)
    points = fields.Integer(string="Points of the last year", readonly=True)
    rank = fields.Integer(default=100)
    is_chosen = fields.Boolean(string="Commended")
    bonus = fields.Float(
        string="Bonus (đồng)",
        digits=(16, 0),
        compute="_compute_bonus",
        store=True,
        readonly=False,
        precompute=True,
        help="The multiple of the base salary, as long as the office gives no other"
        " amount; the decision then says by which paper.",
    )
    number = fields.Char(string="Number in the book", readonly=True, copy=False)
    certificate_printed = fields.Boolean(readonly=True, copy=False)
    state = fields.Selection(
        related="decision_id.state", string="State of the decision"
    )
    _once = models.UniqueIndex(
        "(review_id, recognition_id) WHERE recognition_id IS NOT NULL",
        "This person stands on the list already.",
    )
    _collective_once = models.UniqueIndex(
        "(review_id, lower(name)) WHERE kind = 'collective'",
        "This collective stands on the list already.",
    )
    _bonus_not_negative = models.Constraint(
        "CHECK (bonus >= 0 AND bonus < 1e12)",
        "A bonus is an amount in đồng, 0 where there is none.",
    )
    # Written by moves, never by hand: a person is who the title says.
    _by_moves = frozenset(
        {
            "decision_id", "meeting_id", "petition_id", "recognition_id", "birth_year",
            "number", "years_held", "points",
        }
    )  # fmt: skip

    @api.constrains("kind", "recognition_id")
    def _check_person_has_title(self):
        if any((line.kind == "person") != bool(line.recognition_id) for line in self):
            raise ValidationError(
                self.env._("People are proposed by their titles, collectives typed.")
            )

    @api.depends("achievement", "recognition_id")
    def _compute_report_text(self):
        for line in self:
            line.report_text = line.report_text or "\n".join(line._achievements())

    def _achievements(self):
        """What is known of who is proposed: titles and points, or the people of a unit
        who were recognised."""
        review = self.review_id
        achieved = self.achievement or ""
        if achieved.startswith(("đạt", "có")):
            achieved = achieved[:1].upper() + achieved[1:]
        said = [achieved] if achieved else []
        if self.points:
            said.append(f"Tổng điểm thẩm định năm {review.year_to}: {self.points} điểm")
        units = (review.figures or {}).get("units", ())
        of_unit = [unit for unit in units if unit["name"] == self.unit_id.name]
        if self.kind == "collective" and self.unit_id and of_unit:
            counts = "; ".join(
                f"năm {year}: {number} người"
                for year, number in of_unit[0]["recognised"].items()
            )
            said.append(f"Số người được công nhận “Công dân học tập”: {counts}")
        return said

    @api.depends("kind", "review_id")
    def _compute_bonus(self):
        Rate, today = self.env["cdht.bonus.rate"], clock.today()
        for area, lines in self.grouped(lambda line: line.review_id.area_id).items():
            due = Rate._amounts(area, today)
            for line in lines:
                line.bonus = line.bonus or due.get(line.kind, 0)

    def _in_order(self):
        """As on papers: collectives, then people, by unit and name."""
        return self.sorted(
            lambda line: (
                line.kind,
                line.unit_id.sequence,
                line.unit_id.name or "",
                sort_name(line.name or ""),
                line.id,
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self._check_by_hand(set().union(*vals_list))
            # An explicit value beats a default in the context.
            none = dict.fromkeys(self._by_moves, False)
            vals_list = [{**vals, **none} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        """Who is no longer chosen is taken off the draft of the decision, too."""
        self._check_by_hand(vals.keys())
        if not self.env.su:
            people = "name" in vals and self.filtered("recognition_id")
            if people or {"review_id", "kind"} & vals.keys():
                raise AccessError(
                    self.env._("The title says who it is: take the line out instead.")
                )
        if "votes_for" in vals and "issued" in self.meeting_id.mapped("state"):
            raise UserError(self.env._("The minutes of these votes are issued."))
        result = super().write(vals)
        for name in _PAPERS:
            # sudo: move: a commendation names its papers by the move
            dropped = self.sudo().filtered(
                lambda line, name=name: not line.is_chosen and line[name]
            )
            dropped = dropped.filtered(
                lambda line, name=name: line[name].state != "issued"
            )
            if dropped:
                dropped[name] = False
        return result

    def _check_by_hand(self, names):
        if not self.env.su and self._by_moves & set(names):
            raise AccessError(
                self.env._("People are proposed by “Propose people”, by their titles.")
            )

    def _check_not_commended_yet(self):
        """Nobody is commended twice for the same years."""
        # sudo: name: by whichever review of the area; only who it is is told
        others = self.sudo().search(
            [
                ("decision_id.state", "in", ("submitted", "issued")),
                ("decision_id", "not in", self.decision_id.ids),
                ("review_id.area_id", "in", self.review_id.area_id.ids),
            ]
        )
        for line in self.sudo():  # sudo: part: the person behind the title
            for other in others.filtered(lambda o, own=line: o._is_same_as(own)):
                raise UserError(
                    self.env._(
                        "%(name)s is commended for these years already, by"
                        " %(decision)s.",
                        name=line.name,
                        decision=other.decision_id.display_name,
                    )
                )

    def _is_same_as(self, other):
        years, review = self.review_id, other.review_id
        if years.year_from > review.year_to or review.year_from > years.year_to:
            return False
        if self.kind != other.kind:
            return False
        if self.kind == "person":
            return self.recognition_id.citizen_id == other.recognition_id.citizen_id
        return self.name.casefold() == other.name.casefold()

    def _number_in_book(self):
        """The next numbers of the year's book of the body that commends, in the order
        of the list."""
        for decision, lines in self.grouped("decision_id").items():
            body, year = decision.issuing_unit_id, decision.date.year
            # If two officers do this at once, the later request is repeated.
            body._lock_register()
            # sudo: register: the book of a body is one, whoever reads parts of it
            earlier = self.sudo().search(
                [
                    ("decision_id.issuing_unit_id", "=", body.id),
                    ("number", "!=", False),
                    ("decision_id.number_year", "=", year),
                ]
            )
            last = max((int(line.number) for line in earlier), default=0)
            new = lines.filtered(lambda line: not line.number)
            for number, line in enumerate(new._in_order(), 1):
                # sudo: move: numbers are given by the issue of the decision
                line.sudo().number = f"{last + number:02}"

    # -- What papers say of them.

    def _file_facts(self):
        decision = self.decision_id
        return [f"QĐ {decision.number or ''}", self.name, decision.number_year]

    def _counted(self):
        """“2 (hai) tập thể và 20 (hai mươi) cá nhân”."""
        return " và ".join(
            f"{figure_and_words(len(own))} {label}"
            for kind, label in KINDS.items()
            if (own := self.filtered(lambda line, kind=kind: line.kind == kind))
        )

    def _annex(self, heading):
        """The list annexed to the petition and to the decision."""
        total = sum(self.mapped("bonus"))

        def cells(line):
            achievement = line.achievement[:1].upper() + line.achievement[1:]
            bonus = [dotted(line.bonus)] * bool(total)
            return [line.unit_id.name or "", achievement, *bonus]

        groups = self._by_kind(cells)
        if total:
            sums = ["", "Tổng cộng", "", "", "", dotted(total)]
            groups.append({"heading": "", "rows": [sums], "class": "total"})
        return {
            "heading": heading,
            "columns": [
                column("TT", 10, centre=True),
                column("Họ và tên, tên tập thể"),
                column("Năm sinh", 14, centre=True),
                column("Thôn, đơn vị", 30),
                column("Thành tích", 46),
                *([column("Tiền thưởng (đồng)", 24, right=True)] * bool(total)),
            ],
            "groups": groups,
            "notes": [],
        }

    def _by_kind(self, cells):
        """The groups of a table: collectives, then people, each numbered; ``cells``
        gives what stands after name and year of birth."""
        groups = []
        for kind, own in self._in_order().grouped("kind").items():
            rows = [
                [number, line.name, line.birth_year or "", *cells(line)]
                for number, line in enumerate(own, 1)
            ]
            label = KINDS[kind].capitalize()
            heading = f"{roman(len(groups) + 1)}. {label} ({len(rows)})"
            groups.append({"heading": heading, "rows": rows})
        return groups

    def _achievement_values(self):
        """The short report on one of them."""
        self.ensure_one()
        review, is_person = self.review_id, self.kind == "person"
        titles = self.env["cdht.recognition"]
        if is_person:
            titles = titles.search(
                [
                    ("citizen_id", "=", self.recognition_id.citizen_id.id),
                    ("year", "in", review._years()),
                    ("state", "!=", "revoked"),
                ],
                order="year",
            )
        return {
            "is_person": is_person,
            "kind_name": KINDS[self.kind],
            "signer": self.name if is_person else "",
            "name": self.name if is_person else "",
            "collective": "" if is_person else self.name,
            "birth_year": self.birth_year or "",
            "unit": self.unit_id.name or "",
            "award": f"Giấy khen của Chủ tịch {review.area_id.body_name or ''}",
            "period": whole(review._period_text()),
            "achievements": text_lines(self.report_text),
            "titles": [_named_title(title) for title in titles],
        }

    # -- Giấy khen of one person or collective, by an issued decision.

    def _certificate_values(self):
        self.ensure_one()
        decision = self.decision_id
        if decision.state != "issued":
            raise UserError(
                self.env._(
                    "Giấy khen are printed once the decision that commends is issued."
                )
            )
        head = decision._head()
        size = next(
            (size for length, size in NAME_SIZES if len(self.name) <= length), 15
        )
        who = [f"Sinh năm {self.birth_year}"] if self.birth_year else []
        if self.unit_id and self.kind == "person":
            who.append(decision._unit_line(self.unit_id, decision.issuing_unit_id))
        return {
            "given_by": ["CHỦ TỊCH", *head["body_lines"]],
            "address": self._form_of_address(),
            "name": self.name,
            "name_size": size,
            "who": "; ".join(who),
            "achievement": whole(f"Đã {self.achievement}"),
            "decision": whole(decision._paper_named()),
            "number": self.number or "",
            "place": decision.place or "",
            "long_date": whole(long_date(decision.date)),
            "capacity_lines": head["own_capacity_lines"],
            "signatory": head["signatory"],
        }

    def _form_of_address(self):
        """Before the name: “Ông”, “Bà”, “Tập thể”."""
        if self.kind == "collective":
            return "Tập thể"
        # sudo: name: the name goes with how somebody is addressed
        return self.sudo().recognition_id.citizen_id._form_of_address().capitalize()

    def _on_blank_values(self, kind):
        """The same texts on a bought form."""
        values = self._certificate_values()
        commune = self.decision_id.issuing_unit_id
        return (
            self.env["cdht.certificate.blank"]._of_kind(kind, commune)._filled(values)
        )


def _named_title(title):
    reference = title.decision_reference or (
        title.decision_id and title.decision_id._reference().strip()
    )
    said = f"Danh hiệu “Công dân học tập” năm {title.year}"
    if not reference:
        return said
    date = f" {long_date(title.decision_date)}" if title.decision_date else ""
    return whole(f"{said} (Quyết định số {reference}{date})")
