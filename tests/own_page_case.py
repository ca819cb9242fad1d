"""People with an account, in a year that is open to them, and what their page sends."""

from odoo import http

from odoo.addons.cdht_module.models.papers.cdht_verified import ADDRESS

from .common import CommuneHttpCase


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
        form.setdefault("whose", self.whose(self.own_dossier(), self.person))
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

    def own_dossier(self):
        return self.env["cdht.assessment"]._of_person(self.person, self.campaign)

    def whose(self, dossier, person=None):
        """What the forms of that dossier's page carry."""
        return f"{(person or dossier.citizen_id).id}-{dossier.id or 0}"

    def step(self, dossier, number, score, text="", **form):
        """Send one indicator as the page does."""
        line = dossier.line_ids[number - 1]
        form = {"whose": self.whose(dossier), "mark": line._mark(), **form}
        return self.post(
            f"/cdht/toi/chi-so/{number}", score=score, evidence=text, **form
        )


class EntryMixin:
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(ADDRESS, "https://xa-mau.example")
        cls.person = cls.make_people(
            name="Lý Thị Mẫu", birth_date="1968-03-05", birth_year=1968
        )

    def invite(self, person=None):
        return self.env["cdht.invitation"]._issue(person or self.person)[0]

    def by_code(self, code):
        public = self.env.ref("base.public_user")
        return self.env["cdht.invitation"].with_user(public)._by_code(code)

    def sheet(self, people, maker):
        action = people.with_user(maker).action_invite()
        return self.env["cdht.slip.sheet"].browse(action["res_id"]).with_user(maker)
