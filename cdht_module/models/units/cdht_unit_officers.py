from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

# The field of `res.users` for each duty that an officer may have in a unit.
DUTIES = {
    "clerk": "cdht_is_clerk",
    "signer": "cdht_is_signer",
    "accountant": "cdht_is_accountant",
}


class CdhtUnit(models.Model):
    """Reach follows a unit's officers, its appraiser and its place in the tree.

    Record rules hold the ids of a user's units and are cached per user: whatever
    changes them here clears that cache, so reach begins and ends at once.
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

    @api.model_create_multi
    def create(self, vals_list):
        mine = self.env.user._cdht_units("chapter")
        units = super().create(vals_list)
        # A unit more widens the reach of its commune's association.
        units._reach_changed(mine)
        if any("user_ids" in vals for vals in vals_list):
            units._trace_officers(before={})
            units._officers_changed()
        return units

    def write(self, vals):
        parent = self.browse(vals.get("parent_id") or ())
        if parent._in_reach("commune") and self - self._in_reach("commune"):
            raise AccessError(self._own_reach_message())
        if (
            not {"parent_id", "unit_type", "user_ids", "appraiser_unit_id"}
            & vals.keys()
        ):
            return super().write(vals)
        me = self.env.user
        mine = me._cdht_units("chapter")
        # An association works for its commune's units: moved there, they are reached.
        served = me._cdht_units("commune") | self._in_reach("commune")
        # sudo: host: read for the trace, and to end what they hold, only
        before = {unit: unit.user_ids for unit in self.sudo()}
        officers = self.sudo().user_ids | self.sudo().appraiser_unit_id.user_ids
        result = super().write(vals)
        if not self.env.su and me._cdht_units("commune") - served:
            raise AccessError(self._own_reach_message())
        self._reach_changed(mine)
        if "user_ids" in vals:
            self._trace_officers(before)
            self._officers_changed()
        officers._cdht_drop_lost_notices()
        return result

    def _reach_changed(self, mine):
        """Refresh what depends on reach; refuse where the acting user gave reach to
        oneself. ``mine``: the units that they had before."""
        if not self.env.su and self.env.user._cdht_units("chapter") - mine:
            raise AccessError(self._own_reach_message())
        # It is computed by a search for units below, which no dependency names.
        self.env["res.users"].invalidate_model(["cdht_reach_ids"], flush=False)
        self.env.registry.clear_cache()

    def _own_reach_message(self):
        return self.env._("Nobody can give a unit to oneself; ask another manager.")

    def _trace_officers(self, before):
        Trace = self.env["cdht.trace"]
        # sudo: host: an empty one, as those below
        nobody = self.env["res.users"].sudo()
        # sudo: host: read for the trace only
        for unit in self.sudo():
            had = before.get(unit, nobody)
            for user in unit.user_ids - had:
                user._cdht_notify_changed(unit, unit.browse())
            for user in had - unit.user_ids:
                user._cdht_notify_changed(unit.browse(), unit)
            for move, value, users in (
                ("officer_added", "value_to", unit.user_ids - had),
                ("officer_removed", "value_from", had - unit.user_ids),
            ):
                for user in users:
                    Trace._record(unit, move, **{value: user.name}, is_setting=True)

    # -- Duties of a unit's officers (văn thư, người ký, kế toán).

    def _officers_with_duty(self, duty):
        """The officers of these very units with that duty (``clerk`` …)."""
        # sudo: host: who helps in a unit is asked by its own moves, whoever calls them
        return self.sudo().user_ids.filtered(DUTIES[duty]).sudo(False)

    def _check_duty(self, duty):
        """Where a unit has officers with this duty, only they may; else all its
        officers."""
        if self.env.su:
            return
        for unit in self:
            officers = unit._officers_with_duty(duty)
            if officers and self.env.user not in officers:
                raise AccessError(unit._duty_message(duty, officers))

    def _duty_message(self, duty, officers):
        # sudo: name: names of colleagues, so that one can ask them
        names = ", ".join(officers.sudo().mapped("name"))
        texts = {
            "clerk": self.env._(
                "Numbers and signed copies of %(body)s are entered by its clerk:"
                " %(names)s.",
                body=self.body_name,
                names=names,
            ),
            "signer": self.env._(
                "Papers of %(body)s are approved by who signs: %(names)s.",
                body=self.body_name,
                names=names,
            ),
            "accountant": self.env._(
                "Estimates and pay lists of %(body)s are made by its accountant:"
                " %(names)s.",
                body=self.body_name,
                names=names,
            ),
        }
        return texts[duty]

    # -- A unit without a chapter is appraised by the body that its commune names.
    #    The officers of that body's chapter act for it exactly as its own would.

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
        # sudo: move: units are the managers'; this one field is also the commune's
        self.sudo().appraiser_unit_id = appraiser
        gained = self.env.user._cdht_units("chapter") - mine
        if not self.env.su and gained - gained._in_reach("commune"):
            raise AccessError(self._own_reach_message())
        self.env["cdht.trace"]._record(
            self, "appraiser", value_to=appraiser.name or False
        )

    # -- Whom a turn of a unit is told to.

    def _officers_changed(self):
        """Who acts for these units, or with which role or duty, is another now; the
        room of papers passes their turns on."""

    def _first_officers(self, role):
        """{unit: the first of its very own officers with that role or duty}.

        ``role``: ``chapter``, ``commune``, ``district`` or a duty (``clerk`` …). Units
        that have none are left out.
        """
        if role in DUTIES:
            holds_it = (DUTIES[role], "=", True)
        else:
            group = self.env.ref(f"cdht_module.group_cdht_{role}")
            holds_it = ("all_group_ids", "in", group.id)
        # sudo: host: who acts for a unit is asked by its own moves, whoever calls them
        users = (
            self.env["res.users"]
            .sudo()
            .search([("cdht_unit_ids", "in", self.ids), holds_it], order="id")
        )
        first = {}
        for user in users:
            for unit in user.cdht_unit_ids:
                first.setdefault(unit.id, user)
        return {unit: first[unit.id] for unit in self if unit.id in first}
