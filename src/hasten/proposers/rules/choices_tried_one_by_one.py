"""All choices tried one by one, of which only something folded over their items counts.

Finds:
    A loop or comprehension over ``product(xs, repeat=n)``, ``product(xs, ys, zs)``, ``combinations(xs, k)`` or the
    masks of ``range(1 << n)`` that folds something over the items of each choice (a sum, a level, flags, how many there
    are of a kind) and then only counts, also in a dict, or keeps the best, by what came out; and loops in each other of
    which only the sum of their variables is used.

Slow because:
    There are as many choices as the power of their length, but choices that have come to the same state go on alike.
    Item by item, each different state is kept once, with the number of choices that have come to it: a sum over n
    small numbers has few states.

Unsafe when:
    The items are floats, whose sums are rounded, or nearly all states are different: then nothing is gained.

Example:
    Before::

        ways = 0
        for throw in product(range(1, 7), repeat=n):
            if sum(throw) == target:
                ways += 1

    After::

        ways = 0
        # choices that come to the same go on alike: how many there are of each
        states = {0: 1}
        for _ in range(n):
            following = {}
            for before, times in states.items():
                for item in range(1, 7):
                    total = before
                    total = total + item
                    following[total] = following.get(total, 0) + times
            states = following
        for total, times in states.items():
            if total == target:
                ways += times

Source:
    Bellman, Dynamic Programming (1957); the transfer matrix method.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from hasten.code.edits import EditConflict, Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, range_bounds
from hasten.code.match import Holes, match
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.algorithms.outline import read_before_bound
from hasten.proposers.rules._choices import (
    BITS,
    LISTS,
    PARTS,
    PLACES,
    Enumeration,
    Fold,
    enumeration,
    fold_of_body,
    fold_of_expressions,
    sum_of_variables,
)
from hasten.proposers.rules._counts_in_dicts import count_in_dict
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(2^n)", "O(n^2)")
_COMMENT = "# choices that come to the same go on alike: how many there are of each"
#: Calls of which the answer does not depend on how often, or counts it.
_ASKED = frozenset({"sum", "len", "any", "all", "max", "min", "set"})
_TEXT = "all choices are tried one by one though only what they come to counts; each different state is enough, once"


@dataclass(frozen=True)
class _Loop:
    """A loop over choices.

    Attributes:
        loop: The loop.
        choices: What it enumerates.
        fold: What it folds over each.
        rest: The statements that read the state.
        sizes: The loop around it that gives the number of items, or None.
        inner: The innermost loop, where there are several.
    """

    loop: ast.For
    choices: Enumeration
    fold: Fold
    rest: tuple[ast.stmt, ...]
    sizes: ast.For | None
    inner: ast.For | None = None


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops, then comprehensions."""
    for loop in code.all(ast.For):
        found = _loop(code, loop) or _sums(code, loop) or _mapped(code, loop)
        if found is not None:
            yield Finding(found.sizes or loop, _TEXT, partial(_change, code, found), GROWTH, integers=True)
    for call in code.all(ast.Call):
        choices = _map_of_sums(code, call.args[0]) if _is_counter(code, call) and len(call.args) == 1 else None
        if choices is not None and _stands_alone(code, call, choices):
            yield Finding(call, _TEXT, partial(_change_counter, code, call, choices), GROWTH, integers=True)
    for comprehension in code.comprehensions:
        asked = _asked(code, comprehension)
        if asked is not None:
            choices, fold, whole = asked
            change = partial(_change_expression, code, comprehension, choices, fold, whole)
            yield Finding(comprehension, _TEXT, change, GROWTH, integers=True)


