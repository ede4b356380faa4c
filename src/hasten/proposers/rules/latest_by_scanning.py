"""The latest entry that is not too late (or the earliest that is not too early), found by going through all of them.

Finds:
    In a loop, a pass over a collection that stays the same, which keeps the element with the largest key that does not
    exceed a moving value: the price on a date, the last version before an event. The pass may ask for equality of other
    fields; it is a ``for`` with a best so far, or ``max`` of a comprehension.

Slow because:
    Every turn goes through the whole collection: O(n * m). Grouped by what must be equal, and each group sorted by the
    key when it is first asked for, a bisection finds the only element that can be the result: O((n + m) log n).

Unsafe when:
    The keys have no total order (NaN), or reading the key of an element raises that the original would not have
    reached.

Example:
    Before::

        for order in orders:
            best = None
            for row in prices:
                if row.sku == order.sku and row.start <= order.day:
                    if best is None or row.start >= best.start:
                        best = row

    After::

        prices_by_sku = {}
        for row in prices:
            prices_by_sku.setdefault(row.sku, []).append(row)
        prices_in_order = {}
        for order in orders:
            best = None
            group = order.sku
            if group not in prices_in_order:
                rows = []
                for row in prices_by_sku.get(group, ()):
                    rows.append((row.start, row))
                rows.sort(key=itemgetter(0))
                prices_in_order[group] = [key for key, _ in rows], [row for _, row in rows]
            keys, rows = prices_in_order[group]
            place = bisect_right(keys, order.day)
            for row in rows[max(place - 1, 0):place]:
                ...

Source:
    The Python documentation of ``bisect``: "find rightmost value less than or equal to x".
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.comparisons import MIRRORED, NEGATED
from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import outermost_invariant
from hasten.code.match import equal, match, renamed
from hasten.code.naming import noun
from hasten.code.scopes import COMPREHENSIONS, assigned, loaded, stored, target_names
from hasten.code.types import only
from hasten.proposers.rules._equalities import key_word, solved, wanted_key
from hasten.proposers.rules._filters import Equality, Filter, index_text, needed, other_names
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._guards import Condition, Guards, guards, of_comprehension
from hasten.proposers.rules._sorts import key_over

#: Of one turn, once the entries are in order.
GROWTH = ("O(n)", "O(log n)")
_TEXT = "every turn goes through all entries for the last one that is not too late; sorted once, a bisection finds it"


@dataclass(frozen=True)
class _Latest:
    """A pass that keeps the latest of its elements.

    Attributes:
        passed: The pass.
        key: What is kept the largest (or smallest) of.
        bound: What it may not exceed (or fall below).
        operator: How the key compares with the bound.
        last: Whether the last of equals is kept, else the first.
        equations: The equalities that elements must meet.
        tests: Conditions that are the same in every turn, with whether they skip.
        front: The statement in front of which the groups are made.
        groups: A dict of groups that is there already, and the key that is looked up in it.
    """

    passed: Filter
    key: ast.expr
    bound: ast.expr
    operator: type[ast.cmpop]
    last: bool
    equations: tuple[Equality, ...]
    tests: tuple[tuple[ast.expr, bool], ...]
    front: ast.stmt
    groups: tuple[ast.expr, ast.expr] | None = None

    @property
    def upwards(self) -> bool:
        """Whether the largest is kept, of those that do not exceed the bound."""
        return self.operator in (ast.Lt, ast.LtE)


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops with a best so far, then comprehensions of which the largest is taken."""
    for loop in code.all(ast.For):
        latest = _of_loop(code, loop)
        if latest is not None:
            yield Finding(loop, _TEXT, partial(_change, code, latest), GROWTH, ahead=True)
    for made in code.comprehensions:
        latest = _of_comprehension(code, made) if isinstance(made, ast.GeneratorExp | ast.ListComp) else None
        if latest is not None:
            yield Finding(made, _TEXT, partial(_change, code, latest), GROWTH, ahead=True)


