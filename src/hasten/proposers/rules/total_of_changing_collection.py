"""Adding up a collection anew in every turn of a loop that changes one element of it at a time.

Finds:
    A loop that asks ``sum(xs)``, ``sum(n for _, n in xs)``, ``sum(d.values())``, ``len([x for x in xs if ...])``, also
    of some elements only, while it appends to the collection, takes single elements out or sets them.

Slow because:
    Every turn walks the whole collection: O(n * m). The new total follows from the old one and what has changed.

Unsafe when:
    The elements are floats, whose sums depend on the order, or somebody else changes the collection.

Example:
    Before::

        while pool:
            left.append(sum(weight for _, weight in pool))
            pool.remove(heaviest(pool))

    After::

        pool_total = sum(weight for _, weight in pool)
        while pool:
            left.append(pool_total)
            gone = heaviest(pool)
            pool.remove(gone)
            pool_total -= gone[1]

Source:
    Finite differencing; Paige and Koenig, TOPLAS 4 (1982).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode, Loop
from hasten.code.match import match, with_values
from hasten.code.scopes import COMPREHENSIONS, loaded, target_names
from hasten.code.source import descend
from hasten.code.types import includes, only
from hasten.proposers.rules import aggregate_of_growing_list
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import set_elsewhere, stored_to

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Total:
    """What is added up.

    Attributes:
        call: The call.
        name: The collection.
        view: ``values`` or ``items`` of a dict, "" for a list.
        target: What one element is called.
        value: What it adds.
        tests: What it must meet to count.
    """

    call: ast.Call
    name: str
    view: str
    target: ast.expr
    value: ast.expr
    tests: tuple[ast.expr, ...]

    def of(self, element: ast.expr, negative: bool) -> tuple[list[ast.expr], str, ast.expr]:
        """The conditions, the sign and the value that an element adds or takes away."""
        parts = _parts(self.target, element)
        sign = "-=" if negative else "+="
        return [with_values(test, parts) for test in self.tests], sign, with_values(self.value, parts)


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per collection and kind of total."""
    done: set[str] = set()
    for call in code.all(ast.Call):
        total = _total(code, call)
        if total is None or ast.dump(call) in done or _only_grows(code, total):
            continue
        loop = _loop(code, total)
        exact = _exact(code, total)
        if loop is None or exact is None:
            continue
        done.add(ast.dump(call))
        text = f"`{ast.unparse(call)}` walks all of a collection of which one element has changed since the last time"
        yield Finding(
            call, text, partial(_change, code, total, loop), GROWTH, ahead=True, integers=not exact, enabling=True
        )


def _total(code: FunctionCode, call: ast.Call) -> _Total | None:
    given = code.builtin_call(call, "sum", 1) or code.builtin_call(call, "len", 1)
    if not given or code.in_nested_function(call):
        return None
    if any(isinstance(parent, COMPREHENSIONS) for parent in code.ancestors(call)):
        return None
    counts, made = code.builtin_call(call, "len", 1) is not None, given[0]
    if not isinstance(made, ast.GeneratorExp | ast.ListComp):
        element = ast.Name("element", ast.Load())
        return None if counts else _named(code, call, made, element, element, ())
    generator = made.generators[0]
    if len(made.generators) != 1 or generator.is_async or (counts and not generator.ifs):
        return None
    value = ast.Constant(1) if counts else made.elt
    return _named(code, call, generator.iter, generator.target, value, tuple(generator.ifs))


def _named(
    code: FunctionCode,
    call: ast.Call,
    source: ast.expr,
    target: ast.expr,
    value: ast.expr,
    tests: tuple[ast.expr, ...],
) -> _Total | None:
    found = match("@d.values()", source) or match("@d.items()", source) or match("@d", source)
    if found is None:
        return None
    view = source.func.attr if isinstance(source, ast.Call) and isinstance(source.func, ast.Attribute) else ""
    kind = code.type_of_name(found.name("d"))
    if (not view and not only(kind, "list", "any")) or (view and not only(kind, "dict", "any")):
        return None
    # A value that is asked of a part of the element by a call may change without a trace.
    if any(isinstance(inner, ast.Call | ast.Lambda) for part in (value, *tests) for inner in ast.walk(part)):
        return None
    element = ast.Tuple([ast.Name("k", ast.Load()), ast.Name("v", ast.Load())], ast.Load())
    try:
        parts = _parts(target, element if view == "items" else ast.Name("e", ast.Load()))
    except ValueError:
        return None
    read = [with_values(part, parts) for part in (value, *tests)]
    if any(stored_to(code, part) or set_elsewhere(code, part) for part in read):
        return None
    return _Total(call, found.name("d"), view, target, value, tests)


