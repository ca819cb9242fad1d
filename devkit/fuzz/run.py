"""Call at random for a while; tell what changed though it may not, and what failed.

run(env, seconds, seed, address, log, most)
"""

import logging
import random
import re
import threading
import time
import traceback
from collections import Counter
from functools import partial
from pathlib import Path

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.exceptions import AccessDenied, RedirectWarning, UserError
from odoo.service.model import call_kw, retrying

from devkit.fuzz import calls, pages
from devkit.fuzz.invariants import Caller, Fingerprint, papers
from devkit.fuzz.values import Values
from devkit.fuzz.world import CALLERS, PREFIX, PUBLIC
from devkit.steps import say

_logger = logging.getLogger("fuzz")
REFUSALS = (UserError, RedirectWarning, AccessDenied)
REFUSED = re.compile(
    r"odoo\.exceptions\.|odoo\.http\.SessionExpired|werkzeug\.exceptions\."
    # ours, which the web client knows by name (`static/src`)
    r"|odoo\.addons\.cdht_module\.[\w.]+\.(?:NextStep|PaperHeld|TryLater)\b"
)
FRAME = re.compile(r'^ *File "([^"]+)", line \d+', re.M)
LOGGED = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ (\w+) \S+ (\S+): ")
OUR_FILES = "/cdht_module/"
CORE_CALLS = ("/service/model.py", "/controllers/dataset.py")
REACHING = ("chapter", "association", "commune", "commune", "manager")  # more often
EVERY = 30  # seconds between two lines of progress


class Fuzz:
    """One run: its dice, who calls, what is watched, what was found."""

    def __init__(self, env, seed, address):
        self.registry, self.seed = env.registry, seed
        self.dice = random.Random(seed)
        self.values = Values(self.dice)
        self.known = calls.all_calls(env)
        self.ours = [known for known in self.known if calls.is_ours(env, *known)]
        self.targets = [*calls.TARGETS, *(paper._name for paper in papers(env))]
        self.callers = {role: self._caller(env, role) for role in (*CALLERS, PUBLIC)}
        self.browser = pages.Browser(env, address, env.cr.dbname)
        self.watched = Fingerprint(env)
        self.outcomes, self.findings, self.number = Counter(), [], 0

    def _caller(self, env, role):
        user = env.ref("base.public_user")
        if role != PUBLIC:
            user = env["res.users"].search([("login", "=", PREFIX + role)])
        return Caller(role, user.id, user.partner_id.id)

    def step(self):
        """One call of somebody, written down before it is made."""
        self.number += 1
        role, luck = self.dice.choice((*CALLERS, *REACHING, PUBLIC)), self.dice.random()
        self.registry.check_signaling()
        with self.registry.cursor() as cr:
            self.values.env = Environment(cr, SUPERUSER_ID, {})
            if luck < 0.1:
                what, wrote = *self._page(role), True
            else:
                model, method = self._draw()
                self.values.draw_oddity()
                what = calls.make_up(self.number, role, model, method, self.values)
                wrote = None
        _logger.warning("%s", what)
        if wrote is None and luck < 0.2 and role != PUBLIC:
            wrote = self._over_http(what)
        elif wrote is None:
            wrote = self._in_process(what)
        if wrote:
            with self.registry.cursor() as cr:
                for breach in self.watched.check(cr, self.callers[role]):
                    self._find(f"CHANGED {breach}\n    by {what}")

    def _draw(self):
        """A change of what is watched, or any method, one's own or the host's."""
        luck = self.dice.random()
        if luck < 0.4:
            return self.dice.choice(self.targets), self.dice.choice(calls.CHANGING)
        return self.dice.choice(self.ours if luck < 0.8 else self.known)

    def _page(self, role):
        what, answer = self.browser.page(role, self.values)
        self.outcomes[f"page {answer.status_code}"] += 1
        if answer.status_code >= 500:
            self._find(f"HTTP {answer.status_code}\n    by #{self.number} {what}")
        return (f"#{self.number} {what}",)

    def _over_http(self, call):
        error = self.browser.rpc(call).get("data", {})
        kind = error.get("name", "")
        if "SessionExpired" in kind:
            self.browser.log_in(call.role)  # a change of oneself ended the session
        self._judge(call, kind, bool(REFUSED.match(kind)), error.get("debug", ""))
        return True

    def _in_process(self, call):
        """As the server carries out a request; whether it wrote."""
        wrote = []
        try:
            with self.registry.cursor() as cr:
                env = Environment(cr, self.callers[call.role].uid, {})
                env.transaction.default_env = env
                retrying(partial(self._act, env, call, wrote), env)
            self._judge(call, "")
        except REFUSALS as error:
            self._judge(call, type(error).__name__, refused=True)
        except (Exception, RecursionError) as error:  # noqa: BLE001 all are judged
            self._judge(call, type(error).__name__, debug=traceback.format_exc())
        return any(wrote)

    def _act(self, env, call, wrote):
        call_kw(env[call.model], call.method, call.arguments, call.keywords)
        env.flush_all()
        env.cr.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
        wrote += env.cr.fetchone()

    def _judge(self, call, kind, refused=False, debug=""):
        """Answered, refused, or a fault: of core's method, or ours."""
        if not kind or refused:
            self.outcomes["refused" if kind else "answered"] += 1
            return
        files = FRAME.findall(debug) or [""]
        ours = (call.model, call.method) in self.ours
        # Core finds by itself that a method has no such parameter.
        ours = ours and not files[-1].endswith(CORE_CALLS)
        if not (ours or OUR_FILES in files[-1]):
            self.outcomes["core's own error"] += 1
            return
        self.outcomes["FAULT"] += 1
        where = [line for line in debug.splitlines() if "^^^" not in line][-16:]
        self._find(f"FAULT {kind}\n    by {call}\n    " + "\n    ".join(where))

    def _find(self, text):
        self.findings.append(text)
        print(text[:3000], flush=True)


