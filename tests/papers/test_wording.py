from markupsafe import Markup

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form

from odoo.addons.cdht_module.tools.wording import (
    ended,
    fields_of,
    filled,
    is_balanced,
)

from ..common import CommuneCase


class TestSentences(CommuneCase):
    """Braces, brackets, what falls away (no records)."""

    def fill(self, text, **values):
        return str(filled(text, values.get)).replace("\xa0", " ")

    def test_a_field_is_filled_in(self):
        self.assertEqual(self.fill("cho {n} người.", n=0), "Cho 0 người.")

    def test_a_part_in_brackets_falls_away_without_its_field(self):
        text = "Công nhận {n} người[ (tại {p})]."
        self.assertEqual(self.fill(text, n=2), "Công nhận 2 người.")
        self.assertEqual(
            self.fill(text, n=2, p="Phụ lục"), "Công nhận 2 người (tại Phụ lục)."
        )

    def test_a_sentence_falls_away_without_its_field(self):
        for empty in (None, False, "", [], ()):
            self.assertEqual(self.fill("Ghi nhận {n} người[ ({p})].", n=empty, p=1), "")

    def test_the_first_letter_is_large_whatever_falls_away(self):
        text = "[{who}, ]thủ trưởng các đơn vị."
        self.assertEqual(self.fill(text), "Thủ trưởng các đơn vị.")
        self.assertEqual(
            self.fill(text, who="Hội Khuyến học"),
            "Hội Khuyến học, thủ trưởng các đơn vị.",
        )

    def test_what_is_typed_is_text(self):
        """Neither HTML nor the braces of a value do anything."""
        self.assertEqual(
            self.fill("<b>A & {n}</b>", n="{n}"), "&lt;b&gt;A &amp; {n}&lt;/b&gt;"
        )

    def test_markup_of_a_value_stays(self):
        self.assertEqual(self.fill("A {n}", n=Markup("<b>x</b>")), "A <b>x</b>")

    def test_braces_that_are_not_closed_are_seen(self):
        for text in ("a {b", "a b}", "a [b", "[a [b] c]", "{a {b}}"):
            self.assertFalse(is_balanced(text), text)
        self.assertTrue(is_balanced("a {b}[ c {d}] (e)"))
        self.assertEqual(fields_of("a { b }[ c {d}]"), ["b", "d"])

    def test_the_end_stands_with_the_last_word(self):
        self.assertEqual(
            ended(Markup("chịu trách nhiệm này.")),
            Markup('chịu trách nhiệm <span class="whole">này./.</span>'),
        )


class TestWording(CommuneCase):
    """An office writes the sentences of its decisions."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.decision = cls.make_decision(cls.make_dossiers("appraised", size=2))
        cls.wording = cls.env["cdht.paper.wording"]

    def text_of(self, decision):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "cdht_module.decision_paper", decision.ids
        )
        return html.decode().replace("\xa0", " ")

    def sentence(self, code):
        return self.wording.search(
            [("paper", "=", "decision"), ("code", "=", code), ("variant", "=", False)]
        )

    def own(self, code="effect", **values):
        found = self.sentence(code).with_user(self.commune_user).action_write_own()
        own = self.wording.with_user(self.commune_user).browse(found["res_id"])
        own.write(values)
        return own

    def test_a_sentence_of_the_office_stands_in_its_decisions(self):
        self.own(text="Quyết định này có hiệu lực từ ngày 01 tháng 01 năm {năm}.")
        self.assertIn(
            "có hiệu lực từ ngày 01 tháng 01 năm 2026", self.text_of(self.decision)
        )

    def test_back_to_the_model(self):
        own = self.own(text="Khác.")
        own.action_back_to_model()
        self.assertIn("có hiệu lực thi hành kể từ ngày ký", self.text_of(self.decision))

    def test_a_field_that_is_not_there_is_named(self):
        with self.assertRaisesRegex(ValidationError, "sô người"):
            self.own(text="Cho {sô người} cá nhân.")

    def test_the_model_is_nobodys_to_change(self):
        with self.assertRaises(AccessError):
            self.sentence("effect").with_user(self.commune_user).write({"text": "x"})
        with self.assertRaises(AccessError):
            self.sentence("effect").with_user(self.manager).write({"text": "x"})

    def test_a_draft_has_words_of_its_own(self):
        window = Form(
            self.env["cdht.paper.words"]
            .with_user(self.commune_user)
            .with_context(active_model="cdht.decision", active_id=self.decision.id)
        )
        self.assertIn("Điều 1.", window.preview)
        with window.line_ids.edit(1) as line:
            line.text = "Riêng quyết định này."
        self.assertIn("Riêng quyết định này.", window.preview)
        window.save().action_keep()
        self.assertIn("Riêng quyết định này.", self.text_of(self.decision))
