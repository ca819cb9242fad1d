from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import OrderedSet, clean_context

from odoo.addons.cdht_module.tools.identity_number import mask
from odoo.addons.cdht_module.tools.vietnamese_text import (
    normalise,
    proper_name,
    sort_name,
)

GENDERS = [("male", "Male"), ("female", "Female")]

# Who types and compares lists; the level above never needs these.
_READS_IDENTITY = "cdht_module.group_cdht_chapter,cdht_module.group_cdht_commune"

# Who somebody is: once there is a title, it is not changed by hand.
IDENTITY = ("name", "birth_date", "birth_year", "gender", "identity_number")

# What a record that goes leaves to the one that stays, where that is blank.
_COMPLETED = (
    "birth_date", "birth_year", "gender", "ethnicity_id", "identity_number", "phone",
    "occupation", "position", "labour_group_id", "partner_id",
)  # fmt: skip

# What follows from the name says as much as the name.
_FROM_NAME = ("name_folded", "sort_name")

# The order of a unit's people is the unit's, not theirs.
_UNTRACED = {"unit_rank"}


class CdhtCitizen(models.Model):
    """A person of the programme.

    A ``res.partner`` stands behind it only where the person has a login; it
    holds name and mail, never the identity number or the phone.

    A field marked ``personal`` is traced without its value, handed over to the person
    who asks for their data, and taken away with them (``privacy``).
    """

    _name = "cdht.citizen"
    _description = "Citizen"
    _inherit = ["cdht.folded.name"]
    _order = "sort_name, birth_year, id"

    name = fields.Char(string="Full name", personal=True)
    active = fields.Boolean(string="Followed", default=True)
    sort_name = fields.Char(
        compute="_compute_sort_name",
        store=True,
        precompute=True,
        index=True,
        export_string_translation=False,
        help="Key of the Vietnamese order, given name first.",
    )
    birth_date = fields.Date(string="Date of birth", personal=True)
    birth_year = fields.Integer(
        string="Year of birth",
        personal=True,
        aggregator=None,
        compute="_compute_birth_year",
        store=True,
        readonly=False,
        precompute=True,
    )
    gender = fields.Selection(GENDERS, personal=True)
    ethnicity_id = fields.Many2one(
        "cdht.ethnicity",
        personal=True,
        ondelete="restrict",
        groups="cdht_module.group_cdht_ethnicity",
    )
    identity_number = fields.Char(
        size=12,
        personal=True,
        copy=False,
        groups=_READS_IDENTITY,
        help="Số định danh cá nhân (số CCCD), 12 digits.",
    )
    identity_number_masked = fields.Char(
        string="Identity number (masked)",
        compute="_compute_identity_number_masked",
        compute_sudo=True,
    )
    phone = fields.Char(personal=True, groups=_READS_IDENTITY)
    occupation = fields.Char(personal=True)
    position = fields.Char(personal=True)
    unit_id = fields.Many2one(
        "cdht.unit",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('has_people', '=', True)]",
        default=lambda self: self._default_unit(),
    )
    commune_id = fields.Many2one(
        related="unit_id.commune_id", store=True, precompute=True, index=True
    )
    labour_group_id = fields.Many2one(
        "cdht.labour.group", index=True, ondelete="restrict"
    )
    status = fields.Selection(
        [
            ("present", "Present"),
            ("away", "Away"),
            ("moved", "Moved"),
            ("deceased", "Deceased"),
        ],
        default="present",
        required=True,
    )
    anonymised_on = fields.Date(readonly=True, copy=False)
    partner_id = fields.Many2one(
        "res.partner",
        string="Login's contact",
        personal=True,
        index="btree_not_null",
        copy=False,
    )
    _identity_number_uniq = models.UniqueIndex(
        "(identity_number) WHERE identity_number IS NOT NULL",
        "Already registered in another unit; ask the commune.",
    )
    _partner_uniq = models.UniqueIndex(
        "(partner_id) WHERE partner_id IS NOT NULL",
        "This contact belongs to another person.",
    )

    unit_rank = fields.Integer(
        string="Place in the unit's order",
        aggregator=None,
        compute="_compute_unit_rank",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
    )

    def _valid_field_parameter(self, field, name):
        return name == "personal" or super()._valid_field_parameter(field, name)

    @api.model
    def _personal(self):
        """The names of the fields that are marked as personal."""
        return [
            name
            for name, field in self._fields.items()
            if getattr(field, "personal", False)
        ]

    @api.depends("name")
    def _compute_sort_name(self):
        for citizen in self:
            citizen.sort_name = sort_name(citizen.name or "")

    @api.depends("birth_date")
    def _compute_birth_year(self):
        for citizen in self:
            if citizen.birth_date:
                citizen.birth_year = citizen.birth_date.year

    @api.depends("identity_number")
    def _compute_identity_number_masked(self):
        for citizen in self:
            number = citizen.identity_number
            citizen.identity_number_masked = mask(number) if number else False

    @api.constrains("identity_number")
    def _check_identity_number(self):
        for citizen in self:
            # sudo: compare: the number's form is checked for whoever could write it
            number = citizen.sudo().identity_number
            if number and not (len(number) == 12 and number.isdecimal()):
                raise ValidationError(
                    self.env._(
                        "The identity number of %(name)s must have exactly 12 digits"
                        " (it reads “%(value)s”).",
                        name=citizen.name,
                        value=number,
                    )
                )

    @api.model
    def _default_unit(self):
        """The village of an officer who has just one."""
        units = self.env.user._cdht_units("chapter").filtered("has_people")
        return units if len(units) == 1 else units.browse()

    @api.constrains("unit_id")
    def _check_unit(self):
        self.unit_id._check_has_people()

    @api.model_create_multi
    def create(self, vals_list):
        self._check_numbers_free(vals_list, "create")
        if not self.env.su:
            self = self.with_env(self.env(context=clean_context(self.env.context)))
            self._check_written_by_hand(vals_list)
        people = super().create(vals_list)
        people._trace_created()
        return people

    @api.model
    def _enter_list(self, vals_list, ethnicities):
        """``create`` for the people of a list, at once; ``ethnicities`` (ids or None)
        are said by the list, whoever has the right to read them again."""
        self._check_numbers_free(vals_list, "create")
        self.check_access("create")
        for name in set().union(*vals_list):
            self._check_field_access(self._fields[name], "write")
        self._check_written_by_hand(vals_list)
        for vals in vals_list:
            self._normalise_name(vals)
        # sudo: move: the right to make them was checked, and is once more below, when
        # record rules can look at them
        people = self.sudo()._insert(
            [
                {**vals, "ethnicity_id": ethnicity}
                for vals, ethnicity in zip(vals_list, ethnicities, strict=True)
            ]
        )
        people._validate_fields(people._fields)
        people = people.with_env(self.env)
        people.check_access("create")
        people._trace_created()
        of_them = dict(zip(people, ethnicities, strict=True))
        self.env["cdht.trace"]._record(
            people.filtered(of_them.get), "write", field_name="ethnicity_id"
        )
        return people

    def _trace_created(self):
        """One by itself, or of a list read in how many of which unit."""
        Trace = self.env["cdht.trace"]
        if len(self) == 1:
            Trace._record(self, "create")
        elif self:
            several = self.env._("several at once")
            # sudo: figures: counted by unit
            Trace._record_people(self.sudo(), "create", several)

    @api.onchange("name")
    def _onchange_name(self):
        """Typed all in capitals or all in small letters, it is shown as papers write
        it, before it is saved."""
        if self.name:
            self.name = proper_name(normalise(self.name))

    def write(self, vals):
        self._check_numbers_free([vals], "write")
        if not self.env.su:
            self._check_written_by_hand([vals])
        Trace = self.env["cdht.trace"]
        # sudo: compare: compared, not shown; who may not write a field is refused below
        people = self.sudo()
        before = Trace._texts_of(people, vals.keys() - _UNTRACED)
        guarded = not self.env.su and not vals.keys().isdisjoint(IDENTITY)
        were = people._identities() if guarded else {}
        result = super().write(vals)
        if guarded:
            people._check_same_people(were)
        # Traces are kept for ever: of what is personal that it changed, no more.
        Trace._record_changes(people, before, {*self._personal(), *_FROM_NAME})
        return result

    def unlink(self):
        self.env["cdht.trace"]._record(self, "unlink")
        return super().unlink()

    def _identities(self):
        """{id: who that person is}"""
        return {person.id: [person[name] for name in IDENTITY] for person in self}

    def _check_same_people(self, were):
        """Nobody becomes another person under a title that was given, on a list that
        was sent, or after their data were taken away.

        ``were``: what ``_identities`` gave before.
        """
        now = self._identities()
        others = self.filtered(lambda person: now[person.id] != were[person.id])
        if others.filtered("anonymised_on"):
            raise AccessError(self._taken_away_message())
        holders = others._with_title()
        listed = others._on_sent_lists() - holders
        for people, message in (
            (
                holders,
                self.env._(
                    "Holds a title: %(names)s. Name, identity number, birth and sex are"
                    " then changed by the commune's officer (%(commune)s), by “Change"
                    " who this person is” and with a reason.",
                    names=", ".join(were[person.id][0] for person in holders),
                    commune=", ".join(holders.commune_id.mapped("name")),
                ),
            ),
            (
                listed,
                self.env._(
                    "On a list that was sent: %(names)s. Name, identity number, birth"
                    " and sex are then changed by the commune's officer (%(commune)s),"
                    " by “Change who this person is” and with a reason; or the list"
                    " is returned first.",
                    names=", ".join(were[person.id][0] for person in listed),
                    commune=", ".join(listed.commune_id.mapped("name")),
                ),
            ),
        ):
            if people:
                raise AccessError(message)

    def _with_title(self):
        """Those of ``self`` who hold a title; the room of decisions knows."""
        return self.browse()

    def _on_sent_lists(self):
        """Those whom a list names that left its unit; the room of dossiers knows."""
        return self.browse()

    def _form_of_address(self):
        """“ông” or “bà”; both where the sex is not known."""
        return {"male": "ông", "female": "bà"}.get(self.gender, "ông/bà")

    def _taken_away_message(self):
        return self.env._(
            "This person's data were taken away; nobody else is entered in their place."
        )

    def action_change_identity(self, values, reason):
        """Change who this person is, by the commune's officer.

        ``values``: of name, birth_date, birth_year, gender, identity_number. Papers
        that were issued stay as they are. It is undone in the same way.
        """
        reason = self._check_reason(reason)
        known = isinstance(values, dict) and values and not set(values) - {*IDENTITY}
        if len(self) != 1 or not known:
            raise UserError(
                self.env._(
                    "Choose one person, and what of name, identity number, birth and"
                    " sex changes."
                )
            )
        if "name" in values and not (values["name"] or "").strip():
            raise UserError(self.env._("Enter the full name."))
        self.check_access("write")
        if not self.unit_id._in_reach("commune"):
            raise AccessError(self.env._("This is for the commune's officer."))
        if not self.env.su and self.env.user.partner_id in self.partner_id:
            raise AccessError(
                self.env._("Who you are yourself is changed by another officer.")
            )
        # sudo: move: role and reach were checked
        person = self.sudo()
        if person.anonymised_on:
            raise UserError(self._taken_away_message())
        self.env["cdht.trace"]._record(self, "change_identity", reason=reason)
        person.write(values)

    # -- Two records of one person become one (``cdht.twin``).

    merge_ids = fields.One2many(
        "cdht.merge",
        "citizen_id",
        string="Records taken in",
        domain=[("state", "=", "merged")],
        groups="cdht_module.group_cdht_commune",
    )

    def _become_one_with(self, other):
        """``other`` goes: whatever names it names this person, who is completed by it.

        For moves that checked the caller, as superuser.
        """
        self._check_one_person(other)
        left = {
            name: other[name]
            for name in _COMPLETED
            if other[name] and not self[name] and other._fits_beside(self, name)
        }
        left = {
            name: self._fields[name].convert_to_write(left[name], self) for name in left
        }
        self.env["cdht.merge"]._note(self, other, left)
        self._take_over(other)
        other.unlink()
        self.write(left)
        self.env["cdht.trace"]._record(self, "merge", value_from=str(other.id))

    def _part_from(self, before):
        """Who had become one with this person, back under the old id with what was
        theirs then (``cdht.merge``); what came since stays here."""
        taken = {
            name: False
            for name, value in before["completed"].items()
            if str(self._fields[name].convert_to_write(self[name], self)) == value
        }
        self.write(taken)
        self.env.flush_all()
        put = [
            self.env["cdht.merge"]._put_back(model, rows)
            for model, rows in before["rows"]
        ]
        self._give_back(put[0], before["moved"])
        return put[0]

    def _give_back(self, other, moved):
        """What named ``other`` then and names this person now."""
        for model, name, states in moved:
            records = self.env[model].with_context(active_test=False)
            records.search(
                [("id", "in", [int(id_) for id_ in states]), (name, "=", self.id)]
            ).write({name: other.id})

    def _lost_with(self, other):
        """Records that go beside ``other``; later rooms say theirs."""
        return []

    def _built_since(self, before):
        """Why this person is not taken apart: what was made since; of later rooms."""
        return []

    def _fits_beside(self, person, name):
        """Whether that of mine may complete ``person``: no date of another year."""
        return name != "birth_date" or person.birth_year in (0, self.birth_year)

    def _check_one_person(self, other):
        """Refuse what cannot be one; later rooms look at what is theirs."""
        if (self | other).filtered("anonymised_on"):
            raise UserError(self._taken_away_message())
        if self.partner_id and other.partner_id:
            raise UserError(
                self.env._(
                    "Both have a login: take one of them away first (%(one)s,"
                    " %(other)s).",
                    one=self.name,
                    other=other.name,
                )
            )

    def _take_over(self, other):
        """Whatever names ``other``, and files beside it, names this person from now
        on."""
        for model, name in self._naming_fields():
            records = self.env[model].with_context(active_test=False)
            records.search([(name, "=", other.id)]).write({name: self.id})
        self.env["cdht.twin"]._take_over(self, other)
        other._files().write({"res_id": self.id})

    def _files(self):
        """Files beside these people."""
        return self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )

    def _named_by(self):
        """[[model, field, {id: state}]] of what names this person, files among it."""
        twins = [("cdht.twin", "citizen_id"), ("cdht.twin", "other_id")]
        named = [
            (
                name,
                self.env[model]
                .with_context(active_test=False)
                .search([(name, "=", self.id)]),
            )
            for model, name in [*self._naming_fields(), *twins]
        ]
        return [
            [
                records._name,
                name,
                {
                    one.id: one.state if "state" in one._fields else ""
                    for one in records
                },
            ]
            for name, records in [*named, ("res_id", self._files())]
            if records
        ]

    @api.model
    def _naming_fields(self):
        """[(model, field)] of what the database keeps about people, of every room."""
        return [
            (model._name, field.name)
            for model in self.env.registry.values()
            if model._auto and not model._abstract and not model._transient
            for field in model._fields.values()
            if field.type == "many2one"
            and field.comodel_name == self._name
            and field.store
            and not field.compute
            and model._name != "cdht.twin"
        ]

    def _former_ids(self):
        """Ids under which traces speak of these people: their own, and those of records
        that became one with theirs."""
        # sudo: register: which records were this person's; their traces have rules
        traces = self.env["cdht.trace"].sudo().search_fetch(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("move", "=", "merge"),
            ],
            ["value_from"],
        )  # fmt: skip
        former = self.browse(int(trace.value_from) for trace in traces)
        # Who was taken apart again is somebody again.
        return [*self.ids, *(former - former.exists()).ids]

    def action_compare(self):
        """Show the two chosen people side by side, to say whether they are one; of one
        person, with whom they may be one."""
        if len(self) == 1:
            return self.env["cdht.twin"]._alike(self)
        return self.env["cdht.twin"]._compare(self)

    def _about(self):
        """Lines about this person, by which an officer knows who it is; later rooms add
        what is theirs."""
        born = self.birth_date.strftime("%d/%m/%Y") if self.birth_date else ""
        sexes = dict(self._fields["gender"]._description_selection(self.env))
        born = born or str(self.birth_year or "")
        first = [born, sexes.get(self.gender), self.unit_id.name]
        number = self.identity_number_masked or self.env._("no identity number")
        return [self.name or "", " · ".join(filter(None, first)), number]

    def _check_written_by_hand(self, vals_list):
        """Nobody moves people out of their reach, or detaches oneself from one's
        dossier so as to decide about it; the commune follows from the unit."""
        names = set().union(*vals_list)
        if "commune_id" in names:
            raise AccessError(
                self.env._("The commune follows from the unit: change the unit.")
            )
        self._cdht_refuse_derived(names)
        units = self._units_in(vals_list)
        if units - units._in_reach("chapter", "commune"):
            raise AccessError(self._outside_reach())
        naming = [
            vals
            for vals in vals_list
            if vals.get("partner_id") or "partner_id" in vals and self
        ]
        if naming:
            me = self.env.user.partner_id
            if me in self.partner_id or me.id in [
                vals["partner_id"] for vals in naming
            ]:
                raise AccessError(
                    self.env._("Another officer enters which person you are.")
                )
            units = self.unit_id | self._units_in(naming)
            if units - units._in_reach("commune"):
                raise AccessError(self.env._("This is for the commune's officer."))

    @api.model
    def _units_in(self, vals_list):
        ids = [vals["unit_id"] for vals in vals_list if vals.get("unit_id")]
        return self.env["cdht.unit"].browse(OrderedSet(ids))

    def _trace_unit(self):
        return self.unit_id

    # -- A person's place in the unit's own order (``cdht.unit.people_order``).

    @api.depends("unit_id")
    def _compute_unit_rank(self):
        """Who comes to a unit stands last: a list read in keeps its order."""
        # sudo: register: the last place, whoever holds it
        everybody = self.sudo().with_context(active_test=False)
        places = everybody._read_group(
            [("unit_id", "in", self.unit_id.ids)], ["unit_id"], ["unit_rank:max"]
        )
        last = {unit.id: rank or 0 for unit, rank in places}
        for citizen in self:
            unit = citizen.unit_id.id
            citizen.unit_rank = last[unit] = last.get(unit, 0) + 1
