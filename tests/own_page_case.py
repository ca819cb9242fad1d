"""People with an account, in a year that is open to them, and what their page sends."""

import io

from PIL import Image

from odoo import http

from .common import CommuneHttpCase


def picture(colour="teal", size=(800, 600), kind="JPEG"):
    kept = io.BytesIO()
    Image.new("RGB", size, colour).save(kept, kind)
    return kept.getvalue()


class OwnPageCase(CommuneHttpCase):
    """A person with an account, another one beside, a year that is open to them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign.registration_deadline = cls.campaign.self_deadline
        cls.person, cls.other = cls.make_people(size=2)
        cls.give_login(cls.person, cls.citizen_user)
        cls.give_login(cls.other, cls.citizen_user_2)
        cls.group = cls.env.ref("cdht_module.labour_group_n1")

    def setUp(self):
        super().setUp()
        self.authenticate("t_citizen", "t_citizen")

    def post(self, path, files=None, **form):
        form.setdefault("csrf_token", http.Request.csrf_token(self))
        self.env.flush_all()
        answer = self.url_open(path, data=form, files=files, allow_redirects=False)
        self.env.invalidate_all()
        return answer

    def get(self, path):
        self.env.flush_all()
        answer = self.url_open(path, allow_redirects=False)
        self.assertEqual(answer.status_code, 200, path)
        return " ".join(answer.text.split())

    def registered(self, person=None):
        return self.register(person or self.person)

    def step(self, dossier, number, score, text="", **form):
        """Send one indicator as the page does."""
        line = dossier.line_ids[number - 1]
        form = {"dossier": dossier.id, "mark": line._mark(), **form}
        return self.post(
            f"/cdht/toi/chi-so/{number}", score=score, evidence=text, **form
        )
