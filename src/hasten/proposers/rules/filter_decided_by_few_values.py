"""A pass whose conditions look at few-valued parts of what the outer loop changes.

Finds:
    A pass over a collection that stays the same, inside a loop, with conditions that ask of what changes in the loop
    only parts which have few values: the hour or weekday of a moment, a remainder, the element of a short range. The
    conditions may be written out or be what a function without effects asks (``if not due(rule, moment): continue``).

Slow because:
    Every turn asks all elements, O(n * m), although the answers come back with the hour. The elements that meet the
    conditions are picked once for each value and the others are never gone through again.

Unsafe when:
    An element is changed in a way that cannot be seen, or is odd and was not asked for in the original's turn.

Example:
    Before::

        for moment in moments:
            for rule in rules:
                if moment.hour in hours_of(rule) and rule.limit > load(moment):
                    fire(rule, moment)

    After::

        rules_by_hour = {}
        for moment in moments:
            hour = moment.hour
            if hour not in rules_by_hour:
                rules_by_hour[hour] = [rule for rule in rules if moment.hour in hours_of(rule)]
            for rule in rules_by_hour[hour]:
                if rule.limit > load(moment):
                    fire(rule, moment)

Source:
    Bitmap and bucket indexes of databases; Michie, "Memo" functions and machine learning, Nature 218 (1968).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, bound_in, constant_int, repeats_around
from hasten.code.match import equal, match
from hasten.code.naming import noun
from hasten.code.purity import MUTATING_METHODS
from hasten.code.scopes import loaded, stored_attributes
from hasten.code.source import children, descend
from hasten.code.types import only
from hasten.proposers.rules._conditions import opposite
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._guards import Condition, Passing, conjuncts, go_through, passings
from hasten.proposers.rules._inlining import root
from hasten.proposers.rules._predicates import said_by

GROWTH = ("O(n^2)", "O(n)")
#: How many values parts of dates and times have.
_PARTS = {"hour": 24, "minute": 60, "second": 60, "month": 12, "day": 31}
_CALLED_PARTS = {"weekday": 7, "isoweekday": 7}
#: No more lists of elements than this.
_MOST_KEYS = 2000
_MOST_DEPTH = 3


@dataclass
class _Picking:
    """What is asked of the elements once for each key.

    Attributes:
        keys: The few-valued parts, by their code, with their number of values.
        whole: Conditions of which nothing else is left.
        parts: What is asked for each key, by condition.
        left: What is left of a condition of which only parts are asked for each key.
    """

    keys: dict[str, tuple[ast.expr, int]] = field(default_factory=dict)
    whole: list[Condition] = field(default_factory=list)
    parts: dict[Condition, list[ast.expr]] = field(default_factory=dict)
    left: dict[Condition, ast.expr] = field(default_factory=dict)


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per pass."""
    for passing in passings(code):
        source = passing.node.iter
        if not passing.names or not passing.conditions or code.in_nested_function(source) or not _lasts(code, source):
            continue
        if _is_remembered(code, passing.node):
            continue
        for repeat in reversed(repeats_around(code, source)):
            if not isinstance(repeat.node, ast.For | ast.While) or not code.invariant(source, *repeat.region):
                continue
            picking = _picking(code, passing, repeat)
            if picking is not None:
                keys = ", ".join(f"`{text}`" for text in picking.keys)
                text = f"which {noun(source)} are used is decided by {keys}, which has few values; picked once for each"
                change = partial(_change, code, passing, repeat, picking)
                yield Finding(passing.conditions[0].test, text, change, GROWTH, ahead=True)
                break


def _lasts(code: FunctionCode, source: ast.expr) -> bool:
    """Whether a collection can be gone through again."""
    if isinstance(source, ast.Name | ast.Attribute | ast.Subscript):
        return not only(code.type_of(source), "iterator")
    if arguments := code.builtin_call(source, "enumerate", 1):
        return _lasts(code, arguments[0])
    if isinstance(source, ast.Call) and isinstance(source.func, ast.Attribute) and not source.args:
        return source.func.attr in ("items", "values", "keys") and _lasts(code, source.func.value)
    return False


def _is_remembered(code: FunctionCode, node: ast.AST) -> bool:
    """Whether a pass is made once for each key already: ``if key not in known: known[key] = ...``."""
    above = [parent for parent in code.ancestors(node) if isinstance(parent, ast.If)]
    for parent in above:
        asked = match("$k not in $d", parent.test)
        if asked is not None:
            entry = ast.Subscript(asked["d"], asked["k"], ast.Store())
            if any(equal(inner, entry) for inner in descend(*parent.body)):
                return True
    return False


# -- what is asked for each key ----------------------------------------------------------------------------------------


