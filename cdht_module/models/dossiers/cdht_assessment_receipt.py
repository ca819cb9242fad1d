from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import hmac

from odoo.addons.cdht_module.tools.clock import TIME_ZONE
from odoo.addons.cdht_module.tools.typed_code import ALPHABET

CODE_LENGTH = 10


class CdhtAssessment(models.Model):
    """What is kept of a submission: in time, at what moment, with which receipt."""

    _inherit = "cdht.assessment"

    submitted_on = fields.Datetime(copy=False)
    receipt_number = fields.Char(compute="_compute_receipt_number")
    receipt_code = fields.Char(
        compute="_compute_receipt_code",
        help="Made from the ten own scores as they stand, and the time of submission.",
    )

    def _check_self_deadline(self):
        for campaign in self.campaign_id:
            if campaign._is_over("self_deadline"):
                raise UserError(
                    self.env._(
                        "Self-assessment ended on %s. The chapter still takes your"
                        " paper form.",
                        campaign.self_deadline.strftime("%d/%m/%Y"),
                    )
                )

    def _by_person_alone(self):
        """Those of own dossiers that their person handles with no officer's role."""
        return self.filtered(
            lambda dossier: not dossier.unit_id._in_reach("chapter", "commune")
        )

    @api.depends("submitted_on", "year")
    def _compute_receipt_number(self):
        for dossier in self:
            dossier.receipt_number = (
                f"{dossier.year}-{dossier._origin.id:06}"
                if dossier.submitted_on
                else False
            )

    def _submitted_text(self):
        if not self.submitted_on:
            return ""
        there = TIME_ZONE.fromutc(self.submitted_on)
        return there.strftime("%H:%M ngày %d/%m/%Y")

    # -- A code under the form that was handed in: by it the person sees later that
    #    the ten scores are still those that they gave. The code is made anew from
    #    what stands whenever it is asked for; the person has the one of that day,
    #    and the sealed trace of the submission has it too.

    @api.depends("submitted_on", "line_ids.self_score")
    def _compute_receipt_code(self):
        for dossier in self:
            submitted = dossier.submitted_on
            dossier.receipt_code = (
                dossier._receipt_code(submitted) if submitted else False
            )

    def _receipt_code(self, submitted_on):
        """Ten letters, keyed with the database's secret."""
        scores = sorted(
            (line.indicator_id._origin.id, line.self_score) for line in self.line_ids
        )
        said = [self._origin.id, fields.Datetime.to_string(submitted_on), scores]
        # sudo: system: the database's secret, as the code's key only
        number = int(hmac(self.env(su=True), "cdht_receipt", said), 16)
        letters = ""
        for _place in range(CODE_LENGTH):
            number, letter = divmod(number, len(ALPHABET))
            letters += ALPHABET[letter]
        return f"{letters[:5]}-{letters[5:]}"
