"""Passwords that whoever knows the login tries first.

Not the host's rule (its add-on ``auth_password_policy`` has that, and is asked
besides): only what nobody may choose on a page that anybody reaches.
"""

_ROWS = ("0123456789012345678", "qwertyuiopasdfghjklzxcvbnm",
         "abcdefghijklmnopqrstuvwxyz")  # fmt: skip
_KNOWN = ("matkhau", "password", "congdan", "hoctap", "khuyenhoc", "admin")
_FEWEST_SIGNS = 4


def is_weak(password, login):
    """Few different signs, a row of the keyboard, or the login or a known word with
    nothing or a number beside it."""
    bare, name = (
        "".join(sign for sign in text.lower() if sign.isalnum())
        for text in (password, login)
    )
    beside = (bare.replace(word, "") for word in (name, *_KNOWN) if word in bare)
    return (
        len(set(bare)) < _FEWEST_SIGNS
        or any(bare in row or bare[::-1] in row for row in _ROWS)
        or any(not rest or rest.isdecimal() for rest in beside)
    )
