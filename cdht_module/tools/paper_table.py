"""Tables of papers: what the template `paper_list` prints."""


def column(label, width=None, centre=False, right=False):
    """Return a column of a list; ``width`` in millimetres, the rest is shared; amounts
    stand at the right, so that their digits are below each other."""
    return {
        "label": label,
        "style": f"width: {width}mm" if width else None,
        "class": "r" if right else "c" if centre else None,
    }


def blank_rows(columns, number):
    """Return rows to write into by hand."""
    return [[""] * len(columns) for _row in range(number)]


def in_pages(rows, size):
    """Return the rows as lists of ``size``, the last one perhaps shorter."""
    return [rows[start : start + size] for start in range(0, len(rows), size)]
