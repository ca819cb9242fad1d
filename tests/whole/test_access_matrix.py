"""Who may do what: every model, move, report and page, by role and place.

``data/access_matrix.csv`` is the table; manual/quyen-han.md is printed from it. A cell
names the places in which the role may: h at home, n in the neighbouring unit, c in the
second commune. Each refusal is followed by the same call by one who may, so that it
refuses the role and not a record that fits nobody.
"""

import inspect
import re
from base64 import b64encode
from unittest.mock import patch

from passlib.context import CryptContext
from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import HttpCase, TransactionCase, tagged
from odoo.tools import groupby, mute_logger

from ..matrix_calls import call
from ..matrix_table import roles, table
from ..matrix_world import PLACES, World
from ..sample_file import blank_page

VERBS = ("create", "read", "write", "unlink")
# Refused to the superuser too, so it cannot be shown that the call itself works.
NEVER = {
    # They have no number.
    "cdht.proposal.action_correct_entry",
    "cdht.inspection.action_correct_entry",
    "cdht.trace:write",
    "cdht.trace:unlink",
    "cdht.assessment:unlink",
    "cdht.recognition:unlink",
    "cdht.statistic:create",
    "cdht.statistic:write",
    "cdht.statistic:unlink",
    "cdht.asking:create",
    "cdht.asking:write",
    "cdht.asking:unlink",
    "cdht.progress:create",
    "cdht.progress:write",
    "cdht.progress:unlink",
}
# What no officer should ever be shown.
TECHNICAL = re.compile(r"cdht\.\w|\bid=|top-secret|tuyệt mật|ir\.rule|ACL|Traceback")
VIETNAMESE = re.compile(r"[àáảãạăâđèéẻẽẹêìíỉĩịòóỏõọôơùúủũụưỳýỷỹỵ]", re.I)


UNKNOWN = "khong-co"  # no page of ours
MODULE = "odoo.addons.cdht_module"


