"""A database with nothing but the add-on, as a new office finds it.

Every form of ours is opened by each role that reaches it: with nothing, with units,
with a year and one dossier. What it shows is for people to read.
"""

import re
from contextlib import nullcontext, suppress

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, TransactionCase, tagged

from ..common import TODAY, CommuneMixin, today_is

# A record or nothing as text, an unfilled place, the name of a field or of a class.
_TECHNICAL = re.compile(
    r"\b\w+(\.\w+)+\([\d, ]*\)|\b(False|None|True)\b|\{\w*\}|%\(\w+\)s|<\w+ object|"
    r"^_?[a-z]+(_[a-z0-9]+)+$|\bNewId_"
)
# Wording: the places that papers fill are its subject.
_ABOUT_FIELDS = {
    ("cdht.paper.wording", "field_text"),
    ("cdht.paper.wording", "text"),
    ("cdht.paper.wording", "model_text"),
    ("cdht.plan.task", "name"),
    ("cdht.metric", "code"),
}
_ROLES = ("chapter", "commune", "district", "manager")


class BareForm(Form):
    """A form as the browser opens it: the window of a line that the user may not read
    is not asked for before somebody clicks on one."""

    def _get_one2many_edition_view(self, field_info, node, level):
        try:
            return super()._get_one2many_edition_view(field_info, node, level)
        except AccessError:
            for kind in ("list", "form"):
                etree.SubElement(etree.SubElement(node, kind), "field", name="id")
            return super()._get_one2many_edition_view(field_info, node, level)


@tagged("post_install", "-at_install")
class TestBare(CommuneMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        """Nothing is made, nothing confirmed; only the clock is stopped."""
        super(CommuneMixin, cls).setUpClass()
        cls.startClassPatcher(today_is(TODAY))
        cls.numbers = iter(range(1, 1000))

    def _forms(self):
        """The models of ours that have a form."""
        views = self.env["ir.ui.view"].search(
            [("type", "=", "form"), ("model", "=like", "cdht.%")]
        )
        return sorted(set(views.mapped("model")))

    def _wrong(self, form, records):
        """What a form shows that is not for people."""
        view, found = form._view, []
        for name in view["fields"]:
            field = records._fields[name]
            shown = field.type in ("char", "text", "html") and (
                view["modifiers"].get(name, {}).get("invisible") != "True"
            )
            text = form._values.get(name) if shown else ""
            about = (records._name, name)
            if isinstance(text, str) and _TECHNICAL.search(
                re.sub("<[^>]*>", " ", text)
            ):
                if about not in _ABOUT_FIELDS:
                    found.append(f"{records._name}.{name}: {text[:60]}")
        return found

    def open_forms(self, users):
        wrong, opened = [], 0
        for model in self._forms():
            for user in users:
                records = self.env[model].with_user(user)
                if records.has_access("read"):
                    shown = records.search([], limit=15)
                    for record in shown:
                        opened += 1
                        wrong += self._wrong(BareForm(record), record)
                if records.has_access("create"):
                    opened += 1
                    with self._window_of_something(records):
                        wrong += self._wrong(BareForm(records), records)
        self.assertFalse(wrong, "\n".join(sorted(set(wrong))))
        return opened

    def _window_of_something(self, records):
        """A window that is opened from a record says so when there is none."""
        return suppress(UserError) if records._transient else nullcontext()

    def _users(self, **units):
        return self.make_users(
            *((f"bare-{role}", role, units.get(role)) for role in _ROLES)
        )

    def test_nothing(self):
        self.assertGreater(self.open_forms(self._users()), 100)

    def test_units(self):
        self._make_units()
        users = self._users(
            chapter=self.village, commune=self.commune, district=self.province
        )
        self.assertGreater(self.open_forms(users), 150)

    def test_a_year_and_one_dossier(self):
        self._make_units()
        users = self._users(
            chapter=self.village, commune=self.commune, district=self.province
        )
        self.campaign = self.env["cdht.campaign"].create({"unit_id": self.commune.id})
        self.campaign.action_open()
        self.register(self.make_people(self.village), self.campaign)
        self.assertGreater(self.open_forms(users), 150)
