import re

from odoo import fields, models

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.paper_text import (
    BLANK,
    Markup,
    blank_date,
    frozen,
    in_sentence,
    letterhead_lines,
    long_date,
    roman,
    text_lines,
    thawed,
    title,
    whole,
)

# “Như Điều …”: the template fills in the number of the last article.
_LAST_ARTICLE = re.compile(r"^(Như Điều)\s*[….]*$")

_KEPT = {
    "copy": False,
    "prefetch": False,
    "groups": fields.NO_ACCESS,
    "export_string_translation": False,
}


class CdhtDocument(models.AbstractModel):
    """What a paper says, in the words and order of Nghị định 30/2020, Phụ lục I.

    Plain values for page templates; Vietnamese whatever the user's language. What a
    paper says is kept with it from issue on: whatever is renamed behind it, it is
    printed again, and named in other papers, as it was issued.
    """

    _inherit = "cdht.document"

    # What such a paper is called in Vietnamese, before its number and in file names.
    _paper_kind = None
    # The states in which the paper stands.
    _standing = frozenset({"issued"})
    # The methods of values of what goes out; other sheets are printed as data are.
    _issued_papers = ("_paper_values",)

    # The head is kept apart: each certificate of a long list reads only that.
    issued_head = fields.Json(**_KEPT)
    issued_values = fields.Json(**_KEPT)

    def _keep_issued_values(self):
        """Papers that stand now keep what they say; those given back, nothing."""
        # sudo: move: nobody reads or writes what is kept but by printing it
        for paper in self.sudo():
            if paper.state not in paper._standing:
                paper.write({"issued_head": False, "issued_values": False})
            elif not paper.issued_head:
                paper.issued_head = paper._head_now()
                paper.issued_values = frozen(paper._values_to_keep())

    def _values_to_keep(self):
        return {method: getattr(self, method)() for method in self._issued_papers}

    def _issued(self, name):
        """What is kept under ``name``; None while the paper does not stand."""
        # sudo: part: what the paper says, for whoever may print or name it
        return thawed((self.sudo().issued_values or {}).get(name))

    def _as_issued(self, method="_paper_values"):
        """What the paper says: as it was issued, or as its data are while it is not."""
        self.ensure_one()
        kept = self._issued(method)
        return getattr(self, method)() if kept is None else kept

    def _head(self):
        """Who issues and signs: as kept, or as the data are."""
        self.ensure_one()
        # sudo: part: what the paper says, for whoever may print or name it
        return self.sudo().issued_head or self._head_now()

    def _head_now(self):
        unit, signatory = self.issuing_unit_id, self.signatory_id
        lines = signatory._capacity_lines if signatory else lambda _collective: []
        return {
            "superior_lines": letterhead_lines(unit.superior_letterhead),
            "body_lines": letterhead_lines(unit.letterhead),
            "issuer": unit.body_name or "",
            "body": self._body_now(),
            "capacity_lines": lines(self._paper_is_collective()),
            "own_capacity_lines": lines(False),
            "signatory": signatory.name or "",
            "post": signatory.post or "",
            "units": {str(unit.id): unit.name for unit in self._paper_units()},
        }

    def _paper_units(self):
        """The units that the paper, or one that goes with it, names by themselves."""
        return self.issuing_unit_id

    def _unit_name(self, unit):
        """What that unit was called when the paper was issued."""
        return self._head()["units"].get(str(unit.id)) or unit.name or ""

    def _paper_values(self):
        """Return what is common to all papers, as a dict of plain values."""
        return {
            **self._head(),
            "is_draft": self.state == "draft",
            "reference": self._paper_reference(),
            "symbol": self.symbol or "",
            "place": self.place or "",
            "long_date": self._paper_long_date(),
            "subject": title(self.subject or ""),
            "bases": [whole(line) for line in self._paper_bases()],
            "recipients": self._paper_recipients(),
        }

    def _paper_body(self):
        """The issuing body as it stands in a sentence."""
        # sudo: part: what the paper says, for whoever may print or name it
        kept = self.sudo().issued_head
        return kept["body"] if kept else self._body_now()

    def _body_now(self):
        return self.issuing_unit_id.body_name or ""

    def _paper_is_collective(self):
        """Whether the body signs (“TM.”), not its head alone."""
        return True

    def _paper_has_number(self):
        """The registry numbers a paper after it is signed, never a draft (Đ.15)."""
        return self.state != "draft"

    def _paper_reference(self):
        """Number and symbol on one line; a place to write while there is none."""
        has_number = self.number and self._paper_has_number()
        number = self._reference().split("/")[0] if has_number else BLANK
        return Markup('<span class="whole">%s/%s</span>') % (number, self.symbol or "")

    def _paper_long_date(self):
        if self.date and self._paper_has_number():
            return whole(long_date(self.date))
        # The year in which it is printed: a title's decision may come in the next.
        return blank_date((self.date or clock.today()).year)

    def _paper_bases(self):
        """The legal bases, without the “;” that the template puts after each."""
        return text_lines(self.bases)

    def _paper_recipients(self):
        """“Nơi nhận”."""
        return [
            _LAST_ARTICLE.sub(r"\1 …", line) for line in text_lines(self.recipients)
        ]

    def _paper_trace_head(self):
        """What ties the traces to papers that others keep."""
        return self.env["cdht.trace.chain"]._head_text(self.issuing_unit_id)

    def _filled_in(self, text):
        """The text with the names of this body and commune in the place of {…}."""
        commune = self.issuing_unit_id.commune_id or self.issuing_unit_id
        text = text.replace("{body}", self._paper_body() or "Ủy ban nhân dân xã …")
        return text.replace("{commune}", in_sentence(commune.name or "Xã …"))

    def _numbered_annexes(self, annexes):
        """One annex stands without a number (Phụ lục I, III.1.a)."""
        for i, annex in enumerate(annexes, 1):
            annex["name"] = f"Phụ lục {roman(i)}" if len(annexes) > 1 else "Phụ lục"
        return annexes

    def _paper_filename(self):
        """Name of the printed file, without its ending."""
        name = self._paper_kind
        if not (self.number and self._paper_has_number()):
            return name
        return f"{name} {self._reference()}".replace("/", "-")

    def _paper_named(self):
        """“Quyết định số 12/QĐ-UBND ngày 05 tháng 12 năm 2026”, in another paper."""
        self.ensure_one()
        date = f" {long_date(self.date)}" if self.date else ""
        return f"{self._paper_kind} số {self._reference().strip()}{date}"
