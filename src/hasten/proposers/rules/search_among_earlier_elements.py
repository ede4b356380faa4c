"""Searching the elements before (or behind) the present one for an equal one.

Finds:
    In a loop over the positions ``i`` of a sequence that stays the same, a search of ``xs[:i]``, ``xs[i + 1:]``,
    ``range(i)`` or ``range(i + 1, n)`` for elements with a given key: by an inner loop, ``any``, or ``in``. Sums and
    differences of integers are solved for the element (``xs[i] + xs[j] == target``).

Slow because:
    Every turn walks the part before (or behind) it: O(n^2), and a slice is copied besides. One pass notes where each
    key occurs first, last, or at all; then each turn asks once.

Unsafe when:
    A key cannot be hashed, or reading the key of an element that the original would not have reached raises.

Example:
    Before::

        for i, row in enumerate(rows):
            if any(r["mail"] == row["mail"] for r in rows[:i]):
                doubles.append(i)

    After::

        first_mail = {}
        for position, r in enumerate(rows):
            first_mail.setdefault(r["mail"], position)
        for i, row in enumerate(rows):
            if first_mail.get(row["mail"], i) < i:
                doubles.append(i)

Source:
    The hash solution of the two-sum problem.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, bound_in, constant_int, counted, has_own, range_bounds, repeats_around
from hasten.code.match import match
from hasten.code.naming import noun
from hasten.code.scopes import loaded, stored, target_names
from hasten.code.types import only
from hasten.proposers.rules._equalities import Solved, solved, wanted_text
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Part:
    """The part of a sequence that is searched.

    Attributes:
        whole: The whole sequence, or the bound of the range.
        positions: Whether positions are searched (``range``) rather than elements (a slice).
        index: The position that divides.
        later: Whether the part lies behind the position rather than before it.
    """

    whole: ast.expr
    positions: bool
    index: str
    later: bool


@dataclass(frozen=True)
class _Search:
    part: _Part
    target: ast.expr
    equation: Solved
    repeat: Repeat


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops that only ask whether there is one, ``any`` and ``in``; then loops that visit all hits."""
    for loop in code.all(ast.For):
        yield from _loop(code, loop)
    for call in code.all(ast.Call):
        arguments = code.builtin_call(call, "any", 1)
        if arguments and isinstance(arguments[0], ast.GeneratorExp | ast.ListComp):
            yield from _any(code, call, arguments[0])
    for test in code.all(ast.Compare):
        yield from _membership(code, test)


def _text(search: _Search) -> str:
    where = "behind" if search.part.later else "before"
    return f"every turn searches the part {where} it for a key; one pass notes where each key occurs"


def _loop(code: FunctionCode, loop: ast.For) -> Iterator[Finding]:
    if len(loop.body) != 1 or not isinstance(loop.body[0], ast.If) or loop.body[0].orelse:
        return
    test = loop.body[0]
    names = set(target_names(loop.target))
    if any(code.live_after(name, loop) for name in names) or names & stored(*loop.body):
        return
    part = _part(code, loop.iter, loop)
    if part is None:
        return
    search = _search(code, part, loop.target, test.test, loop, tuple(loop.body))
    if search is None:
        return
    if _same_for_all(test.body) and not names & loaded(*test.body):
        yield Finding(loop, _text(search), partial(_exists, code, search, loop, test), GROWTH, ahead=True)
    elif part.positions and not loop.orelse:
        yield Finding(loop, _text(search), partial(_hits, code, search, loop, test), GROWTH, ahead=True)


def _same_for_all(body: list[ast.stmt]) -> bool:
    """Whether a second hit would change nothing: the body leaves, or only sets names to constants."""
    if isinstance(body[-1], ast.Break | ast.Return | ast.Raise):
        return not any(
            has_own_jump(statement) for statement in body[:-1] if isinstance(statement, ast.If | ast.With | ast.Try)
        )
    return all(isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant) for statement in body)


def has_own_jump(statement: ast.stmt) -> bool:
    """Whether a ``break`` or ``continue`` for the loop around lies inside a compound statement."""
    return has_own(ast.While(ast.Constant(True), [statement], []), ast.Break, ast.Continue)


def _part(code: FunctionCode, source: ast.expr, node: ast.AST) -> _Part | None:
    """The part of a sequence that an expression stands for, with the loop index that divides it."""
    bounds = range_bounds(code, source)
    found: _Part | None = None
    if bounds is not None and bounds[2] == 1:
        start, stop, _ = bounds
        if start is None and isinstance(stop, ast.Name):
            found = _Part(stop, True, stop.id, False)
        behind = match("@i + 1", start) if start is not None else None
        if behind is not None:
            found = _Part(stop, True, behind.name("i"), True)
    before, after = match("$xs[:@i]", source), match("$xs[@i + 1:]", source)
    if before is not None:
        found = _Part(before["xs"], False, before.name("i"), False)
    if after is not None:
        found = _Part(after["xs"], False, after.name("i"), True)
    if found is None:
        return None
    if found.positions and not found.later:
        whole = _stop_of(code, found.index, node)
        return _Part(whole, True, found.index, False) if whole is not None else None
    if not found.positions and not only(code.type_of(found.whole), "list", "tuple", "str", "any", "sequence"):
        return None
    return found if _positions_of(code, found.index, node) else None


