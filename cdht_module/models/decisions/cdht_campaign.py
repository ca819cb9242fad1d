from markupsafe import Markup

from odoo import fields, models

from odoo.addons.cdht_module.models.campaigns.cdht_campaign_steps import YearStep
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.vietnamese_text import normalise
from odoo.addons.cdht_module.tools.wording import Words, as_typed


class CdhtCampaign(models.Model):
    """Whom to ask for the year to come: it goes by the titles of the years before; what
    the sheet for their signatures says."""

    _name = "cdht.campaign"
    _inherit = ["cdht.campaign", "cdht.worded"]
    _worded_by = "unit_id"
    _wordings = (
        Words(
            "asking",
            "cdht.campaign",
            "_asking_values",
            "asking_xlsx",
            {"năm": "year", "cơ quan": "body"},
            variant="consents",
        ),
    )

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
            if self.env["cdht.recognition"].has_access("read"):
                steps.append(self._recognised_step())
            return steps
        decisions = self.env["cdht.decision"].search(
            [("campaign_id", "=", self.id), ("kind", "=", "recognise")]
        )
        issued = decisions.filtered(lambda one: one.state == "issued")
        being_made = decisions.filtered(lambda one: one.state in ("draft", "submitted"))
        may_make = decisions.has_access("create")
        undecided = self._undecided_petitions()
        goes_on = bool(undecided or being_made)
        titles, printed = self._certificate_counts()
        why = self.env._("No petition has been issued yet.") if may_make else ""
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
            goes_on=goes_on,
            why=why,
        )
        return [
            *steps,
            decision_step,
            YearStep(
                90,
                "certificates",
                self.env._("Certificates"),
                is_done=bool(issued) and printed == titles,
                told=self.env._("%(n)s of %(of)s printed", n=printed, of=titles)
                if issued
                else "",
                act=self.env._("Print certificates"),
                begin=(lambda: self._show_decisions(issued)) if issued else None,
                is_own=may_make,
                why=self.env._("The decision is not issued yet."),
            ),
        ]

    def _recognised_step(self):
        """A village reads no decision, but learns who of its people is recognised."""
        titles = self.env["cdht.recognition"].search(
            [
                ("commune_id", "=", self.unit_id.id), ("year", "=", self.year),
                ("state", "!=", "revoked"),
            ]
        )  # fmt: skip
        return YearStep(
            80,
            "decision",
            self.env._("Decision"),
            is_done=bool(titles),
            told=self.env._("%s recognised", len(titles)) if titles else "",
            act=self.env._("See who is recognised"),
            begin=(
                lambda: self._window(
                    "action_cdht_recognition", [("id", "in", titles.ids)]
                )
            )
            if titles
            else None,
            why=self.env._("The decision is not issued yet."),
        )

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

    def _certificate_counts(self):
        """(how many titles of the year there are, of how many the certificate was
        printed)"""
        titles = self.env["cdht.recognition"]
        of_year = [
            ("commune_id", "=", self.unit_id.id), ("year", "=", self.year),
            ("decision_id.campaign_id", "=", self.id), ("state", "!=", "revoked"),
        ]  # fmt: skip
        return titles.search_count(of_year), titles.search_count(
            [*of_year, ("certificate_printed", "=", True)]
        )

    def _show_decisions(self, decisions):
        return self._one_or_window(
            decisions,
            "action_cdht_decision",
            default_campaign_id=self.id,
            default_kind="recognise",
        )

    # -- The sheet of those to ask.

    def _asking_values(self):
        return {"year": self.year, "body": self.unit_id.body_name or ""}

    def _asked_words(self, words, values):
        """A sheet is made for the days to come: it says what is said today."""
        return words.paper, values.get(words.variant), self.unit_id, clock.today()

    def _asking_words(self):
        """{campaign: {code: what its sheet says}}"""
        words = self._words("_asking_values")
        values = {campaign: campaign._asking_values() for campaign in self}
        asked = {one: one._asked_words(words, values[one]) for one in self}
        rows = self.env["cdht.paper.wording"]._in_force_for(asked.values())
        return {
            campaign: {
                row.code: normalise(
                    as_typed(row.text or "", words.reader(values[campaign]))
                )
                for row in rows[asked[campaign]]
            }
            for campaign in self
        }

    def _preview(self, words, rows):
        """A workbook has no page: its sentences one below the other."""
        read = words.reader(self._asking_values())
        said = (as_typed(row["text"], read) for row in rows)
        return Markup("").join(Markup("<p>%s</p>") % text for text in said)

    def _signed_sentence(self):
        """What people say with their signature on the sheet of those to ask."""
        return self._asking_words()[self].get("signed", "")
