"""A province of three communes, each with officers of its own: whose is what?"""

from dataclasses import dataclass
from typing import Any

from odoo.tests import TransactionCase

from .common import MINUTES, YEAR, CommuneMixin


@dataclass
class Place:
    """A commune with its units, officers and year."""

    commune: Any
    association: Any
    agency: Any
    villages: Any
    chapters: list
    officer: Any
    association_officer: Any
    citizen: Any
    signatory: Any = None
    campaign: Any = None

    @property
    def officers(self):
        """Everybody who works here."""
        return [*self.chapters, self.officer, self.association_officer]


class ThreeCommunes(CommuneMixin):
    """Mix in: ``places`` holds three communes alike, made one after the other.

    In each: two villages with a chapter officer each, an agency, the committee's and
    the association's officer, one resident with a login. Above them ``district``, who
    decides for none of them, and ``manager``. ``run_year`` runs the year of a place,
    each move by who does it there.
    """

    @classmethod
    def _make_units(cls):
        cls.province = cls.make_unit("Tỉnh Mẫu", "province", cls.env["cdht.unit"])
        cls.places = [cls._make_place(name) for name in ("An", "Bình", "Cát")]
        # What the helpers of the small commune begin with.
        cls.commune = cls.places[0].commune
        cls.village = cls.places[0].villages[0]

    @classmethod
    def _make_place(cls, name):
        commune = cls.make_unit(f"Xã {name}", "commune", cls.province)
        association = f"Hội Khuyến học xã {name}"
        villages = [
            cls.make_unit(f"Thôn {name} {n}", parent=commune, sequence=n)
            for n in (1, 2)
        ]
        return Place(
            commune,
            cls.make_unit(association, "association", commune),
            cls.make_unit(f"UBND xã {name}", "agency", commune, sequence=3),
            villages[0] | villages[1],
            *[None] * 4,
        )

    @classmethod
    def _make_users(cls):
        cls.district, cls.manager = cls.make_users(
            ("t_district", "district", cls.province), ("t_manager", "manager", None)
        )
        for n, place in enumerate(cls.places):
            *chapters, officer, association_officer, citizen = cls.make_users(
                (f"t_thon_{n}_1", "chapter", place.villages[0]),
                (f"t_thon_{n}_2", "chapter", place.villages[1]),
                (f"t_xa_{n}", "commune", place.commune),
                (f"t_hoi_{n}", "commune", place.association),
                (f"t_dan_{n}", "citizen", None),
            )
            place.chapters, place.officer = chapters, officer
            place.association_officer, place.citizen = association_officer, citizen
            cls.give_login(cls.make_people(place.villages[0]), citizen)

    @classmethod
    def _make_year(cls):
        for place in cls.places:
            place.signatory = cls.make_signatory(place.commune)
            place.campaign = cls.env["cdht.campaign"].create(
                {"unit_id": place.commune.id, "year": YEAR}
            )
            place.campaign.with_user(place.officer).action_open()

    @classmethod
    def run_year(cls, place, size=2):
        """Register, score, appraise, send, receive, petition, decide."""
        lists = cls.env["cdht.proposal"]
        for village, chapter in zip(place.villages, place.chapters, strict=True):
            dossiers = place.campaign.with_user(chapter).action_register(
                cls.make_people(village, size).ids
            )
            cls.score(dossiers, "self_score", 9)
            dossiers.action_submit()
            dossiers.action_fill_appraised()
            dossiers.action_appraise()
            dossiers.proposal_id.write(MINUTES)
            dossiers.proposal_id.action_submit()
            lists |= dossiers.proposal_id.with_env(cls.env)
        lists.with_user(place.officer).action_receive()
        petition = (
            cls.env["cdht.petition"]
            .with_user(place.association_officer)
            .create(
                {
                    "campaign_id": place.campaign.id,
                    "issuing_unit_id": place.association.id,
                    "proposal_ids": lists.ids,
                    "number": "1",
                    "date": "2026-12-02",
                }
            )
        )
        petition.action_issue()
        decision = (
            cls.env["cdht.decision"]
            .with_user(place.officer)
            .create(
                {
                    "campaign_id": place.campaign.id,
                    "signatory_id": place.signatory.id,
                    "petition_ids": petition.ids,
                }
            )
        )
        decision.action_submit()
        decision.write({"number": "1", "date": "2026-12-10"})
        decision.action_issue()
        return decision


class ThreeCommunesCase(ThreeCommunes, TransactionCase):
    """Tests of models in three communes."""
