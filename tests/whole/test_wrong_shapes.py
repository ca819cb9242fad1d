"""Every public method called over RPC with what no screen sends.

Whatever has no leading underscore is called by any login, with any parameters. It
answers, or it refuses in Vietnamese; it never fails with an error.
"""

import inspect
from contextlib import contextmanager
from itertools import count

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, MissingError, RedirectWarning, UserError
from odoo.service.model import call_kw
from odoo.tests import TransactionCase, tagged
from odoo.tools import groupby, mute_logger

from ..common import CommuneCase
from ..matrix_calls import ARGUMENTS
from ..matrix_table import table
from ..matrix_world import World
from .test_access_matrix import MODULE, VIETNAMESE

NAN = float("nan")
HUGE = 2**70
LONG = "ă" * 100_000
# What a parameter may be given instead of what it is.
ODD = (
    None, False, True, 0, -1, 1.5, NAN, HUGE, "", "x", "2026-02-30", "\0", "\ud800",
    LONG, [], ["x"], [[1, [2]]], [None], [HUGE], {}, {"x": 1},
)  # fmt: skip
IDS = ([], ["x"], [True], [None], [-1], [0], [HUGE], [1.5], [[1]], [987_654_321])
COMMANDS = (
    "x", 1, {"x": 1}, [1, "x"], [[]], [["x"]], [[9, 1]], [[0, 0, "x"]], [[1, "x", {}]],
    [[0, 0, {"no_such_field": 1}]], [[4, HUGE]], [[6, 0, "x"]], [[1, 987_654_321, {}]],
)  # fmt: skip
STEPS = 5  # odd values a field, all of them in turn
CONTEXTS = (
    {"active_ids": "x", "active_id": "x", "active_model": "x"},
    {"active_ids": [HUGE, None], "active_id": [1], "active_model": "cdht.decision"},
    {"active_ids": {"x": 1}, "active_id": HUGE, "active_model": ["x"]},
)


@tagged("post_install", "-at_install", "access_rights")
class TestWrongShapes(World, TransactionCase):
    """As a user with all roles, so that calls are not refused before their values are
    checked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.everybody = cls.make_user(
            "t_everybody",
            "chapter,commune,district,manager",
            cls.province | cls.commune | cls.other_commune | cls.village | cls.village_2
            | cls.other_village | cls.association,
        )  # fmt: skip

    def test_every_method(self):
        """Each method of the access matrix, on records of the state it is for."""
        self.wrong, self.calls = set(), 0
        for state, rows in groupby(table(), lambda row: row["state"]):
            operations = [row["operation"] for row in rows if self._is_called(row)]
            if state == "page" or not operations:
                continue
            with self._undone():
                others = self._bring_two(state)
                for operation in operations:
                    self._walk(operation, others)
        self.assertFalse(self.wrong, "\n" + "\n".join(sorted(self.wrong)))
        self.assertGreater(self.calls, 10_000)

    def _bring_two(self, state):
        """Records at home, and where there may be two those of another place."""
        try:
            with self._undone(keep=True), mute_logger("odoo.sql_db"):
                self.bring(state, "n")
                others = self.records
                self.bring(state, "h")
                self.env.flush_all()
        except (UserError, IntegrityError):
            others = {}
            self.bring(state, "h")
            self.env.flush_all()
        return others

    def _is_called(self, row):
        name, _colon, verb = row["operation"].partition(":")
        if name in ("page", "report") or verb in ("read", "unlink"):
            return False
        # What the add-on does not override is core's.
        return not verb or any(
            cls.__module__.startswith(MODULE) and verb in vars(cls)
            for cls in type(self.env[name]).mro()
        )

    def _walk(self, operation, others):
        name, _colon, verb = operation.partition(":")
        model, method = (name, verb) if verb else name.rsplit(".", 1)
        records = self.records.get(model, self.env[model])
        two = records | others.get(model, records)
        right = ARGUMENTS[name](self) if name in ARGUMENTS else ()
        if verb:
            right = ({},)
        names = self._parameters(model, method)
        on_model = getattr(getattr(self.env[model], method), "_api_model", False)
        for ids in () if on_model else (*IDS, records.ids, two.ids):
            self._call(model, method, ids, right)
            self._call(model, method, ids, (), dict.fromkeys(names, "x"))
        ids = None if on_model else records.ids
        for position in range(len(right)):
            for odd in ODD:
                wrong = (*right[:position], odd, *right[position + 1 :])
                self._call(model, method, ids, wrong)
        self._call(model, method, ids, (*right, "one more", "and one"))
        self._call(model, method, ids, right, {"no_such_parameter": 1})
        self._call(model, method, ids, right[:-1])
        for context in CONTEXTS:
            self._call(model, method, ids, right, {"context": context})
        if verb:
            for vals in self._wrong_values(model):
                self._call(model, method, ids, (vals,))
                defaults = {f"default_{field}": value for field, value in vals.items()}
                self._call(model, method, ids, right, {"context": defaults})

    def test_forms(self):
        """What a form asks while somebody types."""
        self.wrong, self.calls = set(), 0
        for model in sorted(self.env.registry):
            if not model.startswith("cdht.") or self.env[model]._abstract:
                continue
            for odd in ODD:
                self._call(model, "onchange", [], (odd, ["display_name"], {}))
                self._call(model, "onchange", [], ({}, odd, {}))
                self._call(model, "onchange", [], ({}, [], odd))
            for vals in self._wrong_values(model):
                spec = dict.fromkeys(vals, {})
                self._call(model, "onchange", [], (vals, list(vals), spec))
        self.assertFalse(self.wrong, "\n" + "\n".join(sorted(self.wrong)))

    def test_the_engine_of_workbooks_is_nobodys(self):
        """A person's whole data: only the move makes it, which leaves a trace."""
        person = self.make_people().ids
        context = {"context": {"active_model": "cdht.citizen"}}
        for report in ("personal_data", "proposal_xlsx"):
            records = self.env(user=self.commune_user)[f"report.cdht_module.{report}"]
            with self.assertRaises(AccessError):
                call_kw(records, "create_xlsx_report", [[], person, {}], context)

    def _parameters(self, model, method):
        function = getattr(type(self.env[model]), method)
        return list(inspect.signature(function).parameters)[1:]

    def _wrong_values(self, model):
        """Values of which one is wrong, for each field of ours."""
        yield {"no_such_field": 1}
        yield {"": 1}
        turn = count()
        for name, field in self.env[model]._fields.items():
            if field._module == "cdht_module":
                odds = COMMANDS if field.type.endswith("2many") else ODD
                for _number in range(STEPS):
                    yield {name: odds[next(turn) % len(odds)]}

    def _call(self, model, method, ids, arguments, keywords=()):
        """As a request does it."""
        self.calls += 1
        records = self.env(user=self.everybody, context={})[model]
        keywords = dict(keywords)
        keywords["context"] = {"lang": "vi_VN", **keywords.get("context", {})}
        arguments = [*([] if ids is None else [ids]), *arguments]
        error = None
        with self._undone(), mute_logger("odoo.sql_db"):
            try:
                call_kw(records, method, arguments, keywords)
                self.env.flush_all()
            except IntegrityError:
                pass  # becomes a refusal where requests are carried out
            except Exception as caught:  # noqa: BLE001 every kind is judged
                error = caught
        if error and not self._is_refusal(error):
            where = f"{model}.{method}{arguments!r:.200} {keywords!r:.150}"
            self.wrong.add(f"{where}: {type(error).__name__}: {error!s:.150}")

    def _is_refusal(self, error):
        if isinstance(error, MissingError):
            return True
        if not isinstance(error, (UserError, RedirectWarning)):
            return False
        return bool(VIETNAMESE.search(str(error.args[0])))

    @contextmanager
    def _undone(self, keep=False):
        """What happens inside is undone, in the database and in memory; with
        ``keep`` only where it failed."""
        savepoint = self.env.cr.savepoint()
        try:
            yield
        except Exception:
            savepoint.close(rollback=True)
            raise
        savepoint.close(rollback=not keep)


