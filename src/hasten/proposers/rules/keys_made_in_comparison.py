"""A sort by a comparison function that makes a key of each of the two elements.

Finds:
    ``key=cmp_to_key(compare)`` in ``sorted``, ``list.sort``, ``min`` or ``max``, where ``compare(a, b)`` asks nothing
    else than how the same expressions of ``a`` and of ``b`` compare: chains of ``if``, ``(x > y) - (x < y)``,
    ``x - y``, tests of ``None`` on either side, also by helpers of the module.

Slow because:
    The function runs for each of n log n comparisons, and makes both keys each time. A key function runs once for each
    element, and tuples compare without a call.

Unsafe when:
    A key cannot be made of every element, though the comparison never came to it; or keys do not form an order (NaN).

Example:
    Before::

        def by_score(one, two):
            if one.score != two.score:
                return two.score - one.score
            return -1 if one.name < two.name else 1

        players.sort(key=cmp_to_key(by_score))

    After::

        players.sort(key=lambda one: (-one.score, one.name))

Source:
    The Schwartzian transform (decorate, sort, undecorate); Python's Sorting HOW TO, "Comparison Functions".
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.match import with_values
from hasten.code.precedence import ATOM
from hasten.code.scopes import loaded
from hasten.code.types import Type, includes, only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._nested import inner_function, inner_functions
from hasten.proposers.rules._orders import Fork, Function, Key, ordered_by
from hasten.proposers.rules._sorts import Sort, sort_of

GROWTH = ("O(n log n)", "O(n)")
_NUMBERS = ("int", "bool", "float", "decimal", "fraction", "timedelta")
_MOST_SORTS = 3
#: What odd elements raise, in another order than the comparison would.
_CAUGHT = "(ArithmeticError, AttributeError, LookupError, TypeError, ValueError)"
_LASTING = ("list", "tuple", "set", "frozenset", "dict", "range", "str")


@dataclass(frozen=True)
class _Plan:
    """The same order by keys.

    Attributes:
        keys: Texts of key expressions, one for each pass, the last pass first.
        reverse: Whether each of the passes is turned round.
    """

    keys: tuple[str, ...]
    reverse: tuple[bool, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Calls with ``key=cmp_to_key(...)``."""
    for call in code.all(ast.Call):
        sort = sort_of(code, call)
        plan = _plan(code, sort) if sort is not None else None
        if sort is not None and plan is not None:
            text = "keys are made anew for every comparison of this sort; a key function makes each of them once"
            yield Finding(call, text, partial(_change, code, sort, plan), GROWTH, ahead=True)
            if _can_be_done_again(code, sort):
                yield Finding(call, text, partial(_change_with_plain_way, code, sort, plan), GROWTH, guarded=True)


def has_keys(code: FunctionCode, sort: Sort) -> bool:
    """Whether the order of a comparison is that of keys."""
    return _plan(code, sort) is not None


def _plan(code: FunctionCode, sort: Sort) -> _Plan | None:
    outside = {name: node for name, node in code.module.functions.items() if isinstance(node, ast.FunctionDef)}
    others: dict[str, Function] = {**outside, **{node.name: node for node in inner_functions(code)}}
    first = sort.compare.args.args[0].arg if sort.compare.args.args else ""
    element = ast.Subscript(ast.Call(ast.Name("list", ast.Load()), [sort.sequence], []), ast.Constant(0), ast.Load())

    def type_of(node: ast.expr) -> Type:
        return code.type_of(with_values(node, {first: element}))

    found = ordered_by(sort.compare, others, lambda node: only(type_of(node), "bool"))
    if found is None or (sort.form == "max" and not found[1]):
        return None
    keys = found[0]
    every = list(_every(keys))
    inside = sort.compare in code.all(type(sort.compare))
    for node in every:
        if not inside and (loaded(node) - {first}) & (code.local | code.around):
            return None
        if not code.pure(node) or includes(type_of(node), "set", "frozenset", "dict"):
            return None
    return _arranged(code, sort, keys, type_of)


def _every(keys: Sequence[Key | Fork]) -> Iterator[ast.expr]:
    for key in keys:
        yield key.node
        if isinstance(key, Fork):
            yield from _every(key.yes)
            yield from _every(key.no)


def _flat(keys: Sequence[Key | Fork]) -> Iterator[Key]:
    for key in keys:
        if isinstance(key, Fork):
            yield from _flat(key.yes)
            yield from _flat(key.no)
        else:
            yield key