def _loop(code: FunctionCode, loop: ast.For) -> _Loop | None:
    if not isinstance(loop.target, ast.Name) or loop.orelse:
        return None
    choices = enumeration(code, loop.iter)
    if choices is None or code.live_after(loop.target.id, loop):
        return None
    choice = loop.target.id
    if choice in stored(*loop.body):
        return None
    if choices.kind == BITS and not (match("range(1 << $n)", loop.iter) or match("range(2 ** $n)", loop.iter)):
        return None
    found = fold_of_body(code, loop, choice, choices.kind)
    if found is None:
        return None
    fold, rest = found
    ended = _ends(fold)
    if ended and choices.kind != PLACES:
        return None
    ordered = choices.kind in (PLACES, LISTS) and not ended
    if not rest or not _only_reads(code, loop, rest, set(fold.names), ordered=ordered):
        return None
    sizes = None
    if choices.kind == LISTS:
        if not all(_listed(code, part, loop.body) for part in choices.lists or [choices.items]):
            return None
        return _Loop(loop, choices, fold, tuple(rest), None)
    if choices.kind == PARTS:
        sizes = _sizes(code, loop, choices)
        if sizes is None and not _fixed(code, choices.count, loop):
            return None
    elif not _fixed(code, choices.count, loop):
        return None
    if choices.items is not None and not _read_again(code, choices.items, sizes or loop):
        return None
    return _Loop(loop, choices, fold, tuple(rest), sizes)


def _listed(code: FunctionCode, part: ast.expr | None, region: Sequence[ast.AST]) -> bool:
    """Whether a list can be gone through for every state."""
    if part is None or isinstance(part, ast.GeneratorExp) or not code.invariant(part, *region):
        return False
    kinds = ("list", "tuple", "str", "range", "dict", "set", "frozenset", "any")
    return code.builtin_call(part, "range") is not None or only(code.type_of(part), *kinds)


def _sums(code: FunctionCode, loop: ast.For) -> _Loop | None:
    """Loops in each other, or one over tuples of a product, where the sum of the variables is all that is used."""
    inner, names, lists = loop, [], []
    while True:
        if inner.orelse:
            return None
        if isinstance(inner.target, ast.Name):
            names.append(inner.target.id)
            lists.append(inner.iter)
        else:
            break
        if len(inner.body) != 1 or not isinstance(inner.body[0], ast.For):
            break
        inner = inner.body[0]
    if isinstance(loop.target, ast.Tuple):
        # The parts of a tuple can be read one by one.
        choices = enumeration(code, loop.iter)
        names = [part.id for part in loop.target.elts if isinstance(part, ast.Name)]
        if choices is None or len(names) != len(loop.target.elts):
            return None
        if choices.kind == PLACES and choices.items is not None and constant_int(choices.count) == len(names):
            choices = Enumeration(LISTS, None, choices.count, (choices.items,) * len(names))
        if choices.kind != LISTS or len(choices.lists) != len(names):
            return None
        inner, lists = loop, list(choices.lists)
    elif not isinstance(inner.target, ast.Name):
        return None
    region = [loop.target, *loop.body]
    if len(names) < 2 or len(set(names)) < len(names) or set(names) & stored(*inner.body):
        return None
    if any(code.live_after(name, loop) for name in names) or not all(_listed(code, part, region) for part in lists):
        return None
    named = {
        id(s.value): s.targets[0].id
        for s in inner.body
        if isinstance(s, ast.Assign) and len(s.targets) == 1 and isinstance(s.targets[0], ast.Name)
    }
    if inner is not loop and any(isinstance(node, ast.Break) for node in descend(*inner.body)):
        return None  # it would leave the innermost loop alone
    fold = sum_of_variables(code, inner.body, names, named)
    if fold is None or any(code.live_after(name, loop) for name in fold.names):
        return None
    gone = [s for s in inner.body if isinstance(s, ast.Assign) and any(s.value is node for node, _ in fold.asked)]
    if any(stored(s) != set(fold.names) for s in gone):
        return None
    rest = [statement for statement in inner.body if statement not in gone]
    if not rest or stored(*rest) & set(fold.names):
        return None
    if not _only_reads(code, loop, rest, set(fold.names), ordered=True):
        return None
    choices = Enumeration(LISTS, None, ast.Constant(len(lists)), tuple(lists))
    return _Loop(loop, choices, replace(fold, gone=tuple(gone)), tuple(rest), None, inner)


