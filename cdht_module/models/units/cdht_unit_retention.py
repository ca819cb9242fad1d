from odoo import fields, models


class CdhtUnit(models.Model):
    """How long a commune keeps the files that its people gave as evidence, and the
    workbooks from which lists were read."""

    _inherit = "cdht.unit"

    evidence_retention_months = fields.Integer(
        string="Evidence files kept (months)",
        aggregator=None,
        help="Months after the end of a closed year; 0: they are kept. Scores and"
        " results stay.",
    )

    import_retention_months = fields.Integer(
        string="Imported workbooks kept (months)",
        default=12,
        aggregator=None,
        help="Months after the end of the year for which they were read; 0: they are"
        " kept. What was imported stays.",
    )

    _evidence_retention = models.Constraint(
        "CHECK (evidence_retention_months >= 0)",
        "The months for which evidence files are kept are not negative.",
    )
    _import_retention = models.Constraint(
        "CHECK (import_retention_months >= 0)",
        "The months for which imported workbooks are kept are not negative.",
    )
