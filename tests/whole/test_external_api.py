"""The calls of cdht_module/manual/may-chu.md, as another program makes them."""

import json
import re

from odoo.tests import tagged

from odoo.addons.cdht_module.tools import manual

from ..common import CommuneHttpCase

PAGE = manual.FOLDER / "may-chu.md"
_CALL = re.compile(r"^goi (\S+) '(\{.*?\})'$", re.S | re.M)


@tagged("post_install", "-at_install")
class TestExternalApi(CommuneHttpCase):
    def test_the_manual_s_calls_answer(self):
        """Lists and statistics, each to whom it is for."""
        self.make_dossiers("recognised", size=2)
        self.make_people(birth_year=2008, name="Lò Thị Mới")
        self.env.flush_all()
        calls = _CALL.findall(PAGE.read_text(encoding="utf-8"))
        self.assertGreaterEqual(len(calls), 4)
        lengths = {}
        for user in (self.commune_user, self.chapter_2):
            key = (
                self.env["res.users.apikeys"]
                .with_user(user)
                .sudo()
                ._generate("rpc", "test", None)
            )
            for call, body in calls:
                json.loads(body)
                answer = self.url_open(
                    f"/json/2/{call}",
                    data=body.encode(),
                    headers={
                        "Authorization": f"Bearer {key}",
                        "Content-Type": "application/json",
                    },
                )
                self.assertEqual(answer.status_code, 200, (call, answer.text))
                lengths[user, call] = len(answer.json())
        for call, _body in calls:
            self.assertTrue(lengths[self.commune_user, call], call)
            self.assertFalse(lengths[self.chapter_2, call], call)
