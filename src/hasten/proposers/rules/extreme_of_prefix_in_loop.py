"""Taking the largest or smallest element of every prefix anew.

Finds:
    ``max(xs[:i + 1])`` or ``min(...)`` for a loop index ``i`` that runs over all positions of ``xs``, in a loop or in a
    comprehension, where ``xs`` stays the same.

Slow because:
    Every prefix is copied and walked: O(n^2). The extreme of a prefix is that of the shorter prefix and one element.

Unsafe when:
    Elements cannot be compared with each other, which then shows for elements that the original never compared.

Example:
    Before::

        highs = [max(xs[:i + 1]) for i in range(len(xs))]

    After::

        xs_max = list(accumulate(xs, max))
        highs = [xs_max[i] for i in range(len(xs))]

Source:
    The Python documentation of ``itertools.accumulate`` (running maximum).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, outermost_invariant
from hasten.code.match import match
from hasten.code.naming import noun
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """Prefixes, and suffixes ``max(xs[i:])``, one finding each."""
    for call in code.all(ast.Call):
        for function in ("max", "min"):
            arguments = code.builtin_call(call, function, 1)
            if not arguments:
                continue
            prefix = match("$xs[:@i + 1]", arguments[0])
            suffix = match("$xs[@i:]", arguments[0])
            holes = prefix or suffix
            if holes is None or not only(code.type_of(holes["xs"]), "list", "tuple", "str", "any", "sequence"):
                continue
            repeat = outermost_invariant(code, holes["xs"], call)
            if repeat is None:
                continue
            part = "prefix" if prefix else "suffix"
            text = f"`{ast.unparse(call)}` walks a {part} anew every time; running extremes take one pass"
            change = partial(_change, code, repeat, call, holes["xs"], holes.name("i"), function, prefix is not None)
            yield Finding(call, text, change, GROWTH)


def _change(
    code: FunctionCode,
    repeat: Repeat,
    call: ast.Call,
    sequence: ast.expr,
    index: str,
    function: str,
    prefix: bool,
    edits: Edits,
) -> None:
    assert repeat.statement is not None
    name = code.fresh(f"{noun(sequence)}_{function}")
    accumulate = edits.need("itertools", "accumulate")
    text = edits.text(sequence)
    if prefix:
        edits.insert_before(repeat.statement, f"{name} = list({accumulate}({text}, {function}))")
    else:
        # From the end, the later of two equal elements is met first; the earlier one has to win.
        edits.insert_before(
            repeat.statement,
            f"{name} = list({accumulate}(reversed({text}), lambda best, value: {function}(value, best)))[::-1]",
        )
    edits.replace(call, f"{name}[{index}]")
