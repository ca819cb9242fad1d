"""Which calls there are, and how each is made up."""

import inspect
from dataclasses import dataclass, field
from typing import Any

MODULE = "odoo.addons.cdht_module"
# Models of the host that hold something of ours, or give a way to it.
HOST = (
    "ir.attachment", "mail.message", "mail.activity", "mail.followers",
    "mail.compose.message", "res.partner", "res.users", "res.groups", "ir.rule",
    "ir.model.access", "ir.config_parameter", "ir.actions.report", "ir.actions.server",
    "ir.cron", "ir.model.data", "ir.filters", "ir.exports", "discuss.channel",
    "report.cdht_module.personal_data", "report.cdht_module.proposal_xlsx",
)  # fmt: skip


def _names(values, model):
    names = [*values.env[model]._fields, "no_such_field"]
    return values.dice.sample(names, min(5, len(names)))


def _spec(values, model):
    return {name: {} for name in _names(values, model)}


def _form(values, model):
    vals = values.vals(model)
    return vals, list(vals), dict.fromkeys(vals, {})


# What the invariants watch beside the papers themselves, and what leads to it.
TARGETS = (
    "cdht.recognition", "cdht.assessment", "cdht.assessment.line",
    "cdht.meeting.attendant", "cdht.meeting.recusal", "cdht.meeting.vote",
    "cdht.report.line", "cdht.report.part", "cdht.review.part", "cdht.commendation",
    "cdht.plan.target",
    "cdht.plan.part", "cdht.posting.list", "cdht.inspection.sample", "cdht.trace",
    "cdht.print", "cdht.citizen", "cdht.unit", "cdht.campaign", "cdht.signatory",
    "cdht.loan", "cdht.import", "cdht.authority", "ir.attachment", "res.users",
    "res.partner", "res.groups", "ir.rule", "ir.model.access",
)  # fmt: skip
CHANGING = ("write", "write", "write", "web_save", "unlink", "copy", "create")
# What core lets anybody call on every model: its parameters.
ORM = {
    "create": lambda v, m: ([v.new(m)],),
    "write": lambda v, m: (v.vals(m),),
    "web_save": lambda v, m: (v.vals(m), _spec(v, m)),
    "unlink": lambda v, m: (),
    "copy": lambda v, m: (v.vals(m),),
    "read": lambda v, m: (_names(v, m),),
    "web_read": lambda v, m: (_spec(v, m),),
    "search_read": lambda v, m: (v.domain(m), _names(v, m)),
    "web_search_read": lambda v, m: (v.domain(m), _spec(v, m)),
    "search_count": lambda v, m: (v.domain(m),),
    "formatted_read_group": lambda v, m: (v.domain(m), _names(v, m)[:1], ["__count"]),
    "onchange": _form,
    "name_search": lambda v, m: (v.dice.choice(("", "a", "x")),),
    "name_create": lambda v, m: ("Tên mới",),
    "export_data": lambda v, m: (_names(v, m),),
    "load": lambda v, m: (_names(v, m), [["x"] * 5]),
    "default_get": lambda v, m: (_names(v, m),),
    "action_archive": lambda v, m: (),
    "action_unarchive": lambda v, m: (),
    "web_resequence": lambda v, m: (_spec(v, m),),
    "update_field_translations": lambda v, m: ("name", {"vi_VN": "Tên khác"}),
    "has_access": lambda v, m: (v.dice.choice(("read", "write", "x")),),
    "message_subscribe": lambda v, m: (v.some_ids("res.partner"),),
    "message_unsubscribe": lambda v, m: (v.some_ids("res.partner"),),
    "message_post": lambda v, m: (),
    "activity_schedule": lambda v, m: ("mail.mail_activity_data_todo",),
    "activity_feedback": lambda v, m: (["mail.mail_activity_data_todo"],),
    "activity_unlink": lambda v, m: (["mail.mail_activity_data_todo"],),
    "action_feedback": lambda v, m: ("Xong",),
    "create_xlsx_report": lambda v, m: (v.some_ids("cdht.citizen"), {}),
}
# Parameters of our own methods, by name.
PARAMETERS = {
    "reason": lambda v: "Có ý kiến phản ánh đúng",
    "channel": lambda v: v.dice.choice(("form", "on_behalf", "portal")),
    "number": lambda v: "90/QĐ-UBND",
    "date": lambda v: v.dice.choice(("2026-12-20", "2027-12-20")),
    "year": lambda v: v.dice.choice((2026, 2027, 2028)),
    "unit_id": lambda v: v.an_id("cdht.unit"),
    "citizen_ids": lambda v: v.some_ids("cdht.citizen"),
    "proposal_ids": lambda v: v.some_ids("cdht.proposal"),
    "partner_ids": lambda v: v.some_ids("res.partner"),
    "values": lambda v: v.vals("cdht.assessment"),
    "person": lambda v: {"name": "Lý Thị Mới", "birth_year": 1971},
    "cells": lambda v: [
        {
            "dossier": v.an_id("cdht.assessment"),
            "indicator": v.an_id("cdht.indicator"),
            "field": v.dice.choice(("self_score", "appraised_score", "note")),
            "value": v.dice.choice((8, "9", "8đ", False)),
            "known": [False],
        }
    ],
}


