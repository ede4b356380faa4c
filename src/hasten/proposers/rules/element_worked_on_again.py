"""Work on each element of a collection, done again in every turn of a loop around it.

Finds:
    An inner loop or comprehension over a collection that an outer loop leaves alone, in which something costly is made
    of one element and nothing else: ``set(docs[j].split())`` in a comparison of all pairs, or
    ``word in [w.lower() for w in a["text"].split()]`` for every word and every ``a``.

Slow because:
    With n turns outside, each of m elements of length k is split, sorted or folded n times, O(n * m * k). Done once for
    each element in front of the outer loop, that is O(m * k); a list that is only searched becomes a set on the way.

Unsafe when:
    The outer loop does not run, or ends before it comes to an element that cannot be worked on: then the work in front
    of it may raise. The memory holds what was made of all elements.

Example:
    Before::

        for i in range(len(docs)):
            for j in range(i + 1, len(docs)):
                if len(set(docs[i].split()) & set(docs[j].split())) > 3:
                    pairs.append((i, j))

    After::

        docs_sets = [set(docs[j].split()) for j in range(len(docs))]
        for i in range(len(docs)):
            for j in range(i + 1, len(docs)):
                if len(set(docs[i].split()) & docs_sets[j]) > 3:
                    pairs.append((i, j))

Source:
    Common subexpressions across iterations, kept in an array: scalar expansion (Padua and Wolfe, Advanced compiler
    optimizations for supercomputers, CACM 1986).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, outermost_invariant, range_bounds
from hasten.code.match import called_name, equal
from hasten.code.naming import noun
from hasten.code.purity import words
from hasten.code.scopes import COMPREHENSIONS, loaded, stored, target_names
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import stored_to

#: An index that finds the elements at once (``key(y) == x``) takes away more, and goes first.
GROWTH = ("O(n^3)", "O(n^2)")
#: Calls that look at every part of what they are given.
_COSTLY = words(
    "split rsplit splitlines lower upper casefold title swapcase strip lstrip rstrip replace translate join format "
    "sorted set frozenset list tuple dict sum Counter findall finditer sub encode decode normalize partition"
)
#: Where a value of any kind is only looked at.
_READERS = words("len sum min max sorted set frozenset tuple list any all Counter enumerate zip str repr")
_READING = words(
    "get count index find startswith endswith issubset issuperset isdisjoint intersection union difference items keys "
    "values most_common"
)
_CONSTANT = ("str", "bytes", "int", "float", "bool", "none", "frozenset")


@dataclass(frozen=True)
class _Walk:
    """A loop over a collection inside of a loop that leaves the collection alone.

    Attributes:
        node: The loop or the generator of a comprehension.
        source: The collection.
        names: Names that stand for the element; one position where it is walked by position.
        position: Name of the position, "" where there is none.
        by_position: Whether elements are read as ``source[position]``.
        repeat: The outermost loop around it that leaves the collection alone.
    """

    node: ast.For | ast.comprehension
    source: ast.expr
    names: frozenset[str]
    position: str
    by_position: bool
    repeat: Repeat


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per walk."""
    for walk in _walks(code):
        groups: dict[str, list[ast.expr]] = {}
        for expression in _work(code, walk):
            groups.setdefault(ast.dump(expression), []).append(expression)
        kept = [
            same for same in groups.values()
            if all(_is_searched(code, node) for node in same) or all(_only_read(code, node) for node in same)
        ]  # fmt: skip
        if kept:
            first = kept[0][0]
            text = f"`{ast.unparse(first)}` is made anew for each element in every turn; once for each is enough"
            yield Finding(first, text, partial(_change, code, walk, kept), GROWTH, ahead=True)


def _walks(code: FunctionCode) -> Iterator[_Walk]:
    for loop in code.all(ast.For):
        yield from _walk(code, loop, loop.target, loop.iter)
    for comprehension in code.comprehensions:
        for generator in comprehension.generators:
            yield from _walk(code, generator, generator.target, generator.iter)


