from collections import Counter, defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.cdht_module.models.figures.cdht_statistic import MEASURES
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    counted,
    dotted,
    in_full,
    in_sentence,
    percent,
)
from odoo.addons.cdht_module.tools.wording import Words, facts

from .cdht_report import activities_text
from .cdht_reporting import FIELDS
from .cdht_review_part import is_measured

# (level, code, heading, table) in the order of the paper.
PARTS = [
    ("1", "", "KẾT QUẢ THỰC HIỆN", False),
    ("2", "leading", "Công tác chỉ đạo, tuyên truyền, tập huấn", False),
    ("2", "results", "Kết quả đánh giá, công nhận", "years"),
    ("2", "targets", "Kết quả so với chỉ tiêu của kế hoạch", "targets"),
    ("2", "times", "Số lần đạt danh hiệu", "times"),
    ("2", "money", "Kinh phí thực hiện", "money"),
    ("1", "weak", "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", False),
    ("1", "lessons", "BÀI HỌC KINH NGHIỆM", False),
    ("1", "next", "PHƯƠNG HƯỚNG, NHIỆM VỤ", False),
    ("1", "commend", "KHEN THƯỞNG", False),
]


class CdhtReview(models.Model):
    """Sơ kết of several years (seed III.4.b: five): the years against the targets, by
    unit, group and sex, who held the title how often, money; from it the commendation
    list and its decision.

    The seed names 2021-2026; titles exist from 2022, so the period is a field.
    """

    _name = "cdht.review"
    _description = "Review of several years"
    _inherit = ["cdht.reporting"]
    _order = "year_to desc, year_from, id desc"
    _print_stages = {"issued": "issued"}
    _wordings = (
        Words(
            "review",
            "cdht.review",
            "_paper_values",
            "review_paper",
            {
                **FIELDS,
                **facts(
                    "xã", "số năm", "năm đầu", "năm cuối", "năm sau", "hoạt động",
                    "chưa có người được công nhận", "số lượt công nhận", "số lượt nữ",
                    "số công nhận năm cuối", "số đạt 5 năm liền", "phụ lục kết quả",
                    "chưa có chỉ tiêu", "chỉ tiêu chưa đủ số liệu", "số người đạt",
                    "chưa có người đạt",
                ),
            },
            {"nội dung": "contents", **facts("chỉ tiêu năm sau")},
            subject=("số năm", "giai đoạn"),
        ),
    )  # fmt: skip

    year_from = fields.Integer(
        string="From year", required=True, aggregator=None, default=2022
    )
    year_to = fields.Integer(
        string="To year",
        required=True,
        aggregator=None,
        default=lambda self: clock.today().year,
    )
    subject = fields.Char(
        compute="_compute_subject", store=True, readonly=False, precompute=True
    )
    part_ids = fields.One2many("cdht.review.part", "review_id", string="Text")
    commendation_ids = fields.One2many(
        "cdht.commendation",
        "review_id",
        string="Commendations",
        groups="cdht_module.group_cdht_commune",
    )
    person_quota = fields.Integer(
        string="People at most", help="How many people are commended; 0: no limit."
    )
    collective_quota = fields.Integer(
        string="Collectives at most", help="How many collectives; 0: no limit."
    )
    chosen_count = fields.Integer(
        compute="_compute_chosen_count", groups="cdht_module.group_cdht_commune"
    )
    decision_ids = fields.One2many(
        "cdht.decision",
        "review_id",
        string="Decisions of commendation",
        groups="cdht_module.group_cdht_commune",
    )
    petition_ids = fields.One2many(
        "cdht.commendation.petition",
        "review_id",
        string="Petitions for commendation",
        groups="cdht_module.group_cdht_commune",
    )
    meeting_ids = fields.One2many(
        "cdht.commendation.meeting",
        "review_id",
        string="Minutes on commendation",
        groups="cdht_module.group_cdht_commune",
    )
    activity_id = fields.Many2one(
        "cdht.activity",
        string="Conference",
        copy=False,
        readonly=True,
        index="btree_not_null",
    )
    amends_id = fields.Many2one(
        "cdht.review",
        string="Report amended",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    amended_by_ids = fields.One2many(
        "cdht.review", "amends_id", string="Amended by", readonly=True
    )
    _quotas = models.Constraint(
        "CHECK (person_quota >= 0 AND collective_quota >= 0)",
        "A quota is counted from 0.",
    )

    @api.model
    def _of_year(self, year):
        return Domain("year_to", "=", year)

    def _filed_as(self):
        return "review"

    def _last_year(self):
        return self.year_to

    def _years(self):
        return list(range(self.year_from, self.year_to + 1))

    @api.depends("year_from", "year_to", "issuing_unit_id")
    def _compute_subject(self):
        self._propose_subjects()

    def _subject_facts(self):
        first, last = self.year_from, self.year_to
        return {
            "số năm": last - first + 1,
            "giai đoạn": self._period_text() if first < last else f"năm {last}",
        }

    def _period_text(self):
        return f"giai đoạn {self.year_from}-{self.year_to}"

    @api.depends("commendation_ids.is_chosen")
    def _compute_chosen_count(self):
        for review in self:
            chosen = review.commendation_ids.filtered("is_chosen")
            review.chosen_count = len(chosen)

    @api.constrains("year_from", "year_to")
    def _check_years(self):
        for review in self:
            if not 2021 <= review.year_from <= review.year_to <= 2100:
                raise ValidationError(
                    self.env._("The programme began in 2021; check the years.")
                )
            if review.year_to - review.year_from > 9:
                raise ValidationError(self.env._("A review covers ten years at most."))

    def write(self, vals):
        keys = {"year_from", "year_to", "issuing_unit_id"} & vals.keys()
        if keys and not self.env.su and any(self.mapped("taken_on")):
            raise UserError(
                self.env._("The figures are taken: make another report for it.")
            )
        return super().write(vals)

    def _written_by_hand(self, vals):
        """Who is commended is chosen after the review too; the lines say until when."""
        later = {"commendation_ids", "person_quota", "collective_quota"}
        return super()._written_by_hand(vals) - later

    def action_make_conference(self):
        """The conference of the review: its invitation, its attendance sheet."""
        self._cdht_one()
        self._check_issuing_officer()
        if not self.activity_id:
            name = (
                f"Hội nghị sơ kết {len(self._years())} năm và biểu dương cá nhân xuất"
                " sắc đạt danh hiệu “Công dân học tập” tiêu biểu"
            )
            activity = self.env["cdht.activity"].create(
                {
                    "kind": "conference",
                    "name": name,
                    "organiser_id": self.issuing_unit_id.id,
                    "invited": "Đại diện các thôn, cơ quan, trường học\n"
                    "Hội Khuyến học xã\nTập thể, cá nhân được khen thưởng",
                    "invited_count": self.chosen_count,
                }
            )
            # sudo: move: linked whatever the state of the review; the officer was
            # checked
            self.sudo().activity_id = activity
        return self.activity_id._cdht_action_form()

    # -- Taking the figures of all years of the review.

    def _figures_now(self):
        # sudo: figures: sums of the area
        years, area = self._years(), self.area_id.sudo()
        Statistic = self.env["cdht.statistic"].sudo()
        counted = Statistic._read_group(
            Statistic._below(area) & Domain("year", "in", years), ["unit_id"]
        )
        last_day = fields.Date.to_date(f"{self.year_to}-12-31")
        units = area._people_units(last_day).union(*(unit for (unit,) in counted))
        units = (units - area).sorted()
        everything = units | area
        sums = Statistic._figures(everything, years)
        people = Statistic._breakdown(everything, years)

        def of(unit, year):
            figures = {name: sums[unit.id, year][name] for name in MEASURES}
            # Every reader of a review reads its figures: none of ethnicity.
            kept = ("women", "groups", "ages")
            return figures | {name: people[unit.id, year][name] for name in kept}

        return {
            "figures": {
                "years": {year: of(area, year) for year in years},
                "units": [
                    {
                        "name": unit.name,
                        "recognised": {
                            year: sums[unit.id, year]["recognised"] for year in years
                        },
                        "outstanding": sums[unit.id, self.year_to]["outstanding"],
                    }
                    for unit in units
                ],
                "targets": self._target_figures(sums, area, years),
                "times": self._times(area, years),
                "money": self._money(years),
                "work": self._work(years),
            }
        }

    def _target_figures(self, sums, area, years):
        by_metric = defaultdict(dict)
        in_force = self.env["cdht.plan.target"]._in_force(area, years)
        for year in years:
            for target in in_force[area.id, year]:
                found = target.metric_id._share(area, year, sums[area.id, year])
                by_metric[target.metric_id][year] = {
                    "value": target.value,
                    "share": found["share"],
                    "part": found["part"],
                    "whole": found["whole"],
                }
        return [
            {"name": metric.name, "years": by_metric[metric]}
            for metric in sorted(by_metric, key=lambda metric: metric.sequence)
        ]

    def _times(self, area, years):
        """{how often: how many people} held the title in the period."""
        # sudo: figures: counted, nobody is named
        rows = self.env["cdht.recognition"].sudo()._read_group(
            [
                ("unit_id", "child_of", area.ids),
                ("year", "in", years),
                ("state", "!=", "revoked"),
            ],
            ["citizen_id"],
            ["__count"],
        )  # fmt: skip
        often = Counter(number for _citizen, number in rows)
        return {times: often[times] for times in range(1, len(years) + 1)}

    def _money(self, years):
        # sudo: figures: sums of the commune's own plans, for the report of its bodies
        plans = self.env["cdht.plan"].sudo().search(
            [
                ("issuing_unit_id", "=", self.area_id.id),
                ("state", "=", "issued"),
                ("programme_id", "!=", False),
                ("year_from", "in", years),
            ]
        )  # fmt: skip
        return {
            plan.year_from: {
                "planned": plan.planned_total,
                "spent": plan.spent_total,
                "given": plan.contributed_total,
            }
            for plan in plans
            if plan.cost_ids or plan.contribution_ids
        }

    def _work(self, years):
        """Activities held: {kind: [how many, how many people came]}"""
        # sudo: figures: counted for the area that the body reports on
        rows = self.env["cdht.activity"].sudo()._read_group(
            [
                ("commune_id", "=", self.area_id.id),
                ("year", "in", years),
                ("state", "=", "held"),
            ],
            ["kind"],
            ["__count", "attended_count:sum"],
        )  # fmt: skip
        return {kind: [number, people] for kind, number, people in rows}

    # -- What the figures give to the review's text, and its annexes.

    def _proposed_parts(self):
        return PARTS

    def _facts(self):
        years = [self.figures["years"][str(year)] for year in self._years()]
        total = sum(year["recognised"] for year in years)
        women = sum(year["women"] for year in years)
        last = years[-1]
        aims = self._aims(self.year_to + 1)
        times = sum(self.figures["times"].values())
        return {
            "xã": in_sentence(self.area_id.name),
            "số năm": len(years),
            "năm đầu": self.year_from,
            "năm cuối": self.year_to,
            "năm sau": self.year_to + 1 if aims else "",
            "chỉ tiêu năm sau": aims,
            "hoạt động": activities_text(self.figures["work"]),
            "chưa có người được công nhận": ""
            if total
            else "chưa có người được công nhận",
            "số lượt công nhận": counted(total) if total else "",
            "số lượt nữ": f"{counted(women)} lượt nữ ({percent(women, total)})",
            "số công nhận năm cuối": counted(last["recognised"]) if total else "",
            "số đạt 5 năm liền": counted(last["outstanding"]),
            "phụ lục kết quả": self._annex_names(
                self._numbered_annexes(self._paper_annexes())
            ),
            "chưa có chỉ tiêu": ""
            if self.figures["targets"]
            else "chưa ban hành kế hoạch có chỉ tiêu",
            "chỉ tiêu chưa đủ số liệu": "; ".join(
                in_full(target["name"])
                for target in self.figures["targets"]
                if not is_measured(target)
            ),
            "số người đạt": counted(times) if times else "",
            "chưa có người đạt": "" if times else "chưa có người đạt",
        }

    def _paper_annexes(self):
        if not any(year["recognised"] for year in self.figures["years"].values()):
            return []
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
    """None for years with titles read from lists only: these name no group."""
    none = None if set(figures["groups"]) == {""} else 0
    return figures["groups"].get(code, none)


def _shown(number):
    return "–" if number is None else dotted(number) or "0"
