"""The evenings of the chapters: meeting, minutes, list; the commune receives them."""

from odoo import fields

from odoo.addons.cdht_module.tools.paper_text import in_sentence


def hold(place, chapters):
    """One act a unit: the meeting's result, the minutes, the list."""
    for login, key in chapters.items():
        send_list(place, login, place.units[key])
    chapter_units = [place.units[key].id for key in chapters.values()]
    for proposal in place.campaign.proposal_ids:
        if proposal.assessment_ids and proposal.unit_id.id not in chapter_units:
            send_list(place, "xa", proposal.unit_id)
    sent = place.campaign.proposal_ids.filtered(lambda p: p.state == "submitted")
    sent.write({"received_date": f"{place.campaign.year}-11-25"})
    sent.action_receive()


def send_list(place, login, unit, campaign=None):
    """A unit's evening: appraise by its minutes, complete them, send the list."""
    campaign = campaign or place.campaign
    proposal = place.as_user(login)["cdht.proposal"].search(
        [("campaign_id", "=", campaign.id), ("unit_id", "=", unit.id)]
    )
    if not proposal.waiting_count:
        return proposal  # nobody on the list: there was no evening
    proposal.action_appraise()
    people = len(proposal.assessment_ids)
    proposal.write(
        {
            "meeting_date": fields.Date.to_date(f"{campaign.year}-11-15"),
            "meeting_place": f"Nhà văn hóa {in_sentence(unit.name)}",
            "meeting_chair": "Lý Văn Mẫu",
            "meeting_secretary": "Chu Thị Mẫu",
            "meeting_start": 19.5,
            "meeting_end": 21.5,
            "meeting_present": max(people // 4, 3),
            "meeting_total": max(people // 3, 4),
            "votes_for": max(people // 4, 3),
        }
    )
    proposal.action_submit()
    return proposal
