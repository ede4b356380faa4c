"""Names bound, loaded and taken from outside."""

import ast
import symtable

import pytest

from hasten.code.scopes import free_names, fresh_name, local_names, stored

FUNCTIONS = [
    """
def f(a, *b, c=1, **d):
    e = a
    for g, (h, *i) in b: pass
    return [x + y for x in c]
""",
    """
def f():
    global g
    g = 1
    import os.path as p, sys
    from m import n as q
    return p, sys, q
""",
    """
def f(x):
    def inner(y=x):
        nonlocal_ = y
        return z + nonlocal_
    class C(Base):
        attr = x
        def m(self): return attr
    return inner
""",
    """
def f(xs):
    if (n := len(xs)) > 1:
        return lambda k: k + n + m
    try: pass
    except E as e: pass
    with open(xs) as handle: return {v: w for v, w in handle}
""",
    """
def f(x):
    match x:
        case [first, *rest]: return first, rest
        case {'k': v, **others}: return v, others
        case Point(a) as whole: return a, whole
""",
    """
def f(xs):
    total = 0
    total += xs[0]
    del xs
    return [(a := b) for b in total], a
""",
]


@pytest.mark.parametrize("source", FUNCTIONS)
def test_locals_and_free_names_are_those_of_the_compiler(source):
    function = ast.parse(source).body[0]
    table = symtable.symtable(source, "m", "exec").get_children()[0]
    expected = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_local()}
    assert local_names(function) == expected

    def names_of(scope):
        found = {s.get_name() for s in scope.get_symbols() if s.is_global()}
        return found.union(*(names_of(child) for child in scope.get_children()))

    assert free_names(function) == names_of(table)


def test_targets_of_comprehensions_stay_inside():
    assert stored(*ast.parse("a = [b for b in c if (d := b)]").body) == {"a", "d"}


def test_a_fresh_name_is_neither_taken_nor_a_builtin():
    assert fresh_name("x", set()) == "x"
    assert fresh_name("x", {"x", "x_2"}) == "x_3"
    assert fresh_name("list", set()) == "list_2"
