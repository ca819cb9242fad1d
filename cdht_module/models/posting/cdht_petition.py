from odoo import models

from odoo.addons.cdht_module.tools.finding import Finding


class CdhtPetition(models.Model):
    """A petition goes out after its lists have hung."""

    _inherit = "cdht.petition"

    def _findings(self, read):
        yield from super()._findings(read)
        yield from self._find_open_postings()

    def _find_open_postings(self):
        """Lists that are posted have hung to the end before the petition's day."""
        lists = self.env["cdht.posting.list"].search(
            [
                ("posting_id.campaign_id", "in", self.campaign_id.ids),
                ("posting_id.state", "in", ("issued", "ended")),
                ("unit_id", "in", self.proposal_ids.unit_id.ids),
            ]
        )
        for petition in self:
            day = petition._paper_date()
            own = lists.filtered(
                lambda one, p=petition: (
                    one.posting_id.campaign_id == p.campaign_id
                    and one.unit_id in p.proposal_ids.unit_id
                )
            )
            for posting in own.posting_id:
                if posting.state == "ended" and posting.ended_on <= day:
                    continue
                text = self.env._("The lists still hang on the day of the petition.")
                yield (
                    petition,
                    Finding(
                        "posting",
                        "error",
                        text,
                        posting._paper_named(),
                        str(posting.id),
                    ),
                )
