"""Values at which code changes its mind, per scalar kind, the telling ones first."""

from __future__ import annotations

import math
import sys

from hasten.core.values import Tree, bytes_tree, complex_tree, expression_tree, int_tree

_POWERS_OF_TWO = (7, 8, 15, 16, 31, 32, 53, 63, 64, 100)
_POWERS_OF_TEN = (1, 2, 3, 4, 5, 6, 9, 10, 12, 15, 16, 17, 18, 22, 23, 30)
#: Roots whose squares lie around and beyond 2**53, where a float square root is off by one.
_ROOTS = (94906265, 94906266, 94906267, 10**8 + 1, 2**27 + 1, 2**32, 2**32 + 1, 3037000500, 10**9 + 7,
          10**12 + 1, 2**50 + 1, 10**16 + 1)  # fmt: skip


def _ints() -> list[int]:
    found = [0, 1, -1, 2, -2, *range(3, 13), 2**31, 2**53 + 1, 2**63, -(2**64), 10**9, 10**18 - 1, -3, -7, 13,
             15, 16, 17, 25, 31, 32, 33, 36, 49, 64, 97, 100, 121, 128, 144, 360, 3600]  # fmt: skip
    for exponent in _POWERS_OF_TWO:
        found.extend((2**exponent, 2**exponent - 1, 2**exponent + 1))
    for exponent in _POWERS_OF_TEN:
        found.extend((10**exponent, 10**exponent - 1, 10**exponent + 1))
    for root in _ROOTS:
        found.extend((root * root, root * root - 1, root * root + 1))
    # Powers of other bases and their neighbours: logarithms by floats miss these.
    for base, exponents in ((3, (5, 20, 33, 40)), (5, (3, 13, 23)), (6, (10,)), (7, (2, 10, 19)), (1000, (5,))):
        for exponent in exponents:
            found.extend((base**exponent, base**exponent - 1, base**exponent + 1))
    for root in (2**18 + 1, 208064, 10**6, 2642246):
        found.extend((root**3, root**3 - 1, root**3 + 1))
    # Primes, their squares, Carmichael numbers and strong pseudoprimes, factorials.
    found.extend((101, 7919, 104729, 1000003, 561, 1105, 2047, 3215031751, 169, 7921, 1018081, 120, 720, 2**61 - 1))
    found.extend((2**54 + 1, 2**54 + 2, 2**54 + 3, 2**1024, 2**1023 + 2**970))
    return list(dict.fromkeys([*found, *(-value for value in found if 2 < value < 2**65)]))


INTS: list[Tree] = [int_tree(value) for value in _ints()]


def _floats() -> list[float]:
    found = [0.0, -0.0, 1.0, -1.0, math.nan, 0.5, math.inf, 0.1, -math.inf, -0.5, 1.5, 2.5, -1.5, -2.5, 3.5,
             2.0, 0.2, 0.3, 0.1 + 0.2, 1 / 3, 2 / 3, 100.0, 1e-9, 1e-7, 1e16, 1e15 + 0.3, 1e17, 1e22, 1e23,
             1e100, -1e100, 1e308, -1e308, sys.float_info.max, -sys.float_info.max, sys.float_info.min, 5e-324,
             -5e-324, 2.5e-310, sys.float_info.epsilon, 1 + sys.float_info.epsilon,
             1 - sys.float_info.epsilon / 2, 2.0**53, 2.0**53 - 1, 2.0**53 + 2, 2.0**52 + 0.5, 2.0**63,
             2.0**64, 0.49999999999999994, 4503599627370497.5, 1.005, 2.675, 1.115, 0.15, 0.25, 0.35, 1.25,
             7.0, 49.0, 10.0, 1000.0, 1e-308, 1e154, 1e155, 1e-162, 710.0, -745.5, 3.0, 180.0, 360.0, 90.0,
             -180.0, math.pi, -math.pi, math.pi / 2, math.e, 0.7, 0.99, 1e9, 123456789.125, 0.1 * 3, 1.1 * 3,
             4.35, 4.35 * 100]  # fmt: skip
    for value in (1.0, 0.1, 2.0**53, 100.0):
        found.extend((math.nextafter(value, math.inf), math.nextafter(value, -math.inf)))
    kept: dict[str, float] = {}
    for value in found:
        kept.setdefault(repr(value), value)
    return list(kept.values())


