"""What the record rules cost at 100,000 dossiers.

The usual reads of each role, against the same records named by an explicit domain as
superuser. A ratio of 1 says that the rules cost nothing; the worst role counts.
"""

import statistics
import time

from odoo.fields import Command, Domain

from benchmarks.province import YEAR, Province

ROUNDS = 9
CARD = {
    "citizen_id": {"fields": {"display_name": {}}},
    "unit_id": {"fields": {"display_name": {}}},
    "state": {},
    "grade": {},
}
PERSON = {"name": {}, "birth_year": {}, "unit_id": {"fields": {"display_name": {}}}}


def run(env):
    """Print rows and milliseconds of each read on both sides, then the worst ratio."""
    world = Province(env)
    ratios = {}
    for role, user, reach, people in _roles(world):
        acting, totals = env(user=user.id, su=False), [0, 0]
        for name, model, domain, read in _reads(world):
            # The rule adds on one side what the explicit domain adds on the other.
            named = people if model == "cdht.citizen" else reach
            sides = (
                (acting[model], Domain(domain)),
                (env[model].with_user(user).sudo(), Domain(domain) & Domain(named)),
            )
            rows = [records.search_count(limits) for records, limits in sides]
            assert rows[0] == rows[1] > 0, (role, name, rows)
            seconds = _medians(read, sides)
            totals = [a + b for a, b in zip(totals, seconds, strict=True)]
            mine, theirs = (1000 * value for value in seconds)
            print(f"  {role:8} {name:6} {rows[0]:6} rows {mine:8.2f} {theirs:8.2f} ms")
        ratios[role] = totals[0] / totals[1]
        print(f"  {role:8} {totals[0]:.4f} s, {totals[1]:.4f} s: {ratios[role]:.2f}")
    print(f"reach_vs_superuser {max(ratios.values()):.2f}")


def _reads(world):
    """(name, model, domain, function) of what the screens ask for."""
    year, own_list = [("year", "=", YEAR)], [("proposal_id", "=", world.proposal.id)]
    name = [("citizen_id.display_name", "ilike", "hoang")]
    dossiers, people = "cdht.assessment", "cdht.citizen"
    return (
        ("board", dossiers, year, lambda records, domain: records.web_read_group(
            domain, ["stage_id"], ["__count"], limit=40, auto_unfold=True,
            unfold_read_specification=CARD, unfold_read_default_limit=40,
        )),
        ("name", dossiers, year + name, _page(CARD)),
        ("count", dossiers, year, lambda records, domain: records.search_count(domain)),
        ("list", dossiers, own_list, _page(CARD)),
        ("people", people, [], _page(PERSON)),
    )  # fmt: skip


def _page(specification):
    """The first page of a list."""
    return lambda records, domain: records.web_search_read(
        domain, specification, limit=80
    )


def _medians(read, sides):
    """Seconds of the same read on both sides, taken in turn, caches of rules warm."""
    taken = [[], []]
    for number in range(ROUNDS + 1):
        for seconds, (records, domain) in zip(taken, sides, strict=True):
            records.env.invalidate_all()
            start = time.perf_counter()
            read(records, domain)
            if number:
                seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds) for seconds in taken]


def _roles(world):
    """(role, its user, the same dossiers, the same people) by explicit domains."""
    for role, unit, reach, people in (
        ("chapter", world.village, "unit_id", "unit_id"),
        ("commune", world.commune, "commune_id", "commune_id"),
        ("district", world.province, "authority_id", "assessment_ids.authority_id"),
        ("citizen", None, "partner_id", "partner_id"),
    ):
        kind = "base.group_user" if unit else "base.group_portal"
        groups = world.env.ref(kind) | world.env.ref(f"cdht_module.group_cdht_{role}")
        user = world.env["res.users"].create(
            {
                "name": role,
                "login": f"bench-{role}",
                "group_ids": [Command.set(groups.ids)],
                "cdht_unit_ids": [Command.set(unit.ids if unit else [])],
            }
        )
        if not unit:
            world.person.partner_id = user.partner_id
            world.env.flush_all()
        key = (unit or user.partner_id).id
        yield role, user, [(reach, "=", key)], [(people, "=", key)]
