"""Ethnicity: sensitive data, for its own group beside the roles."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CommuneCase
from ..import_case import AN, HEADER, ImportCase, person, workbook


@tagged("post_install", "-at_install", "access_rights")
class TestEthnicity(CommuneCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env.ref("cdht_module.group_cdht_ethnicity")
        cls.tay, cls.nung = cls.env["cdht.ethnicity"].search([], limit=2)
        cls.person = cls.make_people(ethnicity_id=cls.tay.id)

    def test_no_role_brings_it(self):
        for role in ("citizen", "chapter", "commune", "district", "manager", "staff"):
            implied = self.env.ref(f"cdht_module.group_cdht_{role}").all_implied_ids
            self.assertNotIn(self.group, implied)
        self.assertFalse(self.group.implied_ids)

    def test_officers_without_the_group(self):
        for user in (self.chapter, self.commune_user):
            acting = self.person.with_user(user)
            self.assertNotIn("ethnicity_id", acting.fields_get())
            self.assertNotIn("ethnicity_id", acting.read()[0])
            view = acting.get_view(view_type="form")["arch"]
            self.assertNotIn("ethnicity_id", view)
            for call in (
                lambda a=acting: a.read(["ethnicity_id"]),
                lambda a=acting: a.write({"ethnicity_id": self.nung.id}),
                lambda a=acting: a.search([("ethnicity_id", "=", self.tay.id)]),
                lambda a=acting: a.search([("ethnicity_id.name", "=", "Tày")]),
                lambda a=acting: a.formatted_read_group([], ["ethnicity_id"], []),
                lambda a=acting: a.search([], order="ethnicity_id"),
            ):
                with self.assertRaises(AccessError):
                    call()
            acting.write({"occupation": "Giáo viên"})

    def test_officers_with_the_group_at_home_only(self):
        self.chapter.group_ids = [Command.link(self.group.id)]
        self.chapter_2.group_ids = [Command.link(self.group.id)]
        self.assertEqual(self.person.with_user(self.chapter).ethnicity_id, self.tay)
        self.person.with_user(self.chapter).ethnicity_id = self.nung
        self.assertIn(
            "ethnicity_id",
            self.person.with_user(self.chapter).get_view(view_type="form")["arch"],
        )
        people = self.env["cdht.citizen"].with_user(self.chapter_2)
        self.assertFalse(people.search([("ethnicity_id", "=", self.nung.id)]))

    def test_the_group_alone_reads_nobody(self):
        self.manager.group_ids = [Command.link(self.group.id)]
        self.assertFalse(self.person.with_user(self.manager).has_access("read"))


@tagged("post_install", "-at_install")
class TestEthnicityOfLists(ImportCase):
    def _list(self, ethnicity):
        header = [*HEADER, "Dân tộc"]
        return workbook({"Thôn Một": [header, [*person(), ethnicity]]})

    def test_a_list_brings_it_whoever_reads_the_list(self):
        """A new person, then a corrected list."""
        for name in ("Tày", "Nùng"):
            record = self.read(self._list(name), self.chapter)
            self.assertEqual((record.state, record.error_count), ("done", 0))
            self.assertEqual(self.citizen(AN).ethnicity_id.name, name)
