from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.tools.finding import Finding
from odoo.addons.cdht_module.tools.number_words import amount_in_words
from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    dotted,
    figure_and_words,
    roman,
    whole,
)


class CdhtDecision(models.Model):
    """The book of certificates of a decision, and the list on which people sign for
    certificate and bonus."""

    _inherit = "cdht.decision"

    has_unnumbered = fields.Boolean(
        compute="_compute_has_unnumbered", export_string_translation=False
    )

    @api.depends("recognition_ids.certificate_number", "recognition_ids.state")
    def _compute_has_unnumbered(self):
        """Whether certificates are still to be entered into the book."""
        rows = self.env["cdht.recognition"]._read_group(
            [
                ("decision_id", "in", self.ids),
                ("state", "!=", "revoked"),
                ("certificate_number", "=", False),
            ],
            ["decision_id"],
        )
        blank = self.browse([decision.id for (decision,) in rows])
        for decision in self:
            decision.has_unnumbered = decision in blank

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
        numbered = self.env["cdht.recognition"]
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
                numbered += new
        return self._cdht_told(self._said_of_numbers(numbered))

    def _said_of_numbers(self, titles):
        """What the officer reads once the book is written."""
        if not titles:
            return self.env._("All of them are in the book already.")
        text = self.env._(
            "%(count)s certificates are in the book: numbers %(first)s to %(last)s.",
            count=len(titles),
            first=titles[0].certificate_number,
            last=titles[-1].certificate_number,
        )
        if titles.filtered("certificate_printed"):
            text += " " + self.env._(
                "Some were printed before they had their number: print these again."
            )
        return text

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
