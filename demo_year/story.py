"""A commune's whole year, through the models' own methods, as the right users.

    run(env, data_dir, out_dir)

What an office does on screen is done here by the same methods and the same roles:
no superuser, no state written by hand. Only the set-up of the host (users, units,
criteria) is its administrator's. All dates are given, none is today.
"""

import json
import secrets
import time
from pathlib import Path

from devkit.steps import say

from . import (
    archive,
    decision,
    evening,
    lists,
    meetings,
    next_year,
    papers,
    plan,
    portal,
    setup,
    summary,
)

YEAR = 2026
# Three chapters send their own list; the commune's officer carries the others'.
CHAPTERS = {"thon": "na-van", "thon2": "khe-cu", "thon3": "thong-nhat"}


class Phases:
    """Seconds per phase of the year, told while they pass."""

    def __init__(self):
        self.seconds = {}

    def run(self, name, label, function, *arguments):
        """Call ``function``, keep how long it took under ``name``."""
        start = time.monotonic()
        result = function(*arguments)
        self.seconds[name] = round(time.monotonic() - start, 2)
        say(f"  {label}: {self.seconds[name]:.1f} s")
        return result


def run(env, data_dir, out_dir):
    """Carry the commune in ``data_dir`` through its year; return what to open."""
    out, phases, passwords = Path(out_dir), Phases(), draw_passwords()
    place, reading, issued = carry(
        env, Path(data_dir), passwords, phases, env.cr.commit
    )
    phases.run("papers", "papers", papers.write, place, issued, out)
    phases.run(
        "archive", "the year's file", archive.write,
        place, out / "ho-so-nam.zip", env.cr.commit,
    )  # fmt: skip
    figures = summary.count(reading) | {"seconds": phases.seconds}
    _keep_summary(figures, out)
    following = phases.run("next", "the year 2027", next_year.open_next_year, place)
    portal.give_citizen_login(place, passwords["congdan"])
    portal.write(place, following, out)
    evening.write(place, following, out)
    _keep_summary(figures, out)
    return _closing_lines(figures, out, passwords)


def _keep_summary(figures, out):
    text = json.dumps(figures, ensure_ascii=False, indent=1)
    (out / "summary.json").write_text(text, encoding="utf-8")


def draw_passwords():
    """A fresh password for each login of the demonstration."""
    logins = ("admin", "xa", *CHAPTERS, "huyen", "congdan")
    return {login: secrets.token_urlsafe(9) for login in logins}


def carry(env, data, passwords, phases, keep):
    """From the empty database to the decision; ``keep`` is called after each phase.

    Return the place, the import of the people's list and the decision.
    """
    place = phases.run("setup", "units, officers, campaign", _prepare, env, passwords)
    reading = phases.run("import", "reading the lists", lists.read, place, data)
    keep()
    phases.run("appraise", "meetings and lists", meetings.hold, place, CHAPTERS)
    keep()
    issued = phases.run("decide", "petition and decision", decision.make, place)
    keep()
    return place, reading, issued


def _prepare(env, passwords):
    place = setup.prepare(env, passwords, CHAPTERS)
    campaign = place.as_user("xa")["cdht.campaign"].create(
        {
            "unit_id": place.units["chau-son"].id,
            "year": YEAR,
            "intake_user_id": place.users["xa"].id,
        }
    )
    campaign.action_open()
    place.campaign = campaign
    plan.prepare(place)
    return place


def _closing_lines(figures, out, passwords):
    return [
        "",
        f"{YEAR}: {figures['rows']} people on the lists, {figures['imported']} good"
        f" rows, {figures['recognised']} recognised, {figures['outstanding']} of them"
        " for the fifth year running or more.",
        f"Papers: {out}",
        *(f"  {path.name}" for path in sorted(out.iterdir())),
        "Logins of the demonstration (passwords drawn afresh):",
        *(f"  {login:8} {password}" for login, password in passwords.items()),
    ]