def _parts(target: ast.expr, element: ast.expr) -> dict[str, ast.expr]:
    """What the names of a target stand for, where it is bound to an element."""
    if isinstance(target, ast.Name):
        return {target.id: element}
    if not isinstance(target, ast.Tuple):
        raise ValueError(ast.unparse(target))
    known = element.elts if isinstance(element, ast.Tuple | ast.List) else []
    found: dict[str, ast.expr] = {}
    for place, part in enumerate(target.elts):
        split = len(known) == len(target.elts) and not any(isinstance(k, ast.Starred) for k in known)
        value = known[place] if split else ast.Subscript(element, ast.Constant(place), ast.Load())
        found.update(_parts(part, value))
    return found


def _exact(code: FunctionCode, total: _Total) -> bool | None:
    """Whether sums are exact in any order; None where they surely are not always."""
    argument = total.call.args[0]
    if isinstance(argument, ast.GeneratorExp | ast.ListComp):
        kind = code.type_of(argument.elt)
    else:
        kind = code.type_of(argument).element
    if isinstance(total.value, ast.Constant | ast.Compare):
        return None if isinstance(total.value, ast.Constant) and type(total.value.value) is not int else True
    if includes(kind, "float", "complex", "decimal", "list", "tuple", "timedelta"):
        return None
    # A text cannot be added up: the other kinds of an element are what counts.
    return only(kind, "int", "bool", "str", "none") and includes(kind, "int", "bool")


def _only_grows(code: FunctionCode, total: _Total) -> bool:
    """Whether another rule has it."""
    plain = not total.view and isinstance(total.call.args[0], ast.Name)
    return plain and aggregate_of_growing_list.kept_by_growth(code, total.name, total.call)


def _loop(code: FunctionCode, total: _Total) -> Loop | None:
    """The outermost loop in which every change of the collection can be followed, where there is one."""
    best: Loop | None = None
    for loop in code.loops_around(total.call):
        region = [loop.test, *loop.body] if isinstance(loop, ast.While) else [loop.target, *loop.body]
        uses = code.uses(total.name, *region)
        if uses.rebinds or uses.aliases or uses.escapes or (uses.returns and code.in_nested_function(loop)):
            break
        if not all(_followed(code, total, change) for change in uses.changes):
            break
        own = set(target_names(total.target))
        names = [n for part in (total.value, *total.tests) for n in ast.walk(part) if isinstance(n, ast.Name)]
        if not all(code.invariant(name, *region) for name in names if name.id not in own):
            break
        if uses.changes:
            best = loop
    if best is None or total.name in loaded(best.iter if isinstance(best, ast.For) else ast.Constant(0)):
        return None
    return best


def _followed(code: FunctionCode, total: _Total, change: ast.Name) -> bool:
    return bool(_updates(code, total, change))


def _simple(node: ast.expr) -> bool:
    """Whether evaluating it twice costs nothing and gives the same."""
    if isinstance(node, ast.Attribute):
        return _simple(node.value)
    if isinstance(node, ast.UnaryOp):
        return _simple(node.operand)
    if isinstance(node, ast.Tuple | ast.List):
        return all(map(_simple, node.elts))
    if isinstance(node, ast.Subscript):
        return _simple(node.value) and _simple(node.slice)
    return isinstance(node, ast.Name | ast.Constant)


#: In front of the change or behind it, only where the key is there, the element, whether it goes.
_Update = tuple[bool, bool, ast.expr, bool]


@dataclass(frozen=True)
class _Change:
    """One statement that changes the collection.

    Attributes:
        statement: The statement.
        updates: What the total owes to it.
        taken: The call that takes an element out, where nobody keeps it.
        named: What is put in or taken out, where it has no name yet.
        cleared: Whether nothing is left.
        by: What is added to one value, where that is all that changes.
    """

    statement: ast.stmt
    updates: tuple[_Update, ...] = ()
    taken: ast.Call | None = None
    named: ast.expr | None = None
    cleared: bool = False
    by: tuple[str, ast.expr] | None = None


