"""Broken and odd files as offices send them, each with what the import says of it.

``FILES``: (what it is, its maker, the kind of list, the codes of the findings). A maker
returns the file's bytes. Nothing of a file is imported where a code is one of the
file's; a row with an error stays out alone. What each code asks for:
cdht_module/manual/loi-khi-nhap.md.
"""

import datetime
import io
import zipfile

from .import_case import AN, HEADER, TITLES, person, title
from .list_case import workbook
from .odd_workbook import ods, repacked, with_strays, xls

UNIT = "Thôn Một"
OK = [HEADER, person()]
_HTML = "<html><body>{}</body></html>"


def book(*rows, name=UNIT, header=HEADER, more=(), **options):
    """A workbook of a unit with these rows below the header."""
    return workbook((name, [header, *rows]), *more, **options)


def changed(part, old, new, data=None):
    """The workbook with some bytes of a part replaced."""

    def change(name, content):
        return name, content.replace(old, new) if name.endswith(part) else content

    return repacked(data or book(person()), change)


def without(part):
    return repacked(
        book(person()),
        lambda name, content: None if name.endswith(part) else (name, content),
    )


def cell(place, value):
    """A person's row with another value in one column (0 is A)."""
    row = person()
    row[place] = value
    return book(row)


def columns(*left_out):
    """The list without these columns."""
    kept = [n for n, one in enumerate(HEADER) if one not in left_out]
    return book([person()[n] for n in kept], header=[HEADER[n] for n in kept])


def csv(rows, delimiter=",", encoding="utf-8-sig"):
    lines = [delimiter.join("" if c is None else str(c) for c in row) for row in rows]
    return "\r\n".join(lines).encode(encoding)


