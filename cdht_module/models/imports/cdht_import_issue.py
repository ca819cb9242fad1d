from odoo import api, fields, models


class CdhtImportIssue(models.Model):
    """One finding in a workbook: where it stands, what is wrong, what to do."""

    _name = "cdht.import.issue"
    _description = "Import finding"
    _inherit = ["cdht.guarded"]
    _order = "import_id, must_be_seen desc, severity, sheet_sequence, row, id"

    import_id = fields.Many2one(
        "cdht.import", required=True, index=True, ondelete="cascade"
    )
    sheet = fields.Char()
    sheet_sequence = fields.Integer(aggregator=None)
    row = fields.Integer(aggregator=None, help="The row number that Excel shows.")
    column = fields.Char(help="The column letter that Excel shows.")
    person = fields.Char(
        string="Full name", readonly=True, help="Whose row it is, as the file says."
    )
    severity = fields.Selection(
        [("error", "Error"), ("warning", "Warning")], required=True
    )
    code = fields.Char(required=True)
    message = fields.Char(required=True)
    value = fields.Char(string="As the file has it", readonly=True)
    must_be_seen = fields.Boolean(
        help="Nothing is imported until somebody has looked at it.", readonly=True
    )
    is_seen = fields.Boolean(string="Seen", readonly=True)
    correction = fields.Char(
        string="Correct to",
        compute="_compute_correction",
        inverse="_inverse_correction",
        help="What is read instead of what stands in this cell.",
    )

    @api.depends("import_id.correction_ids.value", "sheet", "row", "column")
    def _compute_correction(self):
        known = {
            (one.import_id, one.sheet, one.row, one.column): one.value
            for one in self.import_id.correction_ids
        }
        for issue in self:
            place = (issue.import_id, issue.sheet, issue.row, issue.column)
            issue.correction = known.get(place)

    def _inverse_correction(self):
        """Remember the correction for this import; a blank one is forgotten.

        A word for a group means the same wherever it stands: once for all rows.
        """
        Correction = self.env["cdht.import.correction"]
        for issue, said in [
            (one, typed.correction) for typed in self for one in typed._alike()
        ]:
            if not (issue.row and issue.column):
                continue
            known = issue.import_id.correction_ids.filtered(
                lambda one, issue=issue: (
                    (one.sheet, one.row, one.column)
                    == (issue.sheet, issue.row, issue.column)
                )
            )
            if not said:
                known.unlink()
            elif known:
                known.value = said
            else:
                Correction.create(
                    {
                        "import_id": issue.import_id.id,
                        "sheet": issue.sheet,
                        "row": issue.row,
                        "column": issue.column,
                        "was": issue.value,
                        "value": said,
                    }
                )

    def _answer_alike(self):
        """While it is typed: what is answered for one word for a group is shown in all
        rows that say it and have no answer yet."""
        words = self.filtered(lambda one: one.code == "group_unknown" and one.value)
        for alike in words.grouped("value").values():
            said = next((one.correction for one in alike if one.correction), False)
            for one in alike:
                if said and not (one.correction or one._origin.correction):
                    one.correction = said

    def _alike(self):
        """It, and all that say the same word for a group and are not corrected."""
        if self.code != "group_unknown" or not self.value:
            return self
        return self | self.import_id.issue_ids.filtered(
            lambda one: (
                (one.code, one.value) == (self.code, self.value) and not one.correction
            )
        )

    def action_seen(self):
        """Somebody has looked at what makes one doubt that the file was understood."""
        self.check_access("write")
        self.import_id._check_open_for_changes()
        self.filtered("must_be_seen").is_seen = True
