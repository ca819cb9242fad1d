from odoo import api, fields, models


class CdhtBonusRate(models.Model):
    """The giấy khen that a commendation gives."""

    _inherit = "cdht.bonus.rate"

    award = fields.Selection(
        selection_add=[
            ("person", "Giấy khen of a person"),
            ("collective", "Giấy khen of a collective"),
        ],
        ondelete={"person": "cascade", "collective": "cascade"},
    )

    @api.model
    def _for_whom(self):
        return {**super()._for_whom(), "person": "cá nhân", "collective": "tập thể"}
