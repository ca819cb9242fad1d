import re

from odoo import api, fields, models
from odoo.tools.misc import hmac

from odoo.addons.cdht_module.models.campaigns.cdht_campaign import TIME_ZONE

from .cdht_slip import ALPHABET

_LENGTH = 10
_NUMBER = re.compile(r"(\d{4})-(\d{6,9})", re.ASCII)


class CdhtAssessment(models.Model):
    """A code under the form that was handed in: by it the person sees later that the
    ten scores are still those that they gave.

    The code is made anew from what stands whenever it is asked for; the person has
    the one of that day, and the sealed trace of the submission has it too.
    """

    _inherit = "cdht.assessment"

    receipt_code = fields.Char(
        compute="_compute_receipt_code",
        help="Made from the ten own scores as they stand, and the time of submission.",
    )

    @api.depends("submitted_on", "line_ids.self_score")
    def _compute_receipt_code(self):
        for dossier in self:
            submitted = dossier.submitted_on
            dossier.receipt_code = submitted and dossier._receipt_code(submitted)

    def _receipt_code(self, submitted_on):
        """Ten letters, keyed with the database's secret."""
        scores = sorted(
            (line.indicator_id._origin.id, line.self_score) for line in self.line_ids
        )
        said = [self._origin.id, fields.Datetime.to_string(submitted_on), scores]
        # sudo: the database's secret, as the code's key only
        number = int(hmac(self.env(su=True), "cdht_receipt", said), 16)
        letters = ""
        for _place in range(_LENGTH):
            number, letter = divmod(number, len(ALPHABET))
            letters += ALPHABET[letter]
        return f"{letters[:5]}-{letters[5:]}"

    def _receipt_standing(self):
        """{code: that of the submission; same: whether the scores still give it;
        changed: when and by whom they were changed since}, for the person's page."""
        self.ensure_one()
        traces = self.env["cdht.trace"].sudo()  # sudo: of one's own dossier
        (sent,) = traces.search_fetch(
            [("res_model", "=", self._name), ("res_id", "=", self.id),
             ("move", "=", "submit")],
            ["reason"], order="id desc", limit=1,
        ) or [traces]  # fmt: skip
        code = (sent.reason or "").rpartition(" ")[2]
        same = code == self.receipt_code
        return {
            "code": code,
            "same": same,
            "changed": "" if same or not code else self._changed_since(sent),
        }

    def _changed_since(self, sent):
        """When, and by whom, the own scores were changed after a submission."""
        changes = sent.search(
            [("res_model", "=", self.line_ids._name),
             ("res_id", "in", self.line_ids.ids),
             ("move", "=", "self_score"), ("id", ">", sent.id)],
            order="id desc", limit=1,
        )  # fmt: skip
        if not changes:
            return "không có dấu vết"
        there = TIME_ZONE.fromutc(changes.create_date)
        who = self.citizen_id._who_in_words(changes.user_id)
        return f"lúc {there.strftime('%H:%M ngày %d/%m/%Y')}, {who}"

    @api.model
    def _by_receipt(self, number, code):
        """The dossier of a receipt whose scores still give its code; else none."""
        found = _NUMBER.fullmatch(number)
        typed = re.sub(r"[^A-Z0-9]", "", code.upper())
        if not found or len(typed) != _LENGTH:
            return self
        # sudo: who has the code had the form; nothing of it is told but that it stands
        dossier = self.sudo().browse(int(found[2])).exists()
        kept = (dossier.receipt_code or "").replace("-", "")
        return dossier if dossier.year == int(found[1]) and kept == typed else self
