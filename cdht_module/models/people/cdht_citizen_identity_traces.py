from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Domain

_NUMBER = "identity_number"


class CdhtCitizen(models.Model):
    """Identity numbers that leave the database are counted, whatever way one asks
    (``cdht.identity.reading``); exports and printed lists leave traces of their own."""

    _inherit = "cdht.citizen"

    def _read_format(self, fnames, load="_classic_read"):
        """What every reading by web client or RPC passes through."""
        result = super()._read_format(fnames, load)
        if _NUMBER in fnames:
            self.env["cdht.identity.reading"]._count(self)
        return result

    def _search(self, domain, *args, **kwargs):
        """Whom one finds by a number, or by a part of it, one knows the number of."""
        domain = Domain(domain)
        if not self.env.su and (by_number := self._asked_by_number(domain)):
            # By the rules of the user; refused where they may not read the field.
            found = super()._search(by_number, active_test=False)
            self.env["cdht.identity.reading"]._count(self.browse(found))
        return super()._search(domain, *args, **kwargs)

    def _asked_by_number(self, domain):
        """What ``domain`` asks of numbers, as a domain of whom they fit, or None."""
        asked = {condition.field_expr for condition in domain.iter_conditions()}
        if asked.isdisjoint({_NUMBER, "display_name"}):
            return None
        # A whole number in the place of a name becomes a condition of its own.
        by_number = [
            ~condition if condition.operator == "not in" else condition
            for condition in domain.optimize_full(self).iter_conditions()
            if condition.field_expr == _NUMBER and set(_listed(condition)) != {False}
        ]
        return Domain.OR(by_number) if by_number else None

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if field_name == _NUMBER and not self.env.su:
            raise AccessError(
                self.env._("People are not sorted by their identity number.")
            )
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    def _read_group_groupby(self, alias, groupby_spec, query):
        self._refuse_number_in_groups(groupby_spec)
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _read_group_select(self, aggregate_spec, query):
        self._refuse_number_in_groups(aggregate_spec)
        return super()._read_group_select(aggregate_spec, query)

    def _refuse_number_in_groups(self, spec):
        """Groups of one person each would list the numbers without a trace."""
        if spec.split(":")[0] == _NUMBER and not self.env.su:
            raise AccessError(
                self.env._("People are not grouped by their identity number.")
            )


def _listed(condition):
    """What is asked for; numbers are texts, and nothing else is asked of them."""
    value = condition.value
    values = value if isinstance(value, (list, tuple, set, frozenset)) else [value]
    return [one for one in values if isinstance(one, (str, bool))]
