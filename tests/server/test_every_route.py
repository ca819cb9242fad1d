"""Every page asked of a server in a process of its own, as `make serve` starts it.

The runner of Odoo's tests puts objects of its own in the place of a server's (cursors
that do not commit, a store of password hashes, no hooks after a commit, no PDF). Here
is nothing of it: each route is called once for each of its outcomes, the status and
the page are looked at, and at the end the server's log has no warning and no error.
"""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
import unittest
import xmlrpc.client
from collections import namedtuple
from pathlib import Path

import requests

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from devkit import database, paths, postgres, setup  # noqa: E402
from devkit.commands import serve  # noqa: E402

DB = f"{os.environ.get('DB') or 'cdht_test'}_server"
LOG = paths.LOGS / f"{DB}.log"
UNCLEAN = re.compile(r"^\S+ \S+ \d+ (?:WARNING|ERROR|CRITICAL) .*|^Traceback.*", re.M)
TOKEN = re.compile(r'name="csrf_token" value="(\w+)"')
LONGEST = 100 * 2**20

Row = namedtuple("Row", "route outcome who path form status words times script")

MANUAL = "/cdht/huong-dan"
VERIFY = "/cdht/xac-minh/<string:token>"
COMMUNE = "/cdht/xa/<int:commune_id>"
KEY = "/cdht/phieu-cua-toi"
STEP = "/cdht/toi/chi-so/<int:number>"
FILE = "/cdht/toi/tep/<int:file_id>"
CERTIFICATE = "/cdht/toi/giay-chung-nhan/<int:year>"
YEAR_FILE = "/cdht/ho-so-nam/<int:year_file_id>"
CALENDAR = "/cdht/nam/<int:campaign_id>/lich.ics"
UNKNOWN = "/cdht/<path:unknown>"
OWN, LEAVING, LATE, OFFICER = "t_citizen", "t_citizen_2", "t_citizen_3", "t_commune"
NEW = "mat khau moi"
WHOSE = {"whose": "{whose}"}
WRITTEN = {"sender_name": "Lý Văn Mẫu", "text": "Sai năm sinh.", "list_id": "{list}"}


def row(route, outcome, who, path, status, words="", form=None, times=1, script=False):
    """One outcome of a route; ``form``: posted with a good token, if there is one."""
    return Row(route, outcome, who, path, form, status, words, times, script)


def slip(outcome, status, words, login, code, password=NEW, times=1):
    form = {"login": login, "code": code, "password": password, "again": NEW}
    path = "/cdht/phieu"
    return row(path, outcome, "", path, status, words, form, times=times)


def step(outcome, status, words="", script=False, number=2, **form):
    form = {**WHOSE, "mark": "{mark}", "evidence": "Đọc sách.", **form}
    path = f"/cdht/toi/chi-so/{number}"
    return row(STEP, outcome, OWN, path, status, words, form, script=script)


