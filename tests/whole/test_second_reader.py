"""The second reader: each fault that is put into a year without one is found."""

from odoo.fields import Command
from odoo.tests import tagged

from ..common import CommuneCase

LAW = "Căn cứ Luật Tổ chức chính quyền địa phương ngày {}"


def says(code, old, new):
    """A draft's own sentence ``code`` with ``new`` for ``old``."""

    def fault(_case, paper):
        words = paper._words_of_draft()
        row = next(one for one in paper._sentences(words) if one["code"] == code)
        paper._set_own_words({code: row["text"].replace(old, new)})

    return fault


def without_bracket(code):
    """A draft's own sentence without what its brackets say."""

    def fault(_case, paper):
        words = paper._words_of_draft()
        row = next(one for one in paper._sentences(words) if one["code"] == code)
        paper._set_own_words({code: row["text"].partition("[")[0] + "."})

    return fault


def has(**vals):
    """These values on the paper."""
    return lambda _case, paper: paper.write(vals)


def renamed(**vals):
    """Another name of one of the people after the paper before was issued."""

    def fault(case, _paper):
        case.dossiers[0].citizen_id.sudo().write(vals)

    return fault


def doubtful(record):
    """Something that it goes by is to be confirmed."""

    def fault(case, paper):
        record(case, paper).sudo().to_confirm = "Cần xác nhận: điều này."

    return fault


def minutes_say_more(case, _paper):
    kept = case.list.sudo().issued_values
    minutes = kept["_minutes_values"]
    figures = {**minutes["figures"], "passed": 9}
    case.list.sudo().issued_values = {
        **kept, "_minutes_values": {**minutes, "figures": figures},
    }  # fmt: skip


def one_more(case, paper):
    paper.assessment_ids += case.make_dossiers("proposed", case.village_2)


def one_less(case, paper):
    paper.assessment_ids -= case.dossiers[0]


def no_group(case, paper):
    group = case.env["cdht.labour.group"].search([], limit=1)
    paper.assessment_ids[0].sudo().labour_group_id = group


def act_of(case, _paper):
    base = case.decision.bases.splitlines()[0]
    return case.env["cdht.act"]._known([base])._cited_in(base)


def posting_hangs(case, _paper):
    case.posting.action_issue()


def later_number(case, paper):
    twin = paper.copy({"number": "90", "date": "2026-12-01"})
    twin.sudo().state = "issued"
    paper.number = "12"


# (paper, code, severity, how it is put in)
FAULTS = [
    # Of each paper by itself.
    ("petition", "like_above", "error", has(recipients="Thôn Một\nLưu: HKH")),
    ("letter", "like_above", "error", has(recipients="Thôn Một\nLưu: VT")),
    ("decision", "addressees", "error", has(recipients="Như trên\nLưu: VT")),
    ("decision", "kept_by", "warning", has(recipients="Như Điều …")),
    ("extract", "kept_by", "warning", has(recipients="Thôn Một")),
    ("decision", "citation", "warning", has(bases="Căn cứ Quyết định số 677/QĐ-TTg")),
    ("decision", "annex_unnamed", "error", without_bracket("grants")),
    ("decision", "annex_missing", "error", says("effect", "", "Xem Phụ lục IX. ")),
    ("decision", "base", "error", has(bases=LAW.format("19 tháng 6 năm 2015"))),
    ("petition", "base", "error", has(bases=LAW.format("19 tháng 6 năm 2015"))),
    ("decision", "level", "error",
     has(bases="Căn cứ Kế hoạch số 225/KH-UBND ngày 15/8/2022 của UBND huyện về việc"
         " thực hiện Chương trình")),
    ("letter", "level", "error", has(recipients="Như trên\nUBND huyện\nLưu: VT")),
    ("letter", "open", "error", has(body="Thời gian: ……")),
    ("letter", "open", "error", has(body="Họp vào ngày   tháng   năm 2026.")),
    ("decision", "open", "error", says("effect", "", "Kèm Công văn số      /UBND. ")),
    ("list", "open", "warning", has(meeting_start=0)),
    ("inspection", "open", "warning", has(conclusion=False)),
    ("decision", "count", "error", says("grants", "{số người}", "07 (bảy)")),
    ("petition", "count", "error", says("request", "{số người}", "07 (bảy)")),
    ("posting", "count", "error", says("lists", "{số người}", "07 (bảy)")),
    ("decision", "words", "error", says("grants", "{số người}", "2 (ba)")),
    ("list", "words", "error", has(meeting_notes="Có 02 (ba) ý kiến.")),
    ("decision", "bonus_basis", "error", has(bonus_amount=100000)),
    ("list", "votes", "error", has(votes_for=9, votes_against=3)),
    ("decision", "number", "warning", later_number),
    # What is to be confirmed.
    ("decision", "doubt", "error", doubtful(act_of)),
    ("decision", "doubt", "error", doubtful(lambda case, _paper: case.rule)),
    ("petition", "doubt", "error", doubtful(lambda case, _paper: case.rule)),
    ("decision", "doubt", "error", doubtful(
        lambda _case, paper: next(paper._fitting_defaults())[1])),
    # Against the year's other papers: who is named.
    ("decision", "not_asked_for", "error", one_more),
    ("decision", "not_named", "warning", one_less),
    ("decision", "name", "error", renamed(name="Người Khác")),
    ("decision", "name", "error", renamed(birth_year=1999)),
    ("petition", "not_on_lists", "error", one_more),
    ("petition", "left_out", "warning", one_less),
    ("petition", "no_group", "warning", no_group),
    ("petition", "name", "error", renamed(name="Người Khác")),
    ("petition", "minutes", "error", minutes_say_more),
    ("posting", "name", "error", renamed(birth_year=1999)),
    ("inspection", "name", "error", renamed(name="Người Khác")),
    ("extract", "not_copied", "error",
     lambda _case, paper: paper.write(
         {"recognition_ids": [Command.unlink(paper.recognition_ids[0].id)]})),
    # In which order.
    ("list", "date_order", "error", has(date="2026-10-01")),
    ("posting", "date_order", "error", has(date="2026-10-02")),
    ("petition", "date_order", "error", has(date="2026-10-04")),
    ("petition", "posting", "error", posting_hangs),
    ("decision", "date_order", "error", has(date="2026-10-16")),
    ("extract", "date_order", "error", has(date="2026-11-01")),
    ("letter", "date_order", "error",
     has(date="2026-10-01", body="Theo Kế hoạch số 14/KH-UBND ngày 05 tháng 10 năm 2026"
         " của Ủy ban nhân dân xã về việc đánh giá.")),
]  # fmt: skip


