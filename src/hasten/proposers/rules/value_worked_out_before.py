"""A value worked out under one name, and once more under another, though nothing has changed in between.

Finds:
    ``b = sorted(rows, key=when)`` some statements behind ``a = sorted(rows, key=when)``, also where several steps
    lead there (``parts_2 = name.split(":")``, then a list made with them), as happens where functions call the same
    helpers. Nothing in between changes what the value is made of, and both are only looked at.

Slow because:
    The work is done as many times as it is written down. The gain is a constant, as large as the number of times.

Unsafe when:
    Making the value has an effect that cannot be seen here.

Example:
    Before::

        shown = [entry for entry in entries if entry.day <= day]
        low = min(entry.cents for entry in shown)
        again = [e for e in entries if e.day <= day]
        total = sum(e.cents for e in again)

    After::

        shown = [entry for entry in entries if entry.day <= day]
        low = min(entry.cents for entry in shown)
        total = sum(e.cents for e in shown)

Source:
    Value numbering: Cocke and Schwartz, Programming Languages and Their Compilers (1970); Alpern, Wegman and Zadeck,
    POPL 1988.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import renamed
from hasten.code.scopes import COMPREHENSIONS, comprehension_names, loaded, parameters
from hasten.code.source import descend
from hasten.code.types import includes, only
from hasten.proposers.rules._finding import Finding

_IMMUTABLE = ("str", "int", "bool", "float", "bytes", "none", "datetime", "date", "timedelta")
#: Calls that cost no more than a look at a name or two.
_CHEAP = frozenset({"len", "abs", "int", "bool", "str", "float", "isinstance", "ord", "chr", "min", "max", "range"})


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per function, with all values that are worked out again."""
    known: dict[str, list[tuple[ast.Assign, str]]] = {}
    same: dict[str, str] = {}
    again: list[ast.Assign] = []
    for assign in sorted(code.all(ast.Assign), key=lambda node: (node.lineno, node.col_offset)):
        name = _named(code, assign)
        if not name or code.in_nested_function(assign) or not code.pure(assign.value):
            continue
        value = _canonical(renamed(assign.value, same))
        text = ast.dump(value)
        before = next(
            (other for earlier, other in known.get(text, []) if _stays(code, earlier, other, assign, value)), None
        )
        if before is not None and _shareable(code, before, name, assign.value):
            same[name] = before
            again.append(assign)
        else:
            known.setdefault(text, []).append((assign, name))
    if any(_costs(assign.value) for assign in again):
        names = ", ".join(f"{name} as {before}" for name, before in same.items())
        text = f"the same is worked out again: {names}"
        yield Finding(again[0].value, text, partial(_change, code, again, same), enabling=True)


def _named(code: FunctionCode, assign: ast.Assign) -> str:
    """The one name that an assignment binds, which nothing else binds; "" for others."""
    target = assign.targets[0] if len(assign.targets) == 1 else None
    if not isinstance(target, ast.Name) or target.id in code.parameters or not isinstance(assign.value, ast.expr):
        return ""
    return target.id if len(code.uses(target.id).rebinds) == 1 else ""


def _canonical(value: ast.expr) -> ast.expr:
    """The value with the same names for those that mean something inside of it only, whatever they are."""
    inner: dict[str, str] = {}
    for node in descend(value):
        names = [arg.arg for arg in parameters(node)] if isinstance(node, ast.Lambda) else []
        if isinstance(node, COMPREHENSIONS):
            names = sorted(comprehension_names(node), key=lambda name: _first(node, name))
        for name in names:
            inner.setdefault(name, f"0{len(inner)}")  # like no name of a program
    made = renamed(value, inner)
    for node in ast.walk(made):
        if isinstance(node, ast.arg):
            node.arg = inner.get(node.arg, node.arg)
    return made


def _first(node: ast.AST, name: str) -> int:
    return next(place for place, n in enumerate(ast.walk(node)) if isinstance(n, ast.Name) and n.id == name)


def _stays(code: FunctionCode, earlier: ast.Assign, other: str, assign: ast.Assign, value: ast.expr) -> bool:
    """Whether an earlier assignment always comes before, and its value is still what it would be now."""
    block, place = code.block(earlier)
    around = [assign, *code.ancestors(assign)]
    behind = [statement for statement in block[place + 1 :] if statement in around]
    if not behind:
        return False
    between = block[place + 1 : block.index(behind[0]) + 1]
    names = (loaded(value) & code.local) | {other}
    changed = {node for name in names for node in code.part_changes(name)}
    return code.invariant(value, *between) and not any(node in changed for node in descend(*between))


def _shareable(code: FunctionCode, one: str, other: str, value: ast.expr) -> bool:
    """Whether one object may stand for both: it cannot be changed, or both are only looked at."""
    kind = code.type_of(value)
    if includes(kind, "iterator") or isinstance(value, ast.GeneratorExp):
        return False
    if only(kind, *_IMMUTABLE):
        return True
    return all(code.uses(name).only_looked_at and not code.part_changes(name) for name in (one, other))


def _costs(value: ast.expr) -> bool:
    """Whether a value takes more than a few steps to make."""
    for node in descend(value):
        if isinstance(node, COMPREHENSIONS):
            return True
        if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and node.func.id in _CHEAP):
            return True
    return False


def _change(code: FunctionCode, again: Sequence[ast.Assign], same: dict[str, str], edits: Edits) -> None:
    gone = {node for assign in again for node in descend(assign)}
    for assign in again:
        edits.remove(assign)
    for name in code.all(ast.Name):
        if name.id in same and name not in gone:
            edits.replace(name, same[name.id])