def run(env, seconds, seed, address, log, most):
    """Fuzz for ``seconds`` from ``seed``, or ``most`` calls; print the findings, return
    the figures."""
    threading.current_thread().dbname = env.cr.dbname  # as the server sets it
    fuzz = Fuzz(env, seed, address)
    rows, models = fuzz.watched.count(), len({model for model, _m in fuzz.known})
    env.cr.commit()
    say(
        f"seed {seed}: {len(fuzz.known)} methods of {models} models,"
        f" {rows} rows watched"
    )
    begin = told = time.monotonic()
    while (now := time.monotonic()) - begin < float(seconds):
        if fuzz.number >= int(most):
            break
        fuzz.step()
        if now - told > EVERY:
            told = now
            say(f"… {fuzz.number} calls, {len(fuzz.findings)} findings")
    for line in _unclean(Path(log)):
        fuzz.findings.append(line)
        print(f"LOG {line}", flush=True)
    figures = ", ".join(f"{n} {what}" for what, n in sorted(fuzz.outcomes.items()))
    return [
        f"seed {seed}: {fuzz.number} calls: {figures}",
        f"{len(fuzz.findings)} findings",
    ]


def _unclean(log):
    """Warnings and errors of the server's log that our code is to blame for."""
    entries, entry = [], []
    for line in log.read_text(errors="replace").splitlines():
        if LOGGED.match(line):
            entries.append(entry)
            entry = []
        entry.append(line)
    for lines in [*entries, entry]:
        found = lines and LOGGED.match(lines[0])
        if not found or found.group(1) not in ("WARNING", "ERROR", "CRITICAL"):
            continue
        files = FRAME.findall("\n".join(lines))
        if "cdht_module" in found.group(2) or (files and OUR_FILES in files[-1]):
            yield "\n    ".join([lines[0], *lines[-8:]])
