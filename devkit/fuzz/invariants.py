"""What no call may change, as a table; and who may change what by a later move.

A row of the database is compared without the columns that are named as free. Rows
that appear are taken into what must stay.
"""

import json
from typing import NamedTuple

# Of every row: who wrote last, and what core counts beside it.
ALWAYS_FREE = ("write_date", "write_uid", "message_main_attachment_id")
MANAGER = ("manager",)


class Caller(NamedTuple):
    """Who calls."""

    role: str
    uid: int
    partner: int


class Invariant:
    """Rows of ``table`` that meet ``where``, without the ``free`` columns.

    ``later``: {column: {value: what may follow it}}, the moves that come after.
    ``by``: roles that may change them, but not those about themselves (``about``: the
    column with the user). ``own``: (column, what of the caller stands there), of rows
    that are one's own to change. ``closed``: no row is added either.
    """

    def __init__(
        self, name, table, where="TRUE", free=(), later=None, key="id", by=(),
        about=None, own=None, closed=False,
    ):  # fmt: skip
        self.name, self.by, self.about, self.closed = name, by, about, closed
        self.table = table
        self.own, self.later = own, later or {}
        gone = " ".join(f"- '{column}'" for column in (*ALWAYS_FREE, *free))
        self.query = (
            f"SELECT ({key})::text, (to_jsonb(t) {gone})::text"
            f" FROM {table} t WHERE {where}"
        )
        self.digest = (
            "SELECT count(*), md5(string_agg(key || value, '' ORDER BY key))"
            f" FROM ({self.query}) AS rows (key, value)"
        )

    def breaches(self, before, after, caller):
        """What changed between two readings though it may not, as texts."""
        for key in before.keys() | after.keys() if self.closed else before.keys():
            old, new = before.get(key), after.get(key)
            if old == new or self._may_change(old or new, caller):
                continue
            if old is None or new is None:
                yield f"{self.name} {key}: {'gone' if old else 'new'}: {old or new}"
                continue
            wrong = {
                column: (value, new.get(column))
                for column, value in old.items()
                if value != new.get(column)
                and new.get(column) not in self._next(column, value)
            }
            if wrong:
                yield f"{self.name} {key}: {wrong}"

    def _next(self, column, value):
        following = self.later.get(column, {})
        return following.get(value, ()) if isinstance(value, str) else ()

    def _may_change(self, row, caller):
        if self.own and row.get(self.own[0]) == getattr(caller, self.own[1]):
            return True
        is_about_me = self.about and row.get(self.about) == caller.uid
        return caller.role in self.by and not is_about_me


def _paper(name, table, later, free=(), first="draft"):
    """A paper from the moment that it leaves its first state."""
    return Invariant(
        name, table, f"state NOT IN ('{first}', 'submitted')", free, {"state": later}
    )


def _lines(name, table, paper, link, states="('draft', 'submitted')", free=()):
    """The lines of such papers."""
    issued = f"{link} IN (SELECT id FROM {paper} WHERE state NOT IN {states})"
    return Invariant(name, table, issued, free)


RECOGNISED = (
    "assessment_id IN (SELECT a.id FROM cdht_assessment a"
    " JOIN cdht_campaign c ON c.id = a.campaign_id"
    " WHERE a.state = 'recognised' OR c.state = 'closed')"
)

