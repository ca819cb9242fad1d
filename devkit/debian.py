"""Debian packages taken with the machine's own APT sources, unpacked privately.

APT runs with its own state, cache and lists under the checkout. It downloads and
verifies (signatures and hashes) as always; nothing is installed on the system and
no mirror is named here: the machine's own is used.
"""

import os
import pwd
import re
import shutil
import subprocess
from pathlib import Path

from . import paths
from .steps import SetupError, run, say

SYSTEM_STATUS = Path("/var/lib/dpkg/status")
# What of the machine's APT settings matters for downloads (proxies, TLS, retries).
KEPT_SETTINGS = re.compile(
    r"^Acquire::(?!IndexTargets|Languages|CompressionTypes|Changelogs|cdrom)"
)


def _codename():
    text = Path("/etc/os-release").read_text()
    found = re.search(r"^VERSION_CODENAME=\"?(\w+)", text, re.M)
    return found.group(1) if found else ""


def _deb822_sources(text):
    """Yield the stanzas of a `.sources` file as dicts with lower-case keys."""
    for block in re.split(r"\n[ \t]*\n", text):
        fields, key = {}, None
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            if line[:1].isspace() and key:
                fields[key] += "\n" + line
            elif ":" in line:
                key, value = line.split(":", 1)
                key = key.strip().lower()
                fields[key] = value.strip()
        if fields.get("enabled", "yes").lower() not in ("no", "false"):
            yield fields


def _one_line_sources(text):
    """Yield the `deb` lines of a `.list` file in the same form."""
    pattern = re.compile(r"^deb\s+(?:\[(?P<opts>[^]]*)\]\s+)?(\S+)\s+(\S+)\s*(.*)$")
    for line in text.splitlines():
        found = pattern.match(line.split("#")[0].strip())
        if found:
            options = dict(
                option.split("=", 1)
                for option in (found["opts"] or "").split()
                if "=" in option
            )
            uri, suite, components = found.group(2, 3, 4)
            fields = {"types": "deb", "uris": uri, "suites": suite}
            fields["components"] = components
            if "signed-by" in options:
                fields["signed-by"] = options["signed-by"]
            yield fields


def system_sources():
    """Return the machine's Debian sources as stanzas, other vendors' left out."""
    codename = _codename()
    wanted = {codename, "stable"} | {
        f"{codename}{tail}" for tail in ("-updates", "-security", "/updates")
    }
    folder = Path("/etc/apt/sources.list.d")
    files = [Path("/etc/apt/sources.list"), *sorted(folder.glob("*"))]
    found = []
    for file in files:
        if not file.is_file() or file.suffix not in (".list", ".sources"):
            continue
        read = _one_line_sources if file.suffix == ".list" else _deb822_sources
        for fields in read(file.read_text(errors="replace")):
            suites = [s for s in fields.get("suites", "").split() if s in wanted]
            if suites and "deb" in fields.get("types", "").split():
                found.append({**fields, "types": "deb", "suites": " ".join(suites)})
    if not found:
        raise SetupError(
            "No Debian source was found in /etc/apt (sources.list, sources.list.d).\n"
            "Set-up takes Odoo, fonts and libraries from there. Either add the "
            f"machine's Debian mirror (suite {codename or '…'}), or set ODOO_SOURCE "
            "to a folder that holds Odoo 19.0's `odoo/`."
        )
    return found


def sid_sources():
    """Return one stanza: the machine's mirror, suite sid."""
    codename = _codename()
    main = [
        s for s in system_sources() if {codename, "stable"} & set(s["suites"].split())
    ]
    if not main:
        raise SetupError("The machine's APT sources name no main Debian suite.")
    return [{**main[0], "suites": "sid", "components": "main"}]


