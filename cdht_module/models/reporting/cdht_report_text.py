from collections import namedtuple

from odoo import models

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    counted,
    decimal,
    dotted,
    in_full,
    in_sentence,
    percent,
    percent_of,
    roman,
    signed,
    text_lines,
)
from odoo.addons.cdht_module.tools.rounding import RATE_PLACES, half_up, rate, rounded
from odoo.addons.cdht_module.tools.wording import Words, facts

from .cdht_reporting import FIELDS

_MODELS = {
    "family": "Gia đình học tập",
    "clan": "Dòng họ học tập",
    "community": "Cộng đồng học tập",
    "unit": "Đơn vị học tập",
}

_ASSOCIATION = {
    "chapters": "Chi hội khuyến học",
    "members": "Hội viên",
    "members_new": "Hội viên mới",
    "members_trained": "Cán bộ, hội viên được quán triệt tiêu chí",
    "fund": "Quỹ khuyến học (đồng)",
}


class CdhtReport(models.Model):
    """What the figures say: numbers, names, phrases that depend on counts. The
    sentences are rows of ``cdht.paper.wording``; the office words them as it likes.
    """

    _inherit = "cdht.report"
    _wordings = (
        Words(
            "report",
            "cdht.report",
            "_paper_values",
            "report_paper",
            {
                **FIELDS,
                **facts(
                    "xã", "kỳ báo cáo", "năm", "năm trước", "năm sau",
                    "kế hoạch đã ban hành", "số nhiệm vụ hoàn thành", "số nhiệm vụ",
                    "hoạt động", "số cuộc ở thôn vùng cao",
                    "chưa có người đăng ký", "số đăng ký", "số tự đánh giá",
                    "số thẩm định", "số đạt", "thực hiện vào cuối năm",
                    "kết quả năm trước", "chưa có người được công nhận",
                    "số công nhận", "tỷ lệ công nhận", "số nữ", "số dân tộc thiểu số",
                    "số theo nhóm", "số đạt lần đầu", "số đạt 5 năm liền",
                    "số công nhận năm trước", "tăng, giảm", "số không được công nhận",
                    "phụ lục kết quả", "chưa có chỉ tiêu", "số chỉ tiêu đạt",
                    "số chỉ tiêu đánh giá", "số chỉ tiêu chưa đủ số liệu",
                    "chỉ tiêu chưa đủ số liệu", "tỷ lệ các mô hình", "số chi hội",
                    "số hội viên", "số hội viên mới", "số được quán triệt",
                    "phụ lục mô hình", "dự toán", "đã chi", "số lượt đóng góp",
                    "tiền đóng góp", "đơn vị có tỷ lệ thấp", "chỉ số điểm thấp",
                ),
            },
            {
                "nội dung": "contents",
                **facts(
                    "kết quả nhiệm vụ", "kết quả hoạt động", "kinh phí theo nguồn",
                    "chỉ tiêu năm sau",
                ),
            },
            subject=("năm", "kỳ báo cáo"),
        ),
    )  # fmt: skip

    def _facts(self):
        aims = self._aims(self.year + 1)
        return {
            "xã": in_sentence(self.area_id.name),
            "kỳ báo cáo": self._period_text(),
            "năm": self.year,
            "năm trước": self.year - 1,
            "năm sau": self.year + 1 if aims else "",
            "chỉ tiêu năm sau": aims,
            **self._facts_of_work(),
            **self._facts_of_activities(),
            **self._facts_of_results(),
            **self._facts_of_targets(),
            **self._facts_of_models(),
            **self._facts_of_money(),
            **self._facts_of_weakness(),
        }

    def _facts_of_work(self):
        # sudo: part: the issued plans of the area are its bodies' and units' own
        plans = self.env["cdht.plan"].sudo().search(
            [
                ("issuing_unit_id", "=", self.area_id.id),
                ("state", "=", "issued"),
                ("year_from", "<=", self.year),
                ("year_to", ">=", self.year),
            ]
        )  # fmt: skip
        tasks = (plans.filtered("programme_id") or plans)._own_tasks()
        done = tasks.filtered(lambda task: task.state == "done")
        return {
            "kế hoạch đã ban hành": "; ".join(plan._cited() for plan in plans),
            "số nhiệm vụ": counted(len(tasks)) if tasks else "",
            "số nhiệm vụ hoàn thành": counted(len(done)),
            "kết quả nhiệm vụ": _points(done.mapped("result")),
        }

    def _facts_of_results(self):
        now, before = self.figures["this"], self.figures["earlier"]
        registered, recognised = now["registered"], now["recognised"]
        is_half = self.period == "half"
        is_empty = not (is_half or registered or recognised)
        beside = [
            ("not_eligible", "không đạt"),
            ("refused", "không được công nhận"),
            ("not_assessed", "đăng ký nhưng không đánh giá"),
        ]
        lacking = [
            f"{counted(now[name])} người {text}" for name, text in beside if now[name]
        ]
        later = is_half and not recognised
        earlier = before["recognised"]
        return {
            "chưa có người đăng ký": "chưa có người đăng ký, được đánh giá, công nhận"
            if is_empty
            else "",
            "số đăng ký": counted(registered) if registered else "",
            "số tự đánh giá": counted(now["self_assessed"] or 0),
            "số thẩm định": counted(now["appraised"] or 0),
            "số đạt": counted(now["passed"] or 0),
            "thực hiện vào cuối năm": "thực hiện vào cuối năm" if later else "",
            "kết quả năm trước": f"có {counted(earlier)} người được công nhận"
            if later and earlier
            else "",
            "chưa có người được công nhận": "chưa có người được công nhận"
            if not (recognised or is_half or is_empty)
            else "",
            "số công nhận": counted(recognised) if recognised else "",
            "tỷ lệ công nhận": _shares(now),
            "số nữ": counted(now["women"]),
            # A number that would point at people is not kept (None).
            "số dân tộc thiểu số": counted(now["minority"]) if now["minority"] else "",
            "số theo nhóm": _groups(now),
            "số đạt lần đầu": counted(now["first_time"]),
            "số đạt 5 năm liền": counted(now["outstanding"]),
            "số công nhận năm trước": counted(earlier) if earlier else "",
            "tăng, giảm": _change(recognised, earlier) if recognised else "",
            "số không được công nhận": ", ".join(lacking),
            "phụ lục kết quả": ""
            if is_empty
            else self._annex_named("results", "people"),
        }

    def _facts_of_targets(self):
        targets = self.figures["targets"]
        measured = [t for t in targets if t["share"] is not None]
        reached = [t for t in measured if t["share"] >= t["value"]]
        # Why one has none is told to the officer, beside the figures.
        unknown = [in_full(t["name"]) for t in targets if t["share"] is None]
        return {
            "chưa có chỉ tiêu": "" if targets else "chưa ban hành kế hoạch có chỉ tiêu",
            "số chỉ tiêu đạt": len(reached),
            "số chỉ tiêu đánh giá": len(measured) or "",
            "số chỉ tiêu chưa đủ số liệu": counted(len(unknown)) if unknown else "",
            "chỉ tiêu chưa đủ số liệu": "; ".join(unknown),
        }

    def _facts_of_models(self):
        now = self.figures["this"]
        known = [
            f"{in_sentence(name)} "
            + percent_of(now[f"{model}_recognised"] or 0, now[f"{model}_registered"])
            for model, name in _MODELS.items()
            if now[f"{model}_registered"]
        ]
        return {
            "tỷ lệ các mô hình": "; ".join(known),
            "số chi hội": counted(now["chapters"] or 0),
            "số hội viên": counted(now["members"]) if now["members"] else "",
            "số hội viên mới": counted(now["members_new"] or 0),
            "số được quán triệt": counted(now["members_trained"] or 0),
            "phụ lục mô hình": self._annex_named("models")
            if known or now["members"]
            else "",
        }

    def _facts_of_weakness(self):
        whole = self.figures["this"]
        average = rate(whole["recognised"], whole["registered"])
        weakest = [
            f"{in_sentence(line.name)} {percent_of(line.recognised, line.registered)}"
            for line in sorted(
                (
                    line
                    for line in self.line_ids
                    if average
                    and line.registered
                    and rate(line.recognised, line.registered) < average
                ),
                key=lambda line: line.recognised / line.registered,
            )[:3]
        ]
        return {
            "đơn vị có tỷ lệ thấp": "; ".join(weakest),
            "chỉ số điểm thấp": "; ".join(self._weak_indicators()),
        }

    def _weak_indicators(self):
        # sudo: figures: averages of the area reported, nobody's own scores
        campaign = self.env["cdht.campaign"].sudo().search(
            [("unit_id", "=", self.area_id.id), ("year", "=", self.year)], limit=1
        )  # fmt: skip
        return [
            f"chỉ số {indicator._number()} ({decimal(average, 2)} điểm)"
            for indicator, average in campaign._indicator_averages()[:3]
        ]

    # -- What a report says (Nghị định 30/2020, Phụ lục III, mẫu 1.4).

    def _annexes(self):
        """{code: annex}; a year of which nothing is known has none."""
        annexes = {}
        now, before = self.figures["this"], self.figures["earlier"]
        if any(year[name] for year in (now, before) for name in _COUNTED):
            for code, heading, columns in self._matrices():
                annexes[code] = self._units_annex(heading, columns)
        if any(year[name] for year in (now, before) for name in _KEPT_OF_MODELS):
            annexes["models"] = self._models_annex()
        return annexes

    def _paper_annexes(self):
        return list(self._annexes().values())

    def _annex_named(self, *codes):
        """“Phụ lục I và Phụ lục II”, as the annexes will be numbered; “” for none."""
        numbers = {code: number for number, code in enumerate(self._annexes(), 1)}
        named = [f"Phụ lục {roman(numbers[code])}" for code in codes if code in numbers]
        return "Phụ lục" if named and len(numbers) == 1 else " và ".join(named)

    def _matrices(self, of="figures"):
        """[(code, heading, columns)] of the figures by unit, for paper and workbook:
        what became of those who registered, and who the recognised are. ``of``:
        ``earlier_figures`` for those of the year before."""
        lines, whole = self.line_ids, self.figures
        now = of == "figures"
        rows = [(line[of], line.earlier_figures) for line in lines]
        total = (whole["this" if now else "earlier"], whole["earlier"])
        codes = sorted({c for line in lines for c in line[of]["groups"] if c})
        people = [
            *_PEOPLE,
            *(
                Column(f"Nhóm {code.removeprefix('N')}", 14, _of_group(code))
                for code in codes
            ),
            *_SKILLS,
        ]
        heading = self._period_text().upper() if now else f"NĂM {self.year - 1}"
        # Of the year before that nothing is kept.
        results = _RESULTS if now else _RESULTS[:-1]
        return [
            (code, f"{what} {heading}", _filled(columns, rows, total))
            for code, what, columns in (
                ("results", "KẾT QUẢ THEO THÔN, ĐƠN VỊ", results),
                ("people", "NGƯỜI ĐƯỢC CÔNG NHẬN THEO THÔN, ĐƠN VỊ", people),
            )
        ]

    def _ethnicity_rows(self):
        """[(ethnicity, recognised, recognised the year before)] of the whole area;
        those that would point at people, together."""
        years = (self.figures["this"], self.figures["earlier"])
        cells = [year["ethnicities"] for year in years]
        names = sorted({*cells[0], *cells[1]}, key=lambda name: (not name, name))
        told = [
            name
            for name in names
            if all(of_year.get(name, 0) is not None for of_year in cells)
        ]
        rows = [
            (name or "Chưa ghi", *(of_year.get(name, 0) for of_year in cells))
            for name in told
        ]
        if len(told) < len(names):
            rest = [
                year["recognised"] - sum(of_year.get(name, 0) for name in told)
                for year, of_year in zip(years, cells, strict=True)
            ]
            label = "Các dân tộc khác" if rows else "Các dân tộc"
            rows.append((f"{label}, chưa ghi", *rest))
        return rows

    def _units_annex(self, heading, columns):
        table = [
            [
                number,
                line.name,
                *(_shown(one["values"][number - 1], one) for one in columns),
            ]
            for number, line in enumerate(self.line_ids, 1)
        ]
        total = ["", "Tổng cộng", *(_shown(one["total"], one) for one in columns)]
        cells = [*table, total]
        return {
            "heading": heading,
            "landscape": True,
            "columns": [
                column("TT", 9, centre=True),
                column("Thôn, đơn vị"),
                *(column(one["label"], one["width"], centre=True) for one in columns),
            ],
            "groups": [
                {"heading": "", "rows": table},
                {"heading": "", "rows": [total], "class": "total"},
            ],
            "notes": ["“–”: không có số liệu."] * any("–" in row for row in cells),
        }

    def _models_rows(self):
        """[[name, registered, recognised or there, rate, the same of this year]]"""
        years = (self.figures["earlier"], self.figures["this"])
        rows = []
        for model, label in _MODELS.items():
            cells = [label]
            for year in years:
                registered = year[f"{model}_registered"]
                recognised = year[f"{model}_recognised"]
                cells += [registered, recognised, rate(recognised or 0, registered)]
            rows.append(cells)
        for name, label in _ASSOCIATION.items():
            rows.append(
                [label, *(cell for year in years for cell in ("", year[name], ""))]
            )
        return rows

    def _models_heading(self):
        return f"MÔ HÌNH HỌC TẬP, TỔ CHỨC HỘI KHUYẾN HỌC NĂM {self.year}"

    def _models_heads(self):
        return [
            head
            for year in (self.year - 1, self.year)
            for head in (
                f"Đăng ký năm {year}",
                f"Được công nhận hoặc hiện có năm {year}",
                f"Tỷ lệ công nhận năm {year} (%)",
            )
        ]

    def _models_annex(self):
        rows = [
            [
                number,
                label,
                *(
                    cell
                    if cell == ""
                    else _shown(cell)
                    if place % 3
                    else _shown(cell, _RATE)
                    for place, cell in enumerate(cells, 1)
                ),
            ]
            for number, (label, *cells) in enumerate(self._models_rows(), 1)
        ]
        heads = zip(self._models_heads(), [17, 23, 18] * 2, strict=True)
        return {
            "heading": self._models_heading(),
            "columns": [
                column("TT", 10, centre=True),
                column("Nội dung"),
                *(column(label, width, centre=True) for label, width in heads),
            ],
            "groups": [{"heading": "", "rows": rows}],
            "notes": [],
        }