@tagged("post_install", "-at_install", "access_rights")
class TestHostileContext(CommuneCase):
    """What a request says in its context is not what happened."""

    def test_settings_are_traced_whatever_it_says(self):
        """Only what comes while an add-on is installed leaves no trace."""
        context = {"install_mode": True}
        settings = self.env["cdht.authority"].with_user(self.manager)
        vals = {"unit_id": self.agency.id, "authority_id": self.province.id}
        row = settings.with_context(**context).create(vals)
        row.authority_id = self.commune
        self.assertEqual(self.traces(row).mapped("move"), ["create", "write"])

    def test_a_trace_tells_nothing_that_it_says(self):
        before = self.env["cdht.trace"].search([], limit=1).id
        forged = {
            "default_reason": "Được đồng ý", "default_on_behalf_of": "citizen",
            "default_unit_id": self.other_village.id,
        }  # fmt: skip
        dossier = self.make_dossiers("registered")
        campaign = self.campaign.with_user(self.commune_user)
        call_kw(campaign, "write", [campaign.ids, {"report_due": "2026-12-20"}], {
            "context": forged,
        })  # fmt: skip
        people = self.make_people().ids
        call_kw(campaign, "action_register", [campaign.ids, people], {
            "context": forged,
        })  # fmt: skip
        dossier.with_user(self.chapter).with_context(**forged).write(
            {"in_learning_family": True}
        )
        traces = self.traces(campaign, "write") | self.traces(dossier, "write")
        self.assertEqual(len(traces), 2)
        self.assertFalse(traces.filtered("reason"))
        self.assertFalse(traces.filtered("on_behalf_of"))
        new = self.env["cdht.trace"].search([("id", ">", before)])
        self.assertNotIn(self.other_village, new.unit_id)

    def test_a_move_takes_nothing_from_it(self):
        decision = self.recognise(self.make_dossiers("proposed"))
        decision = decision.with_user(self.commune_user)
        context = {"default_number": "999", "default_place": "Nơi khác"}
        arguments = [decision.ids, "Ghi sai năm sinh"]
        (draft,) = call_kw(decision, "action_amend", arguments, {"context": context})
        draft = self.env["cdht.decision"].browse(draft)
        self.assertFalse(draft.number)
        self.assertNotEqual(draft.place, "Nơi khác")
