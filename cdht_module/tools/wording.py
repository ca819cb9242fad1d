"""Sentences of a paper as an office writes them: fields in braces, what may fall away
in brackets.

    Công nhận danh hiệu cho {số người} cá nhân[ (danh sách tại {phụ lục})].

A part in brackets falls away where one of its fields is empty; a sentence falls away
where one of its other fields is. A field that is a list or a table stands alone.
"""

import re
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from .paper_text import roman, title, whole, with_dots

FIELD = re.compile(r"\{([^{}]*)\}")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
# Marks that no keyboard writes: where a value that is markup will stand. Whoever sends
# them all the same has them taken out.
_MARK = "\ue000%d\ue001"
_NOTHING = "(?!)"  # a pattern that nothing fits
_NO_MARKS = str.maketrans("", "", "\ue000\ue001")
_MARKED = re.compile("\ue000(\\d+)\ue001")


class Words(NamedTuple):
    """Which wording a paper has, and what its sentences may name.

    ``model``: whose paper it is; ``method``: its method of the paper's values;
    ``template``: what prints it.
    ``fields``: {name in braces: key of these values, or a function of them};
    ``blocks``: the same for what stands alone: a list of lines, a text, a table as a
    dict of columns and groups, parts of a page as a list of dicts, or a number of lines
    to write on.
    ``variant``: key of the value by which sentences differ.
    ``subject``: what a draft's subject may name (``_subject_facts``); None: the subject
    is a sentence of the paper as the others are.
    """

    paper: str
    model: str
    method: str
    template: str
    fields: dict
    blocks: dict = {}
    variant: str | None = None
    subject: tuple | None = None

    def names(self, kind=None):
        """What a sentence of that kind may name."""
        if kind != "subject":
            return [*self.fields, *self.blocks]
        return [*(self.fields if self.subject is None else self.subject)]

    def is_of_draft(self, kind):
        """Whether a draft begins with what such a sentence says, and is written anew
        in it then."""
        return kind == "proposed" or (kind == "subject" and self.subject is not None)

    def composed(self, rows, values):
        """Return what a template prints of the sentences ``rows``, each a dict of
        code, kind and text: ``blocks``, all but the last sentence; ``last``, which goes
        with the signature; ``named``, sentences that have a place of their own;
        ``subject``, where it is a sentence of the paper."""
        blocks, named, subject, article = [], {}, {}, 0
        for row in rows:
            if self.is_of_draft(row["kind"]):
                continue
            if row["kind"] == "subject":
                said = as_typed(row["text"] or "", self.reader(values))
                subject = {"subject": title(said)}
                continue
            if row["kind"] == "named":
                named[row["code"]] = self._lines_of(row["text"], values)
                continue
            for block in self._blocks_of(row["text"] or "", values):
                if row["kind"] == "article":
                    article += 1
                    block["article"] = article
                elif row["kind"] == "chapter":
                    block = {"kind": "chapter", "text": block["text"]}
                blocks.append(block)
        blocks = _numbered_chapters(blocks)
        last = blocks.pop() if blocks and blocks[-1]["kind"] == "text" else None
        for block in blocks:
            if "text" in block:
                block["text"] = with_dots(block["text"])
            elif block["kind"] == "lines":
                block["lines"] = [with_dots(line) for line in block["lines"]]
        if last:
            last["text"] = with_dots(ended(last["text"]))
        recipients = [
            line.replace("Như Điều …", f"Như Điều {article}")
            for line in values.get("recipients", ())
        ]
        return {
            "blocks": blocks, "last": last, "named": named, "recipients": recipients,
            **subject,
        }  # fmt: skip

    def subject_of(self, rows, facts):
        """Return the subject with which a draft begins, the first of its sentences that
        is said; ``facts``: {field: value}."""
        said = (
            as_typed(row["text"] or "", facts.get)
            for row in rows
            if row["kind"] == "subject"
        )
        return next(filter(None, said), "")

    def proposed(self, rows, values):
        """Return the text with which a draft begins, {part: plain text}: what the
        sentences proposed for it say. A code begins with its part: “results_women”."""
        parts = {}
        for row in rows:
            if row["kind"] == "proposed":
                lines = self._proposed_lines(row["text"] or "", values)
                parts.setdefault(row["code"].partition("_")[0], []).extend(lines)
        return {part: "\n".join(lines) for part, lines in parts.items()}

    def _proposed_lines(self, text, values):
        alone = FIELD.fullmatch(text.strip())
        if alone and alone[1] in self.blocks:
            lines = _value(self.blocks[alone[1]], values) or []
            ends = [";"] * (len(lines) - 1) + ["."]
            return [
                f"- {line}{end}" for line, end in zip(lines, ends, strict=bool(lines))
            ]
        return [line.striptags() for line in self._filled_lines(text, values)]

    def reader(self, values):
        """Return what gives a field's value by its name."""
        return lambda name: _value(self.fields.get(name), values)

    def sentences(self, rows):
        """Yield (row, number of its line, template) of what stands in paragraphs of its
        own, in the order of the paper; a named one is a paragraph with all its lines,
        whose number is None."""
        for row in rows:
            text = row["text"] or ""
            alone = FIELD.fullmatch(text.strip())
            if self.is_of_draft(row["kind"]) or (alone and alone[1] in self.blocks):
                continue
            if row["kind"] in ("named", "subject"):
                yield row, None, text
                continue
            for number, line in enumerate(text.splitlines()):
                yield row, number, line

    def filled_lines(self, rows, values):
        """Return the sentences as lines of a text that is the reader's own then."""
        return [
            line
            for row in rows
            for line in self._filled_lines(row["text"] or "", values)
        ]

    def _blocks_of(self, text, values):
        alone = FIELD.fullmatch(text.strip())
        if alone and alone[1] in self.blocks:
            return _data_blocks(_value(self.blocks[alone[1]], values))
        return [
            {"kind": "text", "text": _stopped(line), "keep": line.endswith(":")}
            for line in self._filled_lines(text, values)
        ]

    def _lines_of(self, text, values):
        lines = self._filled_lines(text or "", values)
        return Markup("<br/>").join(map(with_dots, lines))

    def _filled_lines(self, text, values):
        read = self.reader(values)
        lines = (filled(line, read) for line in text.splitlines())
        return [line for line in lines if line]


