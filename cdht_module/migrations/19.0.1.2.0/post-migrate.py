import re

from markupsafe import Markup

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.tools import SQL

# Texts of single papers until 19.0.1.1.0, and the sentences that they are now.
_FIELDS = {
    "cdht.petition": {"opening": "opening", "closing": "request"},
    "cdht.posting": {"opening": "opening"},
}


def migrate(cr, version):
    """The sentences of petitions and notices are rows now: a paper that said it
    otherwise goes on saying so."""
    env = Environment(cr, SUPERUSER_ID, {})
    for model, sentences in _FIELDS.items():
        papers = env[model]
        columns = SQL(", ").join(map(SQL.identifier, ("id", *sentences)))
        # Raw SQL: fields that the model does not have any more.
        cr.execute(SQL("SELECT %s FROM %s", columns, SQL.identifier(papers._table)))
        for row in cr.dictfetchall():
            _keep_text(papers.browse(row["id"]), sentences, row)


def _keep_text(paper, sentences, row):
    values = paper._values_now("_paper_values")
    words = paper._words("_paper_values")
    said = {one["code"]: one["text"] for one in values["words"]}
    own = {}
    for field, code in sentences.items():
        text = re.sub(r"[{}\[\]]", "", row[field] or "").strip()
        named = words.composed(
            [{"code": code, "kind": "named", "text": said.get(code)}], values
        )["named"][code]
        if _plain(text) != _plain(Markup(named).striptags()):
            own[code] = text
    if own:
        paper.own_words = {words.paper: own}
    kept = paper.issued_values
    if kept and "_paper_values" in kept:
        kept["_paper_values"]["words"] = [
            {**one, "text": own.get(one["code"], one["text"])}
            for one in values["words"]
        ]
        paper.issued_values = kept


def _plain(text):
    """A text by which two are compared: without kinds of blanks and its end."""
    return " ".join(text.replace("\xa0", " ").split()).rstrip(" ./:;")
