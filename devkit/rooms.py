"""The house read from its own code: rooms, what leans on what, what is where.

    python3 -m devkit.rooms     writes the picture and the table of docs/architecture.md

A room is a folder of `cdht_module/models`; their order stands in its `__init__.py`. Its
windows, pages, papers, views and data lie in folders of the same name. A room imports,
extends and names only itself and rooms before it (docs/architecture.md); which fields
and methods it uses is read from the registry (`tests/whole/test_house.py`).
"""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from . import paths

ADDON = paths.CHECKOUT / paths.ADDON
PAGE = paths.CHECKOUT / "docs" / "architecture.md"
BEGIN, END = "<!-- rooms: begin -->", "<!-- rooms: end -->"
RELATIONAL = {"Many2one", "One2many", "Many2many"}
FIRST_WING = "letters"
# Where a room has a folder of its name in the add-on.
FACES = ("models", "wizard", "controllers", "report", "views", "data")
# What a room names though it stands further on, and why that is so. A line that is no
# longer needed fails as well.
KNOWN = {
    ("foundation", "cdht.unit"): "a trace belongs to a unit, whose officers read it",
    ("foundation", "cdht.assessment.line"): "the label of a trace names its indicator",
    ("dossiers", "cdht.proposal"): "a dossier lies on the list of its unit",
    ("dossiers", "cdht.decision"): "a dossier names the decision about it",
    ("dossiers", "cdht.recognition"): "years running are counted over titles",
    ("lists", "cdht.recognition"): "the answer of a level above gives titles",
}


class Lean(NamedTuple):
    """A room that names something of a room on its right."""

    room: str
    target: str  # the other room
    name: str  # what is named
    place: str  # file and line


class Piece(NamedTuple):
    """What one file says of one model."""

    room: str
    model: str
    file: str
    methods: tuple


def _list():
    """[(room, what its line says of the wings that it needs)]"""
    text = (ADDON / "models" / "__init__.py").read_text(encoding="utf-8")
    return re.findall(r"^from \. import (\w+)(?:  # needs (.+))?$", text, re.M)


def names():
    """The rooms from left to right."""
    return [room for room, _needs in _list()]


def wings():
    """The rooms that can be taken out, from left to right."""
    return names()[names().index(FIRST_WING) :]


def needs():
    """{room: the wings that must be there}, as models/__init__.py says."""
    return {room: set(filter(None, said.split(", "))) for room, said in _list()}


def wings_named():
    """{wing: the other wings whose models, modules and XML ids it names}"""
    every, found = wings(), defaultdict(set)
    for room, target, *_where in named():
        if room in every and target in every and target != room:
            found[room].add(target)
    return found


def files(room, faces=("models",)):
    """Its Python files, without those that list them."""
    return [
        file
        for face in faces
        for file in sorted((ADDON / face / room).glob("*.py"))
        if file.stem != "__init__"
    ]


