"""Entry of every `make` command: python3 -m devkit <command>."""

import importlib
import sys

from . import steps

COMMANDS = (
    "setup demo empty serve test shell lint bench fuzz i18n pictures stop clean".split()
)


def main():
    """Run the command named first."""
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        steps.fail(f"usage: make {' | '.join(COMMANDS)}")
    if sys.argv[1] == "shell":
        steps.use_stderr()  # the script's own output stays alone on stdout
    module = importlib.import_module(f"devkit.commands.{sys.argv[1]}")
    try:
        sys.exit(module.main())
    except steps.SetupError as error:
        steps.fail(error)
    except KeyboardInterrupt:
        steps.fail("interrupted")


main()
