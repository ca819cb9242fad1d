"""What the plan's tasks look like: activities, the year's money, an inspection."""

from odoo.fields import Command

# (kind, name, day, hour, place, for which units, invited, present, women)
ACTIVITIES = [
    ("launch", "Phát động thi đua học tập suốt đời năm 2026", "2026-02-25", 8.0,
     "Hội trường Ủy ban nhân dân xã", (), 120, 112, 51),
    ("training", "Tập huấn cách tự đánh giá, thu thập minh chứng, cho điểm",
     "2026-03-18", 13.5, "Hội trường Ủy ban nhân dân xã", (), 45, 43, 20),
    ("mobile", "Tuyên truyền lưu động về mô hình “Công dân học tập”", "2026-04-11",
     19.0, "Nhà văn hóa thôn Khe Pặn Ngọn", ("khe-pan-giua", "khe-pan-ngon"), 150,
     138, 66),
    ("class", "Lớp kỹ năng số cho người lớn tuổi", "2026-05-09", 19.0,
     "Trung tâm học tập cộng đồng xã", (), 40, 37, 19),
    ("workshop", "Hội thảo về các mô hình học tập, xây dựng xã hội học tập",
     "2026-08-20", 8.0, "Hội trường Ủy ban nhân dân xã", (), 60, 57, 24),
]  # fmt: skip
COSTS = [
    ("In tài liệu, phiếu tự đánh giá", 700, "bộ", 6_000, "budget", 4_150_000),
    ("Nước uống lớp tập huấn, hội thảo", 105, "người", 20_000, "budget", 2_000_000),
    ("Báo cáo viên", 2, "buổi", 500_000, "merged", 1_000_000),
    ("Tuyên truyền lưu động ở thôn vùng cao", 2, "buổi", 800_000, "merged", 1_500_000),
    ("In giấy chứng nhận", 340, "tờ", 5_000, "budget", 1_690_000),
    ("Thưởng cá nhân tiêu biểu xuất sắc", 75, "người", 100_000, "social", 7_400_000),
    ("Tiền thưởng kèm Giấy khen, cá nhân", 20, "người", 360_000, "budget", 7_200_000),
    ("Tiền thưởng kèm Giấy khen, tập thể", 2, "tập thể", 710_000, "budget", 1_420_000),
]


def estimate(place, plan):
    """Items of the year's plan, while it is a draft."""
    plan.cost_ids = [
        Command.create(
            {
                "sequence": number,
                "name": name,
                "quantity": quantity,
                "uom": uom,
                "price": price,
                "source": source,
            }
        )
        for number, (name, quantity, uom, price, source, _spent) in enumerate(COSTS)
    ]


def carry_out(place):
    """Activities held, money spent and given, one unit inspected."""
    office = place.as_user("xa")
    office["cdht.activity"].create(
        [
            {
                "kind": kind,
                "name": name,
                "date": day,
                "hour": hour,
                "place": where,
                "unit_ids": [Command.set([place.units[key].id for key in units])],
                "invited": "Chi hội khuyến học các thôn\nNhân dân trong xã",
                "content": "Bộ tiêu chí “Công dân học tập”\nCách tự đánh giá, cho điểm",
                "invited_count": invited,
                "attended_count": present,
                "women_count": women,
            }
            for kind, name, day, hour, where, units, invited, present, women in (
                ACTIVITIES
            )
        ]
    ).action_hold()
    plan = office["cdht.plan"].browse(place.yearly_plan.id)
    for cost, row in zip(plan.cost_ids, COSTS, strict=True):
        cost.spent = row[-1]
    plan.contribution_ids = [
        Command.create(
            {"giver": giver, "date": day, "amount": amount, "in_kind": in_kind}
        )
        for giver, day, amount, in_kind in (
            ("Hợp tác xã mẫu", "2026-05-04", 5_000_000, False),
            ("Gia đình ông Lý Văn Mẫu", "2026-09-05", 2_400_000, False),
            ("Trường học kết nghĩa", "2026-09-05", 0, "120 cuốn sách, 02 tủ sách"),
        )
    ]
    return _inspect(place, office)


def _team(place, office, inspection):
    """The decision on the team, of the days before."""
    decision = office["cdht.decision"].browse(
        inspection.action_make_team_decision()["res_id"]
    )
    decision.write(
        {
            "signatory_id": place.signatories["committee"].id,
            "inspection_team": "Hoàng Thị Mẫu, Phó Chủ tịch Hội Khuyến học xã - Trưởng"
            " đoàn\nNông Văn Thử, công chức Văn hóa - Xã hội - Phó Trưởng đoàn\n"
            "Chu Văn Mẫu, Ủy viên Ban Chấp hành Hội Khuyến học xã - Thành viên, thư ký",
            "inspection_from": "2026-11-18",
            "inspection_to": "2026-11-25",
        }
    )
    decision.action_submit()
    decision.write({"number": "198", "date": "2026-11-16"})
    decision.action_issue()
    return decision


def _inspect(place, office):
    inspection = office["cdht.inspection"].create(
        {
            "campaign_id": place.campaign.id,
            "unit_id": place.units["na-nat"].id,
            "date": "2026-11-20",
            "hour_from": 14.0,
            "hour_to": 16.5,
            "meeting_place": "Nhà văn hóa thôn Nà Nát",
            "team": "Hoàng Thị Mẫu - Phó Chủ tịch Hội Khuyến học xã\n"
            "Nông Văn Thử - Ủy viên Ban Chấp hành",
            "hosts": "Lý Văn Mẫu - Chi hội trưởng\nChu Thị Mẫu - Thư ký",
            "findings": "Hồ sơ được lập đầy đủ, đúng mẫu.\n"
            "Một số hồ sơ thiếu minh chứng về ngoại ngữ, công nghệ thông tin.",
            "conclusion": "Chi hội bổ sung minh chứng các hồ sơ còn thiếu\n"
            "Rà soát lại điểm chỉ số 5, chỉ số 6",
        }
    )
    place.team = _team(place, office, inspection)
    inspection.action_draw_sample()
    inspection.sample_ids[:2].write({"verdict": "evidence"})
    inspection.sample_ids[2:].write({"verdict": "right"})
    inspection.action_issue()
    inspection.action_make_task()
    return inspection
