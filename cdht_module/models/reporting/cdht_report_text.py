from odoo import models

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    decimal,
    dotted,
    in_sentence,
    percent,
)

_UNKNOWN = "…"

_MODELS = {
    "family": "Gia đình học tập",
    "clan": "Dòng họ học tập",
    "community": "Cộng đồng học tập",
    "unit": "Đơn vị học tập",
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
        lines = [f"Triển khai {plan._paper_named()}." for plan in plans]
        tasks = (plans.filtered("programme_id") or plans).task_ids
        done = tasks.filtered(lambda task: task.state == "done")
        if tasks:
            lines.append(
                f"Đã hoàn thành {len(done)}/{len(tasks)} nhiệm vụ của kế hoạch."
            )
        lines += [f"- {task.result.strip()}" for task in done if task.result]
        return "\n".join(lines) or _UNKNOWN

    def _text_results(self):
        now, before = self.figures["this"], self.figures["earlier"]
        recognised, year = now["recognised"], self.year
        period, place = self._period_text(), in_sentence(self.area_id.name)
        lines = []
        if now["registered"]:
            lines.append(
                f"{period[:1].upper()}{period[1:]}, {place} có {now['registered']}"
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
            lines.append(f"Còn {', '.join(counted)}.")
        lines.append("(Chi tiết theo thôn, đơn vị tại Phụ lục I)")
        return "\n".join(lines)

    def _lines_of_recognised(self, now, before):
        recognised = now["recognised"]
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
                f"So với năm {self.year - 1} ({before['recognised']} người), {word}"
                f" {abs(change)} người ({percent(abs(change), before['recognised'])})."
            )
        return lines

    def _text_targets(self):
        targets = self.figures["targets"]
        if not targets:
            return "Chưa có chỉ tiêu của kế hoạch đã ban hành."
        measured = [t for t in targets if t["share"] is not None]
        reached = [t for t in measured if t["share"] >= t["value"]]
        lines = []
        if measured:
            lines.append(f"Đạt {len(reached)}/{len(measured)} chỉ tiêu đã đánh giá.")
        if unknown := len(targets) - len(measured):
            lines.append(f"Còn {unknown} chỉ tiêu chưa đủ số liệu để đánh giá.")
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
            f"{now[f'{model}_recognised']}/{now[f'{model}_registered']} {name}"
            for model, name in names.items()
            if now[f"{model}_registered"]
        ]
        lines = (
            [f"Được công nhận trên số đăng ký: {'; '.join(known)}."] if known else []
        )
        if now["members"]:
            lines.append(
                f"Hội Khuyến học có {now['chapters']} chi hội, {now['members']} hội"
                f" viên, trong đó {now['members_new']} hội viên mới;"
                f" {now['members_trained']} cán bộ, hội viên được học tập, quán triệt"
                " tiêu chí."
            )
        if lines:
            lines.append("(Chi tiết tại Phụ lục II)")
        return "\n".join(lines) or _UNKNOWN

    def _text_weak(self):
        lines_known = self.line_ids if self.figures["this"]["recognised"] else ()
        weakest = [
            f"{line.name} ({line.recognised}/{line.registered})"
            for line in sorted(
                (line for line in lines_known if line.registered),
                key=lambda line: line.recognised / line.registered,
            )[:3]
        ]
        lines = []
        if weakest:
            lines.append(
                "Đơn vị có tỷ lệ được công nhận trên số đăng ký thấp:"
                f" {'; '.join(weakest)}."
            )
        indicators = self._weak_indicators()
        if indicators:
            lines.append(f"Chỉ số có điểm bình quân thấp: {'; '.join(indicators)}.")
        return "\n".join([*lines, f"Nguyên nhân: {_UNKNOWN}"])

    def _weak_indicators(self):
        # sudo: figures: averages of the area reported, nobody's own scores
        campaign = self.env["cdht.campaign"].sudo().search(
            [("unit_id", "=", self.area_id.id), ("year", "=", self.year)], limit=1
        )  # fmt: skip
        return [
            f"chỉ số {indicator._number()} ({decimal(average)} điểm)"
            for indicator, average in campaign._indicator_averages()[:3]
        ]

    def _text_next(self):
        return self._targets_text(self.year + 1) or _UNKNOWN

    # -- What a report says (Nghị định 30/2020, Phụ lục III, mẫu 1.4).

    def _paper_annexes(self):
        return [self._units_annex(), self._models_annex()]

    def _matrix(self, of="figures"):
        """(heads, rows, total) of the figures by unit, for paper and workbook: heads
        as (label, width in mm); “*” for a figure that is not kept. ``of``:
        ``earlier_figures`` for those of the year before."""
        lines = self.line_ids
        codes = sorted({c for line in lines for c in line[of]["groups"] if c})
        heads = [*_HEADS_BEFORE, *((f"N{c.removeprefix('N')}", 7.5) for c in codes)]
        heads += _HEADS_AFTER
        if of == "earlier_figures":
            heads.pop()  # of the year before that nothing is kept
        size = len(heads)
        rows = [_cells(line[of], line.earlier_figures, codes)[:size] for line in lines]
        whole = self.figures["this" if of == "figures" else "earlier"]
        total = _cells(whole, self.figures["earlier"], codes)
        return heads, rows, total[:size]

    def _ethnicity_rows(self):
        """[(ethnicity, recognised, recognised the year before)] of the whole area."""
        now, before = (
            self.figures[name]["ethnicities"] for name in ("this", "earlier")
        )
        names = sorted({*now, *before}, key=lambda name: (not name, name))
        return [
            (
                name or "Chưa ghi",
                *(_or_suppressed(cells.get(name, 0)) for cells in (now, before)),
            )
            for name in names
        ]

    def _units_annex(self):
        heads, rows, total = self._matrix()
        table = [
            [number, line.name, *map(_shown, row)]
            for number, (line, row) in enumerate(
                zip(self.line_ids, rows, strict=True), 1
            )
        ]
        return {
            "heading": f"KẾT QUẢ THEO THÔN, ĐƠN VỊ {self._period_text().upper()}",
            "landscape": True,
            "columns": [
                column("TT", 7, centre=True),
                column("Thôn, đơn vị"),
                *(column(label, width, centre=True) for label, width in heads),
            ],
            "groups": [
                {"heading": "", "rows": table},
                {
                    "heading": "",
                    "rows": [["", "Tổng cộng", *map(_shown, total)]],
                    "class": "total",
                },
            ],
            "notes": [
                "CN: được công nhận; ĐK: đăng ký; NL: người lớn; DTTS: dân tộc "
                "thiểu số; N1, N2, N3: nhóm 1, 2, 3; GĐ HT, DH HT, CĐ HT, ĐV HT: số "
                "người được công nhận thuộc gia đình, dòng họ, cộng đồng, đơn vị "
                "học tập; KNS: có kỹ năng số; ± CT: so với chỉ tiêu của kế hoạch "
                "(điểm %); “–”: không có số liệu; “*”: không nêu, do số dưới 5 hoặc "
                "làm lộ số dưới 5."
            ],
        }

    def _models_annex(self):
        now, before = self.figures["this"], self.figures["earlier"]
        rows = []
        for number, (model, label) in enumerate(_MODELS.items(), 1):
            registered, recognised = f"{model}_registered", f"{model}_recognised"
            rows.append(
                [
                    number,
                    label,
                    *(
                        cell
                        for year in (before, now)
                        for cell in (
                            _shown(year[registered]),
                            _shown(year[recognised]),
                            percent(year[recognised] or 0, year[registered]),
                        )
                    ),
                ]
            )
        association = [
            ("Chi hội khuyến học", "chapters"),
            ("Hội viên", "members"),
            ("Hội viên mới", "members_new"),
            ("Cán bộ, hội viên được quán triệt tiêu chí", "members_trained"),
            ("Quỹ khuyến học (đồng)", "fund"),
        ]
        for number, (label, name) in enumerate(association, len(rows) + 1):
            rows.append(
                [number, label, "", _shown(before[name]), "", "", _shown(now[name]), ""]
            )
        year = self.year
        return {
            "heading": f"MÔ HÌNH HỌC TẬP, TỔ CHỨC HỘI KHUYẾN HỌC NĂM {year}",
            "columns": [
                column("TT", 10, centre=True),
                column("Nội dung"),
                *(
                    column(label, width, centre=True)
                    for y in (year - 1, year)
                    for label, width in (
                        (f"Đăng ký năm {y}", 17),
                        (f"Công nhận, hiện có năm {y}", 25),
                        ("Tỷ lệ", 16),
                    )
                ),
            ],
            "groups": [{"heading": "", "rows": rows}],
            "notes": [],
        }  # fmt: skip


