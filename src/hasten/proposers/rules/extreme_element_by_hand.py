"""Looking for the element with the smallest or the largest key by a loop.

Finds:
    A loop that keeps the first element whose key is smaller (or larger) than those of all in front of it:
    ``best = None`` (or the first element), then ``if best is None or x.due < best.due: best = x``. The smallest key may
    have a name of its own, several keys may decide one after the other, and elements may be left out by a condition.

Slow because:
    The interpreter runs several instructions per element. Written with ``min``, other rules see what is looked for:
    that is done only where one of them then finds a better way.

Unsafe when:
    Keys are neither smaller nor larger than each other and yet not the same.

Example:
    Before::

        best = None
        for job in jobs:
            if best is None or job.due < best.due:
                best = job

    After::

        best = min(jobs, key=lambda job: job.due, default=None)

Source:
    The Python documentation of the builtin functions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import equal, is_name, match, renamed, with_values
from hasten.code.scopes import assigned, loaded
from hasten.proposers.rules._conditions import joined, opposite, parts_of
from hasten.proposers.rules._extremes import holds_some
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._lexicographic import Key, decided_by, said

OPENING = True
_INFINITE = ("float('inf')", "float('-inf')", "-float('inf')", "math.inf", "-math.inf", "inf", "-inf")


@dataclass(frozen=True)
class _Update:
    """What a loop does with an element that is better than the best.

    Attributes:
        test: When it does so.
        best: The name that gets the element.
        bound: The name that gets its key, "" for none.
        key: What that name gets.
    """

    test: ast.expr
    best: str
    bound: str = ""
    key: ast.expr | None = None


@dataclass(frozen=True)
class _Search:
    """What a loop looks for.

    Attributes:
        first: The first statement that belongs to it.
        loop: The loop.
        source: What is gone through.
        element: What the loop calls an element.
        update: What it does with a better one.
        word: ``min`` or ``max``.
        keys: By what elements are compared, one key after the other.
        tests: What an element must meet to be looked at.
        some: Whether there surely is one.
    """

    first: ast.stmt
    loop: ast.For
    source: ast.expr
    element: str
    update: _Update
    word: str
    keys: tuple[Key, ...]
    tests: tuple[ast.expr, ...]
    some: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.For):
        search = _search(code, loop)
        if search is not None:
            by = ", ".join(ast.unparse(key.value) for key in search.keys)
            text = f"the loop looks for the {search.word} by {by}; {search.word} says so"
            yield Finding(loop, text, partial(_change, code, search), enabling=True, minor=True)


def _search(code: FunctionCode, loop: ast.For) -> _Search | None:
    if loop.orelse or not isinstance(loop.target, ast.Name):
        return None
    element = loop.target.id
    body, tests = list(loop.body), list[ast.expr]()
    while len(body) > 1 and match("if $t:\n    continue", body[0]) is not None:
        skip = body.pop(0)
        assert isinstance(skip, ast.If)
        tests.append(opposite(skip.test))
    meanings: dict[str, ast.expr] = {}
    named = match("@k = $e", body[0]) if len(body) == 2 else None
    if named is not None:
        meanings[named.name("k")] = named["e"]
        body = body[1:]
    update = _update(body[0], element, meanings) if len(body) == 1 else None
    if update is None:
        return None
    first = _start(code, loop, update, element)
    own = {element, update.best, update.bound, *meanings} - {""}
    if first is None or any(code.live_after(name, loop) for name in {element, *meanings}):
        return None
    statement, source, held = first
    test = with_values(update.test, meanings) if meanings else update.test
    parts = _parts(test, update)
    if parts is None or parts.asks_none == held:
        return None
    compared = joined(ast.Or, parts.ors)
    if update.key is not None:
        # The name of the best key stands for the key of the best element.
        compared = with_values(compared, {update.bound: renamed(update.key, {element: update.best})})
    keys = decided_by(compared, element, update.best)
    tests += parts.others
    if not keys or len({key.smaller for key in keys}) > 1 or own & loaded(source) or not code.pure(source):
        return None
    word = "min" if keys[0].smaller else "max"
    values = [*(key.value for key in keys), *tests]
    if not code.is_builtin(word) or any(loaded(part) & (own - {element}) or not code.pure(part) for part in values):
        return None
    some = not tests and isinstance(source, ast.Name) and holds_some(code, source.id, loop)
    if held and not some:
        return None  # of an empty list the first element gives another error than ``min`` does
    return _Search(statement, loop, source, element, update, word, tuple(keys), tuple(tests), some)


def _update(step: ast.stmt, element: str, meanings: dict[str, ast.expr]) -> _Update | None:
    """``if test: best = x``, perhaps with the key, perhaps in several branches that do the same."""
    tests: list[ast.expr] = []
    body: list[ast.stmt] = []
    while isinstance(step, ast.If):
        if body and not (len(body) == len(step.body) and all(map(equal, body, step.body))):
            return None
        tests.append(step.test)
        body = step.body
        if not step.orelse:
            break
        if len(step.orelse) > 1 or not isinstance(step.orelse[0], ast.If):
            return None
        step = step.orelse[0]
    pairs: list[tuple[ast.expr, ast.expr]] = []
    for statement in body:
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return None
        pairs += assigned(statement.targets[0], statement.value)
    if not 1 <= len(pairs) <= 2 or not all(isinstance(target, ast.Name) for target, _ in pairs):
        return None
    best = [target.id for target, value in pairs if isinstance(target, ast.Name) and is_name(value, element)]
    rest = [(target.id, value) for target, value in pairs if isinstance(target, ast.Name) and target.id not in best]
    if len(best) != 1 or len(rest) != len(pairs) - 1:
        return None
    test = joined(ast.Or, tests)
    if not rest:
        return _Update(test, best[0])
    bound, key = rest[0]
    return _Update(test, best[0], bound, with_values(key, meanings) if meanings else key)


def _start(
    code: FunctionCode, loop: ast.For, update: _Update, element: str
) -> tuple[ast.stmt, ast.expr, bool] | None:
    """The first statement that belongs to a search, what it goes through, and whether it begins with an element."""
    wanted = {update.best, update.bound} - {""}
    starts: dict[str, ast.expr] = {}
    first: ast.stmt | None = None
    for statement in reversed(code.before(loop)):
        if not wanted or not isinstance(statement, ast.Assign):
            break
        pairs = [pair for target in statement.targets for pair in assigned(target, statement.value)]
        given = {name.id: value for name, value in pairs if isinstance(name, ast.Name)}
        if len(given) < len(pairs) or not given.keys() <= wanted:
            break
        starts |= given
        wanted -= given.keys()
        first = statement
    if wanted or first is None:
        return None
    start, bound = starts[update.best], starts.get(update.bound)
    if _is_none(start):
        known = bound is None or _is_none(bound) or ast.unparse(bound) in _INFINITE
        return (first, loop.iter, False) if known else None
    found = match("@xs[0]", start)
    if found is None:
        return None
    source = loop.iter.value if match("$xs[1:]", loop.iter) and isinstance(loop.iter, ast.Subscript) else loop.iter
    if not equal(source, found["xs"]):
        return None
    if bound is not None:
        # The key of the first element, which may be asked of it under its new name.
        key = renamed(update.key, {element: update.best}) if update.key is not None else None
        at_once = with_values(update.key, {element: start}) if update.key is not None else None
        if not any(form is not None and equal(bound, form) for form in (key, at_once)):
            return None
    return first, source, True


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


@dataclass(frozen=True)
class _Parts:
    """A condition in parts.

    Attributes:
        ors: Comparisons with the best, of which one must hold.
        others: What must hold of the element besides.
        asks_none: Whether there may be no best one yet.
    """

    ors: list[ast.expr]
    others: list[ast.expr]
    asks_none: bool


def _parts(test: ast.expr, update: _Update) -> _Parts | None:
    others: list[ast.expr] = []
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        held = [part for part in test.values if loaded(part) & {update.best, update.bound}]
        others = [part for part in test.values if part not in held]
        if len(held) != 1:
            return None if others else _Parts([test], [], False)
        test = held[0]
    ors = parts_of(test, ast.Or)
    rest = [part for part in ors if not _asks_none(part, update)]
    infinite = bool(update.bound) and len(rest) == len(ors) and not any(update.best in loaded(part) for part in ors)
    return _Parts(rest, others, len(rest) < len(ors) or infinite) if rest else None


def _asks_none(test: ast.expr, update: _Update) -> bool:
    found = match("@b is None", test) or match("not @b", test)
    return found is not None and found.name("b") in (update.best, update.bound)


def _change(code: FunctionCode, search: _Search, edits: Edits) -> None:
    update, element = search.update, search.element
    source = edits.text(search.source, need=0)
    if search.tests:
        asked = " and ".join(f"({ast.unparse(test)})" for test in search.tests)
        source = f"[{element} for {element} in {source} if {asked}]"
    key = said(search.keys)
    by = "" if key == element else f", key=lambda {element}: {key}"
    default = "" if search.some else ", default=None"
    lines = [f"{update.best} = {search.word}({source}{by}{default})"]
    if update.bound and code.live_after(update.bound, search.loop):
        assert update.key is not None
        again = ast.unparse(renamed(update.key, {element: update.best}))
        lines.append(f"{update.bound} = {again}" + ("" if search.some else f" if {update.best} is not None else None"))
    edits.replace_statements(search.first, search.loop, "\n".join(lines))
