import re
from datetime import date
from difflib import get_close_matches

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.paper_text import in_sentence
from odoo.addons.cdht_module.tools.unit_names import village_kind
from odoo.addons.cdht_module.tools.vietnamese_text import match_key, normalise

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

# Under what a unit of a type stands: two tiers of government since 01/07/2025, three
# before; people's units under a body of an area, or a part of one under the whole.
_BODIES = ("agency", "organisation", "school", "enterprise", "armed_force")
_STANDS_UNDER = {
    "province": (),
    "district": ("province",),
    "commune": ("province", "district"),
    "village": ("commune",),
    "clan": ("commune", "village"),
    "association": AREA_TYPES,
    **dict.fromkeys(_BODIES, (*AREA_TYPES, *_BODIES)),
}

# Words that lists leave out or add before a village's own name.
_TYPE_WORDS = ("thon", "ban", "khu", "khu pho", "to dan pho", "chi hoi")

# With accents: Bàn is a family's name, “bản” a village.
_UNIT_WORD = re.compile(
    r"(thôn|thon|bản|xóm|xom|ấp|khóm|buôn|làng|khu|tổ|tdp|chi hội|chi hoi|trường|truong"
    r"|trạm|tram|ubnd|ủy ban|cơ quan|công an|ban chỉ huy)(?= )"
)

# “1. Nà Van”, “DS thôn Nà Van”: what tabs of a workbook have in front.
_LIST_WORDS = re.compile(r"^(\d+ (?=\D))?((ds|danh sach) (?=.))?")

# “Khối 5”, “Khối phố số 5”: a kind of village and the number that names it.
_NUMBERED = re.compile(
    r"\b(thon|ban|xom|ap|khom|khu|khoi|to|tdp)(?: dan)?(?: pho)?(?: so)? (\d+)\b"
)

_SHEET_NAME_LENGTH = 31  # Excel cuts longer names off

# From which likeness on a name is proposed: a letter or two of a village's name.
_MUCH_LIKE = 0.8