# Who may issue a paper may correct its entry: a change that is allowed, and that rows
# alone do not tell from a forbidden one (tests/papers/test_register_entry.py).
ALLOWED_CHANGES = {"action_correct_entry"}


@dataclass
class Call:
    """One call of one role."""

    number: int
    role: str
    model: str
    method: str
    arguments: list = field(default_factory=list)
    keywords: dict = field(default_factory=dict)
    result: Any = None

    def __str__(self):
        return (
            f"#{self.number} {self.role}: {self.model}.{self.method}"
            f"{self.arguments!r:.600} {self.keywords!r:.600}"
        )


def is_ours(env, model, method):
    """Whether this add-on defines (or overrides) that method."""
    return model.startswith("cdht.") and any(
        cls.__module__.startswith(MODULE) and method in vars(cls)
        for cls in type(env[model]).mro()
    )


def all_calls(env):
    """[(model, method)]: each of ours, and core's on our and the host's models."""
    found = set()
    for name in sorted(env.registry):
        if name.startswith("cdht.") and not env[name]._abstract:
            found |= {(name, method) for method in _addon_methods(type(env[name]))}
        elif name not in HOST:
            continue
        found |= {(name, method) for method in ORM if hasattr(env[name], method)}
    found.add(("res.users", "action_cdht_slip"))
    return sorted(found)


def _addon_methods(registry_class):
    for cls in registry_class.mro():
        if cls.__module__.startswith(MODULE):
            for name, function in vars(cls).items():
                private = name.startswith("_") or hasattr(function, "_api_private")
                left_out = private or name in ORM or name in ALLOWED_CHANGES
                if inspect.isfunction(function) and not left_out:
                    yield name


def make_up(number, role, model, method, values):
    """The call with parameters, ids and context drawn for it."""
    function = getattr(type(values.env[model]), method)
    call = Call(number, role, model, method)
    if method in ORM:
        call.arguments = list(ORM[method](values, model))
    else:
        call.arguments = [
            PARAMETERS[name](values)
            if name in PARAMETERS
            else values.dice.choice((1, "x"))
            for name in list(inspect.signature(function).parameters)[1:]
        ]
    if call.arguments and values.oddity and values.dice.random() < 0.2:
        place = values.dice.randrange(len(call.arguments))
        call.arguments[place] = values.odd()
    if not hasattr(function, "_api_model"):
        call.arguments.insert(0, values.some_ids(model))
    if method == "message_post":
        call.keywords = {
            "body": "Trao đổi", "partner_ids": values.some_ids("res.partner"),
            "attachment_ids": values.some_ids("ir.attachment"),
        }  # fmt: skip
    if values.oddity and values.dice.random() < 0.04:
        call.keywords["no_such_parameter"] = 1
    call.keywords["context"] = values.context(model)
    return call
