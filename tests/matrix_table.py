"""``data/access_matrix.csv``: who may do what, a row an operation, a column a role.

Above the operations stand two rows about the roles: `name`, as manual/quyen-han.md
calls them, and `user`, who tries it: the end of a group's name, and the unit.
"""

import csv
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "access_matrix.csv"
_BESIDE = ("operation", "viec", "state")  # columns that are no role


def _rows():
    with _FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table():
    """The operations as dicts."""
    return _rows()[2:]


def roles():
    """{column: (role, the name of the unit in ``CommuneMixin``, if any)}"""
    holders = _rows()[1]
    return {
        column: (*holder.split(), None)[:2]
        for column, holder in holders.items()
        if column not in _BESIDE
    }
