"""The same over HTTP: pages under /cdht/, RPC and the JSON API of a real server."""

import inspect
import json

import requests

from .calls import MODULE
from .values import FILE, ODD, TEXTS
from .world import CALLERS, PREFIX, PUBLIC

METHODS = ("GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS")
TIMEOUT = 60


class Browser:
    """A session of each role on the server."""

    def __init__(self, env, address, database):
        self.address = address
        self.routes = [
            (rule.rule, rule.endpoint.func)
            for rule in env["ir.http"].routing_map().iter_rules()
            if rule.endpoint.func.__module__.startswith(MODULE)
            # of the host's own pages a missing parameter is the host's fault
            and rule.rule.startswith("/cdht")
        ]
        self.database = database
        self.sessions = {PUBLIC: requests.Session()}
        for role in CALLERS:
            error = self.log_in(role)
            if error:
                raise SystemExit(f"{role} cannot log in: {error}")

    def log_in(self, role):
        """Begin a session of ``role``; return why that was refused, if it was."""
        session = self.sessions[role] = requests.Session()
        answer = session.post(
            f"{self.address}/web/session/authenticate",
            json={"params": {"db": self.database, "login": PREFIX + role,
                             "password": PREFIX + role}},
            timeout=TIMEOUT,
        )  # fmt: skip
        return answer.text[:500] if "error" in answer.json() else ""

    def rpc(self, call):
        """Send a call as the web client does; return its error, if any."""
        answer = self._send(
            call.role,
            "POST",
            f"/web/dataset/call_kw/{call.model}.{call.method}",
            data=json.dumps(
                {
                    "params": {
                        "model": call.model,
                        "method": call.method,
                        "args": call.arguments,
                        "kwargs": call.keywords,
                    }
                },
                default=str,
            ),
            headers={"Content-Type": "application/json"},
        )
        try:
            return answer.json().get("error") or {}
        except ValueError:
            return {
                "data": {"name": f"HTTP {answer.status_code}", "debug": answer.text}
            }

    def page(self, role, values):
        """Open a page of ours with what nobody would type; return (what, answer)."""
        dice = values.dice
        path, endpoint = dice.choice(self.routes)
        method = dice.choice(METHODS)
        while "<" in path:
            before, _open, rest = path.partition("<")
            kind, _close, after = rest.partition(">")
            path = f"{before}{self._part(kind, values)}{after}"
        names = [*inspect.signature(endpoint).parameters][1:]
        form = {
            name: dice.choice((*ODD[:20], *TEXTS))
            for name in dice.sample((*names, "step", "csrf_token", "x"), 3)
        }
        if dice.random() < 0.3:
            # As the page itself sends it: with the token that stands in it.
            form["csrf_token"] = self._token(role, path)
        form = {name: _sent(value) for name, value in form.items()}
        files = {"file": ("a.pdf", FILE)} if dice.random() < 0.1 else None
        kind = "params" if method in ("GET", "HEAD") else "data"
        answer = self._send(role, method, path, **{kind: form}, files=files)
        return f"{role}: {method} {path} {form!r:.300}", answer

    def _part(self, kind, values):
        if kind.startswith("int"):
            return values.an_id("cdht.unit")
        values.env.cr.execute(
            "SELECT verify_token FROM cdht_recognition"
            " WHERE verify_token IS NOT NULL ORDER BY id LIMIT 5"
        )
        tokens = [token for (token,) in values.env.cr.fetchall()]
        return values.dice.choice(
            (*tokens, "x", "a" * 32, "%00", "%ff", "..%2f", "2026")
        )

    def _token(self, role, path):
        text = self._send(role, "GET", path).text
        return text.partition('name="csrf_token" value="')[2].partition('"')[0]

    def _send(self, role, method, path, **keywords):
        return self.sessions[role].request(
            method,
            self.address + path,
            timeout=TIMEOUT,
            allow_redirects=False,
            **keywords,
        )


def _sent(value):
    """What a form can carry of it."""
    return str(value).encode(errors="replace")
