"""The petition of the association, and the decision of the committee."""


def make(place):
    """The association petitions, the committee recognises; return the decision."""
    office = place.as_user("xa")
    petition = office["cdht.petition"].create(
        {
            "campaign_id": place.campaign.id,
            "issuing_unit_id": place.units["hoi-khuyen-hoc"].id,
            "signatory_id": place.signatories["association"].id,
            "proposal_ids": place.campaign.proposal_ids.filtered(
                lambda proposal: proposal.state == "received"
            ).ids,
            "number": "03",
            "date": f"{place.campaign.year}-12-02",
        }
    )
    petition.action_issue()
    decision = office["cdht.decision"].create(
        {
            "campaign_id": place.campaign.id,
            "petition_ids": petition.ids,
            "signatory_id": place.signatories["committee"].id,
            "bonus_outstanding_amount": 100_000,
            "bonus_reason": f"{place.yearly_plan._paper_named()} của"
            f" {place.yearly_plan._paper_body()}",
        }
    )
    decision.action_submit()
    decision.write({"number": "215", "date": f"{place.campaign.year}-12-10"})
    decision.action_issue()
    return decision
