"""Vietnamese text: clean spelling, keys to search, match and sort by."""

import re
import unicodedata
from functools import lru_cache

# As papers and lists write them, whoever reads.
SEXES = {"male": "Nam", "female": "Nữ"}

# Marks as Unicode decomposes them. The order of the tones is the dictionary's:
# (ngang), huyền, hỏi, ngã, sắc, nặng.
TONE_MARKS = "\u0300\u0309\u0303\u0301\u0323"
BREVE, CIRCUMFLEX, HORN = "\u0306", "\u0302", "\u031b"

# Đ has no decomposition; eth and the African d look like it and stand for it in old
# files. Quotes and dashes that Word makes of what people type.
_D_STROKE = str.maketrans("ðɖ", "đđ")
_ASCII = str.maketrans("đ‘’ʼ“”‐‑–—−", "d'''\"\"-----")
_HONOURS = ("o\u0302ng", "ba\u0300", "anh", "chi\u0323")
# After a family name; “Anh Văn Nam” is no honour.
_MIDDLE = ("va\u0306n", "thi\u0323")
# “lý” and “lí” are one; in “thuy”, “khuy” the y is another sound than i.
_FINAL_Y = re.compile(r"(?<=[hklmst])y(?=$)")
_DASHES = re.compile(r"[-‐‑–—−/]")

