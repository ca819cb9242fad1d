"""An extract of the year's decision for one village, copied by the commune's office."""

OFFICE = {
    "name": "Lê Thị Thử",
    "post": "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
    "head_post": "Chủ tịch",
    "capacity": "tl",
    "sequence": 20,
}


def make(place, decision):
    """The issued extract of ``decision``."""
    office = place.as_user("xa")
    signatory = office["cdht.signatory"].create(
        {**OFFICE, "unit_id": place.units["chau-son"].id}
    )
    decision = office["cdht.decision"].browse(decision.id)
    extract = office["cdht.extract"].browse(decision.action_extract()["res_id"])
    extract.write(
        {
            "unit_ids": place.units["na-van"].ids,
            "signatory_id": signatory.id,
            "number": "02",
            "date": decision.date.replace(day=15),
        }
    )
    extract.action_issue()
    return extract