@cache
def _tree(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def _attribute(node, name):
    """The value of ``_name`` or ``_inherit`` of a class, or None."""
    for item in node.body:
        if isinstance(item, ast.Assign) and item.targets[0].id == name:
            try:
                return ast.literal_eval(item.value)
            except ValueError:
                return None
    return None


def classes(tree):
    """(class, the model it makes or extends, whether it makes it)"""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            name, parents = _attribute(node, "_name"), _attribute(node, "_inherit")
            parents = [parents] if isinstance(parents, str) else list(parents or ())
            if name or parents:
                yield node, name or parents[0], bool(name) and name not in parents


def homes():
    """{model of ours: the room that makes it}"""
    return {
        model: room
        for room in names()
        for file in files(room, FACES)
        for _node, model, makes in classes(_tree(file))
        if makes
    }


def pieces():
    """What each file says of each model."""
    for room in names():
        for file in files(room):
            for node, model, _makes in classes(_tree(file)):
                methods = [
                    item.name for item in node.body if isinstance(item, ast.FunctionDef)
                ]
                yield Piece(room, model, file.stem, tuple(methods))


def overridden():
    """[(room, model, method)] defined by two pieces of one model in one room."""
    found = defaultdict(int)
    for piece in pieces():
        for method in piece.methods:
            found[piece.room, piece.model, method] += 1
    return sorted(key for key, times in found.items() if times > 1)


def scattered(most=2):
    """{(room, model): files} of models with more than ``most`` files in a room."""
    found = defaultdict(set)
    for piece in pieces():
        found[piece.room, piece.model].add(piece.file)
    return {key: sorted(own) for key, own in found.items() if len(own) > most}


def named():
    """Every place where a room names a model, a module or an XML id of a room."""
    known, ids = homes(), _ids()
    for room in names():
        for file in files(room, FACES):
            for node in ast.walk(_tree(file)):
                for target, name in _named(node, known):
                    yield Lean(room, target, name, _place(file, node.lineno))
        for file in sorted(_xml_files(room)):
            for line, target, name in _named_in_view(file, known, ids):
                yield Lean(room, target, name, _place(file, line))


def leans():
    """Those places where what is named is of a room on the right."""
    order = {room: place for place, room in enumerate(names())}
    # What lies in no room is shared by all.
    return [lean for lean in named() if order.get(lean.target, -1) > order[lean.room]]


def _place(file, line):
    return f"{file.relative_to(ADDON)}:{line}"


def _named(node, known):
    """(room, name) of what a piece of code names."""
    if isinstance(node, ast.ImportFrom) and node.module:
        inside = re.match(rf"odoo\.addons\.{paths.ADDON}\.(.+)", node.module)
        parts = inside[1].split(".") if inside else ()
        if len(parts) > 1 and parts[0] in FACES:
            yield parts[1], node.module
    elif isinstance(node, ast.Constant) and node.value in known:
        yield known[node.value], node.value


def _xml_files(room):
    return [file for face in FACES for file in (ADDON / face / room).glob("*.xml")]


def _ids():
    """{XML id of a view, an action, a template, a record of data: its room}"""
    kinds = r'<(?:record|template|menuitem)\b[^>]*?\bid="(?:cdht_module\.)?(\w+)"'
    return {
        xml_id: room
        for room in names()
        for file in _xml_files(room)
        for xml_id in re.findall(kinds, file.read_text(encoding="utf-8"), re.S)
    }


def _named_in_view(file, known, ids):
    reference = r"(?:cdht_module\.)?(\w+)"
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        used = re.findall(
            rf'(?:ref|inherit_id|t-call|parent|action)="{reference}"', line
        )
        used += re.findall(rf"%\({reference}\)d", line)
        for xml_id in used:
            if xml_id in ids:
                yield number, ids[xml_id], xml_id
        for model in re.findall(r'name="(?:model|res_model)">([\w.]+)<', line):
            if model in known:
                yield number, known[model], model


def views_inherited_within_room():
    """[(room, view, the own view it inherits)] that lie in one room."""
    ids, found = _ids(), []
    pattern = re.compile(
        r'<record id="(\w+)" model="ir\.ui\.view">(.*?)</record>', re.S
    )
    for room in names():
        for file in sorted((ADDON / "views" / room).glob("*.xml")):
            for xml_id, body in pattern.findall(file.read_text(encoding="utf-8")):
                parent = re.search(r'name="inherit_id"\s+ref="([\w.]+)"', body)
                name = parent and parent[1].removeprefix("cdht_module.")
                if name and ids.get(name) == room:
                    found.append((room, xml_id, name))
    return found


# -- docs/architecture.md -------------------------------------------------------------


def _doc(room):
    tree = _tree(ADDON / "models" / room / "__init__.py")
    return (ast.get_docstring(tree) or "").split("\n\n")


def picture():
    """The rooms as a diagram (Mermaid): an arrow is a lean on an earlier room."""
    order, known = names(), homes()
    arrows = defaultdict(set)
    for room in order:
        for file in files(room):
            for node in ast.walk(_tree(file)):
                for target, _name in _named(node, known):
                    if target in order and target != room:
                        arrows[room].add(target)
    wings = order.index(FIRST_WING)
    lines = ["```mermaid", "flowchart LR", "  subgraph way [the way of a dossier]"]
    lines += [f"    {room}" for room in order[:wings]]
    lines += ["  end", "  subgraph wings"]
    lines += [f"    {room}" for room in order[wings:]]
    lines += ["  end"]
    lines += [
        # The nearest two tell enough; the table has all.
        f"  {room} --> {target}"
        for room in order
        for target in sorted(arrows[room], key=order.index)[-2:]
        if order.index(target) < order.index(room)
    ]
    return "\n".join([*lines, "```"])


def table():
    """A line a room: what lives there, how many models it makes, how many files."""
    known = homes()
    lines = [
        "| room | what lives there | models | files |",
        "|---|---|---|---|",
    ]
    for room in names():
        room_files = files(room)
        says = " ".join(_doc(room)[0].split())
        models = sum(home == room for home in known.values())
        lines.append(f"| `{room}` | {says} | {models} | {len(room_files)} |")
    return "\n".join(lines)


def exceptions():
    """What leans to its right, and why."""
    lines = [
        f"- `{room}` names `{name}`: {why}." for (room, name), why in KNOWN.items()
    ]
    return "\n".join(lines)


def text():
    """docs/architecture.md with picture, table and exceptions as the code has them."""
    page = PAGE.read_text(encoding="utf-8")
    head, _old, tail = re.split(f"({BEGIN}.*?{END})", page, maxsplit=1, flags=re.S)
    made = "\n\n".join([BEGIN, picture(), table(), exceptions(), END])
    return head + made + tail


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
    print(Path(PAGE).relative_to(paths.CHECKOUT))
