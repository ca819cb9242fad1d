from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError


class CdhtUnit(models.Model):
    """A unit without a chapter is appraised by the body that its commune names.

    The officers of that body's chapter act for it exactly as its own would.
    """

    _inherit = "cdht.unit"

    appraiser_unit_id = fields.Many2one(
        "cdht.unit",
        string="Appraised by",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('commune_id', '=', commune_id), ('id', '!=', id),"
        " ('appraiser_unit_id', '=', False),"
        " '|', ('has_people', '=', True), ('unit_type', '=', 'association')]",
        help="Only where the unit has no chapter of its own: the unit whose chapter"
        " appraises here, or the association.",
    )
    appraised_ids = fields.One2many(
        "cdht.unit", "appraiser_unit_id", string="Appraises also"
    )

    @api.constrains("appraiser_unit_id", "commune_id", "has_people", "unit_type")
    def _check_appraiser(self):
        for unit in self | self.appraised_ids:
            appraiser = unit.appraiser_unit_id
            if not appraiser:
                continue
            names = {"unit": unit.name, "appraiser": appraiser.name}
            if appraiser == unit or unit.commune_id != appraiser.commune_id:
                raise ValidationError(
                    self.env._(
                        "%(unit)s is appraised by its own chapter or by another unit"
                        " of its commune, not by %(appraiser)s.",
                        **names,
                    )
                )
            if appraiser.appraiser_unit_id or unit.appraised_ids:
                raise ValidationError(
                    self.env._(
                        "%(unit)s cannot be appraised by %(appraiser)s: who appraises"
                        " for others has a chapter of its own.",
                        **names,
                    )
                )
            if not appraiser.has_people and appraiser.unit_type != "association":
                raise ValidationError(
                    self.env._(
                        "%(appraiser)s has no chapter that could appraise %(unit)s.",
                        **names,
                    )
                )

    def action_set_appraiser(self, unit_id):
        """Name the body that appraises these units; false: their own chapter.

        For the commune's officer; a manager may also write the field.

        :raise AccessError: outside the commune, or where it would give the caller
            reach that they have not.
        """
        if self - self._in_reach("commune"):
            raise AccessError(self.env._("This is for the commune's officer."))
        mine = self.env.user._cdht_units("chapter")
        appraiser = self.browse(unit_id or ())
        # sudo: units are the managers'; this one field is also the commune's
        self.sudo().appraiser_unit_id = appraiser
        gained = self.env.user._cdht_units("chapter") - mine
        if not self.env.su and gained - gained._in_reach("commune"):
            raise AccessError(self._own_reach_message())
        self.env["cdht.trace"]._record(
            self, "appraiser", value_to=appraiser.name or False
        )
