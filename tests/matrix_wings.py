"""The access matrix's records and calls of wings: figures, plan, inspection, reporting,
and objections to posted lists."""

from .form_file import blank_form

OBJECTED = "Ghi sai năm sinh, mời họp lại"

NEW = {
    "cdht.objection": lambda w: {
        "posting_list_id": w.records["cdht.posting.list"].id,
        "assessment_id": w.dossier.id, "channel": "paper",
        "sender_name": "Hà Văn Gửi", "text": "Danh sách ghi sai năm sinh.",
    },
    "cdht.metric": lambda w: {
        "code": f"m{next(w.numbers)}", "name": "Chỉ tiêu mẫu", "numerator": "a",
        "denominator": "b",
    },
    "cdht.plan.body": lambda w: {
        "name": "Cơ quan mẫu", "unit_id": w.unit.commune_id.id,
    },
    "cdht.population": lambda w: {
        "unit_id": w.unit.id, "year": 2030 + next(w.numbers) % 70,
    },
    "cdht.plan": lambda w: {
        "issuing_unit_id": w.unit.commune_id.id, "year_from": 2026, "year_to": 2030,
        "number": str(next(w.numbers)), "date": "2026-01-05",
        "signatory_id": w.signatory_here.id,
    },
    "cdht.plan.part": lambda w: {"plan_id": w.records["cdht.plan"].id, "name": "Mục"},
    "cdht.plan.target": lambda w: {
        "plan_id": w.records["cdht.plan"].id, "value": 50,
        "year": 2027 + next(w.numbers) % 3,
        "metric_id": w.env.ref("cdht_module.metric_of_adults").id,
    },
    "cdht.plan.task": lambda w: {
        "plan_id": w.records["cdht.plan"].id, "name": "Nhiệm vụ mẫu",
    },
    "cdht.plan.cost": lambda w: {
        "plan_id": w.records["cdht.plan"].id, "name": "In phiếu", "price": 1000,
    },
    "cdht.plan.contribution": lambda w: {
        "plan_id": w.records["cdht.plan"].id, "giver": "Hợp tác xã", "amount": 1000,
    },
    "cdht.activity": lambda w: {
        "organiser_id": w.unit.commune_id.id, "name": "Hội thảo mẫu",
        "place": "Hội trường", "invited": "Các thôn",
    },
    "cdht.activity.attendant": lambda w: {
        "activity_id": w.records["cdht.activity"].id, "name": "Lý Văn Mẫu",
    },
    "cdht.inspection": lambda w: {
        "issuing_unit_id": w.unit.commune_id.id, "unit_id": w.unit.id,
        "campaign_id": w.campaign_here.id, "date": "2026-11-20",
        "team": "Hoàng Thị Mẫu", "findings": "Đầy đủ.", "conclusion": "Bổ sung.",
    },
    "cdht.inspection.sample": lambda w: {
        "inspection_id": w.records["cdht.inspection"].id,
        "assessment_id": w.dossier.id,
    },
    "cdht.review": lambda w: {
        "issuing_unit_id": w.unit.commune_id.id, "year_from": 2022, "year_to": 2026,
        "number": str(next(w.numbers)), "date": "2026-12-18",
        "signatory_id": w.signatory_here.id,
    },
    "cdht.review.part": lambda w: {
        "review_id": w.records["cdht.review"].id, "name": "Mục",
    },
    "cdht.commendation": lambda w: {
        "review_id": w.records["cdht.review"].id,
        "name": f"Chi hội mẫu {next(w.numbers)}",
        "achievement": "có thành tích", "is_chosen": True,
    },
    "cdht.commendation.petition": lambda w: {
        "review_id": w.records["cdht.review"].id, "signatory_id": w.signatory_here.id,
        "issuing_unit_id": w.unit.commune_id.id,
    },
    "cdht.commendation.meeting": lambda w: {
        "review_id": w.records["cdht.review"].id,
        "issuing_unit_id": w.unit.commune_id.id,
    },
    "cdht.statistic": lambda w: {"year": 2026},
    "cdht.progress": lambda w: {"year": 2026},
    "cdht.report": lambda w: {
        "issuing_unit_id": w.unit.commune_id.id, "year": 2026 + next(w.numbers) % 70,
        "number": str(next(w.numbers)), "date": "2099-12-15",
        "signatory_id": w.signatory_here.id,
    },
    "cdht.report.part": lambda w: {
        "report_id": w.records["cdht.report"].id, "name": "Mục",
    },
    "cdht.level.form": lambda w: {
        "name": "Biểu mẫu", "unit_id": w.unit.commune_id.id, "file": blank_form(),
    },
    "cdht.level.form.cell": lambda w: {
        "form_id": w.records["cdht.level.form"].id, "sheet": "Biểu", "address": "B2",
        "figure": "registered",
    },
    "cdht.level.form.fill": lambda w: {
        "form_id": w.records["cdht.level.form"].id,
        "campaign_id": w.campaign_here.id,
    },
    "cdht.site.column": lambda w: {
        "name": "Cột mẫu", "content": "name", "unit_id": w.unit.commune_id.id,
    },
    "cdht.filing.part": lambda w: {
        "name": "Phần mẫu", "years_kept": 10, "to_confirm": "Cần xác nhận: mẫu.",
    },
    "cdht.year.file": lambda w: {"campaign_id": w.campaign_here.id},
    "cdht.year.file.line": lambda w: {
        "file_id": w.records["cdht.year.file"].id, "name": "Văn bản",
        "state": "missing",
    },
    "cdht.report.line": lambda w: {
        "report_id": w.records["cdht.report"].id, "unit_id": w.unit.id, "name": "A",
        "figures": {"registered": 1},
    },
}  # fmt: skip

