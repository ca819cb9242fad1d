"""docs/design.md's tables of moves and turns, read from the rows of the models.

python3 -m devkit.moves
"""

import ast
import re

from . import paths, rooms

PAGE = paths.CHECKOUT / "docs" / "design.md"
BEGIN, END = "<!-- moves: begin -->", "<!-- moves: end -->"
FIELDS = {
    "_moves": ("name", "method", "sources", "target", "who", "label", "reason", "drag"),
    "_turns": ("work", "states", "whose", "due", "only", "late"),
}


def rows(table):
    """(model, row) of every row of ``table``; a row is a dict of text."""
    for room in rooms.names():
        texts = [file.read_text(encoding="utf-8") for file in rooms.files(room)]
        trees = [ast.parse(text) for text in texts]
        # A file takes constants from other files of its room.
        constants = {
            node.targets[0].id: ast.unparse(node.value)
            for tree in trees
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for tree in trees:
            for node, model, _makes in rooms.classes(tree):
                for call in _calls_of(node, table):
                    yield model, _row(call, FIELDS[table], constants)


def _calls_of(node, table):
    for item in node.body:
        if isinstance(item, ast.Assign) and item.targets[0].id == table:
            yield from item.value.elts


def _row(call, names, constants):
    told = dict(zip(names, call.args, strict=False))
    told |= {keyword.arg: keyword.value for keyword in call.keywords}
    return {name: _text(told[name], constants) for name in told}


def _text(node, constants):
    if isinstance(node, ast.Constant):
        return "" if node.value is None else str(node.value)
    if isinstance(node, ast.Call):  # _lt("…")
        return _text(node.args[0], constants)
    if isinstance(node, ast.Name):
        return _text(ast.parse(constants[node.id], mode="eval").body, constants)
    if isinstance(node, ast.Starred):
        return _text(node.value, constants)
    return ", ".join(
        # The officers of a unit: (path to it, role).
        " of ".join(_text(one, constants) for one in reversed(part.elts))
        if isinstance(part, ast.Tuple)
        else _text(part, constants)
        for part in node.elts
    )


def text():
    """The page with the tables as the code has them."""
    lines = [
        "| model | move | from | to | who | method |",
        "|---|---|---|---|---|---|",
    ]
    for model, row in rows("_moves"):
        why = " (asks why)" if row.get("reason") == "True" else ""
        lines.append(
            f"| `{model}` | {row['name']}{why} | {row.get('sources') or '–'} |"
            f" {row.get('target') or '–'} | {row.get('who', '')} | `{row['method']}` |"
        )
    lines += [
        "",
        "Whose turn it is stands beside them, in `_turns`: the first row that fits is",
        "told to one officer by an activity.",
        "",
        "| model | state | only if | what waits | for whom | until |",
        "|---|---|---|---|---|---|",
    ]
    for model, row in rows("_turns"):
        lines.append(
            f"| `{model}` | {row['states']} | {row.get('only') or '–'} |"
            f" `activity_{row['work']}` | {row['whose']} | {row['due']} |"
        )
    head, _old, tail = re.split(
        f"({BEGIN}.*?{END})", PAGE.read_text(encoding="utf-8"), maxsplit=1, flags=re.S
    )
    return head + "\n\n".join([BEGIN, "\n".join(lines), END]) + tail


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
