from __future__ import annotations

from hasten.scan.engine import scan_source
from hasten.scan.gate import Sketch, sketches

SOURCE = '''
def plain(x):
    return x + 1

def loops(xs):
    for x in xs:
        print(x)

def comprehends(xs):
    return [x for x in xs]

def waits(x):
    while x:
        x -= 1

class Holder:
    @property
    def again(self):
        return again(self)

def outer(xs):
    def inner():
        return [x for x in xs]
    return inner
'''


def found() -> dict[int, Sketch]:
    sketched = sketches(SOURCE)
    assert not isinstance(sketched, SyntaxError)
    return sketched


def test_loops_are_seen_in_the_bytecode_also_inside() -> None:
    by_line = {line: sketch.loops for line, sketch in found().items()}
    assert [False, True, True, True, False, True] == [by_line[line] for line in (2, 5, 9, 12, 17, 21)]


def test_a_function_that_names_itself_is_recursive_and_only_that_rule_looks_at_it() -> None:
    sketch = found()[17]
    assert sketch.recursive
    assert sketch.may_match("recursion_without_memory")
    assert not sketch.may_match("membership_test_on_list")


def test_a_file_that_does_not_compile_is_an_answer() -> None:
    assert isinstance(sketches("def f(:"), SyntaxError)
    assert isinstance(sketches("return 1"), SyntaxError)
    assert isinstance(sketches("a\0b"), SyntaxError)
    assert "does not parse" in scan_source("def f(:\n").error
