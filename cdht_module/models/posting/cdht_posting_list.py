from collections import Counter

from odoo import api, fields, models

from odoo.addons.cdht_module.tools.paper_text import counted, in_sentence


class CdhtPostingList(models.Model):
    """The list of one unit on its board: where it hangs and what people said."""

    _name = "cdht.posting.list"
    _description = "Posted list of a unit"
    _inherit = ["cdht.paper.line"]
    _order = "posting_id, unit_id, id"
    _rec_name = "unit_id"
    _paper_field = "posting_id"
    # Written at the end, while the lists hang.
    _free_fields = frozenset({"objections", "witnesses"})

    posting_id = fields.Many2one(
        "cdht.posting", required=True, index=True, ondelete="cascade"
    )
    campaign_id = fields.Many2one(related="posting_id.campaign_id")
    commune_id = fields.Many2one(related="posting_id.campaign_id.unit_id")
    unit_id = fields.Many2one(
        "cdht.unit",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('commune_id', '=', commune_id)]",
    )
    place = fields.Char(
        string="Where it hangs",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
    )
    left_out_count = fields.Integer(
        string="Without consent",
        compute="_compute_left_out_count",
        aggregator=None,
        help="People on the list who have not consented to be named in public.",
    )
    objections = fields.Text(help="One a line: who, and what in short. Empty: none.")
    witnesses = fields.Text(
        string="Present at the end", help="One a line: name and post."
    )
    _unit_uniq = models.Constraint(
        "UNIQUE (posting_id, unit_id)", "The list of this unit hangs already."
    )

    objection_ids = fields.One2many("cdht.objection", "posting_list_id")

    @api.depends("unit_id", "posting_id.campaign_id")
    @api.depends_context("uid")
    def _compute_left_out_count(self):
        for posting, lines in self.grouped("posting_id").items():
            people = posting._listed_people(lines.unit_id)
            left_out = people - people._publishable()
            # One for each person: “mapped” of a path keeps each unit once.
            counts = Counter(one.unit_id.id for one in left_out)
            for line in lines:
                line.left_out_count = counts[line.unit_id._origin.id]

    @api.depends("unit_id")
    def _compute_place(self):
        for line in self:
            unit, place = line.unit_id, line.unit_id.body_name
            if unit.unit_type == "village":
                place = f"Nhà văn hóa {in_sentence(unit.name)}"
            line.place = line.place or place

    def _check_paper(self, is_free=False):
        papers = self.posting_id
        if is_free:
            papers = papers.filtered(lambda posting: posting.state != "issued")
        papers._check_draft()

    # -- What the minutes of the end say of the objections to one list.

    def _objection_lines(self):
        """How many were received, then each with its outcome; nobody who objected."""
        # sudo: part: the minutes name nobody who objected
        objections = self.sudo().objection_ids.sorted("id")
        if not objections:
            return []
        upheld, dismissed = (
            len(objections.filtered(lambda one, state=state: one.state == state))
            for state in ("upheld", "dismissed")
        )
        count = (
            f"Đã nhận {counted(len(objections))} ý kiến: tiếp thu {counted(upheld)},"
            f" không tiếp thu {counted(dismissed)}"
        )
        waiting = len(objections) - upheld - dismissed
        if waiting:
            count += f", chưa trả lời {counted(waiting)}"
        return [count, *(one._minutes_line() for one in objections)]
