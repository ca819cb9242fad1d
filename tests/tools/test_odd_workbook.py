"""Workbooks made to exhaust or crash their reader, and honest ones that resemble
them."""

import base64
import io
import zipfile
from unittest.mock import patch

import xlsxwriter

from odoo.exceptions import UserError
from odoo.tests import BaseCase, Form, tagged
from odoo.tools import mute_logger

from odoo.addons.cdht_module.models.dossiers.ir_attachment import TryLater
from odoo.addons.cdht_module.tools import limited_child
from odoo.addons.cdht_module.tools.list_reader import (
    WorkbookError,
    read_apart,
    read_workbook,
    used_area,
)
from odoo.addons.cdht_module.tools.list_reader import (
    workbook as list_workbook,
)

from ..common import CommuneCase
from ..import_case import HEADER, ImportCase, person
from ..list_case import AN, BE, NINES, PLAIN, SELF, workbook
from ..odd_workbook import LIST, blank_rows, ods, repacked, with_strays, xls

FAR = (
    '<table:table-row><table:table-cell table:number-columns-repeated="16383"/>'
    '<table:table-cell office:value-type="string"><text:p>x</text:p>'
    "</table:table-cell></table:table-row>"
)
FILLED = (
    '<table:table-row table:number-rows-repeated="{}"><table:table-cell'
    ' table:number-columns-repeated="{}" office:value-type="string">'
    "<text:p>x</text:p></table:table-cell></table:table-row>"
)


class OddCase(BaseCase):
    def assertCode(self, data, code, read=read_workbook):
        with self.assertRaises(WorkbookError) as caught:
            read(data)
        self.assertEqual(caught.exception.code, code)

    def assertTheList(self, data, read=read_workbook):
        """It is read as if nothing else stood in it."""
        (sheet,) = read(data)
        self.assertEqual([row.name for row in sheet.rows], [AN[1]])
        self.assertEqual(sheet.rows[0].self_scores, NINES)
        self.assertFalse(sheet.rows[0].errors)


