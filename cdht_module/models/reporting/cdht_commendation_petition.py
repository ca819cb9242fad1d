from odoo import api, fields, models

from odoo.addons.cdht_module.models.decisions.cdht_decision_bonus import (
    in_figures_and_words,
)
from odoo.addons.cdht_module.tools.paper_text import in_sentence, text_lines
from odoo.addons.cdht_module.tools.wording import Words


class CdhtCommendationPetition(models.Model):
    """Tờ trình đề nghị khen thưởng, with the short reports on what each person and
    collective achieved."""

    _name = "cdht.commendation.petition"
    _description = "Petition for commendation"
    _inherit = ["cdht.commendation.dossier"]
    _paper_kind = "Tờ trình"
    _issued_papers = ("_paper_values", "_achievement_values")
    _wordings = (
        Words(
            "commendation_petition",
            "cdht.commendation.petition",
            "_paper_values",
            "commendation_petition_paper",
            {
                "cơ quan trình": "body",
                "nơi nhận": "asked",
                "tập thể, cá nhân": "counted",
                "giai đoạn": "period",
                "báo cáo": "report",
                "tiền thưởng": "money",
                "phụ lục": lambda paper: paper["annexes"][0]["name"],
            },
            subject=("giai đoạn",),
        ),
        Words(
            "achievement",
            "cdht.commendation.petition",
            "_achievement_values",
            "achievement_paper",
            {
                "cá nhân, tập thể": "kind_name",
                "họ và tên": "name",
                "năm sinh": "birth_year",
                "đơn vị": "unit",
                "tên tập thể": "collective",
                "đề nghị": "award",
                "giai đoạn": "period",
                "số danh hiệu": lambda paper: len(paper["titles"]) or "",
            },
            {"thành tích": "achievements", "danh hiệu": "titles"},
        ),
    )

    commendation_ids = fields.One2many(
        "cdht.commendation", "petition_id", string="Asked for", readonly=True
    )
    subject = fields.Char(
        compute="_compute_subject", store=True, readonly=False, precompute=True
    )
    addressees = fields.Text(
        compute="_compute_addressees",
        store=True,
        readonly=False,
        precompute=True,
        help="After “Kính gửi”: one a line, without the dash and the “;”.",
    )

    @api.depends("review_id", "issuing_unit_id")
    def _compute_subject(self):
        self._propose_subjects()

    @api.depends("review_id")
    def _compute_addressees(self):
        for petition in self:
            body = petition.area_id.body_name or ""
            petition.addressees = petition.addressees or (
                f"Chủ tịch {body}\nHội đồng Thi đua - Khen thưởng"
                f" {in_sentence(petition.area_id.name or '')}"
            )

    def _paper_values(self):
        lines, review = self.commendation_ids, self.review_id
        addressees = text_lines(self.addressees)
        # sudo: name: number and date of the report, which the petition goes by
        report = review.sudo()
        total = sum(lines.mapped("bonus"))
        return {
            **super()._paper_values(),
            "addressees": addressees,
            "asked": addressees[0] if addressees else "",
            "report": (
                f"{report._paper_named()} của {report._paper_body()}"
                f" về {in_sentence(report.subject or '')}"
                if report.state == "issued"
                else ""
            ),
            "money": in_figures_and_words(total),
            "annexes": self._numbered_annexes(
                [lines._annex("DANH SÁCH TẬP THỂ, CÁ NHÂN ĐỀ NGHỊ KHEN THƯỞNG")]
            ),
        }

    def _achievement_values(self):
        """A page for each of its people and collectives."""
        people = [
            {**self._head(), **line._achievement_values()}
            for line in self.commendation_ids._in_order()
        ]
        return {
            **self._paper_values(),
            "annexes": [],
            # What sentences name, by the first of them.
            **(people[0] if people else {}),
            "people": people,
            "reference": "",
            "long_date": "",
            "is_draft": False,
        }

    def _with_sentences(self, method, values):
        values = super()._with_sentences(method, values)
        if method != "_achievement_values":
            return values
        words = self._words(method)
        return {
            **values,
            "people": [
                {**values, **one, **words.composed(values["words"], one)}
                for one in values["people"]
            ],
        }
