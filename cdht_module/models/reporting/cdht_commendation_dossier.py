from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools.move import Move
from odoo.addons.cdht_module.tools.paper_text import whole

_lt = LazyTranslate(__name__)


class CdhtCommendationDossier(models.AbstractModel):
    """A paper by which a commendation comes about: who is asked for, who was
    considered. It names those whom its review chose."""

    _name = "cdht.commendation.dossier"
    _description = "Paper of a commendation's dossier"
    _inherit = ["cdht.document"]
    _order = "date desc, id desc"
    _print_stages = {"issued": "issued"}
    _moves = (
        Move("issue", "action_issue", ("draft",), "issued", "commune", _lt("Issued")),
    )  # fmt: skip
    _by_moves = frozenset({"state", "review_id"})

    review_id = fields.Many2one(
        "cdht.review", required=True, index=True, ondelete="restrict", readonly=True
    )
    issuing_unit_id = fields.Many2one(required=True)
    area_id = fields.Many2one(related="review_id.area_id")
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Issued")],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )

    @api.model_create_multi
    def create(self, vals_list):
        papers = super().create(vals_list)
        # sudo: compare: the bodies of the review's commune, whoever reads the review
        for paper in papers.sudo():
            if paper.area_id not in (
                paper.issuing_unit_id | paper.issuing_unit_id.commune_id
            ):
                raise UserError(
                    self.env._("The paper is of a body of the review's commune.")
                )
        return papers

    def _filed_as(self):
        return "commendation"

    def action_issue(self):
        """Issue with the registry's number and date."""
        self._check_issuing_officer()
        self._lock()
        self._check_move("issue")
        self._check_ready()
        self._enter_in_register()
        self._make_move("issue")

    def _lacking(self):
        yield from super()._lacking()
        if not self.commendation_ids:
            yield self.env._("It names nobody: choose them first.")

    def _subject_facts(self):
        return {"giai đoạn": self.review_id and self.review_id._period_text()}

    def _paper_values(self):
        review, lines = self.review_id, self.commendation_ids
        return {
            **super()._paper_values(),
            "counted": lines._counted(),
            "period": whole(review._period_text()),
            "trace_head": self._paper_trace_head(),
        }
