"""What may still be read, and what is surely bound."""

from __future__ import annotations

import ast

import pytest

from hasten.code.bound import binds_surely, surely_bound
from hasten.code.live import live_after, read_first, read_names
from hasten.code.source import ParsedModule, parse


def function(text: str) -> tuple[ParsedModule, ast.FunctionDef]:
    module = parse(text)
    assert isinstance(module, ParsedModule)
    node = module.functions["f"]
    assert isinstance(node, ast.FunctionDef)
    return module, node


def marked(node: ast.AST, name: str = "here") -> ast.stmt:
    """The statement ``here = ...`` (or the expression ``here``)."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.stmt) and ast.unparse(inner).startswith(name):
            return inner
    raise AssertionError(name)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("here = 1\n    return here", {"here"}),
        ("here = 1\n    here = 2\n    return here", set()),
        ("here = 1\n    if a:\n        here = 2\n    return here", {"a", "here"}),
        ("for k in a:\n        print(b)\n        here = 1\n        b = 2", set()),
        ("while a:\n        c = b\n        here = 1\n    return c", {"a", "b", "c"}),
        ("for k in a:\n        here = 1\n        if b:\n            break\n    else:\n        return c", {"b", "c"}),
        ("try:\n        here = 1\n        b()\n    except E as e:\n        return c\n    return here",
         {"b", "E", "c", "here"}),
        ("try:\n        here = 1\n        return b\n    finally:\n        print(c)", {"b", "c", "print"}),
        ("with a as b:\n        here = 1\n        c = 2\n    return c", {"c"}),
        ("here = 1\n    return [b for b in a]", {"a"}),
        ("here = 1\n    return [b for b in b]", {"b"}),
        ("here = 1\n    def g():\n        return a\n    a = 2", {"a"}),
        ("here = 1\n    a += b", {"a", "b"}),
        ("here = 1\n    a[b] = c", {"a", "b", "c"}),
        ("here = 1\n    del a", {"a"}),
        ("here = 1\n    match a:\n        case [b, c]:\n            return b + d", {"a", "b", "d"}),
    ],
)  # fmt: skip
def test_names_that_may_be_read_behind_a_statement(body: str, expected: set[str]) -> None:
    _, node = function(f"def f(a, b, c, d):\n    {body}\n")
    assert expected == live_after(node)[marked(node)] - ({"print"} - expected)


def test_a_loop_reads_first_what_it_may_read_before_it_binds_it() -> None:
    run = ast.parse("for k in n:\n    if k:\n        t = 0\n    t += k\nu = [q for q in t]\nv = u").body
    assert {"n", "t"} == read_first(run)


def test_names_read_by_a_lambda_and_a_comprehension() -> None:
    (node,) = ast.parse("[a for a in b for c in a + d if e(c)] + list(map(lambda x, y=z: x + w, v))").body
    assert {"b", "d", "e", "list", "map", "z", "w", "v"} == read_names(node)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("b = 1\n    here = 1", {"a", "b"}),
        ("if a:\n        b = 1\n    here = 1", {"a"}),
        ("if a:\n        b = 1\n    else:\n        b = 2\n    here = 1", {"a", "b"}),
        ("if a:\n        b = 1\n    else:\n        raise E\n    here = 1", {"a", "b"}),
        ("for b in a:\n        here = 1", {"a", "b"}),
        ("for b in a:\n        c = 1\n    here = 1", {"a"}),
        ("with a as b:\n        c = 1\n    here = 1", {"a", "b"}),
        ("try:\n        b = 1\n    except E:\n        c = 1\n    here = 1", {"a"}),
        ("try:\n        b = 1\n    except E:\n        return\n    here = 1", {"a", "b"}),
        ("try:\n        b = 1\n    finally:\n        c = 1\n    here = 1", {"a", "b", "c"}),
        ("b = 1\n    here = 1\n    del b", {"a"}),
        ("global b\n    b = 1\n    here = 1", {"a"}),
        ("b = 1 if (c := a) else 2\n    here = 1", {"a", "b"}),
        ("b: int\n    here = 1", {"a"}),
    ],
)  # fmt: skip
def test_names_that_are_surely_bound_in_front_of_a_statement(body: str, expected: set[str]) -> None:
    module, node = function(f"def f(a):\n    {body}\n")
    assert expected == surely_bound(module, node, marked(node))


def test_a_block_whose_end_is_not_reached_binds_nothing_that_matters() -> None:
    assert binds_surely(ast.parse("a = 1\nraise E").body) is None
    assert {"a"} == binds_surely(ast.parse("a = 1\nfor b in c: d = 1").body)
