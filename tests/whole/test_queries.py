import re
from collections import Counter
from contextlib import contextmanager
from unittest.mock import patch

from odoo.fields import Command
from odoo.sql_db import Cursor
from odoo.tests import tagged

from ..common import MINUTES, CommuneCase

SMALL, LARGE = 10, 300
_WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.I)
_READ = re.compile(r"\s*(?:SELECT|WITH)\b", re.I)


class Queries:
    """What was sent to the database: reads, and writes and rows by table."""

    def __init__(self):
        self.reads = []
        self.writes = Counter()
        self.rows = Counter()

    def add(self, query, rowcount):
        written = _WRITE.match(query)
        if written:
            self.writes[written[1]] += 1
            self.rows[written[1]] += max(rowcount, 0)
        elif _READ.match(query):
            self.reads.append(" ".join(query.split()))


@contextmanager
def recorded():
    """Record the queries of a block, those of the flush at its end included."""
    queries = Queries()
    execute = Cursor.execute

    def record(cursor, query, params=None, log_exceptions=True):
        result = execute(cursor, query, params, log_exceptions)
        code = query if isinstance(query, str) else query.code
        queries.add(code, cursor.rowcount)
        return result

    with patch.object(Cursor, "execute", record):
        yield queries


@tagged("post_install", "-at_install")
class TestQueries(CommuneCase):
    """A move costs the same reads for 300 dossiers as for 10.

    Writes: at most one more for each started 100 rows of a table. The whole way is
    one test, since every move begins where the one before it ended.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The first fills the registry's caches and is not compared.
        cls.units = [cls.make_unit(f"Thôn {size}") for size in (2, SMALL, LARGE)]
        cls.people = [
            cls.make_people(unit, size)
            for unit, size in zip(cls.units, (2, SMALL, LARGE), strict=True)
        ]
        cls.office = cls.commune_user
        units = cls.units[0].union(*cls.units[1:])
        cls.env["cdht.proposal"]._ensure_open(cls.campaign, units)

    def _measure(self, move, record):
        self.env.flush_all()
        self.env.invalidate_all()
        with recorded() as queries:
            result = move(record.with_user(self.office))
            self.env.flush_all()
        return queries, result

    def _compare(self, name, records, move):
        """Carry out ``move`` on each of ``records``, sizes 2, 10 and 300."""
        measured = [self._measure(move, record) for record in records]
        (small, _result), (large, _result) = measured[1:]
        with self.subTest(move=name):
            more = Counter(large.reads) - Counter(small.reads)
            self.assertEqual(
                len(small.reads), len(large.reads), "\n".join(more.elements())
            )
            for table, times in large.writes.items():
                allowed = small.writes[table] - (-large.rows[table] // 100)
                self.assertLessEqual(times, allowed, table)
        return [result for _queries, result in measured]

    def test_the_way_of_a_dossier(self):
        register = self.campaign.with_user(self.office).action_register
        dossiers = self._compare(
            "register", self.people, lambda people: register(people.ids)
        )
        for records in dossiers:
            self.score(records.sudo(), "self_score", 8)
        self._compare("submit", dossiers, lambda d: d.action_submit())
        self._compare("return", dossiers, lambda d: d.action_return("…"))
        self._compare("submit again", dossiers, lambda d: d.action_submit())
        self._compare("fill", dossiers, lambda d: d.action_fill_appraised())
        self._compare("appraise", dossiers, lambda d: d.action_appraise())
        self._compare("reopen", dossiers, lambda d: d.action_reopen("…"))
        self._compare("appraise again", dossiers, lambda d: d.action_appraise())
        self._compare("withdraw", dossiers, lambda d: d.action_withdraw("…"))
        self._compare("restore", dossiers, lambda d: d.action_restore("…"))
        with self._undone():
            self._compare(
                "transfer", dossiers, lambda d: d.action_transfer(self.village.id)
            )
        lists = [records.proposal_id for records in dossiers]
        for proposal in lists:
            proposal.write(MINUTES)
        self._compare("send the list", lists, lambda p: p.action_submit())
        self._compare("return the list", lists, lambda p: p.action_return("…"))
        self._compare("send it again", lists, lambda p: p.action_submit())
        self._compare("refuse", dossiers, lambda d: d.action_refuse("…"))
        self._compare("restore refused", dossiers, lambda d: d.action_restore("…"))
        self._compare("receive", lists, lambda p: p.action_receive())
        with self._undone():
            self._compare_answer(lists)
        petitions = self._compare("petition", lists, self._petition)
        decisions = self._compare("decide", petitions, self._decide)
        self.assertEqual(set(dossiers[2].mapped("state")), {"recognised"})
        changes = self._compare("revoke", decisions, lambda d: d.action_revoke("Nhầm"))
        self._compare("issue the revocation", changes, self._issue)

    def test_who_may_read_a_year_is_no_reading_of_its_people(self):
        """The record rule of campaigns runs with every button and must not read all
        people."""
        self.register(self.people[1])
        self.give_login(self.make_people(), self.chapter)
        campaign = self.campaign.with_user(self.chapter)
        campaign.has_access("read")  # rules and roles are cached from now on
        self.env.flush_all()
        self.env.invalidate_all()
        with recorded() as queries:
            self.assertTrue(campaign.has_access("read"))
        self.assertLessEqual(len(queries.reads), 12, "\n".join(queries.reads))
        read = self.env["cdht.citizen"]._fields["name"]._get_cache(self.env)
        self.assertLessEqual(len(read), 1)

    def test_close(self):
        """The year's end: those who only registered were not assessed."""
        campaigns = []
        for unit, people in zip(self.units, self.people, strict=True):
            commune = self.make_unit(f"Xã {unit.name}", "commune", self.province)
            unit.parent_id = commune
            self.office.cdht_unit_ids |= commune
            campaign = self.env["cdht.campaign"].create(
                {"unit_id": commune.id, "year": 2026}
            )
            campaign.action_open()
            self.register(people, campaign)
            campaigns.append(campaign)
        self._compare("close", campaigns, lambda campaign: campaign.action_close())

    @contextmanager
    def _undone(self):
        with self.env.cr.savepoint() as savepoint:
            yield
            self.env.flush_all()
            savepoint.rollback()
        self.env.invalidate_all()

    def _petition(self, proposal, **vals):
        petition = proposal.env["cdht.petition"].create(
            {
                "campaign_id": self.campaign.id,
                "issuing_unit_id": self.association.id,
                "proposal_ids": [Command.set(proposal.ids)],
                "number": str(next(self.numbers)),
                "date": "2026-12-02",
                **vals,
            }
        )
        petition.action_issue()
        return petition

    def _compare_answer(self, lists):
        above = {
            "issuing_unit_id": self.commune.id,
            "addressee_unit_id": self.province.id,
        }
        petitions = [self._petition(proposal, **above) for proposal in lists]
        self._compare(
            "answer",
            petitions,
            lambda petition: petition.action_answer(
                "90/QĐ-UBND", "2026-12-20", petition.assessment_ids[1:].citizen_id.ids
            ),
        )

    def _decide(self, petition):
        decision = petition.env["cdht.decision"].create(
            {
                "campaign_id": self.campaign.id,
                "petition_ids": [Command.set(petition.ids)],
                "signatory_id": self.signatory.id,
            }
        )
        return self._issue(decision)

    def _issue(self, decision):
        decision.action_submit()
        decision.write({"number": str(next(self.numbers)), "date": "2026-12-10"})
        decision.action_issue()
        return decision
