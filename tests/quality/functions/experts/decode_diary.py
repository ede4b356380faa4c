import re
import string

_ALPHA = string.ascii_lowercase
_UPPER = string.ascii_uppercase
_LETTERS = re.compile("[A-Za-z]+")


def decode_diary(pages, key):
    shifts = [_ALPHA.index(k.lower()) for k in key if k.lower() in _ALPHA]
    if not shifts:
        raise ValueError("key has no letters")
    period = len(shifts)
    tables = [str.maketrans(_ALPHA + _UPPER, _ALPHA[-s:] + _ALPHA[:-s] + _UPPER[-s:] + _UPPER[:-s]) for s in shifts]
    decoded = []
    letters = 0
    for page in pages:
        # the Kelvin sign lowers to a plain k and is decoded as a lower case letter
        page = page.replace("\u212a", "k")
        only = "".join(_LETTERS.findall(page))
        n = len(only)
        letters += n
        out = [""] * n
        for k in range(min(period, n)):
            out[k::period] = only[k::period].translate(tables[k])
        plain = "".join(out)
        parts = []
        at = 0
        last = 0
        for m in _LETTERS.finditer(page):
            a, b = m.span()
            parts.append(page[last:a])
            parts.append(plain[at:at + b - a])
            at += b - a
            last = b
        parts.append(page[last:])
        decoded.append("".join(parts))
    return decoded, letters
