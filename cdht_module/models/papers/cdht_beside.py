from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class CdhtBeside(models.AbstractModel):
    """What is kept beside a record of any model. Nobody makes, changes or deletes it by
    hand; who reads it is asked of the record, in the database."""

    _name = "cdht.beside"
    _description = "Kept beside its record"
    _inherit = ["cdht.record"]
    _order = "id desc"

    res_model = fields.Char(string="Record type", required=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True
    )

    _record_idx = models.Index("(res_model, res_id)")

    # The models beside whose records it lies are those that inherit this one.
    _beside = None

    @api.model
    def _of(self, *records, **values):
        """What is kept beside records of one model or more, the latest first, with
        superuser rights."""
        domain = Domain.OR(
            Domain("res_model", "=", some._name) & Domain("res_id", "in", some.ids)
            for some in records
        ) & Domain.AND(Domain(name, "=", value) for name, value in values.items())
        # sudo: part: the caller has the records; only what is theirs is looked for
        return self.sudo().search(domain)

    @api.model
    def _readable_domain(self, kept=None):
        """What the user reads, as one domain for the database, whatever its number:
        that of the records that they read. Of single ones ``kept`` only their own
        records need be looked at."""
        domains = []
        for records in self.env[self._beside]._kinds_read():
            # The search is the user's own: its rules are part of it.
            domains.append(
                Domain("res_model", "=", records._name)
                & Domain("res_id", "in", records._search(Domain.TRUE))
            )
        return Domain.OR(domains)

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
        """The caller's own search, among what they read."""
        if not self.env.su and not bypass_access:
            domain = Domain(domain) & self._readable_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