FLOATS: list[Tree] = [*_floats(), expression_tree("float('nan')")]

COMPLEX: list[Tree] = [
    complex_tree(value)
    for value in (0j, 1 + 0j, 1j, -1j, complex(-0.0, 0.0), complex(0.0, -0.0), complex(-1.0, -0.0), 1 + 2j,
                  complex(math.nan, 0.0), complex(math.inf, math.nan), complex(1e308, 1e308), complex(1e-200, 1e-200))
]  # fmt: skip

STRINGS: list[Tree] = [
    "", " ", "a", "A", "0", "ab", "aa", "aba", "abc", "  ", " a ", "a b", "a  b", "\t", "\n", "a\n", "\na", "a\nb",
    "a\n\nb\n", "a\r\nb", "\r", "a\x0bb", "a\x0cb", "a\x1cb", "a\x1db", "a\x85b", "a\u2028b", "\ufeffa", "a\u00a0b",
    "\u200b", "\u3000", "Hello, World!", "hello world", "The quick  brown fox", "AbC", "aBc1", "123", "-1", "+1",
    "1_000",
    " 12 ", "0x1F", "1e5", "1.5", ".5", "5.", "nan", "inf", "-0", "007", "1,234", "²", "٣", "½", "Ⅷ", "１２", "๓", "①",
    "ß", "ẞ", "İ", "ı", "ŉ", "ǆ", "ǅ", "Ǆ", "ﬁ", "ﬀ", "ς", "σ", "Σ", "ΑΣ", "ŝ", "K", "Å", "é", "e\u0301", "ñ2",
    "Straße", "STRASSE", "שלום", "مرحبا", "\u202eabc", "日本", "日本語テキスト", "한글", "ก็",
    "😀", "👨‍👩‍👧", "🇩🇪", "👍🏽",
    "a\ud800b", "\udcff", "\U0010ffff", "\x00", "a\x00b", "\x7f", "\x1b[0m", "'", '"', "\\", "a'b\"c", "\\n", "`", "$x",
    "%s", "%", "{}", "{0}", "{{", "<b>&amp;</b>", "a&b", "()", "(", ")", "([)]", "(()", "{[()]}", "][", ",", "a,b",
    "a,,b", ",a", "a,", "a;b", "a:b", "k=v", "a=b=c", "a/b", "a//b", "/", "../x", "a.b.c", ".", "..", "-", "_", "a_b",
    "_a", "a-b", "camelCase", "HTTPServer2", "snake_case_name", "#", "@", "a@b.c", "http://x.y/?q=1#f", "2024-02-29",
    "12:34", "aaaaaaaaaa", "abababab", "abcabc", "racecar", "A man, a plan", "level", "zyxwvutsrqponmlkjihgfedcba",
    "mississippi", "0" * 20, "9" * 25, "1" * 64, "ab" * 60, "x" * 257, "word " * 40, "é" * 100, "a" * 1501,
]  # fmt: skip

#: Letters that stand near a plain one: same fold, same look, same class.
RELATIVES: dict[str, str] = {
    "a": "áàäªаＡａ", "b": "Ьｂ", "c": "çсⅽ", "d": "ďⅾ", "e": "éèëеℯ", "f": "ﬀｆ", "i": "ıİíïіⅰ", "k": "Kκ", "l": "łⅼ",
    "m": "ⅿｍ", "n": "ñŉ", "o": "óöøοº", "s": "ßſẞş", "t": "ţŧ", "u": "üúυ", "z": "žź", "I": "İıІ", "K": "K", "S": "ẞŞ",
    " ": "\t\n\u00a0\u2003\u3000\x0b\x1c\x85", "0": "٠０⁰", "1": "١¹１①", "2": "²٢２", "3": "³٣３", "5": "٥½", "8": "Ⅷ",
    "-": "−–—", "'": "’`", '"': "“”", ".": "․…", ",": "،‚", "\n": "\r\x0b\x0c\x1c\u2028\x85",
}  # fmt: skip

