"""From a function and the domains of its arguments to the text that mypyc compiles."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hasten.code.scopes import COMPREHENSIONS
from hasten.code.source import ParsedModule
from hasten.proposers.compile.mypyc.emit import changed_globals, module_source
from hasten.proposers.compile.mypyc.given import Cells, type_of_domain
from hasten.proposers.compile.mypyc.inference import Inference
from hasten.proposers.compile.mypyc.recursion import recursive
from hasten.proposers.compile.mypyc.world import world_of
from hasten.proposers.compile.refusal import Unsupported

#: What lies below one of these may never be run.
_CONDITIONAL = (ast.ExceptHandler, ast.Lambda, ast.FunctionDef)

#: Builtins that go over all that they are given before anything else happens; the compiler lets those that may stop
#: early stop.
_USE_UP = frozenset(("sum", "min", "max", "any", "all", "list", "tuple", "set", "frozenset", "dict", "sorted", "next"))


def _surely_declined(inference: Inference) -> str:
    """What the target itself reaches on nearly every call and gives the call up for; empty where there is nothing."""
    stack: list[ast.AST] = [*inference.world.target.node.body]
    while stack:
        node = stack.pop()
        if node in inference.declined:
            return inference.declined[node]
        if isinstance(node, ast.BoolOp):
            stack.append(node.values[0])
        elif isinstance(node, ast.If | ast.IfExp):
            stack.append(node.test)
        elif not isinstance(node, _CONDITIONAL):
            stack.extend(ast.iter_child_nodes(node))
    return ""


def _require_exact(function: ast.FunctionDef) -> None:
    """Refuse what mypyc compiles to something else than Python does."""
    _require_used_up(function)
    for node in ast.walk(function):
        _require_settled(node)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Name):
            raise Unsupported(f"line {node.lineno} asks whether {node.value.id} is bound, which mypyc leaves out")
        if not isinstance(node, ast.For):
            continue
        # mypyc looks into the variable anew in every round, where Python goes on with what it held at the start.
        parts = [node.iter, *(node.iter.args if isinstance(node.iter, ast.Call) else ())]
        over = {part.id for part in parts if isinstance(part, ast.Name)}
        bound = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
        both = sorted(over & bound)
        if both:
            raise Unsupported(f"line {node.lineno} loops over {both[0]} and binds it anew meanwhile")


def _require_used_up(function: ast.FunctionDef) -> None:
    """Refuse generator expressions that are not gone over at once: mypyc works out all of one where it stands."""
    used: set[ast.AST] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            keyed = name in ("min", "max") and any(k.arg == "key" for k in node.keywords)
            joins = isinstance(node.func, ast.Attribute) and node.func.attr == "join"
            if (name in _USE_UP and not keyed) or joins:
                used.add(node.args[0])
    for node in ast.walk(function):
        if isinstance(node, ast.GeneratorExp) and node not in used:
            raise Unsupported(f"line {node.lineno} hands on a generator expression, which mypyc works out at once")


def _require_settled(node: ast.AST) -> None:
    """Refuse a name that is read and then bound anew in one expression: mypyc looks into it when all is evaluated."""
    if isinstance(node, ast.Assign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        parts: list[ast.AST] = [node.value, *targets] if isinstance(node, ast.Assign) else [*targets, node.value]
    elif isinstance(node, ast.expr) and not isinstance(node, COMPREHENSIONS):
        parts = [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr | ast.keyword)]
    else:
        return
    for place, part in enumerate(parts):
        value = part.value if isinstance(part, ast.keyword | ast.Starred) else part
        if not isinstance(value, ast.Name):
            continue
        later = (n for other in parts[place + 1 :] for n in ast.walk(other) if isinstance(n, ast.NamedExpr))
        if any(n.target.id == value.id for n in later):
            raise Unsupported(f"line {value.lineno} reads {value.id} and binds it anew in one expression")


@dataclass(frozen=True)
class WorldSource:
    """A closed world as text.

    Attributes:
        text: A module with ``call(names, arguments)`` in it, where ``names()`` gives names of the original's module.
        inference: The types that it rests on.
        names: Those names.
        changed: Those of them that a call may bind anew, by ``names(values)`` in this order.
    """

    text: str
    inference: Inference
    names: tuple[str, ...]
    changed: tuple[str, ...]


def world_source(module: ParsedModule, name: str, domains: Sequence[Mapping[str, Any]], original: str) -> WorldSource:
    """The text that mypyc compiles for a function.

    Args:
        module: The module of the function.
        name: Its qualified name.
        domains: Of its parameters, in order.
        original: Where it is, for the reader.

    Raises:
        Unsupported: Something in it cannot be closed off from the outside, or held exactly.
    """
    world = world_of(module, name)
    args = world.target.node.args
    if args.vararg or args.kwarg or args.kwonlyargs or args.posonlyargs or len(domains) != len(args.args):
        raise Unsupported("it takes its arguments in another form than by position")
    if world.target.generator:
        raise Unsupported("it is a generator")
    if world.target.kind not in ("function", "method"):
        raise Unsupported(f"it is a {world.target.kind}")
    for code in world.all_code():
        _require_exact(code.node)
    cells: Cells = {}
    given = {
        parameter: type_of_domain(domain, cells)
        for parameter, domain in zip(world.target.parameters, domains, strict=True)
    }
    inference = Inference(world, given, cells).run()
    if world.target.owner and world.target.name in recursive(inference):
        raise Unsupported("it is a method that calls itself")
    surely = _surely_declined(inference)
    if surely:
        raise Unsupported(f"it uses {surely}")
    text = module_source(inference, original)
    names = {*world.classes, *inference.reads, *(n for cls, n in inference.constant_reads if not cls)}
    unset = sorted(n for n in inference.reads if n not in world.values)
    if unset:
        raise Unsupported(f"{unset[0]} is bound by a function only")
    return WorldSource(text, inference, tuple(sorted(names)), changed_globals(inference))