def _points(texts):
    """The lines of these texts, each a point of a list."""
    return [line for text in texts for line in text_lines(text or "")]


def _shares(figures):
    """“50,9% số người đăng ký (338/664) và 37,0% số người lớn (338/914)”"""
    return " và ".join(
        f"{percent(figures['recognised'], figures[name])} {text}"
        f" ({dotted(figures['recognised']) or 0}/{dotted(figures[name])})"
        for name, text in (
            ("registered", "số người đăng ký"),
            ("adults", "số người lớn"),
        )
        if figures[name]
    )


def _change(now, before):
    """“tăng 38 người (12,7%)”: of those of the year before; “” where it has none."""
    if not before:
        return ""
    word = "tăng" if now >= before else "giảm"
    number = abs(now - before)
    return f"{word} {counted(number)} người ({percent(number, before)})"


def _groups(figures):
    known = sorted((code, n) for code, n in figures["groups"].items() if code)
    texts = [
        f"nhóm {code.removeprefix('N')}: {counted(number)} người"
        for code, number in known
    ]
    unknown = figures["groups"].get("")
    if known and unknown:
        texts.append(f"chưa rõ nhóm: {counted(unknown)} người")
    return ", ".join(texts)


def _count(name):
    return lambda figures, _earlier: figures[name]


