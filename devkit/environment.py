"""The environment that Odoo runs in, and its configuration file."""

import os
import shutil

from . import fonts, odoo_source, paths, postgres


def prepare():
    """Set this process's environment for Odoo; a server must run already."""
    paths.make_folders()
    home = paths.HOME
    os.environ.update(
        HOME=str(home),
        XDG_CACHE_HOME=str(home / ".cache"),
        XDG_CONFIG_HOME=str(home / ".config"),
        XDG_DATA_HOME=str(home / ".local/share"),
        TMPDIR=str(paths.TMP),
        LC_ALL="C.UTF-8",
        PYTHONUNBUFFERED="1",
        ODOO_RC=str(paths.ODOO_CONF),
        PATH=os.pathsep.join(
            [str(paths.BIN), str(paths.VENV / "bin"), os.environ.get("PATH", "")]
        ),
    )
    os.environ.pop("PYTHONPATH", None)
    os.environ.pop("PYTHONHOME", None)
    # A test server takes a free port, so that several may run side by side.
    os.environ.setdefault("ODOO_HTTP_PORT", str(postgres.free_port()))
    os.environ.update(fonts.variables())
    write_configuration()


def write_configuration():
    """Write odoo.conf: addons path, data folder, nothing listening outwards."""
    addons = ",".join(str(folder) for folder in odoo_source.addons_paths())
    text = (
        "[options]\n"
        f"addons_path = {addons}\n"
        f"data_dir = {paths.DATA_DIR}\n"
        "http_interface = 127.0.0.1\n"
        "db_maxconn = 32\n"
        "log_handler = :INFO\n"
        "max_cron_threads = 0\n"
        "limit_time_cpu = 3600\n"
        "limit_time_real = 7200\n"
    )
    draft = paths.ODOO_CONF.with_suffix(f".{os.getpid()}")
    draft.write_text(text)
    draft.replace(paths.ODOO_CONF)


def browser():
    """Return the Chromium that Odoo's tours would find, or None."""
    search = os.pathsep.join([str(paths.BIN), os.environ.get("PATH", "")])
    for name in ("google-chrome", "chromium", "chromium-browser"):
        found = shutil.which(name, path=search)
        if found:
            return found
    return None