# -- loops -------------------------------------------------------------------------------------------------------------


def _of_loop(code: FunctionCode, loop: ast.For) -> _Latest | None:
    if loop.orelse or not code.loops_around(loop) or code.in_nested_function(loop):
        return None
    start = guards(code, loop.body)
    while len(start.rest) == 1 and isinstance(start.rest[0], ast.If):
        more = guards(code, start.rest)
        if not more.conditions:
            return None
        start = Guards(start.setups, (*start.conditions, *more.conditions), more.rest)
    names = set(target_names(loop.target)) | stored(*start.setups)
    values = _assigned(start.rest)
    if not names or not start.conditions or values is None:
        return None
    if not all(map(code.pure, values.values())) or any(set(values) & loaded(value) for value in values.values()):
        return None
    if set(values) & names or any(code.live_after(name, loop) for name in names):
        return None
    keeping = [condition for condition in start.conditions if set(values) & loaded(condition.test)]
    if len(keeping) != 1:
        return None
    kept = _kept(code, loop, keeping[0], values, names)
    if kept is None:
        return None
    key, operator = kept
    passed = Filter(loop, loop.target, loop.iter, start.setups, ())
    others = [condition for condition in start.conditions if condition is not keeping[0]]
    return _latest(code, passed, others, key, operator, loop.body)


def _assigned(rest: Sequence[ast.stmt]) -> dict[str, ast.expr] | None:
    """What names are set to by assignments that do nothing else."""
    found: dict[str, ast.expr] = {}
    for statement in rest:
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return None
        target, value = statement.targets[0], statement.value
        for name, part in assigned(target, value):
            if not isinstance(name, ast.Name) or name.id in found:
                return None
            found[name.id] = part
    return found or None


def _kept(
    code: FunctionCode, loop: ast.For, kept: Condition, values: dict[str, ast.expr], names: set[str]
) -> tuple[ast.expr, type[ast.cmpop]] | None:
    """What is compared with the best so far, and how it compares where it becomes the best."""
    test = kept.test
    if kept.operator is ast.NotEq:
        return None
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or) and len(test.values) == 2:
        empty = match("@b is None", test.values[0]) or match("not @b", test.values[0])
        if empty is None or empty.name("b") not in values:
            return None
        test = test.values[1]
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    key, best, operator = test.left, test.comparators[0], type(test.ops[0])
    if not names & loaded(key):
        if operator not in MIRRORED:
            return None
        key, best, operator = best, key, MIRRORED[operator]
    if operator not in (ast.Lt, ast.LtE, ast.Gt, ast.GtE) or set(values) & loaded(key):
        return None
    if isinstance(best, ast.Name) and best.id in values:
        return (key, operator) if equal(values[best.id], key) else None
    # best.start, where the element itself is kept
    whole = [name for name, value in values.items() if equal(value, ast.Name(ast.unparse(loop.target), ast.Load()))]
    for name in whole if isinstance(loop.target, ast.Name) else ():
        if equal(renamed(key, {ast.unparse(loop.target): name}), best):
            return key, operator
    return None


# -- comprehensions ----------------------------------------------------------------------------------------------------


def _of_comprehension(code: FunctionCode, made: ast.GeneratorExp | ast.ListComp) -> _Latest | None:
    """``max(row for row in rows if ..., key=...)``, or a list of which nothing else is asked."""
    if len(made.generators) != 1 or code.in_nested_function(made):
        return None
    generator, statement = made.generators[0], code.statement(made)
    if generator.is_async or not generator.ifs or isinstance(statement, ast.While) or code.text.is_elif(statement):
        return None
    if any(isinstance(parent, (*COMPREHENSIONS, ast.Lambda)) for parent in code.ancestors(made)):
        return None
    calls = _calls(code, made)
    if not calls or not code.pure(made.elt):
        return None
    kinds = {(asked, ast.unparse(key) if key is not None else "") for asked, key in calls}
    if len(kinds) != 1:
        return None
    asked, by = calls[0]
    key = _key(made, by)
    if key is None:
        return None
    operator = {"max": ast.Gt, "last": ast.GtE, "min": ast.Lt, "first": ast.Lt}[asked]
    passed = Filter(generator, generator.target, generator.iter, (), ())
    return _latest(code, passed, of_comprehension(generator), key, operator, [made.elt, *generator.ifs])


