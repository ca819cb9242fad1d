import base64
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.move import Move

_lt = LazyTranslate(__name__)

_WORKING_DAYS = 2
# Follow from the day and the person; nobody gives a later day.
_FOLLOW = {"due_on", "unit_id"}
_FROZEN = {"citizen_id", "kind", "asked_on", "note", "answer"}


class CdhtDataRequest(models.Model):
    """What a person asked about their own data: to be answered in 2 working days.

    (NĐ 356/2025.) Working days are Monday to Friday; public holidays are not
    counted out, so the office is never told a day too late.
    """

    _name = "cdht.data.request"
    _description = "Request about personal data"
    _inherit = ["cdht.moved", "cdht.thread", "mail.activity.mixin"]
    _order = "state desc, due_on, id"
    _moves = (
        Move("answer_request", "action_answer", ("open",), "answered",
             "commune", _lt("Request about personal data answered")),
    )  # fmt: skip
    _by_moves = {"state", "answered_on", "answered_by_id", "copy_file", "copy_filename"}

    citizen_id = fields.Many2one(
        "cdht.citizen", required=True, index=True, ondelete="restrict"
    )
    unit_id = fields.Many2one(
        related="citizen_id.unit_id", store=True, precompute=True, index=True
    )
    kind = fields.Selection(
        [
            ("copy", "A copy of the data"),
            ("correction", "Correction"),
            ("deletion", "Deletion"),
            ("withdrawal", "Withdrawal of consent"),
        ],
        string="Asked for",
        required=True,
        default="copy",
    )
    asked_on = fields.Date(required=True, default=lambda self: clock.today())
    due_on = fields.Date(
        string="Answer until",
        compute="_compute_due_on",
        store=True,
        help="Two working days, Monday to Friday; public holidays are not counted.",
    )
    note = fields.Text(string="In the person's words")
    answer = fields.Text()
    state = fields.Selection(
        [("open", "To be answered"), ("answered", "Answered")],
        default="open",
        required=True,
        copy=False,
        index=True,
    )
    answered_on = fields.Date(readonly=True, copy=False)
    answered_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    copy_file = fields.Binary(
        string="Copy of the data", attachment=True, readonly=True, copy=False
    )
    copy_filename = fields.Char(readonly=True, copy=False)

    @api.depends("asked_on")
    def _compute_due_on(self):
        for request in self:
            day, left = request.asked_on, _WORKING_DAYS
            while day and left:
                day += timedelta(days=1)
                left -= day.weekday() < 5
            request.due_on = day

    @api.depends("asked_on")
    def _compute_display_name(self):
        """Without the person's name: it stands in activities and notifications."""
        for request in self:
            day = request.asked_on and request.asked_on.strftime("%d/%m/%Y")
            request.display_name = self.env._(
                "Request about personal data, %s", day or ""
            )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # Both follow: the days from the law, the unit from the person.
            vals_list = [
                {name: v for name, v in vals.items() if name not in _FOLLOW}
                for vals in vals_list
            ]
        requests = super().create(vals_list)
        requests._check_officer()
        requests._remind()
        self.env["cdht.trace"]._record(requests, "data_request")
        return requests

    def write(self, vals):
        if not self.env.su:
            self._refuse_by_hand(_FOLLOW & vals.keys())
            if _FROZEN & vals.keys():
                self._check_state("open")
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if not self.env.su:
            raise UserError(self.env._("Requests are kept: answer it instead."))

    def _trace_unit(self):
        return self.unit_id

    def _unfit_message(self, **_told):
        return self.env._("This request has been answered already.")

    def _check_officer(self, *roles):
        units = self.unit_id
        if units - units._in_reach(*(roles or ("chapter", "commune"))):
            raise AccessError(self._outside_reach())

    def _remind(self):
        """An activity for the commune's responsible, with the last day."""
        quietly = self.with_context(mail_activity_quick_update=True)
        for request in quietly:
            request.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=request.due_on,
                summary=request.display_name,
                user_id=request._responsible().id,
            )

    def _responsible(self):
        """The contact point of the commune's latest open year, else who wrote it
        down."""
        # sudo: compare: only whose turn it is; a chapter need not read the contact's
        # user
        campaign = (
            self.env["cdht.campaign"]
            .sudo()
            .search(
                [
                    ("unit_id", "=", self.sudo().unit_id.commune_id.id),
                    ("state", "=", "open"),
                    ("intake_user_id", "!=", False),
                ],
                limit=1,
            )
        )
        contact = campaign.intake_user_id
        reads = contact and self.with_user(contact).has_access("read")
        return contact if reads else self.env.user

    def action_make_copy(self):
        """Write all that is kept about the person into a workbook, to hand over."""
        self._cdht_one()
        self.check_access("read")
        self._check_officer()
        self._check_state("open")
        content = self.env["report.cdht_module.personal_data"]._workbook_of(
            self.citizen_id
        )
        self.env["cdht.trace"]._record(self.citizen_id, "personal_data_copied")
        # sudo: move: the file is written by this move only; role and reach were checked
        self.sudo().write(
            {
                "copy_file": base64.b64encode(content),
                "copy_filename": f"du-lieu-ca-nhan-{self.id}.xlsx",
            }
        )

    def action_answer(self):
        """The commune's officer answered; the copy made for it is not kept."""
        self.check_access("read")
        self._check_officer("commune")
        self._check_move("answer_request")
        if self.filtered(lambda request: not (request.answer or "").strip()):
            raise UserError(self.env._("Write down what was answered."))
        self._make_move(
            "answer_request",
            answered_on=clock.today(),
            answered_by_id=self.env.uid,
        )
        # sudo: move: what was written of who asked goes, whoever may write it
        self.sudo()._forget_asking()

    def _drop_copies(self):
        self.filtered("copy_filename").write(
            {"copy_file": False, "copy_filename": False}
        )

    def _forget_asking(self):
        """What was said and handed over is not kept: that somebody asked and when it
        was answered stays, and the answer, until the person's data are taken away."""
        self._drop_copies()
        self.filtered("note").write({"note": False})
        self.filtered("citizen_id.anonymised_on").write({"answer": False})
        # sudo: move: whoever wrote, planned or attached it
        requests = self.sudo().with_context(active_test=False)
        about_requests = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        requests.env["ir.attachment"].search(about_requests).unlink()
        activities = requests.env["mail.activity"].search(about_requests)
        answered = self.filtered(lambda request: request.state == "answered").ids
        over = activities.filtered(lambda a: not a.active or a.res_id in answered)
        over.unlink()
        # What is still to be done stays, in our words.
        (activities - over).write({"note": False})
        requests.message_ids.unlink()
