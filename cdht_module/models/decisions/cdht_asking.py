from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, drop_view_if_exists

from odoo.addons.cdht_module.models.people.cdht_citizen import GENDERS


class CdhtAsking(models.Model):
    """Whom a unit asks to take part in the year to come: its adults who are neither
    moved nor deceased, and have no dossier of that year yet; who withdrew is not asked
    again. One row a person, by the latest year of the commune that is not closed;
    nobody is registered by it.
    """

    _name = "cdht.asking"
    _description = "Person to ask"
    _inherit = ["cdht.record"]
    _auto = False
    _order = "sort_name, birth_year, id"
    _rec_name = "citizen_id"
    _depends = {
        "cdht.citizen": [
            "active", "status", "anonymised_on", "sort_name", "birth_year", "gender",
            "unit_id", "commune_id", "labour_group_id",
        ],
        "cdht.campaign": ["unit_id", "year", "state", "adult_age", "set_id"],
        "cdht.indicator.set": ["outstanding_years"],
        "cdht.assessment": ["citizen_id", "year", "state", "labour_group_id"],
        "cdht.recognition": ["citizen_id", "year", "state", "streak"],
    }  # fmt: skip

    citizen_id = fields.Many2one("cdht.citizen", string="Full name", readonly=True)
    campaign_id = fields.Many2one("cdht.campaign", readonly=True)
    year = fields.Integer(readonly=True, aggregator=None)
    commune_id = fields.Many2one("cdht.unit", readonly=True)
    unit_id = fields.Many2one("cdht.unit", readonly=True)
    sort_name = fields.Char(readonly=True, export_string_translation=False)
    birth_year = fields.Integer(string="Year of birth", readonly=True, aggregator=None)
    gender = fields.Selection(GENDERS, readonly=True)
    labour_group_id = fields.Many2one(
        "cdht.labour.group", readonly=True, help="As in last year's dossier."
    )
    streak = fields.Integer(
        string="Years running until now",
        readonly=True,
        aggregator=None,
        help="Recognised years without a gap up to the year before.",
    )
    why = fields.Selection(
        [
            ("running", "Near five years running"),
            ("adult", "New adult"),
            ("last_year", "Took part last year"),
            ("other", "Not last year"),
        ],
        string="Why asked",
        readonly=True,
        help="Near five years running: one or two years more make the title"
        " outstanding. New adult: comes of age in that year.",
    )

    def init(self):
        # Raw SQL: the view itself; nothing in it comes from a user.
        drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL("CREATE VIEW %s AS %s", SQL.identifier(self._table), self._query())
        )

    @api.model
    def _query(self):
        """A row has its person's id: read by it, it costs that person, not the commune.
        Who has no birth on record may be of age."""
        return SQL(
            """
            SELECT p.id, p.id AS citizen_id, k.id AS campaign_id, k.year,
                   p.commune_id, p.unit_id, p.sort_name, p.birth_year, p.gender,
                   COALESCE(d.labour_group_id, p.labour_group_id) AS labour_group_id,
                   COALESCE(t.streak, 0) AS streak,
                   CASE WHEN t.streak IN (s.outstanding_years - 1,
                                          s.outstanding_years - 2) THEN 'running'
                        WHEN p.birth_year = k.year - k.adult_age THEN 'adult'
                        WHEN d.id IS NOT NULL THEN 'last_year'
                        ELSE 'other' END AS why
              FROM cdht_citizen p
              JOIN LATERAL (
                    SELECT c.id, c.year, c.adult_age, c.set_id
                      FROM cdht_campaign c
                     WHERE c.unit_id = p.commune_id AND c.state <> 'closed'
                     ORDER BY c.year DESC LIMIT 1
                   ) k ON TRUE
              JOIN cdht_indicator_set s ON s.id = k.set_id
         LEFT JOIN cdht_assessment d ON d.citizen_id = p.id AND d.year = k.year - 1
                                    AND d.state <> 'withdrawn'
         LEFT JOIN cdht_recognition t ON t.citizen_id = p.id AND t.year = k.year - 1
                                     AND t.state <> 'revoked'
             WHERE p.active AND p.anonymised_on IS NULL
               AND p.status IN ('present', 'away')
               AND COALESCE(p.birth_year, 0) <= k.year - k.adult_age
               AND NOT EXISTS (
                       SELECT 1 FROM cdht_assessment a
                        WHERE a.citizen_id = p.id AND a.year = k.year)
            """
        )

    def action_register(self):
        """Register these people, who signed; show their dossiers."""
        self.check_access("read")
        dossiers = self.env["cdht.assessment"]
        for campaign, rows in self.grouped("campaign_id").items():
            if campaign.state != "open":
                raise UserError(
                    self.env._(
                        "%s is not open yet: open the year first, then register who"
                        " signed.",
                        campaign.name,
                    )
                )
            dossiers |= campaign.action_register(rows.citizen_id.ids)
        return dossiers._action_list(dossiers.ids)
