"""Building a whole list only to see whether it holds anything.

Finds:
    A list comprehension of which only the truth or ``len(...)`` compared with 0 is asked, directly or through a name;
    ``any([...])``; and a comprehension of which only the first element is used.

Slow because:
    All elements are looked at although the first hit decides; the list takes memory besides.

Unsafe when:
    A later element would have raised.

Example:
    Before::

        late = [order for order in orders if order.is_late]
        if len(late) > 0:

    After::

        if any(True for order in orders if order.is_late):

Source:
    The Python documentation of ``any``; refactoring advice of many linters.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.proposers.rules._finding import Finding

_SOME = ("len($xs) > 0", "len($xs) >= 1", "len($xs) != 0", "0 < len($xs)", "0 != len($xs)", "$xs != []")
_NONE = ("len($xs) == 0", "len($xs) < 1", "len($xs) <= 0", "0 == len($xs)", "$xs == []")


def find(code: FunctionCode) -> Iterator[Finding]:
    """Direct tests and lists inside ``any``, then named lists."""
    for comprehension in code.all(ast.ListComp):
        if not code.pure(comprehension):
            continue
        tested = _tested(code, comprehension)
        if tested is not None:
            text = f"the list `{ast.unparse(comprehension)}` is built only to see whether it is empty"
            yield Finding(comprehension, text, partial(_test, comprehension, [tested]))
        parent = code.parent(comprehension)
        if code.builtin_call(parent, "any", 1) is not None:
            text = f"`{ast.unparse(parent)}` builds a list first; a generator stops at the element that decides"
            yield Finding(comprehension, text, partial(_generator, comprehension))
    yield from _named(code)


def _tested(code: FunctionCode, node: ast.expr) -> tuple[ast.expr, bool] | None:
    """The expression that only asks whether ``node`` is empty, and whether it is true for a list with elements."""
    parent = code.parent(node)
    if code.builtin_call(parent, "bool", 1):
        assert isinstance(parent, ast.expr)
        return parent, True
    if isinstance(parent, ast.If | ast.While | ast.IfExp) and parent.test is node:
        return node, True
    if isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not):
        return parent, False
    compare = code.parent(parent) if isinstance(parent, ast.Call) else parent
    if isinstance(compare, ast.Compare):
        for patterns, some in ((_SOME, True), (_NONE, False)):
            for pattern in patterns:
                holes = match(pattern, compare)
                if holes is not None and holes["xs"] is node and code.is_builtin("len"):
                    negation = code.parent(compare)
                    if isinstance(negation, ast.UnaryOp) and isinstance(negation.op, ast.Not):
                        return negation, not some
                    return compare, some
    return None


def _any(comprehension: ast.ListComp, edits: Edits) -> str:
    """``any(True for ...)`` with all filters kept: elements that fail them never reach ``any``."""
    text = edits.comprehension(comprehension, {})
    return f"any(True{text[1 + len(edits.text(comprehension.elt)) : -1]})"


def _test(comprehension: ast.ListComp, tests: list[tuple[ast.expr, bool]], edits: Edits) -> None:
    for test, some in tests:
        edits.replace(test, _any(comprehension, edits) if some else f"not {_any(comprehension, edits)}")


def _generator(comprehension: ast.ListComp, edits: Edits) -> None:
    """``any([test ...])`` as ``any(True ... if test)``: only the hit reaches ``any``."""
    element = edits.text(comprehension.elt)
    text = edits.comprehension(comprehension, {})[1 + len(element) : -1]
    edits.replace(comprehension, f"(True{text} if {edits.text(comprehension.elt, need=3)})")


def _named(code: FunctionCode) -> Iterator[Finding]:
    """``found = [...]`` of which only the emptiness, or the emptiness and the first element, is used."""
    for assign in code.all(ast.Assign):
        if len(assign.targets) != 1 or not isinstance(assign.targets[0], ast.Name):
            continue
        name, value = assign.targets[0].id, assign.value
        if not isinstance(value, ast.ListComp) or not code.pure(value) or name in code.parameters:
            continue
        uses = code.uses(name)
        if len(uses.rebinds) != 1 or not uses.only_looked_at or not uses.reads:
            continue
        tests = [_tested(code, read) for read in uses.reads]
        firsts = [read for read in uses.reads if match("@x[0]", code.parent(read)) is not None]
        known = [test for test in tests if test is not None]
        if len(known) == len(uses.reads) == 1 and _next_statement(code, assign, known[0][0]):
            text = f"{name} is built only to see whether it is empty; the first hit decides"
            yield Finding(assign, text, partial(_test_named, assign, value, known))
        elif firsts and len(known) + len(firsts) == len(uses.reads):
            text = f"of {name} only the first element is used"
            yield Finding(assign, text, partial(_first_only, value))


def _next_statement(code: FunctionCode, assign: ast.Assign, test: ast.expr) -> bool:
    """Whether the test is evaluated right after the list is built, before anything else can happen."""
    behind = code.after(assign)
    if not behind:
        return False
    statement = code.statement(test)
    if statement is not behind[0] or isinstance(statement, ast.While | ast.For):
        return False
    return not isinstance(statement, ast.If) or any(inner is test for inner in ast.walk(statement.test))


def _test_named(
    assign: ast.Assign, comprehension: ast.ListComp, tests: list[tuple[ast.expr, bool]], edits: Edits
) -> None:
    _test(comprehension, tests, edits)
    edits.remove(assign)


def _first_only(comprehension: ast.ListComp, edits: Edits) -> None:
    islice = edits.need("itertools", "islice")
    text = edits.comprehension(comprehension, {})
    edits.replace(comprehension, f"list({islice}(({text[1:-1]}), 1))")
