from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain

from odoo.addons.cdht_module.models.figures.cdht_population import BASES
from odoo.addons.cdht_module.models.figures.cdht_statistic import (
    MEASURES,
    hide_small,
    is_small,
)
from odoo.addons.cdht_module.models.lists.cdht_proposal import BEFORE_SENDING
from odoo.addons.cdht_module.models.plan.cdht_plan_paper import PRINTED_SOURCES
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.finding import Finding
from odoo.addons.cdht_module.tools.paper_text import counted, dotted, text_lines
from odoo.addons.cdht_module.tools.rounding import difference

PERIODS = {"year": "năm %s", "half": "6 tháng đầu năm %s"}

# (level, code, heading, table) of a report's parts, in the order of the paper.
PARTS = [
    ("1", "", "KẾT QUẢ THỰC HIỆN", False),
    ("2", "leading", "Công tác chỉ đạo, triển khai", False),
    ("2", "activities", "Tuyên truyền, tập huấn, hội thảo", False),
    ("2", "results", "Kết quả đăng ký, đánh giá, công nhận", False),
    ("2", "targets", "Kết quả so với chỉ tiêu của kế hoạch", "targets"),
    ("2", "models", "Các mô hình học tập và tổ chức Hội Khuyến học", False),
    ("2", "money", "Kinh phí thực hiện", False),
    ("1", "weak", "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", False),
    ("1", "next", "PHƯƠNG HƯỚNG, NHIỆM VỤ", False),
    ("1", "requests", "KIẾN NGHỊ", False),
]

# Not known of a year of which there are titles only, read from lists.
KNOWN_FROM_DOSSIERS = (
    "registered", "self_assessed", "appraised", "passed", "proposed", "not_eligible",
    "refused", "not_assessed", "recognised_in_family", "recognised_in_clan",
    "recognised_digital", "recognised_fluent",
)  # fmt: skip

# As a report counts them.
KINDS = {
    "propaganda": "buổi tuyên truyền",
    "mobile": "buổi tuyên truyền lưu động",
    "launch": "lần phát động thi đua",
    "training": "lớp tập huấn",
    "workshop": "hội thảo",
    "class": "lớp học tại trung tâm học tập cộng đồng",
    "conference": "hội nghị",
}