ROWS = [
    row(YEAR_FILE, "nobody", "", "/cdht/ho-so-nam/{year_file}", 303, "/login"),
    row(YEAR_FILE, "not theirs", OWN, "/cdht/ho-so-nam/{year_file}", 303,
        "/odoo"),
    row(YEAR_FILE, "unknown", OFFICER, "/cdht/ho-so-nam/999999", 404),
    row(YEAR_FILE, "no such number", OFFICER, "/cdht/ho-so-nam/" + "9" * 21, 404),
    row(YEAR_FILE, "ok", OFFICER, "/cdht/ho-so-nam/{year_file}", 200),
    row(CALENDAR, "nobody", "", "/cdht/nam/{campaign}/lich.ics", 303, "/login"),
    row(CALENDAR, "not theirs", OWN, "/cdht/nam/{campaign}/lich.ics", 303, "/cdht"),
    row(CALENDAR, "unknown", OFFICER, "/cdht/nam/999999/lich.ics", 404),
    row(CALENDAR, "ok", OFFICER, "/cdht/nam/{campaign}/lich.ics", 200),
    row("/cdht", "ok", "", "/cdht", 200, "Xã Mẫu"),
    row("/cdht", "parameters made up", "", "/cdht?controller=1&parts=2", 200, "Xã Mẫu"),
    row("/cdht", "a name of Odoo's own", "", "/cdht?self=1", 404, "Không có trang này"),
    row(COMMUNE, "ok", "", "/cdht/xa/{commune}", 200, "Xã Mẫu"),
    row(COMMUNE, "unknown", "", "/cdht/xa/999999", 404, "Không có trang này"),
    row(COMMUNE, "no such number", "", "/cdht/xa/99999999999", 404, "Không có trang"),
    row(COMMUNE, "negative", "", "/cdht/xa/-1", 404, "Không có trang này"),
    row(f"{COMMUNE}/niem-yet", "ok", "", "/cdht/xa/{commune}/niem-yet", 200, "Thôn"),
    row(f"{COMMUNE}/niem-yet", "unknown", "", "/cdht/xa/999999/niem-yet", 404, "Không"),
    row(f"{COMMUNE}/y-kien", "ok", "", "/cdht/xa/{commune}/y-kien", 200, "Nội dung"),
    row(f"{COMMUNE}/y-kien", "unknown", "", "/cdht/xa/999999/y-kien", 404, "Không có"),
    row(f"{COMMUNE}/y-kien", "refused", "", "/cdht/xa/{commune}/y-kien", 422,
        "họ và tên", {**WRITTEN, "sender_name": ""}),
    row(f"{COMMUNE}/y-kien", "received", "", "/cdht/xa/{commune}/y-kien", 200,
        "Đã nhận ý kiến", WRITTEN),
    row(f"{COMMUNE}/y-kien", "bad token", "", "/cdht/xa/{commune}/y-kien", 400,
        "Sai năm sinh.", {**WRITTEN, "csrf_token": "x"}),
    row(f"{COMMUNE}/y-kien", "throttled", "", "/cdht/xa/{commune}/y-kien", 429,
        "đợi một giờ", {**WRITTEN, "text": "Ý kiến {number}"}, times=20),
    row(MANUAL, "ok", OFFICER, MANUAL, 200, "Hướng dẫn sử dụng"),
    row(MANUAL, "nobody", "", MANUAL, 303, "/login"),
    row(MANUAL, "a screen", OFFICER, f"{MANUAL}?model=cdht.posting", 303, "/van-ban#3"),
    row(MANUAL, "not theirs", OWN, f"{MANUAL}?model=cdht.posting", 303, "/cdht/toi"),
    row(f"{MANUAL}/<string:name>", "ok", OFFICER, f"{MANUAL}/van-ban", 200, "Niêm yết"),
    row(f"{MANUAL}/<string:name>", "unknown", OFFICER, f"{MANUAL}/khong", 404, "Không"),
    row(f"{MANUAL}/<string:name>", "nobody", "", f"{MANUAL}/van-ban", 303, "/login"),
    row(f"{MANUAL}/<string:name>", "not theirs", OWN, f"{MANUAL}/x", 303, "/cdht/toi"),
    row(VERIFY, "ok", "", "/cdht/xac-minh/{title}", 200, "Công dân học tập"),
    row(VERIFY, "unknown", "", "/cdht/xac-minh/" + "x" * 32, 404, "Không"),
    row(VERIFY, "no text", "", "/cdht/xac-minh/%00%FF", 404, "Không"),
    row("/cdht/moi", "ok", "", "/cdht/moi", 200, "Mã dùng một lần"),
    row("/cdht/moi", "unknown", "", "/cdht/moi", 404, "hỏi chi hội", {"ma": "AAAA"}),
    row("/cdht/moi", "named", "", "/cdht/moi", 200, "{invited_login}",
        {"ma": "{invitation}"}),
    row("/cdht/moi", "refused", "", "/cdht/moi", 422, "từ 8 đến 128",
        {"ma": "{invitation}", "step": "1", "password": "x", "again": "x"}),
    row("/cdht/moi", "used", "", "/cdht/moi", 404, "đã dùng",
        {"ma": "{used_invitation}", "step": "1", "password": NEW, "again": NEW}),
    row("/cdht/moi", "done", "", "/cdht/moi", 303, "/cdht/toi",
        {"ma": "{invitation}", "step": "1", "password": NEW, "again": NEW}),
    row("/cdht/moi", "a second tap", "", "/cdht/moi", 303, "/cdht/toi",
        {"ma": "{invitation}", "step": "1", "password": NEW, "again": NEW}),
    row(KEY, "ok", "", KEY, 200, "Mã ở cuối phiếu"),
    row(KEY, "unknown", "", KEY, 404, "hỏi chi hội", {"ma": "AAAA-AAAA-AAAA-AAAA"}),
    row(KEY, "asked", "", KEY, 200, "Ngày sinh", {"ma": "{form}"}),
    row(KEY, "refused", "", KEY, 422, "còn 4 lần",
        {"ma": "{form}", "ngay_sinh": "1/1/1968"}),
    row(KEY, "done", "", KEY, 303, "/cdht/toi",
        {"ma": "{form}", "ngay_sinh": "5/3/1968"}),
    row(KEY, "throttled", "", KEY, 429, "đợi một giờ",
        {"ma": "{form}", "ngay_sinh": "1/1/1968"}, times=5),
    row(f"{KEY}/<string:token>", "ok", "", KEY + "/{old_form}", 200, "Ngày sinh"),
    row(f"{KEY}/<string:token>", "unknown", "", KEY + "/" + "x" * 43, 404, "chi hội"),
    row(f"{KEY}/<string:token>", "done", "", KEY + "/{old_form}", 303, "/cdht/toi",
        {"ngay_sinh": "5/3/1968"}),
    row("/cdht/toi/vao", "ok", "", "/cdht/toi/vao", 200, "Tên đăng nhập"),
    row("/cdht/toi/vao", "refused", "", "/cdht/toi/vao", 422, "không đúng",
        {"login": OWN, "password": "sai"}),
    row("/cdht/toi/vao", "done", "", "/cdht/toi/vao", 303, "/cdht/toi",
        {"login": OWN, "password": OWN}),
    row("/cdht/toi/thoat", "ok", OWN, "/cdht/toi/thoat", 200, "Dùng chung"),
    row("/cdht/toi", "nobody", "", "/cdht/toi", 200, "Tôi có phiếu mời"),
    row("/cdht/toi", "no person", OFFICER, "/cdht/toi", 200, "chưa gắn với ai"),
    row("/cdht/toi", "ok", OWN, "/cdht/toi", 200, "Người 1"),
    row("/cdht/toi/dang-ky", "nobody", "", "/cdht/toi/dang-ky", 303, "/cdht/toi"),
    row("/cdht/toi/dang-ky", "ok", LATE, "/cdht/toi/dang-ky", 200, "Họ và tên"),
    row("/cdht/toi/dang-ky", "refused", LATE, "/cdht/toi/dang-ky", 422, "nhóm",
        {"whose": "{whose_late}", "group": "999"}),
    row("/cdht/toi/dang-ky", "somebody else's", LATE, "/cdht/toi/dang-ky", 409,
        "Trang của người khác", {"whose": "{whose}", "group": "{group}"}),
    row("/cdht/toi/dang-ky", "done", LATE, "/cdht/toi/dang-ky", 303, "/cdht/toi",
        {"whose": "{whose_late}", "group": "{group}", "consent": "1"}),
    row("/cdht/toi/nhom", "ok", OWN, "/cdht/toi/nhom", 200, "Nhóm"),
    row("/cdht/toi/nhom", "refused", OWN, "/cdht/toi/nhom", 422, "nhóm",
        {**WHOSE, "group": "x"}),
    row("/cdht/toi/nhom", "done", OWN, "/cdht/toi/nhom", 303, "/cdht/toi",
        {**WHOSE, "group": "{group}"}),
    row("/cdht/toi/dong-y", "ok", OWN, "/cdht/toi/dong-y", 200, "đồng ý"),
    row("/cdht/toi/dong-y", "done", OWN, "/cdht/toi/dong-y", 303, "/cdht/toi",
        {**WHOSE, "consent": "1"}),
    row("/cdht/toi/dong-y", "taken back", OWN, "/cdht/toi/dong-y", 303, "/cdht/toi",
        {**WHOSE, "reason": "Không muốn nêu tên"}),
    row("/cdht/toi/rut", "ok", LEAVING, "/cdht/toi/rut", 200, "Lý do"),
    row("/cdht/toi/rut", "refused", LEAVING, "/cdht/toi/rut", 422, "",
        {"whose": "{whose_leaving}", "reason": ""}),
    row("/cdht/toi/rut", "done", LEAVING, "/cdht/toi/rut", 303, "/cdht/toi",
        {"whose": "{whose_leaving}", "reason": "Đi làm xa"}),
    row("/cdht/toi/ai-da-xem", "ok", OWN, "/cdht/toi/ai-da-xem", 200, "Ai đã xem"),
    row("/cdht/toi/ai-da-xem", "no page", OWN, "/cdht/toi/ai-da-xem?trang=x", 200),
    row("/cdht/toi/ai-da-xem", "nobody", "", "/cdht/toi/ai-da-xem", 303, "/cdht/toi"),
    row("/cdht/bien-nhan", "ok", "", "/cdht/bien-nhan", 200, "iên nhận"),
    row("/cdht/bien-nhan", "wrong", "", "/cdht/bien-nhan", 404, "Không khớp",
        {"so": "2026-000001", "ma": "AAAA"}),
    row(FILE, "ok", OWN, "/cdht/toi/tep/{file}", 200),
    row(FILE, "unknown", OWN, "/cdht/toi/tep/999999", 303, "/cdht/toi"),
    row(FILE, "no such number", OWN, "/cdht/toi/tep/99999999999", 404, "Không có"),
    row(FILE, "deleted", OWN, "/cdht/toi/tep/{file}", 303, "/cdht/toi/chi-so/1",
        {**WHOSE, "chi_so": "1"}),
    row(CERTIFICATE, "ok", OWN, "/cdht/toi/giay-chung-nhan/{year}", 200),
    row(CERTIFICATE, "unknown", OWN, "/cdht/toi/giay-chung-nhan/1999", 303, "/cdht/"),
    row(STEP, "ok", OWN, "/cdht/toi/chi-so/1", 200, "Chỉ số 1"),
    row(STEP, "unknown", OWN, "/cdht/toi/chi-so/99", 303, "/cdht/toi"),
    row(STEP, "no number", OWN, "/cdht/toi/chi-so/mot", 404, "Không có trang này"),
    step("refused", 422, "từ 1 đến 10", score="11"),
    step("by script", 200, "missing", script=True, score="8"),
    step("saved elsewhere", 409, "máy khác", script=True, score="7"),
    step("somebody else's", 409, "Trang của người khác", score="9", whose="0-0"),
    step("bad token", 400, "Đọc sách.", score="9", csrf_token="x"),
    step("bad token by script", 400, "message", script=True, csrf_token="x"),
    row("/cdht/toi/nop", "refused", OWN, "/cdht/toi/nop", 422, "", WHOSE),
    *(
        step("done", 303, "/cdht/toi/", number=number, score="8", mark="{mark_now}")
        for number in range(1, 11)
    ),
    row("/cdht/toi/nop", "ok", OWN, "/cdht/toi/nop", 200, "80"),
    row("/cdht/toi/nop", "done", OWN, "/cdht/toi/nop", 303, "/cdht/toi",
        {**WHOSE, "helped_by": "con gái"}),
    row("/cdht/toi/nop", "a second tap", OWN, "/cdht/toi/nop", 303, "/cdht/toi", WHOSE),
    row("/cdht/toi/thoat", "done", OWN, "/cdht/toi/thoat", 303, "/cdht/toi", {}),
    row("/cdht/phieu", "ok", "", "/cdht/phieu", 200, "Mật khẩu mới"),
    slip("refused", 422, "không giống nhau", "t_chapter", "{slip}", "khac"),
    slip("wrong", 422, "không đúng", "t_chapter", "AAAAAAAAAA"),
    slip("used", 422, "không đúng", "t_chapter_2", "{ended_slip}"),
    slip("no slip", 422, "không đúng", "t_district", "AAAAAAAAAA"),
    slip("unknown", 422, "không đúng", "t_nobody", "AAAAAAAAAA"),
    slip("throttled", 429, "vẫn còn dùng được", "t_nobody", "AAAAAAAAAA", times=4),
    slip("done", 200, "Đã đặt mật khẩu", "T_Chapter", "{slip}"),
    row(UNKNOWN, "unknown", "", "/cdht/khong-co", 404, "Không có trang này"),
    row(UNKNOWN, "posted", "", "/cdht/khong/co", 404, "Không có trang này", {"a": "b"}),
    row(UNKNOWN, "by script", "", "/cdht/khong-co", 404, "message", script=True),
    row("/cdht/moi", "a name of Odoo's own", "", "/cdht/moi", 404, "Không có",
        {"self": "1"}),
    # What all of them count together comes last.
    row(VERIFY, "throttled", "", "/cdht/xac-minh/" + "x" * 32, 429, "", times=20),
    row("/cdht/moi", "throttled", "", "/cdht/moi", 429, "đợi ít phút", {"ma": "AAAA"}),
    row(KEY, "all throttled", "", KEY, 429, "đợi ít phút", {"ma": "AAAA"}),
]  # fmt: skip


