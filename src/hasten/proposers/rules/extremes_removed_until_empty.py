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
from dataclasses import dataclass, field
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import has_own, leaves_early
from hasten.code.match import equal, is_name, match
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.code.types import Type, interchangeable, only, totally_ordered
from hasten.proposers.rules._extremes import as_tuples, asked
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")
_BUILTINS = ("min", "max", "len", "sorted", "set", "map", "type", "int", "str", "list")
#: Asks whether a list holds elements of one kind that have one order and look the same where they are equal.
_QUESTION = "type({0}) is list and set(map(type, {0})) in ({{int}}, {{str}})"
_NOT_EMPTY = ("@xs", "len(@xs) > 0", "len(@xs) >= 1", "len(@xs) != 0", "len(@xs)", "@xs != []", "0 < len(@xs)")


@dataclass
class _Taking:
    """How a loop takes elements out.

    Attributes:
        name: The list.
        element: A name for an element of which only the place had one.
        new: What is written in the place of what; "{}" stands for the name of the elements in order.
    """

    name: str
    element: str
    new: dict[ast.AST, str] = field(default_factory=dict)


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.While):
        name = _asked(loop.test)
        if loop.orelse or not name or name not in code.local or code.in_nested_function(loop):
            continue
        if leaves_early(loop) or has_own(loop, ast.Continue) or not _alone(code, name, loop):
            continue
        kind = _elements(code, code.type_of_name(name))
        if not only(kind, "list", "any", "sequence") or not (_orderly(kind) or kind.element.kind == "any"):
            continue
        if not all(map(code.is_builtin, _BUILTINS)) or _behind_question(code, loop, name):
            continue
        # Where another condition ends the loop, nothing may look at what is left.
        if isinstance(loop.test, ast.BoolOp) and (name in code.parameters or code.live_after(name, loop)):
            continue
        taking = _takes(code, loop, name)
        if taking is not None:
            text = f"every turn goes through all of {name} to take an element out; once sorted, both ends are at hand"
            # What the calls so far have shown need not hold for the next one.
            declared = _elements(code, code.as_declared.type_of_name(name))
            checked = not (only(declared, "list") and _orderly(declared))
            yield Finding(loop, text, partial(_change, code, loop, taking, checked), GROWTH)


def _behind_question(code: FunctionCode, loop: ast.While, name: str) -> bool:
    """Whether the loop is the one that stays for other elements."""
    around = code.parent(loop)
    return isinstance(around, ast.If) and match(_QUESTION.format(name), around.test) is not None


def _elements(code: FunctionCode, kind: Type) -> Type:
    """The type with elements that are named tuples as the tuples that they are."""
    return Type(kind.kind, of=as_tuples(code, kind.element)) if kind.kind == "list" else kind


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
    tests = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    for part in tests:
        for form in _NOT_EMPTY:
            found = match(form, part)
            if found is not None and sum(is_name(node, found.name("xs")) for node in descend(test)) == 1:
                return found.name("xs")
    return ""


def _takes(code: FunctionCode, loop: ast.While, name: str) -> _Taking | None:
    """What looks for an element and removes it, with what is written there."""
    taking = _Taking(name, code.fresh("taken"))
    if not _turn(code, loop.body, taking):
        return None
    known: set[ast.AST] = set(ast.walk(loop.test))
    for node in taking.new:
        known.update(ast.walk(node))
    for node in descend(*loop.body):
        if node not in known and isinstance(node, ast.Name) and node.id == name:
            around = code.parent(node)
            if not (isinstance(node.ctx, ast.Load) and code.builtin_call(around, "len", 1)):
                return None
    return taking


def _turn(code: FunctionCode, block: Sequence[ast.stmt], taking: _Taking) -> bool:
    """Whether the block takes exactly one element out, on every way through it."""
    name = taking.name
    for place, statement in enumerate(block):
        rest = block[place + 1 :]
        if isinstance(statement, ast.If) and name in loaded(*statement.body, *statement.orelse):
            # Either each branch takes its own element, or each looks for one and the removal comes behind.
            if all(_turn(code, branch, taking) for branch in (statement.body, statement.orelse)):
                return not _taken_from(rest, name)
            taking.new.clear()
        found = _looked_up(code, statement, taking)
        if found is None:
            if name in loaded(statement) and not _only_measured(code, statement, name):
                return False
            continue
        value, calls = found
        taking.new.update(calls)
        return _leaves(code, rest, value, taking)
    return False


def _leaves(code: FunctionCode, rest: Sequence[ast.stmt], value: ast.expr, taking: _Taking) -> bool:
    """Whether statements remove the element that was looked for, and then leave the list alone."""
    name = taking.name
    if isinstance(value, ast.Subscript) and is_name(value.value, name):
        return _leaves_by_place(code, rest, value, taking)
    for place, behind in enumerate(rest):
        removed = match("@xs.remove($x)", behind)
        if removed is not None and removed.name("xs") == name:
            if not equal(removed["x"], value):
                return False
            taking.new[behind] = ""
            return not _taken_from(rest[place + 1 :], name)
        if name in loaded(behind) or not isinstance(value, ast.Name) or value.id in stored(behind):
            return False
    return False


