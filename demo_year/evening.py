"""Papers that lie on the table of a chapter's evening, and what one person takes home:
blank minutes, ballots and their counting, a receipt, a notice, whom to ask next."""

_CDHT = "cdht_module.report_cdht_"


def write(place, following, out):
    """Print them for the chapters of this year and the next one."""
    chapter = place.as_user("thon")
    printer = chapter["ir.actions.report"]
    for name, report, records in _papers(chapter, place, following):
        content, _type = printer._render_qweb_pdf(_CDHT + report, records.ids)
        (out / name).write_bytes(content)
    content, _type = printer._render_xlsx(_CDHT + "asking_xlsx", following.ids, {})
    (out / "danh-sach-moi-dang-ky.xlsx").write_bytes(content)


def _papers(chapter, place, following):
    """(file name, report, records)"""
    to_come = _list_of(chapter, place, following)
    yield "bien-ban-trong.pdf", "minutes", to_come
    to_come.vote_by = "secret"
    yield "phieu-bieu-quyet.pdf", "ballot", to_come
    yield "bien-ban-kiem-phieu.pdf", "counting", to_come
    held = _list_of(chapter, place, place.campaign)
    yield "giay-bien-nhan.pdf", "dossier_receipt", held.assessment_ids[:2]
    yield "thong-bao-khong-cong-nhan.pdf", "unit_notices", held


def _list_of(chapter, place, campaign):
    return chapter["cdht.proposal"].search(
        [
            ("campaign_id", "=", campaign.id),
            ("unit_id", "=", place.units["na-van"].id),
        ],
        limit=1,
    )
