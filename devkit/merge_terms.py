"""Merge an export of terms into the add-on's .pot and vi.po (in Odoo's Python).

    .devkit/venv/bin/python -m devkit.merge_terms EXPORT.pot

Prints the terms that have no translation yet and returns 1 while there are any.
"""

import sys

import polib

from . import paths

FOLDER = paths.CHECKOUT / paths.ADDON / "i18n"
TEMPLATE = FOLDER / f"{paths.ADDON}.pot"
TRANSLATION = FOLDER / "vi.po"
LANGUAGE = {"Language": "vi", "Plural-Forms": "nplurals=1; plural=0;"}


def merge(export):
    """Write both files anew and return the entries without a translation."""
    terms = polib.pofile(str(export))
    # No dates: the files change only when a term does.
    terms.metadata = {
        key: value for key, value in terms.metadata.items() if "Date" not in key
    }
    terms.save(str(TEMPLATE))
    known = {}
    if TRANSLATION.is_file():
        known = {entry.msgid: entry.msgstr for entry in polib.pofile(str(TRANSLATION))}
    for entry in terms:
        entry.msgstr = known.pop(entry.msgid, "")
    terms.metadata.update(LANGUAGE)
    terms.save(str(TRANSLATION))
    for term, translation in known.items():
        if translation:
            print(f"no longer used: {term!r} = {translation!r}")
    return terms.untranslated_entries()


def main(export):
    """Merge, then name what is missing."""
    missing = merge(export)
    for entry in missing:
        print(f"missing: {entry.msgid!r} ({entry.occurrences[0][0]})")
    print(f"{len(missing)} terms without a translation")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
