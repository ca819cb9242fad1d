"""Papers that this year did not need, printed and taken back: the notice of posting,
letters, and the decision of the chairperson, supplementing, amending, revoking."""

from itertools import chain

from . import notices, second_reader, word

REPORT = "report_cdht_decision"


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
    yield "quyet-dinh-bo-sung.pdf", supplement
    titles = decision.recognition_ids[:2]
    first, second = titles.citizen_id
    reason = "Ghi sai họ tên, năm sinh so với giấy tờ tùy thân"
    year = first.birth_year + 1
    born = {"birth_date": False} if first.birth_date else {}
    first.action_change_identity({**born, "birth_year": year}, reason)
    second.action_change_identity({"name": f"{second.name} Thử"}, reason)
    yield "quyet-dinh-sua-doi.pdf", _draft(office, titles.action_amend(reason))
    reason = "Không bảo đảm điều kiện công nhận theo kết quả xác minh phản ánh"
    yield "quyet-dinh-thu-hoi.pdf", _draft(office, titles[:1].action_revoke(reason))


def _draft(office, drafted):
    return office["cdht.decision"].browse(drafted.ids)
