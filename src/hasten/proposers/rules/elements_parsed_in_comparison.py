"""A sort by a comparison function that parses each of the two elements.

Finds:
    ``key=cmp_to_key(compare)`` where ``compare(a, b)`` makes the same things of ``a`` and of ``b`` alone
    (``parse(a)``, ``a.split(".")``, ``[int(part) for part in a.split(".")]``), and then decides in ways that are no
    plain order of keys.

Slow because:
    Each element is parsed again in every one of the n log n comparisons. ``sort`` asks a key function once for each
    element, so that what is compared can be parsed there.

Unsafe when:
    An element cannot be parsed, though the comparison never came to it (a list of one).

Example:
    Before::

        def compare(left, right):
            one, two = parse(left), parse(right)
            ...

        tags.sort(key=cmp_to_key(compare))

    After::

        def compare(left, right):
            one, two = left, right
            ...

        tags.sort(key=lambda tag: cmp_to_key(compare)(parse(tag)))

Source:
    The Schwartzian transform (decorate, sort, undecorate); Python's Sorting HOW TO, "Comparison Functions".
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import cast

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import equal, renamed
from hasten.code.purity import MUTATING_METHODS
from hasten.code.scopes import loaded, local_names, parameters, stored, walk_all
from hasten.code.types import includes
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._nested import inner_function, nested_is_pure
from hasten.proposers.rules._orders import Function
from hasten.proposers.rules._sorts import Sort, sort_of
from hasten.proposers.rules.keys_made_in_comparison import has_keys

GROWTH = ("O(n log n)", "O(n)")
_MOST_PARTS = 3
#: What can be gone through once only, so that it has to be gathered before it is compared with many.
_ONCE = ("map", "zip", "filter", "reversed", "enumerate", "iter")


@dataclass(frozen=True)
class _Side:
    """What a comparison makes of one of its elements.

    Attributes:
        name: The parameter.
        parts: Expressions that call something, of nothing that changes but the element.
        bare: Whether the element is used by itself too.
    """

    name: str
    parts: list[ast.expr]
    bare: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """Sorts by a comparison that parses."""
    for call in code.all(ast.Call):
        sort = sort_of(code, call)
        if sort is None or has_keys(code, sort) or not _compares_only(code, sort.compare):
            continue
        sides = _sides(code, sort.compare)
        if sides is not None:
            made = " and ".join(f"`{ast.unparse(part)}`" for part in _distinct(sides[0]))
            text = f"{made} is made again for every comparison of this sort; a key makes it once for each element"
            yield Finding(call, text, partial(_change, code, sort, sides), GROWTH, ahead=True)


def _compares_only(code: FunctionCode, compare: Function) -> bool:
    """Whether a comparison is one of two parameters, without effects, that leaves what it makes as it is."""
    taken = compare.args
    if len(taken.args) != 2 or len(parameters(compare)) != 2 or taken.defaults:
        return False
    if isinstance(compare, ast.Lambda):
        return code.pure(compare.body)
    if compare.decorator_list or not nested_is_pure(code, compare) or stored(*compare.body) & {*_names(compare)}:
        return False
    return not any(
        (isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load))
        or (isinstance(node, ast.Attribute) and node.attr in MUTATING_METHODS)
        or isinstance(node, ast.Lambda | ast.FunctionDef | ast.AugAssign)
        for node in walk_all(*compare.body)
    )


def _sides(code: FunctionCode, compare: Function) -> tuple[_Side, _Side] | None:
    """What is made of either element, where it is the same of both and nothing that stands there changes."""
    one, two = (_side(code, compare, name) for name in _names(compare))
    mirrored = [renamed(part, {two.name: one.name}) for part in _distinct(two)]
    parts = _distinct(one)
    if not 0 < len(parts) <= _MOST_PARTS or len(mirrored) != len(parts):
        return None
    if not all(any(equal(part, other) for other in mirrored) for part in parts):
        return None
    nested = any(compare is node for node in code.all(type(compare)))
    known = set() if nested else code.local | code.around
    for part in parts:
        if not code.pure(part) or (loaded(part) - {one.name}) & known or _is_generator(code, part):
            return None
    return one, two


def _names(compare: Function) -> list[str]:
    return [arg.arg for arg in compare.args.args]


def _side(code: FunctionCode, compare: Function, name: str) -> _Side:
    body = [compare.body] if isinstance(compare, ast.Lambda) else compare.body
    changing = local_names(compare) - {name}
    parts: list[ast.expr] = []
    bare = False

    def look(node: ast.AST) -> None:
        nonlocal bare
        if isinstance(node, ast.expr) and name in loaded(node):
            alone = not loaded(node) & changing and not isinstance(node, ast.Starred | ast.GeneratorExp)
            if alone and any(isinstance(n, ast.Call) for n in ast.walk(node)) and _is_value(node):
                parts.append(node)
                return
            if isinstance(node, ast.Name):
                bare = True
        for child in ast.iter_child_nodes(node):
            look(child)

    for statement in body:
        look(statement)
    return _Side(name, parts, bare)


def _is_value(node: ast.expr) -> bool:
    """Whether an expression is something made, rather than a question asked of it."""
    return isinstance(node, ast.Call | ast.Subscript | ast.ListComp | ast.SetComp | ast.DictComp | ast.Attribute)


def _distinct(side: _Side) -> list[ast.expr]:
    found: list[ast.expr] = []
    for part in side.parts:
        if not any(equal(part, other) for other in found):
            found.append(part)
    return found


def _is_generator(code: FunctionCode, part: ast.expr) -> bool:
    """Whether what a function of the module gives could be gone through once only."""
    name = part.func.id if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) else ""
    function = code.module.functions.get(name)
    return function is not None and any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function))


def _gathered(code: FunctionCode, part: ast.expr, text: str) -> str:
    once = any(code.builtin_call(part, name) is not None for name in _ONCE)
    return f"list({text})" if once or includes(code.type_of(part), "iterator") else text


def _change(code: FunctionCode, sort: Sort, sides: tuple[_Side, _Side], edits: Edits) -> None:
    """The parts of an element take its place in the comparison, and are made by the key."""
    compare = sort.compare
    parts = _distinct(sides[0])
    bare = sides[0].bare or sides[1].bare
    alone = len(parts) == 1 and not bare
    chosen: dict[ast.expr, str] = {}
    for side in sides:
        for part in side.parts:
            place = next(n for n, x in enumerate(parts) if equal(x, renamed(part, {side.name: sides[0].name})))
            chosen[part] = side.name if alone else f"{side.name}[{place}]"
        if bare:
            for node in ast.walk(compare):
                inside = any(node in ast.walk(part) for part in side.parts)
                if isinstance(node, ast.Name) and node.id == side.name and not inside:
                    chosen[node] = f"{side.name}[{len(parts)}]"
    element = sides[0].name
    texts = [_gathered(code, part, ast.unparse(part)) for part in parts]
    key = texts[0] if alone else f"({', '.join([*texts, *([element] if bare else [])])})"
    wrapped = _compared(code, sort, chosen, edits)
    edits.replace(sort.wrapped, f"lambda {element}: {wrapped}({key})")


def _compared(code: FunctionCode, sort: Sort, chosen: dict[ast.expr, str], edits: Edits) -> str:
    """The comparison of parts, wrapped: in the place of the old one, or beside it where others may know that."""
    compare = sort.compare
    if isinstance(compare, ast.Lambda):
        return edits.text(sort.wrapped, chosen)
    own = inner_function(code, compare.name) is compare
    uses = [node for node in ast.walk(code.module.tree) if isinstance(node, ast.Name) and node.id == compare.name]
    if (own or compare.name.startswith("_")) and len(uses) == 1:
        for node, text in chosen.items():
            edits.replace(node, text)
        return edits.text(sort.wrapped)
    name = code.fresh(f"_{compare.name.lstrip('_')}_parsed")
    text = edits.block([compare], cast("dict[ast.AST, str]", chosen)).replace(f"def {compare.name}(", f"def {name}(", 1)
    if own:
        edits.insert_after(compare, text)
    else:
        edits.insert_behind_definition(compare, text)
    return edits.text(sort.wrapped, {sort.wrapped.args[0]: name})
