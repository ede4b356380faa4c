"""Positions in text and tree agree, whatever the encoding of columns and the line ends."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.code.match import equal
from hasten.code.source import ParsedModule, SourceText, parse


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_spans_hold_the_text_of_every_node(newline):
    source = newline.join(["# é", "def f(x):", "    y = 'ü€😀' + x  # ß", "    return [y, x]", ""])
    module = ParsedModule(source)
    assert module.text.newline == newline
    for node in ast.walk(module.tree):
        if isinstance(node, ast.expr):
            assert equal(ast.parse(module.text.text(node), mode="eval").body, node)


@given(st.text(alphabet="aé€😀 \t", max_size=12), st.text(alphabet="bü漢", min_size=1, max_size=5))
def test_columns_are_utf8_bytes(before, name):
    line = f"'{before}', {name}"
    text = SourceText(line)
    column = len(line[: line.rindex(name)].encode())
    assert line[text.offset(1, column) :] == name


def test_a_byte_order_mark_is_no_part_of_the_first_line():
    module = ParsedModule("\ufeffx = 1\n")
    assert module.text.text(module.tree.body[0]) == "x = 1"


def test_decorators_belong_to_the_function():
    source = "@one\n@two(3)\ndef f():\n    pass\n"
    module = ParsedModule(source)
    assert module.text.text(module.functions["f"]) == source.rstrip("\n")


def test_functions_are_those_of_the_module_and_its_classes():
    source = """
def a():
    def inner(): pass
class C:
    def m(self): pass
    class D:
        async def n(self): pass
if True:
    def b(): pass
try:
    pass
except ValueError:
    def c(): pass
def a(x): return x
"""
    module = ParsedModule(source)
    assert set(module.functions) == {"a", "b", "c", "C.m", "C.D.n"}
    assert [arg.arg for arg in module.functions["a"].args.args] == ["x"]
    assert set(module.classes) == {"C"}


def test_what_does_not_parse_is_a_value():
    for text in ("def f(:", "x = '", "a\0b", "\tif x:\n y"):
        assert isinstance(parse(text), SyntaxError)


def test_classes_that_compare_their_instances_take_their_hash_away() -> None:
    module = parse(
        "from dataclasses import dataclass\nimport dataclasses\n"
        "@dataclass\nclass A: x: int\n"
        "@dataclasses.dataclass(order=True)\nclass B: x: int\n"
        "@dataclass(frozen=True)\nclass C: x: int\n"
        "@dataclass(eq=False)\nclass D: x: int\n"
        "@dataclass\nclass E:\n    x: int\n    def __hash__(self): return self.x\n"
        "class F:\n    def __eq__(self, other): return True\n"
        "class G: pass\n"
        "class H:\n    def __eq__(self, other): return True\n    __hash__ = None\n"
    )
    assert not isinstance(module, SyntaxError)
    assert frozenset("ABF") == module.unhashable_classes
