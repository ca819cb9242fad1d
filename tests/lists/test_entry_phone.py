"""A village's officer types on a phone: people are added, one is chosen from the list
of names, the foot of the screen leads on. What is said is what became of it."""

import os
from pathlib import Path

from odoo.tests import tagged

from ..common import CommuneHttpCase
from ..desk import desks
from ..hand import Hand

_SHOTS = os.environ.get("CDHT_SHOTS")
_GRID = "/odoo/{}/action-cdht_module.action_cdht_entry_grid"
_CARD = "document.querySelector('.o_cdht_card')"
_PICKER = ".o_cdht_one select[aria-label]"
_SHOWN = "document.querySelector('.o_cdht_one select').selectedOptions[0].innerText"
_SAVED = "document.querySelector('.o_cdht_saved')?.dataset.unsent === '0'"
_SAYS = "document.body.innerText.includes({!r})"
_FOOT = "document.querySelector('.o_cdht_foot')?.innerText.includes({!r})"
_TOLD = "document.querySelector('.modal .alert-{}')?.innerText || ''"


class PhoneListCase(CommuneHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers(size=4)
        names = ("Lý Thị An", "Chu Văn Bình", "Vi Thị Cúc", "Hoàng Văn Dũng")
        for dossier, name in zip(cls.dossiers, names, strict=True):
            dossier.citizen_id.name = name
        cls.list = cls.dossiers.proposal_id
        cls.chapter.lang = "vi_VN"

    def phone(self):
        return desks(self, self.chapter, width=360, height=740)

    def open(self, device):
        device.open(_GRID.format(self.list.id))
        device.wait(_CARD)

    def look(self, device, name):
        if _SHOTS:
            device.screenshot(Path(_SHOTS) / f"{name}.png")

    def pick(self, device, selector, place):
        """Choose from a drop-down, as a finger does."""
        device.run(
            f"(() => {{ const one = document.querySelector({selector!r});"
            f" one.selectedIndex = {place};"
            " one.dispatchEvent(new Event('input', {bubbles: true}));"
            " one.dispatchEvent(new Event('change', {bubbles: true})); })()"
        )

    def new_people(self):
        self.env.invalidate_all()
        return (self.list.assessment_ids - self.dossiers).citizen_id


@tagged("post_install", "-at_install")
class TestEntryPhone(PhoneListCase):
    def test_a_name_is_chosen_from_the_list_of_names(self):
        with self.phone() as device:
            self.open(device)
            self.pick(device, _PICKER, 2)
            device.wait(_FOOT.format("3/4"))
            device.run("document.querySelector('[data-tap=\"1:7\"]').click()")
            device.wait(_FOOT.format("7"))
            device.wait(_SAVED)
            self.assertFalse(device.run("!!document.querySelector('.modal')"))
            self.assertIn("Vi Thị Cúc", device.run(_SHOWN))
        self.env.invalidate_all()
        scores = self.dossiers.line_ids.filtered("self_score")
        self.assertEqual(scores.assessment_id, self.dossiers[2])

    def test_the_foot_leads_on(self):
        """After the tenth score, where the thumb is: who it is of how many, the total,
        whether it is saved, and the next one, who begins at the top."""
        foot = "document.querySelector('.o_cdht_foot')"
        covers = (
            f"(() => {{ const foot = {foot}.getBoundingClientRect();"
            " const tap = document.querySelector('[data-tap=\"10:8\"]')"
            ".closest('.border-bottom').getBoundingClientRect();"
            " return [foot.top >= tap.bottom - 1, foot.bottom <= innerHeight + 1,"
            " foot.height <= 64]; })()"
        )
        with self.phone() as device:
            self.open(device)
            hand = Hand(lambda method, values: device._ask(method, params=values))
            for number in range(1, 11):
                device.run(
                    f"document.querySelector('[data-tap=\"{number}:8\"]').click()"
                )
            device.run(
                "document.querySelector('[data-tap=\"10:8\"]').closest('.border-bottom')"
                ".scrollIntoView({block: 'end'})"
            )
            device.run(
                "(() => { for (let one = document.querySelector('.o_cdht_one'); one;"
                " one = one.parentElement) { one.scrollTop = one.scrollHeight; } })()"
            )
            device.wait(_SAVED)
            self.assertEqual(device.run(covers), [True] * 3)
            said = device.run(f"{foot}.innerText")
            for words in ("1/4", "80", "Đã lưu hết"):
                self.assertIn(words, said)
            self.look(device, "nhap-diem-chan-man-hinh")
            hand.click(".o_cdht_foot button[aria-label='Người sau']")
            device.wait(_FOOT.format("2/4"))
            # The drop-down of names is in sight, under nothing.
            device.wait(
                "(() => { const one = document.querySelector('.o_cdht_one select');"
                " const { left, top } = one.getBoundingClientRect();"
                " return document.elementFromPoint(left + 9, top + 3) === one; })()"
            )
            wide = device.run("document.documentElement.scrollWidth")
            self.assertLessEqual(wide, 360)
            self.look(device, "nhap-diem-nguoi-sau")

    def test_a_line_without_a_year_begins_with_its_word(self):
        self.dossiers[0].citizen_id.birth_year = False
        with self.phone() as device:
            self.open(device)
            first = device.run(f"{_CARD}.innerText").strip()
            self.assertTrue(first.startswith("Đã đăng ký"), first[:40])


@tagged("post_install", "-at_install")
class TestEntryPhonePeople(PhoneListCase):
    def add(self, device, name, year=""):
        device.wait("document.activeElement?.name === 'person_name'")
        device.type("[name=person_name]", name)
        device.type("[name=birth_year]", year)
        device.run("document.querySelector('.modal .o_cdht_new .btn-primary').click()")

    def told(self, device, kind, words):
        device.wait(f"({_TOLD.format(kind)}).includes({words!r})")

    def test_what_became_of_each_is_said_where_one_adds(self):
        with self.phone() as device:
            self.open(device)
            device.touch("Thêm người")
            self.add(device, "Nông Thị Én", "1959")
            self.told(device, "success", "Đã thêm: Nông Thị Én")
            self.add(device, "Nông Thị Ỷ", "85")
            device.wait(_SAYS.format("Năm sinh có bốn chữ số"))
            self.assertFalse(device.run(_TOLD.format("success")))
            device.type("[name=birth_year]", "1985")
            device.run(
                "document.querySelector('.modal .o_cdht_new .btn-primary').click()"
            )
            self.told(device, "success", "Đã thêm: Nông Thị Ỷ")
            self.add(device, "LÝ THỊ AN", "1980")
            self.told(device, "warning", "đã có trong danh sách")
            self.told(device, "warning", "Không thêm ai")
            self.look(device, "them-nguoi-da-co")
            self.add(device, "Nông Văn Ổn", "1961")
            self.told(device, "success", "Đã thêm: Nông Văn Ổn")
            # The one before is still told.
            self.told(device, "warning", "đã có trong danh sách")
        names = {"Nông Thị Én", "Nông Thị Ỷ", "Nông Văn Ổn"}
        self.assertEqual(set(self.new_people().mapped("name")), names)

    def test_without_a_connection_nobody_is_said_to_be_added(self):
        with self.phone() as device:
            self.open(device)
            device.touch("Thêm người")
            device.network(cut=True)
            self.add(device, "Nông Thị Én", "1959")
            self.told(device, "info", "Chưa gửi")
            device.network(cut=False)
            self.told(device, "success", "Đã thêm: Nông Thị Én")
        self.assertEqual(len(self.new_people()), 1)

    def test_two_of_one_name_without_a_year(self):
        """One is asked, and answers by a tap; the second is a person of her own."""
        with self.phone() as device:
            self.open(device)
            device.touch("Thêm người")
            self.add(device, "Nguyễn Thị Hoa")
            self.told(device, "success", "Đã thêm: Nguyễn Thị Hoa")
            self.add(device, "Nguyễn Thị Hoa")
            device.wait("document.querySelector('[data-kind=asks]')")
            self.look(device, "them-nguoi-trung-ten")
            device.touch("Người khác")
            device.wait("!document.querySelector('[data-kind=asks]')")
            device.wait(_SAVED)
        self.assertEqual(self.new_people().mapped("name"), ["Nguyễn Thị Hoa"] * 2)

    def test_the_group_that_stays_is_seen(self):
        """What the next person gets is what the box shows: on a phone and at a desk."""
        one, two = self.env["cdht.labour.group"].search([], limit=2)
        box, add = ".o_cdht_new [name=group]", ".o_cdht_new .btn-primary"
        shown = f"document.querySelector({box!r}).selectedIndex"
        for screen in ({"width": 360, "height": 740}, {}):
            small = bool(screen)
            with desks(self, self.chapter, **screen) as device:
                device.open(_GRID.format(self.list.id))
                device.wait(_CARD if small else "document.querySelector('td[data-c]')")
                device.touch("Thêm người")
                device.wait("document.activeElement?.name === 'person_name'")
                people = []
                for word, place in (("Mai", 1), ("Nam", None), ("Quý", 2), ("Sơn", 0)):
                    people.append(f"Đặng {'Thúy' if small else 'Lan'} {word}")
                    device.type("[name=person_name]", people[-1])
                    device.type("[name=birth_year]", "1970")
                    if place is None:
                        self.assertEqual(device.run(shown), 1)
                    else:
                        self.pick(device, box, place)
                    device.choose(add)
                    device.wait("!document.querySelector('[name=person_name]').value")
                device.wait(_SAVED)
            with self.subTest(small=small):
                groups = {
                    person.name: person.labour_group_id for person in self.new_people()
                }
                self.assertEqual(
                    [groups[name] for name in people],
                    [one, one, two, self.env["cdht.labour.group"]],
                )

    def test_who_is_back_on_the_list_is_not_said_to_be_off_it(self):
        with self.phone() as device:
            self.open(device)
            device.touch("Bỏ khỏi danh sách")
            device.wait("document.querySelector('.modal [name=action_confirm]')")
            device.run("document.querySelector('.modal [name=action_confirm]').click()")
            device.wait("document.querySelector('.o_cdht_off')")
            device.touch("Thêm người")
            self.add(device, "Lý Thị An", "1980")
            self.told(device, "success", "Lý Thị An")
            device.wait("!document.querySelector('.o_cdht_off')")
        self.env.invalidate_all()
        states = self.dossiers[0].citizen_id.assessment_ids.mapped("state")
        self.assertEqual(sorted(states), ["registered", "withdrawn"])