INVARIANTS = (
    # -- titles: a later decision corrects or revokes, years running follow
    Invariant(
        "title", "cdht_recognition",
        free=("streak", "is_outstanding", "certificate_number", "reissue_count",
              "reissued_on"),
        later={"state": {"valid": ("corrected", "revoked"), "corrected": ("revoked",)}},
    ),
    # -- papers that were issued, and their lines; those of which nothing changes
    # afterwards are added by `all_invariants`
    _paper("decision", "cdht_decision", {"issued": ("revoked",)}),
    _paper("petition", "cdht_petition", {"issued": ("answered",)}),
    _paper("posting", "cdht_posting", {"issued": ("ended",)}),
    _paper("plan", "cdht_plan", {"issued": ("replaced",)}),
    # what was planned after them may be taken back
    _paper("review", "cdht_review", {}, ("activity_id",)),
    _paper("inspection", "cdht_inspection", {}, ("task_id",)),
    _lines("report line", "cdht_report_line", "cdht_report", "report_id"),
    _lines("report part", "cdht_report_part", "cdht_report", "report_id"),
    _lines("review part", "cdht_review_part", "cdht_review", "review_id"),
    _lines("plan part", "cdht_plan_part", "cdht_plan", "plan_id"),
    _lines("plan target", "cdht_plan_target", "cdht_plan", "plan_id"),
    _lines("commendation", "cdht_commendation", "cdht_decision", "decision_id"),
    _lines("posted list", "cdht_posting_list", "cdht_posting", "posting_id"),
    # -- lists that were accepted, with their minutes
    Invariant(
        "list", "cdht_proposal", "state = 'accepted'",
        later={"state": {"accepted": ()}},
    ),
    _lines("attendant", "cdht_meeting_attendant", "cdht_proposal", "proposal_id",
           "('draft', 'returned', 'submitted', 'received')"),
    _lines("recusal", "cdht_meeting_recusal", "cdht_proposal", "proposal_id",
           "('draft', 'returned', 'submitted', 'received')"),
    _lines("vote", "cdht_meeting_vote", "cdht_proposal", "proposal_id",
           "('draft', 'returned', 'submitted', 'received')"),
    # -- dossiers with a title or of a closed year
    Invariant("frozen score", "cdht_assessment_line", RECOGNISED),
    Invariant(
        "decided dossier", "cdht_assessment", "state = 'recognised'",
        # a column of the board; consent is given late and taken back at any time; who
        # is forgotten has another name to be sorted by; two facts are the unit's, whose
        # figures are typed until the year is closed
        free=("stage_id", "sort_name", "in_learning_community", "in_learning_unit",
              "consent_state", "consent_channel",
              "consent_date", "consent_user_id", "consent_sheet_id",
              "consent_withdrawn_on", "consent_withdrawal_reason"),
    ),
    # -- what is kept of what happened
    # A line is sealed soon after it was written, and then stays sealed so.
    Invariant("trace", "cdht_trace", free=("chain_id", "position", "hash")),
    Invariant("sealed trace", "cdht_trace", "hash IS NOT NULL"),
    Invariant("print", "cdht_print", free=("superseded",)),
    Invariant(
        "file of a paper", "ir_attachment",
        "res_field IS NOT NULL AND res_model LIKE 'cdht.%'"
        " AND res_model IN ('cdht.decision', 'cdht.petition', 'cdht.print',"
        " 'cdht.letter', 'cdht.plan', 'cdht.report', 'cdht.proposal')",
    ),
    # -- who has which role and reach: the manager's to give, never to oneself
    Invariant("role", "res_groups_users_rel", key="uid || '-' || gid", by=MANAGER,
              about="uid", closed=True),
    Invariant("loan", "cdht_loan", by=(*MANAGER, "commune", "association"),
              about="user_id", closed=True),
    Invariant("group", "res_groups", closed=True),
    Invariant("implied group", "res_groups_implied_rel", key="gid || '-' || hid",
              closed=True),
    Invariant("access", "ir_model_access", closed=True),
    Invariant("rule", "ir_rule", closed=True),
    # -- the host's own
    Invariant("user", "res_users", by=MANAGER, own=("id", "uid"), closed=True),
    Invariant("partner", "res_partner", by=MANAGER, own=("id", "partner")),
    Invariant("parameter", "ir_config_parameter", by=MANAGER, closed=True),
    Invariant("view", "ir_ui_view", closed=True),
    Invariant("kind of print", "ir_act_report_xml", closed=True),
    Invariant("server action", "ir_act_server", closed=True),
    Invariant("cron", "ir_cron", free=("nextcall", "lastcall"), closed=True),
    Invariant("message", "mail_message", "model IS NULL OR model NOT LIKE 'cdht.%'",
              own=("author_id", "partner")),
)  # fmt: skip


# States of papers that stand in which their links may still change.
STILL_LINKED = {"cdht.proposal": {"submitted", "received"}}


def papers(env):
    """The models of all kinds of papers."""
    names = env.registry.descendants(["cdht.document"], "_inherit")
    return [env[name] for name in names if not env[name]._abstract]


def all_invariants(env):
    """The table's, one for each kind of paper that it does not name, and one for each
    list of links of an issued paper."""
    yield from INVARIANTS
    users = env["res.users"]
    mine = users._fields["cdht_unit_ids"].column1
    yield _links(users, "cdht_unit_ids", by=MANAGER, about=mine, closed=True)
    named = {invariant.table for invariant in INVARIANTS}
    for paper in papers(env):
        if paper._table not in named:
            yield _paper(paper._name.removeprefix("cdht."), paper._table, {})
        changing = set(paper._fields["state"].get_values(env)) - paper._standing
        changing |= STILL_LINKED.get(paper._name, set())
        for name, field in paper._fields.items():
            if field.type == "many2many" and field.store:
                states = ", ".join(f"'{state}'" for state in sorted(changing))
                where = f"SELECT id FROM {paper._table} WHERE state IN ({states})"
                yield _links(paper, name, f"{field.column1} NOT IN ({where})")


def _links(model, name, where="TRUE", **keywords):
    field = model._fields[name]
    key = f"{field.column1} || '-' || {field.column2}"
    title = f"{model._name}.{name}"
    return Invariant(title, field.relation, where, key=key, **keywords)


class Fingerprint:
    """The last reading of all of them; ``check`` tells what a call changed."""

    def __init__(self, env):
        cr, self.digests, self.rows = env.cr, {}, {}
        self.invariants = tuple(all_invariants(env))
        for invariant in self.invariants:
            self.digests[invariant.name] = self._one(cr, invariant.digest)
            self.rows[invariant.name] = self._read(cr, invariant)

    def check(self, cr, caller):
        """What the call of ``caller`` changed though it may not; then begin anew."""
        found = []
        for invariant in self.invariants:
            name = invariant.name
            digest = self._one(cr, invariant.digest)
            if digest == self.digests[name]:
                continue
            rows = self._read(cr, invariant)
            found += invariant.breaches(self.rows[name], rows, caller)
            self.digests[name], self.rows[name] = digest, rows
        return found

    def count(self):
        """How many rows are watched."""
        return sum(map(len, self.rows.values()))

    @staticmethod
    def _one(cr, query):
        cr.execute(query)
        return cr.fetchone()

    @staticmethod
    def _read(cr, invariant):
        cr.execute(invariant.query)
        return {key: json.loads(row) for key, row in cr.fetchall()}
