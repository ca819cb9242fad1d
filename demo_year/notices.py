"""Notice of posting and letters of the year, made by the commune's officer."""

from datetime import timedelta

from odoo.fields import Command


def made(place, decision):
    """(file name, report, record) of each; they are taken back afterwards."""
    office = place.as_user("xa")
    decision = office["cdht.decision"].browse(decision.id)
    yield from _postings(office, place, decision)
    yield from _letters(office, place, decision)


def _postings(office, place, decision):
    campaign = office["cdht.campaign"].browse(place.campaign.id)
    villages = place.units["na-van"] | place.units["hang-y"]
    posting = office["cdht.posting"].browse(campaign.action_make_posting()["res_id"])
    posting.list_ids.filtered(lambda line: line.unit_id not in villages).unlink()
    people = posting._listed_people().with_env(office)
    people.action_record_consent("form")
    day = decision.date - timedelta(days=14)
    posting.write(
        {
            "number": "38",
            "date": day,
            "date_from": day,
            "contact": "Ủy ban nhân dân xã (công chức Văn hóa - Xã hội)",
        }
    )
    posting.action_issue()
    yield "thong-bao-niem-yet.pdf", "report_cdht_posting", posting
    yield "bien-ban-niem-yet.pdf", "report_cdht_posting_begin", posting
    yield "danh-sach-doc-loa.pdf", "report_cdht_posting_loud", posting
    yield "tra-loi-phan-anh.pdf", "report_cdht_letter", _answer(office, posting)
    yield "bien-ban-ket-thuc-niem-yet.pdf", "report_cdht_posting_end", posting


def _answer(office, posting):
    """Somebody objected; the answer goes to them alone."""
    objection = office["cdht.objection"].create(
        {
            "posting_list_id": posting._paper_lines()[:1].id,
            "sender_name": "Hà Văn Gửi",
            "text": "Danh sách ghi thiếu một người trong gia đình tôi đã đăng ký.",
        }
    )
    objection.action_dismiss(
        "Người này chưa đủ 80 điểm theo biên bản họp thẩm định của chi hội; chi hội đã"
        " giải thích, hướng dẫn đăng ký năm sau"
    )
    letter = office["cdht.letter"].browse(objection.action_answer_letter()["res_id"])
    letter.write(
        {
            "signatory_id": posting.signatory_id.id,
            "number": "39",
            "date": posting.date + timedelta(days=8),
        }
    )
    return _issued(letter)


def _letters(office, place, decision):
    common = {
        "issuing_unit_id": decision.issuing_unit_id.id,
        "signatory_id": decision.signatory_id.id,
        "campaign_id": place.campaign.id,
        "year": decision.year,
    }
    villages = place.units["na-van"] | place.units["hang-y"]
    reminder = office["cdht.letter"].create(
        {
            **common,
            "kind": "reminder",
            "addressee_unit_ids": [Command.set(villages.ids)],
            "number": "36",
            "date": decision.date - timedelta(days=20),
            "body": "Thực hiện kế hoạch đánh giá, công nhận danh hiệu “Công dân học"
            f" tập” năm {decision.year}, đến nay các đơn vị trên chưa gửi danh sách đề"
            " nghị công nhận.\nĐề nghị các chi hội khuyến học họp thẩm định, gửi biên"
            " bản và danh sách về Ủy ban nhân dân xã trước ngày 30 tháng 11 năm"
            f" {decision.year}.\nSau thời hạn trên, đơn vị nào không gửi thì danh hiệu"
            " của cá nhân thuộc đơn vị đó được xem xét bằng quyết định bổ sung.",
        }
    )
    yield "cong-van.pdf", "report_cdht_letter", _issued(reminder)
    invitation = office["cdht.letter"].create(
        {
            **common,
            "kind": "invitation",
            "addressees": "Đại diện các thôn, cơ quan, trường học\n"
            "Hội Khuyến học xã\nCác cá nhân được công nhận",
            "number": "41",
            "date": decision.date + timedelta(days=3),
            "subject": "dự hội nghị công bố quyết định công nhận danh hiệu “Công dân"
            f" học tập” năm {decision.year}",
            "body": "Tới dự: Hội nghị công bố quyết định công nhận danh hiệu “Công dân"
            f" học tập” năm {decision.year}.\nChủ trì: Lãnh đạo Ủy ban nhân dân xã.\n"
            f"Thời gian: 08 giờ 00, ngày 20 tháng 12 năm {decision.year}.\n"
            "Địa điểm: Hội trường Ủy ban nhân dân xã.\nĐề nghị các ông/bà sắp xếp công"
            " việc, tới dự đúng thành phần, thời gian.",
        }
    )
    yield "giay-moi.pdf", "report_cdht_letter", _issued(invitation)
    praise = office["cdht.letter"].create(
        {
            **common,
            "kind": "praise",
            "addressees": "Bà Hà Thị Mẫu, thôn Nà Van",
            "number": "44",
            "date": decision.date + timedelta(days=5),
        }
    )
    praise.body = praise.body.replace(
        "…", "ba năm liền mở lớp đọc, viết cho chị em trong thôn"
    )
    yield "thu-khen.pdf", "report_cdht_letter", _issued(praise)
    correction = office["cdht.letter"].browse(
        decision.action_correction_letter()["res_id"]
    )
    correction.write(
        {
            "wrong_place": "tại Điều 2",
            "wrong_words": "kể từ ngày kí",
            "right_words": "kể từ ngày ký",
            "number": "42",
            "date": decision.date + timedelta(days=4),
        }
    )
    yield "cong-van-dinh-chinh.pdf", "report_cdht_letter", _issued(correction)


def _issued(letter):
    letter.action_issue()
    return letter