class Server:
    """A server's process, its log, and browsers that are logged in."""

    def __init__(self):
        self.port = postgres.free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.browsers = {}
        command = [*serve.command(DB, str(self.port)), "--max-cron-threads=0"]
        with LOG.open("w") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                cwd=paths.DEVKIT,
            )  # fmt: skip

    def wait(self, seconds=90):
        """Until it answers."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            try:
                return requests.get(f"{self.base}/cdht", timeout=seconds)
            except requests.ConnectionError:
                time.sleep(0.2)
        raise AssertionError(f"no answer: {LOG.read_text()[-2000:]}")

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def browser(self, login, password=None):
        """A browser in which that login, or nobody yet, is at home."""
        if not login:
            return requests.Session()
        if login not in self.browsers:
            self.browsers[login] = requests.Session()
            form = {"login": login, "password": password or login}
            answer = self.ask(self.browsers[login], "/cdht/toi/vao", form)
            assert answer.status_code == 303, (login, answer.text)
        return self.browsers[login]

    def ask(self, browser, path, form=None, **headers):
        """GET, or POST ``form`` with the token of that browser's pages."""
        options = {"headers": headers, "allow_redirects": False, "timeout": 60}
        if form is None:
            return browser.get(self.base + path, **options)
        page = browser.get(f"{self.base}/cdht/toi/vao", timeout=60).text
        if not TOKEN.search(page):  # who is logged in already
            page = browser.get(f"{self.base}/cdht/toi/thoat", timeout=60).text
        form = {"csrf_token": TOKEN.search(page)[1], **form}
        return browser.post(self.base + path, data=form, **options)

    def raw(self, method, path, **headers):
        """A request that no browser sends: (status, body)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest(method, path)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, body

    def seconds(self):
        """The processor's time that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2]
        return sum(map(int, fields.split()[11:13])) / os.sysconf("SC_CLK_TCK")