CHANGE = {
    "cdht.objection": {"text": "Khác."},
    "cdht.metric": {"name": "Tên khác"},
    "cdht.plan.body": {"name": "Tên khác"},
    "cdht.population": {"adults": 5},
    "cdht.plan": {"subject": "Về việc khác"},
    "cdht.plan.part": {"name": "Mục khác"},
    "cdht.plan.target": {"value": 40},
    "cdht.plan.task": {"result": "Đã làm."},
    "cdht.plan.cost": {"spent": 5},
    "cdht.plan.contribution": {"amount": 5},
    "cdht.activity": {"place": "Nơi khác"},
    "cdht.activity.attendant": {"post": "Trưởng thôn"},
    "cdht.inspection": {"findings": "Khác."},
    "cdht.inspection.sample": {"verdict": "right"},
    "cdht.review": {"subject": "Việc khác"},
    "cdht.review.part": {"text": "Khác"},
    "cdht.commendation": {"achievement": "khác"},
    "cdht.commendation.petition": {"addressees": "Chủ tịch xã"},
    "cdht.commendation.meeting": {"chair": "Lý Văn Mẫu"},
    "cdht.statistic": {"year": 2020},
    "cdht.progress": {"year": 2020},
    "cdht.level.form": {"note": "Khác"},
    "cdht.level.form.cell": {"address": "C3"},
    "cdht.level.form.fill": lambda w: {
        "form_id": w.records["cdht.level.form"].id,
    },
    "cdht.site.column": {"name": "Cột khác"},
    "cdht.report": {"subject": "Việc khác"},
    "cdht.report.part": {"text": "Khác"},
    "cdht.report.line": {"name": "Khác"},
    "cdht.filing.part": {"years_kept": 20},
    "cdht.year.file": {"code": "02.CDHT"},
    "cdht.year.file.line": {"name": "Khác"},
}

ARGUMENTS = {
    "cdht.filing.part.action_confirm_doubt": lambda w: ("Theo danh mục hồ sơ",),
    "cdht.objection.action_uphold": lambda w: (OBJECTED,),
    "cdht.objection.action_dismiss": lambda w: (OBJECTED,),
    "cdht.plan.action_make_yearly": lambda w: (2028,),
}


