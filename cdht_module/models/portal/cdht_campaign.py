from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.models.dossiers.cdht_campaign import MEGABYTE
from odoo.addons.cdht_module.models.figures.cdht_statistic import is_small
from odoo.addons.cdht_module.tools.locking import lock_or_retry
from odoo.addons.cdht_module.tools.paper_text import dotted, text_lines


class CdhtCampaign(models.Model):
    """What everybody may read of a commune's year, without logging in: dates, where to
    ask, the indicators, how many were recognised. Nobody's name, nobody's dossier."""

    _inherit = "cdht.campaign"

    public_contact = fields.Text(
        string="Where people ask",
        help="Shown to everybody on the page of the programme: place, telephone, hours."
        " Names only of those who agreed.",
    )

    evidence_files = fields.Integer(
        string="Files of one dossier",
        default=20,
        required=True,
        aggregator=None,
        help="0: none. Text is always enough as evidence.",
    )
    evidence_total_mb = fields.Integer(
        string="All files of the year (MB)",
        default=5000,
        required=True,
        aggregator=None,
        help="When they take more, no further files are taken from the portal.",
    )
    _evidence_limits = models.Constraint(
        "CHECK (evidence_file_mb BETWEEN 1 AND 20 AND evidence_files BETWEEN 0 AND 100"
        " AND evidence_total_mb >= 0)",
        "A file may have 1 to 20 MB, a dossier at most 100 files.",
    )

    @api.model
    def _public_communes(self):
        """[{id, name}] of the communes that take part."""
        # sudo: public: which communes take part is known to everybody
        campaigns = self.sudo().search([("state", "!=", "draft")])
        return [{"id": u.id, "name": u.name} for u in campaigns.unit_id.sorted()]

    @api.model
    def _public_page(self, commune_id):
        """The page of a commune, or None: of the year that is going on, else of the
        last one."""
        # sudo: public: only what the page of the programme says, see the class
        campaigns = self.sudo().search(
            [("unit_id", "=", commune_id), ("state", "!=", "draft")]
        )
        is_open = campaigns.filtered(lambda campaign: campaign.state == "open")
        campaign = is_open[:1] or campaigns[:1]
        if not campaign:
            return None
        return {
            **campaign.set_id._guide_values(),
            "commune": campaign.unit_id.name,
            "year": campaign.year,
            "is_open": campaign.state == "open",
            # Of each year that is going on, the last one first.
            "dates": [(one.year, one._public_dates()) for one in is_open],
            "contact": text_lines(campaign.public_contact),
            "years": campaign._public_years(),
            "posted": self.env["cdht.posting"]._public_postings(commune_id)
            and f"/cdht/xa/{commune_id}/niem-yet",
        }

    def _public_dates(self):
        """[(what until, day)] of one year."""
        return [
            (label, day.strftime("%d/%m/%Y"))
            for label, day in (
                ("Đăng ký đến hết ngày", self.registration_deadline),
                ("Tự đánh giá đến hết ngày", self.self_deadline),
                ("Thôn, đơn vị gửi danh sách đến hết ngày", self.proposal_deadline),
            )
            if day
        ]

    def _public_years(self):
        """[(year, recognised, outstanding)] as texts, the last first."""
        rows = self.env["cdht.statistic"]._read_group(
            [("commune_id", "=", self.unit_id.id), ("recognised", "=", 1)],
            ["year"],
            ["__count", "outstanding:sum"],
            order="year desc",
        )
        return [(year, *map(_shown, numbers)) for year, *numbers in rows]

    # -- People register themselves, in time, with or without their consent.

    @api.model
    def _open_of(self, citizen):
        """The year of the person's commune that is going on (of several the latest)."""
        # sudo: public: whether the commune's year is open is known to everybody
        return (
            self.sudo()
            .search_fetch(
                [("unit_id", "=", citizen.commune_id.id), ("state", "=", "open")],
                ["state", "year", "registration_deadline", "self_deadline", "set_id"],
                order="year desc",
                limit=1,
            )
            .with_env(self.env)
        )

    def _may_have_another(self, dossier):
        """Whether ``dossier``, the latest of a person, leaves this year open."""
        return dossier.campaign_id != self or dossier.state == "withdrawn"

    def _may_register(self, citizen, dossier):
        """Whether the person of that latest dossier may register for this year."""
        in_time = not self._is_over("registration_deadline")
        may = bool(self) and in_time and self._may_have_another(dossier)
        return may and not self._decided_unit(citizen)

    def _decided_unit(self, citizen):
        """The person's unit where a decision about its people was issued: only the
        commune's officer registers late ones."""
        return self._decided_units(citizen.unit_id)

    def _takes_self_assessment(self):
        return self.state == "open" and not self._is_over("self_deadline")

    def _register_person(self, citizen, group_id, consents):
        """Register the acting user's own person; return the dossier.

        ``group_id``: the group that they chose; ``consents``: whether they ticked the
        consent sentence. Registered already, the dossier stays as it is.
        """
        self.ensure_one()
        # sudo: own: of one's own person; a second click waits its turn
        lock_or_retry(citizen.sudo())
        dossier = self.env["cdht.assessment"]._of_person(citizen, self)
        if not self._may_have_another(dossier):
            return dossier
        dossier = self.action_register(citizen.ids)
        dossier.action_save({"labour_group_id": group_id})
        if consents:
            dossier.action_record_consent("portal")
        return dossier

    # -- How many evidence files people may send, and how large.

    def _check_evidence_room(self, dossier, size):
        """``size`` in bytes, of one more file of ``dossier`` as it will be kept."""
        if len(dossier.line_ids._evidence_files()) >= self.evidence_files:
            raise UserError(
                self.env._(
                    "A dossier holds at most %s files. Delete one that is needed less,"
                    " or describe the evidence in words.",
                    self.evidence_files,
                )
            )
        # sudo: figures: the size of all files of the year, of which nothing else is
        # read
        Attachment = self.env["ir.attachment"].sudo()
        lines = self.env["cdht.assessment.line"].sudo()
        of_year = lines._search([("assessment_id.campaign_id", "=", self.id)])
        [(taken,)] = Attachment._read_group(
            [("res_model", "=", lines._name), ("res_id", "in", of_year)],
            aggregates=["file_size:sum"],
        )
        if (taken or 0) + size > self.evidence_total_mb * MEGABYTE:
            raise UserError(
                self.env._(
                    "The commune's room for files is used up. Describe the evidence in"
                    " words and tell the commune's officer."
                )
            )


def _shown(number):
    return "dưới 5" if is_small(number) else dotted(number) or "0"
