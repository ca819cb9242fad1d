import base64
import io
import zipfile

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.cdht_module.tools import word_file

from ..common import YEAR, CommuneCase

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(parts):
    """A .docx (bytes) of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def body(xml, head=""):
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f"{head}<w:document {names}><w:body>{xml}</w:body></w:document>"


def made(xml, head="", **parts):
    return packed({"[Content_Types].xml": "<Types/>",
                   "word/document.xml": body(xml, head), **parts})  # fmt: skip


@tagged("post_install", "-at_install")
class TestForeignWordFile(CommuneCase):
    """A file that somebody sends gives its letters, or a reason why not."""

    def refused(self, content, reason):
        with self.assertRaises(word_file.NotWord) as caught:
            word_file.paragraphs(content)
        self.assertEqual(caught.exception.reason, reason)

    def texts(self, content):
        return [one["text"] for one in word_file.paragraphs(content)]

    def test_text_and_tables(self):
        found = word_file.paragraphs(
            made(
                "<w:p><w:r><w:t>Một </w:t></w:r><w:r><w:t>hai</w:t></w:r></w:p><w:p/>"
                "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ô</w:t></w:r></w:p></w:tc></w:tr>"
                "</w:tbl>"
            )
        )
        self.assertEqual(
            found,
            [
                {"text": "Một hai", "in_table": False},
                {"text": "ô", "in_table": True},
            ],
        )

    def test_tracked_changes_count_as_made(self):
        self.assertEqual(
            self.texts(
                made(
                    "<w:p><w:r><w:t>Cho </w:t></w:r><w:del><w:r><w:delText>năm"
                    "</w:delText></w:r></w:del><w:ins><w:r><w:t>sáu</w:t></w:r></w:ins>"
                    "<w:r><w:t> người</w:t></w:r></w:p>"
                )
            ),
            ["Cho sáu người"],
        )

    def test_signs(self):
        text = (
            "<w:t>a</w:t><w:tab/><w:noBreakHyphen/><w:t>b\xa0c</w:t><w:br/><w:t>d</w:t>"
        )
        self.assertEqual(
            self.texts(made(f"<w:p><w:r>{text}</w:r></w:p>")), ["a -b c\nd"]
        )

    def test_no_word_file(self):
        broken = packed({"[Content_Types].xml": "", "word/document.xml": "<a"})
        other = packed({"x": "y"})
        for content in (b"", b"%PDF-1.7", b"PK\x03\x04 broken", broken, other):
            with self.subTest(content=content[:20]):
                self.refused(content, "unreadable")

    def test_an_older_file_or_one_with_a_password(self):
        self.refused(OLE + b"\0" * 600, "old_or_locked")

    def test_programs(self):
        self.refused(made("", **{"word/vbaProject.bin": "x"}), "macros")
        kinds = "<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"
        self.refused(
            packed({"[Content_Types].xml": kinds, "word/document.xml": body("")}),
            "macros",
        )

    def test_a_bomb(self):
        self.refused(made("<w:p>" + " " * 70_000_000 + "</w:p>"), "too_large")
        self.refused(b"PK" + b"\0" * (word_file.MAX_BYTES + 1), "too_large")
        many = {f"word/{number}.xml": "" for number in range(2_001)}
        self.refused(made("", **many), "too_large")

    def test_entities(self):
        head = '<!DOCTYPE a [<!ENTITY b "c">]>'
        self.refused(made("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", head), "unreadable")


class WordReturnCase(CommuneCase):
    """A draft, its Word file (``content``), and what is done with it."""

    def window(self, content, user=None, record=None):
        record = record or self.draft
        window = (
            self.env["cdht.word.return"]
            .with_user(user or self.commune_user)
            .with_context(active_model=record._name, active_id=record.id)
            .create({"file": base64.b64encode(content), "filename": "x.docx"})
        )
        window.action_read()
        return window

    def edited(self, edit):
        """The draft's file after ``edit``(document)."""
        document = Document(io.BytesIO(self.content))
        edit(document)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()

    def paragraph(self, document, start):
        return next(
            p
            for p in document.paragraphs
            if p.text.replace("\xa0", " ").startswith(start)
        )

    def set_text(self, start, text):
        """The file in which the paragraph that starts so says something else."""

        def edit(document):
            found = self.paragraph(document, start)
            for run in found.runs[1:]:
                run._r.getparent().remove(run._r)
            found.runs[0].text = text

        return self.edited(edit)

    def shown(self, window):
        return [
            (line.old_text, line.new_text, line.note or "") for line in window.line_ids
        ]


