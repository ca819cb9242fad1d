"""The year's figures of a province at 100,000 dossiers and 50,000 titles.

Our statistics (`cdht.statistic`, what pivots, targets and reports read) against SQL
written by hand for these counts; both must give the same. The roll-up of all units
above (`_figures`) is timed beside it.
"""

import statistics
import time

from benchmarks.province import YEAR, Province

ROUNDS = 7
MEASURES = (
    "registered", "appraised", "passed", "recognised", "first_time", "outstanding",
    "recognised_in_learning", "recognised_digital",
)  # fmt: skip
BY_HAND = """
    SELECT a.commune_id, COUNT(*),
           COUNT(*) FILTER (WHERE a.state IN ('appraised', 'proposed', 'recognised')
               OR a.outcome IN ('not_eligible', 'refused')),
           COUNT(*) FILTER (WHERE a.grade IN ('passed', 'passed_five')
               AND (a.state IN ('appraised', 'proposed', 'recognised')
                    OR a.outcome IN ('not_eligible', 'refused'))),
           COUNT(t.id),
           COUNT(t.id) FILTER (WHERE NOT EXISTS (SELECT 1 FROM cdht_recognition e
               WHERE e.citizen_id = t.citizen_id AND e.year < t.year
                 AND e.state <> 'revoked')),
           COUNT(t.id) FILTER (WHERE t.is_outstanding),
           COUNT(t.id) FILTER (WHERE (a.in_learning_family OR a.in_learning_clan
               OR a.in_learning_community) AND (COALESCE(c.birth_year, 0) = 0
               OR a.year - c.birth_year >= k.adult_age)),
           COUNT(t.id) FILTER (WHERE a.has_digital_skill)
      FROM cdht_assessment a
      JOIN cdht_campaign k ON k.id = a.campaign_id
      JOIN cdht_citizen c ON c.id = a.citizen_id
      LEFT JOIN cdht_recognition t ON t.assessment_id = a.id AND t.state <> 'revoked'
     WHERE a.state <> 'withdrawn' AND a.year = %s
     GROUP BY a.commune_id
"""


def run(env):
    """Print rows and seconds of both sides, then the ratio."""
    world = Province(env)
    _give_titles(world)
    sides = {"ours": lambda: _ours(env), "by hand": lambda: _by_hand(env)}
    found = {name: read() for name, read in sides.items()}
    assert found["ours"] == found["by hand"], "the two sides differ"
    rows = len(found["ours"])
    taken = {name: [] for name in sides}
    for _round in range(ROUNDS):
        for name, read in sides.items():
            env.invalidate_all()
            start = time.perf_counter()
            read()
            taken[name].append(time.perf_counter() - start)
    total = [sum(column) for column in zip(*found["ours"].values(), strict=True)]
    counted = dict(zip(MEASURES, total, strict=True))
    print(f"statistics_vs_sql: {rows} communes, {counted}")
    for name, seconds in taken.items():
        print(f"  {name:8} {' '.join(f'{value:.3f}' for value in seconds)} s")
    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    _roll_up(env, world)
    print(f"statistics_vs_sql {medians['ours'] / medians['by hand']:.2f}")


def _ours(env):
    rows = env["cdht.statistic"]._read_group(
        [("year", "=", YEAR), ("registered", "=", 1)],
        ["commune_id"],
        [f"{name}:sum" for name in MEASURES],
    )
    return {commune.id: numbers for commune, *numbers in rows}


def _by_hand(env):
    env.cr.execute(BY_HAND, [YEAR])
    return {commune: list(numbers) for commune, *numbers in env.cr.fetchall()}


def _roll_up(env, world):
    """The figures of the province and its communes, as a report asks for them."""
    units = world.province | world.commune
    start = time.perf_counter()
    figures = env["cdht.statistic"]._figures(units, [YEAR])
    seconds = time.perf_counter() - start
    registered = figures[world.province.id, YEAR]["registered"]
    print(f"  roll-up of the province ({registered} dossiers): {seconds:.3f} s")


def _give_titles(world):
    """Half of the dossiers are recognised, a tenth of them for the fifth year."""
    env = world.env
    env.cr.execute(
        "UPDATE cdht_assessment SET state = 'recognised', grade = 'passed',"
        " in_learning_family = (id % 3 = 0), has_digital_skill = (id % 5 <> 0)"
        " WHERE id % 2 = 0"
    )
    env.cr.execute(
        "INSERT INTO cdht_recognition (citizen_id, year, unit_id, commune_id,"
        " assessment_id, labour_group_id, state, streak, is_outstanding, sort_name)"
        " SELECT citizen_id, year, unit_id, commune_id, id, labour_group_id, 'valid',"
        " 1, id % 20 = 0, sort_name FROM cdht_assessment WHERE state = 'recognised'"
    )
    env.cr.execute(
        "INSERT INTO cdht_recognition (citizen_id, year, unit_id, commune_id, state,"
        " streak, is_outstanding, sort_name)"
        " SELECT citizen_id, year - 1, unit_id, commune_id, 'valid', 1, false,"
        " sort_name FROM cdht_assessment WHERE id % 4 = 0"
    )
    env.cr.execute("ANALYZE")
    env.invalidate_all()
