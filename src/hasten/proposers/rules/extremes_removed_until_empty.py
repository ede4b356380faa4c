"""Taking the smallest or the largest element out of a list, as the turn wants it, until none is left.

Finds:
    ``while xs:`` whose turns each take ``min(xs)`` or ``max(xs)``, by a condition, by branches or always the same, and
    remove it from ``xs``. The list may be an argument: it is empty in the end as well.

Slow because:
    Each turn walks the whole list twice: O(n^2). Once sorted, the elements stand ready at both ends.

Unsafe when:
    Equal elements can be told apart, or the elements have no total order. Where hints do not say that there are only
    integers or only texts, the new form asks, and the loop stays for all others.

Example:
    Before::

        while xs:
            out.append(min(xs) if up else max(xs))
            xs.remove(out[-1])
            up = not up

    After::

        ordered = deque(sorted(xs))
        while ordered:
            out.append(ordered.popleft() if up else ordered.pop())
            up = not up
        xs.clear()

Source:
    The Python documentation of ``collections.deque``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import has_own, leaves_early
from hasten.code.match import equal, is_name, match
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.code.types import Type, interchangeable, only, totally_ordered
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")
_BUILTINS = ("min", "max", "len", "sorted", "set", "map", "type", "int", "str", "list")
#: Asks whether a list holds elements of one kind that have one order and look the same where they are equal.
_QUESTION = "type({0}) is list and set(map(type, {0})) in ({{int}}, {{str}})"
_NOT_EMPTY = ("@xs", "len(@xs) > 0", "len(@xs) >= 1", "len(@xs) != 0", "len(@xs)", "@xs != []", "0 < len(@xs)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.While):
        name = _asked(loop.test)
        if loop.orelse or not name or name not in code.local or code.in_nested_function(loop):
            continue
        if leaves_early(loop) or has_own(loop, ast.Continue) or not _alone(code, name, loop):
            continue
        kind = code.type_of_name(name)
        if not only(kind, "list", "any", "sequence") or not (_orderly(kind) or kind.element.kind == "any"):
            continue
        if not all(map(code.is_builtin, _BUILTINS)) or _behind_question(code, loop, name):
            continue
        takes = _takes(code, loop, name)
        if takes is not None:
            text = f"every turn goes through all of {name} to take an element out; once sorted, both ends are at hand"
            # What the calls so far have shown need not hold for the next one.
            declared = code.as_declared.type_of_name(name)
            checked = not (only(declared, "list") and _orderly(declared))
            yield Finding(loop, text, partial(_change, code, loop, name, *takes, checked), GROWTH)


def _behind_question(code: FunctionCode, loop: ast.While, name: str) -> bool:
    """Whether the loop is the one that stays for other elements."""
    around = code.parent(loop)
    return isinstance(around, ast.If) and match(_QUESTION.format(name), around.test) is not None


def _orderly(kind: Type) -> bool:
    """Whether the elements have one order, and equal ones cannot be told apart."""
    return totally_ordered(kind.element) and interchangeable(kind.element)


def _alone(code: FunctionCode, name: str, loop: ast.While) -> bool:
    """Whether nobody else can look at the list while the loop runs, nor see how far it came when something raises."""
    uses = code.uses(name)
    if uses.aliases or uses.escapes:
        return False
    if name not in code.parameters:
        return True
    return all(
        code.purity.pure_call(call, code.local)
        or (isinstance(call.func, ast.Attribute) and call.func.attr in ("append", "add", "remove"))
        for call in descend(*loop.body)
        if isinstance(call, ast.Call)
    )


def _asked(test: ast.expr) -> str:
    """The list of which the test asks whether it holds anything, "" where there is none."""
    for form in _NOT_EMPTY:
        found = match(form, test)
        if found is not None:
            return found.name("xs")
    return ""


def _takes(code: FunctionCode, loop: ast.While, name: str) -> tuple[list[tuple[ast.Call, str]], list[ast.stmt]] | None:
    """The calls that look for an element, each with what takes it, and the statements that remove it."""
    calls: list[tuple[ast.Call, str]] = []
    removals: list[ast.stmt] = []
    known: set[ast.AST] = set(ast.walk(loop.test))
    if not _turn(code, loop.body, name, calls, removals):
        return None
    for call, _ in calls:
        known.update(ast.walk(call))
    for removal in removals:
        known.update(ast.walk(removal))
    for node in descend(*loop.body):
        if node not in known and isinstance(node, ast.Name) and node.id == name:
            around = code.parent(node)
            if not (isinstance(node.ctx, ast.Load) and code.builtin_call(around, "len", 1)):
                return None
    return calls, removals


def _turn(
    code: FunctionCode,
    block: Sequence[ast.stmt],
    name: str,
    calls: list[tuple[ast.Call, str]],
    removals: list[ast.stmt],
) -> bool:
    """Whether the block takes exactly one element out, on every way through it."""
    for place, statement in enumerate(block):
        if isinstance(statement, ast.If) and name in loaded(*statement.body, *statement.orelse):
            # Either each branch takes its own element, or each looks for one and the removal comes behind.
            if all(_turn(code, branch, name, calls, removals) for branch in (statement.body, statement.orelse)):
                return not _taken_from(block[place + 1 :], name)
            calls.clear()
            removals.clear()
        found = _looked_up(code, statement, name)
        if found is None:
            if name in loaded(statement) and not _only_measured(code, statement, name):
                return False
            continue
        value, asked = found
        for behind in block[place + 1 :]:
            removed = match("@xs.remove($x)", behind)
            if removed is not None and removed.name("xs") == name:
                if not equal(removed["x"], value):
                    return False
                calls += asked
                removals.append(behind)
                return not _taken_from(block[block.index(behind) + 1 :], name)
            if name in loaded(behind) or not isinstance(value, ast.Name) or value.id in stored(behind):
                return False
        return False
    return False


def _only_measured(code: FunctionCode, statement: ast.stmt, name: str) -> bool:
    names = [node for node in descend(statement) if isinstance(node, ast.Name) and node.id == name]
    return all(code.builtin_call(code.parent(node), "len", 1) for node in names)


def _taken_from(block: Sequence[ast.stmt], name: str) -> bool:
    """Whether statements use the list for more than its length, which then is one smaller in both forms."""
    for statement in block:
        for node in descend(statement):
            if isinstance(node, ast.Attribute) and is_name(node.value, name):
                return True
    return False


def _looked_up(
    code: FunctionCode, statement: ast.stmt, name: str
) -> tuple[ast.expr, list[tuple[ast.Call, str]]] | None:
    """The expression that names the element behind the statement, and the calls that look for it."""
    if isinstance(statement, ast.If):
        return _looked_up_in_branches(code, statement, name)
    added = match("@out.append($x)", statement)
    if added is not None:
        asked = _extremes(code, added["x"], name)
        out = added.name("out")
        if asked is None or out == name or not only(code.type_of_name(out), "list") or out in code.parameters:
            return None
        if len(asked) == 1 and equal(asked[0][0], added["x"]) and _removes_again(code, statement, added["x"]):
            return added["x"], asked
        return ast.parse(f"{out}[-1]", mode="eval").body, asked
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name):
        asked = _extremes(code, statement.value, name)
        return (statement.targets[0], asked) if asked is not None and statement.targets[0].id != name else None
    return None


def _looked_up_in_branches(
    code: FunctionCode, statement: ast.If, name: str
) -> tuple[ast.expr, list[tuple[ast.Call, str]]] | None:
    """``if up: x = min(xs)`` with ``else: x = max(xs)``."""
    if name in loaded(statement.test) or len(statement.body) != 1 or len(statement.orelse) != 1:
        return None
    first = _looked_up(code, statement.body[0], name)
    second = _looked_up(code, statement.orelse[0], name)
    if first is None or second is None or not equal(first[0], second[0]):
        return None
    return first[0], [*first[1], *second[1]]


def _removes_again(code: FunctionCode, statement: ast.stmt, value: ast.expr) -> bool:
    """``xs.remove(min(xs))`` right behind ``out.append(min(xs))``."""
    behind = code.after(statement)[:1]
    removed = match("@xs.remove($x)", behind[0]) if behind else None
    return removed is not None and equal(removed["x"], value)


def _extremes(code: FunctionCode, value: ast.expr, name: str) -> list[tuple[ast.Call, str]] | None:
    """The calls of ``min`` and ``max`` of which exactly one gives the value."""
    if isinstance(value, ast.IfExp):
        first, second = _extremes(code, value.body, name), _extremes(code, value.orelse, name)
        if first is None or second is None or name in loaded(value.test):
            return None
        return [*first, *second]
    for function, method in (("min", "popleft"), ("max", "pop")):
        arguments = code.builtin_call(value, function, 1)
        if arguments and is_name(arguments[0], name):
            assert isinstance(value, ast.Call)
            return [(value, method)]
    return None


def _change(
    code: FunctionCode,
    loop: ast.While,
    name: str,
    calls: list[tuple[ast.Call, str]],
    removals: list[ast.stmt],
    checked: bool,
    edits: Edits,
) -> None:
    ordered = code.fresh("ordered")
    deque = edits.need("collections", "deque")
    new: dict[ast.AST, str] = {call: f"{ordered}.{method}()" for call, method in calls}
    new |= dict.fromkeys(removals, "")
    inside = {node for whole in new for node in ast.walk(whole)}
    for node in descend(loop.test, *loop.body):
        if isinstance(node, ast.Name) and node.id == name and node not in inside:
            # An empty deque is no empty list.
            whole = code.parent(node)
            compared = isinstance(whole, ast.Compare) and isinstance(whole.comparators[0], ast.List)
            new[whole if compared and isinstance(whole, ast.expr) else node] = ordered
    lines = f"{ordered} = {deque}(sorted({name}))\n{edits.block([loop], new)}\n{name}.clear()"
    if checked:
        # Other elements may have no total order, or be equal and yet not the same.
        test, plain = _QUESTION.format(name), edits.block([loop])
        lines = f"if {test}:\n{indent_block(lines, '    ')}\nelse:\n{indent_block(plain, '    ')}"
    edits.replace_block([loop], lines)
