"""A move of a record, as one row: where it leads from and to, who makes it, what the
trace calls it. Guards, reasons, drags, words of the trace and docs/design.md come from
these rows (``cdht.record``)."""

from typing import NamedTuple

from odoo.tools.translate import LazyTranslate


class Move(NamedTuple):
    """One row of a model's ``_moves``."""

    name: str  # as the trace keeps it
    method: str  # the public method that carries it out
    sources: tuple = ()  # the states from which; none: whatever the state
    target: str | None = None  # the state to which; None: it stays, or it depends
    who: str = ""  # whose it is: chapter, commune, authority, citizen …
    label: LazyTranslate | str = ""  # what the trace calls it
    reason: bool = False  # whether it is asked why
    drag: bool = False  # whether a card dropped in the column of ``target`` asks for it
