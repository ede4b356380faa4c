"""All subsets tried, of which only the sums count.

Finds:
    A loop over the bit masks of all subsets with an inner loop that adds up something for every bit that is set, where
    what follows only keeps the best by these sums.

Slow because:
    There are 2^n subsets, but often few different sums. Element by element, from the sums so far come those with the
    element: each different one is kept once, with the first subset that has it, in the order of the masks.

Unsafe when:
    The numbers are floats, whose sums are rounded, or nearly all sums are different: then nothing is gained.

Example:
    Before::

        for mask in range(1 << len(cards)):
            total = 0
            for i in range(len(cards)):
                if mask & (1 << i):
                    total += cards[i]
            if best < total <= bill:
                best = total

    After::

        # every different sum once, with the first subset that has it, in the order of the masks
        subsets = {0: 0}
        for i in range(len(cards)):
            for total, mask in list(subsets.items()):
                subsets.setdefault(total + cards[i], mask | 1 << i)
        for total, mask in subsets.items():
            if best < total <= bill:
                best = total

Source:
    Bellman, Dynamic Programming (1957); the reachable sums of the subset sum problem.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import counted
from hasten.code.match import equal, match
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(2^n)", "O(n^2)")
_COMMENT = "# every different sum once, with the first subset that has it, in the order of the masks"


@dataclass(frozen=True)
class _Subsets:
    """A loop over masks.

    Attributes:
        loop: The loop.
        mask: Its variable.
        inner: The loop over bits.
        bit: Its variable.
        size: The number of elements.
        sums: Names of the sums with what is added for a bit.
        lists: Statements of the inner body that only append.
        before: Statements in front of the inner loop that set lists to ``[]``.
        rest: Statements behind the inner loop.
    """

    loop: ast.For
    mask: str
    inner: ast.For
    bit: str
    size: ast.expr
    sums: tuple[tuple[str, ast.expr], ...]
    lists: tuple[ast.stmt, ...]
    before: tuple[ast.stmt, ...]
    rest: tuple[ast.stmt, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops over ``range(1 << n)`` and ``range(2 ** n)``."""
    for loop in code.all(ast.For):
        subsets = _subsets(code, loop)
        if subsets is not None:
            text = "all subsets are tried though only their sums count; each different sum is enough, once"
            yield Finding(loop, text, partial(_change, code, subsets, None), GROWTH, integers=True)
            bound = _bound(code, subsets)
            if bound is not None:
                # Where nothing negative is added, what is above the bound once stays above it.
                yield Finding(loop, text, partial(_change, code, subsets, bound), GROWTH, integers=True)


def _subsets(code: FunctionCode, loop: ast.For) -> _Subsets | None:
    if not isinstance(loop.target, ast.Name) or loop.orelse:
        return None
    ranged = match("range(1 << $n)", loop.iter) or match("range(2 ** $n)", loop.iter)
    if ranged is None or not code.is_builtin("range"):
        return None
    mask, place = loop.target.id, next((p for p, s in enumerate(loop.body) if isinstance(s, ast.For)), None)
    if place is None or place + 1 >= len(loop.body) or code.live_after(mask, loop):
        return None
    inner = loop.body[place]
    assert isinstance(inner, ast.For)
    shape = counted(code, inner)
    if shape is None or shape.start is not None or shape.step != 1 or not equal(shape.stop, ranged["n"]):
        return None
    bit = shape.index
    if len(inner.body) != 1 or not isinstance(inner.body[0], ast.If) or inner.body[0].orelse:
        return None
    test = inner.body[0]
    forms = (f"{mask} & (1 << {bit})", f"{mask} >> {bit} & 1", f"({mask} >> {bit}) % 2", f"{mask} & 2 ** {bit}")
    if not any(match(form + end, test.test) for form in forms for end in ("", " == 1", " != 0", " > 0")):
        return None
    zeros, lists = _begun(loop.body[:place])
    if zeros is None:
        return None
    sums: dict[str, ast.expr] = {}
    appended: list[ast.stmt] = []
    for statement in test.body:
        added = match("@t += $x", statement)
        pushed = match("@xs.append($x)", statement)
        if added is not None and added.name("t") in zeros and added.name("t") not in sums:
            sums[added.name("t")] = added["x"]
        elif pushed is not None and pushed.name("xs") in lists:
            appended.append(statement)
        else:
            return None
    if not sums or set(sums) != zeros or any({mask, *sums} & loaded(term) for term in sums.values()):
        return None
    if not all(_fixed(code, term, bit, loop) for term in sums.values()) or not _fixed(code, shape.stop, bit, loop):
        return None
    if any(code.live_after(name, loop) for name in (bit, *sums)) or not _only_keeps(loop.body[place + 1 :], set(sums)):
        return None
    before = tuple(s for s in loop.body[:place] if stored(s) & lists)
    return _Subsets(
        loop, mask, inner, bit, shape.stop, tuple(sums.items()), tuple(appended), before, tuple(loop.body[place + 1 :])
    )


