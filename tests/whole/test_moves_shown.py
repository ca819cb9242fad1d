"""The tables of moves and turns (``_moves``, ``_turns``) are what people meet: buttons,
traces, drags, what waits for whom."""

import ast
from itertools import product
from unittest.mock import patch

from lxml import etree

from odoo.tests import TransactionCase, new_test_user, tagged

from odoo.addons.cdht_module.models.foundation import cdht_record

# What is shown in fewer states than it is allowed in.
_SHOWN_LATER = {("cdht.import", "import"): {"checked"}}
_OFFICERS = ("chapter", "commune", "district", "manager")


class _Value:
    """What any field might hold: true or not, and just what it is compared with."""

    def __init__(self, truth):
        self.truth = truth

    def __bool__(self):
        return self.truth

    def __eq__(self, other):
        return True

    __hash__ = None


@tagged("post_install", "-at_install")
class TestMovesShown(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officers = {
            role: new_test_user(
                cls.env, f"t_only_{role}", f"cdht_module.group_cdht_{role}"
            )
            for role in _OFFICERS
        }
        cls.issue = cls.env.ref("cdht_module.action_cdht_register_issue").id

    def _models(self):
        for name in sorted(self.env.registry):
            if name.startswith("cdht.") and not self.env[name]._abstract:
                moves = self.env[name]._all_moves()
                if moves:
                    yield name, moves

    def test_rows_name_methods_and_states(self):
        for name, moves in self._models():
            records = self.env[name]
            field = records._fields.get("state")
            states = dict(field._description_selection(self.env)) if field else {}
            for move in moves.values():
                with self.subTest(model=name, move=move.name):
                    self.assertTrue(callable(getattr(records, move.method)))
                    self.assertFalse(move.method.startswith("_"))
                    named = {*move.sources, *filter(None, [move.target])}
                    self.assertLessEqual(named, states.keys())
                    self.assertTrue(move.who and move.label)

    def test_a_method_has_one_row(self):
        """A button is known by it."""
        for name, moves in self._models():
            with self.subTest(model=name):
                methods = [move.method for move in moves.values()]
                self.assertEqual(sorted(methods), sorted(set(methods)))

    def test_a_button_shows_in_its_states_and_in_no_other(self):
        """Of several buttons of a move each may have a condition of its own."""
        seen = 0
        for name, moves in self._models():
            states = [key for key, _label in self._states(name)]
            shown = {}
            for method, invisible in self._buttons(name):
                here = {s for s in states if self._may_show(invisible, s)}
                shown.setdefault(method, set()).update(here)
            for move in moves.values():
                if move.sources and move.method in shown:
                    seen += 1
                    with self.subTest(model=name, move=move.name):
                        wanted = _SHOWN_LATER.get((name, move.name), set(move.sources))
                        self.assertEqual(shown[move.method], wanted)
        self.assertGreater(seen, 30)

    def test_a_button_shows_to_whose_it_is(self):
        seen = 0
        for name, moves in self._models():
            everybody = {method for method, _rule in self._buttons(name, None)}
            for role, officer in self.officers.items():
                records = self.env[name].with_user(officer)
                if not records.has_access("read"):
                    continue
                shown = {method for method, _rule in self._buttons(name, officer)}
                for move in moves.values():
                    if move.method not in everybody:
                        continue
                    seen += 1
                    theirs = f"cdht_module.group_cdht_{role}" in move.groups()
                    with self.subTest(model=name, move=move.name, role=role):
                        self.assertEqual(move.method in shown, theirs)
        self.assertGreater(seen, 60)

    def test_a_window_in_a_menu_is_for_the_same(self):
        """What a list's own menu offers for a move."""
        actions = self.env["ir.actions.act_window"].search(
            [("binding_model_id.model", "=like", "cdht.%"), ("group_ids", "!=", False)]
        )
        seen = 0
        for action in actions:
            model = action.binding_model_id.model
            rows = {move.method: move for move in self.env[model]._all_moves().values()}
            asked = cdht_record._WINDOW_OF.search(action.context)
            if asked and asked[1] in rows:
                seen += 1
                with self.subTest(action=action.name):
                    groups = action.group_ids.get_external_id().values()
                    self.assertEqual(",".join(sorted(groups)), rows[asked[1]].groups())
        self.assertGreater(seen, 4)

    def test_an_offices_own_view_still_counts(self):
        """It hides a button more often, gives it to others, calls it otherwise."""
        self.env["ir.ui.view"].create(
            {
                "name": "letters of an office",
                "model": "cdht.letter",
                "inherit_id": self.env.ref("cdht_module.cdht_letter_view_form").id,
                "arch": f"""<button name="{self.issue}" position="attributes">
                    <attribute name="invisible" add="not subject" separator=" or "/>
                    <attribute name="groups">cdht_module.group_cdht_chapter</attribute>
                    <attribute name="string">Phát hành</attribute>
                </button>""",
            }
        )
        arch = self._form("cdht.letter", self.officers["chapter"])
        (button,) = arch.xpath(f"//button[@name='{self.issue}']")
        self.assertEqual(button.get("string"), "Phát hành")
        rule = button.get("invisible")
        for state, subject, hidden in (
            ("draft", "Mời họp", False), ("draft", "", True), ("issued", "x", True),
        ):  # fmt: skip
            known = {"id": 1, "state": state, "subject": subject}
            self.assertEqual(bool(self._value(rule, known)), hidden)
        arch = self._form("cdht.letter", self.officers["commune"])
        self.assertFalse(arch.xpath(f"//button[@name='{self.issue}']"))

    def test_words_of_buttons_are_the_readers(self):
        words = {
            self._form("cdht.letter", self.officers["commune"], lang).xpath(
                f"string(//button[@name='{self.issue}']/@string)"
            )
            for lang in ("en_US", "vi_VN")
        }
        self.assertEqual(len(words), 2, words)

    def test_a_view_is_filled_once_for_all_readers(self):
        self.env.registry.clear_cache("templates")
        filled = patch.object(cdht_record, "_show_move", wraps=cdht_record._show_move)
        with filled as show:
            self._form("cdht.decision", self.officers["commune"])
            once = show.call_count
            self.assertGreater(once, 5)
            self._form("cdht.decision", self.officers["commune"])
            self._form("cdht.decision", self.officers["district"])
            self.assertEqual(show.call_count, once)

    def test_turns_name_works_states_and_paths(self):
        seen = set()
        for name in self.env.registry.descendants(["cdht.document"], "_inherit"):
            records = self.env[name]
            states = dict(self._states(name))
            for turn in records._turns:
                seen.add(f"activity_{turn.work}")
                with self.subTest(model=name, work=turn.work):
                    self.assertLessEqual(set(turn.states), states.keys())
                    self.assertEqual(records._activity_type(turn.work).res_model, name)
                    list(records._candidates(turn))
                    self.assertTrue(records._due_on(turn))
                    records._follow(turn.only or "id")
        papers = self.env.registry.descendants(["cdht.document"], "_inherit")
        types = self.env["mail.activity.type"].search([("res_model", "in", [*papers])])
        given = {xmlid.split(".")[1] for xmlid in types.get_external_id().values()}
        self.assertEqual(given, seen)

    def test_the_trace_has_a_word_for_each(self):
        traces = self.env["cdht.trace"]
        vietnamese = traces.with_context(lang="vi_VN")
        english = traces.with_context(lang="en_US")
        for name, moves in self._models():
            for move in moves.values():
                with self.subTest(model=name, move=move.name):
                    label = vietnamese._label_in_table(name, move.name)
                    self.assertTrue(label)
                    source = english._label_in_table(name, move.name)
                    self.assertNotEqual(label, source, "not translated")

    def test_a_move_of_another_record_is_told_in_words_too(self):
        """The year closes its dossiers; a late person's dossier tells of it."""
        traces = self.env["cdht.trace"].with_context(lang="vi_VN")
        for model, move in (
            ("cdht.assessment", "register_late"), ("cdht.assessment", "close"),
            ("cdht.recognition", "revoke"), ("cdht.assessment", "propose"),
        ):  # fmt: skip
            line = traces.new({"res_model": model, "res_id": 1, "move": move})
            self.assertNotEqual(line.move_label, move)

    def _states(self, name):
        field = self.env[name]._fields.get("state")
        return field._description_selection(self.env) if field else []

    def _form(self, name, officer, lang="en_US"):
        records = self.env[name].with_context(lang=lang).with_user(officer)
        return etree.fromstring(records.get_view(view_type="form")["arch"])

    def _buttons(self, name, officer=None):
        """(method, when it is invisible) of the buttons of the form that ``officer``
        gets; without one, of all. Those that ask for something first open an action
        that names the method."""
        records = self.env[name]
        arch = officer and self._form(name, officer)
        if not officer:
            arch, _view = records._get_view(view_type="form")
        for button in arch.xpath("//button[@name][not(ancestor::field)]"):
            around = [button, *button.iterancestors()]
            rules = [f"({node.get('invisible') or False})" for node in around]
            yield records._method_of_button(button), " or ".join(rules)

    @staticmethod
    def _may_show(invisible, state):
        """Whether some record in that state shows it."""
        known = {"id": 1, "state": state}
        tree = ast.parse(invisible, mode="eval")
        names = {one.id for one in ast.walk(tree) if isinstance(one, ast.Name)}
        others = sorted(names - known.keys())
        return any(
            not TestMovesShown._value(
                invisible, known | dict(zip(others, map(_Value, truths), strict=True))
            )
            for truths in product((True, False), repeat=len(others))
        )

    @staticmethod
    def _value(expression, known):
        return eval(expression, {"__builtins__": {}}, known)  # noqa: S307
