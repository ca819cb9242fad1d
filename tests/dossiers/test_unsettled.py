"""Appraised scores that are not settled are for appraisers, and so are totals and
papers computed from them."""

import re

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import CommuneCase

# What is made from the meeting's scores.
_MADE = (
    "appraised_total", "appraised_complete", "min_score", "eligible", "needs_reason",
    "grade", "is_near", "has_digital_skill", "is_digitally_fluent",
)  # fmt: skip
# Computed from other fields, or telling nothing of the scores.
_OPEN = {
    ("cdht.assessment", "self_total"): "of one's own scores, by the same method",
    ("cdht.assessment", "self_complete"): "the same",
    ("cdht.assessment", "earlier_streak"): "of titles, by the method of the grade",
    ("cdht.assessment", "has_form_code"): "whether there is a code, not which",
    ("cdht.citizen", "identity_number_masked"): "the last digits alone, for oneself",
}
_CORE = ("mail.thread", "mail.activity.mixin")
FORM = "cdht_module.report_cdht_assessment_form"


@tagged("post_install", "-at_install", "access_rights")
class TestUnsettled(CommuneCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.give_login(cls.make_people(), cls.citizen_user)
        cls.dossier = cls.register(cls.person)
        cls.carry(cls.dossier, "self_assessed", 8)
        cls.score(cls.dossier, "appraised_score", 9, 8, 9, 8, 9, 8, 9, 8, 9, 8)
        cls.dossier.line_ids.note = "Hội nghị thống nhất"
        cls.own = cls.dossier.with_user(cls.citizen_user)

    def test_nobody_but_appraisers_reads_it(self):
        own, staff = self.own, self.dossier.with_user(self.chapter)
        self.assertEqual(staff.appraised_total, 85)
        self.assertTrue(own.has_access("read"))
        for name in _MADE:
            asked = (
                lambda name=name: own.read([name]),
                lambda name=name: own.search([(name, "!=", False)]),
                lambda name=name: own.search([], order=name),
                lambda name=name: own.formatted_read_group([], [name], []),
                lambda name=name: own.line_ids.search(
                    [(f"assessment_id.{name}", "!=", False)]
                ),
                lambda name=name: own.export_data([name]),
            )
            for number, ask in enumerate(asked):
                with (
                    self.subTest(name=name, way=number),
                    self.assertRaises(UserError),
                ):
                    ask()

    def _form(self, user):
        reports = self.env["ir.actions.report"].with_user(user)
        html = reports._render_qweb_html(FORM, self.dossier.ids)[0].decode()
        return html

    def test_the_form_of_the_person_is_blank_where_the_meeting_writes(self):
        before = self._form(self.citizen_user)
        self.assertNotIn("85", _scores_of(before))
        self.assertIn("85", _scores_of(self._form(self.chapter)))
        for user in (self.chapter, self.commune_user):
            self.assertNotEqual(self._form(user), before)
        self.dossier.action_appraise()
        self.assertEqual(self._form(self.citizen_user), self._form(self.chapter))
        self.assertEqual(self.own._own_page()["appraised_total"], 85)

    def test_what_is_made_of_kept_fields_is_kept(self):
        """A field computed from restricted fields is restricted to the same groups."""
        open_ones = {}
        of_core = {name for core in _CORE for name in self.env[core]._fields}
        for name in self.env.registry:
            model = self.env[name]
            if not name.startswith("cdht.") or model._abstract or model._transient:
                continue
            if not model.with_user(self.citizen_user).has_access("read"):
                continue
            for field in model._fields.values():
                if not field.compute or field.groups or field.name in of_core:
                    continue
                kept = _made_of_kept(model, field)
                if kept:
                    open_ones[name, field.name] = kept
        self.assertEqual(open_ones.keys(), _OPEN.keys(), open_ones)


def _scores_of(html):
    """The figures of a printed form, without its style."""
    return re.findall(r">\s*(\d+)\s*<", html.partition("</style>")[2])


def _made_of_kept(model, field):
    """The field with groups from which this one is computed, if there is one."""
    for path in model.pool.field_depends[field]:
        here = model
        for part in path.split("."):
            through = here._fields.get(part)
            if through is None:
                break
            if through.groups:
                return f"{here._name}.{part}"
            if through.relational:
                here = here.env[through.comodel_name]
    return ""