def _of_group(code):
    """Titles read from lists do not tell the group."""
    return lambda figures, _earlier: figures["groups"].get(
        code, None if set(figures["groups"]) == {""} else 0
    )


# ``of``: for a rate, the heads of what it is of what; points above or below a target
# have decimals without it.
Column = namedtuple("Column", "label width value places of", defaults=(0, None))

_RECOGNISED = "Được công nhận"

_RESULTS = [
    # Nobody lives in an agency.
    Column("Người lớn", 15, lambda figures, _earlier: figures["adults"] or None),
    Column("Đăng ký", 15, _count("registered")),
    Column("Tự đánh giá", 15, _count("self_assessed")),
    Column("Được thẩm định", 15, _count("appraised")),
    Column("Đạt", 13, _count("passed")),
    Column(_RECOGNISED, 15, _count("recognised")),
    Column(
        "Công nhận trên đăng ký (%)", 18,
        lambda figures, _earlier: rate(figures["recognised"], figures["registered"]),
        RATE_PLACES, (_RECOGNISED, "Đăng ký"),
    ),
    Column(
        "Công nhận trên người lớn (%)", 18,
        lambda figures, _earlier: rate(figures["recognised"], figures["adults"]),
        RATE_PLACES, (_RECOGNISED, "Người lớn"),
    ),
    Column("Đạt lần đầu", 14, _count("first_time")),
    Column("Đạt 5 năm liền", 14, _count("outstanding")),
    Column(
        "So với chỉ tiêu (điểm %)", 17,
        lambda figures, _earlier: figures["gap"] and rounded(figures["gap"]),
        RATE_PLACES,
    ),
    Column("Công nhận năm trước", 17, lambda _figures, earlier: earlier["recognised"]),
]  # fmt: skip

