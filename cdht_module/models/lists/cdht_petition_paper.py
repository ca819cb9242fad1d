from odoo import api, fields, models
from odoo.tools import groupby

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    figure_and_words,
    roman,
    text_lines,
    whole,
)

from .cdht_proposal_paper import PASSED

_OPENING_ASSOCIATION = (
    "Thực hiện Quyết định số 677/QĐ-TTg ngày 03 tháng 6 năm 2022 của Thủ tướng Chính"
    " phủ và Quyết định số 244/QĐ-KHVN ngày 28 tháng 7 năm 2022 của Hội Khuyến học"
    " Việt Nam, năm {year} {body} đã hướng dẫn các chi hội khuyến học tổ chức cho"
    " người dân đăng ký, tự đánh giá; họp thẩm định, đánh giá, xếp loại và lập danh"
    " sách đề nghị."
)
_OPENING_COMMITTEE = (
    "Trên cơ sở kết quả thẩm định của các chi hội khuyến học và đề nghị của Hội Khuyến"
    " học xã, {body} đã rà soát hồ sơ của các cá nhân thuộc thẩm quyền công nhận của"
    " {addressee}."
)
_CLOSING = (
    "{body} kính trình {addressee} xem xét, quyết định công nhận danh hiệu “Công dân"
    " học tập” năm {year} cho các cá nhân có tên trong danh sách (kèm theo danh sách và"
    " biên bản họp thẩm định của các chi hội)."
)


class CdhtPetition(models.Model):
    """What a petition says (Nghị định 30/2020, Phụ lục III, mẫu 1.4)."""

    _inherit = "cdht.petition"
    _standing = frozenset({"issued", "answered"})

    opening = fields.Text(
        compute="_compute_wording",
        store=True,
        readonly=False,
        precompute=True,
        help="The first paragraphs, before the results.",
    )
    closing = fields.Text(
        compute="_compute_wording",
        store=True,
        readonly=False,
        precompute=True,
        help="What is asked for, after the results.",
    )

    @api.depends("campaign_id", "issuing_unit_id", "addressee_unit_id")
    def _compute_wording(self):
        """Worded anew when year or bodies change: it names them."""
        for petition in self:
            values = {
                "year": petition.year,
                "body": petition.issuing_unit_id.body_name or "",
                "addressee": petition.addressee_unit_id.body_name or "",
            }
            opening = (
                _OPENING_COMMITTEE if petition.goes_above else _OPENING_ASSOCIATION
            )
            petition.opening = opening.format(**values)
            petition.closing = _CLOSING.format(**values)

    def _paper_values(self):
        people = self._paper_people()
        closing = [line.rstrip(" ./") for line in text_lines(self.closing)]
        return {
            **super()._paper_values(),
            "trace_head": self._paper_trace_head(),
            "year": self.year,
            "addressees": [self.addressee_unit_id.body_name or ""],
            "opening": [whole(f"{line}.") for line in text_lines(self.opening)],
            "closing": [whole(line) for line in closing],
            "figure_columns": _FIGURES,
            "figures": [{"heading": "", "rows": self._paper_figures(people)}],
            "by_group": "; ".join(
                f"{_group_name(group)}: {len(list(own))} người"
                for group, own in groupby(
                    people.sorted(lambda d: d.labour_group_id.code or "~"),
                    lambda dossier: dossier.labour_group_id,
                )
            ),
            "columns": _COLUMNS,
            "groups": _groups(people),
            "people": figure_and_words(len(people)),
        }

    def _paper_bases(self):
        """Those typed; the committee goes by what its association asked."""
        bases = super()._paper_bases()
        if self.goes_above:
            asked = self.search(
                [
                    ("campaign_id", "=", self.campaign_id.id),
                    ("state", "!=", "draft"),
                    ("addressee_unit_id", "=", self.issuing_unit_id.id),
                    ("proposal_ids", "in", self.proposal_ids.ids),
                ],
                order="date, id",
            )
            bases += [
                f"Theo đề nghị của {paper._paper_body()} tại {paper._paper_named()}"
                for paper in asked
            ]
        return bases

    def _paper_people(self):
        """The dossiers that are asked for, in the order of papers."""
        people = self.assessment_ids
        # One query each, whatever their number: prefetching goes by 1000.
        people.fetch(
            ["citizen_id", "unit_id", "sort_name", "labour_group_id", "grade",
             "appraised_total", "earlier_streak"]
        )  # fmt: skip
        people.citizen_id.fetch(["name", "birth_year"])
        return self.env["cdht.unit"]._in_paper_order(people)

    def _paper_figures(self, people):
        """A row a unit of the lists, then the total: registered, self-assessed,
        appraised, passed, not passed, asked for here."""
        dossiers = self.proposal_ids.assessment_ids.filtered(
            lambda dossier: dossier.state != "withdrawn"
        )
        units = (dossiers.unit_id | people.unit_id).sorted(
            lambda unit: (unit.sequence, unit.name)
        )
        by_unit, asked = dossiers.grouped("unit_id"), people.grouped("unit_id")
        rows = []
        for unit in units:
            own = by_unit.get(unit, dossiers.browse())
            rows.append(
                [
                    len(own),
                    len(own.filtered("self_complete")),
                    len(own.filtered("appraised_complete")),
                    len(own.filtered(lambda d: d.grade in PASSED)),
                    len(own.filtered(lambda d: d.grade == "failed")),
                    len(asked.get(unit, ())),
                ]
            )
        named = [
            [number, unit.name, *row]
            for number, (unit, row) in enumerate(zip(units, rows, strict=True), 1)
        ]
        return [*named, ["", "Tổng cộng", *map(sum, zip(*rows, strict=True))]]


_FIGURES = [
    column("TT", 10, centre=True),
    column("Thôn, đơn vị"),
    column("Đăng ký", 17, centre=True),
    column("Tự đánh giá", 17, centre=True),
    column("Thẩm định", 17, centre=True),
    column("Đạt", 14, centre=True),
    column("Không đạt", 16, centre=True),
    column("Đề nghị", 17, centre=True),
]
_COLUMNS = [
    column("TT", 11.5, centre=True),
    column("Họ và tên"),
    column("Năm sinh", 14, centre=True),
    column("Nhóm", 16, centre=True),
    column("Tổng điểm", 16, centre=True),
    column("Số năm liên tục", 18, centre=True),
    column("Xếp loại", 32),
]


def _groups(people):
    """The rows unit by unit, numbered through the whole list."""
    units = groupby(enumerate(people, 1), lambda numbered: numbered[1].unit_id)
    return [
        {
            "heading": f"{roman(i)}. {unit.name} ({len(own)} người)",
            "rows": [
                [
                    number,
                    dossier.citizen_id.name,
                    dossier.citizen_id.birth_year or "",
                    dossier.labour_group_id.code or "",
                    dossier.appraised_total,
                    dossier.earlier_streak + 1,
                    "Đạt, 5 năm liền" if dossier.grade == "passed_five" else "Đạt",
                ]
                for number, dossier in own
            ],
        }
        for i, (unit, own) in enumerate(units, 1)
    ]


def _group_name(group):
    return f"{group.name} ({group.code})" if group else "Chưa rõ nhóm"
