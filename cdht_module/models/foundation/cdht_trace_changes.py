from odoo import api, fields, models
from odoo.tools import format_date

# Lines of a form trace themselves; files have no words.
_WORDLESS = ("one2many", "binary", "image")


class CdhtTrace(models.Model):
    """Changes of fields by hand: a line for each record and field."""

    _inherit = "cdht.trace"

    field_name = fields.Char(string="Field")
    is_setting = fields.Boolean(
        string="Of a setting",
        index=True,
        help="A change of a setting: managers read these of every unit.",
    )

    @api.model
    def _texts_of(self, records, names):
        """[{field: its value as a reader sees it}], a dict a record.

        Of ``names`` the fields that this add-on stores.
        """
        kept = [
            field
            for field in map(records._fields.get, sorted(names))
            if field
            and field.store
            and field._module == "cdht_module"
            and field.type not in _WORDLESS
        ]
        if not kept:
            return []
        return [
            {field.name: self._text(record, field) for field in kept}
            for record in records
        ]

    @api.model
    def _text(self, record, field):
        value = record[field.name]
        if field.relational:
            # sudo: names of what stands there, which the writer chose or replaced
            return ", ".join(name or "" for name in value.sudo().mapped("display_name"))
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "date":
            return format_date(self.env, value) if value else ""
        return "" if value is False or value is None else str(value)

    @api.model
    def _record_changes(self, records, before, by_name=(), **common):
        """Append a line for each record and field that changed.

        ``before``: what ``_texts_of`` gave; ``by_name``: fields whose values the
        trace does not keep.
        """
        if not before:
            return
        lines = [
            (record, name, old[name], text)
            for record, old, new in zip(
                records, before, self._texts_of(records, before[0]), strict=True
            )
            for name, text in new.items()
            if text != old[name]
        ]
        self._record(
            records.browse([record.id for record, *_change in lines]),
            "write",
            [
                {"field_name": name}
                if name in by_name
                else {
                    "field_name": name,
                    "value_from": old or False,
                    "value_to": new or False,
                }
                for _record, name, old, new in lines
            ],
            **common,
        )