_MINORITY = Column("Dân tộc thiểu số", 15, _count("minority"))

_PEOPLE = [
    Column(_RECOGNISED, 15, _count("recognised")),
    Column("Nữ", 12, _count("women")),
    _MINORITY,
]

_SKILLS = [
    Column("Thuộc gia đình học tập", 18, _count("recognised_in_family")),
    Column("Thuộc dòng họ học tập", 18, _count("recognised_in_clan")),
    Column("Thuộc cộng đồng học tập", 18, _count("recognised_in_community")),
    Column("Thuộc đơn vị học tập", 18, _count("recognised_in_units")),
    Column("Có kỹ năng số", 15, _count("recognised_digital")),
    Column("Thành thạo kỹ năng số", 18, _count("recognised_fluent")),
]


def _filled(columns, rows, total):
    """The columns with their values and total. Minorities stand in it only where no
    cell is kept back, since it would point at people: who reads it needs numbers."""
    filled = [
        {
            **one._asdict(),
            "values": [one.value(*row) for row in rows],
            "total": one.value(*total),
        }
        for one in columns
    ]
    return [
        one
        for one in filled
        if one["label"] != _MINORITY.label or None not in [*one["values"], one["total"]]
    ]


_RATE = {"places": RATE_PLACES, "of": True}

# Without any of these a year has nothing for a table.
_COUNTED = ("registered", "recognised")
_KEPT_OF_MODELS = (
    *(f"{model}_{what}" for model in _MODELS for what in ("registered", "recognised")),
    *_ASSOCIATION,
)


def _shown(value, of=None):
    """A figure as a table has it; ``of``: the column, with its number of decimals."""
    if value is None:
        return "–"
    if of and of["places"]:
        write = decimal if of["of"] else signed
        return write(value, of["places"])
    return dotted(half_up(value)) or "0"
