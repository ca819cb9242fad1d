import io

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import TODAY, CommuneCase


@tagged("post_install", "-at_install")
class TestSite(CommuneCase):
    """The file from which a year is entered on the national site."""

    def rows(self, user=None):
        """The cells of the file, as it would be made now."""
        import openpyxl

        self.env.flush_all()
        content, _kind = (
            self.env["ir.actions.report"]
            .with_user(user or self.commune_user)
            ._render("cdht_module.report_cdht_site_xlsx", self.campaign.ids)
        )
        page = openpyxl.load_workbook(io.BytesIO(content)).active
        return [[cell.value for cell in row] for row in page.iter_rows()]

    def test_only_who_was_not_entered_comes_into_the_next_file(self):
        first, second = self.make_dossiers("appraised", size=2)
        self.make_dossiers("registered")
        self.assertEqual(len(self.rows()), 3)
        first.with_user(self.commune_user).action_site_entered()
        self.assertEqual(first.site_entered_on, TODAY)
        self.assertEqual(self.traces(first, "site_entered").user_id, self.commune_user)
        head, only = self.rows()
        self.assertEqual(head[:2], ["STT", "Họ và tên"])
        self.assertEqual(only[1], second.citizen_id.name)
        first.with_user(self.commune_user).action_site_taken_off()
        self.assertEqual(len(self.rows()), 3)

    def test_scores_have_a_column_each(self):
        self.make_dossiers("appraised", scores=(9, 8, 8, 8, 8, 8, 8, 8, 8, 10))
        head, row = self.rows()
        cells = dict(zip(head, row, strict=True))
        self.assertEqual(cells["Điểm thẩm định chỉ số 1"], 9)
        self.assertEqual(cells["Điểm thẩm định chỉ số 10"], 10)
        self.assertEqual((cells["Tổng điểm"], cells["Kết quả"]), (83, "Đạt"))

    def test_an_office_has_its_own_columns(self):
        self.make_dossiers("appraised", name="=HYPERLINK(1)")
        columns = self.env["cdht.site.column"].with_user(self.commune_user)
        for sequence, (name, content) in enumerate(
            (("Tỉnh", "text"), ("Họ tên", "name"), ("Năm", "year"))
        ):
            columns.create(
                {
                    "sequence": sequence,
                    "name": name,
                    "content": content,
                    "text": "=1+1" if content == "text" else False,
                    "unit_id": self.commune.id,
                }
            )
        self.assertEqual(
            self.rows(), [["Tỉnh", "Họ tên", "Năm"], ["=1+1", "=HYPERLINK(1)", 1980]]
        )

    def test_nothing_typed_becomes_a_formula(self):
        import openpyxl

        self.make_dossiers("appraised", name="=1+1", occupation="@x")
        content, _kind = self.env["ir.actions.report"]._render(
            "cdht_module.report_cdht_site_xlsx", self.campaign.ids
        )
        page = openpyxl.load_workbook(io.BytesIO(content)).active
        self.assertNotIn("f", {cell.data_type for row in page for cell in row})

    def test_it_is_the_commune_s(self):
        dossier = self.make_dossiers("appraised")
        for user in (self.chapter, self.commune_other, self.district):
            with self.assertRaises(AccessError):
                dossier.with_user(user).action_site_entered()
            with self.assertRaises(AccessError):
                self.rows(user)
        shipped = self.env.ref("cdht_module.site_column_name")
        with self.assertRaises(AccessError):
            shipped.with_user(self.commune_user).name = "Khác"
        registered = self.make_dossiers().with_user(self.commune_user)
        with self.assertRaises(UserError):
            registered.action_site_entered()
