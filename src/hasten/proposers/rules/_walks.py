"""Walks from a position of a sequence to the first element, on one side of it, that compares with the one there."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hasten.code.comparisons import MIRRORED, NEGATED
from hasten.code.function import FunctionCode
from hasten.code.linear import linear, plus, scaled, surely_at_least
from hasten.code.loops import Repeat, constant_int, range_bounds, repeats_around
from hasten.code.match import equal, match
from hasten.code.scopes import loaded, stored, target_names
from hasten.code.source import descend

#: The comparisons that a walk can end at.
ORDERS = (ast.Gt, ast.Lt, ast.GtE, ast.LtE)


@dataclass(frozen=True)
class Steps:
    """How a walk goes from a position.

    Attributes:
        start: Name of the position that it starts from, ``i``.
        backwards: Whether it walks to the front.
        size: The length of the sequence; None where the loop over positions has to tell.
        place: Name of the position that walks, ``j``; "" where only elements have a name.
        offset: Name of the distance from the start, where that walks, or "".
        sequence: The sequence of which a slice is walked, None where positions walk.
        element: What an element of the slice is called, as a target.
        count: Name that counts the elements of the slice, or "".
        behind: What the count is more than the distance from the start.
        beside: Whether the place is the one in front of the element that is compared.
        circle: The length of the sequence where the walk goes round from its end to its beginning.
    """

    start: str
    backwards: bool
    size: ast.expr | None
    place: str = ""
    offset: str = ""
    sequence: ast.expr | None = None
    element: ast.expr | None = None
    count: str = ""
    behind: int = 0
    beside: bool = False
    circle: ast.expr | None = None

    @property
    def names(self) -> set[str]:
        """The names that the walk binds."""
        element = target_names(self.element) if self.element is not None else []
        return {self.place, self.offset, self.count, *element} - {""}


@dataclass(frozen=True)
class Walk:
    """A walk from a position to the first one that compares.

    Attributes:
        node: The loop, or the call that takes the first hit of a generator.
        setup: ``j = i + 1`` in front of a ``while``.
        repeat: The loop or comprehension over positions.
        steps: How it goes.
        key: What is compared of the element that walks.
        spots: The parts of ``key`` that depend on its position, with their code: ``{}`` stands for the position.
        operator: How it compares with the same of the element at the start, where the walk ends.
        hit: Statements that run where there is one, without the ``break``.
        counter: A name that counts elements on the way, or "".
        counts_hit: Whether the counter counts the element at which the walk ends.
        answer: What a generator yields for the hit, and the default.
    """

    node: ast.For | ast.While | ast.Call
    setup: ast.stmt | None
    repeat: Repeat
    steps: Steps
    key: ast.expr
    spots: tuple[tuple[ast.expr, str], ...]
    operator: type[ast.cmpop]
    hit: tuple[ast.stmt, ...] = ()
    counter: str = ""
    counts_hit: bool = False
    answer: tuple[ast.expr, ast.expr] | None = None


def walks(code: FunctionCode) -> Iterator[Walk]:
    """Walks by ``for``, by ``while``, and in generators of which the first or nearest hit is taken."""
    calls = [c for c in code.all(ast.Call) if isinstance(c.func, ast.Name) and c.func.id in ("next", "min", "max")]
    for node in (*code.loops, *calls):
        if code.in_nested_function(node):
            continue
        if isinstance(node, ast.Call):
            walk = _by_generator(code, node)
        else:
            walk = _by_for(code, node) if isinstance(node, ast.For) else _by_while(code, node)
        if walk is not None:
            yield walk


# -- how they are written ----------------------------------------------------------------------------------------------


def _by_for(code: FunctionCode, loop: ast.For) -> Walk | None:
    body = _body(loop.body)
    steps = _steps(code, loop.target, loop.iter, loop.body) if body is not None else None
    if body is None or steps is None or steps.names & stored(*loop.body):
        return None
    if any(code.live_after(name, loop) for name in steps.names):
        return None
    return _walk(code, loop, None, steps, body)


def _by_while(code: FunctionCode, loop: ast.While) -> Walk | None:
    if loop.orelse or len(loop.body) < 1:
        return None
    tests = loop.test.values if isinstance(loop.test, ast.BoolOp) and isinstance(loop.test.op, ast.And) else [loop.test]
    moves = [s for s in loop.body if match("@j += 1", s) or match("@j -= 1", s)]
    for move in moves:
        steps, setup = _steps_of_while(code, loop, tests[0], move)
        if steps is None:
            continue
        others = [statement for statement in loop.body if statement is not move]
        if len(tests) == 2:
            counted = _counter(others[0]) if len(others) == 1 else ""
            if others and not counted:
                return None
            body: _Body | None = _Body(tests[1], True, (), counted, False)
        else:
            body = _body(others) if len(tests) == 1 and move is loop.body[-1] else None
        if body is None or steps.names & stored(*body.hit) or body.counter in steps.names:
            return None
        return _walk(code, loop, setup, steps, body)
    return None


def _steps_of_while(
    code: FunctionCode, loop: ast.While, test: ast.expr, move: ast.stmt
) -> tuple[Steps | None, ast.stmt | None]:
    step = match("@j += 1", move) or match("@j -= 1", move)
    assert step is not None
    place, down = step.name("j"), match("@j -= 1", move) is not None
    ahead = _looking_ahead(code, loop, test, place, down)
    if ahead is not None:
        return ahead
    before = code.before(loop)
    setup = next((s for s in reversed(before) if place in stored(s)), None)
    begins = match("@j = $at", setup) if setup is not None else None
    if begins is None or setup is None or begins.name("j") != place:
        return None, None
    between = stored(*before[before.index(setup) + 1 :])
    steps = None
    if constant_int(begins["at"]) == 1 and not down:
        steps = _offset_bound(test, place)
    elif down:
        start, bound = match("@i - 1", begins["at"]), match("@j >= 0", test)
        if start is not None and bound is not None and bound.name("j") == place:
            steps = Steps(start.name("i"), True, None, place)
    else:
        start, bound = match("@i + 1", begins["at"]), match("@j < $n", test)
        if start is not None and bound is not None and bound.name("j") == place:
            steps = Steps(start.name("i"), False, bound["n"], place)
    if steps is None or steps.start in between or place in between:
        return None, None
    return steps, setup


def _looking_ahead(
    code: FunctionCode, loop: ast.While, test: ast.expr, place: str, down: bool
) -> tuple[Steps, ast.stmt] | None:
    """``j = i; while j > 0 and xs[j - 1] ...: j -= 1``: the place is the last one in front of the end of the walk."""
    before = code.before(loop)
    setup = next((s for s in reversed(before) if place in stored(s)), None)
    begins = match("@j = @i", setup) if setup is not None else None
    if begins is None or setup is None or begins.name("j") != place or len(loop.body) != 1:
        return None
    start = begins.name("i")
    if {start, place} & stored(*before[before.index(setup) + 1 :]):
        return None
    patterns = ("@j > 0", "@j >= 1", "@j - 1 >= 0") if down else ("@j + 1 < $n", "@j < $n - 1", "@j <= $n - 2")
    for pattern in patterns:
        found = match(pattern, test)
        if found is not None and found.name("j") == place:
            return Steps(start, down, None if down else found["n"], place, beside=True), setup
    return None


def _offset_bound(test: ast.expr, offset: str) -> Steps | None:
    """``i + k < n`` or ``i - k >= 0``, in one of the ways to say so."""
    for pattern in ("@i + @k < $n", "@k + @i < $n", "@k < $n - @i"):
        found = match(pattern, test)
        if found is not None and found.name("k") == offset:
            return Steps(found.name("i"), False, found["n"], offset=offset)
    for pattern in ("@i - @k >= 0", "@k <= @i", "@i >= @k", "@k < @i + 1"):
        found = match(pattern, test)
        if found is not None and found.name("k") == offset:
            return Steps(found.name("i"), True, None, offset=offset)
    return None


def _by_generator(code: FunctionCode, call: ast.Call) -> Walk | None:
    """``next((... for ... if ...), default)``, and the smallest or largest position with a default."""
    if not isinstance(call.func, ast.Name) or not code.is_builtin(call.func.id) or not call.args:
        return None
    made, function = call.args[0], call.func.id
    if not isinstance(made, ast.GeneratorExp | ast.ListComp) or len(made.generators) != 1:
        return None
    generator = made.generators[0]
    if len(generator.ifs) != 1 or generator.is_async:
        return None
    default: ast.expr | None = None
    source = generator.iter
    if function == "next" and len(call.args) == 2 and not call.keywords and isinstance(made, ast.GeneratorExp):
        default = call.args[1]
    elif function in ("min", "max") and len(call.args) == 1 and [k.arg for k in call.keywords] == ["default"]:
        default = call.keywords[0].value
        if not equal(made.elt, generator.target) and ast.unparse(made.elt) != ast.unparse(generator.target):
            return None
    if default is None or not code.pure(default) or not code.pure(made.elt):
        return None
    if function == "max":
        below = match("range(@i)", source) or match("range(0, @i)", source)
        if below is None or not isinstance(generator.target, ast.Name) or not code.is_builtin("range"):
            return None
        steps: Steps | None = Steps(below.name("i"), True, None, generator.target.id)
    else:
        steps = _steps(code, generator.target, source, generator.ifs)
        if steps is not None and function == "min" and (steps.backwards or not steps.place):
            return None
    if steps is None:
        return None
    walk = _walk(code, call, None, steps, _Body(generator.ifs[0], False, (), "", False))
    return replace(walk, answer=(made.elt, default)) if walk is not None else None


# -- where they go -----------------------------------------------------------------------------------------------------


def _steps(code: FunctionCode, target: ast.expr, source: ast.expr, body: Sequence[ast.AST]) -> Steps | None:
    """How a ``for`` goes, over positions, over distances or over a slice."""
    reverse = code.builtin_call(source, "reversed", 1)
    if reverse and isinstance(target, ast.Name):
        below = match("range(@i)", reverse[0])
        if below is not None and code.is_builtin("range"):
            return Steps(below.name("i"), True, None, target.id)
    bounds = range_bounds(code, source)
    if bounds is not None:
        return _steps_of_range(target.id, *bounds, body) if isinstance(target, ast.Name) else None
    count, first = "", 0
    following = False  # whether the count is the position itself
    if isinstance(source, ast.Call) and isinstance(source.func, ast.Name) and source.func.id == "enumerate":
        enumerated = _enumerated(code, source, target)
        if enumerated is None:
            return None
        count, target, source, begin = enumerated
        known = constant_int(begin)
        following = known is None
        first = known if known is not None else 0
    part = _part(code, source)
    if part is None or not (isinstance(target, ast.Name) or target_names(target)):
        return None
    if any(not isinstance(node, ast.Name | ast.Tuple | ast.expr_context) for node in ast.walk(target)):
        return None
    sequence, start, backwards = part
    size = ast.parse(f"len({ast.unparse(sequence)})", mode="eval").body
    steps = Steps(start, backwards, size, "", "", sequence, target, count, first - 1)
    if following:
        assert count
        if backwards or match(f"{start} + 1", begin) is None:
            return None
        steps = replace(steps, count="", place=count)
    return steps


def _steps_of_range(
    place: str, low: ast.expr | None, high: ast.expr, step: int, body: Sequence[ast.AST]
) -> Steps | None:
    if low is None:
        return None
    after = match("@i + 1", low)
    if step == 1 and after is not None:
        return Steps(after.name("i"), False, high, place)
    below = match("@i - 1", low)
    if step == -1 and below is not None and constant_int(high) == -1:
        return Steps(below.name("i"), True, None, place)
    if step == 1 and constant_int(low) == 1:
        test = ast.Compare(ast.Name(place, ast.Load()), [ast.Lt()], [high])
        return _offset_bound(test, place) or _round(place, high, body)
    return None


def _round(offset: str, high: ast.expr, body: Sequence[ast.AST]) -> Steps | None:
    """``xs[(i + k) % n]``, which goes round once."""
    for node in descend(*body):
        found = match(f"(@i + {offset}) % $n", node) or match(f"({offset} + @i) % $n", node)
        if found is not None and equal(found["n"], high) and not isinstance(high, ast.BinOp):
            size = ast.BinOp(ast.Constant(2), ast.Mult(), high)
            return Steps(found.name("i"), False, size, offset=offset, circle=high)
    return None


def _enumerated(
    code: FunctionCode, call: ast.Call, target: ast.expr
) -> tuple[str, ast.expr, ast.expr, ast.expr] | None:
    """Name of the count, target of the element, source and first count of ``enumerate``."""
    if not code.is_builtin("enumerate") or not isinstance(target, ast.Tuple) or len(target.elts) != 2:
        return None
    begins = [*call.args[1:], *(k.value for k in call.keywords if k.arg == "start")]
    if not call.args or len(call.args) + len(call.keywords) != 1 + len(begins) or len(begins) > 1:
        return None
    count, element = target.elts
    if not isinstance(count, ast.Name):
        return None
    return count.id, element, call.args[0], begins[0] if begins else ast.Constant(0)


def _part(code: FunctionCode, source: ast.expr) -> tuple[ast.expr, str, bool] | None:
    """The sequence, the position and the direction of a slice that begins right beside the position."""
    reverse = code.builtin_call(source, "reversed", 1)
    turned = match("$part[::-1]", source)
    if reverse or turned is not None:
        inner = reverse[0] if reverse else turned["part"]  # type: ignore[index]
        below = match("$xs[:@i]", inner) or match("$xs[0:@i]", inner)
        return (below["xs"], below.name("i"), True) if below is not None else None
    after = match("$xs[@i + 1:]", source) or match("$xs[@i + 1:len($xs)]", source)
    if after is None and isinstance(source, ast.Call) and code.purity.module_member(source.func) == (
        "itertools", "islice",
    ):  # fmt: skip
        after = match("$f($xs, @i + 1, None)", source)
    return (after["xs"], after.name("i"), False) if after is not None else None


# -- what they do ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Body:
    """What a walk does at an element.

    Attributes:
        test: The comparison.
        goes_on: Whether the walk goes on, rather than ends, where it holds.
        hit: What happens at the end.
        counter: A name that counts elements, or "".
        counts_hit: Whether it counts the one at the end.
    """

    test: ast.expr
    goes_on: bool
    hit: tuple[ast.stmt, ...]
    counter: str
    counts_hit: bool


def _body(statements: Sequence[ast.stmt]) -> _Body | None:
    """An ``if`` that ends the loop, and perhaps a count in front of it, behind it or in its place."""
    if not 1 <= len(statements) <= 2:
        return None
    place = 0 if isinstance(statements[0], ast.If) else len(statements) - 1
    test = statements[place]
    if not isinstance(test, ast.If):
        return None
    counter = _counter(statements[1 - place]) if len(statements) == 2 else ""
    if len(statements) == 2 and not counter:
        return None
    if test.orelse:
        # if ...: count += 1 / else: break
        counter = _counter(test.body[0]) if len(test.body) == len(statements) == 1 else ""
        ends = len(test.orelse) == 1 and isinstance(test.orelse[0], ast.Break)
        return _Body(test.test, True, (), counter, False) if counter and ends else None
    hit = tuple(test.body[:-1])
    if not isinstance(test.body[-1], ast.Break):
        return None
    if any(isinstance(node, ast.Break | ast.Continue) for node in descend(*hit)) or counter in loaded(test.test):
        return None
    return _Body(test.test, False, hit, counter, bool(counter) and place == 1)


def _counter(statement: ast.stmt) -> str:
    found = match("@n += 1", statement)
    return found.name("n") if found is not None else ""


def _walk(
    code: FunctionCode, node: ast.For | ast.While | ast.Call, setup: ast.stmt | None, steps: Steps, body: _Body
) -> Walk | None:
    """The walk, where the test compares the same of two elements and the sequence stays the same."""
    repeat = next(iter(repeats_around(code, node)), None)
    if repeat is None or repeat.statement is None or isinstance(repeat.node, ast.While | ast.Lambda):
        return None
    if isinstance(repeat.node, ast.For):
        target, source = repeat.node.target, repeat.node.iter
        if steps.start in stored(*repeat.node.body):
            return None
    else:
        if len(repeat.node.generators) != 1 or code.in_nested_function(repeat.node):
            return None
        target, source = repeat.node.generators[0].target, repeat.node.generators[0].iter
    if not _runs_over_positions(code, target, source, steps.start):
        return None
    if steps.sequence is not None and not _stays_inside(code, source, steps.sequence):
        return None
    size = steps.size if steps.size is not None else _size_of(code, source)
    if steps.circle is not None and not _same_length(code, steps.circle, _size_of(code, source)):
        return None
    if size is None or (body.counter and (steps.offset or body.counter in steps.names | {steps.start})):
        return None
    test, goes_on = body.test, body.goes_on
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, goes_on = test.operand, not goes_on
    if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and type(test.ops[0]) in ORDERS):
        return None
    operator = type(test.ops[0])
    left, right = test.left, test.comparators[0]
    if not steps.names & loaded(left):
        left, right, operator = right, left, MIRRORED[operator]
    if goes_on:
        operator = NEGATED[operator]
    spots = _spots(left, steps)
    if spots is None or steps.names & loaded(right) or body.counter in loaded(test):
        return None
    known = _known(code, repeat, target, source)
    plain = [(spot, "{}") for spot, _ in spots] if steps.circle is not None else spots
    mine = _expanded(_filled(left, plain, steps.start), known, steps.start)
    if not equal(_expanded(right, known, steps.start), mine) or not code.pure(left):
        return None
    inside = {inner for spot, _ in spots for inner in ast.walk(spot)}
    others = [n for n in ast.walk(left) if isinstance(n, ast.Name) and n not in inside]
    fixed = [*others, size, *([steps.sequence] if steps.sequence is not None else [])]
    if not all(code.invariant(part, *repeat.region) for part in fixed):
        return None
    return Walk(
        node, setup, repeat, replace(steps, size=size), left, spots, operator, body.hit, body.counter, body.counts_hit
    )


def _spots(key: ast.expr, steps: Steps) -> tuple[tuple[ast.expr, str], ...] | None:
    """Where a key depends on the position, with the code of what stands there."""
    found: list[tuple[ast.expr, str]] = []
    known: dict[str, ast.expr] = {}
    if steps.element is not None and steps.sequence is not None:
        unpacked(steps.element, ast.Subscript(steps.sequence, ast.Name("{}", ast.Load()), ast.Load()), known)
    stack: list[ast.AST] = [key]
    while stack:
        node = stack.pop()
        sign = "-" if steps.backwards else "+"
        ways = [f"{steps.start} {sign} {steps.offset}", f"{steps.offset} + {steps.start}"][: 1 if sign == "-" else 2]
        if steps.beside and isinstance(node, ast.BinOp) and match(f"{steps.place} {sign} 1", node) is not None:
            found.append((node, "{}"))
            continue
        if steps.circle is not None:
            round_ = [f"({way}) % $n" for way in ways]
            turned = next((m for way in round_ if (m := match(way, node)) is not None), None)
            if turned is not None and isinstance(node, ast.expr) and equal(turned["n"], steps.circle):
                found.append((node, f"{{}} % {ast.unparse(steps.circle)}"))
                continue
        elif steps.offset and isinstance(node, ast.BinOp) and any(match(way, node) for way in ways):
            found.append((node, "{}"))
            continue
        if isinstance(node, ast.Name) and node.id in steps.names:
            if node.id == steps.place and not steps.beside:
                found.append((node, "{}"))
            elif node.id in known:
                found.append((node, ast.unparse(known[node.id])))
            else:
                return None
        stack += ast.iter_child_nodes(node)
    return tuple(found) or None


def _filled(key: ast.expr, spots: Sequence[tuple[ast.expr, str]], start: str) -> ast.expr:
    """The key for the element at the start."""
    texts = dict(spots)

    class Fill(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            if isinstance(node, ast.expr) and node in texts:
                return ast.parse(texts[node].format(start), mode="eval").body
            fields = {}
            for name, value in ast.iter_fields(node):
                if isinstance(value, ast.AST):
                    value = self.visit(value)
                elif isinstance(value, list):
                    value = [self.visit(part) if isinstance(part, ast.AST) else part for part in value]
                fields[name] = value
            return type(node)(**fields)

    filled = Fill().visit(key)
    assert isinstance(filled, ast.expr)
    return filled


def _runs_over_positions(code: FunctionCode, target: ast.expr, source: ast.expr, start: str) -> bool:
    if isinstance(target, ast.Name):
        return target.id == start and code.builtin_call(source, "range") is not None
    enumerated = code.builtin_call(source, "enumerate", 1)
    first = target.elts[0] if isinstance(target, ast.Tuple) else None
    return enumerated is not None and isinstance(first, ast.Name) and first.id == start


def _stays_inside(code: FunctionCode, source: ast.expr, sequence: ast.expr) -> bool:
    """Whether the positions are surely positions of the sequence."""
    enumerated = code.builtin_call(source, "enumerate", 1)
    if enumerated:
        return equal(enumerated[0], sequence)
    bounds = range_bounds(code, source)
    if bounds is None:
        return False
    length = linear(code, ast.parse(f"len({ast.unparse(sequence)})", mode="eval").body)
    low, high, step = bounds
    if step > 0:
        start = linear(code, low) if low is not None else {}
        return surely_at_least(start) and surely_at_least(plus(length, scaled(linear(code, high), -1)))
    if low is None or not surely_at_least(linear(code, high), -1):
        return False
    return surely_at_least(plus(plus(length, {"": -1}), scaled(linear(code, low), -1)))


def _same_length(code: FunctionCode, one: ast.expr, other: ast.expr | None) -> bool:
    """Whether both are the same number as far as the code shows."""
    if other is None:
        return False
    first, second = linear(code, one), linear(code, other)
    return first is not None and first == second


def _size_of(code: FunctionCode, source: ast.expr) -> ast.expr | None:
    """The length of what the loop runs over."""
    bounds = range_bounds(code, source)
    if bounds is not None:
        return bounds[1] if bounds[2] == 1 else None
    enumerated = code.builtin_call(source, "enumerate", 1)
    return ast.parse(f"len({ast.unparse(enumerated[0])})", mode="eval").body if enumerated else None


def _known(code: FunctionCode, repeat: Repeat, target: ast.expr, source: ast.expr) -> dict[str, ast.expr]:
    """The names of a turn: the element of ``enumerate``, and locals bound in front of the walk."""
    known: dict[str, ast.expr] = {}
    enumerated = code.builtin_call(source, "enumerate", 1)
    if enumerated and isinstance(target, ast.Tuple) and isinstance(target.elts[0], ast.Name):
        element = ast.Subscript(enumerated[0], ast.Name(target.elts[0].id, ast.Load()), ast.Load())
        unpacked(target.elts[1], element, known)
    for statement in repeat.node.body if isinstance(repeat.node, ast.For) else ():
        if isinstance(statement, ast.For | ast.While | ast.If):
            break
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            unpacked(statement.targets[0], statement.value, known)
    return known


def _expanded(node: ast.expr, names: dict[str, ast.expr], start: str) -> ast.expr:
    """The expression with names of the turn spelled out."""
    known = dict(names)

    class Expand(ast.NodeTransformer):
        def visit_Name(self, name: ast.Name) -> ast.expr:
            if name.id in known and name.id != start:
                value = known.pop(name.id)
                return self.visit(copy.deepcopy(value))  # type: ignore[no-any-return]
            return name

    return Expand().visit(copy.deepcopy(node))  # type: ignore[no-any-return]


def unpacked(target: ast.expr, value: ast.expr, known: dict[str, ast.expr]) -> None:
    """Note what each name of a target is bound to, as far as that can be said."""
    if isinstance(target, ast.Name):
        known[target.id] = value
    elif isinstance(target, ast.Tuple) and not any(isinstance(part, ast.Starred) for part in target.elts):
        for place, part in enumerate(target.elts):
            if isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts):
                unpacked(part, value.elts[place], known)
            else:
                unpacked(part, ast.Subscript(value, ast.Constant(place), ast.Load()), known)
