"""A photo that an officer attaches to an indicator is kept, on the phone and at the
desk, by whichever way one leaves the dossier."""

import os
from pathlib import Path
from tempfile import mkdtemp

from odoo.tests import tagged

from ..common import CommuneHttpCase
from ..desk import desks
from ..phone import photo

_SHOTS = os.environ.get("CDHT_SHOTS")
_PHONE = {"width": 360, "height": 740}
_GRID = "/odoo/{}/action-cdht_module.action_cdht_entry_grid"
_SAYS = "document.querySelector({!r})?.innerText.includes({!r})"
_INPUT = "[name=attachment_ids] input[type=file]"
_CARDS = "[name=line_ids] .o_kanban_record"
_CLEAN = "document.querySelector('.o_form_status_indicator_buttons.invisible')"


@tagged("post_install", "-at_install")
class TestEvidenceFiles(CommuneHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossier = cls.make_dossiers()
        (cls.chapter | cls.commune_user).lang = "vi_VN"
        cls.photo = photo(Path(mkdtemp()) / "giay-khen.jpg", size=(640, 480))

    def click(self, device, selector):
        device.wait(f"document.querySelector({selector!r})")
        device.choose(selector)

    def save(self, device):
        device.wait(f"!{_CLEAN}")
        self.click(device, ".o_form_button_save")
        device.wait(_CLEAN)

    def attach_in_dialog(self, device, card=1):
        """Tap a card, choose a photo, “Lưu”; the card shows it."""
        self.click(device, f"{_CARDS}:nth-child({card})")
        device.wait(f"document.querySelector('.modal {_INPUT}')")
        device.attach(f".modal {_INPUT}", self.photo)
        device.wait(_SAYS.format(".modal [name=attachment_ids]", "giay-khen"))
        self.click(device, ".modal .o_form_button_save")
        device.wait("!document.querySelector('.modal')")
        device.wait(_SAYS.format(f"{_CARDS}:nth-child({card})", "giay-khen"))

    def check_kept(self, line):
        """By that line, as evidence; nothing is left lying elsewhere."""
        self.env.invalidate_all()
        (file,) = line.attachment_ids
        self.assertEqual((file.res_model, file.res_id), (line._name, line.id))
        self.assertEqual(file.mimetype, "image/jpeg")

    def test_on_the_phone_and_back_to_the_scores(self):
        """The village's officer, from “Nhập điểm” and back by the arrow above."""
        grid = _GRID.format(self.dossier.proposal_id.id)
        with desks(self, self.chapter, **_PHONE) as device:
            device.open(grid)
            device.touch("Hồ sơ và minh chứng")
            self.attach_in_dialog(device)
            if _SHOTS:
                device.screenshot(Path(_SHOTS) / "minh-chung-dien-thoai.png")
            self.click(device, ".o_back_button")
            device.wait(_SAYS.format("[data-evidence='1']", "giay-khen"))
        self.check_kept(self.dossier.line_ids[0])

    def test_on_the_phone_with_the_save_button(self):
        """The commune's officer; two photos, a word beside one, a file taken off."""
        first, second = self.dossier.line_ids[:2]
        with desks(self, self.commune_user, **_PHONE) as device:
            device.open(f"/odoo/cdht.assessment/{self.dossier.id}")
            self.attach_in_dialog(device)
            self.attach_in_dialog(device, card=2)
            self.click(device, f"{_CARDS}:nth-child(2)")
            device.type(".modal [name=evidence] textarea", "Giấy khen của xã")
            device.run(
                "document.querySelector('.modal [name=evidence] textarea')"
                ".dispatchEvent(new Event('change', {bubbles: true}))"
            )
            self.click(device, ".modal .o_form_button_save")
            device.wait("!document.querySelector('.modal')")
            self.save(device)
            self.check_kept(first)
            self.check_kept(second)
            self.assertEqual(second.evidence, "Giấy khen của xã")
            self.click(device, f"{_CARDS}:nth-child(1)")
            self.click(device, ".modal .o_attachment_delete")
            self.click(device, ".modal .o_form_button_save")
            device.wait("!document.querySelector('.modal')")
            self.save(device)
        self.env.invalidate_all()
        self.assertFalse(first.attachment_ids)
        self.assertEqual(len(second.attachment_ids), 1)

    def test_who_has_not_said_who_they_are_is_told_so(self):
        """In words, where the photo was chosen; the screen goes on."""
        self.chapter.cdht_not_resident = False
        with desks(self, self.chapter, **_PHONE) as device:
            device.open(f"/odoo/cdht.assessment/{self.dossier.id}")
            self.click(device, f"{_CARDS}:nth-child(1)")
            device.wait(f"document.querySelector('.modal {_INPUT}')")
            device.attach(f".modal {_INPUT}", self.photo)
            device.wait(_SAYS.format(".o_notification", "Chưa rõ ông/bà là ai"))
            self.assertFalse(device.run("!!document.querySelector('.o_error_dialog')"))
            device.wait(f"!document.querySelector('.modal {_INPUT}').disabled")
            self.click(device, ".modal .o_form_button_save")
            device.wait("!document.querySelector('.modal')")

    def test_at_the_desk(self):
        """In the row itself, once its column is shown; each of both officers."""
        users = (self.chapter, self.commune_user)
        for number, user in enumerate(users):
            line = self.dossier.line_ids[number]
            with self.subTest(user.login), desks(self, user) as desk:
                desk.open(f"/odoo/cdht.assessment/{self.dossier.id}")
                self.click(desk, ".o_optional_columns_dropdown button")
                self.click(desk, ".o-dropdown--menu input[name=attachment_ids]")
                row = f"[name=line_ids] tr.o_data_row:nth-child({number + 1})"
                self.click(desk, f"{row} td[name=attachment_ids]")
                desk.wait(f"document.querySelector({f'{row} {_INPUT}'!r})")
                desk.attach(f"{row} {_INPUT}", self.photo)
                desk.wait(_SAYS.format(row, "giay-khen"))
                self.save(desk)
            self.check_kept(line)
