"""A list used as a queue: taking from, or adding to, its front.

Finds:
    A local list from which the function takes elements at the front (``pop(0)``, ``del q[0]``, ``q = q[1:]``) or to
    which it adds there (``insert(0, x)``), and which is otherwise only appended to, iterated, measured and returned.

Slow because:
    Each of these moves all other elements: O(n) per step, O(n^2) in all. A deque does it in O(1).

Unsafe when:
    The list escapes, or is sliced or indexed in the middle (a deque is slow there, and has no slices).

Example:
    Before::

        waiting = [start]
        while waiting:
            place = waiting.pop(0)

    After::

        waiting = deque([start])
        while waiting:
            place = waiting.popleft()

Source:
    The Python documentation of ``collections.deque``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, repeats_around
from hasten.code.match import is_name, match
from hasten.code.purity import is_fresh
from hasten.code.scopes import loaded, stored
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")
_KEPT = frozenset({"append", "extend", "clear", "copy", "count", "index", "remove"})


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per list."""
    for name in sorted(code.local):
        changes = _changes(code, name)
        if changes:
            found = (
                f"{name} is a list used as a queue, and every step at its front moves all the rest; a deque does not"
            )
            yield Finding(changes[0][0], found, partial(_change, code, name, changes), GROWTH)


def _changes(code: FunctionCode, name: str) -> list[tuple[ast.AST, str]]:
    """What to replace by what, the front operations first; empty where the list does not fit.

    A parameter of a helper counts as its own: whether the caller looks at the list again is for the oracle to see. The
    target's own arguments are looked at by everyone; one that only gets shorter copies of itself stays as it was.
    """
    uses = code.uses(name)
    if name in code.arguments and (code.name == code.program.target or code.program.target == ""):
        listed = only(code.type_of_name(name), "list", "any", "sequence")
        # What stands for an argument that is not given need not be a list.
        open_ = code.node.args.defaults or code.node.args.kw_defaults
        shorter = all(_shortened(code, target, name) is not None for target in uses.rebinds)
        if uses.changes or not listed or open_ or not shorter:
            return []
    if not (uses.changes or uses.rebinds):
        return []
    # ``first, *rest = rest`` gives the list no second name.
    if not all(_is_cut(code, node) for node in uses.aliases):
        return []
    if not all(_gone_through(code, node) for node in uses.escapes):
        return []
    fronts: list[tuple[ast.AST, str]] = []
    others: list[tuple[ast.AST, str]] = []
    for target in uses.rebinds:
        statement = code.parent(target)
        if isinstance(statement, ast.AugAssign) and isinstance(statement.op, ast.Add):
            continue
        value = getattr(statement, "value", None)
        front = _shortened(code, target, name)
        if front is not None:
            fronts.append(front)
            continue
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or not isinstance(value, ast.expr):
            return []
        again = name in loaded(value) and name not in code.copies
        if again and isinstance(value, ast.Call) and is_name(value.func, "sorted"):
            # A list that is sorted anew as it changes is better kept in order; a deque would stand in the way.
            return []
        if _is_list(code, value):
            others.append((value, "deque"))
        else:
            return []
    for change in uses.changes:
        parent = code.parent(change)
        call = code.module.parents.get(parent)
        if isinstance(parent, ast.Subscript):
            if isinstance(parent.ctx, ast.Del) and constant_int(parent.slice) == 0:
                statement = code.statement(parent)
                if isinstance(statement, ast.Delete) and len(statement.targets) == 1:
                    fronts.append((statement, f"{name}.popleft()"))
                    continue
            return []
        if not (isinstance(parent, ast.Attribute) and isinstance(call, ast.Call)) or call.keywords:
            return []
        first = constant_int(call.args[0]) if call.args else None
        if parent.attr == "pop" and len(call.args) == 1 and first == 0:
            fronts.append((call, f"{name}.popleft()"))
        elif parent.attr == "pop" and (not call.args or first == -1):
            if call.args:
                others.append((call, f"{name}.pop()"))
        elif parent.attr == "insert" and first == 0 and len(call.args) == 2:
            fronts.append((call, "appendleft"))
        elif parent.attr not in _KEPT:
            return []
    for read in uses.reads:
        if not _survives(code, read, others):
            return []
    # ``q = q[1:]`` reads q as well; those reads lie inside the statements that are replaced.
    others += [(node, f"list({name})") for node in uses.returns]
    if not any(repeats_around(code, node) for node, _ in fronts):
        return []
    return fronts + others


