"""A commune's whole year, through the models' own methods, as the right users.

    run(env, data_dir, out_dir)

What an office does on screen is done here by the same methods and the same roles:
no superuser, no state written by hand. Only the set-up of the host (users, units,
criteria) is its administrator's. All dates are given, none is today.
"""

import base64
import json
import secrets
import time
from pathlib import Path

from . import year_next, year_papers, year_plan, year_portal, year_setup, year_summary
from .steps import say

YEAR = 2026
LIST_FILE = "danh-sach-2026.xlsx"
HISTORY_FILE = "da-cong-nhan-2022-2025.xlsx"
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
    place, lists, decision = carry(
        env, Path(data_dir), passwords, phases, env.cr.commit
    )
    phases.run("papers", "papers", year_papers.write, place, decision, out)
    summary = year_summary.count(lists) | {"seconds": phases.seconds}
    _keep_summary(summary, out)
    following = phases.run("next", "the year 2027", year_next.open_next_year, place)
    year_setup.give_citizen_login(place, passwords["congdan"])
    year_portal.write(place, following, out)
    _keep_summary(summary, out)
    return _closing_lines(summary, out, passwords)


def _keep_summary(summary, out):
    text = json.dumps(summary, ensure_ascii=False, indent=1)
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
    lists = phases.run("import", "reading the lists", _read_lists, place, data)
    keep()
    phases.run("appraise", "meetings and lists", _appraise_and_propose, place)
    keep()
    decision = phases.run("decide", "petition and decision", _decide, place)
    keep()
    return place, lists, decision


def _prepare(env, passwords):
    place = year_setup.prepare(env, passwords, CHAPTERS)
    campaign = place.as_user("xa")["cdht.campaign"].create(
        {
            "unit_id": place.units["chau-son"].id,
            "year": YEAR,
            "intake_user_id": place.users["xa"].id,
        }
    )
    campaign.action_open()
    place.campaign = campaign
    year_plan.prepare(place)
    return place


def _read_lists(place, data):
    """The commune's officer reads both workbooks whole."""
    imports = []
    for kind, filename in (("recognition", HISTORY_FILE), ("assessment", LIST_FILE)):
        record = place.as_user("xa")["cdht.import"].create(
            {
                "kind": kind,
                "campaign_id": place.campaign.id,
                "filename": filename,
                "data_file": base64.b64encode((data / filename).read_bytes()),
            }
        )
        record.action_import()
        if record.state == "failed":
            raise SystemExit(f"{filename}: {record.issue_ids.message}")
        imports.append(record)
    return imports[1]


def _appraise_and_propose(place):
    """One act a unit: the meeting's result, the minutes, the list."""
    for login, key in CHAPTERS.items():
        year_setup.send_list(place, login, place.units[key])
    own = [place.units[key].id for key in CHAPTERS.values()]
    for proposal in place.campaign.proposal_ids:
        if proposal.assessment_ids and proposal.unit_id.id not in own:
            year_setup.send_list(place, "xa", proposal.unit_id)
    sent = place.campaign.proposal_ids.filtered(lambda p: p.state == "submitted")
    sent.write({"received_date": f"{YEAR}-11-25"})
    sent.action_receive()


def _decide(place):
    office = place.as_user("xa")
    petition = office["cdht.petition"].create(
        {
            "campaign_id": place.campaign.id,
            "issuing_unit_id": place.units["hoi-khuyen-hoc"].id,
            "signatory_id": place.signatories["association"].id,
            "proposal_ids": place.campaign.proposal_ids.filtered(
                lambda proposal: proposal.state == "received"
            ).ids,
            "number": "03",
            "date": f"{YEAR}-12-02",
        }
    )
    petition.action_issue()
    decision = office["cdht.decision"].create(
        {
            "campaign_id": place.campaign.id,
            "petition_ids": petition.ids,
            "signatory_id": place.signatories["committee"].id,
        }
    )
    decision.action_submit()
    decision.write({"number": "215", "date": f"{YEAR}-12-10"})
    decision.action_issue()
    return decision


def _closing_lines(summary, out, passwords):
    return [
        "",
        f"{YEAR}: {summary['rows']} people on the lists, {summary['imported']} good"
        f" rows, {summary['recognised']} recognised, {summary['outstanding']} of them"
        " for the fifth year running or more.",
        f"Papers: {out}",
        *(f"  {path.name}" for path in sorted(out.iterdir())),
        "Logins of the demonstration (passwords drawn afresh):",
        *(f"  {login:8} {password}" for login, password in passwords.items()),
    ]
