"""Where the columns of one list stand."""

from dataclasses import dataclass, field

from ..vietnamese_text import match_key
from .values import text_of


@dataclass
class Layout:
    """Where things stand in one sheet. Rows and columns count from 0.

    `columns` maps a column's key to its indices; `self_scores`, `appraised_scores` map
    the number of an indicator, `group_marks` that of a group, to an index.
    """

    first: int
    last: int
    columns: dict[str, list[int]] = field(default_factory=dict)
    self_scores: dict[int, int] = field(default_factory=dict)
    appraised_scores: dict[int, int] = field(default_factory=dict)
    group_marks: dict[int, int] = field(default_factory=dict)

    def index(self, key: str) -> int | None:
        """The first column of that key, or None."""
        return self.columns[key][0] if key in self.columns else None

    def settle_sexes(self, header):
        """“Năm sinh (Nam/Nữ)” over two columns: the first is for men."""
        years = self.columns.get("birth_year", [])
        if len(years) == 2 and match_key(text_of(header[years[0]])).endswith("nam nu"):
            del self.columns["birth_year"]
            self.columns["male"], self.columns["female"] = years[:1], years[1:]

    def settle_names(self):
        """Several name columns are one name in parts only when they are neighbours."""
        if columns := self.columns.get("name"):
            parts = [c for n, c in enumerate(columns) if c - n == columns[0]]
            self.columns["name"] = parts

    def settle_groups(self):
        """Tick columns of groups are several, and stand for the group column."""
        if len(self.group_marks) < 2 or "group" in self.columns:
            self.group_marks = {}

    def settle_scores(self, scores, count: int):
        """Numbered columns first; `count` columns without numbers go by position.

        `scores` maps “self”, “appraised” or “scores” (nobody said whose) to pairs of
        an indicator's number, or None, and an index.
        """
        targets = {"self": self.self_scores, "appraised": self.appraised_scores}
        for owner, target in targets.items():
            for number, column in scores[owner]:
                if number:
                    target.setdefault(number, column)
            bare = [column for number, column in scores[owner] if not number]
            if not target and len(bare) == count:
                target.update(enumerate(bare, 1))
        bare = [column for number, column in scores["scores"] if not number]
        if len(bare) == count and not any(n for n, _c in scores["scores"]):
            scores["scores"] = list(enumerate(bare, 1))
        # Blocks that do not say whose they are: the first is the people's own.
        for number, column in scores["scores"]:
            if not number:
                continue
            for target in targets.values():
                if number not in target:
                    target[number] = column
                    break
