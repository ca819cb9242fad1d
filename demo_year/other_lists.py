"""Another year of lists for the same units: invented people, another layout.

    python3 -m demo_year.other_lists demo_year/communes/danh-sach-chung-2026

One sheet of LibreOffice for the whole commune with a title row above each unit, births
as people write them in one column, groups in words, the name over two columns; earlier
titles as a CSV with semicolons; some defects; `expected.json` with what an honest
import and year must give, counted here and not by the add-on. Each time the same bytes.
"""

import csv
import io
import json
import random
import sys
import zipfile
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import escape

LIST_FILE = "danh-sach-2026.ods"
HISTORY_FILE = "da-cong-nhan-2022-2025.csv"
SHEET = "Danh sách chung"
YEAR, PASS_TOTAL, PASS_MIN, BEST_YEARS = 2026, 80, 5, 5
UNITS = {
    "Thôn Nà Van": 34, "Thôn Khe Cù": 24, "Thôn Thống Nhất": 30, "Thôn Háng Ý": 18,
    "Thôn Nà Nát": 22, "Thôn Khe Pặn Giữa": 17, "Thôn Khe Pặn Ngọn": 20, "UBND xã": 9,
    "Trường PTDTBT TH&THCS Châu Sơn": 8, "Trạm Y tế xã": 6,
}  # fmt: skip
FAMILIES = "Hoàng Lương Nông Vi Lý Chu Hứa Bế Đàm La Lộc Mã Phương Triệu Tô".split()
MIDDLES = {
    "Nam": "Văn Đức Minh Quốc Hữu".split(),
    "Nữ": "Thị Thu Mai Ngọc Thanh".split(),
}
GIVEN = {
    "Nam": "Bình Cảnh Dũng Giáp Hải Khang Lâm Nghĩa Phong Quyền Sáng Tiến Việt".split(),
    "Nữ": "Ánh Bích Chuyên Diệu Hạnh Hiền Lành Mây Nga Oanh Phượng Sen Xuyến".split(),
}
GROUPS = {
    "N1": ("Nông dân và lao động nông thôn", "Nhóm 1 (nông dân)", "1. Nông dân"),
    "N2": ("Nhóm 2: công nhân, thợ", "2. Công nhân"),
    "N3": ("Nhóm 3 (công chức, viên chức)", "III"),
}
HEAD = [
    ["TT", "Họ và tên", "", "Sinh ngày", "Giới tính", "Số CCCD", "Đối tượng",
     "Điểm cá nhân tự chấm", *[""] * 9, "Điểm hội nghị thống nhất", *[""] * 9, "Tổng"],
    ["", "Họ và tên đệm", "Tên", "", "", "", "", *range(1, 11), *range(1, 11), ""],
]  # fmt: skip
TITLES = (
    "Họ, chữ đệm và tên", "NTN sinh", "Số giấy tờ tùy thân", "Tên đơn vị",
    "Năm công nhận", "Số, ký hiệu quyết định", "Ngày ký", "Cơ quan ban hành",
)  # fmt: skip
DECISIONS = {
    2022: ("21/QĐ-UBND", "14/12/2022"), 2023: ("33/QĐ-UBND", "15/12/2023"),
    2024: ("27/QĐ-UBND", "13/12/2024"), 2025: ("41/QĐ-UBND", "12/12/2025"),
}  # fmt: skip
# Which row of the whole list has which defect: an error, or else a warning.
ERRORS = {
    7: "identity_number_invalid", 40: "score_out_of_range", 75: "score_missing",
    110: "group_unknown", 121: "score_not_integer", 150: "identity_number_duplicate",
}  # fmt: skip
WARNINGS = {
    3: "birth_year_only", 12: "sex_mismatch", 31: "identity_number_padded",
    55: "birth_year_mismatch", 83: "identity_number_missing", 101: "birth_year_only",
    133: "identity_number_padded", 160: "birth_year_only",
}  # fmt: skip
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text")
)


def people(draw):
    """Every person of the list, unit by unit, before anything is wrong with them."""
    taken = set()
    for unit, count in UNITS.items():
        for _place in range(count):
            yield _person(draw, unit, taken)


def _person(draw, unit, taken):
    sex = draw.choice(("Nam", "Nữ"))
    while True:
        parts = (FAMILIES, MIDDLES[sex], GIVEN[sex])
        names = [draw.choice(part) for part in parts]
        year = draw.randint(1955, 2004)
        if (names[-1], *names, year, unit) not in taken:
            taken.add((names[-1], *names, year, unit))
            break
    day, month = draw.randint(1, 28), draw.randint(1, 12)
    century = 2 * (year >= 2000) + (sex == "Nữ")
    number = f"020{century}{year % 100:02}{500_000 + len(taken):06}"
    village = unit.startswith("Thôn")
    group = draw.choices(("N1", "N2"), (8, 2))[0] if village else "N3"
    level = draw.choice((6, 7, 8, 8, 9, 9))
    own = [min(10, max(4, level + draw.randint(-1, 1))) for _n in range(10)]
    given = list(own)
    if draw.random() < 0.2:
        place = draw.randrange(10)
        given[place] = max(3, given[place] - draw.randint(1, 2))
    years = sorted(DECISIONS) if draw.random() < 0.5 else draw.sample([*DECISIONS], 1)
    return {
        "unit": unit, "sex": sex, "family": " ".join(names[:2]), "given": names[2],
        "born": (day, month, year), "number": number, "group": group, "own": own,
        "appraised": given, "years": years if draw.random() < 0.6 else [],
    }  # fmt: skip


