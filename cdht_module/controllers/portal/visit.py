from datetime import timedelta

from odoo import fields
from odoo.http import request

from odoo.addons.cdht_module.controllers.foundation.page_route import (
    by_script,
    form_page,
    json_answer,
)

HOME = "/cdht/toi"
_FORM_KEY = "cdht_form_key"
_KEY_LASTS = timedelta(hours=12)


class Visit:
    """Whose page this is: of a login's person, or of a dossier opened by its form.

    ``citizen`` and ``dossier`` are empty where there is nobody. By a form's code the
    dossier comes with superuser rights: whatever is done to it goes through the
    methods for own dossiers, and nothing else of the person is shown.
    """

    def __init__(self):
        env = request.env
        form_key = _open_form_key()
        self.by_form_key = bool(form_key)
        if form_key:
            self.citizen = env["cdht.citizen"]
            self.dossier = form_key.assessment_id
            self.campaign = self.dossier.campaign_id
            return
        self.citizen = env["cdht.citizen"]._of_user()
        self.campaign = env["cdht.campaign"]._open_of(self.citizen)
        self.dossier = env["cdht.assessment"]
        if self.citizen:
            self.dossier = self.dossier._of_person(self.citizen, self.campaign)

    def __bool__(self):
        return bool(self.citizen or self.dossier)

    @property
    def person(self):
        return self.citizen or self.dossier.citizen_id

    @property
    def whose(self):
        """What every form carries, so that no old page acts on somebody else."""
        return f"{self.person.id}-{self.dossier.id or 0}"

    @property
    def may_register(self):
        return bool(self.citizen) and self.campaign._may_register(
            self.citizen, self.dossier
        )

    def is_of(self, form):
        """Whether a form was made for this person and dossier."""
        return form.get("whose") == self.whose

    def page(self, template, values, status=200):
        """A page of this person, with their name on top."""
        who = {
            "who": self.person.name or "",
            "by_form_key": self.by_form_key,
            "whose": self.whose,
        }
        return form_page(template, {**who, **values}, status)


def not_yours():
    """A form of somebody who used this device before, or of another dossier."""
    if by_script():
        return json_answer(401, message="")
    return form_page("cdht_module.not_yours_page", {}, 409)


def home():
    return request.redirect(HOME, code=303)


def remember(form_key):
    """This device has answered the question of the form's code."""
    request.session.should_rotate = True  # a session that somebody planted is useless
    now = fields.Datetime.to_string(fields.Datetime.now())
    request.session[_FORM_KEY] = [form_key.id, request.session.uid, now]


def forget():
    if request.session.pop(_FORM_KEY, None):
        request.session.should_rotate = True


def _open_form_key():
    """The form that is open on this device, for the login that opened it."""
    remembered = request.session.get(_FORM_KEY)
    if not remembered:
        return None
    key_id, uid, since = remembered
    late = fields.Datetime.now() - fields.Datetime.to_datetime(since) > _KEY_LASTS
    # sudo: own: whoever is remembered gave the code and the date of birth
    form_key = request.env["cdht.form.key"].sudo().browse(key_id)
    if late or uid != request.session.uid or not form_key._opens():
        forget()
        return None
    return form_key
