"""Which findings a reader is shown.

A rule may be bold, because what it proposes is verified and measured before anyone sees it. A scan shows the finding
itself, so it asks for more: that the loop runs often and the container is a long list, as far as the code shows it.
"""

from __future__ import annotations

import ast

from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, outermost_invariant, repeats_around
from hasten.code.scopes import COMPREHENSIONS
from hasten.code.types import may_be
from hasten.proposers.rules import Located
from hasten.scan.bounds import bounded, long_list, repeated_without_bound

_WALKS = frozenset({"sorted", "list", "tuple", "set", "frozenset", "dict", "sum", "any", "all", "Counter", "deepcopy"})
_WALKS_ALONE = frozenset({"min", "max"})
_WALKING_METHODS = frozenset({"split", "splitlines", "findall", "copy", "most_common", "union", "intersection"})
#: The largest ``n`` for which ``sorted(...)[:n]`` is surely better served otherwise.
_FEW = 10


def worth_showing(located: Located, *, constants: bool) -> bool:
    """Whether the finding says something true and large enough to be acted upon without a measurement.

    Args:
        located: The finding.
        constants: Whether one that changes only the constant is wanted too.
    """
    code, finding = located.code, located.finding
    node = finding.node
    # What is said in an error, or done where something failed, does not happen often.
    if any(isinstance(parent, ast.Raise | ast.Assert | ast.ExceptHandler) for parent in code.ancestors(node)):
        return False
    if finding.growth is None:
        return constants and not finding.minor
    rule = located.rule
    if rule == "sorted_for_one_element":
        return _takes_few(code, node) and not _sorts_little(code, node)
    if rule == "loop_invariant_computation" and not (isinstance(node, ast.expr) and _costly_invariant(code, node)):
        return False
    if rule == "recursion_without_memory":
        return _overlaps(code)
    subject = _searched(rule, node)
    if subject is not None and not long_list(code, subject):
        return False
    if finding.growth[0] not in ("O(n^2)", "O(n^3)", "O(n^4)"):
        return True
    return repeated_without_bound(code, node, _repeats(code, node, subject))


def _searched(rule: str, node: ast.AST) -> ast.expr | None:
    """The container that is searched from its start, for the rules that take any for a list."""
    if rule in ("membership_test_on_list", "copied_keys_membership") and isinstance(node, ast.Compare):
        return node.comparators[0] if rule == "membership_test_on_list" else None
    if rule in ("index_in_loop", "count_in_loop") and isinstance(node, ast.Call):
        return node.func.value if isinstance(node.func, ast.Attribute) else None
    return None


def _repeats(code: FunctionCode, node: ast.AST, subject: ast.expr | None) -> list[Repeat]:
    """The loops that make the finding costly: those in which the container stays the same, or all around."""
    around = repeats_around(code, node)
    if isinstance(node, ast.For | ast.While):
        around = [Repeat(node, node, tuple(node.body)), *around]
    elif isinstance(node, COMPREHENSIONS):
        around = [Repeat(node, None, (node,)), *around]
    if subject is None:
        return around
    outermost = outermost_invariant(code, subject, node)
    places = [place for place, repeat in enumerate(around) if outermost and repeat.node is outermost.node]
    return around[: places[0] + 1] if places else around


def _costly_invariant(code: FunctionCode, node: ast.expr) -> bool:
    """Whether an expression walks something long, is made for its value, and depends on nothing others may change."""
    if isinstance(code.parent(node), ast.Expr) or not _walks(code, node):
        return False
    functions = {inner.func for inner in ast.walk(node) if isinstance(inner, ast.Call)}
    names = [inner for inner in ast.walk(node) if isinstance(inner, ast.Name) and inner not in functions]
    own = code.local | {name.id for name in names if isinstance(name.ctx, ast.Store)}
    return all(name.id in own and not may_be(code.type_of(name), "iterator") for name in names)


def _overlaps(code: FunctionCode) -> bool:
    """Whether the recursion steps back by constants or slices in two places, so that its subproblems overlap.

    Recursion over the parts of a structure meets each part once.
    """
    steps = 0
    for call in code.all(ast.Call):
        if isinstance(call.func, ast.Name | ast.Attribute):
            called = call.func.id if isinstance(call.func, ast.Name) else call.func.attr
            steps += called == code.node.name and any(_step(argument) for argument in call.args)
    return steps > 1


def _step(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        return True
    return isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)


def _walks(code: FunctionCode, node: ast.expr) -> bool:
    """Whether evaluating an expression goes through something that may be long."""
    for inner in ast.walk(node):
        if isinstance(inner, COMPREHENSIONS) and not bounded(code, inner):
            return True
        if isinstance(inner, ast.Call) and _walks_argument(code, inner):
            return True
    return False


def _walks_argument(code: FunctionCode, call: ast.Call) -> bool:
    arguments = [argument for argument in call.args if not bounded(code, argument)]
    if isinstance(call.func, ast.Attribute):
        return call.func.attr in _WALKING_METHODS and not bounded(code, call.func.value)
    if not isinstance(call.func, ast.Name):
        return False
    name = call.func.id
    if name in _WALKS_ALONE:
        return len(call.args) == 1 and bool(arguments)
    if name in code.module.functions and name not in code.local:
        loops = (ast.For, ast.While, *COMPREHENSIONS)
        return bool(arguments) and any(isinstance(n, loops) for n in ast.walk(code.module.functions[name]))
    return name in _WALKS and bool(arguments)


def _takes_few(code: FunctionCode, node: ast.AST) -> bool:
    """Whether ``sorted(...)`` is subscribed by an index or by a short slice."""
    for inner in (node, code.parent(node)):
        if isinstance(inner, ast.Subscript):
            if not isinstance(inner.slice, ast.Slice):
                return True
            ends = [end for end in (inner.slice.lower, inner.slice.upper) if end is not None]
            return len(ends) == 1 and _small_number(ends[0])
    return True


def _small_number(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node = node.operand
    return isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value <= _FEW


def _sorts_little(code: FunctionCode, node: ast.AST) -> bool:
    calls = [inner for inner in ast.walk(node) if isinstance(inner, ast.Call) and inner.args]
    return any(code.builtin_call(call, "sorted") is not None and bounded(code, call.args[0]) for call in calls)
