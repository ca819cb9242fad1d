from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.tools.finding import Finding
from odoo.addons.cdht_module.tools.number_words import amount_in_words
from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    Markup,
    decimal,
    dotted,
    figure_and_words,
    roman,
    whole,
)

from .cdht_decision import BONUS, GRANTS

# Whose multiple each amount is: the field, the award.
_AWARDS = {"bonus_amount": "title", "bonus_outstanding_amount": "outstanding"}

# Of a rate, in a sentence; later rooms have awards of their own.
_FOR_WHOM = {
    "title": "danh hiệu của năm",
    "outstanding": "danh hiệu tiêu biểu xuất sắc",
    "person": "cá nhân",
    "collective": "tập thể",
}


class CdhtDecision(models.Model):
    """What goes with the paper of a decision: the book of certificates, the bonus, the
    list on which people sign for both.

    A bonus is granted by an article of the decision itself; what was forgotten is
    granted by another decision. Who is outstanding gets the larger amount instead of
    the other, not beside it.
    """

    _inherit = "cdht.decision"

    _bonus = models.Constraint(
        "CHECK (bonus_amount >= 0 AND bonus_outstanding_amount >= 0)",
        "A bonus is an amount in đồng, 0 where there is none.",
    )
    bonus_amount = fields.Integer(
        string="Bonus for the title (đồng)",
        aggregator=None,
        compute="_compute_bonus",
        store=True,
        readonly=False,
        precompute=True,
        help="What each person gets with the certificate; 0: no bonus.",
    )
    bonus_outstanding_amount = fields.Integer(
        string="Bonus for five years (đồng)",
        aggregator=None,
        compute="_compute_bonus",
        store=True,
        readonly=False,
        precompute=True,
        help="What who is outstanding gets instead; 0: the same as the others.",
    )
    bonus_reason = fields.Char(
        string="Basis of the bonus",
        help="By which paper the office gives these amounts, where they are not the"
        " multiple of the base salary; it stands in the article.",
    )
    is_bonus_undecided = fields.Boolean(
        string="Bonus without an article", compute="_compute_is_bonus_undecided"
    )

    @api.depends("issuing_unit_id", "kind")
    def _compute_bonus(self):
        """By the rates in force; what was typed stays."""
        Rate = self.env["cdht.bonus.rate"]
        for decision in self:
            due = {}
            if decision.kind in GRANTS and decision.state == "draft":
                day = decision._paper_date()
                due = Rate._amounts(decision.issuing_unit_id, day)
            for name, award in _AWARDS.items():
                decision[name] = decision[name] or due.get(award, 0)

    @api.depends("state", *BONUS)
    def _compute_is_bonus_undecided(self):
        for decision in self:
            typed = any(decision[name] for name in BONUS)
            decision.is_bonus_undecided = typed and not decision._grants_bonus()

    def _grants_bonus(self):
        """Whether its paper gives the bonus: what was typed after the issue, when that
        was possible, nobody decided."""
        said = self._issued("_paper_values")
        if said is None:
            return True
        if "bonus" in said:
            return bool(said["bonus"]["total"])
        return any("thưởng" in row["text"] for row in said.get("words", ()))

    def _bonus_of(self, is_outstanding):
        if is_outstanding and self.bonus_outstanding_amount:
            return self.bonus_outstanding_amount
        return self.bonus_amount

    def _bonus_total(self):
        """What its people get together."""
        self.ensure_one()
        if not any(self[name] for name in BONUS) or not self._grants_bonus():
            return 0
        return sum(self._bonus_of(row["is_outstanding"]) for row in self._paper_rows())

    def _bonus_awards(self):
        """{award: the amount that it gives}, of those that it gives."""
        if self.kind not in GRANTS:
            return {}
        return {_AWARDS[name]: self[name] for name in _AWARDS if self[name]}

    def _bonus_rates(self):
        """The base salary and the rates by which the amounts were reckoned; nothing
        where the office gives them by a paper of its own."""
        awards = () if self.bonus_reason else self._bonus_awards()
        day, Rate = self._paper_date(), self.env["cdht.bonus.rate"]
        found = Rate._in_force(self.issuing_unit_id, day)
        rates = Rate.union(*(found[award] for award in awards if award in found))
        Salary = self.env["cdht.base.salary"]
        return (Salary._in_force(day) if rates else Salary), rates

    def _bonus_values(self):
        """What articles and lists say of the bonus; empty where there is none."""
        total = self._bonus_total()
        if not total:
            return {"total": ""}
        salary, rates = self._bonus_rates()
        return {
            "total": dotted(total),
            "total_words": amount_in_words(total),
            "each": dotted(self.bonus_amount),
            "each_outstanding": dotted(self.bonus_outstanding_amount),
            "basis": whole(self.bonus_reason or ""),
            "base": dotted(salary.amount),
            "rates": self._named_rates(rates),
        }

    def _named_rates(self, rates):
        """“0,15 đối với cá nhân”, in a sentence."""
        return " và ".join(
            f"{decimal(rate.multiple)} đối với {_FOR_WHOM[rate.award]}"
            for rate in rates
        )

    # -- What is checked before signature and issue.

    def _find_bonus(self, read):
        """Money is given by an article that names the sum of the list for signing."""
        for decision, said in read.items():
            total = decision._bonus_total()
            if not total:
                continue
            source = self.env._("The list for signing")
            articles = [line for line in said.lines[1:] if "thưởng" in line.lower()]
            if not articles:
                text = self.env._("A bonus is entered, and no article gives it.")
                yield decision, Finding("bonus", "error", text, source)
            elif not any(dotted(total) in line for line in articles):
                text = self.env._(
                    "The list for signing comes to %s đồng, and no article names this"
                    " sum.",
                    dotted(total),
                )
                yield decision, Finding("bonus_sum", "error", text, source)

    def _find_bonus_without_basis(self):
        """Each amount is the multiple of the base salary, or its paper is named."""
        for decision in self.filtered(lambda paper: not paper.bonus_reason):
            given = decision._bonus_awards()
            if not given:
                continue
            day = decision._paper_date()
            due = self.env["cdht.bonus.rate"]._amounts(decision.issuing_unit_id, day)
            labels = dict(
                self.env["cdht.bonus.rate"]
                ._fields["award"]
                ._description_selection(self.env)
            )
            for award, amount in given.items():
                if amount == due.get(award, 0):
                    continue
                text = self.env._(
                    "%(award)s: the bonus is %(amount)s đồng, the multiple of the base"
                    " salary is %(due)s đồng. Give the basis of this amount.",
                    award=labels[award],
                    amount=dotted(amount) or "0",
                    due=dotted(due.get(award)) or "–",
                )
                source = self.env._("Base salary and multiples")
                yield decision, Finding("bonus_basis", "error", text, source, award)

    def _find_other_receipt(self):
        """The list for signing of an issued decision comes to what it decided."""
        for decision in self.filtered(lambda paper: paper.state == "issued"):
            decided = decision._bonus_total()
            listed = decided and sum(decision._receipt_amounts().values())
            if listed != decided:
                text = self.env._(
                    "The decision gives %(decided)s đồng, the list for signing comes to"
                    " %(listed)s đồng: titles were changed since.",
                    decided=dotted(decided),
                    listed=dotted(listed) or "0",
                )
                source = self.env._("The list for signing")
                yield decision, Finding("receipt", "warning", text, source)

    # -- The book of certificates, and the list for signing.

    def action_number_certificates(self):
        """Enter the certificates of issued decisions into the book, in the order of
        their lists; those that are entered keep their numbers."""
        self._check_authority_officer()
        self._check_move("number_certificates")
        for decision in self:
            titles = self.env["cdht.unit"]._in_paper_order(decision._standing_titles())
            new = titles.filtered(lambda title: not title.certificate_number)
            if not titles:
                raise UserError(self.env._("This decision gives no certificates."))
            if new:
                new._number_certificates()
                self.env["cdht.trace"]._record(
                    decision, "number_certificates", value_to=str(len(new))
                )

    def _printed_in_bulk(self):
        """The certificates, in the order of the lists."""
        return self.env["cdht.unit"]._in_paper_order(self._standing_titles())

    def _receipt_amounts(self):
        """{title: what its holder signs for}, in the order of the list."""
        titles = self._printed_in_bulk()
        titles.fetch(
            ["printed_name", "printed_birth_year", "certificate_number",
             "is_outstanding", "unit_id"]
        )  # fmt: skip
        granted = self._grants_bonus()
        return {
            title: self._bonus_of(title.is_outstanding) if granted else 0
            for title in titles
        }

    def _receipt_values(self):
        """The list on which people sign for certificate and bonus."""
        bonus = self._receipt_amounts()
        total = sum(bonus.values())
        titles = self.env["cdht.recognition"].union(*bonus)
        groups, number = [], 0
        for index, (unit, own) in enumerate(titles.grouped("unit_id").items(), 1):
            rows = []
            for title in own:
                number += 1
                money = [dotted(bonus[title])] * bool(total)
                rows.append(
                    [number, title.printed_name, title.printed_birth_year or "",
                     title.certificate_number or "", *money, ""]
                )  # fmt: skip
            name = self._unit_name(unit)
            heading = f"{roman(index)}. {name} ({len(own)} người)"
            if of_unit := sum(bonus[title] for title in own):
                heading += f": {dotted(of_unit)} đồng"
            groups.append({"heading": heading, "rows": rows})
        decided = self._bonus_total()
        return {
            **self._as_issued(),
            **self._receipt_table("Họ và tên", groups, total),
            "people": figure_and_words(len(titles)),
            "other_total": dotted(decided) if decided != total else "",
        }

    def _receipt_table(self, who, groups, total):
        """What every list for signing says: its columns, its sum."""
        if total:
            sums = ["", "Tổng cộng", "", "", dotted(total), ""]
            groups = [*groups, {"heading": "", "rows": [sums], "class": "total"}]
        return {
            "reference": "",
            "decision": whole(self._paper_named()),
            "columns": [
                column("TT", 11, centre=True),
                column(who),
                column("Năm sinh", 14, centre=True),
                column("Số vào sổ", 24, centre=True),
                *([column("Tiền thưởng (đồng)", 28, right=True)] * bool(total)),
                column("Ký nhận", 36),
            ],
            "groups": groups,
            "total": total and dotted(total),
            "total_words": total and amount_in_words(total),
        }


def in_figures_and_words(total):
    """“7.400.000 đồng (Bằng chữ: Bảy triệu bốn trăm nghìn đồng)”, or nothing."""
    if not total:
        return ""
    return Markup("<b>%s đồng</b> (Bằng chữ: <i>%s</i>)") % (
        dotted(total), amount_in_words(total),
    )  # fmt: skip


def bonus_fields():
    """The fields of the bonus, for the sentences of decisions."""

    def of_bonus(name, form="%s"):
        def value(paper):
            # Commendations that were issued before have their sum among the others.
            said = paper.get("bonus", paper).get(name) or ""
            return said and Markup(form) % said

        return value

    return {
        "tổng tiền thưởng": of_bonus("total", "<b>%s đồng</b>"),
        "bằng chữ": of_bonus("total_words", "<i>%s</i>"),
        "mức thưởng": of_bonus("each"),
        "mức thưởng tiêu biểu": of_bonus("each_outstanding"),
        "căn cứ tiền thưởng": of_bonus("basis"),
        "hệ số": of_bonus("rates"),
        "mức lương cơ sở": of_bonus("base"),
    }
