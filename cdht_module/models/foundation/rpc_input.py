"""What requests send to public methods is checked before the method runs.

Whatever has no leading underscore is called by any login over RPC, with whatever it
sends. ``check_public_methods`` wraps each public method that this add-on defines on its
models (``checked_input``), so that none is forgotten: ids are ids, each parameter is of
its kind, only what begins a record takes defaults from the context. What does not fit
is refused in words before the method begins. The superuser's calls are the add-on's
own: they pass.
"""

import binascii
import functools
import inspect
import json
import math
import sys
from collections.abc import Mapping

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import clean_context

OURS = "cdht."
ROOT = "cdht.record"
BIGGEST = 2**31 - 1


def invalid_request(env, what):
    """The refusal of a request that is not what the method takes."""
    return UserError(
        in_user_lang(env)._(
            "“%s”: what was sent does not fit here. Reload the page and try again.",
            what,
        )
    )


def in_user_lang(env):
    """``env`` in the user's language where a call from outside names none; of the
    host's models, whose own calls keep the language that they have."""
    if env.context.get("lang"):
        return env
    return env(context={**env.context, "lang": env.user.lang})


def is_id(value):
    """Whether it can be the id of a stored record."""
    return type(value) is int and 0 < value <= BIGGEST


def is_text(value):
    """Whether the database can keep it as text."""
    if not isinstance(value, str) or "\0" in value:
        return False
    return value.isascii() or value == value.encode(errors="ignore").decode()


# -- values of fields ---------------------------------------------------------------


def check_values(model, vals, of_form=False):
    """``vals`` are what ``create`` and ``write`` of ``model`` take, or with
    ``of_form`` what the client has of a form that is not saved yet."""
    if not isinstance(vals, dict):
        raise invalid_request(model.env, model._description)
    _known(model, vals)
    for name, value in vals.items():
        field = model._fields[name]
        try:
            fits = value in (None, False) or _fits(field, value, model, of_form)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            fits = False
        if not fits:
            raise invalid_request(model.env, field._description_string(model.env))


def check_are_values(model, vals):
    """Of ``create`` and ``write`` of the host's models, where this add-on looks at what
    is written before core does: it is values at all."""
    for one in vals if isinstance(vals, (list, tuple)) else [vals]:
        if not isinstance(one, Mapping):
            raise invalid_request(model.env, model._description)


def _known(model, names):
    for name in names:
        if name not in model._fields:
            raise invalid_request(model.env, name)


def check_defaults(model):
    """What the context says a new record begins with is written as well."""
    defaults = {
        name: model.env.context[f"default_{name}"]
        for name in model._fields
        if f"default_{name}" in model.env.context
    }
    check_values(model, defaults)


def check_form(model, values, field_names, fields_spec):
    """The parameters of ``onchange`` of ``model``."""
    check_records(model)
    if len(model) > 1:
        raise invalid_request(model.env, model._description)
    check_values(model, values, of_form=True)
    for names, kind in ((field_names, (list, tuple)), (fields_spec, dict)):
        if not isinstance(names, kind) or not all(isinstance(n, str) for n in names):
            raise invalid_request(model.env, model._description)
    _known(model, fields_spec)
    check_defaults(model)


def _fits(field, value, model, of_form):
    """Whether ``field`` takes ``value``; what it cannot convert may raise."""
    if field.type in ("char", "text", "html"):
        return is_text(value) if isinstance(value, str) else not _is_many(value)
    if field.type in ("integer", "many2one_reference"):
        return -BIGGEST <= int(value) <= BIGGEST
    if field.type in ("float", "monetary"):
        return math.isfinite(float(value))
    if field.type in ("date", "datetime", "selection", "reference"):
        field.convert_to_cache(value, model)
        return True
    if field.type == "many2one":
        if of_form and isinstance(value, dict):
            _known(model.env[field.comodel_name], value)
            value = value.get("id")
            return value in (None, False) or is_id(value) or _is_record(value)
        return is_id(value) or _is_record(value)
    if field.type in ("one2many", "many2many"):
        return _is_record(value) or _are_commands(field, value, model, of_form)
    if field.type in ("binary", "image"):
        binascii.a2b_base64(value)
    if field.type == "json":
        text = json.dumps(value, allow_nan=False, ensure_ascii=False)
        return is_text(text) and "\\u0000" not in text
    return True


def _is_many(value):
    return isinstance(value, (bytes, dict, list, set, tuple))


def _is_unsaved(line_id):
    """What the web client calls a line that is not saved yet."""
    return isinstance(line_id, str) and line_id.startswith("virtual_")


def _is_record(value):
    return isinstance(value, (models.BaseModel, api.NewId))


