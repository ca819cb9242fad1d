from collections import namedtuple

from odoo import models

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    decimal,
    dotted,
    in_full,
    in_sentence,
    percent,
    percent_of,
    roman,
    signed,
)
from odoo.addons.cdht_module.tools.rounding import RATE_PLACES, half_up, rate

_UNKNOWN = "…"

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
    """The sentences that the figures give; the office words them as it likes."""

    _inherit = "cdht.report"

    def _proposed_texts(self):
        """{code of a part: text}"""
        return {
            "leading": self._text_leading(),
            "activities": self._text_activities(),
            "results": self._text_results(),
            "targets": self._text_targets(),
            "models": self._text_models(),
            "money": self._text_money(),
            "weak": self._text_weak(),
            "next": self._text_next(),
            "requests": _UNKNOWN,
        }

    def _text_leading(self):
        # sudo: part: the issued plans of the area are its bodies' and units' own
        plans = self.env["cdht.plan"].sudo().search(
            [
                ("issuing_unit_id", "=", self.area_id.id),
                ("state", "=", "issued"),
                ("year_from", "<=", self.year),
                ("year_to", ">=", self.year),
            ]
        )  # fmt: skip
        place = self.area_id.name
        lines = [f"{place} đã triển khai {plan._cited()}." for plan in plans]
        tasks = (plans.filtered("programme_id") or plans)._own_tasks()
        done = tasks.filtered(lambda task: task.state == "done")
        if tasks:
            lines.append(
                f"{place} đã hoàn thành {len(done)}/{len(tasks)} nhiệm vụ của kế hoạch."
            )
        lines += [f"- {task.result.strip()}" for task in done if task.result]
        return "\n".join(lines) or _UNKNOWN

    def _text_results(self):
        now, before = self.figures["this"], self.figures["earlier"]
        recognised, year = now["recognised"], self.year
        period, place = self._period_text(), in_sentence(self.area_id.name)
        period = f"{period[:1].upper()}{period[1:]}"
        if self.period == "year" and not (now["registered"] or recognised):
            return (
                f"{period}, {place} chưa có người đăng ký, được đánh giá, công nhận"
                " danh hiệu “Công dân học tập”."
            )
        lines = []
        if now["registered"]:
            lines.append(
                f"{period}, {place} có {now['registered']}"
                f" người đăng ký; {now['self_assessed']} người tự đánh giá;"
                f" {now['appraised']} người được chi hội thẩm định; {now['passed']}"
                " người đạt."
            )
        if self.period == "half" and not recognised:
            lines.append(
                "Việc công nhận danh hiệu “Công dân học tập” thực hiện vào cuối năm."
            )
            if before["recognised"]:
                lines.append(
                    f"Năm {year - 1} có {before['recognised']} người được công nhận."
                )
        else:
            lines += self._lines_of_recognised(now, before)
        beside = [
            ("not_eligible", "không đạt"),
            ("refused", "không được công nhận"),
            ("not_assessed", "đăng ký nhưng không đánh giá"),
        ]
        counted = [f"{now[name]} người {text}" for name, text in beside if now[name]]
        if counted:
            lines.append(f"{self.area_id.name} còn {', '.join(counted)}.")
        if named := self._annex_named("results", "people"):
            lines.append(f"(Chi tiết theo thôn, đơn vị tại {named})")
        return "\n".join(lines)

    def _lines_of_recognised(self, now, before):
        recognised = now["recognised"]
        if not recognised:
            return [
                f"{self.area_id.name} chưa có người được công nhận danh hiệu “Công dân"
                f" học tập” của năm {self.year}."
            ]
        lines = [
            f"Số người được công nhận danh hiệu “Công dân học tập” là {recognised}"
            f" người{_shares(now)}; trong đó {now['women']} nữ"
            f"{_minority(now)}{_groups(now)}; {now['first_time']} người đạt lần đầu,"
            f" {now['outstanding']} người đạt 5 năm liền."
        ]
        if before["recognised"]:
            change = recognised - before["recognised"]
            word = "tăng" if change >= 0 else "giảm"
            lines.append(
                f"So với năm {self.year - 1} ({before['recognised']} người), số người"
                f" được công nhận {word} {abs(change)} người"
                f" ({percent(abs(change), before['recognised'])})."
            )
        return lines

    def _text_targets(self):
        targets = self.figures["targets"]
        if not targets:
            return f"{self.area_id.name} chưa ban hành kế hoạch có chỉ tiêu."
        measured = [t for t in targets if t["share"] is not None]
        reached = [t for t in measured if t["share"] >= t["value"]]
        lines = []
        if measured:
            lines.append(
                f"{self.area_id.name} đạt {len(reached)}/{len(measured)} chỉ tiêu đã"
                " đánh giá."
            )
        # Why one has none is told to the officer, beside the figures.
        unknown = [in_full(t["name"]) for t in targets if t["share"] is None]
        if unknown:
            lines.append(
                f"{len(unknown)} chỉ tiêu chưa đủ số liệu để đánh giá:"
                f" {'; '.join(unknown)}."
            )
        return "\n".join(lines)

    def _text_models(self):
        now = self.figures["this"]
        names = {
            "family": "gia đình học tập",
            "clan": "dòng họ học tập",
            "community": "cộng đồng học tập",
            "unit": "đơn vị học tập",
        }
        known = [
            f"{name} "
            + percent_of(now[f"{model}_recognised"] or 0, now[f"{model}_registered"])
            for model, name in names.items()
            if now[f"{model}_registered"]
        ]
        lines = []
        if known:
            lines.append(
                "Tỷ lệ được công nhận (số được công nhận/số đăng ký) của các mô hình:"
                f" {'; '.join(known)}."
            )
        if now["members"]:
            lines.append(
                f"Hội Khuyến học có {now['chapters']} chi hội, {now['members']} hội"
                f" viên, trong đó {now['members_new']} hội viên mới;"
                f" {now['members_trained']} cán bộ, hội viên được học tập, quán triệt"
                " tiêu chí."
            )
        if lines:
            lines.append(f"(Chi tiết tại {self._annex_named('models')})")
        return "\n".join(lines) or _UNKNOWN

    def _text_weak(self):
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
        lines = []
        if weakest:
            lines.append(
                "Các đơn vị có tỷ lệ người được công nhận trên số người đăng ký thấp:"
                f" {'; '.join(weakest)}."
            )
        indicators = self._weak_indicators()
        if indicators:
            lines.append(f"Các chỉ số có điểm bình quân thấp: {'; '.join(indicators)}.")
        if not lines:
            return _UNKNOWN
        return "\n".join([*lines, f"Nguyên nhân: {_UNKNOWN}"])

    def _weak_indicators(self):
        # sudo: figures: averages of the area reported, nobody's own scores
        campaign = self.env["cdht.campaign"].sudo().search(
            [("unit_id", "=", self.area_id.id), ("year", "=", self.year)], limit=1
        )  # fmt: skip
        return [
            f"chỉ số {indicator._number()} ({decimal(average, 2)} điểm)"
            for indicator, average in campaign._indicator_averages()[:3]
        ]

    def _text_next(self):
        return self._targets_text(self.year + 1) or _UNKNOWN

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
                f"Được công nhận, hiện có năm {year}",
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


def _shares(figures):
    parts = [
        f"{percent(figures['recognised'], figures[name])} {text}"
        f" ({dotted(figures['recognised'])}/{dotted(figures[name])})"
        for name, text in (
            ("registered", "số người đăng ký"),
            ("adults", "số người lớn"),
        )
        if figures[name]
    ]
    return f", bằng {' và '.join(parts)}" if parts else ""


def _minority(figures):
    """A number that would point at people is not kept (None)."""
    number = figures["minority"]
    return f", {number} người dân tộc thiểu số" if number else ""


def _groups(figures):
    known = sorted((code, n) for code, n in figures["groups"].items() if code)
    texts = [f"nhóm {code.removeprefix('N')}: {number}" for code, number in known]
    return f"; {', '.join(texts)} người" if texts else ""


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
    Column("So với chỉ tiêu (điểm %)", 17, _count("gap"), RATE_PLACES),
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
