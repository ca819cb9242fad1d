"""An office's computer for tests: Chromium with a keyboard and a network to be cut."""

import base64
import json
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from odoo.tests.common import HOST, TEST_CURSOR_COOKIE_NAME

from .phone import Phone

_CTRL, _SHIFT = 2, 8
_CODES = {
    "Enter": 13, "Tab": 9, "Escape": 27, "Delete": 46, "Backspace": 8, "ArrowLeft": 37,
    "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Home": 36, "End": 35,
}  # fmt: skip


class Desk(Phone):
    """A wide screen; keys are pressed as a keyboard presses them."""

    def __init__(self, case, width=1400, height=900):
        super().__init__(case)
        self.size = {"width": width, "height": height}
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            params={"mobile": False, "deviceScaleFactor": 1, **self.size},
        )
        # Another window of the test is in front, yet somebody sits here too.
        self._ask("Emulation.setFocusEmulationEnabled", params={"enabled": True})

    def screenshot(self, path):
        """What is on the screen, as PNG."""
        shot = self._ask("Page.captureScreenshot")
        Path(path).write_bytes(base64.b64decode(shot["data"]))

    def leave(self):
        """Close the page; the browser stays, with what it keeps."""
        self._ask("Page.navigate", params={"url": "about:blank"})
        time.sleep(0.5)

    def press(self, *keys, ctrl=False, shift=False):
        """Press keys one after the other: a name (Enter) or a sign."""
        for key in keys:
            event = {
                "key": key,
                "modifiers": _CTRL * ctrl + _SHIFT * shift,
                "windowsVirtualKeyCode": _CODES.get(key) or ord(key.upper()),
            }
            text = {"text": key} if len(key) == 1 and not ctrl else {}
            for kind, more in (("keyDown", text), ("keyUp", {})):
                self._ask(
                    "Input.dispatchKeyEvent", params={"type": kind, **event, **more}
                )

    def paste(self, text):
        self.run(
            "(() => { const data = new DataTransfer();"
            f" data.setData('text/plain', {json.dumps(text)});"
            " document.activeElement.dispatchEvent(new ClipboardEvent('paste',"
            " {clipboardData: data, bubbles: true, cancelable: true})); })()"
        )

    def copied(self):
        """What Ctrl+C gives."""
        return self.run(
            "(() => { const data = new DataTransfer();"
            " document.activeElement.dispatchEvent(new ClipboardEvent('copy',"
            " {clipboardData: data, bubbles: true, cancelable: true}));"
            " return data.getData('text/plain'); })()"
        )


@contextmanager
def desks(case, *users, **screen):
    """A computer for each user, whose requests reach the test's own transaction."""
    with ExitStack() as opened:
        found = []
        for user in users:
            desk = Desk(case, **screen)
            opened.callback(desk.browser.stop)
            case.session = None  # the one before goes on
            case.authenticate(user.login, user.login, browser=desk.browser)
            found.append(desk)
        opened.enter_context(case.allow_requests(browser=found[0].browser))
        for desk in found[1:]:
            desk.browser.set_cookie(
                TEST_CURSOR_COOKIE_NAME, case.http_request_key, "/", HOST
            )
        case.env.flush_all()
        yield found[0] if len(found) == 1 else found
        for desk in found:
            desk.network(cut=False)
        time.sleep(0.1)
        case._wait_remaining_requests()