BYTES: list[Tree] = [
    bytes_tree(value)
    for value in (b"", b"\x00", b"a", b"\xff", b"ab", b"\x80\x81", b"abc\n", b"\r\n", bytes(range(256)), b"\x00" * 16,
                  b"\xc3\xa9", b"\xff\xfe", b"aaaa", b"abab", b"%d", b"\x7f\x80", b"x" * 1501)
]  # fmt: skip


def _expressions(texts: tuple[str, ...]) -> list[Tree]:
    return [expression_tree(text) for text in texts]


DECIMALS = _expressions((
    "Decimal('0')", "Decimal('-0')", "Decimal('0.00')", "Decimal('1')", "Decimal('-1')", "Decimal('1.0')",
    "Decimal('1.10')", "Decimal('0.1')", "Decimal('0.5')", "Decimal('1.5')", "Decimal('2.5')", "Decimal('-2.5')",
    "Decimal('2.675')", "Decimal('1E+3')", "Decimal('1000')", "Decimal('1E-30')",
    "Decimal('0.3333333333333333333333333333')", "Decimal('123456789012345678901234567890.12')",
    "Decimal('9.999999999999999999999999999')", "Decimal('NaN')", "Decimal('Infinity')", "Decimal('-Infinity')",
    "Decimal('1E+999')",
))  # fmt: skip
FRACTIONS = _expressions((
    "Fraction(0, 1)", "Fraction(1, 1)", "Fraction(-1, 1)", "Fraction(1, 2)", "Fraction(1, 3)", "Fraction(-2, 3)",
    "Fraction(7, 2)", "Fraction(1, 10)", "Fraction(10, 1)", "Fraction(9007199254740993, 2)",
    "Fraction(1, 9007199254740993)", "Fraction(22, 7)", "Fraction(-5, 2)", "Fraction(3, 2)",
))  # fmt: skip
DATES = _expressions((
    "datetime.date(2024, 2, 29)", "datetime.date(2023, 2, 28)", "datetime.date(2024, 3, 1)",
    "datetime.date(1900, 2, 28)", "datetime.date(2000, 2, 29)", "datetime.date(2024, 12, 31)",
    "datetime.date(2025, 1, 1)", "datetime.date(1, 1, 1)", "datetime.date(9999, 12, 31)",
    "datetime.date(1970, 1, 1)", "datetime.date(2020, 12, 28)", "datetime.date(2021, 1, 3)",
    "datetime.date(2024, 1, 31)", "datetime.date(2024, 4, 30)", "datetime.date(1969, 12, 31)",
    "datetime.date(2024, 6, 15)",
))  # fmt: skip
_UTC = "tzinfo=datetime.timezone.utc"
DATETIMES = _expressions((
    "datetime.datetime(2024, 2, 29, 0, 0)", "datetime.datetime(2023, 12, 31, 23, 59, 59, 999999)",
    "datetime.datetime(2024, 1, 1, 0, 0)", "datetime.datetime(2024, 3, 10, 2, 30)",
    "datetime.datetime(2024, 3, 31, 2, 30)", "datetime.datetime(2024, 10, 27, 2, 30)",
    "datetime.datetime(2024, 10, 27, 2, 30, fold=1)", "datetime.datetime(2024, 11, 3, 1, 30, fold=1)",
    "datetime.datetime(2024, 6, 15, 12, 0, 0, 1)", f"datetime.datetime(2024, 6, 15, 12, 0, {_UTC})",
    f"datetime.datetime(2024, 1, 1, 0, 30, {_UTC})",
    "datetime.datetime(2024, 6, 15, 12, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=5, minutes=30)))",
    "datetime.datetime(2024, 6, 15, 2, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=-10)))",
    "datetime.datetime(1970, 1, 1, 0, 0)", "datetime.datetime(1969, 12, 31, 23, 59, 59)",
    "datetime.datetime(1, 1, 1, 0, 0)", "datetime.datetime(9999, 12, 31, 23, 59, 59, 999999)",
    "datetime.datetime(1900, 2, 28, 12, 0)", "datetime.datetime(2038, 1, 19, 3, 14, 8)",
    "datetime.datetime(2016, 12, 31, 23, 59, 59)",
))  # fmt: skip
TIMES = _expressions((
    "datetime.time(0, 0)", "datetime.time(23, 59, 59, 999999)", "datetime.time(12, 0)", "datetime.time(0, 0, 0, 1)",
    "datetime.time(2, 30, fold=1)", "datetime.time(9, 5)", f"datetime.time(12, 0, {_UTC})",
))  # fmt: skip
TIMEDELTAS = _expressions((
    "datetime.timedelta(0)", "datetime.timedelta(days=1)", "datetime.timedelta(days=-1)",
    "datetime.timedelta(microseconds=1)", "datetime.timedelta(microseconds=-1)",
    "datetime.timedelta(seconds=86399)", "datetime.timedelta(days=-1, seconds=1)", "datetime.timedelta(hours=25)",
    "datetime.timedelta(days=365)", "datetime.timedelta(seconds=-3600)", "datetime.timedelta(days=999999999)",
    "datetime.timedelta(milliseconds=1500)", "datetime.timedelta(seconds=90, microseconds=500000)",
))  # fmt: skip
RANGES = _expressions((
    "range(0, 0)", "range(0, 1)", "range(0, 5)", "range(5, 0, -1)", "range(0, 10, 3)", "range(-3, 4)",
    "range(10, 0)", "range(0, 100)", "range(3, 4)", "range(0, 67)",
))  # fmt: skip
PATHS = _expressions((
    "pathlib.Path('.')", "pathlib.Path('a')", "pathlib.Path('a/b.txt')", "pathlib.Path('/')",
    "pathlib.Path('/a/b')", "pathlib.Path('a.tar.gz')", "pathlib.Path('.hidden')", "pathlib.Path('a b/c')",
    "pathlib.Path('../x')", "pathlib.Path('A.TXT')", "pathlib.Path('a/../b')", "pathlib.Path('é')",
    "pathlib.Path('no/such/file')",
))  # fmt: skip

