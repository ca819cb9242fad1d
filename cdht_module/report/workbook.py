"""What every workbook of the add-on has in common: styles, page, names of sheets."""

import re

from odoo import api, models

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_FONT = "Times New Roman"
_A4 = 9


class CdhtWorkbook(models.AbstractModel):
    """Base of the Excel reports: titles in Vietnamese, ready to be printed."""

    _name = "report.cdht_module.workbook"
    _description = "Workbook"
    _inherit = "report.report_xlsx.abstract"

    @api.private
    def create_xlsx_report(self, docids, data):
        # The engine's step, not a caller's: over RPC it would ask nobody who calls.
        return super().create_xlsx_report(docids, data)

    @api.private
    def get_workbook_options(self):
        # What people typed is text: “=1+1”, “+84…”, “@x” never become a formula.
        return {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": True,
        }

    def _get_objs_for_report(self, docids, data):
        campaigns = super()._get_objs_for_report(docids, data)
        campaigns.check_access("read")
        return campaigns

    def _formats(self, workbook):
        """Return the cell styles by name."""
        cell = {"font_name": _FONT, "font_size": 12, "border": 1, "valign": "vcenter"}
        head = {**cell, "bold": True, "align": "center", "text_wrap": True}
        title = {"font_name": _FONT, "align": "center"}
        styles = {
            "title": {**title, "font_size": 14, "bold": True},
            "subtitle": {**title, "font_size": 13, "italic": True},
            "head": {**head, "bg_color": "#E7EEF7"},
            "text": {**cell, "text_wrap": True},
            "code": {**cell, "num_format": "@", "align": "center"},
            "number": {**cell, "align": "center", "num_format": "#,##0"},
            "decimal": {**cell, "align": "center", "num_format": "#,##0.##"},
            "year": {**cell, "align": "center", "num_format": "0"},
            "share": {**cell, "align": "center", "num_format": "0.0%"},
            "total": {**cell, "bold": True},
            "total_number": {
                **cell, "bold": True, "align": "center", "num_format": "#,##0",
            },
            "total_share": {
                **cell, "bold": True, "align": "center", "num_format": "0.0%",
            },
        }  # fmt: skip
        return {name: workbook.add_format(style) for name, style in styles.items()}

    def _add_sheet(self, workbook, name, titles, widths, formats):
        """Add a sheet for A4 landscape with its title lines over the columns."""
        sheet = workbook.add_worksheet(self._sheet_name(workbook, name))
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.6, right=0.4, top=0.8, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_header("&C&P")
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for row, title in enumerate(titles):
            style = formats["subtitle" if row else "title"]
            sheet.merge_range(row, 0, row, len(widths) - 1, title, style)
        return sheet

    def _finish_head(self, sheet, first_row, rows):
        """Freeze the head of the table and repeat it on every printed page."""
        sheet.freeze_panes(first_row + rows, 2)
        sheet.repeat_rows(first_row, first_row + rows - 1)

    def _sheet_name(self, workbook, name):
        """Return a name that Excel takes: 31 letters, some forbidden, each once."""
        clean = _FORBIDDEN.sub("-", name or "").strip(" '") or "-"
        if clean.lower() == "history":  # reserved by Excel
            clean += "_"
        taken = {sheet.name.lower() for sheet in workbook.worksheets()}
        result, number = clean[:31].rstrip(" '"), 1
        while result.lower() in taken:
            number += 1
            suffix = f" ({number})"
            result = clean[: 31 - len(suffix)] + suffix
        return result


def cell(row, column):
    """Return the address of a cell: (0, 0) is A1."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    return xl_rowcol_to_cell(row, column)
