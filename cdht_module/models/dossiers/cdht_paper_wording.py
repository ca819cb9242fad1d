from odoo import fields, models


class CdhtPaperWording(models.Model):
    """Sentences of what people hold in their hands: form, guide, receipt, notice."""

    _inherit = "cdht.paper.wording"

    paper = fields.Selection(
        selection_add=[
            ("assessment_form", "Self-assessment form"),
            ("dossier_receipt", "Receipt of a dossier"),
            ("not_recognised", "Notice to who is not recognised"),
            ("guide", "Scoring guide"),
        ],
        ondelete={
            "assessment_form": "cascade",
            "dossier_receipt": "cascade",
            "not_recognised": "cascade",
            "guide": "cascade",
        },
    )
    variant = fields.Selection(
        selection_add=[("refused", "Refused by the authority")],
        ondelete={"refused": "cascade"},
    )
