"""Forged requests: attempts at other people's names, at reach, files and logins, that
no screen makes."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import YEAR, CommuneCase, scanned
from ..sample_file import blank_page

FILE = scanned()


@tagged("post_install", "-at_install", "access_rights")
class TestReachByRequests(CommuneCase):
    """A manager who is an officer too gets no reach but from another manager."""

    def test_units_are_not_written_through_another_officer(self):
        officer = self.chapter_2.with_user(self.manager)
        for command in (
            Command.update(
                self.village.id, {"user_ids": [Command.link(self.manager.id)]}
            ),
            Command.create({"name": "X", "unit_type": "village"}),
            Command.delete(self.village_2.id),
        ):
            with self.assertRaises(AccessError):
                officer.write({"cdht_unit_ids": [command]})
        officer.write({"cdht_unit_ids": [Command.link(self.village.id)]})
        self.assertEqual(self.chapter_2.cdht_unit_ids, self.village | self.village_2)

    def test_the_own_unit_does_not_become_an_association(self):
        both = self.make_user("t_both", "manager,commune", self.agency)
        with self.assertRaises(AccessError):
            self.agency.with_user(both).unit_type = "association"
        self.agency.with_user(self.manager).unit_type = "association"
        self.assertIn(self.village, both.cdht_reach_ids)

    def test_the_own_association_does_not_go_elsewhere_nor_take_units(self):
        both = self.make_user("t_both", "manager,commune", self.association)
        with self.assertRaises(AccessError):
            self.association.with_user(both).parent_id = self.other_commune
        with self.assertRaises(AccessError):
            self.other_village.with_user(both).parent_id = self.commune
        clan = self.make_unit("Họ Ba", "clan", self.village_2)
        clan.with_user(both).parent_id = self.village  # its own, inside

    def test_a_slip_gives_no_right_that_its_maker_lacks(self):
        ethnicity = self.env.ref("cdht_module.group_cdht_ethnicity")
        self.chapter.group_ids += ethnicity
        with self.assertRaises(AccessError):
            self.chapter.with_user(self.commune_user)._cdht_check_slip()
        self.commune_user.group_ids += ethnicity
        self.chapter.with_user(self.commune_user)._cdht_check_slip()
        self.chapter.with_user(self.manager)._cdht_check_slip()


@tagged("post_install", "-at_install", "access_rights")
class TestFilesByRequests(CommuneCase):
    """Signed copies and scans are what their fields say, whoever sends a file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls.make_user("t_clerk", "commune", cls.commune)
        cls.clerk.cdht_is_clerk = True
        cls.decision = cls.env["cdht.decision"].create({"campaign_id": cls.campaign.id})

    def files(self, user):
        return self.env["ir.attachment"].with_user(user)

    def test_a_signed_copy_is_the_clerks(self):
        field = {"res_model": "cdht.decision", "res_field": "signed_file",
                 "res_id": self.decision.id}  # fmt: skip
        with self.assertRaises(AccessError):
            self.files(self.commune_user).create({"name": "x", "datas": FILE, **field})
        loose = self.files(self.commune_user).create({"name": "x", "datas": FILE})
        with self.assertRaises(AccessError):
            loose.write(field)
        self.decision.with_user(self.clerk).signed_file = FILE
        copy = self.files(self.commune_user).search(
            [(n, "=", v) for n, v in field.items()]
        )
        self.assertTrue(copy)
        for attempt in (lambda: copy.write({"datas": b""}), copy.unlink):
            with self.assertRaises(AccessError):
                attempt()
        self.decision.with_user(self.clerk).signed_file = scanned("better")
        self.decision.with_user(self.clerk).signed_file = False

    def test_a_recorded_sheet_keeps_its_scan(self):
        dossier = self.make_dossiers()
        sheet = self.env["cdht.consent.sheet"].with_user(self.chapter).create(
            {"campaign_id": self.campaign.id, "unit_id": self.village.id,
             "scan": FILE, "assessment_ids": [Command.set(dossier.ids)]}
        )  # fmt: skip
        sheet.action_record()
        scan = self.files(self.chapter).search(
            [("res_model", "=", sheet._name), ("res_field", "=", "scan")]
        )
        for attempt in (lambda: scan.write({"datas": b""}), scan.unlink):
            with self.assertRaises(AccessError):
                attempt()

    def test_nothing_is_made_public(self):
        line = self.make_dossiers().line_ids[0]
        mine = {
            "name": "x",
            "raw": blank_page(),
            "res_model": line._name,
            "res_id": line.id,
        }
        file = self.files(self.chapter).create(mine)
        with self.assertRaises(AccessError):
            file.public = True
        with self.assertRaises(AccessError):
            self.files(self.chapter).create({**mine, "public": True})
        elsewhere = self.files(self.chapter).create({"name": "x", "public": True})
        self.assertTrue(elsewhere.public)


