"""A dict of fixed keys in which one function keeps its state.

Finds:
    A local dict that is written out with texts as keys (``state = {"seen": [], "total": 0}``), of which only entries
    by those keys are used until it is returned. The entries become locals, and the dict is made where it is returned.
    That is done only where another rule then finds a better way to do the work.

Slow because:
    An entry costs a look-up more than a local. What costs more is what it hides: a list that grows inside a dict is
    searched again and again, and nothing shows that it is the function's own.

Unsafe when:
    An exception leaves the function and somebody looks at its locals.

Example:
    Before::

        state = {"seen": [], "double": 0}
        for word in words:
            if word in state["seen"]:
                state["double"] += 1
            state["seen"].append(word)
        return state

    After::

        seen = []
        double = 0
        for word in words:
            if word in seen:
                double += 1
            seen.append(word)
        return {"seen": seen, "double": double}

Source:
    Scalar replacement of aggregates, as optimising compilers do it (Muchnick, Advanced Compiler Design and
    Implementation, 1997).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.proposers.rules._finding import Finding

#: See ``Rule``.
OPENING = True


@dataclass(frozen=True)
class _Record:
    """A dict that can become locals.

    Attributes:
        assign: Where it is made.
        name: Its name.
        entries: Uses of an entry, with the key.
        returned: Where the whole is returned.
    """

    assign: ast.Assign
    name: str
    entries: tuple[tuple[ast.Subscript, str], ...]
    returned: tuple[ast.Name, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per dict."""
    for assign in code.all(ast.Assign):
        record = _record(code, assign)
        if record is not None and any(repeats_around(code, entry) for entry, _ in record.entries):
            text = f"only single entries of {record.name} are used until it is returned; they can be locals"
            yield Finding(assign, text, partial(_change, code, record), minor=True)


def holds_a_container(made: ast.Dict) -> bool:
    """Whether a value of a display holds others, as far as its form shows."""
    kinds = (ast.List, ast.Set, ast.Dict, ast.Call, ast.ListComp, ast.SetComp, ast.DictComp)
    return any(
        isinstance(value, kinds) or (isinstance(value, ast.BinOp) and isinstance(value.left, ast.List))
        for value in made.values
    )


def _record(code: FunctionCode, assign: ast.Assign) -> _Record | None:
    target, made = assign.targets[0], assign.value
    if len(assign.targets) != 1 or not isinstance(target, ast.Name) or not isinstance(made, ast.Dict):
        return None
    keys = [key.value for key in made.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    if not keys or len(set(keys)) != len(made.keys) or not all(key.isidentifier() for key in keys):
        return None
    if not holds_a_container(made):
        return None
    name = target.id
    if name in code.parameters or code.in_nested_function(assign) or code.loops_around(assign):
        return None
    entries: list[tuple[ast.Subscript, str]] = []
    returned: list[ast.Name] = []
    for node in code.all(ast.Name):
        if node.id != name or node is target:
            continue
        parent = code.parent(node)
        if not isinstance(node.ctx, ast.Load) or code.in_nested_function(node) or node.lineno < assign.lineno:
            return None
        if isinstance(parent, ast.Subscript) and parent.value is node and isinstance(parent.slice, ast.Constant):
            if parent.slice.value not in keys or isinstance(parent.ctx, ast.Del):
                return None
            entries.append((parent, parent.slice.value))
        elif isinstance(parent, ast.Return) and not code.loops_around(parent):
            returned.append(node)
        else:
            return None
    return _Record(assign, name, tuple(entries), tuple(returned)) if entries else None


def _change(code: FunctionCode, record: _Record, edits: Edits) -> None:
    made = record.assign.value
    assert isinstance(made, ast.Dict)
    names: dict[str, str] = {}
    lines: list[str] = []
    for key, value in zip(made.keys, made.values, strict=True):
        assert isinstance(key, ast.Constant) and isinstance(key.value, str)
        wanted = key.value if key.value not in code.local else f"{record.name}_{key.value}"
        names[key.value] = code.fresh(wanted, *names.values())
        lines.append(f"{names[key.value]} = {edits.text(value, need=0)}")
    edits.replace_statement(record.assign, "\n".join(lines))
    for entry, word in record.entries:
        edits.replace(entry, names[word])
    pairs = [f"{edits.text(key)}: {name}" for key, name in zip(made.keys, names.values(), strict=True) if key]
    for node in record.returned:
        edits.replace(node, "{" + ", ".join(pairs) + "}")
