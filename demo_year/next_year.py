"""2027, so that every screen has something to show; not part of the summary.

Each unit stands at another step, from people who only registered to a decision that
is with its signatory.
"""

from . import meetings

PEOPLE_A_UNIT = 24


def open_next_year(place):
    """Dossiers in every state before recognition, and each paper on its way."""
    office = place.as_user("xa")
    action = place.campaign.action_prepare_next_year()
    campaign = office["cdht.campaign"].browse(action["res_id"])
    campaign.action_open()

    _register(place, campaign, "na-van")
    _self_assess(_register(place, campaign, "khe-cu"), leave=4)

    dossiers = _self_assess(_register(place, campaign, "thong-nhat"), leave=3)
    half = dossiers[: len(dossiers) // 2]
    half.action_fill_appraised()
    half.action_appraise()
    dossiers[-1:].action_withdraw("Đã chuyển đi nơi khác.")

    _propose(place, campaign, "hang-y")

    received = _propose(place, campaign, "khe-pan-giua")
    received.received_date = "2027-11-22"
    received.action_receive()

    accepted = _propose(place, campaign, "na-nat")
    accepted.received_date = "2027-11-20"
    accepted.action_receive()
    petition = office["cdht.petition"].create(
        {
            "campaign_id": campaign.id,
            "issuing_unit_id": place.units["hoi-khuyen-hoc"].id,
            "signatory_id": place.signatories["association"].id,
            "proposal_ids": accepted.ids,
            "number": "02",
            "date": "2027-11-30",
        }
    )
    petition.action_issue()
    decision = office["cdht.decision"].create(
        {
            "campaign_id": campaign.id,
            "petition_ids": petition.ids,
            "signatory_id": place.signatories["committee"].id,
        }
    )
    decision.action_submit()
    return campaign


def _register(place, campaign, key):
    citizens = place.as_user("xa")["cdht.citizen"].search(
        [("unit_id", "=", place.units[key].id)], limit=PEOPLE_A_UNIT
    )
    return campaign.action_register(citizens.ids)


def _self_assess(dossiers, leave=0):
    """Type last year's scores again and submit, but for the last ``leave``."""
    typed = dossiers[: len(dossiers) - leave] if leave else dossiers
    last_year = {
        (line.assessment_id.citizen_id, line.indicator_id): line.self_score
        for line in typed.citizen_id.assessment_ids.line_ids
        if line.self_score
    }
    scored = typed.filtered(
        lambda dossier: (
            (
                dossier.citizen_id,
                dossier.line_ids[:1].indicator_id,
            )
            in last_year
        )
    )
    by_score = scored.line_ids.grouped(
        lambda line: last_year[line.assessment_id.citizen_id, line.indicator_id]
    )
    for score, lines in by_score.items():
        lines.write({"self_score": score})
    scored.action_submit()
    return scored


def _propose(place, campaign, key):
    dossiers = _self_assess(_register(place, campaign, key))
    (campaign.assessment_ids & dossiers).action_fill_appraised()
    # Who registered without last year's scores is not on this evening's list.
    return meetings.send_list(place, "xa", place.units[key], campaign)
