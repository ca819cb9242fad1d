"""Build the wheel odoo-addon-cdht-module: the add-on with its tests."""

import ast
from pathlib import Path

from setuptools import find_packages, setup

HERE = Path(__file__).resolve().parent
ADDON = "cdht_module"
NAME = f"odoo.addons.{ADDON}"
CORE = {"base", "web", "mail", "portal", "bus", "http_routing", "base_setup"}

manifest = ast.literal_eval((HERE / ADDON / "__manifest__.py").read_text("utf-8"))
subpackages = find_packages(ADDON, exclude=["tests", "tests.*"])
subpackages += ["tests", *(f"tests.{room}" for room in find_packages("tests"))]
other_addons = [
    f"odoo-addon-{name.replace('_', '-')}==19.*"
    for name in manifest["depends"]
    if name not in CORE
]
readme = HERE / "README.md"

setup(
    name="odoo-addon-cdht-module",
    version=manifest["version"],
    description=manifest["summary"],
    long_description=readme.read_text("utf-8") if readme.is_file() else "",
    long_description_content_type="text/markdown",
    author=manifest["author"],
    license=manifest["license"],
    package_dir={NAME: ADDON, f"{NAME}.tests": "tests"},
    packages=[NAME, *(f"{NAME}.{name}" for name in subpackages)],
    package_data={
        NAME: [
            *("**/*.xml", "**/*.csv", "**/*.po", "**/*.pot", "**/*.json"),
            *("**/*.html", "**/*.css", "**/*.typ", "static/**/*", "migrations/**/*.py"),
            "readme/*.md",
            "manual/*",
        ],
        f"{NAME}.tests": ["data/**/*"],
    },
    python_requires=">=3.10",
    # Not `odoo`, which is on no package index: the host has it.
    install_requires=[*manifest["external_dependencies"]["python"], *other_addons],
)
