from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.report.blocks import read
from odoo.addons.cdht_module.report.paper_html import UnknownPart

SVG = '<svg viewBox="0 0 9 9"><path d="M1 1h2"/></svg>'


def paper(body, classes="paper"):
    """The tree of one paper with that HTML inside."""
    tree = read(
        f"<html lang='vi'><head><title>Giấy\n mẫu</title></head><body>"
        f"<div class='{classes}'>{body}</div></body></html>"
    )
    return tree["papers"][0]["sections"]


def blocks(body, **options):
    """Its blocks in the first section."""
    return paper(body, **options)[0]["blocks"]


def words(runs):
    """The text of runs, a break as a line end."""
    return "".join(run.get("text", "\n" if "break" in run else "_") for run in runs)


@tagged("post_install", "-at_install")
class TestBlocks(BaseCase):
    """Each part of a paper's HTML makes its block; nothing is left out silently."""

    def block(self, body, **options):
        found = blocks(body, **options)
        self.assertEqual(len(found), 1, found)
        return found[0]

    # -- runs

    def test_runs(self):
        runs = self.block(
            "<p class='text'>\n <b class='whole'>Điều 1.</b> Cho <i>hai</i>\n"
            " <b>ba <i>bốn</i></b><span class='whole'>./.</span> </p>"
        )["runs"]
        self.assertEqual(
            runs,
            [
                {"text": "Điều 1.", "bold": True, "whole": True},
                {"text": " Cho "},
                {"text": "hai", "italic": True},
                {"text": " "},
                {"text": "ba ", "bold": True},
                {"text": "bốn", "bold": True, "italic": True},
                {"text": "./.", "whole": True},
            ],
        )

    def test_blanks_breaks_and_places_to_write(self):
        runs = self.block(
            "<p>a  \n <br/> b\u00a0 c <span class='blank'></span> năm</p>"
        )["runs"]
        self.assertEqual(
            runs,
            [
                {"text": "a"},
                {"break": True},
                {"text": "b\u00a0 c "},
                {"blank": 8},
                {"text": " năm"},
            ],
        )

    def test_dotted_places(self):
        runs = self.block(
            "<p>ngày <span class='dots'>……</span> tại <span class='dots rest'>……</span>"
            "</p>"
        )["runs"]
        self.assertEqual(
            runs,
            [
                {"text": "ngày "},
                {"text": "……", "dots": 10},
                {"text": " tại "},
                {"text": "……", "dots": 0},
            ],
        )

    def test_markup_in_a_text_stays_text(self):
        block = self.block('<p class="text">#eval("1") &lt;b&gt; $x$ \\ “a”</p>')
        self.assertEqual(words(block["runs"]), '#eval("1") <b> $x$ \\ “a”')

    # -- pages

    def test_parts_that_are_cut_apart(self):
        first, last = blocks(
            "<div class='part cut' style='height: 95mm'><p>a</p></div>"
            "<div class='part' style='height: 95mm'><p>b</p></div>",
            classes="paper parts",
        )
        self.assertEqual((first["height"], first["cut"]), (95, True))
        self.assertNotIn("cut", last)
        self.assertEqual(words(last["blocks"][0]["runs"]), "b")

    def test_a_form_says_whose_it_is(self):
        html = (
            "<html><body><div class='paper own-form' title='Lý Mẫu'><p>a</p>"
            "</div></body></html>"
        )
        self.assertEqual(read(html)["papers"][0]["sections"][0]["name"], "Lý Mẫu")

    def test_title_of_the_file(self):
        tree = read("<html><head><title>Giấy\n mẫu</title></head><body></body></html>")
        self.assertEqual(tree, {"title": "Giấy mẫu", "papers": []})

    def test_sections_and_their_pages(self):
        sections = paper(
            "<p>a</p><div class='annex'><p>b</p></div>"
            "<div class='annex landscape'><p>c</p></div>"
            "<div class='copy'><p>d</p></div><div class='posted'><p>e</p></div>"
        )
        self.assertEqual(
            [(one["page"], len(one["blocks"])) for one in sections],
            [("normal", 1), ("annex", 1), ("landscape", 2), ("posted", 1)],
        )
        self.assertEqual(sections[2]["blocks"][1]["block"], "copy")
        for page in ("form", "wide", "own-form", "cover", "full-cover"):
            self.assertEqual(paper("", classes=f"paper {page}")[0]["page"], page)
        self.assertEqual(paper("", classes="paper form guide")[0]["page"], "guide")

    def test_pages_of_scores(self):
        found = blocks(
            "<div class='score-page'><p>a</p></div>"
            "<div class='score-page'><p>b</p></div>",
            classes="paper wide",
        )
        self.assertEqual(
            [one["block"] for one in found], ["paragraph", "page-break", "paragraph"]
        )

    # -- letterhead, titles, text

    def test_letterhead(self):
        block = self.block(
            "<table class='letterhead'><tr><td class='left'><p>ĐẢNG ỦY</p>"
            "<p class='strong'>ỦY BAN</p><div class='lined strong'><p>XÃ MẪU</p>"
            "<div class='rule'/></div></td><td class='right'>"
            "<p class='strong'>CỘNG HÒA</p><p class='motto'><span>Độc lập</span></p>"
            "</td></tr><tr class='numbers'><td>Số: 05 <p class='about'>V/v mẫu</p></td>"
            "<td><i>Xã Mẫu, ngày 01</i></td></tr>"
            "<tr><td class='draft'>DỰ THẢO</td><td/></tr></table>"
        )
        self.assertEqual(
            block["left"],
            [
                {"runs": [{"text": "ĐẢNG ỦY"}]},
                {"runs": [{"text": "ỦY BAN"}], "strong": True},
                {"runs": [{"text": "XÃ MẪU"}], "strong": True, "ruled": True},
            ],
        )
        self.assertEqual(block["right"][1]["role"], "motto")
        self.assertEqual(words(block["number"]), "Số: 05")
        self.assertEqual(words(block["about"]), "V/v mẫu")
        self.assertEqual(words(block["date"]), "Xã Mẫu, ngày 01")
        self.assertEqual(words(block["draft"]), "DỰ THẢO")

    def test_letterhead_of_a_copy(self):
        block = self.block(
            "<table class='letterhead'><tr><td class='left'></td><td class='right'>"
            "<p class='copy-form'>TRÍCH SAO</p></td></tr></table>"
        )
        self.assertEqual(block["right"][0]["role"], "copy-form")
        self.assertIsNone(block["number"])

    def test_titles(self):
        block = self.block(
            "<div class='title'><p>QUYẾT ĐỊNH</p><div class='lined'><p>Về việc</p>"
            "<div class='rule'/></div></div>"
        )
        self.assertEqual([words(one["runs"]) for one in block["lines"]],
                         ["QUYẾT ĐỊNH", "Về việc"])  # fmt: skip
        self.assertEqual((block["ruled"], block["of_list"]), (True, False))
        block = self.block(
            "<div class='title annex-head'><p>DANH SÁCH<br/>KÝ</p>"
            "<div class='lined'><p class='of plain'>(Theo)</p></div></div>"
        )
        self.assertEqual((block["ruled"], block["of_list"]), (False, True))
        self.assertEqual(
            (block["lines"][1]["role"], block["lines"][1]["plain"]), ("of", True)
        )

    def test_head_of_an_annex(self):
        block = self.block(
            "<div class='annex-head'><p class='strong'>Phụ lục I</p><div class='lined'>"
            "<p class='of'>(Kèm theo)</p><div class='rule'/></div></div>"
        )
        self.assertEqual(block["block"], "annex-head")
        self.assertTrue(block["lines"][0]["strong"])
        self.assertEqual(block["lines"][1]["role"], "of")

    def test_paragraphs(self):
        for classes, expected in (
            ("", {}),
            ("text", {"role": "text"}),
            ("text base", {"role": "base"}),
            ("text strong keep-next",
             {"role": "text", "strong": True, "keep_next": True}),
            ("text note", {"role": "text", "note": True}),
            ("centre", {"role": "centre"}),
            *((role, {"role": role}) for role in
              ("body-name", "addressee", "decides", "list-end", "consent", "legend",
               "status", "posted-days")),
        ):  # fmt: skip
            with self.subTest(classes=classes):
                block = self.block(f"<p class='{classes}'>a</p>")
                self.assertEqual(
                    block, {"block": "paragraph", "runs": [{"text": "a"}], **expected}
                )
        self.assertEqual(self.block("<p class='to-write-on'/>"), {"block": "write-on"})

    def test_containers_are_no_blocks(self):
        block = self.block("<div class='bases'><p class='text base'>Căn cứ</p></div>")
        self.assertEqual(block["role"], "base")
        block = self.block("<div style='font-size: 9.5pt'><p>- Tên;</p></div>")
        self.assertEqual(block["size"], 9.5)

    def test_addressees(self):
        block = self.block(
            "<table class='addressees'><tr><td class='words'>Kính gửi:</td>"
            "<td><p>- A;</p><p>- B.</p></td></tr></table>"
        )
        self.assertEqual(words(block["words"]), "Kính gửi:")
        self.assertEqual([words(one["runs"]) for one in block["lines"]],
                         ["- A;", "- B."])  # fmt: skip

    # -- tables

    def test_table(self):
        block = self.block(
            "<table class='list'><colgroup><col style='width: 8mm'/><col/>"
            "<col style='width: 25%'/></colgroup>"
            "<thead><tr><th rowspan='2'>TT</th><th colspan='2'>Tên</th></tr></thead>"
            "<tbody><tr class='unit'><td colspan='3'>I. Thôn</td></tr>"
            "<tr><td class='c'>1</td><td>Lý\n Mẫu</td>"
            "<td>x<p class='hint'>y</p></td></tr>"
            "<tr class='total'><td/><td/><td/></tr></tbody></table>"
        )
        self.assertEqual(block["role"], "list")
        self.assertEqual(block["columns"], [{"mm": 8}, {}, {"percent": 25}])
        self.assertEqual([cell.get("rowspan") for cell in block["head"][0]["cells"]],
                         [2, None])  # fmt: skip
        self.assertEqual(
            [row.get("role") for row in block["rows"]], ["unit", None, "total"]
        )
        self.assertEqual(block["rows"][0]["cells"][0]["colspan"], 3)
        first, second, third = block["rows"][1]["cells"]
        self.assertEqual(first, {"align": "c", "lines": [{"runs": [{"text": "1"}]}]})
        self.assertEqual(words(second["lines"][0]["runs"]), "Lý Mẫu")
        self.assertEqual(third["lines"][1], {"runs": [{"text": "y"}], "role": "hint"})

    def test_tables_and_what_is_around_them(self):
        for around, expected in (
            ("table-in-text", {"around": "in-text"}),
            ("table-between", {"around": "between"}),
            ("to-sign table-to-sign", {"around": "between", "room": "sign"}),
            ("to-write", {"room": "write"}),
            ("figures", {}),
        ):
            block = self.block(
                f"<div class='{around}'><table class='list' style='font-size: 9pt'>"
                "<colgroup><col/></colgroup></table></div>"
            )
            self.assertEqual(block["size"], 9)
            for name in ("around", "room"):
                self.assertEqual(block.get(name), expected.get(name), around)
        for role in ("scores", "own-scores", "guide-list"):
            block = self.block(
                f"<table class='list {role}'><colgroup><col/></colgroup></table>"
            )
            self.assertEqual(block["role"], role)

    # -- ends

    def test_ending_and_signature(self):
        block = self.block(
            "<div class='ending'><p class='text'>Điều 4.</p><table class='signature'>"
            "<tr><td class='recipients'><div class='recipients'><p>Nơi nhận:</p>"
            "<p>- A;</p><p class='trace-head'>Nhật ký</p></div>"
            f"<div class='verify-mark'>{SVG}</div></td><td class='signer'><p>TM.</p>"
            "<p class='signed'>(Đã ký)</p><p class='name'>Lý Mẫu</p></td></tr></table>"
            "</div>"
        )
        self.assertEqual([one["block"] for one in block["blocks"]],
                         ["paragraph", "signature"])  # fmt: skip
        left, right = block["blocks"][1]["cells"]
        self.assertEqual(words(left["recipients"]["head"]), "Nơi nhận:")
        self.assertEqual(len(left["recipients"]["lines"]), 1)
        self.assertEqual(words(left["recipients"]["trace"]), "Nhật ký")
        self.assertIn('viewBox="0 0 9 9"', left["mark"])
        self.assertEqual(words(right["signed"]), "(Đã ký)")
        self.assertEqual(words(right["name"]), "Lý Mẫu")

    def test_two_and_three_who_sign(self):
        half = "<td class='signer half'><p>A</p><p class='name'></p></td>"
        block = self.block(f"<table class='signature'><tr>{half}{half}</tr></table>")
        self.assertEqual([cell["half"] for cell in block["cells"]], [True, True])
        self.assertEqual(block["cells"][0]["name"], [])
        block = self.block(
            "<table class='signature three'><tr><td class='signer'></td>"
            "<td class='opinion'><b>Ý kiến</b></td></tr></table>"
        )
        self.assertTrue(block["three"])
        self.assertIsNone(block["cells"][0]["name"])
        self.assertEqual(block["cells"][1]["role"], "opinion")

    def test_recipients_alone(self):
        block = self.block("<div class='recipients'><p>Nơi nhận:</p><p>- A.</p></div>")
        self.assertEqual(block["block"], "recipients")

    # -- certificates, forms, slips

    def test_certificate(self):
        block = self.block(
            "<svg class='frame' viewBox='0 0 297 210'><rect width='1'/></svg>"
            "<div class='certificate-text'><p class='nation'>A</p>"
            "<p class='holder' style='font-size: 26pt'>Lý Mẫu</p>"
            "<p class='what achievement'>B</p></div>"
            "<div class='certificate-book'><p>Số</p>"
            f"<div class='mark'>{SVG}</div></div>"
            "<div class='certificate-sign'><p><i>ngày</i></p><p class='strong'>TM.</p>"
            "<p class='strong signed-by'>Ký</p></div>",
            classes="paper certificate",
        )
        self.assertIn('viewBox="0 0 297 210"', block["frame"])
        self.assertEqual([line["role"] for line in block["text"]],
                         ["nation", "holder", "achievement"])  # fmt: skip
        self.assertEqual(block["text"][1]["size"], 26)
        self.assertEqual(len(block["book"]), 1)
        self.assertIn("M1 1h2", block["mark"])
        self.assertEqual(len(block["sign"]), 2)
        self.assertEqual(words(block["signed_by"]), "Ký")

    def test_texts_on_a_bought_form(self):
        tree = read(
            "<html><body><div class='blank-page' style='width: 297mm; height: 200mm'>"
            "<div style='left: 1.5mm; top: -2mm; width: 90mm; font-size: 12pt;"
            " text-align: center; font-weight: bold'><p>a</p><p>b</p></div>"
            "<div class='ruler' style='left: 5mm; top: 5mm'>|5</div></div></body>"
            "</html>"
        )
        section = tree["papers"][0]["sections"][0]
        self.assertEqual((section["page"], section["width"], section["height"]),
                         ("blank", 297, 200))  # fmt: skip
        first, second = section["blocks"]
        self.assertEqual(
            [first[name] for name in ("x", "y", "width", "size", "align", "bold")],
            [1.5, -2, 90, 12, "center", True],
        )
        self.assertEqual(len(first["lines"]), 2)
        self.assertTrue(second["ruler"])

    def test_forms(self):
        head, nation, title, code, end = blocks(
            "<table class='form-head'><tr><td><p class='strong'>A</p></td></tr></table>"
            "<div class='form-nation'><p class='strong'>N</p>"
            "<p class='motto'><span>M</span></p></div>"
            "<div class='form-title'>A<br/><span class='group-name'>B</span></div>"
            f"<div class='form-code'>{SVG}<p>Quét</p></div>"
            "<div class='form-end'><p>a</p><table class='form-signs'><tr><td>"
            "<i>Ngày</i><br/>Tên<p>Lý Mẫu</p></td><td>B<p/></td></tr></table>"
            "<p class='form-typed'>mã</p></div>",
            classes="paper own-form",
        )
        self.assertTrue(head["lines"][0]["strong"])
        self.assertEqual(nation["lines"][1]["role"], "motto")
        self.assertEqual(title["runs"][2], {"text": "B", "role": "group-name"})
        self.assertIn("M1 1h2", code["mark"])
        self.assertEqual(words(code["lines"][0]["runs"]), "Quét")
        self.assertEqual(words(end["typed"]), "mã")
        signs = end["blocks"][1]
        self.assertEqual(
            signs["cells"][0]["runs"][0],
            {"text": "Ngày", "italic": True, "plain": True},
        )
        self.assertEqual([words(cell["name"]) for cell in signs["cells"]],
                         ["Lý Mẫu", ""])  # fmt: skip

    def test_slips_share_their_sheets(self):
        slip = (
            f"<div class='slip'><div class='mark'>{SVG}</div><h1>PHIẾU</h1><table>"
            "<tr><td>Mã:</td><td class='code'>A-B</td></tr></table>"
            "<p class='how'>Mở</p></div>"
        )
        tree = read(f"<html><body>{slip}{slip}</body></html>")
        section = tree["papers"][0]["sections"][0]
        self.assertEqual((section["page"], len(section["blocks"])), ("slips", 2))
        label, value = section["blocks"][0]["rows"][0]
        self.assertEqual(words(label), "Mã:")
        self.assertEqual(value, [{"text": "A-B", "role": "code"}])

    def test_picture(self):
        block = self.block(
            "<img src='/web/static/img/logo.png' alt='Biểu trưng' style='width: 20mm'/>"
        )
        self.assertEqual(
            block,
            {"block": "picture", "src": "/web/static/img/logo.png",
             "alt": "Biểu trưng", "width": 20},
        )  # fmt: skip

    # -- mistakes

    def test_what_is_no_part_is_named(self):
        for body, named in (
            ("<p class='txet'>a</p>", "txet"),
            ("<ul><li>a</li></ul>", "ul"),
            ("<div class='other'><p>a</p></div>", "other"),
            ("<p>a <a href='x'>b</a></p>", "href"),
            ("<p style='color: red'>a</p>", "color"),
            ("<table class='grid'><tr><td>a</td></tr></table>", "grid"),
            ("<table class='list'><tr><td>a</td></tr></table>", "columns"),
            ("loose words", "loose words"),
            ("<table class='list'><colgroup><col/></colgroup>"
             "<tr class='odd'><td>a</td></tr></table>", "odd"),
        ):  # fmt: skip
            with self.subTest(body=body), self.assertRaisesRegex(UnknownPart, named):
                blocks(body)
