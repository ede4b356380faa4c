"""Mutants: small wrong versions that parse, differ from the original, and run."""

from __future__ import annotations

import ast
import random
from typing import Any

from hasten.oracles.mutants import mutants_of

SOURCE = '''
def helper(x):
    return x + 1


def unused(x):
    return x * 12345


def f(xs, limit=3):
    """Sum what is large."""
    total = 0
    for x in xs:
        if x > limit and not x % 2:
            total += helper(x)
    return max(total, 0)
'''


def test_mutants_parse_and_differ() -> None:
    found = mutants_of(SOURCE, "f", random.Random(1), 16)
    assert len(found) >= 12
    assert len({ast.dump(ast.parse(m.source)) for m in found} | {ast.dump(ast.parse(SOURCE))}) == len(found) + 1
    assert len({m.operator for m in found}) >= 6


def test_only_code_that_can_run_is_changed() -> None:
    assert all("12345" in m.source for m in mutants_of(SOURCE, "f", random.Random(2), 30))


def test_observer_mutants_keep_the_result() -> None:
    found = {m.operator: m for m in mutants_of(SOURCE, "f", random.Random(3), 8)}
    names: dict[str, Any] = {}
    exec(found["changes an argument"].source, names)
    xs = [4, 6]
    assert 12 == names["f"](xs)
    assert [4, 6, None] == xs


def test_the_same_seed_gives_the_same_mutants() -> None:
    one, two = (mutants_of(SOURCE, "f", random.Random(5), 10) for _ in range(2))
    assert one == two


def test_what_only_readers_see_is_changed_only_where_something_is_written_out() -> None:
    source = """
class Step:
    def __init__(self, kind):
        self.kind = kind + 1

    def __repr__(self):
        return "step" if self.kind > 2 else "jump"


def f(xs):
    return [Step(x + {what}) for x in xs]
"""
    lines = {m.line for m in mutants_of(source.replace("{what}", "1"), "f", random.Random(1), 40)}
    assert 4 in lines
    assert 7 not in lines
    assert 7 in {m.line for m in mutants_of(source.replace("{what}", "len(str(x))"), "f", random.Random(1), 40)}


def test_a_statement_that_is_left_out_is_named_by_its_own_line() -> None:
    lines = {m.line for m in mutants_of(SOURCE, "f", random.Random(4), 60) if m.operator == "statement"}
    kinds = (ast.Assign, ast.AugAssign, ast.If, ast.For)
    assert lines
    assert lines <= {node.lineno for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, kinds)}
