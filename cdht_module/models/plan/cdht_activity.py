from odoo import api, fields, models
from odoo.exceptions import ValidationError

KINDS = [
    ("propaganda", "Propaganda"),
    ("mobile", "Mobile propaganda"),
    ("launch", "Launch of the emulation movement"),
    ("training", "Training"),
    ("workshop", "Workshop"),
    ("class", "Class of the community learning centre"),
    ("conference", "Conference"),
]


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
    date = fields.Date(required=True, default=lambda self: self._today())
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

    @api.model
    def _today(self):
        return self.env["cdht.campaign"]._today()

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
            self.letter_id = self.env["cdht.letter"].create(
                {
                    "kind": "invitation",
                    "issuing_unit_id": self.organiser_id.id,
                    "year": self.year,
                    "subject": f"dự {self._in_sentence()}",
                    "addressees": self.invited or "…",
                    "body": self._invitation_body(),
                }
            )
        return self.letter_id._cdht_action_form()