@tagged("post_install", "-at_install", "access_rights")
class TestNamesByRequests(CommuneCase):
    """A link to a record beyond the reach tells nothing about it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.theirs = cls.env["cdht.campaign"].create(
            {"unit_id": cls.other_commune.id, "year": YEAR}
        )
        cls.theirs.action_open()
        cls.strangers = cls.register(cls.make_people(cls.other_village), cls.theirs)
        cls.carry(cls.strangers, "proposed")
        cls.secret = cls.env["cdht.decision"].create({"campaign_id": cls.theirs.id})

    def test_another_bodys_draft_decision(self):
        links = {
            "cdht.letter": {"kind": "correction", "decision_id": self.secret.id},
            "cdht.decision": {
                "kind": "amend",
                "origin_id": self.secret.id,
                "year": YEAR,
            },
        }
        for model, link in links.items():
            papers = self.env[model].with_user(self.commune_user)
            body = {"issuing_unit_id": self.commune.id}
            with self.assertRaises(AccessError):
                papers.create({**body, **link})
            paper = papers.create({**body, "year": YEAR})
            link.pop("kind")
            with self.assertRaises(AccessError):
                paper.write(link)

    def test_another_communes_figures(self):
        decision = self.env["cdht.decision"].with_user(self.commune_user).create(
            {"issuing_unit_id": self.commune.id, "year": YEAR}
        )  # fmt: skip
        with self.assertRaises(AccessError):
            decision.campaign_id = self.theirs
        decision.sudo().campaign_id = self.theirs
        self.assertEqual(decision._cover_values()["rows"], [])
        self.assertEqual(self.secret._cover_values()["rows"][0]["asked"], 1)

    def test_a_person_of_another_commune_in_the_table_of_officers(self):
        both = self.make_user("t_both", "manager,commune", self.commune)
        setups = self.env["cdht.officer.setup"].with_user(both)
        setup = setups.create({"unit_id": self.commune.id})
        with self.assertRaises(AccessError):
            setup.line_ids[0].citizen_id = self.strangers.citizen_id


@tagged("post_install", "-at_install", "access_rights")
class TestTurnsByRequests(CommuneCase):
    """Turns, days and places are not changed beside the moves."""

    def test_another_officers_turn(self):
        proposal = self.make_dossiers("proposed").proposal_id
        turn = proposal.activity_ids
        self.assertEqual(turn.user_id, self.commune_user)
        for attempt in (
            turn.with_user(self.chapter).unlink,
            lambda: turn.with_user(self.chapter).write({"summary": "x"}),
        ):
            with self.assertRaises(AccessError):
                attempt()
        own = proposal.with_user(self.chapter).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.commune_user.id
        )
        own.unlink()
        turn.with_user(self.commune_user).action_feedback()

    def test_who_lost_the_unit_is_told_nothing_more(self):
        proposal = self.make_dossiers().proposal_id
        proposal.message_subscribe(self.chapter.partner_id.ids)
        post = {"body": "…", "subtype_xmlid": "mail.mt_comment"}
        told = proposal.with_user(self.commune_user).message_post(**post)
        self.assertIn(self.chapter.partner_id, told.notified_partner_ids)
        self.chapter.cdht_unit_ids = self.village_2
        self.env.flush_all()
        told = proposal.with_user(self.commune_user).message_post(**post)
        self.assertNotIn(self.chapter.partner_id, told.notified_partner_ids)

    def test_days_and_places_that_follow(self):
        person = self.make_people()
        with self.assertRaises(AccessError):
            person.with_user(self.chapter).commune_id = self.other_commune
        request = self.env["cdht.data.request"].with_user(self.commune_user).create(
            {"citizen_id": person.id}
        )  # fmt: skip
        for vals in ({"due_on": "2030-01-01"}, {"unit_id": self.village_2.id}):
            with self.assertRaises(AccessError):
                request.write(vals)
        request.asked_on = "2026-10-14"


@tagged("post_install", "-at_install", "access_rights")
class TestOldMessages(CommuneCase):
    """Losing a unit ends the reach to what was once sent, too."""

    def _told(self):
        """A note about the chapter's list, to its officer who follows it."""
        proposal = self.make_dossiers("registered").proposal_id
        proposal.message_subscribe(self.chapter.partner_id.ids)
        note = proposal.with_user(self.commune_user).message_post(
            body="Đề nghị gửi danh sách.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.chapter.partner_id.ids,
        )
        self.assertIn(self.chapter.partner_id, note.notified_partner_ids)
        return proposal, note

    def _reads(self, note):
        self.env.flush_all()
        self.env.invalidate_all()
        return note.with_user(self.chapter).has_access("read")

    def test_from_the_users_side(self):
        proposal, note = self._told()
        self.assertTrue(self._reads(note))
        self.chapter.with_user(self.manager).write(
            {"cdht_unit_ids": [Command.unlink(self.village.id)]}
        )
        self.assertFalse(self._reads(note))
        self.assertNotIn(self.chapter.partner_id, proposal.message_partner_ids)

    def test_from_the_units_side_and_only_there(self):
        _proposal, note = self._told()
        self.village.with_user(self.manager).user_ids = [
            Command.link(self.chapter_2.id)
        ]
        self.assertTrue(self._reads(note))
        self.village.with_user(self.manager).user_ids = [
            Command.unlink(self.chapter.id)
        ]
        self.assertFalse(self._reads(note))
