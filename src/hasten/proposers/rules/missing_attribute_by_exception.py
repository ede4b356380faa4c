"""A method that many objects lack, found out by catching ``AttributeError``.

Finds:
    ``try: x = x.decode()`` with ``except (UnicodeDecodeError, AttributeError): pass``: one statement that calls a
    method of a plain name, and a handler that does nothing.

Slow because:
    Where the method is missing, an exception is made, raised and caught, which costs several times as much as asking
    ``hasattr``. Where it is there, asking costs a little more. The gain is a constant.

Unsafe when:
    The object makes up its attributes and counts how often it is asked.

Example:
    Before::

        try:
            text = text.decode()
        except AttributeError:
            pass

    After::

        if hasattr(text, "decode"):
            try:
                text = text.decode()
            except AttributeError:
                pass

Source:
    The Python design FAQ: catching an exception is expensive.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.proposers.rules._finding import Finding


def find(code: FunctionCode) -> Iterator[Finding]:
    """Each such ``try`` makes one finding."""
    for block in code.all(ast.Try):
        if block.orelse or block.finalbody or len(block.body) != 1 or len(block.handlers) != 1:
            continue
        handler = block.handlers[0]
        if handler.name or not _catches(handler) or not all(isinstance(one, ast.Pass) for one in handler.body):
            continue
        asked = _asked_first(code, block.body[0])
        parent = code.parent(block)
        if asked is None or _is_guarded(parent, asked) or code.in_nested_function(block):
            continue
        text = f"an object without {asked.attr} is found out by an exception; asking first is quicker"
        yield Finding(block, text, partial(_change, block, asked))


def _catches(handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(kind, ast.Name) and kind.id == "AttributeError" for kind in kinds)


def _asked_first(code: FunctionCode, statement: ast.stmt) -> ast.Attribute | None:
    """``x.method`` in ``x = x.method(...)``, where nothing but constants and names comes before it."""
    if not isinstance(statement, ast.Assign | ast.Expr | ast.Return) or not isinstance(statement.value, ast.Call):
        return None
    if isinstance(statement, ast.Assign) and not all(isinstance(target, ast.Name) for target in statement.targets):
        return None
    method = statement.value.func
    if isinstance(method, ast.Attribute) and isinstance(method.value, ast.Name) and method.value.id in code.local:
        return method
    return None


def _is_guarded(parent: ast.AST, asked: ast.Attribute) -> bool:
    """Whether the question stands right around it already."""
    return isinstance(parent, ast.If) and any(
        isinstance(node, ast.Constant) and node.value == asked.attr for node in ast.walk(parent.test)
    )


def _change(block: ast.Try, asked: ast.Attribute, edits: Edits) -> None:
    inner = indent_block(edits.block([block]), "    ")
    edits.replace_block([block], f'if hasattr({edits.text(asked.value)}, "{asked.attr}"):\n{inner}')
