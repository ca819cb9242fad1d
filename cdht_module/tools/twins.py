"""Which people may be one: whom only spelling, a digit or a blank tells apart.

One pass over the people: each stands under some keys, and only who meets under a key is
compared.
"""

from itertools import combinations, pairwise
from typing import NamedTuple

from .vietnamese_text import fold, normalise, spelling_key

# Where more meet under one key, each is compared with the next: what many share says
# little, and a long list stays one pass.
_MANY = 6


class Person(NamedTuple):
    """What is compared; blanks are falsy."""

    id: int
    name: str
    birth_year: int
    birth_date: object
    unit_id: int
    number: str
    gender: str


def twins(people):
    """Return {(lower id, higher id): why} of those who may be one person.

    ``why``: “digit” (one digit of the number differs), “spelling” (of the name),
    “accents” (missing in one name), “near” (same birth and unit, a middle name more),
    “birth” (missing in one), “number” (missing in one or both).
    """
    meeting = _meeting(people, _keys)
    for key in [key for key in meeting if key[0] == "plain"]:
        meeting |= _meeting(meeting.pop(key), _digits)
    found = {}
    for (kind, *_rest), group in meeting.items():
        pairs = combinations(group, 2) if len(group) <= _MANY else pairwise(group)
        for one, other in pairs:
            why = _why(kind, one, other)
            if why:
                pair = (min(one.id, other.id), max(one.id, other.id))
                found[pair] = min(found.get(pair, why), why, key=_ORDER.index)
    return found


def _meeting(people, keys_of):
    """{key: people} of keys under which two or more stand."""
    # Of tens of thousands most meet nobody: of a key no more is kept than its hash.
    alone, meeting = {}, {}
    for person in people:
        for key in set(keys_of(person)):
            other = alone.setdefault(hash(key), person)
            if other is not person:
                meeting.setdefault(key, [other]).append(person)
    return meeting


def perhaps(person, people):
    """Those of ``people`` of whom one asks while ``person`` is typed: the same letters,
    whatever their signs, and nothing else that tells two people apart."""
    plain = fold(person.name)
    return [
        one for one in people if fold(one.name) == plain and not _differ(person, one)
    ]


_ORDER = ("digit", "spelling", "accents", "number", "birth", "near")


def _keys(person):
    """Under what a person stands, so that perhaps the same stand there too."""
    spelled = spelling_key(person.name)
    words = spelled.split()
    if not words:
        return
    # Same name in a unit: births are compared afterwards, one may be missing.
    yield ("name", spelled, person.unit_id)
    yield ("name", spelled, person.unit_id, person.birth_year)
    if person.birth_date:
        yield ("name", spelled, person.birth_date)
        yield ("near", words[0], words[-1], person.birth_date, person.unit_id)
    plain = fold(person.name)
    if person.birth_year:
        yield ("accents", plain, person.birth_year, person.unit_id)
    if person.number:
        yield ("plain", plain)


def _digits(person):
    """Under which numbers of a namesake, all but one digit, a person stands."""
    number = person.number
    for place in range(len(number)):
        yield ("digit", fold(person.name), place, number[:place], number[place + 1 :])


def _why(kind, one, other):
    """Why two who meet under a key of that kind may be one; None: they are not."""
    apart = differing(one.number, other.number)
    if len(apart) > 1:
        return None
    if apart:
        return "digit" if kind in ("digit", "name") else None
    if _differ(one, other):
        return None
    if kind == "near":
        return "near" if spelling_key(one.name) != spelling_key(other.name) else None
    if kind == "accents":
        return "accents" if _lacks_signs(one.name, other.name) else None
    if kind == "digit":
        return None
    if normalise(one.name).casefold() != normalise(other.name).casefold():
        return "spelling"
    return "number" if one.birth_year and other.birth_year else "birth"


def _lacks_signs(one, other):
    """Whether a name lacks signs: all of them, or those before the given name, where
    “Van” is “Văn”. “Lò Nam” and “Lò Năm” are two people."""
    names = [normalise(name).casefold() for name in (one, other)]
    if sum(name.isascii() for name in names) == 1:
        return True
    words = [name.split() for name in names]
    if words[0][-1] != words[1][-1]:
        return False
    others = [pair for pair in zip(*words, strict=False) if pair[0] != pair[1]]
    return bool(others) and all(
        sum(word.isascii() for word in pair) == 1 for pair in others
    )


def _differ(one, other):
    """Whether birth, sex or more than a digit of the number tells them apart."""
    pairs = (
        (one.birth_date, other.birth_date),
        (one.birth_year, other.birth_year),
        (one.gender, other.gender),
    )
    return len(differing(one.number, other.number)) > 1 or any(
        all(pair) and pair[0] != pair[1] for pair in pairs
    )


def differing(one, other):
    """The places, from 1, at which two numbers differ; none where one is missing."""
    if not (one and other):
        return []
    pairs = enumerate(zip(one, other, strict=False), start=1)
    return [place for place, (left, right) in pairs if left != right]
