"""A small commune for the tests: its units, its officers, its year.

``CommuneCase`` builds it once a class. Its helpers carry dossiers and papers to
where a test begins, through the moves themselves. Nothing depends on the clock:
today is 15/10/2026 in every test.
"""

import base64
from datetime import date
from itertools import count
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import HttpCase, TransactionCase

from odoo.addons.base.models.res_users import CryptContext
from odoo.addons.cdht_module.tools import clock

TODAY = date(2026, 10, 15)
YEAR = 2026
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "no_reset_password": True,
}
MINUTES = {
    "meeting_date": "2026-10-12",
    "meeting_place": "Nhà văn hóa thôn",
    "meeting_chair": "Lý Văn Mẫu",
    "meeting_secretary": "Chu Thị Mẫu",
    "meeting_present": 9,
    "meeting_total": 12,
}
WAY = ("registered", "self_assessed", "appraised", "proposed", "recognised")


def scanned(text="", kind="pdf"):
    """A file as a scanner (or who signs digitally) gives it, as fields take it."""
    start, end = {
        "pdf": (b"%PDF-1.7\n", b"\nstartxref\n9\n%%EOF\n"),
        "jpg": (b"\xff\xd8\xff\xe0", b"\xff\xd9"),
        "png": (b"\x89PNG\r\n\x1a\n", b"\0\0\0\0IEND\xae\x42\x60\x82"),
    }[kind]
    return base64.b64encode(start + text.encode() + end).decode()


def today_is(day):
    """A patch in which it is ``day`` where the communes are."""
    return patch.object(clock, "today", lambda: day)


