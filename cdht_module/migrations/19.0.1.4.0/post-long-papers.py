import re

from markupsafe import Markup

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.tools import SQL

# Papers whose first and last paragraph were fields until 19.0.1.3.0, and the field by
# which one knows that the last one began with what it amends.
_AMENDS = {
    "cdht.plan": "replaces_id",
    "cdht.report": "amends_id",
    "cdht.review": "amends_id",
}
# How the release before began and ended them by itself.
_BY_ITSELF = {
    "{cơ quan} xây dựng kế hoạch thực hiện Chương trình như sau",
    "{cơ quan} xây dựng kế hoạch thực hiện Chương trình “Xây dựng mô hình công dân học"
    " tập giai đoạn 2021-2030” (sau đây gọi là Chương trình) như sau",
    "UBND xã đề nghị các cơ quan, đơn vị, các ngành đoàn thể xã, thôn và công chức có"
    " liên quan triển khai thực hiện",
    "{cơ quan} báo cáo kết quả như sau",
    "Trên đây là báo cáo của {cơ quan}",
}
_NAMES = {"{body}": "{cơ quan}", "{commune}": "{xã}", "{contact}": "{đầu mối}"}
_FIELD = re.compile(r"(\{(?:cơ quan|xã|đầu mối)\})")
_AMENDING = re.compile(r"^(?:Kế hoạch|Báo cáo) này (?:thay thế|bổ sung) .*?\.\s+", re.S)
_COLUMN_4 = " (cột 4 của kế hoạch năm 2022)"


def migrate(cr, version):
    """The sentences of plans, reports, reviews and letters are rows now: a paper that
    said it otherwise goes on saying so, and one that stands says what it said."""
    env = Environment(cr, SUPERUSER_ID, {})
    for model, amends in _AMENDS.items():
        papers = env[model]
        # Raw SQL: fields that the model does not have any more.
        cr.execute(
            SQL("SELECT id, opening, closing FROM %s", SQL.identifier(papers._table))
        )
        for res_id, opening, closing in cr.fetchall():
            _keep_long_text(papers.browse(res_id), amends, opening, closing)
    for letter in env["cdht.letter"].search([("state", "=", "issued")]):
        _keep_letter(letter)
    metric = env.ref("cdht_module.metric_column_4", raise_if_not_found=False)
    if metric and not metric.paper_name and metric.name.endswith(_COLUMN_4):
        metric.paper_name = metric.name.removesuffix(_COLUMN_4)


def _keep_long_text(paper, amends, opening, closing):
    if paper[amends]:
        closing = _AMENDING.sub("", closing or "")
    said = {"opening": _sentence(opening), "closing": _sentence(closing)}
    own = {code: text for code, text in said.items() if _plain(text) not in _BY_ITSELF}
    if own:
        paper.own_words = {paper._words("_paper_values").paper: own}
    kept = paper.issued_values
    values = kept and kept.get("_paper_values")
    if values and "blocks" in values:
        values["contents"] = values.pop("blocks")
        values["facts"] = {}
        first, last = values.pop("opening", ""), values.pop("closing", "")
        values["words"] = [
            _row("opening", _sentence(_text(first))),
            _row("contents", "{nội dung}"),
            _row("closing", _sentence(_text(last))),
        ]
        paper.issued_values = kept
    elif values:  # kept by this very upgrade, with the sentences of now
        for row in values["words"]:
            row["text"] = said.get(row["code"], row["text"])
        paper.issued_values = kept


def _keep_letter(letter):
    kept = letter.issued_values
    values = kept and kept.get("_paper_values")
    if not values or "paragraphs" not in values:
        return
    paragraphs = [*values.pop("paragraphs"), values.pop("last", "")]
    values["contents"] = [
        {"kind": "text", "text": text} for text in paragraphs if _text(text)
    ]
    values["facts"] = {}
    values["kind"] = "free" if values["is_letter"] else "invitation"
    words = [_row("contents", "{nội dung}")]
    if not values["is_letter"]:
        words = [
            _row("invites_one", "{cơ quan} trân trọng kính mời: {người được mời}."),
            _row("invites", "{cơ quan} {trân trọng kính mời}:"),
            _row("invited", "{danh sách mời}"),
            *words,
        ]
    values["words"] = words
    letter.issued_values = kept


def _row(code, text):
    return {"code": code, "kind": "paragraph", "text": text}


def _text(kept):
    """What is kept as text, or as markup."""
    return Markup(kept["markup"]).striptags() if isinstance(kept, dict) else kept or ""


def _sentence(text):
    """A text as a sentence: other braces and brackets than its fields' mean fields
    now."""
    for old, new in _NAMES.items():
        text = (text or "").replace(old, new)
    parts = _FIELD.split(" ".join((text or "").replace("\xa0", " ").split(" ")))
    return "".join(
        part if _FIELD.fullmatch(part) else re.sub(r"[{}\[\]]", "", part)
        for part in parts
    ).strip()


def _plain(text):
    """A text by which two are compared: without kinds of blanks and its end."""
    return " ".join(text.split()).rstrip(" ./:;")
