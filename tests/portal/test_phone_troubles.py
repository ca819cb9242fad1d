"""Phones that keep nothing, files that are none, two devices: nothing typed is lost."""

from odoo.tests import tagged

from ..phone import PhoneCase, phone, photo

SENT = "document.documentElement.dataset.unsent === '0'"
BANNER = "document.getElementById('kept').innerText.includes('{}')"
STEP_1 = 'form[data-step="1"]'


@tagged("post_install", "-at_install")
class TestPhoneTroubles(PhoneCase):
    def setUp(self):
        super().setUp()
        self.dossier = self.register(self.person)
        self.line = self.dossier.line_ids[0]

    def enter(self, device, begin="Bắt đầu tự đánh giá"):
        """Open the form by its code, at the first indicator that is missing."""
        key = self.env["cdht.form.key"]._issue(self.dossier)
        device.open(f"/cdht/phieu-cua-toi#{key.token}")
        device.type("#ngay_sinh", "5/3/1968")
        device.tap("Mở phiếu")
        device.tap(begin)

    def test_a_device_that_keeps_nothing(self):
        """Storage full or private mode: the page works as it does without its
        script."""
        with phone(self) as device:
            device.before_each_page(
                "indexedDB.open = () => { throw new Error('private'); }"
            )
            self.enter(device)
            for number in range(1, 11):
                device.choose(f'form[data-step="{number}"] input[value="8"]')
                device.tap("Lưu và tiếp tục")
            self.assertEqual(device.path(), "/cdht/toi/nop")
            device.tap("Nộp phiếu")
            device.sees("Đã nộp, chờ thẩm định")
        self.assertEqual(self.fresh(self.dossier).state, "self_assessed")

    def test_a_device_that_becomes_full(self):
        with phone(self) as device:
            device.before_each_page(
                "IDBObjectStore.prototype.put = () => { throw new Error('full'); }"
            )
            self.enter(device)
            device.choose(f'{STEP_1} input[value="8"]')
            device.attach("#files1", photo(self.folder / "day.jpg"))
            device.tap("Lưu và tiếp tục")
            self.assertEqual(device.path(), "/cdht/toi/chi-so/2")
        line = self.fresh(self.line)
        self.assertEqual((line.self_score, len(line.attachment_ids)), (8, 1))

    def test_the_last_that_was_missing_leads_to_the_review(self):
        """Which named it; who only looks through what is scored goes on to the next."""
        for line in self.dossier.line_ids - self.dossier.line_ids[4]:
            line.self_score = 8
        with phone(self) as device:
            self.enter(device, "Tiếp tục")
            device.open("/cdht/toi/nop")
            device.tap("Chấm tiếp")
            self.assertEqual(device.path(), "/cdht/toi/chi-so/5")
            device.choose('form[data-step="5"] input[value="7"]')
            device.tap("Lưu và tiếp tục")
            self.assertEqual(device.path(), "/cdht/toi/nop")
            device.open("/cdht/toi/chi-so/5")
            device.touch("Lưu và tiếp tục")
            device.wait("location.pathname === '/cdht/toi/chi-so/6'")
        self.assertEqual(self.fresh(self.dossier).self_total, 79)

    def test_a_file_that_is_none(self):
        """Named until one has read it; what was typed beside it is saved."""
        false_photo = self.folder / "bai-viet.jpg"
        false_photo.write_bytes(b"PK\x03\x04 no photo")
        with phone(self) as device:
            self.enter(device)
            device.choose(f'{STEP_1} input[value="8"]')
            device.attach("#files1", false_photo)
            device.touch("Lưu và tiếp tục")
            device.wait(BANNER.format("bai-viet"))
            self.assertEqual(self.fresh(self.line).self_score, 8)
            device.touch("Xem lại và nộp")
            device.wait("document.documentElement.dataset.unsent === '1'")
            self.assertEqual(device.path(), "/cdht/toi/chi-so/2", "it has to be read")
            device.touch("Đã rõ")
            device.open("/cdht/toi/chi-so/1")
            device.wait(SENT)
            device.tap("Xem lại và nộp")
            self.assertEqual(device.path(), "/cdht/toi/nop")

    def test_a_refused_file_is_named_beside_the_button(self):
        """Which file, of which indicator, and what to press; then one hands in."""
        false_photo = self.folder / "bai-viet.jpg"
        false_photo.write_bytes(b"PK\x03\x04 no photo")
        with phone(self) as device:
            self.enter(device)
            device.choose(f'{STEP_1} input[value="8"]')
            device.attach("#files1", false_photo)
            device.touch("Lưu và tiếp tục")
            device.wait(BANNER.format("bai-viet"))
            self.score(self.fresh(self.dossier), "self_score", 8)
            device.open("/cdht/toi/nop")
            device.wait("document.documentElement.dataset.ready")
            device.touch("Nộp phiếu")
            said = "document.querySelector('#submit .say').textContent.includes('{}')"
            for words in ("bai-viet", "chỉ số 1.", "bấm “Đã rõ”"):
                device.wait(said.format(words))
            self.look(device, "nop-tep-khong-nhan")
            self.assertEqual(self.fresh(self.dossier).state, "registered")
            device.touch("Đã rõ")
            device.wait("document.documentElement.dataset.unsent === '0'")
            device.tap("Nộp phiếu")
            self.assertEqual(self.fresh(self.dossier).state, "self_assessed")

    def test_the_files_that_are_left_are_counted(self):
        left = "document.querySelector('#files_note{} .left').textContent === '{}'"
        most = self.campaign.evidence_files
        with phone(self) as device:
            self.enter(device)
            self.assertTrue(device.run(left.format(1, most)))
            device.attach("#files1", photo(self.folder / "anh.jpg"))
            device.touch("Lưu và tiếp tục")
            device.wait(left.format(2, most - 1))

    def test_another_device_was_first(self):
        """What another device saved is replaced only after a confirmation."""
        with phone(self) as device:
            self.enter(device)
            self.line.write({"self_score": 9, "evidence": "Trên máy khác"})
            self.env.flush_all()
            device.choose(f'{STEP_1} input[value="5"]')
            device.type(f"{STEP_1} textarea", "Trên máy này")
            device.wait(BANNER.format("máy khác"))
            device.choose('[data-go="2"]')
            device.wait(f"document.querySelector('{STEP_1}').hidden")
            device.open("/cdht/toi/chi-so/1")
            device.wait(BANNER.format("máy khác"))
            typed = device.run(f"document.querySelector('{STEP_1} textarea').value")
            self.assertEqual(typed, "Trên máy này", "kept over a reload")
            self.assertEqual(self.fresh(self.line).evidence, "Trên máy khác")
            device.touch("Lưu và tiếp tục")
            device.wait(SENT)
        line = self.fresh(self.line)
        self.assertEqual((line.self_score, line.evidence), (5, "Trên máy này"))

    def test_a_lost_answer_is_not_another_device(self):
        """The server has it, the phone never heard; then one types on."""
        with phone(self) as device:
            self.enter(device)
            device.run(
                "window.really = window.fetch; window.fetch = async (...request) => {"
                " await window.really(...request); window.fetch = window.really;"
                " throw new TypeError('cut'); }"
            )
            device.choose(f'{STEP_1} input[value="7"]')
            device.wait(BANNER.format("Mất mạng"))
            self.assertEqual(self.fresh(self.line).self_score, 7)
            device.choose(f'{STEP_1} input[value="8"]')
            device.wait(SENT)
            self.assertNotIn("máy khác", device.text())
        self.assertEqual(self.fresh(self.line).self_score, 8)

    def test_typed_over_while_it_is_sent(self):
        """The answer to the older text does not take the newer one away."""
        with phone(self) as device:
            self.enter(device)
            device.run(
                "window.really = window.fetch; window.fetch = async (...request) => {"
                " const response = await window.really(...request);"
                " const json = response.json.bind(response);"
                " response.json = async () => { const answer = await json();"
                f" const area = document.querySelector('{STEP_1} textarea');"
                " if (area.value === 'cũ') { area.value = 'mới';"
                " area.dispatchEvent(new Event('input', {bubbles: true}));"
                " document.querySelector('[data-go=\"2\"]').click(); }"
                " return answer; }; return response; }"
            )
            device.type(f"{STEP_1} textarea", "cũ")
            device.wait(f"document.querySelector('{STEP_1}').hidden")
            device.wait(SENT)
        self.assertEqual(self.fresh(self.line).evidence, "mới")
