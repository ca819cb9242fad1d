"""What the tests of the import share: workbooks made on the spot, and reading them."""

import base64
import io

from .common import CommuneCase

PLAIN = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số định danh", "Nhóm")
SELF = tuple(f"Điểm tự chấm CS{n}" for n in range(1, 11))
APPRAISED = tuple(f"Điểm thẩm định CS{n}" for n in range(1, 11))
HEADER = PLAIN + SELF + APPRAISED
TITLES = (
    "TT",
    "Họ và tên",
    "Năm sinh",
    "Số định danh cá nhân",
    "Thôn/đơn vị",
    "Năm công nhận",
    "Số quyết định",
    "Ngày quyết định",
    "Cơ quan quyết định",
)
AN = {"name": "Lò Văn An", "birth": "18/02/1990", "sex": "Nam", "id": "020090000001"}
BE = {"name": "Lò Thị Bé", "birth": "04/03/1991", "sex": "Nữ", "id": "020191000002"}
CHI = {"name": "Vi Thị Chi", "birth": "05/04/1992", "sex": "Nữ", "id": "020192000003"}


def workbook(sheets):
    """An xlsx, base64, from {sheet name: rows}; a row holds the cells from A on."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return base64.b64encode(stream.getvalue())


def person(base=None, scores=9, appraised=None, number=1, **changes):
    """A row below ``HEADER``: a person of this file, with what differs.

    ``scores``, ``appraised``: one score for all ten, or the ten.
    """
    who = {**(base or AN), "group": 1, **changes}
    own = [scores] * 10 if isinstance(scores, int) else list(scores)
    given = list(appraised) if isinstance(appraised, list) else [appraised] * 10
    cells = [who[key] for key in ("name", "birth", "sex", "id", "group")]
    return [number, *cells, *own, *given]


def title(base=None, year=2025, decision="12/QĐ-UBND", **changes):
    """A row below ``TITLES``: somebody's title of a year."""
    who = {**(base or AN), "unit": "Thôn Một", "date": f"{year}-12-10", **changes}
    body = who.get("body", "UBND xã Mẫu")
    birth = who["birth"] and who["birth"][-4:]
    return [1, who["name"], birth, who["id"], who["unit"], year, decision, who["date"],
            body]  # fmt: skip


class ImportCase(CommuneCase):
    """Reads workbooks into the small commune, as the commune's officer."""

    def make_import(self, sheets, user=None, **vals):
        """A new import of {sheet: rows without header} (or of raw base64)."""
        kind = vals.get("kind", "assessment")
        if isinstance(sheets, dict):
            header = HEADER if kind == "assessment" else TITLES
            sheets = workbook({n: [header, *rows] for n, rows in sheets.items()})
        record = self.env["cdht.import"].with_user(user or self.commune_user)
        return record.create(
            {
                "campaign_id": self.campaign.id,
                "filename": "danh-sach.xlsx",
                "data_file": sheets,
                **vals,
            }
        )

    def read(self, sheets, user=None, **vals):
        """The same, imported."""
        record = self.make_import(sheets, user, **vals)
        record.action_import()
        return record

    def read_people(self, *rows, sheet="Thôn Một", user=None):
        """One sheet of people, imported."""
        return self.read({sheet: rows}, user)

    def read_titles(self, *rows, sheet="2022-2025", user=None):
        """One sheet of earlier titles, imported."""
        return self.read({sheet: rows}, user, kind="recognition")

    def found(self, record, *names):
        """The findings as a set of tuples, by default (row, column, code)."""
        names = names or ("row", "column", "code")
        return {tuple(issue[name] for name in names) for issue in record.issue_ids}

    def citizen(self, who=None):
        """The person recorded with that number."""
        number = (who or AN)["id"]
        return self.env["cdht.citizen"].search([("identity_number", "=", number)])

    def dossier(self, who=None):
        """That person's dossier of the year."""
        return self.citizen(who).assessment_ids

    def assertRefusedFile(self, record, code, *texts):
        """One clear message, nothing imported."""
        self.assertEqual(record.state, "failed")
        self.assertEqual(record.issue_ids.mapped("code"), [code])
        for text in texts:
            self.assertIn(text, record.issue_ids.message)
        self.assertEqual((record.row_count, record.imported_count), (0, 0))
        self.assertFalse(self.campaign.assessment_ids)
