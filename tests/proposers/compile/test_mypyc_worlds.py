"""What a closed world takes in, what it refuses, and where it gives a call up; no compiler needed."""

from __future__ import annotations

from typing import Any

import pytest

from hasten.code.source import parse
from hasten.proposers.compile import Unsupported
from hasten.proposers.compile.mypyc import world_source

INT = {"k": "int"}


def made(source: str, name: str = "f", domains: Any = (INT,)) -> Any:
    module = parse(source)
    assert not isinstance(module, SyntaxError)
    return world_source(module, name, list(domains), "test.py")


POINTS = '''
LIMIT = 3
count = 0


class Point:
    def __init__(self, x):
        self.x = x
        self.next = None

    def moved(self, by):
        return Point(self.x + by)

    def unused(self):
        return open("x")


class Other:
    pass


def f(n):
    global count
    count += n
    p = Point(1.5)
    p.next = p.moved(2.5)
    return p.x if n > LIMIT else p.next.x
'''


def test_only_what_is_reached_is_taken_in_and_sure_types_are_written() -> None:
    found = made(POINTS)
    assert ("LIMIT", "Point", "count") == found.names
    assert ("count",) == found.changed
    assert "    x: float\n" in found.text
    assert "    next: h__Optional[Point]\n" in found.text
    assert "def moved(self, by: float) -> Point:" in found.text
    assert "unused" not in found.text and "Other" not in found.text


def test_numbers_of_two_kinds_are_not_declared_as_one() -> None:
    found = made(POINTS.replace("Point(1.5)", "Point(1)"))
    assert "    x: h__Any\n" in found.text


def test_an_effect_on_the_outside_gives_the_call_up() -> None:
    found = made("def f(n):\n    if n > 3:\n        open('x', 'w')\n    return n\n")
    assert "h__decline()" in found.text
    assert "open" not in found.text.replace("reopen", "")


def test_recursion_is_counted() -> None:
    assert "h__s.depth > h__s.limit" in made("def f(n):\n    return 1 if n < 1 else f(n - 1)\n").text
    plain = made("def f(n):\n    return g(n)\ndef g(n):\n    return n\n").text
    assert "h__s.depth > h__s.limit" not in plain


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("class M(type): pass\nclass C(metaclass=M): pass\ndef f(n): return C()", "a metaclass"),
        ("class C:\n    def __getattr__(self, n): return 1\ndef f(n): return C().a", "__getattr__"),
        ("class C:\n    def __del__(self): pass\ndef f(n): return C()", "__del__"),
        ("class A: pass\nclass B: pass\nclass C(A, B): pass\ndef f(n): return C()", "several bases"),
        ("def f(n):\n    try:\n        return 1 // n\n    except Exception as e:\n        return str(e)", "exceptions"),
        ("def f(n): return n is 1000", "same object"),
        ("class C:\n    a = 1\n    def g(self): self.a = 2\ndef f(n):\n    c = C()\n    c.g()\n    return c.a", "class C"),
        ("class C: pass\ndef f(n):\n    C.a = n\n    return C.a", "changes the class"),
        ("class C: pass\ndef f(n): return str(C())", "address"),
        ("class C:\n    def m(self, a): pass\nclass D(C):\n    def m(self, b, c): pass\n"
         "def f(n): return [C().m(1), D().m(1, 2)]", "different arguments"),
        ("def g(n=[]): return n\ndef f(n): return g()", "no constant"),
        ("def f(*n): return n", "by position"),
        ("def f(n):\n    yield n", "generator"),
        ("import functools\n@functools.cache\ndef g(n): return n\ndef f(n): return g(n)", "decorator"),
        ("class C:\n    __slots__ = ('a',)\ndef f(n):\n    c = C()\n    c.b = n\n    return n", "slot"),
    ],
)  # fmt: skip
def test_refusals(source: str, why: str) -> None:
    with pytest.raises(Unsupported, match=why):
        made(source)
