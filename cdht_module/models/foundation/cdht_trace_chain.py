import hashlib
import json
import logging
import re

import psycopg2
from psycopg2.pool import PoolError

from odoo import SUPERUSER_ID, api, fields, models
from odoo.api import Environment
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.cdht_module.tools import clock

_logger = logging.getLogger(__name__)

# What a line's hash is made from, beside its place and the hash of the line before. A
# field that comes later is left out while it is empty, so that old hashes hold.
_SEALED = (
    "id", "create_date", "res_model", "res_id", "unit_id", "user_id", "on_behalf_of",
    "move", "field_name", "value_from", "value_to", "reason", "is_setting",
    "browser_mark",
)  # fmt: skip
# Lines sealed, or verified, at a time.
_BATCH = 5000
# Right after a request: so many lines, and not oftener than once in so many seconds.
_AFTER_REQUEST = 2000
_PAUSE = 1
# 64 bits of the hash stand on papers: nobody finds another trace that ends so.
_PRINTED = 16
# Transient errors (locks, conflicts, too many connections): the next sealing takes up
# what was left.
_PASSING = (psycopg2.OperationalError, PoolError)
_HOME = "cdht_module.trace_home"
_MOVED = "cdht_module.trace_moved"
_OUTSIDE = "cdht_module.trace_astray"


