"""Rounding as an office rounds, in papers, workbooks and on screens alike.

Python rounds 81.25 to 81.2 (the half to the even digit, of the number that binary
digits can hold); an office and Excel write 81,3.
"""

from decimal import ROUND_HALF_UP, Decimal

# Of a rate in per cent, and of the points between two rates.
RATE_PLACES = 1


def half_up(number, places=0):
    """Return the number with so many decimals: a half goes up, below zero down."""
    # By its shortest text, which for 100 * 13 / 16 is 81.25 itself.
    step = Decimal(1).scaleb(-places)
    return Decimal(str(number)).quantize(step, ROUND_HALF_UP)


def rounded(rate):
    """Return a rate, or the points between two, as it is shown."""
    return float(half_up(rate, RATE_PLACES))


def rate(part, whole):
    """Return how many per cent ``part`` is of ``whole``, as shown; None without one."""
    return rounded(100 * part / whole) if whole else None


def difference(number, other):
    """Return ``number`` less ``other`` without what binary digits add to it."""
    return float(Decimal(str(number)) - Decimal(str(other)))


def places_of(numbers, most=2):
    """Return how many decimals a column of these numbers needs."""
    known = [half_up(number, most).normalize() for number in numbers]
    return max([0, *(-number.as_tuple().exponent for number in known)])