def _picking(code: FunctionCode, passing: Passing, repeat: Repeat) -> _Picking | None:
    moving = bound_in(repeat)
    picking = _Picking()
    asked: list[ast.expr] = []
    for condition in passing.conditions:
        test = condition.test if condition.operator is ast.Eq else opposite(condition.test)
        taken: list[ast.expr] = []
        left: list[ast.expr] = []
        for part in conjuncts(test):
            _take(code, passing.names, moving - passing.names, repeat, part, picking, taken, left, _MOST_DEPTH)
        asked += taken
        if taken and not left:
            picking.whole.append(condition)
        elif taken and condition.parts == (condition.test,):
            picking.parts[condition] = taken
            picking.left[condition] = left[0] if len(left) == 1 else ast.BoolOp(ast.And(), left)
        elif taken:
            return None
    if not picking.keys or not any(loaded(part) & passing.names for part in asked):
        return None
    return picking if not _elements_change(passing, repeat, asked) else None


def _take(
    code: FunctionCode,
    names: set[str],
    moving: set[str],
    repeat: Repeat,
    part: ast.expr,
    picking: _Picking,
    taken: list[ast.expr],
    left: list[ast.expr],
    depth: int,
) -> None:
    """Put one thing that is asked where it belongs; what a function asks may be taken apart."""
    if not left and _is_settled(code, names, moving, repeat, part):
        keys = _keys(code, names, moving, repeat, part)
        if keys is not None:
            together = {**picking.keys, **keys}
            if _count(together) <= _MOST_KEYS:
                picking.keys = together
                taken.append(part)
                return
    inner = said_by(code, part) if depth else None
    if inner is None:
        left.append(part)
        return
    for one in conjuncts(inner):
        _take(code, names, moving, repeat, one, picking, taken, left, depth - 1)