#: Table by kind.
TABLES: dict[str, list[Tree]] = {
    "none": [None], "bool": [False, True], "int": INTS, "float": FLOATS, "complex": COMPLEX, "str": STRINGS,
    "bytes": BYTES,
    "bytearray": [["B", tree[1]] for tree in BYTES], "decimal": DECIMALS, "fraction": FRACTIONS, "date": DATES,
    "datetime": DATETIMES, "time": TIMES, "timedelta": TIMEDELTAS, "range": RANGES, "path": PATHS,
}  # fmt: skip

#: What an argument without a type may also be; values that look alike and are not.
UNTYPED: list[Tree] = [
    0, 1, -1, True, False, None, 1.0, 0.0, -0.0, "", "a", "1", 2, 2.5, ["l", []], ["l", [1, 2]], ["t", []], ["t", [1,
    2]],
    ["d", []], ["d", [["a", 1]]], ["s", []], ["s", [1, 2]], ["f", [1]], bytes_tree(b"a"), complex_tree(1j), math.nan,
    math.inf,
    expression_tree("Decimal('1')"), expression_tree("Fraction(1, 2)"), expression_tree("range(0, 3)"), 2**53,
    int_tree(2**70),
    ["l", [1, True, 1.0]], ["l", [0.0, -0.0]], ["l", ["a", 1, None]], ["t", ["a"]], ["it", "iter", [1, 2]], "abc", "é",
]  # fmt: skip

#: Numbers of numpy's own types, for untyped arguments where numpy is installed.
NUMPY_SCALARS = _expressions((
    "numpy.int64(3)", "numpy.int64(0)", "numpy.float64(0.1)", "numpy.float32(0.1)", "numpy.int8(127)",
    "numpy.bool_(True)", "numpy.int32(2147483647)", "numpy.float64('nan')", "numpy.uint8(0)",
))  # fmt: skip
