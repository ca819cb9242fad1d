"""Each `sudo()` of the add-on says beside it why, in the form `# sudo: <kind>: <why>`.

The kinds stand in a table of CONTRIBUTING.md and nowhere else.
"""

import ast
import re

from . import paths

PAGE = paths.CHECKOUT / "CONTRIBUTING.md"
KIND = re.compile(r"^\| `sudo: (\w+)` \|", re.MULTILINE)
REASON = re.compile(r"# sudo: ?(?P<kind>[\w ]+)(?:: (?P<why>.*))?$")
UP = 4  # so many lines may lie between a reason and the statement that needs it


def kinds():
    """Return the kinds of reasons that may be given."""
    return set(KIND.findall(PAGE.read_text(encoding="utf-8")))


def findings():
    """Return what is wrong in the add-on, a line each."""
    known = kinds()
    return [
        f"{file.relative_to(paths.CHECKOUT)}:{finding}"
        for file in sorted((paths.CHECKOUT / paths.ADDON).rglob("*.py"))
        for finding in judge(file.read_text(encoding="utf-8"), known)
    ]


def judge(source, known):
    """Return what is wrong with the calls and reasons of one file."""
    lines = source.splitlines()
    found = []
    given = set()
    for number, line in enumerate(lines, start=1):
        if not re.search(r"# sudo\b", line):
            continue
        given.add(number)
        reason = REASON.search(line)
        if not reason or not (reason["why"] or "").strip():
            found.append(f"{number}: a reason reads “# sudo: <kind>: <why>”")
        elif reason["kind"] not in known:
            found.append(f"{number}: “{reason['kind']}” is no kind of CONTRIBUTING.md")
    for call, around in _calls(ast.parse(source)):
        if not any(_beside(given, lines, statement) for statement in around):
            found.append(f"{call.end_lineno}: sudo() without a reason beside it")
    return found


def _calls(tree):
    """Yield each call that raises rights, with the statements that it lies in."""

    def walk(node, around):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
                yield from walk(child, [])
            elif isinstance(child, ast.stmt):
                yield from walk(child, [*around, child])
            else:
                yield from walk(child, around)
        if _raises(node):
            yield node, around

    return walk(tree, [])


def _raises(node):
    """Return whether it is a call of `sudo()`; `sudo(False)` and
    `sudo(self.env.su)` give rights back."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "sudo"
        and ", ".join(map(ast.unparse, node.args)) not in ("False", "self.env.su")
    )


def _beside(given, lines, statement):
    """Return whether a reason stands in the statement or right above it.

    One reason may stand above a few statements that belong together.
    """
    body = getattr(statement, "body", None)
    end = body[0].lineno - 1 if body else statement.end_lineno
    first = statement.lineno
    between = 0
    while first > 1 and between < UP:
        first -= 1
        line = lines[first - 1].strip()
        if not line or line.startswith(("def ", "class ")):
            break
        between += not line.startswith("#")
    return any(first <= number <= end for number in given)
