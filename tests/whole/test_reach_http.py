"""Nothing beyond one's reach by URLs, reports, workbooks and the external API."""

import io
import json
import zipfile

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CommuneHttpCase
from ..reach_case import DENIED, SECRET, OneStranger


@tagged("post_install", "-at_install", "access_rights")
class TestReachOverHttp(OneStranger, CommuneHttpCase):
    """The same through every route of the web server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.file = cls.env["ir.attachment"].create(
            {
                "name": f"{SECRET}.txt",
                "raw": SECRET.encode(),
                "res_model": "cdht.assessment.line",
                "res_id": cls.dossier.line_ids[0].id,
            }
        )
        cls.dossier.line_ids[0].attachment_ids = cls.file
        cls.env["ir.attachment"].create(
            {
                "name": "kin.png",
                "raw": b"\x89PNG\r\n\x1a\n",
                "res_model": "cdht.assessment",
                "res_id": cls.dossier.id,
            }
        )

    def test_files_and_reports_by_url(self):
        urls = (
            f"/web/content/{self.file.id}",
            f"/web/content/cdht.citizen/{self.person.id}/identity_number",
            f"/web/content?model=cdht.citizen&id={self.person.id}&field=name",
            f"/web/image/{self.file.id}",
            f"/web/image/cdht.citizen/{self.person.id}/name",
            f"/report/html/cdht_module.decision_paper/{self.dossier.id}",
        )
        for login in (None, "t_plain", "t_citizen", "t_chapter", "t_commune_other",
                      "t_district"):  # fmt: skip
            self.authenticate(login, login)
            for url in urls:
                with (
                    self.subTest(login=login, url=url),
                    mute_logger(
                        DENIED, "odoo.http", "odoo.addons.web.controllers.report"
                    ),
                ):
                    answer = self.url_open(url)
                    self.assertTellsNothing(answer.text)

    def test_workbook_shows_the_reach_or_is_refused(self):
        url = f"/report/xlsx/cdht_module.proposal_xlsx/{self.campaign.id}"
        for login in ("t_chapter", "t_district"):
            self.authenticate(login, login)
            with self.subTest(login=login):
                self.assertTellsNothing(_text_of(self.url_open(url).content))
        self.authenticate("t_commune_other", "t_commune_other")
        with mute_logger("odoo.http"):
            answer = self.url_open(url)
        self.assertNotEqual(answer.status_code, 200)
        self.assertTellsNothing(answer.text)

    def test_external_api(self):
        """/json/2 with a bearer key, by everybody who has a role."""
        calls = {
            "cdht.citizen/search_read": {"domain": [], "fields": ["name"]},
            "cdht.citizen/read": {"ids": self.person.ids, "fields": ["name"]},
            "cdht.citizen/name_search": {"name": "Kín"},
            "cdht.assessment/search_read": {"domain": []},
            "cdht.assessment/web_read": {
                "ids": self.dossier.ids,
                "specification": {"citizen_id": {"fields": {"display_name": {}}}},
            },
            "cdht.assessment/onchange": {
                "ids": [],
                "values": {"citizen_id": self.person.id},
                "field_names": ["citizen_id"],
                "fields_spec": {"sort_name": {}, "earlier_streak": {}},
            },
            "cdht.assessment.line/search_read": {"domain": []},
            "cdht.assessment/export_data": {
                "ids": self.dossier.ids,
                "fields_to_export": ["citizen_id/name"],
            },
            "cdht.assessment/action_submit": {"ids": self.dossier.ids},
            "cdht.assessment/action_withdraw": {
                "ids": self.dossier.ids, "reason": "…",
            },
            "cdht.assessment/write": {
                "ids": self.dossier.ids, "vals": {"in_learning_family": True},
            },
        }  # fmt: skip
        before = self.dossier.read(["state", "in_learning_family"])
        for user in self.strangers - self.citizen_user:
            user.group_ids += self.env.ref("base.group_allow_export")
            key = (
                self.env["res.users.apikeys"]
                .with_user(user)
                .sudo()
                ._generate("rpc", "test", None)
            )
            for call, body in calls.items():
                with (
                    self.subTest(user=user.login, call=call),
                    mute_logger(
                        DENIED, "odoo.http", "odoo.addons.base.models.ir_model"
                    ),
                ):
                    answer = self.url_open(
                        f"/json/2/{call}",
                        data=json.dumps(body),
                        headers={
                            "Authorization": f"Bearer {key}",
                            "Content-Type": "application/json",
                        },
                    )
                    self.assertTellsNothing(answer.text)
        self.env.invalidate_all()
        self.assertEqual(self.dossier.read(["state", "in_learning_family"]), before)


def _text_of(workbook):
    """The text of a workbook, or the answer as it came when it is none."""
    if not zipfile.is_zipfile(io.BytesIO(workbook)):
        return workbook.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return "".join(parts.read(name).decode(errors="replace")
                       for name in parts.namelist())  # fmt: skip
