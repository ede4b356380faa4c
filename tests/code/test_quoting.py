"""New texts stand between the quotes that a file uses."""

import pytest

from hasten.code.quoting import quoted

DOUBLE = 'NAME = "a"\nOTHER = "b"\n'
SINGLE = "NAME = 'a'\nOTHER = 'b'\n"


@pytest.mark.parametrize(
    ("before", "line", "meant"),
    [
        (DOUBLE, "x = row['a'] + f'{n} of'", 'x = row["a"] + f"{n} of"'),
        (SINGLE, 'x = row["a"] + f"{n} of"', "x = row['a'] + f'{n} of'"),
        ("", "x = 'a'", 'x = "a"'),
        (DOUBLE, "x = 'it is \"a\"'", "x = 'it is \"a\"'"),
        (DOUBLE, r"x = 'it\'s'", r"x = 'it\'s'"),
        (DOUBLE, "x = rb'\\d' + '\\n'", 'x = rb"\\d" + "\\n"'),
        (DOUBLE, "x = f'{d[\"a\"]}' + f\"{d['b']}\"", "x = f'{d[\"a\"]}' + f\"{d['b']}\""),
        (DOUBLE, "x = '''a''' + 'b'  # it's", "x = '''a''' + \"b\"  # it's"),
        (DOUBLE, "x = ''", 'x = ""'),
        (DOUBLE + "other = 'mixed'\n", "y = 'mixed', 'new'", "y = 'mixed', \"new\""),
    ],
)
def test_texts_take_the_quotes_of_the_file(before: str, line: str, meant: str) -> None:
    assert quoted(before, f"{before}{line}\n") == f"{before}{meant}\n"


@pytest.mark.parametrize("line", ["x = (", "x = 'a", "x = 'a'\r"])
def test_what_cannot_be_read_stays(line: str) -> None:
    assert quoted(DOUBLE, f"{DOUBLE}{line}\n") == f"{DOUBLE}{line}\n"


def test_lines_that_were_there_stay() -> None:
    before = DOUBLE + "old = 'c'\n"
    assert quoted(before, before + "new = 'd'\n") == before + 'new = "d"\n'


def test_texts_of_several_lines_stay() -> None:
    assert quoted(DOUBLE, DOUBLE + "x = '''a\nb''', 'c'\n") == DOUBLE + "x = '''a\nb''', \"c\"\n"
