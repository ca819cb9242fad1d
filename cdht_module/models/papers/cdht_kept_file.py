from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class CdhtKeptFile(models.AbstractModel):
    """A file kept byte for byte beside its record. Nobody makes, changes or deletes
    one by hand; who reads it is asked of the record, in the database."""

    _name = "cdht.kept.file"
    _description = "File kept beside its record"
    _inherit = ["cdht.record"]
    _order = "id desc"
    _rec_name = "filename"

    res_model = fields.Char(string="Record type", required=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True
    )
    file = fields.Binary(attachment=True, required=True)
    filename = fields.Char(required=True)
    sha256 = fields.Char(
        string="Check sum", required=True, help="SHA-256 of the file, hexadecimal."
    )

    _record_idx = models.Index("(res_model, res_id)")

    @api.model
    def _of(self, records, **values):
        """The files kept beside records, the latest first, with superuser rights."""
        domain = [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        domain += [(name, "=", value) for name, value in values.items()]
        # sudo: part: the caller has the records; only their files are looked for
        return self.sudo().search(domain)

    @api.model
    def _readable_domain(self, files=None):
        """Those that the user reads, as one domain for the database, whatever their
        number. Of single ``files`` only their own records need be looked at."""
        raise NotImplementedError

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not any(self._ids):
            return result
        refused, error = result or (self.browse(), None)
        left = self - refused
        # sudo: part: a domain of ours, which asks what the user may read
        readable = self.sudo().search(
            Domain("id", "in", left.ids) & self._readable_domain(left)
        )
        hidden = left - readable.with_env(self.env)
        if not hidden:
            return result
        return refused | hidden, error or (lambda: hidden._no_access())

    def _no_access(self):
        return AccessError(self.env._("This paper is not for you to read."))

    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """The caller's own search, among the files that they read."""
        if not self.env.su and not bypass_access:
            domain = Domain(domain) & self._readable_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
