from odoo import models
from odoo.exceptions import AccessError

# How many people's identity numbers may be read at once without a trace; an office
# sets its own number in the system parameter.
BULK_PARAMETER = "cdht_module.identity_bulk"
BULK = 20


class CdhtCitizen(models.Model):
    """Identity numbers: read one by one freely, in bulk with a trace."""

    _inherit = "cdht.citizen"

    def _read_format(self, fnames, load="_classic_read"):
        """What every reading by web client or RPC passes through."""
        result = super()._read_format(fnames, load)
        if "identity_number" in fnames and not self.env.su:
            # sudo: a number of no secrecy, which only administrators may set
            limit = self.env["ir.config_parameter"].sudo().get_param(BULK_PARAMETER)
            if len(self) > (int(limit) if (limit or "").isdecimal() else BULK):
                self.env["cdht.trace"]._record_people(
                    self,
                    "read_identity",
                    self._fields["identity_number"]._description_string(self.env),
                )
        return result

    def _read_group_groupby(self, alias, groupby_spec, query):
        self._refuse_number_in_groups(groupby_spec)
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _read_group_select(self, aggregate_spec, query):
        self._refuse_number_in_groups(aggregate_spec)
        return super()._read_group_select(aggregate_spec, query)

    def _refuse_number_in_groups(self, spec):
        """Groups of one person each would list the numbers without a trace."""
        if spec.split(":")[0] == "identity_number" and not self.env.su:
            raise AccessError(
                self.env._("People are not grouped by their identity number.")
            )