def _mapped(code: FunctionCode, loop: ast.For) -> _Loop | None:
    """``for total in map(sum, product(...))``."""
    made = _map_of_sums(code, loop.iter)
    if made is None or loop.orelse or not isinstance(loop.target, ast.Name):
        return None
    name = loop.target.id
    if name in stored(*loop.body) or code.live_after(name, loop):
        return None
    parts = made.lists or ((made.items,) if made.items is not None else ())
    if not all(_listed(code, part, loop.body) for part in parts) or not _fixed(code, made.count, loop):
        return None
    if not _only_reads(code, loop, loop.body, {name}, ordered=True):
        return None
    item = code.fresh("item")
    fold = Fold((name,), ("0",), (f"{name} = {name} + {item}",), item, None, (), None, ())
    return _Loop(loop, made, fold, tuple(loop.body), None)


def _map_of_sums(code: FunctionCode, source: ast.expr) -> Enumeration | None:
    """What is enumerated where only the sums of the choices are taken."""
    mapped = code.builtin_call(source, "map", 2)
    if not mapped or not isinstance(mapped[0], ast.Name) or mapped[0].id != "sum" or not code.is_builtin("sum"):
        return None
    choices = enumeration(code, mapped[1])
    return choices if choices is not None and choices.kind in (PLACES, LISTS) else None


def _ends(fold: Fold) -> bool:
    """Whether the steps may end before the last item."""
    return any(isinstance(node, ast.Break) for s in fold.steps if isinstance(s, ast.stmt) for node in descend(s))


def _fixed(code: FunctionCode, node: ast.expr, loop: ast.For) -> bool:
    return code.invariant(node, *loop.body)


def _read_again(code: FunctionCode, items: ast.expr, loop: ast.For) -> bool:
    """Whether the items can be gone through as often as one likes, and stay the same."""
    if not code.invariant(items, *loop.body):
        return False
    if code.builtin_call(items, "range"):
        return True
    if isinstance(items, ast.Name):
        return only(code.type_of(items), "list", "tuple", "str", "range", "any")
    return isinstance(items, ast.Constant | ast.List | ast.Tuple) and code.pure(items)


def _sizes(code: FunctionCode, loop: ast.For, choices: Enumeration) -> ast.For | None:
    """The loop over numbers of items right around, that goes up to the number of all items."""
    outer = code.parent(loop)
    if not isinstance(outer, ast.For) or outer.orelse or outer.body != [loop] or not isinstance(outer.target, ast.Name):
        return None
    bounds = range_bounds(code, outer.iter)
    if bounds is None or bounds[2] != 1 or choices.items is None or not isinstance(choices.count, ast.Name):
        return None
    start = 0 if bounds[0] is None else constant_int(bounds[0])
    if start is None or start < 0 or choices.count.id != outer.target.id or outer.target.id in stored(*loop.body):
        return None
    size = match("len($xs) + 1", bounds[1]) or match("len($xs)", bounds[1])
    return outer if size is not None and ast.dump(size["xs"]) == ast.dump(choices.items) else None


# -- what may be done with a state -------------------------------------------------------------------------------------


def _only_reads(
    code: FunctionCode, loop: ast.For, rest: Sequence[ast.stmt], state: set[str], *, ordered: bool
) -> bool:
    """Whether the statements only count and keep, so that a state stands for all choices that come to it.

    Args:
        code: The function.
        loop: The loop over choices.
        rest: The statements, last ones of its body.
        state: Names of the parts of the state.
        ordered: Whether states come in the order of the first choice that comes to them.
    """
    if stored(*rest) & state:
        return False
    adds = any(isinstance(node, ast.AugAssign) or count_in_dict(node) is not None for node in descend(*rest))
    read = read_before_bound(rest)
    passing = {name for name in stored(*rest) if name not in read and not code.live_after(name, loop)}
    tables = {name for node in descend(*rest) for name in [_table(node)] if name}
    if not _tables_are_left_alone(code, rest, tables):
        return False
    changed = (stored(*rest) - passing) | tables
    reader = _Reader(state | passing, passing, ordered, adds, frozenset(changed))
    return all(_reads(code, statement, reader) for statement in rest)


@dataclass(frozen=True)
class _Reader:
    """What statements that read a state are judged by.

    Attributes:
        state: Names whose value depends on the state.
        passing: Names that they set for themselves.
        ordered: Whether states come in the order of the first choice that comes to them.
        adds: Whether something is counted.
        changed: Names of what they change.
    """

    state: set[str]
    passing: set[str]
    ordered: bool
    adds: bool
    changed: frozenset[str]


