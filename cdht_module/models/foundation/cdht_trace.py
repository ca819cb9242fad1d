import re
import secrets
from functools import partial

from odoo import api, fields, models
from odoo.api import Environment
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import format_date
from odoo.tools.misc import hmac

# The cookie by which a browser is recognised for two years: a random number that says
# nothing about a person.
_COOKIE = "cdht_may"

_COOKIE_LASTS = 2 * 365 * 24 * 3600

_NUMBER = re.compile(r"[\w-]{22}", re.ASCII)

# Not described: one2many lines trace their own changes, files have no text.
_WORDLESS = ("one2many", "binary", "image")

# What leads from a record to its unit.
_LEADING = ("citizen_id", "assessment_id", "recognition_id", "proposal_id")


class CdhtTrace(models.Model):
    """Who did what, on whose behalf, from what to what, why and when.

    Append-only: the add-on's moves write here, nobody changes or deletes. Each line is
    sealed behind the line before (``cdht.trace.chain``).
    """

    _name = "cdht.trace"
    _description = "Trace"
    _inherit = ["cdht.record"]
    _order = "id desc"
    _rec_name = "move"
    _signs_rows = False

    res_model = fields.Char(string="Record type", required=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True
    )
    unit_id = fields.Many2one("cdht.unit", index=True, ondelete="restrict")
    user_id = fields.Many2one(
        "res.users", string="Who", required=True, index=True, ondelete="restrict"
    )
    on_behalf_of = fields.Selection(
        [("citizen", "The citizen"), ("chapter", "The chapter")]
    )
    move = fields.Char(string="What", required=True)
    value_from = fields.Char(string="From")
    value_to = fields.Char(string="To")
    reason = fields.Text()
    chain_id = fields.Many2one(
        "cdht.trace.chain",
        readonly=True,
        ondelete="restrict",
        export_string_translation=False,
    )
    position = fields.Integer(string="Place in its chain", aggregator=None)
    hash = fields.Char(help="SHA-256 of this line and the line before, hexadecimal.")
    # Which lines came from one browser; nobody reads by which.
    browser_mark = fields.Char(groups=fields.NO_ACCESS, export_string_translation=False)
    # The three are set together, when the line is sealed.
    _sealed_whole = models.Constraint(
        "CHECK (num_nulls(chain_id, position, hash) = 3"
        " OR num_nulls(chain_id, position, hash) = 0 AND position > 0)"
    )
    _record_idx = models.Index("(res_model, res_id)")
    _chain_idx = models.UniqueIndex("(chain_id, position) WHERE position IS NOT NULL")
    _unsealed_idx = models.Index("(id) WHERE position IS NULL")
    _browser_idx = models.Index(
        "(browser_mark, user_id) WHERE browser_mark IS NOT NULL"
    )

    field_name = fields.Char(string="Field")
    is_setting = fields.Boolean(
        string="Of a setting",
        index=True,
        help="A change of a setting: managers read these of every unit.",
    )

    record_name = fields.Char(string="About", compute="_compute_record_name")
    move_label = fields.Char(string="What was done", compute="_compute_labels")
    from_label = fields.Char(string="Before", compute="_compute_labels")
    to_label = fields.Char(string="After", compute="_compute_labels")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(self._marked(vals_list))
        self._seal_later(vals_list)
        return lines

    @api.model
    def _write_down(self, vals_list):
        """``create``, for as many lines as there are."""
        lines = self._insert(self._marked(vals_list))
        self._seal_later(vals_list)
        return lines

    @api.model
    def _marked(self, vals_list):
        """``vals_list``, each with the browser's mark."""
        mark = self._browser_mark()
        if not mark:
            return vals_list
        return [{"browser_mark": mark, **vals} for vals in vals_list]

    @api.model
    def _seal_later(self, vals_list):
        """Have lines of these values sealed once they are committed."""
        if vals_list:
            unit_ids = {vals.get("unit_id") or False for vals in vals_list}
            units = self.env["cdht.unit"].browse(unit_ids - {False})
            self.env["cdht.trace.chain"]._seal_after_commit(units, False in unit_ids)

    @api.model
    def _browser_mark(self):
        """A keyed digest of the browser that acts; none where no browser does.

        A browser without a number gets one, in a cookie that no script reads.
        """
        if not request or request.db != self.env.cr.dbname:
            return False
        number = request.cookies.get(_COOKIE) or ""
        if not _NUMBER.fullmatch(number):
            number = _given_now()
        if not number:
            number = secrets.token_urlsafe(16)
            request.future_response.set_cookie(
                _COOKIE,
                number,
                max_age=_COOKIE_LASTS,
                httponly=True,
                samesite="Lax",
                secure=request.httprequest.scheme == "https",
            )
        # sudo: system: the database's secret, as the digest's key only
        return hmac(self.env(su=True), "cdht_browser", number)[:32]

    @api.model
    def _record(self, records, move, entries=None, **common):
        """Append a line a record.

        ``entries``: values of its own for each record, in order; ``common``:
        values of all (``reason``, ``on_behalf_of``, ``value_to`` …).
        """
        entries = entries or [{}] * len(records)
        # sudo: move: nobody may create traces by hand, so only moves come here
        return self.sudo()._write_down(
            [
                {
                    "res_model": records._name,
                    "res_id": record.id,
                    "unit_id": record._trace_unit().id,
                    "user_id": self.env.uid,
                    "move": move,
                    **common,
                    **entry,
                }
                for record, entry in zip(records, entries, strict=True)
            ]
        )

    def _trace_unit(self):
        return self.unit_id

    def write(self, vals):
        if self:
            raise UserError(self.env._("Traces are never changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Traces are never deleted."))

    # -- Changes of fields by hand: a line for each record and field.

    @api.model
    def _texts_of(self, records, names):
        """[{field: its value as a reader sees it}], a dict a record.

        Of ``names`` the fields that this add-on stores.
        """
        kept = [
            field
            for field in map(records._fields.get, sorted(names))
            if field
            and field.store
            and field._module == "cdht_module"
            and field.type not in _WORDLESS
        ]
        if not kept:
            return []
        return [
            {field.name: self._text(record, field) for field in kept}
            for record in records
        ]

    @api.model
    def _text(self, record, field):
        value = record[field.name]
        if field.relational:
            # sudo: name: names of what stands there, which the writer chose or replaced
            return ", ".join(name or "" for name in value.sudo().mapped("display_name"))
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "date":
            return format_date(self.env, value) if value else ""
        return "" if value is False or value is None else str(value)

    @api.model
    def _record_changes(self, records, before, by_name=(), **common):
        """Append a line for each record and field that changed.

        ``before``: what ``_texts_of`` gave; ``by_name``: fields whose values the
        trace does not keep.
        """
        if not before:
            return
        lines = [
            (record, name, old[name], text)
            for record, old, new in zip(
                records, before, self._texts_of(records, before[0]), strict=True
            )
            for name, text in new.items()
            if text != old[name]
        ]
        self._record(
            records.browse([record.id for record, *_change in lines]),
            "write",
            [
                {"field_name": name}
                if name in by_name
                else {
                    "field_name": name,
                    "value_from": old or False,
                    "value_to": new or False,
                }
                for _record, name, old, new in lines
            ],
            **common,
        )

    # -- People read, printed or exported in bulk: a line for each unit.

    @api.model
    def _record_people(self, records, move, what):
        """Append how many of ``records`` of each unit left the database.

        ``what``: the fields or the report, in words; no names, no numbers.
        """
        kind = self.env["ir.model"]._get(records._name).name
        by_unit = records.grouped(self._unit_of)
        self._append(
            [
                {
                    # Without a unit the line stands with the user who did it.
                    "res_model": "cdht.unit" if unit else "res.users",
                    "res_id": unit.id or self.env.uid,
                    "unit_id": unit.id,
                    "user_id": self.env.uid,
                    "move": move,
                    "value_to": str(len(own)),
                    "reason": f"{kind}: {what}",
                }
                for unit, own in by_unit.items()
            ]
        )

    @api.model
    def _unit_of(self, record):
        """Whose officers read of it; of what belongs to a person, the person's."""
        if hasattr(record, "_trace_unit"):
            return record._trace_unit()
        # sudo: compare: where the line belongs, nothing that is shown
        record = record.sudo()
        for name in _LEADING:
            if linked := name in record._fields and record[name]:
                return linked._trace_unit().with_env(self.env)
        return self.env["cdht.unit"]

    @api.model
    def _append(self, vals_list):
        """Create the lines, from a read-only request too.

        Requests that only read may run on a replica: there the lines follow on a
        cursor of their own as the request ends, before its answer leaves.
        """
        if not self.env.cr.readonly:
            # sudo: move: nobody creates traces by hand
            self.sudo().create(vals_list)
        elif vals_list:
            mark = self._browser_mark()  # while the answer can still carry a cookie
            vals_list = [{**vals, "browser_mark": mark} for vals in vals_list]
            later = partial(_append_later, self.env.registry, self.env.uid, vals_list)
            self.env.cr.postcommit.add(later)

    # -- The codes of a trace in the reader's words.

    @api.depends("res_model", "res_id")
    def _compute_record_name(self):
        """Names of what the reader may read; the others stay blank."""
        self.record_name = False
        for model, traces in self.grouped("res_model").items():
            if model not in self.env:
                continue
            records = self.env[model].browse(set(traces.mapped("res_id")))
            readable = records.exists()._filtered_access("read")
            names = {record.id: self._name_of(record) for record in readable}
            for trace in traces:
                trace.record_name = names.get(trace.res_id)

    @api.model
    def _name_of(self, record):
        if record._name == "cdht.assessment.line":
            person = record.assessment_id.display_name
            return f"{person}: {record.display_name}"
        return record.display_name

    @api.depends("res_model", "move", "field_name", "value_from", "value_to")
    def _compute_labels(self):
        moves = self._move_labels()
        states = {}
        for trace in self:
            model = trace.res_model
            if model not in states:
                states[model] = self._state_labels(model)
            # A score's old and new value, or a unit's name, is its own label.
            labels = states[model]
            label = self._label_in_table(model, trace.move)
            trace.move_label = label or moves.get(trace.move, trace.move)
            if trace.field_name:
                trace.move_label = self._field_label(model, trace.field_name)
            trace.from_label = labels.get(trace.value_from, trace.value_from)
            trace.to_label = labels.get(trace.value_to, trace.value_to)

    @api.depends("move_label")
    def _compute_display_name(self):
        for trace in self:
            trace.display_name = trace.move_label

    @api.model
    def _field_label(self, model, name):
        field = model in self.env and self.env[model]._fields.get(name)
        label = field._description_string(self.env) if field else name
        return self.env._("Changed: %s", label)

    @api.model
    def _label_in_table(self, model, move):
        """What that model calls one of its moves."""
        records = self.env.get(model)
        rows = records._all_moves() if hasattr(records, "_all_moves") else {}
        return move in rows and self.env._(rows[move].label)

    @api.model
    def _state_labels(self, model):
        state = model in self.env and self.env[model]._fields.get("state")
        return dict(state._description_selection(self.env)) if state else {}

    @api.model
    def _move_labels(self):
        """What moves are called; one that also leaves a trace with another record is
        called there as its own model calls it."""
        rows = {}
        for name in self.env.registry.descendants(["cdht.record"], "_inherit"):
            for move in self.env[name]._all_moves().values():
                rows.setdefault(move.name, move.label)
        return {name: self.env._(label) for name, label in rows.items()} | {
            "register": self.env._("Registered"),
            "propose": self.env._("List sent"),
            "return_list": self.env._("List returned"),
            "recognise": self.env._("Recognised"),
            "number_warning": self.env._("Number runs against the dates"),
            "attach_signed": self.env._("Signed copy attached"),
            "replace_signed": self.env._("Signed copy replaced"),
            "remove_signed": self.env._("Signed copy taken away"),
            "streak_changed": self.env._("Years running changed"),
            "streak_confirmed": self.env._("Change of years running looked at"),
            "amend": self.env._("Corrected by a decision"),
            "revoke": self.env._("Revoked by a decision"),
            "deputy_signs": self.env._("Deputy signs for the signatory"),
            "split_own_names": self.env._("Decision of its own for the signatory"),
            "own_names_kept": self.env._("Submitted with the signatory's own name"),
            "consent": self.env._("Consent recorded"),
            "data_request": self.env._("Asked about personal data"),
            "personal_data_copied": self.env._("Copy of all data made"),
            "change_identity": self.env._("Who the person is changed"),
            "evidence_added": self.env._("Evidence files added"),
            "evidence_deleted": self.env._("Evidence files deleted"),
            "evidence_over": self.env._("Evidence files deleted, their time over"),
            "objection": self.env._("Objection received"),
            "forget_sender": self.env._("Who objected taken away"),
            "correct": self.env._("Corrected by a letter"),
            "officer_added": self.env._("Officer named"),
            "officer_removed": self.env._("Officer taken off"),
            "officer_is": self.env._("Said which person the officer is"),
            "role_given": self.env._("Role given"),
            "role_taken": self.env._("Role taken"),
            "officer_marks": self.env._("Marks of an officer"),
            "loan_given": self.env._("Officer lent"),
            "loan_ended": self.env._("Loan ended"),
            "slip_made": self.env._("Slip made"),
            "slip_used": self.env._("Password chosen by slip"),
            "invitation_made": self.env._("Invitation slip made"),
            "invitation_used": self.env._("Account opened by invitation slip"),
            "form_key_made": self.env._("Code for the printed form made"),
            "form_key_used": self.env._("Opened with the code of the printed form"),
            "form_key_revoked": self.env._("Code of the printed form revoked"),
            "appraiser": self.env._("Appraising body named"),
            "create": self.env._("Entered"),
            "write": self.env._("Changed"),
            "unlink": self.env._("Deleted"),
            "export": self.env._("Exported"),
            "print": self.env._("Printed"),
            "read_identity": self.env._("Identity numbers read"),
            "workbook_out": self.env._("Imported workbook taken out"),
            "workbook_over": self.env._("Imported workbook deleted, its time over"),
            "workbook_erased": self.env._(
                "Imported workbook deleted at a person's request"
            ),
            "self_score": self.env._("Self score"),
            "appraised_score": self.env._("Appraised score"),
        }


def _given_now():
    """The number that this very request has just given to its browser."""
    for cookie in request.future_response.headers.getlist("Set-Cookie"):
        name, _equals, rest = cookie.partition("=")
        if name == _COOKIE:
            return rest.partition(";")[0]
    return ""


def _append_later(registry, uid, vals_list):
    with registry.cursor() as cr:
        # sudo: move: nobody creates traces by hand
        Environment(cr, uid, {})["cdht.trace"].sudo().create(vals_list)
