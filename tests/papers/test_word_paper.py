import io
import re
import zipfile

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.report.blocks import read
from odoo.addons.cdht_module.report.word_paper import NotInWord, to_docx

from .test_blocks import SVG

MM = 36_000  # in the units of python-docx


def word(body, classes="paper"):
    """The Word file of a paper with that HTML inside."""
    html = (
        f"<html lang='vi'><head><title>Giấy mẫu</title></head><body>"
        f"<div class='{classes}'>{body}</div></body></html>"
    )
    return Document(io.BytesIO(to_docx(read(html))))


def texts(document):
    """The paragraphs of the body that say something, tables' too."""
    found = []
    for element in document.element.body.iter(qn("w:p")):
        text = "".join(
            {"t": part.text or "", "br": "\n", "noBreakHyphen": "-"}.get(
                etree.QName(part).localname, ""
            )
            for part in element.iter()
        )
        if text:
            found.append(text)
    return found


@tagged("post_install", "-at_install")
class TestWordPaper(BaseCase):
    """Each block of a paper has its place in Word, with a style by its name."""

    def paragraph(self, body):
        found = [p for p in word(body).paragraphs if p.text]
        self.assertEqual(len(found), 1)
        return found[0]

    def table(self, body, **options):
        return word(body, **options).tables[0]

    # -- text

    def test_text(self):
        found = self.paragraph(
            "<p class='text'><b class='whole'>Điều 1.</b> Cho <i>hai</i> <b>ba</b></p>"
        )
        self.assertEqual(found.text, "Điều\xa01. Cho hai ba")
        self.assertEqual(found.style.name, "Body Text")
        self.assertEqual([bool(run.bold) for run in found.runs][0], True)
        self.assertEqual(
            [run.italic for run in found.runs if run.text == "hai"], [True]
        )

    def test_styles_of_the_page(self):
        styles = word("<p>a</p>").styles
        font = styles.element.find(f"{qn('w:docDefaults')}//{qn('w:rFonts')}")
        self.assertEqual(font.get(qn("w:ascii")), "Times New Roman")
        language = styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
        self.assertEqual(language.get(qn("w:val")), "vi-VN")
        text = styles["Body Text"].paragraph_format
        self.assertEqual(text.space_before.pt, 6)
        self.assertAlmostEqual(text.first_line_indent / MM, 12.7, 1)
        self.assertEqual(styles["Chữ trong bảng"].font.size.pt, 13)

    def test_roles_have_styles_of_their_own(self):
        for given, style in (
            ("text base", "Căn cứ"),
            ("text note", "Ghi chú"),
            ("text strong keep-next", "Heading 1"),
            ("body-name", "Thẩm quyền ban hành"),
            ("decides", "Lệnh văn"),
            ("addressee", "Kính gửi"),
            ("list-end", "Hết danh sách"),
        ):
            with self.subTest(given=given):
                found = self.paragraph(f"<p class='{given}'>a</p>")
                self.assertEqual(found.style.name, style)

    def test_what_stands_together_is_not_broken(self):
        found = self.paragraph(
            "<p>số <span class='whole'>12 /QĐ-UBND</span> năm 2021-2030, A-B</p>"
        )
        element = found._p
        hyphens = element.findall(f".//{qn('w:noBreakHyphen')}")
        self.assertEqual(len(hyphens), 2)
        self.assertIn("12\xa0/QĐ-UBND", found.text)

    def test_breaks_and_places_to_write(self):
        found = self.paragraph("<p>a<br/>ngày <span class='blank'></span> năm</p>")
        self.assertRegex(found.text, r"^a\nngày \xa0{6} năm$")
        lines = word("<p>a</p><p class='to-write-on'></p><p class='to-write-on'></p>")
        ruled = [p for p in lines.paragraphs if p.style.name == "Dòng để ghi"]
        self.assertEqual(len(ruled), 2)
        for one in ruled:
            sides = {
                etree.QName(e).localname for e in one._p.find(f".//{qn('w:pBdr')}")
            }
            self.assertEqual(sides, {"bottom", "between"})

    def test_letters_that_no_xml_has_are_left_out(self):
        found = word("<p>a\u0001b\ufffe</p>").paragraphs[0]
        self.assertEqual(found.text, "ab")

    def test_a_paragraph_stays_with_the_next(self):
        found = word("<div class='ending'><p>a</p><p>b</p></div>").paragraphs
        self.assertTrue(found[0].paragraph_format.keep_with_next)
        self.assertFalse(found[1].paragraph_format.keep_with_next)

    def kept(self, body):
        """Of each paragraph that says something: its text, whether it stays with the
        next, whether it is not parted."""
        return [
            (p.text, bool(p.paragraph_format.keep_with_next),
             bool(p.paragraph_format.keep_together))
            for p in word(body).paragraphs if p.text
        ]  # fmt: skip

    def test_a_signature_has_three_lines_above_it(self):
        text = "<p class='text'>{}</p>".format
        short, two, long = "Ngắn.", "Chữ " * 30, "Chữ " * 150
        end = f"<div class='ending'>{{}}{self.SIGNATURE}</div>"
        self.assertEqual(
            self.kept(text("a") + text(two) + end.format(text(short))),
            [("a", False, False), (two.strip(), True, False), (short, True, True)],
        )
        # Three lines are enough; many are parted.
        found = self.kept(text("a") + text("b") + end.format(text(two + two)))
        self.assertEqual(
            [one[1:] for one in found], [(False, False)] * 2 + [(True, True)]
        )
        self.assertEqual(self.kept(end.format(text(long)))[0][1:], (True, False))

    def test_two_rows_stay_with_the_end(self):
        rows = "".join(f"<tr><td>{n}</td></tr>" for n in range(4))
        table = self.table(
            f"<table class='list'><colgroup><col/></colgroup>{rows}</table>"
            f"<div class='ending'><p class='text'>a</p>{self.SIGNATURE}</div>"
        )
        self.assertEqual(
            [
                bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next)
                for row in table.rows
            ],
            [False, False, True, True],
        )

    # -- head and end

    SIGNATURE = (
        "<table class='signature'><tr><td class='recipients'>"
        "<div class='recipients'><p>Nơi nhận:</p><p>- Lưu: VT.</p></div></td>"
        "<td class='signer'><p>CHỦ TỊCH</p><p class='name'>Lê Văn Mẫu</p></td></tr>"
        "</table>"
    )

    def test_letterhead(self):
        document = word(
            "<table class='letterhead'><tr><td class='left'><p>ĐẢNG ỦY</p>"
            "<div class='lined strong'><p>XÃ MẪU</p><div class='rule'/></div></td>"
            "<td class='right'><p class='strong'>CỘNG HÒA</p>"
            "<p class='motto'><span>Độc lập</span></p></td></tr>"
            "<tr class='numbers'><td>Số: 05 <p class='about'>V/v mẫu</p></td>"
            "<td><i>Xã Mẫu, ngày 01</i></td></tr>"
            "<tr><td class='draft'>DỰ THẢO</td><td/></tr></table>"
        )
        table = document.tables[0]
        styles = [
            (p.text, p.style.name)
            for row in table.rows for cell in row.cells for p in cell.paragraphs
            if p.text
        ]  # fmt: skip
        self.assertEqual(
            styles,
            [
                ("ĐẢNG ỦY", "Cơ quan cấp trên"),
                ("XÃ MẪU", "Cơ quan ban hành"),
                ("CỘNG HÒA", "Quốc hiệu"),
                ("Độc lập", "Tiêu ngữ"),
                ("Số: 05", "Số, ký hiệu"),
                ("V/v mẫu", "Trích yếu công văn"),
                ("Xã Mẫu, ngày 01", "Địa danh, ngày tháng"),
                ("DỰ THẢO", "Dự thảo"),
            ],
        )
        self.assertEqual(table.style.name, "Normal Table")
        self.assertEqual(round(sum(c.width for c in table.columns) / MM), 165)
        rules = [p for c in table.rows[0].cells for p in c.paragraphs if not p.text]
        self.assertEqual([p.style.name for p in rules], ["Đường kẻ"] * 2)

    def test_title(self):
        document = word(
            "<div class='title'><p>QUYẾT ĐỊNH</p><div class='lined'><p>Về mẫu</p>"
            "<div class='rule'/></div></div>"
        )
        found = [(p.text, p.style.name) for p in document.paragraphs[:3]]
        self.assertEqual(
            found,
            [("QUYẾT ĐỊNH", "Title"), ("Về mẫu", "Subtitle"), ("", "Đường kẻ")],
        )

    def test_a_rule_is_as_long_as_the_decree_says(self):
        """Between a third and a half of the line above it."""
        document = word(
            "<div class='title'><p>BÁO CÁO</p><div class='lined'>"
            "<p>Kết quả xây dựng mô hình năm 2026</p><div class='rule'/></div></div>"
        )
        rule = document.paragraphs[2].paragraph_format
        length = 165 - (rule.left_indent + rule.right_indent) / MM
        self.assertTrue(84 / 3 < length < 84 / 2, length)  # 84 mm in bold 14 pt

    def test_addressees(self):
        table = self.table(
            "<table class='addressees'><tr><td class='words'>Kính gửi:</td>"
            "<td><p>- Ủy ban;</p><p>- Hội.</p></td></tr></table>"
        )
        self.assertEqual(
            [[cell.text for cell in row.cells] for row in table.rows],
            [["Kính gửi:", ""], ["", "- Ủy ban;\n- Hội."]],
        )

    def test_signature(self):
        document = word(
            "<table class='signature'><tr><td class='recipients'>"
            "<div class='recipients'><p>Nơi nhận:</p><p>- Lưu: VT.</p>"
            "<p class='trace-head'>Nhật ký: 1</p></div>"
            f"<div class='verify-mark'>{SVG}</div></td><td class='signer'>"
            "<p>TM. ỦY BAN</p><p>CHỦ TỊCH</p><p class='name'>Lê Văn Mẫu</p></td>"
            "</tr></table>"
        )
        left, right = document.tables[0].rows[0].cells
        self.assertEqual(left.text, "Nơi nhận:\n- Lưu: VT.\nNhật ký: 1")
        self.assertEqual(right.text, "TM. ỦY BAN\nCHỦ TỊCH\nLê Văn Mẫu")
        name = right.paragraphs[-1]
        self.assertEqual(round(name.paragraph_format.space_before / MM), 30)
        self.assertEqual(name.style.name, "Họ tên người ký")
        row = document.tables[0].rows[0]._tr
        self.assertIsNotNone(row.find(f".//{qn('w:cantSplit')}"))

    # -- lists

    LIST = (
        "<table class='list'><colgroup><col style='width: 10mm'/><col/>"
        "<col style='width: 20%'/></colgroup><thead><tr><th>TT</th><th>Tên</th>"
        "<th>Năm</th></tr></thead><tbody><tr class='unit'><td colspan='3'>Thôn A</td>"
        "</tr><tr><td class='c'>1</td><td>An</td><td>1990</td></tr></tbody></table>"
    )

    def test_list(self):
        table = self.table(self.LIST)
        self.assertEqual(table.style.name, "Table Grid")
        widths = [round(column.width / MM, 1) for column in table.columns]
        self.assertEqual(widths, [10, 122, 33])
        self.assertFalse(table.autofit)
        head, unit, person = table.rows
        self.assertIsNotNone(head._tr.find(f".//{qn('w:tblHeader')}"))
        for row in table.rows:
            self.assertIsNotNone(row._tr.find(f".//{qn('w:cantSplit')}"))
        self.assertEqual([cell.text for cell in person.cells], ["1", "An", "1990"])
        self.assertEqual({cell.text for cell in unit.cells}, {"Thôn A"})
        self.assertTrue(unit.cells[0].paragraphs[0].paragraph_format.keep_with_next)
        self.assertTrue(unit.cells[0].paragraphs[0].runs[0].bold)
        self.assertEqual(person.cells[0].paragraphs[0].style.name, "Chữ trong bảng")

    def test_cells_over_rows_and_columns(self):
        table = self.table(
            "<table class='list'><colgroup><col/><col/><col/></colgroup>"
            "<tr><td rowspan='3'>a</td><td colspan='2'>b</td></tr>"
            "<tr><td>c</td><td rowspan='2'>d</td></tr><tr><td>e</td></tr></table>"
        )
        read_back = [[cell.text for cell in row.cells] for row in table.rows]
        self.assertEqual(read_back, [["a", "b", "b"], ["a", "c", "d"], ["a", "e", "d"]])

    def test_no_word_is_broken_in_a_narrow_column(self):
        table = self.table(
            "<table class='list'><colgroup><col style='width: 8mm'/><col/></colgroup>"
            "<tr><td>Thành thạo</td><td>a</td></tr></table>"
        )
        first, second = (column.width / MM for column in table.columns)
        self.assertTrue(13 < first < 17, first)
        self.assertAlmostEqual(first + second, 165, 0)

    def test_rows_to_sign_are_high(self):
        table = self.table(f"<div class='to-sign'>{self.LIST}</div>")
        heights = [row.height and round(row.height / MM) for row in table.rows]
        self.assertEqual(heights, [None, None, 10])

    def test_tables_stay_apart(self):
        document = word(self.LIST + self.LIST)
        self.assertEqual(len(document.tables), 2)
        between = document.tables[0]._tbl.getnext()
        self.assertEqual(between.tag, qn("w:p"))

    # -- pages

    def test_sections(self):
        document = word(
            f"<p>a</p><div class='annex'>{self.LIST}</div>"
            "<div class='annex landscape'><p>c</p></div>"
        )
        self.assertEqual(len(document.sections), 3)
        for section, (width, height, bottom) in zip(
            document.sections, [(210, 297, 20), (210, 297, 20), (297, 210, 15)],
            strict=True,
        ):  # fmt: skip
            self.assertEqual(round(section.page_width / MM), width)
            self.assertEqual(round(section.page_height / MM), height)
            margins = [
                round(getattr(section, f"{side}_margin") / MM)
                for side in ("top", "right", "bottom", "left")
            ]
            self.assertEqual(margins, [20, 15, bottom, 30])
            self.assertTrue(section.different_first_page_header_footer)
            start = section._sectPr.find(qn("w:pgNumType")).get(qn("w:start"))
            self.assertEqual(start, "1")

    def test_number_of_the_page(self):
        section = word("<p>a</p>").sections[0]
        field = section.header._element.find(f".//{qn('w:fldSimple')}")
        self.assertEqual(field.get(qn("w:instr")).strip(), "PAGE")
        self.assertFalse(section.first_page_header.paragraphs[0].text)

    def test_what_the_file_says_of_itself(self):
        about = word("<p>a</p>").core_properties
        self.assertEqual((about.title, about.language), ("Giấy mẫu", "vi-VN"))
        self.assertEqual(
            (about.author, about.last_modified_by, about.comments), ("",) * 3
        )

    def test_parts_are_named_once_and_all_there(self):
        """What Word would have to repair."""
        document = word(f"<p>a</p><div class='annex'>{self.LIST}</div>")
        file = io.BytesIO()
        document.save(file)
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            self.assertEqual(len(names), len(set(names)))
            links = archive.read("word/_rels/document.xml.rels").decode()
            for target in re.findall(r'Target="([^"]+)"', links):
                self.assertIn(f"word/{target}", names)
            body = archive.read("word/document.xml").decode()
        for style in set(re.findall(r'w:pStyle w:val="([^"]+)"', body)):
            self.assertIn(style, document.styles.element.xpath("w:style/@w:styleId"))

    # -- what has no Word file

    def test_an_unknown_part_is_refused(self):
        for tree in (
            {"block": "slip"},
            {"block": "paragraph", "role": "consent", "runs": []},
            {"block": "paragraph", "runs": [{"text": "a", "role": "code"}]},
            {"block": "table", "role": "scores", "columns": [], "head": [], "rows": []},
        ):
            section = {"page": "normal", "blocks": [tree]}
            with self.subTest(tree=tree), self.assertRaises(NotInWord):
                to_docx({"title": "", "papers": [{"sections": [section]}]})
        with self.assertRaises(NotInWord):
            word("<p>a</p>", classes="paper cover")
