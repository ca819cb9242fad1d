"""What stands before the year: units, officers and signatories."""

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from odoo.fields import Command

UNITS = Path(__file__).parent / "communes" / "chau-son-2026" / "units.csv"
LOGINS = {
    "xa": ["group_cdht_commune", "group_cdht_ethnicity"],
    "thon": ["group_cdht_chapter", "group_cdht_ethnicity"],
    "thon2": ["group_cdht_chapter"],
    "thon3": ["group_cdht_chapter"],
    "huyen": ["group_cdht_district"],
}
# Invented people: no name in the demonstration is anybody's.
NAMES = {
    "xa": "Lương Thị Mẫu",
    "thon": "Hoàng Văn Mẫu",
    "thon2": "Vi Thị Thử",
    "thon3": "Nông Văn Thử",
    "huyen": "Bế Thị Mẫu",
}
# Who they are among the people: (unit, year of birth); the province's officer lives
# elsewhere.
HOMES = {
    "xa": ("ubnd-xa", 1985),
    "thon": ("na-van", 1972),
    "thon2": ("khe-cu", 1979),
    "thon3": ("thong-nhat", 1968),
}
CONFIRMED = "Đã xác nhận theo công văn trả lời của cấp trên (văn bản mẫu)"


@dataclass
class Place:
    """The commune of the demonstration: its environment, units and users."""

    env: Any
    units: dict = field(default_factory=dict)
    users: dict = field(default_factory=dict)
    signatories: dict = field(default_factory=dict)
    campaign: Any = None
    plan: Any = None
    yearly_plan: Any = None
    report: Any = None
    inspection: Any = None
    review: Any = None
    commendation: Any = None
    dossier: Any = ()

    def as_user(self, login):
        """The environment of one of its users: access rights and rules apply."""
        return self.env(user=self.users[login].id, su=False)


def prepare(env, passwords, chapters):
    """The administrator's part: language, logins, units, authorities, signatories."""
    admin = env.ref("base.user_admin")
    admin.write(
        {
            "password": passwords["admin"],
            "lang": "vi_VN",
            "tz": "Asia/Ho_Chi_Minh",
            "group_ids": [Command.link(env.ref("cdht_module.group_cdht_manager").id)],
        }
    )
    place = Place(env(user=admin.id, su=False, context={"lang": "vi_VN"}))
    place.users["admin"] = admin
    for login, groups in LOGINS.items():
        place.users[login] = place.env["res.users"].create(
            {
                "login": login,
                "name": NAMES[login],
                "password": passwords[login],
                "lang": "vi_VN",
                "tz": "Asia/Ho_Chi_Minh",
                "action_id": env["res.users"]._cdht_home().id,
                "group_ids": [
                    Command.link(env.ref("base.group_user").id),
                    *(Command.link(env.ref(f"cdht_module.{g}").id) for g in groups),
                ],
            }
        )
    _make_units(place)
    officers = {"xa": "chau-son", "huyen": "lang-son", **chapters}
    for login, key in officers.items():
        place.units[key].user_ids = [Command.link(place.users[login].id)]
    _make_authorities(place)
    _confirm_what_ships(place)
    _make_signatories(place)
    _say_who_they_are(place)
    place.env.flush_all()
    return place


def _make_units(place):
    with UNITS.open(encoding="utf-8") as file:
        for sequence, row in enumerate(csv.DictReader(file), 1):
            parent = place.units.get(row["parent"])
            place.units[row["key"]] = place.env["cdht.unit"].create(
                {
                    "name": row["name"],
                    "unit_type": row["unit_type"],
                    "parent_id": parent and parent.id,
                    "code": row["code"],
                    "date_from": row["date_from"] or False,
                    "date_to": row["date_to"] or False,
                    "is_highland": bool(row["is_highland"]),
                    "sequence": sequence,
                }
            )


def _make_authorities(place):
    """Seed plan II.3; since 01/07/2025 the commune for all in it, to be confirmed."""
    commune, district = place.units["chau-son"], place.units["dinh-lap"]
    of_the_district = ("organisation", "school", "enterprise", "armed_force", "agency")
    place.env["cdht.authority"].create(
        [
            *(
                {
                    "unit_id": commune.id,
                    "unit_type": unit_type,
                    "authority_id": district.id,
                    "date_to": "2025-06-30",
                }
                for unit_type in of_the_district
            ),
            {
                "unit_id": commune.id,
                "authority_id": commune.id,
                "date_to": "2025-06-30",
            },
            {
                "unit_id": commune.id,
                "authority_id": commune.id,
                "date_from": "2025-07-01",
                "to_confirm": "Cần xác nhận: thẩm quyền công nhận từ khi không còn"
                " cấp huyện, chưa có văn bản của trung ương.",
            },
        ]
    )


def _confirm_what_ships(place):
    """The office confirms what ships as doubtful: no paper is issued before."""
    for model in (
        "cdht.authority", "cdht.paper.default", "cdht.indicator.set", "cdht.metric",
        "cdht.plan.body", "cdht.act", "cdht.base.salary", "cdht.bonus.rate",
    ):  # fmt: skip
        doubtful = place.env[model].search([("to_confirm", "!=", False)])
        doubtful.action_confirm_doubt(CONFIRMED)


def _make_signatories(place):
    signatory = place.as_user("xa")["cdht.signatory"]
    place.signatories["committee"] = signatory.create(
        {
            "name": "Nguyễn Văn Mẫu",
            "unit_id": place.units["chau-son"].id,
            "post": "Phó Chủ tịch",
            "head_post": "Chủ tịch",
            "capacity": "kt",
            "on_behalf_name": "Ủy ban nhân dân",
        }
    )
    place.signatories["association"] = signatory.create(
        {
            "name": "Trần Thị Mẫu",
            "unit_id": place.units["hoi-khuyen-hoc"].id,
            "post": "Chủ tịch",
            "capacity": "head",
            "on_behalf_name": "Ban Chấp hành",
        }
    )


def _say_who_they_are(place):
    """Officers are on the list of citizens as others; each says once who they are."""
    place.as_user("xa")["cdht.citizen"].create(
        [
            {
                "name": NAMES[login],
                "birth_year": birth_year,
                "unit_id": place.units[key].id,
            }
            for login, (key, birth_year) in HOMES.items()
        ]
    )
    for login in LOGINS:
        window = place.as_user(login)["cdht.own.person"].create({})
        if login in HOMES:
            window.write({"name": NAMES[login], "birth_year": HOMES[login][1]})
            window.action_confirm()
        else:
            window.action_not_resident()
