from odoo import models


class AttendancePaper(models.AbstractModel):
    """The sheet on which people sign that they came to an activity."""

    _name = "report.cdht_module.attendance_paper"
    _description = "Attendance sheet"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.activity"
    _paper_method = "_sheet_values"
    _paper_people = "attendant_ids"
