"""Texts with a form: dates, times, numbers, addresses. Random letters never meet what code does with these.

A text that was seen tells its form; others of the same form, at its edges and just outside, are tried in its place.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from hasten.core.values import CallTree, has_refs, part_at, replace_at, walk

_OFFSETS = ("", "Z", "+00:00", "-05:00", "+05:30", "+14:00", "-00:00")
_DAYS = ("2024-02-29", "2023-02-29", "1900-03-01", "2000-12-31", "1999-12-31", "2024-03-10", "2024-11-03", "2024-07-01",
         "2024-01-01", "0001-01-01", "9999-12-31", "1970-01-01", "2024-1-5", "2024-13-01", "2024-06-31")  # fmt: skip
_TIMES = ("00:00:00", "23:59:59", "02:30:00", "01:30:00", "12:00:00", "24:00:00", "23:59:60", "00:00:00.000001",
          "12:34:56.789", "7:05:09", "12:34")  # fmt: skip
_NUMBERS = (
    *"0 -0 +5 007 1_000 1__0 1,000 1e5 1E-3 .5 5. -.5 0.1 nan inf -inf Infinity ٣ １２ 0x10 1e400 -1e400".split(),
    *"--1 +-1 1.2.3 0.30000000000000004 2.675 1/2 ½".split(), " 5 ", "5 ", "9" * 20, "1" + "0" * 30, "",
)  # fmt: skip

#: A form, and texts of that form and just beside it.
_FORMS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"\d{4}-\d\d?-\d\d?[T ]\d\d?:\d\d.*"), (
        *(f"{day}T{time}{offset}" for i, day in enumerate(_DAYS) for time in (_TIMES[i % 11], _TIMES[(i + 4) % 11])
          for offset in (_OFFSETS[i % 7], _OFFSETS[(i + 3) % 7])),
        "2024-07-01 12:00:00", "20240701T120000", "2024-W27-1")),
    (re.compile(r"\d{4}-\d\d?-\d\d?"), (
        *_DAYS, "2024-07-01T00:00:00", "20240701", "2024/07/01", "24-07-01", " 2024-07-01")),
    (re.compile(r"\d\d?[/.]\d\d?[/.]\d{2,4}"), tuple(
        "29/02/2024 02/29/2024 31/12/1999 1/1/2000 01.02.2003 00/00/0000 12/13/2020 13/12/2020".split())),
    (re.compile(r"\d\d?:\d\d(:\d\d)?.*"), (
        *_TIMES, "00:00", "23:59", "24:00", "7:05", "12:60", "99:99", "1:2:3", "12:00 AM", "12:00 PM")),
    (re.compile(r"\s*[-+]?(\d[\d_,]*)?\.?\d*([eE][-+]?\d+)?\s*%?"), _NUMBERS),
    (re.compile(r"\d{1,3}(\.\d{1,3}){3}(/\d+)?"), (
        *"0.0.0.0 255.255.255.255 256.1.1.1 1.2.3 01.2.3.4 1.2.3.4.5 10.0.0.1/8 1.2.3.-4".split(), " 1.2.3.4")),
    (re.compile(r"v?\d+(\.\d+)+\S*"), tuple(
        "1.10.0 1.9.0 1.2 1.2.0 01.2 1.2.3rc1 1.2.3.dev0 2 v1.0 1.0.0-alpha 1..2".split())),
    (re.compile(r"[A-Z][a-z]+/[A-Z][A-Za-z_]+|UTC|GMT"), tuple(
        "UTC America/New_York Asia/Kolkata Europe/London Australia/Lord_Howe Asia/Tokyo Pacific/Apia".split())),
    (re.compile(r"[\w.+-]+@[\w.-]+"), (*"a@b A@B.com a.b+c@d.e.f @b.c a@ a@b@c é@é.de".split(), "a b@c.d")),
    (re.compile(r"[a-z][a-z0-9+.-]*://.*"), tuple(
        "http://a HTTP://A.B/ http://a:80/b http://a/b?c=d&e=f#g http://a?c=d&c=e http://u:p@a/ http://a/%20b "
        "http:///b ftp://a//b http://a/é".split())),
    (re.compile(r"#?[0-9a-fA-F]{6}|0x[0-9a-fA-F]+"), tuple(
        "#000000 #FFFFFF #abcdef #ABCDEF #fff 000000 #gggggg 0xff 0XFF".split())),
    (re.compile(r"\S*/\S*|\S+\.\w{1,4}"), (
        *"a / // a/ /a a//b a/b a/./b a/../b ../a ./a .hidden a.tar.gz a. . .. a/b.c/d a\\b é/ß.txt".split(),
        "", "a b/c d")),
    (re.compile(r".*[=].*"), (*"a=1 a= =1 a a=b=c a=1&b=2 a=1;b=2 a=1&a=2 A=1 & a=%20".split(), "a = 1")),
    (re.compile(r".*[,;\t|].*"), (
        *"a,b a,,b ,a a, , a;b a,'b'".split(), "", 'a,"b,c",d', "a, b", " a,b ", "a\tb", "a,b\nc,d", "a,b\r\nc,d\n")),
    (re.compile(r"\s*[\[{].*", re.DOTALL), (
        "{}", "[]", '{"a": 1}', '{"a": 1, "a": 2}', "[1, 2.0, null]", '{"b": 1, "a": {"c": []}}', "[1,]", '"a"',
        "nan")),
)  # fmt: skip


#: Numbers that lie between two roundings, and those that are no ordinary numbers.
_DECIMALS = tuple(
    f"Decimal({text!r})"
    for text in ("0.5 1.5 2.5 -0.5 0.05 0.15 0.125 0.005 1.005 2.675 -0.125 0.995 99.995 1E+3 0E-10 -0.0 NaN Infinity "
                 "123456789012345678901234567890.5").split()
)  # fmt: skip


def of_the_same_form(text: str) -> Sequence[str]:
    """Texts of the form that ``text`` has, at its edges and just beside it; none where it has no known form."""
    if not text or len(text) > 200:
        return ()
    return next((others for form, others in _FORMS if form.fullmatch(text)), ())


def reformed(call: CallTree, rng: random.Random) -> CallTree:
    """The call with one of its texts replaced by another of the same form; the call itself where no text has a form."""
    decimals = [
        path for path, part in walk(call) if isinstance(part, list) and part[0] == "x" and "Decimal(" in part[1]
    ]
    if decimals and not has_refs(call):
        made: CallTree = replace_at(call, rng.choice(decimals), ["x", rng.choice(_DECIMALS)])
        return made
    places = [path for path, part in walk(call) if isinstance(part, str)]
    if not places or has_refs(call):
        return call
    for path in rng.sample(places, min(len(places), 6)):
        others = of_the_same_form(part_at(call, path))
        if others:
            call = replace_at(call, path, rng.choice(others))
            break
    return call
