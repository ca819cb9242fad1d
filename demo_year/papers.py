"""The papers of the year, written by the reports that the Print menu calls."""

from pathlib import Path
from typing import Any, NamedTuple

from . import (
    extract,
    reports,
    review,
    second_reader,
    variants,
    word,
    work,
)  # fmt: skip


class Paper(NamedTuple):
    """A file of the year: the report (its id in the add-on) and what it prints."""

    filename: str
    report: str
    records: Any


def write(place, decision, out):
    """Write every paper of the year into the folder ``out``."""
    decision.action_number_certificates()
    place.inspection = work.carry_out(place)
    place.report = reports.make(place, decision)
    place.review, place.commendation, *place.dossier = review.make(place)
    printer = place.as_user("xa")["ir.actions.report"]
    for paper in _papers(place, decision):
        name = f"cdht_module.{paper.report}"
        if paper.filename.endswith(".xlsx"):
            content, _type = printer._render_xlsx(name, paper.records.ids, {})
        else:
            content, _type = printer._render_qweb_pdf(name, paper.records.ids)
            word.write_twin(printer, name, paper.records, Path(out) / paper.filename)
        (Path(out) / paper.filename).write_bytes(content)
    second_reader.read(place)
    variants.write(place, decision, Path(out))


def _papers(place, decision):
    campaign = place.campaign
    village = campaign.proposal_ids.filtered(
        lambda proposal: proposal.unit_id == place.units["na-van"]
    )
    small_village = campaign.proposal_ids.filtered(
        lambda proposal: proposal.unit_id == place.units["hang-y"]
    )
    rule = campaign.set_id
    titles = decision.recognition_ids.filtered(
        lambda title: title.unit_id == place.units["hang-y"]
    )
    return [
        Paper("ke-hoach.pdf", "report_cdht_plan", place.plan),
        Paper("ke-hoach-nam.pdf", "report_cdht_plan", place.yearly_plan),
        Paper(
            "quyet-dinh-doan-kiem-tra.pdf",
            "report_cdht_inspection_decision",
            place.team,
        ),
        Paper("bien-ban-kiem-tra.pdf", "report_cdht_inspection", place.inspection),
        Paper(
            "danh-sach-tham-du.pdf",
            "report_cdht_attendance",
            place.as_user("xa")["cdht.activity"].search([], limit=1),
        ),
        Paper("bao-cao.pdf", "report_cdht_report", place.report),
        Paper("bao-cao-so-ket.pdf", "report_cdht_review", place.review),
        Paper(
            "to-trinh-khen-thuong.pdf",
            "report_cdht_commendation_petition",
            place.dossier[0],
        ),
        Paper("bao-cao-thanh-tich.pdf", "report_cdht_achievement", place.dossier[0]),
        Paper(
            "bien-ban-xet-khen-thuong.pdf",
            "report_cdht_commendation_meeting",
            place.dossier[1],
        ),
        Paper(
            "quyet-dinh-khen-thuong.pdf",
            "report_cdht_commend_decision",
            place.commendation,
        ),
        Paper(
            "giay-khen.pdf",
            "report_cdht_commendation",
            place.commendation.commendation_ids._in_order(),
        ),
        Paper(
            "giay-khen-tren-phoi.pdf",
            "report_cdht_commendation_on_blank",
            place.commendation.commendation_ids._in_order(),
        ),
        Paper(
            "danh-sach-ky-nhan-khen-thuong.pdf",
            "report_cdht_receipt",
            place.commendation,
        ),
        Paper(
            "giay-moi-so-ket.pdf",
            "report_cdht_letter",
            place.review.activity_id.letter_id,
        ),
        Paper("bao-cao.xlsx", "report_cdht_report_xlsx", place.report),
        Paper("giay-chung-nhan.pdf", "report_cdht_certificate", titles),
        Paper(
            "giay-chung-nhan-tieu-bieu.pdf",
            "report_cdht_outstanding_certificate",
            titles,
        ),
        Paper(
            "giay-chung-nhan-tren-phoi.pdf", "report_cdht_certificate_on_blank", titles
        ),
        Paper("danh-sach-ky-nhan.pdf", "report_cdht_receipt", decision),
        Paper("danh-sach-dang-ky.pdf", "report_cdht_registration", village),
        Paper("huong-dan-cham-diem.pdf", "report_cdht_guide", rule),
        Paper("bang-cham-diem.pdf", "report_cdht_score_sheet", village),
        Paper("bang-cham-diem-trong.pdf", "report_cdht_blank_score_sheet", village),
        Paper(
            "phieu-tu-danh-gia.pdf",
            "report_cdht_assessment_form",
            small_village.assessment_ids,
        ),
        Paper("phieu-tu-danh-gia-trong.pdf", "report_cdht_blank_form", rule),
        Paper("bien-ban-tham-dinh.pdf", "report_cdht_minutes", village),
        Paper("danh-sach-de-nghi.pdf", "report_cdht_proposal_list", village),
        Paper("to-trinh.pdf", "report_cdht_petition", decision.petition_ids),
        Paper("quyet-dinh.pdf", "report_cdht_decision", decision),
        Paper(
            "quyet-dinh-trich-sao.pdf",
            "report_cdht_extract",
            extract.make(place, decision),
        ),
        Paper("phieu-trinh.pdf", "report_cdht_cover", decision),
        Paper("so-dang-ky-van-ban-di.pdf", "report_cdht_outgoing_register", campaign),
        Paper(
            "so-dang-ky-van-ban-di.xlsx",
            "report_cdht_outgoing_register_xlsx",
            campaign,
        ),
        Paper("so-cap-giay-chung-nhan.pdf", "report_cdht_certificate_book", campaign),
        Paper("so-vang.pdf", "report_cdht_golden_book", campaign),
        Paper("danh-sach-de-nghi.xlsx", "report_cdht_proposal_xlsx", campaign),
        Paper("thong-ke.xlsx", "report_cdht_statistics_xlsx", campaign),
        Paper("congdanhoctap.xlsx", "report_cdht_site_xlsx", campaign),
    ]
