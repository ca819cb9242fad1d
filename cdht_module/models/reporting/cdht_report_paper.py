from odoo import models

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import decimal, dotted, percent

_MODELS = {
    "family": "Gia đình học tập",
    "clan": "Dòng họ học tập",
    "community": "Cộng đồng học tập",
    "unit": "Đơn vị học tập",
}


class CdhtReport(models.Model):
    """What a report says (Nghị định 30/2020, Phụ lục III, mẫu 1.4)."""

    _inherit = "cdht.report"

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
            (name or "Chưa ghi", *(_few(cells.get(name, 0)) for cells in (now, before)))
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
        _few(figures["minority"]),
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


def _few(number):
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
