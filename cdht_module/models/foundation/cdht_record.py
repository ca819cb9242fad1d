import re
from collections.abc import Collection, Mapping
from contextlib import contextmanager
from itertools import repeat

from lxml import etree
from psycopg2.errors import ForeignKeyViolation, RestrictViolation

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import SQL, clean_context, mute_logger

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG
from odoo.addons.cdht_module.tools.file_name import file_name

from .rpc_input import (
    OURS,
    check_form,
    check_records,
    invalid_request,
    is_id,
    is_text,
)

# Số định danh cá nhân, as people write it.
_NUMBER = re.compile(r"(?<!\d)\d(?:[ .]?\d){11}(?!\d)")
# For which move an action opens a window.
_WINDOW_OF = re.compile(r"'(?:default_method|move)': '(\w+)'")
# A paragraph of an empty list that names what only the commune's officers can press.
_FOR_THE_OFFICE = re.compile(r'<p class="o_cdht_office">.*?</p>', re.DOTALL)

# Types whose values read the same as text; not JSON, not bytes.
_WRITTEN_AS_TEXT = (
    "int4", "float8", "numeric", "bool", "date", "timestamp", "varchar", "text",
)  # fmt: skip


@contextmanager
def _needed_elsewhere(env):
    """What the database refuses to delete is refused in words."""
    try:
        yield
    except (ForeignKeyViolation, RestrictViolation) as error:
        raise UserError(
            env._(
                "It cannot be deleted: something else needs it (a dossier, a paper, a"
                " signature). Archive it, or end it with a date."
            )
        ) from error


def _as_rows(field, column):
    """A column of a statement: the values of a field, a row each.

    They are written as PostgreSQL itself writes an array: in a list each would be
    adapted, and parsed by the server, for itself, at four times the cost.
    """
    kind, array = field.column_type[0], list(column)
    if kind in _WRITTEN_AS_TEXT:
        array = "{" + ",".join(map(_as_element, array)) + "}"
    return SQL("UNNEST(%s::%s[])", array, SQL(kind))


def _as_element(value):
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace("\\", r"\\").replace('"', r"\"") + '"'


