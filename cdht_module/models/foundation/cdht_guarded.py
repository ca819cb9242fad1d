import ast
from functools import lru_cache

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.safe_eval import safe_eval

# Of any day that an office writes: births of the oldest, plans of the far future.
_FIRST_YEAR, _LAST_YEAR = 1850, 2150


class CdhtGuarded(models.AbstractModel):
    """A record that links only to what its writer may read and what its fields'
    domains offer, whose derived values nobody types, and that nobody gives away: who
    wrote it still reaches it."""

    _name = "cdht.guarded"
    _description = "Record guarded in what it links"
    _inherit = ["cdht.record"]

    @api.model_create_multi
    def create(self, vals_list):
        # What a caller sends as defaults in the context is written as well; a list
        # that is grouped sends derived ones, which are left out.
        self = self.browse()._cdht_without_derived_defaults()
        defaults = {
            key.removeprefix("default_"): value
            for key, value in self.env.context.items()
            if key.startswith("default_")
        }
        self._check_written([*vals_list, defaults])
        records = super().create(vals_list)
        if not self.env.su:
            records._check_offered(set().union(defaults, *vals_list), before={})
        return records

    def write(self, vals):
        self._check_written([vals])
        before = {}
        if not self.env.su:
            limited = vals.keys() & self._limited_fields().keys()
            # sudo: compare: as far as it is compared, whoever reads which of them
            before = {name: {r: r[name] for r in self.sudo()} for name in limited}
        result = super().write(vals)
        if not self.env.su:
            self.check_access("write")
            self._check_offered(vals.keys(), before)
        return result

    def _check_written(self, vals_list):
        """Record rules look at stored values that derive from others (whose commune,
        which year): these are never taken from a caller."""
        self._cdht_check_links(vals_list)
        if self.env.su:
            return
        self._cdht_refuse_derived(set().union(*vals_list))
        self._check_days(vals_list)

    def _check_days(self, vals_list):
        """No day lies centuries away: Odoo's field reads “25112026”, typed without
        strokes, as a day of the year 5112."""
        for name in self._fields.keys() & set().union(*vals_list):
            if self._fields[name].type != "date":
                continue
            for day in {vals[name] for vals in vals_list if vals.get(name)}:
                day = fields.Date.to_date(day)
                if day and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
                    raise ValidationError(
                        self.env._(
                            "“%(field)s”: %(day)s lies centuries away. Type the day"
                            " with its strokes, like 25/11/2026.",
                            field=self._fields[name]._description_string(self.env),
                            day=f"{day.day:02}/{day.month:02}/{day.year}",
                        )
                    )

    # -- domains of fields are rules, not hints ----------------------------------------

    @api.model
    def _limited_fields(self):
        """{name of a field that links: the domain that limits what it links to}."""
        return {
            name: field.domain
            for name, field in self._fields.items()
            if field.type in ("many2one", "many2many")
            and field.store
            and isinstance(field.domain, str)
        }

    def _check_offered(self, written, before):
        """What was linked by hand is what the field's domain offers; all that is linked
        is, when what the domain is made of was written.

        ``before``: {field: {record: what it linked to}}
        """
        for name, domain in self._limited_fields().items():
            needed = _names_in(domain)
            renewed = not written.isdisjoint(self._made_of(needed))
            if name not in written and not renewed:
                continue
            # sudo: compare: the domain looks at what need not be the writer's to read;
            # what is linked was checked to be
            for record in self.sudo():
                linked = record[name]
                if not renewed:
                    linked -= before.get(name, {}).get(record, linked.browse())
                if linked:
                    record._check_in_domain(name, linked, domain, needed)

    def _check_in_domain(self, name, linked, domain, needed):
        values = {one: self._in_domain(one) for one in needed & self._fields.keys()}
        offered = linked.with_context(active_test=False).filtered_domain(
            safe_eval(domain, {**values, "id": self.id, "uid": self.env.uid})
        )
        if linked - offered:
            raise ValidationError(self._not_offered_message(name, linked - offered))

    def _not_offered_message(self, name, linked):
        """What to tell who linked that by the field ``name``."""
        return self.env._(
            "“%(field)s” cannot be %(names)s here: choose from what the list of this"
            " field offers.",
            field=self._fields[name]._description_string(self.env),
            # What is no record at all (an id of 0) has no name.
            names=", ".join(name or "?" for name in linked.mapped("display_name")),
        )

    def _in_domain(self, name):
        """The value of a field as a form puts it in a domain."""
        value = self[name]
        if not isinstance(value, models.BaseModel):
            return value
        return value.id if self._fields[name].type == "many2one" else value.ids

    @api.model
    def _made_of(self, names):
        """``names`` of fields, and those from which they derive."""
        fields = [self._fields[name] for name in names if name in self._fields]
        paths = [path for field in fields for path in self.pool.field_depends[field]]
        return {*names, *(path.partition(".")[0] for path in paths)}


@lru_cache(maxsize=128)
def _names_in(domain):
    tree = ast.parse(domain.strip(), mode="eval")
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
