"""200 citizens who assess themselves and submit at the same moment.

Ours: each sends ten indicators (score and evidence) as the script of the page does,
opens the page of what is missing, submits, and is led on to the receipt. Against
Odoo's `survey`: as many participants, known by their link alone, begin and answer ten
questions with a score of 1–10 (type `scale`, one page a question, no way back, no
scoring, no comment), the least that ten scores cost there; each answer brings the
next page, the last one the thanks.

Both sides go through the same server processes and database, by the same clients,
with all that a browser asks of Odoo from the first page on. That page is open (ours
after a login) before the clock runs. Odoo closes a connection after each answer.
"""

import json
import re
import statistics
from urllib.parse import urlencode

from odoo import http
from odoo.fields import Command
from odoo.service import security

from benchmarks.serving import Client, Server, at_once

MODULES = ("survey",)
PEOPLE, WORKERS, ROUNDS, YEAR = 200, 2, 5, 2026
WARM_UP = 1  # rounds before, which are checked but not counted
NUMBERS = range(1, 11)
HOME, SUBMIT, RECEIPT = "/cdht/toi", "/cdht/toi/nop", "Số biên nhận"
QUIET = {"no_reset_password": True, "tracking_disable": True}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BY_SCRIPT = {**FORM, "Accept": "application/json"}
JSON = {"Content-Type": "application/json"}
_MARK = re.compile(rb'name="mark" value="(\w+)"')
_CSRF = re.compile(rb'name="csrf_token" value="(\w+)"')


def run(env):
    """Print seconds and rows of both sides a round, then the ratio."""
    env = env(context={**env.context, **QUIET})
    rounds = WARM_UP + ROUNDS
    ours, survey = Ours(env, rounds), Survey(env, rounds)
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    print(
        f"portal_vs_survey: {PEOPLE} people at once, each over a connection of their"
        f" own, {WORKERS} workers"
    )
    rates = {ours: [], survey: []}
    try:
        with Server(env.cr.dbname, WORKERS) as server:
            for number in range(rounds):
                # Who begins changes, so that neither has the better half.
                for side in list(rates)[:: 1 if number % 2 else -1]:
                    rate = _round(env, server, side, number)
                    if number >= WARM_UP:
                        rates[side].append(rate)
    finally:
        ours.log_out()
    medians = {side: statistics.median(taken) for side, taken in rates.items()}
    for side, rate in medians.items():
        print(f"  {side.name:6} median {rate:.2f} submissions a second")
    print(f"portal_vs_survey {medians[ours] / medians[survey]:.2f}")


def _round(env, server, side, number):
    """Let all people of a round submit; return how many did in a second."""
    walks = [side.open(server.port, one) for one in side.people[number]]
    # What is read afterwards is read afresh; no transaction of ours stays open.
    env.cr.commit()
    env.invalidate_all()
    server.retries()
    seconds, own, served, answers = at_once(server, walks)
    retries = server.retries()
    wrong = [
        f"{request[1]}: {answer}"
        for (_client, requests), got in zip(walks, answers, strict=True)
        for request, answer in zip(requests, got, strict=True)
        if not side.accepts(request, *answer)
    ]
    assert not wrong, f"{side.name}: {len(wrong)} answers refuse: {wrong[0]:.500}"
    rows = side.check(side.people[number])
    name = f"  {side.name:6} {'warm-up' if number < WARM_UP else f'round {number}'}"
    print(
        f"{name}: {seconds:.2f} s, {rows}; {sum(map(len, answers))} requests, 0"
        f" failed, {retries} repeated inside Odoo; processor: workers {served:.1f} s,"
        f" clients {own:.1f} s",
        flush=True,
    )
    return PEOPLE / seconds


