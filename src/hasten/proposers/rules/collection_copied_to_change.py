"""A dict, set or list that is copied in every turn to change one thing in it.

Finds:
    ``seen = seen | {x}``, ``totals = {**totals, key: value}``, ``open_ids = open_ids - {x}`` in a loop; a copy of a
    local that takes its own place (``state = dict(state)`` and then changes), or its place a few statements later
    (``new = state.copy()``, changes, ``state = new``), also where the turn ends before it has changed anything. What
    somebody else may hold at the start is copied once, before the first change.

Slow because:
    Every turn copies all that was collected so far: O(n^2). A change in place copies nothing.

Unsafe when:
    Somebody still holds what was copied: a second name, a container, a ``yield``. The order of a set that was grown in
    place may be another than that of its copies.

Example:
    Before::

        totals = {}
        for name, amount in bookings:
            totals = {**totals, name: totals.get(name, 0) + amount}

    After::

        totals = {}
        for name, amount in bookings:
            totals[name] = totals.get(name, 0) + amount

Source:
    The cost table of the Python wiki (TimeComplexity); in-place update of what has one reference only, as compilers of
    functional languages do it (Hudak and Bloss, The aggregate update problem in functional programming systems, 1985).
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.match import is_name, match
from hasten.code.scopes import loaded
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._replaced import (
    copied_name,
    held_once,
    is_deep,
    is_new_inside,
    under_try,
    walked_around,
)

GROWTH = ("O(n^2)", "O(n)")

#: What adds to a set or dict, and takes from one: the copying form, the kind, and the form in place.
_IN_PLACE = (
    ("@x = @x | {$item}", "set", "{x}.add({item})"),
    ("@x = @x.union({$item})", "set", "{x}.add({item})"),
    ("@x = {*@x, $item}", "set", "{x}.add({item})"),
    ("@x = @x - {$item}", "set", "{x}.discard({item})"),
    ("@x = @x.difference({$item})", "set", "{x}.discard({item})"),
    ("@x = @x | $item", "set", "{x} |= {item}"),
    ("@x = @x - $item", "set", "{x} -= {item}"),
    ("@x = @x & $item", "set", "{x} &= {item}"),
    ("@x = @x.union($item)", "set", "{x}.update({item})"),
    ("@x = @x.difference($item)", "set", "{x}.difference_update({item})"),
    ("@x = {**@x, **$item}", "dict", "{x}.update({item})"),
    ("@x = @x | $item", "dict", "{x}.update({item})"),
)


def find(code: FunctionCode) -> Iterator[Finding]:
    """Changes in one statement first, then copies that are changed afterwards."""
    for assign in code.all(ast.Assign):
        if not repeats_around(code, assign) or under_try(code, assign) or code.in_nested_function(assign):
            continue
        made = _one_statement(code, assign)
        if made is not None:
            said = f"`{ast.unparse(assign)}` copies everything to change one thing; changing it in place does not"
            yield Finding(assign, said, partial(_replace, code, assign, *made), GROWTH)
            continue
        if len(assign.targets) != 1 or not isinstance(assign.targets[0], ast.Name) or _is_the_first(code, assign):
            continue
        name, source = assign.targets[0].id, copied_name(code, assign.value)
        last = _takes_over(code, assign, name, source) if source else None
        if last is not None:
            said = f"`{ast.unparse(assign)}` copies everything in every turn, and nobody keeps what was copied"
            yield Finding(assign, said, partial(_leave_out, code, assign, name, source, last), GROWTH)


def _is_the_first(code: FunctionCode, assign: ast.Assign) -> bool:
    """Whether a copy is made of what was given at the start only: ``if state is given: state = dict(state)``."""
    above = code.parent(assign)
    return isinstance(above, ast.If) and match("@x is @given", above.test) is not None and assign in above.body


def _one_statement(code: FunctionCode, assign: ast.Assign) -> tuple[str, str, str] | None:
    """The change in place that does what a statement does by a copy, the name, and how it is copied."""
    for pattern, kind, form in _IN_PLACE:
        holes = match(pattern, assign)
        if holes is None or isinstance(holes["item"], ast.Starred):
            continue
        name = holes.name("x")
        if name in loaded(holes["item"]) and not form.endswith(("add({item})", "discard({item})")):
            continue
        if not only(code.type_of_name(name), kind) or not _held_but_at_the_start(code, name, assign, assign):
            continue
        if kind == "set" and form.endswith("= {item}") and not only(code.type_of(holes["item"]), "set", "frozenset"):
            continue
        return form.format(x=name, item=_text(code, holes["item"])), name, f"{kind}({name})"
    return _pairs(code, assign)


def _pairs(code: FunctionCode, assign: ast.Assign) -> tuple[str, str, str] | None:
    """``x = {**x, key: value}`` with one pair, or several of which only the first looks at ``x``."""
    value = assign.value
    holes = match("@x = $value", assign)
    if holes is None or not isinstance(value, ast.Dict) or len(value.keys) < 2 or value.keys[0] is not None:
        return None
    name = holes.name("x")
    if not is_name(value.values[0], name) or any(key is None for key in value.keys[1:]):
        return None
    pairs = [(key, item) for key, item in zip(value.keys[1:], value.values[1:], strict=True) if key is not None]
    if any(name in loaded(key, item) for key, item in pairs[1:]):
        return None
    if not _held_but_at_the_start(code, name, assign, assign):
        return None
    if len(pairs) > 1 and not all(code.pure(part) for pair in pairs for part in pair):
        return None  # one that raises would leave half of the change behind
    text = "\n".join(f"{name}[{_text(code, key)}] = {_text(code, item)}" for key, item in pairs)
    return text, name, f"dict({name})"


def _text(code: FunctionCode, node: ast.expr) -> str:
    start, end = code.text.span(node)
    text = code.module.source[start:end]
    return f"({text})" if isinstance(node, ast.NamedExpr) else text


def _alone(code: FunctionCode, name: str, *but: ast.AST) -> bool:
    """Whether nobody but the name holds what it holds, at any time that counts."""
    if not held_once(code, name, *but) or any(walked_around(code, name, node) for node in but):
        return False
    return not _yielded(code, name)


def _yielded(code: FunctionCode, name: str) -> bool:
    handed = code.uses(name).returns
    return any(isinstance(above, ast.Yield | ast.YieldFrom) for node in handed for above in code.ancestors(node))


def _takes_over(code: FunctionCode, assign: ast.Assign, name: str, source: str) -> ast.Assign | None:
    """The statement by which a copy takes the place of what was copied; the copy itself where that is at once."""
    last = assign if name == source else _later(code, assign, name, source)
    if last is None or not _held_but_at_the_start(code, source, assign, last):
        return None
    if is_deep(assign.value):
        starts = [getattr(code.parent(target), "value", None) for target in code.uses(source).rebinds]
        ours = {id(assign.value), id(last.value)}
        if not all(isinstance(start, ast.expr) and (id(start) in ours or is_new_inside(start)) for start in starts):
            return None
    return last


def _later(code: FunctionCode, assign: ast.Assign, name: str, source: str) -> ast.Assign | None:
    """The one statement of the turn that puts a copy in the place of what was copied, in a branch perhaps.

    A copy that does not get there must be as it was made, so that nobody can tell it from what was copied.
    """
    behind = code.after(assign)
    inside = set(descend(*behind))
    found = [later for later in code.all(ast.Assign) if later in inside and match(f"{source} = {name}", later)]
    if len(found) != 1 or code.loops_around(found[0]) != code.loops_around(assign) or under_try(code, found[0]):
        return None
    last = found[0]
    loads = [node for node in code.all(ast.Name) if node.id == name and isinstance(node.ctx, ast.Load)]
    if len(code.uses(name).rebinds) != 1 or not inside.issuperset(loads):
        return None
    uses = code.uses(name, *behind)
    if uses.escapes or uses.returns or any(node is not last.value for node in uses.aliases):
        return None
    changes = {*uses.changes, *(code.part_changes(name) if is_deep(assign.value) else ())} & inside
    between = _changing(code, last, changes)
    if not between or changes - set(descend(*between)) or source in loaded(*between):
        return None
    jumps = ast.Return | ast.Break | ast.Continue
    return None if any(isinstance(node, jumps) for node in descend(*between)) else last


def _changing(code: FunctionCode, last: ast.Assign, changes: Collection[ast.AST]) -> list[ast.stmt]:
    """The statements from the first one that changes a copy to the one that puts it in its place, without that."""
    block = code.before(last)
    first = [place for place, part in enumerate(block) if not {*changes}.isdisjoint(descend(part))]
    return block[first[0] :] if first else []


def _held_but_at_the_start(code: FunctionCode, source: str, assign: ast.Assign, last: ast.Assign) -> bool:
    """Whether nobody but the name holds what it holds once the loop has begun; it can be copied once."""
    if _alone(code, source, assign, last):
        return True
    outer = _first_in(code, source, assign, last)
    if outer is None or source not in code.local | {*code.parameters}:
        return False
    inside = set(descend(outer))
    uses = code.uses(source)
    handed = {*uses.aliases, *uses.escapes} - set(descend(assign, last))
    before = all(node not in inside and node.lineno < outer.lineno for node in handed)
    return before and not _yielded(code, source) and not any(walked_around(code, source, n) for n in (assign, last))


def _first_in(code: FunctionCode, source: str, assign: ast.Assign, last: ast.Assign) -> ast.stmt | None:
    """The outermost loop around a copy that binds the name nowhere else; None where not even the innermost does."""
    best: ast.stmt | None = None
    for loop in code.loops_around(assign):
        bound = {code.statement(node) for node in code.uses(source, loop).rebinds}
        if bound - {assign, last} or (isinstance(loop, ast.For) and source in loaded(loop.iter)):
            break
        best = loop
    return best


def _replace(code: FunctionCode, assign: ast.Assign, text: str, name: str, copied: str, edits: Edits) -> None:
    first = "" if _alone(code, name, assign) else f"{_copied_once(code, assign, assign, name, copied, edits)}\n"
    edits.replace_statement(assign, f"{first}{text}")


def _copied_once(
    code: FunctionCode, assign: ast.Assign, last: ast.Assign, name: str, copied: str, edits: Edits
) -> str:
    """What copies a name's value before it is changed for the first time, and leaves it as it was without a change."""
    outer = _first_in(code, name, assign, last)
    assert outer is not None
    given = code.fresh(f"given_{name}")
    edits.insert_before(outer, f"{given} = {name}")
    return f"if {name} is {given}:\n    {name} = {copied}"


def _leave_out(
    code: FunctionCode, assign: ast.Assign, name: str, source: str, last: ast.Assign, edits: Edits
) -> None:
    if not _alone(code, source, assign, last):
        copied = _copied_once(code, assign, last, source, edits.text(assign.value, need=0), edits)
        if last is assign:
            edits.replace_statement(assign, copied)
            return
        changes = {*code.uses(name).changes, *(code.part_changes(name) if is_deep(assign.value) else ())}
        edits.insert_before(_changing(code, last, changes)[0], copied)
    edits.remove(assign)
    if last is assign:
        return
    for node in code.all(ast.Name):
        if node.id == name and node is not assign.targets[0] and node is not last.value:
            edits.replace(node, source)
    edits.remove(last)