def _calls(code: FunctionCode, made: ast.expr) -> list[tuple[str, ast.expr | None]]:
    """How the elements are asked for, with the ``key``; nothing where they are used otherwise."""
    parent = code.parent(made)
    if isinstance(parent, ast.Call):
        asked = _asked(code, parent, made)
        return [asked] if asked is not None else []
    if not isinstance(made, ast.ListComp) or not isinstance(parent, ast.Assign) or len(parent.targets) != 1:
        return []
    target = parent.targets[0]
    if not isinstance(target, ast.Name) or len(code.uses(target.id).rebinds) != 1:
        return []
    found = []
    ordered = _sorted_behind(code, parent, target.id)
    for name in code.all(ast.Name):
        if name.id != target.id or not isinstance(name.ctx, ast.Load):
            continue
        user = code.parent(name)
        if isinstance(user, ast.If | ast.IfExp) and user.test is name:
            continue
        if isinstance(user, ast.UnaryOp) and isinstance(user.op, ast.Not):
            continue
        asked = _asked(code, user, name) if isinstance(user, ast.Call) else None
        if ordered is not None and name in ast.walk(ordered):
            continue
        if ordered is not None and isinstance(user, ast.Subscript) and name.lineno > ordered.lineno:
            assert isinstance(ordered.value, ast.Call)
            end = {"-1": "last", "0": "first"}.get(ast.unparse(user.slice), "")
            asked = (end, next((k.value for k in ordered.value.keywords), None)) if end else None
        if asked is None:
            return []
        found.append(asked)
    return found


def _sorted_behind(code: FunctionCode, made: ast.Assign, name: str) -> ast.Expr | None:
    """``rows.sort(key=...)`` right behind the assignment."""
    following = next(iter(code.after(made)), None)
    if not isinstance(following, ast.Expr) or not isinstance(following.value, ast.Call):
        return None
    call = following.value
    sorts = match(f"{name}.sort", call.func) is not None and not call.args
    return following if sorts and [keyword.arg for keyword in call.keywords] in ([], ["key"]) else None


def _asked(code: FunctionCode, call: ast.Call, whole: ast.expr) -> tuple[str, ast.expr | None] | None:
    if not isinstance(call.func, ast.Name) or call.args != [whole] or not code.is_builtin(call.func.id):
        return None
    if any(keyword.arg not in ("key", "default") for keyword in call.keywords):
        return None
    key = next((keyword.value for keyword in call.keywords if keyword.arg == "key"), None)
    if call.func.id in ("max", "min"):
        return call.func.id, key
    end = code.parent(call)
    if call.func.id == "sorted" and isinstance(end, ast.Subscript) and isinstance(end.ctx, ast.Load):
        place = ast.unparse(end.slice)
        return {"-1": ("last", key), "0": ("first", key)}.get(place)
    return None


def _key(made: ast.GeneratorExp | ast.ListComp, by: ast.expr | None) -> ast.expr | None:
    """What the largest is found by, over the names of the comprehension."""
    if by is None:
        return made.elt
    target = made.generators[0].target
    if not isinstance(target, ast.Name) or not equal(made.elt, ast.Name(target.id, ast.Load())):
        return None
    return key_over(by, target.id)


# -- both --------------------------------------------------------------------------------------------------------------