def _is_settled(code: FunctionCode, names: set[str], moving: set[str], repeat: Repeat, part: ast.expr) -> bool:
    """Whether nothing but the element and what moves with the loop decides an answer."""
    fixed = (loaded(part) & code.local) - names - moving
    own = {node.id for node in descend(part) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    return code.pure(part) and all(code.invariant(ast.Name(name, ast.Load()), *repeat.region) for name in fixed - own)


def _count(keys: Mapping[str, tuple[ast.expr, int]]) -> int:
    product = 1
    for _, count in keys.values():
        product *= count
    return product


def _keys(
    code: FunctionCode, names: set[str], moving: set[str], repeat: Repeat, node: ast.expr
) -> dict[str, tuple[ast.expr, int]] | None:
    """The few-valued parts through which alone an expression sees what moves; None where it sees more."""
    if not loaded(node) & moving:
        return {}
    found: dict[str, tuple[ast.expr, int]] | None = {}
    if isinstance(node, ast.Lambda):
        return None
    if isinstance(node, ast.Name):
        found = None
    else:
        for child in children(node):
            inner = _inner(child)
            for expression in inner:
                keys = _keys(code, names, moving, repeat, expression)
                if keys is None or found is None:
                    found = None
                else:
                    found.update(keys)
    count = _values(code, repeat, node, 4) if not loaded(node) & names else 0
    if count and (found is None or count < _count(found)):
        return {ast.unparse(node): (node, count)}
    return found


def _inner(child: ast.AST) -> list[ast.expr]:
    if isinstance(child, ast.expr):
        return [child]
    if isinstance(child, ast.keyword):
        return [child.value]
    if isinstance(child, ast.comprehension):
        return [child.iter, *child.ifs]
    return []


def _values(code: FunctionCode, repeat: Repeat, node: ast.expr, depth: int) -> int:
    """How many values an expression has at most; 0 where that may be many."""
    if isinstance(node, ast.BinOp):
        right = constant_int(node.right)
        if right is None or right <= 0:
            return 0
        if isinstance(node.op, ast.Mod):
            return 0 if only(code.type_of(node), "float") else right
        many = _values(code, repeat, node.left, depth)
        if isinstance(node.op, ast.FloorDiv):
            return -(-many // right)
        return many if isinstance(node.op, ast.Add | ast.Sub | ast.Mult) else 0
    if isinstance(node, ast.Compare) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
        return 2
    if isinstance(node, ast.Attribute):
        return _PARTS.get(node.attr, 0)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
        return _CALLED_PARTS.get(node.func.attr, 0)
    if isinstance(node, ast.Name) and depth:
        return _values_of_name(code, repeat, node.id, depth - 1)
    return 0


def _values_of_name(code: FunctionCode, repeat: Repeat, name: str, depth: int) -> int:
    """How many values a name takes in a loop that binds it once."""
    bound = [n for n in descend(*repeat.region) if isinstance(n, ast.Name) and n.id == name]
    bound = [n for n in bound if not isinstance(n.ctx, ast.Load)]
    if len(bound) != 1:
        return 0
    parent = code.parent(bound[0])
    if isinstance(parent, ast.Assign) and parent.targets == [bound[0]]:
        return _values(code, repeat, parent.value, depth)
    if isinstance(parent, ast.For) and parent.target is bound[0]:
        arguments = code.builtin_call(parent.iter, "range", 1) or code.builtin_call(parent.iter, "range", 2)
        return max(_whole(arguments[-1]), 0) if arguments else 0
    if isinstance(parent, ast.Tuple) and isinstance(assign := code.parent(parent), ast.Assign):
        # hours, minutes = divmod(moment, 60)
        arguments = code.builtin_call(assign.value, "divmod", 2)
        whole = constant_int(arguments[1]) if arguments else None
        if arguments and whole and len(parent.elts) == 2:
            left = _values(code, repeat, arguments[0], depth)
            return whole if parent.elts[1] is bound[0] else -(-left // whole)
    return 0


def _whole(node: ast.expr) -> int:
    """The number that a product of constants is; 0 where it is no such one."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _whole(node.left) * _whole(node.right)
    return constant_int(node) or 0


def _elements_change(passing: Passing, repeat: Repeat, asked: list[ast.expr]) -> bool:
    """Whether the loop may change something of an element that is asked for."""
    read = {node.attr for part in asked for node in descend(part) if isinstance(node, ast.Attribute)}
    if read & stored_attributes(*repeat.region):
        return True
    methods = (node.func for node in descend(*repeat.region) if isinstance(node, ast.Call))
    changing = (m for m in methods if isinstance(m, ast.Attribute) and m.attr in MUTATING_METHODS)
    if any(isinstance(held := root(method), ast.Name) and held.id in passing.names for method in changing):
        return True
    keys = {ast.dump(node.slice) for part in asked for node in descend(part) if isinstance(node, ast.Subscript)}
    return any(
        isinstance(node, ast.Subscript)
        and not isinstance(node.ctx, ast.Load)
        and (ast.dump(node.slice) in keys or bool(loaded(node.value) & passing.names))
        for node in descend(*repeat.region)
    )


# -- the change --------------------------------------------------------------------------------------------------------


def _change(code: FunctionCode, passing: Passing, repeat: Repeat, picking: _Picking, edits: Edits) -> None:
    node = passing.node
    assert repeat.statement is not None
    place = node if isinstance(node, ast.For) else code.statement(node)
    if place is repeat.node or code.text.is_elif(place) or isinstance(place, ast.While):
        raise EditConflict("there is no place in front of the pass")
    word = _word(list(picking.keys.values())[-1][0])
    name = code.fresh(f"{noun(node.iter)}_by_{word}")
    texts = list(picking.keys)
    key = texts[0]
    setup = ""
    if len(texts) > 1 or not isinstance(picking.keys[key][0], ast.Name):
        key = code.fresh(word if len(texts) == 1 else "key")
        setup = f"{key} = {', '.join(texts)}\n"
    tests = []
    for condition in passing.conditions:
        if condition in picking.whole:
            text = edits.text(condition.test, need=6 if condition.operator is ast.NotEq else 5)
            tests.append(text if condition.operator is ast.Eq else _opposite(condition.test))
        tests += [_joinable(part) for part in picking.parts.get(condition, [])]
    target, element = edits.text(node.target, need=0), edits.text(node.target)
    picked = f"[{element} for {target} in {edits.text(node.iter, need=3)} if {' and '.join(tests)}]"
    edits.insert_before(repeat.statement, f"{name} = {{}}")
    edits.insert_before(place, f"{setup}if {key} not in {name}:\n    {name}[{key}] = {picked}")
    go_through(code, node, f"{name}[{key}]", picking.whole, edits)
    for condition, left in picking.left.items():
        if condition.operator is ast.Eq and isinstance(condition.owner, ast.If) and _is_skip(condition.owner):
            # if not test: continue
            edits.replace(condition.owner.test, ast.unparse(opposite(left)))
        else:
            asked = left if condition.operator is ast.Eq else opposite(left)
            edits.replace(condition.test, ast.unparse(asked))


def _is_skip(owner: ast.If) -> bool:
    return len(owner.body) == 1 and isinstance(owner.body[0], ast.Continue)


def _opposite(test: ast.expr) -> str:
    return _joinable(opposite(test))


def _joinable(part: ast.expr) -> str:
    """An expression as a part of a conjunction."""
    return ast.unparse(ast.BoolOp(ast.And(), [part, ast.Constant(True)]))[: -len(" and True")]


def _word(node: ast.expr) -> str:
    """What to call a key."""
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else "value"
