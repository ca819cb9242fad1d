import logging
from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class CdhtVerified(models.AbstractModel):
    """Prints that are kept from signature on: the same bytes ever after."""

    _inherit = "cdht.verified"

    # {state: stage of `cdht.print` in which prints are kept}
    _print_stages = {}

    print_ids = fields.Many2many(
        "cdht.print", string="Prints", compute="_compute_print_ids"
    )

    @api.depends("state")
    def _compute_print_ids(self):
        """Those that the user may read, superseded ones last."""
        Print = self.env["cdht.print"]
        # sudo: who may read which is asked below
        found = Print.sudo().search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)],
            order="superseded NULLS FIRST, id DESC",
        )
        of_record = found.with_env(self.env)._filtered_access("read").grouped("res_id")
        for record in self:
            record.print_ids = of_record.get(record._origin.id, Print)

    def _print_stage(self, report):
        """The stage in which that report's print is kept now; False: in none."""
        self.ensure_one()
        return report.cdht_kept and self._print_stages.get(self.state, False)

    def _print_filename(self, report):
        return report.name

    def _supersede_prints(self, **values):
        """What is printed from now on is printed anew."""
        # sudo: prints are changed by moves only, and so do these
        self.env["cdht.print"]._of(self, **values).write({"superseded": True})

    def _keep_issued_prints(self):
        """Print and keep what was just issued: its data may change afterwards.

        A server that cannot print does not stop the issue; the first print that
        succeeds is kept then.
        """
        if not self.env["ir.actions.report"]._cdht_really_prints():
            return
        # sudo: which papers the office keeps is no secret
        reports = (
            self.env["ir.actions.report"]
            .sudo()
            .search([("model", "=", self._name), ("cdht_kept", "=", True)])
        )
        for report in reports.sudo(False):
            # Of decisions, one report prints some kinds and another one the rest.
            own = self.filtered_domain(literal_eval(report.domain or "[]"))
            try:
                if own:
                    report._render_qweb_pdf_prepare_streams(report, {}, own.ids)
            except UserError:
                _logger.warning("Issued, but not printed yet: %s", self, exc_info=True)
