from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import TODAY, CommuneCase

OFFICERS = {"chapter", "commune_user"}
EVERYBODY = (
    "chapter",
    "chapter_2",
    "chapter_other",
    "commune_user",
    "commune_other",
    "district",
    "manager",
    "citizen_user",
    "citizen_user_2",
)
REASON = "Theo biên bản họp thẩm định"


@tagged("post_install", "-at_install")
class TestWhoMoves(CommuneCase):
    """Each move of the table by each role: who may, and nobody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.give_login(cls.make_people(), cls.citizen_user)

    def _check_roles(self, record, call, allowed, goal):
        """Only ``allowed`` users carry out the move; it leads to ``goal``."""
        before = record.state
        for name in EVERYBODY:
            user = getattr(self, name)
            with self.subTest(user=name), self.env.cr.savepoint() as savepoint:
                acting = record.with_user(user)
                if name in allowed:
                    call(acting)
                    self.assertEqual(record.state, goal)
                else:
                    with self.assertRaises(AccessError):
                        call(acting)
                self.env.flush_all()
                savepoint.rollback()
            self.env.invalidate_all()
            self.assertEqual(record.state, before)

    def _dossier(self, state, *scores):
        dossier = self.register(self.person)
        self.carry(dossier, state, *scores)
        return dossier

    def test_submit(self):
        dossier = self._dossier("registered")
        self.score(dossier, "self_score", 8)
        self._check_roles(
            dossier,
            lambda record: record.action_submit(),
            OFFICERS | {"citizen_user"},
            "self_assessed",
        )

    def test_return(self):
        self._check_roles(
            self._dossier("self_assessed"),
            lambda record: record.action_return(REASON),
            OFFICERS,
            "registered",
        )

    def test_appraise(self):
        dossier = self._dossier("self_assessed")
        self.score(dossier, "appraised_score", 8)
        self._check_roles(
            dossier, lambda record: record.action_appraise(), OFFICERS, "appraised"
        )

    def test_reopen(self):
        self._check_roles(
            self._dossier("appraised"),
            lambda record: record.action_reopen(REASON),
            OFFICERS,
            "self_assessed",
        )

    def test_refuse(self):
        self._check_roles(
            self._dossier("proposed"),
            lambda record: record.action_refuse(REASON),
            {"commune_user"},
            "rejected",
        )

    def test_refuse_by_the_level_above_that_was_asked(self):
        dossier = self._dossier("proposed")
        dossier.authority_id = self.province
        self._check_roles(
            dossier,
            lambda record: record.action_refuse(REASON),
            {"district"},
            "rejected",
        )

    def test_withdraw(self):
        for state in ("registered", "self_assessed", "appraised", "proposed"):
            with self.env.cr.savepoint() as savepoint:
                self._check_roles(
                    self._dossier(state),
                    lambda record: record.action_withdraw(REASON),
                    OFFICERS | {"citizen_user"},
                    "withdrawn",
                )
                savepoint.rollback()
            self.env.invalidate_all()

    def test_restore_before_the_deadline(self):
        dossier = self._dossier("appraised")
        dossier.action_withdraw(REASON)
        self._check_roles(
            dossier,
            lambda record: record.action_restore(REASON),
            OFFICERS,
            "appraised",
        )

    def test_restore_after_the_deadline_and_what_the_authority_refused(self):
        """The authority has the last word."""
        dossier = self._dossier("proposed")
        dossier.action_refuse(REASON)
        self._check_roles(
            dossier,
            lambda record: record.action_restore(REASON),
            {"commune_user"},
            "proposed",
        )
        self.campaign.proposal_deadline = "2026-10-14"
        other = self.make_dossiers("appraised", self.village_2)
        other.action_withdraw(REASON)
        with self.assertRaises(AccessError):
            other.with_user(self.chapter_2).action_restore(REASON)
        other.with_user(self.commune_user).action_restore(REASON)
        self.assertEqual(other.state, "appraised")

    def test_transfer(self):
        dossier = self._dossier("self_assessed")
        self._check_roles(
            dossier,
            lambda record: record.action_transfer(self.village_2.id),
            {"commune_user"},
            "self_assessed",
        )

    def test_list_submit(self):
        dossier = self._dossier("appraised")
        proposal = dossier.proposal_id
        self._check_roles(proposal, self.send, OFFICERS, "submitted")

    def test_list_receive_accept_return(self):
        proposal = self._dossier("proposed").proposal_id
        only = {"commune_user"}
        self._check_roles(proposal, lambda r: r.action_return(REASON), only, "returned")
        self._check_roles(proposal, lambda r: r.action_receive(), only, "received")
        proposal.action_receive()
        self._check_roles(proposal, lambda r: r.action_return(REASON), only, "returned")
        self._check_roles(proposal, lambda r: r.action_accept(), only, "accepted")

    def test_petition_issue(self):
        proposal = self._dossier("proposed").proposal_id
        proposal.action_receive()
        self._check_roles(
            self.make_petition(proposal),
            lambda record: record.action_issue(),
            {"commune_user"},
            "issued",
        )

    def test_decision_submit_return_issue(self):
        decision = self.make_decision(self._dossier("proposed"))
        only = {"commune_user"}
        self._check_roles(decision, lambda r: r.action_submit(), only, "submitted")
        decision.action_submit()
        self._check_roles(decision, lambda r: r.action_return(REASON), only, "draft")
        decision.write({"number": "7", "date": "2026-12-10"})
        self._check_roles(decision, lambda r: r.action_issue(), only, "issued")

    def test_close(self):
        self._dossier("registered")
        self._check_roles(
            self.campaign, lambda r: r.action_close(), {"commune_user"}, "closed"
        )

    def test_open(self):
        campaign = self.env["cdht.campaign"].create(
            {"unit_id": self.commune.id, "year": 2027}
        )
        self._check_roles(campaign, lambda r: r.action_open(), {"commune_user"}, "open")

    def test_register(self):
        """The person (in time), the unit's chapter, the commune's officer."""
        allowed = OFFICERS | {"citizen_user"}
        self.campaign.registration_deadline = TODAY
        for name in EVERYBODY:
            user = getattr(self, name)
            with self.subTest(user=name), self.env.cr.savepoint() as savepoint:
                campaign = self.campaign.with_user(user)
                if name in allowed:
                    dossier = campaign.action_register(self.person.ids)
                    self.assertRecordValues(
                        dossier.sudo(),
                        [{"citizen_id": self.person.id, "state": "registered",
                          "unit_id": self.village.id}],
                    )  # fmt: skip
                    self.assertEqual(len(dossier.sudo().line_ids), 10)
                else:
                    with self.assertRaises(AccessError):
                        campaign.action_register(self.person.ids)
                savepoint.rollback()
            self.env.invalidate_all()
