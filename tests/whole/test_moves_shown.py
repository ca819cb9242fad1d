"""The table of moves (``_moves``) is what people meet: buttons, traces, drags."""

import re

from lxml import etree

from odoo.tests import TransactionCase, new_test_user, tagged

# Buttons whose visibility goes by a field that follows from the state.
BY_A_FIELD = {("cdht.decision", "action_sign"): "awaits_signature: submitted only"}


class _Anything(dict):
    """Values of fields in an expression: all of them are ``value``."""

    def __init__(self, value, **known):
        super().__init__(known)
        self.value = value

    def __missing__(self, name):
        return self.value


@tagged("post_install", "-at_install")
class TestMovesShown(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        roles = ("chapter", "commune", "district", "manager")
        groups = ",".join(f"cdht_module.group_cdht_{role}" for role in roles)
        cls.officer = new_test_user(cls.env, "t_all_roles", groups)

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

    def test_a_button_is_hidden_in_other_states(self):
        seen = 0
        for name, moves in self._models():
            states = [key for key, _label in self._states(name)]
            for method, invisible in self._buttons(name):
                for move in moves.values():
                    if move.method != method or not move.sources:
                        continue
                    if (name, method) in BY_A_FIELD:
                        continue
                    seen += 1
                    shown = [s for s in states if self._may_show(invisible, s)]
                    with self.subTest(model=name, move=move.name, rule=invisible):
                        self.assertLessEqual(set(shown), set(move.sources))
        self.assertGreater(seen, 20)

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

    def _buttons(self, name):
        """(method, when it is invisible) of the form's buttons; those that ask for the
        reason first open an action that names it."""
        records = self.env[name].with_user(self.officer)
        arch = etree.fromstring(records.get_view(view_type="form")["arch"])
        for button in arch.xpath("//button[@name][not(ancestor::field)]"):
            method = button.get("name")
            if method.isdecimal():
                method = self._asked_for(int(method))
            around = [button, *button.iterancestors()]
            rules = [f"({node.get('invisible') or False})" for node in around]
            yield method, " or ".join(rules)

    def _asked_for(self, action_id):
        """The method for which an action asks the reason."""
        action = self.env["ir.actions.act_window"].browse(action_id).exists()
        if action.res_model != "cdht.reason":
            return None
        return re.search(r"'default_method': '(\w+)'", action.context)[1]

    @staticmethod
    def _may_show(invisible, state):
        """Whether some record in that state shows it: with all else true, or false."""
        for value in (True, False):
            known = _Anything(value, state=state)
            if not eval(invisible, {"__builtins__": {}}, known):  # noqa: S307
                return True
        return False
