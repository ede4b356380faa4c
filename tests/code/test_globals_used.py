"""Module state that a function reaches."""

from hasten.code.globals_used import globals_named, reachable_functions
from hasten.code.source import ParsedModule

SOURCE = """
import math
from os import path as p

LIMIT = 3
cache = {}
rates, names = [], {}
unused = 1
if True:
    late = 2

class Point:
    scale = LIMIT
    def __add__(self, other): return rates
    def norm(self): return math.sqrt(names)

def counter():
    global total
    total = 1

def helper(x):
    counter()
    return cache.get(x, late)

def target(xs):
    LIMIT_local = LIMIT
    helper.calls = 1
    return [helper(x) for x in xs for rates_ in [p]], lambda: Point() + 1

def recursive(n):
    return recursive(n - 1) + other(n)

def other(n):
    unused_local = n
    def inner(): return names
    return recursive(n)

def shadow(cache, xs):
    unused = 2
    return [cache for late in xs] + [unused]
"""


def test_values_are_found_through_calls_classes_and_lambdas():
    assert globals_named(SOURCE, "target") == (
        "LIMIT", "cache", "helper", "late", "names", "rates", "total",
    )  # fmt: skip


def test_methods_count_when_their_name_is_used():
    assert "names" in globals_named(SOURCE + "\ndef uses(x):\n    return x.norm()\n", "uses")


def test_recursion_and_nested_functions():
    assert globals_named(SOURCE, "recursive") == ("names",)


def test_locals_parameters_and_comprehension_targets_hide_globals():
    assert globals_named(SOURCE, "shadow") == ()


def test_star_imports_may_bring_anything():
    assert globals_named("from x import *\ndef f():\n    return THING + len([])\n", "f") == ("THING",)


def test_unknown_functions_and_broken_files_have_none():
    assert globals_named(SOURCE, "nope") == () == globals_named("def f(:", "f")


def test_the_target_comes_first_among_the_reached():
    assert reachable_functions(ParsedModule(SOURCE), "target")[:2] == ["target", "helper"]
