"""The manual's pictures: screens of the demonstration in Chromium, papers as pages.

`make pictures` runs it on the demonstration's database; what a picture shows is a row.
"""

import base64
import io
import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image

from odoo.fields import Domain

from benchmarks.bench_grid import Browser
from benchmarks.bench_portal import _log_in
from benchmarks.serving import Server

FOLDER = Path(__file__).resolve().parents[1] / "cdht_module" / "static" / "manual"
COLOURS = 48
DESK, PHONE = (1200, 720), (360, 720)
_LOGINS = ("admin", "xa", "thon", "congdan")
GAP, LINE = 16, (0xB9, 0xC4, 0xCC)
APP = "/odoo/action-cdht_module."
# Nothing is under way, and what was asked for stands there.
_AT_REST = (
    "document.readyState === 'complete' && document.fonts.status === 'loaded'"
    " && !document.querySelector('.o_loading_indicator, .o_blockUI')"
    " && (!location.pathname.startsWith('/odoo')"
    " || document.querySelector('.o_action_manager > *'))"
)


# What an office's computer shows; this browser would take letters with serifs.
_PLAIN_LETTERS = """
    document.head.append(Object.assign(document.createElement("style"), {
        textContent: "body, h1, h2, h3, h4 { font-family: 'DejaVu Sans', sans-serif }",
    }))
"""


class Shot(NamedTuple):
    """``path`` names a record as {model, with its number among them}; ``do``: scripts
    before the picture is taken; ``until``: what must be there then."""

    name: str
    login: str
    path: str
    do: tuple = ()
    until: str = ""
    size: tuple = DESK


def _press(words):
    """The button or the tab that is called so."""
    return (
        "[...document.querySelectorAll('button, .nav-link')]"
        f".find((one) => one.textContent.includes({words!r})).click()"
    )


SHOTS = (
    Shot("huong-dan", "xa", f"{APP}action_cdht_import",
         (_press("Hướng dẫn"),), ".o_cdht_manual_button"),
    Shot("thiet-lap", "admin", f"{APP}action_cdht_setup", until=".o_form_view"),
    Shot("nam-nay", "xa", f"{APP}action_open_cdht_dashboard", until=".o_cdht_step"),
    Shot("bang-don-vi", "xa", f"{APP}action_cdht_proposal", until=".o_kanban_record"),
    Shot("nhap-danh-sach", "xa", f"{APP}action_cdht_import/{{import}}",
         until=".o_data_row"),
    Shot("nhap-diem", "xa", "/odoo/{scored_list}/action-cdht_module"
         ".action_cdht_entry_grid", until="td[data-c]"),
    Shot("danh-sach", "xa", f"{APP}action_cdht_proposal/{{scored_list}}",
         until=".o_form_view .o_data_row"),
    Shot("ho-so", "xa", f"{APP}action_cdht_assessment/{{dossier}}",
         until=".o_form_view"),
    Shot("to-trinh", "xa", f"{APP}action_cdht_petition/{{petition}}",
         until=".o_form_view"),
    Shot("quyet-dinh", "xa", f"{APP}action_cdht_decision/{{decision}}",
         until=".o_form_view"),
    Shot("vao-so", "xa", f"{APP}action_cdht_decision/{{submitted}}",
         (_press("Vào số, ban hành"),), ".o_form_view"),
    Shot("ket-qua", "xa", f"{APP}action_cdht_recognition", until=".o_data_row"),
    Shot("dot-danh-gia", "xa", f"{APP}action_cdht_campaign/{{campaign}}",
         until=".o_form_view"),
    Shot("ke-hoach", "xa", f"{APP}action_cdht_plan_task", until=".o_kanban_record"),
    Shot("bao-cao", "xa", f"{APP}action_cdht_report/{{report}}", until=".o_form_view"),
    Shot("ho-so-nam", "xa", f"{APP}action_cdht_year_file/{{year_file}}",
         until=".o_form_view"),
)  # fmt: skip

# Side by side, as they are on a phone.
PHONES = {
    "dien-thoai-can-bo": (
        Shot("1", "thon", f"{APP}action_cdht_proposal", until=".o_kanban_record",
             size=PHONE),
        Shot("2", "thon", f"{APP}action_cdht_proposal/{{draft_list}}",
             until=".o_form_view", size=PHONE),
        Shot("3", "thon", "/odoo/{draft_list}/action-cdht_module"
             ".action_cdht_entry_grid", until=".o_cdht_entry_grid, .o_cdht_saved",
             size=PHONE),
    ),
    "trang-cua-nguoi-dan": (
        Shot("1", "congdan", "/cdht/xa/{commune}", size=PHONE),
        Shot("2", "congdan", "/cdht/toi", size=PHONE),
        Shot("3", "congdan", "/cdht/toi/chi-so/3", size=PHONE),
    ),
}  # fmt: skip

