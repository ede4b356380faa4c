"""Write a recursion as a table that is filled in order."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hasten.code.edits import Edits, indent_block
from hasten.code.source import ParsedModule


@dataclass(frozen=True)
class Line:
    """One state variable as the table is filled along it.

    Attributes:
        state: Its name in the code of the recursion.
        counter: The name that counts in the loop.
        values: Text of the range that the loop runs over.
        size: Text of how many values there are from 0 on, "" where there are some below.
        start: Text of the value that was asked for.
    """

    state: str
    counter: str
    values: str
    size: str
    start: str


@dataclass(frozen=True)
class Filling:
    """A recursion that is to become a table.

    Attributes:
        module: The module that holds the statements.
        statements: The body of the recursion.
        calls: What each recursive call passes for each line.
        lines: The state variables, the outermost loop first.
    """

    module: ParsedModule
    statements: Sequence[ast.stmt]
    calls: Mapping[ast.expr, Sequence[ast.expr]]
    lines: Sequence[Line]


def filled(filling: Filling, table: str, value: str) -> str:
    """Statements that fill the table.

    The body of the recursion becomes the body of the loops where its returns allow that, else a function of its own.

    Args:
        filling: The recursion.
        table: Name for the table.
        value: Name for the function.
    """
    lines = filling.lines
    edits = Edits(filling.module)
    slot = _slot(lines, table, [line.counter for line in lines])
    renamed = _renamed(filling)
    body = _looped(edits, filling, {**_lookups(edits, filling, table, renamed), **renamed}, slot)
    parts = [_empty(lines, table)]
    if body is None:
        names = ", ".join(line.state for line in lines)
        text = edits.block(filling.statements, {**_lookups(edits, filling, table, {})})
        parts.append(f"\ndef {value}({names}):\n{indent_block(text, '    ')}\n")
        body = f"{slot} = {value}({', '.join(line.counter for line in lines)})"
    for depth, line in enumerate(lines):
        parts.append("    " * depth + f"for {line.counter} in {line.values}:")
    parts.append(indent_block(body, "    " * len(lines)))
    return "\n".join(parts)


def answer(lines: Sequence[Line], table: str) -> str:
    """The entry that was asked for."""
    return _slot(lines, table, [line.start for line in lines])


def _is_list(lines: Sequence[Line]) -> bool:
    return all(line.size for line in lines)


def _slot(lines: Sequence[Line], table: str, index: Sequence[str]) -> str:
    return f"{table}[{']['.join(index)}]" if _is_list(lines) else f"{table}[{', '.join(index)}]"


def _empty(lines: Sequence[Line], table: str) -> str:
    if not _is_list(lines):
        return f"{table} = {{}}"
    *outer, last = lines
    text = f"[None] * ({last.size})"
    for line in reversed(outer):
        text = f"[{text} for _ in range({line.size})]"
    return f"{table} = {text}"


def _renamed(filling: Filling) -> dict[ast.AST, str]:
    """New text for every mention of a state whose counter has another name."""
    names = {line.state: line.counter for line in filling.lines if line.state != line.counter}
    return {
        node: names[node.id]
        for statement in filling.statements
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and node.id in names
    }


def _lookups(edits: Edits, filling: Filling, table: str, renamed: Mapping[ast.AST, str]) -> dict[ast.AST, str]:
    """The recursive calls as look-ups; a call in the arguments of another is part of the outer one's text."""
    done: dict[ast.AST, str] = {}
    for call in reversed(list(filling.calls)):
        inside = {node: text for node, text in {**renamed, **done}.items() if isinstance(node, ast.expr)}
        index = [edits.text(argument, inside) for argument in filling.calls[call]]
        done[call] = _slot(filling.lines, table, index)
    return {
        call: text
        for call, text in done.items()
        if not any(other is not call and call in set(ast.walk(other)) for other in done)
    }


def _looped(edits: Edits, filling: Filling, changes: Mapping[ast.AST, str], slot: str) -> str | None:
    """The body with every return as a store into the table; None where a return stands in a loop of the body's own."""
    returns = _returns(filling.statements)
    if returns is None or not _leaves(filling.statements[-1]):
        return None
    tails = set(_tails(filling.statements))
    replaced: dict[ast.AST, str] = {}
    inside: set[ast.AST] = set()
    for node in returns:
        inside |= set(ast.walk(node))
        own = {part: text for part, text in changes.items() if isinstance(part, ast.expr)}
        text = edits.text(node.value, _within(node.value, own), need=0) if node.value is not None else "None"
        replaced[node] = f"{slot} = {text}" + ("" if node in tails else "\ncontinue")
    others = {node: text for node, text in changes.items() if node not in inside}
    covered = {part for node in others for part in ast.walk(node) if part is not node}
    return edits.block(filling.statements, {**{n: t for n, t in others.items() if n not in covered}, **replaced})


def _within(value: ast.expr, changes: Mapping[ast.expr, str]) -> dict[ast.expr, str]:
    """The changes inside a value, those inside of other changes left out."""
    found = {node: changes[node] for node in ast.walk(value) if isinstance(node, ast.expr) and node in changes}
    covered = {part for node in found for part in ast.walk(node) if part is not node}
    return {node: text for node, text in found.items() if node not in covered}


def _returns(statements: Sequence[ast.stmt]) -> list[ast.Return] | None:
    """The returns of a body, None where one stands in a loop."""
    found: list[ast.Return] = []
    stack: list[tuple[ast.AST, bool]] = [(statement, False) for statement in statements]
    while stack:
        node, in_loop = stack.pop()
        if isinstance(node, ast.Return):
            if in_loop:
                return None
            found.append(node)
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Try | ast.With):
            return None
        in_loop = in_loop or isinstance(node, ast.For | ast.While)
        stack += [(child, in_loop) for child in ast.iter_child_nodes(node)]
    return found


def _tails(statements: Sequence[ast.stmt]) -> list[ast.stmt]:
    """Returns after which nothing of the body follows."""
    last = statements[-1]
    if isinstance(last, ast.If):
        return _tails(last.body) + (_tails(last.orelse) if last.orelse else [])
    return [last]


def _leaves(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.If):
        return bool(statement.orelse) and _leaves(statement.body[-1]) and _leaves(statement.orelse[-1])
    return isinstance(statement, ast.Return | ast.Raise)
