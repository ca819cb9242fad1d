import io
import time
from datetime import date

from pypdf import PdfReader

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.report import paper_engine, typst_paper

from ..pdf_layout import MM, line_with, rules, text_lines

SVG = '<svg viewBox="0 0 9 9"><path d="M1 1h2v2z"/></svg>'
LONG = "Các cơ quan, đơn vị, đoàn thể và nhân dân trên địa bàn xã cùng thực hiện. "
SIGNATURE = (
    "<table class='signature'><tr><td class='recipients'><div class='recipients'>"
    "<p>Nơi nhận:</p><p>- Lưu: VT.</p></div></td><td class='signer'><p>CHỦ TỊCH</p>"
    "<p class='name'>Lý Mẫu</p></td></tr></table>"
)


def rows(number, cells=2):
    """Rows of a list, numbered in their first cells."""
    more = "<td>Lý Mẫu</td>" * (cells - 1)
    return "".join(f"<tr><td class='c'>{i + 1}</td>{more}</tr>" for i in range(number))


def table(body, head="<th>TT</th><th>Họ và tên</th>"):
    return (
        "<table class='list'><colgroup><col style='width: 20mm'/><col/></colgroup>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


@tagged("post_install", "-at_install")
class TestPdfBlocks(BaseCase):
    """Each block as the PDF shows it: where, how large, on which page."""

    def pages(self, body, classes="paper"):
        html = (
            f"<html lang='vi'><head><title>Mẫu</title></head><body>"
            f"<div class='{classes}'>{body}</div></body></html>"
        )
        return self.reader(html).pages

    def reader(self, html):
        return PdfReader(io.BytesIO(paper_engine.html_to_pdf(html, date(2026, 12, 1))))

    def lines(self, body, **options):
        return text_lines(self.pages(body, **options)[0])

    # -- what stands on a line

    def test_text_is_data(self):
        said = '#eval("1+1") $x$ *a* _b_ @c <d> \\u{41} // ‘e’ "f" --- ~'
        escaped = said.replace("<", "&lt;")
        line = self.lines(f"<p>{escaped}</p>")[0]
        self.assertEqual(line.text, said)

    def test_what_is_whole_is_not_torn(self):
        """Nor are the signs that touch it."""
        for size in range(1, 40):
            body = (
                f"<p class='text'>{'x' * size} {LONG}({LONG[:30]}<span class='whole'>"
            )
            lines = self.lines(f"{body}số 12/QĐ-UBND xã</span>).</p>")
            line_with(lines, "số 12/QĐ-UBND xã).")

    def test_styles(self):
        lines = self.lines(
            "<p>a</p><p><b>b</b></p><p><i>c</i></p><p><b><i>d</i></b></p>"
        )
        self.assertEqual(
            [(line.text, line.bold, line.italic, line.size) for line in lines],
            [("a", False, False, 14), ("b", True, False, 14), ("c", False, True, 14),
             ("d", True, True, 14)],
        )  # fmt: skip

    def test_place_to_write(self):
        lines = self.lines("<p>ngày <span class='blank'></span> tháng</p>")
        gap = text_lines(
            self.pages("<p>ngày <span class='blank'></span> tháng</p>")[0], 1
        )
        self.assertEqual(len(lines), 2)
        self.assertAlmostEqual(gap[1].x - gap[0].right, 8 + 2 * 1.23, delta=0.1)

    def test_dotted_places_are_not_torn(self):
        """Nor from the word before and the sign behind; some reach the line's end."""
        dots = "<span class='dots'>……</span>"
        for size in range(1, 40):
            before = f"{'x' * size} {LONG}({LONG[:30]}"
            lines = self.lines(f"<p class='text'>{before}thành\xa0{dots}; và</p>")
            line = next(line for line in lines if "..." in line.text)
            self.assertRegex(line.text, r"thành\s\.{6,};")
        line = self.lines("<p>Tại: <span class='dots rest'>……</span>.</p>")[0]
        self.assertAlmostEqual(line.right, 195, delta=1.5)

    # -- pages

    def test_kinds_of_pages(self):
        for classes, width, height, left, top in (
            ("paper", 210, 297, 30, 20),
            ("paper cover", 210, 297, 30, 20),
            ("paper full-cover", 210, 297, 25, 15),
            ("paper form", 210, 297, 20, 13),
            ("paper form guide", 210, 297, 20, 13),
            ("paper own-form", 210, 297, 20, 13),
            ("paper wide", 297, 210, 20, 8),
        ):
            with self.subTest(classes=classes):
                page = self.pages("<p>Mẫu</p>", classes=classes)[0]
                self.assertAlmostEqual(
                    float(page.mediabox.width) / MM, width, delta=0.1
                )
                self.assertAlmostEqual(
                    float(page.mediabox.height) / MM, height, delta=0.1
                )
                line = line_with(text_lines(page), "Mẫu")
                self.assertAlmostEqual(line.x, left, delta=0.1)
                self.assertAlmostEqual(line.y, top + 4.5, delta=1)
        pages = self.pages(
            "<p>a</p><div class='annex landscape'><p>b</p></div>"
            "<div class='posted'><p>c</p></div>"
        )
        self.assertEqual(
            [(round(float(p.mediabox.width) / MM), round(float(p.mediabox.height) / MM))
             for p in pages],
            [(210, 297), (297, 210), (297, 420)],
        )  # fmt: skip

    def test_numbers_of_pages(self):
        """From the second page on, anew in each annex and each paper."""
        long = f"<p class='text'>{LONG * 60}</p>"
        annex = f"<div class='annex'>{long}</div>"
        one = f"<div class='paper'>{long}{annex}{annex}</div>"
        html = f"<html><head><title>Mẫu</title></head><body>{one * 2}</body></html>"
        numbers = [
            [line.text for line in text_lines(page) if line.y < 18]
            for page in self.reader(html).pages
        ]
        self.assertEqual(numbers, [[], ["2"]] * 6)
        pages = self.pages(f"<p>{LONG * 90}</p>", classes="paper form")
        below = [line_with(text_lines(page), "/").text for page in pages]
        self.assertEqual(
            below, [f"Trang {i + 1}/{len(pages)}" for i in range(len(pages))]
        )

    # -- what is kept together

    def signed(self, before, text=LONG * 5, page="paper"):
        """The pages of a paper and the lines of its last one above the signature."""
        ending = f"<div class='ending'><p class='text'>{text}</p>{SIGNATURE}</div>"
        pages = self.pages(before + ending, classes=page)
        lines = text_lines(pages[-1])
        post, name = line_with(lines, "CHỦ TỊCH"), line_with(lines, "Lý Mẫu")
        above = [line for line in lines if 18 < line.y < post.y - 1]
        self.assertLess(post.y - above[-1].y, 15)
        self.assertLess(name.y, 277)
        return pages, above, name.y - post.y

    def test_last_two_lines_go_with_the_signature(self):
        counts = set()
        for size in range(0, 20):
            # Too many rows before it for an end that is fitted to its page.
            before = table(rows(201)) + "<p class='text'>Mẫu.</p>" * size
            pages, above, _room = self.signed(before)
            self.assertGreaterEqual(len(above), 2)
            counts.add((len(pages), len(above)))
        # The last paragraph stands whole, or is torn so that two lines go over.
        self.assertIn(2, {lines for _pages, lines in counts})

    def test_no_page_for_two_lines_and_a_signature(self):
        seen = set()
        for text in (LONG * 5, "Mẫu."):
            for size in range(18, 36):
                pages, above, room = self.signed(
                    "<p class='text'>Mẫu.</p>" * size, text
                )
                self.assertGreaterEqual(len(above), 3)
                # What the decree and offices leave: 13 or 14 pt, lines from single to
                # 1.5, paragraphs 6 pt apart and more, 22 to 30 mm to sign.
                first, second = text_lines(pages[0])[:2]
                size = round(first.size)
                self.assertIn(size, (13, 14))
                apart = (second.y - first.y) * MM / size
                self.assertGreater(apart, 1.15 + 6 / 14 - 0.01)
                self.assertLess(apart, 1.5 + 10 / 13)
                self.assertGreater(room, 22)
                self.assertLess(room, 40)
                seen.add((len(pages), size, round(room)))
        self.assertEqual({count for count, _size, _room in seen}, {1, 2})
        self.assertEqual({size for _count, size, _room in seen}, {13, 14})

    def test_last_row_goes_with_what_ends_the_list(self):
        counts = set()
        for size in range(36, 46):
            body = table(rows(size)) + "<p class='list-end'>Danh sách có nhiều.</p>"
            pages = self.pages(body)
            lines = text_lines(pages[-1])
            end = line_with(lines, "Danh sách")
            last = line_with(lines, str(size))
            self.assertLess(end.y - last.y, 12)
            self.assertGreater(end.y - last.y, 6)
            line_with(lines, "Họ và tên")
            counts.add(len(pages))
        self.assertEqual(counts, {1, 2})

    def test_heading_of_a_unit_keeps_a_row(self):
        for size in range(36, 44):
            unit = "<tr class='unit'><td colspan='2'>II. Thôn</td></tr>"
            pages = self.pages(table(rows(size) + unit + rows(3)))
            for page in pages:
                self.assertNotEqual(text_lines(page)[-1].text, "II. Thôn")
            text = "".join(page.extract_text() for page in pages)
            self.assertEqual(text.count("II. Thôn"), 1)

    def test_row_is_not_torn_and_head_comes_again(self):
        tall = "<tr><td>x</td><td>" + "<p>dòng</p>" * 9 + "</td></tr>"
        for size in range(34, 40):
            pages = self.pages(table(rows(size) + tall))
            counts = [page.extract_text().count("dòng") for page in pages]
            self.assertEqual(counts[-1], 9)
            for page in pages:
                line_with(text_lines(page), "Họ và tên")

    def test_several_addressees_stand_in_the_middle(self):
        lines = self.lines(
            "<table class='addressees'><tr><td class='words'>Kính gửi:</td><td>"
            "<p>- Thôn Một;</p><p>- Chi hội khuyến học thôn Hai.</p></td></tr></table>"
        )
        first, second = line_with(lines, "Thôn Một"), line_with(lines, "thôn Hai")
        words = line_with(lines, "Kính gửi:")
        self.assertAlmostEqual((words.x + second.right) / 2, 30 + 165 / 2, delta=1)
        # Their dashes stand under the colon (Phụ lục I, phần I, II.9.d).
        self.assertAlmostEqual(first.x, second.x, delta=0.1)
        self.assertAlmostEqual(first.x, words.right - 1.4, delta=0.5)
        self.assertTrue(words.y < first.y < second.y)
        self.assertLess(first.y - words.y, 8)

    def test_keep_next(self):
        for size in range(28, 34):
            pages = self.pages(
                "<p class='text'>Mẫu.</p>" * size
                + f"<p class='text strong keep-next'>ĐẦU</p><p class='text'>{LONG}</p>"
            )
            for page in pages:
                self.assertNotEqual(text_lines(page)[-1].text, "ĐẦU")

    def test_copy_goes_with_what_is_copied(self):
        body = table(rows(34)) + "<p class='list-end'>Danh sách.</p>"
        pages = self.pages(
            f"<div class='annex'>{body}</div><div class='copy'>{SIGNATURE}</div>"
        )
        lines = text_lines(pages[-1])
        line_with(lines, "Danh sách.")
        line_with(lines, "CHỦ TỊCH")
        self.assertTrue([one for one in rules(pages[-1]) if one.length > 160])

    # -- tables

    def test_columns(self):
        lines = text_lines(self.pages(table(rows(1)))[0], gap=2)
        self.assertAlmostEqual(line_with(lines, "Lý Mẫu").x, 50 + 3 / MM, delta=0.2)
        self.assertAlmostEqual(line_with(lines, "1").middle, 40, delta=0.2)
        self.assertEqual(line_with(lines, "Lý Mẫu").size, 13)
        self.assertTrue(line_with(lines, "Họ và tên").bold)

    def test_rows_to_write_in(self):
        for around, height in (("to-sign", 10), ("to-write", 9)):
            lines = self.lines(f"<div class='{around}'>{table(rows(3))}</div>")
            first, second = line_with(lines, "1"), line_with(lines, "2")
            self.assertAlmostEqual(second.y - first.y, height, delta=0.2)

    def test_long_list_takes_time_by_its_length(self):
        """Twice the rows must not take four times as long."""
        spent = []
        for size in (400, 1600):
            html = (
                "<html><head><title>Mẫu</title></head><body><div class='paper'>"
                f"{table(rows(size))}</div></body></html>"
            )
            start = time.process_time()
            paper_engine.html_to_pdf(html, date(2026, 12, 1))
            spent.append(time.process_time() - start)
        self.assertLess(spent[1], 4 * 2.5 * spent[0])

    # -- certificates, forms, slips

    def test_texts_by_the_millimetre(self):
        html = (
            "<html><head><title>Mẫu</title></head><body>"
            "<div class='blank-page' style='width: 200mm; height: 150mm'>"
            "<div style='left: 12mm; top: 34mm; width: 100mm; font-size: 12pt;"
            " text-align: right; font-weight: bold'>Lý Mẫu</div></div></body></html>"
        )
        page = self.reader(html).pages[0]
        self.assertAlmostEqual(float(page.mediabox.width) / MM, 200, delta=0.1)
        line = line_with(text_lines(page), "Lý Mẫu")
        self.assertAlmostEqual(line.right, 112, delta=0.2)
        self.assertAlmostEqual(line.y, 34 + 3.9, delta=0.2)
        self.assertEqual((line.size, line.bold), (12, True))

    def test_slips_four_a_sheet(self):
        slip = (
            f"<div class='slip'><div class='mark'>{SVG}</div><h1>PHIẾU</h1><table>"
            "<tr><td>Mã:</td><td class='code'>AB-CD</td></tr></table>"
            "<p class='how'>Mở trang.</p></div>"
        )
        html = f"<html><head><title>Mẫu</title></head><body>{slip * 9}</body></html>"
        pages = self.reader(html).pages
        self.assertEqual(
            [page.extract_text().count("PHIẾU") for page in pages], [4, 4, 1]
        )
        heads = [line for line in text_lines(pages[0]) if line.text == "PHIẾU"]
        self.assertAlmostEqual(heads[1].y - heads[0].y, 70, delta=0.1)

    def test_pictures_of_addons_are_printed(self):
        page = self.pages(
            "<img src='/web/static/img/logo.png' alt='Biểu trưng' style='width: 20mm'/>"
        )[0]
        self.assertEqual(len(page.images), 1)
        with self.assertRaises(ValueError):
            self.pages("<img src='/etc/passwd'/>")

    # -- archive and screen readers

    def test_headings_tables_and_pictures_are_tagged(self):
        mark = f"<div class='verify-mark'>{SVG}</div></td>"
        marked = SIGNATURE.replace("</td>", mark, 1)
        html = (
            "<html><head><title>Mẫu</title></head><body><div class='paper'>"
            "<div class='title'><p>BÁO CÁO</p></div>"
            "<p class='text strong keep-next'>I. PHẦN</p>"
            f"{table(rows(2))}{marked}</div></body></html>"
        )
        reader = self.reader(html)
        kinds = _kinds(reader.trailer["/Root"]["/StructTreeRoot"])
        for kind in ("/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"):
            self.assertIn(kind, kinds)
        self.assertIn("pdfuaid:part", reader.xmp_metadata.rdf_root.toxml())

    def test_data_is_plain(self):
        """What is whole stands together with what touches it; the rest stays as is."""
        runs = [
            {"text": "a (tại "},
            {"text": "Phụ lục I", "whole": True},
            {"text": "). b"},
        ]
        self.assertEqual(
            typst_paper.words(runs), ["a (tại ", {"together": ["Phụ lục I)."]}, " b"]
        )


def _kinds(element):
    """All kinds of elements of the tree of structure."""
    found, waiting = set(), [element]
    while waiting:
        one = waiting.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            if "/S" in one:
                found.add(one["/S"])
            if "/K" in one:
                waiting.append(one["/K"])
    return found