def _positions_of(code: FunctionCode, index: str, node: ast.AST) -> bool:
    """Whether a loop or comprehension around the node runs ``index`` over positions from 0 on."""
    for repeat in repeats_around(code, node):
        if isinstance(repeat.node, ast.For):
            shape = counted(code, repeat.node)
            if shape is not None and shape.index == index:
                return shape.step == 1 and (shape.start is None or (constant_int(shape.start) or 0) > 0)
            target, source = repeat.node.target, repeat.node.iter
        elif isinstance(repeat.node, ast.While):
            shape = counted(code, repeat.node)
            if shape is not None and shape.index == index:
                return shape.start is None
            continue
        elif isinstance(repeat.node, ast.Lambda):
            continue
        else:
            generator = next((g for g in repeat.node.generators if index in target_names(g.target)), None)
            if generator is None:
                continue
            target, source = generator.target, generator.iter
            if range_bounds(code, source) is not None:
                return True
        if code.builtin_call(source, "enumerate", 1) and isinstance(target, ast.Tuple):
            first = target.elts[0]
            if isinstance(first, ast.Name) and first.id == index:
                return index not in (stored(*repeat.node.body) if isinstance(repeat.node, ast.For) else ())
    return False


def _stop_of(code: FunctionCode, index: str, node: ast.AST) -> ast.expr | None:
    """The bound that the index of a counted loop around the node stays below."""
    for repeat in repeats_around(code, node):
        if isinstance(repeat.node, ast.For | ast.While):
            shape = counted(code, repeat.node)
            if shape is not None and shape.index == index and shape.step == 1:
                return shape.stop
    return None


def _search(
    code: FunctionCode, part: _Part, target: ast.expr, test: ast.expr, node: ast.AST, body: tuple[ast.AST, ...]
) -> _Search | None:
    names = set(target_names(target))
    if not names or part.index in names or (part.positions and not isinstance(target, ast.Name)):
        return None
    for equation in solved(code, test, names):
        if part.index in loaded(equation.key) or not all(code.invariant(wanted, *body) for wanted in equation.wanted):
            continue
        repeat = _outermost(code, part, equation, names, node)
        if repeat is not None:
            return _Search(part, target, equation, repeat)
    return None


def _outermost(code: FunctionCode, part: _Part, equation: Solved, names: set[str], node: ast.AST) -> Repeat | None:
    """The outermost loop that leaves the sequence and the way to its keys alone, at least that of the index."""
    best: Repeat | None = None
    fixed = [name for name in ast.walk(equation.key) if isinstance(name, ast.Name) and name.id not in names]
    bound = False
    for repeat in repeats_around(code, node):
        if repeat.node is node or not code.invariant(part.whole, *repeat.region):
            break
        if any(not code.invariant(name, *repeat.region) for name in fixed if isinstance(name.ctx, ast.Load)):
            break
        bound = bound or part.index in _targets(repeat)
        best = repeat
    return best if best is not None and best.statement is not None and bound else None


def _targets(repeat: Repeat) -> set[str]:
    if isinstance(repeat.node, ast.While):
        return stored(*repeat.node.body)
    return bound_in(repeat)


def _source(part: _Part, target: str, position: str, edits: Edits) -> tuple[str, str]:
    """The head of a loop over the whole sequence, and the name of the position in it."""
    if part.positions:
        first = "1, " if part.later else ""  # the first position lies behind no other
        return f"for {target} in range({first}{edits.text(part.whole)}):", target
    return f"for {position}, {target} in enumerate({edits.text(part.whole)}):", position


def _noted(code: FunctionCode, search: _Search, edits: Edits) -> str:
    """Note the first (or last) position of every key in front of the loop; the name of the dict."""
    assert search.repeat.statement is not None
    word = noun(search.equation.key, "value")
    name = code.fresh(f"{'last' if search.part.later else 'first'}_{word}")
    target = edits.text(search.target)
    if isinstance(search.target, ast.Tuple):
        target = f"({edits.text(search.target, need=0)})"
    head, position = _source(search.part, target, code.fresh("position"), edits)
    key = edits.text(search.equation.key)
    store = f"{name}[{key}] = {position}" if search.part.later else f"{name}.setdefault({key}, {position})"
    edits.insert_before(search.repeat.statement, f"{name} = {{}}\n{head}\n    {store}")
    return name


def _asked(search: _Search, name: str, edits: Edits, *, negated: bool = False) -> str:
    index = search.part.index
    if negated:
        compare = "<=" if search.part.later else ">="
    else:
        compare = ">" if search.part.later else "<"
    return f"{name}.get({wanted_text(search.equation, edits)}, {index}) {compare} {index}"


