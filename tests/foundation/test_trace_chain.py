"""A change of traces is detected, even one made directly in the database."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from psycopg2.pool import PoolError
from pypdf import PdfReader

from odoo import api
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.cdht_module.models.foundation.cdht_trace_chain import _seal_committed

from ..common import CommuneCase
from ..paper_common import PaperCase
from ..pdf_layout import text_lines
from ..race_case import RaceCase


@tagged("post_install", "-at_install")
class TestTraceChain(CommuneCase):
    """Lines are sealed in a chain; what is changed by SQL is named."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chains = cls.env["cdht.trace.chain"]
        cls.dossiers = cls.make_dossiers("appraised", size=3)
        cls.chains._seal({cls.commune.id})
        cls.chain = cls.chains.search([("commune_id", "=", cls.commune.id)])
        cls.printed = cls.chains._head_text(cls.village)
        # With access to the database one can also drop constraints and triggers.
        cls.env.cr.execute(
            "ALTER TABLE cdht_trace DROP CONSTRAINT cdht_trace_sealed_whole"
        )

    def sql(self, query, *arguments):
        self.env.cr.execute(SQL(query, *arguments))
        self.env.invalidate_all()

    def line(self, position):
        return self.env["cdht.trace"].search(
            [("chain_id", "=", self.chain.id), ("position", "=", position)]
        )

    def found(self, *printed):
        """What the verification says of the commune's chain and of papers."""
        said = self.chains._verify(*printed).splitlines()
        return [text for text in said if "Xã Mẫu" in text or "in trên giấy" in text]

    def test_lines_follow_each_other_in_the_order_of_their_sealing(self):
        self.assertGreater(self.chain.line_count, 30)
        lines = self.env["cdht.trace"].search(
            [("chain_id", "=", self.chain.id)], order="position"
        )
        self.assertEqual(
            lines.mapped("position"), list(range(1, self.chain.line_count + 1))
        )
        self.assertEqual(lines[-1].hash, self.chain.head)
        self.assertEqual(len(set(lines.mapped("hash"))), len(lines))
        self.assertFalse(self.chains._seal({self.commune.id}), "nothing is left")
        self.make_dossiers("registered")
        self.assertIn(self.commune.id, self.chains._waiting())
        self.assertTrue(self.chains._seal(self.chains._waiting()))
        self.assertEqual(self.found(), [
            f"Nhật ký xử lý Xã Mẫu: nguyên vẹn, {self.chain.line_count} dòng."
        ])  # fmt: skip

    def test_each_commune_has_a_chain_of_its_own(self):
        self.make_people(self.other_village)
        self.env["cdht.trace"]._record(self.other_village, "write")
        self.env["cdht.trace"]._record(self.province, "write")
        before = self.chain.line_count
        self.chains._seal(self.chains._waiting())
        self.assertEqual(self.chain.line_count, before)
        self.assertEqual(
            self.chains.search([]).commune_id, self.commune | self.other_commune
        )
        said = self.chains._verify()
        self.assertIn("Nhật ký xử lý Xã Bên: nguyên vẹn", said)
        self.assertIn("Nhật ký xử lý ngoài các xã: nguyên vẹn", said)

    def test_a_changed_value_is_named(self):
        line = self.line(7)
        for column, value in (
            ("value_to", "Khác"), ("reason", "Khác"), ("user_id", self.manager.id),
            ("create_date", "2026-01-01"), ("res_id", 99_999), ("unit_id", None),
        ):  # fmt: skip
            with self.subTest(column), self.env.cr.savepoint() as undone:
                self.sql(
                    "UPDATE cdht_trace SET %s = %s WHERE id = %s",
                    SQL.identifier(column), value, line.id,
                )  # fmt: skip
                (said,) = self.found()
                self.assertIn(f"SAI từ dòng 7 (mã dòng {line.id}", said)
                undone.rollback()
                self.env.invalidate_all()

    def test_a_line_taken_out_of_the_middle_is_named(self):
        self.sql("DELETE FROM cdht_trace WHERE id = %s", self.line(5).id)
        self.assertIn("MẤT dòng 5.", self.found()[0])

    def test_lines_closed_up_behind_a_hole_are_named(self):
        self.sql("DELETE FROM cdht_trace WHERE id = %s", self.line(5).id)
        self.sql("UPDATE cdht_trace SET position = -position WHERE position > 5")
        self.sql("UPDATE cdht_trace SET position = -position - 1 WHERE position < 0")
        self.assertIn("SAI từ dòng 5", self.found()[0])

    def test_two_lines_in_another_order_are_named(self):
        first, second = self.line(3), self.line(4)
        self.sql("UPDATE cdht_trace SET position = 99999 WHERE id = %s", first.id)
        self.sql("UPDATE cdht_trace SET position = 3 WHERE id = %s", second.id)
        self.sql("UPDATE cdht_trace SET position = 4 WHERE id = %s", first.id)
        self.assertIn("SAI từ dòng 3", self.found()[0])

    def test_a_tail_cut_off_is_named(self):
        self.sql(
            "DELETE FROM cdht_trace WHERE chain_id = %s AND position > 20",
            self.chain.id,
        )
        self.assertIn(f"MẤT từ dòng 21 đến {self.chain.line_count}.", self.found()[0])

    def test_a_line_put_behind_is_named(self):
        line = self.env["cdht.trace"]._record(self.village, "write")
        self.env.flush_all()
        self.sql(
            "UPDATE cdht_trace SET chain_id = %s, position = %s WHERE id = %s",
            self.chain.id, self.chain.line_count + 1, line.id,
        )  # fmt: skip
        self.assertIn("THỪA dòng", self.found()[0])

    def test_a_tail_cut_off_with_its_chain_is_found_by_a_paper(self):
        self.assertIn("khớp (Nhật ký xử lý Xã Mẫu", self.found(self.printed)[1])
        self.sql(
            "DELETE FROM cdht_trace WHERE chain_id = %s AND position > 20",
            self.chain.id,
        )
        self.sql(
            "UPDATE cdht_trace_chain SET line_count = 20, head = %s WHERE id = %s",
            self.line(20).hash, self.chain.id,
        )  # fmt: skip
        chain, paper = self.found(self.printed)
        self.assertIn("nguyên vẹn, 20 dòng", chain)
        self.assertIn("KHÔNG KHỚP", paper)

    def test_a_chain_written_anew_is_found_by_a_paper(self):
        """The chain can be sealed anew in the database, but papers printed before then
        contradict it."""
        self.sql("UPDATE cdht_trace SET value_to = 'Khác' WHERE id = %s",
                 self.line(2).id)  # fmt: skip
        self.sql("UPDATE cdht_trace SET position = NULL, chain_id = NULL, hash = NULL")
        self.sql("DELETE FROM cdht_trace_chain")
        self.chains._seal(self.chains._waiting())
        self.chain = self.chains.search([("commune_id", "=", self.commune.id)])
        chain, paper = self.found(self.printed)
        self.assertIn("nguyên vẹn", chain)
        self.assertIn("KHÔNG KHỚP", paper)

    def test_a_chain_written_anew_with_a_line_for_the_paper_is_found(self):
        """The head that papers carry, put on a line that belongs to no chain."""
        head = self.line(self.chain.line_count)
        decoy = self.env["cdht.trace"]._record(self.village, "write")
        self.env.flush_all()
        self.sql("UPDATE cdht_trace SET value_to = 'Khác' WHERE id = %s",
                 self.line(2).id)  # fmt: skip
        place, hash_ = head.position, head.hash
        self.sql("UPDATE cdht_trace SET position = NULL, chain_id = NULL, hash = NULL")
        self.sql("DELETE FROM cdht_trace_chain")
        self.sql("UPDATE cdht_trace SET position = %s, hash = %s WHERE id = %s",
                 place, hash_, decoy.id)  # fmt: skip
        self.chains._seal(self.chains._waiting())
        chain, paper = self.found(self.printed)
        self.assertIn("nguyên vẹn", chain)
        self.assertIn("KHÔNG KHỚP", paper)
        self.assertIn(f"THỪA dòng (mã dòng {decoy.id})", self.chains._verify())

    def test_lines_beside_the_chains_are_named(self):
        for chain, place, hash_ in (
            (None, 7, None), (None, None, "x"), (self.chain.id, 0, "x"),
            (self.chain.id, self.chain.line_count + 1, "x"),
            (self.chain.id, -1, "x"), (self.chain.id, None, None),
        ):  # fmt: skip
            with self.subTest(place), self.env.cr.savepoint() as undone:
                line = self.env["cdht.trace"]._record(self.village, "write")
                self.env.flush_all()
                self.sql(
                    "UPDATE cdht_trace SET chain_id = %s, position = %s, hash = %s"
                    " WHERE id = %s",
                    chain, place, hash_, line.id,
                )  # fmt: skip
                self.assertIn(f"THỪA dòng (mã dòng {line.id})", self.chains._verify())
                undone.rollback()
                self.env.invalidate_all()

    def test_what_is_no_head_is_said(self):
        for text in ("", "12", "12/abc", "x/9f86 d081 884c 7d65"):
            self.assertIn("không đọc được", self.found(text)[1])

    def test_thousands_are_sealed_and_verified_in_batches(self):
        people = self.make_people(size=500)
        self.env["cdht.trace"]._record(people, "write")
        with patch.object(
            self.registry["cdht.trace.chain"]._check, "__defaults__", (200,)
        ):
            self.assertEqual(self.chains._seal({self.commune.id}, 200), 200)
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(4):
                self.chains._seal({self.commune.id}, 10_000)
            self.assertIn("nguyên vẹn", self.found()[0])

    def test_the_seal_tells_no_reader_of_the_browser(self):
        with self.assertRaises(AccessError):
            self.line(1).with_user(self.chapter).read(["browser_mark"])