def _shares(figures):
    parts = [
        f"{percent(figures['recognised'], figures[name])} {text}"
        for name, text in (("registered", "số đăng ký"), ("adults", "số người lớn"))
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


_HEADS_BEFORE = [
    ("Người lớn", 9.5), ("Đăng ký", 8.5), ("Tự đánh giá", 8.5), ("Thẩm định", 8.5),
    ("Đạt", 8), ("CN", 8), ("CN / ĐK (%)", 9), ("CN / NL (%)", 9), ("Nữ", 7.5),
    ("DTTS", 8.5),
]  # fmt: skip


_HEADS_AFTER = [
    ("GĐ HT", 7.5), ("DH HT", 7.5), ("CĐ HT", 7.5), ("ĐV HT", 7.5), ("KNS", 8),
    ("Thành thạo", 9), ("Lần đầu", 8), ("5 năm liền", 8), ("± CT", 9),
    ("CN năm trước", 9),
]  # fmt: skip


def _cells(figures, earlier, codes):
    """The figures of one row, in the order of the heads; shares as texts."""
    recognised = figures["recognised"]
    # Titles read from lists do not tell the group.
    none = None if set(figures["groups"]) == {""} else 0
    return [
        figures["adults"] or None,  # nobody lives in an agency
        *(figures[name] for name in ("registered", "self_assessed", "appraised")),
        figures["passed"],
        recognised,
        _rate(recognised, figures["registered"]),
        _rate(recognised, figures["adults"]),
        figures["women"],
        _or_suppressed(figures["minority"]),
        *(figures["groups"].get(code, none) for code in codes),
        *(
            figures[f"recognised_{name}"]
            for name in ("in_family", "in_clan", "in_community", "in_units")
        ),
        figures["recognised_digital"],
        figures["recognised_fluent"],
        figures["first_time"],
        figures["outstanding"],
        figures["gap"],
        earlier["recognised"],
    ]


def _or_suppressed(number):
    return "*" if number is None else number


def _rate(part, whole_number):
    return round(100 * part / whole_number, 1) if whole_number else None


def _shown(value):
    if value is None:
        return "–"
    if isinstance(value, float):
        return dotted(int(value)) if value >= 1000 else decimal(value)
    if isinstance(value, int):
        return dotted(value) or "0"
    return value
