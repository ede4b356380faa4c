"""Choices enumerated one by one, and what is folded over the items of each of them."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from hasten.code.function import FunctionCode
from hasten.code.loops import counted
from hasten.code.match import equal, match, renamed
from hasten.code.scopes import loaded, stored, target_names
from hasten.code.source import descend
from hasten.code.types import includes, only

#: A choice of one item in each place; one of each of several lists; of some items, so many; of the bits of a mask.
PLACES, LISTS, PARTS, BITS = "places", "lists", "parts", "bits"
_PLAIN = ("int", "bool", "float", "str", "none", "any")


@dataclass(frozen=True)
class Enumeration:
    """What enumerates choices.

    Attributes:
        kind: ``PLACES`` (``product`` with ``repeat``), ``LISTS`` (``product``, or loops in each other), ``PARTS``
            (``combinations``) or ``BITS`` (masks of ``range(1 << n)``).
        items: What is chosen from; None for bits and for single lists; all lists where they stand in one.
        count: In how many places, or how many items; the number of bits.
        lists: The lists.
    """

    kind: str
    items: ast.expr | None
    count: ast.expr
    lists: tuple[ast.expr, ...] = ()


@dataclass(frozen=True)
class Fold:
    """The state that is folded over the items of a choice.

    Attributes:
        names: Names of the parts of the state.
        starts: What each is before the first item, as code.
        steps: Statements that take one item, as nodes of the function or as lines of code over ``item``.
        item: Name of the item in the steps.
        test: The test of a bit in the steps, for masks.
        asked: Expressions over the choice that a part of the state stands for, by the name of the part.
        loop: The loop over the items, where there is one.
        gone: Statements that the state makes needless.
        place: Name of the place of the item, where the steps read it, or "".
    """

    names: tuple[str, ...]
    starts: tuple[str, ...]
    steps: tuple[ast.stmt | str, ...]
    item: str
    test: ast.expr | None
    asked: tuple[tuple[ast.expr, str], ...]
    loop: ast.For | None
    gone: tuple[ast.stmt, ...]
    place: str = ""


def enumeration(code: FunctionCode, source: ast.expr) -> Enumeration | None:
    """What a loop runs over, where it enumerates choices."""
    if isinstance(source, ast.Call) and _itertool(code, source.func) == "product":
        repeat = [keyword.value for keyword in source.keywords if keyword.arg == "repeat"]
        first = source.args[0] if source.args else None
        if len(source.args) == 1 and isinstance(first, ast.Starred) and not source.keywords:
            return Enumeration(LISTS, first.value, ast.Constant(0))
        if any(isinstance(argument, ast.Starred) for argument in source.args):
            return None
        if len(source.args) == 1 and len(repeat) == len(source.keywords) == 1:
            return Enumeration(PLACES, source.args[0], repeat[0])
        if len(source.args) > 1 and not source.keywords:
            return Enumeration(LISTS, None, ast.Constant(len(source.args)), tuple(source.args))
    parts = isinstance(source, ast.Call) and _itertool(code, source.func) == "combinations"
    if isinstance(source, ast.Call) and parts and not source.keywords and len(source.args) == 2:
        return Enumeration(PARTS, source.args[0], source.args[1])
    masks = match("range(1 << $n)", source) or match("range(2 ** $n)", source)
    masks = masks or match("range(1, 1 << $n)", source) or match("range(1, 2 ** $n)", source)
    return Enumeration(BITS, None, masks["n"]) if masks is not None and code.is_builtin("range") else None


def _itertool(code: FunctionCode, function: ast.expr) -> str:
    """The name in ``itertools`` of what is called, or ""."""
    if not loaded(function) & code.local:
        member = code.purity.module_member(function)
        return member[1] if member is not None and member[0] == "itertools" else ""
    return ""


def fold_of_body(code: FunctionCode, loop: ast.For, choice: str, kind: str) -> tuple[Fold, list[ast.stmt]] | None:
    """The state over which the body of a loop over choices folds, and the statements that only read the state."""
    place = next((p for p, s in enumerate(loop.body) if _runs_over(code, s, choice, kind)), None)
    if place is None:
        return _asked(code, loop, choice, loop.body) if kind != BITS else None
    inner = loop.body[place]
    assert isinstance(inner, ast.For)
    starts = _starts(code, loop, loop.body[:place])
    rest = [*loop.body[place + 1 :]]
    if starts is None or inner.orelse:
        return None
    item, steps, index, test = _steps(code, inner, choice, kind)
    if not steps or choice in loaded(*rest) or (test is None and any(choice in loaded(step) for step in steps)):
        return None
    if not _folds(code, loop, steps, set(starts), {item, index} - {""}, rest, test):
        return None
    if any(code.live_after(name, loop) for name in {*starts, item, index} - {""}):
        return None
    names = tuple(starts)
    return Fold(names, tuple(starts.values()), tuple(steps), item, test, (), inner, (), index), rest


def _runs_over(code: FunctionCode, statement: ast.stmt, choice: str, kind: str) -> bool:
    if not isinstance(statement, ast.For):
        return False
    if kind != BITS:
        return choice in loaded(statement.iter)
    return choice in loaded(*statement.body) and counted(code, statement) is not None


def _starts(code: FunctionCode, loop: ast.For, before: Sequence[ast.stmt]) -> dict[str, str] | None:
    """Names that are set before the first item, with what they are set to; None where something else is done."""
    found: dict[str, str] = {}
    for statement in before:
        if not isinstance(statement, ast.Assign) or any(name in found for name in stored(statement)):
            return None
        for target in statement.targets:
            pairs = [(target, statement.value)]
            if isinstance(target, ast.Tuple) and isinstance(statement.value, ast.Tuple):
                if len(target.elts) != len(statement.value.elts):
                    return None
                pairs = list(zip(target.elts, statement.value.elts, strict=True))
            for name, value in pairs:
                if not isinstance(name, ast.Name) or not _begins(code, value, loop):
                    return None
                found[name.id] = ast.unparse(value)
    return found or None


def _begins(code: FunctionCode, value: ast.expr, loop: ast.For) -> bool:
    """Whether a value can stand in a state: it has a hash, and is the same for every choice."""
    if isinstance(value, ast.Tuple):
        return all(_begins(code, part, loop) for part in value.elts)
    return only(code.type_of(value), *_PLAIN) and code.invariant(value, *loop.body) and not _makes(value)


def _makes(value: ast.expr) -> bool:
    return any(isinstance(n, ast.List | ast.Dict | ast.Set | ast.Call | ast.ListComp) for n in ast.walk(value))


def _steps(
    code: FunctionCode, inner: ast.For, choice: str, kind: str
) -> tuple[str, list[ast.stmt], str, ast.expr | None]:
    """Name of the item, what is done with it, name of its place, and the test of a bit; nothing where unclear."""
    nothing: tuple[str, list[ast.stmt], str, ast.expr | None] = ("", [], "", None)
    if kind == BITS:
        shape = counted(code, inner)
        if shape is None or shape.start is not None or shape.step != 1:
            return nothing
        bit = shape.index
        forms = (f"{choice} & (1 << {bit})", f"{choice} >> {bit} & 1", f"({choice} >> {bit}) % 2")
        tests = [
            node
            for statement in inner.body
            for node in ast.walk(statement)
            if isinstance(node, ast.expr)
            and any(match(form + end, node) for form in forms for end in ("", " == 1", " != 0", " > 0"))
        ]
        outer = [t for t in tests if not any(t is not o and t in list(ast.walk(o)) for o in tests)]
        named = [n for s in inner.body for n in ast.walk(s) if isinstance(n, ast.Name) and n.id == choice]
        if len(outer) != 1 or len(named) != 1 or not isinstance(code.parent(outer[0]), ast.If | ast.IfExp | ast.BoolOp):
            return nothing
        return "", list(inner.body), bit, outer[0]
    if isinstance(inner.iter, ast.Name) and isinstance(inner.target, ast.Name):
        return inner.target.id, list(inner.body), "", None
    listed = code.builtin_call(inner.iter, "enumerate", 1)
    if kind in (PLACES, LISTS) and listed and isinstance(listed[0], ast.Name) and isinstance(inner.target, ast.Tuple):
        names = target_names(inner.target)
        if len(names) == 2 and len(inner.target.elts) == 2:
            return names[1], list(inner.body), names[0], None
    return nothing


def _folds(
    code: FunctionCode,
    loop: ast.For,
    steps: Sequence[ast.stmt],
    state: set[str],
    items: set[str],
    rest: Sequence[ast.stmt],
    test: ast.expr | None,
) -> bool:
    """Whether the steps do nothing but make a new state of the state and the item."""
    own = stored(*steps)
    if own & items:
        return False
    for node in descend(*steps):
        if isinstance(node, ast.stmt) and not isinstance(
            node, ast.Assign | ast.AugAssign | ast.If | ast.Pass | ast.Break | ast.Continue
        ):
            return False
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            return False
        if isinstance(node, ast.Assign | ast.AugAssign) and not code.pure(node.value):
            return False
        if isinstance(node, ast.If) and not (code.pure(node.test) or test is not None):
            return False
        if isinstance(node, ast.Assign) and _makes_container(node.value):
            return False
    changing = {name for name in own if name not in state}
    # What the steps set for themselves must be set before it is read, and not be read behind them.
    if changing & loaded(*rest) or any(name in _read_first(steps) for name in changing):
        return False
    if any(code.live_after(name, loop) for name in changing):
        return False
    outside = [
        node
        for node in descend(*steps)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in own | state | items
    ]
    tested = set(ast.walk(test)) if test is not None else set()
    return all(code.invariant(node, *loop.body) for node in outside if node not in tested)


def _makes_container(value: ast.expr) -> bool:
    containers = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.SetComp | ast.DictComp
    return any(isinstance(node, containers) for node in ast.walk(value))


def _read_first(steps: Sequence[ast.stmt]) -> set[str]:
    """Names that may be read before the steps have set them, judged by the order of lines at the top level."""
    bound: set[str] = set()
    read: set[str] = set()
    for statement in steps:
        if isinstance(statement, ast.Assign):
            read |= loaded(statement.value) - bound
            bound |= stored(statement)
        else:
            read |= (loaded(statement) | stored(statement)) - bound
    return read


# -- expressions over a choice -----------------------------------------------------------------------------------------


def _asked(
    code: FunctionCode, loop: ast.For, choice: str, body: Sequence[ast.stmt]
) -> tuple[Fold, list[ast.stmt]] | None:
    """A state for expressions over the choice, ``sum(choice)`` and the like, that the statements ask."""
    set_once = [s for s in body if isinstance(s, ast.Assign) and len(s.targets) == 1]
    named = {id(s.value): s.targets[0].id for s in set_once if isinstance(s.targets[0], ast.Name)}
    fold = fold_of_expressions(code, list(body), choice, loop, named)
    if fold is None:
        return None
    gone = [s for s in body if isinstance(s, ast.Assign) and any(s.value is node for node, _ in fold.asked)]
    rest = [statement for statement in body if statement not in gone]
    if stored(*rest) & set(fold.names) or any(code.live_after(name, loop) for name in fold.names):
        return None
    made = Fold(fold.names, fold.starts, fold.steps, fold.item, None, fold.asked, None, tuple(gone))
    return made, rest


def fold_of_expressions(
    code: FunctionCode,
    parts: Sequence[ast.AST],
    choice: str,
    repeated: ast.AST,
    wanted: dict[int, str] | None = None,
) -> Fold | None:
    """A state that answers every question that some code asks of a choice; None where it asks anything else.

    Args:
        code: The function.
        parts: The code.
        choice: Name of the choice.
        repeated: What is evaluated for every choice.
        wanted: Names for the parts of the state by the identity of the expression.
    """
    asked: list[tuple[ast.expr, str]] = []
    names: list[str] = []
    starts: list[str] = []
    steps: list[str] = []
    item = code.fresh("item")
    seen: set[ast.AST] = set()
    for part in parts:
        for node in ast.walk(part):
            if node in seen or not isinstance(node, ast.Call | ast.Compare):
                continue
            made = _question(code, node, choice, item, repeated)
            if made is None:
                continue
            seen.update(ast.walk(node))
            known = next((name for other, name in asked if equal(other, node)), None)
            if known is None:
                known = (wanted or {}).get(id(node)) or code.fresh(made[0], *names)
                names.append(known)
                starts.append(made[1])
                steps.append(made[2].replace("{s}", known))
            asked.append((node, known))
    mentions = [n for part in parts for n in ast.walk(part) if isinstance(n, ast.Name) and n.id == choice]
    if not asked or any(node not in seen for node in mentions):
        return None
    return Fold(tuple(names), tuple(starts), tuple(steps), item, None, tuple(asked), None, ())


def sum_of_variables(
    code: FunctionCode, parts: Sequence[ast.AST], variables: Sequence[str], named: dict[int, str] | None = None
) -> Fold | None:
    """A state for the sum of several variables, where some code asks nothing else of them.

    Args:
        code: The function.
        parts: The code.
        variables: Their names.
        named: Names for the sum by the identity of the expression.
    """
    asked: list[tuple[ast.expr, str]] = []
    seen: set[ast.AST] = set()
    name = ""
    for part in parts:
        for node in descend(part):
            if node not in seen and isinstance(node, ast.expr) and sorted(_summands(node)) == sorted(variables):
                seen.update(ast.walk(node))
                name = name or (named or {}).get(id(node)) or code.fresh("total")
                asked.append((node, name))
    mentions = [n for part in parts for n in ast.walk(part) if isinstance(n, ast.Name) and n.id in variables]
    if not asked or any(node not in seen for node in mentions):
        return None
    if any(includes(code.type_of(node), "str", "bytes", "list", "tuple") for node, _ in asked):
        return None
    item = code.fresh("item")
    return Fold((name,), ("0",), (f"{name} = {name} + {item}",), item, None, tuple(asked), None, ())


def _summands(node: ast.expr) -> list[str]:
    """Names that an expression adds up, or that ``sum`` does; something else is in them as ""."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_summands(node.left), *_summands(node.right)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum" and len(node.args) == 1:
        inner = node.args[0]
        if isinstance(inner, ast.Tuple | ast.List) and not node.keywords:
            return [part.id if isinstance(part, ast.Name) else "" for part in inner.elts]
    return [node.id] if isinstance(node, ast.Name) else [""]


