import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

_SUBJECT = (
    "Sơ kết %(count)s năm thực hiện Chương trình “Xây dựng mô hình Công dân học tập”"
    " (%(years)s)"
)
_STANDARD = re.compile(
    re.escape(_SUBJECT)
    .replace("%\\(count\\)s", r"-?\d+")
    .replace("%\\(years\\)s", ".*")
)
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

    year_from = fields.Integer(
        string="From year", required=True, aggregator=None, default=2022
    )
    year_to = fields.Integer(
        string="To year",
        required=True,
        aggregator=None,
        default=lambda self: self.env["cdht.campaign"]._today().year,
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
    activity_id = fields.Many2one(
        "cdht.activity",
        string="Conference",
        copy=False,
        readonly=True,
        index="btree_not_null",
    )

    _number_uniq = models.UniqueIndex(
        "(issuing_unit_id, symbol, number_year, number_key)"
        " WHERE number_key IS NOT NULL AND number_year <> 0",
        "This number is used by another paper of the year.",
    )
    _quotas = models.Constraint(
        "CHECK (person_quota >= 0 AND collective_quota >= 0)",
        "A quota is counted from 0.",
    )

    def _last_year(self):
        return self.year_to

    def _years(self):
        return list(range(self.year_from, self.year_to + 1))

    @api.depends("year_from", "year_to")
    def _compute_subject(self):
        for review in self:
            # A subject that somebody worded stays; a standard one follows.
            if not review.subject or _STANDARD.fullmatch(review.subject):
                review.subject = _standard_subject(review.year_from, review.year_to)

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
            # sudo: linked whatever the state of the review; the officer was checked
            self.sudo().activity_id = activity
        return self.activity_id._cdht_action_form()


def _standard_subject(first, last):
    years = f"giai đoạn {first}-{last}" if first != last else f"năm {first}"
    return _SUBJECT % {"count": last - first + 1, "years": years}
