from odoo import models


class IrActionsReport(models.Model):
    """Printed lists of many people leave a trace, whatever engine prints them."""

    _inherit = "ir.actions.report"

    def _render_qweb_html(self, report_ref, docids, data=None):
        result = super()._render_qweb_html(report_ref, docids, data=data)
        report = self._get_report(report_ref)
        if report.model.startswith("cdht.") and docids:
            self._cdht_trace_print(report, self.env[report.model].browse(docids))
        return result

    def _cdht_trace_print(self, report, records):
        """A line for each paper that names several people, or for each unit."""
        Trace = self.env["cdht.trace"]
        if "assessment_ids" not in records._fields:
            if len(records) > 1 and hasattr(records, "_trace_unit"):
                Trace._record_people(records, "print", report.name)
            return
        Trace._append(
            [
                {
                    "res_model": paper._name,
                    "res_id": paper.id,
                    "unit_id": paper._trace_unit().id,
                    "user_id": self.env.uid,
                    "move": "print",
                    "value_to": str(people),
                    "reason": report.name,
                }
                for paper in records
                # sudo: how many stand on a paper that the user prints
                if (people := len(paper.sudo().assessment_ids)) > 1
            ]
        )