def _reads(code: FunctionCode, statement: ast.stmt, reader: _Reader) -> bool:
    state, ordered, adds = reader.state, reader.ordered, reader.adds
    count = count_in_dict(statement)
    if count is not None:
        # Where states do not come in the order of their choices, neither would the keys.
        parts = (count.key, count.value)
        if not ordered or loaded(*parts) & reader.changed or not all(map(code.pure, parts)):
            return False
        return constant_int(count.value) is not None or only(code.type_of(count.value), "int", "any")
    if isinstance(statement, ast.AugAssign):
        value = statement.value
        whole = constant_int(value) is not None or only(code.type_of(value), "int", "any")
        simple = isinstance(statement.target, ast.Name) and not loaded(value) & reader.changed
        return isinstance(statement.op, ast.Add | ast.Sub) and whole and simple and code.pure(value)
    if isinstance(statement, ast.Assign):
        return (stored(statement) <= reader.passing and code.pure(statement.value)) or _keeps_best(code, statement)
    if _gives_start(statement):
        return ordered
    if isinstance(statement, ast.Expr):
        added = match("@xs.add($x)", statement)
        return added is not None and code.pure(added["x"])
    if isinstance(statement, ast.Break | ast.Return):
        answer = statement.value if isinstance(statement, ast.Return) else None
        same = answer is None or (code.pure(answer) and not state & loaded(answer))
        return not adds and (ordered or same)
    if isinstance(statement, ast.Continue | ast.Pass):
        return True
    if not isinstance(statement, ast.If) or not code.pure(statement.test):
        return False
    assigns = all(isinstance(inner, ast.Assign) for inner in statement.body) and not statement.orelse
    if assigns and not stored(*statement.body) & reader.passing and _keeps(code, statement, state, ordered):
        return True
    return all(_reads(code, inner, reader) for inner in [*statement.body, *statement.orelse])


def _table(node: ast.AST) -> str:
    """The name of a dict or list whose entries a statement counts in, or ""."""
    if not isinstance(node, ast.stmt):
        return ""
    count = count_in_dict(node)
    if count is not None:
        return count.table
    found = _gives_start(node)
    return found.name("d") if found is not None else ""


def _gives_start(statement: ast.AST) -> Holes | None:
    """``if k not in d: d[k] = 0``, which does nothing the second time."""
    found = match("if $k not in @d:\n    @d[$k] = 0", statement)
    return found or match("@d.setdefault($k, 0)", statement)


def _tables_are_left_alone(code: FunctionCode, rest: Sequence[ast.stmt], tables: set[str]) -> bool:
    """Whether the tables are used for nothing but to count in them."""
    inside: set[ast.AST] = set()
    for node in descend(*rest):
        if isinstance(node, ast.stmt) and _table(node):
            inside.update(n for n in ast.walk(node) if isinstance(n, ast.Name) and n.id == _table(node))
    named = [node for node in descend(*rest) if isinstance(node, ast.Name) and node.id in tables]
    kinds = ("dict", "list", "defaultdict", "Counter", "any")
    return all(node in inside for node in named) and all(only(code.type_of_name(name), *kinds) for name in tables)


def _keeps_best(code: FunctionCode, statement: ast.Assign) -> bool:
    """``best = max(best, total)``."""
    for extreme in ("max", "min"):
        found = match(f"@b = {extreme}(@b, $x)", statement) or match(f"@b = {extreme}($x, @b)", statement)
        if found is not None and code.is_builtin(extreme):
            return code.pure(found["x"]) and found.name("b") not in loaded(found["x"])
    return False


