from odoo import api, fields, models

from odoo.addons.cdht_module.tools.finding import Finding
from odoo.addons.cdht_module.tools.number_words import amount_in_words
from odoo.addons.cdht_module.tools.paper_text import Markup, decimal, dotted, whole

from .cdht_decision import BONUS, GRANTS

# Whose multiple each amount is: the field, the award.
_AWARDS = {"bonus_amount": "title", "bonus_outstanding_amount": "outstanding"}


class CdhtDecision(models.Model):
    """The bonus that a decision gives.

    It is granted by an article of the decision itself; what was forgotten is granted by
    another decision. Who is outstanding gets the larger amount instead of the other,
    not beside it.
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
        drafts = self.filtered(lambda d: d.kind in GRANTS and d.state == "draft")
        amounts = drafts._due_amounts()
        for decision in self:
            due = amounts.get(decision, {})
            for name, award in _AWARDS.items():
                decision[name] = decision[name] or due.get(award, 0)

    @api.depends("state", *BONUS)
    def _compute_is_bonus_undecided(self):
        for decision in self:
            typed = any(decision[name] for name in BONUS)
            decision.is_bonus_undecided = typed and not decision._grants_bonus()

    def _due_amounts(self):
        """{decision: {award: its amount by the rates of the paper's day}}"""
        asked = {paper: (paper.issuing_unit_id, paper._paper_date()) for paper in self}
        amounts = {
            key: self.env["cdht.bonus.rate"]._amounts(*key)
            for key in set(asked.values())
        }
        return {paper: amounts[key] for paper, key in asked.items()}

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
        for_whom = rates._for_whom()
        return " và ".join(
            f"{decimal(rate.multiple)} đối với {for_whom[rate.award]}" for rate in rates
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
        giving = self.filtered(
            lambda paper: not paper.bonus_reason and paper._bonus_awards()
        )
        award_field = self.env["cdht.bonus.rate"]._fields["award"]
        labels = dict(award_field._description_selection(self.env))
        for decision, due in giving._due_amounts().items():
            for award, amount in decision._bonus_awards().items():
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
