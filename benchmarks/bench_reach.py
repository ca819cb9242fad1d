"""What the record rules cost at 100,000 dossiers.

The usual reads of each role, against the same records named by an explicit domain as
superuser. A ratio of 1 says that the rules cost nothing; the worst role counts.
"""

import statistics
import time

from odoo.fields import Command, Domain

COMMUNES, VILLAGES, PEOPLE = 100, 10, 100
ROUNDS = 9
YEAR = 2026
CARD = {
    "citizen_id": {"fields": {"display_name": {}}},
    "unit_id": {"fields": {"display_name": {}}},
    "state": {},
    "grade": {},
}
PERSON = {"name": {}, "birth_year": {}, "unit_id": {"fields": {"display_name": {}}}}


def run(env):
    """Print rows and milliseconds of each read on both sides, then the worst ratio."""
    world = _World(env)
    ratios = {}
    for role, user, reach, people in world.roles():
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


class _World:
    """A province of communes with their villages, lists, people and dossiers."""

    def __init__(self, env):
        self.env = env
        Unit = env["cdht.unit"]
        self.province = Unit.create({"name": "Tỉnh", "unit_type": "province"})
        communes = Unit.create(
            [{"name": f"Xã {n}", "unit_type": "commune", "parent_id": self.province.id}
             for n in range(COMMUNES)]
        )  # fmt: skip
        Unit.create(
            [{"name": f"Thôn {n}", "parent_id": commune.id}
             for commune in communes for n in range(VILLAGES)]
        )  # fmt: skip
        campaigns = env["cdht.campaign"].create(
            [{"unit_id": commune.id, "year": YEAR} for commune in communes]
        )
        campaigns.action_open()
        self.commune = communes[COMMUNES // 2]
        self.village = self.commune.child_ids[0]
        self.person = env["cdht.citizen"].create(
            {"name": "Hoàng Thị Mẫu", "unit_id": self.village.id, "birth_year": 1980}
        )
        campaign = campaigns.filtered(lambda each: each.unit_id == self.commune)
        self.dossier = campaign.action_register(self.person.ids)
        self.proposal = self.dossier.proposal_id
        env.flush_all()
        self._fill()
        self.dossier.authority_id = self.province
        env.flush_all()
        env.cr.execute("ANALYZE")
        env.invalidate_all()

    def _fill(self):
        """Copies by SQL, since the ORM would take an hour; the database is ours."""
        self._copy(
            self.person,
            "JOIN cdht_unit u ON u.unit_type = 'village'"
            f" CROSS JOIN generate_series(1, {PEOPLE}) n",
            name="'Người ' || n", name_folded="CASE n WHEN 7 THEN 'hoang' ELSE"
            " 'nguoi' END || ' ' || n", sort_name="'nguoi ' || n",
            unit_id="u.id", commune_id="u.parent_id",
        )  # fmt: skip
        self._copy(
            self.dossier,
            "JOIN cdht_citizen c ON c.id <> t.citizen_id"
            " JOIN cdht_campaign k ON k.unit_id = c.commune_id"
            " JOIN cdht_proposal p ON p.unit_id = c.unit_id"
            " JOIN cdht_stage s ON s.id = (ARRAY(SELECT id FROM cdht_stage"
            " ORDER BY sequence LIMIT 3))[1 + c.id % 3]",
            citizen_id="c.id", sort_name="c.sort_name", unit_id="c.unit_id",
            commune_id="c.commune_id", campaign_id="k.id", proposal_id="p.id",
            stage_id="s.id", state="s.state",
            # Of each fiftieth person the level above decides.
            authority_id=f"CASE WHEN c.id % 50 = 0 THEN {self.province.id} END",
        )  # fmt: skip

    def _copy(self, record, joined, **changed):
        """Copy a row once for each row of what it is joined with."""
        names = [name for name, field in record._fields.items()
                 if field.store and field.column_type and name != "id"]  # fmt: skip
        values = ", ".join(changed.get(name, f"t.{name}") for name in names)
        self.env.cr.execute(
            f"INSERT INTO {record._table} ({', '.join(names)})"
            f" SELECT {values} FROM {record._table} t {joined} WHERE t.id = {record.id}"
        )

    def roles(self):
        """(role, its user, the same dossiers, the same people) by explicit domains."""
        for role, unit, reach, people in (
            ("chapter", self.village, "unit_id", "unit_id"),
            ("commune", self.commune, "commune_id", "commune_id"),
            ("district", self.province, "authority_id", "assessment_ids.authority_id"),
            ("citizen", None, "partner_id", "partner_id"),
        ):
            kind = "base.group_user" if unit else "base.group_portal"
            groups = self.env.ref(kind) | self.env.ref(f"cdht_module.group_cdht_{role}")
            user = self.env["res.users"].create(
                {
                    "name": role,
                    "login": f"bench-{role}",
                    "group_ids": [Command.set(groups.ids)],
                    "cdht_unit_ids": [Command.set(unit.ids if unit else [])],
                }
            )
            if not unit:
                self.person.partner_id = user.partner_id
                self.env.flush_all()
            key = (unit or user.partner_id).id
            yield role, user, [(reach, "=", key)], [(people, "=", key)]
