"""Types of names and expressions."""

import ast

import pytest

from hasten.code.function import Program
from hasten.code.source import ParsedModule
from hasten.code.types import Type, from_domain, from_hint, hashable, interchangeable, join, only, totally_ordered
from hasten.core.facts import Facts, ParameterFacts


def _code(source, name="f", facts=None):
    return Program(ParsedModule(source), name, facts).function(name)


def _word(kind):
    if kind.kind == "union":
        return "|".join(sorted(_word(option) for option in kind.options))
    if kind.items:
        return f"{kind.kind}({','.join(_word(item) for item in kind.items)})"
    if kind.kind == "dict":
        return f"dict[{_word(kind.key)},{_word(kind.of)}]" if kind.key and kind.of else "dict"
    return f"{kind.kind}[{_word(kind.of)}]" if kind.of else kind.kind


SOURCE = """
from collections import Counter, defaultdict, deque
from dataclasses import dataclass
import math

RATES = {"a": 1.5}

@dataclass
class Order:
    number: int
    tags: list[str]

def helper(rows):
    return [row.number for row in rows]

def f(xs: list[str], table: dict[str, list[int]], n: int, x: float, orders: list[Order], raw, pair: tuple[int, str]):
    out = []
    for i, name in enumerate(xs):
        out.append((name.upper(), i))
    counts = Counter(xs)
    groups = defaultdict(list)
    groups[n].append(x)
    queue = deque([n])
    total = 0
    total += n * 2
    mean = total / len(xs)
    text = "a" if n else str(n)
    words = text.split()
    first = table["k"][0]
    both = [y for row in table.values() for y in row]
    low, high = min(both), max(both)
    numbers = helper(orders)
    tags = orders[0].tags
    rate = RATES["a"]
    root = math.isqrt(n)
    flag = n in xs and not n
    maybe = table.get("z")
    swapped = pair[1]
    unknown = raw.thing()
    merged = xs + words
    again = n
    again = "s"
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    {
        "out": "list[tuple(str,int)]",
        "name": "str",
        "i": "int",
        "counts": "dict[str,int]",
        "queue": "deque[int]",
        "total": "int",
        "mean": "float",
        "text": "str",
        "words": "list[str]",
        "first": "int",
        "both": "list[int]",
        "low": "int",
        "high": "int",
        "numbers": "list[int]",
        "tags": "list[str]",
        "rate": "float",
        "root": "int",
        "flag": "bool",
        "maybe": "list[int]|none",
        "swapped": "str",
        "unknown": "any",
        "merged": "list[str]",
        "again": "int|str",
        "x": "float|int",
        "raw": "any",
    }.items(),
)
def test_locals(name, expected):
    assert _word(_code(SOURCE).type_of_name(name)) == expected


def test_facts_fill_what_hints_leave_open():
    record = {"k": "typeddict", "fields": {"id": {"k": "int"}, "name": {"k": "str"}}}
    facts = Facts(
        parameters=(
            ParameterFacts("rows", {"k": "list", "of": record}),
            ParameterFacts("n", {"k": "str"}),
            ParameterFacts("raw", {"k": "union", "of": [{"k": "int"}, {"k": "none"}]}),
        )
    )
    code = _code("def f(rows: list[dict], n: int, raw):\n    for row in rows:\n        a = row['id']\n", facts=facts)
    assert _word(code.type_of_name("a")) == "int"
    assert _word(code.type_of_name("n")) == "int"
    assert _word(code.type_of_name("raw")) == "int|none"


def test_helpers_take_the_types_of_the_arguments_they_are_called_with():
    program = Program(ParsedModule("def g(xs, k): return xs\ndef f(a: list[int]):\n    return g(a, k='x')\n"), "f")
    code = program.function("g")
    assert (_word(code.type_of_name("xs")), _word(code.type_of_name("k"))) == ("list[int]", "str")


def test_recursion_of_functions_and_names_ends():
    code = _code("def f(n: int):\n    a = b = n\n    while a:\n        a, b = b, a + f(n)\n    return a\n")
    assert code.type_of_name("a").kind in ("int", "any")


def test_names_of_comprehensions_hide_locals():
    code = _code("def f(xs: list[str], n: int):\n    return [n for n in xs] + [n]\n")
    inner, _, outer = [node for node in code.all(ast.Name) if node.id == "n"]
    assert (_word(code.type_of(inner)), _word(code.type_of(outer))) == ("str", "int")


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        ("int | None", "int|none"),
        ("Optional[str]", "none|str"),
        ("tuple[int, ...]", "tuple[int]"),
        ("typing.Dict[str, float]", "dict[str,float|int]"),
        ("'list[int]'", "list[int]"),
        ("Literal['a', 1]", "int|str"),
        ("Callable[[int], int]", "any"),
        ("Sequence[int]", "sequence[int]"),
        ("list", "list[any]"),
    ],
)
def test_hints(hint, expected):
    assert _word(from_hint(ast.parse(hint, mode="eval").body)) == expected


def test_domains():
    domain = {"k": "union", "of": [{"k": "list", "of": {"k": "int"}}, {"k": "list", "of": {"k": "str"}}]}
    assert _word(from_domain(domain)) == "list[int|str]"
    assert _word(from_domain({"k": "literal", "values": ["a", None]})) == "none|str"
    assert _word(from_domain({"k": "dict", "key": {"k": "str"}, "value": {"k": "any"}})) == "dict[str,any]"


def test_hashing_ordering_and_telling_apart():
    integer, text, number = Type("int"), Type("str"), Type("float")
    listed = Type("list", of=integer)
    assert [hashable(kind) for kind in (integer, listed, Type("any"), Type("tuple", items=(listed,)))] == [
        True, False, None, False,
    ]  # fmt: skip
    assert hashable(join([integer, listed])) is None
    assert totally_ordered(Type("tuple", items=(integer, text))) and not totally_ordered(number)
    assert not totally_ordered(join([integer, text]))
    assert interchangeable(integer) and not interchangeable(number)
    assert not interchangeable(join([integer, Type("bool")]))
    assert only(join([integer, text]), "int", "str") and not only(Type("any"), "any2")


def test_locals_bound_to_each_other_are_looked_at_once_a_round() -> None:
    """Twenty lists that feed each other: following every path from one to the next would never end."""
    names = [f"v{i}" for i in range(20)]
    lines = [f"    {name} = []" for name in names]
    lines += [f"    {a}.append({b}[0])" for a in names for b in names if a != b]
    code = _code("def f(n):\n" + "\n".join([*lines, "    v0.append(1)", "    return v19"]) + "\n")
    assert code.type_of_name("v0").kind == "list"
    assert code.type_of_name("v19").kind == "list"


def test_locals_bound_to_each_other_have_the_type_that_enters_the_circle() -> None:
    code = _code(
        "def f():\n    a = 1\n    b = 0\n    for _ in range(9):\n        a, b = b, a\n    return a\n"
    )
    assert code.type_of_name("a").kind == code.type_of_name("b").kind == "int"


def test_what_is_put_into_the_collections_of_a_dict_is_known() -> None:
    module = ParsedModule(
        "def f(rows: list[int]):\n    by, seen = {}, {}\n    for row in rows:\n"
        "        by.setdefault(row % 3, []).append(row)\n        seen[row] = set()\n        seen[row].add('x')\n"
        "    kept = [x for x in by.get(0, ()) if x]\n    return kept, seen\n"
    )
    code = Program(module, "f").function("f")
    assert Type("int") == code.type_of_name("kept").element
    assert Type("int") == code.type_of_name("by").value.element
    assert "set" == code.type_of_name("seen").value.kind