class CdhtRecord(models.AbstractModel):
    """What holds for every record of this add-on: forms and links within the user's
    reach, the user's language, refusals in words, exports with a trace."""

    _name = "cdht.record"
    _description = "Record of the programme"

    # How it goes from state to state, a row a move (``tools/move.py``). A room that
    # adds moves to a model has rows of its own.
    _moves = ()
    # Whether rows of a list say who made them. Not where a field of their own, or what
    # they belong to, says it: two links less in each row for the database to check.
    _signs_rows = True

    def onchange(self, values, field_names, fields_spec):
        """A form computes nothing from records beyond the user's reach.

        Related fields are computed as superuser: without this check an id typed
        into a request would show a stranger's values. What derives from other fields
        is computed here, whatever the request says of it.
        """
        if not self.env.su:
            check_form(self, values, field_names, fields_spec)
            values = _without_derived(self, values)
            field_names = [name for name in field_names if name in values]
            self = self._cdht_without_derived_defaults()
            linked = {}
            _collect_links(self, values, linked)
            defaults = {
                key.removeprefix("default_"): value
                for key, value in self.env.context.items()
                if key.startswith("default_")
            }
            _collect_links(self.browse(), defaults, linked)
            self._cdht_check_linked(linked)
        return super().onchange(values, field_names, fields_spec)

    @api.private
    def with_context(self, ctx=None, /, **overrides):
        """A call from outside that names no language is answered in the user's.

        Every way of calling in (call_kw, /json/2, /jsonrpc, /xmlrpc) puts the caller's
        context in the place of the request's by this method, and nothing else could be
        told of a call as it comes.
        """
        says_nothing = isinstance(ctx, Mapping) and not ctx.get("lang")
        if says_nothing and "lang" not in overrides:
            # Not the language of the request: a script without cookies has none.
            ctx = {**ctx, "lang": self.env["res.users"].context_get().get("lang")}
        return super().with_context(ctx, **overrides)

    def _cdht_without_derived_defaults(self):
        context = dict(self.env.context)
        for name, field in self._fields.items():
            if _is_derived(field):
                context.pop(f"default_{name}", None)
        return self.with_env(self.env(context=context))

    def _cdht_refuse_derived(self, names):
        """Nobody types what is stored, but derives from other fields."""
        for field in map(self._fields.get, names):
            if field and _is_derived(field):
                raise AccessError(
                    self.env._(
                        "“%s” follows from other fields: it is not typed.",
                        field._description_string(self.env),
                    )
                )

    def _cdht_check_linked(self, linked):
        """The user reads what is linked, as {model: ids}."""
        for model, ids in linked.items():
            if ids:
                self.env[model].browse(ids).exists().check_access("read")

    def _cdht_check_links(self, vals_list):
        """Nobody learns what a record is called by linking to it: what ``vals_list``
        link anew to ``self`` is readable."""
        linked = {}
        if not self.env.su:
            for vals in vals_list:
                _collect_links(self, vals, linked)
            self._cdht_check_linked(linked)

    @api.model
    def _insert(self, vals_list):
        """The records that ``create`` would make of these values, by one statement.

        For whole lists, whose caller checks what ``create`` checks. What is not given
        has its default or is computed, as ever; a computed value that is given stays.
        """
        if not vals_list:
            return self.browse()
        columns = [
            field
            for name, field in self._fields.items()
            if field.store and field.column_type and name != "id"
        ]
        records = self.browse(self._reserved_ids(len(vals_list)))
        same = self._put_in_cache(records, columns, vals_list)
        derived = self._compute_before_insert(records, columns, vals_list)
        # Raw SQL: through the ORM's ``create`` a row of a list costs ten times as much
        # (a record in memory for its precomputed fields, its cache, its defaults), and
        # one more UPDATE of every row for what is computed only afterwards.
        names, values = [SQL("id")], [_as_rows(self._fields["id"], records._ids)]
        for field in columns:
            column = self._column(field, records[:1] if field in same else records)
            if any(value is not None for value in column):
                names.append(SQL.identifier(field.name))
                values.append(
                    SQL("%s::%s", column[0], SQL(field.column_type[0]))
                    if field in same
                    else _as_rows(field, column)
                )
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s) SELECT %s",
                SQL.identifier(self._table),
                SQL(", ").join(names),
                SQL(", ").join(values),
            )
        )
        self._refresh_links(records, columns)
        with self.env.protecting(derived, records):
            records.modified(self._fields, create=True)
        return records

    @api.model
    def _reserved_ids(self, number):
        # Raw SQL: only the table's own sequence knows its next numbers.
        rows = self.env.execute_query(
            SQL(
                "WITH own AS MATERIALIZED"
                " (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS numbers)"
                " SELECT nextval(numbers) FROM own, generate_series(1, %s)",
                self._table,
                number,
            )
        )
        return [number for (number,) in rows]

    @api.model
    def _put_in_cache(self, records, columns, vals_list):
        """Give new ``records`` their values, defaults where there is none; return the
        fields that are the same in all."""
        plain = self.with_context(clean_context(self.env.context))
        now = self.env.cr.now()
        common = {
            **plain.default_get([field.name for field in columns]),
            "create_date": now,
            "write_date": now,
        }
        if self._signs_rows:
            common |= {"create_uid": self.env.uid, "write_uid": self.env.uid}
        given, same = set().union(*vals_list), set()
        for field in columns:
            name, value = field.name, common.get(field.name)
            if name not in given and not field.compute:
                same.add(field)
                values = repeat(self._as_cached(field, value))
            else:
                values = (
                    self._as_cached(field, vals.get(name, value)) for vals in vals_list
                )
            field._insert_cache(records, values)
        for field in self._fields.values():
            if field.store and field.type in ("one2many", "many2many"):
                field._insert_cache(records, repeat(()))
        return same

    @api.model
    def _refresh_links(self, records, columns):
        """Read anew what links to ``records`` and, from now on, what they link to."""
        for field in self._fields.values():
            if field.store and field.type in ("one2many", "many2many"):
                field._invalidate_cache(self.env, records._ids)
        for field in columns:
            for inverse in self.pool.field_inverses[field]:
                linked = set(map(field._get_cache(self.env).get, records._ids))
                inverse._invalidate_cache(self.env, linked)

    @api.model
    def _as_cached(self, field, value):
        return value if value is None else field.convert_to_cache(value, self)

    @api.model
    def _compute_before_insert(self, records, columns, vals_list):
        """Compute what ``vals_list`` does not give; return the fields that derive."""
        derived = [field for field in columns if field.compute]
        for field in derived:
            without = [
                record_id
                for record_id, vals in zip(records._ids, vals_list, strict=True)
                if field.name not in vals
            ]
            if not self._take_related(field, without):
                self.env.add_to_compute(field, self.browse(without))
        for field in derived:
            self._recompute_field(field, records._ids)
        for field in columns:  # they are inserted, nothing of them is to be updated
            if dirty := self.env._field_dirty.get(field):
                dirty.difference_update(records._ids)
        return derived

    @api.model
    def _take_related(self, field, ids):
        """Give new records what the record says that they are linked to, which is read
        once; return whether that is all that ``field`` follows from."""
        link, _dot, name = (field.related or "").partition(".")
        if not name or "." in name or self._fields[link].compute:
            return False
        linked = self._fields[link]._get_cache(self.env)
        # sudo: system: as core computes what follows from a link
        others = self.env[self._fields[link].comodel_name].sudo()
        said = {
            one.id: field.convert_to_cache(one[name], self)
            for one in others.browse({linked[id_] for id_ in ids} - {None})
        }
        nothing = field.convert_to_cache(False, self)
        known = field._get_cache(self.env)
        known.update((id_, said.get(linked[id_], nothing)) for id_ in ids)
        return True

    @api.model
    def _column(self, field, records):
        """What stands in the cache of a field, as the database takes it."""
        values = map(field._get_cache(self.env).get, records._ids)
        return [
            value
            if value is None
            else field.convert_to_column_insert(value, self, validate=False)
            for value in values
        ]

    def unlink(self):
        """Core skips what keeps records from being deleted where the context says
        that a module is being uninstalled: no caller says that of ours."""
        if not self.env.registry.ready:
            return super().unlink()
        if not self.env.su:
            check_records(self)
        records = self.with_context(**{MODULE_UNINSTALL_FLAG: False})
        with _needed_elsewhere(self.env), mute_logger("odoo.sql_db"):
            return super(CdhtRecord, records).unlink()

    def _cdht_one(self):
        """A move of one record at a time says so; ``ensure_one`` is for programmers."""
        if len(self) != 1:
            raise UserError(
                self.env._("This is done for one at a time: choose exactly one.")
            )

    @api.model
    def _kinds(self):
        """The models with records of their own that inherit this one, by name."""
        names = sorted(self.env.registry.descendants([self._name], "_inherit"))
        return [self.env[name] for name in names if not self.env[name]._abstract]

    @api.model
    def _kinds_read(self):
        """Those of them of which the user reads some records."""
        return [kind for kind in self._kinds() if kind.has_access("read")]

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """The button of a move shows in the states from which it leads, to whose it is.
        What a view hides besides stays hidden, and groups that it names itself count.
        Below a window stands what the manual says of it.
        """
        arch, view = super()._get_view(view_id, view_type, **options)
        moves = {move.method: move for move in self._all_moves().values()}
        # In lists of lines they are another model's.
        for button in arch.xpath("//button[@name][not(ancestor::field)]"):
            if move := moves and moves.get(self._method_of_button(button)):
                _show_move(move, button, view_type)
        for footer in arch.xpath("/form/footer"):
            etree.SubElement(footer, "widget", name="cdht_manual_link")
        return arch, view

    @api.model
    def _method_of_button(self, button):
        """The method that it calls, or the one for which it opens a window (``move`` in
        the action's context; for a reason ``default_method``)."""
        name = button.get("name")
        if button.get("type") != "action" or not name.isdecimal():
            return name
        # sudo: host: what the window is for, whoever reads actions
        action = self.env["ir.actions.act_window"].sudo().browse(int(name)).exists()
        found = _WINDOW_OF.search(action.context or "")
        return found and found[1]

    @api.model
    def _all_moves(self):
        """The rows of all rooms, {name: move}."""
        return {
            move.name: move
            for part in reversed(type(self).mro())
            for move in vars(part).get("_moves", ())
        }

    @api.model
    def _methods_with_reason(self):
        """What the wizard ``cdht.reason`` may call."""
        return {move.method for move in self._all_moves().values() if move.reason}

    def _check_reason(self, reason):
        """The reason that a move asks for, as it is kept for ever."""
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give the reason."))
        if _NUMBER.search(reason):
            raise UserError(
                self.env._(
                    "The reason stays in the trace for ever: write it without identity"
                    " numbers."
                )
            )
        return reason

    def _outside_reach(self):
        return self.env._("This dossier does not belong to a unit of yours.")

    def _cdht_active_ids(self):
        """The ids of what is chosen on screen, as the context has them."""
        ids = self.env.context.get("active_ids")
        return list(filter(is_id, ids)) if isinstance(ids, (list, tuple)) else []

    def _cdht_active_id(self):
        """The id of what is open on screen, or nothing."""
        active_id = self.env.context.get("active_id")
        return is_id(active_id) and active_id

    def _cdht_action_form(self):
        """The action that shows this record."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _file_name(self, kind=""):
        """What a file made of these records is called, without its ending: the kind of
        paper, then what all of them have in common."""
        facts = zip(*(record._file_facts() for record in self), strict=True)
        common = [own[0] for own in facts if len(set(own)) == 1]
        return file_name(kind or self._file_kind(), *common)

    def _file_kind(self):
        """What its own paper is called, in Vietnamese."""
        return self.env["ir.model"]._get(self._name).with_context(lang="vi_VN").name

    def _file_facts(self):
        """What tells it from others of its kind: number, place or person, year."""
        return [self["year"] if "year" in self._fields else ""]

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Fields that serve the machine, whose labels nobody translates, are offered
        nowhere where people search, group or export."""
        for names in (allfields, attributes):
            if names and not (
                isinstance(names, Collection)
                and all(isinstance(name, str) for name in names)
            ):
                raise invalid_request(self.env, self._description)
        told = super().fields_get(allfields, attributes)
        for name, about in told.items():
            if not self._fields[name].export_string_translation:
                hidden = about.keys() & {"searchable", "groupable", "exportable"}
                about.update(dict.fromkeys(hidden, False))
        return told

    @api.model
    def get_empty_list_help(self, help_message):
        """How a list is filled, told to who may: paragraphs of that class name the
        commune's buttons."""
        if help_message and not is_text(help_message):
            raise invalid_request(self.env, self._description)
        told = super().get_empty_list_help(help_message)
        is_office = self.env.user.has_group("cdht_module.group_cdht_commune")
        # Actions are read as superuser, for the user who opens them.
        if is_office or self.sudo(False).has_access("create"):
            return told
        return _FOR_THE_OFFICE.sub("", str(told or ""))

    def _cdht_told(self, message, kind="success"):
        """The action that says what was done; a window that asked for it closes, and
        what is behind it shows it. What hinders (“danger”) stays until it is read."""
        return {
            "type": "ir.actions.client",
            "tag": "cdht_told",
            "params": {
                "type": kind,
                "sticky": kind == "danger",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _cdht_ask(self, title, sentences, button, method, **keywords):
        """The action that asks before ``method`` is called on these records."""
        return {
            "type": "ir.actions.client",
            "tag": "cdht_ask",
            "params": {
                "title": title,
                "body": "\n\n".join(filter(None, sentences)),
                "button": button,
                "call": [self._name, method, [self.ids], keywords],
            },
        }

    def export_data(self, fields_to_export):
        """An export leaves a trace: who, how many, which fields."""
        check_records(self)
        result = super().export_data(fields_to_export)
        if self:
            self.env["cdht.trace"]._record_people(
                self, "export", ", ".join(fields_to_export)
            )
        return result


def _show_move(move, button, view_type):
    """Say in a view when the button of a move shows, and to whom."""
    if not button.get("groups") and move.groups():
        button.set("groups", move.groups())
    # Above a list there is no record whose state could be asked.
    if view_type != "list" or button.getparent().tag != "header":
        own = button.get("invisible")
        hidden = f"{move.hidden()} or ({own})" if own else move.hidden()
        button.set("invisible", hidden)


def _without_derived(records, values):
    """``values`` of a form, and those of its lines, without derived ones."""
    kept = {}
    for name, value in values.items():
        field = records._fields.get(name)
        if field and _is_derived(field):
            continue
        if field and field.type in ("one2many", "many2many") and value:
            lines = records.env[field.comodel_name]
            value = [
                (*command[:2], _without_derived(lines, command[2]))
                if command[0] in (Command.CREATE, Command.UPDATE)
                else command
                for command in value
            ]
        kept[name] = value
    return kept


def _collect_links(records, values, linked):
    """Add to ``linked`` {model: ids} what ``values`` link anew to ``records``."""
    for name, value in values.items():
        field = records._fields.get(name)
        if not value or not field or not field.relational:
            continue
        if not field.comodel_name.startswith(OURS):
            continue
        ids = linked.setdefault(field.comodel_name, set())
        here = set(records[name].ids) if records else set()
        if field.type == "many2one":
            chosen = value.get("id") if isinstance(value, dict) else value
            ids.update(_ids([chosen]) - here)
            continue
        lines = records.env[field.comodel_name]
        for command in value if isinstance(value, (list, tuple)) else ():
            if not isinstance(command, (list, tuple)):
                ids.update(_ids([command]) - here)
                continue
            kind, line_id, content = (*command, None, None)[:3]
            line_ids = _ids([line_id])
            ids.update((_ids(content) if kind == Command.SET else line_ids) - here)
            if kind in (Command.CREATE, Command.UPDATE) and content:
                line = lines.browse(line_ids & here)
                _collect_links(line, content, linked)


def _is_derived(field):
    return field.store and field.compute and field.readonly


def _ids(values):
    """The ids of records in what a request sends: “7” and 7.0 link as 7 does. Lines
    of a form that are not saved yet have none."""
    found = set()
    for value in values or ():
        try:
            found.add(int(value))
        except (TypeError, ValueError):
            continue
    return found - {0}
