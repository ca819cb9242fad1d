"""Print manual/quyen-han.md: who may do what, from the table that the tests walk.

python3 -m devkit.access_table
"""

import csv

from .paths import ADDON, CHECKOUT

TABLE = CHECKOUT / "tests" / "data" / "access_matrix.csv"
PAGE = CHECKOUT / ADDON / "manual" / "quyen-han.md"
HEAD = """\
# Ai được làm gì

Bảng này do phần mềm in ra; mỗi lần kiểm thử đi hết từng ô: ô có dấu thì làm được, ô
trống thì không, và màn hình nói vì sao bằng tiếng Việt. Thao tác, báo cáo, trang mới
mà chưa có dòng ở đây thì kiểm thử không qua.

- **●** ở đơn vị mình: thôn của chi hội; xã của cán bộ xã; hồ sơ của chính mình.
- **◐** ở đơn vị khác cùng xã.
- **○** ở xã khác.

Cán bộ văn thư, người ký, kế toán là dấu ghi thêm cho cán bộ, không phải một cấp;
nơi có văn thư thì chỉ văn thư vào số. Không ai thẩm định hồ sơ của chính mình.

## Điều gì vẫn có thể xảy ra

Bảng dưới là những gì phần mềm cho làm và ngăn được. Không phần mềm nào ngăn được hết;
những điều sau vẫn có thể, và đây là chỗ nhìn thấy chúng:

- **Người nắm toàn quyền máy chủ, cơ sở dữ liệu (root)** đọc, sửa, xóa được mọi thứ,
  kể cả tài liệu đã phát hành, cũng viết lại được cả chuỗi nhật ký. Không giấu được:
  nhật ký nối thành chuỗi từng xã, đầu chuỗi in trên biên bản, tờ trình, quyết định;
  đối chiếu bằng một lệnh, chỉ ra dòng đầu tiên sai ([Dữ liệu cá
  nhân](du-lieu-ca-nhan.md)). Riêng những dòng vừa ghi, chưa niêm và chưa in lên giấy
  nào, thì sửa được mà không ai biết.
- **Quản trị hệ thống Odoo** không có vai trò nào của chương trình, nhưng tự thêm được
  vai trò, đặt lại mật khẩu người khác, gắn mã riêng vào máy. Mỗi lần thêm, bớt vai
  trò, đơn vị đều có dòng nhật ký và người có tài khoản đó được báo.
- **Người quản lý chương trình (vai trò Cài đặt)** giao đơn vị cho người khác, không
  giao cho chính mình; sửa được bộ tiêu chí chưa dùng, mẫu in, thẩm quyền. Hai người
  quản lý bàn nhau thì giao cho nhau được; nhật ký ghi cả hai việc. Ở xã còn trống (chưa
  có cán bộ khác, người dân, đợt đánh giá) người quản lý nhận được việc của cán bộ xã.
- **Một cán bộ làm hết một hồ sơ** (cấp phiếu mời, mở tài khoản, chấm, gửi, thẩm định)
  ở nơi chỉ có một máy tính: không cấm được, nhưng hồ sơ có dấu “Cùng một máy” trên
  danh sách, phiếu trình, mẫu kiểm tra, và xã thấy có bao nhiêu. Dùng hai máy, hai
  trình duyệt hay xóa cookie thì không có dấu.
- **Cán bộ chi hội, xã** đọc số định danh của người đơn vị mình từng người một; đọc
  nhiều trong ngày thì nhật ký có dòng. Chụp màn hình, chép tay thì không phần mềm nào
  thấy.
- **Người cầm phiếu của người khác** (phiếu mời, phiếu in mã và biết ngày sinh) làm
  được như người đó cho đến khi phiếu hết hạn hoặc bị thu hồi; việc mở bằng mã có dòng
  nhật ký và người dân đọc được ở “Ai đã xem, đã sửa dữ liệu của tôi”.
- **Người đã tải tệp, in giấy** giữ bản của mình; xóa trong phần mềm không xóa bản đó.

## Bảng quyền

| Việc | Thao tác | {roles} |
|---|---|{line}
"""
SIGNS = {"h": "●", "n": "◐", "c": "○", "-": ""}


def rows():
    """The names of the roles, who tries each in the tests, then the operations."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def roles(row):
    """What a row says of each role."""
    beside = ("operation", "viec", "state")
    return {column: cell for column, cell in row.items() if column not in beside}


def text():
    """Return the page as Markdown."""
    names, _users, *operations = rows()
    names = roles(names).values()
    head = HEAD.format(roles=" | ".join(names), line="---|" * len(names))
    return head + "".join(f"{_line(row)}\n" for row in operations)


def _line(row):
    cells = ["".join(SIGNS[place] for place in cell) for cell in roles(row).values()]
    return "| {} | `{}` | {} |".format(row["viec"], row["operation"], " | ".join(cells))


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
