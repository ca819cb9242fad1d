from odoo.tests import TransactionCase, tagged

VERBS = ("read", "write", "create", "unlink")


@tagged("post_install", "-at_install", "access_rights")
class TestRights(TransactionCase):
    """What holds for every role, whichever there are; what each may do, and where, is
    walked in ``test_access_matrix``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ours = cls.env["ir.model.data"].search(
            [("module", "=", "cdht_module"), ("model", "=", "res.groups")]
        )
        cls.citizen = cls.env.ref("cdht_module.group_cdht_citizen")
        cls.staff = cls.env.ref("cdht_module.group_cdht_staff")
        cls.groups = cls.env["res.groups"].browse(ours.mapped("res_id"))
        cls.offices = cls.env["res.users"]._cdht_offices().sudo(False)
        cls.models = [
            name
            for name in cls.env.registry
            if name.startswith("cdht.") and not cls.env[name]._abstract
        ]

    def test_plain_users_and_the_host_administrator_have_none(self):
        """Roles are given, never inherited from the host, whose administrator only says
        who manages the programme."""
        admin = self.env.ref("base.user_admin")
        admin.group_ids -= self.groups
        public = self.env.ref("base.public_user")
        for model in self.models:
            if model == "cdht.managers":
                continue
            for user in (admin, public):
                with self.subTest(model=model, user=user.login):
                    self.assertFalse(self.env[model].with_user(user).has_access("read"))

    def test_roles_imply_no_other_role(self):
        """Rules of implied groups are OR-ed: a ladder would widen reach."""
        self.assertGreater(self.offices, self.env["res.groups"])
        for role in self.offices:
            implied = (role.all_implied_ids - role) & self.groups
            self.assertEqual(implied, self.citizen | self.staff, role.name)
        for beside in self.groups - self.offices - self.staff:
            self.assertEqual(beside.all_implied_ids, beside, beside.name)

    def test_each_group_is_chosen_by_itself(self):
        """What has no privilege of its own is found by nobody who looks for roles."""
        chosen = self.groups - self.staff
        self.assertFalse(self.staff.privilege_id)
        self.assertEqual(len(chosen.privilege_id), len(chosen))
        self.assertEqual(
            chosen.privilege_id.category_id,
            self.env.ref("cdht_module.module_category_cdht"),
        )

    def test_a_right_goes_with_a_rule(self):
        """Where a rule narrows one role, no other may do the same without a rule."""
        without = []
        for model in self.models:
            about = [("model_id.model", "=", model)]
            rights = self.env["ir.model.access"].search(about)
            rules = self.env["ir.rule"].search(about)
            for role in (self.citizen | self.offices) if rules else ():
                held = role.all_implied_ids
                for verb in VERBS:
                    narrowed = rules.filtered(f"perm_{verb}").filtered(
                        lambda rule, held=held: not rule.groups or rule.groups & held
                    )
                    may = rights.filtered(f"perm_{verb}").group_id & held
                    if may and not narrowed:
                        without.append((model, verb, role.name))
        self.assertFalse(without)
