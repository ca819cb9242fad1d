from odoo import api, models


class CdhtPaperLine(models.AbstractModel):
    """A line of a paper: it changes while the paper is a draft, and no longer.

    The paper has ``_check_draft()``. ``_paper_field`` leads to it, ``_free_fields`` may
    be written afterwards too.
    """

    _name = "cdht.paper.line"
    _description = "Line of a paper"
    _inherit = ["cdht.guarded"]

    _paper_field = "plan_id"
    _free_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_paper()
        return lines

    def write(self, vals):
        is_free = vals.keys() <= self._free_fields
        self._check_paper(is_free)
        result = super().write(vals)
        # Nor is a line moved to a paper that stands.
        self._check_paper(is_free)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self._check_paper()

    def _check_paper(self, is_free=False):
        """``is_free``: no more than the free fields is written."""
        if not is_free:
            self[self._paper_field]._check_draft()
