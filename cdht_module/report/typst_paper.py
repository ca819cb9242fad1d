"""The blocks of a paper as the data of ``typst/paper.typ``.

Here it is decided what is never torn: words that stay on one line are put together,
and what ends a paper or a list gets a last line or row that goes with it (``tail``).
"""

import base64
import binascii
import re
from urllib.parse import unquote, urlsplit

from odoo.tools.misc import file_open

from .paper_html import UnknownPart

_WORDS = re.compile(r" +|[^ ]+")


def data(tree):
    """Return the tree of ``blocks.read`` as the program's data, plain for JSON."""
    outline = _Outline()
    papers = [
        {"sections": [
            {**one, "blocks": _blocks(one["blocks"], outline)}
            for one in paper["sections"]
        ]}
        for paper in tree["papers"]
    ]  # fmt: skip
    # An archival file has a title; a template of an office's own may have none.
    return {"title": tree["title"] or "Văn bản", "papers": papers}


def picture(source):
    """Return the bytes of a picture: a static file of an add-on, or a data URL.

    :raise UnknownPart: for any other address: a template must not reach the server's
        network or files, whoever edits it
    """
    parts = urlsplit(source or "")
    path = unquote(parts.path).lstrip("/")
    folders = path.split("/")
    try:
        if parts.scheme == "data":
            kind, _comma, body = parts.path.partition(",")
            return base64.b64decode(body) if kind.endswith(";base64") else body.encode()
        if not (parts.scheme or parts.netloc or ".." in folders):
            if folders[1:2] == ["static"]:
                with file_open(path, "rb") as file:
                    return file.read()
    except (OSError, binascii.Error) as error:
        raise UnknownPart(f"a picture that cannot be read: {source}") from error
    raise UnknownPart(f"only static files of add-ons are printed, not {source}")


# -- what goes together ----------------------------------------------------------------


class _Outline:
    """Levels of headings: those of parts are below the paper's own, if it has one."""

    _TITLES = ("title", "annex-head", "form-title")

    def __init__(self):
        self.titled = False

    def level(self, block):
        """The level of a paragraph that heads a part, None of others."""
        self.titled = self.titled or block["block"] in self._TITLES
        if not (block.get("strong") and block.get("keep_next")):
            return None
        return 2 if self.titled else 1


def _blocks(blocks, outline):
    return [_block(block, outline) for block in _kept(blocks)]


def _kept(blocks):
    """The blocks, each with the ``tail`` that must stand on its last line's page."""
    found = []
    for block in blocks:
        last = found[-1] if found else {}
        if block["block"] == "ending":
            _end(found, block["blocks"])
        elif block["block"] == "copy" and _carries(last):
            last["tail"] = [*last.get("tail", ()), block]
        elif _ends_list(block) and last.get("block") == "table":
            last["tail"] = [block]
        else:
            found.append(dict(block))
    return found


def _end(found, ending):
    """Two lines of the last paragraph go with the signature; what ends a list and is
    signed goes with the list's last row."""
    texts = [i for i, block in enumerate(ending) if block["block"] == "paragraph"]
    start = texts[-1] if texts else -1
    if start <= 0 and found and (
        not texts or _ends_list(ending[0]) and found[-1]["block"] == "table"
    ):  # fmt: skip
        if _carries(found[-1]) and "tail" not in found[-1]:
            found[-1]["tail"] = ending
            return
    found.extend(dict(block) for block in ending[: start + 1])
    rest = ending[start + 1 :]
    if texts and rest:
        found[-1]["tail"] = rest
    else:
        found.extend(dict(block) for block in rest)


def _ends_list(block):
    return block.get("role") == "list-end"


def _carries(block):
    """Whether a block's last line or row can keep room below itself."""
    if block.get("block") == "table":
        rows = block["rows"]
        plain = block["role"] != "person" and len(block["head"]) < 2
        return plain and rows and rows[-1].get("role") != "unit"
    return block.get("block") == "paragraph" and block["runs"]