def _begun(statements: list[ast.stmt]) -> tuple[set[str] | None, set[str]]:
    """Names set to 0, and names set to ``[]``; None where something else is done."""
    zeros: set[str] = set()
    lists: set[str] = set()
    for statement in statements:
        if not isinstance(statement, ast.Assign) or not all(isinstance(t, ast.Name) for t in statement.targets):
            return None, lists
        names = {target.id for target in statement.targets if isinstance(target, ast.Name)}
        if isinstance(statement.value, ast.Constant) and statement.value.value == 0:
            zeros |= names
        elif isinstance(statement.value, ast.List) and not statement.value.elts and len(names) == 1:
            lists |= names
        else:
            return None, lists
    return zeros, lists


def _fixed(code: FunctionCode, term: ast.expr, bit: str, loop: ast.For) -> bool:
    names = [node for node in ast.walk(term) if isinstance(node, ast.Name) and node.id != bit]
    fixed = code.pure(term) and all(code.invariant(node, *loop.body) for node in names)
    return fixed and only(code.type_of(term), "int", "bool", "float", "any")


def _only_keeps(statements: list[ast.stmt], sums: set[str]) -> bool:
    """Whether the statements only skip and keep: a second subset with the same sums leaves nothing of its own."""
    for node in descend(*statements):
        if isinstance(node, ast.AugAssign | ast.For | ast.While | ast.Break | ast.Return | ast.Yield | ast.Delete):
            return False
        if isinstance(node, ast.Expr) or (isinstance(node, ast.stmt) and stored(node) & sums):
            return False
        if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            return False
    return any(isinstance(node, ast.If) for node in statements)


def _bound(code: FunctionCode, subsets: _Subsets) -> tuple[str, ast.expr] | None:
    """The sum that must not get above a bound, and the bound, of ``if total > bound: continue``."""
    first = subsets.rest[0]
    if not (isinstance(first, ast.If) and not first.orelse and isinstance(first.body[0], ast.Continue)):
        return None
    above = match("@t > $n", first.test) or match("@t >= $n + 1", first.test)
    if above is None or above.name("t") not in dict(subsets.sums):
        return None
    return (above.name("t"), above["n"]) if code.invariant(above["n"], *subsets.loop.body) else None


def _change(code: FunctionCode, subsets: _Subsets, bound: tuple[str, ast.expr] | None, edits: Edits) -> None:
    table = code.fresh("subsets")
    names = [name for name, _ in subsets.sums]
    one = len(names) == 1
    state = names[0] if one else f"({', '.join(names)})"
    terms = [f"{name} + {edits.text(term, need=12)}" for name, term in subsets.sums]
    larger = terms[0] if one else f"({', '.join(terms)})"
    zero = "0" if one else f"({', '.join('0' for _ in names)})"
    mask, bit = subsets.mask, subsets.bit
    within = ""
    if bound is not None:
        sums = dict(zip(names, terms, strict=True))
        within = f"        if {sums[bound[0]]} > {edits.text(bound[1], need=8)}:\n            continue\n"
    lines = (
        f"{_COMMENT}\n{table} = {{{zero}: 0}}\nfor {bit} in range({edits.text(subsets.size)}):\n"
        f"    for {state}, {mask} in list({table}.items()):\n{within}"
        f"        {table}.setdefault({larger}, {mask} | 1 << {bit})\n"
        f"for {state}, {mask} in {table}.items():\n"
    )
    body = ""
    if subsets.lists:
        test = subsets.inner.body[0]
        assert isinstance(test, ast.If)
        appends = "\n".join(edits.block([statement], comments=False) for statement in subsets.lists)
        body += "\n".join(edits.block([statement], comments=False) for statement in subsets.before)
        body += f"\nfor {bit} in range({edits.text(subsets.size)}):\n    if {edits.text(test.test)}:\n"
        body += indent_block(appends, "        ") + "\n"
    body += edits.block(list(subsets.rest))
    edits.replace_statement(subsets.loop, lines + indent_block(body, "    "))
