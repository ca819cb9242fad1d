"""Rows of lists in forms open what somebody designed, or nothing."""

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

    def test_no_row_opens_a_made_up_form(self):
        everything = self.commune_user
        for role in ("manager", "district", "chapter"):
            group = self.env.ref(f"cdht_module.group_cdht_{role}")
            everything.group_ids = [Command.link(group.id)]
        views = self.env["ir.ui.view"].search(
            [("type", "=", "form"), ("inherit_id", "=", False)]
        )
        ours = views.filtered(lambda view: view.model.startswith("cdht."))
        with_form = set(views.mapped("model"))
        found = []
        for view in ours:
            model = self.env[view.model].with_user(everything)
            if not model.has_access("read"):
                continue
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

    def _comodel(self, model, field):
        for name in reversed([one.get("name") for one in field.iterancestors("field")]):
            model = self.env[model._fields[name].comodel_name]
        return model._fields[field.get("name")].comodel_name
