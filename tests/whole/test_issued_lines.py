"""The lines of a paper that stands are its text: nobody adds, changes, moves or takes
out any, by whatever way a request knows."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..issued_world import IssuedCase
from ..matrix_calls import CHANGE, NEW

# One2many of papers that are no lines of theirs, and why.
NO_LINES = {
    ("cdht.decision", "follower_ids"): "papers of their own",
    ("cdht.decision", "letter_ids"): "papers of their own",
    ("cdht.decision", "extract_ids"): "papers of their own",
    ("cdht.decision", "recognition_ids"): "titles: nobody writes them by hand",
    ("cdht.decision", "inspection_ids"): "papers of their own",
    ("cdht.letter", "invites_to_ids"): "activities: records of their own",
    ("cdht.plan", "yearly_ids"): "papers of their own",
    ("cdht.plan", "contribution_ids"): "what is given afterwards; on no plan's paper",
    ("cdht.posting", "objection_ids"): "what others say of it, moved by its own moves",
    ("cdht.proposal", "assessment_ids"): "dossiers: they join and leave by moves",
    ("cdht.report", "amended_by_ids"): "papers of their own",
    ("cdht.review", "amended_by_ids"): "papers of their own",
    ("cdht.report", "line_ids"): "figures taken: nobody has the right to write them",
    ("cdht.review", "commendation_ids"): "lines of the decision that commends",
    ("cdht.review", "decision_ids"): "papers of their own",
    ("cdht.review", "petition_ids"): "papers of their own",
    ("cdht.review", "meeting_ids"): "papers of their own",
    ("cdht.commendation.meeting", "commendation_ids"): (
        "lines of the decision that commends; the minutes keep what they said"
    ),
    ("cdht.commendation.petition", "commendation_ids"): (
        "lines of the decision that commends; the petition keeps what it said"
    ),
}
# What is printed of lines of which something may be written afterwards.
PRINTED = {
    "cdht.plan.task": {"date_to": "2027-01-31"},
    "cdht.plan.cost": {"price": 999000},
}
# What may still be written: none of it is printed, or only at the end.
AFTERWARDS = {
    "cdht.plan.task": {"state": "done", "result": "Xong."},
    "cdht.plan.cost": {"spent": 10, "note": "Đã chi"},
    "cdht.posting.list": {"objections": "Ông A: sai", "witnesses": "Hà Văn Mẫu"},
}


@tagged("post_install", "-at_install", "access_rights")
class TestIssuedLines(IssuedCase):
    """Each kind of paper, each kind of line, each way in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls.make_user(
            "t_office", "chapter,commune", cls.commune | cls.village
        )

    def _lines(self):
        """(paper's model, field, lines' model) of what papers are made of."""
        for paper in sorted(self.documents()):
            for field in self.env[paper]._fields.values():
                if (
                    field.type == "one2many"
                    and field.comodel_name.startswith("cdht.")
                    and (paper, field.name) not in NO_LINES
                ):
                    yield paper, field, self.env[field.comodel_name]

    def test_every_line_is_one(self):
        """A new one2many of a paper is of ``cdht.paper.line``, or says why not."""
        lines = self.env.registry.descendants(["cdht.paper.line"], "_inherit")
        for paper, field, line in self._lines():
            with self.subTest(paper=paper, field=field.name):
                self.assertIn(line._name, lines)
                self.assertEqual(line._paper_field, field.inverse_name)
        for paper, name in NO_LINES:
            self.assertEqual(self.env[paper]._fields[name].type, "one2many")

    def _standing_with_lines(self, paper):
        if paper != "cdht.decision":
            return self.standing(paper)
        self.bring("commended", "h")
        decision = self.records[paper]
        self.records["cdht.commendation"] = decision.commendation_ids
        return decision

    def test_lines_of_a_standing_paper(self):
        tried = set()
        for paper, field, line in self._lines():
            with self.subTest(paper=paper, field=field.name), self._undone():
                standing = self._standing_with_lines(paper)
                tried.add((paper, field.name))
                self._try_lines(standing, field, line._name)
        self.assertGreaterEqual(len(tried), 10)

    def _try_lines(self, standing, field, model):
        office = standing.with_user(self.office)
        lines = self.records[model].with_user(self.office)
        self.assertTrue(lines)
        change = PRINTED.get(model) or CHANGE[model]
        new = {**NEW[model](self), field.inverse_name: standing.id}
        in_paper = {k: v for k, v in new.items() if k != field.inverse_name}
        ways = {
            "create": lambda: lines.create(new),
            "write": lambda: lines.write(change),
            "unlink": lines.unlink,
            "move out": lambda: lines.write({field.inverse_name: False}),
            "nested create": lambda: office.write(
                {field.name: [Command.create(in_paper)]}
            ),
            "nested write": lambda: office.write(
                {field.name: [Command.update(lines[0].id, change)]}
            ),
            "nested unlink": lambda: office.write(
                {field.name: [Command.delete(lines[0].id)]}
            ),
            "nested clear": lambda: office.write({field.name: [Command.clear()]}),
        }
        for way, attempt in ways.items():
            with self.subTest(way=way), self._undone():
                with self.assertRaises(UserError):
                    attempt()
                    self.env.flush_all()
        later = AFTERWARDS.get(model)
        if later:
            with self._undone():
                lines.write(later)

    def test_a_line_of_a_draft_is_not_moved_to_a_standing_paper(self):
        for paper, field, line in self._lines():
            if paper in ("cdht.proposal", "cdht.decision"):
                continue  # their lines cannot be moved at all, see above
            with self.subTest(paper=paper, field=field.name), self._undone():
                standing = self._standing_with_lines(paper)
                own = self.records[line._name][:1].sudo()
                own[field.inverse_name] = self._draft_beside(standing)
                self.env.flush_all()
                with self.assertRaises(UserError):
                    own.with_user(self.office).write({field.inverse_name: standing.id})

    def _draft_beside(self, standing):
        """Another paper of the kind, not issued."""
        values = {"number": False, "date": False}
        if "period" in standing._fields:
            values["year"] = standing.year + 1
        return standing.sudo().copy(values)

    def test_the_commended_get_what_was_signed(self):
        """The way through the review, and the amounts of the decision itself."""
        decision = self._standing_with_lines("cdht.decision")
        line = decision.commendation_ids[0].with_user(self.office)
        review = decision.review_id.with_user(self.office)
        for attempt in (
            lambda: line.write({"bonus": 999000}),
            lambda: review.write(
                {"commendation_ids": [Command.update(line.id, {"bonus": 999000})]}
            ),
            lambda: review.write({"commendation_ids": [Command.delete(line.id)]}),
            lambda: decision.with_user(self.office).write({"bonus_amount": 999000}),
            lambda: decision.with_user(self.office).write(
                {"commendation_ids": [Command.update(line.id, {"bonus": 999000})]}
            ),
        ):
            with self.assertRaises(UserError):
                attempt()

    def test_no_bonus_after_the_issue(self):
        """Money is given by an article: what was forgotten, by another decision."""
        self.bring("decision_issued", "h")
        decision = self.records["cdht.decision"].with_user(self.office)
        for name in ("bonus_amount", "bonus_outstanding_amount", "bonus_reason"):
            with self.assertRaises(AccessError):
                decision[name] = 100000
        # As an older version let an office type it.
        decision.sudo().bonus_amount = 100000
        self.assertTrue(decision.is_bonus_undecided)
        self.assertFalse(decision._receipt_values()["total"])

    def test_recorded_consent_stands(self):
        """No line model, but a paper of its own: who signed does not change."""
        self.bring("consent_sheet", "h")
        sheet = self.records["cdht.consent.sheet"].with_user(self.office)
        sheet.action_record()
        for vals in (
            {"assessment_ids": [Command.clear()]},
            {"date": "2026-10-01"},
            {"scan": False},
        ):
            with self.assertRaises(UserError):
                sheet.write(vals)