class Ours:
    """A commune whose campaign is open, its people registered and with a login."""

    name = "ours"

    def __init__(self, env, rounds):
        Unit = env["cdht.unit"]
        commune = Unit.create({"name": "Xã", "unit_type": "commune"})
        self.village = Unit.create({"name": "Thôn", "parent_id": commune.id})
        self.campaign = env["cdht.campaign"].create(
            {"unit_id": commune.id, "year": YEAR, "self_deadline": False}
        )
        self.campaign.action_open()
        self.group = env["cdht.labour.group"].search([], limit=1)
        self.sessions = {}
        self.people = [self._people(env, number) for number in range(rounds)]

    def _people(self, env, number):
        """Registered dossiers of people with a login, who have logged in."""
        groups = env.ref("base.group_portal")
        groups |= env.ref("cdht_module.group_cdht_citizen")
        users = env["res.users"].create(
            [
                {"name": f"Người {one}", "login": f"portal-{number}-{one}",
                 "group_ids": [Command.set(groups.ids)]}
                for one in range(PEOPLE)
            ]
        )  # fmt: skip
        people = env["cdht.citizen"].create(
            [
                {"name": user.name, "unit_id": self.village.id, "birth_year": 1980,
                 "partner_id": user.partner_id.id, "labour_group_id": self.group.id}
                for user in users
            ]
        )  # fmt: skip
        dossiers = self.campaign.action_register(people.ids)
        for user, dossier in zip(users, dossiers, strict=True):
            self.sessions[dossier] = _log_in(env, user)
        return dossiers

    def log_out(self):
        """The logins end with the database."""
        for session in self.sessions.values():
            http.root.session_store.delete(session)

    def open(self, port, dossier):
        """A client with the page of the first indicator, and what it will send."""
        client = Client(port, self.sessions[dossier].sid)
        status, _address, page = client.ask("GET", "/cdht/toi/chi-so/1")
        marks = _MARK.findall(page)
        assert status == 200 and len(marks) == len(NUMBERS), (status, page[:500])
        csrf = _CSRF.search(page)[1].decode()
        whose = f"{dossier.citizen_id.id}-{dossier.id}"
        requests = []
        for number, mark in zip(NUMBERS, marks, strict=True):
            form = {
                "csrf_token": csrf,
                "whose": whose,
                "mark": mark.decode(),
                "score": _score(number),
                "evidence": f"Việc đã làm {number}",
            }
            address = f"/cdht/toi/chi-so/{number}"
            requests.append(("POST", address, urlencode(form), BY_SCRIPT))
        sent = urlencode({"csrf_token": csrf, "whose": whose, "helped_by": ""})
        requests.append(("GET", SUBMIT))
        requests.append(("POST", SUBMIT, sent, FORM))
        requests.append(("GET", HOME))
        return client, requests

    def accepts(self, request, status, address, body):
        """Saved without a word of refusal; nothing missing; submitted; a receipt."""
        method, path, *_sent = request
        if path == HOME:
            return status == 200 and RECEIPT.encode() in body
        if path != SUBMIT:
            return status == 200 and not json.loads(body)["message"]
        if method == "GET":
            return status == 200
        return status == 303 and address.endswith(HOME)

    def check(self, dossiers):
        """One dossier a person, submitted once, with ten scores; return the rows."""
        env = dossiers.env
        assert set(dossiers.mapped("state")) == {"self_assessed"}, "not submitted"
        scores = [_score(number) for number in NUMBERS]
        for dossier in dossiers:
            assert dossier.line_ids.mapped("self_score") == scores, dossier
            assert all(dossier.line_ids.mapped("evidence")), dossier
        submits = env["cdht.trace"]._read_group(
            [("res_model", "=", dossiers._name), ("res_id", "in", dossiers.ids),
             ("move", "=", "submit")], ["res_id"], ["__count"],
        )  # fmt: skip
        assert len(submits) == PEOPLE, f"{len(submits)} people submitted"
        assert {count for _dossier, count in submits} == {1}, "submitted twice"
        alike = env["cdht.assessment"].search_count(
            [("citizen_id", "in", dossiers.citizen_id.ids)]
        )
        assert alike == PEOPLE, f"{alike} dossiers of {PEOPLE} people"
        return f"{alike} dossiers, {len(dossiers.line_ids)} scores"


class Survey:
    """A survey of ten questions on ten pages, its participants invited."""

    name = "survey"

    def __init__(self, env, rounds):
        self.survey = env["survey.survey"].create(
            {
                "title": "Tự đánh giá",
                "access_mode": "public",
                "users_login_required": False,
                "users_can_go_back": False,
                "scoring_type": "no_scoring",
                "questions_layout": "page_per_question",
                "question_and_page_ids": [
                    Command.create(
                        {"title": f"Chỉ số {number}", "sequence": number,
                         "question_type": "scale", "scale_min": 1, "scale_max": 10,
                         "constr_mandatory": True}
                    )
                    for number in NUMBERS
                ],
            }
        )  # fmt: skip
        self.people = [self._participants(env) for _number in range(rounds)]

    def _participants(self, env):
        return env["survey.user_input"].create(
            [{"survey_id": self.survey.id} for _one in range(PEOPLE)]
        )

    def open(self, port, participant):
        """A client with the start page, and what it will send."""
        tokens = f"{self.survey.access_token}/{participant.access_token}"
        client = Client(port)
        status, _address, page = client.ask("GET", f"/survey/{tokens}")
        assert status == 200, (status, page[:500])
        requests = [_call(f"/survey/begin/{tokens}", {})]
        for number, question in enumerate(self.survey.question_ids, start=1):
            params = {"question_id": question.id, question.id: str(_score(number))}
            requests.append(_call(f"/survey/submit/{tokens}", params))
        return client, requests

    def accepts(self, _request, status, _address, body):
        """A page follows, of the next question or of thanks."""
        result = json.loads(body).get("result") if status == 200 else None
        return bool(result and result[1].get("survey_content"))

    def check(self, participants):
        """All are done, with ten answers each; return the rows."""
        assert set(participants.mapped("state")) == {"done"}, "not submitted"
        scores = [_score(number) for number in NUMBERS]
        for participant in participants:
            lines = participant.user_input_line_ids
            given = lines.sorted("question_sequence").mapped("value_scale")
            assert given == scores, participant
        lines = participants.user_input_line_ids
        return f"{len(participants)} participants, {len(lines)} scores"


def _score(number):
    return 10 - number % 3


def _log_in(env, user):
    """The session of somebody who has typed their password."""
    store = http.root.session_store
    session = store.new()
    session.update(http.get_default_session(), db=env.cr.dbname)
    session.uid, session.login = user.id, user.login
    session.context = dict(env["res.users"].with_user(user).context_get())
    session.session_token = security.compute_session_token(session, env)
    store.save(session)
    return session


def _call(path, params):
    body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
    return "POST", path, body, JSON