def _updates(code: FunctionCode, total: _Total, change: ast.Name) -> _Change | None:
    """What a change does to the total, or None where that is not plain."""
    statement = code.statement(change)
    if code.in_nested_function(change) or isinstance(statement, ast.If | ast.While | ast.For | ast.Try | ast.With):
        return None
    if isinstance(statement, ast.Delete | ast.Assign | ast.AugAssign):
        target = statement.targets if not isinstance(statement, ast.AugAssign) else [statement.target]
        spot = target[0]
        if len(target) == 1 and isinstance(spot, ast.Subscript) and spot.value is change:
            return _at(code, total, statement, spot)
    call = statement.value if isinstance(statement, ast.Expr | ast.Assign) else None
    return _by_call(code, total, statement, call, change) if isinstance(call, ast.Call) else None


def _at(code: FunctionCode, total: _Total, statement: ast.stmt, spot: ast.Subscript) -> _Change | None:
    if isinstance(spot.slice, ast.Slice) or not _simple(spot.slice) or not isinstance(spot.value, ast.Name):
        return None
    there = ast.Subscript(ast.Name(total.name, ast.Load()), spot.slice, ast.Load())
    element = _element(total, spot.slice, there)
    if isinstance(statement, ast.Delete):
        return _Change(statement, ((True, False, element, True),))
    assert isinstance(statement, ast.Assign | ast.AugAssign)
    if not code.pure(statement.value):
        return None
    if _is_value(total):
        added = None
        if isinstance(statement, ast.AugAssign) and isinstance(statement.op, ast.Add | ast.Sub):
            added = "-=" if isinstance(statement.op, ast.Sub) else "+=", statement.value
        elif isinstance(statement, ast.Assign):
            more = match("$d.get($k, 0) + $n", statement.value) or match("$d[$k] + $n", statement.value)
            less = match("$d.get($k, 0) - $n", statement.value) or match("$d[$k] - $n", statement.value)
            found = more or less
            same = found is not None and ast.unparse(found["d"]) == total.name
            if found is not None and same and ast.unparse(found["k"]) == ast.unparse(spot.slice):
                added = "+=" if more else "-=", found["n"]
        if added is not None and _simple(added[1]) and total.name not in loaded(added[1]):
            return _Change(statement, by=added)
    asked = bool(total.view)
    return _Change(statement, ((True, asked, element, True), (False, False, element, False)))


def _is_value(total: _Total) -> bool:
    """Whether the total is that of all elements, or of all values of a dict, as they are."""
    target = total.target
    if total.view == "items" and isinstance(target, ast.Tuple) and len(target.elts) == 2:
        target = target.elts[1]
    both = isinstance(target, ast.Name) and isinstance(total.value, ast.Name)
    return both and not total.tests and ast.unparse(target) == ast.unparse(total.value)


def _element(total: _Total, key: ast.expr, value: ast.expr) -> ast.expr:
    return ast.Tuple([key, value], ast.Load()) if total.view == "items" else value


def _by_call(
    code: FunctionCode, total: _Total, statement: ast.stmt, call: ast.Call, change: ast.Name
) -> _Change | None:
    member = code.purity.module_member(call.func)
    if call.keywords or any(isinstance(argument, ast.Starred) for argument in call.args):
        return None
    alone = isinstance(statement, ast.Expr)
    if member is not None and call.args and call.args[0] is change:
        if not total.view and alone and member[1] in ("heappush", "insort", "insort_left", "insort_right"):
            return _put(statement, call.args[1], False)
        return _taken(total, statement, call, None) if not total.view and member[1] == "heappop" else None
    if not isinstance(call.func, ast.Attribute) or call.func.value is not change:
        return None
    method, given = call.func.attr, call.args
    if method == "clear" and alone:
        return _Change(statement, cleared=True)
    if total.view:
        if method != "pop" or not given or not _simple(given[0]):
            return None
        if len(given) == 1:
            return _taken(total, statement, call, given[0])
        there = ast.Subscript(ast.Name(total.name, ast.Load()), given[0], ast.Load())
        return _Change(statement, ((True, True, _element(total, given[0], there), True),))
    if alone and method in ("append", "remove") and len(given) == 1:
        return _put(statement, given[0], method == "remove")
    if alone and method == "insert" and len(given) == 2:
        return _put(statement, given[1], False) if all(code.pure(part) for part in given) else None
    return _taken(total, statement, call, None) if method in ("pop", "popleft") and len(given) < 2 else None


def _put(statement: ast.stmt, added: ast.expr, gone: bool) -> _Change:
    if _simple(added):
        return _Change(statement, ((False, False, added, gone),))
    name = ast.Name("gone" if gone else "added", ast.Load())
    return _Change(statement, ((False, False, name, gone),), named=added)