class CdhtReport(models.Model):
    """Báo cáo of the committee (BC-UBND) or the association (BC-HKH), of half a year
    or a year. The figures of a closed year are frozen with it.
    """

    _name = "cdht.report"
    _description = "Report"
    _inherit = ["cdht.reporting"]
    _order = "year desc, period desc, id desc"
    _print_stages = {"issued": "issued"}
    _by_moves = {
        "state", "figures", "taken_on", "line_ids", "amends_id", "amends_as",
    }  # fmt: skip

    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: clock.today().year,
    )
    period = fields.Selection(
        [("half", "First half of the year"), ("year", "Whole year")],
        default="year",
        required=True,
    )
    subject = fields.Char(
        compute="_compute_subject", store=True, readonly=False, precompute=True
    )
    part_ids = fields.One2many("cdht.report.part", "report_id", string="Text")
    line_ids = fields.One2many("cdht.report.line", "report_id", string="Figures")
    is_frozen = fields.Boolean(compute="_compute_is_frozen")
    amends_id = fields.Many2one(
        "cdht.report",
        string="Report amended",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    amended_by_ids = fields.One2many(
        "cdht.report", "amends_id", string="Amended by", readonly=True
    )
    _one_of_a_period = models.UniqueIndex(
        "(issuing_unit_id, year, period) WHERE amends_as IS NULL",
        "This body has a report of that period already.",
    )

    @api.depends("year", "period", "issuing_unit_id")
    def _compute_subject(self):
        self._propose_subjects()

    def _subject_facts(self):
        year, period = self.year, PERIODS[self.period or "year"]
        return {"năm": year or "", "kỳ báo cáo": period % year if year else ""}

    @api.depends("area_id", "year", "period", "taken_on")
    def _compute_is_frozen(self):
        """The figures of a closed year stand as they were taken."""
        # sudo: compare: whether the commune's year is closed, for whoever reports on it
        closed = self.env["cdht.campaign"].sudo().search(
            [
                ("state", "=", "closed"),
                ("unit_id", "in", self.area_id.ids),
                ("year", "in", self.mapped("year")),
            ]
        )  # fmt: skip
        keys = {(campaign.unit_id.id, campaign.year) for campaign in closed}
        for report in self:
            is_closed = (report.area_id.id, report.year) in keys
            report.is_frozen = bool(report.taken_on) and is_closed

    def _last_year(self):
        return self.year

    def _period_text(self):
        """“năm 2026”; of a half-year with the day: dossiers keep no day of their
        stages, so that its figures are those of the day on which they are taken."""
        text = PERIODS[self.period] % self.year
        if self.period == "half" and self.taken_on:
            text += f" (tính đến ngày {self.taken_on:%d/%m/%Y})"
        return text

    @api.constrains("year")
    def _check_year(self):
        if any(not 2021 <= report.year <= 2100 for report in self):
            raise ValidationError(
                self.env._("The programme began in 2021; check the year.")
            )

    def write(self, vals):
        keys = {"year", "period", "issuing_unit_id"} & vals.keys()
        if keys and not self.env.su and any(self.mapped("taken_on")):
            raise UserError(
                self.env._("The figures are taken: make another report for it.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_not_frozen(self):
        if any(report.is_frozen for report in self):
            raise UserError(
                self.env._("The figures of a closed year stand with their report.")
            )

    def action_take_figures(self):
        """Take the figures anew, except those of a closed year, which are frozen."""
        if any(report.is_frozen for report in self):
            raise UserError(
                self.env._("The year is closed: its figures stand as they were taken.")
            )
        return super().action_take_figures()

    def action_open_dossiers(self):
        """The dossiers of the reported area and year."""
        self._cdht_one()
        self.check_access("read")
        rows = self.env["cdht.statistic"]
        rows = rows.search(rows._below(self.area_id) & Domain("year", "=", self.year))
        return rows.action_open_dossiers()

    # -- Taking the figures: unit by unit, last year's beside them, the targets.

    def _figures_now(self):
        """Of the whole area, and a line of each unit."""
        # sudo: figures: sums of the area reported
        year, area = self.year, self.area_id.sudo()
        Statistic = self.env["cdht.statistic"].sudo()
        years = (year, year - 1)
        last_day = fields.Date.to_date(f"{year}-12-31")
        counted = Statistic._read_group(
            Statistic._below(area) & Domain("year", "in", years), ["unit_id"]
        )
        units = area._people_units(last_day).union(*(unit for (unit,) in counted))
        units = (units - area).sorted()
        everything = units | area
        sums = Statistic._figures(everything, years)
        people = Statistic._breakdown(everything, years)
        in_force = self.env["cdht.plan.target"]._in_force(area, years)
        targets = in_force[area.id, year]

        def of(unit, of_year):
            key = (unit.id, of_year)
            figures = {name: sums[key][name] for name in (*MEASURES, *BASES)}
            if not sums[area.id, of_year]["registered"]:
                figures |= dict.fromkeys(KNOWN_FROM_DOSSIERS)
            gap = _gap(in_force[area.id, of_year], sums[key])
            return figures | people[key] | {"gap": gap}

        lines = [
            {
                "unit_id": unit.id,
                "name": unit.name,
                "sequence": sequence,
                "figures": of(unit, year),
                "earlier_figures": of(unit, year - 1),
            }
            for sequence, unit in enumerate(units, 1)
        ]
        if (area,) in counted:
            lines.append(self._line_of_the_rest(of, lines))
        for name in ("figures", "earlier_figures"):
            _hide_minorities([line[name] for line in lines])
        areas = {"this": of(area, year), "earlier": of(area, year - 1)}
        for figures in areas.values():
            cells = figures["ethnicities"]
            hidden = dict(zip(cells, hide_small(list(cells.values())), strict=True))
            _hide_minorities([figures])
            figures["ethnicities"] = hidden
        whole = {
            **areas,
            "targets": self._target_figures(targets, sums),
        }
        return {
            "figures": whole,
            "line_ids": [Command.clear(), *map(Command.create, lines)],
        }

    # -- What is checked before it is issued.

    def _findings(self, read):
        yield from super()._findings(read)
        yield from self._find_other_figures()
        yield from self._find_impossible_shares()
        yield from self._find_unsent_lists()

    def _find_unsent_lists(self):
        """A report on the whole year says so little of units whose list is not sent."""
        yearly = self.filtered(lambda one: one.period == "year" and not one.is_frozen)
        # sudo: figures: which units of the area reported are behind; no person
        lists = self.env["cdht.proposal"].sudo().search(
            [
                ("campaign_id.unit_id", "in", yearly.area_id.ids),
                ("campaign_id.year", "in", yearly.mapped("year")),
                ("state", "in", BEFORE_SENDING),
                ("assessment_ids", "!=", False),
            ]
        )  # fmt: skip
        for report in yearly:
            campaign = (report.area_id, report.year)
            behind = lists.filtered(
                lambda one, at=campaign: (one.campaign_id.unit_id, one.year) == at
            )
            if behind:
                text = self.env._(
                    "%(count)s units have not sent their list: %(names)s.",
                    count=len(behind.unit_id),
                    names=", ".join(behind.unit_id.mapped("name")),
                )
                source = self.env._("The lists of the year")
                yield report, Finding("unsent", "warning", text, source)

    def _find_other_figures(self):
        """The figures of a year that goes on are those of its titles."""
        yearly = self.filtered(
            lambda report: (
                report.figures and report.period == "year" and not report.is_frozen
            )
        )
        # sudo: figures: sums of the areas reported
        now = self.env["cdht.statistic"].sudo()._figures(
            yearly.area_id, set(yearly.mapped("year"))
        )  # fmt: skip
        for report in yearly:
            taken = report.figures["this"]["recognised"]
            titles = now[report.area_id.id, report.year]["recognised"]
            if taken != titles:
                text = self.env._(
                    "%(taken)s people recognised stand in it, %(titles)s have the"
                    " title: take the figures anew.",
                    taken=taken,
                    titles=titles,
                )
                source = self.env._("The titles of %s", report.year)
                yield report, Finding("other_figures", "error", text, source)

    def _find_impossible_shares(self):
        """More than all is no share: the base figures are wrong."""
        for report in self.filtered("figures"):
            for target in report.figures["targets"]:
                if target["share"] is None and target["part"] and target["whole"]:
                    text = f"{target['name']}: {target['finding']}"
                    source = self.env._("Population figures of %s", report.year)
                    yield report, Finding("share", "error", text, source)

    def _proposed_parts(self):
        return PARTS

    def _line_of_the_rest(self, of, lines):
        """Who belongs to the area, but to no unit of it."""
        area = self.area_id.sudo()  # sudo: figures: sums of the area reported
        rest = {
            name: _remainder(of(area, year), [line[name] for line in lines])
            for name, year in (
                ("figures", self.year),
                ("earlier_figures", self.year - 1),
            )
        }
        return {
            "unit_id": area.id,
            "name": "Chưa rõ thôn, đơn vị",
            "sequence": len(lines) + 1,
            **rest,
        }

    def _target_figures(self, targets, sums):
        area = self.area_id.sudo()  # sudo: name: its name, in a finding
        rows = []
        for target in targets:
            now, before = (
                target.metric_id._share(area, year, sums[area.id, year])
                for year in (self.year, self.year - 1)
            )
            rows.append(
                {
                    "name": target.metric_id.name,
                    "value": target.value,
                    "to_confirm": bool(target.to_confirm),
                    "part": now["part"],
                    "whole": now["whole"],
                    "share": now["share"],
                    "earlier": before["share"],
                    "earlier_part": before["part"],
                    "earlier_whole": before["whole"],
                    "finding": now["finding"],
                }
            )
        return rows

    # -- What the year's activities and money give to the report's text.

    def _activities(self, *years):
        """The activities held in the area, whoever of it organised them."""
        # sudo: figures: counted for the area that the body reports on
        return self.env["cdht.activity"].sudo().search(
            [
                ("commune_id", "=", self.area_id.id),
                ("year", "in", years),
                ("state", "=", "held"),
            ],
            order="date",
        )  # fmt: skip

    def _facts_of_activities(self):
        held = self._activities(self.year)
        if self.period == "half":
            held = held.filtered(lambda activity: activity.date.month <= 6)
        by_kind = held.grouped("kind")
        work = {
            kind: [len(by_kind[kind]), sum(by_kind[kind].mapped("attended_count"))]
            for kind in KINDS
            if kind in by_kind
        }
        highland = held.filtered("in_highland")
        return {
            "hoạt động": activities_text(work),
            "số cuộc ở thôn vùng cao": counted(len(highland)) if highland else "",
            "kết quả hoạt động": [
                line for one in held for line in text_lines(one.result)
            ],
        }

    def _year_plan(self):
        # sudo: figures: sums of the commune's own plan, for the report of its bodies
        return self.env["cdht.plan"].sudo().search(
            [
                ("issuing_unit_id", "=", self.area_id.id),
                ("state", "=", "issued"),
                ("year_from", "=", self.year),
                ("year_to", "=", self.year),
            ]
        )  # fmt: skip

    def _facts_of_money(self):
        plans = self._year_plan()
        sources = [row for plan in plans for row in plan._money_by_source()]
        gifts = plans.contribution_ids
        spent = sum(plans.mapped("spent_total"))
        return {
            "dự toán": dotted(sum(plans.mapped("planned_total"))) if sources else "",
            "đã chi": dotted(spent) or "0",
            "kinh phí theo nguồn": [
                f"{PRINTED_SOURCES[source]}: dự toán {dotted(planned) or 0} đồng, đã"
                f" chi {dotted(spent_of) or 0} đồng"
                for source, planned, spent_of in sources
            ],
            "số lượt đóng góp": counted(len(gifts)) if gifts else "",
            "tiền đóng góp": dotted(sum(gifts.mapped("amount"))) or "0",
        }


def activities_text(work):
    """“01 lớp tập huấn (43 lượt người); …” of {kind: [how many, how many came]}."""
    return "; ".join(
        f"{counted(number)} {KINDS[kind]}"
        + (f" ({counted(people)} lượt người)" if people else "")
        for kind, (number, people) in work.items()
    )


def _hide_minorities(rows):
    """Every reader of a report reads its figures: they keep no small cell, and of a
    unit no single ethnicities."""
    telling = []
    for place, row in enumerate(rows):
        others = row["recognised"] - row["minority"]
        majority = others - row["ethnicities"].get("", 0)
        if is_small(others) or is_small(majority):
            telling.append(place)
    few = hide_small([row["minority"] for row in rows], telling)
    for row, number in zip(rows, few, strict=True):
        row["minority"] = number
        del row["ethnicities"]


def _gap(targets, figures):
    """How far a unit is above or below its target, in points; None where that is not
    known, or its base figures cannot be right."""
    measured = targets._of_unit(figures)
    if not measured:
        return None
    target, part, whole = measured
    if part > whole:
        return None
    return difference(100 * part / whole, target.value)


def _remainder(whole, parts):
    """The figures of ``whole`` that are in none of ``parts``; bases are not shared."""
    rest = {}
    for name, value in whole.items():
        if isinstance(value, dict):
            rest[name] = {
                key: number - sum(part[name].get(key, 0) for part in parts)
                for key, number in value.items()
            }
        elif value is None or name in BASES or name == "gap":
            rest[name] = None
        else:
            rest[name] = value - sum(part[name] for part in parts)
    return rest