class Apt:
    """A private APT: its sources, lists and cache lie under `.devkit/apt/<name>`."""

    def __init__(self, name, sources, with_system_status):
        self.folder = paths.APT / name
        for part in ("lists/partial", "cache/archives/partial", "state"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        self.status = SYSTEM_STATUS
        if not with_system_status or not SYSTEM_STATUS.is_file():
            self.status = self.folder / "status"
            self.status.touch()
        self.sources = sources
        self.keyring = None
        self._configure()
        self.updated = False

    def _configure(self):
        stanzas = []
        for fields in self.sources:
            if self.keyring:
                fields = {**fields, "signed-by": str(self.keyring)}
            stanzas.append("\n".join(f"{k.title()}: {v}" for k, v in fields.items()))
        listing = self.folder / "debian.sources"
        listing.write_text("\n\n".join(stanzas) + "\n")
        dump = subprocess.run(
            ["apt-config", "dump"], capture_output=True, text=True, check=True
        ).stdout
        lines = [line for line in dump.splitlines() if KEPT_SETTINGS.match(line)]
        user = pwd.getpwuid(os.geteuid()).pw_name
        settings = {
            "Dir::Etc::parts": "/dev/null",
            "Dir::Etc::main": "/dev/null",
            "Dir::Etc::sourcelist": listing,
            "Dir::Etc::sourceparts": "/dev/null",
            "Dir::Etc::preferences": "/dev/null",
            "Dir::Etc::preferencesparts": "/dev/null",
            "Dir::State": self.folder / "state",
            "Dir::State::lists": self.folder / "lists",
            "Dir::State::status": self.status,
            "Dir::Cache": self.folder / "cache",
            "Dir::Log": self.folder,
            "APT::Sandbox::User": user,
            "APT::Get::Assume-Yes": "true",
            "APT::Install-Recommends": "false",
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
            "Debug::NoLocking": "true",
        }
        lines += [f'{key} "{value}";' for key, value in settings.items()]
        self.config = self.folder / "apt.conf"
        self.config.write_text("\n".join(lines) + "\n")
        self.env = {**os.environ, "APT_CONFIG": str(self.config), "LC_ALL": "C.UTF-8"}

    def _get(self, *arguments, cwd=None):
        return run(["apt-get", *arguments], env=self.env, cwd=cwd)

    def update(self):
        """Fetch and verify the package lists, once per command."""
        if self.updated:
            return
        try:
            printed = self._get("update", "--error-on=any")
        except SetupError:
            # Debian 12's first releases lack --error-on and newer signing keys.
            printed = self._get("update")
        if "NO_PUBKEY" in printed:
            raise SetupError(printed)
        self.updated = True

    def download(self, packages, folder):
        """Download the named packages only, verified, into `folder`."""
        self.update()
        folder.mkdir(parents=True, exist_ok=True)
        self._get("download", *packages, cwd=folder)

    def download_missing(self, packages, folder):
        """Download the packages and what they need that the system lacks."""
        self.update()
        archives = self.folder / "cache" / "archives"
        for old in archives.glob("*.deb"):
            old.unlink()
        self._get("install", "--download-only", "--no-remove", *packages)
        folder.mkdir(parents=True, exist_ok=True)
        for package in archives.glob("*.deb"):
            shutil.move(str(package), folder / package.name)


def sid():
    """Return the private APT for suite sid, with keys new enough for it."""
    apt = Apt("sid", sid_sources(), with_system_status=False)
    try:
        apt.update()
    except SetupError as error:
        if "NO_PUBKEY" not in str(error):
            raise
        say("the machine's archive keys are older than sid's: taking newer ones")
        release = system_release()
        keys = paths.APT / "keyring"
        release.download(["debian-archive-keyring"], keys)
        unpack(keys, keys)
        ring = keys / "usr/share/keyrings/debian-archive-keyring.gpg"
        if not ring.is_file():
            ring = ring.with_suffix(".pgp")
        apt.keyring = ring
        apt._configure()
        apt.update()
    return apt


_own = {}


def system_release():
    """Return the private APT for the machine's own release."""
    if "apt" not in _own:
        _own["apt"] = Apt("own", system_sources(), with_system_status=True)
    return _own["apt"]


def candidate_version(apt, package):
    """Return the version that APT would take, or an empty text."""
    apt.update()
    printed = run(["apt-cache", "policy", package], env=apt.env)
    found = re.search(r"Candidate: (\S+)", printed)
    return found.group(1) if found else ""


def unpack(folder, target):
    """Unpack every .deb of `folder` into `target` and drop the archives."""
    for package in sorted(folder.glob("*.deb")):
        run(["dpkg-deb", "-x", package, target])
        package.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def library_folders(tree):
    """Return the folders with shared libraries of an unpacked tree."""
    return sorted({str(file.parent) for file in Path(tree).rglob("*.so*")})


def need_apt():
    """Say what is missing where there is no APT at all."""
    missing = [c for c in ("apt-get", "apt-config", "dpkg-deb") if not shutil.which(c)]
    if missing:
        raise SetupError(f"Set-up needs {', '.join(missing)} (Debian 12 or 13).")
