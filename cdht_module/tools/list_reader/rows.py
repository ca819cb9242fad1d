"""The rows of a list: which are people's, what they say, what is wrong with them."""

import re
from dataclasses import replace

from .. import identity_number as identity_rules
from ..identity_number import parse_identity_number
from ..vietnamese_text import SEXES, proper_name
from . import formulas
from .layout import Layout
from .records import HistoryRow, ListRow, PersonRow, Rules, column_letter
from .titles import ASSESSMENT, LEARNING_MODELS, UNIT_NAME, column_of, title_key
from .values import (
    Birth,
    is_mark,
    parse_birth,
    parse_date,
    parse_group,
    parse_phone,
    parse_score,
    parse_sex,
    parse_year,
    text_of,
    whole_number,
)

# Lines that end a table or stand between its people. Accents count: Tống is a name.
_NOT_PEOPLE = re.compile(
    r"(tổng (cộng|số|điểm|hợp)|cộng( (nhóm|dồn|chung|toàn|thôn).*)?|tổng|bình quân"
    r"|trung bình|trong đó|danh sách|ấn định|bằng chữ|ghi chú|lưu ý|nơi nhận|số người"
    r"|t/?m\b|k/?t\b|người (lập|ghi|tổng hợp)|chi hội|chủ tịch|thư ký|chủ trì|chủ tọa"
    r"|trưởng (thôn|bản|ban)|bí thư|hiệu trưởng|thủ trưởng|xác nhận|\(?ký|đã ký"
    r"|(mang|cộng|chuyển) sang|cán bộ (lập|tổng hợp)|hội (khuyến học|trưởng|nghị)"
    r"|ban (chấp hành|giám hiệu))"
    r"(?!\w).*|(.*,)?\s*ngày\s*[\d.… ]*\s*tháng.*"
    r"|(tong (cong|so)|cong|danh sach|nguoi lap|tm|binh quan|trung binh)(?!\w).*",
    re.IGNORECASE | re.DOTALL,
)
# Years; younger people are no likely citizens of the programme.
_YOUNGEST = 15
_NUMERAL = re.compile(r"(\d{1,3}|[IVXLC]+|[A-ZĐ])[.)]?")
_NUMERAL_BEFORE = re.compile(r"^(\d{1,3}|[IVXLC]+|[A-ZĐ])\s*[.)/:-]\s*")
_COUNT = re.compile(
    r"[\s:(–-]+\d+\s*(người|hội viên|công dân|cá nhân)?\)?$", re.IGNORECASE
)
_NO_CARD = re.compile(
    r"(chưa|không)( (có|làm|(được )?cấp)( \w+)?)?|(đang )?(chờ|làm)( cấp| thẻ)?"
    r"|[-–.…/ ]+",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_TITLE_OF_HONOUR = re.compile(
    r"^(?:ông\s*[/(]\s*bà\)?|ông|bà|anh|chị|đ/c|đồng chí)[.:]?\s+"
    r"(?!(?:văn|thị)\s)(?=\S+\s+\S)",
    re.IGNORECASE,
)
_BY_SEX = ("male", "female", "male_date", "female_date")
_DECISION = re.compile(
    r"(?:(?:quyết định|qđ)\b[:. ]*)?(?:số\b[:. ]*)?"
    r"(\d+[a-zđ]?)(?:\s*[/-]\s*(\S+))?(.*)",
    re.IGNORECASE,
)
_DECISION_DATE = re.compile(
    r"ngày\s*(\d+ tháng \d+ năm \d+|[\d./\- ]+\d)", re.IGNORECASE
)
# Not the year above it, nor a tick.
_DECISION_AMONG = re.compile(r"\d+[a-zđ]?\s*/\s*\w[^)]*", re.IGNORECASE)
_DECISION_BODY = re.compile(r"\b(?:của|do)\s+(.+)", re.IGNORECASE)


class RowReader:
    """Reads the rows below the header of one sheet, in order."""

    def __init__(self, sheet: str, layout: Layout, kind: str, rules: Rules):
        self.sheet, self.layout, self.kind, self.rules = sheet, layout, kind, rules
        self.ended = False  # the table's closing lines have been met
        self.section = ""
        # (row, text) that name a unit and are neither a person's nor a section's
        self.passed_over = []
        columns = layout.columns
        self.letters = {key: column_letter(cols[0]) for key, cols in columns.items()}
        if "birth" not in columns:
            key = next((k for k in ("birth_year", "day") if k in columns), None)
            self.letters["birth"] = self.letters.get(key, "")
        self.by_sex = [k for k in _BY_SEX if k in columns]
        if "group" not in columns and layout.group_marks:
            first = min(layout.group_marks.values())
            self.letters["group"] = column_letter(first)
        known = {c for cols in columns.values() for c in cols}
        self.scores = {*layout.self_scores.values(), *layout.appraised_scores.values()}
        marks = set(layout.group_marks.values())
        # Closing lines may begin anywhere, but occupations and notes read like them.
        free_text = ("note", "occupation", "position", "ethnicity", "unit", "body")
        self.free = {columns[key][0] for key in free_text if key in columns}
        labels = {c for k in ("name", "number", "ignored") for c in columns.get(k, ())}
        marks |= set(layout.title_years.values())
        self.data = (known | self.scores | marks | self.free) - labels
        numbers = {*columns.get("number", ()), *columns.get("ignored", ())}
        self.read = (known | self.scores | marks) - numbers

    def read_row(self, number: int, cells: list) -> ListRow | None:
        """The person in row `number` (from 1), or None if it is nobody's row."""
        if not any(cell != "" for cell in cells):
            return None
        birth, sex, year_only = self._birth_and_sex(cells)
        if not self._is_person(cells, birth):
            if not self._begin_section(cells) and not self.ended:
                self._note_unit(number, cells)
            return None
        row = (PersonRow if self.kind == ASSESSMENT else HistoryRow)(
            self.sheet, number, letters=self.letters | self._letters_by_sex(cells)
        )
        row.name = self._name(cells)
        row.birth_date, row.birth_year, row.sex = birth.date, birth.year, sex
        row.year_only = year_only and not birth.no_day
        self._check_birth(row, cells)
        if birth.no_day and birth.year:
            row.add("warning", "birth_impossible", "birth", value=self._day(cells))
        row.identity = self._identity(cells)
        row.phone = parse_phone(self._cell(cells, "phone"))
        for key in ("ethnicity", "occupation", "position", "note"):
            setattr(row, key, text_of(self._cell(cells, key)))
        row.row_key = text_of(self._cell(cells, "row_key"))
        row.unit_text = text_of(self._cell(cells, "unit"))
        row.section = self.section
        self._check_person(row)
        if isinstance(row, PersonRow):
            self._read_group(row, cells)
            self._read_scores(row, cells)
            row.learning_models = {
                name: is_mark(self._cell(cells, name))
                for name in LEARNING_MODELS
                if name in self.layout.columns
            }
        else:
            self._read_title(row, cells)
        self._check_formulas(row, cells)
        return row

    def _begin_section(self, cells):
        """A title between the rows, such as “II. Thôn Hai (12 người)”, holds for those
        that follow."""
        texts = [text for cell in cells if (text := text_of(cell))]
        texts = [text for text in texts if not _NUMERAL.fullmatch(text)]
        if len(texts) != 1 or _NOT_PEOPLE.fullmatch(texts[0]):
            return False
        title = _COUNT.sub("", _NUMERAL_BEFORE.sub("", texts[0])).strip(" :.-–")
        if 0 < len(title.split()) <= 10:
            self.section = title
            return True
        return False

    def _note_unit(self, number, cells):
        """A row that is passed over, though a unit stands in it."""
        texts = [text for cell in cells if (text := text_of(cell))]
        if sum(column_of(cell, self.kind) is not None for cell in texts) > 1:
            return  # the header again, on a new page
        named = (text for text in texts if UNIT_NAME.fullmatch(title_key(text)))
        if text := next((t for t in named if not _NOT_PEOPLE.fullmatch(t)), None):
            self.passed_over.append((number, text))

    def _cell(self, cells, key):
        index = self.layout.index(key)
        return "" if index is None else cells[index]

    def _name(self, cells) -> str:
        parts = (text_of(cells[c]) for c in self.layout.columns.get("name", ()))
        name = " ".join(part for part in parts if part)
        name = _TITLE_OF_HONOUR.sub("", name)  # “Ông Thị Lan” has it as her family's
        name = proper_name(name)
        return name if any(letter.isalpha() for letter in name) else ""

    def _identity(self, cells):
        """The number; whoever has no card yet is a person without one."""
        cell = self._cell(cells, "identity")
        return parse_identity_number("" if _NO_CARD.fullmatch(text_of(cell)) else cell)

    def _birth_and_sex(self, cells) -> tuple[Birth, str | None, bool]:
        sex = parse_sex(self._cell(cells, "sex"))
        birth, full = Birth(), False
        columns = self.layout.columns
        if "year_part" in columns:
            birth, full = self._birth_of_parts(cells), True
        elif "birth" in columns:
            birth, full = parse_birth(self._cell(cells, "birth")), True
        if birth.year is None and "birth_year" in columns:
            birth, full = parse_birth(self._cell(cells, "birth_year")), False
        for key in self.by_sex:
            cell = self._cell(cells, key)
            if cell == "" or not is_mark(cell):
                continue
            found = parse_birth(cell)
            if found.year and text_of(cell) != "1" and birth.year is None:
                birth, full = found, key.endswith("_date")
            sex = sex or key.removesuffix("_date")
        return birth, sex, bool(full and birth.year and not birth.date)

    def _letters_by_sex(self, cells) -> dict[str, str]:
        """Where a list with columns for men and women has this person's birth, sex."""
        key = next((k for k in self.by_sex if self._cell(cells, k) != ""), None)
        if key is None:
            return {}
        letter = self.letters[key]
        return {k: letter for k in ("birth", "sex") if not self.letters.get(k)}

    def _birth_of_parts(self, cells) -> Birth:
        day, month, year = (
            whole_number(self._cell(cells, key))
            for key in ("day", "month", "year_part")
        )
        year_seen = parse_birth(self._cell(cells, "year_part")).year
        if day and month and year:
            date = parse_date(f"{day}/{month}/{year_seen}")
            return Birth(date, year_seen, True, no_day=date is None)
        return Birth(None, year_seen, year_seen is not None)

    def _is_person(self, cells, birth) -> bool:
        """Tell people from totals, signatures, repeated headers and section titles."""
        name = self._name(cells)
        identity = text_of(self._cell(cells, "identity"))
        digits, letters = (sum(map(f, identity)) for f in (str.isdigit, str.isalpha))
        scored = self._scored(cells)
        counted = bool(whole_number(self._cell(cells, "number")))
        sure = birth.clear or (digits > 5 and letters < 5)
        if name and counted and scored >= (5 if self.kind == ASSESSMENT else 2):
            sure = sure or not _NOT_PEOPLE.fullmatch(name)
        if not sure and self._closes(cells, self.data if scored else self.free):
            self.ended = True
            return False
        if sure:
            return True
        if column_of(self._cell(cells, "name"), self.kind) == "name":
            return False  # the header again, on a new page
        details = sum(
            self._cell(cells, key) != ""
            for key in ("sex", "group", "ethnicity", "occupation", "year")
        )
        if not name:
            # A row that numbers the columns has a figure where names stand.
            numbering = text_of(self._cell(cells, "name")).strip("()").isdigit()
            return bool(scored and (counted or details)) and not numbering
        if len(name) == 1 or (self.ended and not (scored or identity)):
            return False
        if scored or details or identity:
            return not re.fullmatch(r"\(?[a-z]\)?", title_key(name))
        if any(letter.isdigit() for letter in name):
            return False
        return counted or "number" not in self.layout.columns

    def _scored(self, cells) -> int:
        """How much of what the list is about stands in this row."""
        if self.kind == ASSESSMENT:
            return sum(whole_number(cells[c]) is not None for c in self.scores)
        keys = ("year", "decision_number")
        return sum(self._cell(cells, key) != "" for key in keys)

    def _closes(self, cells, passed_over) -> bool:
        """Whether a total, a signature or the like stands in the row."""
        return any(
            isinstance(cell, str) and cell and _NOT_PEOPLE.fullmatch(text_of(cell))
            for index, cell in enumerate(cells)
            if index not in passed_over
        )

    def _check_formulas(self, row, cells):
        """A formula without a result says nothing else about its cell."""
        for index, cell in enumerate(cells):
            if index in self.read and formulas.is_without_result(cell):
                letter = column_letter(index)
                row.findings = [f for f in row.findings if f.column != letter]
                row.add("error", "formula_without_result", letter, value=cell)

    def _day(self, cells):
        """The day of birth as it is written, in one column or in three."""
        parts = [self._cell(cells, key) for key in ("day", "month", "year_part")]
        if "year_part" in self.layout.columns:
            return "/".join(map(text_of, parts))
        keys = ("birth", "birth_year", *self.by_sex)
        return next(
            text
            for key in keys
            if (text := text_of(self._cell(cells, key))) and parse_birth(text).no_day
        )

    def _check_birth(self, row, cells):
        """A birth that cannot be, or cannot be read, is told and never left out."""
        if row.birth_year is None:
            keys = ("birth", "birth_year", "year_part", *self.by_sex)
            written = (text_of(self._cell(cells, key)) for key in keys)
            text = next((t for t in written if any(map(str.isdigit, t))), "")
            if text and text != "1":
                row.add("error", "birth_unreadable", "birth", value=text)
        elif self.rules.year and row.birth_year > self.rules.year - _YOUNGEST:
            code = "future" if row.birth_year > self.rules.year else "young"
            severity = "error" if code == "future" else "warning"
            row.add(severity, f"birth_{code}", "birth", value=row.birth_year)

    def _check_person(self, row):
        if not row.name:
            row.add("error", "name_missing", "name")
        identity = row.identity
        if identity.blank:
            needed = "identity" in self.rules.needs and not row.row_key
            if needed or "identity" in self.layout.columns:
                row.add("warning", "identity_number_missing", "identity")
        elif not identity.valid:
            row.add("error", "identity_number_invalid", "identity", value=identity.text)
        else:
            self._compare_with_number(row, identity)
        if row.year_only:
            row.add("warning", "birth_year_only", "birth", year=row.birth_year)

    def _compare_with_number(self, row, identity):
        number = identity.number
        if identity.padded:
            row.add("warning", "identity_number_padded", "identity", value=number)
        if row.sex and row.sex != identity_rules.sex_of(number):
            label = SEXES[row.sex]
            row.add("warning", "sex_mismatch", "sex", sex=label)
        from_id = identity_rules.birth_year_of(number)
        if row.birth_year and row.birth_year != from_id:
            row.add(
                "warning",
                "birth_year_mismatch",
                "birth",
                year=row.birth_year,
                from_id=from_id,
            )

    def _read_group(self, row, cells):
        cell = self._cell(cells, "group")
        if marks := self.layout.group_marks:
            cell = " ".join(str(n) for n, c in marks.items() if is_mark(cells[c]))
        row.group_text = text_of(cell)
        row.group_code = parse_group(cell, self.rules.groups)
        # A list without such a column is completed later, or for all at once.
        needed = "group" in self.rules.needs and self.layout.tells_groups
        needed = needed and not row.row_key
        if row.group_code is None and (row.group_text or needed):
            row.add("error", "group_unknown", "group", value=row.group_text)

    def _read_scores(self, row, cells):
        """Both blocks, unless the list tells none, or none of somebody known."""
        layout = self.layout
        own, given = (
            [cells[c] for c in block.values()]
            for block in (layout.self_scores, layout.appraised_scores)
        )
        row.unscored = "scores" not in self.rules.needs or bool(
            row.row_key and not any(cell != "" for cell in own + given)
        )
        row.unappraised = not any(cell != "" for cell in given)
        if row.unscored:
            row.self_scores = [None] * self.rules.indicator_count
            row.appraised_scores = row.self_scores[:]
        else:
            row.self_scores = self._scores(row, cells, "self")
            row.appraised_scores = self._scores(row, cells, "appraised")

    def _scores(self, row, cells, owner) -> list[int | None]:
        layout, scores = self.layout, []
        columns = layout.self_scores if owner == "self" else layout.appraised_scores
        for n in range(1, self.rules.indicator_count + 1):
            index = columns.get(n)
            cell = "" if index is None else cells[index]
            score, code = parse_score(cell, self.rules.score_min, self.rules.score_max)
            if score is None and code is None and owner == "self":
                code = "score_missing"
            if code:
                letter = "" if index is None else column_letter(index)
                value = text_of(cell)
                row.add("error", code, letter, n=n, value=value, owner=owner)
            scores.append(score)
        return scores

    def _read_title(self, row, cells):
        row.year = parse_year(self._cell(cells, "year"))
        row.date = parse_date(self._cell(cells, "date"))
        row.body_text = text_of(self._cell(cells, "body"))
        self._read_decision(row, text_of(self._cell(cells, "decision_number")))
        row.symbol = text_of(self._cell(cells, "symbol")) or row.symbol

    def titles_by_year(self, row, cells) -> list[ListRow]:
        """The row; where each year has its column, one for each title of the person: a
        decision stands there, or a tick below one."""
        if not self.layout.title_years:
            return [row]
        found = []
        for year, column in self.layout.title_years.items():
            if not is_mark(cells[column]):
                continue
            letter = column_letter(column)
            title = replace(
                row,
                year=year,
                findings=[*row.findings],
                letters=row.letters | {"year": letter, "decision_number": letter},
            )
            if (whole_number(cells[column]) or 0) > 1:
                self._read_decision(title, text_of(cells[column]))
            for text in (text_of(cells[column]), self.layout.title_texts[year]):
                if not title.number and (match := _DECISION_AMONG.search(text)):
                    self._read_decision(title, match[0])
            found.append(title)
        return found

    @staticmethod
    def _read_decision(row, text):
        """Number and symbol, and what else stands in one text with them."""
        row.number_text = text
        if match := _DECISION.fullmatch(row.number_text):
            row.number, row.symbol = match[1], (match[2] or "").rstrip(",;.")
            if not row.date and (day := _DECISION_DATE.search(match[3])):
                row.date = parse_date(day[1]) or parse_date("ngày " + day[1])
            elif not row.date and (day := _DAY.search(match[3])):
                row.date = parse_date(day[0])
            if not row.body_text and (body := _DECISION_BODY.search(match[3])):
                row.body_text = body[1]
