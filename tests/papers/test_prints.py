"""Papers printed for signature or issued are the same bytes ever after."""

import base64
import hashlib
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CommuneHttpCase
from ..paper_common import PaperCase


def kept(records):
    return records.env["cdht.print"].search(
        [("res_model", "=", records._name), ("res_id", "in", records.ids)], order="id"
    )


@tagged("post_install", "-at_install")
class TestPrints(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.decision = cls.make_decision(cls.make_list(size=2))

    def test_same_bytes(self):
        decision = self.decision
        self.print_pdf(decision)
        self.assertFalse(kept(decision), "a draft is never kept")
        decision.action_submit()
        first = self.print_pdf(decision, user=self.commune_user)
        self.commune.name = "Xã Tên Mới"
        self.assertEqual(self.print_pdf(decision), first)
        copy = kept(decision)
        self.assertEqual((copy.stage, copy.superseded), ("signature", False))
        self.assertEqual(copy.create_uid, self.commune_user)
        self.assertEqual(copy.sha256, hashlib.sha256(first).hexdigest())
        self.assertEqual(len(self.traces(decision, "print")), 3)

        decision.action_return("Sửa tên xã")
        self.assertTrue(copy.superseded)
        decision.action_submit()
        second = self.print_pdf(decision)
        self.assertNotEqual(second, first)
        decision.write({"number": "12", "date": "2026-12-10"})
        decision.with_context(force_report_rendering=True).action_issue()
        issued = kept(decision)[-1]
        self.assertEqual((issued.stage, issued.superseded), ("issued", False))
        self.commune.name = "Xã Mẫu"
        self.assertEqual(self.print_pdf(decision), base64.b64decode(issued.file))
        self.assertEqual(len(kept(decision)), 3)

    def test_a_server_that_cannot_print_still_issues(self):
        decision = self.decision.with_context(force_report_rendering=True)
        reports = type(self.env["ir.actions.report"])
        with (
            patch.object(reports, "_cdht_html_to_pdf", side_effect=UserError("typst")),
            self.assertLogs("odoo.addons.cdht_module.models.papers.cdht_verified"),
        ):
            self.issue(decision)
        self.assertEqual(decision.state, "issued")
        self.assertFalse(kept(decision))
        self.print_pdf(decision)
        self.assertEqual(kept(decision).stage, "issued")

    def test_who_reads(self):
        self.decision.action_submit()
        self.print_pdf(self.decision)
        copy = kept(self.decision)
        self.assertEqual(kept(self.decision.with_user(self.commune_user)), copy)
        self.assertTrue(copy.with_user(self.commune_user).file)
        for user in (self.chapter, self.commune_other, self.citizen_user):
            self.assertFalse(kept(self.decision.with_user(user)))
            with self.assertRaises(AccessError):
                copy.with_user(user).read(["file"])
        with self.assertRaises(AccessError):
            copy.with_user(self.commune_user).write({"superseded": True})
        self.assertEqual(self.decision.with_user(self.commune_user).print_ids, copy)

    def test_a_list_with_people_out_of_reach(self):
        """A kept print is readable only by those who may print the paper itself."""
        report = "cdht_module.report_cdht_minutes"
        proposal = self.decision.assessment_ids.proposal_id
        self.print_pdf(proposal, report=report)
        self.assertEqual(len(kept(proposal)), 1)
        with self.assertRaises(AccessError):
            self.print_pdf(proposal, user=self.district, report=report)
        self.assertFalse(kept(proposal.with_user(self.district)))
        self.assertTrue(kept(proposal.with_user(self.chapter)))


@tagged("post_install", "-at_install")
class TestPrintsHttp(PaperCase, CommuneHttpCase):
    def test_direct_address(self):
        """The read-only address keeps the paper too, and gives the same bytes."""
        decision = self.make_decision(self.make_dossiers("proposed"))
        decision.action_submit()
        reports = type(self.env["ir.actions.report"])
        path = f"/report/pdf/cdht_module.decision_paper/{decision.id}"
        self.authenticate("t_commune", "t_commune")
        real = reports._render_qweb_pdf

        def render(self, *args, **kwargs):
            return real(self.with_context(force_report_rendering=True), *args, **kwargs)

        with patch.object(reports, "_render_qweb_pdf", render):
            with self.assertLogs("odoo.http", "WARNING"):
                first = self.url_open(path)
            self.assertEqual(first.headers["Content-Type"], "application/pdf")
            self.assertEqual(self.url_open(path).content, first.content)
            copy = kept(decision)
            self.assertEqual(copy.sha256, hashlib.sha256(first.content).hexdigest())
            file = self.url_open(f"/web/content/cdht.print/{copy.id}/file")
            self.assertEqual(file.content, first.content)
            self.authenticate("t_commune_other", "t_commune_other")
            with mute_logger("odoo.http"):
                self.assertNotEqual(self.url_open(path).status_code, 200)
            denied = self.url_open(f"/web/content/cdht.print/{copy.id}/file")
            self.assertEqual(denied.status_code, 404)
