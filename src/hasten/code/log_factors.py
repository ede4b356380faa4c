"""Whether anything in a program can give its growth a log factor.

Measured, n log n is hard to tell from n in caches that fill up. But a log factor comes from somewhere: a sort, a heap,
a bisection, the digits of a number, steps that grow, a number that is divided again and again, a recursion. Code
without any of it has none.
"""

from __future__ import annotations

import ast
import sys

from hasten.code.definitions import definitions_run

#: Names of functions, methods and modules that sort, search by halves or take logarithms.
_NAMES = frozenset(
    "sort sorted heapq bisect nlargest nsmallest merge heappush heappop heapify insort bit_length log log2 log10 pow "
    "median quantiles reduce permutations combinations product str bin hex oct divmod format".split()
)
_DIVISIONS = (ast.FloorDiv, ast.Div, ast.RShift, ast.Mod, ast.Mult, ast.LShift, ast.Pow)


def may_have_log_factor(source: str, entry: str = "") -> bool:
    """False only where nothing sorts, halves, multiplies up in a ``while`` loop, recurses or calls out.

    Code that cannot be read, or that uses packages beyond the standard library, may.

    Args:
        source: The module.
        entry: Only this function, and what it names in the module, is looked at; empty: all of the module.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return True
    parts = definitions_run(tree, entry)
    used = {_first_name(node) for part in parts for node in ast.walk(part)}
    if any(alias in used or not entry for alias in _foreign(tree)):
        return True
    return any(_makes_one(node, tree) for part in parts for node in ast.walk(part))


def _foreign(tree: ast.Module) -> list[str]:
    """Names under which the module imports what may hide a log factor."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(a.asname or a.name).partition(".")[0] for a in node.names if not _is_plain(a.name)]
        if isinstance(node, ast.ImportFrom) and (node.level or not _is_plain(node.module or "")):
            found += [a.asname or a.name for a in node.names]
    return found


def _first_name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _makes_one(node: ast.AST, tree: ast.Module) -> bool:
    if (isinstance(node, ast.Name | ast.Attribute) and _name(node) in _NAMES) or _steps(node):
        return True
    if isinstance(node, ast.While) and any(_scales(part) for part in ast.walk(node)):
        return True
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and _calls_itself(node, tree)


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _steps(node: ast.AST) -> bool:
    """A range or a slice whose step is computed: over all steps it adds up to n log n."""
    if isinstance(node, ast.Call) and _name(node.func) == "range" and len(node.args) == 3:
        return not isinstance(node.args[2], ast.Constant | ast.UnaryOp)
    step = node.step if isinstance(node, ast.Slice) else None
    return step is not None and not isinstance(step, ast.Constant | ast.UnaryOp)


def _is_plain(module: str) -> bool:
    top = module.partition(".")[0]
    return top in sys.stdlib_module_names and top not in _NAMES


def _scales(node: ast.AST) -> bool:
    if isinstance(node, ast.AugAssign):
        return isinstance(node.op, _DIVISIONS)
    return (isinstance(node, ast.BinOp) and isinstance(node.op, _DIVISIONS)) or isinstance(node, ast.Slice)


def _calls_itself(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, tree: ast.Module) -> bool:
    """Whether a function may end up in itself, by way of the functions of its module."""
    if isinstance(function, ast.Lambda):
        return False
    bodies = {n.name: n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
    todo, seen = [function], set()
    while todo:
        for node in ast.walk(todo.pop()):
            name = _name(node)
            if name == function.name:
                return True
            if name in bodies and name not in seen:
                seen.add(name)
                todo.append(bodies[name])
    return False
