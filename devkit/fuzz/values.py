"""What is sent: plausible values, odd ones, hostile contexts. All drawn by one dice."""

import base64

NAN = float("nan")
ODD = (
    None, False, True, 0, -1, 1, 1.5, NAN, 2**31, 2**70, "", "x", "0", "2026-02-30",
    "\0", "\ud800", "Ă" * 3000, "<b>x</b>", "%s%(x)s{x}", "'; --", [], [0], ["x"],
    [[]], [[6, 0, [1]]], [None], {}, {"x": 1}, {"id": 1},
)  # fmt: skip
TEXTS = (
    "Sửa lại cho đúng", "Lý do khác", "215", "QĐ-UBND", "2026-12-10", "Nguyễn Văn Khác",
    "020080000001", "action_issue", "cdht.decision", "state", "issued",
)  # fmt: skip
DAYS = ("2026-12-10", "2026-01-01", "2027-11-30", "1970-01-01", "2099-12-31")
FILE = base64.b64encode(b"%PDF-1.4\n%%EOF").decode()
# Keys by which core or this add-on is told to do less or otherwise.
FLAGS = {
    "install_mode": True, "module": "cdht_module", "tracking_disable": True,
    "mail_notrack": True, "mail_create_nolog": True, "mail_create_nosubscribe": True,
    "mail_activity_quick_update": True, "mail_activity_automation_skip": True,
    "mail_notify_force_send": True, "cdht_no_follower": True, "active_test": False,
    "no_reset_password": True, "force_report_rendering": True, "prefetch_fields": False,
    "report_pdf_no_attachment": True, "bin_size": True, "uid": 1, "su": True,
    "allowed_company_ids": [1], "lang": "en_US", "tz": "Asia/Ho_Chi_Minh",
    "recompute": False, "validate": False, "import_file": True,
    "_import_current_module":
    "cdht_module", "noupdate": True, "edit_translations": True, "from_uninstall": True,
    "_force_unlink": True, "force_delete": True, "check_translations": True,
    "mail_post_autofollow": True, "guest": 1, "website_id": 1, "studio": True,
}  # fmt: skip
# Defaults that a model created on the way could take.
DEFAULTS = (
    "state", "user_id", "unit_id", "commune_id", "res_id", "res_model", "group_ids",
    "cdht_unit_ids", "partner_id", "citizen_id", "year", "reason", "on_behalf_of",
    "stage", "active", "public", "type", "kind", "decision_id", "assessment_id",
    "number",
    "date", "user_ids", "company_id", "login", "name", "automated", "issuing_unit_id",
    "appraised_score", "self_score", "superseded", "signatory_id",
)  # fmt: skip
COMMANDS = (0, 1, 2, 3, 4, 5, 6)