def _question(
    code: FunctionCode, node: ast.Call | ast.Compare, choice: str, item: str, repeated: ast.AST
) -> tuple[str, str, str] | None:
    """A question about a choice: the name, the start and the step of the part of the state that answers it."""
    if not isinstance(node, ast.Call):
        return None
    if code.builtin_call(node, "sum", 1) and match(f"sum({choice})", node):
        return "total", "0", f"{{s}} = {{s}} + {item}"
    counted_ = match(f"{choice}.count($v)", node)
    if counted_ is not None and code.pure(counted_["v"]) and _fixed(code, counted_["v"], repeated):
        return "count", "0", f"if {item} == {ast.unparse(counted_['v'])}:\n    {{s}} = {{s}} + 1"
    for name, start in (("sum", "0"), ("all", "True"), ("any", "False")):
        arguments = code.builtin_call(node, name, 1)
        if not arguments or not isinstance(arguments[0], ast.GeneratorExp | ast.ListComp):
            continue
        made = arguments[0]
        if len(made.generators) != 1 or not code.pure(made) or not isinstance(made.generators[0].target, ast.Name):
            return None
        generator = made.generators[0]
        own = generator.target
        assert isinstance(own, ast.Name)
        if not (isinstance(generator.iter, ast.Name) and generator.iter.id == choice):
            return None
        free = [n for n in ast.walk(made) if isinstance(n, ast.Name) and n.id not in (choice, own.id)]
        if not all(_fixed(code, n, repeated) for n in free):
            return None
        value = ast.unparse(renamed(made.elt, {own.id: item}))
        tests = " and ".join(f"({ast.unparse(renamed(test, {own.id: item}))})" for test in generator.ifs)
        step = f"{{s}} = {{s}} + ({value})"
        word = "total"
        if name == "all":
            step, word = f"{{s}} = {{s}} and bool({value})", "good"
        elif name == "any":
            step, word = f"{{s}} = {{s}} or bool({value})", "hit"
        return word, start, f"if {tests}:\n    {step}" if tests else step
    return None


def _fixed(code: FunctionCode, node: ast.expr, repeated: ast.AST) -> bool:
    region = tuple(repeated.body) if isinstance(repeated, ast.For) else (repeated,)
    return code.invariant(node, *region)
