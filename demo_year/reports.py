"""The committee's report of the year: figures as they stand, the text worded."""


def make(place, decision):
    """Note what was done, take the figures, word what is left open, issue."""
    office = place.as_user("xa")
    tasks = office["cdht.plan"].browse(place.yearly_plan.id).task_ids
    tasks[:-2].action_done()
    tasks[-2:].action_start()
    report = office["cdht.report"].create(
        {
            "issuing_unit_id": place.units["chau-son"].id,
            "year": decision.year,
            "signatory_id": place.signatories["committee"].id,
        }
    )
    report.action_take_figures()
    texts = {
        "weak": "việc thu thập minh chứng, sử dụng thiết bị số còn khó khăn với người"
        " dân ở thôn vùng cao; cán bộ chi hội kiêm nhiệm nhiều việc.",
        "next": "Ủy ban nhân dân xã tiếp tục thực hiện chỉ tiêu đến năm 2029 của Kế"
        " hoạch; xây dựng chỉ tiêu năm 2027 trong kế hoạch năm.",
        "requests": "Đề nghị cấp trên hướng dẫn thẩm quyền công nhận, cách đo chỉ tiêu"
        " về kỹ năng số sau khi sắp xếp chính quyền địa phương hai cấp.",
    }
    for part in report.part_ids.filtered(lambda part: part.code in texts):
        part.text = part.text.replace("…", texts[part.code])
    report.write({"number": "120", "date": f"{decision.year}-12-14"})
    report.action_issue()
    return report