@tagged("post_install", "-at_install")
class TestWordReturn(WordReturnCase):
    """A leader corrected a draft in Word; the officer takes over what is right."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls.make_decision(cls.make_dossiers("appraised", size=2))
        cls.decision = cls.draft
        report = cls.env.ref("cdht_module.report_cdht_decision_word")
        cls.content, _ending = report._render_word(report, cls.decision.ids)

    def printed(self):
        report = self.env.ref("cdht_module.report_cdht_decision")
        html, _type = report._render_qweb_html(report.report_name, self.decision.ids)
        return html.decode().replace("\xa0", " ")

    def effect(self):
        """The article about the day from which it holds, as it is printed."""
        document = Document(io.BytesIO(self.content))
        found = next(p for p in document.paragraphs if "hiệu lực" in p.text)
        return found.text.replace("\xa0", " ")

    def test_an_untouched_file_says_the_same(self):
        window = self.window(self.content)
        self.assertTrue(window.is_read)
        self.assertEqual(self.shown(window), [])
        self.assertFalse(window.file)

    def test_a_sentence_is_taken_over(self):
        article = self.effect()
        number = article.split(".")[0]
        window = self.window(
            self.set_text(number, f"{number}. Quyết định có hiệu lực từ ngày 01/01.")
        )
        [line] = window.line_ids
        self.assertTrue(line.take)
        self.assertEqual(line.old_text, article)
        window.action_take()
        self.assertIn("Quyết định có hiệu lực từ ngày 01/01.", self.printed())
        self.assertNotIn("thi hành kể từ ngày ký", self.printed())

    def test_a_sentence_that_is_not_ticked_stays(self):
        number = self.effect().split(".")[0]
        window = self.window(
            self.set_text(number, f"{number}. Có hiệu lực ngay khi ký.")
        )
        window.line_ids.take = False
        window.action_take()
        self.assertFalse(any((self.decision.sudo().own_words or {}).values()))
        self.assertNotIn("ngay khi ký", self.printed())

    def test_values_become_fields_again(self):
        first = self.paragraph(Document(io.BytesIO(self.content)), "Điều 1").text
        new = first.replace("Công nhận danh hiệu", "Tặng danh hiệu")
        self.assertNotEqual(first, new)
        window = self.window(self.set_text("Điều 1", new))
        self.assertEqual(len(window.line_ids), 1, self.shown(window))
        self.assertTrue(window.line_ids.can_take, self.shown(window))
        window.action_take()
        kept = self.decision.sudo().own_words["decision"]
        [text] = kept.values()
        self.assertIn("{", text)
        self.assertTrue(text.startswith("Tặng danh hiệu"))
        self.assertIn("Tặng danh hiệu", self.printed())

    def test_a_count_is_not_taken(self):
        first = self.paragraph(Document(io.BytesIO(self.content)), "Điều 1").text
        self.assertIn("02 (hai)", first)
        window = self.window(
            self.set_text("Điều 1", first.replace("02 (hai)", "03 (ba)"))
        )
        [line] = window.line_ids
        self.assertFalse(line.can_take)
        self.assertIn("{", line.note)
        line.take = True
        window.action_take()
        self.assertIn("02 (hai)", self.printed())

    def test_a_name_in_the_list_is_not_taken(self):
        name = self.decision.assessment_ids[0].citizen_id.name

        def edit(document):
            for cell in document.tables[-1]._cells:
                if name in cell.text:
                    cell.paragraphs[0].runs[0].text = "Người Khác"

        window = self.window(self.edited(edit))
        [line] = window.line_ids
        self.assertEqual((line.old_text, line.new_text), (name, "Người Khác"))
        self.assertFalse(line.can_take)

    def test_bases_are_not_taken(self):
        window = self.window(self.set_text("Căn cứ", "Căn cứ điều khác;"))
        self.assertTrue(window.line_ids)
        self.assertFalse(any(window.line_ids.mapped("can_take")), self.shown(window))

    def test_an_article_more_and_one_less(self):
        number = self.effect().split(".")[0]

        def edit(document):
            effect = self.paragraph(document, number)
            added = OxmlElement("w:p")
            run = OxmlElement("w:r")
            text = OxmlElement("w:t")
            text.text = "Điều 9. Giao Văn phòng theo dõi việc thi hành."
            run.append(text)
            added.append(run)
            effect._p.addnext(added)

        window = self.window(self.edited(edit))
        [line] = window.line_ids
        self.assertTrue(line.can_take, line.note)
        self.assertFalse(line.old_text)
        window.action_take()
        page = self.printed()
        self.assertIn("Giao Văn phòng theo dõi việc thi hành.", page)
        self.assertNotIn("Điều 9", page)

        def take_out(document):
            found = self.paragraph(document, number)._p
            found.getparent().remove(found)

        report = self.env.ref("cdht_module.report_cdht_decision_word")
        self.content = report._render_word(report, self.decision.ids)[0]
        window = self.window(self.edited(take_out))
        [line] = window.line_ids
        self.assertFalse(line.new_text)
        self.assertFalse(line.take)
        line.take = True
        window.action_take()
        self.assertNotIn("thi hành kể từ ngày ký", self.printed())

    def test_braces_are_not_taken(self):
        number = self.effect().split(".")[0]
        window = self.window(
            self.set_text(
                number, f"{number}. Quyết định này có hiệu lực thi hành {{năm}} [x]."
            )
        )
        self.assertFalse(any(window.line_ids.mapped("can_take")))

    def test_the_wording_was_changed_meanwhile(self):
        number = self.effect().split(".")[0]
        window = self.window(
            self.set_text(number, f"{number}. Quyết định có hiệu lực.")
        )
        self.decision._set_own_words({"effect": "Khác hẳn."})
        with self.assertRaisesRegex(UserError, "once more"):
            window.action_take()

    def test_bad_files_are_told(self):
        for content in (b"%PDF-1.7", OLE + b"\0" * 600,
                        made("", **{"word/vbaProject.bin": "x"})):  # fmt: skip
            with self.subTest(content=content[:8]), self.assertRaises(UserError):
                self.window(content)

    def test_only_of_a_draft_and_by_who_may_write_it(self):
        with self.assertRaises(AccessError):
            self.window(self.content, user=self.chapter)
        proposed = self.make_decision(self.make_dossiers("proposed"))
        proposed.action_submit()
        with self.assertRaises(UserError):
            self.window(self.content, record=proposed)

    def test_nobody_writes_what_is_taken_over(self):
        number = self.effect().split(".")[0]
        window = self.window(
            self.set_text(number, f"{number}. Quyết định có hiệu lực.")
        )
        with self.assertRaises(AccessError):
            window.line_ids.write({"change": {"text": "x"}})
        with self.assertRaises(AccessError):
            window.line_ids.read(["change"])

    def test_what_is_not_taken_cannot_be_ticked(self):
        """A request may tick anything; a count stays that of the data."""

        def edit(document):
            grants = self.paragraph(document, "Điều 1.")
            grants.runs[-1].text = grants.runs[-1].text.replace("(hai)", "(ba)")
            document.tables[-1].cell(2, 1).paragraphs[0].runs[0].text = "Người Lạ"

        window = self.window(self.edited(edit))
        self.assertTrue(window.line_ids)
        window.line_ids.write({"take": True, "can_take": True})
        before = self.printed()
        window.action_take()
        self.assertEqual(self.printed(), before)

    def test_far_more_than_was_sent_out_is_not_compared(self):
        """The time that it takes grows with the product of both."""
        for more in ("<w:p><w:r><w:t>Thôn</w:t></w:r></w:p>",
                     "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
                     "</w:tr></w:tbl>"):  # fmt: skip

            def edit(document, more=more):
                for element in list(parse_xml(body(more * 2_000))[0]):
                    document.element.body.append(element)

            with self.assertRaisesRegex(UserError, "does not look like"):
                self.window(self.edited(edit))

    def test_the_style_of_a_corrected_text_does_not_matter(self):
        """Word cuts a paragraph into runs as it likes."""

        def edit(document):
            effect = self.paragraph(document, self.effect().split(".")[0])
            last = effect.runs[-1]
            text = last.text
            last.text = text[:5]
            effect.add_run(text[5:]).bold = True
            properties = effect._p.get_or_add_pPr()
            properties.find(qn("w:pStyle")).set(qn("w:val"), "Normal")

        self.assertEqual(self.shown(self.window(self.edited(edit))), [])


@tagged("post_install", "-at_install")
class TestTypedText(WordReturnCase):
    """What was typed in a report's chapters or in a letter comes back as well."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_dossiers("recognised", cls.village, size=3)
        cls.office = cls.env(user=cls.commune_user)

    def make_report(self):
        self.draft = self.office["cdht.report"].create(
            {"issuing_unit_id": self.commune.id, "year": YEAR}
        )
        self.draft.action_take_figures()
        self.parts = {part.code: part for part in self.draft.part_ids}
        self.parts["weak"].text = "{commune} chưa đều.\n\nViệc thứ hai còn chậm."
        self.parts["next"].text = False
        return self.render("cdht_module.report_cdht_report_word")

    def make_letter(self, **values):
        self.draft = self.office["cdht.letter"].create(
            {
                "issuing_unit_id": self.commune.id,
                "subject": "cử người dự tập huấn",
                "addressees": "Các chi hội",
                "body": "Đề nghị cử 2 người.\nĐi đúng giờ.",
                **values,
            }
        )
        return self.render("cdht_module.report_cdht_letter_word")

    def render(self, name):
        report = self.env.ref(name)
        self.content, _ending = report._render_word(report, self.draft.ids)

    def taken(self, *changes):
        """The window of the file with these (start, new text), all of it taken."""

        def edit(document):
            for start, text in changes:
                found = self.paragraph(document, start)
                for run in found.runs[1:]:
                    run._r.getparent().remove(run._r)
                found.runs[0].text = text

        window = self.window(self.edited(edit))
        window.action_take()
        return window

    def added(self, start, text):
        def edit(document):
            found = self.paragraph(document, start)._p
            added, run, letters = map(OxmlElement, ("w:p", "w:r", "w:t"))
            letters.text = text
            run.append(letters)
            added.append(run)
            found.addnext(added)

        window = self.window(self.edited(edit))
        window.action_take()
        return window

    def test_an_untouched_file_says_the_same(self):
        self.make_report()
        self.assertEqual(self.shown(self.window(self.content)), [])
        self.make_letter()
        self.assertEqual(self.shown(self.window(self.content)), [])

    def test_a_paragraph_of_a_report(self):
        self.make_report()
        window = self.taken(("Việc thứ hai", "Việc thứ hai đã xong."))
        self.assertEqual(
            self.shown(window),
            [("Việc thứ hai còn chậm.", "Việc thứ hai đã xong.", "")],
        )
        self.assertEqual(
            self.parts["weak"].text, "{commune} chưa đều.\nViệc thứ hai đã xong."
        )

    def test_names_stay_fields(self):
        self.make_report()
        self.taken(("xã Mẫu chưa đều", "Phong trào của xã Mẫu chưa đều."))
        self.assertIn("Phong trào của {commune} chưa đều.", self.parts["weak"].text)
        window = self.taken(("xã Mẫu chưa đều", "xã Khác chưa đều."))
        self.assertIn("{commune}", window.line_ids.note)

    def test_numbers_from_the_data_are_not_taken(self):
        self.make_report()
        before = self.parts["results"].text
        self.assertIn("03 người đăng ký", before)
        window = self.taken(
            (f"Năm {YEAR}, xã Mẫu có 03", f"Năm {YEAR}, xã Mẫu có 04 người đăng ký.")
        )
        self.assertFalse(any(window.line_ids.mapped("can_take")), self.shown(window))
        self.assertEqual(self.parts["results"].text, before)

    def test_words_around_them_are(self):
        self.make_report()
        line = self.parts["results"].text.splitlines()[0]
        self.taken((line[:20], line.replace("đăng ký", "ghi tên")))
        self.assertIn("03 người ghi tên", self.parts["results"].text)

    def test_a_paragraph_more_and_one_less(self):
        self.make_report()
        self.added("III. PHƯƠNG HƯỚNG", "Năm sau làm tốt hơn")
        self.assertEqual(self.parts["next"].text, "Năm sau làm tốt hơn.")
        self.added("xã Mẫu chưa đều", "Thêm một ý.")
        self.assertEqual(
            self.parts["weak"].text.splitlines(),
            ["{commune} chưa đều.", "Thêm một ý.", "Việc thứ hai còn chậm."],
        )

        def take_out(document):
            found = self.paragraph(document, "Thêm một ý")._p
            found.getparent().remove(found)

        self.render("cdht_module.report_cdht_report_word")
        window = self.window(self.edited(take_out))
        [line] = window.line_ids
        self.assertFalse(line.take)
        line.take = True
        window.action_take()
        self.assertNotIn("Thêm một ý", self.parts["weak"].text)

    def test_headings_and_the_subject(self):
        self.make_report()
        self.taken(
            ("II. TỒN TẠI", "II. HẠN CHẾ"),
            ("Kết quả xây dựng", "Kết quả xây dựng xã hội học tập năm 2026"),
        )
        self.assertEqual(self.parts["weak"].name, "HẠN CHẾ")
        self.assertEqual(self.draft.subject, "Kết quả xây dựng xã hội học tập năm 2026")

    def test_a_letter(self):
        self.make_letter()
        self.taken(
            ("Đề nghị cử 2", "Đề nghị cử 3 người."), ("Đi đúng", "Đi sớm, đúng giờ./.")
        )
        self.assertEqual(self.draft.body, "Đề nghị cử 3 người.\nĐi sớm, đúng giờ.")

    def test_the_text_was_changed_meanwhile(self):
        self.make_letter()
        window = self.window(
            self.edited(
                lambda document: setattr(
                    self.paragraph(document, "Đi đúng").runs[0], "text", "Đi sớm. "
                )
            )
        )
        self.draft.body = "Khác hẳn."
        with self.assertRaisesRegex(UserError, "once more"):
            window.action_take()