@tagged("post_install", "-at_install")
class TestSecondReader(CommuneCase):
    """A small year: list, posting, petition, decision, extract, letter, inspection."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers("appraised", size=2)
        cls.dossiers.action_record_consent("form")
        cls.list = cls.dossiers.proposal_id
        cls.list.write(
            {
                "meeting_date": "2026-10-05",
                "meeting_place": "Nhà văn hóa thôn",
                "meeting_chair": "Lý Văn Mẫu",
                "meeting_secretary": "Chu Thị Mẫu",
                "meeting_present": 9,
                "meeting_total": 12,
                "meeting_start": 19.5,
                "meeting_end": 21,
                "votes_for": 9,
            }
        )

    def codes(self, paper):
        """{(code, severity)} of what is found now, nothing let stand."""
        paper.action_check()
        return {(one.code, one.severity) for one in paper.finding_ids}

    def make_until(self, name):
        """Carry the year to where the paper ``name`` is a draft, and return it."""
        if name == "list":
            return self.list
        if name == "inspection":
            inspection = self.env["cdht.inspection"].create(
                {
                    "campaign_id": self.campaign.id,
                    "issuing_unit_id": self.association.id,
                    "unit_id": self.village.id,
                    "date": "2026-10-14",
                    "hour_from": 8,
                    "hour_to": 10,
                    "meeting_place": "Nhà văn hóa thôn",
                    "team": "Hoàng Thị Mẫu - Phó Chủ tịch",
                    "hosts": "Lý Văn Mẫu - Chi hội trưởng",
                    "findings": "Hồ sơ đầy đủ.",
                    "conclusion": "Tiếp tục phát huy.",
                }
            )
            self.list.action_submit()
            inspection.action_draw_sample()
            return inspection
        if name == "letter":
            return self.env["cdht.letter"].create(
                {
                    "issuing_unit_id": self.commune.id,
                    "subject": "mời họp",
                    "addressees": "Các thôn",
                    "body": "Kính mời các thôn.",
                }
            )
        if self.list.state == "draft":
            self.list.action_submit()
            self.list.action_receive()
        self.posting = self.env["cdht.posting"].create(
            {
                "campaign_id": self.campaign.id,
                "issuing_unit_id": self.commune.id,
                "signatory_id": self.signatory.id,
                "number": "38",
                "date": "2026-10-15",
                "date_from": "2026-10-15",
                "contact": "Ủy ban nhân dân xã",
                "list_ids": [Command.create({"unit_id": self.village.id})],
            }
        )
        if name == "posting":
            return self.posting
        petition = self.make_petition(
            self.list, signatory_id=self.make_signatory(self.association).id
        )
        if name == "petition":
            return petition
        petition.action_issue()
        self.decision = self.make_decision(
            self.dossiers,
            petition_ids=[Command.set(petition.ids)],
            number="215",
            date="2026-12-10",
        )
        if name == "decision":
            return self.decision
        self.issue(self.decision, number="215")
        extract = self.env["cdht.extract"].browse(
            self.decision.action_extract()["res_id"]
        )
        extract.write(
            {"unit_ids": self.village.ids, "number": "02", "date": "2026-12-15"}
        )
        return extract

    def test_each_fault_is_found_in_a_year_without_any(self):
        for name, code, severity, fault in FAULTS:
            with self.subTest(paper=name, code=code), self.env.cr.savepoint() as point:
                paper = self.make_until(name)
                self.assertEqual(self.codes(paper), set(), "without the fault")
                fault(self, paper)
                self.env.flush_all()
                self.env.invalidate_all()
                self.assertIn((code, severity), self.codes(paper))
                point.rollback()
                self.env.invalidate_all()
