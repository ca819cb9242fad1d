from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class CdhtSignedCopy(models.Model):
    """A signed paper or a scan that was attached, kept byte for byte, the earlier ones
    too. Nobody makes, changes or deletes them by hand; who reads the record reads them.
    """

    _name = "cdht.signed.copy"
    _description = "Attached signed copy"
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
    is_current = fields.Boolean(string="In force", default=True)

    _one_in_force = models.UniqueIndex("(res_model, res_id) WHERE is_current")
    _record_idx = models.Index("(res_model, res_id)")

    @api.model
    def _of(self, records):
        """All copies of records, the latest first, with superuser rights."""
        # sudo: the caller has the records; only their copies are looked for
        return self.sudo().search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        )

    @api.model
    def _readable_domain(self):
        """Those of records that the user reads, as one domain for the database."""
        domains = []
        for model in self.env.registry.descendants(["cdht.signed"], "_inherit"):
            records = self.env[model]
            if not records._abstract and records.has_access("read"):
                # The search is the user's own: its rules are part of it.
                domains.append(
                    Domain("res_model", "=", model)
                    & Domain("res_id", "in", records._search(Domain.TRUE))
                )
        return Domain.OR(domains)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not any(self._ids):
            return result
        refused, error = result or (self.browse(), None)
        left = self - refused
        # sudo: a domain of ours, which asks what the user may read
        readable = self.sudo().search(
            Domain("id", "in", left.ids) & self._readable_domain()
        )
        hidden = left - readable.with_env(self.env)
        if not hidden:
            return result
        return refused | hidden, error or (lambda: hidden._no_access())

    def _no_access(self):
        return AccessError(self.env._("This paper is not for you to read."))

    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """The caller's own search, among the copies of what they read."""
        if not self.env.su and not bypass_access:
            domain = Domain(domain) & self._readable_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
