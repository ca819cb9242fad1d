"""Numbers in Vietnamese words, as offices write them after the figure."""

from .rounding import half_up

BILLION = 10**9
LIMIT = 10**18


def number_in_words(number):
    """Return a whole number in words: 2025, “hai nghìn không trăm hai mươi lăm”.

    Each group of three digits after the first is read in full (“không trăm lẻ năm”),
    an empty group is passed over, a negative number starts with “âm”.

    The library reads Vietnamese correctly below 1000 only, so the groups are its work
    and joining them is ours.

    :raise ValueError: for anything but a whole number, and from 10^18 on.
    """
    whole = _whole(number)
    if whole < 0:
        return f"âm {number_in_words(-whole)}"
    if whole >= LIMIT:
        raise ValueError(f"{number!r} is too large to be written in words.")
    return " ".join(_read(whole)) if whole else "không"


def amount_in_words(amount):
    """Return “Một triệu hai trăm nghìn đồng”, as it stands after an amount."""
    words = number_in_words(int(half_up(amount)))
    return f"{words[:1].upper()}{words[1:]} đồng"


def _whole(number):
    if isinstance(number, float) and number.is_integer():
        return int(number)
    if isinstance(number, int) and not isinstance(number, bool):
        return number
    raise ValueError(f"{number!r} is not a whole number.")


def _read(number):
    """Yield the words of a positive number, group by group from the left."""
    billions, rest = divmod(number, BILLION)
    if billions:
        yield from _read(billions)
        yield "tỷ"
    leading = not billions
    for size, unit in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group = rest // size % 1000
        if group:
            yield _read_group(group, leading)
            if unit:
                yield unit
            leading = False


def _read_group(group, leading):
    from num2words import num2words  # slow to load, rarely needed

    words = num2words(group, lang="vi")
    if leading or group >= 100:
        return words
    return f"không trăm {words}" if group >= 10 else f"không trăm lẻ {words}"