@tagged("post_install", "-at_install")
class TestTraceNights(CommuneCase):
    """What requests left is sealed by the cron; every night all chains are verified."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chains = cls.env["cdht.trace.chain"]
        cls.make_dossiers("registered", size=3)

    def run_cron(self, name):
        with self.enter_registry_test_mode():
            self.env.ref(f"cdht_module.{name}").method_direct_trigger()
        self.env.invalidate_all()

    def notices(self, user):
        activities = self.env["mail.activity"].search([("user_id", "=", user.id)])
        kind = self.env.ref("cdht_module.activity_notice")
        return activities.filtered(lambda one: one.activity_type_id == kind)

    def test_the_cron_seals_what_stands(self):
        self.assertTrue(self.chains._waiting())
        self.run_cron("cron_seal_traces")
        self.assertFalse(self.chains._waiting())
        self.assertIn("nguyên vẹn", self.chains._verify())

    def test_every_night_a_broken_line_is_told_once(self):
        self.run_cron("cron_seal_traces")
        self.run_cron("cron_verify_traces")
        self.assertFalse(self.notices(self.manager))
        self.assertFalse(any(self.chains.search([]).mapped("fault")))
        self.env.cr.execute("UPDATE cdht_trace SET move = 'x' WHERE position = 2")
        self.env.invalidate_all()
        for logs in (self.assertLogs, self.assertNoLogs):
            self.chains.search([]).verified_on = False
            with logs("odoo.addons.cdht_module", "WARNING"):
                self.run_cron("cron_verify_traces")
        notice = self.notices(self.manager)
        self.assertIn("SAI từ dòng 2", notice[0].note)
        chains = self.chains.search([]).filtered("fault")
        self.assertEqual(len(notice), len(chains))
        self.assertFalse(self.notices(self.chapter))

    def test_lines_beside_the_chains_are_told_once(self):
        self.run_cron("cron_seal_traces")
        self.env.cr.execute(
            "ALTER TABLE cdht_trace DROP CONSTRAINT cdht_trace_sealed_whole;"
            " UPDATE cdht_trace SET position = 0 WHERE id ="
            " (SELECT MAX(id) FROM cdht_trace)"
        )
        self.env.invalidate_all()
        for logs in (self.assertLogs, self.assertNoLogs):
            with logs("odoo.addons.cdht_module", "WARNING"):
                self.run_cron("cron_verify_traces")
        notes = self.notices(self.manager).mapped("note")
        self.assertEqual(len([note for note in notes if "THỪA dòng" in note]), 1)

    def test_long_chains_are_verified_in_steps(self):
        self.run_cron("cron_seal_traces")
        check = self.registry["cdht.trace.chain"]._check
        with patch.object(check, "__defaults__", (3,)):
            self.run_cron("cron_verify_traces")
        for chain in self.chains.search([]):
            self.assertTrue(chain.verified_on)
            self.assertFalse(chain.verified_to)
            self.assertFalse(chain.fault)

    def test_a_restored_database_is_verified_and_managers_are_told(self):
        self.run_cron("cron_seal_traces")
        self.run_cron("cron_verify_traces")
        chains = self.registry["cdht.trace.chain"]
        with (
            patch.object(chains, "_database_identity", lambda _chains: "9/9"),
            self.assertLogs("odoo.addons.cdht_module", "WARNING"),
        ):
            self.run_cron("cron_verify_traces")
        notice = self.notices(self.manager)
        self.assertEqual(len(notice), 1)
        self.assertIn("nguyên vẹn", notice.note)
        self.assertIn("Xã Mẫu", notice.note)

    def test_without_a_second_connection_nothing_is_refused(self):
        """The request succeeds all the same; the cron seals its lines later."""
        self.env.cr.flush()
        waiting = self.chains._waiting()
        full = patch.object(
            type(self.env.registry), "cursor", side_effect=PoolError("is full")
        )
        with full:
            self.assertEqual(_seal_committed(self.env.registry, waiting, 10), 0)
            self.chains._head_text(self.commune)
        self.run_cron("cron_seal_traces")
        self.assertFalse(self.chains._waiting())

    def test_a_database_moved_while_it_was_verified_begins_anew(self):
        self.run_cron("cron_seal_traces")
        self.run_cron("cron_verify_traces")
        chains = self.registry["cdht.trace.chain"]
        self.chains.search([]).write({"verified_to": 2, "verified_hash": "x"})
        with (
            patch.object(chains, "_database_identity", lambda _chains: "9/9"),
            self.assertLogs("odoo.addons.cdht_module", "WARNING"),
        ):
            self.run_cron("cron_verify_traces")
        self.assertFalse(any(self.chains.search([]).mapped("fault")))
        self.assertIn("nguyên vẹn", self.notices(self.manager).note)


@tagged("post_install", "-at_install")
class TestTraceHeadOnPapers(PaperCase):
    """Minutes, petition and decision carry the chain's head, in small type."""

    def test_in_small_type_on_the_first_papers_signed(self):
        dossiers = self.make_list(self.village, 3)
        minutes = dossiers.proposal_id
        decision = self.decision_on(self.petition(dossiers))
        petition = decision.petition_ids
        self.issue(decision, "9", "2027-02-05")
        without = self.pages_of(minutes, petition, decision)
        self.env["cdht.trace.chain"]._seal({self.commune.id})
        head = self.env["cdht.trace.chain"]._head_text(self.commune)
        self.assertRegex(head, r"^\d+/([0-9a-f]{4} ?){4}$")
        self.env["cdht.print"].search([]).superseded = True
        # As if they were issued now: what a paper says is kept with it.
        for paper in (minutes, petition, decision):
            paper.write({"issued_head": False, "issued_values": False})
            paper._keep_issued_values()
        for before, pages in zip(
            without, self.pages_of(minutes, petition, decision), strict=True
        ):
            self.assertEqual(len(pages), len(before))
            (line,) = [
                line
                for page in pages
                for line in text_lines(page)
                if "Nhật ký xử lý:" in line.text
            ]
            self.assertIn(head, line.text)
            self.assertEqual(line.size, 7)

    def pages_of(self, minutes, petition, decision):
        """The pages of the three papers as PDFs."""
        return [
            PdfReader(
                io.BytesIO(
                    self.print_pdf(paper, report=f"cdht_module.report_cdht_{name}")
                )
            ).pages
            for paper, name in (
                (minutes, "minutes"), (petition, "petition"), (decision, "decision"),
            )
        ]  # fmt: skip


