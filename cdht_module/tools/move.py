"""Moves and turns of a record, a row each: where a move leads from and to, who makes
it, what the trace calls it; whose turn it is in which state. Guards, buttons, reasons,
drags, words of the trace, officers' activities and docs/design.md come from these rows
(``cdht.record``, ``cdht.moved``, ``cdht.document``)."""

from typing import NamedTuple

from odoo.tools.translate import LazyTranslate

# Whose a move is, and in which groups they are. People have pages of their own.
_GROUPS = {
    "chapter": ("chapter",),
    "commune": ("commune",),
    "authority": ("commune", "district"),
    "manager": ("manager",),
    # Marks of such officers.
    "signer": (),
    "clerk": (),
    "citizen": (),
}


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
    unsaved: bool = False  # whether its button shows on what is saved by pressing it

    def groups(self):
        """The groups that see its button."""
        roles = {role for one in self.who.split(", ") for role in _GROUPS[one]}
        return ",".join(f"cdht_module.group_cdht_{role}" for role in sorted(roles))

    def hidden(self):
        """When its button is not shown: an expression of a view."""
        hidden = [] if self.unsaved else ["not id"]
        if self.sources:
            hidden.append(f"state not in {list(self.sources)}")
        return " or ".join(hidden) or "False"


class Turn(NamedTuple):
    """One row of a model's ``_turns``: who must act on a record that waits in a state.
    Of several that fit, the first counts. Where a path begins with ``_`` it names a
    method, for what depends on more than fields."""

    work: str  # the activity type `activity_<work>`, which says in words what waits
    states: tuple  # in which it waits
    # In order: paths to users, or pairs of a path to units and a role or mark of their
    # officers.
    whose: tuple
    due: tuple = ()  # paths to days: the first that is set, today at the earliest
    only: str = ""  # the path to what must hold besides
    late: bool = False  # whether that day may be over when the turn is given
