"""Find the function that a target names, or say in one sentence why it cannot be one."""

from __future__ import annotations

import ast
import difflib
from dataclasses import dataclass

from hasten.code.source import FunctionNode, ParsedModule, children, descend, parse


@dataclass(frozen=True)
class Located:
    """A function of a module or a method of one of its classes.

    Attributes:
        module: The parsed file.
        node: Its definition; of several with one name, the last, which is the one that counts at run time.
        kind: ``function``, ``generator``, ``coroutine`` or ``async_generator``.
        name: Its qualified name; of a nested function that of the function around it, through which it is judged.
    """

    module: ParsedModule
    node: FunctionNode
    kind: str
    name: str = ""


@dataclass(frozen=True)
class NotLocated:
    """Why there is no such target.

    Attributes:
        reason: One plain sentence that names the thing and the next step.
        near: Names of functions in the file that read alike, best first.
    """

    reason: str
    near: tuple[str, ...] = ()


def locate(source: str, qualname: str, *, file: str = "the file") -> Located | NotLocated:
    """Look a function up by its qualified name.

    Args:
        source: Text of the whole file.
        qualname: Name as after ``::`` on the command line.
        file: How to call the file in messages.
    """
    module = parse(source)
    if isinstance(module, SyntaxError):
        where = f" at line {module.lineno}" if module.lineno else ""
        return NotLocated(f"{file} does not parse{where}: {module.msg}; fix the file and try again.")
    node = module.functions.get(qualname)
    if node is not None:
        return Located(module, node, kind_of(node), qualname)
    around = _around(module, qualname)
    if around:
        node = module.functions[around]
        return Located(module, node, kind_of(node), around)
    reason = _refusal(module, qualname, file)
    if reason:
        return NotLocated(reason)
    names = list(module.functions)
    near = tuple(difflib.get_close_matches(qualname, names, n=3, cutoff=0.5))
    if near:
        hint = f"did you mean {' or '.join(near)}?"
    elif names:
        hint = f"it has {', '.join(sorted(names)[:8])}{' and more' if len(names) > 8 else ''}."
    else:
        hint = "it has no function."
    return NotLocated(f"{file} has no function named {qualname!r}; {hint}", near)


def _refusal(module: ParsedModule, qualname: str, file: str) -> str:
    """One sentence for names that exist but cannot be a target, else an empty string."""
    if qualname in module.classes:
        methods = [name for name in module.functions if name.startswith(f"{qualname}.")]
        one = f", such as {methods[0]}" if methods else ""
        return f"{qualname} in {file} is a class, not a function; name one of its methods{one}."
    holders = [name for name in module.functions if qualname in _inside(module.functions[name])]
    if holders:
        return (
            f"{qualname} in {file} is nested inside another function; name it with that one, "
            f"as in {holders[0]}.<locals>.{qualname}."
        )
    bound = {name for stmt in module.tree.body for name in _assigned(stmt)}
    if qualname in bound:
        return (
            f"{qualname} in {file} is assigned, not defined with def, so its source cannot be edited; "
            f"name a function that is defined with def."
        )
    return ""


def _around(module: ParsedModule, qualname: str) -> str:
    """The function around a nested one that is named ``outer.<locals>.inner`` or ``outer.inner``, or an empty text."""
    parts = [part for part in qualname.split(".") if part != "<locals>"]
    for cut in range(len(parts) - 1, 0, -1):
        name = ".".join(parts[:cut])
        if name in module.functions:
            return name if parts[cut] in _inside(module.functions[name]) else ""
    return ""


def _inside(function: FunctionNode) -> set[str]:
    """Names of the functions and classes that are defined inside a function."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {node.name for node in descend(*function.body) if isinstance(node, kinds)}


def _assigned(stmt: ast.stmt) -> list[str]:
    targets: list[ast.expr] = []
    if isinstance(stmt, ast.Assign):
        targets = stmt.targets
    elif isinstance(stmt, ast.AnnAssign | ast.AugAssign):
        targets = [stmt.target]
    names = [node.id for target in targets for node in descend(target) if isinstance(node, ast.Name)]
    if isinstance(stmt, ast.Import | ast.ImportFrom):
        names += [(alias.asname or alias.name).split(".")[0] for alias in stmt.names]
    return names


def call_name(source: str, qualname: str) -> str:
    """The expression that calls a function from outside of its module: of a property, that of its getter."""
    module = parse(source)
    node = module.functions.get(qualname) if not isinstance(module, SyntaxError) else None
    if node is None or "." not in qualname:
        return qualname
    for decorator in node.decorator_list:
        last = decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")
        if last == "property":
            return f"{qualname}.fget"
        if last == "cached_property":
            return f"{qualname}.func"
    return qualname


def kind_of(node: FunctionNode) -> str:
    """``function``, ``generator``, ``coroutine`` or ``async_generator``."""
    yields = _has_own_yield(node)
    if isinstance(node, ast.AsyncFunctionDef):
        return "async_generator" if yields else "coroutine"
    return "generator" if yields else "function"


def _has_own_yield(node: FunctionNode) -> bool:
    stack: list[ast.AST] = list(node.body)
    while stack:
        inner = stack.pop()
        if isinstance(inner, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            stack += children(inner)
    return False