# Pages of papers that the demonstration prints, side by side.
PAPERS = {"van-ban": ("to-trinh", "quyet-dinh", "giay-chung-nhan")}


def run(env, papers):
    """Make all pictures; ``papers``: the folder into which the demonstration prints."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    records = _records(env)
    env.cr.commit()
    with Server(env.cr.dbname, 2) as server, _browser(env, server) as look:
        for shot in SHOTS:
            _keep(shot.name, look(shot, records))
        for name, shots in PHONES.items():
            _keep(name, _beside([look(shot, records) for shot in shots]))
    for name, files in PAPERS.items():
        pages = [_first_page(Path(papers) / f"{file}.pdf") for file in files]
        _keep(name, _beside(pages))
    size = sum(file.stat().st_size for file in FOLDER.glob("*.png"))
    return [f"{len(list(FOLDER.glob('*.png')))} pictures, {size / 1024:.0f} KB"]


def _records(env):
    """What the shots show: {name: id}."""

    def first(model, *domain, order=None):
        return env[model].search(list(domain), order=order, limit=1).id

    year = env["cdht.campaign"].search(Domain.TRUE, order="year desc", limit=1)
    of_year = ("campaign_id", "=", year.id)
    village = env["res.users"].search([("login", "=", "thon")]).cdht_unit_ids
    appraised = env["cdht.assessment"].search(
        [of_year, ("state", "=", "appraised"), ("proposal_id.state", "=", "draft")]
    )
    scored = max(appraised.proposal_id, key=lambda one: len(one.assessment_ids))
    return {
        "campaign": year.id,
        "commune": year.unit_id.id,
        "draft_list": first("cdht.proposal", of_year, ("unit_id", "in", village.ids)),
        "scored_list": scored.id,
        "dossier": (appraised & scored.assessment_ids)[:1].id,
        "import": first("cdht.import", ("kind", "=", "assessment")),
        "petition": first("cdht.petition"),
        "decision": first("cdht.decision", ("state", "=", "issued"),
                          ("kind", "=", "recognise"), order="id"),
        "submitted": first("cdht.decision", ("state", "=", "submitted")),
        "report": first("cdht.report"),
        "year_file": first("cdht.year.file"),
    }  # fmt: skip


@contextmanager
def _browser(env, server):
    """A function that gives the picture of a shot."""
    users = env["res.users"].search(
        [("login", "in", ["admin", "xa", "thon", "congdan"])]
    )
    sessions = {user.login: _log_in(env, user) for user in users}
    env.cr.commit()
    with Browser() as browser:

        def look(shot, records):
            width, height = shot.size
            browser.ask(
                "Emulation.setDeviceMetricsOverride", width=width, height=height,
                mobile=shot.size == PHONE, deviceScaleFactor=1,
            )  # fmt: skip
            browser.cookie("session_id", sessions[shot.login].sid, server.port)
            path = shot.path.format(**records)
            browser.ask("Page.navigate", url="about:blank")
            browser.ask("Page.navigate", url=f"http://127.0.0.1:{server.port}{path}")
            browser.wait(_AT_REST)
            if shot.until:
                browser.wait(f"document.querySelector({shot.until!r})")
            browser.run(f"{_PLAIN_LETTERS}; 0")
            for script in shot.do:
                browser.run(f"{script}; 0")
            time.sleep(1.5)  # what fades in or is laid out anew
            browser.wait(_AT_REST)
            shown = browser.ask("Page.captureScreenshot")["data"]
            return Image.open(io.BytesIO(base64.b64decode(shown))).convert("RGB")

        yield look


def _beside(pictures):
    """Pictures in a row, each with a frame."""
    height = max(picture.height for picture in pictures)
    width = sum(picture.width + GAP for picture in pictures) - GAP
    row = Image.new("RGB", (width, height), "white")
    x = 0
    for picture in pictures:
        frame = Image.new("RGB", picture.size, LINE)
        frame.paste(picture.crop((1, 1, picture.width - 1, picture.height - 1)), (1, 1))
        row.paste(frame, (x, 0))
        x += picture.width + GAP
    return row


def _first_page(file):
    """Of a paper, as wide as a phone's picture."""
    page = pypdfium2.PdfDocument(file)[0]
    return page.render(scale=380 / page.get_width()).to_pil().convert("RGB")


def _keep(name, picture):
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)
