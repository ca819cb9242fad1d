"""What the ways of an office cost: clicks, keys, screens and seconds.

One who is manager and officer sets a commune up in an empty database, brings 40 people
in three sheets of one workbook to a printed decision, and types a village of ten by
hand; all of it by the mouse and the keyboard of Chromium (`tests/walks.py`). Letters of
names, places and reasons are told apart from keys that make the program do something. A
file costs three clicks: the button, the file and “Open” in the system's own window.

The table is kept in docs/so-lan-bam.md. What costs more than its goal is a fault.
"""

import tempfile
import time
from pathlib import Path

from odoo.fields import Command

from odoo.addons.cdht_module.tools import clock

from benchmarks.bench_grid import Browser
from benchmarks.bench_portal import QUIET, _log_in
from benchmarks.serving import Server
from devkit import launch, paths

WORKERS = 2
KEPT = paths.CHECKOUT / "docs" / "so-lan-bam.md"
_BEGIN, _END = "<!-- table: begin -->", "<!-- table: end -->"
_HEAD = (
    "| Việc | Lần bấm chuột | Lần bấm phím | Chữ gõ | Màn hình | Giây | Mục tiêu |\n"
    "|---|---:|---:|---:|---:|---:|---|\n"
)


def run(env):
    """Print the table and keep it."""
    env = env(context={**env.context, **QUIET})
    session = _log_in(env, _manager(env))
    env.cr.commit()
    hand = launch.load(paths.CHECKOUT / "tests" / "hand.py")
    walks = launch.load(paths.CHECKOUT / "tests" / "walks.py")
    with (
        Server(env.cr.dbname, WORKERS) as server,
        Browser() as browser,
        tempfile.TemporaryDirectory() as folder,
    ):
        browser.cookie("session_id", session.sid, server.port)
        workbook, printed = Path(folder) / "danh-sach.xlsx", Path(folder) / "printed"
        walks.write_list(workbook)
        browser.ask(
            "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(printed)
        )
        office = hand.Hand(lambda method, values: browser.ask(method, **values))
        browser.ask("Page.navigate", url=f"http://127.0.0.1:{server.port}/odoo")
        office.find(".o_navbar")
        rows = [
            _row(office, *way)
            for way in (
                ("Thiết lập xã, đến lúc mở đợt", walks.set_up, (), "clicks", 25),
                (
                    f"Tệp Excel {walks.PEOPLE} người, ba trang tính, đến khi in quyết"
                    " định",
                    walks.list_to_decision, (workbook, f"{clock.today():%d/%m/%Y}"),
                    "clicks", 40,
                ),
                (
                    f"Nhập tay một thôn {walks.TYPED} người, mười điểm mỗi người",
                    walks.by_hand, (), "keys", 130,
                ),
            )
        ]  # fmt: skip
        files = [one.name for one in printed.iterdir() if one.suffix == ".pdf"]
    assert files, "nothing was printed"
    env.cr.commit()
    env.invalidate_all()
    assert env["cdht.recognition"].search_count([]) == walks.PEOPLE
    table = _HEAD + "\n".join(text for text, _is_met in rows)
    print(table)
    before, rest = KEPT.read_text().split(_BEGIN)
    after = rest.split(_END)[1]
    KEPT.write_text(f"{before}{_BEGIN}\n\n{table}\n\n{_END}{after}")
    assert all(is_met for _text, is_met in rows), "a goal is not met"


def _row(office, what, walk, given, counted, goal):
    """(its row of the table, whether it costs no more than its goal)"""
    before, begun = office.cost(), time.perf_counter()
    walk(office, *given)
    seconds = time.perf_counter() - begun
    costs = [now - then for now, then in zip(office.cost(), before, strict=True)]
    clicks, keys, letters, screens = costs
    is_met = {"clicks": clicks, "keys": keys}[counted] <= goal
    unit = {"clicks": "lần bấm chuột", "keys": "lần bấm phím"}[counted]
    told = f"{'đạt' if is_met else 'CHƯA ĐẠT'}: không quá {goal} {unit}"
    return (
        f"| {what} | {clicks} | {keys} | {letters} | {screens} | {seconds:.0f} |"
        f" {told} |",
        is_met,
    )


def _manager(env):
    return env["res.users"].create(
        {
            "name": "Hoàng Thị Mẫu", "login": "bench-clicks", "lang": "vi_VN",
            "tz": "Asia/Ho_Chi_Minh",
            "group_ids": [Command.set(env.ref("cdht_module.group_cdht_manager").ids)],
        }
    )  # fmt: skip
