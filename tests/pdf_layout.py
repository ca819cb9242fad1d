"""What a PDF draws: every run of text with its font, size and place, and
the rules. Read from the page's own operators, so that a test judges the paper itself.

    lines = text_lines(page)
    line_with(lines, "QUYẾT ĐỊNH").size  →  14.0
"""

import re
from typing import NamedTuple

from pypdf.generic import ContentStream

MM = 72 / 25.4
_PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


class Run(NamedTuple):
    """Text of one font: left and right end, baseline from the top (mm); size in pt."""

    text: str
    x: float
    right: float
    y: float
    size: float
    bold: bool
    italic: bool

    @property
    def middle(self):
        return (self.x + self.right) / 2


class Rule(NamedTuple):
    """A horizontal line: its ends and its distance from the top edge, in mm."""

    x: float
    right: float
    y: float

    @property
    def length(self):
        return self.right - self.x

    @property
    def middle(self):
        return (self.x + self.right) / 2


def text_runs(page):
    """All runs of a page in the order in which they were drawn."""
    return _read(page)[0]


def rules(page):
    """All horizontal rules of a page (not the frames of tables), from the top."""
    return sorted(_read(page)[1], key=lambda rule: (rule.y, rule.x))


def text_lines(page, gap=6):
    """The lines of a page from the top: runs on one baseline, less than ``gap`` mm
    apart, joined. Size and style are those of the first run."""
    lines = []
    for run in sorted(text_runs(page), key=lambda run: (round(run.y, 1), run.x)):
        last = lines[-1] if lines else None
        if last and abs(last.y - run.y) < 0.3 and -1 < run.x - last.right < gap:
            blank = " " if run.x - last.right > 0.5 else ""
            joined = last.text + blank + run.text
            lines[-1] = last._replace(text=joined, right=run.right)
        else:
            lines.append(run)
    return [line._replace(text=" ".join(line.text.split())) for line in lines]


def page_text(page, below=0):
    """The text of a page in the order in which it was drawn: runs that touch are one
    word, all others stand apart by one blank. Only what stands ``below`` so many mm."""
    text, last = "", None
    for run in text_runs(page):
        if run.y < below:
            continue
        touches = last and abs(last.y - run.y) < 0.3 and abs(run.x - last.right) < 0.5
        text += run.text if touches else f" {run.text}"
        last = run
    return " ".join(text.split())


def line_with(lines, text):
    """The first line that holds ``text``; an AssertionError where there is none."""
    found = next((line for line in lines if text in line.text), None)
    assert found, f"“{text}” is not in {[line.text for line in lines]}"
    return found


def rule_below(page, line, within=4):
    """The rule under a line, at most ``within`` mm below its baseline, or None."""
    return next(
        (
            rule
            for rule in rules(page)
            if 0 < rule.y - line.y < within and rule.x < line.middle < rule.right
        ),
        None,
    )


def _read(page):
    return _Reader(page).read()


