from odoo import api, models


class CdhtPosting(models.Model):
    """The posted lists on the page of the commune, on the days of the posting only."""

    _inherit = "cdht.posting"

    @api.model
    def _public_postings(self, commune_id):
        """What hangs today in the commune."""
        today = self.env["cdht.campaign"]._today()
        # sudo: what hangs on the boards is public; of people who did not consent
        # nothing is told (_posted_people)
        return self.sudo().search(
            [
                ("campaign_id.unit_id", "=", commune_id),
                ("state", "=", "issued"),
                ("date_from", "<=", today),
                ("date_to", ">=", today),
            ]
        )

    @api.model
    def _public_page(self, commune_id):
        """The page of what hangs today, or None: name, year of birth, unit."""
        postings = self._public_postings(commune_id)
        if not postings:
            return None
        return {
            "commune": postings[0].campaign_id.unit_id.name,
            "commune_id": commune_id,
            "postings": [posting._public_values() for posting in postings],
        }

    def _public_values(self):
        names = self._posted_people()
        lists = [self._paper_list(line, names) for line in self._paper_lines()]
        return {
            "year": self.year,
            "days": self._paper_days(),
            "contact": self.contact or "",
            "lists": [one for one in lists if one["rows"]],
        }
