from datetime import timedelta

from odoo import fields
from odoo.http import request

from .bare_page import bare_page

HOME = "/cdht/toi"
# Texts and choices of a form; files have their own room.
SMALL_BODY = 64 * 1024
OWN_PAGE = {
    "type": "http",
    "auth": "public",
    "methods": ["GET", "POST"],
    "sitemap": False,
    "max_content_length": SMALL_BODY,
}
_KEY = "cdht_form_key"
_KEY_LASTS = timedelta(hours=12)


class Visit:
    """Whose page this is: of a login's person, or of a dossier opened by its form.

    ``citizen`` and ``dossier`` are empty where there is nobody. By a form's code the
    dossier comes with superuser rights: whatever is done to it goes through the
    methods for own dossiers, and nothing else of the person is shown.
    """

    def __init__(self):
        speak_vietnamese()
        env = request.env
        self.by_key = False
        key = _open_key()
        if key:
            self.by_key = True
            self.citizen = env["cdht.citizen"]
            self.dossier = key.assessment_id
            self.campaign = self.dossier.campaign_id
            return
        self.citizen = env["cdht.citizen"]._of_user()
        self.campaign = env["cdht.campaign"]._open_of(self.citizen)
        self.dossier = env["cdht.assessment"]
        if self.citizen:
            Assessment = env["cdht.assessment"]
            self.dossier = Assessment._of_person(
                self.citizen, self.campaign
            ) or Assessment._of_person(self.citizen)

    def __bool__(self):
        return bool(self.citizen or self.dossier)

    @property
    def may_register(self):
        """An open year without a dossier of this person."""
        return bool(
            self.citizen
            and self.campaign
            and (
                self.dossier.campaign_id != self.campaign
                or self.dossier.state == "withdrawn"
            )
        )

    def page(self, template, values, status=200):
        """A page of this person, with their name on top."""
        person = self.citizen or self.dossier.citizen_id
        return bare_page(
            template,
            {
                "who": person.name or "",
                "by_key": self.by_key,
                "csrf": request.csrf_token(),
                "answer": "",
                **values,
            },
            status,
            form=True,
        )


def form_page(template, values, status=200):
    """A page with a form, for somebody who is nobody yet."""
    values = {"who": "", "by_key": False, "csrf": request.csrf_token(), **values}
    return bare_page(template, {"answer": "", **values}, status, form=True)


def speak_vietnamese():
    """Messages are in the language of the pages, whatever the visitor's is."""
    if dict(request.env["res.lang"].get_installed()).get("vi_VN"):
        request.update_context(lang="vi_VN")


def home():
    return request.redirect(HOME, code=303)


def text(value, longest=200):
    """A field of a form as text; a file sent in its place is none."""
    return value.strip()[:longest] if isinstance(value, str) else ""


def remember(key):
    """This device has answered the question of the form's code."""
    request.session.should_rotate = True  # a session that somebody planted is of no use
    request.session[_KEY] = [key.id, fields.Datetime.to_string(fields.Datetime.now())]


def forget():
    request.session.pop(_KEY, None)


def _open_key():
    remembered = request.session.get(_KEY)
    if not remembered:
        return None
    key_id, since = remembered
    late = fields.Datetime.now() - fields.Datetime.to_datetime(since) > _KEY_LASTS
    # sudo: whoever is remembered gave the code and the date of birth
    key = request.env["cdht.form.key"].sudo().browse(key_id)
    if late or not key._opens():
        forget()
        return None
    return key
