"""The manual: pages of Markdown in `manual/`, shown in the app at the place that fits
the screen from which one comes (`manual/places.csv`)."""

import csv
import struct
from functools import cache
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

FOLDER = Path(__file__).resolve().parents[1] / "manual"
ADDRESS = "/cdht/huong-dan"
PICTURES = "/cdht_module/static/manual"
# In the order in which they are offered, the first one where no other fits.
PAGES = (
    "huong-dan", "can-bo", "trang-cua-nguoi-dan", "van-ban", "ke-hoach", "luu-tru",
    "loi-khi-nhap", "du-lieu-ca-nhan", "quyen-han", "may-chu", "ke-hoach-tung-cau",
)  # fmt: skip


class Page(NamedTuple):
    """``contents``: (level, anchor, title) of each heading below the title."""

    name: str
    title: str
    body: Markup
    contents: tuple


@cache
def page(name):
    """The page of that name, or None."""
    return _read(name) if name in PAGES else None


def titles():
    """(name, title) of all pages."""
    return [(name, page(name).title) for name in PAGES]


def address_for(*screens):
    """The address of what the manual says of the first of ``screens`` (an action, a
    model) that has a place there."""
    known = places()
    place = next((known[screen] for screen in screens if screen in known), PAGES[0])
    return f"{ADDRESS}/{place}"


@cache
def places():
    """{action or model: page#anchor}"""
    with (FOLDER / "places.csv").open(encoding="utf-8") as file:
        return {row["screen"]: row["place"] for row in csv.DictReader(file)}


def _read(name):
    # Only here, so that its absence stops no registry.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.anchors import anchors_plugin

    # HTML within the text is shown as it is written, never taken for markup.
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.use(anchors_plugin, max_level=3)
    tokens = reader.parse((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    for token in tokens:
        if token.type == "table_open":
            token.attrSet("tabindex", "0")  # scrolled by keys where it is too wide
        for part in token.children or ():
            if part.type == "link_open":
                part.attrSet("href", _link(part.attrGet("href")))
            elif part.type == "image":
                picture = part.attrGet("src").rpartition("/")[2]
                part.attrSet("src", f"{PICTURES}/{picture}")
                # Its room is kept while it loads: the place asked for stays in sight.
                for side, length in zip(
                    ("width", "height"), _size(picture), strict=True
                ):
                    part.attrSet(side, str(length))
    body = Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704
    headings = [
        (int(token.tag[1]), token.attrGet("id"), _text(inline))
        for token, inline in zip(tokens, tokens[1:], strict=False)
        if token.type == "heading_open" and token.tag in ("h1", "h2", "h3")
    ]
    return Page(name, headings[0][2], body, tuple(headings[1:]))


def _size(picture):
    """Width and height of a picture, as the head of a PNG has them."""
    with (FOLDER.parent / "static" / "manual" / picture).open("rb") as file:
        return struct.unpack(">II", file.read(24)[16:])


def _text(inline):
    return "".join(
        part.content for part in inline.children if part.type in ("text", "code_inline")
    )


def _link(target):
    """Pages name each other by their files, as they are read outside the app."""
    file, mark, anchor = target.partition("#")
    if not file.endswith(".md"):
        return target
    return f"{ADDRESS}/{file.removesuffix('.md')}{mark}{anchor}"
