from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import format_date

from ..common import CommuneCase


@tagged("post_install", "-at_install", "access_rights")
class TestTracedSettings(CommuneCase):
    """Who changed which setting from what to what."""

    def _lines(self, record):
        """(what, field, from, to) of each trace of a record."""
        return [
            (line.move, line.field_name, line.value_from, line.value_to)
            for line in self.traces(record)
        ]

    def test_a_line_for_each_field_in_words(self):
        rows = (
            self.env["cdht.authority"]
            .with_user(self.manager)
            .create({"unit_id": self.agency.id, "authority_id": self.province.id})
        )
        rows.write({"authority_id": self.commune.id, "date_from": "2025-07-01"})
        rows.write({"authority_id": self.commune.id})
        self.assertEqual(
            self._lines(rows),
            [
                ("create", False, False, False),
                ("write", "authority_id", "Tỉnh Mẫu", "Xã Mẫu"),
                ("write", "date_from", False, format_date(self.env, rows.date_from)),
            ],
        )
        self.assertEqual(self.traces(rows).user_id, self.manager)
        line = self.traces(rows)[1].with_user(self.manager)
        self.assertEqual(line.move_label, "Changed: Recognising authority")
        self.assertEqual(line.record_name, rows.display_name)
        name = rows.display_name
        lines = self.traces(rows)
        rows.unlink()
        last = self.traces(rows) - lines
        self.assertEqual((last.move, last.value_from), ("unlink", name))

    def test_a_context_hides_nothing(self):
        """The context that Odoo sets while it loads modules."""
        quiet = self.env["cdht.authority"].with_context(install_mode=True)
        row = quiet.with_user(self.manager).create(
            {"unit_id": self.agency.id, "authority_id": self.province.id}
        )
        row.write({"date_from": "2025-07-01"})
        self.assertEqual(
            [line[:2] for line in self._lines(row)],
            [("create", False), ("write", "date_from")],
        )
        admin = self.env.ref("base.user_admin")
        group = self.env.ref("cdht_module.group_cdht_manager").with_user(admin)
        group.with_context(install_mode=True).user_ids = [(4, self.chapter.id)]
        self.assertEqual(self.traces(self.chapter)[-1].move, "role_given")

    def test_every_kind_of_setting(self):
        guide = self.rule.copy({"name": "Bản nháp"})
        criterion = self.env["cdht.indicator.criterion"].create(
            {"set_id": guide.id, "name": "Năng lực", "code": "TC"}
        )
        indicator = self.env["cdht.indicator"].create(
            {"criterion_id": criterion.id, "name": "Chỉ số", "code": "CS01"}
        )
        group = self.env["cdht.labour.group"].search([], limit=1)
        clan = self.make_unit("Họ Ba", "clan", self.village)
        for record, values in (
            (guide, {"pass_total": 81}),
            (criterion, {"name": "Khác"}),
            (indicator, {"name": "Khác"}),
            (group, {"name": "Khác"}),
            (self.env["cdht.stage"].search([], limit=1), {"name": "Khác"}),
            (self.village, {"letterhead": "CHI HỘI"}),
            (clan, {"parent_id": self.village_2.id}),
            (self.campaign, {"proposal_deadline": "2026-11-28"}),
            (self.campaign, {"intake_user_id": self.commune_user.id}),
            (self.signatory, {"post": "Phó Chủ tịch"}),
            (self.env["cdht.paper.default"].search([], limit=1), {"symbol": "X"}),
        ):
            (field,) = values
            with self.subTest(record=record, field=field):
                record.write(values)
                line = self.traces(record)[-1]
                self.assertEqual((line.move, line.field_name), ("write", field))
                self.assertTrue(line.is_setting)

    def test_wording_and_persons_are_told_by_name_of_the_field(self):
        copy = self.rule.copy({"name": "Bản nháp"})
        copy.write({"legal_basis": "Quyết định khác"})
        person = self.make_people(name="Người Không Nêu")
        self.signatory.write({"citizen_id": person.id})
        for record, field in ((copy, "legal_basis"), (self.signatory, "citizen_id")):
            self.assertEqual(self._lines(record)[-1], ("write", field, False, False))

    def test_group_and_learning_flags_of_a_dossier(self):
        dossier = self.make_dossiers()
        group = self.env["cdht.labour.group"].search([], limit=1)
        dossier.with_user(self.chapter).write(
            {"in_learning_family": True, "labour_group_id": group.id}
        )
        lines = self.traces(dossier, "write")
        self.assertEqual(
            [(line.field_name, line.value_to, line.unit_id) for line in lines],
            [
                ("in_learning_family", "Yes", self.village),
                ("labour_group_id", group.display_name, self.village),
            ],
        )
        self.assertFalse(any(lines.mapped("is_setting")))

    def test_who_reads_them(self):
        """The managers all, officers those of their units, nobody else."""
        self.campaign.write({"report_due": "2026-12-20"})
        group = self.env["cdht.labour.group"].search([], limit=1)
        group.write({"name": "Khác"})
        dossier = self.make_dossiers()
        of_campaign = self.traces(self.campaign, "write")
        of_group, of_dossier = self.traces(group, "write"), self.traces(dossier)
        every = of_campaign | of_group | of_dossier
        for user, seen in (
            (self.manager, of_campaign | of_group),
            (self.commune_user, of_campaign | of_dossier),
            (self.chapter, of_dossier),
            (self.chapter_2, every.browse()),
            (self.commune_other, every.browse()),
            (self.district, every.browse()),
        ):
            with self.subTest(user=user.login):
                found = every.with_user(user).search([("id", "in", every.ids)])
                self.assertEqual(found.sudo(False), seen.with_user(user))

    def test_what_the_add_on_brings_is_nobodys_change(self):
        stages = self.env["cdht.stage"].search([])
        self.assertFalse(self.traces(stages, "create"))

    def test_a_unit_entered_by_mistake_is_deleted(self):
        unit = self.make_unit("Thôn Nhầm")
        unit.write({"name": "Thôn Nhầm Lẫn"})
        unit.with_user(self.manager).unlink()
        self.assertFalse(unit.exists())
        with self.assertRaises(UserError):
            self.traces(self.campaign).unlink()
