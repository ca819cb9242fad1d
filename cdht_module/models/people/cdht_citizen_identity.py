from collections.abc import Iterable

from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.identity_number import parse_identity_number
from odoo.addons.cdht_module.tools.redirection import redirection
from odoo.addons.cdht_module.tools.twins import Person

_NUMBER = "identity_number"
# Whoever is younger or older is asked about, as in lists that are read in.
_USUAL_AGES = range(15, 111)


class CdhtCitizen(models.Model):
    """Số định danh cá nhân: one person a number, wherever they are registered."""

    _inherit = "cdht.citizen"

    def _check_numbers_free(self, vals_list, operation):
        """Refuse numbers of other people; only who may type a number learns it."""
        numbers = [v["identity_number"] for v in vals_list if v.get("identity_number")]
        if not numbers:
            return
        self.check_access(operation)
        self._check_field_access(self._fields["identity_number"], operation)
        holder = self._holders_of(numbers)[:1]
        if not holder:
            return
        if holder not in holder._readable():
            raise UserError(self._registered_elsewhere())
        self.env["cdht.identity.reading"]._count_refused(holder)
        raise redirection(
            self._registered_here(holder),
            {
                "type": "ir.actions.act_window",
                "res_model": self._name,
                "res_id": holder.id,
                "views": [(False, "form")],
            },
            self.env._("Open this person"),
        )

    @api.onchange("identity_number")
    def _onchange_identity_number(self):
        """Tell at once, before the rest is typed in vain."""
        number = self.identity_number
        holder = self._origin._holders_of([number])[:1] if number else self.browse()
        if holder:
            here = holder in holder._readable()
            if here:
                self.env["cdht.identity.reading"]._count(holder)
            told = (
                self._registered_here(holder) if here else self._registered_elsewhere()
            )
            return {"warning": {"message": told}}

    def _holders_of(self, numbers):
        """Other people with one of these numbers, wherever they are."""
        # sudo: register: a number is one person's in the whole register; who holds it
        # is told only to those who reach that person
        everybody = self.sudo().with_context(active_test=False)
        return everybody.search(
            [("identity_number", "in", numbers), ("id", "not in", self.ids)]
        ).sudo(False)

    def _readable(self):
        """Those of ``self`` whom the acting user reads."""
        return self._filtered_access("read")

    def _registered_here(self, holder):
        return self.env._(
            "This identity number is registered already: %(name)s, %(unit)s.",
            name=holder.name,
            unit=holder.unit_id.name,
        )

    def _registered_elsewhere(self):
        return self.env._("Already registered in another unit; ask the commune.")

    @api.model
    def _search_display_name(self, operator, value):
        """A whole number, typed with or without blanks, finds its person."""
        domain = super()._search_display_name(operator, value)
        if operator != "ilike" or not isinstance(value, str):
            return domain
        identity = parse_identity_number(value)
        if not identity.valid or identity.padded:
            return domain
        if not self._has_field_access(self._fields["identity_number"], "read"):
            return domain
        return Domain.OR([domain, [("identity_number", "=", identity.number)]])

    # -- Identity numbers that leave the database are counted, whatever way one asks
    #    (``cdht.identity.reading``); exports and printed lists leave traces of
    #    their own.

    def _read_format(self, fnames, load="_classic_read"):
        """What every reading by web client or RPC passes through."""
        result = super()._read_format(fnames, load)
        if _NUMBER in fnames:
            self.env["cdht.identity.reading"]._count(self)
        return result

    def _search(self, domain, *args, **kwargs):
        """Finding people by a number, or a part of it, tells their numbers: it is
        counted."""
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

    # -- Birth, and what tells two people apart.

    @api.constrains("birth_year")
    def _check_birth_year(self):
        for citizen in self:
            self._check_year_of_birth(citizen.birth_year, citizen.name)

    @api.model
    def _check_year_of_birth(self, year, name):
        this_year = clock.today().year
        if year and not 1900 <= year <= this_year:
            raise ValidationError(
                self.env._(
                    "%(year)s is no year of birth (%(name)s): from 1900 to"
                    " %(this_year)s.",
                    year=year,
                    name=name,
                    this_year=this_year,
                )
            )

    @api.onchange("birth_year", "birth_date")
    def _onchange_birth(self):
        """Said while it is typed; a year that cannot be is refused when it is saved."""
        doubt = self._age_doubt(self.birth_year)
        if doubt:
            return {
                "warning": {
                    "title": self.env._("Year of birth"),
                    "message": doubt,
                    "type": "notification",
                }
            }

    @api.model
    def _age_doubt(self, birth_year):
        """A sentence about a year of birth that few have, or nothing."""
        age = clock.today().year - birth_year
        if not birth_year or age in _USUAL_AGES:
            return ""
        if age < 0:
            return self.env._("The year of birth %s is still to come.", birth_year)
        return self.env._(
            "Born in %(year)s, this person is %(age)s years old. Is the year right?",
            year=birth_year,
            age=age,
        )

    def _compared(self):
        """What tells these people apart, or not (``tools/twins.py``)."""
        # sudo: compare: numbers are compared, not shown
        return [
            Person(
                person.id,
                person.name,
                person.birth_year,
                person.birth_date,
                person.unit_id.id,
                person.identity_number,
                person.gender,
            )
            for person in self.sudo()
        ]


def _listed(condition):
    """What is asked for; numbers are texts, and nothing else is asked of them."""
    value = condition.value
    single = isinstance(value, str) or not isinstance(value, Iterable)
    values = [value] if single else value
    return [one for one in values if isinstance(one, (str, bool))]