def _keeps(code: FunctionCode, kept: ast.If, state: set[str], ordered: bool) -> bool:
    """Whether an ``if`` that only assigns does so for the first of equal states alone, or the same for all."""
    names = stored(*kept.body)
    values = [statement.value for statement in kept.body if isinstance(statement, ast.Assign)]
    if not all(code.pure(value) for value in values) or not all(
        isinstance(target, ast.Name | ast.Tuple) for s in kept.body if isinstance(s, ast.Assign) for target in s.targets
    ):
        return False
    if not any(names & loaded(value) for value in values) and not any(state & loaded(value) for value in values):
        return True  # the same whichever choice it was
    # A name that is set by the way may be a part of the state by another name.
    parts = kept.test.values if isinstance(kept.test, ast.BoolOp) else [kept.test]
    compared = [part for part in parts if _compares(part, names) is not None]
    if isinstance(kept.test, ast.BoolOp) and isinstance(kept.test.op, ast.Or):
        asked = [part for part in parts if part not in compared]
        if not all(match("@b is None", part) or match("not @b", part) for part in asked):
            return False
    if len(compared) != 1:
        return ordered and any((m := match("@b is None", part)) is not None and m.name("b") in names for part in parts)
    other = _compares(compared[0], names)
    assert other is not None
    return ordered or (len(values) == 1 and ast.dump(other) == ast.dump(values[0]))


