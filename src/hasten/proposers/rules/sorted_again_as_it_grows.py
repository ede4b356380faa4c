"""A list that grows, or a dict of such lists, of which a sorted copy is made again and again.

Finds:
    In a loop, ``sorted(xs)`` of a list that the loop fills by ``append``, or of one of the lists in a dict
    (``past = history.setdefault(name, [])``), where the sorted copy is only looked at: a median, a rank, a percentile.
    ``median(xs)`` counts too, and so does ``sorted`` of one field of the elements, by a ``key=``, or in falling order.

Slow because:
    Every copy is sorted from the start: O(n^2 log n) in all. A second list that is kept in order takes each new element
    at its place by bisection.

Unsafe when:
    The elements have no total order (NaN).

Example:
    Before::

        for name, value in samples:
            past = history.setdefault(name, [])
            past.append(value)
            ordered = sorted(past)
            middle[name] = ordered[len(ordered) // 2]

    After::

        history_sorted = {}
        for name, value in samples:
            past = history.setdefault(name, [])
            past.append(value)
            insort(history_sorted.setdefault(name, []), value)
            ordered = history_sorted.get(name, [])
            middle[name] = ordered[len(ordered) // 2]

Source:
    The Python documentation of ``bisect.insort``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.match import called_name, match
from hasten.code.scopes import loaded, target_names
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import grown_list, named, of_element, stored_to

GROWTH = ("O(n^2)", "O(n log n)")
_STATISTICS = frozenset({"median", "median_low", "median_high", "quantiles"})


@dataclass(frozen=True)
class _Asked:
    """One call that sorts.

    Attributes:
        call: The call.
        name: The list, or the dict of lists.
        key: The key in the dict; None for a list.
        whole: The comprehension that picks a field of the elements, or None.
        by: The ``key=`` of ``sorted``, or None.
        sorts: Whether it is ``sorted``, for which the ordered list stands; otherwise it is handed to the call.
        falling: Whether it is sorted from the largest down.
    """

    call: ast.Call
    name: str
    key: ast.expr | None
    whole: ast.ListComp | ast.GeneratorExp | None
    by: ast.expr | None
    sorts: bool
    falling: bool


@dataclass(frozen=True)
class _Addition:
    """``xs.append(value)``, or a new list ``[value]`` in a dict."""

    statement: ast.stmt
    call: ast.Call | None
    value: ast.expr
    key: ast.expr | None


def find(code: FunctionCode) -> Iterator[Finding]:
    """Calls for one list, or one dict of lists, make one finding."""
    groups: dict[tuple[str, str], list[_Asked]] = {}
    for call in code.all(ast.Call):
        asked = _asked(code, call) if repeats_around(code, call) and not code.in_nested_function(call) else None
        if asked is not None:
            said = " ".join(ast.dump(part) for part in (asked.whole, asked.by) if part is not None)
            groups.setdefault((asked.name, said), []).append(asked)
    for (name, _), every in groups.items():
        start, additions = _filled(code, name, every[0].key is not None)
        if start is None or not additions or not all(_fits(code, asked, additions) for asked in every):
            continue
        text = f"`{ast.unparse(every[0].call)}` sorts all of a list again that has grown by little; a second list in "
        text += "order takes each new element at its place"
        yield Finding(every[0].call, text, partial(_change, code, name, start, additions, every), GROWTH, ahead=True)


def _asked(code: FunctionCode, call: ast.Call) -> _Asked | None:
    sorts = isinstance(call.func, ast.Name) and call.func.id == "sorted" and code.is_builtin("sorted")
    by = call.keywords[0].value if len(call.keywords) == 1 and call.keywords[0].arg == "key" else None
    # By a key, elements that are as large as each other would come in another order.
    falling = sorts and match("sorted($xs, reverse=True)", call) is not None
    if by is not None and not _stays(code, by):
        return None
    if not (sorts or is_statistic(code, call)) or len(call.args) != 1:
        return None
    if len(call.keywords) > (by is not None or falling):
        return None
    walked, whole = call.args[0], None
    if isinstance(walked, ast.ListComp | ast.GeneratorExp):
        whole = walked
        first = whole.generators[0]
        if len(whole.generators) > 1 or first.ifs or not code.pure(whole.elt):
            return None
        if (loaded(whole.elt) - set(target_names(first.target))) & code.local:
            return None
        walked = first.iter
    if isinstance(walked, ast.Name) and _bucket(code, walked) is None:
        return _Asked(call, walked.id, None, whole, by, sorts, falling)
    bucket = _bucket(code, walked)
    return _Asked(call, bucket[0], bucket[1], whole, by, sorts, falling) if bucket is not None else None


def is_statistic(code: FunctionCode, call: ast.Call) -> bool:
    """Whether a call asks for the middle of its argument, or what else is read from the elements in order."""
    member = code.purity.module_member(call.func)
    return member is not None and member[0] == "statistics" and called_name(call) in _STATISTICS


def _stays(code: FunctionCode, by: ast.expr) -> bool:
    """Whether a key depends on the element alone, of which the function changes nothing that the key reads."""
    if isinstance(by, ast.Lambda):
        return code.pure(by.body) and not (loaded(by) - {arg.arg for arg in by.args.args}) & code.local and not (
            stored_to(code, by.body)
        )
    return isinstance(by, ast.Name) and by.id in code.module.functions and code.purity.pure_function(by.id)


def _bucket(code: FunctionCode, node: ast.expr) -> tuple[str, ast.expr] | None:
    """The dict and the key, where the expression is one of a dict's lists."""
    if isinstance(node, ast.Name):
        uses = code.uses(node.id) if node.id in code.local else None
        if uses is None or len(uses.rebinds) != 1 or node.id in code.parameters:
            return None
        assign = code.parent(uses.rebinds[0])
        return _bucket(code, assign.value) if isinstance(assign, ast.Assign) and len(assign.targets) == 1 else None
    found = match("@d[$k]", node) or match("@d.setdefault($k, [])", node) or match("@d.setdefault($k, list())", node)
    if found is None or isinstance(found["k"], ast.Slice) or not isinstance(node, ast.Subscript | ast.Call):
        return None
    name, key = found.name("d"), found["k"]
    if name not in code.local or name in code.parameters or not code.pure(key):
        return None
    fixed = all(len(code.uses(inner).rebinds) <= (inner not in code.parameters) for inner in loaded(key) & code.local)
    return (name, key) if fixed else None


