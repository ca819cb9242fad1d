from odoo import models

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import dotted, in_sentence, percent

from .cdht_report_work import KINDS
from .cdht_review import PARTS

_UNKNOWN = "…"


class CdhtReview(models.Model):
    """What the figures give to the review's text, and its annexes."""

    _inherit = "cdht.review"

    def _proposed_parts(self):
        return PARTS

    def _proposed_texts(self):
        return {
            "leading": self._text_leading(),
            "results": self._text_results(),
            "times": self._text_times(),
            "weak": _UNKNOWN,
            "lessons": _UNKNOWN,
            "next": self._text_next(),
            "commend": _UNKNOWN,
        }

    def _text_leading(self):
        held = [
            f"{number} {KINDS[kind]} ({dotted(people) or 0} lượt người)"
            for kind, (number, people) in self.figures["work"].items()
        ]
        return f"Đã tổ chức {'; '.join(held)}." if held else _UNKNOWN

    def _text_results(self):
        years = [self.figures["years"][str(year)] for year in self._years()]
        total = sum(year["recognised"] for year in years)
        women = sum(year["women"] for year in years)
        last = years[-1]
        place = in_sentence(self.area_id.name)
        lines = [
            f"Trong {len(years)} năm, {place} có {dotted(total) or 0} lượt người được"
            f" công nhận danh hiệu “Công dân học tập”, trong đó {dotted(women) or 0}"
            f" lượt nữ ({percent(women, total)}).",
            f"Năm {self.year_to} có {last['recognised']} người được công nhận,"
            f" {last['outstanding']} người đạt 5 năm liền.",
            "(Chi tiết theo thôn, đơn vị, nhóm đối tượng, giới tính tại phụ lục)",
        ]
        return "\n".join(lines)

    def _text_times(self):
        times = self.figures["times"]
        people = sum(times.values())
        return f"Có {dotted(people) or 0} người đạt danh hiệu ít nhất một lần."

    def _text_next(self):
        return self._aims_text(self.year_to + 1) or _UNKNOWN

    def _paper_annexes(self):
        return [self._units_annex(), self._groups_annex()]

    def _units_annex(self):
        years = self._years()
        rows = []
        for number, unit in enumerate(self.figures["units"], 1):
            counts = [unit["recognised"][str(year)] for year in years]
            rows.append(
                [number, unit["name"], *map(_shown, counts), _shown(sum(counts)),
                 _shown(unit["outstanding"])]
            )  # fmt: skip
        whole = [self.figures["years"][str(year)] for year in years]
        counts = [year["recognised"] for year in whole]
        total = [
            "", "Tổng cộng", *map(_shown, counts), _shown(sum(counts)),
            _shown(whole[-1]["outstanding"]),
        ]  # fmt: skip
        return {
            "heading": "SỐ NGƯỜI ĐƯỢC CÔNG NHẬN THEO THÔN, ĐƠN VỊ",
            "landscape": len(years) > 5,
            "columns": [
                column("TT", 10, centre=True),
                column("Thôn, đơn vị"),
                *(column(f"Năm {year}", 17, centre=True) for year in years),
                column("Cộng (lượt)", 18, centre=True),
                column("5 năm liền", 16, centre=True),
            ],
            "groups": [
                {"heading": "", "rows": rows},
                {"heading": "", "rows": [total], "class": "total"},
            ],
            "notes": [],
        }

    def _groups_annex(self):
        years = self._years()
        figures = [self.figures["years"][str(year)] for year in years]
        codes = sorted({code for year in figures for code in year["groups"] if code})
        lines = [
            ("Nam", [year["recognised"] - year["women"] for year in figures]),
            ("Nữ", [year["women"] for year in figures]),
            *(
                (
                    f"Nhóm {code.removeprefix('N')}",
                    [_of_group(year, code) for year in figures],
                )
                for code in codes
            ),
            ("Chưa rõ nhóm", [year["groups"].get("", 0) for year in figures]),
        ]
        rows = [
            [number, label, *map(_shown, counts), _shown(sum(filter(None, counts)))]
            for number, (label, counts) in enumerate(lines, 1)
        ]
        return {
            "heading": "SỐ NGƯỜI ĐƯỢC CÔNG NHẬN THEO GIỚI TÍNH, NHÓM ĐỐI TƯỢNG",
            "landscape": len(years) > 5,
            "columns": [
                column("TT", 10, centre=True),
                column("Giới tính, nhóm"),
                *(column(f"Năm {year}", 18, centre=True) for year in years),
                column("Cộng (lượt)", 20, centre=True),
            ],
            "groups": [{"heading": "", "rows": rows}],
            "notes": [],
        }


def _of_group(figures, code):
    """None of a year of which there are titles only, read from lists."""
    none = None if set(figures["groups"]) == {""} else 0
    return figures["groups"].get(code, none)


def _shown(number):
    return "–" if number is None else dotted(number) or "0"
