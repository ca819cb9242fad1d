import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.locking import lock
from odoo.addons.cdht_module.tools.move import Move

_lt = LazyTranslate(__name__)

# So long it can be taken back; then nothing is kept of who went.
KEPT_DAYS = 180


class CdhtMerge(models.Model):
    """Two records that were made one, and what it takes to take them apart again.

    ``before`` is {"rows": [[model, rows that went, as the database had them]],
    "moved": [[model, field, {id: state}] that named who went], "stood": the same of
    who stayed, "completed": {field: value that was blank}}. Who comes back has the old
    id, of which traces speak.
    """

    _name = "cdht.merge"
    _description = "Two records made one"
    _inherit = ["cdht.moved"]
    _order = "id desc"
    _rec_name = "citizen_id"
    _moves = (
        Move("take_apart", "action_take_apart", ("merged",), "apart",
             "commune", _lt("Taken apart again")),
    )  # fmt: skip

    citizen_id = fields.Many2one(
        "cdht.citizen",
        string="Who stayed",
        required=True,
        index=True,
        ondelete="cascade",
    )
    commune_id = fields.Many2one(
        related="citizen_id.commune_id", store=True, precompute=True, index=True
    )
    day = fields.Date(
        string="Made one on",
        default=lambda self: clock.today(),
        required=True,
        readonly=True,
    )
    about = fields.Text(string="Who was taken in", readonly=True)
    before = fields.Json(groups=fields.NO_ACCESS, readonly=True)
    state = fields.Selection(
        [("merged", "Made one"), ("apart", "Taken apart again")],
        default="merged",
        required=True,
    )

    def _trace_unit(self):
        return self.citizen_id.unit_id

    @api.model
    def _note(self, kept, other, completed):
        """Note, before ``other`` goes, what it takes to bring them back.

        For moves that checked the caller, as superuser.
        """
        self.env.flush_all()
        lost = [other, *kept._lost_with(other)]
        return self.create(
            {
                "citizen_id": kept.id,
                "about": "\n".join(other._about()),
                "before": {
                    "rows": [[one._name, _rows(one)] for one in lost if one],
                    "moved": other._named_by(),
                    "stood": kept._named_by(),
                    "completed": {name: str(said) for name, said in completed.items()},
                },
            }
        )

    def action_take_apart(self):
        """They are two people after all: who went comes back, with what was theirs."""
        self.check_access("read")
        Twin = self.env["cdht.twin"]
        Twin._check_reach(self.citizen_id)
        if not self.env.su and self.env.user.partner_id in self.citizen_id.partner_id:
            raise AccessError(
                self.env._("Who you are yourself is changed by another officer.")
            )
        self._check_move("take_apart")
        pairs = []
        for merge in self:
            # sudo: move: role and reach were checked; it holds in every room and year
            kept = merge.sudo().citizen_id
            lock(kept, allow_referencing=False)
            built = merge.sudo()._built_on()
            if built:
                raise UserError(
                    self.env._(
                        "%(name)s cannot be taken apart any more: %(why)s",
                        name=kept.name,
                        why="\n".join(["", *built]),
                    )
                )
            other = kept._part_from(merge.sudo().before)
            self.env["cdht.trace"]._record(kept | other, "take_apart")
            pairs.append(kept | other)
        self._make_move("take_apart", before=False, about=False)
        for pair in pairs:
            Twin._know_apart(pair)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_citizen"
        )
        ids = [id_ for pair in pairs for id_ in pair.ids]
        return {**action, "domain": [("id", "in", ids)], "context": {}}

    def _built_on(self):
        """Why it stays as it is: what came after and rests on it, in words."""
        later = self.search(
            [
                ("citizen_id", "=", self.citizen_id.id),
                ("state", "=", "merged"),
                ("id", ">", self.id),
            ]
        )
        built = [
            self.env._("another record was taken in later: take that one apart first.")
            for _merge in later[:1]
        ]
        _model, [other] = self.before["rows"][0]
        number = other.get("identity_number")
        if number:
            holders = self.citizen_id._holders_of([number])
            built += [
                self.env._("the number of who went is now that of %s.", holder.name)
                for holder in holders
            ]
        return [*built, *self.citizen_id._built_since(self.before)]

    @api.model
    def _put_back(self, model, rows):
        """Rows as they were, with their ids."""
        records = self.env[model].browse(row["id"] for row in rows)
        added = self._added_since(records, rows)
        rows = [{**added, **row} for row in rows]
        # Raw SQL: the ORM gives ids of its own, and traces speak of the old ones.
        self.env.cr.execute(
            SQL(
                "INSERT INTO %(table)s SELECT * FROM"
                " jsonb_populate_recordset(NULL::%(table)s, %(rows)s::jsonb)",
                table=SQL.identifier(records._table),
                rows=json.dumps(rows, default=str),
            )
        )
        self.env.invalidate_all(flush=False)
        # What they hold is as it was; what others count over them is counted anew.
        known = [field for name, field in records._fields.items() if name not in added]
        with self.env.protecting(known, records):
            records.modified(records._fields, create=True)
        return records

    @api.model
    def _added_since(self, records, rows):
        """{column that the add-on got after the rows were noted: its value for them}"""
        names = [
            name
            for name, field in records._fields.items()
            if field.store and field.column_type and name not in rows[0]
        ]
        values = records.default_get(names)
        empty = {"boolean": False, "integer": 0, "float": 0, "char": "", "text": ""}
        needed = {name for name in names if records._fields[name].required}
        return {
            name: values.get(name)
            or (empty.get(records._fields[name].type) if name in needed else None)
            for name in names
        }

    @api.autovacuum
    def _gc_merges(self):
        """Of who went long ago nothing is kept."""
        since = clock.today() - timedelta(days=KEPT_DAYS)
        self.search([("day", "<", since)]).unlink()


def _rows(records):
    records.env.cr.execute(
        SQL(
            "SELECT to_jsonb(t) FROM %s t WHERE id IN %s ORDER BY id",
            SQL.identifier(records._table),
            tuple(records.ids),
        )
    )
    return [row for (row,) in records.env.cr.fetchall()]
