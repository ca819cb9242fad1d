"""The year's figures counted in plain Python from the rows of the tables: no view, no
grouping by Odoo, none of the add-on's own code."""

from collections import Counter, defaultdict

PASSED = ("passed", "passed_five")
REACHED = ("appraised", "proposed", "recognised")


def count(env):
    """{(unit id, year): Counter of measures} of all dossiers and titles."""
    people = _rows(env, "cdht_citizen")
    lines = defaultdict(list)
    digital = {
        row["id"]
        for row in _rows(env, "cdht_indicator").values()
        if row["is_digital_skill"]
    }
    for row in _rows(env, "cdht_assessment_line").values():
        if row["indicator_id"] in digital:
            lines[row["assessment_id"]].append(row["appraised_score"] or 0)
    population = {
        (row["unit_id"], row["year"]): row
        for row in _rows(env, "cdht_population").values()
    }
    campaigns = _rows(env, "cdht_campaign")
    titles = [
        row
        for row in _rows(env, "cdht_recognition").values()
        if row["state"] != "revoked"
    ]
    by_dossier = {row["assessment_id"]: row for row in titles}
    years = defaultdict(set)
    for title in titles:
        years[title["citizen_id"]].add(title["year"])
    result = defaultdict(Counter)
    seen = set()
    for dossier in _rows(env, "cdht_assessment").values():
        if dossier["state"] == "withdrawn":
            continue
        seen.add(dossier["id"])
        adult = campaigns[dossier["campaign_id"]]["adult_age"]
        _add_dossier(
            result[dossier["unit_id"], dossier["year"]],
            dossier,
            by_dossier.get(dossier["id"]),
            people[dossier["citizen_id"]],
            adult,
            lines[dossier["id"]],
            years,
        )
    for title in titles:
        if title["assessment_id"] in seen:
            continue
        own = population.get((title["unit_id"], title["year"])) or {}
        _add_title(
            result[title["unit_id"], title["year"]],
            title,
            people[title["citizen_id"]],
            own,
            years,
        )
    return result


def _add_dossier(cells, dossier, title, person, adult, digital, years):
    state, outcome = dossier["state"], dossier["outcome"]
    refused = state == "rejected" and outcome == "refused"
    not_eligible = state == "rejected" and outcome == "not_eligible"
    not_assessed = state == "rejected" and outcome == "not_assessed"
    appraised = state in REACHED or refused or not_eligible
    marks = {
        "registered": True,
        "self_assessed": state != "registered" and not not_assessed,
        "appraised": appraised,
        "passed": appraised and dossier["grade"] in PASSED,
        "proposed": state in ("proposed", "recognised") or refused,
        "not_eligible": not_eligible,
        "refused": refused,
        "not_assessed": not_assessed,
    }
    if title:
        family, clan, community, unit = (
            dossier[f"in_learning_{name}"]
            for name in ("family", "clan", "community", "unit")
        )
        grown = not person["birth_year"] or (
            dossier["year"] - person["birth_year"] >= adult
        )
        least = min(digital, default=0)
        marks |= _of_title(title, person, years) | {
            "recognised_in_learning": grown and (family or clan or community),
            "recognised_in_family": family,
            "recognised_in_clan": clan,
            "recognised_in_community": community,
            "recognised_in_units": unit,
            "recognised_digital": least >= 7,
            "recognised_fluent": least >= 9,
        }
    cells.update(name for name, holds in marks.items() if holds)


def _add_title(cells, title, person, population, years):
    grown = not person["birth_year"] or title["year"] - person["birth_year"] >= 18
    community = population.get("is_learning_community")
    marks = _of_title(title, person, years) | {
        "recognised_in_learning": grown and community,
        "recognised_in_community": community,
        "recognised_in_units": population.get("is_learning_unit"),
    }
    cells.update(name for name, holds in marks.items() if holds)


def _of_title(title, person, years):
    year, held = title["year"], years[title["citizen_id"]]
    return {
        "recognised": True,
        "first_time": not any(other < year for other in held),
        "outstanding": all(year - n in held for n in range(5)),
        "women": person["gender"] == "female",
        f"age {_band(year - (person['birth_year'] or year + 1))}": True,
        f"ethnicity {person['ethnicity_id']}": True,
        f"group {title['labour_group_id']}": True,
    }


def _band(age):
    if age < 0:
        return ""  # the year of birth is not known
    return next(
        band
        for band, below in (("a", 18), ("b", 30), ("c", 45), ("d", 60), ("e", 999))
        if age < below
    )


def _rows(env, table):
    env.flush_all()
    env.cr.execute(f"SELECT * FROM {table}")  # the test's own table names
    return {row["id"]: row for row in env.cr.dictfetchall()}