def _taken(total: _Total, statement: ast.stmt, call: ast.Call, key: ast.expr | None) -> _Change | None:
    """``x = xs.pop()``, or the same without a name for it."""
    if isinstance(statement, ast.Expr):
        name: ast.expr = ast.Name("gone", ast.Load())
        element = _element(total, key, name) if key is not None else name
        return _Change(statement, ((False, False, element, True),), taken=call)
    assert isinstance(statement, ast.Assign)
    target = statement.targets[0]
    if len(statement.targets) != 1 or any(isinstance(n, ast.Starred) for n in ast.walk(target)):
        return None
    bound = set(target_names(target))
    if not isinstance(target, ast.Name | ast.Tuple) or (key is not None and bound & loaded(key)):
        return None
    if total.name in bound or len(bound) != sum(isinstance(n, ast.Name) for n in ast.walk(target)):
        return None
    element = _element(total, key, target) if key is not None else target
    return _Change(statement, ((False, False, element, True),))


def _change(code: FunctionCode, total: _Total, loop: Loop, edits: Edits) -> None:
    running = code.fresh(f"{total.name}_{'count' if isinstance(total.value, ast.Constant) else 'total'}")
    edits.insert_before(loop, f"{running} = {edits.text(total.call)}")
    for change in code.uses(total.name, *_region(loop)).changes:
        _follow(code, total, running, change, edits)
    for call in code.all(ast.Call):
        if ast.dump(call) == ast.dump(total.call) and (
            call in set(descend(*_region(loop))) or _behind(code, total, loop, call)
        ):
            edits.replace(call, running)


def _region(loop: Loop) -> Sequence[ast.AST]:
    return [loop.test, *loop.body] if isinstance(loop, ast.While) else [loop.target, *loop.body]


def _behind(code: FunctionCode, total: _Total, loop: Loop, call: ast.Call) -> bool:
    """Whether a question behind the loop, which is in no other, has the same answer."""
    end = loop.end_lineno or loop.lineno
    if call.lineno <= end or code.loops_around(loop) or code.in_nested_function(call):
        return False
    if not any(code.statement(call) is other or other in code.ancestors(call) for other in code.after(loop)):
        return False
    uses = code.uses(total.name)
    later = [node for node in (*uses.rebinds, *uses.changes, *uses.escapes, *uses.aliases) if node.lineno > end]  # type: ignore[attr-defined]
    names = loaded(total.call) - {total.name} - set(target_names(total.target))
    moved = any(node.lineno > end for name in names & code.local for node in code.uses(name).rebinds)  # type: ignore[attr-defined]
    return not later and not moved


def _follow(code: FunctionCode, total: _Total, running: str, change: ast.Name, edits: Edits) -> None:
    made = _updates(code, total, change)
    assert made is not None
    statement = made.statement
    if made.cleared:
        edits.insert_after(statement, f"{running} = 0")
        return
    if made.by is not None:
        edits.insert_after(statement, f"{running} {made.by[0]} {edits.text(made.by[1], need=0)}")
        return
    names: dict[str, ast.expr] = {}
    if made.named is not None or made.taken is not None:
        word = "gone" if made.updates[0][3] else "added"
        fresh = code.fresh(word)
        names[word] = ast.Name(fresh, ast.Load())
        if made.named is not None:
            edits.insert_before(statement, f"{fresh} = {edits.text(made.named, need=0)}")
            edits.replace(made.named, fresh)
        elif made.taken is not None:
            edits.replace_statement(statement, f"{fresh} = {edits.text(made.taken)}")
    for front, asked, element, gone in made.updates:
        tests, sign, value = total.of(with_values(element, names), gone)
        line = f"{running} {sign} {ast.unparse(value)}"
        conditions = [ast.unparse(test) if len(tests) + asked == 1 else _joined(test) for test in tests]
        if asked:
            spot = element.elts[1] if isinstance(element, ast.Tuple) and total.view == "items" else element
            assert isinstance(spot, ast.Subscript)
            conditions.insert(0, f"{ast.unparse(spot.slice)} in {total.name}")
        if conditions:
            line = f"if {' and '.join(conditions)}:\n    {line}"
        put = edits.insert_before if front else edits.insert_after
        put(statement, line)


def _joined(test: ast.expr) -> str:
    text = ast.unparse(test)
    return f"({text})" if isinstance(test, ast.BoolOp | ast.IfExp | ast.Lambda | ast.NamedExpr) else text
