"""Write tests/__init__.py: the list of test modules that the wheel uses.

python3 -m devkit.list_tests
"""

from .paths import CHECKOUT

HEAD = """\
# For the wheel; in the checkout the bridge in cdht_module/tests imports them.
# Written by `python3 -m devkit.list_tests`.
from . import (
"""


def text():
    """Return what tests/__init__.py should hold."""
    names = sorted(file.stem for file in (CHECKOUT / "tests").glob("test_*.py"))
    return HEAD + "".join(f"    {name},\n" for name in names) + ")\n"


if __name__ == "__main__":
    (CHECKOUT / "tests" / "__init__.py").write_text(text())
