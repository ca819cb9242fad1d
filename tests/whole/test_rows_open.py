"""Rows of lists in forms open what somebody designed, or nothing."""

import re

from lxml import etree

from odoo.fields import Command
from odoo.tests import tagged

from ..common import CommuneCase

# How the two kinds of rows say that they open nothing.
_CLOSED = {"list": ("no_open", "1"), "kanban": ("can_open", "0")}


@tagged("-at_install", "post_install")
class TestRowsOpen(CommuneCase):
    """A click or Enter on a row never opens the form that Odoo makes up of all fields,
    with names of models and fields in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.everything = cls.commune_user
        for role in ("manager", "district", "chapter"):
            group = cls.env.ref(f"cdht_module.group_cdht_{role}")
            cls.everything.group_ids = [Command.link(group.id)]

    def test_no_row_opens_a_made_up_form(self):
        with_form = set(self._forms().mapped("model"))
        found = []
        for view, model in self._ours():
            arch = etree.fromstring(model.get_view(view.id, "form")["arch"])
            for rows in [
                *arch.iterfind(".//field/list"),
                *arch.iterfind(".//field/kanban"),
            ]:
                field, (says, closed) = rows.getparent(), _CLOSED[rows.tag]
                if field.find("form") is not None or rows.get(says) == closed:
                    continue
                if self._comodel(model, field) not in with_form:
                    found.append((view.xml_id, field.get("name"), rows.tag))
        self.assertFalse(found)

    def _forms(self):
        return self.env["ir.ui.view"].search(
            [("type", "=", "form"), ("inherit_id", "=", False)]
        )

    def _ours(self):
        """Forms of our models that the user sees, each with its model."""
        for view in self._forms():
            model = self.env[view.model].with_user(self.everything)
            if view.model.startswith("cdht.") and model.has_access("read"):
                yield view, model

    def _comodel(self, model, field):
        for name in reversed([one.get("name") for one in field.iterancestors("field")]):
            model = self.env[model._fields[name].comodel_name]
        return model._fields[field.get("name")].comodel_name

    def test_what_the_window_of_a_row_lets_write_is_sent(self):
        """Odoo sends nothing of a field that the row itself shows read-only, though
        somebody has just filled it in in the row's window."""
        forms, found = {}, []
        for view in self._forms():
            forms.setdefault(view.model, view)
        for view, model in self._ours():
            arch = etree.fromstring(model.get_view(view.id, "form")["arch"])
            for rows in arch.xpath(".//field/kanban | .//field/list[not(@editable)]"):
                window = self._window(model, rows.getparent(), forms)
                for field in rows.iterfind(".//field"):
                    name = field.get("name")
                    writes = [
                        one.get("readonly") for one in window.iterfind(".//field")
                        if one.get("name") == name
                    ]  # fmt: skip
                    held = field.get("readonly", "0") not in ("0", "False", *writes)
                    if writes and held and field.get("force_save") != "1":
                        found.append((view.xml_id, rows.getparent().get("name"), name))
        self.assertFalse(found)

    def _window(self, model, field, forms):
        """The form in which a row of that field opens."""
        form = field.find("form")
        if form is not None:
            return form
        other = re.search(r"'form_view_ref': '([\w.]+)'", field.get("context", ""))
        comodel = model.env[self._comodel(model, field)]
        view = self.env.ref(other[1]) if other else forms.get(comodel._name)
        if not view:
            return etree.Element("form")
        return etree.fromstring(comodel.get_view(view.id, "form")["arch"])
