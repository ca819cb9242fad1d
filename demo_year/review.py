"""The review of five years, whom it commends, the conference (seed III.4.b)."""

from odoo.fields import Command

TEXTS = {
    "leading": "Ủy ban nhân dân xã ban hành kế hoạch cả thời kỳ và kế hoạch hằng năm.",
    "weak": "Việc thu thập minh chứng ở thôn vùng cao còn khó khăn; số liệu nền của một"
    " số năm đầu chưa đầy đủ.",
    "lessons": "Chi hội nào họp thẩm định đúng hạn, có người ghi hộ thì tỷ lệ tham gia"
    " cao.",
    "next": "Ủy ban nhân dân xã tiếp tục thực hiện chỉ tiêu đến năm 2029 của Kế hoạch;"
    " mỗi năm có chỉ tiêu, nhiệm vụ cụ thể trong kế hoạch năm.",
    "commend": "Đề nghị khen thưởng các tập thể, cá nhân tiêu biểu (có danh sách kèm"
    " theo quyết định khen thưởng).",
}
MEETING = {
    "hour_from": 14.0,
    "hour_to": 16.0,
    "meeting_place": "Phòng họp Ủy ban nhân dân xã",
    "chair": "Nguyễn Văn Mẫu",
    "secretary": "Hoàng Thị Mẫu",
    "members": "Nguyễn Văn Mẫu, Phó Chủ tịch Ủy ban nhân dân xã\n"
    "Lý Thị Mẫu, Phó Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam xã\n"
    "Chu Văn Mẫu, Chủ tịch Hội Khuyến học xã\n"
    "Hoàng Thị Mẫu, công chức Văn hóa - Xã hội, thư ký; và 05 thành viên khác",
    "present": 9,
    "total": 9,
    "notes": "Các thành viên nhất trí với danh sách đề nghị.",
}
PEOPLE = 20
# Their unit among the commune's.
COLLECTIVES = {
    "Chi hội khuyến học thôn Khe Pặn Giữa": "khe-pan-giua",
    "Trạm Y tế xã": "tram-y-te",
}


def make(place):
    """Review, commendation, conference; return the review, the decision, the petition
    and the minutes by which it came about."""
    office = place.as_user("xa")
    signatory = place.signatories["committee"]
    review = office["cdht.review"].create(
        {
            "issuing_unit_id": place.units["chau-son"].id,
            "year_from": 2022,
            "year_to": 2026,
            "signatory_id": signatory.id,
            "person_quota": PEOPLE,
            "collective_quota": len(COLLECTIVES),
        }
    )
    review.action_take_figures()
    for part in review.part_ids:
        if "…" in (part.text or ""):
            part.text = part.text.replace("…", TEXTS.get(part.code, ""))
    review.write({"number": "125", "date": "2026-12-18"})
    review.action_issue()
    return review, *_commend(place, office, review, signatory)


def _commend(place, office, review, signatory):
    review.action_propose_people()
    review.commendation_ids = [
        Command.create(
            {
                "name": name,
                "unit_id": place.units[unit].id,
                "achievement": "có thành tích xuất sắc trong xây dựng mô hình “Công dân"
                " học tập” giai đoạn 2022-2026",
                "is_chosen": True,
            }
        )
        for name, unit in COLLECTIVES.items()
    ]
    petition, meeting = _dossier(place, office, review)
    decision = office["cdht.decision"].browse(review.action_make_decision()["res_id"])
    decision.signatory_id = signatory
    decision.action_submit()
    decision.write({"number": "231", "date": "2026-12-22"})
    decision.action_issue()
    conference = office["cdht.activity"].browse(
        review.action_make_conference()["res_id"]
    )
    conference.write(
        {
            "date": "2026-12-28",
            "hour": 8.0,
            "place": "Hội trường Ủy ban nhân dân xã",
            "content": "Báo cáo sơ kết\nBiểu dương, khen thưởng",
        }
    )
    conference.action_make_invitation()
    return decision, petition, meeting


def _dossier(place, office, review):
    """The association asks, the council considers."""
    petition = office["cdht.commendation.petition"].browse(
        review.action_make_petition()["res_id"]
    )
    petition.write(
        {
            "signatory_id": place.signatories["association"].id,
            "number": "05",
            "date": "2026-12-18",
        }
    )
    petition.action_issue()
    meeting = office["cdht.commendation.meeting"].browse(
        review.action_make_meeting()["res_id"]
    )
    meeting.commendation_ids.write({"votes_for": 9})
    meeting.commendation_ids[3].votes_for = 8
    meeting.write({**MEETING, "number": "02", "date": "2026-12-21"})
    meeting.action_issue()
    return petition, meeting
