"""Share of the time of a place, also in a text made from the one that was looked at."""

import ast

import pytest

from hasten.code.function import FunctionCode, Program
from hasten.code.heat import share_of
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
