from odoo import models


class CdhtDocument(models.AbstractModel):
    """Prints of papers that go for signature and are issued."""

    _inherit = "cdht.document"

    def _print_filename(self, report):
        return self._paper_filename()

    def _keep_prints(self, state):
        """What a move means for the prints of papers that are now ``state``."""
        if state in self._print_stages:
            self._make_verify_tokens()
        else:
            # Given back: what was printed for signature is not what will be signed.
            self._supersede_prints()
        if state == "issued":
            self._keep_issued_prints()
