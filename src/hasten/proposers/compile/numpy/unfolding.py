"""Comprehensions, and the functions that are given them, written out as the loops that they are."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from hasten.code.match import renamed
from hasten.code.scopes import COMPREHENSIONS, fresh_name, stored, target_names
from hasten.code.source import blocks, descend

#: From this version on, Python's own sum of floats carries what is lost by rounding along.
_COMPENSATED = (3, 12)
#: Parts of an expression that are not always evaluated.
_SOMETIMES = (ast.IfExp, ast.BoolOp, ast.Lambda, *COMPREHENSIONS)


def unfolded(body: Sequence[ast.stmt], taken: set[str], version: tuple[int, int]) -> list[ast.stmt]:
    """Statements in which ``sum``, ``any`` and ``all`` of generators, and lists of comprehensions, are loops in front.

    Args:
        body: The statements.
        taken: Names that are in use; gets the new ones.
        version: Of the interpreter that runs the code.
    """
    return _Unfolding(body, taken, version).block(body)


class _Unfolding:
    def __init__(self, body: Sequence[ast.stmt], taken: set[str], version: tuple[int, int]) -> None:
        self.version, self.taken = version, taken
        inside = {id(node) for whole in descend(*body) if isinstance(whole, COMPREHENSIONS) for node in descend(whole)}
        #: Names that are read or bound anywhere but in comprehensions.
        self.outer = {n.id for n in descend(*body) if isinstance(n, ast.Name) and id(n) not in inside} | stored(*body)
        taken |= self.outer

    def block(self, body: Sequence[ast.stmt]) -> list[ast.stmt]:
        """The statements of a block, each with its loops in front."""
        found: list[ast.stmt] = []
        for statement in body:
            found += self.statement(statement)
        return found

    def statement(self, node: ast.stmt) -> list[ast.stmt]:
        """A statement with the loops that it needs."""
        for inner in blocks(node):
            inner[:] = self.block(inner)
        ahead: list[ast.stmt] = []
        if isinstance(node, ast.If):
            appended = _appended(node)
            node = ast.fix_missing_locations(appended) if appended is not None else node
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            used = {n.id for n in descend(node.value) if isinstance(n, ast.Name)}
            if isinstance(node.value, ast.ListComp) and name not in used and not _makes_rows(node.value):
                return self._list(node.value, name)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Return | ast.Expr | ast.If) and not (
            isinstance(node, ast.Assign) and isinstance(node.value, ast.ListComp) and _makes_rows(node.value)
        ):
            field = "test" if isinstance(node, ast.If) else "value"
            value = getattr(node, field)
            if value is not None:
                setattr(node, field, self._replaced(value, ahead))
        return [*ahead, node]

    def _replaced(self, node: ast.expr, ahead: list[ast.stmt]) -> ast.expr:
        """An expression with names in place of what has become loops."""
        made = self._loop(node, ahead)
        if made is not None:
            return made
        if isinstance(node, _SOMETIMES):
            return node
        for field, value in ast.iter_fields(node):
            if isinstance(value, ast.expr):
                setattr(node, field, self._replaced(value, ahead))
            elif isinstance(value, list):
                value[:] = [self._replaced(v, ahead) if isinstance(v, ast.expr) else v for v in value]
        return node

    def _loop(self, node: ast.expr, ahead: list[ast.stmt]) -> ast.expr | None:
        if isinstance(node, ast.ListComp):
            name = self._fresh("found")
            ahead += self._list(node, name)
            return ast.Name(name, ast.Load())
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.keywords:
            return None
        function, args = node.func.id, node.args
        if function not in ("sum", "any", "all") or not args or len(args) > (2 if function == "sum" else 1):
            return None
        over = args[0]
        if function == "sum" and self.version >= _COMPENSATED:
            return None
        if isinstance(over, ast.Name):
            item = self._fresh("item")
            over = ast.GeneratorExp(
                ast.Name(item, ast.Load()), [ast.comprehension(ast.Name(item, ast.Store()), over, [], 0)]
            )
        if not isinstance(over, ast.GeneratorExp | ast.ListComp):
            return None
        name = self._fresh("total" if function == "sum" else "found")
        start = args[1] if len(args) > 1 else ast.Constant(0 if function == "sum" else function == "all")
        ahead.append(ast.Assign([ast.Name(name, ast.Store())], start))
        if function == "sum":
            step: list[ast.stmt] = [ast.AugAssign(ast.Name(name, ast.Store()), ast.Add(), over.elt)]
        else:
            if len(over.generators) > 1:
                return None
            test = over.elt if function == "any" else ast.UnaryOp(ast.Not(), over.elt)
            hit = ast.Assign([ast.Name(name, ast.Store())], ast.Constant(function == "any"))
            step = [ast.If(test, [hit, ast.Break()], [])]
        ahead += self._looped(over, step)
        return ast.Name(name, ast.Load())

    def _list(self, node: ast.ListComp, name: str) -> list[ast.stmt]:
        made = ast.Assign([ast.Name(name, ast.Store())], ast.List([], ast.Load()))
        call = ast.Call(ast.Attribute(ast.Name(name, ast.Load()), "append", ast.Load()), [node.elt], [])
        return [made, *self._looped(node, [ast.Expr(call)])]

    def _looped(self, node: ast.ListComp | ast.GeneratorExp, step: list[ast.stmt]) -> list[ast.stmt]:
        """The loops of a comprehension around a statement, its variables under names of their own."""
        own = {name for part in node.generators for name in target_names(part.target)}
        names = {name: self._fresh(name) for name in own if name in self.outer}
        self.outer |= own
        body = step
        for part in reversed(node.generators):
            for test in reversed(part.ifs):
                body = [ast.If(test, body, [])]
            body = [ast.For(part.target, part.iter, body, [])]
        loops = [renamed(one, names) for one in body]
        return [ast.fix_missing_locations(one) for one in self.block(loops)]

    def _fresh(self, wanted: str) -> str:
        name = fresh_name(wanted, self.taken)
        self.taken.add(name)
        self.outer.add(name)
        return name


def _appended(node: ast.If) -> ast.Expr | None:
    """One append of a choice, where each branch of a test appends to the same list."""
    yes, no = _only_append(node.body), _only_append(node.orelse)
    if yes is None or no is None or yes[0] != no[0]:
        return None
    method = ast.Attribute(ast.Name(yes[0], ast.Load()), "append", ast.Load())
    return ast.Expr(ast.Call(method, [ast.IfExp(node.test, yes[1], no[1])], []))


def _only_append(body: Sequence[ast.stmt]) -> tuple[str, ast.expr] | None:
    """List and element, where all that statements do is to append it."""
    if len(body) != 1:
        return None
    only = body[0]
    if isinstance(only, ast.If):
        inner = _appended(only)
        return _only_append([inner]) if inner is not None else None
    call = only.value if isinstance(only, ast.Expr) else None
    if not isinstance(call, ast.Call) or len(call.args) != 1 or call.keywords:
        return None
    method = call.func
    if not isinstance(method, ast.Attribute) or method.attr != "append" or not isinstance(method.value, ast.Name):
        return None
    return method.value.id, call.args[0]


def _makes_rows(node: ast.ListComp) -> bool:
    """``[[0] * n for _ in range(m)]`` and ``[row[:] for row in grid]``, which make arrays as they are."""
    inner = node.elt
    if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Mult) and isinstance(inner.left, ast.List):
        return True
    return isinstance(inner, ast.Subscript) and isinstance(inner.slice, ast.Slice)
