"""The rank of an element in a list that is sorted anew on every turn.

Finds:
    In a loop, ``ranked = sorted(rows, key=lambda row: ...)`` of which nothing is asked but ``ranked.index(row)``, where
    all changes of the rows' fields (or of the values of a dict) can be seen in the function, and rows are only
    appended.

Slow because:
    Every turn makes all keys and sorts them: O(n log n). Kept in order, the keys of the few elements that have changed
    are moved, and a bisection finds the rank.

Unsafe when:
    The keys have no total order (NaN), or an element is in the list twice. Of elements with equal keys the rank is
    found as before.

Example:
    Before::

        for name, points in results:
            totals[name] = totals.get(name, 0) + points
            ranked = sorted(totals, key=lambda n: (-totals[n], n))
            ranks.append(ranked.index(name))

    After::

        keys, key_of, changed = [], {}, list(totals)
        for name, points in results:
            totals[name] = totals.get(name, 0) + points
            changed.append(name)
            for n in changed:
                _put_in_order(keys, key_of, n, (-totals[n], n))
            changed.clear()
            ranks.append(
                place
                if (place := _place_in_order(keys, key_of.get(name))) is not None
                else sorted(totals, key=lambda n: (-totals[n], n)).index(name)
            )

Source:
    Order statistics in a sorted list; the Python documentation of ``bisect``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.code.scopes import local_names, parameters, stored
from hasten.code.source import descend
from hasten.code.types import includes
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n log n)", "O(log n)")
_PUT = '''
def {name}(keys, key_of, mark, key):
    """Give an element, known by its mark, a key among all in order, in place of the one that it had."""
    if mark in key_of:
        del keys[LEFT(keys, key_of[mark])]
    key_of[mark] = key
    INSORT(keys, key)
'''
_PLACE = '''
def {name}(keys, key):
    """Where a key stands among all in order; None where there is none, or another one equals it."""
    if key is None:
        return None
    place = LEFT(keys, key)
    return None if keys[place + 1:place + 2] == [key] else place
'''
#: Methods that change nothing but what they are called on.
_HARMLESS = frozenset({
    "append", "add", "extend", "get", "items", "keys", "values", "index", "count", "format", "join", "lower", "upper",
    "split", "strip", "startswith", "endswith", "copy",
})  # fmt: skip


@dataclass(frozen=True)
class _Ranking:
    """Lists that are sorted alike to find ranks.

    Attributes:
        loop: The outermost loop around, in which the collection stays the same one.
        whole: Name of what is sorted.
        by: The key; None where it is what a dict holds.
        keyed: Whether a dict is sorted, by what it holds for its keys.
        reverse: Whether the largest comes first.
        made: The assignments of sorted lists.
        asked: Calls of ``index``, each with the call that sorts.
        marks: Statements that change what a key reads, with the element.
    """

    loop: ast.For | ast.While
    whole: str
    by: ast.Lambda | None
    keyed: bool
    reverse: bool
    made: tuple[ast.Assign, ...]
    asked: tuple[tuple[ast.Call, ast.Call], ...]
    marks: tuple[tuple[ast.stmt, ast.expr], ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding for all lists that are sorted alike."""
    seen: set[str] = set()
    for call in code.all(ast.Call):
        if not _sorts(code, call) or ast.dump(call) in seen or code.in_nested_function(call):
            continue
        seen.add(ast.dump(call))
        for loop in reversed(code.loops_around(call)):
            ranking = _ranking(code, call, loop)
            if ranking is not None:
                text = "everything is sorted anew to find the rank of one; kept in order, a bisection finds it"
                yield Finding(call, text, partial(_change, code, ranking), GROWTH, ahead=True)
                break


def _sorts(code: FunctionCode, call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Name) or call.func.id != "sorted":
        return False
    named = {keyword.arg for keyword in call.keywords}
    return (
        code.is_builtin("sorted")
        and len(call.args) == 1
        and isinstance(call.args[0], ast.Name)
        and named in ({"key"}, {"key", "reverse"})
    )


