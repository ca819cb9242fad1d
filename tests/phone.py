"""A cheap phone for tests: Chromium, 360 px wide, with a network that can be cut."""

import base64
import io
import json
import os
import tempfile
import time
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from unittest.mock import patch

from PIL import Image

from odoo.tests.common import HOST, ChromeBrowser

from odoo.addons.cdht_module.models.papers.cdht_verified import ADDRESS

from .common import CommuneHttpCase

_WAIT = 60  # seconds; a busy machine takes long, a wait ends with what it waits for
_SHOTS = os.environ.get("CDHT_SHOTS")  # a folder for pictures of each page
_TAPPED = "a, button, summary"
_LOADED = (
    "!window.oldPage && document.readyState === 'complete'"
    " && Boolean(document.body?.innerText)"
)


class Phone:
    """Taps, types and reads as a person does; every wait has an end."""

    def __init__(self, case):
        self.case = case
        self.browser = ChromeBrowser(case)
        self._ask = self.browser._websocket_request
        self._ask("Network.enable")
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            params={
                "mobile": True, "width": 360, "height": 740, "deviceScaleFactor": 2,
            },
        )  # fmt: skip

    def open(self, path):
        """Open a page, as from a scanned code or a bookmark."""
        self.case.env.flush_all()
        self._go(lambda: self.browser.navigate_to(self.case.base_url() + path))

    def run(self, script):
        """The value of a script in the page (awaited)."""
        answer = self._ask(
            "Runtime.evaluate",
            params={"expression": script, "awaitPromise": True, "returnByValue": True},
            timeout=_WAIT,
        )
        if answer.get("exceptionDetails"):
            raise AssertionError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait(self, condition, message=""):
        """Until the script gives something true."""
        end = time.monotonic() + _WAIT
        while time.monotonic() < end:
            with suppress(AssertionError):  # between two pages
                if self.run(f"Boolean({condition})"):
                    return
            time.sleep(0.02)
        self.case.fail(f"{message or condition}\n{self.text()}")

    def _go(self, act):
        """Carry out what loads another page; wait for that page."""
        self.run("window.oldPage = true")
        act()
        end = time.monotonic() + _WAIT
        while time.monotonic() < end:
            with suppress(AssertionError):  # between two pages
                if self.run(_LOADED):
                    break
            time.sleep(0.02)
        else:
            self.case.fail("No other page came.")
        if self.run("Boolean(document.querySelector('main script[type=module]'))"):
            self.wait("document.documentElement.dataset.ready")

    def text(self):
        """What one reads on the page."""
        return self.run("document.body?.innerText || ''")

    def sees(self, *texts):
        """The page says these."""
        page = self.text()
        for text in texts:
            self.case.assertIn(text, page)

    def path(self):
        return self.run("location.pathname")

    def tap(self, words):
        """Tap the visible link or button that says this; another page comes."""
        self._go(lambda: self.touch(words))

    def follow(self, selector):
        """Tap what the selector finds; another page comes."""
        self._go(lambda: self.choose(selector))

    def touch(self, words):
        """The same where the page stays."""
        self.run(
            f"window.one = () => [...document.querySelectorAll({json.dumps(_TAPPED)})]"
            f".find((e) => e.offsetParent && !e.disabled &&"
            f" e.innerText.includes({json.dumps(words)}))"
        )
        self.wait("window.one()", f"Nothing to tap says “{words}”")
        self.run("window.one().click()")

    def choose(self, selector):
        """Tick a box or a choice."""
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def type(self, selector, text):
        self.wait(f"document.querySelector({json.dumps(selector)})")
        self.run(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            f" e.value = {json.dumps(text)};"
            " e.dispatchEvent(new Event('input', {bubbles: true})); })()"
        )

    def attach(self, selector, *paths):
        """Choose files of the device."""
        root = self._ask("DOM.getDocument", params={"depth": 0})["root"]["nodeId"]
        node = self._ask(
            "DOM.querySelector", params={"nodeId": root, "selector": selector}
        )
        self._ask(
            "DOM.setFileInputFiles",
            params={"nodeId": node["nodeId"], "files": [str(path) for path in paths]},
        )

    def before_each_page(self, script):
        """What the device itself is like, on pages that are opened from now on."""
        self._ask("Page.addScriptToEvaluateOnNewDocument", params={"source": script})

    def network(self, *, cut):
        """Cut the network, or give it back."""
        self._ask(
            "Network.emulateNetworkConditions",
            params={
                "offline": cut, "latency": 0,
                "downloadThroughput": -1, "uploadThroughput": -1,
            },
        )  # fmt: skip
        self.run(f"window.dispatchEvent(new Event('{'offline' if cut else 'online'}'))")

    def check_accessible(self):
        """No finding of axe for WCAG 2.2 AA; nothing wider than the screen, also with
        text of double size."""
        folder = find_spec("axe_playwright_python").submodule_search_locations[0]
        self.run((Path(folder) / "axe.min.js").read_text() + "; 0")
        found = self.run(
            "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
            " 'best-practice']}).then((r) => r.violations.map((v) => v.id + ': '"
            " + v.nodes.map((n) => n.html).join(' ')))"
        )
        self.case.assertFalse(found, self.path())
        for text_size in ("100%", "200%"):
            self.run(f"document.documentElement.style.fontSize = '{text_size}'")
            wide = self.run("document.documentElement.scrollWidth")
            self.case.assertLessEqual(wide, 360, f"{self.path()}, {text_size}")
        self.run("document.documentElement.style.fontSize = ''")

    def screenshot(self, path):
        """The whole page as PNG."""
        size = self._ask("Page.getLayoutMetrics")["cssContentSize"]
        shot = self._ask(
            "Page.captureScreenshot",
            params={
                "captureBeyondViewport": True,
                "clip": {"x": 0, "y": 0, "width": 360, "height": size["height"],
                         "scale": 1},
            },
        )  # fmt: skip
        Path(path).write_bytes(base64.b64decode(shot["data"]))


