"""The office's own screens against axe (WCAG 2.2 AA): the year's page, the grid, a
list, a decision, reading a list in, the set-up. What is Odoo's own is not ours to
mend."""

import json
from importlib.util import find_spec
from pathlib import Path

from odoo.tests import tagged

from ..common import CommuneHttpCase
from ..desk import desks

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_THEIRS = (
    ".o_notebook_headers, .o-mail-Chatter, .o_list_renderer, .o_control_panel,"
    " .o_statusbar_status, .o_view_nocontent, .o_field_x2many, .o_field_selection"
)
_FINDINGS = """axe.run({include: [".o_action_manager"]}, {runOnly: %s}).then((all) =>
    all.violations.flatMap((one) => one.nodes
        .filter((node) =>
            !document.querySelector(node.target[0])?.closest(%s))
        .map((node) => one.id + ": " + node.html.slice(0, 160))))"""


@tagged("post_install", "-at_install")
class TestAccessibleOffice(CommuneHttpCase):
    def test_screens(self):
        axe = find_spec("axe_playwright_python").submodule_search_locations[0]
        axe = (Path(axe) / "axe.min.js").read_text() + "; 0"
        dossiers = self.make_dossiers("self_assessed", size=2)
        decision = self.make_decision(self.make_dossiers("proposed", self.village_2))
        self.commune_user.lang = "vi_VN"
        lists = "/odoo/learning-citizen-lists"
        screens = {
            "/odoo/learning-citizen-year": ".o_cdht_year_line",
            f"{lists}/{dossiers.proposal_id.id}": ".o_form_view",
            "/odoo/learning-citizen-minutes": ".o_list_view",
            f"/odoo/{dossiers.proposal_id.id}/learning-citizen-scores": "td[data-c]",
            f"/odoo/cdht.decision/{decision.id}": ".o_form_view",
            "/odoo/cdht.import/new": ".o_form_view",
            "/odoo/learning-citizen-setup": ".o_form_view",
        }
        found = {}
        with desks(self, self.commune_user) as desk:
            for path, shown in screens.items():
                desk.open(path)
                desk.wait(f"document.querySelector('{shown}')", path)
                desk.run(axe)
                findings = desk.run(
                    _FINDINGS % (json.dumps(_TAGS), json.dumps(_THEIRS))
                )
                if findings:
                    found[path] = findings
            desk.leave()
        self.assertFalse(found, json.dumps(found, ensure_ascii=False, indent=1))
