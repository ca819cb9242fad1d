"""Write tests/__init__.py: the list of test modules that the wheel uses.

python3 -m devkit.list_tests
"""

from .paths import CHECKOUT

HEAD = """\
# For the wheel; in the checkout the bridge in cdht_module/tests imports them.
# Written by `python3 -m devkit.list_tests`.
"""


def text():
    """Return what tests/__init__.py should hold."""
    written = HEAD
    for room in sorted((CHECKOUT / "tests").glob("*/__init__.py")):
        names = sorted(f.stem for f in room.parent.glob("test_*.py"))
        lines = "".join(f"    {name},\n" for name in names)
        written += f"from .{room.parent.name} import (\n{lines})\n"
    return written


if __name__ == "__main__":
    (CHECKOUT / "tests" / "__init__.py").write_text(text())
