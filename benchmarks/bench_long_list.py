"""A list of 50,000 people all the way: read, judged, shown, imported in steps.

Printed are seconds and the most memory that the server's process had in each part; the
reader's own is that of its child process. Names, births and numbers are invented.
"""

import base64
import io
import resource
import time
from datetime import date

import xlsxwriter

from demo_year import setup, story

MANY = 50_000
FAMILIES = "Hoàng Lương Vi Nông Bế Lò Mã Hứa Lý Đàm".split()
MIDDLE = "Văn Thị Minh Thu Quang Ngọc Đức Xuân".split()
GIVEN = "An Bình Chi Dung Én Giang Hà Khoa Lan Mai Nga Oanh Phúc Quý Sơn".split()


def run(env):
    """Print a line for each part, then the most of all."""
    place = setup.prepare(env, story.draw_passwords(), story.CHAPTERS)
    campaign = place.as_user("xa")["cdht.campaign"].create(
        {"unit_id": place.units["chau-son"].id, "year": story.YEAR}
    )
    campaign.action_open()
    env.cr.commit()
    day = date(story.YEAR, 12, 31)
    units = campaign.unit_id._people_units(day).mapped("name")
    file = base64.b64encode(_list(units))

    def chosen():
        return place.as_user("xa")["cdht.import"].create(
            {
                "campaign_id": campaign.id,
                "filename": "danh-sach-dai.xlsx",
                "data_file": file,
            }
        )

    record = chosen()
    _done(env, lambda: None)
    most = [_part("before", lambda: None)]
    most.append(_part("check", lambda: _done(env, record.action_check)))
    print(f"  {record.row_count} rows, {record.imported_count} good")
    most.append(_part("begin", lambda: _done(env, record.action_import)))
    steps = []
    record = env["cdht.import"].browse(record.id)
    while record._is_running():
        steps.append(_part(f"step {len(steps) + 1}", lambda: _done(env, record._step)))
    again = chosen()
    most.append(_part("check again", lambda: _done(env, again.action_check)))
    most.append(_part("import again", lambda: _done(env, again.action_import)))
    print(f"  {again.state}, nothing new: {again.nothing_new}")
    dossiers = env["cdht.assessment"].search_count([])
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"long_list: {record.state}, {dossiers} dossiers in {len(steps)} steps")
    print(f"  memory of the reader {children} MB")
    print(f"long_list_memory {max(most + steps)}")


def _done(env, act):
    act()
    env.cr.commit()
    env.invalidate_all()  # a server's request begins with nothing in memory


def _part(name, act):
    """Do a part; return the most memory that this process had in it, in MB."""
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")
    start = time.perf_counter()
    act()
    seconds = time.perf_counter() - start
    with open("/proc/self/status") as file:
        lines = dict(line.split(":", 1) for line in file)
    memory = int(lines["VmHWM"].split()[0]) // 1024
    print(f"  {name}: {seconds:.1f} s, {memory} MB", flush=True)
    return memory


def _list(units):
    """A workbook with a sheet for each unit."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheets = [book.add_worksheet(name) for name in units]
        for sheet in sheets:
            titles = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số định danh"]
            scores = [f"CS{number}" for number in range(1, 11)]
            sheet.write_row(0, 0, [*titles, "Nhóm", *scores])
        for number in range(MANY):
            row, place = divmod(number, len(sheets))
            sheets[place].write_row(row + 1, 0, _person(number))
    return file.getvalue()


def _person(number):
    names = (FAMILIES, MIDDLE, GIVEN, GIVEN)
    name, rest = [], number
    for words in names:
        rest, place = divmod(rest, len(words))
        name.append(words[place])
    woman, year = number % 2, 1945 + number % 55
    day = f"{1 + number % 28:02}/{1 + number % 12:02}/{year}"
    card = f"020{woman}{year % 100:02}{number:06}"
    sex = "Nữ" if woman else "Nam"
    return [number + 1, " ".join(name), day, sex, card, 1 + number % 3, *[8] * 10]
