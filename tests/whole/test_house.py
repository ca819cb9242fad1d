"""The house as the registry has it: no room uses a field or a method that only a room
to its right gives, in code, in views and pages, in record rules.

What code names outright (models, imports, XML ids) `tests/packaging/test_rooms.py`
reads.
"""

import ast
import re
from collections import defaultdict
from pathlib import Path

from lxml import etree

from odoo import fields
from odoo.tests import TransactionCase, tagged

import odoo.addons.cdht_module as addon

HOME = f"{addon.__name__}."
FOLDER = Path(addon.__file__).parent
PATH = re.compile(r"-?[a-z_]\w*(\.[a-z_]\w*)*")
IN_DOMAIN = re.compile(r"\(\s*'([\w.]+)'\s*,|user\.([\w.]+)")
SPOKEN = {"invisible", "readonly", "required", "column_invisible", "domain", "context",
          "filter_domain", "options"}  # fmt: skip
# What a room uses though only a room to its right gives it, and why.
KNOWN = {
    ("foundation", "campaign_id"): "the entrance knows what a parameter's name says",
    ("foundation", "proposal_ids"): "the entrance knows what a parameter's name says",
    ("foundation", "citizen_id"): "what leads from a record to its unit",
    ("foundation", "assessment_id"): "what leads from a record to its unit",
    ("foundation", "recognition_id"): "what leads from a record to its unit",
    ("foundation", "proposal_id"): "what leads from a record to its unit",
    ("foundation", "self_score"): "the trace's words for a change of score",
    ("foundation", "appraised_score"): "the trace's words for a change of score",
    ("foundation", "number_warning"): "the trace's words for what a move says",
    ("foundation", "streak_changed"): "the trace's words for what a move says",
    ("foundation", "helped_by"): "what people typed comes back when a page fails",
    ("foundation", "sender_contact"): "what people typed comes back when a page fails",
    ("foundation", "_cdht_notify"): "managers are told when the chain is broken",
    ("foundation", "cdht_chapter_ids"): "a trace belongs to a unit",
    ("foundation", "cdht_reach_ids"): "a trace belongs to a unit",
    ("foundation", "cdht_unit_ids"): "a trace belongs to a unit",
    ("criteria", "identity_number"): "the empty form has the dossier's blanks",
    ("criteria", "self_total"): "the empty form has the dossier's blanks",
    ("criteria", "appraised_total"): "the empty form has the dossier's blanks",
    ("criteria", "self_score"): "the form is filled from the lines it is given",
    ("criteria", "appraised_score"): "the form is filled from the lines it is given",
    ("criteria", "paper_evidence"): "the form is filled from the lines it is given",
    ("people", "assessment_ids"): "a rule: who decides about people reads them",
    ("people", "authority_id"): "a rule: who decides about people reads them",
    ("people", "asks_who"): "computes that field for the windows of later rooms",
    ("people", "printed_rank"): "titles keep the order of their decision's day",
    ("papers", "assessment_ids"): "papers of lists name their people so",
    ("papers", "certificate_printed"): "printing notes it on certificates",
    ("papers", "action_issue"): "the window calls the move of each kind of paper",
    ("papers", "is_outstanding"): "the page of a code says which certificate it is",
    ("campaigns", "is_own"): "a rule: people read the years of their dossiers",
    ("dossiers", "meeting_date"): "a dossier lies on the list of its unit",
    ("dossiers", "meeting_place"): "a dossier lies on the list of its unit",
    ("dossiers", "_minutes_reference"): "a dossier lies on the list of its unit",
    ("dossiers", "_ensure_open"): "a dossier lies on the list of its unit",
    ("dossiers", "_frozen_message"): "a dossier names the decision about it",
    ("dossiers", "recognition_ids"): "years running are counted over titles",
    ("dossiers", "_valid_years"): "years running are counted over titles",
    ("lists", "decision_symbol"): "the answer of a level above gives titles",
    ("lists", "decision_date"): "the answer of a level above gives titles",
    ("lists", "deciding_unit_id"): "the answer of a level above gives titles",
}  # fmt: skip