def _latest(
    code: FunctionCode,
    passed: Filter,
    conditions: Sequence[Condition],
    key: ast.expr,
    operator: type[ast.cmpop],
    body: Sequence[ast.AST],
) -> _Latest | None:
    names = passed.names
    bound: tuple[ast.expr, type[ast.cmpop]] | None = None
    equations: list[Equality] = []
    others: list[Condition] = []
    expanded = _spelled_out(passed, key)
    for condition in conditions:
        if not code.pure(condition.test):
            return None
        limit = _bound(passed, condition, expanded)
        if limit is not None and bound is None and not names & loaded(limit[0]):
            bound = limit
            continue
        found = next(iter(solved(code, condition.test, names, condition.operator, unhashable=True)), None)
        if found is not None:
            equations.append(Equality(condition, found))
        else:
            others.append(condition)
    upwards = operator in (ast.Gt, ast.GtE)
    if bound is None or bound[1] not in ((ast.Lt, ast.LtE) if upwards else (ast.Gt, ast.GtE)):
        return None
    wanted = [part for equality in equations for part in equality.solved.wanted]
    if not all(code.invariant(part, *body) for part in [bound[0], *wanted]) or names & loaded(passed.source):
        return None
    solutions = [equality.solved for equality in equations]
    reads = _reads(passed, [key, *(one.key for one in solutions), *(condition.test for condition in others)])
    repeat = outermost_invariant(code, passed.source, passed.source, fixed=reads, moving=[bound[0], *wanted])
    groups = None
    if repeat is None and not equations:
        found_groups = match("$g[$k]", passed.source) or match("$g.get($k, ())", passed.source)
        found_groups = found_groups or match("$g.get($k, [])", passed.source)
        if found_groups is None or not isinstance(found_groups["g"], ast.Name) or not code.pure(found_groups["k"]):
            return None
        groups = found_groups["g"], found_groups["k"]
        if not only(code.type_of(groups[0]), "dict", "any") or isinstance(groups[1], ast.Slice):
            return None
        repeat = outermost_invariant(code, groups[0], passed.source, fixed=reads, moving=[bound[0], groups[1]])
    if repeat is None or repeat.statement is None or repeat.node is code.parent(passed.target):
        return None
    if isinstance(passed.source, ast.GeneratorExp) or not code.pure(key):
        return None
    tests = tuple((condition.test, condition.operator is ast.NotEq) for condition in others)
    last = operator in (ast.GtE, ast.LtE)
    return _Latest(passed, key, bound[0], bound[1], last, tuple(equations), tests, repeat.statement, groups)


def _bound(
    passed: Filter, condition: Condition, key: ast.expr
) -> tuple[ast.expr, type[ast.cmpop]] | None:
    """What the key is compared with, and how an element that stays compares."""
    test = condition.test
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or type(test.ops[0]) not in MIRRORED:
        return None
    left, right, operator = test.left, test.comparators[0], type(test.ops[0])
    if not equal(_spelled_out(passed, left), key):
        left, right, operator = right, left, MIRRORED[operator]
    if not equal(_spelled_out(passed, left), key):
        return None
    return right, NEGATED[operator] if condition.operator is ast.NotEq else operator


def _spelled_out(passed: Filter, node: ast.expr) -> ast.expr:
    """The expression with the names that the pass sets for itself replaced by what they are."""
    for setup in reversed(passed.setups):
        if isinstance(setup, ast.Assign) and isinstance(setup.targets[0], ast.Name) and equal(node, setup.targets[0]):
            node = setup.value
    return node


def _reads(passed: Filter, parts: Sequence[ast.expr]) -> list[ast.expr]:
    """Names from outside that the elements' keys are made from."""
    setups = [setup.value for setup in needed(passed.setups, *parts) if isinstance(setup, ast.Assign)]
    return [
        inner
        for part in [*parts, *setups]
        for inner in ast.walk(part)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load) and inner.id not in passed.names
    ]


