"""People who tap twice, on two phones, at the same moment."""

import io
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from unittest.mock import patch

from PIL import Image

from odoo import api
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import tagged

from ..race_case import RaceCase

_AT_ONCE = 4


@tagged("post_install", "-at_install", "-standard", "cdht_concurrency")
class TestTapsAtOnce(RaceCase):
    """Each request in a transaction of its own, begun anew as Odoo does."""

    def setUp(self):
        super().setUp()
        sleep = time.sleep
        self.enterContext(
            patch("odoo.service.model.time.sleep", lambda seconds: sleep(seconds / 20))
        )
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, self.env.uid, {})
            campaign = env["cdht.campaign"].browse(self.campaign_id)
            campaign.registration_deadline = campaign.self_deadline
            self.dossier_id = campaign.assessment_ids.id
            campaign.assessment_ids.citizen_id.birth_year = 1968

    def _clear(self):
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, self.env.uid, {})
            env["cdht.assessment"].browse(self.dossier_id)._forget_evidence()
        super()._clear()

    def at_once(self, function, times=_AT_ONCE):
        """What each of the calls gave, or raised."""
        start = threading.Barrier(times)
        with ExitStack() as opened:
            # Odoo's tests hold the registry's lock, for which other threads would wait.
            opened.enter_context(
                patch("odoo.orm.environments.Registry", lambda _name: self.registry)
            )
            cursors = [
                opened.enter_context(self.registry.cursor()) for _n in range(times)
            ]
            envs = [api.Environment(cursor, self.env.uid, {}) for cursor in cursors]

            def request(env):
                start.wait(10)
                try:
                    return retrying(lambda: function(env), env)
                except UserError as error:
                    env.cr.rollback()
                    return error

            with ThreadPoolExecutor(times) as pool:
                return list(pool.map(request, envs))

    def now(self, function):
        with self.registry.cursor() as cursor:
            return function(api.Environment(cursor, self.env.uid, {}))

    def traces_of(self, move):
        return self.now(
            lambda env: env["cdht.trace"].search_count(
                [("move", "=", move), ("unit_id", "in", self.units)]
            )
        )

    def dossier(self, env):
        return env["cdht.assessment"].browse(self.dossier_id)

    def test_register(self):
        group = self.env.ref("cdht_module.labour_group_n1").id

        def register(env):
            campaign = env["cdht.campaign"].browse(self.campaign_id)
            person = env["cdht.citizen"].browse(self.people[1])
            return campaign._register_person(person, group, False).id

        self.assertEqual(len(set(self.at_once(register))), 1)
        self.assertEqual(self.traces_of("register"), 2)

    def test_the_same_indicator_again(self):
        mark = self.now(lambda env: self.dossier(env).line_ids[0]._mark())
        done = self.at_once(
            lambda env: self.dossier(env).line_ids[0]._save_own(8, "Đọc báo", mark)
        )
        self.assertEqual(done, [True] * _AT_ONCE)
        self.assertEqual(self.traces_of("self_score"), 1)

    def test_two_phones_that_differ(self):
        mark = self.now(lambda env: self.dossier(env).line_ids[0]._mark())
        scores, phones = iter((3, 9)), {}

        def save(env):
            phone = threading.get_ident()
            if phone not in phones:
                phones[phone] = next(scores)
            return self.dossier(env).line_ids[0]._save_own(phones[phone], "", mark)

        self.assertEqual(sorted(self.at_once(save, 2)), [False, True])

    def test_submit(self):
        def score(env):
            for line in self.dossier(env).line_ids:
                line.self_score = 8

        self.now(score)
        done = self.at_once(lambda env: self.dossier(env)._submit_by_person())
        self.assertEqual(done, [None] * _AT_ONCE)
        self.assertEqual(self.traces_of("submit"), 1)

    def test_the_same_photo(self):
        photo = io.BytesIO()
        Image.new("RGB", (60, 40)).save(photo, "JPEG")
        files = self.at_once(
            lambda env: (
                self.dossier(env).line_ids[0]._add_file("a.jpg", photo.getvalue()).id
            )
        )
        self.assertEqual(len(set(files)), 1)

    def test_one_slip(self):
        self.now(
            lambda env: env["cdht.invitation"]._issue(
                env["cdht.citizen"].browse(self.people[0])
            )
        )

        def use(env):
            slip = env["cdht.invitation"].search(
                [("citizen_id", "=", self.people[0])], limit=1
            )
            slip._lock_unused()
            slip.state = "used"
            return "used"

        done = self.at_once(use)
        self.assertEqual(done.count("used"), 1, done)

    def test_one_code(self):
        """Nobody is told that a right date is wrong; wrong ones are all counted."""
        self.now(lambda env: env["cdht.form.key"]._issue(self.dossier(env)))

        def answer(birth):
            def give(env):
                return self.dossier(env).key_ids._accepts(birth, "192.0.2.1")

            return give

        self.assertEqual(self.at_once(answer("1968")), [True] * _AT_ONCE)
        self.assertEqual(self.at_once(answer("1970")), [False] * _AT_ONCE)
        self.assertEqual(
            self.now(lambda env: self.dossier(env).key_ids.tries), _AT_ONCE
        )
