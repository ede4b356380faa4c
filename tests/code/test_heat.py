"""Share of the time of a place, also in a text made from the one that was looked at."""

import ast

import pytest

from hasten.code.function import FunctionCode, Program
from hasten.code.heat import share_of, turns_of
from hasten.code.source import parse
from hasten.core.facts import Facts

SOURCE = """
def f(rows, names):
    known = [name.strip() for name in names]
    for row in rows:
        key = row[0]
        if key in known:
            print(key)
    return sorted(
        known
    )
"""
SHARE = {3: 0.01, 6: 0.95, 8: 0.03}


def code_of(source: str) -> FunctionCode:
    module = parse(source)
    assert not isinstance(module, SyntaxError)
    return next(Program(module, "f", Facts()).functions())


def code_of_function(source: str, name: str) -> FunctionCode:
    module = parse(source)
    assert not isinstance(module, SyntaxError)
    return Program(module, "f", Facts()).function(name)


def node_at(code: FunctionCode, text: str) -> ast.AST:
    return next(node for node in ast.walk(code.node) if isinstance(node, ast.expr) and ast.unparse(node) == text)


@pytest.mark.parametrize(
    ("text", "share"),
    [("row[0]", 0.95), ("name.strip()", 0.01), ("sorted(known)", 0.03)],
    ids=["a line of a hot loop", "a cold comprehension", "a statement over several lines"],
)
def test_a_place_takes_what_the_loop_or_the_statement_around_it_takes(text: str, share: float) -> None:
    code = code_of(SOURCE)
    assert share_of(code, node_at(code, text), SOURCE, SHARE) == share


def test_lines_are_followed_into_a_changed_text_and_new_ones_are_unknown() -> None:
    changed = SOURCE.replace("    return sorted(", "    extra = list(names)\n    return sorted(")
    code = code_of(changed)
    assert share_of(code, node_at(code, "sorted(known)"), SOURCE, SHARE) == 0.03
    assert share_of(code, node_at(code, "list(names)"), SOURCE, SHARE) == 1.0


def test_nothing_is_known_where_nobody_looked() -> None:
    code = code_of(SOURCE)
    assert share_of(code, node_at(code, "name.strip()"), SOURCE, {}) == 1.0


TWICE = """
def f(rows):
    return [g(row) for row in rows]


def g(row):
    first = row[0]
    for one in row:
        for other in row:
            if one == other:
                first += 1
    return first
"""


def test_turns_are_counted_for_each_call_and_by_the_innermost_loop() -> None:
    entered = {3: 1, 7: 100, 9: 150, 10: 225}
    code = code_of_function(TWICE, "g")
    assert turns_of(code, node_at(code, "one == other"), TWICE, entered) == 2.25
    assert turns_of(code, code.loops[0], TWICE, entered) == 1.5
    assert turns_of(code, node_at(code, "row[0]"), TWICE, entered) is None
    assert turns_of(code, code.loops[0], TWICE, {}) is None


def test_turns_are_known_of_a_loop_whose_first_line_was_changed() -> None:
    entered = {3: 1, 7: 100, 9: 150, 10: 225}
    code = code_of_function(TWICE.replace("one == other", "key(one) == key(other)"), "g")
    assert turns_of(code, node_at(code, "key(one)"), TWICE, entered) == 2.25
    new = code_of_function(TWICE.replace("for other in row", "for other in rows_by_key[one]"), "g")
    assert turns_of(new, node_at(new, "one == other"), TWICE, entered) == 2.25
