"""What has an effect and what has none."""

import ast

import pytest

from hasten.code.purity import PuritySource, fresh_locals, uses_dynamic_names
from hasten.code.source import ParsedModule

SOURCE = """
import math, random, re
from heapq import heappush
from functools import cache

LOG = []

def area(r): return math.pi * r ** 2
def own_list(n):
    out = []
    for i in range(n):
        out.append(i)
        out[0] = area(i)
    heappush(out, 1)
    return sorted(out)
def fact(n): return 1 if n < 2 else n * fact(n - 1)
def even(n): return n == 0 or odd(n - 1)
def odd(n): return n != 0 and even(n - 1)
def failing(n):
    if n < 0: raise ValueError(f"negative {n}")
    return n
def with_inner(n):
    def inner(k): return k + 1
    return inner(n)

def prints(n): print(n)
def logs(n): LOG.append(n)
def changes(xs): xs.append(1)
def stores(xs): xs[0] = 1
def attribute(o): o.x = 1
def rolls(): return random.random()
def calls_impure(n): return prints(n)
def declares():
    global LOG
    LOG = []
def yields(): yield 1
def unknown(f): return f()
def extends(xs):
    xs += [1]
    return xs
def aliased(xs):
    ys = xs
    ys.append(1)
@cache
def cached(n): return n
"""
PURE = ["area", "own_list", "fact", "even", "odd", "failing", "with_inner", "cached"]
IMPURE = [
    "prints", "logs", "changes", "stores", "attribute", "rolls", "calls_impure", "declares", "yields", "unknown",
    "extends", "aliased", "missing",
]  # fmt: skip


@pytest.fixture(scope="module")
def purity():
    return PuritySource(ParsedModule(SOURCE))


@pytest.mark.parametrize("name", PURE)
def test_functions_without_effects(purity, name):
    assert purity.pure_function(name)


@pytest.mark.parametrize("name", IMPURE)
def test_functions_with_effects(purity, name):
    assert not purity.pure_function(name)


@pytest.mark.parametrize(
    "text", ["sorted(x, key=area)", "x.split(',')", "math.sqrt(x)", "re.compile(x).sub('', y)", "x[1].y"]
)
def test_expressions_without_effects(purity, text):
    assert purity.pure_expression(ast.parse(text, mode="eval").body)


@pytest.mark.parametrize(
    "text", ["sorted(x, key=prints)", "x.pop()", "random.choice(x)", "open(x)", "(y := 1)", "f(x)", "map(logs, x)"]
)
def test_expressions_with_effects(purity, text):
    assert not purity.pure_expression(ast.parse(text, mode="eval").body)


def test_a_builtin_that_is_hidden_is_none():
    purity = PuritySource(ParsedModule("len = print\ndef sorted(x): print(x)\n"))
    assert not purity.is_builtin("len") and not purity.is_builtin("sorted") and purity.is_builtin("sum")
    assert not purity.is_builtin("sum", {"sum"})


def test_members_of_modules_are_known_under_any_name():
    purity = PuritySource(ParsedModule("import math as m\nfrom collections import deque as d\nimport datetime\n"))
    members = {text: purity.module_member(ast.parse(text, mode="eval").body) for text in ("m.sqrt", "d", "x.y")}
    assert members == {"m.sqrt": ("math", "sqrt"), "d": ("collections", "deque"), "x.y": None}


def test_locals_made_inside_are_fresh():
    function = ast.parse(
        "def f(p):\n    a = []\n    b = p\n    c, d = {}, p\n    e = sorted(p)\n    for g in p: pass\n    h = p[1:]\n"
    ).body[0]
    assert fresh_locals(function) == {"a", "c", "e", "h"}


def test_reaching_names_by_text():
    for text, expected in (("return locals()", True), ("return eval('x')", True), ("locals = 1", False)):
        assert uses_dynamic_names(ast.parse(f"def f():\n    {text}\n").body[0]) is expected


def test_builtins_under_other_names_are_the_builtins():
    source = """
from six.moves import range, zip as pairs
try:
    xrange
except NameError:
    xrange = range
size = len
size = max
"""
    purity = PuritySource(ParsedModule(source))
    assert ["range", "range", "", ""] == [purity.builtin_of(name) for name in ("range", "xrange", "size", "pairs")]
    assert "" == purity.builtin_of("xrange", {"xrange"})


def test_what_remembers_the_results_of_a_pure_function_is_pure() -> None:
    module = ParsedModule(
        "from functools import cache, lru_cache, wraps\n"
        "@cache\ndef a(x): return x + 1\n"
        "@lru_cache(maxsize=8)\ndef b(x): return a(x) * 2\n"
        "@wraps(a)\ndef c(x): return x\n"
        "@cache\ndef d(x):\n    print(x)\n    return x\n"
    )
    purity = PuritySource(module)
    assert [True, True, False, False] == [purity.pure_function(name) for name in "abcd"]
