"""Print docs/quyen-han.md: who may do what, from the table that the tests walk.

python3 -m devkit.access_table
"""

import csv

from .paths import CHECKOUT

TABLE = CHECKOUT / "tests" / "data" / "access_matrix.csv"
PAGE = CHECKOUT / "docs" / "quyen-han.md"
HEAD = """\
# Ai được làm gì

Bảng này in ra từ `tests/data/access_matrix.csv`; mỗi lần kiểm thử đi hết từng ô:
ô có chữ thì làm được, ô trống thì không, kèm lời giải thích bằng tiếng Việt. Mô
hình, thao tác, báo cáo, trang mới mà chưa có dòng ở đây thì kiểm thử không qua.

- **●** ở đơn vị mình: thôn của chi hội; xã của cán bộ xã; hồ sơ của chính mình.
- **◐** ở đơn vị khác cùng xã.
- **○** ở xã khác.

Cán bộ văn thư, người ký, kế toán là dấu ghi thêm cho cán bộ, không phải một cấp;
nơi có văn thư thì chỉ văn thư vào số. Không ai thẩm định hồ sơ của chính mình.

| Việc | Thao tác | {roles} |
|---|---|{line}
"""
ROLES = {
    "citizen": "Công dân",
    "chapter": "Chi hội",
    "association": "Hội Khuyến học xã",
    "commune": "Xã",
    "district": "Cấp trên",
    "manager": "Cài đặt",
}
SIGNS = {"h": "●", "n": "◐", "c": "○", "-": ""}


def text():
    """Return the page as Markdown."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    head = HEAD.format(roles=" | ".join(ROLES.values()), line="---|" * len(ROLES))
    return head + "".join(f"{_line(row)}\n" for row in rows)


def _line(row):
    cells = ["".join(SIGNS[place] for place in row[role]) for role in ROLES]
    return "| {} | `{}` | {} |".format(row["viec"], row["operation"], " | ".join(cells))


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
