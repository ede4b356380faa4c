"""Loop shapes, what repeats what, and what outlives a loop."""

import ast

import pytest

from hasten.code.function import Program
from hasten.code.linear import guarded, highest, linear, lowest, plus, scaled, surely_at_least
from hasten.code.loops import constant_int, counted, has_own, indexed_sequence, outermost_invariant, repeats_around
from hasten.code.source import ParsedModule


def _code(body, head="def f(xs: list, ys: list, n: int, k: int):"):
    lines = "\n".join("    " + line for line in body.split("\n"))
    return Program(ParsedModule(f"{head}\n{lines}\n"), "f").function("f")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("for i in range(n): print(i)", ("i", None, "n", 1)),
        ("for i in range(2, n, 3): print(i)", ("i", "2", "n", 3)),
        ("for i in range(n, 0, -1): print(i)", ("i", "n", "0", -1)),
        ("for i in range(0, len(xs)): print(i)", ("i", None, "len(xs)", 1)),
        ("i = 0\nwhile i < n:\n    print(i)\n    i += 1", ("i", None, "n", 1)),
        ("i = 3\nk = 1\nwhile i < len(xs):\n    print(i)\n    i = i + 1", ("i", "3", "len(xs)", 1)),
    ],
)
def test_counted_loops(body, expected):
    code = _code(body)
    shape = counted(code, code.loops[0])
    assert shape is not None
    start = None if shape.start is None else ast.unparse(shape.start)
    assert (shape.index, start, ast.unparse(shape.stop), shape.step) == expected


@pytest.mark.parametrize(
    "body",
    [
        "for i in range(n):\n    i = 2",
        "for i in xs: pass",
        "for i in range(n): pass\nelse: pass",
        "i = 0\nwhile i < n:\n    if xs: continue\n    i += 1",
        "i = 0\nwhile i < n:\n    i += 2",
        "i = 0\ni += k\nwhile i < n:\n    print(i)\n    i += 1",
        "range = print\nfor i in range(n): pass",
    ],
)
def test_other_loops(body):
    code = _code(body)
    assert counted(code, code.loops[0]) is None


def test_the_sequence_behind_an_index():
    code = _code("for i in range(len(xs)): pass\nfor i in range(1, len(xs)): pass")
    first, second = (counted(code, loop) for loop in code.loops)
    assert ast.unparse(indexed_sequence(code, first)) == "xs"
    assert indexed_sequence(code, second) is None


def test_repeats_from_the_inside_out():
    code = _code("for x in f(n):\n    while g(k):\n        r = [h(z) for y in p(k) for z in q(y)]\n")
    calls = {call.func.id: call for call in code.all(ast.Call)}
    kinds = {
        name: [type(repeat.node).__name__ for repeat in repeats_around(code, call)] for name, call in calls.items()
    }
    assert kinds == {
        "f": [],
        "g": ["While", "For"],
        "p": ["While", "For"],
        "q": ["ListComp", "While", "For"],
        "h": ["ListComp", "While", "For"],
    }


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("for x in xs:\n    for y in ys:\n        print(sorted(ys))", "for x in xs"),
        ("for x in xs:\n    for y in ys:\n        print(sorted(x))", "for y in ys"),
        ("for x in xs:\n    ys.append(x)\n    print(sorted(ys))", None),
        ("for x in xs:\n    unknown(ys)\n    print(sorted(ys))", None),
        ("for x in xs:\n    zs = ys\n    print(sorted(ys))", None),
        ("while any(y for y in sorted(ys)): print(1)", "while any"),
        ("print([x for x in xs if sorted(ys)])", "[x for x in xs"),
        ("while n:\n    n -= 1\n    print([x for x in xs if sorted(str(n))])", "[x for x in xs"),
        ("while [x for x in xs if sorted(str(n))]: n -= 1", None),
        ("print([[x for x in xs if sorted(ys)] for y in ys])", "[[x for x in xs"),
        ("print([[x for x in xs if sorted(str(y))] for y in ys])", None),
    ],
)
def test_the_outermost_loop_that_leaves_an_expression_alone(body, expected):
    code = _code(body)
    call = next(call for call in code.all(ast.Call) if getattr(call.func, "id", "") == "sorted")
    repeat = outermost_invariant(code, call)
    assert (repeat is None) == (expected is None)
    if repeat is not None:
        assert ast.unparse(repeat.node).startswith(expected)


def test_jumps_of_inner_loops_are_their_own():
    code = _code("for x in xs:\n    for y in ys: break\nfor x in xs:\n    for y in ys: pass\n    else: break")
    outer = [loop for loop in code.loops if not code.loops_around(loop)]
    assert [has_own(loop, ast.Break) for loop in outer] == [False, True]
    assert constant_int(ast.parse("-3", mode="eval").body) == -3


@pytest.mark.parametrize(
    ("body", "name", "live"),
    [
        ("for x in xs: n = x\nreturn x", "x", True),
        ("for x in xs: n = x\nreturn n", "x", False),
        ("for x in xs: pass\nfor x in ys: print(x)", "x", False),
        ("for x in xs: pass\nx = 1\nreturn x", "x", False),
        ("for x in xs: pass\nif n: x = 1\nreturn x", "x", True),
        ("for x in xs: pass\nreturn [x for x in ys]", "x", False),
        ("while n:\n    print(x)\n    for x in xs: pass", "x", True),
        ("while n:\n    x = 1\n    print(x)\n    for x in xs: pass", "x", False),
        ("for x in xs: pass\ndef g(): return x\nreturn g", "x", True),
        ("for x in xs: pass\ndef g(x): return x\nreturn g", "x", False),
        ("for x in xs: pass\nreturn sorted(ys, key=lambda x: -x)", "x", False),
        ("for x in xs: pass\nreturn sorted(ys, key=lambda y, x=x: -x)", "x", True),
    ],
)
def test_what_is_read_after_a_loop(body, name, live):
    code = _code(body)
    loop = next(loop for loop in code.loops if isinstance(loop, ast.For))
    assert code.live_after(name, loop) is live


def test_bounds_as_sums():
    code = _code(
        "m = len(xs)\nfor i in range(m - k + 1):\n    for j in range(i + 1, m):\n        print(xs[i:i + k], xs[i:j])"
    )
    first, second = [node.slice for node in code.all(ast.Subscript)]
    assert linear(code, first.upper) == {"i": 1, "k": 1}
    assert highest(code, first.upper) == {"len(xs)": 1}
    assert lowest(code, second.upper) == {"": 1}
    assert highest(code, second.upper) == {"len(xs)": 1, "": -1}
    gap = plus({"len(xs)": 1}, scaled(highest(code, second.upper), -1))
    assert surely_at_least(gap, 1) and not surely_at_least(gap, 2)
    assert not surely_at_least({"k": 1}) and surely_at_least({"k": 1}, 3, {"k": 3})
    assert linear(code, ast.parse("n * 2", mode="eval").body) is None


@pytest.mark.parametrize(
    ("guard", "expected"),
    [
        ("if k < 1: return 0", {"k": 1}),
        ("if k <= 0 or n < 2: raise ValueError(k)", {"k": 1, "n": 2}),
        ("if 0 > k: return 0", {"k": 0}),
        ("if k < 1 and n: return 0", {}),
        ("if k < 1: n = 2", {}),
        ("k = n\nif k < 1: return 0", {}),
    ],
)
def test_guards_bound_parameters(guard, expected):
    code = _code(f"{guard}\nfor x in xs:\n    print(x)")
    assert guarded(code, code.all(ast.Call)[-1]) == expected
