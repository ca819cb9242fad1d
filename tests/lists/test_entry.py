"""Scores typed into the grid of a list: what is taken, refused, shown as a conflict."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.cdht_module.tools import clock

from ..common import CommuneCase
from ..whole.test_queries import recorded

KINDS = {"saved", "waits", "refused", "conflict"}


class EntryCase(CommuneCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers(size=3)
        cls.list = cls.dossiers.proposal_id.with_user(cls.chapter)
        cls.indicators = cls.rule.indicator_ids

    def cell(self, dossier, number, value, *known, field="self_score"):
        """What is typed into one cell, where the sender saw ``known``."""
        return {
            "dossier": dossier.id,
            "indicator": self.indicators[number - 1].id,
            "field": field,
            "value": value,
            "known": list(known or (False,)),
        }

    def block(self, dossiers, value=8, field="self_score"):
        """Ten cells of each of ``dossiers``."""
        return [
            self.cell(dossier, number, value, field=field)
            for dossier in dossiers
            for number in range(1, 11)
        ]

    def enter(self, *cells, user=None):
        return self.list.with_user(user or self.chapter).action_enter(list(cells))

    def kinds(self, *cells, user=None):
        answers = self.enter(*cells, user=user)["answers"]
        return [answer["kind"] for answer in answers]


@tagged("post_install", "-at_install")
class TestEntry(EntryCase):
    def test_order_and_numbers_are_those_of_the_printed_sheet(self):
        self.dossiers[0].citizen_id.name = "Vi Văn Ước"
        self.dossiers[1].citizen_id.name = "Hoàng Thị Ân"
        grid = self.list.read_entry()
        sheet = self.list._blank_score_sheet_values()["pages"][0]
        self.assertEqual(
            [row["name"] for row in grid["rows"]], [row[1] for row in sheet[:3]]
        )
        self.assertEqual(grid["rows"][0]["name"], "Hoàng Thị Ân")
        self.assertEqual(len(grid["indicators"]), 10)

    def test_a_score_is_saved_with_its_trace(self):
        first = self.dossiers[0]
        answer = self.enter(self.cell(first, 1, 7))
        self.assertEqual(answer["answers"], [{"kind": "saved", "text": "", "now": 7}])
        self.assertEqual(first.line_ids[0].self_score, 7)
        trace = self.traces(first.line_ids[0], "self_score")
        self.assertEqual(trace.user_id, self.chapter)
        key = f"self_score:{self.indicators[0].id}"
        self.assertEqual(answer["rows"][0]["values"][key], 7)

    def test_a_score_is_cleared(self):
        first = self.dossiers[0]
        self.enter(self.cell(first, 1, 7))
        self.assertEqual(self.kinds(self.cell(first, 1, "", 7)), ["saved"])
        self.assertFalse(first.line_ids[0].self_score)

    def test_what_is_no_score_is_refused_in_words_and_the_rest_is_saved(self):
        first = self.dossiers[0]
        bad = ["8đ", "8/10", 0, 11, "-1", "7,5", "mười", 10**8, True]
        for value in bad:
            cells = self.cell(first, 1, value), self.cell(first, 2, 9, 9, False)
            answers = self.enter(*cells)["answers"]
            with self.subTest(value=value):
                self.assertEqual([a["kind"] for a in answers], ["refused", "saved"])
                self.assertIn(str(value), answers[0]["text"])
                self.assertIn(first.citizen_id.name, answers[0]["text"])
        for value in ("8", " 8 ", "8,0", "8.00", "８"):
            self.assertEqual(
                self.kinds(self.cell(first, 3, value, False, 8)), ["saved"]
            )
        self.assertEqual(first.line_ids[2].self_score, 8)

    def test_appraised_scores_wait_for_the_ten_own_ones(self):
        """Then the own scores are sent on the person's behalf, and both stand."""
        first = self.dossiers[0]
        early = self.cell(first, 1, 8, field="appraised_score")
        note = self.cell(first, 1, "Đã xem", field="note")
        self.assertEqual(self.kinds(early, note), ["waits", "waits"])
        self.assertEqual(first.state, "registered")
        kinds = self.kinds(early, note, *self.block(first))
        self.assertEqual(set(kinds), {"saved"})
        self.assertEqual(first.state, "self_assessed")
        self.assertEqual(self.traces(first, "submit").on_behalf_of, "citizen")
        self.assertEqual(first.line_ids[0].appraised_score, 8)
        self.assertEqual(first.line_ids[0].note, "Đã xem")

    def test_sent_scores_say_why_they_stay(self):
        first = self.dossiers[0]
        self.enter(*self.block(first))
        self.enter(self.cell(first, 1, 8, field="appraised_score"))
        answer = self.enter(self.cell(first, 1, 9, 8))["answers"][0]
        self.assertEqual((answer["kind"], answer["now"]), ("refused", 8))
        self.assertTrue(answer["text"])

    def test_each_state_after_sending_is_read_only_and_says_why(self):
        for state in ("appraised", "proposed", "recognised"):
            dossiers = self.make_dossiers(state, self.make_unit(f"Thôn {state}"))
            grid = dossiers.proposal_id.with_user(self.commune_user)
            row = grid.read_entry()["rows"][0]
            with self.subTest(state=state):
                self.assertTrue(all(row["locks"].values()))
                for field in ("self_score", "appraised_score", "note"):
                    cell = self.cell(dossiers, 1, 5, 8, False, field=field)
                    answer = grid.action_enter([cell])["answers"][0]
                    self.assertEqual(answer["kind"], "refused")
                    self.assertEqual(answer["text"], row["locks"][field])

    def test_a_closed_year(self):
        self.campaign.sudo().state = "closed"
        answer = self.enter(self.cell(self.dossiers[0], 1, 7))["answers"][0]
        self.assertEqual(answer["kind"], "refused")
        self.assertIn(self.campaign.name, answer["text"])

    def test_somebody_else_was_first(self):
        """What they typed stays; who, what and when is said; both may be kept."""
        first = self.dossiers[0]
        self.enter(self.cell(first, 1, 7), user=self.commune_user)
        cells = self.cell(first, 1, 8), self.cell(first, 2, 8)
        answers = self.enter(*cells)["answers"]
        self.assertEqual([a["kind"] for a in answers], ["conflict", "saved"])
        self.assertEqual(answers[0]["now"], 7)
        self.assertIn(self.commune_user.name, answers[0]["text"])
        self.assertEqual(first.line_ids[0].self_score, 7)
        self.assertEqual(self.kinds(self.cell(first, 1, 8, 7)), ["saved"])
        self.assertEqual(first.line_ids[0].self_score, 8)

    def test_sent_again_it_is_no_conflict(self):
        """The answer was lost: the same cell again, or one that was typed over."""
        first = self.dossiers[0]
        self.enter(self.cell(first, 1, 7))
        self.assertEqual(self.kinds(self.cell(first, 1, 7)), ["saved"])
        self.assertEqual(self.kinds(self.cell(first, 1, 9, False, 7)), ["saved"])
        self.assertEqual(len(self.traces(first.line_ids[0], "self_score")), 2)

    def test_a_reason_for_many_and_paper_evidence(self):
        self.enter(*self.block(self.dossiers))
        self.enter(*self.block(self.dossiers, 9, "appraised_score"))
        self.assertTrue(all(self.dossiers.mapped("needs_reason")))
        why = "Đã xem giấy tờ tại hội nghị"
        self.enter(*self.block(self.dossiers, why, "note"))
        self.assertEqual(set(self.dossiers.line_ids.mapped("note")), {why})
        self.assertFalse(any(self.dossiers.mapped("needs_reason")))
        self.enter(self.cell(self.dossiers[0], 4, True, field="paper_evidence"))
        self.assertTrue(self.dossiers[0].line_ids[3].paper_evidence)

    def test_appraise_as_self_scored(self):
        """Blanks only; who lacks own scores is named and left."""
        first, second, third = self.dossiers
        self.enter(*self.block(first | second))
        self.enter(self.cell(first, 1, 5, field="appraised_score"))
        result = self.list.action_enter_as_self_scored()
        self.assertEqual(result["left"], third.citizen_id.name)
        self.assertEqual(first.line_ids.mapped("appraised_score"), [5] + [8] * 9)
        self.assertEqual(second.line_ids.mapped("appraised_score"), [8] * 10)
        self.assertEqual(third.state, "registered")

    def test_nobody_types_their_own(self):
        first, second, _third = self.dossiers
        self.give_login(first.citizen_id, self.chapter)
        self.enter(*self.block(second))
        kinds = self.kinds(
            self.cell(first, 1, 9), self.cell(second, 1, 8, field="appraised_score")
        )
        self.assertEqual(kinds, ["refused", "saved"])
        self.list.action_enter_as_self_scored()
        self.assertFalse(any(first.line_ids.mapped("appraised_score")))

    def group(self, dossier, value, *known):
        """What is typed into the group of a person."""
        known = list(known or (False,))
        return {
            "dossier": dossier.id, "indicator": False, "field": "labour_group_id",
            "value": value, "known": known,
        }  # fmt: skip

    def test_the_group_of_somebody_on_the_list(self):
        """Saved with its trace and cleared again; over what a colleague chose it is
        asked; what is no group is refused."""
        first, second, _third = self.dossiers
        groups = self.env["cdht.labour.group"].search([])
        offered = self.list.read_entry()["groups"]
        self.assertEqual([one[0] for one in offered], groups.ids)
        self.assertEqual([one[2] for one in offered], ["1", "2", "3"])
        one, other = groups[:2]
        kinds = self.kinds(self.group(first, one.id), self.cell(first, 1, 7))
        self.assertEqual(kinds, ["saved", "saved"])
        self.assertEqual(first.labour_group_id, one)
        self.assertEqual(self.traces(first, "write").value_to, one.display_name)
        answer = self.enter(self.group(first, other.id), user=self.commune_user)
        self.assertEqual(answer["answers"][0]["kind"], "conflict")
        self.assertEqual(answer["answers"][0]["now"], one.id)
        self.assertIn(self.chapter.name, answer["answers"][0]["text"])
        self.assertEqual(answer["rows"][0]["values"]["labour_group_id"], one.id)
        self.assertEqual(self.kinds(self.group(first, "", one.id)), ["saved"])
        self.assertFalse(first.labour_group_id)
        for bad in (max(groups.ids) + 1, True, "x"):
            self.assertEqual(self.kinds(self.group(second, bad)), ["refused"])
        with self.assertRaises(UserError):
            self.enter({**self.group(second, one.id), "field": "state"})
        self.assertFalse(second.labour_group_id)

    def test_who_may_change_a_group(self):
        """As in the dossier: until it is appraised, never one's own, and once it is
        said who one is."""
        group = self.env["cdht.labour.group"].search([], limit=1).id
        first, second, third = self.dossiers
        self.give_login(first.citizen_id, self.chapter)
        self.carry(second, "appraised")
        self.carry(third, "self_assessed")
        cells = [self.group(dossier, group) for dossier in self.dossiers]
        answer = self.enter(*cells)
        kinds = [one["kind"] for one in answer["answers"]]
        self.assertEqual(kinds, ["refused", "refused", "saved"])
        for row, told in zip(answer["rows"][:2], answer["answers"], strict=False):
            self.assertEqual(row["locks"]["labour_group_id"], told["text"])
        user = self.commune_user
        user.cdht_not_resident = False
        self.assertEqual(self.kinds(self.group(third, "", group), user=user), ["who"])

    def test_a_new_person_is_a_new_row(self):
        """Sent a second time it is the same person; known people are not doubled."""
        new = {"name": "  Lý  Thị Mới ", "birth_year": 1971, "gender": "female"}
        row = self.list.action_enter_person(new)["row"]
        self.assertEqual((row["name"], row["birth_year"]), ("Lý Thị Mới", 1971))
        self.assertEqual(self.list.action_enter_person(new)["row"]["id"], row["id"])
        people = self.env["cdht.citizen"].search([("name", "=", "Lý Thị Mới")])
        self.assertEqual(len(people), 1)
        known = self.make_people(birth_year=1966)
        row = self.list.action_enter_person(
            {"name": f"Bà {known.name.upper()}", "birth_year": 1966}
        )["row"]
        dossier = self.env["cdht.assessment"].browse(row["id"])
        self.assertEqual(dossier.citizen_id, known)
        self.assertEqual(dossier.proposal_id, self.list)
        other = {**new, "identity_number": "020171000011"}
        first = self.list.action_enter_person(other)["row"]["id"]
        other["identity_number"] = "020 171 000 029"
        self.assertNotEqual(self.list.action_enter_person(other)["row"]["id"], first)

    def test_who_may_be_somebody_known_is_asked_about(self):
        """A sign, a year or both missing: one says who it is, or that it is another."""
        known = self.make_people(name="Lò Văn Inh", birth_year=1969)
        self.make_people(name="Lò Văn Inh", birth_year=1950)
        self.make_people(self.village_2, name="Lò Văn Inh", birth_year=1969)
        for typed in (
            {"name": "Lò Van Inh", "birth_year": 1969},
            {"name": "LÒ VĂN INH", "birth_year": False},
        ):
            asks = self.list.action_enter_person(typed)["asks"]
            texts = dict(asks["alike"])
            with self.subTest(typed=typed):
                self.assertIn(known.id, texts)
                self.assertIn("1969", texts[known.id])
                self.assertFalse(known.assessment_ids)
                # Who the caller does not read is not told either.
                self.assertNotIn("Thôn Hai", str(texts))
        answer = self.list.action_enter_person({**typed, "answer": known.id})
        self.assertEqual(known.assessment_ids.id, answer["row"]["id"])
        self.assertIn("Lò Văn Inh", answer["said"])
        typed = {"name": "Lò Van Inh", "birth_year": 1969, "answer": "new"}
        other = self.list.action_enter_person(typed)
        self.assertFalse(other["said"])
        self.assertNotEqual(other["row"]["id"], answer["row"]["id"])

    def test_somebody_of_another_unit_is_assessed_there(self):
        known = self.make_people(self.village_2, name="Lò Văn Inh", birth_year=1969)
        office = self.list.with_user(self.commune_user)
        typed = {"name": "Lò Văn Inh", "birth_year": 1969}
        (alike,) = office.action_enter_person(typed)["asks"]["alike"]
        self.assertEqual(alike[0], known.id)
        self.assertRefused(
            UserError, "Thôn Hai", office.action_enter_person,
            {**typed, "answer": known.id},
        )  # fmt: skip
        self.assertFalse(known.assessment_ids)

    def test_an_answer_names_only_who_was_offered(self):
        stranger = self.make_people(name="Chu Thị Lạ", birth_year=1970)
        typed = {"name": "Lý Thị Mới", "birth_year": 1971, "answer": stranger.id}
        answer = self.list.action_enter_person(typed)
        self.assertFalse(stranger.assessment_ids)
        self.assertIn("row", answer)

    def test_a_strange_age_is_asked_about_and_a_year_to_come_refused(self):
        year = clock.today().year
        typed = {"name": "Lý Thị Bé", "birth_year": year - 8}
        asks = self.list.action_enter_person(typed)["asks"]
        self.assertFalse(asks["alike"])
        self.assertIn("8", asks["text"])
        row = self.list.action_enter_person({**typed, "answer": "new"})["row"]
        self.assertEqual(row["birth_year"], year - 8)
        typed = {"name": "Lý Thị Mai", "birth_year": year + 4, "answer": "new"}
        self.assertRefused(
            ValidationError, str(year + 4), self.list.action_enter_person, typed
        )

    def test_a_sex_that_the_name_denies_is_asked_about(self):
        person = {"name": "Nông Thị Mận", "birth_year": 1971, "gender": "male"}
        asks = self.list.action_enter_person(person)["asks"]
        self.assertIn("Thị", asks["text"])
        self.assertFalse(asks["alike"])
        row = self.list.action_enter_person({**person, "gender": "female"})["row"]
        self.assertEqual(row["name"], "Nông Thị Mận")
        person["birth_year"] = 1975
        row = self.list.action_enter_person({**person, "answer": "new"})["row"]
        self.assertEqual(row["birth_year"], 1975)

    def test_what_a_card_says(self):
        """Who is known by name and year gets number and date of birth; a different day
        of birth is somebody else; under a title nothing is completed."""
        known = self.make_people(birth_year=1966)
        card = {
            "name": known.name, "birth_date": "1966-04-05", "gender": "female",
            "identity_number": "020166000017",
        }  # fmt: skip
        row = self.list.action_enter_person(card)["row"]
        dossier = self.env["cdht.assessment"].browse(row["id"])
        self.assertEqual(dossier.citizen_id, known)
        self.assertEqual(str(known.birth_date), "1966-04-05")
        self.assertEqual(known.identity_number, card["identity_number"])
        other = {**card, "birth_date": "1966-04-06", "identity_number": False}
        self.assertNotEqual(self.list.action_enter_person(other)["row"], row)
        holder = self.make_people(birth_year=1967)
        self.make_titles(holder, (2025,))
        card = {**card, "name": holder.name, "birth_date": "1967-01-02"}
        card["identity_number"] = "020167000018"
        row = self.list.action_enter_person(card)["row"]
        self.assertEqual(holder.assessment_ids.id, row["id"])
        self.assertFalse(holder.identity_number)

    def test_what_is_no_person(self):
        for bad in ({"name": ""}, {"name": "A", "birth_year": 1200}, {"x": 1},
                    {"name": "A", "gender": "x"}, {"name": ["x"]},
                    {"name": "A", "birth_date": "1971-02-30"},
                    {"name": "A", "birth_date": 1971},
                    {"name": "A", "answer": "yes"},
                    {"name": "A", "identity_number": "12"}):  # fmt: skip
            with self.subTest(person=bad), self.assertRaises(UserError):
                self.list.action_enter_person(bad)

    def test_a_list_that_is_away_takes_nobody(self):
        dossiers = self.make_dossiers("proposed", self.village_2)
        away = dossiers.proposal_id.with_user(self.commune_user)
        with self.assertRaises(UserError):
            away.action_enter_person({"name": "Lý Thị Mới", "birth_year": 1971})

    def test_dossiers_of_another_list(self):
        """Their scores are neither written nor told."""
        other = self.make_dossiers(unit=self.village_2)
        self.score(other, "self_score", 6)
        answer = self.enter(self.cell(other, 1, 9))
        self.assertEqual(answer["answers"][0]["kind"], "refused")
        self.assertFalse(answer["answers"][0]["now"])
        self.assertFalse(answer["rows"])
        self.assertEqual(other.line_ids[0].self_score, 6)

    def test_who_may(self):
        first = self.dossiers[0]
        for user in (self.chapter, self.commune_user):
            self.assertEqual(
                self.kinds(self.cell(first, 1, 7, False, 7), user=user), ["saved"]
            )
        for user in (
            self.chapter_2, self.chapter_other, self.commune_other, self.district,
            self.manager, self.citizen_user,
        ):  # fmt: skip
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.enter(self.cell(first, 2, 7), user=user)
                with self.assertRaises(AccessError):
                    self.list.with_user(user).read_entry()

    def test_from_the_row_of_the_dashboard(self):
        progress = self.env["cdht.progress"].search([("unit_id", "=", self.village.id)])
        action = progress.with_user(self.commune_user).action_open_entry()
        self.assertEqual(action["context"]["active_id"], self.list.id)
        self.assertEqual(action["tag"], "cdht_entry_grid")

    def test_queries(self):
        """Opening costs the same for 60 as for 3; a cell a fixed number."""
        many = self.make_dossiers(unit=self.village_2, size=60)
        cost = {}
        for size, grid, user in (
            (3, self.list, self.chapter), (60, many.proposal_id, self.commune_user),
        ):  # fmt: skip
            grid = grid.with_user(user)
            grid.read_entry()
            self.env.invalidate_all()
            with recorded() as queries:
                grid.read_entry()
            cost[size] = len(queries.reads)
        self.assertLessEqual(cost[60], cost[3] + 2, cost)
        self.env.flush_all()
        self.env.invalidate_all()
        with recorded() as queries:
            self.enter(self.cell(self.dossiers[0], 1, 7))
            self.env.flush_all()
        self.assertLessEqual(len(queries.reads) + queries.writes.total(), 60)

    def test_a_pasted_block(self):
        """250 × 20 cells in one call: as many statements as there are values."""
        many = self.make_dossiers(unit=self.village_2, size=250)
        grid = many.proposal_id.with_user(self.commune_user)
        cells = [
            self.cell(dossier, number, 5 + (row + number) % 6, field=field)
            for row, dossier in enumerate(many)
            for field in ("self_score", "appraised_score")
            for number in range(1, 11)
        ]
        self.assertEqual(len(cells), 5000)
        self.env.flush_all()
        with recorded() as queries:
            answers = grid.action_enter(cells)["answers"]
            self.env.flush_all()
        self.assertEqual({answer["kind"] for answer in answers}, {"saved"})
        self.assertEqual(
            many[0].line_ids.mapped("appraised_score"),
            [5 + number % 6 for number in range(1, 11)],
        )
        self.assertLess(len(queries.reads), 250)