class CdhtTraceChain(models.Model):
    """A commune's traces as a chain: each line carries the hash of the line before.

    Lines are sealed after the request that wrote them is committed, in the order of
    commits, on a cursor of its own: requests never wait for one another. A request that
    finds the chain locked leaves its lines to the next request or the cron. Papers
    carry the chain's head (``_head_text``): a database that was rewritten, chain
    included, contradicts every paper printed before.
    """

    _name = "cdht.trace.chain"
    _description = "Chain of traces"
    _inherit = ["cdht.record"]
    _rec_name = "commune_id"

    # Empty: the lines of no commune.
    commune_id = fields.Many2one("cdht.unit", ondelete="restrict")
    # How many lines are sealed, the hash of the last, and when that was.
    line_count = fields.Integer(export_string_translation=False)
    head = fields.Char(export_string_translation=False)
    sealed_on = fields.Datetime(export_string_translation=False)
    # How far tonight's verification has come, and what it found first.
    verified_to = fields.Integer(export_string_translation=False)
    verified_hash = fields.Char(export_string_translation=False)
    verified_on = fields.Date(export_string_translation=False)
    fault = fields.Char(export_string_translation=False)

    _one_a_commune = models.UniqueIndex("(COALESCE(commune_id, 0))")

    # -- sealing -----------------------------------------------------------------

    @api.model
    def _seal_after_commit(self, units, has_no_unit=False):
        """Seal the communes of these units once this transaction is committed."""
        if not self.env.registry.ready:
            return  # while modules come and go; the cron seals what they wrote
        postcommit = self.env.cr.postcommit
        communes = postcommit.data.get(self._name)
        if communes is None:
            communes = postcommit.data[self._name] = set()
            registry = self.env.registry
            postcommit.add(
                lambda: _seal_committed(
                    registry,
                    postcommit.data.pop(self._name, ()),
                    _AFTER_REQUEST,
                    _PAUSE,
                )
            )
        # sudo: compare: in which commune a unit lies
        found = units.sudo().mapped(lambda unit: unit.commune_id.id or 0)
        communes.update(found, [0] if has_no_unit else ())

    @api.model
    def _seal(self, communes, most=_BATCH, pause=0):
        """Seal unsealed lines of ``communes`` (ids; 0: of none); return how many.

        Of chains that are free and rested ``pause`` seconds, in a transaction that
        begins here: see ``_seal_committed``.
        """
        traces = self.env["cdht.trace"]
        traces.flush_model()
        self.flush_model()
        # Raw SQL: to the ORM a trace is never written, and a lock that waits for
        # nobody must be the first thing that this transaction sees.
        number = 0
        for chain, commune, length, head in self._lock_free(set(communes), pause):
            lines = self.env.execute_query_dict(
                SQL(
                    """SELECT %s FROM cdht_trace t LEFT JOIN cdht_unit u
                           ON u.id = t.unit_id
                        WHERE t.position IS NULL AND COALESCE(u.commune_id, 0) = %s
                        ORDER BY t.id LIMIT %s""",
                    _columns(),
                    commune,
                    most - number,
                )
            )
            if not lines:
                continue
            sealed = []
            for line in lines:
                length += 1
                head = _hash(head, commune, length, line)
                sealed.append((line["id"], length, head))
            ids, positions, hashes = zip(*sealed, strict=True)
            self.env.cr.execute(
                SQL(
                    """UPDATE cdht_trace t
                          SET chain_id = %s, position = s.position, hash = s.hash
                         FROM UNNEST(%s, %s, %s) AS s (id, position, hash)
                        WHERE t.id = s.id""",
                    chain, list(ids), list(positions), list(hashes),
                )
            )  # fmt: skip
            self.env.cr.execute(
                SQL(
                    """UPDATE cdht_trace_chain SET line_count = %s, head = %s,
                              sealed_on = CLOCK_TIMESTAMP() AT TIME ZONE 'UTC'
                        WHERE id = %s""",
                    length, head, chain,
                )
            )  # fmt: skip
            number += len(sealed)
        traces.invalidate_model(["chain_id", "position", "hash"], flush=False)
        self.invalidate_model(flush=False)
        return number

    def _lock_free(self, communes, pause):
        """Lock what is free of the chains; [(id, commune or 0, length, head)]."""
        taken = self.env.execute_query(
            SQL(
                """SELECT id, COALESCE(commune_id, 0), line_count, head
                     FROM cdht_trace_chain
                    WHERE COALESCE(commune_id, 0) = ANY(%s)
                      AND (sealed_on IS NULL OR sealed_on <=
                           CLOCK_TIMESTAMP() AT TIME ZONE 'UTC' - %s * INTERVAL '1 s')
                      FOR UPDATE SKIP LOCKED""",
                list(communes),
                pause,
            )
        )
        missing = communes - {commune for _chain, commune, *_rest in taken}
        if missing:
            taken += self.env.execute_query(
                SQL(
                    """INSERT INTO cdht_trace_chain
                              (commune_id, line_count, head, verified_to)
                       SELECT NULLIF(c, 0), 0, '', 0 FROM UNNEST(%s) c
                        WHERE NOT EXISTS (SELECT FROM cdht_trace_chain
                                           WHERE COALESCE(commune_id, 0) = c)
                          AND EXISTS (SELECT FROM cdht_trace t LEFT JOIN cdht_unit u
                                          ON u.id = t.unit_id
                                       WHERE t.position IS NULL
                                         AND COALESCE(u.commune_id, 0) = c)
                          ON CONFLICT DO NOTHING
                       RETURNING id, COALESCE(commune_id, 0), line_count, head""",
                    list(missing),
                )
            )
        return taken

    @api.model
    def _waiting(self):
        """{commune or 0} of lines that are not sealed."""
        self.env["cdht.trace"].flush_model()
        return {
            commune
            for (commune,) in self.env.execute_query(
                SQL(
                    """SELECT DISTINCT COALESCE(u.commune_id, 0) FROM cdht_trace t
                         LEFT JOIN cdht_unit u ON u.id = t.unit_id
                        WHERE t.position IS NULL"""
                )
            )
        }

    @api.model
    def _cron_seal(self):
        """Seal what requests left, and after an upgrade what stood before it."""
        Cron = self.env["ir.cron"]
        waiting = self._waiting()
        for left, commune in enumerate(sorted(waiting, reverse=True)):
            while number := _seal_committed(self.env.registry, {commune}, _BATCH):
                if not Cron._commit_progress(number, remaining=len(waiting) - left):
                    return
        Cron._commit_progress(remaining=0)

    # -- what is printed -----------------------------------------------------------

    @api.model
    def _head_text(self, unit):
        """The head of the chain of ``unit``'s commune for a paper; sealed before,
        where this request may write. Empty where nothing is sealed yet."""
        # sudo: compare: in which commune a unit lies; a hash tells nothing of the lines
        commune = unit.sudo().commune_id.id or 0
        found = None
        if not self.env.registry.ready:
            return ""  # during an upgrade: there need be no chain yet
        if not self.env.cr.readonly:
            # What is sealed now is not seen by this request itself.
            _seal_committed(self.env.registry, {commune}, _AFTER_REQUEST)
            found = _on_new_cursor(
                self.env.registry, lambda chains: chains._head(commune)
            )
        found = found or self._head(commune)
        return _mark(*found) if found else ""

    @api.model
    def _head(self, commune):
        """(length, head) of a chain that has lines."""
        rows = self.env.execute_query(
            SQL(
                """SELECT line_count, head FROM cdht_trace_chain
                    WHERE COALESCE(commune_id, 0) = %s AND line_count > 0""",
                commune,
            )
        )
        return rows[0] if rows else None

    # -- verifying -----------------------------------------------------------------

    @api.model
    def _verify(self, *printed):
        """What stands of every chain, in words; the first broken line is named.

        ``printed``: heads as they stand on papers (“1234/9f86 d081 884c 7d65”).
        For the shell: ``print(env["cdht.trace.chain"]._verify())``
        """
        self.env["cdht.trace"].flush_model()
        said, intact = [], self.browse()
        for chain in self.search(Domain.TRUE, order="commune_id, id"):
            position, head, fault = chain._check(0, "")
            while not fault and position < chain.line_count:
                position, head, fault = chain._check(position, head)
            found = fault or f"nguyên vẹn, {position} dòng"
            said.append(f"{chain._name_in_words()}: {found}.")
            if not fault:
                intact |= chain
        said += self._lines_outside_in_words()
        for text in printed:
            found = self._find_printed(text, intact)
            said.append(f"Đầu chuỗi in trên giấy {text}: {found}.")
        left = self.env.execute_query(
            SQL("SELECT COUNT(*) FROM cdht_trace WHERE position IS NULL")
        )[0][0]
        said.append(f"Chưa niêm: {left} dòng (niêm ngay sau, chậm nhất 5 phút).")
        return "\n".join(said)

    def _name_in_words(self):
        return f"Nhật ký xử lý {self.commune_id.name or 'ngoài các xã'}"

    def _check(self, position, head, most=_BATCH):
        """Verify one chain's next lines behind ``position``, whose hash is ``head``.

        Return how far it came, the hash there, and what is broken (or nothing).
        """
        self.ensure_one()
        commune = self.commune_id.id or 0
        lines = self.env.execute_query_dict(
            SQL(
                """SELECT %s, t.position, t.hash FROM cdht_trace t
                    WHERE t.chain_id = %s AND t.position > %s
                    ORDER BY t.position LIMIT %s""",
                _columns(), self.id, position, most,
            )
        )  # fmt: skip
        for line in lines:
            place, kept = line.pop("position"), line.pop("hash")
            if place != position + 1:
                return position, head, f"MẤT dòng {position + 1}"
            if place > self.line_count:
                return position, head, f"THỪA dòng {place} (mã dòng {line['id']})"
            if _hash(head, commune, place, line) != kept:
                when = line["create_date"].strftime("%d/%m/%Y %H:%M:%S")
                told = f"SAI từ dòng {place} (mã dòng {line['id']}, ghi lúc {when} UTC)"
                return position, head, f"{told}: đã bị sửa hoặc đổi chỗ"
            position, head = place, kept
        if len(lines) < most or position >= self.line_count:
            if position < self.line_count:
                return (
                    position,
                    head,
                    f"MẤT từ dòng {position + 1} đến {self.line_count}",
                )
            if head != (self.head or ""):
                return position, head, "SAI ở đầu chuỗi: không khớp dòng cuối"
        return position, head, ""

    @api.model
    def _lines_outside_chains(self):
        """Ids of lines that somebody put beside the chains: with a place of no chain,
        before its first or behind its last."""
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM cdht_trace
                    WHERE num_nulls(chain_id, position, hash) NOT IN (0, 3)
                       OR position < 1
                    UNION
                   SELECT t.id FROM cdht_trace_chain c JOIN cdht_trace t
                       ON t.chain_id = c.id AND t.position > c.line_count
                    ORDER BY id LIMIT 20"""
            )
        )
        return [line for (line,) in rows]

    @api.model
    def _lines_outside_in_words(self):
        said = [
            f"Nhật ký xử lý: THỪA dòng (mã dòng {line}) không thuộc chuỗi nào."
            for line in self._lines_outside_chains()
        ]
        stuck = self.env.execute_query(
            SQL(
                """SELECT COUNT(*) FROM cdht_trace WHERE position IS NULL
                      AND create_date < NOW() AT TIME ZONE 'UTC' - INTERVAL '1 day'"""
            )
        )[0][0]
        if stuck:
            said.append(f"Nhật ký xử lý: {stuck} dòng quá một ngày chưa niêm được.")
        return said

    def _find_printed(self, text, intact):
        """Whether one of the chains that are ``intact`` has the line that a paper
        names."""
        parts = re.fullmatch(r"\s*([\d.]+)\s*/([0-9a-f\s]+)", text.lower())
        short = parts and re.sub(r"\s", "", parts[2])
        if not parts or len(short) < _PRINTED:
            return "không đọc được (viết như “1234/9f86 d081 884c 7d65”)"
        # sudo: compare: whether such a line is there, for whoever verifies
        found = self.env["cdht.trace"].sudo().search(
            [
                ("chain_id", "in", intact.ids),
                ("position", "=", int(parts[1].replace(".", ""))),
                ("hash", "=like", f"{short}%"),
            ],
            limit=1,
        )  # fmt: skip
        if not found:
            return "KHÔNG KHỚP, nhật ký xử lý đã bị viết lại sau khi in"
        return f"khớp ({found.chain_id._name_in_words()}, mã dòng {found.id})"

    @api.model
    def _cron_verify(self):
        """Verify all chains every night, in steps; managers are told of the first
        broken line, and how the traces stand in a database that was restored."""
        # sudo: system: parameters of our own
        parameters = self.env["ir.config_parameter"].sudo()
        home, today = self._database_identity(), clock.today()
        known = parameters.get_param(_HOME)
        if known != home:
            parameters.set_param(_HOME, home)
            if known:
                parameters.set_param(_MOVED, home)
                chains = self.search(Domain.TRUE)
                chains._save_progress(
                    verified_to=0, verified_hash=False, verified_on=False
                )
                # What another cursor wrote is seen in a transaction after it.
                self.env["ir.cron"]._commit_progress(remaining=len(chains))
                chains.invalidate_recordset()
        todo = self.search(
            ["|", ("verified_on", "=", False), ("verified_on", "<", today)]
        )
        for number, chain in enumerate(todo):
            if not chain._check_steps(len(todo) - number):
                return
        outside = "\n".join(self._lines_outside_in_words())
        if outside != (parameters.get_param(_OUTSIDE) or ""):
            parameters.set_param(_OUTSIDE, outside)
            if outside:
                self._notify_managers(
                    lambda env: env._("The traces were tampered with"), outside
                )
        if parameters.get_param(_MOVED):
            parameters.set_param(_MOVED, False)
            self._notify_managers(
                lambda env: env._("The database was restored or copied"),
                self._state_in_words(),
            )
        self.env["ir.cron"]._commit_progress(remaining=0)

    def _check_steps(self, remaining):
        """Verify one chain, or on from where it stopped; false when time is over."""
        while True:
            start = self.verified_to
            place, head, fault = self._check(start, self.verified_hash or "")
            done = bool(fault) or place >= self.line_count
            if fault and fault != self.fault:
                self._notify_managers(
                    lambda env: env._("The traces were tampered with"),
                    f"{self._name_in_words()}: {fault}.",
                )
            self._save_progress(
                verified_to=0 if done else place,
                verified_hash=False if done else head,
                **({"verified_on": clock.today(), "fault": fault} if done else {}),
            )
            left = self.env["ir.cron"]._commit_progress(
                place - start, remaining=remaining - done
            )
            self.invalidate_recordset()
            if done or not left:
                return bool(left)

    def _save_progress(self, **vals):
        """Keep how far the verification has come. On a cursor of its own, since
        requests seal the same row meanwhile; lost, a step is made again."""
        ids = self.ids
        _on_new_cursor(self.env.registry, lambda chains: chains.browse(ids).write(vals))

    def _state_in_words(self):
        return "\n".join(
            f"{chain._name_in_words()}: {chain.fault or 'nguyên vẹn'}."
            for chain in self.search(Domain.TRUE, order="commune_id, id")
        )

    @api.model
    def _database_identity(self):
        """Where this database lives: a restored or copied one has other numbers."""
        # Raw SQL: nothing of it is in the ORM
        rows = self.env.execute_query(
            SQL(
                """SELECT d.oid, 'cdht_trace'::regclass::oid FROM pg_database d
                    WHERE d.datname = CURRENT_DATABASE()"""
            )
        )
        return "/".join(map(str, rows[0]))

    def _notify_managers(self, summary, text):
        _logger.warning("%s: %s", summary(self.env), text)
        # sudo: host: who the managers are, to be told
        managers = self.env.ref("cdht_module.group_cdht_manager").sudo().all_user_ids
        managers.filtered("active")._cdht_notify(lambda env: (summary(env), text))


def _seal_committed(registry, communes, most, pause=0):
    """Seal committed lines; how many, none where another request is sealing them."""
    return _on_new_cursor(
        registry, lambda chains: chains._seal(communes, most, pause)
    ) or 0  # fmt: skip


def _on_new_cursor(registry, function):
    """What ``function`` does to the chains in a transaction of its own, which sees what
    is committed and conflicts with no request. Nothing where it was too late, or
    where no connection was left: what is committed is not refused for that."""
    try:
        with registry.cursor() as cr:
            # A short time only: the request that called this may hold the lock itself.
            cr.execute("SET LOCAL lock_timeout = '1s'")
            return function(Environment(cr, SUPERUSER_ID, {})["cdht.trace.chain"])
    except psycopg2.Error as error:
        level = logging.INFO if isinstance(error, _PASSING) else logging.WARNING
        _logger.log(level, "Traces are left to the next sealing: %s", error)


def _columns():
    return SQL(", ").join(SQL("t.%s", SQL.identifier(name)) for name in _SEALED)


def _hash(before, commune, place, line):
    """SHA-256 of the line before and of everything that a line says."""
    said = {name: value for name, value in line.items() if value is not None}
    said |= {"before": before or "", "commune": commune, "place": place}
    text = json.dumps(said, default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _mark(place, head):
    """“1234/9f86 d081 884c 7d65”, as it stands on papers."""
    short = head[:_PRINTED]
    return f"{place}/" + " ".join(short[i : i + 4] for i in range(0, _PRINTED, 4))
