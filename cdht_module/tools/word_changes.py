"""What somebody changed in the Word file of a draft, and how sentences with fields say
it afterwards.

    for change in changes(ours, theirs): …
    text = rewritten("Cho {số người} cá nhân.", read, "Tặng 5 cá nhân.")

A value (what stands for a field) is never taken from a text: it has to stand there
unchanged, and becomes its field again.
"""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from markupsafe import Markup

from .wording import FIELD, OPTIONAL

_TOKEN = re.compile(r"\w+|\n|\s+|[^\w\s]")
_BLANKS = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r"<br\s*/?>")
_END = re.compile(r"[\s./]*\Z")
_ARTICLE = re.compile(r"\AĐiều\s+\d+\s*\.\s*")
_BRACES = re.compile(r"[{}\[\]]")
# Of a paragraph that was rewritten, so much at least stands in both.
_ALIKE = 0.4
_MOST_PAIRS = 20_000
# Paragraphs and letters that may be added to any paper.
_MORE, _MORE_LETTERS = 300, 100_000


class Change(NamedTuple):
    """``at``: the number of our paragraph, of an added one that of the one before it
    (-1: none). ``old`` or ``new`` is empty where one was added or taken out."""

    at: int
    old: str
    new: str


class ValueTouched(ValueError):
    """The text has another value than the field; ``field`` names it."""

    def __init__(self, field):
        super().__init__(field)
        self.field = field


class NoSentence(ValueError):
    """The text cannot be told from the fields: braces or brackets were typed."""


def is_of(ours, theirs):
    """Whether ``theirs`` is a corrected ``ours``: a third of its paragraphs stand."""
    return is_as_long(ours, theirs) and 3 * len({*ours} & {*theirs}) >= len({*ours})


def is_as_long(ours, theirs):
    """Whether ``theirs`` may be a corrected ``ours`` by its length: to compare them
    takes as long as both lengths multiplied."""
    letters, sent = (sum(map(len, texts)) for texts in (theirs, ours))
    return len(theirs) <= 2 * len(ours) + _MORE and letters <= 2 * sent + _MORE_LETTERS


def changes(ours, theirs):
    """Return the changes from one list of texts to the other, in the order of ours."""
    found = []
    matcher = SequenceMatcher(None, ours, theirs, autojunk=len(ours) > 500)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        before = i1 - 1
        for i, j in _pairs(ours[i1:i2], theirs[j1:j2]):
            if i is None:
                found.append(Change(before, "", theirs[j1 + j]))
                continue
            before = i1 + i
            found.append(
                Change(before, ours[before], "" if j is None else theirs[j1 + j])
            )
    return found


def _pairs(ours, theirs):
    """(i, j) of paragraphs that are alike, in the order of both; None for no other."""
    if len(ours) * len(theirs) > _MOST_PAIRS:
        shared = min(len(ours), len(theirs))
        pairs = [(i, i) for i in range(shared)]
    else:
        pairs = _best_pairs(
            [one.split() for one in ours], [one.split() for one in theirs]
        )
    found, i, j = [], 0, 0
    for next_i, next_j in [*pairs, (len(ours), len(theirs))]:
        found += [(one, None) for one in range(i, next_i)]
        found += [(None, one) for one in range(j, next_j)]
        if next_i < len(ours) or next_j < len(theirs):
            found.append((next_i, next_j))
        i, j = next_i + 1, next_j + 1
    return found


def _best_pairs(ours, theirs):
    alike = [
        [SequenceMatcher(None, a, b, autojunk=False).ratio() for b in theirs]
        for a in ours
    ]
    # best[i][j]: how alike what stands from i and j on can be made.
    best = [[0.0] * (len(theirs) + 1) for _row in range(len(ours) + 1)]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            both = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= _ALIKE else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    pairs, i, j = [], 0, 0
    while i < len(ours) and j < len(theirs):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


# -- a text with values, and with fields again -----------------------------------------


def without_number(text):
    """Without “Điều 3. ”, which is counted anew in each paper."""
    return _ARTICLE.sub("", text)


def has_number(text):
    """Whether a text begins like an article."""
    return bool(_ARTICLE.match(text))


def plain(text):
    """A text as it is compared: blanks of all kinds are one."""
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def said(text):
    """A paragraph as sentences are compared: without number, end and large letters."""
    return without_end(without_number(plain(text))).casefold()


def taken_over(text, found):
    """Return the lines ``text`` of a row after the changes in it: dicts with ``line``,
    ``kind`` (``changed``, ``removed``, ``added`` behind that line; -1: before the
    first) and ``text``."""
    if any(one["line"] is None for one in found):
        return found[-1]["text"]
    lines = [[""], *([line] for line in text.splitlines())]
    for one in found:
        held = lines[one["line"] + 1]
        if one["kind"] == "added":
            held.append(one["text"])
        else:
            held[0] = one["text"]
    return "\n".join(line for held in lines for line in held if line)


def own_sentence(text):
    """What was typed anew, as a sentence without fields.

    :raise NoSentence: where it would be read as one with fields
    """
    if _BRACES.search(text):
        raise NoSentence
    return _stopped(_END.sub("", plain(text)), ".")


def retyped(line, read, new):
    """Return the typed ``line`` that says ``new``; ``read``: {field in it: value}.

    :raise ValueTouched: where one of these does not stand there any more as it was
    :raise NoSentence: where ``new`` would be read as one with fields
    """
    if read:
        return rewritten(line, read.get, new)
    if _BRACES.search(new) and not _BRACES.search(line):
        raise NoSentence
    new = plain(new)
    if not new.endswith("./."):
        return new
    return _stopped(without_end(new), _END.search(line)[0] or ".")


