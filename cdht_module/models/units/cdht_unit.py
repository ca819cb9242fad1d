from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.cdht_module.tools.paper_text import in_sentence

UNIT_TYPES = [
    ("province", "Province"),
    ("district", "District"),
    ("commune", "Commune"),
    ("village", "Village"),
    ("agency", "Agency"),
    ("organisation", "Mass organisation"),
    ("association", "Learning promotion association"),
    ("clan", "Clan"),
    ("school", "School"),
    ("enterprise", "Enterprise"),
    ("armed_force", "Armed forces"),
]
# Administrative levels: they decide and report, people belong to units below.
AREA_TYPES = ("province", "district", "commune")


class CdhtUnit(models.Model):
    """A place or body of the programme, in a tree, with dates.

    A unit that has ended stays (old decisions name it): there is no ``active``.
    """

    _name = "cdht.unit"
    _description = "Unit"
    _inherit = ["cdht.folded.name", "cdht.traced.setting"]
    _parent_store = True
    _order = "sequence, name, id"

    code = fields.Char(index=True, help="Code of the administrative list, if any.")
    sequence = fields.Integer(default=10)
    unit_type = fields.Selection(
        UNIT_TYPES, required=True, default="village", index=True
    )
    parent_id = fields.Many2one(
        "cdht.unit",
        string="Managing unit",
        index=True,
        ondelete="restrict",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("cdht.unit", "parent_id", string="Units below")
    commune_id = fields.Many2one(
        "cdht.unit",
        compute="_compute_commune_id",
        store=True,
        recursive=True,
        index=True,
        help="The commune in which this unit lies; a commune lies in itself.",
    )
    has_people = fields.Boolean(
        compute="_compute_has_people",
        store=True,
        readonly=False,
        precompute=True,
        help="People are assessed here: the unit sends a list every year.",
    )
    is_highland = fields.Boolean(string="Highland village")
    date_from = fields.Date(string="Exists from")
    date_to = fields.Date(string="Ended on", help="Last day; empty while it exists.")
    chapter_name = fields.Char(
        string="Chapter",
        compute="_compute_chapter_name",
        store=True,
        readonly=False,
        precompute=True,
        recursive=True,
        help="Name of the learning promotion chapter that appraises here.",
    )
    body_name = fields.Char(
        string="Name as issuing body",
        compute="_compute_body_name",
        store=True,
        readonly=False,
        precompute=True,
        help="As it stands in a sentence: “Ủy ban nhân dân xã …”.",
    )
    letterhead = fields.Text(
        compute="_compute_letterhead",
        store=True,
        readonly=False,
        precompute=True,
        help="The issuing body at the top left of a paper, a line each.",
    )
    superior_letterhead = fields.Text(
        string="Superior body on papers",
        help="Printed above the issuing body; committees have none.",
    )
    place_name = fields.Char(
        string="Place on papers",
        compute="_compute_place_name",
        store=True,
        recursive=True,
        readonly=False,
        precompute=True,
        help="As in “Châu Sơn, ngày 05 tháng 12 năm 2026”.",
    )
    user_ids = fields.Many2many(
        "res.users",
        "cdht_unit_user_rel",
        "unit_id",
        "user_id",
        string="Officers",
        groups="cdht_module.group_cdht_manager",
        help="Users who act for this unit, in the roles that they hold.",
    )
    citizen_count = fields.Integer(compute="_compute_citizen_count")

    _dates_in_order = models.Constraint(
        "CHECK (date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "A unit cannot end before it begins.",
    )

    @api.depends("unit_type", "parent_id.commune_id")
    def _compute_commune_id(self):
        for unit in self:
            is_commune = unit.unit_type == "commune"
            unit.commune_id = unit if is_commune else unit.parent_id.commune_id

    @api.depends("unit_type")
    def _compute_has_people(self):
        for unit in self:
            unit.has_people = unit.unit_type not in (*AREA_TYPES, "association")

    def _check_has_people(self):
        without = self.filtered(lambda unit: not unit.has_people)
        if without:
            raise ValidationError(
                self.env._(
                    "Nobody is assessed in %s: choose a village, school or other"
                    " unit that has people.",
                    ", ".join(without.mapped("name")),
                )
            )

    @api.depends(
        "name", "unit_type", "appraiser_unit_id.chapter_name", "appraiser_unit_id.name"
    )
    def _compute_chapter_name(self):
        for unit in self:
            appraiser = unit.appraiser_unit_id
            if appraiser:
                unit.chapter_name = appraiser.chapter_name or appraiser.name
            elif unit.name and unit.unit_type not in (*AREA_TYPES, "association"):
                unit.chapter_name = f"Chi hội khuyến học {in_sentence(unit.name)}"
            else:
                unit.chapter_name = False

    @api.depends("name", "unit_type")
    def _compute_body_name(self):
        for unit in self:
            name = unit.name or ""
            if unit.unit_type in AREA_TYPES:
                name = f"Ủy ban nhân dân {in_sentence(name)}"
            unit.body_name = name

    @api.depends("name", "unit_type")
    def _compute_letterhead(self):
        for unit in self:
            name = (unit.name or "").upper()
            if unit.unit_type in AREA_TYPES:
                name = f"ỦY BAN NHÂN DÂN\n{name}"
            unit.letterhead = name

    @api.depends("name", "unit_type", "parent_id.place_name")
    def _compute_place_name(self):
        for unit in self:
            if unit.unit_type in AREA_TYPES:
                words = (unit.name or "").split(" ")
                unit.place_name = " ".join(words[1:]) or unit.name
            else:
                unit.place_name = unit.parent_id.place_name

    def _compute_citizen_count(self):
        counts = dict(
            self.env["cdht.citizen"]._read_group(
                [("unit_id", "in", self.ids)], ["unit_id"], ["__count"]
            )
        )
        for unit in self:
            unit.citizen_count = counts.get(unit, 0)

    @api.constrains("parent_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A unit cannot be managed by itself or by a unit below it.")
            )

    def _trace_unit(self):
        # The level above keeps it: a trace of its own would keep a unit entered by
        # mistake from being deleted.
        return self.parent_id

    def _in_force(self, date):
        """The units of ``self`` that exist on ``date``."""
        return self.filtered(
            lambda unit: (
                (not unit.date_from or unit.date_from <= date)
                and (not unit.date_to or unit.date_to >= date)
            )
        )

    def _in_reach(self, *roles):
        """The units of ``self`` for which the acting user may act.

        A ``chapter`` officer acts for exactly the units named for them (with those
        lent to them and those that their units appraise), a
        ``commune`` officer for these and all below, a ``district`` officer for
        exactly the bodies named (they read what lies below, no more).
        """
        if self.env.su:
            return self
        user = self.env.user
        reached = self.browse()
        for role in roles:
            if not user.has_group(f"cdht_module.group_cdht_{role}"):
                continue
            units = user._cdht_units(role)
            if role == "commune":
                paths = tuple(units.mapped("parent_path"))
                reached |= self.filtered(
                    lambda unit, paths=paths: (
                        paths and unit.parent_path.startswith(paths)
                    )
                )
            else:
                reached |= self & units
        return reached

    def _people_units(self, date):
        """Units below (or being) ``self`` whose people are assessed on ``date``."""
        return self.search(
            Domain("id", "child_of", self.ids) & Domain("has_people", "=", True)
        )._in_force(date)
