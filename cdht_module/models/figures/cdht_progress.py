from odoo import api, fields, models
from odoo.tools import SQL, drop_view_if_exists

from odoo.addons.cdht_module.models.lists.cdht_proposal import BEFORE_SENDING
from odoo.addons.cdht_module.models.units.cdht_unit import UNIT_TYPES
from odoo.addons.cdht_module.tools import clock


class CdhtProgress(models.Model):
    """A unit in a year: how far its people and its list are, and how many of them the
    plan's target still lacks. One row a unit and campaign; nobody's name.
    """

    _name = "cdht.progress"
    _description = "Progress of a unit"
    _inherit = ["cdht.record"]
    _auto = False
    _order = "year desc, unit_sequence, unit_id, id"
    _rec_name = "unit_id"
    _depends = {
        "cdht.proposal": ["campaign_id", "unit_id", "state", "unit_sequence"],
        "cdht.assessment": [
            "campaign_id", "unit_id", "state", "outcome", "grade", "is_near",
            "is_fifth_year", "self_complete", "same_device",
        ],
        "cdht.recognition": ["assessment_id", "state"],
        "cdht.campaign": ["unit_id", "year", "proposal_deadline", "state"],
        "cdht.unit": ["unit_type"],
    }  # fmt: skip

    campaign_id = fields.Many2one("cdht.campaign", readonly=True)
    year = fields.Integer(readonly=True, aggregator=None)
    commune_id = fields.Many2one("cdht.unit", readonly=True)
    unit_id = fields.Many2one("cdht.unit", readonly=True)
    unit_sequence = fields.Integer(readonly=True, aggregator=None)
    unit_type = fields.Selection(UNIT_TYPES, readonly=True)
    is_sent = fields.Boolean(string="List sent", readonly=True)
    registered = fields.Integer(readonly=True)
    scored = fields.Integer(string="Scored by themselves", readonly=True)
    appraised = fields.Integer(readonly=True)
    passed = fields.Integer(readonly=True)
    recognised = fields.Integer(readonly=True)
    near = fields.Integer(string="Close to passing", readonly=True)
    fifth_year = fields.Integer(string="Fifth year if recognised", readonly=True)
    same_device = fields.Integer(string="Same device", readonly=True)
    completeness = fields.Integer(
        string="Appraised (%)", compute="_compute_completeness", aggregator=None
    )
    deadline_text = fields.Char(string="Time left", compute="_compute_deadline_text")
    days_left = fields.Integer(compute="_compute_deadline_text", aggregator=None)

    def init(self):
        # Raw SQL: the view itself; nothing in it comes from a user.
        drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL("CREATE VIEW %s AS %s", SQL.identifier(self._table), self._query())
        )

    @api.model
    def _query(self):
        """A unit has several lists when late people came: its row goes by the first,
        it is sent when all are. The dossiers are counted for each row by itself, so
        that a row read by its id costs its own unit's people, not the province's.
        """
        return SQL(
            """
            SELECT p.id, p.campaign_id, k.year, k.unit_id AS commune_id, p.unit_id,
                   p.unit_sequence, u.unit_type,
                   NOT EXISTS (
                       SELECT 1 FROM cdht_proposal o
                        WHERE o.campaign_id = p.campaign_id AND o.unit_id = p.unit_id
                          AND o.state IN ('draft', 'returned')
                   ) AS is_sent,
                   d.registered, d.scored, d.appraised, d.passed, d.recognised, d.near,
                   d.fifth_year, d.same_device
              FROM cdht_proposal p
              JOIN cdht_campaign k ON k.id = p.campaign_id
              JOIN cdht_unit u ON u.id = p.unit_id
             LEFT JOIN LATERAL (
                    SELECT COUNT(*) AS registered,
                           COUNT(*) FILTER (WHERE a.self_complete) AS scored,
                           COUNT(*) FILTER (
                               WHERE a.state IN ('appraised', 'proposed', 'recognised')
                                  OR a.outcome IN ('not_eligible', 'refused')
                           ) AS appraised,
                           COUNT(*) FILTER (
                               WHERE a.grade IN ('passed', 'passed_five')
                                 AND a.state IN ('appraised', 'proposed', 'recognised')
                           ) AS passed,
                           COUNT(*) FILTER (
                               WHERE a.state = 'recognised' AND EXISTS (
                                   SELECT 1 FROM cdht_recognition t
                                    WHERE t.assessment_id = a.id
                                      AND t.state <> 'revoked')
                           ) AS recognised,
                           COUNT(*) FILTER (WHERE a.is_near) AS near,
                           COUNT(*) FILTER (WHERE a.is_fifth_year) AS fifth_year,
                           COUNT(a.same_device) AS same_device
                      FROM cdht_assessment a
                     WHERE a.campaign_id = p.campaign_id AND a.unit_id = p.unit_id
                       AND a.state <> 'withdrawn'
              ) d ON TRUE
             WHERE NOT EXISTS (
                       SELECT 1 FROM cdht_proposal e
                        WHERE e.campaign_id = p.campaign_id AND e.unit_id = p.unit_id
                          AND e.id < p.id
                   )
            """
        )

    @api.depends("registered", "appraised")
    def _compute_completeness(self):
        for row in self:
            row.completeness = 100 * row.appraised // (row.registered or 1)

    @api.depends("is_sent", "campaign_id.proposal_deadline", "campaign_id.state")
    def _compute_deadline_text(self):
        today = clock.today()
        for row in self:
            campaign = row.campaign_id
            waits = not row.is_sent and campaign.state == "open"
            waits = waits and campaign.proposal_deadline
            row.days_left = (campaign.proposal_deadline - today).days if waits else 0
            row.deadline_text = (
                self.env["cdht.proposal"]._time_left_text(row.days_left)
                if waits
                else False
            )

    def action_open_same_device(self):
        """Who was scored and appraised on the same device."""
        return self._action_list(same_device=["entry", "account"])

    def _action_list(self, **wanted):
        """The dossiers of these rows that have what ``wanted`` says."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_assessment"
        )
        domain = [
            ("campaign_id", "in", self.campaign_id.ids),
            ("unit_id", "in", self.unit_id.ids),
            ("state", "!=", "withdrawn"),
            *(
                (name, "in" if isinstance(value, list) else "=", value)
                for name, value in wanted.items()
            ),
        ]
        return {**action, "domain": domain, "context": {}}

    def action_open_dossiers(self):
        """Everybody of the unit in the year."""
        return self._action_list()

    def action_open_entry(self):
        """The grid of the unit's list that is being made, or of its last one."""
        self._cdht_one()
        self.check_access("read")
        lists = self.env["cdht.proposal"].search(
            [
                ("campaign_id", "=", self.campaign_id.id),
                ("unit_id", "=", self.unit_id.id),
            ],
            order="id",
        )
        being_made = lists.filtered(lambda one: one.state in BEFORE_SENDING)
        return (being_made or lists[-1:]).action_open_entry()

    def action_open_close_to_passing(self):
        """Who is close to passing."""
        return self._action_list(is_near=True)

    def action_open_fifth_year(self):
        """For whom this year would be the fifth."""
        return self._action_list(is_fifth_year=True)