def rewritten(template, read, new):
    """Return the sentence that says ``new``, with the fields of ``template`` where
    their values stand.

    :raise ValueTouched: where one of them does not stand there any more as it was
    :raise NoSentence: where ``new`` cannot be a sentence
    """
    atoms = _atoms(template, read)
    old_tokens, fields, marks = _tokens(atoms)
    new_tokens = _TOKEN.findall(_END.sub("", plain(new)))
    if old_tokens and new_tokens and _first_differs_in_case(old_tokens, new_tokens):
        new_tokens[0] = old_tokens[0]
    place = _places(old_tokens, new_tokens)
    starts = {}
    for field in fields:
        span = _standing(field, place, len(new_tokens))
        if span:
            starts[span[0]] = (field.name, span[1])
    before, after = _anchored(marks, place, len(new_tokens))
    out, position = [], 0
    while position < len(new_tokens):
        out += before.get(position, [])
        if position in starts:
            name, end = starts[position]
            out.append("{%s}" % name)  # noqa: UP031
        else:
            end = position + 1
            if _BRACES.search(new_tokens[position]):
                raise NoSentence
            out.append(new_tokens[position])
        out += after.get(end - 1, [])
        position = end
    text = "".join(out)
    if shown(text, read).casefold() != without_end(new).casefold():
        raise NoSentence
    return _stopped(text, _END.search(template.rstrip())[0])


def shown(template, read):
    """Return a sentence with its values, as plain text without its end, or “”."""
    try:
        tokens, _fields, _marks = _tokens(_atoms(template, read))
    except _Empty:
        return ""
    return "".join(tokens)


def without_end(text):
    """A text as ``shown`` gives it: without the full stop or “./.” behind it."""
    return _END.sub("", plain(text))


def _stopped(text, end):
    return text if text.endswith((":", ";", "?", "!")) else text + end.strip()


class _Empty(Exception):
    """A field without value: the sentence is not printed."""


class _Field(NamedTuple):
    name: str
    start: int
    end: int


def _value(read, name):
    value = read(name)
    if value is None or value is False or value == "":
        raise _Empty
    if isinstance(value, Markup):
        # striptags() makes one blank of all, line ends too.
        lines = _BREAK.sub("\n", value).split("\n")
        return "\n".join(Markup(line).striptags() for line in lines)  # noqa: S704
    return str(value)


def _atoms(template, read):
    """[(kind, text, value)]: ``text``, ``field``; ``mark`` of a part in brackets that
    stands, ``gone`` of one that fell away."""
    found = []
    for number, part in enumerate(OPTIONAL.split(template.strip())):
        try:
            inner = _of_part(part, read)
        except _Empty:
            if not number % 2:
                raise
            found.append(("gone", f"[{part}]", ""))
            continue
        found += [("mark", "[", ""), *inner, ("mark", "]", "")] if number % 2 else inner
    return found


def _of_part(part, read):
    found = []
    for number, piece in enumerate(FIELD.split(part)):
        if number % 2:
            found.append(("field", piece.strip(), _value(read, piece.strip())))
        elif piece:
            found.append(("text", piece, ""))
    return found


def _tokens(atoms):
    """The tokens of what is shown, the fields among them, and the marks between."""
    tokens, fields, marks = [], [], []
    for kind, text, value in atoms:
        if kind in ("mark", "gone"):
            marks.append((text, len(tokens)))
            continue
        start = len(tokens)
        for token in _TOKEN.findall(
            _BLANKS.sub(" ", value if kind == "field" else text)
        ):
            if token == " " and (not tokens or tokens[-1] in (" ", "\n")):
                continue  # where something fell away
            tokens.append(token)
        if kind == "field":
            fields.append(_Field(text, start, len(tokens)))
    while tokens and not tokens[-1].strip(" \n./"):
        if fields and fields[-1].end == len(tokens):
            break
        tokens.pop()
    marks = [(text, min(at, len(tokens))) for text, at in marks]
    return tokens, fields, marks


def _first_differs_in_case(old, new):
    return (
        old[0] != new[0]
        and old[0][1:] == new[0][1:]
        and (old[0].casefold() == new[0].casefold())
    )


def _places(old, new):
    """{number of an old token: of the new one that it became}"""
    found = {}
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        found |= {block.a + i: block.b + i for i in range(block.size)}
    return found


def _standing(field, place, length):
    """(start, end) of a field's value among the new tokens; None if it was taken out
    with the words around it.

    :raise ValueTouched: if it is another one
    """
    held = [place.get(token) for token in range(field.start, field.end)]
    if held and all(one is None for one in held):
        left = max((token for token in place if token < field.start), default=None)
        right = min((token for token in place if token >= field.end), default=None)
        begin = -1 if left is None else place[left]
        end = length if right is None else place[right]
        if end == begin + 1:
            return None
    if not held or None in held or held != list(range(held[0], held[0] + len(held))):
        raise ValueTouched(field.name)
    return held[0], held[-1] + 1


def _anchored(marks, place, length):
    """({new token: marks before it}, {new token: marks after it}); of brackets both or
    none."""
    before, after = {}, {}
    opened = None
    for text, at in marks:
        left, right = place.get(at - 1), place.get(at)
        if text == "[":
            opened = (right, left)
            continue
        if text != "]":
            if left is not None:
                after.setdefault(left, []).append(text)
            elif right is not None:
                before.setdefault(right, []).append(text)
            continue
        start, _left = opened
        if start is not None and left is not None and start <= left:
            before.setdefault(start, []).append("[")
            after.setdefault(left, []).append("]")
    return before, after
