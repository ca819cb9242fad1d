"""A form as a level above sends it: titles, a few figures, a table, a total."""

import base64
import io


def book(names=()):
    """The workbook, its sheet “Biểu”; ``names``: {name of a cell: address}."""
    import openpyxl
    from openpyxl.styles import Border, Font, Side
    from openpyxl.workbook.defined_name import DefinedName

    made = openpyxl.Workbook()
    page = made.active
    page.title = "Biểu"
    page["A1"] = "BIỂU TỔNG HỢP KẾT QUẢ"
    page["A1"].font = Font(name="Times New Roman", size=14, bold=True)
    page.merge_cells("A1:E1")
    page["A2"], page["A3"] = "Số người đăng ký", "Tỷ lệ"
    page["B3"].number_format = "0.0%"
    thin = Side(style="thin")
    for column, title in enumerate(("TT", "Đơn vị", "Đăng ký", "Dân số", "Cộng"), 1):
        page.cell(5, column, title)
        for row in range(6, 11):
            border = Border(left=thin, right=thin, top=thin, bottom=thin)
            page.cell(row, column).border = border
    page["E6"] = "=C6+D6"
    page["B11"], page["C11"] = "Cộng", "=SUM(C6:C10)"
    for name, where in dict(names).items():
        made.defined_names[name] = DefinedName(
            name, attr_text=f"Biểu!${where[0]}${where[1:]}"
        )
    return made


def saved(made):
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def blank_form(names=()):
    """Its file as fields take it."""
    return base64.b64encode(saved(book(names))).decode()
