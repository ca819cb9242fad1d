from odoo import fields, models
from odoo.exceptions import UserError

MEGABYTE = 1024 * 1024


class CdhtCampaign(models.Model):
    """How many evidence files people may send, and how large."""

    _inherit = "cdht.campaign"

    evidence_file_mb = fields.Integer(
        string="Largest file (MB)", default=5, required=True, aggregator=None
    )
    evidence_files = fields.Integer(
        string="Files of one dossier",
        default=20,
        required=True,
        aggregator=None,
        help="0: none. Text is always enough as evidence.",
    )
    evidence_total_mb = fields.Integer(
        string="All files of the year (MB)",
        default=5000,
        required=True,
        aggregator=None,
        help="When they take more, no further files are taken from the portal.",
    )

    _evidence_limits = models.Constraint(
        "CHECK (evidence_file_mb BETWEEN 1 AND 20 AND evidence_files BETWEEN 0 AND 100"
        " AND evidence_total_mb >= 0)",
        "A file may have 1 to 20 MB, a dossier at most 100 files.",
    )

    def _check_evidence_size(self, name, size):
        """``size`` in bytes, of the file ``name`` as it is kept."""
        if size > self.evidence_file_mb * MEGABYTE:
            raise UserError(
                self.env._(
                    "“%(name)s” is larger than %(size)s MB. Take a smaller photo, or"
                    " describe the evidence in words.",
                    name=name,
                    size=self.evidence_file_mb,
                )
            )

    def _check_evidence_room(self, dossier, size):
        """``size`` in bytes, of one more file of ``dossier`` as it will be kept."""
        if len(dossier.line_ids._evidence_files()) >= self.evidence_files:
            raise UserError(
                self.env._(
                    "A dossier holds at most %s files. Delete one that is needed less,"
                    " or describe the evidence in words.",
                    self.evidence_files,
                )
            )
        # sudo: the size of all files of the year, of which nothing else is read
        Attachment = self.env["ir.attachment"].sudo()
        lines = self.env["cdht.assessment.line"].sudo()
        of_year = lines._search([("assessment_id.campaign_id", "=", self.id)])
        [(taken,)] = Attachment._read_group(
            [("res_model", "=", lines._name), ("res_id", "in", of_year)],
            aggregates=["file_size:sum"],
        )
        if (taken or 0) + size > self.evidence_total_mb * MEGABYTE:
            raise UserError(
                self.env._(
                    "The commune's room for files is used up. Describe the evidence in"
                    " words and tell the commune's officer."
                )
            )