def _compares(test: ast.expr, names: set[str]) -> ast.expr | None:
    """What a name that is kept is strictly compared with."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], ast.Lt | ast.Gt):
        return None
    for one, other in ((test.left, test.comparators[0]), (test.comparators[0], test.left)):
        if isinstance(one, ast.Name) and one.id in names and not names & loaded(other):
            return other
    return None


# -- the change --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Names:
    """Names of the new code."""

    states: str
    following: str
    before: str
    times: str
    ended: str
    left: str
    size: str


def _names(code: FunctionCode) -> _Names:
    return _Names(*(code.fresh(w) for w in ("states", "following", "before", "times", "ended", "left", "size")))


def _packed(fold: Fold) -> str:
    return fold.names[0] if len(fold.names) == 1 else f"({', '.join(fold.names)})"


def _unpacked(fold: Fold) -> str:
    return ", ".join(fold.names)


def _states(
    code: FunctionCode, choices: Enumeration, fold: Fold, names: _Names, edits: Edits, *, every: bool
) -> list[str]:
    """Lines that make the states; ``every`` for those of all numbers of items, each in a dict of its own."""
    starts = fold.starts[0] if len(fold.starts) == 1 else f"({', '.join(fold.starts)})"
    if choices.kind == PARTS:
        return _states_of_parts(choices, fold, names, starts, edits, every=every)
    ended = _ends(fold)
    key = _packed(fold)
    count = edits.text(choices.count) if choices.kind != LISTS else ""
    if choices.kind == BITS:
        item, items = code.fresh("taken"), "(False, True)"
        turn = f"for {fold.place} in range({count}):"
    elif choices.kind == LISTS:
        item, items = fold.item, code.fresh("items")
        lists = [edits.text(part, need=2) for part in choices.lists]
        source = f"({', '.join(lists)})" if choices.items is None else edits.text(choices.items)
        turn = f"for {items} in {source}:"
        if fold.place:
            turn = f"for {fold.place}, {items} in enumerate({source}):"
    else:
        assert choices.items is not None
        item, items = fold.item, edits.text(choices.items)
        turn = f"for {fold.place or '_'} in range({count}):"
    add = f"{names.following}[{key}] = {names.following}.get({key}, 0) + {names.times}"
    lines = [_COMMENT, f"{names.states} = {{{starts}: 1}}"]
    if ended:
        if fold.place:
            raise EditConflict("the place is counted from the front")
        turn = f"for {names.left} in range({count} - 1, -1, -1):"
        lines.append(f"{names.ended} = {{}}  # what goes no further, whatever comes behind")
    lines += [turn, f"    {names.following} = {{}}"]
    lines.append(f"    for {names.before}, {names.times} in {names.states}.items():")
    lines.append(f"        for {item} in {items}:")
    share = f"{names.times} * len({items}) ** {names.left}"
    stop = f"{names.ended}[{key}] = {names.ended}.get({key}, 0) + {share}\ncontinue"
    body = f"{_unpacked(fold)} = {names.before}\n{_step(fold, item, f'{add}{chr(10)}continue', stop, edits)}\n{add}"
    lines += indent_block(body, "            ").split("\n")
    lines.append(f"    {names.states} = {names.following}")
    if ended:
        lines += [
            f"for {names.before}, {names.times} in {names.ended}.items():",
            f"    {names.states}[{names.before}] = {names.states}.get({names.before}, 0) + {names.times}",
        ]
    return lines


def _states_of_parts(
    choices: Enumeration, fold: Fold, names: _Names, starts: str, edits: Edits, *, every: bool
) -> list[str]:
    assert choices.items is not None
    items, key = edits.text(choices.items), _packed(fold)
    count = f"len({items})" if every else edits.text(choices.count)
    larger = f"{names.states}[{names.size} + 1]"
    add = f"{names.following}[{key}] = {names.following}.get({key}, 0) + {names.times}"
    body = f"{_unpacked(fold)} = {names.before}\n{_step(fold, fold.item, f'{add}{chr(10)}continue', '', edits)}\n{add}"
    return [
        f"{_COMMENT}, by the number of items",
        f"{names.states} = [{{}} for _ in range({count} + 1)]",
        f"{names.states}[0] = {{{starts}: 1}}",
        f"for {fold.item} in {items}:",
        f"    for {names.size} in reversed(range({count})):",
        f"        {names.following} = {larger}",
        f"        for {names.before}, {names.times} in {names.states}[{names.size}].items():",
        *indent_block(body, "            ").split("\n"),
    ]


def _step(fold: Fold, item: str, go_on: str, stop: str, edits: Edits) -> str:
    """The statements for one item; what leaves them early says what becomes of the state."""
    if isinstance(fold.steps[0], str):
        return "\n".join(step for step in fold.steps if isinstance(step, str))
    steps = [step for step in fold.steps if isinstance(step, ast.stmt)]
    chosen: dict[ast.AST, str] = {}
    for node in descend(*steps):
        if isinstance(node, ast.Continue):
            chosen[node] = go_on
        elif isinstance(node, ast.Break):
            chosen[node] = stop
    if fold.test is not None:
        chosen[fold.test] = item
    return edits.block(steps, chosen)


def _counted(
    rest: Sequence[ast.stmt], asked: Sequence[tuple[ast.expr, str]], times: str, edits: Edits
) -> dict[ast.AST, str]:
    """Replacements in the statements that read the state: an addition is made for all its choices at once."""
    answers: dict[ast.AST, str] = dict(asked)
    chosen: dict[ast.AST, str] = dict(answers)
    inside = {part: text for part, text in answers.items() if isinstance(part, ast.expr)}
    done: set[ast.AST] = set()
    for node in descend(*rest):
        count = count_in_dict(node) if node not in done else None
        if count is not None:
            done.update(ast.walk(node))
            chosen[node] = count.text(times, lambda part, need: edits.text(part, inside, need=need))
        elif isinstance(node, ast.AugAssign) and node not in done:
            value = edits.text(node.value, inside, need=13)
            sign = "+=" if isinstance(node.op, ast.Add) else "-="
            assert isinstance(node.target, ast.Name)
            chosen[node] = f"{node.target.id} {sign} {times if value == '1' else f'{value} * {times}'}"
    return chosen


def _change(code: FunctionCode, found: _Loop, edits: Edits) -> None:
    names = _names(code)
    fold, loop = found.fold, found.loop
    lines = _states(code, found.choices, fold, names, edits, every=found.sizes is not None)
    chosen = _counted(found.rest, fold.asked, names.times, edits)
    chosen.update(dict.fromkeys(fold.gone, ""))
    together = _together(found.inner or loop, found.rest)
    body = edits.block(list(found.rest), chosen) if together else ""
    if not body:
        raise EditConflict("the statements that read the state do not stand together")
    needed = any(isinstance(n, ast.AugAssign) or count_in_dict(n) is not None for n in descend(*found.rest))
    source = names.states
    if found.choices.kind == PARTS:
        source = f"{names.states}[{edits.text(found.choices.count)}]"
    head = f"for {_unpacked(fold)}, {names.times} in {source}.items():"
    if len(fold.names) > 1:
        head = f"for ({_unpacked(fold)}), {names.times} in {source}.items():"
    if not needed:
        head = f"for {_unpacked(fold)} in {source}:"
    loop_text = f"{head}\n{indent_block(body, '    ')}"
    if found.sizes is not None:
        edits.insert_before(found.sizes, "\n".join(lines))
        edits.replace_statement(loop, loop_text)
    else:
        edits.replace_statement(loop, "\n".join([*lines, loop_text]))


def _together(loop: ast.For, rest: Sequence[ast.stmt]) -> bool:
    """Whether the statements are the last ones of the loop's body."""
    return list(loop.body[len(loop.body) - len(rest) :]) == list(rest)


