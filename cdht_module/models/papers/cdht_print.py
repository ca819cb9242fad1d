import base64
import hashlib

from psycopg2.errors import ReadOnlySqlTransaction, UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain
from odoo.tools import mute_logger


class CdhtPrint(models.Model):
    """A paper as it was printed for signature or issued.

    What was signed is printed again as it was, whatever changes behind it; who may
    read the record and get its paper may read its prints.
    """

    _name = "cdht.print"
    _description = "Kept print"
    _inherit = "cdht.kept.file"

    report_name = fields.Char(string="Template", required=True)
    stage = fields.Selection(
        [("signature", "For signature"), ("issued", "Issued")], required=True
    )
    file = fields.Binary(string="Printed copy")
    unit_id = fields.Many2one(
        "cdht.unit", string="Office", index="btree_not_null", ondelete="set null"
    )
    superseded = fields.Boolean(help="Returned or changed after it was printed.")

    _one_in_force = models.UniqueIndex(
        "(res_model, res_id, report_name, stage) WHERE superseded IS NOT TRUE"
    )

    @api.model
    def _of(self, *records, **values):
        """The prints of records that stand."""
        return super()._of(*records, superseded=False, **values)

    @api.model
    def _keep(self, report, record, stage, content):
        """Keep the bytes ``content`` of a record's paper.

        :raise ReadOnlySqlTransaction: in a read-only request, which Odoo then begins
            again on a cursor that writes
        :raise ConcurrencyError: somebody kept one at this moment; begun again, the
            request finds theirs
        """
        self._need_writing()
        name = report._cdht_file_name(record)
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                # sudo: move: nobody creates prints by hand; the paper was just printed
                return self.sudo().create(
                    {
                        "res_model": record._name,
                        "res_id": record.id,
                        "report_name": report.report_name,
                        "stage": stage,
                        "unit_id": record._trace_unit().id,
                        "file": base64.b64encode(content),
                        "filename": f"{name}.pdf",
                        "sha256": hashlib.sha256(content).hexdigest(),
                    }
                )
        except UniqueViolation as error:
            raise ConcurrencyError("This paper was kept at the same time.") from error

    @api.model
    def _need_writing(self):
        """Leave a read-only request before it prints what it could not keep."""
        if self.env.cr.readonly:
            raise ReadOnlySqlTransaction("A paper is kept when it is first printed.")

    @api.model
    def _readable_domain(self, files=None):
        """Those of the papers that the user may print."""
        domains = []
        # sudo: compare: where a print belongs is asked before whether one may read it
        by_model = (files or self).sudo().grouped("res_model")
        for model, names, printable in self.env["cdht.paper.feed"]._kept_papers():
            records = self.env[model]
            read = Domain.TRUE
            if files is not None:
                ids = by_model[model].mapped("res_id") if model in by_model else ()
                read = Domain("id", "in", ids)
            # sudo: compare: who stands on a paper is asked beside which of them the
            # user reads
            printable &= Domain("id", "in", records._search(read))
            domains.append(
                Domain("res_model", "=", model)
                & Domain("report_name", "in", names)
                & Domain("res_id", "in", records.sudo()._search(printable))
            )
        return Domain.OR(domains)
