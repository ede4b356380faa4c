"""The module-level state that a function may read or change, directly or through what it calls."""

from __future__ import annotations

import ast

from hasten.code.scopes import BUILTIN_NAMES, binds, free_names
from hasten.code.source import ParsedModule, blocks, children, descend, parse


def globals_named(module_source: str, qualname: str) -> tuple[str, ...]:
    """Names of module globals that hold values and that a function names, transitively.

    Functions, methods of classes that are named, and functions whose name stands as an attribute or is called are
    followed inside the module. Imports, functions and classes are no values here, unless something declares them
    ``global`` or assigns an attribute of them (``f.cache = {}``).

    Args:
        module_source: Text of the whole file.
        qualname: The function to start from (``dedupe``, ``Shop.total``).

    Returns:
        Sorted names; empty when the source does not parse or has no such function.
    """
    module = parse(module_source)
    if isinstance(module, SyntaxError) or qualname not in module.functions:
        return ()
    reached = reachable_functions(module, qualname)
    # What a method changes of its class is state too, whatever name it reaches the class by.
    owner = qualname.partition(".")[0] if "." in qualname else ""
    used: set[str] = set()
    for name in reached:
        used |= free_names(module.functions[name])
    for name in used & set(module.classes):
        used |= free_names(module.classes[name])
    values, definitions = _module_names(module)
    changed = _changed_definitions(module)
    star = any(
        isinstance(stmt, ast.ImportFrom) and any(alias.name == "*" for alias in stmt.names) for stmt in module.tree.body
    )
    unknown = used - values - definitions - BUILTIN_NAMES if star else set()
    return tuple(sorted((used & values) | (used & changed) | unknown | ({owner} & set(module.classes))))


def reachable_functions(module: ParsedModule, qualname: str) -> list[str]:
    """Qualified names of the functions of this module that may run when ``qualname`` runs, itself first.

    A function counts when its name is used; a method when an attribute of its name is used and its class is named in
    the module (an over-estimate, since the type of the object is not known).
    """
    by_last: dict[str, list[str]] = {}
    for name in module.functions:
        if "." in name:
            plain = name.removesuffix(".fset").removesuffix(".fdel")
            by_last.setdefault(plain.rpartition(".")[2], []).append(name)
    order, seen = [qualname], {qualname}
    for name in order:
        node = module.functions[name]
        used = free_names(node)
        attributes = {inner.attr for inner in descend(node) if isinstance(inner, ast.Attribute)}
        found = [other for other in module.functions if "." not in other and other in used]
        for class_name in module.classes:
            if class_name in used:
                # Operators and protocols call dunder methods without naming them.
                found += [
                    other
                    for other in module.functions
                    if other.startswith(f"{class_name}.") and other.rpartition(".")[2].startswith("__")
                ]
        for attribute in sorted(attributes):
            found += by_last.get(attribute, [])
        for other in found:
            if other not in seen:
                seen.add(other)
                order.append(other)
    return order


def _module_names(module: ParsedModule) -> tuple[set[str], set[str]]:
    """Names bound at module level to values, and those bound by def, class and import."""
    values: set[str] = set()
    definitions: set[str] = set()
    stack: list[ast.AST] = list(module.tree.body)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
            definitions.update(binds(node))
        elif not isinstance(node, ast.Lambda):
            values.update(binds(node))
            stack += children(node)
    values |= {name for node in descend(module.tree) if isinstance(node, ast.Global) for name in node.names}
    return values, definitions


def _changed_definitions(module: ParsedModule) -> set[str]:
    """Functions and classes that carry state: an attribute of their name is assigned somewhere."""
    return {
        node.value.id
        for node in descend(module.tree)
        if isinstance(node, ast.Attribute)
        and not isinstance(node.ctx, ast.Load)
        and isinstance(node.value, ast.Name)
        and (node.value.id in module.functions or node.value.id in module.classes)
    }


def module_level_statements(module: ParsedModule) -> list[ast.stmt]:
    """Statements that run on import, those inside module-level ``if``, ``try``, ``with`` and loops included."""
    found: list[ast.stmt] = []
    stack = list(reversed(module.tree.body))
    while stack:
        stmt = stack.pop()
        found.append(stmt)
        if not isinstance(stmt, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for block in reversed(blocks(stmt)):
                stack += reversed(block)
    return found
