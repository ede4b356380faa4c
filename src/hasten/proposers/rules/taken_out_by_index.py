"""Elements taken out of a list by a walk over its places.

Finds:
    ``i = 0``, ``while i < len(xs):`` with a test of ``xs[i]`` that either takes the element out (``del xs[i]``,
    ``xs.pop(i)``) or goes on to the next place. It is written as a loop over a copy that removes what passes the test.
    That is done only where another rule then finds a better way to do the work.

Slow because:
    The walk hides that a loop around it goes through the whole list for the few elements with a certain key, O(n^2).

Unsafe when:
    An element is not equal to itself, or equal elements differ in the test.

Example:
    Before::

        i = 0
        while i < len(waiting):
            if waiting[i].gate == gate:
                boarded.append(waiting[i])
                del waiting[i]
            else:
                i += 1

    After::

        for waiting_one in waiting[:]:
            if waiting_one.gate == gate:
                boarded.append(waiting_one)
                waiting.remove(waiting_one)

Source:
    Knuth, The art of computer programming, volume 3 (1998), section 6.5, retrieval on secondary keys.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.code.source import descend
from hasten.proposers.rules._conditions import opposite
from hasten.proposers.rules._finding import Finding

#: See ``Rule``.
OPENING = True


@dataclass(frozen=True)
class _Walk:
    """A walk over the places of a list.

    Attributes:
        setup: ``i = 0``.
        loop: The walk.
        name: The list.
        test: What decides about an element.
        stays: Whether those that pass the test stay.
        body: What is done then.
        gone: The statement of the body that takes it out.
        elements: Where the element is read, and the call that takes it out where that gives it as well.
    """

    setup: ast.stmt
    loop: ast.While
    name: str
    test: ast.expr
    stays: bool
    body: list[ast.stmt]
    gone: ast.stmt
    elements: tuple[ast.expr, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per walk."""
    for loop in code.all(ast.While):
        walk = _walk(code, loop)
        if walk is not None and not code.in_nested_function(loop) and code.loops_around(loop):
            text = f"the walk takes some elements out of {walk.name}; it goes through all of it in every turn"
            yield Finding(loop, text, partial(_change, code, walk), minor=True)


def _walk(code: FunctionCode, loop: ast.While) -> _Walk | None:
    holes = match("@i < len(@xs)", loop.test)
    before = code.before(loop)
    if holes is None or loop.orelse or len(loop.body) != 1 or not before or not isinstance(loop.body[0], ast.If):
        return None
    index, name, choice = holes.name("i"), holes.name("xs"), loop.body[0]
    if match(f"{index} = 0", before[-1]) is None or not code.is_builtin("len") or code.live_after(index, loop):
        return None
    stays = _steps(choice.body, index)
    body, other = (choice.orelse, choice.body) if stays else (choice.body, choice.orelse)
    if not _steps(other, index) or not body or not code.pure(choice.test):
        return None
    forms = (f"del {name}[{index}]", f"{name}.pop({index})", f"@x = {name}.pop({index})")
    gone = [part for part in body if any(match(form, part) for form in forms)]
    if len(gone) != 1 or name not in code.local or code.type_of_name(name).kind not in ("list", "any"):
        return None
    elements = _elements(choice, index, name, gone[0])
    jumps = ast.Break | ast.Continue | ast.Return
    if elements is None or any(isinstance(node, jumps) for node in descend(*body)):
        return None
    return _Walk(before[-1], loop, name, choice.test, stays, body, gone[0], elements)


def _steps(body: list[ast.stmt], index: str) -> bool:
    """Whether all that happens is that the walk goes on to the next place."""
    return len(body) == 1 and bool(match(f"{index} += 1", body[0]) or match(f"{index} = {index} + 1", body[0]))


def _elements(choice: ast.If, index: str, name: str, gone: ast.stmt) -> tuple[ast.expr, ...] | None:
    """Where the element is read; None where the list or the place is asked for anything else, or once it is gone."""
    parts = [part for part in (*choice.body, *choice.orelse) if part is not gone and not _steps([part], index)]
    found: list[ast.expr] = []
    known: set[ast.AST] = set()
    for node in descend(choice.test, *parts):
        if isinstance(node, ast.Subscript) and ast.unparse(node) == f"{name}[{index}]":
            if not isinstance(node.ctx, ast.Load) or node.lineno > gone.lineno:
                return None
            found.append(node)
            known |= {node.value, node.slice}
    uses = [n for n in descend(choice.test, *parts) if isinstance(n, ast.Name) and n.id in (name, index)]
    if any(node not in known for node in uses):
        return None
    return (*found, gone.value) if isinstance(gone, ast.Assign) else tuple(found)


def _change(code: FunctionCode, walk: _Walk, edits: Edits) -> None:
    one = code.fresh(walk.name[:-1] if walk.name.endswith("s") and len(walk.name) > 2 else f"{walk.name}_one")
    said = dict.fromkeys(walk.elements, one)
    lines = []
    for part in walk.body:
        if part is not walk.gone or isinstance(part, ast.Assign):
            lines.append(edits.block([part], dict(said.items())))
        if part is walk.gone:
            lines.append(f"{walk.name}.remove({one})")
    text = edits.text(walk.test, said, need=0)
    if walk.stays:
        text = ast.unparse(opposite(ast.parse(text, mode="eval").body))
    inner = indent_block("\n".join(lines), "    ")
    loop = f"for {one} in {walk.name}[:]:\n    if {text}:\n{indent_block(inner, '    ')}"
    edits.remove(walk.setup)
    edits.replace_statement(walk.loop, loop)
