"""The Vietnamese of the screens: complete, and in the words of the office."""

import re
import unicodedata
from collections import Counter

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path
from odoo.tools.translate import (
    TranslationModuleReader,
    get_translation,
    xml_translate,
)

ADDON = "cdht_module"
LANGUAGE = "vi_VN"

# Words of other offices, or of software; each with what may follow or precede.
FORBIDDEN = [
    r"chiến dịch",
    r"bản ghi",
    r"đệ trình",
    r"ứng viên",
    r"người dùng cuối",
    r"từ chối",
    r"giai đoạn(?! \d{4})",
    r"đề xuất(?!, chưa có văn bản)",
    r"(?<!trình )duyệt(?! (bản thảo|dự thảo))",
]
# Odoo's own “Discard” and “Archive”: a button of ours names its object.
NEVER_ALONE = {"hủy bỏ", "lưu trữ", "đã lưu trữ"}
# hoà, thuỷ, uỷ, khoẻ: the mark stands on the first vowel here (hòa, thủy, ủy, khỏe).
OLD_TONES = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\b")
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z]|\{\w*\}|</?\w+[^>]*>")
LETTERS = re.compile(r"[^\W\d_]{2}")


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        entries = polib.pofile(file_path(f"{ADDON}/i18n/vi.po"))
        cls.vietnamese = {entry.msgid: entry.msgstr for entry in entries}

    def _all(self, wrong):
        """No translation for which `wrong(source, translation)` holds."""
        found = [
            f"{source!r}: {translation!r}"
            for source, translation in self.vietnamese.items()
            if wrong(source, translation)
        ]
        self.assertFalse(found, "\n".join(found))

    def test_custom_filters_speak_vietnamese(self):
        """What “Thêm bộ lọc tùy chỉnh”, grouping and exports offer of our records."""
        self.env["res.lang"]._activate_lang(LANGUAGE)
        accent = re.compile(r"[̛̣̀́̃̉̂̆]|đ", re.I)
        foreign = []
        for name, model in self.env.items():
            if not name.startswith("cdht.") or model._abstract:
                continue
            told = model.with_context(lang=LANGUAGE).fields_get()
            foreign += [
                f"{name}.{field}: {about['string']}"
                for field, about in told.items()
                if about["searchable"] or about.get("groupable")
                if not accent.search(unicodedata.normalize("NFD", about["string"]))
            ]
        self.assertFalse(foreign, "\n".join(foreign))

    def test_groups_and_privileges_speak_vietnamese(self):
        self.env["res.lang"]._activate_lang(LANGUAGE)
        self.env["ir.module.module"]._load_module_terms([ADDON], [LANGUAGE])
        texts = ("name", "comment", "description")
        for model in ("res.groups", "res.groups.privilege", "ir.module.category"):
            ids = self.env["ir.model.data"].search(
                [("module", "=", ADDON), ("model", "=", model)]
            )
            for record in self.env[model].browse(ids.mapped("res_id")):
                there = record.with_context(lang=LANGUAGE)
                for name in {*texts} & record._fields.keys():
                    if record[name]:
                        self.assertNotEqual(record[name], there[name], record)

    def test_nothing_is_missing(self):
        """Each term that Odoo would export has its Vietnamese (make i18n)."""
        terms = {row[4] for row in TranslationModuleReader(self.env.cr, [ADDON])}
        self.assertGreater(len(terms), 500)
        missing = sorted(
            term
            for term in terms
            if not self.vietnamese.get(term) and LETTERS.search(_text(term))
        )
        self.assertFalse(missing, "\n".join(map(repr, missing)))

    def test_words_of_the_office(self):
        words = re.compile("|".join(rf"\b(?:{word})" for word in FORBIDDEN))
        self._all(lambda _source, text: words.search(text.lower()))

    def test_a_forbidden_word_is_found(self):
        """The pattern itself: the exceptions pass, the rest does not."""
        words = re.compile("|".join(rf"\b(?:{word})" for word in FORBIDDEN))
        for text in ("Giai đoạn", "đề xuất", "Đã phê duyệt", "Duyệt hồ sơ"):
            self.assertRegex(text.lower(), words)
        for text in (
            "giai đoạn 2021-2030",
            "đề xuất, chưa có văn bản",
            "duyệt bản thảo văn bản",
            "trình duyệt web",
        ):
            self.assertNotRegex(text.lower(), words)

    def test_no_button_is_just_discard_or_archive(self):
        self._all(lambda _source, text: text.strip(" .").lower() in NEVER_ALONE)

    def test_placeholders_and_tags_are_kept(self):
        self._all(
            lambda source, text: (
                Counter(PLACEHOLDER.findall(source))
                != Counter(PLACEHOLDER.findall(text))
            )
        )

    def test_a_sentence_stays_a_sentence(self):
        """Full stop, colon and question mark end both or neither."""

        def end(text):
            last = _text(text).strip()[-1:]
            return last if last in ".:?" else ""

        self._all(lambda source, text: end(source) != end(text))

    def test_one_spelling(self):
        """NFC, single spaces, one style of tone marks."""
        self._all(
            lambda _source, text: (
                text != unicodedata.normalize("NFC", text)
                or "  " in text
                or text != text.strip()
                or OLD_TONES.search(text.lower())
            )
        )
        for old in ("hoà", "thuỷ", "uỷ ban", "khoẻ"):
            self.assertRegex(old, OLD_TONES)
        for new in ("hòa", "ủy ban", "quý", "hoàn", "ngoài", "khuyến"):
            self.assertNotRegex(new, OLD_TONES)

    def test_english_is_not_its_own_translation(self):
        """Only Vietnamese sources, signs and expressions stand as they are."""
        self._all(
            lambda source, text: (
                text == source
                and source.isascii()
                and "object." not in source
                and LETTERS.search(_text(source))
            )
        )


