"""``frame.apply(function, axis=1)`` written out as a loop over the rows, with what the function gives for each."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from hasten.code.match import with_values
from hasten.code.scopes import fresh_name
from hasten.code.source import ParsedModule, after_docstring, descend
from hasten.proposers.compile.numpy.spelling import Spelling
from hasten.proposers.compile.refusal import Unsupported


def with_rows(body: list[ast.stmt], module: ParsedModule, spelling: Spelling, taken: set[str]) -> list[ast.stmt]:
    """The statements with loops in front of those that apply a function to each row.

    Args:
        body: Statements of a function.
        module: Its module.
        spelling: How that calls numpy and math.
        taken: Names that are in use; gets the new ones.

    Raises:
        Unsupported: There is another lambda.
    """
    found: list[ast.stmt] = []
    for statement in body:
        replaced = _Applied(module, spelling, taken)
        new = replaced.visit(statement)
        assert isinstance(new, ast.stmt)
        found += [*replaced.ahead, ast.fix_missing_locations(new)]
    if any(isinstance(node, ast.Lambda) for node in descend(*found)):
        raise Unsupported("it has a lambda")
    return found


class _Applied(ast.NodeTransformer):
    def __init__(self, module: ParsedModule, spelling: Spelling, taken: set[str]) -> None:
        self.module, self.spelling, self.taken = module, spelling, taken
        self.ahead: list[ast.stmt] = []

    def visit_Call(self, node: ast.Call) -> ast.expr:
        method = node.func
        if not isinstance(method, ast.Attribute) or method.attr != "apply" or not isinstance(method.value, ast.Name):
            return node
        keywords = {one.arg: one.value for one in node.keywords}
        axis = keywords.pop("axis", None)
        across = isinstance(axis, ast.Constant) and axis.value in (1, "columns")
        given = self._function(node.args[0]) if len(node.args) == 1 and not keywords and across else None
        if given is None:
            return node
        parameter, result = given
        name, row = self._fresh("found"), self._fresh(parameter)
        value = with_values(result, {parameter: ast.Name(row, ast.Load())})
        frame = method.value.id
        text = f"{name} = []\nfor _, {row} in {frame}.iterrows():\n    {name}.append(None)"
        made = ast.parse(text).body
        loop = made[1]
        assert isinstance(loop, ast.For) and isinstance(loop.body[0], ast.Expr)
        assert isinstance(loop.body[0].value, ast.Call)
        loop.body[0].value.args = [value]
        self.ahead += [ast.fix_missing_locations(one) for one in made]
        return ast.parse(f"pd.Series({name}, index={frame}.index)", mode="eval").body

    def _function(self, node: ast.expr) -> tuple[str, ast.expr] | None:
        """Parameter and result of a function of one row, as one expression."""
        if isinstance(node, ast.Lambda):
            arguments, result = node.args, node.body
        elif isinstance(node, ast.Name) and isinstance(self.module.functions.get(node.id), ast.FunctionDef):
            function = self.module.functions[node.id]
            assert isinstance(function, ast.FunctionDef)
            whole = _as_expression(after_docstring(self.spelling.usual(function)), {})
            if whole is None or function.decorator_list:
                return None
            arguments, result = function.args, whole
        else:
            return None
        every = [arg for arg in ast.walk(arguments) if isinstance(arg, ast.arg)]
        if len(every) != 1 or len(arguments.args) != 1 or arguments.defaults:
            return None
        return arguments.args[0].arg, result

    def _fresh(self, wanted: str) -> str:
        name = fresh_name(wanted, self.taken)
        self.taken.add(name)
        return name


def _as_expression(body: Sequence[ast.stmt], known: dict[str, ast.expr]) -> ast.expr | None:
    """What a body of assignments, tests and returns gives, or None where it does more than that."""
    if not body:
        return None
    first, rest = body[0], body[1:]
    if isinstance(first, ast.Return):
        return None if first.value is None else with_values(first.value, known)
    if isinstance(first, ast.Assign) and len(first.targets) == 1 and isinstance(first.targets[0], ast.Name):
        value = with_values(first.value, known)
        return _as_expression(rest, {**known, first.targets[0].id: value})
    if isinstance(first, ast.If):
        test = with_values(first.test, known)
        yes = _as_expression([*first.body, *rest], known)
        no = _as_expression([*first.orelse, *rest], known)
        return ast.IfExp(test, yes, no) if yes is not None and no is not None else None
    return None

