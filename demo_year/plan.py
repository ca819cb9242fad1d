"""The plan of the programme, the plan of the year, and the base figures of the years.

The figures of population.csv are invented, in the size of a highland commune.
"""

import csv
from pathlib import Path

from . import work
from .setup import CONFIRMED

POPULATION = Path(__file__).parent / "communes" / "chau-son-2026" / "population.csv"
CONTACT = "Hoàng Thị Mẫu"  # invented, as all names


def prepare(place):
    """Type the figures, issue the commune's plan of 2022 and its plan of the year."""
    office = place.as_user("xa")
    _type_population(place, office)
    plan = _programme(place, office)
    yearly = office["cdht.plan"].browse(plan.action_make_yearly(2026)["res_id"])
    _confirm(yearly)
    work.estimate(place, yearly)
    yearly.write({"number": "14", "date": "2026-01-15"})
    yearly.action_issue()
    place.plan, place.yearly_plan = plan, yearly
    return plan


def _type_population(place, office):
    with POPULATION.open(encoding="utf-8") as file:
        office["cdht.population"].create(
            [
                {
                    "unit_id": place.units[row.pop("unit")].id,
                    "source": "Số liệu mẫu",
                    **{name: int(value or 0) for name, value in row.items()},
                }
                for row in csv.DictReader(file)
            ]
        )


def _programme(place, office):
    model = place.env.ref("cdht_module.plan_programme")
    plan = office["cdht.plan"].browse(
        model.with_env(office).action_make_plan()["res_id"]
    )
    _confirm(plan)
    plan.write({"number": "52", "date": "2022-09-20", "contact": CONTACT})
    plan.action_issue()
    return plan


def _confirm(plan):
    """The office says from which document what its plan leaves open is confirmed."""
    for lines in (plan.part_ids, plan.target_ids._printed()):
        lines.filtered("to_confirm").action_confirm_doubt(CONFIRMED)
