from odoo import models

_FILES = {
    "evidence_added": "Thêm tệp minh chứng",
    "evidence_deleted": "Xóa tệp minh chứng",
}


class CdhtCitizen(models.Model):
    """Evidence files among what was done with one's data: of which indicator, added
    or deleted; neither their names nor what is in them."""

    _inherit = "cdht.citizen"

    def _seen_what(self, trace, unit_names):
        return _FILES.get(trace.move) or super()._seen_what(trace, unit_names)

    def _seen_detail(self, trace, lines):
        line = lines.get(trace.res_id)
        if trace.move not in _FILES or not line:
            return super()._seen_detail(trace, lines)
        count = int(trace.value_to or trace.value_from or 1)
        number = line.indicator_id._number()
        return f"chỉ số {number}" + (f" ({count} tệp)" if count > 1 else "")
