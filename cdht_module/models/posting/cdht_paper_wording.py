from odoo import fields, models


class CdhtPaperWording(models.Model):
    """Sentences of the notice and of the minutes of its end."""

    _inherit = "cdht.paper.wording"

    paper = fields.Selection(
        selection_add=[
            ("posting", "Notice of posting"),
            ("posting_begin", "Minutes of the beginning of posting"),
            ("posting_end", "Minutes of the end of posting"),
            ("posting_loud", "List for the loudspeaker"),
            ("objection_answer", "Answer to an objection"),
        ],
        ondelete={
            "posting": "cascade",
            "posting_begin": "cascade",
            "posting_end": "cascade",
            "posting_loud": "cascade",
            "objection_answer": "cascade",
        },
    )
    variant = fields.Selection(
        selection_add=[("answer", "Answer to an objection")],
        ondelete={"answer": "cascade"},
    )
