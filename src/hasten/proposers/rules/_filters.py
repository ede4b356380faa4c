"""Passes over a collection that use only the elements with a certain key."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from hasten.code.comparisons import NEGATED, SIGNS
from hasten.code.edits import Edits, tuple_of
from hasten.code.function import FunctionCode
from hasten.code.loops import has_own
from hasten.code.scopes import loaded, stored, target_names
from hasten.proposers.rules._equalities import Solved, formed, held, solved, wanted_key
from hasten.proposers.rules._guards import Condition, go_through, guards, of_comprehension


@dataclass(frozen=True)
class Equality:
    """A condition read as ``key(element) == wanted``, or as ``wanted in keys(element)``.

    Attributes:
        condition: The condition.
        solved: How it is read.
        behind: Conditions in front of it that say whether the element has such a key at all (``x is not None``).
    """

    condition: Condition
    solved: Solved
    behind: tuple[Condition, ...] = ()

    @property
    def text(self) -> str:
        """The equality as code, also where the condition skips what is not equal."""
        test = self.condition.test
        assert isinstance(test, ast.Compare)
        if self.solved.each:
            return f"{ast.unparse(test.left)} in {ast.unparse(test.comparators[0])}"
        return f"{ast.unparse(test.left)} == {ast.unparse(test.comparators[0])}"


@dataclass(frozen=True)
class Filter:
    """A filtered pass over a collection.

    Attributes:
        node: The loop, or the part of a comprehension.
        target: Its target.
        source: The collection.
        setups: Assignments at the start of a loop's body.
        equalities: All equalities that its elements must meet, in order; the wanted values stay the same in the body.
        holdings: The same of ``wanted in keys(element)``.
    """

    node: ast.For | ast.comprehension
    target: ast.expr
    source: ast.expr
    setups: tuple[ast.stmt, ...]
    equalities: tuple[Equality, ...]
    holdings: tuple[Equality, ...] = ()

    @property
    def names(self) -> set[str]:
        """The names that belong to one element."""
        return set(target_names(self.target)) | stored(*self.setups)

    def needed(self, equalities: Sequence[Equality]) -> tuple[ast.stmt, ...]:
        """The assignments that the keys are made from."""
        return needed(self.setups, *(equality.solved.key for equality in equalities))

    def reads(self, equality: Equality) -> list[ast.expr]:
        """What a key is made from besides the element."""
        values = [setup.value for setup in self.needed([equality]) if isinstance(setup, ast.Assign)]
        return [
            inner
            for read in [equality.solved.key, *values]
            for inner in ast.walk(read)
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load) and inner.id not in self.names
        ]


def needed(setups: Sequence[ast.stmt], *keys: ast.expr) -> tuple[ast.stmt, ...]:
    """Those of some assignments that keys are made from."""
    wanted = loaded(*keys)
    kept: list[ast.stmt] = []
    for setup in reversed(setups):
        if stored(setup) & wanted:
            kept.append(setup)
            wanted |= loaded(setup)
    return tuple(reversed(kept))


_KNOWN: WeakKeyDictionary[FunctionCode, tuple[Filter, ...]] = WeakKeyDictionary()


def filters(code: FunctionCode) -> tuple[Filter, ...]:
    """The filtered passes of a function: loops, then comprehensions. Several rules ask; they are looked for once."""
    if code not in _KNOWN:
        _KNOWN[code] = tuple(_filters(code))
    return _KNOWN[code]


def _filters(code: FunctionCode) -> Iterator[Filter]:
    for loop in code.all(ast.For):
        start = guards(code, loop.body)
        if not start.conditions:
            continue
        names = set(target_names(loop.target))
        if names & stored(*loop.body):
            continue
        # Behind a loop that ends at its first hit, the names stand for that hit.
        live = any(code.live_after(name, loop) for name in names | stored(*start.setups))
        if live and not has_own(loop, ast.Break):
            continue
        # What changes in front of a jump out of the loop is not compared any more.
        ends = bool(start.rest) and isinstance(start.rest[-1], ast.Break | ast.Return | ast.Raise)
        body = [*start.setups, *(condition.test for condition in start.conditions)] if ends else loop.body
        yield from _filter(code, Filter(loop, loop.target, loop.iter, start.setups, ()), start.conditions, body)
    for comprehension in code.comprehensions:
        for place, generator in enumerate(comprehension.generators):
            inside = [part for part in ast.iter_child_nodes(comprehension) if part is not generator]
            inside = [part for part in inside if part not in comprehension.generators[:place]]
            passed = Filter(generator, generator.target, generator.iter, (), ())
            yield from _filter(code, passed, of_comprehension(generator), inside)


def _filter(
    code: FunctionCode, passed: Filter, conditions: Sequence[Condition], body: Sequence[ast.AST]
) -> Iterator[Filter]:
    names, source = passed.names, passed.source
    if not names or isinstance(source, ast.List | ast.Tuple | ast.Constant) or names & loaded(source):
        return
    found: list[Equality] = []
    holdings: list[Equality] = []
    for condition in conditions:
        if not code.pure(condition.test):
            break
        holding = held(code, condition.test, names, condition.operator)
        if holding is not None and all(code.invariant(wanted, *body) for wanted in holding.wanted):
            holdings.append(Equality(condition, holding, _protecting(code, passed, holding.key, conditions, condition)))
        for equation in solved(code, condition.test, names, condition.operator, unhashable=True):
            if all(code.invariant(wanted, *body) for wanted in equation.wanted):
                behind = _protecting(code, passed, equation.key, conditions, condition)
                found.append(Equality(condition, equation, behind))
                break
    if found or holdings:
        yield Filter(passed.node, passed.target, source, passed.setups, tuple(found), tuple(holdings))


def _protecting(
    code: FunctionCode, passed: Filter, key: ast.expr, conditions: Sequence[Condition], condition: Condition
) -> tuple[Condition, ...]:
    """The conditions in front of another without which its key may not be there."""
    made_from = [key, *needed(passed.setups, key)]
    parts = {ast.dump(part) for whole in made_from for part in ast.walk(whole) if isinstance(part, ast.expr)}
    found = []
    for other in conditions:
        if other is condition:
            break
        about = _asks_whether_there(other.test)
        known = loaded(other.test) - passed.names
        if about is not None and ast.dump(about) in parts and not known & (code.local | set(code.parameters)):
            found.append(other)
    return tuple(found)


def _asks_whether_there(test: ast.expr) -> ast.expr | None:
    """What a test asks about, where it is one of whether a value is there, has a part, or is of a kind."""
    if isinstance(test, ast.Name):
        return test
    if isinstance(test, ast.Call) and isinstance(test.func, ast.Name) and test.func.id in ("isinstance", "hasattr"):
        return test.args[0] if test.args else None
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    other = test.comparators[0]
    if isinstance(test.ops[0], ast.Is | ast.IsNot | ast.Eq | ast.NotEq):
        return test.left if isinstance(other, ast.Constant) and other.value is None else None
    if isinstance(test.ops[0], ast.In | ast.NotIn):
        return other if isinstance(test.left, ast.Constant) else None
    size = test.left
    if isinstance(size, ast.Call) and isinstance(size.func, ast.Name) and size.func.id == "len":
        return size.args[0] if size.args else None
    return None


def index_text(
    passed: Filter,
    equalities: Sequence[Equality],
    name: str,
    source: str,
    edits: Edits,
    target: str = "",
    renamed: Mapping[str, str] | None = None,
    place: str = "",
) -> str:
    """Statements that put the elements of ``source`` into a dict by key.

    Args:
        passed: The pass that the dict serves.
        equalities: What makes the key.
        name: The dict.
        source: Text of what is walked.
        edits: Where texts come from.
        target: What one element is, if not what the pass calls it: a tuple in parentheses.
        renamed: Other names for those of the element that mean something else where the dict is built.
        place: A name for what ``source`` gives in front of each element; the dict then holds dicts by it, not lists.
    """
    renamed = renamed or {}

    def said(node: ast.AST) -> dict[ast.expr, str]:
        return {
            inner: renamed[inner.id] for inner in ast.walk(node) if isinstance(inner, ast.Name) and inner.id in renamed
        }

    behind = {ast.dump(c.test): c for equality in equalities for c in equality.behind}
    tests = []
    for condition in behind.values():
        tests.append(_as_condition(condition, said(condition.test), edits))
    late = bool(stored(*passed.needed(equalities)) & loaded(*(c.test for c in behind.values())))
    test = f"    if {' and '.join(tests)}:\n" if tests else ""
    deep = "    " if tests else ""
    setups = "".join(
        f"    {'' if late else deep}{line}\n"
        for setup in passed.needed(equalities)
        for line in edits.block([setup], dict(said(setup).items()), comments=False).split("\n")
    )
    forms = [formed(e.solved, edits.text(e.solved.key, said(e.solved.key))) for e in equalities]
    eaches = [e.solved.each for e in equalities]
    many = "".join(f"    {deep}for {each} in {text}:\n" for each, text in zip(eaches, forms, strict=True) if each)
    keys = [each or text for each, text in zip(eaches, forms, strict=True)]
    key = tuple_of(keys)
    element = target or edits.text(passed.target, said(passed.target))
    walked = target[1:-1] or edits.text(passed.target, said(passed.target), need=0)
    put = f"setdefault({key}, {{}})[{place}] = {element}" if place else f"setdefault({key}, []).append({element})"
    added = f"{deep}{'    ' if many else ''}    {name}.{put}"
    walked = f"{place}, {target or edits.text(passed.target, said(passed.target))}" if place else walked
    start = f"{setups}{test}" if late else f"{test}{setups}"
    return f"{name} = {{}}\nfor {walked} in {source}:\n{start}{many}{added}"


def _as_condition(condition: Condition, said: dict[ast.expr, str], edits: Edits) -> str:
    """The test that elements pass, as code."""
    test = condition.test
    if condition.operator is ast.Eq:
        return edits.text(test, said, need=3)
    if isinstance(test, ast.Compare) and type(test.ops[0]) in NEGATED:
        sides = edits.text(test.left, said, need=6), edits.text(test.comparators[0], said, need=6)
        return f"{sides[0]} {SIGNS[NEGATED[type(test.ops[0])]]} {sides[1]}"
    return f"not {edits.text(test, said, need=5)}"


def other_names(code: FunctionCode, passed: Filter, front: ast.stmt) -> dict[str, str]:
    """New names for those of a pass that may still be needed behind a dict that is built in front of a statement.

    Args:
        code: The function in which the dict is built.
        passed: A pass whose names are not the function's own: of a comprehension, or of another function.
        front: The statement.
    """
    bound_next = set(target_names(front.target)) if isinstance(front, ast.For) else set()
    needed: dict[str, str] = {}
    for name in sorted(passed.names & code.local - bound_next):
        stores = code.uses(name).rebinds
        before = any(getattr(node, "lineno", 0) < front.lineno for node in stores)
        if name in code.parameters or before or code.loops_around(front):
            needed[name] = code.fresh(name)
    return needed


def use_index(
    code: FunctionCode,
    passed: Filter,
    equalities: Sequence[Equality],
    name: str,
    edits: Edits,
    held_by: str = "",
    form: str = "{}",
) -> None:
    """Let a pass go through the elements of its key alone.

    Args:
        code: The function.
        passed: The pass.
        equalities: What makes the key.
        name: The dict.
        edits: Where the change is written.
        held_by: The method that gives the elements of a key, where a dict holds them and not a list.
        form: What the pass goes through, with ``{}`` for the elements: ``list({})`` where they change meanwhile.
    """
    wanted = wanted_key([equality.solved for equality in equalities], edits)
    bucket = f"{name}.get({wanted}, {{}}).{held_by}()" if held_by else f"{name}.get({wanted}, ())"
    # Where a key may be NaN the comparison stays.
    exact = [equality.condition for equality in equalities if equality.solved.always]
    go_through(code, passed.node, form.format(bucket), exact, edits)
