"""Finding the header of a list and the column of everything, wherever they stand.

A header is one to four rows. Merged cells say for all their columns what their first
cell says; where an office did not merge, a title that has sub-titles below it reaches
over the blank cells to its right. So every column gets a path of titles, from the top
(“Điểm tự chấm”) to the bottom (“1”), and its meaning from that path.
"""

import datetime
import re
from collections import defaultdict

from . import titles
from .columns import header_key
from .layout import Layout, begin_anew
from .values import parse_year, text_of, whole_number

SEARCHED_ROWS = 80  # how far down a header is looked for
MAX_HEADER_ROWS = 4
LABEL_NEEDS = 3  # so many known titles in one row make a header
# Columns whose title may have sub-titles below it, and which.
_SUB_TITLES = {
    "birth": r"nam|nu|ngay|thang|ngay sinh|thang sinh|nam sinh",
    "birth_year": r"nam|nu",
    "sex": r"nam|nu",
    "name": r"ho|ten|ho (va )?(ten |chu )?(dem|lot)|(ten |chu )?(dem|lot)( va ten)?",
    "group": r"((nhom|n) ?)?\d",
    "identity": r"(so )?(cccd|dinh danh|so dinh danh|can cuoc|cmnd)( .*)?|so",
    "decision_number": r"so|ky hieu|so (va )?ky hieu|ngay.*|co quan.*|cap.*|noi.*|nam"
    r"|(nam )?20\d\d( .*)?",
    "year": r"(nam )?20\d\d( .*)?",
}
_NOT_ABOVE = re.compile(r"(danh sach|bang|bieu|phieu|phu luc|mau|tong hop|ket qua)\b.*")


