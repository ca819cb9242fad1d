"""Formulas that gave no result: their cells are read as text that says so.

A reader of values gives such a cell as blank, or as 0. Here it becomes “#N/A”, or the
formula itself, “=B2&C2”, before the reader sees the sheet.
"""

import re

_ERROR = re.compile(rb'(<c\b[^>]*?\bt=)"e"')
_NEVER_RECKONED = re.compile(
    rb"<c\b([^>]*)>(<f\b[^>]*(?:/>|>[^<]*</f>))(?:<v\s*/>|<v>\s*</v>)?</c>"
)
_KIND = re.compile(rb'\st="[^"]*"')
_NO_RESULT = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|=.*", re.DOTALL
)


def show_missing(content: bytes) -> bytes:
    """A sheet of an xlsx whose cells say where a formula gave nothing."""
    if b'"e"' in content:
        content = _ERROR.sub(rb'\1"str"', content)
    if b"<f" in content:
        content = _NEVER_RECKONED.sub(_as_text, content)
    return content


def _as_text(found):
    attributes, formula = _KIND.sub(b"", found[1]), found[2]
    written = re.sub(rb"<[^>]*>", b"", formula)
    return b'<c%s t="str">%s<v>=%s</v></c>' % (attributes, formula, written)


def is_without_result(cell) -> bool:
    """Whether a cell holds what such a formula left."""
    return (
        isinstance(cell, str)
        and cell.startswith(("#", "="))
        and _NO_RESULT.fullmatch(cell.strip()) is not None
    )
