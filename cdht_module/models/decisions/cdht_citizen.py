from odoo import api, fields, models


class CdhtCitizen(models.Model):
    """A person's titles."""

    _inherit = "cdht.citizen"

    recognition_ids = fields.One2many("cdht.recognition", "citizen_id")
    has_title = fields.Boolean(
        string="Holds a title",
        compute="_compute_has_title",
        compute_sudo=True,
        help="Who holds a title is changed by the commune's officer, with a reason.",
    )

    @api.depends("recognition_ids.state")
    def _compute_has_title(self):
        holders = self._origin._with_title()
        for citizen in self:
            citizen.has_title = citizen._origin in holders

    def _with_title(self):
        """Those of ``self`` who hold a title of any year, given by whatever body."""
        return self.browse(self.env["cdht.recognition"]._valid_years(self)) & self

    def _printed_in(self, decision):
        """Name and year of birth on the list of a draft decision."""
        return {"name": self.name, "birth_year": self.birth_year or ""}
