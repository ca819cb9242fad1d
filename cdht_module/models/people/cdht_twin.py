from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import split_every
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools.locking import lock
from odoo.addons.cdht_module.tools.move import Move
from odoo.addons.cdht_module.tools.twins import differing, twins

_lt = LazyTranslate(__name__)

_READ_AT_ONCE = 2000


class CdhtTwin(models.Model):
    """Two records that may be one person, side by side, until an officer says it.

    They become one, or stay two people for good. Pairs are found in one pass over a
    commune (``tools/twins.py``), after each list that is read in and when asked.
    """

    _name = "cdht.twin"
    _description = "Perhaps the same person"
    _inherit = ["cdht.moved"]
    _order = "id desc"
    _rec_name = "citizen_id"
    _moves = (
        Move("merge", "action_merge", ("open",),
             who="commune", label=_lt("Two records made one")),
        Move("merge_into_other", "action_merge_into_other", ("open",),
             who="commune", label=_lt("Two records made one")),
        Move("apart", "action_keep_apart", ("open",), "apart",
             "commune", _lt("Two different people")),
        Move("look_again", "action_look_again", ("apart",), "open",
             "commune", _lt("Looked at again")),
    )  # fmt: skip

    citizen_id = fields.Many2one(
        "cdht.citizen", string="One", required=True, index=True, ondelete="cascade"
    )
    other_id = fields.Many2one(
        "cdht.citizen",
        string="The other",
        required=True,
        index=True,
        ondelete="cascade",
    )
    commune_id = fields.Many2one(
        related="citizen_id.commune_id", store=True, precompute=True, index=True
    )
    about = fields.Text(string="About one", compute="_compute_about")
    other_about = fields.Text(string="About the other", compute="_compute_about")
    why = fields.Selection(
        [
            ("digit", "One digit of the number differs"),
            ("spelling", "The name is spelled otherwise"),
            ("accents", "The name lacks its accents"),
            ("number", "Same name and birth"),
            ("birth", "Same name, a birth is missing"),
            ("near", "Same birth and unit, similar name"),
            ("chosen", "Chosen by an officer"),
        ],
        required=True,
    )
    why_text = fields.Text(string="What differs", compute="_compute_why_text")
    state = fields.Selection(
        [("open", "To be decided"), ("apart", "Two different people")],
        default="open",
        required=True,
    )
    _pair_uniq = models.UniqueIndex(
        "(LEAST(citizen_id, other_id), GREATEST(citizen_id, other_id))",
        "These two stand side by side already.",
    )
    _two_people = models.Constraint(
        "CHECK (citizen_id <> other_id)", "Nobody is compared with oneself."
    )

    @api.depends("citizen_id", "other_id")
    def _compute_about(self):
        for pair in self:
            pair.about = "\n".join(pair.citizen_id._about())
            pair.other_about = "\n".join(pair.other_id._about())

    @api.depends("why", "citizen_id", "other_id")
    def _compute_why_text(self):
        """With the place of the digit that differs: the numbers stay masked."""
        labels = dict(self._fields["why"]._description_selection(self.env))
        for pair in self:
            # sudo: compare: at which places two numbers differ, not what stands there
            one, other = pair.sudo().citizen_id, pair.sudo().other_id
            places = differing(one.identity_number, other.identity_number)
            pair.why_text = labels.get(pair.why, "")
            if places:
                pair.why_text = self.env._(
                    "%(why)s; the numbers differ at digit %(places)s",
                    why=pair.why_text,
                    places=", ".join(map(str, places)),
                )

    def _trace_unit(self):
        return self.citizen_id.unit_id

    # -- Finding them.

    @api.model
    def action_find(self):
        """Look through the people of the caller's communes; show who may be one."""
        self.check_access("read")
        communes = self.env.user._cdht_communes()
        for commune in communes:
            self._find(commune)
        return self._action_list()

    @api.model
    def _action_list(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_twin"
        )

    @api.model
    def _find(self, commune):
        """Bring the pairs of a commune up to date: what was decided stays decided, and
        what is no longer alike goes."""
        # sudo: register: everybody of the commune is compared; who reads which pair is
        # said by rules
        people = self.env["cdht.citizen"].sudo().with_context(active_test=False)
        people = people.search(
            [("commune_id", "=", commune.id), ("anonymised_on", "=", False)], order="id"
        )
        found = twins(self._compared(people))
        # sudo: move: nobody makes or ends pairs by hand
        known = self.sudo().search([("commune_id", "=", commune.id)])
        pairs = {pair._key(): pair for pair in known}
        known.filtered(
            lambda pair: (
                pair.state == "open"
                and pair.why != "chosen"
                and pair._key() not in found
            )
        ).unlink()
        return self._open(
            people, {key: why for key, why in found.items() if key not in pairs}
        )

    def _compared(self, people):
        """What is compared of each; of many no more stays in memory."""
        names = ["name", "birth_year", "birth_date", "unit_id", "identity_number",
                 "gender"]  # fmt: skip
        for ids in split_every(_READ_AT_ONCE, people.ids):
            part = people.browse(ids)
            part.fetch(names)
            yield from part._compared()
            if len(people) > len(part):
                part.invalidate_recordset(names)

    def _key(self):
        return tuple(sorted((self.citizen_id.id, self.other_id.id)))

    @api.model
    def _open(self, people, found):
        """New pairs, the one that says more first: it is the one that stays."""
        by_id = {person.id: person for person in people}
        values = []
        for ids, why in found.items():
            one, other = sorted((by_id[id_] for id_ in ids), key=_says_less)
            values.append({"citizen_id": one.id, "other_id": other.id, "why": why})
        # sudo: move: nobody makes pairs by hand
        return self.sudo().create(values)

    @api.model
    def _compare(self, people):
        """The pair of two chosen people, made if need be."""
        if len(people) != 2:
            raise UserError(self.env._("Choose two people to compare."))
        people.check_access("read")
        self._check_reach(people)
        # sudo: compare: whether they stand side by side already
        pair = self.sudo().search(
            [("citizen_id", "in", people.ids), ("other_id", "in", people.ids)]
        ) or self._open(people.sudo(), {tuple(sorted(people.ids)): "chosen"})
        return pair.with_env(self.env)._cdht_action_form()

    @api.model
    def _alike(self, person):
        """The pairs of one person; where nobody is alike, those with the same given
        name, of whom two can be chosen."""
        person.check_access("read")
        self._check_reach(person)
        self._find(person.commune_id)
        pairs = self._naming(person)
        if len(pairs) == 1:
            return pairs._cdht_action_form()
        if pairs:
            return {**self._action_list(), "domain": [("id", "in", pairs.ids)]}
        people = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_citizen"
        )
        title = self.env._("Choose %s and the other record", person.name or "")
        given = (person.name or "").split()[-1:]
        return {
            **people,
            "display_name": title,
            "name": title,
            "domain": [
                ("commune_id", "=", person.commune_id.id),
                ("name", "=ilike", f"% {given[0]}" if given else "%"),
            ],
            "context": {},
        }

    @api.model
    def _check_reach(self, people):
        if people.unit_id - people.unit_id._in_reach("commune"):
            raise AccessError(self.env._("This is for the commune's officer."))
        if len(people.commune_id) > 1:
            raise UserError(self.env._("People of one commune only."))

    # -- What an officer says of them.

    def action_merge(self):
        """They are one person: the one on the left stays, completed by the other."""
        return self._merge("merge")

    def action_merge_into_other(self):
        """They are one person: the one on the right stays."""
        return self._merge("merge_into_other")

    def action_keep_apart(self):
        """They are two people, and are not asked about again."""
        self._check_says()
        self._check_move("apart")
        self._make_move("apart")

    def action_look_again(self):
        """It was said too early that they are two."""
        self._check_says()
        self._check_move("look_again")
        self._make_move("look_again")

    def _merge(self, move):
        self._check_says()
        self._check_move(move)
        stays = []
        for pair in self:
            # sudo: move: role and reach were checked; it holds in every room and year
            people = (pair.citizen_id | pair.other_id).sudo()
            lock(people, allow_referencing=False)
            kept, other = people if move == "merge" else reversed(people)
            self.env["cdht.trace"]._record(pair, move)
            kept._become_one_with(other)
            stays.append(kept.id)
        if len(stays) == 1:
            return self.env["cdht.citizen"].browse(stays)._cdht_action_form()
        return self._action_list()

    @api.model
    def _naming(self, people):
        return self.search(
            ["|", ("citizen_id", "in", people.ids), ("other_id", "in", people.ids)]
        )

    @api.model
    def _take_over(self, kept, other):
        """What was said of ``other`` and somebody else holds for ``kept``."""
        pairs = self._naming(kept | other)
        mine = {
            ({*pair._key()} - {kept.id}).pop(): pair
            for pair in pairs
            if kept.id in pair._key()
        }
        for pair in pairs:
            if kept.id in pair._key():
                continue
            [third] = {*pair._key()} - {other.id}
            if third not in mine:
                name = "citizen_id" if pair.citizen_id == other else "other_id"
                pair[name] = kept
            elif pair.state == "apart":
                mine[third].state = "apart"

    @api.model
    def _know_apart(self, people):
        """These two were taken for one person; nobody is asked about them again."""
        # sudo: move: nobody makes pairs by hand; the caller was checked
        pair = self.sudo()._open(people.sudo(), {tuple(sorted(people.ids)): "chosen"})
        pair.state = "apart"

    def _check_says(self):
        self.check_access("read")
        people = self.citizen_id | self.other_id
        for pair in self:
            self._check_reach(pair.citizen_id | pair.other_id)
        if not self.env.su and self.env.user.partner_id in people.partner_id:
            raise AccessError(
                self.env._("Who you are yourself is changed by another officer.")
            )
        if len(people) != 2 * len(self):
            raise UserError(
                self.env._("One person stands in several of these: take one at a time.")
            )


def _says_less(person):
    return (
        not person.identity_number,
        not person.partner_id,
        not person.birth_date,
        person.id,
    )
