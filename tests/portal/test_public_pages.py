"""Pages for everybody on a cheap phone: accessible, narrow, light."""

from odoo.tests import tagged

from ..phone import PhoneCase, phone


@tagged("post_install", "-at_install")
class TestPublicPages(PhoneCase):
    """Pages for everybody: accessible, as wide as a cheap phone."""

    def test_pages(self):
        self.make_dossiers("proposed", size=3)
        self.campaign.proposal_ids.filtered(
            lambda one: one.state == "submitted"
        ).action_receive()
        people = self.campaign.assessment_ids
        people.action_record_consent("form")
        posting = self.env["cdht.posting"]._draft_of(self.campaign)
        posting.write({"number": "5", "date": "2026-10-15", "date_from": "2026-10-15"})
        posting.action_issue()
        commune = f"/cdht/xa/{self.commune.id}"
        pages = {
            "30-chuong-trinh": "/cdht",
            "31-xa": commune,
            "32-niem-yet": f"{commune}/niem-yet",
            "33-y-kien": f"{commune}/y-kien",
            "34-phieu-mat-khau": "/cdht/phieu",
            "35-ma": "/cdht/moi",
            "36-thoat": "/cdht/toi/thoat",
            "37-dang-nhap": "/cdht/toi/vao",
        }
        with phone(self) as device:
            for name, path in pages.items():
                with self.subTest(path=path):
                    device.open(path)
                    self.look(device, name)

    def test_light(self):
        """Style and script come once; a page after that is a few kilobytes."""
        dossier = self.register(self.person)
        key = self.env["cdht.form.key"]._issue(dossier)
        size = (
            "performance.getEntries().reduce((sum, one) =>"
            " sum + (one.transferSize || 0), 0)"
        )
        with phone(self) as device:
            device.open(f"/cdht/phieu-cua-toi#{key.token}")
            device.type("#ngay_sinh", "5/3/1968")
            device.tap("Mở phiếu")
            device.open("/cdht/toi/chi-so/1")
            self.assertLess(device.run(size), 100_000, "the first time")
            device.open("/cdht/toi/chi-so/2")
            self.assertLess(device.run(size), 60_000)
            names = device.run("performance.getEntries().map((one) => one.name)")
            self.assertFalse([name for name in names if "/web/assets" in name])