def _block(block, outline):
    """A block with its runs made ready, and those of all that is in it."""
    name = block["block"]
    made = {**block}
    level = outline.level(block)
    if level:
        made["level"] = level
    if name == "table":
        made["head"] = [_row(row) for row in block["head"]]
        made["rows"] = [_row(row) for row in block["rows"]]
    elif name == "picture":
        made["data"] = list(picture(block["src"]))
    else:
        for key, value in block.items():
            if key in ("blocks", "tail"):
                continue
            made[key] = _ready(value)
        if name == "paragraph" and "tail" in block:
            made["runs"] = words(block["runs"], keep_last=True)
    for key in ("blocks", "tail"):
        if key in block:
            made[key] = _blocks(block[key], outline)
    return made


def _row(row):
    return {**row, "cells": [_cell(cell) for cell in row["cells"]]}


def _cell(cell):
    """The text alone where a cell is nothing else, as in most of a long list."""
    lines = cell["lines"]
    if len(cell) == 1:
        if not lines:
            return ""
        if len(lines) == 1 and len(lines[0]) == 1:
            runs = lines[0]["runs"]
            if len(runs) == 1 and runs[0].keys() == {"text"}:
                return runs[0]["text"]
    return {**cell, "lines": _ready(lines)}


def _ready(value):
    """The same with all runs in it made ready."""
    if isinstance(value, dict):
        return {name: _ready(part) for name, part in value.items()}
    if isinstance(value, list):
        if value and isinstance(value[0], dict) and value[0].keys() & _OF_RUNS:
            return words(value)
        return [_ready(part) for part in value]
    return value


_OF_RUNS = {"text", "break", "blank"}


# -- what stands on a line -------------------------------------------------------------


def words(runs, keep_last=False):
    """Runs for the program: plain text as a string; whole parts, with the letters and
    signs that touch them, as ``{"together": runs}``, so that no line begins with “)”;
    dots to the end of their line, with what follows them, as ``{"rest": runs}``.

    ``keep_last``: the last word stands together as well, and says that it is the last.
    """
    if not keep_last and not any(map(_holds, runs)):
        return [_plain(run) for run in runs]
    found, cluster = [], []
    for token in _tokens(runs):
        if "text" in token and token["text"].strip(" ") or "blank" in token:
            cluster.append(token)
            continue
        _add_cluster(found, cluster)
        cluster = []
        found.append(token)
    _add_cluster(found, cluster, keep_last)
    return _merged(found)


def _holds(run):
    """Whether a run is never torn, nor from the signs that touch it."""
    return run.get("whole") or "dots" in run


def _tokens(runs):
    """Runs cut at blanks; whole ones stay whole."""
    for run in runs:
        if "text" not in run or _holds(run):
            yield run
        else:
            for part in _WORDS.findall(run["text"]):
                yield {**run, "text": part}


def _add_cluster(found, cluster, last=False):
    if not cluster:
        return
    ends = {"last": True} if last else {}
    rest = next((i for i, one in enumerate(cluster) if one.get("dots") == 0), None)
    if rest is not None:
        _add_cluster(found, cluster[:rest])
        found.append({"rest": _merged(cluster[rest + 1 :]), **ends})
    elif last or any(map(_holds, cluster)):
        found.append({"together": _merged(cluster), **ends})
    else:
        found += cluster


def _merged(tokens):
    """Tokens with the same marks joined again."""
    found = []
    for token in tokens:
        token = {name: value for name, value in token.items() if name != "whole"}
        last = found[-1] if found else {}
        if "text" in token and "text" in last and _marks(last) == _marks(token):
            last["text"] += token["text"]
        else:
            found.append(token)
    return [_plain(run) for run in found]


def _marks(run):
    return {name: value for name, value in run.items() if name != "text"}


def _plain(run):
    return run["text"] if run.keys() == {"text"} else run
