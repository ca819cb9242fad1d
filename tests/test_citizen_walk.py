"""One's year on a cheap phone, from the slip to the certificate."""

import os
import tempfile
from pathlib import Path

from odoo.tests import tagged

from .common import YEAR, CommuneHttpCase
from .phone import phone, photo

ADDRESS = "cdht_module.public_url"
SHOTS = os.environ.get("CDHT_SHOTS")  # a folder for pictures of each page


class PhoneCase(CommuneHttpCase):
    """People of a village with a phone, in a year that is open to them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign.registration_deadline = cls.campaign.self_deadline
        cls.person = cls.make_people(birth_date="1968-03-05")
        cls.person.name = "Lý Thị Mẫu"
        cls.env["ir.config_parameter"].set_param(ADDRESS, "https://xa-mau.example")
        cls.folder = Path(tempfile.mkdtemp())

    def look(self, device, name):
        """The page is accessible; its picture where somebody asks for it."""
        device.check_accessible()
        if SHOTS:
            device.screenshot(Path(SHOTS) / f"{name}.png")

    def invite(self, person=None):
        """The code on a slip that the chapter prints."""
        return self.env["cdht.invitation"]._issue(person or self.person)[0][1]

    def score_all(self, device, first=1):
        """Tap a score for each indicator, from ``first`` on."""
        for number in range(first, 11):
            form = f'form[data-step="{number}"]'
            device.wait(f"!document.querySelector('{form}').hidden")
            device.choose(f'{form} input[value="8"]')
            device.type(f"{form} textarea", f"Việc đã làm {number}")
            if number < 10:
                device.touch("Lưu và tiếp tục")
            else:
                device.tap("Lưu và tiếp tục")

    def fresh(self, records):
        self.env.invalidate_all()
        return records


@tagged("post_install", "-at_install")
class TestCitizenWalk(PhoneCase):
    def test_slip_to_certificate(self):
        code = self.invite()
        with phone(self) as device:
            self._open_account(device, code)
            self._register(device)
            dossier = self._self_assess(device)
            self._corrects(device, dossier)
            self._is_recognised(device, dossier)

    def _open_account(self, device, code):
        device.open("/cdht/toi")
        self.look(device, "01-vao")
        device.open(f"/cdht/moi?ma={code}")
        device.sees("Lý Thị Mẫu", "Thôn Một")
        self.look(device, "02-phieu-moi")
        device.type("#password", "mat khau moi")
        device.type("#again", "mat khau moi")
        device.tap("Mở tài khoản")
        device.sees("Lý Thị Mẫu", "Ông/bà chưa đăng ký")
        self.look(device, "03-trang-cua-toi")

    def _register(self, device):
        device.tap("Đăng ký")
        device.sees("05/03/1968", "Thôn Một", "Tôi tự nguyện đăng ký")
        self.look(device, "04-dang-ky")
        self.assertFalse(device.run("document.querySelector('[name=consent]').checked"))
        device.choose("[name=group]")
        device.choose("[name=consent]")
        device.tap("Đăng ký")
        device.sees("đang tự đánh giá", "Đã chấm 0/10")

    def _self_assess(self, device):
        device.tap("Bắt đầu tự đánh giá")
        self.look(device, "05-chi-so")
        photos = [
            photo(self.folder / f"anh-{number}.jpg", colour=colour)
            for number, colour in enumerate(("teal", "brown"))
        ]
        device.attach("#files1", *photos)
        self.score_all(device)
        self.assertEqual(device.path(), "/cdht/toi/nop")
        self.look(device, "06-nop")
        device.type("#helped_by", "con trai Lý Văn B")
        device.tap("Nộp phiếu")
        dossier = self.fresh(self.person).assessment_ids
        device.sees(
            "Đã nộp, chờ thẩm định", dossier.receipt_number, "con trai Lý Văn B",
            "Chi hội khuyến học thôn Một họp thẩm định",
        )  # fmt: skip
        self.look(device, "07-da-nop")
        self.assertEqual(dossier.state, "self_assessed")
        self.assertEqual(dossier.self_total, 80)
        self.assertEqual(dossier.consent_channel, "portal")
        files = dossier.line_ids[0]._evidence_files()
        self.assertEqual(len(files), 2)
        for file in files:
            self.assertEqual(file.mimetype, "image/jpeg")
            self.assertLess(file.file_size, 800_000)
            self.assertNotIn("Điện thoại".encode(), file.raw)
        user = self.person.partner_id.user_ids
        self.assertEqual(self.traces(dossier, "submit").user_id, user)
        return dossier

    def _corrects(self, device, dossier):
        chapter = dossier.with_user(self.chapter)
        chapter.line_ids[2].note = "Chưa rõ lớp học nào"
        chapter.action_return("Kể rõ thêm chỉ số 3")
        device.open("/cdht/toi")
        device.sees("Kể rõ thêm chỉ số 3", "Chưa rõ lớp học nào")
        self.look(device, "08-tra-lai")
        device.tap("Chỉ số 3")
        device.type("#evidence3", "Lớp kỹ thuật trồng hồi, tháng 5")
        device.touch("Lưu và tiếp tục")
        device.open("/cdht/toi/nop")
        device.tap("Nộp phiếu")
        device.sees("Đã nộp, chờ thẩm định")
        self.assertEqual(
            self.fresh(dossier).line_ids[2].evidence, "Lớp kỹ thuật trồng hồi, tháng 5"
        )

    def _is_recognised(self, device, dossier):
        dossier.with_user(self.chapter).action_fill_appraised()
        dossier.with_user(self.chapter).action_appraise()
        self.make_titles(self.person, [YEAR - 2, YEAR - 1])
        self.send(dossier.proposal_id)
        device.open("/cdht/toi")
        device.sees("Đã đề nghị công nhận", "xem xét, ra quyết định")
        self.recognise(dossier)
        title = self.person.recognition_ids[0]
        device.open("/cdht/toi")
        device.sees("Đã công nhận", "3/5 năm", title.decision_reference, "Xác minh")
        self.look(device, "09-cong-nhan")
        device.tap("Xác minh")
        device.sees("còn hiệu lực", "Lý Thị Mẫu")
        self.look(device, "10-xac-minh")
