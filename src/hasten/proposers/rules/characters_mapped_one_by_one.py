"""Computing something anew for every character of a text, though a text has few different ones.

Finds:
    ``"".join(f(c) for c in text)`` and other comprehensions over a text whose element is made of the character alone,
    by more than a name or one cheap call.

Slow because:
    The expression runs once per character; a text of thousands of characters has some dozens of different ones. A
    table is made once for those, and each character costs one look-up. The gain is a constant, 2 to 10.

Unsafe when:
    The expression raises for a character, and another one would have raised first; or the text is very short.

Example:
    Before::

        coded = "".join([chr((ord(c) - 97 + 5) % 26 + 97) for c in text])

    After::

        of_each = {c: chr((ord(c) - 97 + 5) % 26 + 97) for c in set(text)}
        coded = "".join([of_each[c] for c in text])

Source:
    Tabulation of a function with few arguments, as in ``str.translate``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.scopes import COMPREHENSIONS, loaded
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

#: Cheaper elements cost no more than the look-up.
_LEAST_OPERATIONS = 2
_MUTABLE = (ast.List, ast.Dict, ast.Set, *COMPREHENSIONS)


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per comprehension."""
    for comprehension in code.comprehensions:
        if not isinstance(comprehension, ast.ListComp | ast.GeneratorExp) or len(comprehension.generators) != 1:
            continue
        generator = comprehension.generators[0]
        element, target = comprehension.elt, generator.target
        if generator.ifs or generator.is_async or not isinstance(target, ast.Name):
            continue
        # A list made once per character must not become one list for all.
        if isinstance(element, _MUTABLE) or _operations(element) < _LEAST_OPERATIONS:
            continue
        if target.id not in loaded(element) or not only(code.type_of(generator.iter), "str"):
            continue
        if not code.pure(element) or not code.pure(generator.iter) or not _immutable(code, element):
            continue
        statement = _place(code, comprehension)
        if statement is not None:
            text = (
                f"`{ast.unparse(element)}` is computed for every character of {ast.unparse(generator.iter)}; "
                "a table holds it once for each different one"
            )
            change = partial(_change, code, comprehension, generator, target.id, statement)
            yield Finding(comprehension, text, change, ahead=True)


def _operations(element: ast.expr) -> int:
    kinds = (ast.Call, ast.BinOp, ast.Compare, ast.Subscript, ast.IfExp, ast.BoolOp)
    return sum(isinstance(node, kinds) for node in ast.walk(element))


def _immutable(code: FunctionCode, element: ast.expr) -> bool:
    """Whether the element is surely a text or a number: shared, it cannot be told from a new one."""
    parts = [element.body, element.orelse] if isinstance(element, ast.IfExp) else [element]
    return all(only(code.type_of(part), "str", "int", "bool", "float", "none") for part in parts)


def _place(code: FunctionCode, comprehension: ast.expr) -> ast.stmt | None:
    """The statement in front of which the table can be made; None where it may not be reached, or runs in a loop."""
    node: ast.AST = comprehension
    while not isinstance(node, ast.stmt):
        parent = code.parent(node)
        if isinstance(parent, (ast.IfExp, ast.BoolOp, ast.Lambda, ast.comprehension, *COMPREHENSIONS)):
            return None
        node = parent
    return node if isinstance(node, ast.Return | ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr) else None


def _change(
    code: FunctionCode,
    comprehension: ast.ListComp | ast.GeneratorExp,
    generator: ast.comprehension,
    name: str,
    statement: ast.stmt,
    edits: Edits,
) -> None:
    table = code.fresh("of_each")
    source = edits.text(generator.iter, need=16)
    edits.insert_before(statement, f"{table} = {{{name}: {edits.text(comprehension.elt)} for {name} in set({source})}}")
    edits.replace(comprehension.elt, f"{table}[{name}]")
