from odoo.tests import tagged

from ..common import CommuneCase

# What a role may do with a model: r read, w write, c create, u unlink.
ROLES = ("citizen_user", "chapter", "commune_user", "district", "manager")
TABLE = {
    #                          citizen  chapter  commune  district  manager
    "cdht.unit": ("r", "r", "r", "r", "rwcu"),
    "cdht.authority": ("", "r", "r", "r", "rwcu"),
    "cdht.labour.group": ("r", "r", "r", "r", "rwcu"),
    "cdht.ethnicity": ("", "r", "r", "r", "rwcu"),
    "cdht.indicator.set": ("r", "r", "r", "r", "rwcu"),
    "cdht.indicator.criterion": ("r", "r", "r", "r", "rwcu"),
    "cdht.indicator": ("r", "r", "r", "r", "rwcu"),
    "cdht.indicator.guide": ("r", "r", "r", "r", "rwcu"),
    "cdht.stage": ("r", "r", "r", "r", "rwcu"),
    "cdht.signatory": ("", "r", "rwcu", "r", "rwcu"),
    "cdht.print.batch": ("", "rwcu", "rwcu", "rwcu", "rwcu"),
    "cdht.print.part": ("", "", "", "", ""),
    "cdht.certificate.blank": ("", "r", "rwcu", "r", "rwcu"),
    "cdht.certificate.line": ("", "r", "rwcu", "r", "rwcu"),
    "cdht.paper.default": ("", "r", "rwcu", "r", "rwcu"),
    "cdht.campaign": ("r", "r", "rwcu", "r", "r"),
    "cdht.citizen": ("r", "rwc", "rwcu", "r", "r"),
    "cdht.assessment": ("r", "rwc", "rwc", "r", "r"),
    "cdht.assessment.line": ("r", "rw", "rw", "r", "r"),
    "cdht.proposal": ("", "rw", "rwu", "r", ""),
    "cdht.meeting.attendant": ("", "rwcu", "rwcu", "r", ""),
    "cdht.meeting.recusal": ("", "rwcu", "rwcu", "r", ""),
    "cdht.petition": ("", "", "rwcu", "r", ""),
    "cdht.decision": ("", "", "rwcu", "rwcu", ""),
    "cdht.letter": ("", "r", "rwcu", "", ""),
    "cdht.posting": ("", "r", "rwcu", "", ""),
    "cdht.posting.list": ("", "r", "rwcu", "", ""),
    "cdht.objection": ("", "r", "rwc", "", ""),
    "cdht.extract": ("", "", "rwcu", "rwcu", ""),
    "cdht.recognition": ("r", "r", "r", "r", "r"),
    "cdht.trace": ("", "r", "r", "r", "r"),
    "cdht.trace.chain": ("", "", "", "", ""),
    "cdht.own.person": ("", "rwc", "rwc", "rwc", "rwc"),
    "cdht.import": ("", "rwcu", "rwcu", "", ""),
    "cdht.import.issue": ("", "rwcu", "rwcu", "", ""),
    "cdht.import.sheet": ("", "rwcu", "rwcu", "", ""),
    "cdht.consent.sheet": ("", "rwcu", "rwcu", "", ""),
    "cdht.data.request": ("", "rwc", "rwc", "", ""),
    "cdht.reason": ("", "rwc", "rwc", "rwc", "rwc"),
    "cdht.identity.change": ("", "", "rwc", "", ""),
    "cdht.identity.reading": ("", "", "", "", ""),
    "cdht.loan": ("", "", "", "", "rwc"),
    "cdht.slip": ("", "", "", "", "r"),
    "cdht.slip.sheet": ("", "ru", "ru", "", "ru"),
    "cdht.invitation": ("", "r", "r", "", ""),
    "cdht.form.key": ("", "r", "r", "", ""),
    "cdht.officer.setup": ("", "", "", "", "rwc"),
    "cdht.officer.setup.line": ("", "", "", "", "rwcu"),
    "cdht.handover": ("", "", "", "", "rwc"),
    "cdht.appraiser": ("", "", "rwc", "", ""),
    "cdht.transfer": ("", "", "rwc", "", ""),
    "cdht.answer": ("", "", "rwc", "", ""),
    "cdht.remind": ("", "", "rwc", "", ""),
    "cdht.signed.copy": ("", "r", "r", "r", "r"),
    "cdht.paper.finding": ("", "r", "r", "r", "r"),
    "cdht.act": ("", "r", "r", "r", "rwcu"),
    "cdht.print": ("r", "r", "r", "r", "r"),
    "cdht.public.address": ("", "", "", "", "rwc"),
    "cdht.verify.miss": ("", "", "", "", ""),
    "cdht.metric": ("", "r", "r", "r", "rwcu"),
    "cdht.plan.body": ("", "r", "rwcu", "r", "rwcu"),
    "cdht.population": ("", "r", "rwcu", "r", ""),
    "cdht.plan": ("", "r", "rwcu", "r", "rwcu"),
    "cdht.plan.part": ("", "r", "rwcu", "r", "rwcu"),
    "cdht.plan.target": ("", "r", "rwcu", "r", "rwcu"),
    "cdht.plan.task": ("", "r", "rwcu", "r", "rwcu"),
    "cdht.statistic": ("", "r", "r", "r", ""),
    "cdht.progress": ("", "r", "r", "r", ""),
    "cdht.plan.cost": ("", "", "rwcu", "", ""),
    "cdht.plan.contribution": ("", "", "rwcu", "", ""),
    "cdht.activity": ("", "rwcu", "rwcu", "r", ""),
    "cdht.activity.attendant": ("", "rwcu", "rwcu", "", ""),
    "cdht.inspection": ("", "r", "rwcu", "", ""),
    "cdht.inspection.sample": ("", "r", "rw", "", ""),
    "cdht.review": ("", "r", "rwcu", "r", ""),
    "cdht.review.part": ("", "r", "rwcu", "r", ""),
    "cdht.commendation": ("", "", "rwcu", "", ""),
    "cdht.report": ("", "r", "rwcu", "r", ""),
    "cdht.report.part": ("", "r", "rwcu", "r", ""),
    "cdht.report.line": ("", "r", "r", "r", ""),
}
VERBS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


