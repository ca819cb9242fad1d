"""Where the fuzz takes place: a commune's whole year, and somebody of every role.

    run(env)

The year is the demonstration's, where the database holds no decision yet.
"""

import tempfile
from pathlib import Path

from odoo.fields import Command

from demo_year import next_year, papers, story
from devkit import access_table, paths
from devkit.steps import say

COMMUNE = paths.COMMUNES / "chau-son-2026"
PREFIX = "fuzz_"


def _callers():
    """{who calls: (groups, a key of `_reach`)}, of every role of the access matrix."""
    _names, users = access_table.rows()[:2]
    callers = {}
    for name, user in access_table.roles(users).items():
        role, where = (*user.split(), None)[:2]
        base = "base.group_portal" if role == "citizen" else "base.group_user"
        callers[name] = (f"{base},cdht_module.group_cdht_{role}", where)
    return callers


CALLERS = {
    **_callers(),
    "other": ("base.group_user,cdht_module.group_cdht_commune", "other"),
    "office": ("base.group_user", None),  # an employee of the host
    "supplier": ("base.group_portal", None),  # a portal login of the host
}
PUBLIC = "public"


def run(env):
    """What is missing of the year and of the people."""
    if not env["cdht.decision"].search_count([("state", "=", "issued")], limit=1):
        _add_year(env)
    if not env["res.users"].search_count([("login", "=like", f"{PREFIX}%")], limit=1):
        add_roles(env)
    say("the fuzz has its commune")


def _add_year(env):
    passwords = story.draw_passwords()
    place, _lists, decision = story.carry(
        env, COMMUNE, passwords, story.Phases(), env.cr.commit
    )
    # Every kind of paper, printed as for signature and so kept.
    with tempfile.TemporaryDirectory() as folder:
        papers.write(place, decision, Path(folder))
    next_year.open_next_year(place)


def add_roles(env):
    """A login for each role, around the body of the last issued decision."""
    reach = _reach(env)
    users = env["res.users"].with_context(no_reset_password=True)
    for role, (groups, where) in CALLERS.items():
        groups = [env.ref(name).id for name in groups.split(",")]
        users.create(
            {
                "login": PREFIX + role,
                "name": f"Fuzz {role}",
                "password": PREFIX + role,
                "lang": "vi_VN",
                "group_ids": [Command.set(groups)],
                "cdht_unit_ids": [Command.set(reach[where].ids if where else [])],
            }
        )
    citizen = env["cdht.recognition"].search(
        [("unit_id", "=", reach["village"].id), ("partner_id", "=", False)], limit=1
    ).citizen_id  # fmt: skip
    citizen.partner_id = users.search([("login", "=", f"{PREFIX}citizen")]).partner_id
    # What the host has beside the programme: a talk between two, a customer.
    admin = env.ref("base.user_admin").partner_id
    admin.message_post(body="Việc riêng của cơ quan.")
    env["res.partner"].create({"name": "Khách hàng", "email": "khach@example.com"})


def _reach(env):
    decision = env["cdht.decision"].search(
        [("state", "=", "issued"), ("kind", "=", "recognise")], limit=1
    )
    commune = decision.issuing_unit_id
    other = env["cdht.unit"].create(
        {"name": "Xã Bên", "unit_type": "commune", "parent_id": commune.parent_id.id}
    )
    village = env["cdht.unit"].create(
        {"name": "Thôn Bên", "unit_type": "village", "parent_id": other.id}
    )
    campaign = env["cdht.campaign"].create(
        {"unit_id": other.id, "year": decision.year + 1}
    )
    campaign.action_open()
    person = env["cdht.citizen"].create({"name": "Người Bên", "unit_id": village.id})
    campaign.action_register(person.ids)
    associations = env["cdht.unit"].search(
        [("parent_id", "=", commune.id), ("unit_type", "=", "association")]
    )
    return {
        "commune": commune,
        "village": decision.recognition_ids.unit_id[:1],
        "association": associations[:1],
        "province": commune.parent_id,
        "other": other,
    }
