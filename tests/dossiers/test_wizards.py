from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common import CommuneCase


@tagged("post_install", "-at_install")
class TestWizards(CommuneCase):
    """Screens in front of moves that need more than a reason."""

    def test_transfer_keeps_scores_and_changes_the_list(self):
        dossiers = self.make_dossiers("self_assessed", size=2)
        wizard = Form(
            self.env["cdht.transfer"]
            .with_user(self.commune_user)
            .with_context(active_ids=dossiers.ids)
        )
        wizard.unit_id = self.village_2
        wizard.save().action_confirm()
        self.assertEqual(dossiers.unit_id, self.village_2)
        self.assertEqual(dossiers.citizen_id.unit_id, self.village_2)
        self.assertEqual(dossiers.proposal_id.unit_id, self.village_2)
        self.assertEqual(set(dossiers.mapped("self_total")), {80})

    def test_transfer_is_the_commune_officers(self):
        dossiers = self.make_dossiers()
        with self.assertRaises(AccessError):
            dossiers.with_user(self.chapter).action_transfer(self.village_2.id)

    def test_answer_names_whom_the_level_above_recognised(self):
        dossiers = self.make_dossiers("proposed", size=3)
        dossiers.proposal_id.action_receive()
        petition = self.make_petition(
            dossiers.proposal_id,
            issuing_unit_id=self.commune.id,
            addressee_unit_id=self.province.id,
        )
        petition.action_issue()
        wizard = Form(
            self.env["cdht.answer"]
            .with_user(self.commune_user)
            .with_context(active_id=petition.id)
        )
        self.assertEqual(len(wizard.assessment_ids), 3)
        wizard.number = "90/QĐ-UBND"
        wizard.date = "2026-12-20"
        wizard.assessment_ids.remove(id=dossiers[0].id)
        wizard.save().action_confirm()
        self.assertEqual(
            dossiers.mapped("state"), ["rejected", "recognised", "recognised"]
        )
        title = dossiers[1].citizen_id.recognition_ids
        self.assertEqual((title.decision_number, title.decision_symbol),
                         ("90", "QĐ-UBND"))  # fmt: skip


@tagged("post_install", "-at_install", "access_rights")
class TestAssociation(CommuneCase):
    """The association's officer petitions for the commune's lists, decides nothing."""

    def test_petitions_but_does_not_decide(self):
        officer = self.make_user("t_association", "commune", self.association)
        dossiers = self.make_dossiers("proposed", size=2)
        proposal = dossiers.proposal_id.with_user(officer)
        proposal.action_receive()
        petition = self.make_petition(proposal).with_user(officer)
        petition.action_issue()
        self.assertEqual(proposal.state, "accepted")
        with self.assertRaises(AccessError):
            self.make_decision(dossiers).with_user(officer).action_submit()
        foreign = self.env["cdht.unit"].with_user(officer).browse(self.commune.id)
        self.assertFalse(foreign._in_reach("commune"))

    def test_a_new_unit_is_reached_at_once(self):
        officer = self.make_user("t_association", "commune", self.association)
        Citizen = self.env["cdht.citizen"].with_user(officer)
        self.assertFalse(Citizen.search([("unit_id.name", "=", "Thôn Mới")]))
        village = self.make_unit("Thôn Mới")
        person = self.make_people(village)
        self.assertEqual(Citizen.search([("unit_id", "=", village.id)]), person)