@tagged("post_install", "-at_install", "access_rights")
class TestRights(CommuneCase):
    """Role × model × verb; the rules then narrow it to the units."""

    def test_every_model_stands_in_the_table(self):
        models = {
            model
            for model in self.env.registry
            if model.startswith("cdht.") and not self.env[model]._abstract
        }
        self.assertEqual(models, set(TABLE))

    def test_rights_by_role(self):
        for model, row in TABLE.items():
            for role, allowed in zip(ROLES, row, strict=True):
                records = self.env[model].with_user(getattr(self, role))
                for letter, verb in VERBS.items():
                    with self.subTest(model=model, role=role, verb=verb):
                        self.assertEqual(records.has_access(verb), letter in allowed)

    def test_plain_users_and_the_host_administrator_have_none(self):
        """Roles are given, never inherited from the host."""
        admin = self.env.ref("base.user_admin")
        admin.group_ids -= admin.group_ids.filtered(
            lambda group: (
                group.privilege_id.category_id
                == self.env.ref("cdht_module.module_category_cdht")
            )
        )
        public = self.env.ref("base.public_user")
        for model in TABLE:
            for user in (admin, public):
                with self.subTest(model=model, user=user.login):
                    self.assertFalse(self.env[model].with_user(user).has_access("read"))

    def test_roles_imply_no_other_role(self):
        """Rules of implied groups are OR-ed: a ladder would widen reach."""
        names = ("citizen", "chapter", "commune", "district", "manager")
        roles = {name: self.env.ref(f"cdht_module.group_cdht_{name}") for name in names}
        staff = self.env.ref("cdht_module.group_cdht_staff")
        for name, role in roles.items():
            implied = role.all_implied_ids - role
            others = {other for other in roles.values() if other in implied}
            if name == "citizen":
                self.assertFalse(implied)
            else:
                self.assertEqual(others, {roles["citizen"]})
                self.assertIn(staff, implied)
        self.assertEqual(len({role.privilege_id.id for role in roles.values()}), 5)
        self.assertFalse(staff.privilege_id)
