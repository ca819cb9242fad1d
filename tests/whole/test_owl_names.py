"""Templates of our screens use only names that OWL's templates know: in them “Number”
is looked for on the component, and the screen breaks once somebody taps there."""

import re
from pathlib import Path

from lxml import etree

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path

import odoo.addons.cdht_module as addon

STATIC = Path(addon.__file__).parent / "static"
# What a browser gives to every script.
GLOBALS = {
    "Array", "BigInt", "Boolean", "Date", "Error", "Intl", "JSON", "Map", "Math",
    "Number", "Object", "Promise", "RegExp", "Set", "String", "Symbol", "alert",
    "confirm", "console", "decodeURIComponent", "document", "encodeURIComponent",
    "fetch", "globalThis", "history", "isFinite", "isNaN", "localStorage", "location",
    "navigator", "parseFloat", "parseInt", "sessionStorage", "setInterval",
    "setTimeout", "structuredClone", "window",
}  # fmt: skip
TEXT = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`")
PART = re.compile(r"\{\{(.*?)\}\}")
NAME = re.compile(r"(?<![\w.$])[A-Za-z_]\w*(?!\w*\s*:(?!:))")


def names_in(expression, attribute="t-out"):
    if attribute.startswith("t-attf-"):
        expression = " ; ".join(PART.findall(expression))
    return set(NAME.findall(TEXT.sub("''", expression)))


@tagged("post_install", "-at_install")
class TestOwlNames(TransactionCase):
    def test_no_name_that_owl_does_not_know(self):
        owl = Path(file_path("web/static/lib/owl/owl.js")).read_text()
        known = set(re.search(r'RESERVED_WORDS = "([^"]+)"', owl)[1].split(","))
        files = [*STATIC.rglob("*.xml")]
        self.assertTrue(files)
        found = [
            (path.name, node.sourceline, names)
            for path in files
            for node in etree.parse(str(path)).iter(etree.Element)
            for name, value in node.attrib.items()
            if name.startswith("t-") or node.tag[:1].isupper()
            if (names := names_in(value, name) & GLOBALS - known)
        ]
        self.assertFalse(found)

    def test_such_a_name_is_found(self):
        self.assertIn("Number", names_in("(ev) => this.go(Number(ev.target.value))"))
        self.assertNotIn("Number", names_in("this.Number('Number', {Number: 1})"))