def _arranged(
    code: FunctionCode, sort: Sort, keys: tuple[Key | Fork, ...], type_of: Callable[[ast.expr], Type]
) -> _Plan | None:
    """One pass where signs can be turned round, else one for each stretch of keys in the same direction."""
    flat = list(_flat(keys))

    def said(key: Key, down: bool) -> str:
        """The key, where the whole order is turned round if ``down``."""
        if key.descending == down:
            return _text(key.node)
        is_bool = only(type_of(key.node), "bool")
        return _text(ast.UnaryOp(ast.Not() if is_bool else ast.USub(), key.node))

    for down in (False, True) if sort.reverse is None else (False,):
        if all(key.descending == down or key.numeric or only(type_of(key.node), *_NUMBERS) for key in flat):
            return _Plan((_tuple(keys, partial(said, down=down), []),), (down,))
    parts = [list(group) for _, group in itertools.groupby(flat, key=lambda key: key.descending)]
    named = sort.form == "sort" and isinstance(sort.sequence, ast.Name) and isinstance(code.parent(sort.call), ast.Expr)
    once = sort.form == "sorted" or named
    if len(flat) != len(keys) or len(parts) > _MOST_SORTS or not once or sort.reverse is not None:
        return None
    texts = tuple(_tuple(part, lambda key: _text(key.node), []) for part in parts)
    return _Plan(texts, tuple(part[0].descending for part in parts))


def _tuple(keys: Sequence[Key | Fork], said: Callable[[Key], str], begun: list[tuple[str, str]]) -> str:
    """The key as code: a tuple, or a choice between tuples. In front is ``begun``: what is meant, and how it reads."""
    parts = list(begun)
    for key in keys:
        if isinstance(key, Fork):
            meant, test = ast.dump(key.node), _text(key.node)

            def known(value: bool, meant: str = meant, test: str = test) -> list[tuple[str, str]]:
                return [(m, str(value == (text == test))) if m == meant else (m, text) for m, text in parts]

            return f"{_tuple(key.yes, said, known(True))} if {test} else {_tuple(key.no, said, known(False))}"
        parts.append((ast.dump(key.node), said(key)))
    texts = [text for _, text in parts]
    if len(texts) == 1:
        return f"({texts[0]},)" if begun else texts[0]
    return f"({', '.join(texts)})"


def _text(node: ast.expr) -> str:
    return ast.unparse(node)


def _can_be_done_again(code: FunctionCode, sort: Sort) -> bool:
    """Whether the sort is a statement that can be done once more where keys raise."""
    if not isinstance(sort.sequence, ast.Name) or not only(code.type_of(sort.sequence), *_LASTING):
        return False
    statement = code.statement(sort.call)
    if sort.form == "sort":
        return isinstance(statement, ast.Expr) and statement.value is sort.call and sort.reverse is None
    named = isinstance(statement, ast.Assign) and all(isinstance(target, ast.Name) for target in statement.targets)
    return (named or isinstance(statement, ast.Return)) and code.parent(sort.call) is statement


def _change_with_plain_way(code: FunctionCode, sort: Sort, plan: _Plan, edits: Edits) -> None:
    """A sort that fails half way leaves another list behind, so that it is made apart."""
    statement = code.statement(sort.call)
    name = sort.compare.args.args[0].arg
    sequence = edits.text(sort.sequence)
    made = sequence
    for key, reverse in reversed(list(zip(plan.keys, plan.reverse, strict=True))):
        form = {"min": "max", "max": "min"}.get(sort.form, "sorted") if reverse else sort.form
        form = "sorted" if form == "sort" else form
        turned = ", reverse=True" if reverse and form == "sorted" else ""
        if sort.reverse is not None:
            turned = f", reverse={edits.text(sort.reverse)}"
        made = f"{form}({made}, key=lambda {name}: {key}{turned})"
    if sort.form == "sort":
        done = f"{sequence}[:] = {made}"
    else:
        done = edits.block([statement], {sort.call: made}, comments=False)
    again = edits.block([statement], comments=False)
    text = (
        f"try:\n{indent_block(done, '    ')}\nexcept {_CAUGHT}:\n"
        f"    # an odd element: go the plain way\n{indent_block(again, '    ')}"
    )
    edits.replace_statement(statement, text)


def _change(code: FunctionCode, sort: Sort, plan: _Plan, edits: Edits) -> None:
    name = sort.compare.args.args[0].arg
    keys = [f"lambda {name}: {key}" for key in plan.keys]
    turned = [", reverse=True" if reverse else "" for reverse in plan.reverse]
    if sort.form in ("min", "max") and plan.reverse[0]:
        # The first of the largest in the order that is turned round is the first of the smallest.
        edits.replace(sort.call.func, "max" if sort.form == "min" else "min")
        turned[0] = ""
    if turned == [""]:
        edits.replace(sort.wrapped, keys[0])
    elif sort.form == "sort":
        sequence = edits.text(sort.sequence, need=ATOM)
        passes = [f"{sequence}.sort(key={key}{end})" for key, end in zip(keys, turned, strict=True)]
        if len(passes) == 1:
            edits.replace(sort.call, passes[0])
        else:
            edits.replace_statement(code.statement(sort.call), "\n".join(reversed(passes)))
    else:
        inner = edits.text(sort.sequence)
        for key, end in reversed(list(zip(keys, turned, strict=True))):
            inner = f"sorted({inner}, key={key}{end})"
        edits.replace(sort.call, inner)
    compare = sort.compare
    if isinstance(compare, ast.FunctionDef) and inner_function(code, compare.name) is compare:
        uses = [node for node in code.all(ast.Name) if node.id == compare.name]
        if len(uses) == 1:
            edits.remove(compare)