def _change(code: FunctionCode, latest: _Latest, edits: Edits) -> None:
    passed = latest.passed
    source = noun(latest.groups[0] if latest.groups is not None else passed.source)
    statement = code.statement(passed.source) if isinstance(passed.node, ast.comprehension) else passed.node
    assert isinstance(statement, ast.stmt)
    group, ordered = code.fresh("group"), code.fresh(f"{source}_in_order")
    entries, wanted, front = edits.text(passed.source, need=0), "", []
    if latest.equations:
        solutions = [equality.solved for equality in latest.equations]
        table = code.fresh(f"{source}_by_{key_word(solutions, source, set(target_names(passed.target)))}")
        other = other_names(code, passed, latest.front)
        front.append(index_text(passed, latest.equations, table, entries, edits, renamed=other))
        entries, wanted = f"{table}.get({group}, ())", wanted_key(solutions, edits)
    elif latest.groups is not None:
        wanted = edits.text(latest.groups[1])
    front.append(f"{ordered} = {{}}" if wanted else f"{ordered} = None")
    edits.insert_before(latest.front, "\n".join(front))
    keys, rows, place = code.fresh("keys"), code.fresh("rows"), code.fresh("place")
    side = "right" if latest.operator in (ast.LtE, ast.Gt) else "left"
    held = f"{ordered}[{group}]" if wanted else ordered
    built = indent_block(_in_order(code, latest, statement, entries, held, edits), "    ")
    lines = [f"{group} = {wanted}", f"if {group} not in {ordered}:"] if wanted else [f"if {ordered} is None:"]
    bisect = edits.need("bisect", f"bisect_{side}")
    lines += [built, f"{keys}, {rows} = {held}", f"{place} = {bisect}({keys}, {edits.text(latest.bound)})"]
    edits.insert_before(statement, "\n".join(lines))
    part = f"{rows}[max({place} - 1, 0):{place}]" if latest.upwards else f"{rows}[{place}:{place} + 1]"
    edits.replace(passed.source, part)


def _in_order(
    code: FunctionCode, latest: _Latest, statement: ast.stmt, entries: str, held: str, edits: Edits
) -> str:
    """Statements that sort entries by the key and hold keys and entries apart."""
    passed = latest.passed
    other = other_names(code, passed, statement) if isinstance(passed.node, ast.comprehension) else {}

    def said(node: ast.expr, need: int = 1) -> str:
        if node not in code.module.parents:
            return ast.unparse(renamed(node, other))
        return edits.text(node, _said(node, other), need=need)

    made: list[tuple[int, str]] = []
    for setup in needed(passed.setups, latest.key, *(test for test, _ in latest.tests)):
        made.append((setup.lineno, edits.block([setup], dict(_said(setup, other).items()), comments=False)))
    for test, skips in latest.tests:
        asked = said(test) if skips else f"not ({said(test)})"
        made.append((test.lineno, f"if {asked}:\n    continue"))
    rows, key, row = code.fresh("rows"), code.fresh("key"), code.fresh("row")
    lines = [text for _, text in sorted(made, key=lambda part: part[0])]
    lines.append(f"{rows}.append(({said(latest.key)}, {said(passed.target)}))")
    order = f"{rows}.sort(key={edits.need('operator', 'itemgetter')}(0))"
    # The kept one of equal keys must stand last where the last key below the bound is taken, and first otherwise.
    if latest.last != latest.upwards:
        order = f"{rows}.reverse()\n{order}"
    body = indent_block("\n".join(lines), "    ")
    split = f"{held} = [{key} for {key}, _ in {rows}], [{row} for _, {row} in {rows}]"
    return f"{rows} = []\nfor {said(passed.target, 0)} in {entries}:\n{body}\n{order}\n{split}"


def _said(node: ast.AST, other: Mapping[str, str]) -> dict[ast.expr, str]:
    return {
        inner: other[inner.id] for inner in ast.walk(node) if isinstance(inner, ast.Name) and inner.id in other
    }