class CommuneMixin:
    """Units, users and helpers; mix it into a class of Odoo's tests.

    Units: province > commune (village, village_2, agency, association) and
    other_commune (other_village). Users are named after their roles and units:
    chapter, chapter_2, chapter_other, commune_user, commune_other, district,
    manager, citizen_user, citizen_user_2.
    """

    # Whether the office has confirmed what the add-on ships as doubtful: no paper is
    # issued before.
    is_confirmed = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, **QUIET))
        cls.numbers = count(1)
        cls._hash_as_a_server()
        cls._stop_the_clock()
        cls._confirm_what_ships()
        cls._make_units()
        cls._make_users()
        cls._make_year()

    @classmethod
    def _hash_as_a_server(cls):
        """Odoo's test runner replaces the server's password context by passlib's own,
        which has methods that a server lacks; put the server's back."""
        schemes = ["pbkdf2_sha512", "plaintext"]
        context = CryptContext(schemes, pbkdf2_sha512__rounds=1, deprecated=["auto"])
        users = "odoo.addons.base.models.res_users.ResUsersPatchedInTest"
        cls.startClassPatcher(
            patch(f"{users}._crypt_context", lambda _records: context)
        )

    @classmethod
    def _stop_the_clock(cls):
        cls.startClassPatcher(today_is(TODAY))

    @classmethod
    def _confirm_what_ships(cls):
        for model in cls.env.registry.descendants(["cdht.doubtful"], "_inherit"):
            if cls.is_confirmed and not cls.env[model]._abstract:
                cls.env[model].sudo().search([]).to_confirm = False

    @classmethod
    def make_unit(cls, name, unit_type="village", parent=None, **vals):
        """A unit, under the commune unless another parent is named."""
        return cls.env["cdht.unit"].create(
            {
                "name": name,
                "unit_type": unit_type,
                "parent_id": (cls.commune if parent is None else parent).id,
                **vals,
            }
        )

    @classmethod
    def _make_units(cls):
        no_unit = cls.env["cdht.unit"]
        cls.province = cls.make_unit("Tỉnh Mẫu", "province", no_unit)
        cls.commune = cls.make_unit("Xã Mẫu", "commune", cls.province)
        cls.other_commune = cls.make_unit("Xã Bên", "commune", cls.province)
        cls.association = cls.make_unit("Hội Khuyến học xã Mẫu", "association")
        cls.village = cls.make_unit("Thôn Một", sequence=1)
        cls.village_2 = cls.make_unit("Thôn Hai", sequence=2)
        cls.agency = cls.make_unit("UBND xã", "agency", sequence=3)
        cls.other_village = cls.make_unit("Thôn Bên", parent=cls.other_commune)

    @classmethod
    def make_users(cls, *wanted):
        """Users as (login, roles with commas, units), made in one go.

        A role is the end of its group's name; the password is the login.
        """
        names = {role for _login, roles, _units in wanted for role in roles.split(",")}
        groups = {
            role: cls.env.ref(f"cdht_module.group_cdht_{role}").id for role in names
        }
        portal = cls.env.ref("base.group_portal").id
        return cls.env["res.users"].create(
            [
                {
                    "login": login,
                    "name": login,
                    "password": login,
                    "email": f"{login}@example.com",
                    "group_ids": [
                        Command.set(
                            [groups[role] for role in roles.split(",")]
                            + [portal] * (roles == "citizen")
                        )
                    ],
                    "cdht_unit_ids": [Command.set(units.ids if units else [])],
                    # Officers say which person they are before they appraise.
                    "cdht_not_resident": roles != "citizen",
                }
                for login, roles, units in wanted
            ]
        )

    @classmethod
    def make_user(cls, login, roles, units=None):
        """One user with a role of the programme (or several) and its units."""
        return cls.make_users((login, roles, units))

    @classmethod
    def _make_users(cls):
        (
            cls.chapter,
            cls.chapter_2,
            cls.chapter_other,
            cls.commune_user,
            cls.commune_other,
            cls.district,
            cls.manager,
            cls.citizen_user,
            cls.citizen_user_2,
        ) = cls.make_users(
            ("t_chapter", "chapter", cls.village),
            ("t_chapter_2", "chapter", cls.village_2),
            ("t_chapter_other", "chapter", cls.other_village),
            ("t_commune", "commune", cls.commune),
            ("t_commune_other", "commune", cls.other_commune),
            ("t_district", "district", cls.province),
            ("t_manager", "manager", None),
            ("t_citizen", "citizen", None),
            ("t_citizen_2", "citizen", None),
        )

    @classmethod
    def _make_year(cls):
        cls.rule = cls.env.ref("cdht_module.indicator_set_qd244")
        # Set up in January, so that the days of the plan are still ahead.
        with today_is(date(YEAR, 1, 5)):
            cls.campaign = cls.env["cdht.campaign"].create(
                {"unit_id": cls.commune.id, "year": YEAR}
            )
        cls.campaign.action_open()
        cls.signatory = cls.make_signatory(cls.commune)

    @classmethod
    def make_signatory(cls, unit):
        """Who signs for that body."""
        return cls.env["cdht.signatory"].create(
            {"name": "Nguyễn Văn Mẫu", "unit_id": unit.id, "post": "Chủ tịch"}
        )

    # -- people and dossiers -----------------------------------------------------

    @classmethod
    def make_people(cls, unit=None, size=1, **vals):
        """People of a unit, named “Người 1”, “Người 2” … as they come."""
        return cls.env["cdht.citizen"].create(
            [
                {
                    "name": f"Người {next(cls.numbers)}",
                    "unit_id": (unit or cls.village).id,
                    "birth_year": 1980,
                    **vals,
                }
                for _number in range(size)
            ]
        )

    @classmethod
    def give_login(cls, citizen, user):
        """The person behind a user."""
        citizen.partner_id = user.partner_id
        return citizen

    @classmethod
    def make_titles(cls, citizen, years, **vals):
        """Titles of earlier years, as lists of former decisions bring them."""
        return cls.env["cdht.recognition"].create(
            [
                {
                    "citizen_id": citizen.id,
                    "year": year,
                    "unit_id": citizen.unit_id.id,
                    "decision_number": str(year - 2000),
                    "decision_symbol": "QĐ-UBND",
                    **vals,
                }
                for year in years
            ]
        )

    @classmethod
    def score(cls, dossiers, field, *scores):
        """Ten scores (one for all ten, or the ten); 0 leaves the line blank."""
        scores = scores * 10 if len(scores) == 1 else scores
        for position, value in enumerate(scores):
            lines = dossiers.env["cdht.assessment.line"].browse(
                [dossier.line_ids[position].id for dossier in dossiers]
            )
            lines.write({field: value or False})

    @classmethod
    def make_dossiers(cls, state="registered", unit=None, size=1, scores=(8,), **vals):
        """Dossiers of new people of one unit, carried to a state before recognised.

        ``scores``: one for all ten indicators, or the ten, the person's own and
        the meeting's. From “proposed” on, the unit's whole list is sent.
        """
        dossiers = cls.register(cls.make_people(unit, size, **vals))
        cls.carry(dossiers, state, *scores)
        return dossiers

    @classmethod
    def register(cls, people, campaign=None):
        """Their dossiers of the year."""
        return (campaign or cls.campaign).action_register(people.ids)

    @classmethod
    def carry(cls, dossiers, state, *scores):
        """Carry registered dossiers along the way to ``state``."""
        goal = WAY.index(state)
        scores = scores or (8,)
        if goal >= 1:
            cls.score(dossiers, "self_score", *scores)
            dossiers.action_submit()
        if goal >= 2:
            dossiers.action_fill_appraised()
            dossiers.action_appraise()
        if goal >= 3:
            cls.send(dossiers.proposal_id)
        if goal >= 4:
            dossiers.proposal_id.action_receive()
            cls.recognise(dossiers)

    @classmethod
    def send(cls, proposals):
        """Complete the minutes and submit the lists."""
        proposals.write(MINUTES)
        proposals.action_submit()
        return proposals

    # -- papers --------------------------------------------------------------------

    @classmethod
    def make_petition(cls, proposals, **vals):
        """A numbered draft of the association's petition about received lists."""
        return cls.env["cdht.petition"].create(
            {
                "campaign_id": cls.campaign.id,
                "issuing_unit_id": cls.association.id,
                "proposal_ids": [Command.set(proposals.ids)],
                "number": str(next(cls.numbers)),
                "date": "2026-12-02",
                **vals,
            }
        )

    @classmethod
    def make_decision(cls, dossiers=None, **vals):
        """A draft of the committee's decision about people of received lists."""
        if dossiers:
            sent = dossiers.proposal_id.filtered(lambda p: p.state == "submitted")
            sent.action_receive()
        return cls.env["cdht.decision"].create(
            {
                "campaign_id": cls.campaign.id,
                "signatory_id": cls.signatory.id,
                "assessment_ids": [Command.set(dossiers.ids if dossiers else [])],
                **vals,
            }
        )

    @classmethod
    def issue(cls, decision, number=None, day="2026-12-10"):
        """Submit a decision, enter number and date, issue it."""
        decision.action_submit()
        decision.write({"number": number or str(next(cls.numbers)), "date": day})
        decision.action_issue()
        return decision

    @classmethod
    def recognise(cls, dossiers, **vals):
        """Issue a decision that recognises proposed dossiers."""
        return cls.issue(cls.make_decision(dossiers, **vals))

    # -- reading results -----------------------------------------------------------

    def traces(self, records, move=None):
        """The traces of those records, the oldest first."""
        self.env.flush_all()
        domain = [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        if move:
            domain.append(("move", "=", move))
        return self.env["cdht.trace"].search(domain, order="id")

    def assertRefused(self, error, names, function, *arguments, **keywords):
        """The call raises ``error``; the message names every one of ``names``."""
        with self.assertRaises(error) as caught:
            function(*arguments, **keywords)
        for name in [names] if isinstance(names, str) else names:
            self.assertIn(name, str(caught.exception))
        return caught.exception


class CommuneCase(CommuneMixin, TransactionCase):
    """Tests of models in the small commune."""


class CommuneHttpCase(CommuneMixin, HttpCase):
    """The same through the web server."""
