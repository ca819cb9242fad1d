import re

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.tools import SQL

# Texts of single papers until 19.0.1.1.0, and the sentences that they are now.
_FIELDS = {
    "cdht.petition": {"opening": "opening", "closing": "request"},
    "cdht.posting": {"opening": "opening"},
}
# How the release before began and ended them by itself.
_BY_ITSELF = (
    "Thực hiện Quyết định số 677/QĐ-TTg ngày 03 tháng 6 năm 2022 của Thủ tướng Chính"
    " phủ và Quyết định số 244/QĐ-KHVN ngày 28 tháng 7 năm 2022 của Hội Khuyến học"
    " Việt Nam, năm {year} {body} đã hướng dẫn các chi hội khuyến học tổ chức cho"
    " người dân đăng ký, tự đánh giá; họp thẩm định, đánh giá, xếp loại và lập danh"
    " sách đề nghị.",
    "Trên cơ sở kết quả thẩm định của các chi hội khuyến học và đề nghị của Hội Khuyến"
    " học xã, {body} đã rà soát hồ sơ của các cá nhân thuộc thẩm quyền công nhận của"
    " {addressee}.",
    "{body} kính trình {addressee} xem xét, quyết định công nhận danh hiệu “Công dân"
    " học tập” năm {year} cho các cá nhân có tên trong danh sách (kèm theo danh sách và"
    " biên bản họp thẩm định của các chi hội).",
    "Sau khi các chi hội khuyến học họp thẩm định, {body} thông báo niêm yết công khai"
    " danh sách đề nghị công nhận danh hiệu “Công dân học tập” năm {year} như sau:",
)


def migrate(cr, version):
    """The sentences of petitions and notices are rows now: a paper that said it
    otherwise goes on saying so, and one that stands says what it said."""
    env = Environment(cr, SUPERUSER_ID, {})
    for model, sentences in _FIELDS.items():
        papers = env[model]
        columns = SQL(", ").join(map(SQL.identifier, ("id", *sentences)))
        # Raw SQL: fields that the model does not have any more.
        cr.execute(SQL("SELECT %s FROM %s", columns, SQL.identifier(papers._table)))
        for row in cr.dictfetchall():
            _keep_text(papers.browse(row["id"]), sentences, row)


def _keep_text(paper, sentences, row):
    # Braces and brackets mean fields now.
    said = {
        code: re.sub(r"[{}\[\]]", "", row[field] or "").strip()
        for field, code in sentences.items()
    }
    names = {
        "year": paper.year,
        "body": paper.issuing_unit_id.body_name or "",
        "addressee": "",
    }
    if "addressee_unit_id" in paper._fields:
        names["addressee"] = paper.addressee_unit_id.body_name or ""
    by_itself = {_plain(text.format(**names)) for text in _BY_ITSELF}
    words = paper._words("_paper_values")
    own = {code: text for code, text in said.items() if _plain(text) not in by_itself}
    if own:
        paper.own_words = {words.paper: own}
    kept = paper.issued_values
    if kept and "_paper_values" in kept:
        kept["_paper_values"]["words"] = [
            {**one, "text": said.get(one["code"], one["text"])}
            for one in paper._values_now("_paper_values")["words"]
        ]
        paper.issued_values = kept


def _plain(text):
    """A text by which two are compared: without kinds of blanks and its end."""
    return " ".join(text.replace("\xa0", " ").split()).rstrip(" ./:;")