class _Reader:
    """Walks the operators of a page; (x, y) below are points from the top left."""

    def __init__(self, page):
        self.page = page
        self.height = float(page.mediabox.height)
        self.fonts = {}
        self.runs, self.rules = [], []
        self.matrix, self.clip = (1, 0, 0, 1, 0, 0), None
        self.stack, self.path = [], []
        self.font, self.size, self.text_matrix = None, 0, (1, 0, 0, 1, 0, 0)
        self.to_clip, self.width = False, 1

    def read(self):
        content = ContentStream(self.page.get_contents(), self.page.pdf)
        moves = {b"q": self._save, b"Q": self._restore, b"cm": self._transform,
                 b"Tf": self._set_font, b"Tm": self._set_text, b"TJ": self._show,
                 b"Tj": self._show_text, b"w": self._set_width,
                 b"re": self._rectangle, b"m": self._point, b"l": self._point,
                 b"W": self._mark_clip, b"W*": self._mark_clip, b"n": self._end,
                 b"f": self._fill, b"f*": self._fill, b"S": self._stroke}  # fmt: skip
        for operands, operator in content.operations:
            if operator in moves:
                moves[operator](*operands)
        return self.runs, self.rules

    def _save(self):
        self.stack.append((self.matrix, self.clip))

    def _restore(self):
        self.matrix, self.clip = self.stack.pop()

    def _transform(self, *values):
        self.matrix = _times([float(value) for value in values], self.matrix)

    def _set_font(self, name, size):
        self.font, self.size = name, float(size)

    def _set_text(self, *values):
        self.text_matrix = [float(value) for value in values]

    def _show_text(self, text):
        self._show([text])

    def _show(self, parts):
        letters, widths, name = self._font_of(self.font)
        text, width, first, last = "", 0, None, 0
        for part in parts:
            if isinstance(part, (int, float)):
                width -= float(part)
                continue
            raw = getattr(part, "original_bytes", part)
            for i in range(0, len(raw), 2):
                code = raw[i] * 256 + raw[i + 1]
                letter = letters.get(code, "\ufffd")
                text += letter
                if letter.strip() and first is None:
                    first = width
                width += widths.get(code, 1000)
                if letter.strip():
                    last = width
        placed = _times(self.text_matrix, self.matrix)
        scale = abs(placed[3])
        unit = self.size * abs(placed[0]) / 1000 / MM
        if text.strip():
            # Blanks before and behind are no ink.
            x, y = placed[4] / MM + first * unit, (self.height - placed[5]) / MM
            right = placed[4] / MM + last * unit
            self.runs.append(
                Run(text, x, right, y, round(self.size * scale, 1),
                    "Bold" in name, "Italic" in name)
            )  # fmt: skip

    def _font_of(self, key):
        """(letter by glyph, width by glyph, name) of a font of the page."""
        if key not in self.fonts:
            font = self.page["/Resources"]["/Font"][key].get_object()
            cmap = font["/ToUnicode"].get_object().get_data().decode("latin-1")
            body = cmap.partition("beginbfchar")[2]
            letters = {
                int(code, 16): bytes.fromhex(text).decode("utf-16-be")
                for code, text in _PAIR.findall(body)
            }
            below = font["/DescendantFonts"][0].get_object()
            self.fonts[key] = letters, _widths(below["/W"]), font["/BaseFont"]
        return self.fonts[key]

    def _rectangle(self, x, y, width, height):
        for dx, dy in ((0, 0), (float(width), float(height))):
            self._point(float(x) + dx, float(y) + dy)

    def _point(self, x, y):
        a, b, c, d, e, f = self.matrix
        x, y = float(x), float(y)
        self.path.append((a * x + c * y + e, self.height - (b * x + d * y + f)))

    def _mark_clip(self):
        self.to_clip = True

    def _box(self):
        xs, ys = zip(*self.path, strict=True)
        box = (min(xs), min(ys), max(xs), max(ys))
        if self.clip:
            box = (*map(max, box[:2], self.clip[:2]), *map(min, box[2:], self.clip[2:]))
        return box

    def _end(self):
        if self.to_clip and self.path:
            self.clip = self._box()
        self.path, self.to_clip = [], False

    def _set_width(self, width):
        self.width = float(width)

    def _stroke(self):
        # Thinner lines are frames of tables.
        if self.width >= 0.6:
            self._fill()
        self._end()

    def _fill(self):
        if self.path:
            left, top, right, bottom = self._box()
            if 0 <= bottom - top < 1.5 and right - left > 5 * MM:
                self.rules.append(Rule(left / MM, right / MM, (top + bottom) / 2 / MM))
        self._end()


def _widths(listed):
    """Width by glyph: “first [widths]” or “first last width”, one after the other."""
    widths, values = {}, iter(listed)
    for first in values:
        following = next(values)
        if isinstance(following, list):
            widths |= {int(first) + i: float(v) for i, v in enumerate(following)}
        else:
            width = float(next(values))
            widths |= dict.fromkeys(range(int(first), int(following) + 1), width)
    return widths


def _times(first, second):
    """The product of two matrices of PDF."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m)  # fmt: skip
