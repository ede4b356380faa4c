"""Branch counters compiled into the module under test, for coverage feedback at a small constant cost.

Each block that a branch can enter starts with ``__hasten_hits__[k] += 1``; inside expressions, where no statement
fits, ``__hasten_hits__.__setitem__(k, 1) or value`` marks an entered branch. The source is parsed, not rewritten as
text, so every line keeps its number. The list of counters must be in the module's namespace under ``COUNTERS`` before
its first line runs.
"""

from __future__ import annotations

import ast

#: Name of the list of counters in the module's namespace.
COUNTERS = "__hasten_hits__"


def instrument(source, path="<module>", only=None):
    """Compile ``source`` with counters.

    Args:
        source: Text of the module.
        path: File name for tracebacks.
        only: Names of the module-level functions and classes that get counters; None for all.

    Returns:
        ``(code, lines)``: ``lines[k]`` is the line where the block of counter ``k`` starts.

    Raises:
        SyntaxError: The source does not parse.
    """
    tree = ast.parse(source, path)
    writer = _Writer()
    for i, statement in enumerate(tree.body):
        named = getattr(statement, "name", None)
        if only is None or named in only:
            tree.body[i] = writer.visit(statement)
    ast.fix_missing_locations(tree)
    return compile(tree, path, "exec", dont_inherit=True), writer.lines


class _Writer(ast.NodeTransformer):
    def __init__(self):
        self.lines = []

    # -- counters -----------------------------------------------------------------------------------------------

    def counter(self, line):
        self.lines.append(line)
        return len(self.lines) - 1

    def statement(self, near, line=None):
        """``__hasten_hits__[k] += 1`` at the place of ``near``."""
        line = near.lineno if line is None else line
        target = ast.Subscript(
            value=ast.Name(id=COUNTERS, ctx=ast.Load()),
            slice=_index(self.counter(line)),
            ctx=ast.Store(),
        )
        return _located(ast.AugAssign(target=target, op=ast.Add(), value=ast.Constant(value=1)), near)

    def marked(self, value):
        """An expression with the same value that marks its counter when it is evaluated."""
        method = ast.Attribute(value=ast.Name(id=COUNTERS, ctx=ast.Load()), attr="__setitem__", ctx=ast.Load())
        number = ast.Constant(value=self.counter(value.lineno))
        call = ast.Call(func=method, args=[number, ast.Constant(value=1)], keywords=[])
        return _located(ast.BoolOp(op=ast.Or(), values=[call, value]), value)

    def block(self, statements):
        return [self.statement(statements[0]), *statements]

    # -- statements ---------------------------------------------------------------------------------------------

    def function(self, node):
        self.generic_visit(node)
        first = 1 if ast.get_docstring(node, clean=False) is not None else 0
        near = node.body[first] if first < len(node.body) else node.body[-1]
        node.body.insert(first, self.statement(near))
        return node

    visit_FunctionDef = function  # noqa: N815
    visit_AsyncFunctionDef = function  # noqa: N815

    def visit_Lambda(self, node):
        self.generic_visit(node)
        node.body = self.marked(node.body)
        return node

    def visit_If(self, node):
        self.generic_visit(node)
        node.body = self.block(node.body)
        node.orelse = self.block(node.orelse) if node.orelse else [self.statement(node)]
        return node

    def loop(self, node):
        self.generic_visit(node)
        node.body = self.block(node.body)
        if node.orelse:
            node.orelse = self.block(node.orelse)
        return node

    visit_For = loop  # noqa: N815
    visit_AsyncFor = loop  # noqa: N815
    visit_While = loop  # noqa: N815

    def attempt(self, node):
        self.generic_visit(node)
        for handler in node.handlers:
            handler.body = self.block(handler.body)
        if node.orelse:
            node.orelse = self.block(node.orelse)
        return node

    visit_Try = attempt  # noqa: N815
    visit_TryStar = attempt  # noqa: N815

    def visit_Match(self, node):
        self.generic_visit(node)
        for case in node.cases:
            case.body = self.block(case.body)
        return node

    # -- expressions --------------------------------------------------------------------------------------------

    def visit_IfExp(self, node):
        self.generic_visit(node)
        node.body = self.marked(node.body)
        node.orelse = self.marked(node.orelse)
        return node

    def visit_BoolOp(self, node):
        self.generic_visit(node)
        node.values[1:] = [self.marked(value) for value in node.values[1:]]
        return node

    def visit_comprehension(self, node):
        self.generic_visit(node)
        if node.ifs:
            kept = self.marked(_located(ast.Constant(value=True), node.ifs[-1]))
            node.ifs[-1] = _located(ast.BoolOp(op=ast.And(), values=[node.ifs[-1], kept]), node.ifs[-1])
        return node

    # -- places where an expression is no branch ----------------------------------------------------------------

    def visit_AnnAssign(self, node):
        """Annotations stay as written: with postponed evaluation they are data that others read."""
        node.target = self.visit(node.target)
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_arg(self, node):
        return node

    def visit_match_case(self, node):
        """Patterns are no expressions; only the guard and the body are."""
        if node.guard is not None:
            node.guard = self.visit(node.guard)
        node.body = [self.visit(statement) for statement in node.body]
        return node


def _index(number):
    return ast.Constant(value=number)


def _located(node, near):
    for part in ast.walk(node):
        if isinstance(part, (ast.expr, ast.stmt)) and not hasattr(part, "lineno"):
            ast.copy_location(part, near)
    return node
