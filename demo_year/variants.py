"""Papers that this year did not need, printed and taken back: the notice of posting,
letters, and the decision of the chairperson, supplementing, amending, revoking."""

from datetime import timedelta
from itertools import chain

from odoo.addons.cdht_module.tools.paper_text import in_sentence, long_date

from . import notices, second_reader, word

REPORT = "report_cdht_decision"
_PROPOSER = "Trưởng phòng Văn hóa - Xã hội"


class _TakenBack(Exception):
    """Ends the savepoint."""


def write(place, decision, out):
    """Write each variant into the folder ``out``; the year stays as it was."""
    office = place.as_user("xa")
    decision = office["cdht.decision"].browse(decision.id)
    try:
        with office.cr.savepoint():
            papers = chain(
                notices.made(place, decision),
                ((name, REPORT, paper) for name, paper in _variants(office, decision)),
            )
            for name, report, paper in papers:
                second_reader.check(paper)
                full, printer = f"cdht_module.{report}", office["ir.actions.report"]
                content, _type = printer._render_qweb_pdf(full, paper.ids)
                (out / name).write_bytes(content)
                word.write_twin(printer, full, paper, out / name)
            raise _TakenBack
    except _TakenBack:
        office.invalidate_all()


def _variants(office, decision):
    """(file name, draft) of each variant."""
    chairperson = office["cdht.signatory"].create(
        {
            "name": "Hoàng Văn Thử",
            "unit_id": decision.issuing_unit_id.id,
            "post": "Chủ tịch",
            "capacity": "head",
            "sequence": 30,
        }
    )
    # sudo: nobody drafts a second decision about people who hold the title
    chairperson_signs = {"issued_by_head": True, "signatory_id": chairperson.id}
    headed = decision.sudo().copy(chairperson_signs)
    headed.assessment_ids = decision.assessment_ids
    yield "quyet-dinh-chu-tich.pdf", headed
    supplement = _draft(office, decision.action_supplement("Nộp danh sách muộn."))
    supplement.sudo().assessment_ids = decision.assessment_ids[:3]
    supplement.proposer = _PROPOSER
    yield "quyet-dinh-bo-sung.pdf", supplement
    titles = decision.recognition_ids[:2]
    first, second = titles.citizen_id
    reason = "Ghi sai họ tên, năm sinh so với giấy tờ tùy thân"
    year = first.birth_year + 1
    born = {"birth_date": False} if first.birth_date else {}
    first.action_change_identity({**born, "birth_year": year}, reason)
    second.action_change_identity({"name": f"{second.name} Thử"}, reason)
    amending = _draft(office, titles.action_amend(reason))
    yield "quyet-dinh-sua-doi.pdf", _asked_for(amending, decision)
    reason = "Không bảo đảm điều kiện công nhận theo kết quả xác minh phản ánh"
    revoking = _draft(office, titles[:1].action_revoke(reason))
    yield "quyet-dinh-thu-hoi.pdf", _asked_for(revoking, decision)


def _asked_for(change, decision):
    """With what its bases name: what was looked into, and who asks for it."""
    day = long_date(decision.date + timedelta(days=20))
    body = in_sentence(decision.issuing_unit_id.name)
    change.verification = f"Biên bản xác minh {day} của Tổ xác minh {body}"
    change.proposer = _PROPOSER
    return change


def _draft(office, drafted):
    return office["cdht.decision"].browse(drafted.ids)
