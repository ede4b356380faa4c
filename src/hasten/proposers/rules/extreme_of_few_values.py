"""``min`` or ``max`` of two or three values written out, on every turn of a loop.

Finds:
    ``min(a, b)``, ``max(a, b, c)`` inside a loop, also with ``key=lambda x: ...``, as in the tables of dynamic
    programming.

Slow because:
    The builtin is looked up and called through a general interface, and calls the key once per value; a comparison is
    one instruction. The gain is a constant, worth having in the innermost loop.

Unsafe when:
    A value's comparison has effects. The order of the comparisons and the choice among equals stay as they are.

Example:
    Before::

        for j in range(1, n):
            row[j] = min(above[j] + 1, row[j - 1] + 1)

    After::

        for j in range(1, n):
            least = above[j] + 1
            other = row[j - 1] + 1
            if other < least:
                least = other
            row[j] = least

Source:
    The Python documentation of ``min``: the first of several least values is returned.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.match import is_name
from hasten.code.scopes import COMPREHENSIONS, loaded
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding

_MOST_VALUES = 4
#: The comparison by which a later value takes the place of the one before it, and a name for what is kept.
_KINDS = {"min": ("<", "least"), "max": (">", "largest")}


def find(code: FunctionCode) -> Iterator[Finding]:
    """Each call in a loop makes one finding."""
    for call in code.all(ast.Call):
        kind = call.func.id if isinstance(call.func, ast.Name) else ""
        if kind not in _KINDS or not code.is_builtin(kind) or not 2 <= len(call.args) <= _MOST_VALUES:
            continue
        key = _key(call)
        if not repeats_around(code, call) or code.in_nested_function(call) or (call.keywords and key is None):
            continue
        if any(isinstance(value, ast.Starred) or not code.pure(value) for value in call.args):
            continue
        text = f"`{kind}` of {len(call.args)} values costs a call; comparing them is quicker"
        operator, name = _KINDS[kind]
        simple = all(isinstance(value, ast.Name | ast.Constant) for value in call.args)
        if key is None and simple and len(call.args) == 2:
            yield Finding(call, text, partial(_choose, call, operator))
        elif _has_room(code, call) and (key is None or all(_key_of(key, value) for value in call.args)):
            yield Finding(call, text, partial(_compare, code, call, key, operator, name))


def _key(call: ast.Call) -> ast.Lambda | None:
    """The lambda of ``key=lambda x: ...``."""
    if len(call.keywords) != 1 or call.keywords[0].arg != "key" or not isinstance(call.keywords[0].value, ast.Lambda):
        return None
    found = call.keywords[0].value
    spec = found.args
    plain = len(spec.args) == 1 and not (spec.vararg or spec.kwarg or spec.kwonlyargs or spec.defaults)
    return found if plain else None


def _has_room(code: FunctionCode, call: ast.Call) -> bool:
    """Whether the work can be done in front of the statement: it is surely done there, and nothing comes before it."""
    statement = code.statement(call)
    if not isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return | ast.Expr):
        return False
    child: ast.AST = call
    for parent in code.ancestors(call):
        if parent is statement:
            break
        if isinstance(parent, ast.IfExp | ast.BoolOp | ast.Lambda | ast.NamedExpr | ast.Await | ast.JoinedStr):
            return False
        if isinstance(parent, COMPREHENSIONS):
            return False
        if isinstance(parent, ast.Compare) and len(parent.ops) > 1 and child in parent.comparators[1:]:
            return False
        child = parent
    value = statement.value
    # What else the statement evaluates is evaluated later than before; it must not notice.
    others = [inner for inner in descend(*([value] if value is not None else [])) if isinstance(inner, ast.Call)]
    return all(other is call or _holds(call, other) or _holds(other, call) or code.pure(other) for other in others)


def _holds(outer: ast.AST, inner: ast.AST) -> bool:
    return any(node is inner for node in descend(outer))


def _choose(call: ast.Call, operator: str, edits: Edits) -> None:
    first, second = (edits.text(value) for value in call.args)
    edits.replace(call, f"{second} if {second} {operator} {first} else {first}")


def _compare(
    code: FunctionCode, call: ast.Call, key: ast.Lambda | None, operator: str, name: str, edits: Edits
) -> None:
    given = _given_to(code, call) if key is None else ""
    if given:
        lines = _plainly(code, call.args, operator, given, edits)
        edits.replace_statement(code.statement(call), "\n".join(lines))
        return
    kept = code.fresh(name)
    if key is None:
        lines = _plainly(code, call.args, operator, kept, edits)
    else:
        lines = _by_key(code, call.args, key, operator, kept, edits)
    edits.insert_before(code.statement(call), "\n".join(lines))
    edits.replace(call, kept)


def _given_to(code: FunctionCode, call: ast.Call) -> str:
    """The name that a statement gives to the extreme, where it may hold the values on the way there."""
    statement = code.parent(call)
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return ""
    target, first = statement.targets[0], call.args[0]
    if not isinstance(target, ast.Name) or target.id in loaded(*call.args[1:]):
        return ""
    # A value that raises on the way would leave another one behind than before.
    return "" if code.all(ast.Try) or (target.id in loaded(first) and not is_name(first, target.id)) else target.id


def _plainly(code: FunctionCode, values: Sequence[ast.expr], operator: str, kept: str, edits: Edits) -> list[str]:
    lines = [] if is_name(values[0], kept) else [f"{kept} = {edits.text(values[0])}"]
    other = code.fresh("other")
    for value in values[1:]:
        text = edits.text(value)
        if not isinstance(value, ast.Name | ast.Constant):
            lines.append(f"{other} = {text}")
            text = other
        lines += [f"if {text} {operator} {kept}:", f"    {kept} = {text}"]
    return lines


def _by_key(
    code: FunctionCode, values: Sequence[ast.expr], key: ast.Lambda, operator: str, kept: str, edits: Edits
) -> list[str]:
    """Keys are computed once each; a tuple is made only where it is kept."""
    best, other = code.fresh(f"{kept}_key"), code.fresh("other_key")
    lines = []
    for place, value in enumerate(values):
        of_value = _key_of(key, value)
        name = best if place == 0 else other
        lines.append(f"{name} = {of_value}")
        text = _with_key(value, of_value, name, edits)
        if place == 0:
            lines.append(f"{kept} = {text}")
            continue
        lines.append(f"if {other} {operator} {best}:")
        if place < len(values) - 1:
            lines.append(f"    {best} = {other}")
            text = _with_key(value, of_value, best, edits)
        lines.append(f"    {kept} = {text}")
    return lines


def _with_key(value: ast.expr, of_value: str, name: str, edits: Edits) -> str:
    """The value, with the name of its key in place of the member that is the key."""
    if isinstance(value, ast.Tuple):
        at = next((item for item in value.elts if ast.unparse(item) == of_value), None)
        return edits.text(value, {at: name}) if at is not None else edits.text(value)
    return edits.text(value)


def _key_of(key: ast.Lambda, value: ast.expr) -> str:
    """The key of a value as text; "" where it cannot be written out."""
    parameter = key.args.args[0].arg
    body = key.body
    if isinstance(value, ast.Tuple) and isinstance(body, ast.Subscript) and isinstance(body.slice, ast.Constant):
        at = body.slice.value
        of_parameter = isinstance(body.value, ast.Name) and body.value.id == parameter
        return ast.unparse(value.elts[at]) if of_parameter and isinstance(at, int) and 0 <= at < len(value.elts) else ""
    if not isinstance(value, ast.Name) or any(
        isinstance(node, (ast.Lambda, *COMPREHENSIONS)) for node in descend(body)
    ):
        return ""

    name = value.id

    class Place(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return ast.Name(name, ast.Load()) if node.id == parameter else node

    return ast.unparse(Place().visit(copy.deepcopy(body)))
