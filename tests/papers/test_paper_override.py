from odoo.tests import tagged
from odoo.tools import convert_file

from ..paper_common import PaperCase

OWN = "Câu riêng của cơ quan."


@tagged("post_install", "-at_install")
class TestPaperOverride(PaperCase):
    """What an office changes in a paper outlives an upgrade of the add-on."""

    def _upgrade(self, file):
        """Load a data file again, as an upgrade does."""
        convert_file(self.env, "cdht_module", file, {}, mode="update", noupdate=False)

    def test_own_sentence_in_a_template(self):
        decision = self.make_decision(self.make_dossiers("proposed"))
        template = self.env.ref("cdht_module.decision_body")
        self.env["ir.ui.view"].create(
            {
                "name": "Câu riêng",
                "type": "qweb",
                "inherit_id": template.id,
                "arch": "<data><xpath expr=\"//p[hasclass('decides')]\""
                f' position="after"><p class="text">{OWN}</p></xpath></data>',
            }
        )
        self.assertEqual(self.print_text(decision).count(OWN), 1)
        template.arch_db = template.arch_db.replace("decides", "decides spoilt")
        self._upgrade("report/decisions/decision_paper.xml")
        self.assertNotIn("spoilt", template.arch_db)
        self.assertEqual(self.print_text(decision).count(OWN), 1)

    def test_own_words_in_the_defaults(self):
        default = self.env.ref("cdht_module.paper_default_decision_commune")
        default.bases = OWN
        self._upgrade("data/decisions/cdht_paper_default.xml")
        self.assertEqual(default.bases, OWN)