class Values:
    """Values for the fields and parameters of a call; ``env`` is the superuser's."""

    def __init__(self, dice):
        self.dice, self.env = dice, None
        self._ids = {}
        self.oddity = 0

    def draw_oddity(self):
        """Half the calls are odd; the others are what somebody could mean."""
        self.oddity = self.dice.choice((0, 1))

    def _strange(self, chance):
        return self.dice.random() < chance * self.oddity

    def odd(self):
        """A value that no field or parameter takes."""
        return self.dice.choice(ODD)

    def ids(self, model):
        """Some ids that there are, old and new ones."""
        if self.env[model]._abstract:
            return [1]
        if model not in self._ids or self.dice.random() < 0.02:
            records = self.env[model].sudo().with_context(active_test=False)
            old = records.search([], limit=30, order="id").ids
            new = records.search([], limit=30, order="id desc").ids
            self._ids[model] = sorted({*old, *new})
        return self._ids[model]

    def an_id(self, model):
        """One of them, or none that there is."""
        ids = self.ids(model) if model in self.env else ()
        if not ids or self._strange(0.05):
            return self.dice.choice((0, -1, 987_654_321, 2**40))
        return self.dice.choice(ids)

    def some_ids(self, model):
        """Mostly one, sometimes more or none, rarely what is no list of ids."""
        if self._strange(0.05):
            return self.dice.choice(([], [2**70], ["x"], [None], [[1]], [1.5], [True]))
        return [self.an_id(model) for _one in range(self.dice.choice((1, 1, 2, 4)))]

    def value(self, field):
        """A value for a field, plausible or odd."""
        if self._strange(0.4):
            return self.dice.choice(ODD)
        if field.type in ("char", "text", "html"):
            return self.dice.choice(TEXTS)
        if field.type in ("integer", "float", "monetary", "many2one_reference"):
            return self.dice.choice((0, 1, 5, 8, 10, 2026, 2027, 999_000))
        if field.type == "boolean":
            return self.dice.choice((True, False))
        if field.type in ("date", "datetime"):
            return self.dice.choice(DAYS)
        if field.type == "selection":
            keys = field.get_values(self.env)
            return self.dice.choice(keys) if keys else "x"
        if field.type == "many2one":
            return self.an_id(field.comodel_name)
        if field.type in ("one2many", "many2many"):
            return [self.command(field.comodel_name) for _one in range(2)]
        if field.type in ("binary", "image"):
            return FILE
        if field.type == "json":
            return self.some_ids("cdht.assessment")
        return self.dice.choice(ODD)

    def command(self, model):
        """What is done to a line."""
        kind = self.dice.choice(COMMANDS)
        if kind == 0:
            return [0, 0, self.vals(model, depth=1)]
        if kind == 1:
            return [1, self.an_id(model), self.vals(model, depth=1)]
        if kind == 6:
            return [6, 0, self.some_ids(model)]
        return [kind, self.an_id(model), 0]

    def vals(self, model, depth=0):
        """A few fields, of which now and then one does not exist."""
        fields = self.env[model]._fields
        names = [
            name
            for name, field in fields.items()
            if not (depth and field.type in ("one2many", "many2many"))
            and (self.oddity or field.store or field.inverse)
        ]
        chosen = self.dice.sample(
            names, min(len(names), self.dice.choice((1, 1, 2, 4)))
        )
        vals = {name: self.value(fields[name]) for name in chosen}
        if self._strange(0.05):
            vals["no_such_field"] = 1
        return vals

    def new(self, model):
        """All that is required, and some more."""
        fields = self.env[model]._fields
        required = {
            name: self.value(field)
            for name, field in fields.items()
            if field.required
            and field.store
            and not field.compute
            and not field.default
        }
        return {**required, **self.vals(model)}

    def context(self, model):
        """Often none, else flags, defaults and a selection that nobody made."""
        context = {"lang": "vi_VN"}
        if self.dice.random() < 0.6:
            return context
        for key in self.dice.sample(sorted(FLAGS), self.dice.choice((1, 2, 4))):
            context[key] = FLAGS[key]
        if self._strange(0.2):
            odd = self.dice.choice(sorted(FLAGS))
            context[odd] = self.dice.choice(ODD)
        for name in self.dice.sample(DEFAULTS, self.dice.choice((0, 1, 3))):
            fields = self.env[model]._fields
            field = fields.get(name)
            value = (
                self.value(field) if field else self.dice.choice((1, "issued", *ODD))
            )
            context[f"default_{name}"] = value
        chosen = self.dice.choice(("cdht.assessment", "cdht.decision", model))
        context["active_model"] = chosen
        context["active_ids"] = self.some_ids(chosen)
        context["active_id"] = self.an_id(chosen)
        return context

    def domain(self, model):
        """A search, mostly of fields that there are."""
        names = list(self.env[model]._fields)
        name = self.dice.choice((*names[:20], "create_uid.login", "no_such_field"))
        operator = self.dice.choice(("=", "in", "like", "child_of", "any", "!=", "x"))
        return [[name, operator, self.dice.choice((*ODD, 1, "a", [1, 2]))]]
