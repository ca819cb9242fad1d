"""Nothing beyond one's reach, whatever way one asks the models."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CommuneCase
from ..reach_case import DENIED, NUMBER, SECRET, OneStranger


@tagged("post_install", "-at_install", "access_rights")
class TestNoLeaks(OneStranger, CommuneCase):
    """Searching, grouping, forms and defaults by RPC."""

    def test_forms_compute_nothing_from_strangers(self):
        """A new record of each model, each relation filled with a stranger's id."""
        for user in (self.chapter, self.commune_other, self.district):
            for name in sorted(self.env.registry):
                if not name.startswith("cdht.") or self.env[name]._abstract:
                    continue
                records = self.env[name].with_user(user)
                if not records.has_access("create"):
                    continue
                self._fill_each_relation(records)

    def _fill_each_relation(self, records):
        spec = {field: {} for field in records.fields_get(attributes=())}
        for field in records._fields.values():
            stranger = self.theirs.get(field.relational and field.comodel_name)
            if not stranger or stranger.with_user(records.env.user).has_access("read"):
                continue
            value = stranger[:1].id
            if field.type != "many2one":
                value = [Command.set([value])]
            for context, values, names in (
                ({}, {field.name: value}, [field.name]),
                ({f"default_{field.name}": value}, {}, []),
            ):
                with (
                    self.subTest(user=records.env.user.login, field=str(field)),
                    mute_logger(DENIED),
                ):
                    try:
                        answer = records.with_context(**context).onchange(
                            values, names, spec
                        )
                    except AccessError as error:
                        answer = error
                    self.assertTellsNothing(answer)
                    self.assertIsInstance(answer, AccessError)

    def test_own_forms_still_open(self):
        """What stands on one's own record may lie beyond one's reach."""
        decision = self.make_decision()
        own = self.make_dossiers(unit=self.village)
        own.decision_id = decision
        acting = own.with_user(self.chapter)
        self.assertFalse(decision.with_user(self.chapter).has_access("read"))
        answer = acting.onchange(
            {"decision_id": decision.id, "in_learning_family": True},
            ["in_learning_family"],
            {"in_learning_family": {}, "decision_id": {"fields": {}}},
        )
        self.assertNotIn("warning", answer)

    def test_searching_and_grouping_find_nothing(self):
        ways = {
            "cdht.citizen": (
                [("identity_number", "=", NUMBER)],
                [("name", "ilike", "Kín")],
                [("assessment_ids.state", "=", "registered")],
                [("recognition_ids", "any", [("year", "=", 2025)])],
                ["!", ("unit_id", "=", self.village.id)],
            ),
            "cdht.assessment": (
                [("citizen_id.name", "ilike", "Kín")],
                [("citizen_id", "any", [("name_folded", "ilike", "kin")])],
                [("line_ids.self_score", "=", 9)],
                [("proposal_id.unit_id", "=", self.village_2.id)],
            ),
            "cdht.assessment.line": (
                [("assessment_id.citizen_id.name", "ilike", "Kín")],
            ),
            "cdht.campaign": (
                [("assessment_ids.citizen_id.name", "ilike", "Kín")],
                [("proposal_ids.assessment_ids.citizen_id", "=", self.person.id)],
            ),
        }
        for user in self.strangers:
            for model, domains in ways.items():
                records = self.env[model].with_user(user)
                if not records.has_access("read"):
                    continue
                for domain in domains:
                    with self.subTest(user=user.login, model=model, domain=domain):
                        try:
                            found = records.search(domain)
                            groups = records.formatted_read_group(
                                domain, aggregates=["__count"]
                            )
                        except AccessError:
                            continue  # the number is not theirs to search by
                        self.assertFalse(found & self.theirs.get(model, self.campaign))
                        self.assertEqual(groups[0]["__count"], len(found))

    def test_orders_and_groups_through_relations(self):
        own = self.make_dossiers()
        acting = self.env["cdht.assessment"].with_user(self.chapter)
        self.assertEqual(acting.search([], order="citizen_id, campaign_id"), own)
        for group in ("citizen_id", "citizen_id.name", "citizen_id.unit_id"):
            with self.subTest(group=group):
                self.assertTellsNothing(
                    acting.formatted_read_group([], [group], ["__count"])
                )
        self.assertTellsNothing(
            self.env["cdht.citizen"].with_user(self.chapter).name_search("Kín")
        )
        self.assertTellsNothing(
            self.env["cdht.assessment"].with_user(self.chapter).name_search("Kín")
        )

    def test_fields_of_a_role(self):
        for user, told in (
            (self.chapter, True),
            (self.district, False),
            (self.citizen_user, False),
            (self.manager, False),
        ):
            known = self.env["cdht.citizen"].with_user(user).fields_get()
            for name in ("identity_number", "phone"):
                self.assertEqual(name in known, told, (user.login, name))
            # Ethnicity has a group of its own, which no role implies.
            self.assertNotIn("ethnicity_id", known, user.login)

    def test_refusals_name_nobody(self):
        """Developer mode tells names of refused records; ours does not."""
        self.chapter.group_ids += self.env.ref("base.group_no_one")
        for user in self.strangers:
            for model, records in self.theirs.items():
                acting = records.with_user(user)
                if acting.has_access("read"):
                    continue
                with (
                    self.subTest(user=user.login, model=model),
                    mute_logger(DENIED),
                    self.assertRaises(AccessError) as caught,
                ):
                    acting.read(["display_name"])
                self.assertTellsNothing(str(caught.exception))

    def test_counts_of_campaigns(self):
        """The level above counts what lies below it, nobody counts the rest."""
        other = self.make_unit("Tỉnh Khác", "province", self.env["cdht.unit"])
        elsewhere = self.make_user("t_elsewhere", "district", other)
        for user, count in (
            (self.commune_user, 1),
            (self.district, 1),
            (elsewhere, 0),
            (self.commune_other, 0),
            (self.chapter, 0),
            (self.manager, 0),
        ):
            with self.subTest(user=user.login):
                campaign = self.campaign.with_user(user)
                campaign.invalidate_recordset(["assessment_count"])
                self.assertEqual(campaign.assessment_count, count)

    def test_whose_campaigns_one_reads(self):
        """Officers and people of the commune read its years that run or are over;
        those in preparation its office, and who stands above."""
        self.give_login(self.make_people(), self.citizen_user_2)
        for user, is_read, draft in (
            (self.commune_user, True, True),
            (self.district, True, True),
            (self.manager, True, True),
            (self.chapter, True, False),
            (self.citizen_user_2, True, False),
            (self.commune_other, False, False),
            (self.citizen_user, False, False),
        ):
            with self.subTest(user=user.login):
                read = self.campaign.with_user(user).has_access("read")
                self.assertEqual(read, is_read)
                self.assertEqual(self.draft.with_user(user).has_access("read"), draft)

    def test_talk(self):
        """Messages about what one does not reach."""
        campaign = self.draft
        campaign.message_post(body=SECRET)
        for user in (self.chapter, self.commune_other, self.citizen_user, self.plain):
            with self.subTest(user=user.login), mute_logger(DENIED):
                acting = campaign.with_user(user)
                with self.assertRaises(AccessError):
                    acting.message_post(body="…")
                self.assertFalse(
                    acting.message_subscribe(partner_ids=user.partner_id.ids)
                )
                messages = (
                    self.env["mail.message"]
                    .with_user(user)
                    .search(
                        [("model", "=", "cdht.campaign"), ("res_id", "=", campaign.id)]
                    )
                )
                self.assertFalse(messages)
                with self.assertRaises(AccessError):
                    campaign.message_ids.with_user(user).read(["body"])

    def test_losing_a_unit_ends_reach_at_once(self):
        dossier = self.dossier.with_user(self.chapter_2)
        self.assertTrue(dossier.has_access("read"))
        self.chapter_2.cdht_unit_ids -= self.village_2
        self.assertFalse(dossier.has_access("read"))
        self.chapter_2.cdht_unit_ids += self.village_2
        self.assertTrue(dossier.has_access("read"))

    def test_a_paper_does_not_name_a_stranger(self):
        """An id written into a relation is not answered with a name."""
        with self.assertRaises(AccessError), mute_logger(DENIED):
            self.make_signatory(self.other_commune).with_user(self.commune_other).write(
                {"citizen_id": self.person.id}
            )
