"""Counting places to take every second, third, k-th element of a sequence.

Finds:
    ``[x for i, x in enumerate(xs) if i % 2 == 0]`` and the like, also with further conditions on ``x``, where ``i``
    serves for nothing else.

Slow because:
    Each element costs a pair, a division and a comparison. The slice ``xs[::2]`` takes the right ones in C. The gain is
    a constant, about k.

Unsafe when:
    ``xs`` is no list, tuple or text: an iterator has no slices.

Example:
    Before::

        total = sum([x for i, x in enumerate(xs) if i % 2 == 0 and x > 3])

    After::

        total = sum([x for x in xs[::2] if x > 3])

Source:
    The Python documentation of slices.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.code.scopes import loaded
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

_BRACKETS: dict[type[ast.expr], tuple[str, str]] = {
    ast.ListComp: ("[", "]"), ast.SetComp: ("{", "}"), ast.DictComp: ("{", "}"), ast.GeneratorExp: ("(", ")"),
}


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per comprehension."""
    for comprehension in code.comprehensions:
        if len(comprehension.generators) != 1:
            continue
        generator = comprehension.generators[0]
        arguments = code.builtin_call(generator.iter, "enumerate", 1)
        target = generator.target
        if not arguments or not isinstance(target, ast.Tuple) or len(target.elts) != 2 or not generator.ifs:
            continue
        place, element = target.elts
        if not isinstance(place, ast.Name) or generator.is_async:
            continue
        tests = _tests(generator.ifs)
        step = _step(tests[0], place.id)
        others = [*tests[1:], *(part for part in ast.iter_child_nodes(comprehension) if part is not generator)]
        if step is None or place.id in loaded(*others, element):
            continue
        known = only(code.type_of(arguments[0]), "list", "tuple", "str", "bytes", "range")
        text = f"every place of {ast.unparse(arguments[0])} is counted to take those with `{ast.unparse(tests[0])}`"
        change = partial(_change, comprehension, element, arguments[0], tests[1:], step)
        yield Finding(comprehension, f"{text}; a slice takes them", change, ahead=not known)


def _tests(ifs: list[ast.expr]) -> list[ast.expr]:
    """The conditions in the order in which they are asked."""
    found: list[ast.expr] = []
    for test in ifs:
        found += test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    return found


def _step(test: ast.expr, place: str) -> tuple[int, int] | None:
    """``(k, r)`` of a test that is true of the places ``r, r + k, r + 2 k, ...``."""
    for pattern in ("@i % $k == $r", "$r == @i % $k", "not @i % $k", "@i % $k", "@i % $k != $r"):
        holes = match(pattern, test)
        if holes is None or holes.name("i") != place:
            continue
        step = _number(holes["k"])
        rest = _number(holes["r"]) if "$r" in pattern else 0 if pattern.startswith("not") else 1
        if step is None or rest is None or step < 2 or not 0 <= rest < step:
            return None
        if "!=" in pattern:
            return (2, 1 - rest) if step == 2 else None
        if pattern == "@i % $k" and step != 2:
            return None
        return step, rest
    return None


def _number(node: ast.expr) -> int | None:
    return node.value if isinstance(node, ast.Constant) and type(node.value) is int else None


def _change(
    comprehension: ast.expr,
    element: ast.expr,
    source: ast.expr,
    rest: list[ast.expr],
    step: tuple[int, int],
    edits: Edits,
) -> None:
    first = str(step[1]) if step[1] else ""
    if isinstance(comprehension, ast.DictComp):
        head = f"{edits.text(comprehension.key)}: {edits.text(comprehension.value)}"
    else:
        assert isinstance(comprehension, ast.ListComp | ast.SetComp | ast.GeneratorExp)
        head = edits.text(comprehension.elt)
    taken = f"{edits.text(source, need=16)}[{first}::{step[0]}]"
    kept = f" if {' and '.join(edits.text(test, need=5) for test in rest)}" if rest else ""
    opening, closing = _BRACKETS[type(comprehension)]
    edits.replace(comprehension, f"{opening}{head} for {edits.text(element, need=0)} in {taken}{kept}{closing}")
