"""The end of a paper is fitted to its pages: a last page never holds one or two lines
and the signature where the decree leaves room to avoid it.

Nghị định 30/2020, Phụ lục I: text of 13 to 14 pt, lines from single to 1.5, paragraphs
at least 6 pt apart; 22 to 30 mm for the signature are what offices leave.
"""

# Fewer lines than these above a signature are too few for a page of their own.
_LINES = 2.5
# A text with longer tables ends as it comes: to lay it out again takes too long.
_ROWS = 200
_TIGHTER = (
    {"sign": 22},
    {"sign": 22, "line": 1.15},
    {"size": 13},
    {"size": 13, "sign": 22, "line": 1.15},
)
# The lines of a page that is fuller than it must be go over to the last one.
_LOOSER = (
    {"line": 1.25},
    {"line": 1.3},
    {"line": 1.35, "apart": 8},
    {"line": 1.4, "apart": 8},
    {"line": 1.5, "apart": 10},
)


def fit(tree, ends_of):
    """Give each section of the tree that needs it its ``fit``.

    :param tree: what ``typst_paper.data`` returns
    :param ends_of: function from sections to the place of each one's signature: a
        dictionary with ``page`` (1 for the section's first) and ``lines`` above it
        on that page, or None where the section has none
    """
    sections = [
        section
        for paper in tree["papers"]
        for section in paper["sections"]
        if section["page"] == "normal" and _is_signed(section) and not _is_long(section)
    ]
    lonely = _lonely(sections, ends_of(sections)) if sections else []
    for change in _TIGHTER:
        lonely = _tried(lonely, change, ends_of, _is_shorter)
    for change in _LOOSER:
        lonely = _tried(lonely, change, ends_of, _is_fuller)


def _is_signed(section):
    """Whether a section ends with a signature that goes with the text before it."""
    return any(
        part["block"] == "signature"
        for block in section["blocks"]
        for part in block.get("tail", ())
    )


def _is_long(section):
    return sum(len(block.get("rows", ())) for block in section["blocks"]) > _ROWS


def _lonely(sections, ends):
    return [
        (section, end)
        for section, end in zip(sections, ends, strict=True)
        if end and end["page"] > 1 and end["lines"] < _LINES
    ]


def _tried(lonely, change, ends_of, is_better):
    """Those for which the change is none; the others have it as their ``fit``."""
    if not lonely:
        return []
    found = ends_of([{**section, "fit": change} for section, _end in lonely])
    left = []
    for (section, end), new in zip(lonely, found, strict=True):
        if is_better(end, new):
            section["fit"] = change
        else:
            left.append((section, end))
    return left


def _is_shorter(end, new):
    return new["page"] < end["page"]


def _is_fuller(end, new):
    return new["page"] == end["page"] and new["lines"] >= _LINES