class TestEveryRoute(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        setup.ensure()
        installed = os.environ.get("DEVKIT_INSTALLED")
        cls.addClassCleanup(database.drop, DB)
        if installed:
            database.copy(installed, DB)
        else:
            database.create(DB)
            log = paths.LOGS / f"{DB}-install.log"
            database.odoo(DB, "-i", paths.ADDON, log=log)
        cls.world = cls._make_world()
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)
        cls.server.wait()

    @classmethod
    def _make_world(cls):
        file = paths.TMP / f"{DB}.json"
        script = Path(__file__).with_name("world.py")
        command = [paths.VENV_PYTHON, "-m", "devkit.launch", DB, script, file]
        made = subprocess.run(
            [str(part) for part in command],
            cwd=CHECKOUT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        said = made.stdout + made.stderr  # by its jobs, too
        if made.returncode or UNCLEAN.search(said):
            raise AssertionError(said)
        return json.loads(file.read_text())

    def sample(self, route):
        """A path of that route."""
        parts = {
            "<string:token>": self.world["title"], "<path:unknown>": "khong/co",
            "<int:commune_id>": self.world["commune"], "<int:number>": 1,
            "<int:file_id>": self.world["file"], "<int:year>": self.world["year"],
            "<int:campaign_id>": self.world["campaign"],
            "<int:year_file_id>": self.world["year_file"], "<string:name>": "van-ban",
        }  # fmt: skip
        for part, value in parts.items():
            route = route.replace(part, str(value))
        self.assertNotIn("<", route)
        return route

    def is_our_page(self, body, words=""):
        page = " ".join(body.split())
        self.assertIn('<html lang="vi"', page)
        self.assertIn(words, page)

    def look(self, one):
        """Ask what the row asks, and see what comes."""
        form = one.form
        for number in range(one.times + 1 if one.times > 1 else 1):
            values = {**self.world, "number": number}
            if form and "{mark_now}" in form.values():
                values["mark_now"] = self.mark(one.path)
            browser = self.server.browser(one.who)
            answer = self.server.ask(
                browser,
                one.path.format(**values),
                form and {name: text.format(**values) for name, text in form.items()}
                if form is not None
                else None,
                Accept="application/json" if one.script else "text/html",
            )
        self.assertEqual(answer.status_code, one.status, answer.text[-2000:])
        words = one.words.format(**self.world)
        if one.status == 303:
            self.assertIn(words, answer.headers["Location"])
        elif one.script:
            self.assertIn(words, json.dumps(answer.json(), ensure_ascii=False))
        elif "html" in answer.headers["Content-Type"]:
            self.is_our_page(answer.text, words)
        else:
            self.assertTrue(
                answer.content.startswith((b"%PDF", b"PK", b"BEGIN:VCALENDAR"))
            )
        for secret in ("form", "old_form", "invitation"):
            self.assertNotIn(self.world[secret], str(answer.headers))

    def mark(self, path):
        page = self.server.ask(self.server.browser(OWN), path).text
        number = path.rpartition("/")[2]
        form = page.split(f'data-step="{number}"')[1]
        return re.search(r'name="mark" value="(\w*)"', form)[1]

    def test_000_every_route_has_its_outcomes(self):
        self.assertEqual({one.route for one in ROWS}, set(self.world["routes"]))

    def test_001_the_wrong_method(self):
        """Also of a method that nobody ever heard of."""
        for route in self.world["routes"]:
            for method in ("PUT", "DELETE", "NEU"):
                with self.subTest(route=route, method=method):
                    status, body = self.server.raw(method, self.sample(route))
                    self.assertEqual(status, 404 if route == UNKNOWN else 405)
                    self.is_our_page(body)

    def test_002_a_post_without_a_token(self):
        """Routes that take a POST refuse it; the others take none."""
        posted = {one.route for one in ROWS if one.form is not None} - {UNKNOWN}
        for route in self.world["routes"]:
            with self.subTest(route=route):
                status, body = self.server.raw(
                    "POST", self.sample(route), Content_Length="0"
                )
                expected = 404 if route == UNKNOWN else 405
                self.assertEqual(status, 400 if route in posted else expected)
                self.is_our_page(body)

    def test_003_too_much(self):
        for route in self.world["routes"]:
            with self.subTest(route=route):
                status, body = self.server.raw(
                    "POST", self.sample(route), Content_Length=str(LONGEST)
                )
                self.assertEqual(status, 413)
                self.is_our_page(body, "lớn quá")

    def test_004_other_paths_are_the_hosts(self):
        for path in ("/khong-co", "/cdht_khong_co", "/my/khong-co"):
            with self.subTest(path=path):
                status, body = self.server.raw("GET", path)
                self.assertEqual(status, 404)
                self.assertNotIn("Không có trang này", body)

    def test_900_a_login_with_a_slip_takes_as_long_as_any_other(self):
        """Of the processor's time, which no other program on the machine changes."""
        postgres.psql("DELETE FROM cdht_verify_miss", DB)
        browser = requests.Session()
        used = []
        for login in ("t_chapter_3", "t_chapter_3", "t_nobody_1"):
            form = {"login": login, "code": "A" * 10, "password": NEW, "again": NEW}
            before = self.server.seconds()
            for _try in range(3):
                answer = self.server.ask(browser, "/cdht/phieu", form)
                self.assertEqual(answer.status_code, 422)
            used.append(self.server.seconds() - before)
            postgres.psql("DELETE FROM cdht_verify_miss", DB)
        _first, known, unknown = used
        self.assertLess(abs(known - unknown), 0.5 * max(known, unknown), used)

    def test_910_papers_are_printed(self):
        """The runner prints HTML in the place of PDF."""
        browser = self.server.browser(OFFICER)
        report = "cdht_module.assessment_form_paper"
        path = f"/report/pdf/{report}/{self.world['elsewhere']}"
        answer = self.server.ask(browser, path)
        self.assertTrue(answer.content.startswith(b"%PDF"), answer.text[:500])

    def test_990_no_secret_and_nothing_unclean_in_the_log(self):
        log = LOG.read_text()
        self.assertIn("GET /cdht/toi", log)
        for secret in ("form", "invitation", "used_invitation", "slip"):
            self.assertNotIn(self.world[secret], log)
        self.assertEqual(UNCLEAN.findall(log), [])

    def test_999_refusals_speak_the_users_language(self):
        """Of each way of calling in, with no language named; core logs a refusal."""
        person, dossier = self.world["chapter"], self.world["elsewhere"]
        model, method, ids = "cdht.assessment", "action_submit", [dossier]
        call = {"ids": ids, "context": {}}
        key = {"Authorization": f"Bearer {self.world['api_key']}"}
        url = f"{self.server.base}/json/2/{model}/{method}"
        answers = [requests.post(url, json=call, headers=key, timeout=60).text]
        arguments = [DB, person, self.world["api_key"], model, method, [ids]]
        params = {"service": "object", "method": "execute_kw", "args": arguments}
        call = {"jsonrpc": "2.0", "method": "call", "params": params}
        url = f"{self.server.base}/jsonrpc"
        answers.append(requests.post(url, json=call, timeout=60).text)
        proxy = xmlrpc.client.ServerProxy(f"{self.server.base}/xmlrpc/2/object")
        try:
            answers.append(proxy.execute_kw(*arguments))
        except xmlrpc.client.Fault as fault:
            answers.append(fault.faultString)
        for answer in answers:
            with self.subTest(answer=answer):
                text = re.sub(r"\\u(\w{4})", lambda m: chr(int(m[1], 16)), answer)
                self.assertIn("không thuộc", text)


def _add_rows():
    """A test each row, in their order."""
    for number, one in enumerate(ROWS, 100):
        name = re.sub(r"\W+", "_", f"{number}_{one.route}_{one.outcome}")

        def test(self, one=one):
            self.look(one)

        test.__doc__ = f"{one.route}: {one.outcome}"
        setattr(TestEveryRoute, f"test_{name}", test)


_add_rows()
