"""Tables of papers: what the template `paper_list` prints."""


def column(label, width=None, centre=False):
    """Return a column of a list; ``width`` in millimetres, the rest is shared."""
    return {
        "label": label,
        "style": f"width: {width}mm" if width else None,
        "class": "c" if centre else None,
    }