@tagged("post_install", "-at_install")
class TestVietnameseScreens(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.env["res.lang"]._get_data(code=LANGUAGE):
            cls.env["res.lang"]._activate_lang(LANGUAGE)
            module = cls.env.ref(f"base.module_{ADDON}")
            module._update_translations([LANGUAGE])
        cls.env = cls.env(context={**cls.env.context, "lang": LANGUAGE})
        entries = polib.pofile(file_path(f"{ADDON}/i18n/vi.po"))
        vietnamese = {entry.msgstr for entry in entries}
        sources = {entry.msgid for entry in entries} - vietnamese
        cls.english = sources | {" ".join(source.split()) for source in sources}
        cls.models = [name for name in cls.env if name.startswith("cdht.")]

    def test_fields(self):
        """Labels, help and choices of every field are Vietnamese."""
        left = []
        for model in self.models:
            fields = self.env[model].fields_get(
                attributes=["string", "help", "selection"]
            )
            for name, field in fields.items():
                texts = {field["string"], field.get("help")}
                if self.env[model]._fields[name]._module == ADDON:
                    # The choices of Odoo's own fields are not ours to translate.
                    texts |= set(dict(field.get("selection") or []).values())
                left += [f"{model}.{name}: {text}" for text in texts & self.english]
        self.assertFalse(left, "\n".join(left))

    def test_screens(self):
        """Actions, empty states and views show no English term."""
        records = self.env["ir.model.data"].search(
            [("module", "=", ADDON), ("model", "=", "ir.actions.act_window")]
        )
        actions = self.env["ir.actions.act_window"].browse(records.mapped("res_id"))
        self.assertTrue(actions)
        left = []
        for action in actions:
            terms = [action.name, *_terms(f"<div>{action.help or ''}</div>")]
            kinds = {*action.view_mode.split(","), "search"}
            model = self.env[action.res_model]
            views = model.get_views([(False, kind) for kind in kinds])["views"]
            for view in views.values():
                if view["id"]:  # not one that Odoo makes up where there is none
                    terms += _terms(view["arch"])
            left += [
                f"{action.xml_id}: {term}" for term in terms if term in self.english
            ]
        self.assertFalse(left, "\n".join(left))

    def test_menus(self):
        menus = self.env["ir.ui.menu"].search(
            [("id", "child_of", self.env.ref(f"{ADDON}.menu_cdht_root").id)]
        )
        self.assertGreater(len(menus), 10)
        left = [name for name in menus.mapped("name") if name in self.english]
        self.assertFalse(left, "\n".join(left))

    def test_messages(self):
        """Messages raised in Python come in the user's language."""
        source = (
            "Row %(row)s: the full name is missing. Write it, or delete the row in the"
            " file."
        )
        text = get_translation(ADDON, LANGUAGE, source, {"row": 7})
        self.assertEqual(
            text, "Dòng 7: thiếu họ và tên. Ghi họ và tên, hoặc xóa dòng này trong tệp."
        )


def _text(term):
    """Return a term without its markup."""
    return re.sub(r"<[^>]+>", "", term)


def _terms(arch):
    """Return what a reader sees of a view, blanks made one."""
    found = []
    xml_translate(lambda term: found.append(" ".join(term.split())), arch)
    return found