@tagged("-at_install", "post_install")
class TestUsedArea(OddCase):
    """A stray cell is left out, in each format; more than a stray is a refusal."""

    def test_a_stray_cell_far_away(self):
        for places in (["XFD1048576"], ["XFD1"], ["A1048576"], ["XFD1", "A20000"]):
            self.assertTheList(with_strays(places))
        stray = xls(places=[(65535, 255)], claim=(65536, 256))
        for data in (stray, ods(more=blank_rows(1_048_570) + FAR)):
            self.assertTheList(data)

    def test_however_the_stray_is_written(self):
        """What a glance at the bytes does not find is found by following them."""
        far = b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>'
        ways = {
            "spaced": far.replace(b"<c r=", b"<c\n  r="),
            "quoted": far.replace(b'r="XFD1048576"', b"r='XFD1048576'"),
            "by numbers": far.replace(b'r="XFD1048576"', b'r="XFD104857&#54;"'),
            "last": far.replace(b' t="inlineStr"', b"").replace(
                b'r="XFD1048576"', b't="inlineStr" r="XFD1048576"'
            ),
            "prefixed": far.replace(b"<c ", b"<x:c ").replace(b"</c>", b"</x:c>"),
            "beside a remark": b"<!-- <c -->" + far,
            "small": far.replace(b"XFD1048576", b"xfd1048576"),
            "split": far.replace(b'"><is>', b'"\n><is>'),
            "uneasy": far.replace(b"<c r", b'<c cm="/>" r'),
            "as if blank": far.replace(b't="inlineStr"', b't="inlineStr" x="/>"'),
        }
        for way, written in ways.items():
            written = b'<row r="1048576">' + written + b"</row></sheetData>"

            def put(name, content, written=written):
                content = content.replace(
                    b"<worksheet ", b'<worksheet xmlns:x="urn:x" ', 1
                )
                return name, content.replace(b"</sheetData>", written)

            with self.subTest(way=way):
                self.assertTheList(repacked(workbook(("Thôn A", LIST)), put))

    def test_a_wide_sheet_that_looks_small(self):
        """What seems blank, or seems to be another format, is counted all the same."""
        cell = b'<row r="90000"><c r="ALL90000" x="/>"><v>1</v></c></row></sheetData>'

        def in_xlsx(name, content):
            return name, content.replace(b"</sheetData>", cell)

        def in_ods(name, content):
            said = b"<text:p>sheetData>sheetData></text:p>"
            return name, content.replace(b"<text:p>x</text:p>", said)

        wide = ods(more=FILLED.format(90_000, 900))
        self.assertTheList(repacked(workbook(("Thôn A", LIST)), in_xlsx))
        self.assertCode(repacked(wide, in_ods), "file_too_large")

    def test_other_letters_of_bytes(self):
        """A sheet in UTF-16 is read, or refused, as one in UTF-8."""

        def put(name, content):
            if name != "xl/worksheets/sheet1.xml":
                return name, content
            text = content.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
            far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
            return name, text.replace("</sheetData>", far).encode("utf-16")

        with self.assertRaises(WorkbookError):
            read_workbook(repacked(workbook(("Thôn A", LIST)), put))

    def test_a_sheet_that_breaks_off(self):
        """Its first rows are no list."""

        def cut(name, content):
            end = content.find(b"</sheetData>")
            short = content[:end] if name == "xl/worksheets/sheet1.xml" else content
            return name, short

        self.assertCode(repacked(workbook(("Thôn A", LIST)), cut), "wrong_file")

        def tear(name, content):
            tail = b"</sheetData><broken></worksheet>"
            if name == "xl/worksheets/sheet1.xml":
                content = content[: content.find(b"</sheetData>")] + tail
            return name, content

        self.assertCode(repacked(workbook(("Thôn A", LIST)), tear), "wrong_file")

    def test_whatever_its_part_is_called(self):
        for name in ("other.xml", "deep/under/list.dat", "sheet1.xml"):
            self.assertTheList(with_strays(["XFD1048576"], sheet_part=name))

    def test_blank_ends_of_a_sheet(self):
        """Offices format whole columns, and write them down."""
        wide = '<table:table-cell table:number-columns-repeated="16000"/>'
        self.assertTheList(ods(wide=wide, more=blank_rows(1_048_570)))
        blanks = "".join(f'<c r="A{row}" s="0"/>' for row in range(900_000, 900_500))
        row = f'<row r="900000">{blanks}</row></sheetData>'.encode()

        def add_blanks(name, content):
            return name, content.replace(b"</sheetData>", row)

        self.assertTheList(repacked(workbook(("Thôn A", LIST)), add_blanks))

    def test_merged_cells_beyond_the_list(self):
        data = workbook(("Thôn A", LIST), merges=["XFA1:XFD3", "A900000:C900001"])
        self.assertTheList(data)

    def test_people_far_below_are_not_left_out_silently(self):
        rows = [[f"{letter}900000" for letter in "ABCDEFG"]]
        for places in (
            *rows,
            [f"A{900_000 + number}" for number in range(60)],
            [f"A{1 + 900 * number}" for number in range(900)],
        ):
            self.assertCode(with_strays(places), "file_too_large")

    def test_a_long_list_with_gaps_is_read_whole(self):
        data = with_strays(["A50000"], rows=[*LIST, *[[]] * 3000, BE + NINES])
        self.assertEqual(len(read_workbook(data)[0].rows), 2)

    def test_more_than_a_list_has(self):
        for rows, columns in ((1_000_000, 1), (2, 16_000), (60_000, 100)):
            filled = ods(more=FILLED.format(rows, columns))
            self.assertCode(filled, "file_too_large")
        with patch.object(used_area, "MAX_CELLS", 10):
            for data in (workbook(("Thôn A", LIST)), ods(), xls()):
                self.assertCode(data, "file_too_large")

    def test_honest_files_of_all_formats(self):
        for data in (workbook(("Thôn A", LIST)), ods(), xls()):
            self.assertTheList(data)
            self.assertTheList(data, read_apart)


