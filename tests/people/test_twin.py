from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.cdht_module.models.people.cdht_merge import KEPT_DAYS

from ..common import CommuneCase

NUMBER = "020080000001"


@tagged("post_install", "-at_install")
class TestTwin(CommuneCase):
    """Records that may be one person: found, made one, or kept apart for good."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.twins = cls.env["cdht.twin"]
        cls.old = cls.make_people(name="Lò Văn Hoà")
        cls.new = cls.make_people(
            name="Lò Văn Hòa", identity_number=NUMBER, birth_date="1980-03-12"
        )

    def find(self, user=None):
        """The open pairs of the commune, found anew."""
        self.twins.with_user(user or self.commune_user).action_find()
        return self.twins.search([("commune_id", "=", self.commune.id)])

    def pair(self):
        return self.find().with_user(self.commune_user)

    def test_the_record_that_says_more_stays_on_the_left(self):
        pair = self.pair()
        self.assertEqual((pair.citizen_id, pair.other_id), (self.new, self.old))
        self.assertEqual(pair.why, "spelling")
        self.assertIn("020•••••0001", pair.about)
        self.assertNotIn(NUMBER, pair.about)
        self.assertEqual(self.find(), pair)

    def test_which_digit_differs_is_told_not_the_numbers(self):
        self.old.write({"name": "Lò Văn Hòa", "identity_number": "020080000091"})
        pair = self.pair().with_context(lang="en_US")
        self.assertEqual(pair.why, "digit")
        self.assertIn("digit 11", pair.why_text)
        self.assertNotIn(NUMBER, pair.why_text)

    def test_titles_run_on_and_keep_what_was_printed(self):
        first = self.make_titles(self.old, (2022, 2023))
        later = self.make_titles(self.new, (2024, 2025))
        self.assertEqual(later.mapped("streak"), [1, 2])
        self.old.write({"phone": "0912000111", "gender": "male"})
        shown = self.pair().action_merge()
        self.assertEqual(shown["res_id"], self.new.id)
        self.assertFalse(self.old.exists())
        self.assertEqual((first | later).citizen_id, self.new)
        self.assertEqual((first | later).mapped("streak"), [1, 2, 3, 4])
        self.assertEqual(first.mapped("printed_name"), ["Lò Văn Hoà"] * 2)
        self.assertEqual((self.new.phone, self.new.gender), ("0912000111", "male"))
        self.assertEqual(self.new.name, "Lò Văn Hòa")
        self.assertEqual(self.new.identity_number, NUMBER)

    def test_a_fifth_year_is_seen_by_the_dossier(self):
        self.make_titles(self.old, range(2022, 2026))
        dossier = self.register(self.new)
        self.assertFalse(dossier.is_fifth_year)
        self.pair().action_merge()
        self.assertTrue(dossier.is_fifth_year)
        self.assertEqual(dossier.earlier_streak, 4)

    def test_the_other_stays_where_its_name_is_right(self):
        self.pair().action_merge_into_other()
        self.assertFalse(self.new.exists())
        self.assertEqual(self.old.name, "Lò Văn Hoà")
        self.assertEqual(self.old.identity_number, NUMBER)
        self.assertEqual(str(self.old.birth_date), "1980-03-12")

    def test_everything_that_names_a_person_is_taken_over(self):
        """Whatever room keeps it: dossiers, signatories, requests, slips, files."""
        dossier = self.register(self.old)
        self.signatory.citizen_id = self.old
        request = self.env["cdht.data.request"].create({"citizen_id": self.old.id})
        self.env["cdht.invitation"]._issue(self.old)
        file = self.env["ir.attachment"].create(
            {"name": "a", "res_model": "cdht.citizen", "res_id": self.old.id}
        )
        self.pair().action_merge()
        for record in (dossier, self.signatory, request):
            self.assertEqual(record.citizen_id, self.new)
        self.assertEqual(file.res_id, self.new.id)
        self.assertTrue(
            self.env["cdht.invitation"].search([("citizen_id", "=", self.new.id)])
        )

    def test_a_login_goes_with_its_person(self):
        self.give_login(self.old, self.citizen_user)
        self.pair().action_merge_into_other()
        self.assertEqual(self.old.partner_id, self.citizen_user.partner_id)

    def test_two_logins_are_refused(self):
        self.give_login(self.old, self.citizen_user)
        self.give_login(self.new, self.citizen_user_2)
        self.assertRefused(UserError, self.old.name, self.pair().action_merge)

    def test_two_dossiers_of_a_year_are_refused(self):
        dossiers = self.register(self.old | self.new)
        pair = self.pair()
        refusal = self.assertRefused(RedirectWarning, "2026", pair.action_merge)
        found = self.env["cdht.assessment"].search(refusal.args[1]["domain"])
        self.assertEqual(found, dossiers)
        dossiers[0].with_user(self.commune_user).action_withdraw("Ghi hai lần.")
        pair.action_merge()
        self.assertEqual(dossiers.citizen_id, self.new)

    def test_a_title_transcribed_twice_is_one(self):
        self.make_titles(self.old, (2024, 2025))
        self.make_titles(self.new, (2025,))
        self.pair().action_merge()
        self.assertEqual(
            self.new.recognition_ids.sorted("year").mapped("year"), [2024, 2025]
        )
        self.assertEqual(
            self.new.recognition_ids.sorted("year").mapped("streak"), [1, 2]
        )

    def test_two_titles_of_a_year_by_two_decisions_are_refused(self):
        self.make_titles(self.old, (2025,))
        self.make_titles(self.new, (2025,), decision_number="99")
        self.assertRefused(UserError, "2025", self.pair().action_merge)

    def test_a_title_given_here_whose_years_change_is_flagged(self):
        self.make_titles(self.old, (2025,))
        dossier = self.register(self.new)
        decision = self.env["cdht.decision"].create({"campaign_id": self.campaign.id})
        title = self.make_titles(
            self.new, (2026,), decision_id=decision.id, assessment_id=dossier.id
        )
        self.pair().action_merge()
        self.assertEqual((title.streak_changed, title.streak_before), (True, 1))
        self.assertEqual(title.streak, 2)

    def test_traces_stay_and_lead_to_who_is_left(self):
        self.old.with_user(self.commune_user).write({"occupation": "Làm ruộng"})
        old_id, before = self.old.id, self.traces(self.old)
        self.pair().action_merge()
        self.assertTrue(before.exists())
        self.assertEqual(self.new._former_ids(), [self.new.id, old_id])
        trace = self.traces(self.new, "merge")
        self.assertEqual(trace.user_id, self.commune_user)
        self.assertNotIn("Lò", f"{trace.value_from} {trace.reason}")

    def test_two_different_people_are_not_asked_about_again(self):
        pair = self.pair()
        pair.action_keep_apart()
        self.assertEqual(self.find(), pair)
        self.assertEqual(pair.state, "apart")
        self.assertRefused(UserError, "", pair.action_merge)
        pair.action_look_again()
        self.assertEqual(pair.state, "open")

    def test_what_was_said_of_who_goes_holds_for_who_stays(self):
        third = self.make_people(name="Lò Văn Hoà")
        pairs = self.find().with_user(self.commune_user)
        self.assertEqual(len(pairs), 3)
        apart = pairs.filtered(
            lambda pair: third.id in pair._key() and self.old.id in pair._key()
        )
        apart.action_keep_apart()
        chosen = pairs.filtered(
            lambda pair: self.old.id in pair._key() and self.new.id in pair._key()
        )
        chosen.action_merge()
        self.assertEqual(self.find().mapped("state"), ["apart"])

    def test_who_is_no_longer_alike_goes(self):
        pair = self.pair()
        self.old.birth_year = 1990
        self.assertFalse(self.find())
        self.assertFalse(pair.exists())

    def test_any_two_are_compared_by_choosing_them(self):
        people = self.make_people(size=2).with_user(self.commune_user)
        shown = people.action_compare()
        pair = self.twins.browse(shown["res_id"])
        self.assertEqual(pair.why, "chosen")
        self.assertEqual(people.action_compare()["res_id"], pair.id)
        self.assertIn(pair, self.find())

    def test_only_within_a_commune_and_its_office(self):
        elsewhere = self.make_people(self.other_village, name="Lò Văn Hoà")
        self.assertEqual(len(self.find()), 1)
        for user in (self.chapter, self.commune_other, self.manager):
            with self.assertRaises(AccessError):
                self.pair().with_user(user).action_merge()
        both = (self.old | elsewhere).with_user(self.commune_user)
        with self.assertRaises(AccessError):
            both.action_compare()
        with self.assertRaises(AccessError):
            self.twins.with_user(self.chapter).action_find()
        with self.assertRaises(AccessError):
            self.twins.with_user(self.commune_user).create(
                {"citizen_id": self.old.id, "other_id": self.new.id, "why": "chosen"}
            )

    def test_nobody_makes_oneself_one_with_another(self):
        self.give_login(self.old, self.commune_user)
        self.assertRefused(AccessError, "", self.pair().action_merge)

    def test_who_was_anonymised_is_nobody(self):
        pair = self.pair()
        self.old.with_user(self.commune_user).action_anonymise("Theo yêu cầu.")
        self.assertFalse(pair.exists())
        self.assertFalse(self.find())
        both = (self.old | self.new).with_user(self.commune_user)
        chosen = self.twins.browse(both.action_compare()["res_id"])
        self.assertRefused(UserError, "", chosen.action_merge)

    def test_a_pair_stands_once(self):
        self.pair()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.twins.create(
                {"citizen_id": self.old.id, "other_id": self.new.id, "why": "chosen"}
            )

    def test_as_many_queries_for_a_hundred_pairs(self):
        def queries(size):
            for number in range(size):
                self.make_people(name=f"Vi Văn Hoà {'I' * (number + 1)}x{size}")
                self.make_people(name=f"Vi Văn Hòa {'I' * (number + 1)}x{size}")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.twins._find(self.commune)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few = queries(2)
        self.assertLessEqual(queries(60), few + 2)

    def test_lists_and_papers_go_on(self):
        """Of a list that was sent: the dossier stays on it, with its person."""
        self.register(self.old)
        dossiers = self.old.assessment_ids
        self.carry(dossiers, "proposed")
        proposal = dossiers.proposal_id
        self.pair().action_merge()
        self.assertEqual(proposal.assessment_ids.citizen_id, self.new)
        self.assertEqual(dossiers.state, "proposed")

    # -- Taken apart again.

    def merge_of(self, person):
        return person.merge_ids.with_user(self.commune_user)

    def test_who_went_comes_back_as_they_were(self):
        """Under the old id, with number, login, dossier, titles, prints, files and
        traces; what was filled in beside them is blank again."""
        self.old.write({"phone": "0912000111", "gender": "male", "unit_rank": 7})
        self.give_login(self.old, self.citizen_user)
        first = self.make_titles(self.old, (2022, 2023))
        later = self.make_titles(self.new, (2023, 2025))
        dossier = self.register(self.old)
        self.score(dossier, "self_score", 8)
        file = self.env["ir.attachment"].create(
            {"name": "a", "res_model": "cdht.citizen", "res_id": self.old.id}
        )
        traces = self.traces(self.old)
        fields = ("name", "birth_year", "phone", "gender", "unit_rank", "partner_id")
        before = {
            one: [(one.id, *(one[name] for name in fields))]
            for one in (self.old, self.new)
        }
        streaks = (first | later).mapped("streak")
        self.pair().action_merge()
        self.assertFalse(self.old.exists())
        self.assertEqual(len(self.new.recognition_ids), 3)
        shown = self.merge_of(self.new).action_take_apart()
        self.env.invalidate_all()
        self.assertEqual(shown["domain"], [("id", "in", (self.new | self.old).ids)])
        for one, was in before.items():
            self.assertEqual([(one.id, *(one[name] for name in fields))], was)
        self.assertEqual((self.new.identity_number, self.old.identity_number),
                         (NUMBER, False))  # fmt: skip
        self.assertEqual(first.citizen_id, self.old)
        self.assertEqual(later.citizen_id, self.new)
        self.assertEqual((first | later).mapped("streak"), streaks)
        self.assertEqual(first.mapped("printed_name"), ["Lò Văn Hoà"] * 2)
        self.assertEqual(dossier.citizen_id, self.old)
        self.assertEqual(file.res_id, self.old.id)
        self.assertEqual(self.old._former_ids(), self.old.ids)
        self.assertEqual(self.new._former_ids(), self.new.ids)
        self.assertLessEqual(traces, self.traces(self.old))
        self.assertTrue(self.traces(self.old, "take_apart"))
        self.assertEqual(self.find().state, "apart")
        self.assertFalse(self.new.merge_ids)

    def test_columns_that_came_meanwhile_have_their_defaults(self):
        self.pair().action_merge()
        merge = self.merge_of(self.new).sudo()
        before = merge.before
        for row in before["rows"][0][1]:
            del row["status"], row["name_folded"]
        merge.before = before
        self.merge_of(self.new).action_take_apart()
        self.env.invalidate_all()
        self.assertEqual(self.old.status, "present")
        self.assertEqual(self.env["cdht.citizen"].search([("name", "=", "Lò Văn Hoà")]),
                         self.old)  # fmt: skip
        self.assertTrue(self.old.name_folded)

    def test_a_number_that_was_taken_over_goes_back(self):
        self.pair().action_merge_into_other()
        self.assertEqual(self.old.identity_number, NUMBER)
        self.merge_of(self.old).action_take_apart()
        self.assertFalse(self.old.identity_number)
        self.assertFalse(self.old.birth_date)
        self.assertEqual(self.new.identity_number, NUMBER)

    def test_what_came_since_stays_where_it_is(self):
        self.pair().action_merge()
        self.new.phone = "0912000222"
        dossier = self.register(self.new)
        self.merge_of(self.new).action_take_apart()
        self.assertEqual(dossier.citizen_id, self.new)
        self.assertEqual(self.new.phone, "0912000222")

    def test_what_was_built_on_it_keeps_them_one(self):
        self.make_titles(self.old, (2025,))
        dossier = self.register(self.new)
        self.pair().action_merge()
        decision = self.env["cdht.decision"].create({"campaign_id": self.campaign.id})
        self.make_titles(
            self.new, (2026,), decision_id=decision.id, assessment_id=dossier.id
        )
        merge = self.merge_of(self.new)
        self.assertRefused(UserError, "2026", merge.action_take_apart)
        self.assertFalse(self.old.exists())

    def test_a_list_that_was_sent_since_keeps_them_one(self):
        dossier = self.register(self.old)
        self.pair().action_merge()
        self.carry(dossier, "proposed")
        merge = self.merge_of(self.new)
        self.assertRefused(UserError, "2026", merge.action_take_apart)

    def test_the_later_one_comes_first(self):
        third = self.make_people(name="Lò Văn Hoá")
        self.pair().filtered(lambda one: self.old.id in one._key())[:1].action_merge()
        first = self.new.merge_ids or self.old.merge_ids or third.merge_ids
        kept = first.citizen_id
        left = (self.old | self.new | third).exists() - kept
        both = (kept | left).with_user(self.commune_user)
        self.twins.browse(both.action_compare()["res_id"]).with_user(
            self.commune_user
        ).action_merge()
        stays = both.exists()
        earlier = stays.merge_ids.sorted("id")[0].with_user(self.commune_user)
        self.assertRefused(UserError, "", earlier.action_take_apart)
        stays.merge_ids.sorted("id")[-1].with_user(
            self.commune_user
        ).action_take_apart()
        earlier.action_take_apart()
        self.assertEqual(len((self.old | self.new | third).exists()), 3)

    def test_a_number_that_is_somebody_elses_by_now(self):
        self.old.identity_number = "020080000091"
        self.pair().action_merge()
        holder = self.make_people(identity_number="020080000091")
        merge = self.merge_of(self.new)
        self.assertRefused(UserError, holder.name, merge.action_take_apart)

    def test_of_who_is_anonymised_nothing_is_kept(self):
        self.pair().action_merge()
        merge = self.new.merge_ids
        self.new.with_user(self.commune_user).action_anonymise("Theo yêu cầu.")
        self.assertFalse(merge.exists())

    def test_after_half_a_year_nothing_is_kept(self):
        self.pair().action_merge()
        merge = self.new.merge_ids
        merge._gc_merges()
        self.assertTrue(merge.exists())
        merge.day -= timedelta(days=KEPT_DAYS + 1)
        merge._gc_merges()
        self.assertFalse(merge.exists())

    def test_what_is_kept_is_read_by_nobody(self):
        self.pair().action_merge()
        merge = self.merge_of(self.new)
        self.assertIn("Lò Văn Hoà", merge.about)
        with self.assertRaises(AccessError):
            merge.read(["before"])
        for user in (self.chapter, self.commune_other, self.manager):
            with self.assertRaises(AccessError):
                merge.with_user(user).action_take_apart()


@tagged("post_install", "-at_install")
class TestTwinTables(CommuneCase):
    """No table that names people is forgotten."""

    def test_every_link_to_people_is_taken_over(self):
        fields = set(self.env["cdht.citizen"]._naming_fields())
        self.env.cr.execute(
            """SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c
                 JOIN pg_attribute a
                   ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
                WHERE c.contype = 'f' AND c.confrelid = 'cdht_citizen'::regclass"""
        )
        named = {
            (table.replace("_", "."), name) for table, name in self.env.cr.fetchall()
        }
        windows = {
            (model, name)
            for model, name in named
            if model in self.env and self.env[model]._transient
        }
        told = {("cdht.twin", "citizen_id"), ("cdht.twin", "other_id")}
        self.assertIn(("cdht.merge", "citizen_id"), fields)
        self.assertEqual(named - windows - told, fields)
