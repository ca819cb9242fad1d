from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CommuneCase, CommuneHttpCase

SKIPPED = ("id", "create_uid", "create_date", "write_uid", "write_date")


@tagged("post_install", "-at_install", "access_rights")
class TestProtectedFields(CommuneCase):
    """What moves and rules write is written by nobody else."""

    def _refused(self, record, names, value=False):
        for name in names:
            with (
                self.subTest(model=record._name, field=name),
                self.assertRaises(UserError),
            ):
                record.write({name: value})

    def _stored(self, record):
        return {
            name
            for name, field in record._fields.items()
            if field.store and name not in SKIPPED and field._module == "cdht_module"
        }

    def test_dossier(self):
        dossier = self.make_dossiers("registered").with_user(self.commune_user)
        free = {"in_learning_family", "in_learning_clan", "in_learning_community",
                "in_learning_unit", "labour_group_id"}  # fmt: skip
        self._refused(dossier, self._stored(dossier) - free)
        with self.assertRaises(AccessError):
            dossier.write({"stage_id": dossier.stage_id.id, "state": "recognised"})
        for name in free - {"labour_group_id"}:
            dossier.write({name: True})

    def test_dossier_is_born_registered(self):
        person = self.make_people()
        Assessment = self.env["cdht.assessment"].with_user(self.commune_user)
        for vals in (
            {"state": "recognised"},
            {"eligible": True},
            {"decision_id": False},
            {"line_ids": [Command.clear()]},
            {"stage_id": self.env.ref("cdht_module.stage_recognised").id},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                Assessment.create(
                    {"campaign_id": self.campaign.id, "citizen_id": person.id, **vals}
                )

    def test_lines(self):
        """Each field in its state, by the unit's officers; lines stay ten."""
        dossier = self.make_dossiers("registered").with_user(self.chapter)
        line = dossier.line_ids[0]
        self._refused(line, ["assessment_id", "indicator_id", "sequence"])
        self._refused(line, ["appraised_score"], 8)
        self._refused(line, ["note"], "Khác")
        line.write({"self_score": 8, "evidence": "Chứng chỉ", "paper_evidence": True})
        self.carry(dossier.sudo(), "self_assessed")
        self._refused(line, ["self_score"], 9)
        self._refused(line, ["evidence"], "Khác")
        line.write({"appraised_score": 9, "note": "Theo biên bản"})
        self.score(dossier.sudo(), "appraised_score", 8)
        dossier.action_appraise()
        self._refused(line, ["appraised_score"], 7)
        with self.assertRaises(AccessError):
            line.unlink()
        with self.assertRaises(AccessError):
            line.create({"assessment_id": dossier.id})
        for command in (Command.clear(), Command.delete(line.id),
                        Command.update(line.id, {"self_score": 9})):  # fmt: skip
            with self.assertRaises(AccessError):
                dossier.write({"line_ids": [command]})

    def test_list(self):
        proposal = self.make_dossiers("proposed").proposal_id
        for user in (self.chapter, self.commune_user):
            acting = proposal.with_user(user)
            self._refused(
                acting,
                ["campaign_id", "unit_id", "issuing_unit_id", "received_by_id",
                 "return_reason", "minutes_complete", "number_key", "year",
                 "assessment_ids"],
            )  # fmt: skip
            self._refused(acting, ["state"], "draft")
            with self.assertRaises(UserError):
                acting.write({"state": "accepted", "signed_filename": "a.pdf"})
        with self.assertRaises(AccessError):
            proposal.with_user(self.commune_user).copy()

    def test_incomplete_minutes_are_not_declared_complete(self):
        proposal = self.make_dossiers("appraised").proposal_id.with_user(self.chapter)
        self._refused(proposal, ["minutes_complete"], True)

    def test_papers(self):
        office = self.commune_user
        decision = self.make_decision().with_user(office)
        self._refused(
            decision, ["state", "number_key", "number_year", "return_reason"], "issued"
        )
        petition = self.make_petition(self.env["cdht.proposal"]).with_user(office)
        self._refused(
            petition,
            ["state", "number_key", "year", "answer_number", "answer_date"],
            "issued",
        )
        for paper in (decision, petition):
            with self.assertRaises(AccessError):
                paper.create({"state": "issued", "campaign_id": self.campaign.id,
                              "issuing_unit_id": self.association.id})  # fmt: skip
            with self.assertRaises(AccessError):
                paper.copy({"state": "issued"})

    def test_titles_and_campaign(self):
        title = self.make_titles(self.make_people(), [2025])
        for user in (self.chapter, self.commune_user, self.district, self.manager):
            self._refused(title.with_user(user), self._stored(title))
            with self.assertRaises(AccessError):
                title.with_user(user).unlink()
        with self.assertRaises(AccessError):
            title.with_user(self.commune_user).copy({"year": 2024})
        campaign = self.campaign.with_user(self.commune_user)
        self._refused(campaign, ["state"], "closed")
        self._refused(campaign, ["year"], 2027)
        self._refused(campaign, ["unit_id", "set_id"])
        with self.assertRaises(UserError):
            campaign.unlink()

    def test_through_the_other_side_of_a_relation(self):
        """A one2many command is a write of its records, with their rules."""
        decision = self.recognise(self.make_dossiers("proposed"))
        title = decision.recognition_ids
        dossier = decision.assessment_ids
        office = self.commune_user
        for record, name, command in (
            (self.campaign, "assessment_ids", Command.delete(dossier.id)),
            (self.campaign, "proposal_ids",
             Command.update(dossier.proposal_id.id, {"state": "received"})),
            (dossier.citizen_id, "recognition_ids",
             Command.create({"year": 2024})),
            (dossier.citizen_id, "recognition_ids",
             Command.update(title.id, {"state": "revoked"})),
            (dossier.citizen_id, "assessment_ids",
             Command.update(dossier.id, {"state": "withdrawn"})),
            (self.make_decision(), "recognition_ids", Command.link(title.id)),
        ):  # fmt: skip
            with (
                self.subTest(field=name, command=command[0]),
                self.assertRaises(UserError),
            ):
                record.with_user(office).write({name: [command]})

    def test_nobody_gives_reach_to_oneself(self):
        manager = self.manager
        also_chapter = self.make_user("t_both", "manager,chapter", self.village)
        link = [Command.link(also_chapter.id)]
        with self.assertRaises(AccessError):
            self.village_2.with_user(also_chapter).write({"user_ids": link})
        with self.assertRaises(AccessError):
            # One of the two is had already.
            units = self.village | self.village_2
            units.with_user(also_chapter).write({"user_ids": link})
        with self.assertRaises(AccessError):
            self.env["cdht.unit"].with_user(also_chapter).create(
                {"name": "Thôn Ba", "unit_type": "village", "user_ids": link}
            )
        with self.assertRaises(AccessError):
            also_chapter.with_user(also_chapter).write(
                {"cdht_unit_ids": [Command.link(self.village_2.id)]}
            )
        self.village.with_user(also_chapter).write({"user_ids": link, "code": "1"})
        self.village_2.with_user(manager).write({"user_ids": link})
        self.assertEqual(also_chapter.cdht_unit_ids, self.village | self.village_2)

    def test_units_are_given_by_managers_only(self):
        for user in (self.chapter, self.commune_user, self.district):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.village_2.with_user(user).write(
                        {"user_ids": [Command.link(user.id)]}
                    )
                with self.assertRaises(AccessError):
                    self.village.with_user(user).read(["user_ids"])
                with self.assertRaises(AccessError):
                    user.with_user(user).write(
                        {"cdht_unit_ids": [Command.set(self.province.ids)]}
                    )
        admin = self.env.ref("base.user_admin")
        admin.group_ids -= self.env.ref("cdht_module.group_cdht_manager")
        with self.assertRaises(AccessError):
            self.chapter.with_user(admin).write(
                {"cdht_unit_ids": [Command.set(self.province.ids)]}
            )


@tagged("post_install", "-at_install", "access_rights")
class TestByRpc(CommuneHttpCase):
    """A few of these as a browser sends them."""

    def _call(self, model, method, *args):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": list(args), "kwargs": {}},
        )

    def _refused(self, error, *call):
        with (
            mute_logger("odoo.http"),
            self.assertRaisesRegex(Exception, error),
        ):
            self._call(*call)

    def test_an_officer(self):
        dossier = self.make_dossiers("registered")
        beyond = self.make_dossiers("registered", self.village_2)
        line = dossier.line_ids[0]
        self.authenticate("t_chapter", "t_chapter")
        model = "cdht.assessment"
        access = "AccessError"
        self._refused(access, model, "write", dossier.ids, {"state": "recognised"})
        self._refused(access, model, "write", dossier.ids, {"eligible": True})
        self._refused(access, model, "read", beyond.ids, ["state"])
        self._refused(access, model, "action_withdraw", beyond.ids, "Lý do")
        self._refused(
            "ValidationError", "cdht.assessment.line", "write", line.ids,
            {"self_score": 0},
        )  # fmt: skip
        self._refused(access, model, "_make_move", dossier.ids, "submit")
        self.assertEqual(self._call(model, "search_count", []), 1)
        self._call(model, "action_withdraw", dossier.ids, "Đã chuyển đi")
        dossier.invalidate_recordset()
        self.assertEqual(dossier.state, "withdrawn")

    def test_a_citizen(self):
        person = self.give_login(self.make_people(), self.citizen_user)
        dossier = self.register(person)
        other = self.make_dossiers("registered")
        self.score(dossier, "self_score", 8)
        self.authenticate("t_citizen", "t_citizen")
        model = "cdht.assessment"
        self._refused("AccessError", model, "write", dossier.ids, {"self_total": 100})
        self._refused("AccessError", model, "create", [{"citizen_id": person.id,
                      "campaign_id": self.campaign.id}])  # fmt: skip
        self._refused("AccessError", model, "action_appraise", dossier.ids)
        self._refused("AccessError", model, "action_submit", other.ids)
        self._call(model, "action_submit", dossier.ids)
        dossier.invalidate_recordset()
        self.assertEqual(dossier.state, "self_assessed")


