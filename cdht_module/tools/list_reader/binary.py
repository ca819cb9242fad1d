"""What of an xls file (OLE, BIFF) is given to its reader: the same file, in which stray
cells and false sizes became unknown records."""

import struct

from .used_area import Budget, FileTooLarge, ProtectedFile, UsedArea, WrongFile

_END = 0xFFFF_FFFA  # sector numbers from here on are marks
_BOF, _EOF, _PASSWORD = (0x0809, 0x0409, 0x0209), 0x000A, 0x002F
_DIMENSIONS, _TEXTS, _FORMULA_TEXT = (0x0000, 0x0200), 0x00FC, (0x0007, 0x0207)
_FORMULAS = (0x0006, 0x0206, 0x0406)
_CELLS = {0x0203, 0x0204, 0x00FD, 0x027E, 0x0205, 0x00D6, *_FORMULAS}
_MANY_CELLS = 0x00BD
_UNKNOWN = 0x0FFE


def bounded(data: bytes) -> bytes:
    """The same workbook, of bounded size. Raises WorkbookError."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ProtectedFile()  # an xlsx with a password
    try:
        stream = _Stream(data)
        records = list(_records(stream.content))
    except (struct.error, IndexError) as error:
        raise WrongFile() from error
    for position in _to_be_dropped(stream.content, records):
        stream.put(position, struct.pack("<H", _UNKNOWN))
    return bytes(stream.file)


class _Stream:
    """The stream of the workbook in its container, and how to write into it."""

    def __init__(self, data):
        self.file = bytearray(data)
        self.size = 1 << _word(data, 30)
        if self.size not in (512, 4096):
            raise WrongFile()
        self.table = self._table(data)
        directory = self._chain(_long(data, 48), self.table)
        entries = b"".join(data[at : at + self.size] for at in directory)
        root, book = None, None
        for at in range(0, len(entries) - 127, 128):
            entry = entries[at : at + 128]
            name = entry[: max(0, _word(entry, 64) - 2)].decode("utf-16-le", "replace")
            root = root or (entry if entry[66] == 5 else None)
            if entry[66] == 2 and name in ("Workbook", "Book"):
                book = entry if name == "Workbook" or not book else book
        if not (root and book):
            raise WrongFile()
        start, length = _long(book, 116), _long(book, 120)
        if length < _long(data, 56):
            self.block, self.blocks = 64, self._small(data, root, start)
        else:
            self.block, self.blocks = self.size, self._chain(start, self.table)
        content = b"".join(data[at : at + self.block] for at in self.blocks)
        self.content = content[:length]

    def put(self, position, content):
        for at, byte in enumerate(content, position):
            block, within = divmod(at, self.block)
            self.file[self.blocks[block] + within] = byte

    def _table(self, data):
        """The table of sectors: which one follows which."""
        numbers = list(struct.unpack_from("<109I", data, 76))
        following, seen = _long(data, 68), 0
        while following < _END and seen <= len(data) // self.size:
            sector = self._place(following)
            *more, following = struct.unpack_from(f"<{self.size // 4}I", data, sector)
            numbers, seen = numbers + more, seen + 1
        places = [self._place(number) for number in numbers if number < _END]
        table = b"".join(data[place : place + self.size] for place in places)
        return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])

    def _place(self, number):
        return (number + 1) * self.size

    def _chain(self, number, table):
        """Where the sectors of a stream lie in the file, in their order."""
        return [self._place(one) for one in _numbers(number, table)]

    def _small(self, data, root, number):
        """The same of a stream shorter than a sector's worth: blocks of 64 bytes."""
        holder = self._chain(_long(root, 116), self.table)
        small = b"".join(
            data[at : at + self.size] for at in self._chain(_long(data, 60), self.table)
        )
        table = struct.unpack(f"<{len(small) // 4}I", small[: len(small) // 4 * 4])
        return [
            holder[one * 64 // self.size] + one * 64 % self.size
            for one in _numbers(number, table)
        ]


def _numbers(number, table):
    found = []
    while number < _END:
        if len(found) > len(table):
            raise WrongFile()  # a ring
        found.append(number)
        number = table[number]
    return found


def _records(content):
    """(position, kind, length) of each record."""
    position = 0
    while position + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, position)
        yield position, kind, length
        position += 4 + length


def _to_be_dropped(content, records):
    """Positions of records that the reader does not get to see."""
    areas, cells = _cells(content, records)
    budget, ends = Budget(), []
    for area in areas:
        end = area.end()
        budget.take(*end)
        ends.append(end)
    drop, follows = [], False
    for position, kind, sheet, row, first, last in cells:
        if kind in _DIMENSIONS:
            drop.append(position)  # a claim; its reader would make room for it
            continue
        if kind in _FORMULA_TEXT:
            drop += [position] * follows
            continue
        rows, columns = ends[sheet]
        beyond = row >= rows or first >= columns
        if not beyond and last >= columns:
            raise FileTooLarge()
        drop += [position] * beyond
        follows = beyond and kind in _FORMULAS
    return drop


def _cells(content, records):
    """([area of each sheet], [(position, kind, sheet, row, first, last column)])."""
    areas, cells, opened = [], [], []
    for position, kind, length in records:
        body = position + 4
        if kind in _BOF:
            areas.append(UsedArea())
            opened.append(len(areas) - 1)
        elif kind == _EOF:
            del opened[-1:]
        elif kind == _PASSWORD:
            raise ProtectedFile()
        elif kind == _TEXTS and _long(content, body + 4) > len(content) // 3:
            raise WrongFile()
        elif kind in _DIMENSIONS or kind in _FORMULA_TEXT:
            cells.append((position, kind, 0, 0, 0, 0))
        elif opened and (kind in _CELLS or kind == _MANY_CELLS):
            row, first = _word(content, body), _word(content, body + 2)
            last = first
            if kind == _MANY_CELLS:
                last = _word(content, body + length - 2)
            if last < first:
                raise WrongFile()
            areas[opened[-1]].add(row, first, 1, last - first + 1)
            cells.append((position, kind, opened[-1], row, first, last))
    return areas, cells


def _word(data, position):
    return struct.unpack_from("<H", data, position)[0]


def _long(data, position):
    return struct.unpack_from("<I", data, position)[0]
