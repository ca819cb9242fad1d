from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import YEAR
from ..paper_common import PaperCase


@tagged("post_install", "-at_install")
class TestPlanMoney(PaperCase):
    """The year's estimate, what was spent, what was given."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = (
            cls.env["cdht.plan"]
            .with_user(cls.commune_user)
            .create(
                {
                    "issuing_unit_id": cls.commune.id,
                    "year_from": YEAR,
                    "year_to": YEAR,
                    "number": "14",
                    "date": f"{YEAR}-02-03",
                    "part_ids": [Command.create({"name": "MỤC TIÊU", "level": "1"})],
                    "target_ids": [
                        Command.create(
                            {
                                "year": YEAR,
                                "value": 50,
                                "metric_id": cls.env.ref(
                                    "cdht_module.metric_of_adults"
                                ).id,
                            }
                        )
                    ],
                }
            )
        )
        with Form(cls.plan) as form:
            for name, quantity, price, source in (
                ("In phiếu", 700, 6000, "budget"),
                ("Nước uống", 1.5, 20001, "budget"),
                ("Thưởng", 75, 100000, "social"),
            ):
                with form.cost_ids.new() as line:
                    line.name = name
                    line.quantity = quantity
                    line.price = price
                    line.source = source

    def test_sums(self):
        self.assertEqual(
            self.plan.cost_ids.mapped("planned"), [4200000, 30002, 7500000]
        )
        self.assertEqual(self.plan.planned_total, 11730002)
        self.assertEqual(
            self.plan.planned_words,
            "Mười một triệu bảy trăm ba mươi nghìn không trăm lẻ hai đồng",
        )
        self.plan.cost_ids[0].spent = 4100000
        self.assertEqual(
            self.plan._money_by_source(),
            [("budget", 4230002, 4100000), ("social", 7500000, 0)],
        )

    def test_annex(self):
        self.plan.action_issue()
        text = self.print_text(self.plan, report="cdht_module.report_cdht_plan")
        for part in (
            "DỰ TOÁN KINH PHÍ NĂM 2026",
            "I. Ngân sách xã: 4.230.002 đồng",
            "1 In phiếu 700 6.000 4.200.000",
            "2 Nước uống 1,5 20.001 30.002",
            "II. Xã hội hóa: 7.500.000 đồng",
            "Tổng cộng 11.730.002",
            "Bằng chữ: Mười một triệu bảy trăm ba mươi nghìn không trăm lẻ hai đồng.",
        ):
            self.assertIn(part, text)

    def test_after_issue_only_what_is_spent(self):
        self.plan.action_issue()
        cost = self.plan.cost_ids[0]
        self.plan.write({"cost_ids": [Command.update(cost.id, {"spent": 5})]})
        self.assertEqual(self.plan.spent_total, 5)
        for change in (
            lambda: cost.write({"price": 1}),
            lambda: cost.unlink(),
            lambda: self.plan.cost_ids.create({"plan_id": self.plan.id, "name": "x"}),
        ):
            with self.assertRaises(UserError):
                change()
        self.plan.contribution_ids = [
            Command.create({"giver": "Hợp tác xã mẫu", "amount": 3_000_000_000})
        ]
        self.assertEqual(self.plan.contributed_total, 3_000_000_000)

    def test_money_of_a_plan_in_force_leaves_traces(self):
        cost = self.plan.cost_ids[0]
        gifts = self.env["cdht.plan.contribution"].with_user(self.commune_user)
        gifts.create({"plan_id": self.plan.id, "giver": "Nháp", "amount": 1})
        self.assertFalse(self.traces(self.plan.contribution_ids), "of a draft, none")
        self.plan.action_issue()
        cost.spent = 5
        (line,) = self.traces(cost, "write")
        self.assertEqual((line.field_name, line.value_to), ("spent", "5.0"))
        gift = gifts.create({"plan_id": self.plan.id, "giver": "Ông A", "amount": 7})
        gift.amount = 9
        gift.unlink()
        moves = self.traces(gift)
        self.assertEqual(
            moves.sorted("id").mapped("move"), ["create", "write", "unlink"]
        )
        self.assertEqual(moves.sorted("id")[-1].value_from, "Ông A")
        self.assertEqual(set(moves.unit_id), {self.commune})

    def test_bad_values(self):
        with self.assertRaises(ValidationError):
            self.plan.cost_ids[0].price = -1
        with self.assertRaises(ValidationError):
            self.plan.contribution_ids = [Command.create({"giver": "Ai đó"})]

    def test_accountant(self):
        """Where the office has an accountant, nobody else writes money."""
        accountant = self.make_user("t_ketoan", "commune", self.commune)
        accountant.sudo().cdht_is_accountant = True
        cost = self.plan.cost_ids[0]
        with self.assertRaises(AccessError):
            cost.spent = 5
        with self.assertRaises(AccessError):
            self.plan.contribution_ids = [Command.create({"giver": "A", "amount": 1})]
        cost.with_user(accountant).spent = 5

    def test_nobody_else_reads_it(self):
        for user in (self.chapter, self.district, self.commune_other, self.manager):
            with self.assertRaises(AccessError):
                self.plan.cost_ids.with_user(user).read(["name"])

    def test_in_the_report(self):
        self.plan.action_issue()
        self.plan.cost_ids[0].spent = 4100000
        self.plan.contribution_ids = [
            Command.create({"giver": "Hợp tác xã mẫu", "amount": 500000})
        ]
        report = (
            self.env["cdht.report"]
            .with_user(self.commune_user)
            .create({"issuing_unit_id": self.commune.id, "year": YEAR})
        )
        report.action_take_figures()
        part = report.part_ids.filtered(lambda part: part.code == "money")
        self.assertIn("11.730.002 đồng, xã Mẫu đã chi 4.100.000 đồng", part.text)
        self.assertIn("đóng góp 01 lượt, số tiền 500.000 đồng", part.text)

    def test_impossible_amounts(self):
        cost = self.plan.cost_ids[0]
        for value in (-1, 1e15):
            with self.assertRaises(ValidationError):
                cost.price = value
        self.assertTrue(self.plan.planned_words)

    def test_the_estimate_goes_with_the_accountant(self):
        self.make_user(
            "t_ketoan", "commune", self.commune
        ).sudo().cdht_is_accountant = True
        with self.assertRaises(AccessError):
            self.plan.unlink()
        self.plan.action_issue()
        draft = self.plan.browse(self.plan.action_make_replacement()["res_id"])
        self.assertEqual(draft.planned_total, self.plan.planned_total)

    def test_money_of_a_replaced_plan(self):
        self.plan.action_issue()
        self.plan.cost_ids[0].spent = 100
        self.plan.contribution_ids = [Command.create({"giver": "A", "amount": 7})]
        draft = self.plan.browse(self.plan.action_make_replacement()["res_id"])
        self.plan.cost_ids[0].spent = 130
        draft.cost_ids[0].name = "In phiếu, tờ rơi"
        draft.cost_ids[2].unlink()
        draft.write({"number": "15", "date": f"{YEAR}-04-01"})
        draft.action_issue()
        self.assertEqual((draft.spent_total, draft.contributed_total), (130, 7))
        for values in ({"giver": "B", "amount": 1}, {"giver": "C", "in_kind": "Sách"}):
            with self.assertRaises(UserError):
                self.plan.contribution_ids = [Command.create(values)]

    def test_spending_is_not_dropped(self):
        self.plan.action_issue()
        draft = self.plan.browse(self.plan.action_make_replacement()["res_id"])
        self.plan.cost_ids[0].spent = 100
        draft.cost_ids[0].unlink()
        draft.write({"number": "15", "date": f"{YEAR}-04-01"})
        with self.assertRaises(UserError):
            draft.action_issue()
