"""Two officers in one grid at the same moment, in transactions of their own."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from unittest.mock import patch

from odoo import api
from odoo.service.model import retrying
from odoo.tests import tagged

from ..race_case import RaceCase


@tagged("post_install", "-at_install", "-standard", "cdht_concurrency")
class TestEntryAtOnce(RaceCase):
    def setUp(self):
        super().setUp()
        sleep = time.sleep
        self.enterContext(
            patch("odoo.service.model.time.sleep", lambda seconds: sleep(seconds / 20))
        )
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, self.env.uid, {})
            dossier = env["cdht.campaign"].browse(self.campaign_id).assessment_ids
            self.list_id, self.dossier_id = dossier.proposal_id.id, dossier.id
            self.indicators = dossier.line_ids.indicator_id.ids

    def at_once(self, *functions):
        """What each of the calls on the list gave."""
        start = threading.Barrier(len(functions))
        with ExitStack() as opened:
            # Odoo's tests hold the registry's lock, for which other threads would wait.
            opened.enter_context(
                patch("odoo.orm.environments.Registry", lambda _name: self.registry)
            )
            envs = [
                api.Environment(
                    opened.enter_context(self.registry.cursor()), self.env.uid, {}
                )
                for _function in functions
            ]

            def request(env, function):
                proposal = env["cdht.proposal"].browse(self.list_id)
                assert proposal.unit_id  # the transaction has begun
                start.wait(10)
                return retrying(lambda: function(proposal), env)

            with ThreadPoolExecutor(len(functions)) as pool:
                return list(pool.map(request, envs, functions))

    def types(self, number, value):
        cell = {
            "dossier": self.dossier_id,
            "indicator": self.indicators[number],
            "field": "self_score",
            "value": value,
            "known": [False],
        }
        return lambda proposal: proposal.action_enter([cell])["answers"][0]

    def scores(self):
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, self.env.uid, {})
            dossier = env["cdht.assessment"].browse(self.dossier_id)
            return dossier.line_ids.mapped("self_score"), dossier.self_total

    def test_the_same_cell(self):
        """One is saved, the other is asked; nothing is overwritten."""
        answers = self.at_once(self.types(0, 7), self.types(0, 9))
        kinds = sorted(answer["kind"] for answer in answers)
        self.assertEqual(kinds, ["conflict", "saved"])
        saved = next(one["now"] for one in answers if one["kind"] == "saved")
        self.assertEqual(self.scores()[0][0], saved)
        self.assertEqual({answer["now"] for answer in answers}, {saved})

    def test_cells_of_one_person(self):
        answers = self.at_once(*(self.types(number, 8) for number in range(4)))
        self.assertEqual({answer["kind"] for answer in answers}, {"saved"})
        self.assertEqual(self.scores(), ([8] * 4 + [0] * 6, 32))

    def test_the_same_new_person(self):
        new = {"name": "Lý Thị Mới", "birth_year": 1971}
        rows = self.at_once(*[lambda one: one.action_enter_person(new)["row"]] * 3)
        self.assertEqual(len({row["id"] for row in rows}), 1)