def _walk(code: FunctionCode, node: ast.For | ast.comprehension, target: ast.expr, source: ast.expr) -> Iterator[_Walk]:
    position, by_position = "", False
    bounds = range_bounds(code, source)
    numbered = code.builtin_call(source, "enumerate", 1)
    if bounds is not None:
        length = code.builtin_call(bounds[1], "len", 1)
        if not length or bounds[2] != 1 or not isinstance(target, ast.Name):
            return
        source, position, by_position = length[0], target.id, True
    elif numbered and isinstance(target, ast.Tuple) and len(target.elts) == 2 and isinstance(target.elts[0], ast.Name):
        source, position = numbered[0], target.elts[0].id
        target = target.elts[1]
    held = _collection(code, source)
    if not isinstance(held, ast.Name | ast.Attribute | ast.Subscript) or only(code.type_of(held), "iterator"):
        return
    names = frozenset(target_names(target))
    repeat = outermost_invariant(code, source, node.iter)
    if repeat is None or not names or names & loaded(source) or code.in_nested_function(node.iter):
        return
    if any(code.parts_set(name, *repeat.region) for name in loaded(held)):
        return
    if isinstance(node, ast.For) and (names | {position}) & stored(*node.body):
        return
    yield _Walk(node, source, names, position, by_position, repeat)


def _collection(code: FunctionCode, source: ast.expr) -> ast.expr:
    """The collection itself, or the dict of which a view is walked."""
    for view in ("items", "keys", "values"):
        method = code.method_call(source, view, 0)
        if method is not None:
            return method[0]
    return source


def _work(code: FunctionCode, walk: _Walk) -> Iterator[ast.expr]:
    """The largest costly expressions that read the element and nothing else that changes."""
    inside = descend(*walk.node.body) if isinstance(walk.node, ast.For) else _asked(code, walk.node)
    covered: set[ast.AST] = set()
    for node in inside:
        if not isinstance(node, ast.Call | ast.ListComp | ast.SetComp) or node in covered:
            continue
        if _is_costly(code, node) and not code.in_nested_function(node) and _of_element(code, walk, node):
            covered |= set(descend(node))
            yield node


def _asked(code: FunctionCode, generator: ast.comprehension) -> Iterator[ast.AST]:
    """What a comprehension evaluates for each element of one of its generators."""
    whole = code.parent(generator)
    assert isinstance(whole, COMPREHENSIONS)
    place = whole.generators.index(generator)
    parts: list[ast.AST] = [*generator.ifs]
    for later in whole.generators[place + 1 :]:
        parts += [later.iter, *later.ifs]
    parts += [whole.key, whole.value] if isinstance(whole, ast.DictComp) else [whole.elt]
    yield from descend(*parts)