@tagged("post_install", "-at_install", "access_rights")
class TestAccessMatrix(World, TransactionCase):
    """The whole matrix, at home, in the neighbouring unit, in a second commune."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Hashing and printing codes is slow here, and tested in test_slip.
        reports = cls.env.registry["ir.actions.report"]
        cls.startClassPatcher(
            patch.object(reports, "_cdht_html_to_pdf", lambda *_args: blank_page())
        )
        hashing = CryptContext(["plaintext"])
        cls.startClassPatcher(
            patch.object(
                cls.env.registry["res.users"], "_crypt_context", lambda *_args: hashing
            )
        )

    def test_walk(self):
        """Each role calls each operation in each place, as the table says."""
        self.positive = self.refused = 0
        self.wrong = []
        by_state = groupby(table(), lambda row: row["state"])
        with mute_logger("odoo.addons.base.models.ir_rule", "odoo.sql_db"):
            for state, rows in by_state:
                for place in PLACES if state != "page" else ():
                    with self._undone():
                        self.bring(state, place)
                        self.env.flush_all()
                        for row in rows:
                            self._walk_row(row, place)
        self.assertFalse(self.wrong, "\n" + "\n".join(self.wrong))
        self.assertGreaterEqual(self.positive, self.refused)
        self.assertGreater(self.refused, 500)

    def test_a_second_click(self):
        """A move called again at once is refused or moves nothing, and makes nothing
        that goes by moves; what it made the first time is shown again."""
        moving = [
            model
            for name, model in self.env.registry.items()
            if name.startswith("cdht.") and model._auto and not model._abstract
            and "state" in model._fields and model._fields["state"].store
        ]  # fmt: skip
        wrong, clicked = [], 0
        rows = [row for row in table() if ":" not in row["operation"]]
        for state, same in groupby(rows, lambda row: row["state"]):
            with self._undone(), mute_logger("odoo.sql_db"):
                self.bring(state, "h")
                self.env.flush_all()
                for row in same:
                    may = [role for role in self.users if "h" in row[role]]
                    if not may:
                        continue
                    user = self.users[may[-1]]
                    with self._undone():
                        call(self, user, row["operation"])
                        first = self._states(moving)
                        self._try(user, row["operation"])
                        clicked += 1
                        if self._states(moving) != first:
                            wrong.append(row["operation"])
        self.assertFalse(wrong)
        self.assertGreater(clicked, 100)

    def _states(self, models):
        """[(table, id, state)] of all that goes by moves."""
        self.env.flush_all()
        one = "SELECT '{0}', id, state FROM {0}"
        self.env.cr.execute(
            " UNION ALL ".join(one.format(model._table) for model in models)
            + " ORDER BY 1, 2"
        )
        return self.env.cr.fetchall()

    def _walk_row(self, row, place):
        operation = row["operation"]
        may = [role for role in self.users if place in row[role]]
        # Where nobody may, the superuser shows that the call itself is sound.
        witness = self.users[may[-1]] if may else None
        for role, user in self.users.items():
            where = f"{operation}, {PLACES[place]}, {role}"
            if role in may:
                self._allowed(where, user, operation)
            else:
                self._refused(where, user, operation)
                if may or operation not in NEVER:
                    self._allowed(f"{where} (its witness)", witness, operation)

    def _allowed(self, where, user, operation):
        error = self._try(user, operation)
        if error:
            self.wrong.append(f"{where}: refused: {error!r}")
        self.positive += not error

    def _refused(self, where, user, operation):
        error = self._try(user, operation)
        if not error:
            self.wrong.append(f"{where}: NOT REFUSED")
        elif not self._understandable(error):
            self.wrong.append(f"{where}: not understandable: {error!r}")
        self.refused += bool(error)

    def _try(self, user, operation):
        """Return the refusal of the call, or None."""
        with self._undone():
            try:
                call(self, user, operation)
            except (UserError, IntegrityError, AssertionError) as error:
                return error

    def _understandable(self, error):
        """Refusals are in Vietnamese and name nobody."""
        # Odoo says first in which field of a form a foreign record was chosen.
        message = re.sub(r"^Failed to write field .*\n", "", str(error))
        return (
            isinstance(error, UserError)
            and len(message) > 20
            and VIETNAMESE.search(message)
            and not TECHNICAL.search(message)
        )


@tagged("post_install", "-at_install", "access_rights")
class TestPages(World, HttpCase):
    """Pages of our own, with each role and with nobody logged in."""

    def test_walk(self):
        self.bring("posting_issued", "h")  # a list hangs today
        parts = self._bring_pages()
        for row in table():
            if row["state"] != "page":
                continue
            path = row["operation"].removeprefix("page:")
            for part, value in parts.items():
                path = path.replace(part, str(value))
            self.authenticate(None, None)
            for_all = all(row[role] != "-" for role in self.users)
            self.assertEqual(self._opens(path), for_all, path)
            for role, user in self.users.items():
                self.authenticate(user.login, user.login)
                with self.subTest(page=path, role=role):
                    self.assertEqual(self._opens(path), row[role] != "-")

    def _opens(self, path):
        answer = self.url_open(path, allow_redirects=False)
        good = 404 if path.endswith(UNKNOWN) else 200
        self.assertIn(answer.status_code, (good, 303), path)
        return answer.status_code == good

    def _bring_pages(self):
        """What the parts of paths stand for; what the citizen has."""
        title = self.make_titles(self.make_people(), [2025])
        title.verify_token = "t" * 32
        own = self.register(self.person, self._year_after())
        self._year_after(1)
        file = own.line_ids[0]._add_file("a.pdf", blank_page())
        certificate = self.make_titles(self.person, [2024])
        certificate.env["cdht.print"].create(
            {
                "res_model": certificate._name, "res_id": certificate.id,
                "report_name": "cdht_module.certificate_paper", "stage": "issued",
                "file": b64encode(blank_page()), "filename": "a.pdf", "sha256": "x",
            }
        )  # fmt: skip
        slip = self.make_dossiers(birth_year=1970)
        self._bring_year_file_done()
        # Nothing is in it that would have to be read.
        self.records["cdht.year.file"].line_ids.unlink()
        key = self.env["cdht.form.key"]._issue(slip)
        path = "/cdht/phieu-cua-toi/"
        return {
            f"{path}<string:token>": f"{path}{key.token}",
            "<path:unknown>": UNKNOWN,
            "<string:token>": title.verify_token,
            "<string:name>": "van-ban",
            "<int:commune_id>": self.commune.id,
            "<int:file_id>": file.id,
            "<int:campaign_id>": self.campaign.id,
            "<int:year_file_id>": self.records["cdht.year.file"].id,
            "<int:number>": 1,
            "<int:year>": 2024,
        }

    def _year_after(self, more=0):
        """A further year that is open to people."""
        year = self.campaign.create(
            {
                "unit_id": self.commune.id, "year": self.campaign.year + 1 + more,
                "registration_deadline": "2026-12-31", "self_deadline": "2026-12-31",
            }
        )  # fmt: skip
        year.action_open()
        return year


@tagged("post_install", "-at_install", "access_rights")
class TestNothingIsForgotten(TransactionCase):
    """A new model, public method, report or page needs its row, a role its column."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = {row["operation"] for row in table()}

    def test_roles(self):
        offices = self.env["res.users"]._cdht_offices()
        held = {f"cdht_module.group_cdht_{role}" for role, _unit in roles().values()}
        self.assertEqual(
            held,
            {"cdht_module.group_cdht_citizen", *offices.get_external_id().values()},
        )

    def test_models(self):
        models = {
            name
            for name in self.env.registry
            if name.startswith("cdht.") and not self.env[name]._abstract
        }
        wanted = {f"{name}:{verb}" for name in models for verb in VERBS}
        self.assertFalse(wanted - self.rows)

    def test_public_methods(self):
        wanted = set()
        for name, model in self.env.registry.items():
            if self.env[name]._abstract:
                continue
            inherited = {
                method
                for cls in model.mro()
                if not cls.__module__.startswith(MODULE)
                for method in vars(cls)
            }
            wanted |= {
                f"{name}.{method}"
                for cls in model.mro()
                if cls.__module__.startswith(MODULE)
                for method, function in vars(cls).items()
                if inspect.isfunction(function)
                and not method.startswith("_")
                and not getattr(function, "_api_private", False)
                and method not in inherited
            }
        self.assertFalse(wanted - self.rows)

    def test_reports(self):
        reports = self.env["ir.actions.report"].search(
            [("report_name", "=like", "cdht_module.%")]
        )
        names = {xmlid.split(".")[1] for xmlid in reports.get_external_id().values()}
        self.assertTrue(names)
        self.assertFalse({f"report:{name}" for name in names} - self.rows)

    def test_routes(self):
        rules = self.env["ir.http"].routing_map().iter_rules()
        ours = {
            f"page:{rule.rule}"
            for rule in rules
            if rule.endpoint.func.__module__.startswith(MODULE)
        }
        # Odoo's own route, by which an officer writes a line: `test_foreign_file`.
        ours.discard("page:/web/binary/upload_attachment")
        # That of all reports, each of which has its row.
        ours.discard("page:/report/download")
        self.assertFalse(ours - self.rows)

    def test_rows_mean_something(self):
        """No row of something that is gone, no cell with another letter."""
        for row in table():
            for role in roles():
                self.assertRegex(row[role], r"^(-|h?n?c?)$", row["operation"])
            name, _colon, verb = row["operation"].partition(":")
            if verb in VERBS:
                self.assertIn(name, self.env.registry)
            elif not verb:
                model, _dot, method = name.rpartition(".")
                self.assertTrue(hasattr(self.env[model], method), name)
