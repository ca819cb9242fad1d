from odoo import fields, models

from odoo.addons.cdht_module.models.campaigns.cdht_campaign_steps import YearStep


class CdhtCampaign(models.Model):
    """Whom to ask for the year to come: it goes by the titles of the years before."""

    _inherit = "cdht.campaign"

    asking_count = fields.Integer(
        string="People to ask",
        compute="_compute_asking_count",
        groups="cdht_module.group_cdht_chapter,cdht_module.group_cdht_commune",
    )

    def _compute_asking_count(self):
        counts = dict(
            self.env["cdht.asking"]._read_group(
                [("campaign_id", "in", self.ids)], ["campaign_id"], ["__count"]
            )
        )
        for campaign in self:
            campaign.asking_count = counts.get(campaign, 0)

    def _year_steps(self):
        steps = super()._year_steps()
        if not self.env["cdht.decision"].has_access("read"):
            return steps
        decisions = self.env["cdht.decision"].search(
            [("campaign_id", "=", self.id), ("kind", "=", "recognise")]
        )
        issued = decisions.filtered(lambda one: one.state == "issued")
        being_made = decisions.filtered(lambda one: one.state in ("draft", "submitted"))
        may_make = decisions.has_access("create")
        undecided = self._undecided_petitions()
        goes_on = bool(undecided or being_made)
        printed = self._certificate_count()
        decision_step = self._paper_step(
            80,
            "decision",
            self.env._("Decision"),
            decisions.browse() if undecided else decisions,
            issued,
            act=self.env._("Make the decision"),
            begin=undecided.action_make_decision
            if undecided
            else lambda: self._show_decisions(decisions),
            may_make=may_make and goes_on,
        )
        why = may_make and self.env._("No petition has been issued yet.")
        decision_step = decision_step._replace(goes_on=goes_on, why=why or "")
        return [
            *steps,
            decision_step,
            YearStep(
                90,
                "certificates",
                self.env._("Certificates"),
                is_done=bool(issued and printed),
                told=self.env._("%s printed", printed) if issued else "",
                act=self.env._("Print certificates"),
                begin=(lambda: self._show_decisions(issued)) if issued else None,
                is_own=may_make,
                why=self.env._("The decision is not issued yet."),
            ),
        ]

    def _undecided_petitions(self):
        """Issued petitions of the year that wait for the reader's decision."""
        petitions = self.env["cdht.petition"]
        if not self.env["cdht.decision"].has_access("create"):
            return petitions
        asked = petitions.search(
            [("campaign_id", "=", self.id), ("state", "=", "issued")]
        ).filtered("may_decide")
        decisions = self.env["cdht.decision"].search(
            [
                ("petition_ids", "in", asked.ids),
                ("state", "in", ("draft", "submitted")),
            ]
        )
        return asked - decisions.petition_ids

    def _certificate_count(self):
        """How many titles of the year have a certificate that was printed."""
        return self.env["cdht.recognition"].search_count(
            [
                ("commune_id", "=", self.unit_id.id), ("year", "=", self.year),
                ("certificate_printed", "=", True),
            ]
        )  # fmt: skip

    def _show_decisions(self, decisions):
        return self._one_or_window(
            decisions,
            "action_cdht_decision",
            default_campaign_id=self.id,
            default_kind="recognise",
        )

    def _signed_sentence(self):
        """What people say with their signature on the sheet of those to ask."""
        return (
            f"Tôi tự nguyện đăng ký phấn đấu đạt danh hiệu “Công dân học tập” năm"
            f" {self.year}."
        )
