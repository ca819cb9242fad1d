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
PEOPLE, COLLECTIVES = 20, ("Chi hội khuyến học Thôn Khe Pặn Giữa", "Trạm Y tế xã")


def make(place):
    """Review, commendation and conference; return the review and the decision."""
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
    return review, _commend(office, review, signatory)


def _commend(office, review, signatory):
    review.action_propose_people()
    review.commendation_ids.filtered("is_chosen").write({"bonus": 200_000})
    review.commendation_ids = [
        Command.create(
            {
                "name": name,
                "achievement": "có thành tích xuất sắc trong xây dựng mô hình “Công dân"
                " học tập” giai đoạn 2022-2026",
                "bonus": 500_000,
                "is_chosen": True,
            }
        )
        for name in COLLECTIVES
    ]
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
    return decision
