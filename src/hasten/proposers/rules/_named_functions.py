"""The function that does what an expression does to one name or two, and nothing else."""

from __future__ import annotations

import ast

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import is_name
from hasten.code.purity import words
from hasten.code.types import only
from hasten.proposers.rules._operators import operator_name

_TEXT_METHODS = words(
    "capitalize casefold isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace "
    "istitle isupper lower lstrip rstrip strip swapcase title upper"
)
#: Methods of one argument by the kind of their object.
_LOOKS = {
    "dict": words("get"),
    "list": words("count index"),
    "tuple": words("count index"),
    "str": words("count find index endswith startswith"),
}
#: The function's text; or ("operator", its name there), and as third part the text of what it is made with.
Written = tuple[str, ...]


def function_of(code: FunctionCode, body: ast.expr, names: list[str]) -> Written | None:
    """What does to its arguments what the body does to these names, and nothing else; or None.

    Args:
        code: The function that holds the body.
        body: An expression; what it reads besides the names stays as it is while it is evaluated again and again.
        names: One name, or two.
    """
    if len(names) == 2:
        found = operator_name(body, *names)
        return ("operator", found) if found else None
    if len(names) != 1:
        return None
    name = names[0]
    if isinstance(body, ast.Call) and len(body.args) == 1 and not body.keywords and is_name(body.args[0], name):
        return _called(code, body.func, name)
    if isinstance(body, ast.Call) and isinstance(body.func, ast.Attribute) and is_name(body.func.value, name):
        texts = only(code.type_of(body.func.value), "str") and body.func.attr in _TEXT_METHODS
        plain = texts and not (body.args or body.keywords) and code.is_builtin("str")
        return (f"str.{body.func.attr}",) if plain else None
    if isinstance(body, ast.Subscript) and is_name(body.value, name):
        constant = isinstance(body.slice, ast.Constant) or (
            isinstance(body.slice, ast.UnaryOp) and isinstance(body.slice.operand, ast.Constant)
        )
        return ("operator", "itemgetter", ast.unparse(body.slice)) if constant else None
    if isinstance(body, ast.Subscript) and is_name(body.slice, name) and isinstance(body.value, ast.Name):
        held = body.value.id != name and only(code.type_of(body.value), "dict", "list")
        return (f"{body.value.id}.__getitem__",) if held else None
    if isinstance(body, ast.Attribute) and is_name(body.value, name):
        return ("operator", "attrgetter", repr(body.attr).replace("'", '"'))
    if isinstance(body, ast.Compare) and len(body.ops) == 1 and isinstance(body.ops[0], ast.In):
        table = body.comparators[0]
        looked_up = is_name(body.left, name) and isinstance(table, ast.Name) and table.id != name
        sure = looked_up and only(code.type_of(table), "dict", "set", "frozenset", "str")
        return (f"{ast.unparse(table)}.__contains__",) if sure else None
    if isinstance(body, ast.UnaryOp) and isinstance(body.op, ast.USub) and is_name(body.operand, name):
        return ("operator", "neg")
    return None


def _called(code: FunctionCode, callee: ast.expr, name: str) -> Written | None:
    """The function of ``lambda x: f(x)``."""
    if isinstance(callee, ast.Name) and callee.id != name:
        if code.is_builtin(callee.id) or (callee.id in code.module.functions and callee.id not in code.local):
            return (callee.id,) if _bound_once(code, callee.id) else None
        inner = [node for node in code.all(ast.FunctionDef) if node.name == callee.id]
        once = callee.id in code.local and len(code.uses(callee.id).rebinds) == 1
        return (callee.id,) if inner and once and callee.id not in code.parameters else None
    if isinstance(callee, ast.Attribute) and isinstance(callee.value, ast.Name) and callee.value.id != name:
        if code.purity.module_member(callee) is not None and callee.value.id not in code.local:
            return (ast.unparse(callee),)
        kind = code.type_of(callee.value).kind
        return (ast.unparse(callee),) if callee.attr in _LOOKS.get(kind, ()) else None
    return None


def _bound_once(code: FunctionCode, name: str) -> bool:
    return len(code.program.binders(name)) <= 1 and name not in code.module.global_names


def written(text: Written, edits: Edits) -> str:
    """The function as an expression, imported where it has to be."""
    if len(text) == 1:
        return text[0]
    function = edits.need(text[0], text[1])
    return f"{function}({text[2]})" if len(text) == 3 else function
