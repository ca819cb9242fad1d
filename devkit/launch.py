"""Run a function of a script inside an Odoo environment (in Odoo's own Python).

    .devkit/venv/bin/python -m devkit.launch DATABASE SCRIPT [ARGUMENT…]

calls `run(env, *arguments)` of SCRIPT with the superuser's environment, commits
when it returns, and prints the lines that it returned. The script may call
`env.cr.commit()` itself; arguments are texts.
"""

import importlib.util
import sys
from pathlib import Path


def load(script):
    """Import a Python file by its path, under its checkout's package if it has one."""
    path = Path(script).resolve()
    root = Path(__file__).resolve().parents[1]
    name = ".".join(path.relative_to(root).with_suffix("").parts)
    sys.path.insert(0, str(root))
    specification = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module
    specification.loader.exec_module(module)
    return module


def main(database, script, *arguments):
    """Open the database, run the script, commit."""
    import odoo.init  # noqa: F401
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry
    from odoo.service import server
    from odoo.tools import config

    options = ["-d", database, "--no-http", "--log-level=warn"]
    options.append("--log-handler=:WARNING")
    config.parse_config(options, setup_logging=True)
    server.start(preload=[], stop=True)
    registry = Registry(database)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        lines = load(script).run(env, *arguments)
    for line in lines or ():
        print(line, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