class House:
    """Which room gives which name, and which names each room uses."""

    def __init__(self, env):
        self.env = env
        start = (FOLDER / "models" / "__init__.py").read_text(encoding="utf-8")
        lines = re.findall(r"^from \. import (\w+)(?:  # needs (.+))?$", start, re.M)
        self.rooms = [room for room, _needs in lines]
        self.needs = {room: {*filter(None, said.split(", "))} for room, said in lines}
        self.order = {room: place for place, room in enumerate(self.rooms)}
        # {name: the rooms that give it on any model}, {(model, name): those on this}
        self.givers, self.of_model = defaultdict(set), defaultdict(set)
        self.values = set()  # of selections: words, no names of fields
        for model in env.registry.values():
            for cls in model._model_classes__:
                room = self._room(cls.__module__)
                for name in vars(cls):
                    self.givers[name].add(room)
                    self.of_model[model._name, name].add(room)
            for field in model._fields.values():
                if isinstance(field, fields.Selection):
                    if isinstance(field.selection, list):
                        self.values.update(value for value, _label in field.selection)

    def _room(self, module):
        """The room of a module or file; None is what stands before all: Odoo, and
        what all rooms share."""
        inside = str(module).removeprefix(HOME) if "cdht" in str(module) else ""
        parts = re.split(r"[./]", inside)
        return next((part for part in parts if part in self.order), None)

    def uses(self):
        """(room, name, the rooms that give it, where) of all that rooms use."""
        yield from self._in_code()
        yield from self._in_views()
        yield from self._in_rules()

    def _in_code(self):
        for file in sorted(FOLDER.glob("*/*/*.py")):
            room = file.parent.name
            if room not in self.order:
                continue
            where = str(file.relative_to(FOLDER))
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                for name in self._names_of(node):
                    yield room, name, self.givers.get(name), f"{where}:{node.lineno}"

    def _names_of(self, node):
        """The names in one piece of code that can be told from common words."""
        names = ()
        if isinstance(node, ast.Attribute):
            # A request is no record: what it can do is Odoo's.
            names = [node.attr] if ast.unparse(node.value) != "request" else ()
        elif isinstance(node, ast.keyword) and node.arg:
            names = [node.arg]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names = self._names_of_text(node.value)
        return [name for name in names if "_" in name.strip("_")]

    def _names_of_text(self, text):
        """Those of a text that is a path of fields, or an expression."""
        if text in self.values or text in self.env:
            return
        if PATH.fullmatch(text):
            yield from text.lstrip("-").split(".")
        elif text.startswith("["):
            yield from self._names_of_expression(text)

    def _names_of_expression(self, text):
        try:
            tree = ast.parse(text.strip(), mode="eval")
        except SyntaxError:
            return
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and "_" in node.id:
                yield node.id
            else:
                yield from self._names_of(node)

    def _in_views(self):
        Views = self.env["ir.ui.view"].with_context(active_test=False, lang=None)
        for view in Views.search([("arch_fs", "=like", "cdht_module/%")]):
            room = self._room(view.arch_fs.replace("cdht_module/", HOME, 1))
            if room:
                tree = etree.fromstring(view.arch_db)
                for name, givers in self._in_node(tree, view.model):
                    yield room, name, givers, view.xml_id

    def _in_node(self, node, model):
        """(name, givers) of an element and those in it; of a page model is None."""
        inner, name = model, node.get("name")
        is_field = node.tag == "field"
        if model and name and (is_field or node.get("type") == "object"):
            yield name, self.of_model.get((model, name))
            field = is_field and self.env[model]._fields.get(name)
            inner = field and field.comodel_name or model
        for key, text in node.attrib.items():
            if key in SPOKEN or key.startswith(("decoration-", "t-")):
                for word in self._names_of_expression(text):
                    yield word, self.givers.get(word)
        for child in node.iterchildren(etree.Element):
            yield from self._in_node(child, inner)

    def _in_rules(self):
        Rules = self.env["ir.rule"].with_context(active_test=False)
        for rule in Rules.search([("domain_force", "!=", False)]):
            xml_id = rule.get_external_id()[rule.id]
            room = self._home(rule.model_id.model)
            if room and xml_id.startswith("cdht_module."):
                for path, of_user in IN_DOMAIN.findall(rule.domain_force):
                    start = "res.users" if of_user else rule.model_id.model
                    for name, givers in self._along(start, path or of_user):
                        yield room, name, givers, xml_id

    def _home(self, model):
        """The room that makes a model."""
        for cls in reversed(self.env.registry[model]._model_classes__):
            if cls.__module__.startswith(HOME) and vars(cls).get("_name") == model:
                return self._room(cls.__module__)
        return None

    def _along(self, model, path):
        for name in path.split("."):
            yield name, self.of_model.get((model, name))
            field = model in self.env and self.env[model]._fields.get(name)
            model = field and field.comodel_name


@tagged("post_install", "-at_install")
class TestHouse(TransactionCase):
    """Names that only some rooms give are used in no room before them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.house = House(cls.env)
        cls.uses = [use for use in cls.house.uses() if use[2] and None not in use[2]]

    def test_no_room_uses_what_only_rooms_to_its_right_give(self):
        order, needed = self.house.order, set()
        for room, name, givers, where in self.uses:
            if min(map(order.get, givers)) > order[room]:
                needed.add((room, name))
                if (room, name) not in KNOWN:
                    with self.subTest(where):
                        self.fail(f"{room} uses {name} of {', '.join(givers)}")
        self.assertEqual(KNOWN.keys() - needed, set(), "no longer needed")

    def test_a_wing_says_which_wings_it_needs(self):
        """In models/__init__.py; `python3 -m devkit.wings` takes them out together."""
        order, needs = self.house.order, self.house.needs
        first = order["letters"]
        for room, name, givers, where in self.uses:
            if order[room] < first or min(map(order.get, givers)) < first:
                continue
            if not givers & {room, *needs[room]}:
                with self.subTest(where):
                    self.fail(f"{room} uses {name}, so it needs {' or '.join(givers)}")
