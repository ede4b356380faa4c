"""Functions inside functions, analysed on their own."""

from __future__ import annotations

import ast

from hasten.code.function import FunctionCode, Program
from hasten.code.source import ParsedModule, parse

SOURCE = """
def step(x):
    return x

def outer(rows: list[int], limit: int):
    best = 0
    max = limit

    def inner(row, seen):
        def deepest():
            return best + row
        return max + len(seen) + deepest()

    return [inner(row, rows) for row in rows]
"""


def analysed() -> dict[str, FunctionCode]:
    module = parse(SOURCE)
    assert isinstance(module, ParsedModule)
    return {code.name: code for code in Program(module, "outer").functions()}


def test_each_comes_behind_the_function_that_it_lies_in() -> None:
    assert ["outer", "outer.<locals>.inner", "outer.<locals>.inner.<locals>.deepest"] == list(analysed())


def test_names_of_the_functions_around_hide_builtins() -> None:
    codes = analysed()
    inner = codes["outer.<locals>.inner"]
    assert {"rows", "limit", "best", "max", "inner"} == inner.around
    assert not inner.is_builtin("max")
    assert inner.is_builtin("len")
    assert codes["outer.<locals>.inner.<locals>.deepest"].around >= {"row", "seen", "best"}


def test_types_come_from_around_and_from_the_calls() -> None:
    codes = analysed()
    inner = codes["outer.<locals>.inner"]
    assert "int" == inner.type_of_name("best").kind
    assert "int" == inner.type_of_name("row").kind
    assert "list" == inner.type_of_name("seen").kind
    assert "int" == codes["outer.<locals>.inner.<locals>.deepest"].type_of_name("row").kind


def test_what_a_function_beside_may_change_is_not_invariant() -> None:
    source = (
        "def outer(rows):\n    kept = []\n    def grow(x):\n        kept.append(x)\n"
        "    def ask(xs):\n        for x in xs:\n            grow(x)\n            y = len(kept)\n        return y\n"
        "    return ask(rows)\n"
    )
    module = parse(source)
    assert isinstance(module, ParsedModule)
    code = {c.node.name: c for c in Program(module, "outer").functions()}["ask"]
    (loop,) = code.all(ast.For)
    length = next(call for call in code.all(ast.Call) if ast.unparse(call) == "len(kept)")
    assert not code.invariant(length, loop)
