from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.paper_text import in_sentence, long_date
from odoo.addons.cdht_module.tools.wording import Words


class CdhtLetter(models.Model):
    """The letter that answers who objected to a posted list. It is theirs: it goes to
    no unit, and its addressee is forgotten with who objected."""

    _inherit = "cdht.letter"
    _wordings = (
        # The draft begins with these sentences; its text is the office's own then.
        Words(
            "objection_answer",
            "cdht.letter",
            "_answer_values",
            "letter_paper",
            {
                "cơ quan": "body",
                "ngày nhận": "received",
                "đơn vị": "unit",
                "năm": "of_year",
                "thông báo": "notice",
                "nội dung": "content",
                "được tiếp thu": lambda paper: (
                    "được tiếp thu" if paper["upheld"] else ""
                ),
                "không được tiếp thu": lambda paper: (
                    "không được tiếp thu" if paper["dismissed"] else ""
                ),
                "đã làm": "done",
                "lý do": "answer",
            },
        ),
    )

    kind = fields.Selection(
        selection_add=[("answer", "Answer to an objection")],
        ondelete={"answer": "set default"},
    )
    objection_id = fields.Many2one(
        "cdht.objection",
        string="Objection answered",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )

    @api.constrains("kind", "addressee_unit_ids")
    def _check_answer_is_theirs(self):
        for letter in self:
            if letter.kind == "answer" and letter.addressee_unit_ids:
                raise UserError(
                    self.env._(
                        "The answer to an objection goes to who objected, to no unit."
                    )
                )

    @api.model
    def _answering(self, objection):
        """The draft that answers an objection which was upheld or dismissed."""
        posting = objection.posting_id
        letter = self.create(
            {
                "kind": "answer",
                "objection_id": objection.id,
                "issuing_unit_id": posting.issuing_unit_id.id,
                "campaign_id": posting.campaign_id.id,
                "year": clock.today().year,
                "addressees": f"Ông/bà {objection._sender_without_title()}",
            }
        )
        words = self._words("_answer_values")
        rows = letter._words_now(words, letter._answer_values())
        lines = words.filled_lines(rows, letter._answer_values())
        letter.body = "\n".join(line.striptags() for line in lines)
        return letter

    def _answer_values(self):
        """What the sentences of an answer may say; nothing of who objected."""
        objection, posting = self.objection_id, self.objection_id.posting_id
        day = objection.received_on
        return {
            **self._paper_values(),
            "received": long_date(day).capitalize() if day else "",
            "unit": in_sentence(objection.unit_id.name or ""),
            "of_year": posting.year or "",
            "notice": posting._paper_named() if posting else "",
            "content": objection._told_to_sender(objection.text),
            "upheld": objection.state == "upheld",
            "dismissed": objection.state == "dismissed",
            "done": objection._done_text(),
            "answer": objection._told_to_sender(objection.answer),
        }

    def _forget_addressee(self):
        """Take away from the answers who objected, and what."""
        gone = {
            "addressees": "Ông/bà …",
            "body": self.env._("Taken away"),
            "own_words": False,
        }
        self.write(gone)
        for letter in self.filtered("issued_values"):
            values = letter.issued_values
            said = {
                **values["_paper_values"],
                "addressees": [gone["addressees"]],
                "contents": [{"kind": "text", "text": gone["body"]}],
                "facts": {},
                # Of what the office said around it nothing is needed any more.
                "words": [
                    {"code": "contents", "kind": "paragraph", "text": "{nội dung}"}
                ],
            }
            letter.issued_values = {**values, "_paper_values": said}
        # The printed and the signed copies name the addressee too, and so may what the
        # check quotes.
        self.env["cdht.paper.finding"]._of(self).unlink()
        self.env["cdht.print"]._of(self).unlink()
        self.env["cdht.signed.copy"]._of(self).unlink()
        # sudo: host: the files of these letters only
        self.env["ir.attachment"].sudo().search(
            [
                ("res_model", "=", self._name),
                ("res_field", "=", "signed_file"),
                ("res_id", "in", self.ids),
            ]
        ).unlink()
