import base64
import hashlib

from psycopg2.errors import ReadOnlySqlTransaction, UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError
from odoo.fields import Domain
from odoo.tools import mute_logger


class CdhtPrint(models.Model):
    """A paper as it was printed for signature or issued, kept byte for byte.

    What was signed is printed again as it was, whatever changes behind it. Nobody
    makes, changes or deletes prints by hand; who may read the record and get its
    paper may read its prints.
    """

    _name = "cdht.print"
    _description = "Kept print"
    _order = "id desc"
    _rec_name = "filename"

    res_model = fields.Char(string="Record type", required=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True
    )
    report_name = fields.Char(string="Template", required=True)
    stage = fields.Selection(
        [("signature", "For signature"), ("issued", "Issued")], required=True
    )
    file = fields.Binary(string="Printed copy", attachment=True, required=True)
    filename = fields.Char(required=True)
    sha256 = fields.Char(
        string="Check sum", required=True, help="SHA-256 of the file, hexadecimal."
    )
    unit_id = fields.Many2one(
        "cdht.unit", string="Office", index="btree_not_null", ondelete="set null"
    )
    superseded = fields.Boolean(help="Returned or changed after it was printed.")

    _record_idx = models.Index("(res_model, res_id)")
    _one_in_force = models.UniqueIndex(
        "(res_model, res_id, report_name, stage) WHERE superseded IS NOT TRUE"
    )

    @api.model
    def _of(self, records, **values):
        """The prints of records that stand, with superuser rights."""
        domain = [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        domain += [(name, "=", value) for name, value in values.items()]
        # sudo: the caller has the records; only their prints are looked for
        return self.sudo().search([*domain, ("superseded", "=", False)])

    @api.model
    def _keep(self, report, record, stage, content):
        """Keep the bytes ``content`` of a record's paper.

        :raise ReadOnlySqlTransaction: in a read-only request, which Odoo then begins
            again on a cursor that writes
        :raise ConcurrencyError: somebody kept one at this moment; begun again, the
            request finds theirs
        """
        self._need_writing()
        name = record._print_filename(report)
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                # sudo: nobody creates prints by hand; the paper was just printed
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

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not any(self._ids):
            return result
        refused, error = result or (self.browse(), None)
        left = self - refused
        # sudo: a domain of ours, which asks what the user may read
        readable = self.sudo().search(
            Domain("id", "in", left.ids) & self._readable_domain(left)
        )
        hidden = left - readable.with_env(self.env)
        if not hidden:
            return result
        return refused | hidden, error or (lambda: hidden._no_access())

    def _no_access(self):
        return AccessError(self.env._("This paper is not for you to print."))

    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """The caller's own search, among the prints of papers that they may print."""
        if not self.env.su and not bypass_access:
            domain = Domain(domain) & self._readable_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    @api.model
    def _readable_domain(self, prints=None):
        """Prints of the papers that the user may print, as one domain for the
        database: nothing is read here, whatever the number of prints. Of single
        ``prints`` only their own papers are looked at."""
        domains = []
        # sudo: where a print belongs is asked before whether one may read it
        own = (prints or self).sudo().grouped("res_model")
        for model, names, printable in self.env["cdht.paper.feed"]._kept_papers():
            records = self.env[model]
            read = Domain.TRUE
            if prints is not None:
                ids = own[model].mapped("res_id") if model in own else ()
                read = Domain("id", "in", ids)
            # sudo: who stands on a paper is asked beside which of them the user reads
            printable &= Domain("id", "in", records._search(read))
            domains.append(
                Domain("res_model", "=", model)
                & Domain("report_name", "in", names)
                & Domain("res_id", "in", records.sudo()._search(printable))
            )
        return Domain.OR(domains)