@contextmanager
def phone(case):
    """A phone whose requests reach the test's own transaction."""
    with patch.object(type(case), "touch_enabled", True):
        device = Phone(case)
    try:
        with case.allow_requests(browser=device.browser):
            case.env.flush_all()
            yield device
            case._wait_remaining_requests()
    finally:
        device.browser.set_cookie("session_id", "", "/", HOST)
        device.browser.stop()


def photo(path, size=(2400, 1800), colour="teal"):
    """A photo as a phone takes it, with a place hidden in it."""
    exif = Image.Exif()
    exif[0x010F] = "Điện thoại mẫu"
    kept = io.BytesIO()
    noise = Image.effect_noise(size, 60).convert("RGB")
    noise = Image.blend(noise, Image.new("RGB", size, colour), 0.5)
    noise.save(kept, "JPEG", quality=90, exif=exif)
    Path(path).write_bytes(kept.getvalue())
    return path


class PhoneCase(CommuneHttpCase):
    """People of a village with a phone, in a year that is open to them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign.registration_deadline = cls.campaign.self_deadline
        cls.person = cls.make_people(birth_date="1968-03-05")
        cls.person.name = "Lý Thị Mẫu"
        cls.env["ir.config_parameter"].set_param(ADDRESS, "https://xa-mau.example")
        cls.folder = Path(tempfile.mkdtemp())

    def look(self, device, name):
        """The page is accessible; its picture where somebody asks for it."""
        device.check_accessible()
        if _SHOTS:
            device.screenshot(Path(_SHOTS) / f"{name}.png")

    def invite(self, person=None):
        """The code on a slip that the chapter prints."""
        return self.env["cdht.invitation"]._issue(person or self.person)[0][1]

    def score_all(self, device, first=1):
        """Tap a score for each indicator, from ``first`` on."""
        for number in range(first, 11):
            form = f'form[data-step="{number}"]'
            device.wait(f"!document.querySelector('{form}').hidden")
            device.choose(f'{form} input[value="8"]')
            device.type(f"{form} textarea", f"Việc đã làm {number}")
            if number < 10:
                device.touch("Lưu và tiếp tục")
            else:
                device.tap("Lưu và tiếp tục")

    def fresh(self, records):
        self.env.invalidate_all()
        return records
