"""Somebody at a computer: a mouse and a keyboard, and what they cost.

Every click is one at a place on the screen, every key one of the keyboard; nothing is
done by script and no address is typed but the first. ``ask`` sends a command of
Chromium's own protocol (name, parameters) and returns its answer.
"""

import json
import time
from contextlib import suppress

_ALT, _CTRL, _SHIFT = 1, 2, 8
_CODES = {
    "Enter": 13, "Tab": 9, "Escape": 27, "Delete": 46, "Backspace": 8, "ArrowLeft": 37,
    "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Home": 36, "End": 35,
}  # fmt: skip
_PATIENCE = 15
# The place of the first thing of that kind that says this and that a mouse reaches.
_PLACE = """((selector, words) => {
    for (const one of document.querySelectorAll(selector)) {
        if (!one.getClientRects().length) continue;
        if (words && !(one.innerText || one.value || "").includes(words)) continue;
        for (const block of ["nearest", "center"]) {
            one.scrollIntoView({block, inline: "nearest", behavior: "instant"});
            const box = one.getBoundingClientRect();
            const x = box.x + box.width / 2, y = box.y + box.height / 2;
            const top = document.elementFromPoint(x, y);
            if (one.disabled || one.contains(top) || top?.contains(one)) return [x, y];
        }
    }
})(%s, %s)"""
# Odoo is at rest: nothing is asked of the server, nothing covers the screen.
_AT_REST = (
    "document.readyState === 'complete' && !document.querySelector('.o_blockUI')"
    " && !window.cdhtAsked"
)
_COUNT_REQUESTS = """
window.cdhtAsked = 0;
const ask = window.fetch;
window.fetch = function (address, ...more) {
    if (/longpolling|websocket|bus/.test(String(address?.url || address))) {
        return ask.call(this, address, ...more);
    }
    window.cdhtAsked += 1;
    return ask.call(this, address, ...more).finally(
        () => setTimeout(() => (window.cdhtAsked -= 1)));
};
const send = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (...more) {
    window.cdhtAsked += 1;
    this.addEventListener("loadend", () => setTimeout(() => (window.cdhtAsked -= 1)));
    return send.apply(this, more);
};
"""


class Hand:
    """Clicks, presses and types; counts clicks, keys and screens."""

    def __init__(self, ask):
        self.ask = ask
        self.clicks = self.keys = self.letters = self.screens = 0
        ask("Page.addScriptToEvaluateOnNewDocument", {"source": _COUNT_REQUESTS})

    # -- what costs nothing: eyes

    def run(self, script):
        """The value of a script in the page (awaited); it changes nothing there."""
        answer = self.ask(
            "Runtime.evaluate",
            {"expression": script, "awaitPromise": True, "returnByValue": True},
        )
        if answer.get("exceptionDetails"):
            raise AssertionError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait(self, condition):
        """Until the script gives something true; return that."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            with suppress(AssertionError):  # between two pages
                if found := self.run(condition):
                    return found
            time.sleep(0.03)
        text = self.run("document.body.innerText")
        raise AssertionError(f"never: {condition}\n{text}")

    def look(self, selector, words=""):
        """A screen has come, which shows this."""
        self.find(selector, words)
        self.screens += 1

    def find(self, selector, words=""):
        """Where on the screen this is, once the screen is at rest."""
        self.rest()
        place = _PLACE % (json.dumps(selector), json.dumps(words))
        return self.wait(place)

    def rest(self):
        """Until nothing is asked of the server for a moment."""
        calm = 0
        end = time.monotonic() + _PATIENCE
        while calm < 4 and time.monotonic() < end:
            with suppress(AssertionError):
                calm = calm + 1 if self.run(f"Boolean({_AT_REST})") else 0
            time.sleep(0.03)

    # -- what is counted: hands

    def click(self, selector, words=""):
        """One click in the middle of it."""
        x, y = self.find(selector, words)
        self.clicks += 1
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            held = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self.ask("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, **held})

    def press(self, *keys, ctrl=False, shift=False, alt=False):
        """Keys one after the other: a name (Enter) or a sign."""
        for key in keys:
            self.keys += 1
            code = _CODES.get(key) or ord(key.upper())
            event = {
                "key": key,
                "modifiers": _ALT * alt + _CTRL * ctrl + _SHIFT * shift,
                "windowsVirtualKeyCode": code,
            }
            text = {"text": key} if len(key) == 1 and not (ctrl or alt) else {}
            if key == "Enter":
                text = {"text": "\r"}
            for kind, more in (("keyDown", text), ("keyUp", {})):
                self.ask("Input.dispatchKeyEvent", {"type": kind, **event, **more})

    def type(self, text):
        """Words as they stand, a letter a key (an input method needs some more)."""
        for sign in text:
            self.letters += 1
            event = {"key": sign, "text": sign}
            for kind in ("keyDown", "keyUp"):
                more = event if kind == "keyDown" else {"key": sign}
                self.ask("Input.dispatchKeyEvent", {"type": kind, **more})

    def paste(self, text):
        """Ctrl+V of what was copied elsewhere."""
        self.keys += 1
        self.ask("Input.insertText", {"text": text})

    def choose_file(self, path, selector):
        """Click what asks for a file; two clicks in the window of the system: the file
        and “Open”."""
        self._choose(path, lambda: self.click(selector))
        self.clicks += 2

    def choose_file_by_keys(self, path):
        """Enter at what asks for a file; in the window of the system its name is typed,
        then Enter."""
        self._choose(path, lambda: self.press("Enter"))
        self.letters += len(path.name)
        self.keys += 1

    def _choose(self, path, act):
        self.ask("Page.setInterceptFileChooserDialog", {"enabled": True})
        act()
        time.sleep(0.2)
        root = self.ask("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
        node = self.ask(
            "DOM.querySelector", {"nodeId": root, "selector": "input[type=file]"}
        )
        self.ask(
            "DOM.setFileInputFiles", {"nodeId": node["nodeId"], "files": [str(path)]}
        )
        self.ask("Page.setInterceptFileChooserDialog", {"enabled": False})

    def cost(self):
        """(clicks, keys, letters of names and texts, screens) until now."""
        return self.clicks, self.keys, self.letters, self.screens