def _filled(code: FunctionCode, name: str, keyed: bool) -> tuple[ast.stmt | None, list[_Addition]]:
    """Where the list or dict is made, and everything that adds to it; nothing where it changes otherwise."""
    if not keyed:
        grown = grown_list(code, name) if name in code.local and name not in code.parameters else None
        if grown is None or grown.until is not None:
            return None, []
        return grown.start, [_Addition(code.statement(call), call, call.args[0], None) for call in grown.additions]
    uses = code.uses(name)
    once = len(uses.rebinds) == 1 and isinstance(uses.rebinds[0], ast.Name)
    start = code.statement(uses.rebinds[0]) if once else None
    empty = start is not None and isinstance(start, ast.Assign | ast.AnnAssign) and start.value is not None
    if not empty or uses.aliases or uses.escapes or repeats_around(code, start):  # type: ignore[arg-type]
        return None, []
    made = start.value  # type: ignore[union-attr]
    forms = ("{}", "dict()", "defaultdict(list)", "collections.defaultdict(list)")
    if not any(match(form, made) for form in forms):
        return None, []
    additions: list[_Addition] = []
    reached: set[ast.AST] = set()
    for call in code.all(ast.Call):
        added = code.method_call(call, "append", 1)
        bucket = _bucket(code, added[0]) if added is not None else None
        if added is None or bucket is None or bucket[0] != name:
            continue
        if not isinstance(code.parent(call), ast.Expr):
            return None, []
        reached |= set(ast.walk(added[0]))
        additions.append(_Addition(code.statement(call), call, added[1][0], bucket[1]))
    for change in uses.changes:
        parent = code.parent(change)
        if change in reached or match(f"{name}.setdefault($k, [])", code.module.parents.get(parent, parent)):
            continue
        statement = code.statement(change)
        begun = match(f"{name}[$k] = [$v]", statement)
        if begun is not None:
            additions.append(_Addition(statement, None, begun["v"], begun["k"]))
        elif match(f"{name}[$k] = []", statement) is None:
            return None, []
    if not _lists_only_grow(code, name):
        return None, []
    return start, additions


