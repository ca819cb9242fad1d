"""Domains, contexts, addresses and names of methods that callers send."""

import ast
from pathlib import Path

from odoo.exceptions import AccessError, UserError
from odoo.service.model import get_public_method
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons import cdht_module

from ..common import CommuneHttpCase
from ..paper_common import PaperCase

_ROOT = Path(cdht_module.__file__).parent
# What runs a domain, an order, a grouping or a path of fields.
_RUNS = {
    "search", "search_count", "search_fetch", "search_read", "_search", "filtered",
    "_read_group", "_read_grouping_sets", "filtered_domain", "mapped", "sorted",
    "grouped", "read", "fetch", "export_data", "with_context",
}  # fmt: skip
# Functions that only our own code calls, with words of ours.
_OURS = {
    "papers/cdht_verify_miss._attempts_left",
    "dossiers/cdht_assessment._traced",
    "dossiers/cdht_campaign._count_dossiers",
}
# Attributes by name, from a fixed list.
_BY_NAME = {
    "foundation/cdht_moved._ask_for_move": "_moves",
    "papers/cdht_document._follow": "_turns",
    "reporting/cdht_review_part._tables": "the selection of tables",
    "papers/cdht_paper_feed._values_of": "the table of papers",
    "foundation/cdht_reason.action_confirm": "_methods_with_reason",
    "papers/cdht_worded._values_now": "_issued_papers, _wordings",
    "papers/cdht_checked._values_to_check": "_issued_papers",
    "report/word_styles.set_page": "lengths of a page that our own code names",
    "tools/limited_child.answer": "a module and function that our own code names",
    "list_reader/archive._start": "the parts of a workbook that are known",
}


def functions():
    """(name, function) of all that the add-on's Python files define."""
    for path in sorted(_ROOT.rglob("*.py")):
        if "tests" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef):
                    yield f"{path.parent.name}/{path.stem}.{node.name}", node


def calls(function):
    return [node for node in ast.walk(function) if isinstance(node, ast.Call)]


def runs_words_as_superuser(function):
    """Whether it hands one of its own parameters on to a search made by sudo()."""
    arguments = function.args
    given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    given += filter(None, [arguments.vararg, arguments.kwarg])
    words = {one.arg for one in given} - {"self"}
    raised = {
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and ".sudo()" in ast.unparse(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in calls(function):
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in _RUNS:
            continue
        on = call.func.value
        names = {node.id for node in ast.walk(on) if isinstance(node, ast.Name)}
        if ".sudo()" not in ast.unparse(on) and not names & raised:
            continue
        for value in [*call.args, *(keyword.value for keyword in call.keywords)]:
            value = value.value if isinstance(value, ast.Starred) else value
            if isinstance(value, ast.Name) and value.id in words:
                return True
    return False


@tagged("post_install", "-at_install", "access_rights")
class TestQueriesOfCallers(PaperCase):
    def test_no_search_of_ours_runs_a_callers_words(self):
        found = {name for name, one in functions() if runs_words_as_superuser(one)}
        self.assertEqual(found, _OURS)

    def test_methods_called_by_name_stand_in_a_list(self):
        by_name = {
            name
            for name, function in functions()
            for call in calls(function)
            if isinstance(call.func, ast.Name)
            and call.func.id == "getattr"
            and not isinstance(call.args[1], ast.Constant)
        }
        self.assertEqual(by_name, _BY_NAME.keys())

    def test_a_domain_is_evaluated_as_who_sends_it(self):
        """Fields of the host's models cannot be probed through domains on ours."""
        channel = self.env["discuss.channel"]._create_group(
            partners_to=self.env.ref("base.partner_admin").ids, name="Chat"
        )
        channel.message_post(body="Mật khẩu két sắt: 4711", message_type="comment")
        recognised = self.make_dossiers("recognised")
        title = recognised.decision_id.recognition_ids
        self.print_pdf(title, report="cdht_module.report_cdht_certificate")
        self.give_login(recognised.citizen_id, self.citizen_user)
        self.assertTrue(title.with_user(self.citizen_user).print_ids)
        path = "create_uid.company_id.user_ids.channel_ids.message_ids.body"
        asked = 0
        for user in (self.citizen_user, self.chapter, self.commune_user, self.manager):
            for name in sorted(self.env.registry):
                records = self.env[name].with_user(user)
                if not name.startswith("cdht.") or "create_uid" not in records._fields:
                    continue
                if records._abstract or not records.has_access("read"):
                    continue
                asked += 1
                with self.subTest(model=name, user=user.login):
                    hits = [
                        self._count(records, [(path, "like", word)])
                        for word in ("4711", "4712")
                    ]
                    self.assertEqual(*hits)
                    # Nor by a negated domain or a sort order.
                    self.assertEqual(
                        self._count(records, ["!", (path, "like", "4711")]),
                        self._count(records, ["!", (path, "like", "4712")]),
                    )
        self.assertGreater(asked, 100)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def _count(self, records, domain):
        try:
            return records.search_count(domain)
        except AccessError:
            return "refused"

    def test_reading_prints_costs_the_same_for_any_number(self):
        titles = self.recognise(self.make_list(size=6)).recognition_ids
        counts = []
        for some in (titles[:1], titles):
            for title in some:
                self.print_pdf(title, report="cdht_module.report_cdht_certificate")
            self.env.flush_all()
            self.env.invalidate_all()
            Print = self.env["cdht.print"].with_user(self.commune_user)
            Print.search_count([])  # who the user is
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = Print.search([("res_model", "=", titles._name)])
            found.read(["filename"])
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(found), len(some))
        self.assertEqual(*counts)

    def test_a_context_does_not_silence_the_trace(self):
        campaign = self.campaign.with_user(self.commune_user)
        campaign.with_context(install_mode=True).adult_age = 16
        self.assertIn("adult_age", self.traces(self.campaign).mapped("field_name"))

    def test_workbooks_are_made_by_reports_only(self):
        for name in self.env.registry.descendants(
            ["report.cdht_module.workbook"], "_inherit"
        ):
            for method in ("create_xlsx_report", "generate_xlsx_report"):
                with self.subTest(name=name), self.assertRaises(AccessError):
                    get_public_method(self.env[name], method)

    def test_a_reason_calls_no_other_method(self):
        """Nor a model, a field or a private method that a request names."""
        dossier = self.make_dossiers().with_user(self.chapter)
        for model, method in (
            ("cdht.assessment", "write"),
            ("cdht.assessment", "_make_move"),
            ("cdht.assessment", "__class__"),
            ("res.users", "action_withdraw"),
            ("cdht.campaign", "unlink"),
        ):
            wizard = self.env["cdht.reason"].with_user(self.chapter)
            with self.subTest(method=method), self.assertRaises(UserError):
                wizard.create(
                    {
                        "res_model": model,
                        "res_ids": dossier.ids,
                        "method": method,
                        "reason": "x",
                    }
                ).action_confirm()


@tagged("post_install", "-at_install", "access_rights")
class TestAddressesOfPapers(PaperCase, CommuneHttpCase):
    def test_nothing_of_an_address_comes_on_a_paper(self):
        decision = self.make_decision(self.make_list())
        decision.action_submit()
        self.authenticate("t_commune", "t_commune")
        path = f"/report/html/cdht_module.decision_paper/{decision.id}"
        plain = self.url_open(path).text
        for words in (
            "?copy_form=SAO%20LAU&paper_title=Gia",
            "?options=%7B%22copy_form%22:%22SAO%20LAU%22%7D",
        ):
            self.assertEqual(self.url_open(path + words).text, plain)
        self.assertNotIn("SAO LAU", plain)