# -- comprehensions ----------------------------------------------------------------------------------------------------


def _asked(code: FunctionCode, made: ast.expr) -> tuple[Enumeration, Fold, ast.expr] | None:
    """A comprehension over choices inside a call that counts, tests or takes the best."""
    if not isinstance(made, ast.GeneratorExp | ast.ListComp | ast.SetComp) or code.in_nested_function(made):
        return None
    generator = made.generators[-1]
    summed = _summed(code, made)
    if summed is None and (len(made.generators) != 1 or not isinstance(generator.target, ast.Name)):
        return None
    choices = summed[0] if summed is not None else enumeration(code, generator.iter)
    if choices is None or choices.kind == BITS or (choices.kind == LISTS and isinstance(made, ast.SetComp)):
        return None
    whole = made if isinstance(made, ast.SetComp) else code.parent(made)
    if not isinstance(whole, ast.SetComp):
        if not isinstance(whole, ast.Call) or not isinstance(whole.func, ast.Name) or whole.args != [made]:
            return None
        if _is_counter(code, whole):
            if choices.kind not in (PLACES, LISTS):
                return None
        elif whole.func.id not in _ASKED or not code.is_builtin(whole.func.id):
            return None
        if any(keyword.arg != "default" for keyword in whole.keywords):
            return None
        if whole.func.id == "sum" and not _counts_ones(code, made.elt):
            return None
    statement = code.statement(made)
    if isinstance(statement, ast.While | ast.FunctionDef) or not all(map(code.pure, [made.elt, *generator.ifs])):
        return None
    outside = [choices.count] if choices.items is None else [choices.items, choices.count]
    if choices.kind == LISTS:
        region = [part for part in ast.iter_child_nodes(made) if part is not made.generators[0]]
        if not all(_listed(code, part, region) for part in choices.lists or [choices.items]):
            return None
    elif not all(code.pure(part) and _is_plain(code, part) for part in outside):
        return None
    if any(isinstance(p, ast.Lambda | ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp | ast.IfExp)
           for p in code.ancestors(made)):
        return None
    fold = summed[1] if summed is not None else None
    if fold is None and isinstance(generator.target, ast.Name):
        fold = fold_of_expressions(code, [made.elt, *generator.ifs], generator.target.id, made)
    if fold is None or not isinstance(whole, ast.expr):
        return None
    if isinstance(whole, ast.Call) and _is_counter(code, whole) and [made.elt] != [n for n, _ in fold.asked][:1]:
        return None
    return choices, fold, whole


def _summed(
    code: FunctionCode, made: ast.GeneratorExp | ast.ListComp | ast.SetComp
) -> tuple[Enumeration, Fold] | None:
    """The lists and the fold of a comprehension that uses only the sum of its variables."""
    names, lists = [], []
    for generator in made.generators:
        if generator.is_async or (generator.ifs and generator is not made.generators[-1]):
            return None
        if isinstance(generator.target, ast.Name):
            names.append(generator.target.id)
            lists.append(generator.iter)
        elif isinstance(generator.target, ast.Tuple) and len(made.generators) == 1:
            choices = enumeration(code, generator.iter)
            names = [part.id for part in generator.target.elts if isinstance(part, ast.Name)]
            if choices is None or choices.kind not in (PLACES, LISTS):
                return None
            lists = list(choices.lists)
            if choices.kind == PLACES and choices.items is not None and constant_int(choices.count) is not None:
                lists = [choices.items] * (constant_int(choices.count) or 0)
        else:
            return None
    if len(names) < 2 or len(names) != len(lists) or len(set(names)) < len(names):
        return None
    if set(names) & loaded(*lists):
        return None
    fold = sum_of_variables(code, [made.elt, *made.generators[-1].ifs], names)
    return (Enumeration(LISTS, None, ast.Constant(len(lists)), tuple(lists)), fold) if fold is not None else None