class WingsWorld:
    """Steps of ``World.bring`` for them."""

    def _bring_objection(self):
        for step in self._way_to("posting_issued"):
            getattr(self, f"_bring_{step}")()
        self._new("cdht.objection")

    def _bring_objection_answered(self):
        self._bring_objection()
        self.records["cdht.objection"].action_dismiss(OBJECTED)

    def _bring_metric(self):
        self._new("cdht.metric")

    def _bring_plan_body(self):
        self._new("cdht.plan.body")

    def _bring_population(self):
        self._new("cdht.population")

    def _bring_plan(self):
        self._new("cdht.plan")
        self.records["cdht.plan.target"] = self.env["cdht.plan.target"].create(
            {**NEW["cdht.plan.target"](self), "year": 2026}
        )
        self._new("cdht.plan.part")
        self._new("cdht.plan.task")

    def _bring_plan_issued(self):
        self._bring_plan()
        self.records["cdht.plan"].action_issue()

    def _bring_statistic(self):
        """The figures of the registered person."""
        self._bring_registered()
        self.env.flush_all()
        self.records["cdht.statistic"] = self.env["cdht.statistic"].search(
            [("assessment_id", "=", self.dossier.id)]
        )

    def _bring_progress(self):
        """The unit's row, with one registered person."""
        self._bring_registered()
        self.env.flush_all()
        self.records["cdht.progress"] = self.env["cdht.progress"].search(
            [("campaign_id", "=", self.campaign_here.id),
             ("unit_id", "=", self.unit.id)]
        )  # fmt: skip

    def _bring_report(self):
        self._bring_registered()
        self._new("cdht.report")
        report = self.records["cdht.report"]
        report.action_take_figures()
        for part in report.part_ids:
            part.text = "Không có."
        self.records["cdht.report.part"] = report.part_ids[0]
        self.records["cdht.report.line"] = report.line_ids[0]

    def _bring_filing_part(self):
        self._new("cdht.filing.part")

    def _bring_level_form(self):
        """With the window of another officer who fills it in."""
        for model in ("cdht.level.form", "cdht.level.form.cell",
                      "cdht.level.form.fill"):  # fmt: skip
            self._new(model)

    def _bring_site_column(self):
        self._new("cdht.site.column")

    def _bring_year_file(self):
        """Stopped in the year of the place, with the draft of a registered list."""
        self._bring_registered()
        made = self.campaign_here.action_make_year_file()
        file = self.env["cdht.year.file"].browse(made["res_id"])
        file.action_stop()
        self.records["cdht.year.file"] = file
        self.records["cdht.year.file.line"] = file.line_ids.filtered("res_id")[0]

    def _bring_year_file_done(self):
        self._bring_year_file()
        self.records["cdht.year.file"].write({"state": "done"})

    def _bring_report_issued(self):
        self._bring_report()
        self.records["cdht.report"].action_issue()

    def _bring_plan_money(self):
        self._bring_plan()
        self._new("cdht.plan.cost")
        self._new("cdht.plan.contribution")

    def _bring_activity(self):
        self._new("cdht.activity")
        self._new("cdht.activity.attendant")

    def _bring_activity_held(self):
        self._bring_activity()
        self.records["cdht.activity"].action_hold()

    def _bring_inspection(self):
        """Of the unit of the place, with one dossier that waits to be drawn."""
        for step in ("registered", "scored", "self_assessed"):
            getattr(self, f"_bring_{step}")()
        self._new("cdht.inspection")

    def _bring_inspection_decided(self):
        """With the issued decision on its team."""
        self._bring_inspection()
        action = self.records["cdht.inspection"].action_make_team_decision()
        decision = self.env["cdht.decision"].browse(action["res_id"])
        decision.signatory_id = self.signatory_here
        self.records["cdht.decision"] = decision
        decision.action_submit()
        decision.write({"number": str(next(self.numbers)), "date": "2026-11-19"})
        decision.action_issue()

    def _bring_inspection_drawn(self):
        self._bring_inspection()
        self._new("cdht.inspection.sample")

    def _bring_inspection_issued(self):
        self._bring_inspection_drawn()
        self.records["cdht.inspection.sample"].verdict = "right"
        self._bring_plan_issued()
        self.records["cdht.inspection"].action_issue()

    def _bring_inspection_judged(self):
        self._bring_inspection_drawn()
        self.records["cdht.inspection.sample"].verdict = "right"

    def _bring_review(self):
        """With somebody who holds the title for the fifth year."""
        self._bring_five()
        self.make_titles(self.person, [2026])
        self._new("cdht.review")
        review = self.records["cdht.review"]
        review.action_take_figures()
        for part in review.part_ids:
            part.text = "Không có."
        self.records["cdht.review.part"] = review.part_ids[0]
        self._new("cdht.commendation")

    def _bring_review_issued(self):
        self._bring_review()
        self.records["cdht.review"].action_issue()

    def _bring_asked(self):
        """The petition for whom the review chose."""
        self._bring_review()
        action = self.records["cdht.review"].action_make_petition()
        petition = self.env["cdht.commendation.petition"].browse(action["res_id"])
        petition.write(
            {
                "issuing_unit_id": self.unit.commune_id.id,
                "signatory_id": self.signatory_here.id,
                "number": str(next(self.numbers)),
                "date": "2026-12-19",
            }
        )
        self.records["cdht.commendation.petition"] = petition

    def _bring_considered(self):
        """The minutes of the meeting about them."""
        self._bring_asked()
        self.records["cdht.commendation.petition"].action_issue()
        action = self.records["cdht.review"].action_make_meeting()
        meeting = self.env["cdht.commendation.meeting"].browse(action["res_id"])
        meeting.commendation_ids.votes_for = 5
        meeting.write(
            {
                "number": str(next(self.numbers)),
                "date": "2026-12-20",
                "hour_from": 14,
                "hour_to": 15,
                "meeting_place": "Hội trường",
                "chair": "Lý Văn Mẫu",
                "secretary": "Chu Thị Mẫu",
                "members": "Lý Văn Mẫu, Chủ tịch",
                "notes": "Nhất trí.",
                "present": 5,
                "total": 5,
            }
        )
        self.records["cdht.commendation.meeting"] = meeting

    def _bring_commended(self):
        """The review's decision of commendation, issued."""
        self._bring_considered()
        self.records["cdht.commendation.meeting"].action_issue()
        action = self.records["cdht.review"].action_make_decision()
        decision = self.env["cdht.decision"].browse(action["res_id"])
        self.records["cdht.decision"] = decision
        decision.action_submit()
        decision.write({"number": str(next(self.numbers)), "date": "2026-12-22"})
        decision.action_issue()
