"""One's year on a cheap phone, from the slip to the certificate."""

from odoo.tests import tagged

from ..common import YEAR
from ..phone import PhoneCase, phone, photo


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
        device.open(f"/cdht/moi#{code}")
        device.wait("document.getElementById('password')")
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
        for page in ("nhom", "dong-y", "rut", "thoat"):
            device.open(f"/cdht/toi/{page}")
            self.look(device, f"04-{page}")
        device.open("/cdht/toi")

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
        title = dossier.decision_id.recognition_ids
        device.open("/cdht/toi")
        device.sees("Đã công nhận", "3/5 năm", title.decision_reference, "Xác minh")
        self.look(device, "09-cong-nhan")
        self._downloads_certificate(device, title)
        device.tap("Xác minh")
        device.sees("còn hiệu lực", "Lý Thị Mẫu")
        self.look(device, "10-xac-minh")

    def _downloads_certificate(self, device, title):
        """Offered once the office has printed it: the kept print, byte for byte."""
        self.assertNotIn("Tải giấy chứng nhận", device.text())
        report = "cdht_module.report_cdht_certificate"
        printing = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        pdf, _type = printing._render_qweb_pdf(report, title.ids)
        device.open("/cdht/toi")
        device.sees("Tải giấy chứng nhận (PDF)")
        length = device.run(
            f"fetch('/cdht/toi/giay-chung-nhan/{YEAR}').then((r) => r.arrayBuffer())"
            ".then((bytes) => bytes.byteLength)"
        )
        self.assertEqual(length, len(pdf))


@tagged("post_install", "-at_install")
class TestFormKeyWalk(PhoneCase):
    def test_printed_form_to_submission_through_a_cut(self):
        """With no account: the form's code, the date of birth, a bad network."""
        dossier = self.register(self.person)
        key = self.env["cdht.form.key"]._issue(dossier)
        with phone(self) as device:
            device.open(f"/cdht/phieu-cua-toi#{key.token}")
            device.wait("document.querySelector('#ngay_sinh')", "sent by itself")
            self.assertEqual(device.run("location.hash"), "")
            self.look(device, "20-ma-tren-phieu")
            self.assertNotIn(self.person.name, device.text())
            device.type("#ngay_sinh", "5/3/1969")
            device.tap("Mở phiếu")
            device.sees("Không đúng")
            device.type("#ngay_sinh", "05-03-1968")
            device.tap("Mở phiếu")
            device.sees("Lý Thị Mẫu", "Đóng phiếu", "Đã chấm 0/10")
            self.look(device, "21-phieu")
            device.tap("Bắt đầu tự đánh giá")
            self._cut_in_the_middle(device, dossier)
            device.tap("Nộp phiếu")
            device.sees("Đã nộp, chờ thẩm định")
            device.tap("Đóng phiếu")
            device.follow("main button")
            device.sees("Tôi có phiếu mời")
        self.assertEqual(self.fresh(dossier).state, "self_assessed")
        self.assertEqual(self.traces(dossier, "submit").on_behalf_of, "citizen")
        for line in dossier.line_ids:
            self.assertEqual(len(self.traces(line, "self_score")), 1)
        self.assertEqual(len(dossier.line_ids[1].attachment_ids), 1)

    def _cut_in_the_middle(self, device, dossier):
        """What is typed without network waits on the phone, also over a reload."""
        device.choose('form[data-step="1"] input[value="8"]')
        device.touch("Lưu và tiếp tục")
        device.wait("document.documentElement.dataset.unsent === '0'")
        device.network(cut=True)
        device.attach("#files2", photo(self.folder / "cat-mang.jpg"))
        for number in range(2, 6):
            form = f'form[data-step="{number}"]'
            device.wait(f"!document.querySelector('{form}').hidden")
            device.choose(f'{form} input[value="8"]')
            device.type(f"{form} textarea", f"Việc đã làm {number}")
            device.touch("Lưu và tiếp tục")
        device.wait("document.documentElement.dataset.unsent === '5'")
        device.wait("document.getElementById('kept').innerText.includes('Mất mạng')")
        device.sees("giữ trên máy này")
        self._is_small(device, self.folder / "cat-mang.jpg")
        self.look(device, "22-mat-mang")
        self.assertEqual(self.fresh(dossier).self_total, 8)
        device.network(cut=False)
        device.wait("document.documentElement.dataset.unsent === '0'")
        self.assertEqual(self.fresh(dossier).self_total, 40)
        self._lost_answer(device, dossier)
        self._typed_and_left(device, dossier)
        self.score_all(device, first=8)
        device.sees("80")

    def _is_small(self, device, original):
        """Shrunk on the phone, before it costs anything."""
        width, size = device.run(
            "new Promise((done) => { const opened = indexedDB.open('cdht', 1);"
            " opened.onsuccess = () => { const all = opened.result"
            ".transaction('unsent').objectStore('unsent').getAll();"
            " all.onsuccess = async () => {"
            " const photo = all.result.find((one) => one.file).file;"
            " const image = await createImageBitmap(photo);"
            " done([image.width, photo.size]); }; }; })"
        )
        self.assertEqual(width, 1600)
        self.assertLess(size, original.stat().st_size / 2)

    def _lost_answer(self, device, dossier):
        """The server has it, the phone never heard: sent again, nothing doubles."""
        form = 'form[data-step="6"]'
        device.wait(f"!document.querySelector('{form}').hidden")
        device.run(
            "window.really = window.fetch; window.fetch = async (...request) => {"
            " await window.really(...request); window.reached = true;"
            " throw new TypeError('cut'); }"
        )
        device.choose(f'{form} input[value="8"]')
        device.touch("Lưu và tiếp tục")
        device.wait("window.reached")
        self.assertEqual(self.fresh(dossier).self_total, 48)
        device.open("/cdht/toi/chi-so/7")  # the page anew: fetch works again
        device.wait("document.documentElement.dataset.unsent === '0'")

    def _typed_and_left(self, device, dossier):
        """Gone to another indicator without saving: it is saved."""
        device.choose('form[data-step="7"] input[value="8"]')
        device.run("document.documentElement.dataset.unsent = '?'")
        device.choose('[data-go="8"]')
        device.wait("document.documentElement.dataset.unsent === '0'")
        self.assertEqual(self.fresh(dossier).self_total, 56)