def _is_walked_generator(code: FunctionCode, node: ast.expr) -> bool:
    """Whether a loop goes through what a generator of the module yields, and the generator does nothing else."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)) or node.func.id in code.local:
        return False
    parent = code.parent(node)
    walked = isinstance(parent, ast.For | ast.comprehension) and parent.iter is node
    given = all(code.pure(argument) for argument in node.args) and not node.keywords
    return walked and given and code.purity.pure_generator(node.func.id)


def _is_costly(code: FunctionCode, node: ast.expr) -> bool:
    if _is_walked_generator(code, node):
        return True
    if not code.pure(node):
        return False
    for inner in descend(node):
        if isinstance(inner, ast.Call):
            name = called_name(inner)
            if name in _COSTLY and (inner.args or isinstance(inner.func, ast.Attribute)):
                return True
            if isinstance(inner.func, ast.Name) and inner.func.id in code.module.functions:
                return True
        if isinstance(inner, ast.ListComp | ast.SetComp):
            return True
    return False


def _of_element(code: FunctionCode, walk: _Walk, node: ast.expr) -> bool:
    """Whether the expression reads the element, and else only what the outer loop leaves alone."""
    within = set(descend(node))
    generators = [inner for inner in within if isinstance(inner, ast.comprehension)]
    own = {name for generator in generators for name in target_names(generator.target)}
    element = walk.names | ({walk.position} if walk.position else set())
    read = False
    others: list[ast.expr] = []
    skipped: set[ast.AST] = set()
    for inner in descend(node):
        if inner in skipped:
            continue
        if walk.by_position and isinstance(inner, ast.Subscript) and equal(inner.value, walk.source):
            if not (isinstance(inner.slice, ast.Name) and inner.slice.id == walk.position):
                return False
            read = True
            skipped |= set(descend(inner))
        elif isinstance(inner, ast.Name) and inner.id not in own:
            if inner.id in element:
                if walk.by_position or inner.id not in walk.names:
                    return False
                read = True
            elif code.comprehension_of(inner) is not None:
                return False
            elif inner.id in code.local:
                others.append(inner)
    if not read or stored_to(code, node):
        return False
    if any(not code.invariant(other, *walk.repeat.region) for other in others):
        return False
    # The element itself is not changed while the outer loop runs.
    for name in (walk.names & loaded(node)) - own if not walk.by_position else ():
        uses = code.uses(name, *walk.repeat.region)
        if uses.changes or uses.aliases:
            return False
    return True


def _is_searched(code: FunctionCode, node: ast.expr) -> bool:
    """Whether the value is a list that is asked for membership, whose elements can be hashed."""
    parent = code.parent(node)
    if not isinstance(parent, ast.Compare) or len(parent.ops) != 1 or parent.comparators[0] is not node:
        return False
    kind = code.type_of(node)
    is_list = isinstance(node, ast.ListComp) or only(kind, "list", "tuple")
    return is_list and isinstance(parent.ops[0], ast.In | ast.NotIn) and code.hashable(kind.element) is not False


def _only_read(code: FunctionCode, node: ast.expr) -> bool:
    """Whether nobody can change the value that is kept: it cannot be changed, or is only looked at."""
    if only(code.type_of(node), *_CONSTANT):
        return True
    parent = code.parent(node)
    if isinstance(parent, ast.Compare | ast.BinOp):
        return True
    if isinstance(parent, ast.For | ast.comprehension):
        return parent.iter is node
    if isinstance(parent, ast.Subscript):
        return isinstance(parent.ctx, ast.Load) and only(code.type_of(parent), *_CONSTANT)
    if isinstance(parent, ast.Call):
        return isinstance(parent.func, ast.Name) and parent.func.id in _READERS and node in parent.args
    if isinstance(parent, ast.Attribute):
        call = code.parent(parent)
        return parent.attr in _READING and isinstance(call, ast.Call) and call.func is parent
    return code.held_to_look_at(node) is True


def _change(code: FunctionCode, walk: _Walk, kept: list[list[ast.expr]], edits: Edits) -> None:
    assert walk.repeat.statement is not None
    node, source = walk.node, edits.text(walk.source)
    target = node.target
    if walk.position and not walk.by_position:
        assert isinstance(target, ast.Tuple)
        target = target.elts[1]
    names: list[str] = []
    values: list[str] = []
    for same in kept:
        first = same[0]
        searched = all(_is_searched(code, expression) for expression in same)
        made = edits.text(first)
        if searched:
            made = edits.as_set(first)
        elif _is_walked_generator(code, first):
            made = f"list({made})"
        name = code.fresh(f"{noun(_collection(code, walk.source))}_{_word(first, searched)}", *names)
        each = f"{edits.text(target, need=0)} in {source}"
        if walk.by_position:
            each = f"{walk.position} in range(len({source}))"
        edits.insert_before(walk.repeat.statement, f"{name} = [{made} for {each}]")
        value = f"{name}[{walk.position}]"
        if not walk.position:
            value = code.fresh(_singular(name), *names, *values)
            values.append(value)
        names.append(name)
        for expression in same:
            edits.replace(expression, value)
    if not walk.position:
        edits.replace(node.iter, f"zip({', '.join([source, *names])})")
        edits.replace_target(target, ", ".join([edits.text(target), *values]))


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else f"{name}_value"


def _word(node: ast.expr, searched: bool) -> str:
    """What to call what was made: after the last thing that was done."""
    if searched or isinstance(node, ast.SetComp):
        return "sets"
    if isinstance(node, ast.Call):
        name = called_name(node)
        return {"set": "sets", "frozenset": "sets", "Counter": "counts", "sum": "sums", "sorted": "sorted"}.get(
            name, name.strip("_") or "values"
        )
    return "values"