@tagged("-at_install", "post_install")
class TestArchives(OddCase):
    """What is packed is unpacked and looked at before its reader sees it."""

    def _with_part(self, name, content, **options):
        def add(part, old):
            return (part, old + content) if part == name else (part, old)

        return repacked(workbook(("Thôn A", LIST)), add, **options)

    def test_packed_too_well(self):
        for part in ("xl/styles.xml", "docProps/app.xml", "xl/worksheets/sheet1.xml"):
            for size in (20_000_000, 200_000_000):
                bomb = self._with_part(part, b" " * size)
                self.assertLess(len(bomb), 300_000)
                self.assertCode(bomb, "file_too_large")

    def test_texts_that_every_cell_repeats(self):
        made = io.BytesIO()
        with xlsxwriter.Workbook(made) as book:
            page = book.add_worksheet("Thôn A")
            for number, cells in enumerate(LIST):
                page.write_row(number, 0, cells)
        self.assertTheList(made.getvalue())

        def lengthen(name, content):
            return name, content.replace("Lò Văn An".encode(), b"x" * 40_000)

        def multiply(name, content):
            return name, content.replace(b"</sst>", b"<si/>" * 1_000_001 + b"</sst>")

        for change in (lengthen, multiply):
            self.assertCode(repacked(made.getvalue(), change), "file_too_large")

    def test_size_that_the_archive_lies_about(self):
        """Its reader gets what was unpacked here, not what the archive holds."""
        bomb = bytearray(self._with_part("xl/styles.xml", b" " * 20_000_000))
        with zipfile.ZipFile(io.BytesIO(bytes(bomb))) as archive:
            size = archive.getinfo("xl/styles.xml").file_size
        said = size.to_bytes(4, "little")
        self.assertIn(said, bomb)
        self.assertCode(bytes(bomb.replace(said, (900).to_bytes(4, "little"))),
                        "wrong_file")  # fmt: skip

    def test_entities_and_doubles(self):
        def declare(name, content):
            head, _sign, rest = content.partition(b"?>")
            entity = b'?><!DOCTYPE a [<!ENTITY a "aaaaaaaa">]>'
            return name, head + entity + rest if b"?>" in content else content

        self.assertCode(repacked(workbook(("Thôn A", LIST)), declare), "wrong_file")
        made = io.BytesIO(workbook(("Thôn A", LIST)))
        with mute_logger("py.warnings"), zipfile.ZipFile(made, "a") as archive:
            with self.assertWarns(UserWarning):
                archive.writestr("xl/workbook.xml", "<workbook/>")
        self.assertCode(made.getvalue(), "wrong_file")

    def test_too_many_parts(self):
        made = io.BytesIO(workbook(("Thôn A", LIST)))
        with zipfile.ZipFile(made, "a") as archive:
            for number in range(3_100):
                archive.writestr(f"a{number}", b"")
        self.assertCode(made.getvalue(), "file_too_large")

    def test_password(self):
        made = io.BytesIO(ods())
        with zipfile.ZipFile(made, "a") as archive:
            archive.writestr("META-INF/x", b"")
        self.assertTheList(made.getvalue())

        def lock(name, content):
            if name == "content.xml":
                return name, b"\x93\x12" * 99
            if name.startswith("META"):
                return name, b"<manifest><encryption-data/></manifest>"
            return name, content

        self.assertCode(repacked(ods(), lock), "protected_file")
        self.assertCode(xls(locked=True), "protected_file")

    def test_claims_of_an_old_workbook(self):
        self.assertTheList(xls(claim=(2**32 - 1, 2**16 - 1)))
        self.assertCode(xls(texts=2**31), "wrong_file")
        broken = bytearray(xls())
        broken[512 : 512 + 64] = b"\0" * 64  # the table of sectors: rings
        self.assertCode(bytes(broken), "wrong_file")
        for cut in (700, 1500, 3000):
            with self.assertRaises(WorkbookError):
                read_apart(xls()[:cut])