def _ranking(code: FunctionCode, first: ast.Call, loop: ast.For | ast.While) -> _Ranking | None:
    assert isinstance(first.args[0], ast.Name)
    whole = first.args[0].id
    key = next(keyword.value for keyword in first.keywords if keyword.arg == "key")
    turned = next((keyword.value for keyword in first.keywords if keyword.arg == "reverse"), ast.Constant(False))
    by = key if isinstance(key, ast.Lambda) else None
    if by is None and match(f"{whole}.get", key) is None:
        return None
    if (by is not None and len(parameters(by)) != 1) or not isinstance(turned, ast.Constant):
        return None
    alike = [call for call in code.all(ast.Call) if ast.dump(call) == ast.dump(first) and loop in code.ancestors(call)]
    found = _uses(code, alike)
    fields = _fields(code, by, whole, loop)
    if whole not in code.local or found is None or fields is None:
        return None
    made, asked = found
    marks = _marks(code, whole, fields, loop, keyed=not fields)
    if marks is None or not _left_alone(code, whole, loop, keyed=not fields):
        return None
    return _Ranking(loop, whole, by, not fields, bool(turned.value), tuple(made), tuple(asked), marks)


def _uses(
    code: FunctionCode, alike: Sequence[ast.Call]
) -> tuple[list[ast.Assign], list[tuple[ast.Call, ast.Call]]] | None:
    """Assignments of the sorted lists, and where their ``index`` is called; None where more is asked of them."""
    made: list[ast.Assign] = []
    asked: list[tuple[ast.Call, ast.Call]] = []
    for call in alike:
        parent = code.parent(call)
        if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name) and len(parent.targets) == 1:
            made.append(parent)
            asked += _asked(code, parent, parent.targets[0].id)
            continue
        rank, statement = code.parent(parent), code.statement(call)
        if not isinstance(rank, ast.Call) or not _is_rank(code, rank) or not _quiet(code, statement, [call, rank]):
            return None
        asked.append((rank, call))
    names = {assign.targets[0].id for assign in made if isinstance(assign.targets[0], ast.Name)}
    named = [node for node in code.all(ast.Name) if node.id in names]
    reads = [node for node in named if isinstance(node.ctx, ast.Load)]
    if len(named) - len(reads) != len(made) or len(reads) != sum(call.func.value in reads for call, _ in asked):  # type: ignore[attr-defined]
        return None
    return (made, asked) if asked and not any(code.in_nested_function(call) for call, _ in asked) else None