def _exists(code: FunctionCode, search: _Search, loop: ast.For, test: ast.If, edits: Edits) -> None:
    name = _noted(code, search, edits)
    body = test.body[:-1] if isinstance(test.body[-1], ast.Break) else test.body
    if loop.orelse and not isinstance(test.body[-1], ast.Break):
        raise EditConflict("the else branch of the loop may run after a hit")
    if not body and loop.orelse:
        edits.replace_statement(
            loop, f"if {_asked(search, name, edits, negated=True)}:\n{_indented(edits.block(loop.orelse))}"
        )
        return
    text = f"if {_asked(search, name, edits)}:\n{_indented(edits.block(body) if body else 'pass')}"
    if loop.orelse:
        text += f"\nelse:\n{_indented(edits.block(loop.orelse))}"
    edits.replace_statement(loop, text)


def _hits(code: FunctionCode, search: _Search, loop: ast.For, test: ast.If, edits: Edits) -> None:
    assert search.repeat.statement is not None
    word = noun(search.equation.key, "value")
    name, places = code.fresh(f"places_of_{word}"), code.fresh("places")
    target = edits.text(search.target)
    head, position = _source(search.part, target, "", edits)
    edits.insert_before(
        search.repeat.statement,
        f"{name} = {{}}\n{head}\n    {name}.setdefault({edits.text(search.equation.key)}, []).append({position})",
    )
    index = search.part.index
    counted = match("@n += 1", test.body[0]) if len(test.body) == 1 else None
    if counted is not None and search.equation.exact:
        side = "bisect_right" if search.part.later else "bisect_left"
        place = f"{edits.need('bisect', side)}({places}, {index})"
        edits.replace_statement(
            loop,
            f"{places} = {name}.get({wanted_text(search.equation, edits)}, [])\n"
            f"{counted.name('n')} += {f'len({places}) - {place}' if search.part.later else place}",
        )
        return
    edits.insert_before(loop, f"{places} = {name}.get({wanted_text(search.equation, edits)}, [])")
    if search.part.later:
        edits.replace(loop.iter, f"{places}[{edits.need('bisect', 'bisect_right')}({places}, {index}):]")
    else:
        edits.replace(loop.iter, f"{places}[:{edits.need('bisect', 'bisect_left')}({places}, {index})]")
    if search.equation.exact:
        edits.replace_statement(test, edits.block(test.body))


def _indented(text: str) -> str:
    return "\n".join("    " + line if line else line for line in text.split("\n"))


def _any(code: FunctionCode, call: ast.Call, inner: ast.GeneratorExp | ast.ListComp) -> Iterator[Finding]:
    if len(inner.generators) != 1:
        return
    generator = inner.generators[0]
    test = inner.elt if not generator.ifs else generator.ifs[0]
    if generator.ifs and (len(generator.ifs) > 1 or not isinstance(inner.elt, ast.Constant) or not inner.elt.value):
        return
    part = _part(code, generator.iter, call)
    if part is None:
        return
    search = _search(code, part, generator.target, test, call, (inner.elt,))
    if search is not None:
        yield Finding(call, _text(search), partial(_replace_any, code, search, call), GROWTH, ahead=True)


def _replace_any(code: FunctionCode, search: _Search, call: ast.expr, edits: Edits) -> None:
    edits.replace(call, _asked(search, _noted(code, search, edits), edits))


def _membership(code: FunctionCode, test: ast.Compare) -> Iterator[Finding]:
    """``x in xs[:i]`` and ``x not in xs[i + 1:]``."""
    if len(test.ops) != 1 or not isinstance(test.ops[0], ast.In | ast.NotIn):
        return
    part = _part(code, test.comparators[0], test)
    if part is None or part.positions or not only(code.type_of(part.whole), "list", "tuple", "any"):
        return
    element = ast.Name(code.fresh("value"), ast.Load())
    equation = Solved(element, (test.left,), "{0}", True, True)
    repeat = _outermost(code, part, equation, {element.id}, test)
    if repeat is None or not code.pure(test.left):
        return
    search = _Search(part, element, equation, repeat)
    yield Finding(test, _text(search), partial(_replace_membership, code, search, test), GROWTH, ahead=True)


def _replace_membership(code: FunctionCode, search: _Search, test: ast.Compare, edits: Edits) -> None:
    assert search.repeat.statement is not None and isinstance(search.target, ast.Name)
    later = search.part.later
    name = code.fresh(f"{'last' if later else 'first'}_{noun(search.part.whole)}")
    position, value = code.fresh("position"), search.target.id
    store = f"{name}[{value}] = {position}" if later else f"{name}.setdefault({value}, {position})"
    edits.insert_before(
        search.repeat.statement,
        f"{name} = {{}}\nfor {position}, {value} in enumerate({edits.text(search.part.whole)}):\n    {store}",
    )
    edits.replace(test, _asked(search, name, edits, negated=isinstance(test.ops[0], ast.NotIn)))
