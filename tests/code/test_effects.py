"""What happens to the object that a name holds."""

import pytest

from hasten.code.function import Program
from hasten.code.source import ParsedModule


def _uses(body, name="xs"):
    lines = "\n".join("    " + line for line in body.split("\n"))
    source = f"from heapq import heappush\nX = 1\ndef pure(a): return len(a)\ndef f(xs, ys, n):\n{lines}\n"
    uses = Program(ParsedModule(source), "f").function("f").uses(name)
    return {field: len(nodes) for field, nodes in vars(uses).items() if nodes}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return len(xs) + sum(xs) + pure(xs)", {"reads": 3}),
        ("for x in xs:\n    print(x in xs, xs[0], xs[1:], xs.index(x))", {"reads": 5}),
        ("return [x for x in xs if not xs]", {"reads": 2}),
        ("xs.append(1)\nxs[0] = 2\ndel xs[1]\nxs.sort()", {"changes": 4}),
        ("heappush(xs, 1)", {"changes": 1}),
        ("xs = []\nxs += ys", {"rebinds": 2}),
        ("return xs", {"returns": 1}),
        ("return n, [xs]", {"returns": 1}),
        ("yield xs", {"returns": 1}),
        ("other = xs", {"aliases": 1}),
        ("other = xs or ys", {"aliases": 1}),
        ("def inner(): return xs", {"aliases": 1}),
        ("return lambda: xs", {"aliases": 1}),
        ("ys.append(xs)\nunknown(xs)\nn.thing = [xs]", {"escapes": 3}),
        ("return sorted(ys, key=lambda y: xs.index(y))", {"reads": 1}),
        ("ys[n] = n in xs", {"reads": 1}),
        ("del xs", {"rebinds": 1}),
        ("for xs in ys: pass", {"rebinds": 1}),
        ("if xs and xs == ys: pass", {"reads": 2}),
        ("xs.unknown(1)", {"escapes": 1}),
        ("push = xs.append", {"escapes": 1}),
    ],
)
def test_every_occurrence_is_classified(body, expected):
    assert _uses(body) == expected


def test_a_region_counts_alone():
    code = Program(ParsedModule("def f(xs):\n    xs.append(1)\n    while xs:\n        print(xs)\n"), "f").function("f")
    loop = code.loops[0]
    uses = code.uses("xs", loop.test, *loop.body)
    assert uses.only_reads and len(uses.reads) == 2
