from odoo import fields, models


class CdhtUnit(models.Model):
    """How long a commune keeps the files that its people gave as evidence."""

    _inherit = "cdht.unit"

    evidence_retention_months = fields.Integer(
        string="Evidence files kept (months)",
        aggregator=None,
        help="Months after the end of a closed year; 0: they are kept. Scores and"
        " results stay.",
    )

    _evidence_retention = models.Constraint(
        "CHECK (evidence_retention_months >= 0)",
        "The months for which evidence files are kept are not negative.",
    )
