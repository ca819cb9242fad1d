from functools import partial

from odoo import api, models
from odoo.api import Environment

# What leads from a record to its unit.
_LEADING = ("citizen_id", "assessment_id", "recognition_id", "proposal_id")


class CdhtTrace(models.Model):
    """People read, printed or exported in bulk: a line for each unit."""

    _inherit = "cdht.trace"

    @api.model
    def _record_people(self, records, move, what):
        """Append how many of ``records`` of each unit left the database.

        ``what``: the fields or the report, in words; no names, no numbers.
        """
        kind = self.env["ir.model"]._get(records._name).name
        by_unit = records.grouped(self._unit_of)
        self._append(
            [
                {
                    # Without a unit the line stands with the user who did it.
                    "res_model": "cdht.unit" if unit else "res.users",
                    "res_id": unit.id or self.env.uid,
                    "unit_id": unit.id,
                    "user_id": self.env.uid,
                    "move": move,
                    "value_to": str(len(own)),
                    "reason": f"{kind}: {what}",
                }
                for unit, own in by_unit.items()
            ]
        )

    @api.model
    def _unit_of(self, record):
        """Whose officers read of it; of what belongs to a person, the person's."""
        if hasattr(record, "_trace_unit"):
            return record._trace_unit()
        # sudo: where the line belongs, nothing that is shown
        record = record.sudo()
        for name in _LEADING:
            if linked := name in record._fields and record[name]:
                return linked._trace_unit().with_env(self.env)
        return self.env["cdht.unit"]

    @api.model
    def _append(self, vals_list):
        """Create the lines, from a read-only request too.

        Requests that only read may run on a replica: there the lines follow on a
        cursor of their own as the request ends, before its answer leaves.
        """
        if not self.env.cr.readonly:
            # sudo: nobody creates traces by hand
            self.sudo().create(vals_list)
        elif vals_list:
            mark = self._browser_mark()  # while the answer can still carry a cookie
            vals_list = [{**vals, "browser_mark": mark} for vals in vals_list]
            later = partial(_append_later, self.env.registry, self.env.uid, vals_list)
            self.env.cr.postcommit.add(later)


def _append_later(registry, uid, vals_list):
    with registry.cursor() as cr:
        # sudo: as above
        Environment(cr, uid, {})["cdht.trace"].sudo().create(vals_list)
