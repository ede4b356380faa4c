"""Patterns with holes."""

import ast

import pytest

from hasten.code.match import called_name, equal, match, match_block, root_name


def _expr(text):
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("$x in $xs", "a + 1 in b.c", {"x": "a + 1", "xs": "b.c"}),
        ("$x + $x", "f(a) + f(a)", {"x": "f(a)"}),
        ("@i < len($xs)", "k < len(rows)", {"i": "k", "xs": "rows"}),
        ("$f($a)", "g(1)", {"f": "g", "a": "1"}),
    ],
)
def test_holes_hold_what_they_matched(pattern, text, found):
    holes = match(pattern, _expr(text))
    assert holes is not None
    assert {name: ast.unparse(holes[name]) for name in found} == found


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("$x + $x", "f(a) + f(b)"),
        ("@i < $n", "a[0] < n"),
        ("$x in $xs", "a not in b"),
        ("$n % 2 == 0", "n % 2 == False"),
        ("len($x)", "len(a, b)"),
        ("'1'", "b'1'"),
    ],
)
def test_what_differs_does_not_match(pattern, text):
    assert match(pattern, _expr(text)) is None


def test_statements_and_the_rest_of_a_block():
    body = ast.parse("if a:\n    continue\nx = 1\ny = 2").body
    holes = match_block("if $test:\n    continue\n$$rest", body)
    assert holes is not None
    assert [ast.unparse(statement) for statement in holes.block("rest")] == ["x = 1", "y = 2"]
    assert match_block("if $test:\n    continue", body) is None
    empty = match_block("$$all", [])
    assert empty is not None and empty.block("all") == []


def test_load_and_store_are_the_same_to_a_pattern():
    holes = match("@n += 1", ast.parse("count += 1").body[0])
    assert holes is not None and holes.name("n") == "count"


def test_equal_ignores_formatting_only():
    assert equal(_expr("a[ 1 ]+ 'x'"), _expr('a[1] + "x"'))
    assert not equal(_expr("1"), _expr("1.0")) and not equal(_expr("1"), _expr("True"))


def test_the_name_that_a_chain_starts_from_and_the_name_that_is_called() -> None:
    texts = {"rows[0].names['a']": ("rows", ""), "f(x).y": ("", ""), "x.y.z(1)": ("", "z"), "g()": ("", "g")}
    for text, (root, called) in texts.items():
        node = ast.parse(text, mode="eval").body
        assert root_name(node) == root
        if isinstance(node, ast.Call):
            assert called_name(node) == called