def _shortened(code: FunctionCode, target: ast.AST, name: str) -> tuple[ast.stmt, str] | None:
    """The statement that gives the list a copy without its first element, and what does so in place."""
    statement = code.statement(target)
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    whole, value = statement.targets[0], statement.value
    cut = f"{name}.popleft()"
    if whole is target:
        return (statement, cut) if match(f"{name}[1:]", value) is not None else None
    if not isinstance(whole, ast.Tuple | ast.List):
        return None
    rest = whole.elts[-1]
    if is_name(value, name) and len(whole.elts) == 2 and isinstance(rest, ast.Starred) and rest.value is target:
        return statement, f"{ast.unparse(whole.elts[0])} = {cut}"
    if not isinstance(value, ast.Tuple | ast.List) or len(value.elts) != len(whole.elts) or target not in whole.elts:
        return None
    pairs = [(to, given) for to, given in zip(whole.elts, value.elts, strict=True) if to is not target]
    given = value.elts[whole.elts.index(target)]
    if match(f"{name}[1:]", given) is None or any(isinstance(part, ast.Starred) for part in [*whole.elts, *value.elts]):
        return None
    if len(pairs) == 1 and match(f"{name}[0]", pairs[0][1]) is not None:
        return statement, f"{ast.unparse(pairs[0][0])} = {cut}"
    # What else is assigned is read before the list gets shorter, in the order in which it was.
    targets, values = (", ".join(ast.unparse(part) for part in parts) for parts in zip(*pairs, strict=True))
    shared = {name for part in whole.elts for name in stored(part)} & loaded(*value.elts) - {name}
    return None if shared else (statement, f"{targets} = {values}\n{cut}")


def _is_list(code: FunctionCode, value: ast.expr) -> bool:
    return is_fresh(value) and code.type_of(value).kind == "list"


def _gone_through(code: FunctionCode, node: ast.expr) -> bool:
    """Whether a list that is handed on is only gone through there: ``out.extend(xs or ys)``."""
    parent = code.parent(node)
    while isinstance(parent, ast.BoolOp) or (isinstance(parent, ast.IfExp) and parent.test is not node):
        node, parent = parent, code.parent(parent)
    if not isinstance(parent, ast.Call) or parent.args != [node] or parent.keywords:
        return False
    callee = parent.func
    name = callee.id if isinstance(callee, ast.Name) and code.is_builtin(callee.id) else ""
    return name in ("list", "tuple", "set", "sorted", "sum") or (
        isinstance(callee, ast.Attribute) and callee.attr in ("extend", "update", "join")
    )


def _rebound_by(code: FunctionCode, read: ast.Name) -> list[ast.Name]:
    """Where the statement that reads the list gives its name something else."""
    names = [node for node in ast.walk(code.statement(read)) if isinstance(node, ast.Name) and node.id == read.id]
    return [node for node in names if isinstance(node.ctx, ast.Store)]


def _is_cut(code: FunctionCode, read: ast.Name) -> bool:
    """Whether the list is read only to be given a copy of itself without its first element."""
    return any(_shortened(code, target, read.id) is not None for target in _rebound_by(code, read))


def _survives(code: FunctionCode, read: ast.Name, others: list[tuple[ast.AST, str]]) -> bool:
    """Whether a deque can stand where the list is read."""
    parent = code.parent(read)
    if _is_cut(code, read):
        return True
    if isinstance(parent, ast.Subscript):
        return constant_int(parent.slice) in (0, -1, 1)
    if isinstance(parent, ast.Compare):
        empty = match("@q == []", parent) or match("@q != []", parent)
        if empty is not None:
            others.append((parent, f"not {read.id}" if isinstance(parent.ops[0], ast.Eq) else f"bool({read.id})"))
            if isinstance(parent.ops[0], ast.NotEq) and isinstance(code.parent(parent), ast.While | ast.If):
                others[-1] = (parent, read.id)
            return True
        return isinstance(parent.ops[0], ast.In | ast.NotIn) and parent.comparators[0] is read
    if isinstance(parent, ast.Call):
        return isinstance(parent.func, ast.Name) and parent.func.id in (
            "len", "list", "tuple", "set", "sum", "sorted", "min", "max", "enumerate", "bool", "any", "all", "reversed",
        )  # fmt: skip
    if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Add):
        others.append((read, f"list({read.id})"))
        return True
    return isinstance(
        parent, ast.While | ast.If | ast.UnaryOp | ast.For | ast.comprehension | ast.BoolOp | ast.Attribute
    )


def _change(code: FunctionCode, name: str, changes: list[tuple[ast.AST, str]], edits: Edits) -> None:
    deque = edits.need("collections", "deque")
    if name in code.arguments:
        body = code.node.body
        documented = ast.get_docstring(code.node, clean=False) is not None and len(body) > 1
        edits.insert_before(body[1] if documented else body[0], f"{name} = {deque}({name})")
    for node, text in changes:
        if isinstance(node, ast.stmt):
            edits.replace_statement(node, text)
        elif text == "deque":
            assert isinstance(node, ast.expr)
            edits.replace(node, f"{deque}({_elements(node, edits)})")
        elif text == "appendleft":
            assert isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            edits.replace(node, f"{edits.text(node.func.value)}.appendleft({edits.text(node.args[1])})")
        else:
            assert isinstance(node, ast.expr)
            edits.replace(node, text)


def _elements(node: ast.expr, edits: Edits) -> str:
    """What a deque is made from: the argument of ``list(...)``, or the list itself where it is not empty."""
    if isinstance(node, ast.List) and not node.elts:
        return ""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "list" and not node.keywords:
        return edits.text(node.args[0]) if node.args else ""
    return edits.text(node)
