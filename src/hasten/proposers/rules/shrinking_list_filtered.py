"""A list from which elements are taken one by one, gone through for those with a certain key each time.

Finds:
    A local list that loops take from by ``remove``, or by a place that a search found (``pop(k)``, ``del xs[k]``), and
    may append to, and go through for the elements whose key is what the turn asks for: open invoices of a customer,
    waiting jobs of a kind, free places of a size.

Slow because:
    Every turn goes through the whole list for the few that can do, O(n), and taking one out moves all behind it. A dict
    of dicts by key has them at once. Where the list is asked for nothing but its elements in order and their number, a
    dict from each one's first place stands for it, so that taking one out moves nothing.

Unsafe when:
    Keys cannot be hashed, or equal elements have different keys. What is not there to be removed raises ``KeyError`` or
    ``StopIteration``.

Example:
    Before::

        waiting = list(jobs)
        for kind in wanted:
            for k, job in enumerate(waiting):
                if job["kind"] == kind:
                    started.append(waiting.pop(k))
                    break

    After::

        waiting = list(jobs)
        waiting = dict(enumerate(waiting))
        waiting_by_kind = {}
        for place, job in waiting.items():
            waiting_by_kind.setdefault(job["kind"], {})[place] = job
        for kind in wanted:
            for k, job in waiting_by_kind.get(kind, {}).items():
                taken = waiting[k]
                del waiting_by_kind[taken["kind"]][k]
                started.append(waiting.pop(k))
                break

Source:
    Knuth, The art of computer programming, volume 3 (1998), section 6.5, retrieval on secondary keys.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from hasten.code.edits import EditConflict, Edits, tuple_of
from hasten.code.function import FunctionCode
from hasten.code.match import is_name
from hasten.code.purity import words
from hasten.code.scopes import loaded, target_names
from hasten.proposers.rules._conditions import is_only_measured
from hasten.proposers.rules._equalities import Solved, formed, key_word, said_of_element
from hasten.proposers.rules._filters import Filter, filters, index_text, other_names, use_index
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import named_in_front, of_element, rests_on, set_elsewhere
from hasten.proposers.rules._places import Places, places_of
from hasten.proposers.rules._replaced import under_try

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Pool:
    """A local list of its own from which elements are taken.

    Attributes:
        start: The statement that makes it.
        removals: Calls of ``remove``, each a statement.
        additions: Calls of ``append``, each a statement.
        places: Where it is taken from by places.
        ends: ``x = xs.pop()`` and ``x = xs.pop(0)``, the calls.
    """

    start: ast.Assign | ast.AnnAssign
    removals: tuple[ast.Call, ...]
    additions: tuple[ast.Call, ...]
    places: Places
    ends: tuple[ast.Call, ...] = ()


def find(code: FunctionCode) -> Iterator[Finding]:
    """Passes over one list by one key make one finding."""
    for name in sorted(code.local - code.arguments):
        pool = _pool(code, name)
        if pool is None:
            continue
        groups: dict[str, list[Filter]] = {}
        for passed in filters(code):
            found = _by_key(code, pool, name, passed)
            if found is not None:
                said = said_of_element([equality.solved for equality in found.equalities], _element(found))
                groups.setdefault(said, []).append(found)
        every = [passed for passes in groups.values() for passed in passes]
        placed = _placed(code, pool, name, every) if every else None
        if placed is not None:
            change = partial(_change_to_places, code, name, pool, list(groups.values()), placed)
            yield Finding(every[0].source, _said(name, every[0]), change, GROWTH, ahead=True)
        elif not pool.places.taken and not pool.ends and not any(_copy_of(p.source, name) for p in every):
            for passes in groups.values():
                change = partial(_change, code, name, pool, passes)
                yield Finding(passes[0].source, _said(name, passes[0]), change, GROWTH, ahead=True)


def _said(name: str, passed: Filter) -> str:
    tests = " and ".join(equality.text for equality in passed.equalities)
    return f"every turn goes through what is left of {name} for the elements where `{tests}`; a dict has them"


def _pool(code: FunctionCode, name: str) -> _Pool | None:
    uses = code.uses(name)
    if uses.aliases or uses.escapes or len(uses.rebinds) != 1 or not uses.changes:
        return None
    start = code.parent(uses.rebinds[0])
    targets = start.targets if isinstance(start, ast.Assign) else [getattr(start, "target", None)]
    if not isinstance(start, ast.Assign | ast.AnnAssign) or len(targets) != 1 or start.value is None:
        return None
    if not _is_new(code, start.value):
        return None
    places = places_of(code, name)
    calls: dict[str, list[ast.Call]] = {"remove": [], "append": []}
    ends: list[ast.Call] = []
    for change in uses.changes:
        attribute = code.parent(change)
        call = code.parent(attribute)
        if attribute in places.taken or call in places.taken:
            if not _leaves(code, change, name):
                return None
            continue
        if isinstance(call, ast.Call) and _takes_an_end(code, call, name):
            ends.append(call)
            continue
        if not isinstance(attribute, ast.Attribute) or not isinstance(call, ast.Call) or attribute.attr not in calls:
            return None
        alone = isinstance(code.parent(call), ast.Expr) and len(call.args) == 1 and not call.keywords
        if not alone or code.in_nested_function(call) or not _leaves(code, call, name):
            return None
        calls[attribute.attr].append(call)
    taken = bool(calls["remove"] or places.taken)
    return _Pool(start, tuple(calls["remove"]), tuple(calls["append"]), places, tuple(ends)) if taken else None


def _takes_an_end(code: FunctionCode, call: ast.Call, name: str) -> bool:
    """Whether a call takes the first or last element of a list for a name, and no loop goes through it meanwhile."""
    assign = code.parent(call)
    if not isinstance(assign, ast.Assign) or len(assign.targets) != 1 or not isinstance(assign.targets[0], ast.Name):
        return False
    if not any(code.method_call(call, "pop", count) for count in (0, 1)) or code.in_nested_function(call):
        return False
    place = ast.unparse(call.args[0]) if call.args else "-1"
    return place in ("0", "-1") and assign.targets[0].id != name and _leaves(code, call, name)


def _copy_of(source: ast.expr, name: str) -> bool:
    """Whether a pass goes through a copy of the list, from which elements are taken meanwhile."""
    return ast.unparse(source) in (f"{name}[:]", f"list({name})", f"tuple({name})", f"{name}.copy()")


def _is_new(code: FunctionCode, value: ast.expr) -> bool:
    """Whether an expression makes a list that nobody else has."""
    if isinstance(value, ast.ListComp) or _is_empty(value):
        return True
    if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice):
        return code.type_of(value).kind == "list"
    return code.builtin_call(value, "list", 1) is not None or (
        isinstance(value, ast.Call) and is_name(value.func, "sorted") and code.is_builtin("sorted")
    )


def _is_empty(value: ast.expr) -> bool:
    return isinstance(value, ast.List) and not value.elts


def _leaves(code: FunctionCode, node: ast.AST, name: str) -> bool:
    """Whether every loop that goes through the list is left right behind a change of it."""
    around = [loop for loop in code.loops_around(node) if isinstance(loop, ast.For) and _goes_through(loop, name)]
    if not around:
        return True
    block, _ = code.block(code.statement(node))
    last = block[-1]
    if isinstance(last, ast.Return | ast.Raise):
        return True
    return isinstance(last, ast.Break) and code.loops_around(node)[0] is around[0] and len(around) == 1


def _goes_through(loop: ast.For, name: str) -> bool:
    """Whether a loop walks the list itself or its places; not a copy, nor what a comprehension has made of it."""
    walked: ast.expr = loop.iter
    lazy = ("enumerate", "reversed", "iter", "filter", "map", "zip")
    while isinstance(walked, ast.Call) and ast.unparse(walked.func) in lazy and walked.args:
        walked = walked.args[-1]
    return is_name(walked, name) or (isinstance(walked, ast.GeneratorExp) and name in loaded(walked))


def _by_key(code: FunctionCode, pool: _Pool, name: str, passed: Filter) -> Filter | None:
    """A pass over the list in a loop around it, with the equalities that make its key; None for any other."""
    walked = is_name(passed.source, name) or _copy_of(passed.source, name)
    if not walked and passed.source not in pool.places.numbered:
        return None
    if code.in_nested_function(passed.node):
        return None
    turns = [loop for loop in code.loops_around(passed.node) if loop is not passed.node]
    if not any(loop not in code.loops_around(pool.start) for loop in turns):
        return None
    own = set(target_names(_element(passed)))
    kept = tuple(
        equality
        for equality in passed.equalities
        if not passed.needed([equality]) and not equality.behind and _is_stable(code, equality.solved, own)
    )
    if isinstance(passed.node, ast.For):
        # The body is changed as well, so that the test stays around it.
        kept = tuple(replace(equality, solved=replace(equality.solved, always=False)) for equality in kept)
    return replace(passed, equalities=kept) if kept else None


def _element(passed: Filter) -> ast.expr:
    """The target of a pass without the place that ``enumerate`` gives."""
    numbered = isinstance(passed.source, ast.Call) and is_name(passed.source.func, "enumerate")
    return passed.target.elts[1] if numbered and isinstance(passed.target, ast.Tuple) else passed.target


def _is_stable(code: FunctionCode, equation: Solved, own: set[str]) -> bool:
    """Whether a key rests on the element alone, and nothing stores to what it is read from."""
    return not equation.each and rests_on(code, equation.key, own) and not set_elsewhere(code, equation.key)


def _change(code: FunctionCode, name: str, pool: _Pool, passes: Sequence[Filter], edits: Edits) -> None:
    first = passes[0]
    equations = [equality.solved for equality in first.equalities]
    index = code.fresh(f"{name}_by_{key_word(equations, name, set(target_names(first.target)))}")
    others = other_names(code, replace(first, target=_element(first)), pool.start)
    filled = f"{index} = {{}}"
    if pool.start.value is not None and not _is_empty(pool.start.value):
        filled = index_text(first, first.equalities, index, name, edits, renamed=others)
    edits.insert_after(pool.start, filled)
    for call in [*pool.removals, *pool.additions]:
        element = edits.text(call.args[0], need=0)
        if not isinstance(call.args[0], ast.Name | ast.Subscript | ast.Attribute):
            named = code.fresh("element")
            edits.insert_before(code.statement(call), f"{named} = {element}")
            edits.replace(call.args[0], named)
            element = named
        if any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(call.args[0])):
            raise EditConflict("what is taken is found by its place")
        keys = [formed(equation, of_element(equation.key, first.target, element, edits)) for equation in equations]
        key = tuple_of(keys)
        taken = f"{index}[{key}].remove({element})"
        added = f"{index}.setdefault({key}, []).append({element})"
        edits.insert_after(code.statement(call), taken if call in pool.removals else added)
    for passed in passes:
        use_index(code, passed, passed.equalities, index, edits)


def _placed(code: FunctionCode, pool: _Pool, name: str, passes: Sequence[Filter]) -> Mapping[ast.Name, str] | None:
    """What stands for the list where it is read, once it is a dict from places; None where it cannot be one."""
    known = {passed.source for passed in passes}
    if not pool.places.numbered <= known or any(under_try(code, call) for call in (*pool.removals, *pool.ends)):
        return None
    said: dict[ast.Name, str] = {}
    asked = {node for call in (*pool.removals, *pool.additions, *pool.ends) for node in ast.walk(call.func)}
    asked |= {node for source in known for node in ast.walk(source)} | {*pool.places.asked}
    asked |= code.copies.get(name, set())
    for node in code.all(ast.Name):
        if node.id != name or not isinstance(node.ctx, ast.Load) or node in asked:
            continue
        text = _read_as(code, node, name)
        if text is None or code.comprehension_of(node) is not None:
            return None
        said[node] = text
    return said


#: Builtins that take the elements one by one.
_TAKE_ALL = words("sorted sum list tuple set frozenset min max any all enumerate map zip")


def _read_as(code: FunctionCode, node: ast.Name, name: str) -> str | None:
    """What the values of a dict are called where a list is read; None where only a list will do."""
    parent = code.parent(node)
    if node in code.uses(name).returns:
        return f"list({name}.values())"
    if isinstance(parent, ast.For | ast.comprehension):
        return f"{name}.values()" if parent.iter is node else None
    if is_only_measured(code, node):
        return name
    if isinstance(parent, ast.Call) and node in parent.args:
        takes = isinstance(parent.func, ast.Name) and parent.func.id in _TAKE_ALL and code.is_builtin(parent.func.id)
        return f"{name}.values()" if takes else None
    return None


@dataclass(frozen=True)
class _ByKey:
    """The passes by one key, and the dict that serves them."""

    index: str
    passes: Sequence[Filter]

    def key_of(self, text: str, edits: Edits) -> str:
        """The key of an element with a name."""
        first = self.passes[0]
        keys = [
            formed(equality.solved, of_element(equality.solved.key, _element(first), text, edits))
            for equality in first.equalities
        ]
        return tuple_of(keys)


def _change_to_places(
    code: FunctionCode,
    name: str,
    pool: _Pool,
    groups: Sequence[Sequence[Filter]],
    said: Mapping[ast.Name, str],
    edits: Edits,
) -> None:
    """The list becomes a dict from the place that each element had at first, and one by key holds a part each."""
    place, places, held = code.fresh("place"), code.fresh(f"{name}_places"), code.fresh("same_key")
    tables: list[_ByKey] = []
    for passes in groups:
        equations, element = [equality.solved for equality in passes[0].equalities], _element(passes[0])
        word = key_word(equations, name, set(target_names(element)))
        tables.append(_ByKey(code.fresh(f"{name}_by_{word}", *(table.index for table in tables)), passes))
    _start_with_places(code, name, pool, tables, (place, places), edits)
    for node, text in said.items():
        if text != name:
            edits.replace(node, text)
    for call in pool.removals:
        gone = named_in_front(code, call, edits, "element")
        head, *others = tables
        lines = [f"{held} = {head.index}[{head.key_of(gone, edits)}]"]
        lines.append(f"{place} = next({place} for {place} in {held} if {name}[{place}] == {gone})")
        parts = [f"{table.index}[{table.key_of(gone, edits)}][{place}]" for table in others]
        lines.append(f"del {', '.join([f'{held}[{place}]', *parts, f'{name}[{place}]'])}")
        edits.replace_statement(code.statement(call), "\n".join(lines))
    for call in pool.additions:
        new = named_in_front(code, call, edits, "element")
        lines = [f"{place} = next({places})", f"{name}[{place}] = {new}"]
        lines += [f"{table.index}.setdefault({table.key_of(new, edits)}, {{}})[{place}] = {new}" for table in tables]
        edits.replace_statement(code.statement(call), "\n".join(lines))
    taken = code.fresh("taken")
    for place_of, at in pool.places.taken.items():
        text = edits.text(at, need=0)
        lines = [f"{taken} = {name}[{text}]"]
        lines += [f"del {table.index}[{table.key_of(taken, edits)}][{text}]" for table in tables]
        edits.insert_before(code.statement(place_of), "\n".join(lines))
    for call in pool.ends:
        assign = code.parent(call)
        assert isinstance(assign, ast.Assign) and isinstance(assign.targets[0], ast.Name)
        word = assign.targets[0].id
        first = "last=False" if call.args and ast.unparse(call.args[0]) == "0" else ""
        lines = [f"{place}, {word} = {name}.popitem({first})"]
        lines += [f"del {table.index}[{table.key_of(word, edits)}][{place}]" for table in tables]
        edits.replace_statement(assign, "\n".join(lines))
    for table in tables:
        for passed in table.passes:
            held_by = "values" if passed.source not in pool.places.numbered else "items"
            form = "list({})" if _copy_of(passed.source, name) else "{}"
            use_index(code, passed, passed.equalities, table.index, edits, held_by, form)


def _start_with_places(
    code: FunctionCode, name: str, pool: _Pool, tables: Sequence[_ByKey], words_for: tuple[str, str], edits: Edits
) -> None:
    """What stands behind the statement that makes the list; a list that starts empty has nothing to be put anywhere."""
    place, places = words_for
    empty = pool.start.value is not None and _is_empty(pool.start.value)
    lines = []
    if pool.additions:
        lines.append(f"{places} = {edits.need('itertools', 'count')}({'' if empty else f'len({name})'})")
    maker = "dict"
    if any(call.args and ast.unparse(call.args[0]) == "0" for call in pool.ends):
        maker = edits.need("collections", "OrderedDict")  # a dict looks for its first element past all that are gone
    made = "{}" if maker == "dict" else f"{maker}()"
    lines.append(f"{name} = {made}" if empty else f"{name} = {maker}(enumerate({name}))")
    for table in tables:
        if empty:
            lines.append(f"{table.index} = {{}}")
            continue
        first = table.passes[0]
        whole = replace(first, target=_element(first))
        others = other_names(code, whole, pool.start)
        source = f"{name}.items()"
        lines.append(index_text(whole, first.equalities, table.index, source, edits, renamed=others, place=place))
    if empty:
        edits.replace_statement(pool.start, "\n".join(lines))
    else:
        edits.insert_after(pool.start, "\n".join(lines))
