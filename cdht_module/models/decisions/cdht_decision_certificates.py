from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.tools.number_words import amount_in_words
from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    dotted,
    figure_and_words,
    roman,
    whole,
)

from .cdht_decision import BONUS


class CdhtDecision(models.Model):
    """The certificates of a decision: the book, the bonus, the list for signing."""

    _inherit = "cdht.decision"

    _bonus = models.Constraint(
        "CHECK (bonus_amount >= 0 AND bonus_outstanding_amount >= 0)",
        "A bonus is an amount in đồng, 0 where there is none.",
    )

    bonus_amount = fields.Integer(
        string="Bonus for the title (đồng)",
        aggregator=None,
        help="What each person gets with the certificate; 0: no bonus.",
    )
    bonus_outstanding_amount = fields.Integer(
        string="Bonus for five years (đồng)",
        aggregator=None,
        help="What who is outstanding gets instead; 0: the same as the others.",
    )

    def action_number_certificates(self):
        """Enter the certificates of issued decisions into the book, in the order of
        their lists; those that are entered keep their numbers."""
        self._check_authority_officer()
        self._check_state("issued")
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

    def action_clear_bonus(self, reason):
        """Money that was typed wrongly is taken out, to be typed anew."""
        reason = self._check_reason(reason)
        self._check_authority_officer()
        self._lock()
        self._check_state("issued")
        before = self.env["cdht.trace"]._texts_of(self, BONUS)
        # sudo: the officer of the body, checked above, says why
        self.sudo().write(dict.fromkeys(BONUS, 0))
        self.env["cdht.trace"]._record_changes(self, before, reason=reason)

    def _receipt_values(self):
        """The list on which people sign for certificate and bonus."""
        titles = self.env["cdht.unit"]._in_paper_order(self._standing_titles())
        titles.fetch(
            ["printed_name", "printed_birth_year", "certificate_number",
             "is_outstanding", "unit_id"]
        )  # fmt: skip
        bonus = {title: self._bonus_of(title) for title in titles}
        total = sum(bonus.values())
        columns = [
            column("TT", 11, centre=True),
            column("Họ và tên"),
            column("Năm sinh", 14, centre=True),
            column("Số vào sổ", 24, centre=True),
            *([column("Tiền thưởng (đồng)", 28, centre=True)] * bool(total)),
            column("Ký nhận", 36),
        ]
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
            if total:
                heading += f": {dotted(sum(bonus[title] for title in own))} đồng"
            groups.append({"heading": heading, "rows": rows})
        return {
            **self._as_issued(),
            "reference": "",
            "decision": whole(self._paper_named()),
            "columns": columns,
            "groups": groups,
            "people": figure_and_words(len(titles)),
            "total": total and dotted(total),
            "total_words": total and amount_in_words(total),
        }

    def _bonus_of(self, title):
        if title.is_outstanding and self.bonus_outstanding_amount:
            return self.bonus_outstanding_amount
        return self.bonus_amount
