"""A dict, set or list that is copied in every turn to change one thing in it.

Finds:
    ``seen = seen | {x}``, ``totals = {**totals, key: value}``, ``open_ids = open_ids - {x}`` in a loop; a copy of a
    local that takes its own place (``state = dict(state)`` and then changes), or its place a few statements later
    (``new = state.copy()``, changes, ``state = new``).

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
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.match import is_name, match
from hasten.code.scopes import loaded
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
        text = _one_statement(code, assign)
        if text is not None:
            said = f"`{ast.unparse(assign)}` copies everything to change one thing; changing it in place does not"
            yield Finding(assign, said, partial(_replace, assign, text), GROWTH)
            continue
        if len(assign.targets) != 1 or not isinstance(assign.targets[0], ast.Name):
            continue
        name, source = assign.targets[0].id, copied_name(code, assign.value)
        last = _takes_over(code, assign, name, source) if source else None
        if last is not None:
            said = f"`{ast.unparse(assign)}` copies everything in every turn, and nobody keeps what was copied"
            yield Finding(assign, said, partial(_leave_out, code, assign, name, source, last), GROWTH)


def _one_statement(code: FunctionCode, assign: ast.Assign) -> str | None:
    """The change in place that does what a statement does by a copy, as a template of the expressions in it."""
    for pattern, kind, form in _IN_PLACE:
        holes = match(pattern, assign)
        if holes is None or isinstance(holes["item"], ast.Starred):
            continue
        name = holes.name("x")
        if name in loaded(holes["item"]) and not form.endswith(("add({item})", "discard({item})")):
            continue
        if not only(code.type_of_name(name), kind) or not _alone(code, name, assign):
            continue
        if kind == "set" and form.endswith("= {item}") and not only(code.type_of(holes["item"]), "set", "frozenset"):
            continue
        return form.format(x=name, item=_text(code, holes["item"]))
    return _pairs(code, assign)


def _pairs(code: FunctionCode, assign: ast.Assign) -> str | None:
    """``x = {**x, key: value}`` with one pair, or several of which only the first looks at ``x``."""
    value = assign.value
    holes = match("@x = $value", assign)
    if holes is None or not isinstance(value, ast.Dict) or len(value.keys) < 2 or value.keys[0] is not None:
        return None
    name = holes.name("x")
    if not is_name(value.values[0], name) or any(key is None for key in value.keys[1:]):
        return None
    pairs = [(key, item) for key, item in zip(value.keys[1:], value.values[1:], strict=True) if key is not None]
    if any(name in loaded(key, item) for key, item in pairs[1:]) or not _alone(code, name, assign):
        return None
    if len(pairs) > 1 and not all(code.pure(part) for pair in pairs for part in pair):
        return None  # one that raises would leave half of the change behind
    return "\n".join(f"{name}[{_text(code, key)}] = {_text(code, item)}" for key, item in pairs)


def _text(code: FunctionCode, node: ast.expr) -> str:
    start, end = code.text.span(node)
    text = code.module.source[start:end]
    return f"({text})" if isinstance(node, ast.NamedExpr) else text


def _alone(code: FunctionCode, name: str, *but: ast.AST) -> bool:
    """Whether nobody but the name holds what it holds, at any time that counts."""
    if not held_once(code, name, *but) or any(walked_around(code, name, node) for node in but):
        return False
    handed = code.uses(name).returns
    return not any(isinstance(above, ast.Yield | ast.YieldFrom) for node in handed for above in code.ancestors(node))


def _takes_over(code: FunctionCode, assign: ast.Assign, name: str, source: str) -> ast.Assign | None:
    """The statement by which a copy takes the place of what was copied; the copy itself where that is at once."""
    last = assign
    if name != source:
        found = [later for later in code.after(assign) if match(f"{source} = {name}", later) is not None]
        if not found or not isinstance(found[0], ast.Assign):
            return None
        last = found[0]
        block, place = code.block(assign)
        between = block[place + 1 : block.index(last)]
        if not between or source in loaded(*between) or code.live_after(name, last):
            return None
        if any(isinstance(node, ast.Return | ast.Break | ast.Continue) for part in between for node in ast.walk(part)):
            return None
        uses = code.uses(name, *between)
        if uses.rebinds or uses.aliases or uses.escapes:
            return None
        if len(code.uses(name).rebinds) != 1:
            return None
    if not _alone(code, source, assign, last):
        return None
    if is_deep(assign.value):
        starts = [getattr(code.parent(target), "value", None) for target in code.uses(source).rebinds]
        ours = {id(assign.value), id(last.value)}
        if not all(isinstance(start, ast.expr) and (id(start) in ours or is_new_inside(start)) for start in starts):
            return None
    return last


def _replace(assign: ast.Assign, text: str, edits: Edits) -> None:
    edits.replace_statement(assign, text)


def _leave_out(
    code: FunctionCode, assign: ast.Assign, name: str, source: str, last: ast.Assign, edits: Edits
) -> None:
    edits.remove(assign)
    if last is assign:
        return
    for node in code.all(ast.Name):
        if node.id == name and node is not assign.targets[0] and node is not last.value:
            edits.replace(node, source)
    edits.remove(last)