def written(draw, person, number, everybody):
    """The cells of a person's row, with what is wrong in it."""
    day, month, year = person["born"]
    birth = draw.choice(
        (f"{day:02}/{month:02}/{year}", f"{day}-{month}-{year}",
         f"{day:02}.{month:02}.{year}")
    )  # fmt: skip
    shown, sex, group = (
        person["number"],
        person["sex"],
        draw.choice(GROUPS[person["group"]]),
    )
    own, given = [*person["own"]], [*person["appraised"]]
    if draw.random() < 0.5 and own == given:
        given = [""] * 10
    fault = ERRORS.get(number) or WARNINGS.get(number)
    if fault == "identity_number_invalid":
        shown = "chưa nhớ số"
    elif fault == "identity_number_duplicate":
        # Somebody's without a title: of a holder's number the name is told instead.
        others = (one for one in everybody[number - 3 :: -1] if not one["years"])
        shown = next(others)["number"]
    elif fault == "identity_number_padded":
        shown = int(shown)
    elif fault == "identity_number_missing":
        shown = ""
    elif fault == "score_out_of_range":
        own[3] = 12
    elif fault == "score_missing":
        own[8] = ""
    elif fault == "score_not_integer":
        own[1] = "khá"
    elif fault == "group_unknown":
        group = "Nhóm 8"
    elif fault == "birth_year_only":
        birth = year
    elif fault == "birth_year_mismatch":
        birth = f"{day:02}/{month:02}/{year - 1}"
    elif fault == "sex_mismatch":
        sex = "Nữ" if sex == "Nam" else "Nam"
    total = sum(score for score in own if isinstance(score, int))
    names = [person["family"], person["given"]]
    return [number, *names, birth, sex, shown, group, *own, *given, total]


def make(folder):
    """Write both lists and what must come of them."""
    draw = random.Random(677)
    everybody = list(people(draw))
    rows = [
        ["HỘI KHUYẾN HỌC XÃ CHÂU SƠN"],
        ["DANH SÁCH ĐÁNH GIÁ “CÔNG DÂN HỌC TẬP” NĂM 2026 (CHUNG TOÀN XÃ)"],
        [],
        *HEAD,
    ]
    places, unit, section = {}, None, 0
    for number, person in enumerate(everybody, 1):
        if person["unit"] != unit:
            unit, section = person["unit"], section + 1
            rows.append(["", f"{_roman(section)}. {unit}"])
        rows.append(written(draw, person, number, everybody))
        places[number] = len(rows)
    rows += [[], ["", f"Tổng cộng: {len(everybody)} người"]]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LIST_FILE).write_bytes(_ods(rows))
    (folder / HISTORY_FILE).write_bytes(_history(everybody))
    told = json.dumps(_expected(everybody, places), ensure_ascii=False, indent=1)
    (folder / "expected.json").write_text(told + "\n", encoding="utf-8")


def _history(everybody):
    out = io.StringIO()
    sheet = csv.writer(out, delimiter=";", lineterminator="\r\n")
    sheet.writerow(TITLES)
    for person in everybody:
        for year in person["years"]:
            name = f"{person['family']} {person['given']}"
            decision = [*DECISIONS[year], "UBND xã Châu Sơn"]
            sheet.writerow(
                [name, person["born"][2], person["number"], person["unit"], year]
                + decision
            )
    return out.getvalue().encode("utf-8-sig")


def _expected(everybody, places):
    good = [
        (number, person)
        for number, person in enumerate(everybody, 1)
        if number not in ERRORS
    ]
    passed = [
        (number, person)
        for number, person in good
        if sum(person["appraised"]) >= PASS_TOTAL
        and min(person["appraised"]) >= PASS_MIN
    ]
    best = [
        number for number, person in passed if len(person["years"]) == BEST_YEARS - 1
    ]
    found = {
        name: [
            {"sheet": SHEET, "row": places[number], "code": code}
            for number, code in sorted(faults.items())
        ]
        for name, faults in (("error_rows", ERRORS), ("warnings", WARNINGS))
    }
    return {
        "rows": len(everybody),
        "imported": len(good),
        **found,
        "history_rows": sum(len(person["years"]) for person in everybody),
        "recognised": len(passed),
        "outstanding": len(best),
        "by_unit": _by("unit", good, passed),
        "by_group": _by("group", good, passed),
        "points_final": sum(sum(person["appraised"]) for _number, person in good),
    }


def _by(key, good, passed):
    counts = [
        Counter(person[key] for _number, person in some) for some in (good, passed)
    ]
    return {
        name: {"imported": counts[0][name], "recognised": counts[1][name]}
        for name in counts[0]
    }


def _roman(number):
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[number - 1]


def _ods(rows):
    width = max(map(len, rows))
    body = "".join(
        "<table:table-row>"
        + "".join(map(_cell, [*row, *[""] * (width - len(row))]))
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>'
        f'<office:body><office:spreadsheet><table:table table:name="{SHEET}">'
        f"{body}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><m:manifest xmlns:m="{space}">'
        f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in (
            ("mimetype", kind), ("content.xml", content),
            ("META-INF/manifest.xml", manifest),
        ):  # fmt: skip
            part = zipfile.ZipInfo(name, (2026, 11, 20, 8, 0, 0))
            if name != "mimetype":
                part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, text)
    return made.getvalue()


def _cell(value):
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(value)}</text:p></table:table-cell>"
    )


if __name__ == "__main__":
    make(Path(sys.argv[1]))
