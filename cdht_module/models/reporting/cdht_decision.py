from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.models.decisions.cdht_decision import BY_MOVES
from odoo.addons.cdht_module.models.decisions.cdht_decision_bonus import (
    bonus_fields,
)
from odoo.addons.cdht_module.models.decisions.cdht_decision_paper import (
    said_village_kinds,
)
from odoo.addons.cdht_module.models.decisions.cdht_recognition import IN_FORCE
from odoo.addons.cdht_module.tools.finding import Finding
from odoo.addons.cdht_module.tools.paper_text import (
    dotted,
    figure_and_words,
    in_sentence,
    whole,
)
from odoo.addons.cdht_module.tools.wording import Words


class CdhtDecision(models.Model):
    """A decision that commends (kind ``commend``): it changes no title and names no
    dossier, but the people and collectives that a review chose."""

    _inherit = "cdht.decision"
    _by_moves = BY_MOVES | {"review_id"}
    _wordings = (
        Words(
            "commendation",
            "cdht.decision",
            "_paper_values",
            "commend_decision_paper",
            {
                "năm": "year",
                "tập thể, cá nhân": "counted",
                "giai đoạn": "period",
                "phụ lục": lambda paper: paper["annexes"][0]["name"],
                "thôn, khối phố": said_village_kinds,
                **bonus_fields(),
            },
            subject=("năm", "giai đoạn"),
        ),
    )

    review_id = fields.Many2one(
        "cdht.review",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )
    commendation_ids = fields.One2many(
        "cdht.commendation",
        "decision_id",
        string="Commended",
        readonly=True,
        groups="cdht_module.group_cdht_commune",
    )

    @api.depends("commendation_ids")
    def _compute_people_count(self):
        result = super()._compute_people_count()
        for decision in self.filtered(lambda paper: paper.kind == "commend"):
            # sudo: figures: how many it names; who they are is the review's
            decision.people_count = len(decision.sudo().commendation_ids)
        return result

    @api.depends("review_id")
    def _compute_subject(self):
        return super()._compute_subject()

    def _subject_facts(self):
        facts = super()._subject_facts()
        if self.kind == "commend" and self.review_id:
            facts["giai đoạn"] = self.review_id._period_text()
        return facts

    def _paper_people_units(self):
        # sudo: name: units are no secret; of the people nothing else is read
        return super()._paper_people_units() or self.sudo().commendation_ids.unit_id

    def _worded_as(self, method):
        if method == "_paper_values" and self.kind == "commend":
            return "commendation"
        return super()._worded_as(method)

    def _paper(self):
        return "commendation" if self.kind == "commend" else super()._paper()

    def write(self, vals):
        """Decisions of commendation are made by reviews: nobody changes the kind by
        hand."""
        if "kind" in vals and not self.env.su:
            others = self.filtered(lambda paper: paper.kind != vals["kind"])
            if "commend" in (*others.mapped("kind"), others and vals["kind"]):
                raise AccessError(
                    self.env._("A decision of commendation is made from a review.")
                )
        return super().write(vals)

    def _check_people(self):
        self.ensure_one()
        if self.kind != "commend":
            return super()._check_people()
        lines = self.commendation_ids
        if not lines:
            raise UserError(
                self.env._("A commendation is made from a review: it names nobody yet.")
            )
        if self.origin_id or self.assessment_ids or self.changed_recognition_ids:
            raise UserError(
                self.env._("A commendation names no dossiers and changes no titles.")
            )
        # sudo: compare: titles of the people named, whoever reads them
        lines.sudo().recognition_id._check_state(*IN_FORCE)
        lines._check_not_commended_yet()
        return self.review_id._check_quotas()

    def action_issue(self):
        """Issue; commendations get their numbers in the book."""
        result = super().action_issue()
        for decision in self.filtered(lambda paper: paper.kind == "commend"):
            decision.commendation_ids._number_in_book()
        return result

    def _left_the_office(self):
        yield from super()._left_the_office()
        # sudo: figures: how many; of a decision that the officer issued
        printed = self.sudo().commendation_ids.filtered("certificate_printed")
        if printed:
            yield self.env._("%s certificates are printed", len(printed))

    def _enter_again(self, number, date):
        """The book of those who are commended begins anew each year."""
        year = self.date.year
        result = super()._enter_again(number, date)
        if self.kind == "commend" and date.year != year:
            # sudo: move: numbers are given by the issue of the decision
            self.sudo().commendation_ids.number = False
            self.commendation_ids._number_in_book()
        return result

    # -- The bonus of a commendation stands beside each of its names.

    def _bonus_total(self):
        if self.kind != "commend":
            return super()._bonus_total()
        # sudo: figures: a sum, for whoever reads the decision
        return sum(self.sudo().commendation_ids.mapped("bonus"))

    def _bonus_awards(self):
        """{giấy khen of a person or a collective: the amount}; where they differ, the
        one that is not by the rate."""
        if self.kind != "commend":
            return super()._bonus_awards()
        due = self.env["cdht.bonus.rate"]._amounts(
            self.issuing_unit_id, self._paper_date()
        )
        given = {}
        # sudo: figures: amounts, whoever gets them
        for line in self.sudo().commendation_ids:
            if given.get(line.kind, due.get(line.kind)) == due.get(line.kind):
                given[line.kind] = line.bonus
        return given

    # -- What is checked before signature and issue.

    def _findings(self, read):
        yield from super()._findings(read)
        yield from self._find_no_dossier()

    def _find_no_dossier(self):
        """Whom it commends, a petition asks for and a meeting considered."""
        for decision in self.filtered(lambda paper: paper.kind == "commend"):
            lines = decision.commendation_ids
            for name in ("petition_id", "meeting_id"):
                without = lines.filtered(
                    lambda line, name=name: line[name].state != "issued"
                )
                names = ", ".join(without.mapped("name"))
                if not names:
                    continue
                if name == "petition_id":
                    code = "no_petition"
                    text = self.env._("No petition asks for: %s.", names)
                else:
                    code = "no_meeting"
                    text = self.env._("No minutes tell of: %s.", names)
                source = self.env._("The dossier of the commendation")
                yield decision, Finding(code, "error", text, source, code)

    # -- papers --------------------------------------------------------------------

    def _paper_values(self):
        values = super()._paper_values()
        if self.kind != "commend":
            return values
        lines = self.commendation_ids
        review = self.review_id
        return values | {
            "counted": lines._counted(),
            "period": whole(review._period_text()),
            "year": self.date.year if self.date else self.year,
            "annexes": self._numbered_annexes(
                [lines._annex("DANH SÁCH TẬP THỂ, CÁ NHÂN ĐƯỢC KHEN THƯỞNG")]
            ),
        }

    def _paper_bases(self):
        """Those typed, the minutes of the meeting, then who asks for it."""
        bases = super()._paper_bases()
        # sudo: name: number, date and body of papers of the dossier
        lines = self.sudo().commendation_ids
        for paper in lines.meeting_id.filtered(lambda one: one.state == "issued"):
            about = in_sentence(paper.subject or "")
            named = f"{paper._paper_named()} của {paper._paper_body()}"
            bases.append(f"Căn cứ {named} về việc {about}")
        for paper in lines.petition_id.filtered(lambda one: one.state == "issued"):
            bases.append(
                f"Theo đề nghị của {paper._paper_body()} tại {paper._paper_named()}"
            )
        return bases

    def _given_later(self):
        """A commendation names the year of its date, which the registry gives."""
        later = super()._given_later()
        return later | {"year"} if self.kind == "commend" else later

    def _receipt_amounts(self):
        if self.kind != "commend":
            return super()._receipt_amounts()
        return {line: line.bonus for line in self.commendation_ids._in_order()}

    def _receipt_values(self):
        """The list on which people sign for giấy khen and bonus."""
        if self.kind != "commend":
            return super()._receipt_values()
        bonus = self._receipt_amounts()
        total = sum(bonus.values())

        def cells(line):
            return [line.number or "", *([dotted(line.bonus)] * bool(total)), ""]

        groups = self.commendation_ids._by_kind(cells)
        return {
            **self._as_issued(),
            **self._receipt_table("Họ và tên, tên tập thể", groups, total),
            "people": figure_and_words(len(bonus)),
            "other_total": "",
        }
