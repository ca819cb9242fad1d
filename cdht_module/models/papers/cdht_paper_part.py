from odoo import api, fields, models

from odoo.addons.cdht_module.tools.paper_text import letter, roman, whole

from .cdht_document_paper import Typed


class CdhtPaperPart(models.AbstractModel):
    """A chapter, section or point of a long paper: heading, table, text.

    Numbers are given by the order, so that no two chapters are “III”.
    """

    _name = "cdht.paper.part"
    _description = "Part of a paper's text"
    _inherit = ["cdht.paper.line"]

    sequence = fields.Integer(default=10)
    level = fields.Selection(
        [("1", "I."), ("2", "1."), ("3", "a)")], default="2", required=True
    )
    name = fields.Char(string="Heading")
    text = fields.Text(
        help="A paragraph a line, with its own “a)” or “-”. {body}, {commune} and"
        " {contact} stand for the issuing body, the commune and the contact point."
    )

    @api.depends("name", "text")
    def _compute_display_name(self):
        for part in self:
            words = part.name or part.text or ""
            part.display_name = words if len(words) < 80 else f"{words[:80]}…"

    def _paper_blocks(self, filled_in=str, texts=None):
        """[{kind: heading | text | table | note, …}] in the order of the paper;
        ``filled_in`` puts names in the place of {…}; ``texts``: {part: what it says
        instead of its own text}."""
        blocks = []
        for part, mark in self._marked():
            text = (texts or {}).get(part, part.text)
            blocks += part._blocks_of_part(mark, filled_in, text)
        return blocks

    def _typed_texts(self):
        """What is typed in them: see ``cdht.document``."""
        for part, mark in self._marked():
            if part.name:
                yield Typed(part, "name", mark)
            mark = "" if part.name else mark
            yield Typed(part, "text", mark, part._given_text())

    def _given_text(self):
        """What of its text comes from the data."""
        return ""

    def _marked(self):
        """Yield (part, its number)."""
        numbers = {"1": 0, "2": 0, "3": 0}
        for part in self:
            numbers[part.level] += 1
            for level in "123"[int(part.level) :]:
                numbers[level] = 0
            yield part, part._mark(numbers[part.level])

    def _mark(self, number):
        return {"1": f"{roman(number)}.", "2": f"{number}.", "3": f"{letter(number)})"}[
            self.level
        ]

    def _blocks_of_part(self, mark, filled_in, text):
        lines = _lines(filled_in(text or ""))
        points = [_lines(filled_in(point)) for point in self._points()]
        blocks = []
        if self.name:
            heading = whole(f"{mark} {filled_in(self.name)}")
            blocks.append({"kind": "heading", "text": heading})
        else:
            # A part without heading is the number with its first sentence.
            first = lines or (points.pop(0) if points else [""])
            first[0] = f"{mark} {first[0]}"
            lines = lines or first
        blocks += self._tables()
        for i, point in enumerate(points, 1):
            if len(points) > 1:
                point[0] = f"{letter(i)}) {point[0]}"
            lines += point
        return blocks + [{"kind": "text", "text": whole(line)} for line in lines]

    def _points(self):
        """Further texts, “a)”, “b)” … where there are several."""
        return []

    def _tables(self):
        """Blocks between the heading and the text."""
        return []


def _lines(text):
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
