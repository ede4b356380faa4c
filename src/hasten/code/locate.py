"""Find the function that a target names, or say in one sentence why it cannot be one."""

from __future__ import annotations

import ast
import difflib
from dataclasses import dataclass

from hasten.code.source import FunctionNode, ParsedModule, children, descend, parse


@dataclass(frozen=True)
class Located:
    """A module-level function.

    Attributes:
        module: The parsed file.
        node: Its definition; of several with one name, the last, which is the one that counts at run time.
        kind: ``function``, ``generator``, ``coroutine`` or ``async_generator``.
    """

    module: ParsedModule
    node: FunctionNode
    kind: str


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
    if node is not None and "." not in qualname:
        return Located(module, node, kind_of(node))
    reason = _refusal(module, qualname, file)
    if reason:
        return NotLocated(reason)
    names = [name for name in module.functions if "." not in name]
    near = tuple(difflib.get_close_matches(qualname, names, n=3, cutoff=0.5))
    if near:
        hint = f"did you mean {' or '.join(near)}?"
    elif names:
        hint = f"it has {', '.join(sorted(names)[:8])}{' and more' if len(names) > 8 else ''}."
    else:
        hint = "it has no module-level function."
    return NotLocated(f"{file} has no function named {qualname!r}; {hint}", near)


def _refusal(module: ParsedModule, qualname: str, file: str) -> str:
    """One sentence for names that exist but cannot be a target, else an empty string."""
    if qualname in module.functions:
        return (
            f"{qualname} in {file} is a method, and methods are not supported yet; "
            f"move the slow part into a module-level function and name that."
        )
    if qualname in module.classes:
        return f"{qualname} in {file} is a class, not a function; name one module-level function."
    last = qualname.rpartition(".")[2]
    if "<locals>" in qualname or _nested(module, last):
        return (
            f"{qualname} in {file} is nested inside another function, and nested functions are not supported yet; "
            f"name the outer function or move it to module level."
        )
    bound = {name for stmt in module.tree.body for name in _assigned(stmt)}
    if qualname in bound:
        return (
            f"{qualname} in {file} is assigned, not defined with def, so its source cannot be edited; "
            f"name a function that is defined with def at module level."
        )
    return ""


def _nested(module: ParsedModule, name: str) -> bool:
    functions = list(module.functions.values())
    return any(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name and node not in functions
        for node in descend(module.tree)
    )


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
