"""Other forms of loops: ``for`` over a range as ``while``, comprehensions as loops."""

from __future__ import annotations

import ast
import copy
import random

from hasten.bench.perturb.functions import Function, fresh, names_in, parsed, replaced


def for_as_while(source: str, name: str, rng: random.Random) -> str | None:
    """The function with each loop that walks an iterable by hand, wherever that means the same.

    ``for i in range(10)`` counts by itself where nothing else touches ``i`` or leaves an iteration early; any other
    ``for`` takes items with ``next`` until there are none.
    """
    found = parsed(source, name)
    if found is None or isinstance(found[1], ast.AsyncFunctionDef):
        return None
    new = copy.deepcopy(found[1])
    turner = _ToWhile(names_in(found[0]), new)
    turner.visit(new)
    return replaced(source, found[1], ast.fix_missing_locations(new)) if turner.count else None


class _ToWhile(ast.NodeTransformer):
    def __init__(self, taken: set[str], function: Function) -> None:
        self.taken, self.function = taken, function
        self.count = 0

    def visit_For(self, node: ast.For) -> ast.AST | list[ast.stmt]:
        self.generic_visit(node)
        if node.orelse:
            return node
        self.count += 1
        return _counting(node, self.function) or self._taking(node)

    def _taking(self, node: ast.For) -> list[ast.stmt]:
        items = fresh(self.taken, "items_left")
        take = ast.parse(f"try:\n    item = next({items})\nexcept StopIteration:\n    break").body[0]
        assert isinstance(take, ast.Try)
        assign = take.body[0]
        assert isinstance(assign, ast.Assign)
        assign.targets = [node.target]
        start = ast.parse(f"{items} = iter(_)").body[0]
        assert isinstance(start, ast.Assign)
        assert isinstance(start.value, ast.Call)
        start.value.args = [node.iter]
        return [start, ast.While(ast.Constant(True), [take, *node.body], [])]


def _counting(node: ast.For, function: Function) -> list[ast.stmt] | None:
    """``i = start; while i < stop: ...; i += 1``, or None where that may differ.

    After a for loop its variable holds the last item, after this one the stop: so it may not be read anywhere else.
    """
    call, target = node.iter, node.target
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "range"):
        return None
    numbers = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, int)]
    if call.keywords or len(numbers) != len(call.args) or not 1 <= len(numbers) <= 2:
        return None
    if not isinstance(target, ast.Name):
        return None
    inside = {id(n) for n in ast.walk(node)}
    named = [n for n in ast.walk(function) if isinstance(n, ast.Name) and n.id == target.id]
    stored = [n for n in named if id(n) in inside and n is not target and not isinstance(n.ctx, ast.Load)]
    early = any(isinstance(n, ast.Continue) for n in ast.walk(node))
    if early or stored or any(id(n) not in inside for n in named):
        return None
    start = ast.Constant(numbers[0] if len(numbers) == 2 else 0)
    step = ast.AugAssign(ast.Name(target.id, ast.Store()), ast.Add(), ast.Constant(1))
    test = ast.Compare(ast.Name(target.id, ast.Load()), [ast.Lt()], [ast.Constant(numbers[-1])])
    return [ast.Assign([target], start), ast.While(test, [*node.body, step], [])]


def comprehensions_as_loops(source: str, name: str, rng: random.Random) -> str | None:
    """The function with ``x = [... for ...]`` and ``return [... for ...]`` written as loops that append."""
    found = parsed(source, name)
    if found is None:
        return None
    new = copy.deepcopy(found[1])
    count = _expand(new, names_in(found[0]))
    return replaced(source, found[1], ast.fix_missing_locations(new)) if count else None


def _expand(function: Function, taken: set[str]) -> int:
    count = 0
    for node in list(ast.walk(function)):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if not isinstance(block, list) or not block or not isinstance(block[0], ast.stmt):
                continue
            expanded: list[ast.stmt] = []
            for statement in block:
                loop = _as_loop(statement, taken)
                count += loop is not None
                expanded += loop or [statement]
            block[:] = expanded
    return count


def _as_loop(statement: ast.stmt, taken: set[str]) -> list[ast.stmt] | None:
    if not isinstance(statement, ast.Assign | ast.Return) or not isinstance(statement.value, ast.ListComp):
        return None
    made = statement.value
    if len(made.generators) != 1 or made.generators[0].is_async:
        return None
    generator = copy.deepcopy(made.generators[0])
    element = copy.deepcopy(made.elt)
    if any(isinstance(n, ast.NamedExpr | ast.Await | ast.Yield) for n in ast.walk(made)):
        return None
    # The comprehension's variables were its own: they get names that nothing else has.
    mapping = {
        n.id: fresh(taken, f"each_{n.id}") for n in ast.walk(generator.target) if isinstance(n, ast.Name)
    }
    for part in [generator.target, element, *generator.ifs]:
        for inner in ast.walk(part):
            if isinstance(inner, ast.Name) and inner.id in mapping:
                inner.id = mapping[inner.id]
            elif isinstance(inner, ast.arg) and inner.arg in mapping:
                return None
    out = fresh(taken, "collected")
    append = ast.Expr(ast.Call(ast.Attribute(ast.Name(out, ast.Load()), "append", ast.Load()), [element], []))
    body: list[ast.stmt] = [append]
    for condition in reversed(generator.ifs):
        body = [ast.If(condition, body, [])]
    final = copy.deepcopy(statement)
    final.value = ast.Name(out, ast.Load())
    loop = ast.For(generator.target, generator.iter, body, [])
    return [ast.Assign([ast.Name(out, ast.Store())], ast.List([], ast.Load())), loop, final]