def _leaves_by_place(code: FunctionCode, rest: Sequence[ast.stmt], value: ast.Subscript, taking: _Taking) -> bool:
    """Whether statements read ``xs[i]``, if anything, until ``xs.pop(i)`` or ``del xs[i]``."""
    assert isinstance(value.slice, ast.Name)
    name, index = taking.name, value.slice.id
    for place, behind in enumerate(rest):
        if index in stored(behind):
            return False
        names = [node for node in descend(behind) if is_name(node, name) or is_name(node, index)]
        if not names:
            continue
        if isinstance(behind, ast.If | ast.For | ast.While | ast.With | ast.Try):
            return False
        read = [n for n in descend(behind) if isinstance(n, ast.Subscript) and equal(n, value)]
        popped = [n for n in descend(behind) if isinstance(n, ast.Call) and match(f"{name}.pop({index})", n)]
        if len(names) != 2 * (len(read) + len(popped)) or len(popped) > 1:
            return False
        gone = isinstance(behind, ast.Delete) or (isinstance(behind, ast.Expr) and behind.value in popped)
        if gone and len(read) + len(popped) == 1:
            taking.new[behind] = ""
        else:
            taking.new |= dict.fromkeys([*read, *popped], taking.element)
        if gone or popped:
            return not code.live_after(index, behind) and not _taken_from(rest[place + 1 :], name)
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


_Calls = list[tuple[ast.AST, str]]


def _looked_up(code: FunctionCode, statement: ast.stmt, taking: _Taking) -> tuple[ast.expr, _Calls] | None:
    """The expression that names the element behind the statement, and what looks for it, with what is written there."""
    name = taking.name
    if isinstance(statement, ast.If):
        return _looked_up_in_branches(code, statement, taking)
    added = match("@out.append($x)", statement)
    if added is not None:
        calls = _extremes(code, added["x"], name)
        out = added.name("out")
        if calls is None or out == name or not only(code.type_of_name(out), "list") or out in code.parameters:
            return None
        if len(calls) == 1 and equal(calls[0][0], added["x"]) and _removes_again(code, statement, added["x"]):
            return added["x"], calls
        return ast.parse(f"{out}[-1]", mode="eval").body, calls
    search = asked(code, statement)
    if search is not None and search.place and not search.element and search.key is None and search.slots == name:
        value = ast.parse(f"{name}[{search.place}]", mode="eval").body
        return value, [(statement, f"{taking.element} = {{}}.{'pop' if search.largest else 'popleft'}()")]
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name):
        calls = _extremes(code, statement.value, name)
        return (statement.targets[0], calls) if calls is not None and statement.targets[0].id != name else None
    return None


def _looked_up_in_branches(code: FunctionCode, statement: ast.If, taking: _Taking) -> tuple[ast.expr, _Calls] | None:
    """``if up: x = min(xs)`` with ``else: x = max(xs)``."""
    if taking.name in loaded(statement.test) or len(statement.body) != 1 or len(statement.orelse) != 1:
        return None
    first = _looked_up(code, statement.body[0], taking)
    second = _looked_up(code, statement.orelse[0], taking)
    if first is None or second is None or not equal(first[0], second[0]):
        return None
    return first[0], [*first[1], *second[1]]


def _removes_again(code: FunctionCode, statement: ast.stmt, value: ast.expr) -> bool:
    """``xs.remove(min(xs))`` right behind ``out.append(min(xs))``."""
    behind = code.after(statement)[:1]
    removed = match("@xs.remove($x)", behind[0]) if behind else None
    return removed is not None and equal(removed["x"], value)


def _extremes(code: FunctionCode, value: ast.expr, name: str) -> _Calls | None:
    """The calls of ``min`` and ``max`` of which exactly one gives the value."""
    if isinstance(value, ast.IfExp):
        first, second = _extremes(code, value.body, name), _extremes(code, value.orelse, name)
        if first is None or second is None or name in loaded(value.test):
            return None
        return [*first, *second]
    for function, method in (("min", "popleft"), ("max", "pop")):
        arguments = code.builtin_call(value, function, 1)
        if arguments and is_name(arguments[0], name):
            return [(value, f"{{}}.{method}()")]
    return None


def _change(code: FunctionCode, loop: ast.While, taking: _Taking, checked: bool, edits: Edits) -> None:
    name, ordered = taking.name, code.fresh("ordered")
    deque = edits.need("collections", "deque")
    new = {node: text.format(ordered) for node, text in taking.new.items()}
    inside = {node for whole in new for node in ast.walk(whole)}
    for node in descend(loop.test, *loop.body):
        if isinstance(node, ast.Name) and node.id == name and node not in inside:
            # An empty deque is no empty list.
            whole = code.parent(node)
            compared = isinstance(whole, ast.Compare) and isinstance(whole.comparators[0], ast.List)
            new[whole if compared and isinstance(whole, ast.expr) else node] = ordered
    lines = f"{ordered} = {deque}(sorted({name}))\n{edits.block([loop], new)}"
    if not isinstance(loop.test, ast.BoolOp):
        lines += f"\n{name}.clear()"
    if checked:
        # Other elements may have no total order, or be equal and yet not the same.
        test, plain = _QUESTION.format(name), edits.block([loop])
        lines = f"if {test}:\n{indent_block(lines, '    ')}\nelse:\n{indent_block(plain, '    ')}"
    edits.replace_block([loop], lines)
