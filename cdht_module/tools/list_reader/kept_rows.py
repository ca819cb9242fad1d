"""Rows of a long list, kept as they were read, of which a part is taken at a time.

    data = packed({"0": [(row, facts), …], "1000": […]}, beside)
    pairs = unpacked(data, "1000")          # None where there is no such part

`facts` and `beside` are what the caller knows of a row, and of the file; JSON says
both. What was found in a row is not kept: it is told already.
"""

import dataclasses
import io
import json
import zipfile

from .workbook import jsonable, row_of

_BESIDE = "beside"


def packed(parts: dict[str, list], beside) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, pairs in parts.items():
            kept = [(_values(row), facts) for row, facts in pairs]
            book.writestr(name, json.dumps(kept, default=jsonable))
        book.writestr(_BESIDE, json.dumps(beside))
    return file.getvalue()


def unpacked(data: bytes, name: str) -> list | None:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        if name not in book.namelist():
            return None
        return [
            (row_of(values), facts) for values, facts in json.loads(book.read(name))
        ]


def unpacked_beside(data: bytes):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return json.loads(book.read(_BESIDE))


def _values(row):
    """The fields alone: a caller may have set more."""
    names = {field.name for field in dataclasses.fields(row)}
    said = {name: value for name, value in vars(row).items() if name in names}
    return {**said, "findings": []}