def _is_counter(code: FunctionCode, call: ast.Call) -> bool:
    member = code.purity.module_member(call.func) if isinstance(call.func, ast.Name) else None
    return member == ("collections", "Counter") and not call.keywords


def _is_plain(code: FunctionCode, part: ast.expr) -> bool:
    """Whether evaluating it again gives the same and uses nothing up."""
    if code.builtin_call(part, "range") or isinstance(part, ast.Constant):
        return True
    if isinstance(part, ast.Name):
        return only(code.type_of(part), "list", "tuple", "str", "range", "int", "any")
    return isinstance(part, ast.BinOp | ast.List | ast.Tuple) or code.builtin_call(part, "len", 1) is not None


def _counts_ones(code: FunctionCode, element: ast.expr) -> bool:
    return constant_int(element) == 1 or only(code.type_of(element), "bool") or isinstance(element, ast.Compare)


def _stands_alone(code: FunctionCode, call: ast.Call, choices: Enumeration) -> bool:
    """Whether the states can be made in front of the statement."""
    inner = ast.Lambda | ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp | ast.IfExp | ast.BoolOp
    if isinstance(code.statement(call), ast.While) or code.text.is_elif(code.statement(call)):
        return False
    if any(isinstance(parent, inner) for parent in code.ancestors(call)) or code.in_nested_function(call):
        return False
    parts = choices.lists or ((choices.items,) if choices.items is not None else ())
    return all(_listed(code, part, []) for part in parts)


def _change_counter(code: FunctionCode, call: ast.Call, choices: Enumeration, edits: Edits) -> None:
    names, item, total = _names(code), code.fresh("item"), code.fresh("total")
    fold = Fold((total,), ("0",), (f"{total} = {total} + {item}",), item, None, (), None, ())
    edits.insert_before(code.statement(call), "\n".join(_states(code, choices, fold, names, edits, every=False)))
    edits.replace(call.args[0], names.states)


def _change_expression(
    code: FunctionCode, made: ast.expr, choices: Enumeration, fold: Fold, whole: ast.expr, edits: Edits
) -> None:
    assert isinstance(made, ast.GeneratorExp | ast.ListComp | ast.SetComp)
    names = _names(code)
    statement = code.statement(made)
    edits.insert_before(statement, "\n".join(_states(code, choices, fold, names, edits, every=False)))
    answers: dict[ast.expr, str] = dict(fold.asked)
    tests = [edits.text(test, answers) for test in made.generators[-1].ifs]
    element = edits.text(made.elt, answers)
    function = whole.func.id if isinstance(whole, ast.Call) and isinstance(whole.func, ast.Name) else ""
    source = names.states
    if choices.kind == PARTS:
        source = f"{names.states}[{edits.text(choices.count)}]"
    target = _unpacked(fold)
    if function in ("sum", "len"):
        if constant_int(made.elt) != 1 and function == "sum":
            tests.append(element)
        target = f"{target if len(fold.names) == 1 else f'({target})'}, {names.times}"
        element, source = names.times, f"{source}.items()"
    test = f" if {' and '.join(f'({t})' if ' or ' in t else t for t in tests)}" if tests else ""
    if isinstance(whole, ast.Call) and _is_counter(code, whole):
        kept = f"{{{element}: {names.times} for {target}, {names.times} in {source}.items(){test}}}"
        edits.replace(whole, f"{function}({kept if test else source})")
        return
    inner = f"{element} for {target} in {source}{test}"
    if not function:
        edits.replace(whole, f"{{{inner}}}")
        return
    assert isinstance(whole, ast.Call)
    extra = "".join(f", {keyword.arg}={edits.text(keyword.value)}" for keyword in whole.keywords)
    function = "sum" if function == "len" else function
    edits.replace(whole, f"{function}(({inner}){extra})" if extra else f"{function}({inner})")
