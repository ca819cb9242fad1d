"""A refusal is read by who gets it, whatever its class."""

import inspect
import sys

from odoo.exceptions import RedirectWarning, UserError
from odoo.tests import tagged

from ..common import CommuneHttpCase


@tagged("-at_install", "post_install")
class TestRefusalsTold(CommuneHttpCase):
    def test_the_web_client_knows_each_class(self):
        """It knows classes by their names alone, not by what they inherit."""
        ours = {
            f"{one.__module__}.{one.__name__}"
            for name, module in [*sys.modules.items()]
            if name.startswith("odoo.addons.cdht_module.") and ".tests" not in name
            for _name, one in inspect.getmembers(module, inspect.isclass)
            if issubclass(one, UserError | RedirectWarning) and one.__module__ == name
        }
        self.assertTrue(any(name.endswith(".PaperHeld") for name in ours))
        names = ", ".join(f"'{name}'" for name in sorted(ours))
        self.browser_js(
            "/odoo",
            f"""
            const {{ registry }} = odoo.loader.modules.get("@web/core/registry");
            const known = registry.category("error_dialogs");
            const strange = [{names}].filter((name) => !known.contains(name));
            if (strange.length) {{ throw new Error(`not known: ${{strange}}`); }}
            console.log("test successful");
            """,
            login=self.commune_user.login,
            ready="odoo.loader.modules.has('@web/core/registry')",
        )
