from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from ..common import CommuneCase


@tagged("-at_install", "post_install")
class TestHostSettings(CommuneCase):
    """The programme's part of Odoo's own settings, for who runs the host."""

    def _settings(self, user):
        return self.env["res.config.settings"].with_user(user)

    def test_the_administrator_sets_the_limit(self):
        admin = self.env.ref("base.user_admin")
        limit = self.env["cdht.identity.reading"]._limit
        with Form(self._settings(admin)) as form:
            self.assertEqual(form.cdht_identity_bulk, 20)
            form.cdht_identity_bulk = 5
        form.record.execute()
        self.assertEqual(limit(), 5)
        with self.assertRaisesRegex(ValidationError, "at least 1"):
            self._settings(admin).create({"cdht_identity_bulk": 0})
        self.assertEqual(limit(), 5)

    def test_nobody_else_does(self):
        for user in (self.manager, self.commune_user):
            with self.assertRaises(AccessError):
                self._settings(user).create({"cdht_identity_bulk": 900})
