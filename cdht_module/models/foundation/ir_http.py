import logging

from psycopg2.errors import LockNotAvailable, SerializationFailure

from odoo import models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.http import SessionExpiredException, request

from odoo.addons.cdht_module.controllers.foundation.fault_page import fault_page

_logger = logging.getLogger(__name__)
_BUSY = (ConcurrencyError, LockNotAvailable, SerializationFailure)


class IrHttp(models.AbstractModel):
    """Under /cdht/ errors are answered with a page of ours; elsewhere by the host.

    Global since Odoo has this hook for all paths: asked where an error is answered
    only, it compares the path and passes on.
    """

    _inherit = "ir.http"

    @classmethod
    def _handle_error(cls, exception):
        path = request.httprequest.path
        if path == "/cdht" or path.startswith("/cdht/"):
            answer = cls._cdht_answer(exception)
            if answer:
                return answer
        return super()._handle_error(exception)

    @classmethod
    def _cdht_answer(cls, exception):
        """The page that says what went wrong, or None where it is the host's affair
        or our page fails as well."""
        if isinstance(exception, SessionExpiredException):
            return None
        try:
            # What failed may have left a transaction that answers nothing any more.
            request.env.cr.rollback()
            if not request.env.uid:
                cls._auth_method_public()
            status = cls._cdht_status(exception)
            says = str(exception) if isinstance(exception, UserError) else ""
            typed = getattr(request, "params", {})
            return fault_page(status, typed, says if status == 422 else "")
        except Exception:
            _logger.exception("The page of an error cannot be shown")
            return None

    @classmethod
    def _cdht_status(cls, exception):
        if isinstance(exception, _BUSY):
            return 503
        status = getattr(exception, "code", None)  # as Werkzeug has it
        if not isinstance(status, int):
            status = getattr(exception, "http_status", None)  # as Odoo has it
        return status or 500