def _are_commands(field, commands, model, of_form):
    lines = model.env[field.comodel_name]
    if all(map(is_id, commands)):  # the ids themselves, as for “set”
        return True
    for command in commands:
        if not 1 <= len(command) <= 3:
            return False
        kind, line_id, content = (*command, None, None)[:3]
        if kind in (Command.CREATE, Command.UPDATE):
            check_values(lines, content, of_form)
        if kind == Command.SET and not _is_record(content):
            _record_ids(lines, content)
        if kind in (Command.UPDATE, Command.DELETE, Command.UNLINK, Command.LINK):
            unsaved = of_form and field.type == "one2many" and _is_unsaved(line_id)
            if not (is_id(line_id) or _is_record(line_id) or unsaved):
                return False
        elif kind not in (Command.CREATE, Command.CLEAR, Command.SET):
            return False
    return True


# -- kinds of parameters ------------------------------------------------------------


def _text(_model, value):
    if value in (None, False):
        return value
    if not is_text(value):
        raise ValueError
    return value


def _day(_model, value):
    return fields.Date.to_date(value)


def _year(_model, value):
    if value in (None, False):
        return value
    if type(value) is not int or not 0 < value <= BIGGEST:
        raise ValueError
    return value


def _record_id(_model, value):
    if value in (None, False) or isinstance(value, models.BaseModel) or is_id(value):
        return value
    raise ValueError


def _record_ids(_model, values):
    if isinstance(values, models.BaseModel):
        return values
    if values in (None, False):
        return []
    if not isinstance(values, (list, tuple, set)) or not all(map(is_id, values)):
        raise ValueError
    return list(values)


def _names(_model, values):
    if not all(isinstance(value, str) for value in values):
        raise ValueError
    return values


def _vals(model, vals):
    check_values(model, vals)
    return vals


def _vals_list(model, vals_list):
    if not isinstance(vals_list, (dict, list, tuple)):
        raise ValueError
    for vals in [vals_list] if isinstance(vals_list, dict) else vals_list:
        check_values(model, vals)
    check_defaults(model)
    return vals_list


def _named_values(_model, value):
    """Values by names, as JSON brings them; whoever takes them looks at each."""
    if not isinstance(value, dict) or not all(map(is_text, value)):
        raise ValueError
    return value


def _list_of_named_values(model, values):
    if not isinstance(values, (list, tuple)):
        raise ValueError
    return [_named_values(model, value) for value in values]


# A parameter's name tells what it is, in the whole add-on.
KINDS = {
    "cells": _list_of_named_values,
    "person": _named_values,
    "reason": _text,
    "channel": _text,
    "number": _text,
    "date": _day,
    "year": _year,
    "unit_id": _record_id,
    "campaign_id": _record_id,
    "citizen_ids": _record_ids,
    "proposal_ids": _record_ids,
    "partner_ids": _record_ids,
    "subtype_ids": _record_ids,
    "fields": _names,
    "vals": _vals,
    "values": _vals,
    "vals_list": _vals_list,
}


# What core reads of any context, for whomever this add-on acts.
CONTEXT = {"allowed_company_ids": _record_ids, "lang": _text, "tz": _text}


def check_records(records):
    """The ids are ids, and the context says what core takes."""
    context = records.env.context
    for key in CONTEXT.keys() & context.keys():
        try:
            CONTEXT[key](records, context[key])
        except ValueError as error:
            # Without what could not be understood: the message is translated by it.
            env = records.env(context={})
            raise invalid_request(env, key) from error
    if not all(is_id(i) or isinstance(i, api.NewId) for i in records._ids):
        raise invalid_request(records.env, records._description)


def checked_input(method):
    """``method`` behind the checks that hold for all of them."""
    signature = inspect.signature(method)
    kinds = {name: KINDS[name] for name in signature.parameters if name in KINDS}
    begins_one = method.__name__ in ("create", "default_get")

    @functools.wraps(method)
    def checked(self, *args, **kwargs):
        if self.env.su:
            return method(self, *args, **kwargs)
        check_records(self)
        if not begins_one:
            self = self.with_env(self.env(context=clean_context(self.env.context)))  # noqa: PLW0642
        try:
            bound = signature.bind(self, *args, **kwargs)
        except TypeError as error:
            raise invalid_request(self.env, method.__name__) from error
        for name in kinds.keys() & bound.arguments.keys():
            try:
                bound.arguments[name] = kinds[name](self, bound.arguments[name])
            except (TypeError, ValueError, OverflowError) as error:
                raise invalid_request(self.env, name) from error
        return method(*bound.args, **bound.kwargs)

    return checked


def check_public_methods(package):
    """Wrap the public methods of the models that ``package`` defines."""
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{package}."):
            for model in vars(module).values():
                if isinstance(model, models.MetaModel) and model.__module__ == name:
                    _check_methods_of(model)


def _check_methods_of(model):
    if model._name == ROOT:
        return  # it checks by itself, before core and after
    ours = model._name.startswith(OURS)
    for name, method in list(vars(model).items()):
        # Of the host's models only what this add-on brings: the rest stays as it is.
        if not inspect.isfunction(method) or name.startswith("_"):
            continue
        if ours or name.startswith("action_cdht_"):
            setattr(model, name, checked_input(method))