def _value(source, values):
    return source(values) if callable(source) else values.get(source)


def _data_blocks(value):
    if not value:
        return []
    if isinstance(value, int):
        return [{"kind": "blank", "lines": value}]
    if isinstance(value, dict):
        return [{"kind": "table", "long": True, **value}]
    if isinstance(value, str):
        lines = map(whole, value.splitlines())
        return [{"kind": "text", "text": _stopped(line)} for line in lines]
    if isinstance(value[0], dict):
        return [*value]
    return [{"kind": "lines", "lines": value}]


def _numbered_chapters(blocks):
    """Chapters become headings, numbered; one under which nothing is left falls
    away."""
    found, number = [], 0
    for block, following in zip(blocks, [*blocks, None][1:], strict=True):
        if block["kind"] != "chapter":
            found.append(block)
        elif following and following["kind"] != "chapter":
            number += 1
            heading = Markup("%s. %s") % (roman(number), block["text"].rstrip("."))
            found.append({"kind": "heading", "text": heading})
    return found


def facts(*names):
    """Return fields that are read from a paper's “facts”: {name: what reads it}."""
    return {name: partial(_fact, name) for name in names}


def _fact(name, values):
    return values["facts"].get(name)


def _stopped(sentence):
    """With the full stop that it lacks."""
    whole_ones = (*".:;…?!>", ".)")
    return sentence if sentence.endswith(whole_ones) else sentence + "."


def fields_of(text):
    """Return the names in braces, in their order."""
    return [name.strip() for name in FIELD.findall(text or "")]


def is_balanced(text):
    """Whether each brace and bracket that opens closes, none within its own kind."""
    rest = OPTIONAL.sub(r"\1", FIELD.sub("", text or ""))
    return not re.search(r"[{}\[\]]", rest)


def filled(text, read):
    """Return the sentence as markup, or an empty one where it falls away.

    ``read(name)`` gives a field's value: text, markup or a number; None and "" are
    empty, 0 is not.
    """
    return _put_together(text, read, _capitalised)


def as_typed(text, read):
    """Return the same as somebody would type it: plain text, its first letter as it
    stands."""
    return _put_together(text, read, str).striptags()


def could_say(template, text, read):
    """Whether ``text`` is what the sentence said once, with other values where it has
    some: of a number another one, of a text any."""

    def of_field(name):
        value = read(name.strip())
        if value is None or value is False or value == "":
            return _NOTHING
        return r"-?\d+" if isinstance(value, int) else ".+"

    def of_part(part):
        pieces = FIELD.split(part)
        pieces[::2] = map(re.escape, pieces[::2])
        pieces[1::2] = map(of_field, pieces[1::2])
        return "".join(pieces)

    pieces = list(map(of_part, OPTIONAL.split(template.strip())))
    pieces[1::2] = (f"(?:{piece})?" for piece in pieces[1::2])
    return bool(re.fullmatch("".join(pieces), text.strip()))


def _capitalised(sentence):
    return sentence[:1].upper() + sentence[1:]


def _put_together(text, read, begun):
    marked = []

    def put(found):
        value = read(found[1].strip())
        if not value and value != 0 or value is False:
            raise _Empty
        if not isinstance(value, Markup):
            return str(value).translate(_NO_MARKS)
        marked.append(value)
        return _MARK % (len(marked) - 1)

    parts = []
    try:
        # By turns what stands and what may fall away.
        for i, part in enumerate(OPTIONAL.split(text.strip().translate(_NO_MARKS))):
            try:
                parts.append(FIELD.sub(put, part))
            except _Empty:
                if not i % 2:
                    raise
    except _Empty:
        return Markup("")
    sentence = whole(begun("".join(parts).strip()))
    return Markup(_MARKED.sub(lambda found: marked[int(found[1])], sentence))  # noqa: S704


def ended(text):
    """Return the last sentence of a paper with “./.”, which does not stand alone on a
    line (Nghị định 30/2020, Phụ lục I, II.6)."""
    text = Markup(re.sub(r"[\s./;]+$", "", text))  # noqa: S704
    head, blank, word = text.rpartition(" ")
    if "<" in word or ">" in word:  # the end of a span, which is kept as it is
        return text + Markup('<span class="whole">./.</span>')
    return head + blank + Markup('<span class="whole">%s./.</span>') % Markup(word)  # noqa: S704


class _Empty(Exception):
    """A field of the part that is being filled in has no value."""