@tagged("post_install", "-at_install", "-standard", "cdht_concurrency")
class TestSealedAtOnce(RaceCase):
    """Requests that seal at the same moment: one chain, nothing left, nobody waits."""

    def test_many_at_once_make_one_chain(self):
        start = threading.Barrier(6)

        def write_and_seal(number):
            with self.registry.cursor() as cursor:
                env = api.Environment(cursor, self.env.uid, {})
                people = env["cdht.citizen"].browse(self.people)
                start.wait(10)
                for _time in range(5):
                    env["cdht.trace"]._record(people, "write", reason=str(number))
                    # The commit runs what seals them.
                    cursor.commit()
                    cursor.postcommit.run()

        with (
            patch("odoo.orm.environments.Registry", lambda _name: self.registry),
            patch(
                "odoo.addons.cdht_module.models.foundation.cdht_trace_chain._PAUSE", 0
            ),
            ThreadPoolExecutor(6) as pool,
        ):
            list(pool.map(write_and_seal, range(6)))
        with self.registry.cursor() as cursor:
            chains = api.Environment(cursor, self.env.uid, {})["cdht.trace.chain"]
            chains._seal(set(chains._waiting()))
            self.assertIn("Nhật ký xử lý Xã Đua: nguyên vẹn", chains._verify())
            chain = chains.search([("commune_id", "in", self.units)])
            self.assertGreaterEqual(chain.line_count, 60)
