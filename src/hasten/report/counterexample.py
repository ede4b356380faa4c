"""A counterexample as code that runs: the imports it needs, the call, and what each side did."""

from __future__ import annotations

import ast
import builtins

from hasten.core.target import Target
from hasten.core.values import import_lines
from hasten.core.verdict import Counterexample

#: Longest text that is shown; a shrunk input is rarely longer, and the JSON holds it whole.
LONGEST = 2000


def runnable(found: Counterexample, target: Target | None, new_target: Target | None = None) -> str:
    """Python text that shows the difference when run beside the target's file.

    Args:
        found: The counterexample.
        target: The original, whose names the call may use.
        new_target: The NEW side, where it is a file of its own.
    """
    lines = [*_imports(found.call, target, new_target), *shortened(found.call).splitlines()]
    for side, text in (("OLD", found.old), ("NEW", found.new)):
        first, *rest = shortened(text).splitlines() or [""]
        lines += [f"# {side}: {first}", *(f"#      {line}" for line in rest)]
    return "\n".join(lines) + "\n"


def shortened(text: str) -> str:
    """The text, or its beginning with a remark on how much is left out."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}… ({len(text) - LONGEST:,} more characters)"


def _imports(call: str, target: Target | None, new_target: Target | None) -> list[str]:
    used = _names_used(call)
    if not used:
        return []
    defined = _names_defined(target.source) if target is not None else set()
    own = [name for name in used if name in defined]
    lines = [line for line in import_lines(call) if line.split()[-1] not in own]
    if own and target is not None:
        line = f"from {target.module} import {', '.join(own)}"
        if new_target is not None and (new_target.module, new_target.name) != (target.module, target.name):
            line += f"  # NEW: {_import_of_new(own, target, new_target)}"
        lines.append(line)
    return lines


def _import_of_new(own: list[str], target: Target, new_target: Target) -> str:
    names = [
        f"{new_target.name} as {name}" if name == target.name and new_target.name != name else name for name in own
    ]
    return f"from {new_target.module} import {', '.join(names)}"


def _names_used(code: str) -> list[str]:
    """Free names of the code in order of appearance; none where it does not parse."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    bound = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    imported = {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names
    }
    known = bound | imported | set(dir(builtins))
    return list(dict.fromkeys(node.id for node in names if node.id not in known))


def _names_defined(source: str) -> set[str]:
    """Names that a module's top level binds."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    names: set[str] = set()
    for statement in body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(statement.name)
        elif isinstance(statement, (ast.Import, ast.ImportFrom)):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in statement.names}
        else:
            bound = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
            names |= {node.id for node in bound if isinstance(node.ctx, ast.Store)}
    return names
