"""Merge an export of terms into the add-on's .pot and vi.po (in Odoo's Python).

    .devkit/venv/bin/python -m devkit.merge_terms EXPORT.pot

Prints the terms that have no translation yet and returns 1 while there are any.
"""

import re
import sys

import polib

from . import paths

FOLDER = paths.CHECKOUT / paths.ADDON / "i18n"
TEMPLATE = FOLDER / f"{paths.ADDON}.pot"
TRANSLATION = FOLDER / "vi.po"
LANGUAGE = {"Language": "vi", "Plural-Forms": "nplurals=1; plural=0;"}
TAG = re.compile(r"<[^>]+>")


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
        before = polib.pofile(str(TRANSLATION))
        known = {_words(entry.msgid): entry.msgstr for entry in before}
    for entry in terms:
        entry.msgstr = known.get(_words(entry.msgid), "")
        if not re.search(r"[^\W\d_]", TAG.sub("", entry.msgid)):
            entry.msgstr = entry.msgid  # signs and markup alone
    terms.metadata.update(LANGUAGE)
    terms.save(str(TRANSLATION))
    for term in known.keys() - {_words(entry.msgid) for entry in terms}:
        print(f"no longer used: {term!r} = {known[term]!r}")
    return terms.untranslated_entries()


def _words(term):
    """The key of a term, whatever the indentation of its source."""
    return " ".join(term.split())


def main(export):
    """Merge, then name what is missing."""
    missing = merge(export)
    for entry in missing:
        print(f"missing: {entry.msgid!r} ({entry.occurrences[0][0]})")
    print(f"{len(missing)} terms without a translation")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
