"""What opens, is proposed or listed is one's own, in a province of many communes."""

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common import YEAR
from ..three_communes import ThreeCommunesCase

# What belongs to no commune, or is everybody's to read: the tree of units, criteria,
# wording, who may sign and on which forms.
EVERYBODYS = {
    "cdht.authority", "cdht.certificate.blank", "cdht.ethnicity", "cdht.indicator",
    "cdht.indicator.criterion", "cdht.indicator.guide", "cdht.indicator.set",
    "cdht.labour.group", "cdht.metric", "cdht.paper.default", "cdht.plan.body",
    "cdht.signatory", "cdht.stage", "cdht.unit",
}  # fmt: skip
# Fields that lead from a record to the unit that it belongs to.
WAYS = (
    "commune_id", "campaign_id.unit_id", "unit_id", "issuing_unit_id", "area_id",
    "organiser_id", "posting_id.campaign_id.unit_id", "plan_id.issuing_unit_id",
    "import_id.campaign_id.unit_id", "assessment_id.commune_id",
    "citizen_id.commune_id", "issuing_unit_id",
)  # fmt: skip


@tagged("post_install", "-at_install", "access_rights")
class TestThreeCommunes(ThreeCommunesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # A year of each stage: prepared, open with people, decided.
        cls.decisions = [cls.run_year(place) for place in cls.places[:2]]
        cls.env.flush_all()
        cls.env.invalidate_all()

    def _commune_of(self, record):
        """The communes to which a record leads (none: nobody's)."""
        found = self.env["cdht.unit"]
        record = record.sudo()
        if record._name == "cdht.unit":
            return record.commune_id
        for way in WAYS:
            step = record
            for name in way.split("."):
                step = step[name] if name in step._fields else self.env["cdht.unit"]
            if step._name == "cdht.unit":
                found |= step.commune_id
        return found

    def _actions_of(self, user):
        """The window actions behind the menus that the user sees, their domains."""
        menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        root = self.env.ref("cdht_module.menu_cdht_root").id
        for key, menu in menus.items():
            if key == "root" or menu["app_id"] != root or not menu["action_id"]:
                continue
            model = menu["action_model"]
            action = self.env[model].sudo().browse(menu["action_id"])
            if model == "ir.actions.server":
                run = action.with_user(user).run()
                yield menu["name"], run
            elif model == "ir.actions.act_window":
                yield menu["name"], action._get_action_dict()

    def _records(self, action, user):
        records = self.env[action["res_model"]].with_user(user)
        if action.get("res_id"):
            return records.browse(action["res_id"])
        domain = action.get("domain") or []
        if isinstance(domain, str):
            domain = safe_eval(domain, {"uid": user.id})
        return records.search(domain)

    def test_every_menu_lists_ones_own(self):
        """All officers, all menus, the whole list behind each."""
        opened = 0
        for place in self.places:
            for user in (*place.chapters[:1], place.officer, place.association_officer):
                for name, action in self._actions_of(user):
                    model = action["res_model"]
                    if model in EVERYBODYS or not model.startswith("cdht."):
                        continue
                    with self.subTest(user=user.login, menu=name, model=model):
                        for record in self._records(action, user):
                            opened += 1
                            whose = self._commune_of(record)
                            self.assertLessEqual(whose, place.commune, record)
        self.assertGreater(opened, 60)

    def test_the_dashboard_opens_ones_own_year(self):
        for place in self.places:
            for user in place.officers:
                campaign = self.env["cdht.campaign"].with_user(user)
                action = campaign.action_open_dashboard()
                self.assertEqual(action.get("res_id"), place.campaign.id, user.login)
        # An officer who is also a manager reads every year, and opens the own one.
        boss = self.places[1].officer
        boss.group_ids += self.env.ref("cdht_module.group_cdht_manager")
        action = self.env["cdht.campaign"].with_user(boss).action_open_dashboard()
        self.assertEqual(action["res_id"], self.places[1].campaign.id)

    def test_who_works_for_several_chooses(self):
        """Nothing opens by chance of the order in which communes were made."""
        both = self.places[0].commune | self.places[2].commune
        officer = self.make_user("t_two", "commune", both)
        for user, communes in ((officer, both), (self.district, None)):
            campaigns = self.env["cdht.campaign"].with_user(user)
            action = campaigns.action_open_dashboard()
            self.assertFalse(action.get("res_id"))
            listed = campaigns.search(action["domain"])
            wanted = communes or self.env["cdht.unit"].union(
                *(place.commune for place in self.places)
            )
            self.assertEqual(listed.unit_id, wanted)
        self.assertFalse(
            self.env["cdht.import"].with_user(officer).default_get(["campaign_id"])
            .get("campaign_id")
        )  # fmt: skip

    def test_defaults_are_ones_own(self):
        """Each form that an officer may open: what it proposes lies in the commune."""
        asked = 0
        for place in self.places:
            for user in place.officers:
                for name in sorted(self.env.registry):
                    records = self.env[name].with_user(user)
                    if not name.startswith("cdht.") or records._abstract:
                        continue
                    if not records.has_access("create"):
                        continue
                    values = records.default_get(list(records._fields))
                    for field, value in values.items():
                        comodel = records._fields[field].comodel_name or ""
                        if not comodel.startswith("cdht.") or not value:
                            continue
                        if records._fields[field].type != "many2one":
                            continue
                        asked += 1
                        whose = self._commune_of(self.env[comodel].browse(value))
                        with self.subTest(user=user.login, field=f"{name}.{field}"):
                            self.assertLessEqual(whose, place.commune)
        self.assertGreater(asked, 20)

    def test_the_import_begins_in_ones_own_year(self):
        for place in self.places:
            for user in place.officers:
                values = self.env["cdht.import"].with_user(user).default_get(
                    ["campaign_id"]
                )  # fmt: skip
                self.assertEqual(values["campaign_id"], place.campaign.id, user.login)

    def test_a_manager_chooses_the_commune_whose_officers_are_made(self):
        setup = self.env["cdht.officer.setup"].with_user(self.manager)
        self.assertFalse(setup.default_get(["unit_id"]).get("unit_id"))

    def test_years_of_others_are_not_read(self):
        """Neither by officers nor by people: own commune, own dossiers."""
        campaigns = self.env["cdht.campaign"]
        for place in self.places:
            for user in (*place.officers, place.citizen):
                with self.subTest(user=user.login):
                    found = campaigns.with_user(user).search([])
                    self.assertEqual(found, place.campaign)
            others = [each.campaign for each in self.places if each != place]
            with self.assertRaises(AccessError):
                others[0].with_user(place.citizen).read(["name"])

    def test_who_moved_still_reads_the_year_of_an_earlier_dossier(self):
        here, there = self.places[0], self.places[2]
        person = self.make_people(here.villages[0])
        user = self.make_user("t_moved", "citizen")
        self.give_login(person, user)
        dossier = here.campaign.action_register(person.ids)
        person.unit_id = there.villages[0]
        self.assertEqual(dossier.with_user(user).campaign_id.year, YEAR)
        found = self.env["cdht.campaign"].with_user(user).search([])
        self.assertEqual(found, here.campaign | there.campaign)

    def test_the_year_ran_in_each_commune_by_its_own(self):
        for place, decision in zip(self.places, self.decisions, strict=False):
            titles = decision.recognition_ids
            self.assertEqual(len(titles), 4)
            self.assertEqual(titles.commune_id, place.commune)
            for other in self.places:
                if other == place:
                    continue
                for user in other.officers:
                    self.assertFalse(decision.with_user(user).has_access("read"))
                    self.assertFalse(titles.with_user(user)._filtered_access("read"))
