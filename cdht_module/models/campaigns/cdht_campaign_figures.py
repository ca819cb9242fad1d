from odoo import fields, models
from odoo.exceptions import AccessError


class CdhtCampaign(models.Model):
    """The year's figures, and who prints its lists and figures."""

    _inherit = "cdht.campaign"

    assessment_count = fields.Integer(compute="_compute_counts")
    recognised_count = fields.Integer(compute="_compute_counts")
    proposal_count = fields.Integer(compute="_compute_counts")

    def _compute_counts(self):
        Assessment = self.env["cdht.assessment"]
        groups = ["campaign_id", "state"], ["__count"]
        counted = [("state", "!=", "withdrawn")]
        below = self._below_district()
        # sudo: the level above reads the figures below it, not the people
        dossiers = Assessment.sudo()._read_group(
            [("campaign_id", "in", below.ids), *counted], *groups
        ) + Assessment._read_group(
            [("campaign_id", "in", (self - below).ids), *counted], *groups
        )
        lists = {}
        # Managers and citizens see campaigns, but no lists.
        if self.env["cdht.proposal"].has_access("read"):
            lists = dict(
                self.env["cdht.proposal"]._read_group(
                    [("campaign_id", "in", self.ids)], ["campaign_id"], ["__count"]
                )
            )
        for campaign in self:
            own = [row[1:] for row in dossiers if row[0].id == campaign.id]
            campaign.assessment_count = sum(n for _state, n in own)
            campaign.recognised_count = sum(n for s, n in own if s == "recognised")
            campaign.proposal_count = lists.get(campaign, 0)

    def _below_district(self):
        """Those in communes below a body for which the user acts as the level above."""
        user = self.env.user
        if not user.has_group("cdht_module.group_cdht_district"):
            return self.browse()
        paths = tuple(user._cdht_units().mapped("parent_path"))
        return self.filtered(
            lambda campaign: paths and campaign.unit_id.parent_path.startswith(paths)
        )

    def _check_lists_in_reach(self):
        """Lists and figures of a year are for who works in its commune, or above."""
        if self.env.su:
            return
        user = self.env.user
        units = user._cdht_units("chapter") | user._cdht_units("commune")
        outside = self.filtered(lambda c: c.unit_id not in units.commune_id)
        if user.has_group("cdht_module.group_cdht_district"):
            paths = tuple(user._cdht_units().mapped("parent_path"))
            outside = outside.filtered(
                lambda c: not (paths and c.unit_id.parent_path.startswith(paths))
            )
        if outside:
            raise AccessError(
                self.env._(
                    "%s: lists and figures are printed by the officers of that commune"
                    " and of the level above it.",
                    ", ".join(outside.mapped("name")),
                )
            )