@tagged("post_install", "-at_install", "access_rights")
class TestDefaultsInContext(CommuneCase):
    """A caller's context brings in nothing that the caller may not write."""

    def test_records_begin_at_their_beginning(self):
        def sneaky(model, **defaults):
            context = {f"default_{name}": value for name, value in defaults.items()}
            return self.env[model].with_user(self.commune_user).with_context(**context)

        person = self.make_people()
        dossier = sneaky("cdht.assessment", state="recognised", outcome="refused")
        dossier = dossier.create(
            {"citizen_id": person.id, "campaign_id": self.campaign.id}
        )
        self.assertRecordValues(dossier, [{"state": "registered", "outcome": False}])
        decision = sneaky("cdht.decision", state="issued").create(
            {"campaign_id": self.campaign.id}
        )
        petition = sneaky("cdht.petition", state="answered", answer_number="1").create(
            {"campaign_id": self.campaign.id, "issuing_unit_id": self.association.id}
        )
        campaign = sneaky("cdht.campaign", state="open").create(
            {"unit_id": self.commune.id, "year": 2030}
        )
        for record in (decision, petition, campaign):
            self.assertEqual(record.state, "draft", record._name)
        self.assertFalse(petition.answer_number)

    def test_nobody_is_given_another_ones_login(self):
        Citizen = self.env["cdht.citizen"].with_user(self.chapter)
        values = {"name": "Người Lạ", "unit_id": self.village.id}
        stranger = self.citizen_user_2.partner_id.id
        with self.assertRaises(AccessError):
            Citizen.create({**values, "partner_id": stranger})
        sneaked = Citizen.with_context(default_partner_id=stranger).create(values)
        self.assertFalse(sneaked.partner_id)

    def test_no_caller_says_that_a_module_is_uninstalled(self):
        """Core would skip what keeps records from being deleted."""
        sent = self.make_dossiers("proposed", self.village_2).proposal_id
        dossiers = self.make_dossiers("proposed")
        decision = self.issue(self.make_decision(dossiers))
        for record in (sent, dossiers.proposal_id, decision):
            record = record.with_user(self.commune_user)
            with self.assertRaises(UserError, msg=record._name):
                record.with_context(_force_unlink=True).unlink()
            self.assertTrue(record.exists())
