from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.paper_table import blank_rows, column
from odoo.addons.cdht_module.tools.paper_text import (
    hour_and_date,
    letterhead_lines,
    whole,
    with_dots,
)

KINDS = [
    ("propaganda", "Propaganda"),
    ("mobile", "Mobile propaganda"),
    ("launch", "Launch of the emulation movement"),
    ("training", "Training"),
    ("workshop", "Workshop"),
    ("class", "Class of the community learning centre"),
    ("conference", "Conference"),
]

_NAMES = {
    "propaganda": "buổi tuyên truyền",
    "mobile": "buổi tuyên truyền lưu động",
    "launch": "lễ phát động thi đua",
    "training": "lớp tập huấn",
    "workshop": "hội thảo",
    "class": "lớp học của trung tâm học tập cộng đồng",
    "conference": "hội nghị",
}

_ROWS = 25


class CdhtActivity(models.Model):
    """What the plan's tasks look like on a day: propaganda (also mobile, in highland
    villages), phát động thi đua, tập huấn, hội thảo, classes, conferences (seed III).
    """

    _name = "cdht.activity"
    _description = "Activity of the plan"
    _inherit = ["cdht.guarded"]
    _order = "date desc, hour desc, id desc"

    name = fields.Char(required=True, help="As it is announced.")
    kind = fields.Selection(KINDS, required=True, default="propaganda")
    organiser_id = fields.Many2one(
        "cdht.unit",
        string="Organised by",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_organiser(),
    )
    commune_id = fields.Many2one(
        related="organiser_id.commune_id", store=True, index=True
    )
    task_id = fields.Many2one(
        "cdht.plan.task",
        string="Task of the plan",
        index="btree_not_null",
        ondelete="set null",
        domain="[('issuing_unit_id', '=', commune_id)]",
    )
    unit_ids = fields.Many2many(
        "cdht.unit",
        string="Units concerned",
        domain="[('commune_id', '=', commune_id)]",
        help="Empty: for the whole commune.",
    )
    in_highland = fields.Boolean(
        string="In a highland village", compute="_compute_in_highland", store=True
    )
    date = fields.Date(required=True, default=lambda self: clock.today())
    year = fields.Integer(compute="_compute_year", store=True, aggregator=None)
    hour = fields.Float(string="Time", aggregator=None)
    place = fields.Char(string="Venue")
    content = fields.Text(help="What it is about, a line a point.")
    speaker = fields.Char(help="Who speaks or teaches: name and post.")
    invited = fields.Text(help="Who is invited, a line each.")
    invited_count = fields.Integer(string="Number invited")
    attendant_ids = fields.One2many(
        "cdht.activity.attendant",
        "activity_id",
        string="Attendance sheet",
        groups="cdht_module.group_cdht_chapter,cdht_module.group_cdht_commune",
    )
    attended_count = fields.Integer(
        string="Number present",
        compute="_compute_attended_count",
        store=True,
        readonly=False,
        help="Counted from the attendance sheet, or typed.",
    )
    women_count = fields.Integer(string="Women among them")
    result = fields.Text(help="What came of it, as the report will say it.")
    state = fields.Selection(
        [("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
        default="planned",
        required=True,
        copy=False,
        group_expand=True,
    )
    letter_id = fields.Many2one(
        "cdht.letter",
        string="Invitation",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    _counts_not_negative = models.Constraint(
        "CHECK (invited_count >= 0 AND attended_count >= 0 AND women_count >= 0)",
        "People are counted from 0.",
    )

    loudspeaker_text = fields.Text(compute="_compute_texts")
    zalo_text = fields.Text(string="Text for Zalo", compute="_compute_texts")

    @api.model
    def _default_organiser(self):
        """The caller's own office, or chapter."""
        return (
            self.env["cdht.letter"]._default_issuing_unit()
            or (self.env.user._cdht_units("chapter")[:1])
        )

    @api.depends("unit_ids.is_highland")
    def _compute_in_highland(self):
        for activity in self:
            activity.in_highland = any(activity.unit_ids.mapped("is_highland"))

    @api.depends("date")
    def _compute_year(self):
        for activity in self:
            activity.year = activity.date.year if activity.date else 0

    @api.depends("attendant_ids.is_present")
    def _compute_attended_count(self):
        for activity in self:
            sheet = activity.attendant_ids
            present = len(sheet.filtered("is_present"))
            activity.attended_count = present if sheet else activity.attended_count

    @api.constrains("hour")
    def _check_hour(self):
        if any(not 0 <= activity.hour < 24 for activity in self):
            raise ValidationError(self.env._("An hour lies between 0:00 and 23:59."))

    @api.constrains("attended_count", "women_count")
    def _check_women(self):
        for activity in self:
            if activity.women_count > activity.attended_count:
                raise ValidationError(
                    self.env._(
                        "“%s”: more women than people were present.", activity.name
                    )
                )

    def action_hold(self):
        """It took place; count and result can still be typed."""
        self.write({"state": "held"})

    def action_cancel(self):
        """It does not take place."""
        self.write({"state": "cancelled"})

    def action_plan(self):
        """Back to what is planned: a mistake, or another day."""
        self.write({"state": "planned"})

    def action_make_invitation(self):
        """Make (or show) the invitation, model 1.7 of the decree."""
        self._cdht_one()
        self.check_access("write")
        if not self.letter_id:
            letter = self.env["cdht.letter"].create(
                {
                    "kind": "invitation",
                    "issuing_unit_id": self.organiser_id.id,
                    "year": self.year,
                    "addressees": self.invited or "…",
                }
            )
            letter.body = letter._proposed_body(self._invitation_facts())
            self.letter_id = letter
        return self.letter_id._cdht_action_form()

    # -- Texts made from the data: for the loudspeaker, Zalo, the invitation; the
    #    sheet on which people sign that they came.

    @api.depends(
        "name", "kind", "organiser_id", "date", "hour", "place", "content", "speaker",
        "invited",
    )  # fmt: skip
    def _compute_texts(self):
        for activity in self:
            activity.loudspeaker_text = activity._loudspeaker()
            activity.zalo_text = activity._zalo()

    def _in_sentence(self):
        """“hội nghị Sơ kết 5 năm …”; a name that begins with the kind stays alone."""
        kind, name = _NAMES[self.kind], (self.name or "…").strip()
        if name.lower().startswith(kind.split(" ")[0]):
            return name[:1].lower() + name[1:]
        return f"{kind} “{name}”"

    def _when(self):
        return str(hour_and_date(self.hour or None, self.date)).replace("\xa0", " ")

    def _points(self):
        return [line.strip(" -;.") for line in (self.content or "").splitlines()]

    def _guests(self):
        """“trưởng các thôn, hội viên”, or everybody."""
        lines = [line.strip(" -;.") for line in (self.invited or "").splitlines()]
        return ", ".join(filter(None, lines)) or "toàn thể bà con nhân dân"

    def _loudspeaker(self):
        """Read twice over the loudspeaker: whole sentences, nothing abbreviated."""
        lines = [
            "Kính thưa toàn thể bà con nhân dân!",
            f"{self.organiser_id.body_name or ''} xin thông báo: tổ chức"
            f" {self._in_sentence()}.",
            f"Thời gian: {self._when()}.",
            f"Địa điểm: {self.place or '…'}.",
        ]
        points = [point for point in self._points() if point]
        if points:
            lines.append(f"Nội dung: {'; '.join(points)}.")
        lines += [
            f"Kính mời {self._guests()} đến dự đông đủ, đúng giờ.",
            "Xin trân trọng cảm ơn!",
        ]
        return "\n".join(lines)

    def _zalo(self):
        lines = [
            f"THÔNG BÁO: {self._in_sentence()}",
            f"- Thời gian: {self._when()}",
            f"- Địa điểm: {self.place or '…'}",
            f"- Kính mời: {self._guests()}",
        ]
        lines += [f"- Nội dung: {point}" for point in self._points() if point]
        lines.append(f"{self.organiser_id.body_name or ''} trân trọng kính mời.")
        return "\n".join(lines)

    def _invitation_facts(self):
        return {
            "cuộc họp": self._in_sentence(),
            "người trình bày": self.speaker or "",
            "thời gian": self._when(),
            "địa điểm": self.place or "…",
        }

    def _sheet_values(self):
        """The attendance sheet: who is known, then blank lines."""
        columns = [
            column("TT", 11, centre=True),
            column("Họ và tên"),
            column("Chức vụ, đơn vị", 55),
            column("Ký tên", 35),
        ]
        rows = [
            [number, person.name, person.post or "", ""]
            for number, person in enumerate(self.attendant_ids, 1)
        ]
        blanks = blank_rows(columns, max(_ROWS, self.invited_count) - len(rows))
        for number, row in enumerate(blanks, len(rows) + 1):
            row[0] = number
        return {
            "superior_lines": letterhead_lines(self.organiser_id.superior_letterhead),
            "body_lines": letterhead_lines(self.organiser_id.letterhead),
            "name": whole(self._in_sentence()),
            "when": with_dots(hour_and_date(self.hour or None, self.date)),
            "place": self.place or with_dots("…" * 36),
            "columns": columns,
            "groups": [{"heading": "", "rows": rows + blanks}],
        }