def packed(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def word(*cells):
    """A Word file; with ``cells``, a table of one row."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    row = "".join(f"<w:tc><w:p><w:r><w:t>{c}</w:t></w:r></w:p></w:tc>" for c in cells)
    table = f"<w:tbl><w:tr>{row}</w:tr></w:tbl>" if cells else "<w:p/>"
    document = f'<w:document xmlns:w="{space}"><w:body>{table}</w:body></w:document>'
    return packed(**{"[Content_Types].xml": "<Types/>", "word__document.xml": document})


def table(*rows):
    body = "".join(
        "<tr>" + "".join(f"<td>{'' if c is None else c}</td>" for c in row) + "</tr>"
        for row in rows
    )
    return _HTML.format(f"<table>{body}</table>").encode()


def scores(first):
    return book(person(scores=[first, *[9] * 9]))


def titles(*rows):
    return book(*rows, name="2025", header=TITLES)


def _blanks(count):
    return repacked(
        book(person()),
        lambda name, content: (
            name, content + b" " * count if name == "xl/styles.xml" else content
        ),
    )  # fmt: skip


FILES = (
    # -- no list at all
    ("nothing but zeros", lambda: b"\0" * 2000, "assessment", ["wrong_file"]),
    ("a photo", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 900, "assessment",
     ["wrong_file"]),
    ("a scan", lambda: b"%PDF-1.7\n1 0 obj\n<<>>\n%%EOF", "assessment", ["wrong_file"]),
    ("a picture of a camera", lambda: b"\xff\xd8\xff\xe0" + b"\x11" * 900, "assessment",
     ["wrong_file"]),
    ("half of a workbook", lambda: book(person())[:2500], "assessment", ["wrong_file"]),
    ("its first bytes", lambda: book(person())[:20], "assessment", ["wrong_file"]),
    ("a workbook with its end cut", lambda: book(person())[:-30], "assessment",
     ["wrong_file"]),
    ("a zip of photos", lambda: packed(a=b"\x89PNG"), "assessment", ["wrong_file"]),
    ("an empty zip", lambda: packed(), "assessment", ["wrong_file"]),
    ("slides", lambda: packed(ppt__presentation=b"<p/>"), "assessment", ["wrong_file"]),
    ("a workbook without its sheet", lambda: without("sheet1.xml"), "assessment",
     ["wrong_file"]),
    ("a workbook without its table of sheets", lambda: without("xl/workbook.xml"),
     "assessment", ["empty_file"]),
    ("a sheet that is no XML",
     lambda: changed("sheet1.xml", b"<sheetData>", b"<sheetData"), "assessment",
     ["wrong_file"]),
    ("half of an old workbook", lambda: xls()[:1500], "assessment", ["wrong_file"]),
    ("an old workbook with a password", lambda: xls(locked=True), "assessment",
     ["protected_file"]),
    ("an old workbook that lies about its texts", lambda: xls(texts=2**31),
     "assessment", ["wrong_file"]),
    ("an empty spreadsheet of LibreOffice", lambda: ods(rows=[[]]), "assessment",
     ["empty_file"]),
    ("a letter in Word", lambda: word(), "assessment", ["empty_file"]),
    ("a text", lambda: "Kính gửi ông bà.".encode(), "assessment", ["wrong_file"]),
    ("a web page", lambda: _HTML.format("<p>Xin chào</p>").encode(), "assessment",
     ["wrong_file"]),
    ("a page that asks to log in", lambda: b"<!DOCTYPE html><html><body><form>"
     b"<input name='user'></form></body></html>", "assessment", ["wrong_file"]),
    ("figures for machines", lambda: b'{"people": [1, 2]}', "assessment",
     ["column_missing"]),
    # -- too much
    ("a workbook that unpacks to 200 MB", lambda: _blanks(200_000_000), "assessment",
     ["file_too_large"]),
    ("a stray cell far away and people far below",
     lambda: with_strays([f"A{900_000 + n}" for n in range(60)]), "assessment",
     ["file_too_large"]),
    # -- a workbook without what is needed
    ("an empty workbook", lambda: workbook((UNIT, [])), "assessment", ["empty_file"]),
    ("a header alone", lambda: book(), "assessment", ["empty_file"]),
    ("a csv with a header alone", lambda: csv([HEADER]), "assessment", ["empty_file"]),
    ("a guide alone", lambda: workbook(("Hướng dẫn", [["Đọc kỹ trước khi ghi"]])),
     "assessment", ["column_missing"]),
    ("no names", lambda: columns("Họ và tên"), "assessment", ["column_missing"]),
    ("no births", lambda: columns("Ngày sinh"), "assessment", ["column_missing"]),
    ("no numbers", lambda: columns("Số định danh"), "assessment", ["column_missing"]),
    ("no groups", lambda: columns("Nhóm"), "assessment", ["groups_missing"]),
    ("no scores", lambda: columns(*HEADER[6:]), "assessment", ["column_missing"]),
    ("nine scores", lambda: columns(HEADER[6]), "assessment", ["column_missing"]),
    ("its only list hidden", lambda: book(person(), more=[("Ghi chú", [["x"]])],
     hidden=[UNIT]), "assessment", ["column_missing"]),
    ("a sheet named after nobody", lambda: book(person(), name="Sheet1"), "assessment",
     ["sheet_without_unit"]),
    ("somebody on two sheets of one unit", lambda: book(
        person(), more=[("Một", [HEADER, person()])]), "assessment",
     ["identity_number_duplicate"]),
    ("a table in Word without names", lambda: word("STT", "Nội dung"), "assessment",
     ["column_missing"]),
    ("a table of figures read as people", lambda: book(
        ["Thôn Một", 5], header=["Thôn", "Số hộ"]), "assessment", ["column_missing"]),
    # -- rows
    ("a number of nine digits", lambda: cell(4, "080123456"), "assessment",
     ["identity_number_invalid"]),
    ("words in place of a number", lambda: cell(4, "xem sổ"), "assessment",
     ["identity_number_invalid"]),
    ("no card yet", lambda: cell(4, "chưa làm"), "assessment",
     ["identity_number_missing"]),
    ("a number that lost its digits", lambda: cell(4, "2.00817E+10"), "assessment",
     ["identity_number_invalid"]),
    ("a number with a letter for a zero", lambda: cell(4, "O20090000001"),
     "assessment", []),
    ("a number that lost its zero", lambda: cell(4, 20090000001), "assessment",
     ["identity_number_padded"]),
    ("no number", lambda: cell(4, None), "assessment", ["identity_number_missing"]),
    ("one number twice", lambda: book(person(), person(number=2)), "assessment",
     ["identity_number_duplicate"]),
    ("a row without a name", lambda: cell(1, None), "assessment", ["name_missing"]),
    ("a fault in place of a name", lambda: cell(1, "#N/A"), "assessment",
     ["formula_without_result"]),
    ("a birth that is none", lambda: cell(2, "ngày 99"), "assessment",
     ["birth_unreadable"]),
    ("a day that no month has", lambda: cell(2, "31/02/1990"), "assessment",
     ["birth_impossible"]),
    ("a birth to come", lambda: cell(2, "18/02/2090"), "assessment", ["birth_future"]),
    ("a child", lambda: book(person(birth="18/02/2020", id=None)), "assessment",
     ["birth_young", "identity_number_missing"]),
    ("a year in place of a date", lambda: cell(2, "1990"), "assessment",
     ["birth_year_only"]),
    ("a birth that the number denies", lambda: cell(2, "18/02/1991"), "assessment",
     ["birth_year_mismatch"]),
    ("a sex that the number denies", lambda: cell(3, "Nữ"), "assessment",
     ["sex_mismatch"]),
    ("a birth as a number of Excel", lambda: cell(2, datetime.datetime(1990, 2, 18)),
     "assessment", []),
    ("a group that is none", lambda: cell(5, 7), "assessment", ["group_unknown"]),
    ("no group", lambda: cell(5, None), "assessment", ["group_unknown"]),
    ("a score of 11", lambda: scores(11), "assessment", ["score_out_of_range"]),
    ("a score of 0", lambda: scores(0), "assessment", ["score_out_of_range"]),
    ("a score below 0", lambda: scores(-3), "assessment", ["score_out_of_range"]),
    ("half a point", lambda: scores(8.5), "assessment", ["score_not_integer"]),
    ("words in place of a score", lambda: scores("tốt"), "assessment",
     ["score_not_integer"]),
    ("a fault in place of a score", lambda: scores("#DIV/0!"), "assessment",
     ["formula_without_result"]),
    ("a score left out", lambda: scores(None), "assessment", ["score_missing"]),
    ("a formula that was never computed", lambda: scores("=1+1"), "assessment",
     ["formula_without_result"]),
    ("a section that is no unit", lambda: book(["Thôn Không Có"], person()),
     "assessment", ["unit_unknown"]),
    # -- a sheet that was perhaps not understood
    ("names of one word", lambda: cell(1, "An"), "assessment", ["names_of_one_word"]),
    ("names in letters of another country", lambda: cell(1, "Лò Văn Ан"), "assessment",
     ["names_of_other_letters"]),
    # -- earlier titles
    ("titles without a year", lambda: titles(title(year=None, date="10/12/2025")),
     "recognition", ["year_missing"]),
    ("titles without a decision", lambda: titles(title(decision=None)), "recognition",
     ["decision_missing"]),
    ("titles of this year", lambda: titles(title(year=2026)), "recognition",
     ["year_not_earlier"]),
    ("two decisions about one year",
     lambda: titles(title(), title(decision="13/QĐ-UBND")), "recognition",
     ["title_exists"]),
    ("titles of no unit", lambda: titles(title(unit="Thôn Không Có")), "recognition",
     ["unit_unknown"]),
    ("titles without the column of years",
     lambda: book([1, "Lò Văn An", 1990, AN["id"], "12/QĐ-UBND"], name="Danh hiệu",
                  header=[*TITLES[:4], TITLES[6]]), "recognition", ["column_missing"]),
    # -- figures of units
    ("people read as figures", lambda: book(person()), "population",
     ["column_missing"]),
    ("words in place of a figure", lambda: book(
        [1, UNIT, "nhiều"], header=["STT", "Thôn", "Số hộ"]), "population",
     ["figure_invalid"]),
    ("figures below 0", lambda: book(
        [1, UNIT, -4], header=["STT", "Thôn", "Số hộ"]), "population",
     ["figure_invalid"]),
    ("figures of one unit twice", lambda: book(
        [1, UNIT, 4], [2, "Một", 5], header=["STT", "Thôn", "Số hộ"]), "population",
     ["unit_twice"]),
    ("figures of no unit", lambda: book(
        [1, "Thôn Không Có", 4], header=["STT", "Thôn", "Số hộ"]), "population",
     ["unit_unknown"]),
    # -- odd, and read all the same
    ("a stray cell far away", lambda: repacked(
        with_strays(["XFD1048576"], rows=OK),
        lambda name, content: (
            name, content.replace("Thôn A".encode(), UNIT.encode()))),
     "assessment", []),
    ("a csv with semicolons", lambda: csv(OK, ";"), "assessment",
     ["sheet_without_unit"]),
    ("a csv with tabs in UTF-16", lambda: csv(OK, "\t", "utf-16"), "assessment",
     ["sheet_without_unit"]),
    ("a web page's table called .xls", lambda: table(*OK), "assessment",
     ["sheet_without_unit"]),
    ("a total and signatures below", lambda: book(
        person(), [], [None, "Tổng cộng: 1 người"], [None, "TM. CHI HỘI"]),
     "assessment", []),
)  # fmt: skip