def _is_rank(code: FunctionCode, call: ast.Call) -> bool:
    """``....index(row)``, where something can be named in the expression."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "index" or call.keywords or len(call.args) != 1:
        return False
    inside = any(isinstance(parent, ast.comprehension) for parent in code.ancestors(call))
    return isinstance(call.args[0], ast.Name) and not inside


def _quiet(code: FunctionCode, statement: ast.stmt, ranks: Sequence[ast.Call]) -> bool:
    """Whether nothing is changed while the statement asks for ranks."""
    if not isinstance(statement, ast.Assign | ast.Expr | ast.AugAssign | ast.Return):
        return False
    if any(isinstance(node, ast.NamedExpr | ast.Yield | ast.Await) for node in ast.walk(statement)):
        return False
    calls = [node for node in ast.walk(statement) if isinstance(node, ast.Call) and node not in ranks]
    last = statement.value if isinstance(statement, ast.Expr) else None
    return all(code.pure(call) or (call is last and _appends(call)) for call in calls)


def _appends(call: ast.Call) -> bool:
    return match("@xs.append($x)", call) is not None


def _asked(code: FunctionCode, made: ast.Assign, name: str) -> list[tuple[ast.Call, ast.Call]]:
    """``ranked.index(row)`` right behind the assignment, before anything else is done."""
    found: list[tuple[ast.Call, ast.Call]] = []
    assert isinstance(made.value, ast.Call)
    for statement in code.after(made):
        calls = [n for n in ast.walk(statement) if isinstance(n, ast.Call)]
        ranks = [c for c in calls if _is_rank(code, c) and match(f"{name}.index($x)", c) is not None]
        if name in stored(statement) or not _quiet(code, statement, ranks):
            break
        found += [(call, made.value) for call in ranks]
        # What the statement sets may be a field.
        if not isinstance(statement, ast.Assign) or not all(isinstance(t, ast.Name) for t in statement.targets):
            break
    return found


def _fields(code: FunctionCode, by: ast.Lambda | None, whole: str, loop: ast.For | ast.While) -> set[str] | None:
    """The fields of an element that the key reads; none where it reads what a dict holds for it."""
    if by is None:
        return set()
    name = parameters(by)[0].arg
    fields: set[str] = set()
    held = plain = 0
    for node in ast.walk(by.body):
        if not isinstance(node, ast.Name):
            continue
        parent = code.parent(node)
        if node.id == name:
            if isinstance(parent, ast.Subscript) and parent.value is node and isinstance(parent.slice, ast.Constant):
                fields.add(repr(parent.slice.value))
            elif isinstance(parent, ast.Attribute):
                fields.add(parent.attr)
            else:
                plain += 1
        elif node.id == whole:
            outer = code.parent(parent)
            if not isinstance(parent, ast.Subscript) or ast.unparse(parent.slice) != name:
                return None
            if isinstance(outer, ast.Attribute) or (isinstance(outer, ast.Subscript) and outer.value is parent):
                return None  # what it holds has fields of its own
            held += 1
        elif not code.invariant(node, *loop.body):
            return None
    if not code.pure(by.body) or bool(fields) == bool(held) or (fields and plain):
        return None
    return fields


def _region(code: FunctionCode, loop: ast.For | ast.While) -> list[ast.AST] | None:
    """The loop and the functions nested in this one, which must be called from the loop alone."""
    inner = [node for node in code.all(ast.FunctionDef) if code.parent(node) is code.node]
    names = {node.name for node in inner}
    for node in code.all(ast.Name):
        if node.id in names and loop not in code.ancestors(node):
            return None
    if len(inner) != len(code.all(ast.FunctionDef)):
        return None
    return [*loop.body, *(statement for function in inner for statement in function.body)]


def _marks(
    code: FunctionCode, whole: str, fields: set[str], loop: ast.For | ast.While, *, keyed: bool
) -> tuple[tuple[ast.stmt, ast.expr], ...] | None:
    """The statements that change what a key reads, with the element."""
    region = _region(code, loop)
    if region is None:
        return None
    found: list[tuple[ast.stmt, ast.expr]] = []
    for node in descend(*region):
        if isinstance(node, ast.Call) and not _harmless(code, node):
            return None
        if not isinstance(node, ast.Subscript | ast.Attribute) or isinstance(node.ctx, ast.Load):
            continue
        statement, base = code.parent(node), node.value
        if keyed:
            if not isinstance(base, ast.Name) or base.id != whole:
                continue
            if not isinstance(node, ast.Subscript):
                return None
            element: ast.expr = node.slice
            if not isinstance(element, ast.Name | ast.Constant):
                return None
        else:
            field = node.attr if isinstance(node, ast.Attribute) else None
            if isinstance(node, ast.Subscript):
                field = repr(node.slice.value) if isinstance(node.slice, ast.Constant) else None
                if field is None and not (isinstance(base, ast.Name) and base.id not in code.parameters):
                    return None
            if field is not None and field not in fields:
                continue
            element = base
            if field is None:
                continue
            if not code.pure(element):
                return None
        if not isinstance(statement, ast.Assign | ast.AugAssign) or isinstance(node.ctx, ast.Del):
            return None
        found.append((statement, element))
    return tuple(found)


def _harmless(code: FunctionCode, call: ast.Call) -> bool:
    """Whether a call changes no element."""
    if code.pure(call):
        return True
    if isinstance(call.func, ast.Name):
        nested = [node for node in code.all(ast.FunctionDef) if node.name == call.func.id]
        return bool(nested) or _is_tuple(code, call.func.id) or not any(isinstance(p, ast.Name) for p in _given(call))
    return isinstance(call.func, ast.Attribute) and call.func.attr in _HARMLESS


def _is_tuple(code: FunctionCode, name: str) -> bool:
    """Whether a name of the module is a named tuple, which only holds what it is given."""
    return name not in code.local and any(
        isinstance(statement, ast.Assign) and match(f"{name} = namedtuple($a, $b)", statement) is not None
        for statement in code.module.tree.body
    )


def _given(call: ast.Call) -> Sequence[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _left_alone(code: FunctionCode, whole: str, loop: ast.For | ast.While, *, keyed: bool) -> bool:
    """Whether nothing but what is followed happens to the collection in the loop."""
    region = _region(code, loop)
    for node in descend(*(region or [])):
        if not isinstance(node, ast.Name) or node.id != whole:
            continue
        if not isinstance(node.ctx, ast.Load):
            return False
        parent = code.parent(node)
        if isinstance(parent, ast.Attribute):
            call = code.parent(parent)
            known = ("get", "items", "keys", "values") if keyed else ("append",)
            if keyed and isinstance(call, ast.keyword) and parent.attr == "get":
                continue
            if not isinstance(call, ast.Call) or call.func is not parent or parent.attr not in known:
                return False
            if parent.attr == "append" and not isinstance(code.parent(call), ast.Expr):
                return False
        elif isinstance(parent, ast.Subscript):
            if parent.value is not node or isinstance(parent.ctx, ast.Del):
                return False
            if not keyed and not isinstance(parent.ctx, ast.Load):
                return False
            if keyed and includes(code.type_of(parent), "list", "dict", "set", "deque"):
                return False  # it may change where it is held
        elif isinstance(parent, ast.Call):
            if not isinstance(parent.func, ast.Name) or not code.is_builtin(parent.func.id):
                return False
        elif not isinstance(parent, ast.For | ast.comprehension | ast.Compare):
            return False
    nested = [function for function in code.all(ast.FunctionDef) if whole in local_names(function)]
    return not nested and region is not None


# -- the change --------------------------------------------------------------------------------------------------------


def _change(code: FunctionCode, ranking: _Ranking, edits: Edits) -> None:
    left, insort = edits.need("bisect", "bisect_left"), edits.need("bisect", "insort")
    # Definitions are put right behind the function, the last one first.
    place = helper(code, "_place_in_order", _PLACE.replace("LEFT", left).strip("\n"), edits)
    put = helper(code, "_put_in_order", _PUT.replace("LEFT", left).replace("INSORT", insort).strip("\n"), edits)
    keys, key_of, changed = code.fresh("keys"), code.fresh("key_of"), code.fresh("changed")
    whole, element = ranking.whole, code.fresh("item")
    key = f"{whole}[{element}]"
    if ranking.by is not None:
        name = parameters(ranking.by)[0].arg
        names = [node for node in ast.walk(ranking.by.body) if isinstance(node, ast.Name) and node.id == name]
        element = code.fresh(name) if name in code.local else name
        key = edits.text(ranking.by.body, dict.fromkeys(names, element))
    comment = "# keys holds the sort keys of all in order; changed, whose keys may have changed"
    mark = element if ranking.keyed else f"id({element})"
    count = code.fresh("count")
    start = f"{keys}, {key_of}, {changed} = [], {{}}, {f'list({whole})' if ranking.keyed else '[]'}"
    move = f"{put}({keys}, {key_of}, {mark}, {key})"
    if ranking.keyed:
        refresh = f"for {element} in {changed}:\n    {move}\n{changed}.clear()"
    else:
        start += f"\n{count} = 0"
        refresh = (
            f"for {element} in {changed}:\n    if {mark} in {key_of}:\n        {move}\n{changed}.clear()\n"
            f"for {element} in {whole}[{count}:]:\n    {move}\n{count} = len({whole})"
        )
    edits.insert_before(ranking.loop, f"{comment}\n{start}")
    for statement, changing in ranking.marks:
        edits.insert_after(statement, f"{changed}.append({edits.text(changing)})")
    for made in ranking.made:
        edits.replace_statement(made, refresh)
    inline = {code.statement(call) for call, sorting in ranking.asked if sorting in ast.walk(call)}
    for statement in inline:
        edits.insert_before(statement, refresh)
    found = code.fresh("place")
    for call, sorting in ranking.asked:
        wanted = edits.text(call.args[0])
        known = f"{key_of}.get({wanted})" if ranking.keyed else f"{key_of}.get(id({wanted}))"
        if not ranking.keyed:
            known = f"{known} if len({key_of}) == {count} else None"
        rank = f"len({keys}) - 1 - {found}" if ranking.reverse else found
        test = f"({found} := {place}({keys}, {known})) is not None"
        edits.replace(call, f"{rank} if {test} else {edits.text(sorting)}.index({wanted})")
