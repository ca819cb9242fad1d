from odoo.tests import tagged

from ..import_case import AN, BE, CHI, person
from ..office_calc import FILTERS, Book, saved
from .test_list_template import FIRST, TemplateCase

KINDS = ("assessment", "registration", "people", "population")


@tagged("post_install", "-at_install", "-standard", "cdht_word")
class TestTemplateInOffice(TemplateCase):
    """What LibreOffice opened, edited and saved comes back with exactly the edits."""

    def setUp(self):
        super().setUp()
        self.read(
            {
                "Thôn Một": [
                    person(AN, scores=8, appraised=9),
                    person(BE, scores=7, number=2),
                ],
                "Thôn Hai": [person(CHI, scores=6)],
            }
        )

    def test_only_saved(self):
        before = self.told()
        for kind in KINDS:
            made = self.made(kind)
            for form in FILTERS:
                with self.subTest(kind=kind, form=form):
                    record = self.come_back(saved(made, form), filename=f"a.{form}")
                    self.assertEqual(record.kind, kind)
                    self.assertFalse(
                        record.issue_ids, record.issue_ids.mapped("message")
                    )
                    self.assertTrue(record.nothing_new)
        self.assertOnly(before)

    def test_edited(self):
        """Two people changed, sorted the other way round, a new one below."""
        for form in FILTERS:
            with self.subTest(form), self.env.cr.savepoint() as point:
                before = self.told()
                book = Book(self.made(units=self.village))
                rows = book.rows("Thôn Một")
                first, second = rows[FIRST - 1 : FIRST + 1]
                named = {book.cells(row)[1].xpath("string()"): row
                         for row in (first, second)}  # fmt: skip
                an, be = (book.cells(named[one["name"]]) for one in (AN, BE))
                book.type(an[5], "020090000099")
                book.type(be[1], "Lò Thị Bế")
                book.type(be[10], 10)
                new = book.cells(rows[FIRST + 1])
                told = person(CHI | {"name": "Vi Thị Mới", "id": "020192000033"})
                for place, value in zip(
                    [0, 1, 2, 4, 5, 6, *range(9, 19)], [3, *told[1:16]], strict=True
                ):
                    book.type(new[place], value)
                book.sort([first, second])
                record = self.come_back(book.saved(form), filename=f"a.{form}")
                self.assertFalse(record.error_count, record.issue_ids.mapped("message"))
                self.assertOnly(
                    before,
                    added=["Vi Thị Mới"],
                    changed={
                        AN["name"]: {"identity": "020090000099"},
                        BE["name"]: {
                            "name": "Lò Thị Bế",
                            "scores": [(7, 7), (10, 7), *[(7, 7)] * 8],
                        },
                    },
                )
                point.rollback()
                self.env.invalidate_all()