def _lists_only_grow(code: FunctionCode, name: str) -> bool:
    """Whether no name of one of the lists is used to change it otherwise."""
    for assign in code.all(ast.Assign):
        target = assign.targets[0]
        bucket = _bucket(code, assign.value)
        if bucket is None or bucket[0] != name:
            continue
        if not isinstance(target, ast.Name):
            return False
        uses = code.uses(target.id)
        appends = all(match(f"{target.id}.append($x)", code.statement(change)) for change in uses.changes)
        if not appends or uses.aliases or uses.escapes:
            return False
    return True


def _fits(code: FunctionCode, asked: _Asked, additions: Sequence[_Addition]) -> bool:
    """Whether the list grows in a loop around the call, and what the call gives is done with before it grows again."""
    loops = code.loops_around(asked.call)
    if not any(loop in code.loops_around(addition.statement) for addition in additions for loop in loops):
        return False
    if not asked.sorts:
        return True
    parent = code.parent(asked.call)
    if isinstance(parent, ast.Subscript):
        return parent.value is asked.call and isinstance(parent.ctx, ast.Load)
    if isinstance(parent, ast.For | ast.comprehension):
        own = set(ast.walk(parent)) if isinstance(parent, ast.For) else set()
        return parent.iter is asked.call and not any(addition.statement in own for addition in additions)
    if not (isinstance(parent, ast.Assign) and len(parent.targets) == 1 and isinstance(parent.targets[0], ast.Name)):
        return isinstance(parent, ast.Call) and code.pure(parent) and _makes_one(parent)
    uses = code.uses(parent.targets[0].id)
    if not uses.only_looked_at or len(uses.rebinds) != 1:
        return False
    last = max((node.lineno for node in uses.reads), default=parent.lineno)
    if any(node.lineno < parent.lineno for node in uses.reads):
        return False
    if not all(loop in [*code.loops_around(node)] for node in uses.reads for loop in loops):
        return False
    return not any(parent.lineno < addition.statement.lineno <= last for addition in additions)


def _makes_one(call: ast.Call) -> bool:
    """Whether the call gives a value that does not change with the list."""
    return isinstance(call.func, ast.Name) and call.func.id in ("sum", "len", "tuple", "list", "max", "min", "str")


def _change(
    code: FunctionCode,
    name: str,
    start: ast.stmt,
    additions: Sequence[_Addition],
    every: Sequence[_Asked],
    edits: Edits,
) -> None:
    insort = edits.need("bisect", "insort")
    first = every[0]
    keyed = first.key is not None
    ordered = code.fresh(f"{name}_sorted")
    edits.insert_after(start, f"{ordered} = {'{}' if keyed else '[]'}")
    for addition in additions:
        if addition.call is not None:
            value = named(code, addition.call, edits) if first.whole is not None else _said(code, addition, edits)
        else:
            value = edits.text(addition.value, need=0)
        if first.whole is not None:
            value = of_element(first.whole.elt, first.whole.generators[0].target, value, edits)
        into = ordered if addition.key is None else f"{ordered}.setdefault({edits.text(addition.key, need=0)}, [])"
        by = f", key={edits.text(first.by)}" if first.by is not None else ""
        edits.insert_after(addition.statement, f"{insort}({into}, {value}{by})")
    for asked in every:
        text = ordered if asked.key is None else f"{ordered}.get({edits.text(asked.key, need=0)}, [])"
        edits.replace(asked.call if asked.sorts else asked.call.args[0], f"{text}[::-1]" if asked.falling else text)


def _said(code: FunctionCode, addition: _Addition, edits: Edits) -> str:
    """The added value, under a name where it is more than a constant, a name or a part of one."""
    assert addition.call is not None
    value = addition.value
    while isinstance(value, ast.Attribute | ast.Subscript) and code.pure(value):
        value = value.value
    simple = isinstance(value, ast.Name | ast.Constant)
    return edits.text(addition.value, need=0) if simple else named(code, addition.call, edits)
