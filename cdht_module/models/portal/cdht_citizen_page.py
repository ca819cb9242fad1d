from odoo import api, models

from odoo.addons.cdht_module.models.papers.cdht_verified import PAGE

_DAY = "%d/%m/%Y"
_CERTIFICATES = (
    "cdht_module.outstanding_certificate_paper",
    "cdht_module.certificate_paper",
)


class CdhtCitizen(models.Model):
    """What people read of themselves: their data, their titles of all years."""

    _inherit = "cdht.citizen"

    @api.model
    def _of_user(self):
        """The person behind the acting user's login; empty for everybody else."""
        user = self.env.user
        if not user.has_group("cdht_module.group_cdht_citizen"):
            return self
        # Read with every tap: no more than whose page it is.
        own = [("partner_id", "=", user.partner_id.id)]
        return self.search_fetch(own, ["name", "commune_id"], limit=1)

    def _own_data(self):
        """One's data as they are registered, to be confirmed; the number masked."""
        self.ensure_one()
        gender = {"male": "Nam", "female": "Nữ"}.get(self.gender, "")
        birth = self.birth_date and self.birth_date.strftime(_DAY)
        return {
            "name": self.name,
            "rows": [
                (label, value)
                for label, value in (
                    ("Họ và tên", self.name),
                    ("Ngày sinh" if birth else "Năm sinh", birth or self.birth_year),
                    ("Giới tính", gender),
                    ("Thôn, đơn vị", self.unit_id.name),
                    ("Xã", self.commune_id.name),
                    ("Số định danh", self.identity_number_masked),
                )
                if value
            ],
            "group_id": self.labour_group_id.id,
        }

    def _own_titles(self):
        """Titles of all years, the last first, with the way to verify each."""
        # sudo: the caller is this person; tokens are those of one's own papers
        titles = self.env["cdht.recognition"].sudo().search(
            [("citizen_id", "=", self.id)], order="year desc"
        )  # fmt: skip
        needed = titles and titles._needed_years(titles[0].year)
        this_year = self.env["cdht.campaign"]._today().year
        kept = self.env["cdht.print"]._of(titles, stage="issued")
        printed = {one.res_id for one in kept if one.report_name in _CERTIFICATES}
        return [
            {
                "year": title.year,
                "state": title.state,
                # As printed: “05/QĐ-UBND”.
                "decision": title.decision_id._reference().strip()
                if title.decision_id
                else title.decision_reference or "",
                "date": title.decision_date and title.decision_date.strftime(_DAY),
                "body": title._decided_by(),
                "is_outstanding": title.is_outstanding,
                # What runs: up to this year, or the last where this one is open.
                "streak": title.year >= this_year - 1 and title.streak,
                "needed": needed,
                "certificate": title.certificate_number or "",
                "verify": title.verify_token and f"{PAGE}{title.verify_token}",
                "pdf": title.id in printed,
            }
            for title in titles
        ]

    def _own_other_years(self, dossier):
        """One's dossiers beside ``dossier``, the last first: year, state, what next."""
        # sudo: the caller is this person
        others = self.sudo().assessment_ids - dossier.sudo()
        states = dict(others._fields["state"]._description_selection(others.env))
        return [
            {
                "year": other.year,
                "state": states[other.state],
                "next": other._next_step(),
                "total": other._is_settled() and other.appraised_total,
            }
            for other in others.sorted("year", reverse=True)
            if other.state != "withdrawn"
        ]

    def _own_certificate(self, year):
        """The kept print of one's certificate of ``year``; empty where none is."""
        # sudo: the caller is this person; only their own title's print is looked for
        title = self.env["cdht.recognition"].sudo().search(
            [("citizen_id", "=", self.id), ("year", "=", year),
             ("state", "!=", "revoked")], limit=1
        )  # fmt: skip
        kept = self.env["cdht.print"]._of(title, stage="issued")
        by_report = {one.report_name: one for one in kept}
        for report_name in _CERTIFICATES:
            if report_name in by_report:
                return by_report[report_name]
        return kept.browse()