class CdhtUnit(models.Model):
    """A place or body of the programme, in a tree, with dates.

    A unit that has ended stays (old decisions name it): there is no ``active``.
    """

    _name = "cdht.unit"
    _description = "Unit"
    _inherit = ["cdht.folded.name", "cdht.traced.setting"]
    _parent_store = True
    _order = "sequence, name, id"
    _untraced = {"state", "sequence", "register_turn"}

    code = fields.Char(index=True, help="Code of the administrative list, if any.")
    sequence = fields.Integer(default=10)
    unit_type = fields.Selection(
        UNIT_TYPES, required=True, default="village", index=True
    )
    kind = fields.Char(
        compute="_compute_kind",
        help="Its type; of a village what it calls itself: khối phố, bản, ấp …",
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
    _dates_in_order = models.Constraint(
        "CHECK (date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "A unit cannot end before it begins.",
    )

    people_order = fields.Selection(
        [("given_name", "By given name"), ("own", "The unit's own order")],
        string="Order on papers",
        default="given_name",
        required=True,
        help="Agencies list their people by position: choose the own order, then drag"
        " the people. A decision that was issued keeps the order of its day.",
    )

    keeps_register = fields.Boolean(
        string="Keeps its whole register here",
        help="Every paper of this body is made here, so that numbers follow one"
        " another by themselves: a paper issued without a number gets the next one"
        " of its symbol and year.",
    )
    register_turn = fields.Integer(export_string_translation=False)

    evidence_retention_months = fields.Integer(
        string="Evidence files kept (months)",
        aggregator=None,
        help="Months after the end of a closed year; 0: they are kept. Scores and"
        " results stay.",
    )
    import_retention_months = fields.Integer(
        string="Imported workbooks kept (months)",
        default=12,
        aggregator=None,
        help="Months after the end of the year for which they were read; 0: they are"
        " kept. What was imported stays.",
    )
    _evidence_retention = models.Constraint(
        "CHECK (evidence_retention_months >= 0)",
        "The months for which evidence files are kept are not negative.",
    )
    _import_retention = models.Constraint(
        "CHECK (import_retention_months >= 0)",
        "The months for which imported workbooks are kept are not negative.",
    )

    verifies_decisions = fields.Boolean(
        string="Code on decisions",
        help="Decisions of this body carry a QR code by which anybody who holds the"
        " paper can check it. Certificates always carry one.",
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

    @api.depends("name", "unit_type")
    @api.depends_context("lang")
    def _compute_kind(self):
        types = dict(self._fields["unit_type"]._description_selection(self.env))
        for unit in self:
            is_village = unit.name and unit.unit_type == "village"
            unit.kind = (
                village_kind(unit.name).capitalize()
                if is_village
                else types.get(unit.unit_type)
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

    def _province(self):
        """The provinces in which these units lie."""
        found, above = self.browse(), self
        while above:
            found |= above.filtered(lambda unit: unit.unit_type == "province")
            above = above.parent_id
        return found

    @api.constrains("parent_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A unit cannot be managed by itself or by a unit below it.")
            )

    @api.constrains("unit_type", "parent_id")
    def _check_level(self):
        for unit in self | self.child_ids:
            if unit._stands_wrong():
                raise ValidationError(unit._level_message())

    def _stands_wrong(self):
        above, kind = self.parent_id.unit_type, self.unit_type
        return bool(above and kind and above not in _STANDS_UNDER[kind])

    def _level_message(self):
        """That it does not stand where it was put, and where it does."""
        types = dict(self._fields["unit_type"]._description_selection(self.env))
        return self.env._(
            "%(unit)s (%(type)s) does not stand under %(parent)s (%(parent_type)s)."
            " Choose as managing unit: %(types)s.",
            unit=self.name,
            type=types[self.unit_type],
            parent=self.parent_id.name,
            parent_type=types[self.parent_id.unit_type],
            types=", ".join(types[name] for name in _STANDS_UNDER[self.unit_type])
            or "–",
        )

    @api.constrains("name", "parent_id", "date_from", "date_to")
    def _check_one_of_a_name(self):
        """Under one unit stand no two of exactly one name at one time."""
        for unit in self:
            if unit.date_to and unit.date_to < clock.today():
                continue  # what was entered twice before ends so
            same = (
                unit._beside()
                ._existing_with(unit)
                .filtered(
                    lambda other, unit=unit: _spelled(other.name) == _spelled(unit.name)
                )
            )
            if same:
                raise ValidationError(
                    self.env._(
                        "%(unit)s stands under %(parent)s already. Open that one; if"
                        " it is another, write what tells them apart.",
                        unit=same[0].name,
                        parent=unit.parent_id.name or self.env._("no managing unit"),
                    )
                )

    def _beside(self):
        """The other units under the same managing unit."""
        if self.parent_id:
            return self.parent_id.child_ids - self._origin
        return self.search([("parent_id", "=", False)]) - self._origin

    def _existing_with(self, unit):
        """Those of ``self`` whose time and that of ``unit`` overlap."""
        first, last = unit.date_from or date.min, unit.date_to or date.max
        return self.filtered(
            lambda other: (
                (other.date_from or date.min) <= last
                and first <= (other.date_to or date.max)
            )
        )

    @api.onchange("name", "parent_id", "unit_type")
    def _onchange_place(self):
        """Say before it is saved what is likely wrong."""
        if self._stands_wrong():
            return {
                "warning": {
                    "title": self.env._("Managing unit"),
                    "message": self._level_message(),
                }
            }
        alike = self.name and self._beside()._existing_with(self).filtered(
            lambda other: _bare(other.name) == _bare(self.name)
        )
        if not alike:
            return None
        return {
            "warning": {
                "title": self.env._("Is it there already?"),
                "message": self.env._(
                    "%(unit)s: under %(parent)s there is %(others)s. If it is the same,"
                    " leave this form and open that one.",
                    unit=self.name,
                    parent=self.parent_id.name or self.env._("no managing unit"),
                    others=", ".join(alike.mapped("name")),
                ),
            }
        }

    def _trace_unit(self):
        # The level above keeps it: a trace of its own would keep a unit entered by
        # mistake from being deleted.
        return self.parent_id

    def _has_begun(self):
        """Whether anything of people lies in these units or below; later rooms know."""
        return False

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

    # -- Finding units by the names that lists write.

    def _named(self, text):
        """The one unit of ``self`` that a list calls ``text``, or none.

        Accents count first, since they tell villages apart, with the word before the
        name and without it; then they do not. Two that fit alike are none.
        """
        keys = (_spelled, _bare_spelled, _folded, _bare)
        for key in keys:
            wanted = key(text)
            found = self.filtered(
                lambda unit, key=key, wanted=wanted: wanted and key(unit.name) == wanted
            )
            if found:
                return found if len(found) == 1 else self.browse()
        # As Excel counts: letters with separate marks count more than once.
        if _SHEET_NAME_LENGTH in (len(text), len(normalise(text))):
            cut = _folded(text)
            found = self.filtered(lambda unit: _folded(unit.name).startswith(cut))
            return found if len(found) == 1 else self.browse()
        return self.browse()

    def _likely_named(self, texts):
        """The unit of ``self`` that one of the texts seems to mean: its name stands in
        it (the longest that does), one of its number, or one much like it."""
        names = {_folded(unit.name): unit for unit in self}
        for text in texts:
            said = f" {_folded(text)} "
            found = [name for name in names if f" {name} " in said]
            if not found and (number := _numbered(text)):
                likely = self._numbered_alike(number)
                if likely:
                    return likely
                continue  # another number is another unit, however alike the words
            found += get_close_matches(_folded(text), names, n=1, cutoff=_MUCH_LIKE)
            if found:
                return names[max(found, key=len)]
        return self.browse()

    def _numbered_alike(self, said):
        """The one unit of that kind and number, or the one of that number, or none."""
        kind, number = said
        numbered = {unit: _numbered(unit.name) for unit in self}
        same = self.filtered(lambda unit: (numbered[unit] or ("",))[-1] == number)
        if len(same) > 1:
            same = same.filtered(lambda unit: numbered[unit][0] == kind)
        return same if len(same) == 1 else self.browse()

    def _body_named(self, text, date):
        """The deciding body of that name and time, “UBND xã …”, or none."""
        wanted = _folded(text).removeprefix("chu tich ")
        bodies = self.filtered(
            lambda unit: (
                unit.unit_type in AREA_TYPES and _folded(unit.body_name) == wanted
            )
        )
        bodies = bodies._in_force(date) if date else bodies
        return bodies if len(bodies) == 1 else self.browse()

    # -- The order of people on papers.

    # -- Bodies that keep the whole register of their papers here.

    def _lock_register(self):
        """Let nobody else draw a number of these bodies until the transaction ends.

        Whoever draws at the same time waits for this row, then finds it changed and
        is begun anew (Odoo's ``retrying``), so that it sees the number drawn here.
        A mere lock would let it go on with what it saw before.
        """
        # sudo: system: a counter of draws that nobody reads; units are the managers'
        for unit in self.sudo().sorted("id"):
            unit.register_turn += 1
        self.flush_recordset(["register_turn"])


def names_unit(text):
    """Whether a text begins as the name of a unit does: “Thôn …”, “Trường …”."""
    return bool(_UNIT_WORD.match(normalise(text).lower()))


def _spelled(text):
    return normalise(text).casefold().replace("ủy ban nhân dân", "ubnd")


def _folded(text):
    return match_key(text).replace("uy ban nhan dan", "ubnd")


def _numbered(text):
    """(kind, number) of a village that is numbered, or None."""
    found = _NUMBERED.search(_folded(text))
    return found and (found[1], int(found[2]))


def _bare(text):
    key = _LIST_WORDS.sub("", _folded(text))
    for word in sorted(_TYPE_WORDS, key=len, reverse=True):
        key = key.removeprefix(f"{word} ")
    return key


def _bare_spelled(text):
    length = len(_bare(text).split())
    return " ".join(_spelled(text).split()[-length:]) if length else ""