class HeaderFinder:
    """Reads the header of one sheet, given as rows of equal length, and its merges.

    `chosen`: columns for which somebody said what they are (`columns`); `remembered`:
    the same for sheets with the same titles, {`header_key`: choice}. `found` tells
    which of them counted, `paths` the titles of each column.
    """

    def __init__(
        self,
        rows,
        merges,
        kind: str,
        indicator_count: int,
        groups=None,
        chosen=None,
        remembered=None,
    ):
        self.rows = rows
        self.chosen, self.remembered = chosen or {}, remembered or {}
        self.paths, self.key, self.used = [], "", {}
        self._tells_years = False  # whether several columns are a year's titles each
        self.groups = groups or {}
        self.kind = kind
        self.count = indicator_count
        # Merges end outside the table now and then.
        self.merges = [m for m in merges if m[0][0] < SEARCHED_ROWS + MAX_HEADER_ROWS]

    def find(self) -> Layout | None:
        """The layout of the sheet, or None where no list stands in it."""
        anchor = self._anchor()
        if anchor is None:
            return None
        first = self._extend_up(anchor)
        last = anchor
        while last - first + 1 < MAX_HEADER_ROWS and self._goes_on(first, last):
            last += 1
        layout = Layout(first, last)
        self._map(layout)
        return layout if self._is_list(layout) else None

    def closest(self) -> Layout:
        """Where no list was found: the row with most known titles, those of names
        before others; without any such row a layout of no columns."""
        best = Layout(0, 0)
        for row, cells in enumerate(self.rows[:SEARCHED_ROWS]):
            texts = [(c, v) for c, v in enumerate(cells) if v and isinstance(v, str)]
            found = {titles.column_of(v, self.kind): [c] for c, v in texts}
            columns = {key: c for key, c in found.items() if key and key != "ignored"}
            if len(texts) < 2 or not (len(columns) > 1 or "name" in columns):
                continue
            named = [("name" in one, len(one)) for one in (columns, best.columns)]
            if named[0] > named[1]:
                scores = {titles.indicator_number(v, self.count): c for c, v in texts}
                scores.pop(None, None)
                best = Layout(row, row, columns, self_scores=scores)
        return best

    def _is_list(self, layout) -> bool:
        expected = {"name", "identity"}
        if layout.title_years:
            return "name" in layout.columns
        if self.kind == titles.ASSESSMENT:
            expected |= {"birth", "birth_year", "male", "female", "group"}
        else:
            expected |= {"year", "decision_number", "birth_year", "unit"}
        found = len(expected & set(layout.columns)) + (len(layout.self_scores) > 4) * 2
        return found >= 2

    def _anchor(self) -> int | None:
        best, best_count = None, LABEL_NEEDS - 1
        for row, cells in enumerate(self.rows[:SEARCHED_ROWS]):
            known = {titles.column_of(cell, self.kind) for cell in cells if cell != ""}
            if self.kind == titles.RECOGNITION and any(map(titles.title_year, cells)):
                known.add("title_year")
            known -= {None, "ignored"}
            # Few titles are sure: a table of contents has “TT”, “Đơn vị” and “Ghi chú”.
            sure = known & {"name", "identity", "birth", "birth_year", "group", "year"}
            if len(known) >= LABEL_NEEDS and len(sure) >= 2:
                return row
            if sure and len(known) > best_count:
                best, best_count = row, len(known)
        return best

    def _extend_up(self, anchor) -> int:
        """Rows above that hold only titles of groups of columns."""
        first = anchor
        while first and anchor - first < 2:
            cells = [(c, v) for c, v in enumerate(self.rows[first - 1]) if v != ""]
            if not cells or any(not isinstance(v, str) for _c, v in cells):
                break
            keys = [titles.title_key(v) for _c, v in cells]
            if any(_NOT_ABOVE.fullmatch(k) or len(k.split()) > 9 for k in keys):
                break
            spans = [self._width(first - 1, c) for c, _v in cells]
            # “Chi hội thôn Thống Nhất” above “STT” announces no scores.
            scores = any(
                titles.is_score_title(v)
                and not titles.column_of(self.rows[anchor][c], self.kind)
                for c, v in cells
            )
            if not scores and (len(cells) < 2 or max(spans) < 2):
                break
            if max(spans) > 0.8 * len(self.rows[0]) and len(cells) < 2:
                break
            first -= 1
        return first

    def _width(self, row, column) -> int:
        for (top, left), (bottom, right) in self.merges:
            if top <= row <= bottom and left <= column <= right:
                return right - left + 1
        return 1

    def _goes_on(self, first, last) -> bool:
        """Whether the row below `last` belongs to the header."""
        if last + 1 >= len(self.rows):
            return False
        row = last + 1
        for (top, left), (bottom, _right) in self.merges:
            if first <= top <= last < bottom and self.rows[top][left] != "":
                return True  # a title reaches down into it
        cells = [(c, v) for c, v in enumerate(self.rows[row]) if v != ""]
        if not cells:
            return False
        if self._stands_below_titles(last, cells):
            return True
        paths = self._paths(first, row)
        if not self._are_sub_titles([(v, paths[c][:-1]) for c, v in cells]):
            return False
        apart = {c for c, p in enumerate(paths) if self._counts_otherwise(p[:-1])}
        numbers = (whole_number(v) for c, v in cells if c not in apart)
        return self._counts([n for n in numbers if n is not None])

    def _are_sub_titles(self, cells) -> bool:
        """Whether a row of (cell, titles above) belongs to the header: where at least
        two are known sub-titles, a remark below what is not read is none of a person's.
        """
        strange = [pair for pair in cells if not self._is_sub_title(*pair)]
        if not strange:
            return True
        known = sum(
            bool(path) and titles.column_of(path[-1], self.kind) in _SUB_TITLES
            for _cell, path in cells
        )
        return known > 1 and all(
            isinstance(cell, str)
            and not re.search(r"\d", cell)
            and path
            and titles.column_of(path[-1], self.kind) in (None, "ignored", "note")
            for cell, path in strange
        )

    def _stands_below_titles(self, row, cells) -> bool:
        """Whether all cells of the row below are words under titles over several
        columns, and nothing stands under the others, such as names and numbers."""
        words = [
            isinstance(v, str) and not re.search(r"\d{3}|\d/", v) for _c, v in cells
        ]
        numbers = [whole_number(v) for _c, v in cells]
        below = {c for c, _v in cells}
        known = [
            titles.column_of(self.rows[row][c], self.kind)
            for c in below
            if self.rows[row][c] != ""
        ]
        return (
            sum(words) > 1
            and all(w or n is not None for w, n in zip(words, numbers, strict=True))
            and self._counts([n for n in numbers if n is not None])
            and all(self._width(row, c) > 1 for c in below)
            and not {"name", "number", "identity"} & set(known)
        )

    def _counts_otherwise(self, path) -> bool:
        """Whether numbers below are those of groups or of years."""
        above = {titles.column_of(title, self.kind) for title in path}
        return not above.isdisjoint({"group", "year", "decision_number"})

    def _counts(self, numbers) -> bool:
        """Whether numbers could be those of indicators, and no one's scores."""
        if begin_anew(numbers, self.count):
            return True
        runs = []
        for number in numbers:
            if runs and number >= runs[-1][-1]:
                runs[-1].append(number)
            else:
                runs.append([number])
        return all(len(set(run)) > 4 and len(run) <= 2 * len(set(run)) for run in runs)

    def _is_sub_title(self, cell, above) -> bool:
        key = titles.title_key(cell)
        if not key:
            return True
        if isinstance(cell, datetime.date | bool) or len(re.sub(r"\D", "", key)) > 8:
            return False
        known = titles.column_of(cell, self.kind)
        label = titles.indicator_number(cell, self.count)
        if not above:
            return bool(known or label or titles.is_score_title(cell))
        column = titles.column_of(above[-1], self.kind)
        if column in _SUB_TITLES:
            return bool(re.fullmatch(_SUB_TITLES[column], key))
        if column and column not in ("ignored", "unit"):
            return False
        if self._in_scores(above):
            return label is not None or not key.isdigit()  # “1.1” is a title too
        return bool(known or label or titles.is_score_title(cell))

    def _in_scores(self, path) -> bool:
        return any(
            titles.is_score_title(t)
            or titles.indicator_number(t, self.count)
            or titles.title_key(t).startswith(("tieu chi", "chi so"))
            for t in path
        )

    def _paths(self, first, last) -> list[list]:
        """The titles above each column, top to bottom, in the given header rows."""
        width = len(self.rows[first])
        block = [list(self.rows[r][:width]) for r in range(first, last + 1)]
        merged = {}
        for number, ((top, left), (bottom, right)) in enumerate(self.merges):
            if not first <= top <= last or self.rows[top][left] == "":
                continue
            for row in range(top, min(bottom, last) + 1):
                for column in range(left, min(right + 1, width)):
                    merged[row - first, column] = number
                    if column > left or row == top:
                        block[row - first][column] = self.rows[top][left]
                    if row > top:
                        block[row - first][column] = ""
        for row in range(len(block) - 1):
            for column in range(1, width):
                self._reach_right(block, merged, row, column)
        return [
            [block[r][c] for r in range(len(block)) if block[r][c] != ""]
            for c in range(width)
        ]

    @staticmethod
    def _reach_right(block, merged, row, column):
        """Let the title at the left, if it has sub-titles, cover a blank cell."""
        left = block[row][column - 1]
        if left == "" or block[row][column] != "" or (row, column - 1) in merged:
            return
        below, left_below = (
            next((r[c] for r in block[row + 1 :] if r[c] != ""), "")
            for c in (column, column - 1)
        )
        if below != "" and left_below != "" and (row, column) not in merged:
            block[row][column] = left

    def _map(self, layout):
        """Give every column of the header its meaning."""
        scores = defaultdict(list)  # owner or None → [(number or None, column)]
        paths = self.paths = self._paths(layout.first, layout.last)
        self.key = header_key(paths)
        self.used = chosen = {**self.remembered.get(self.key, {}), **self.chosen}
        earlier = self._of_earlier_years(paths) - chosen.keys()
        self._tells_years = len({titles.title_year(p[-1]) for p in paths if p}) > 2
        columns = [*chosen, *(c for c in range(len(paths)) if c not in chosen)]
        for column in columns:
            if column >= len(paths) or not (column in chosen or paths[column]):
                continue
            key, number = chosen.get(column) or self._meaning(paths[column])
            if key == "group_mark" and number:
                layout.group_marks.setdefault(number, column)
            elif key == "title_year" and number:
                layout.title_years.setdefault(number, column)
            elif key in ("self", "appraised", "scores"):
                if column not in earlier:
                    scores[key].append((number, column))
            elif key:
                layout.columns.setdefault(key, []).append(column)
        layout.prefer(chosen)
        layout.settle_sexes(self.rows[layout.first])
        below = self.rows[layout.last + 1 :]
        if "name" not in (key for key, _number in chosen.values()):
            layout.settle_names(below, paths)
        layout.settle_by_values(below, self.groups)
        layout.settle_groups()
        layout.title_texts = {
            year: " ".join(map(text_of, paths[column]))
            for year, column in layout.title_years.items()
        }
        layout.settle_scores(self._chosen_blocks(scores), self.count)

    def _chosen_blocks(self, scores):
        """A block that was chosen without numbers is all there is of its owner."""
        for owner, pairs in scores.items():
            chosen = [(n, c) for n, c in pairs if c in self.used]
            if chosen and not any(number for number, _column in chosen):
                scores[owner] = sorted(chosen, key=lambda pair: pair[1])
        return scores

    def _of_earlier_years(self, paths):
        """Columns of scores under an earlier year, where a list has several years."""
        years = {}
        for column, path in enumerate(paths):
            if len(path) > 1 and self._in_scores(path[:-1]):
                year = next((y for t in path[:-1] if (y := parse_year(t))), None)
                if year:
                    years[column] = year
        latest = max(years.values(), default=None)
        return {column for column, year in years.items() if year < latest}

    def _meaning(self, path) -> tuple[str | None, int | None]:
        """(key, number) of a column; the lowest title says most."""
        lowest, above = path[-1], path[:-1]
        columns = [titles.column_of(t, self.kind) for t in path]
        if columns[-1] == "ignored":
            return "ignored", None
        if self.kind == titles.ASSESSMENT:
            if "group" in columns[:-1] or len(path) == 1:
                digit = whole_number(lowest) if above else None
                if mark := digit or titles.group_mark(lowest):
                    return "group_mark", mark
            score = self._score(path, columns)
            if score[0]:
                return score
        elif self._tells_years and (year := titles.title_year(lowest)):
            return "title_year", year
        word = titles.title_key(lowest)
        people = {"sex", "birth", "birth_year"} & set(columns)
        is_sex = word == "nu" or (word == "nam" and not titles.is_year_word(lowest))
        if is_sex and (people or self.kind == titles.ASSESSMENT):
            sex = "female" if word == "nu" else "male"
            return (sex + "_date" if "birth" in columns else sex), None
        if "birth" in columns[:-1] and word in ("ngay", "thang", "nam"):
            return {"ngay": "day", "thang": "month", "nam": "year_part"}[word], None
        ends = re.fullmatch(r"(?!sinh nam$|.*nam nu$).* (nam|nu)", word)
        year_last = text_of(lowest).lower().rstrip(")").endswith("năm")
        if columns[-1] in ("birth", "birth_year") and ends and not year_last:
            return ("female" if ends[1] == "nu" else "male"), None
        return next((c for c in reversed(columns) if c), None), None

    def _score(self, path, columns) -> tuple[str | None, int | None]:
        lowest, above = path[-1], path[:-1]
        if columns[-1] == "unit" and not above:
            return None, None  # “Đơn vị/tập thể công tác” is nobody's score
        owner = next((o for t in reversed(path) if (o := titles.score_owner(t))), None)
        number = titles.indicator_number(lowest, self.count)
        inside = bool(above) and self._in_scores(above)
        weak = titles.score_owner(lowest, weak=True) if inside or number else None
        if columns[-1] and not (owner or weak):
            return None, None
        if columns[-1] and not weak and not titles.score_owner(lowest):
            return None, None  # “Ghi chú” at the end of a block of scores
        if columns[0] and not inside and not owner:
            return None, None  # a number below “Năm sinh” or the like
        if number is None and above and (weak or titles.score_owner(lowest)):
            numbers = (titles.indicator_number(t, self.count) for t in reversed(above))
            number = next((n for n in numbers if n), None)
        if not owner:
            weaks = (titles.score_owner(t, weak=True) for t in reversed(path))
            owner = next((w for w in weaks if w), None) if inside or number else None
        if number or owner or inside or titles.is_score_title(lowest):
            return owner or "scores", number
        return None, None
