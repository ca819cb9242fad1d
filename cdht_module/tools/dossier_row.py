"""A dossier as a row of a workbook: what its columns may hold, the cell of each."""

from .vietnamese_text import SEXES

COLUMNS = [
    ("number", "Row number"),
    ("name", "Full name"),
    ("born", "Date of birth"),
    ("year", "Year of birth"),
    ("gender", "Gender"),
    ("identity", "Identity number"),
    ("phone", "Phone"),
    ("occupation", "Occupation"),
    ("position", "Position"),
    ("unit", "Unit"),
    ("commune", "Commune"),
    ("group", "Labour group"),
    ("own_total", "Total of own scores"),
    ("total", "Total of appraised scores"),
    ("result", "Result"),
    ("streak", "Years running"),
    ("decision", "Decision"),
    ("decided", "Date of the decision"),
]
_GRADES = {
    "passed": "Đạt",
    "failed": "Không đạt",
    "passed_five": "Đạt 5 năm liền",
}


def values_of(dossier, number):
    """{column: its cell}; ``number``: which row it is."""
    person = dossier.citizen_id
    decided = dossier.state == "recognised" and dossier.decision_id
    born = person.birth_date
    return {
        "number": number,
        "name": person.name,
        "born": born.strftime("%d/%m/%Y") if born else "",
        "year": person.birth_year or "",
        "gender": SEXES.get(person.gender, ""),
        "identity": person.identity_number or "",
        "phone": person.phone or "",
        "occupation": person.occupation or "",
        "position": person.position or "",
        "unit": dossier.unit_id.name,
        "commune": dossier.commune_id.name,
        "group": dossier.labour_group_id.code or "",
        "own_total": dossier.self_total or "",
        "total": dossier.appraised_total or "",
        "result": _GRADES.get(dossier.grade, ""),
        "streak": dossier.earlier_streak + (dossier.state == "recognised"),
        "decision": f"{decided.number}/{decided.symbol}" if decided else "",
        "decided": decided.date.strftime("%d/%m/%Y") if decided else "",
    }
