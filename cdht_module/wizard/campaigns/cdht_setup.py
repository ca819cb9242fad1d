import base64

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.tools import clock, list_reader
from odoo.addons.cdht_module.tools.paper_text import in_sentence
from odoo.addons.cdht_module.tools.unit_names import read_names
from odoo.addons.cdht_module.tools.vietnamese_text import normalise, proper_name

# In their order, and whose they are: a step of others' is passed over. A manager who
# may not open the year reads there who does.
STEPS = (
    ("place", "Commune", "manager"),
    ("units", "Villages and agencies", "manager"),
    ("bodies", "Who signs", "manager"),
    ("officers", "Officers", "manager"),
    ("year", "Year", "commune,manager"),
    ("done", "Begin", ""),
)

# What a list, a petition and a decision need; all else comes with plan and reports.
_NEEDED_FIRST = (
    "cdht.authority", "cdht.indicator.set", "cdht.act", "cdht.paper.default",
)  # fmt: skip

_DAYS = ("registration_deadline", "self_deadline", "proposal_deadline", "report_due")


class CdhtSetup(models.TransientModel):
    """From an empty database to an open year, one screen a step.

    Each step writes what it says when one goes on; each may be passed over, and the
    whole may be opened again: what is there already is shown and not made twice.
    """

    _name = "cdht.setup"
    _description = "Set up a commune"
    _inherit = ["cdht.guarded"]

    step = fields.Selection(
        [(name, label) for name, label, _role in STEPS],
        required=True,
        default=lambda self: self._first_step(),
    )
    commune_id = fields.Many2one(
        "cdht.unit",
        string="Commune that is set up",
        domain="[('unit_type', '=', 'commune')]",
        ondelete="cascade",
        default=lambda self: self._default_commune(),
    )

    # -- the commune
    place_id = fields.Many2one(
        "cdht.place",
        string="Commune, ward or special zone",
        ondelete="cascade",
        help="Type three letters, accents or not; of the official list.",
    )
    own_commune = fields.Char(string="Not on the list? Its name")
    own_province = fields.Char(string="Its province")

    # -- villages and agencies
    names = fields.Text(
        string="Names, a line each",
        help="Pasted from Word, Excel or Zalo; numbers and titles are passed over.",
    )
    names_file = fields.Binary(
        string="Or from a file",
        attachment=False,
        help="Any Excel, Word or CSV file in which they stand: a list of people with"
        " their villages, a sheet a village, a list of names.",
    )
    names_filename = fields.Char(string="Name of the file")
    names_read = fields.Html(
        string="What they are read as", compute="_compute_names_read", sanitize=False
    )
    unit_ids = fields.Many2many(
        "cdht.unit", string="There already", compute="_compute_unit_ids"
    )

    # -- who signs
    association_name = fields.Char(
        string="Association", compute="_compute_bodies", store=True, readonly=False
    )
    chair = fields.Char(
        string="Its head", compute="_compute_bodies", store=True, readonly=False
    )
    chair_post = fields.Char(
        string="Post of its head",
        compute="_compute_bodies",
        store=True,
        readonly=False,
    )
    leader = fields.Char(
        string="Who signs for the committee",
        compute="_compute_bodies",
        store=True,
        readonly=False,
    )
    leader_post = fields.Char(
        string="Post", compute="_compute_bodies", store=True, readonly=False
    )

    # -- officers
    who = fields.Selection(
        [
            ("alone", "I do everything myself"),
            ("both", "I am the commune’s officer, with others: name them now"),
            ("others", "Others do the commune’s work: name them now"),
            ("later", "Later"),
        ],
        default=lambda self: self._default_who(),
        required=True,
    )
    officer_names = fields.Char(
        string="Officers of the commune", compute="_compute_officer_names"
    )

    # -- the year
    year = fields.Integer(default=lambda self: clock.today().year)
    set_id = fields.Many2one(
        "cdht.indicator.set", string="Criteria in force", compute="_compute_rule"
    )
    rule = fields.Char(compute="_compute_rule")
    registration_deadline = fields.Date(
        string="Registration until",
        compute="_compute_year",
        store=True,
        readonly=False,
    )
    self_deadline = fields.Date(
        string="Self-assessment until",
        compute="_compute_year",
        store=True,
        readonly=False,
    )
    proposal_deadline = fields.Date(
        string="Lists until", compute="_compute_year", store=True, readonly=False
    )
    report_due = fields.Date(
        string="Report until", compute="_compute_year", store=True, readonly=False
    )
    may_open = fields.Boolean(
        compute="_compute_openers", export_string_translation=False
    )
    openers = fields.Char(string="Who opens the year", compute="_compute_openers")
    days_moved = fields.Char(
        compute="_compute_days_moved", export_string_translation=False
    )
    is_open = fields.Boolean(
        compute="_compute_is_open", export_string_translation=False
    )
    has_address = fields.Boolean(
        compute="_compute_has_address", export_string_translation=False
    )
    doubts = fields.Html(
        string="Still to be confirmed", compute="_compute_doubts", sanitize=False
    )

    @api.depends_context("lang")
    def _compute_display_name(self):
        """What stands over the window."""
        self.display_name = self.env["ir.model"]._get(self._name).name

    # -- the steps

    @api.model
    def _steps(self):
        """The names of the steps that are the caller's."""
        user, is_all = self.env.user, self.env.su
        return [
            name
            for name, roles in self._whose_steps()
            if is_all
            or not roles
            or any(
                user.has_group(f"cdht_module.group_cdht_{role}")
                for role in roles.split(",")
            )
        ]

    @api.model
    def _first_step(self):
        """The first of the caller's; where the year is open already, the last."""
        commune = self._default_commune()
        years = self.env["cdht.campaign"].search(
            [("unit_id", "=", commune.id), ("year", "=", clock.today().year)]
        )
        steps = self._steps()
        return steps[-1] if years.filtered(_is_open) else steps[0]

    @api.model
    def _whose_steps(self):
        """[(step, roles)] in their order; later rooms add theirs."""
        return [(name, role) for name, _label, role in STEPS]

    def action_next(self):
        """Do what the step says, and go on; what was typed is kept for later."""
        self._cdht_one()
        self._check_step()
        answer = self._do_step()
        self._go_on()
        return answer

    def _do_step(self):
        """Write what the present step says; return where that leads, if anywhere."""
        return {
            "place": self._make_commune,
            "units": self._make_units,
            "bodies": self._make_bodies,
            "officers": self._make_officers,
            "year": self._open_year,
            "done": self._leave,
        }[self.step]()

    def action_skip(self):
        """Go on without doing it."""
        self._cdht_one()
        self._check_step()
        self._go_on()

    def _check_step(self):
        if self.step not in self._steps():
            raise UserError(
                self.env._("This step is another role's: choose one of yours above.")
            )

    def _go_on(self):
        names = self._steps()
        later = names[names.index(self.step) + 1 :] if self.step in names else names
        self.step = later[0] if later else self.step

    def _leave(self):
        """Into the programme, with the menus of the roles that were given here."""
        is_officer = self.env.user.has_group("cdht_module.group_cdht_commune")
        page = "learning-citizen-year" if is_officer else "learning-citizen-units"
        return {"type": "ir.actions.act_url", "url": f"/odoo/{page}", "target": "self"}

    # -- the commune

    @api.model
    def _default_commune(self):
        communes = self.env.user._cdht_communes() or self.env["cdht.unit"].search(
            [("unit_type", "=", "commune")], limit=2
        )
        return communes if len(communes) == 1 else communes.browse()

    def _make_commune(self):
        """The province and the commune, where they are not there yet."""
        place = self.place_id
        commune_name = place.commune_name or (self.own_commune or "").strip()
        province_name = place.province_name or (self.own_province or "").strip()
        if not commune_name:
            self._need_commune()
            return
        province = self._unit_of(
            province_name, "province", place.province_code, self.env["cdht.unit"]
        )
        self.commune_id = self._unit_of(commune_name, "commune", place.code, province)
        self.write(dict.fromkeys(("place_id", "own_commune", "own_province"), False))

    def _unit_of(self, name, unit_type, code, parent):
        """The area of that name under ``parent``, made where it is missing."""
        if not name:
            return parent
        units = self.env["cdht.unit"]
        there = units.search(
            [("unit_type", "=", unit_type), ("parent_id", "=", parent.id)]
        )
        found = there.filtered(lambda unit: code and unit.code == code)
        return (found or there._named(name))[:1] or units.create(
            {
                "name": name,
                "unit_type": unit_type,
                "code": code,
                "parent_id": parent.id,
            }
        )

    def _need_commune(self):
        if not self.commune_id:
            raise UserError(
                self.env._("Choose the commune first, in the step “Commune”.")
            )

    # -- villages and agencies

    @api.depends("commune_id", "step")
    def _compute_unit_ids(self):
        for setup in self:
            setup.unit_ids = setup.commune_id.child_ids._in_force(clock.today())

    def _new_names(self):
        """[(name, type)] that are not there yet."""
        there = self.commune_id.child_ids._in_force(clock.today())
        return [
            (name, unit_type)
            for name, unit_type in read_names(self.names)
            if not there._named(name)
        ]

    @api.depends("names", "commune_id")
    def _compute_names_read(self):
        """What will be made of them, before it is made."""
        units = self.env["cdht.unit"]
        for setup in self:
            new = setup._new_names()
            there = len(read_names(setup.names)) - len(new)
            lines = [
                Markup("<li>%s <span class='text-muted'>%s</span></li>")
                % (name, units.new({"name": name, "unit_type": unit_type}).kind)
                for name, unit_type in new
            ]
            said = self.env._("%s new units:", len(new)) if new else ""
            known = self.env._("%s are there already.", there) if there else ""
            said = f"{said} {known}".strip()
            setup.names_read = (
                Markup("<p>%s</p><ul>%s</ul>") % (said, Markup("").join(lines))
                if said
                else False
            )

    @api.onchange("names_file")
    def _onchange_names_file(self):
        """The names in the file join those that are typed; each is shown before it is
        made, and may be struck out. The file itself is not kept."""
        if not self.names_file:
            return None
        try:
            texts = list_reader.unit_texts(base64.b64decode(self.names_file))
        except (list_reader.WorkbookError, ValueError):
            texts = []
        self.names_file = self.names_filename = False
        if not texts:
            return {
                "warning": {
                    "title": self.env._("Names from a file"),
                    "message": self.env._(
                        "No names of units were found in this file. Choose an Excel,"
                        " Word or CSV file without a password, or paste the names."
                    ),
                }
            }
        self.names = "\n".join(filter(None, [self.names, *texts]))
        return None

    def _make_units(self):
        self._need_commune()
        last = max(self.commune_id.child_ids.mapped("sequence"), default=0)
        self.env["cdht.unit"].create(
            [
                {
                    "name": name,
                    "unit_type": unit_type,
                    "parent_id": self.commune_id.id,
                    "sequence": last + number,
                }
                for number, (name, unit_type) in enumerate(self._new_names(), 1)
            ]
        )
        self.names = False

    # -- bodies and who signs for them

    def _association(self):
        return self.commune_id.child_ids.filtered(
            lambda unit: unit.unit_type == "association"
        )[:1]

    @api.depends("commune_id")
    def _compute_bodies(self):
        for setup in self:
            commune, association = setup.commune_id, setup._association()
            first = self.env["cdht.signatory"]._first_of(commune | association)
            none = self.env["cdht.signatory"]
            leader = first.get(commune.id, none)
            chair = first.get(association.id, none)
            name = commune.name and f"Hội Khuyến học {in_sentence(commune.name)}"
            setup.update(
                {
                    "association_name": association.name or name or False,
                    "leader": leader.name,
                    "leader_post": leader.post or "Chủ tịch",
                    "chair": chair.name,
                    "chair_post": chair.post or "Chủ tịch",
                }
            )

    @api.onchange("leader", "chair")
    def _onchange_names(self):
        """Typed all in capitals, they are shown as papers write them."""
        self.leader = proper_name(normalise(self.leader)) or False
        self.chair = proper_name(normalise(self.chair)) or False

    def _make_bodies(self):
        """The association beside the committee; who signs for both, if they are named.
        Letterheads, place and symbols follow from names and types."""
        self._need_commune()
        association = self._association()
        if not association and (self.association_name or "").strip():
            association = self.env["cdht.unit"].create(
                {
                    "name": self.association_name,
                    "unit_type": "association",
                    "parent_id": self.commune_id.id,
                }
            )
        self._sign(self.commune_id, self.leader, self.leader_post, "Ủy ban nhân dân")
        self._sign(association, self.chair, self.chair_post, "Ban Chấp hành")

    def _sign(self, body, name, post, collective):
        """A signatory of ``body``, unless one of that name is there; a deputy signs
        for the head."""
        name, post = (name or "").strip(), (post or "").strip()
        signatories = self.env["cdht.signatory"]
        there = signatories.search([("unit_id", "=", body.id), ("name", "=", name)])
        if not (body and name and post) or there:
            return
        is_deputy = post.lower().startswith("phó ")
        head_post = post[4:5].upper() + post[5:]
        signatories.create(
            {
                "name": name,
                "unit_id": body.id,
                "post": post,
                "on_behalf_name": collective,
                "capacity": "kt" if is_deputy else "head",
                "head_post": head_post if is_deputy else False,
            }
        )

    # -- officers

    @api.model
    def _default_who(self):
        others = self._officers_of(self._default_commune()) - self.env.user
        return "later" if others else "alone"

    @api.model
    def _officers_of(self, commune):
        if not self.env.user.has_group("cdht_module.group_cdht_manager"):
            commune = commune._in_reach("commune")
        below = self.env["cdht.unit"].search([("id", "child_of", commune.ids)])
        # sudo: name: who acts there, for who sets it up
        return below.sudo().user_ids

    @api.depends("commune_id", "step")
    def _compute_officer_names(self):
        for setup in self:
            officers = setup._officers_of(setup.commune_id)
            setup.officer_names = ", ".join(officers.mapped("name"))

    def _make_officers(self):
        """Take the commune's work oneself, or name who does it."""
        self._need_commune()
        if self.who in ("alone", "both"):
            self.env["res.users"]._cdht_take_commune(self.commune_id)
        if self.who not in ("both", "others"):
            return None
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_officer_setup"
        )
        return {
            **action,
            "context": {
                "default_unit_id": self.commune_id.id,
                "dialog_size": "extra-large",
            },
        }

    # -- the year

    @api.depends("commune_id", "step")
    def _compute_openers(self):
        group = self.env.ref("cdht_module.group_cdht_commune")
        for setup in self:
            commune = setup.commune_id
            # sudo: name: who acts there, for who sets it up
            acting = commune.sudo().user_ids.filtered(
                lambda user: group in user.all_group_ids
            )
            setup.may_open = bool(commune._in_reach("commune"))
            setup.openers = ", ".join(acting.mapped("name")) or False

    def _campaign(self):
        return self.env["cdht.campaign"].search(
            [("unit_id", "=", self.commune_id.id), ("year", "=", self.year)]
        )

    @api.depends("year", "commune_id", "step")
    def _compute_is_open(self):
        for setup in self:
            setup.is_open = bool(setup._campaign().filtered(_is_open))

    @api.depends("step")
    def _compute_has_address(self):
        self.has_address = bool(self.env["cdht.verified"]._verify_address())

    @api.depends("year", "commune_id")
    def _compute_year(self):
        """The days that the year has, or would begin with."""
        for setup in self:
            campaign = setup._campaign_or_new()
            setup.update({name: campaign[name] for name in _DAYS})

    @api.depends("year", "commune_id")
    @api.depends_context("lang")
    def _compute_days_moved(self):
        """For which of the plan's days later ones are proposed: those that are over,
        and those that leave no week after them."""
        for setup in self:
            campaign = setup._campaign_or_new()
            moved = {} if campaign.id else campaign._days_moved()
            setup.days_moved = ", ".join(
                f"{setup._fields[name].get_description(self.env)['string']}"
                f" {day:%d/%m/%Y}"
                for name, day in moved.items()
            )

    @api.depends("year", "commune_id")
    def _compute_rule(self):
        for setup in self:
            setup.set_id = setup._campaign_or_new().set_id
            setup.rule = setup._rule_text(setup.set_id)

    def _campaign_or_new(self):
        campaigns = self.env["cdht.campaign"]
        return self._campaign() or campaigns.new({"year": self.year})

    def _rule_text(self, rule):
        if not rule:
            return False
        return self.env._(
            "%(count)s indicators from %(first)s to %(last)s points; recognised from"
            " %(total)s points, none below %(least)s.",
            count=len(rule.indicator_ids),
            first=rule.score_min,
            last=rule.score_max,
            total=rule.pass_total,
            least=rule.pass_min,
        )

    def _open_year(self):
        """The year with these days, open; every unit has its list. A manager takes
        the role for it, as long as nobody else acts for the commune."""
        self._need_commune()
        if not self.commune_id._in_reach("commune"):
            self.env["res.users"]._cdht_take_commune(self.commune_id)
        days = {name: self[name] for name in _DAYS}
        campaign = self._campaign()
        if campaign and campaign.state != "closed":
            campaign.write(days)
        elif not campaign:
            campaign = campaign.create(
                {"unit_id": self.commune_id.id, "year": self.year, **days}
            )
        if campaign.state == "draft":
            campaign.action_open()

    # -- what is still doubtful

    @api.depends("step")
    def _compute_doubts(self):
        """What nobody has confirmed yet, in one place: papers wait for it. What the
        first decision needs stands above the rest; each kind is a line that opens."""
        first, later = [], []
        for records in self.env["cdht.doubtful"]._kinds_read():
            found = records.search([("to_confirm", "!=", False)])
            if found:
                (first if records._name in _NEEDED_FIRST else later).append(
                    self._doubts_of_kind(found)
                )
        heads = (
            (self.env._("Before the first decision"), first),
            (self.env._("Later, with the plan, reports and the archive"), later),
        )
        self.doubts = (
            Markup("").join(
                Markup("<h4 class='mt-3'>%s</h4>%s") % (head, Markup("").join(kinds))
                for head, kinds in heads
                if kinds
            )
            or False
        )

    def _doubts_of_kind(self, found):
        lines = [
            Markup("<li><a href='/odoo/%s/%s'>%s</a>: %s</li>")
            % (one._name, one.id, one.display_name, one.to_confirm)
            for one in found
        ]
        kind = self.env["ir.model"]._get(found._name).name
        return Markup("<details><summary>%s (%s)</summary><ul>%s</ul></details>") % (
            kind,
            len(lines),
            Markup("").join(lines),
        )


def _is_open(campaign):
    return campaign.state == "open"