# The Vietnamese alphabet; f, j, w, z stand where the Latin alphabet has them.
_ALPHABET = (
    *("a", "a" + BREVE, "a" + CIRCUMFLEX, "b", "c", "d", "đ", "e", "e" + CIRCUMFLEX),
    *("f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "o" + CIRCUMFLEX, "o" + HORN),
    *("p", "q", "r", "s", "t", "u", "u" + HORN, "v", "w", "x", "y", "z"),
)
_END, _FIRST_TONE, _FIRST_DIGIT, _FIRST_LETTER = 0, 1, 10, 20
_RANKS = {letter: _FIRST_LETTER + rank for rank, letter in enumerate(_ALPHABET)}
_FOREIGN = _FIRST_LETTER + len(_ALPHABET)
_CODE_LETTERS = "bcdfgj"  # consonants that every language has in this order


class _Visible(dict):
    """What each character becomes, by its code: a control character a space, one
    without width nothing; found out once for each."""

    def __missing__(self, code):
        other = {"Cc": " ", "Cf": None}
        self[code] = other.get(unicodedata.category(chr(code)), chr(code))
        return self[code]


_VISIBLE = _Visible()


def proper_name(name):
    """“Nguyễn Văn An” of “NGUYỄN VĂN AN” or “nguyễn văn an”; whoever writes capitals
    and small letters writes the name as it is (“A Nhơn Y Krông”)."""
    name, bracket, remark = name.partition(" (")
    if " " in name and (name.isupper() or name.islower()):
        name = " ".join(word.capitalize() for word in name.split())
    return name + bracket + remark


def normalise(text):
    """Return `text` as we store it: NFC, single spaces, nothing at the ends.

    Every Unicode space and control character counts as a space; what has no width
    (zero-width space, byte order mark, soft hyphen…) disappears, so that a word it
    was pasted into stays one word. None and False give the empty string.
    """
    if not text:
        return ""
    text = str(text).translate(_VISIBLE)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def clean_lines(text):
    """Return `text` of several lines: each line as we store it; False for none."""
    lines = map(normalise, str(text or "").split("\n"))
    return "\n".join(lines).strip() or False


def fold(text):
    """Return `text` for searching: lower case, no accents, đ as d, single spaces.

    “Hoàng Thị Hường” gives “hoang thi huong”. Typographic quotes and dashes become
    ASCII; letters of other scripts stay, so that they can still be found.
    """
    letters = (c for c in _decompose(normalise(text)) if not unicodedata.combining(c))
    return " ".join("".join(letters).translate(_ASCII).split())


def match_key(text):
    """Return `text` for comparing titles and names of units: letters and digits only.

    Punctuation counts as a space: “Thôn/đơn vị” gives “thon don vi”. Mind that words
    told apart by accents only become equal (“Nam” and “Năm” both give “nam”).
    """
    return re.sub(r"[^a-z0-9]+", " ", fold(text)).strip()


def spelling_key(name):
    """Return a name for comparison, the same for all ways to spell it.

    Where the tone stands (“Thuý”, “Thúy”), which letter stands for Đ, “lý” or “lí”,
    case, and “Ông”, “Bà” before it make no difference; tones and letters do.
    """
    words = []
    for word in normalise(name).split():
        letters, tones = _letters_and_tones(word)
        tones = "".join(tone for tone in tones if tone)
        words.append(_FINAL_Y.sub("i", letters) + tones)
    if len(words) > 2 and words[0] in _HONOURS and words[1] not in _MIDDLE:
        words = words[1:]
    return " ".join(word for word in words if word)


def sort_name(full_name):
    """Return the key that puts people in Vietnamese order of names.

    The given name (the last word) comes first, then family and middle names, word by
    word: letters in the order of the Vietnamese alphabet, then the tone, so that all
    Hương stand before all Hường. A hyphenated name is one word. A remark after the
    name, in brackets or a number (“Vi Thị Lan (B)”, “Vi Thị Lan 2”), comes last. See
    `sort_key_text` for the key.
    """
    words = normalise(full_name).replace("(", " (").split()
    words = [word for word in words if any(map(str.isalnum, word))]
    given = len(words) - 1
    for index, word in enumerate(words):
        if index and (word.startswith("(") or word.isdigit()):
            given = index - 1
            break
    return _key([*words[given : given + 1], *words[:given], *words[given + 1 :]])


def sort_key_text(text):
    """Return the key that puts texts, such as names of units, in Vietnamese order.

    Words stand as written. Case, punctuation and the place of the tone (“hoà”, “hòa”)
    make no difference; numbers go by value, “Thôn 2” before “Thôn 10”.

    The key is a row of two-character codes, each a letter and a digit. Few letters
    occur and two of a kind never touch, hence no collation of the database finds a
    digraph, a number or a local order of letters in it: all sort it as C does.
    """
    return _key(_DASHES.sub(" ", normalise(text)).split())


def _key(words):
    ranks = [rank for word in words for rank in _word_ranks(word)]
    return "".join(f"{_CODE_LETTERS[rank // 10]}{rank % 10}" for rank in ranks)


# The same few words in every name.
@lru_cache(maxsize=4096)
def _word_ranks(word):
    """Return the letters' ranks, then the tones', then the end, lowest of all."""
    letters, tones = _letters_and_tones(word)
    ranks = []
    for item in re.findall(r"[0-9]+|[^0-9][\u0300-\u036f]?", letters):
        if item.isascii() and item.isdigit():
            number = item.lstrip("0")
            ranks += [_FIRST_DIGIT + min(len(number), 9)]
            ranks += [_FIRST_DIGIT + int(digit) for digit in number]
        elif item in _RANKS:
            ranks.append(_RANKS[item])
        else:
            ranks.append(_FOREIGN)
            ranks += [_FIRST_DIGIT + int(digit) for digit in f"{ord(item[0]):07}"]
    if not ranks:
        return ()
    return (*ranks, *(_FIRST_TONE + TONE_MARKS.index(tone) for tone in tones), _END)


@lru_cache(maxsize=4096)
def _letters_and_tones(word):
    """Split a word into letters (with the marks that make a letter) and tones."""
    letters, tones = [], []
    for character in _decompose(word):
        if character in TONE_MARKS:
            tones.append(character)
        elif unicodedata.combining(character):
            # Marks of other languages (ö, ç) make no letter of this alphabet.
            if letters and letters[-1] + character in _RANKS:
                letters[-1] += character
        elif character.isalnum():
            letters.append(character)
    return "".join(letters), tuple(tones)


def _decompose(text):
    """Return lower-case letters, each followed by its marks."""
    return unicodedata.normalize("NFKD", text).casefold().translate(_D_STROKE)
