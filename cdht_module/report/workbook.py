"""What every workbook of the add-on has in common: styles, page, names of sheets."""

import math
import re

from odoo import api, models

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_FONT = "Times New Roman"
A4 = 9
# The row of a table's head, below the lines of the title and an empty one.
HEAD_ROW = 3
# A line of 12 points.
_LINE = 16


class CdhtWorkbook(models.AbstractModel):
    """Base of the Excel reports: titles in Vietnamese, ready to be printed."""

    _name = "report.cdht_module.workbook"
    _description = "Workbook"
    _inherit = "report.report_xlsx.abstract"

    @api.private
    def create_xlsx_report(self, docids, data):
        """By a report or a move, which say of which records; not by RPC."""
        return super().create_xlsx_report(docids, data)

    @api.private
    def generate_xlsx_report(self, workbook, data, objs):
        """Fill the workbook."""
        return super().generate_xlsx_report(workbook, data, objs)

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
        title = {"font_name": _FONT, "align": "center", "text_wrap": True}
        styles = {
            "title": {**title, "font_size": 14, "bold": True},
            "subtitle": {**title, "font_size": 13, "italic": True},
            "head": {**head, "bg_color": "#E7EEF7"},
            "text": {**cell, "text_wrap": True},
            "code": {**cell, "num_format": "@", "align": "center"},
            "year": {**cell, "align": "center", "num_format": "0"},
            "total": {**cell, "bold": True},
            "plain": {"font_name": _FONT, "font_size": 12},
            "sign": {**title, "font_size": 12, "bold": True},
            "sign_note": {**title, "font_size": 12, "italic": True},
        }
        # Figures and their totals, with the same number of decimals.
        for name, shown in {
            "number": "#,##0",
            "rate": "#,##0.0",
            "decimals": "#,##0.00",
            "gap": "+#,##0.0;\\−#,##0.0;0.0",
            "share": "0.0%",
        }.items():
            styles[name] = {**cell, "align": "center", "num_format": shown}
            styles[f"total_{name}"] = {**styles[name], "bold": True}
        return {name: workbook.add_format(style) for name, style in styles.items()}

    def _name_workbook(self, workbook, title, units):
        """Title and author, by which an office finds the file again."""
        bodies = [name for name in units.mapped("body_name") if name]
        workbook.set_properties({"title": title, "author": "; ".join(bodies)})

    def _add_sheet(self, workbook, name, titles, widths, formats):
        """Add a sheet for A4 landscape with its title lines over the columns."""
        sheet = workbook.add_worksheet(self._sheet_name(workbook, name))
        sheet.set_landscape()
        sheet.set_paper(A4)
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
            # Excel does not fit the height of joined cells.
            sheet.set_row(row, height(title, sum(widths)) * (1 if row else 1.3))
        return sheet

    def _write_head(self, sheet, labels, widths, formats):
        """The head of a table: one row, as high as its longest label needs."""
        for column, label in enumerate(labels):
            sheet.write_string(HEAD_ROW, column, label, formats["head"])
        heights = (height(*one) for one in zip(labels, widths, strict=True))
        sheet.set_row(HEAD_ROW, max(heights) + 4)
        self._finish_head(sheet, HEAD_ROW, 1)

    def _write_row(self, sheet, row, values, formats, styles):
        for column, (value, style) in enumerate(zip(values, styles, strict=True)):
            self._write_cell(sheet, row, column, value, formats, style)

    def _write_cell(self, sheet, row, column, value, formats, style):
        """A number as a number, all else as text: nothing that people typed becomes a
        formula."""
        if value is None or value is False or value == "":
            sheet.write_blank(row, column, None, formats[style])
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value, formats[style])
        else:
            sheet.write_string(row, column, str(value), formats[style])

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


def height(text, width):
    """The height of a cell, in points, in which words break at ``width`` letters."""
    lines, left = 1, 0
    for word in text.split():
        # Capitals and bold letters are wider than the figure that widths count.
        size = math.ceil(len(word) * 1.15)
        if left and left + 1 + size > width:
            lines, left = lines + 1, size
        else:
            left += size + bool(left)
    return lines * _LINE


def cell(row, column):
    """Return the address of a cell: (0, 0) is A1."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    return xl_rowcol_to_cell(row, column)
