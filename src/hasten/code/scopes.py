"""Which names a piece of code binds, loads, and takes from outside."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator
from keyword import iskeyword

from hasten.code.source import FunctionNode, children, descend

#: Nodes with a scope of their own.
SCOPES = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.Lambda,
    ast.ClassDef,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_NESTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
BUILTIN_NAMES = frozenset(dir(builtins))


def walk_scope(*nodes: ast.AST) -> Iterator[ast.AST]:
    """Nodes in source order without entering nested functions, lambdas and classes; comprehensions are entered."""
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, _NESTED):
            stack += reversed(children(node))


def walk_all(*nodes: ast.AST) -> list[ast.AST]:
    """All nodes in source order, nested scopes included."""
    return descend(*nodes)


def parameters(function: FunctionNode | ast.Lambda) -> list[ast.arg]:
    """All parameters in order: positional, ``*args``, keyword-only, ``**kwargs``."""
    spec = function.args
    found = [*spec.posonlyargs, *spec.args]
    if spec.vararg:
        found.append(spec.vararg)
    found += spec.kwonlyargs
    if spec.kwarg:
        found.append(spec.kwarg)
    return found


def target_names(target: ast.expr) -> list[str]:
    """Names that an assignment target or loop target binds; subscripts and attributes bind none."""
    if isinstance(target, ast.Name):
        return [target.id]
    if isinstance(target, ast.Tuple | ast.List):
        return [name for item in target.elts for name in target_names(item)]
    if isinstance(target, ast.Starred):
        return target_names(target.value)
    return []


def assigned(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    """What gets what in an assignment: the parts one by one where both sides are tuples of the same length."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        return list(zip(target.elts, value.elts, strict=True))
    return [(target, value)]


def names_said(nodes: Iterable[ast.AST]) -> set[str]:
    """The names among nodes, whatever is done with them, and those of parameters."""
    nodes = list(nodes)
    return {n.id for n in nodes if isinstance(n, ast.Name)} | {n.arg for n in nodes if isinstance(n, ast.arg)}


def comprehension_names(node: ast.AST) -> set[str]:
    """Names that comprehensions anywhere inside bind for themselves."""
    parts = (inner for inner in ast.walk(node) if isinstance(inner, ast.comprehension))
    return {name for part in parts for name in target_names(part.target)}


_BINDING = (
    ast.Name, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.ExceptHandler,
    ast.MatchAs, ast.MatchStar, ast.MatchMapping,
)  # fmt: skip


def binds(node: ast.AST) -> list[str]:
    """Names bound by this very node, its children apart."""
    if isinstance(node, ast.Name):
        return [] if isinstance(node.ctx, ast.Load) else [node.id]
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [(alias.asname or alias.name).split(".")[0] for alias in node.names]
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        return [node.name] if node.name else []
    if isinstance(node, ast.MatchMapping):
        return [node.rest] if node.rest else []
    return []


def stored(*nodes: ast.AST) -> set[str]:
    """Names rebound or deleted inside, in the scope of the nodes; targets of comprehensions stay inside them."""
    found: set[str] = set()
    stack: list[ast.AST] = list(nodes)
    while stack:
        node = stack.pop()
        if isinstance(node, _BINDING):
            found.update(binds(node))
        if isinstance(node, _NESTED):
            continue
        if isinstance(node, COMPREHENSIONS):
            found.update(
                inner.target.id
                for inner in descend(node)
                if isinstance(inner, ast.NamedExpr) and isinstance(inner.target, ast.Name)
            )
            continue
        stack += children(node)
    return found


def stored_attributes(*nodes: ast.AST) -> set[str]:
    """Names of attributes that are set or deleted anywhere inside, of whatever object."""
    return {
        inner.attr
        for inner in descend(*nodes)
        if isinstance(inner, ast.Attribute) and not isinstance(inner.ctx, ast.Load)
    }


def loaded(*nodes: ast.AST) -> set[str]:
    """Names read anywhere inside, nested scopes included."""
    return {inner.id for inner in descend(*nodes) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load)}


def local_names(function: FunctionNode | ast.Lambda) -> set[str]:
    """Names that are local to a function: parameters and whatever its body binds, less what it declares global."""
    names = {arg.arg for arg in parameters(function)}
    body: list[ast.AST] = list(function.body) if isinstance(function.body, list) else [function.body]
    names |= stored(*body)
    return names - declared_elsewhere(function)


def declared_elsewhere(function: FunctionNode | ast.Lambda) -> set[str]:
    """Names that a function declares ``global`` or ``nonlocal``."""
    if isinstance(function, ast.Lambda):
        return set()
    return {
        name
        for node in walk_scope(*function.body)
        if isinstance(node, ast.Global | ast.Nonlocal)
        for name in node.names
    }


def free_names(node: ast.AST) -> set[str]:
    """Names used inside a function, lambda, class or comprehension that are bound outside of it.

    Builtins count too. Decorators, defaults and annotations of the outermost function are evaluated outside and do
    not count.
    """
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        inside = _used(node.body)
        return (inside - local_names(node)) | _declared_global(node)
    if isinstance(node, ast.Lambda):
        return _used([node.body]) - local_names(node)
    if isinstance(node, ast.ClassDef):
        return _used(node.body)
    if isinstance(node, COMPREHENSIONS):
        return _used([node])
    return _used([node])


def _used(nodes: Iterable[ast.AST]) -> set[str]:
    """Names loaded or stored by the nodes themselves, and those that nested scopes take from outside of themselves."""
    found: set[str] = set()
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found |= free_names(node)
            stack += [*node.decorator_list, *node.args.defaults]
            stack += [default for default in node.args.kw_defaults if default is not None]
        elif isinstance(node, ast.Lambda):
            found |= free_names(node)
            stack += node.args.defaults
            stack += [default for default in node.args.kw_defaults if default is not None]
        elif isinstance(node, ast.ClassDef):
            found |= free_names(node)
            stack += [*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)]
        elif isinstance(node, COMPREHENSIONS):
            inside = _used(children(node))
            own = {name for part in node.generators for name in target_names(part.target)}
            found |= inside - own
        else:
            found.update(binds(node))
            stack += children(node)
    return found


def _declared_global(function: FunctionNode) -> set[str]:
    return {name for node in descend(function) if isinstance(node, ast.Global) for name in node.names}


def fresh_name(wanted: str, taken: set[str]) -> str:
    """``wanted``, or ``wanted`` with the smallest number behind it that makes it unused and no keyword."""
    name, number = wanted, 2
    while name in taken or name in BUILTIN_NAMES or iskeyword(name):
        name = f"{wanted}_{number}"
        number += 1
    return name