@tagged("-at_install", "post_install")
class TestReadApart(OddCase):
    """Files that pass all bounds and still break the reader end the child process, with
    a clear answer."""

    def test_too_much_work(self):
        data = ods(more=FILLED.format(90_000, 20))
        for limit in ({"_MEMORY": 80 << 20}, {"_SECONDS": -1}):
            with (
                patch.multiple(list_workbook, **limit),
                mute_logger(limited_child.__name__),
            ):
                self.assertCode(data, "file_too_much_work", read_apart)

    def test_same_as_here(self):
        """Dates, findings and layout survive the way back."""
        rows = [[*PLAIN, *SELF], AN + NINES, BE + [*NINES[1:], 11], [3, "", "1990"]]
        (here,), (apart,) = (
            read(workbook(("Thôn A", rows))) for read in (read_workbook, read_apart)
        )
        self.assertEqual(here, apart)
        self.assertTrue(any(row.findings for row in here.rows))


@tagged("post_install", "-at_install")
class TestImportOfOddFiles(ImportCase):
    """The officer gets an answer, nothing is lost, and the file kills nobody."""

    def test_a_list_with_a_stray_cell(self):
        rows = [HEADER, person()]
        for strays in ([], ["XFD1048576"]):
            data = with_strays(strays, rows=rows)
            record = self.make_import(base64.b64encode(self._named(data)))
            record.action_check()
            self.assertEqual(record.state, "checked", record.issue_ids.message)
            self.assertEqual((record.row_count, record.imported_count), (1, 1))
            self.assertFalse(record.error_count)

    def _named(self, data):
        """As the sheet of a unit of the small commune."""
        return repacked(
            data,
            lambda name, content: (
                name, content.replace("Thôn A".encode(), "Thôn Một".encode())
            ),
        )  # fmt: skip

    def test_checked_again_and_again(self):
        for data, code in (
            (with_strays(["XFD1", "A20000"], rows=[[]]), "empty_file"),
            (ods(more=FILLED.format(1_048_000, 16_000)), "file_too_large"),
        ):
            record = self.make_import(base64.b64encode(data))
            for _time in range(2):
                record.action_check()
                self.assertRefusedFile(record, code)
                record.action_import()
                self.assertRefusedFile(record, code)

    def test_it_says_what_to_do(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        record = self.make_import({"Thôn Một": [person()]})
        record = record.with_context(lang="vi_VN")
        with patch.object(limited_child, "run", side_effect=limited_child.Overrun("")):
            record.action_check()
        self.assertRefusedFile(record, "file_too_much_work", "tệp mới")
        with patch.object(limited_child, "run", side_effect=limited_child.Crashed("")):
            record.action_check()
        self.assertRefusedFile(record, "wrong_file")

    def test_busy_changes_nothing(self):
        record = self.make_import({"Thôn Một": [person()]})
        record.action_check()
        with patch.object(limited_child, "run", side_effect=limited_child.Busy("")):
            with self.assertRaises(TryLater), self.env.cr.savepoint():
                record.action_import()
        self.assertEqual(record.state, "checked")
        record.action_import()
        self.assertEqual(record.state, "done")


@tagged("post_install", "-at_install")
class TestAnswerOfOddFiles(CommuneCase):
    """The same where the level above's list is read."""

    def test_refused_in_words(self):
        lists = self.make_dossiers("proposed").proposal_id
        lists.action_receive()
        petition = self.make_petition(
            lists,
            issuing_unit_id=self.commune.id,
            addressee_unit_id=self.province.id,
        )
        petition.action_issue()
        wizard = Form(
            self.env["cdht.answer"]
            .with_user(self.commune_user)
            .with_context(active_id=petition.id)
        )
        filled = base64.b64encode(ods(more=FILLED.format(1_048_000, 16_000)))
        for content in (filled, "không phải base64", b"UERG"):
            with self.assertRaises(UserError):
                wizard.answer_file = content
