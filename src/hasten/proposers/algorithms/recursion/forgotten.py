"""Recursion without the memory that its author gave it, so that its state can be told and its table laid out."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence

from hasten.code.edits import EditConflict, Edits
from hasten.code.match import argument_at
from hasten.code.scopes import walk_scope
from hasten.code.source import FunctionNode, ParsedModule, parse
from hasten.proposers.algorithms.prologue import body_without_docstring

_EMPTY = ("{}", "dict()")


def forgotten(module: ParsedModule, function: FunctionNode, outer: FunctionNode | None = None) -> ParsedModule | None:
    """The module in which a recursive function remembers nothing, None where it remembers nothing by itself.

    Its memory is a dict that it is given and hands on (``memo``, ``memo=None``), or one of the function around it. It
    is looked up first (``if key in memo: return memo[key]``, ``if key not in memo: ...``) and kept last.

    A function at module level keeps the parameter, which others may give, unless its name starts with an underscore.

    Args:
        function: The recursive function.
        outer: The function that it is nested in, None at module level.
    """
    if not isinstance(function, ast.FunctionDef):
        return None
    for memory in _memories(function, outer):
        found = _without(module, function, outer, memory)
        if found is not None:
            return found
    return None


def _memories(function: ast.FunctionDef, outer: FunctionNode | None) -> Iterator[str]:
    """Names of what is looked up and kept in: ``memo[key] = ...``."""
    names = [
        node.value.id
        for node in ast.walk(function)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name)
    ]
    own = {arg.arg for arg in function.args.args}
    around = {
        target.id
        for statement in (walk_scope(*outer.body) if outer is not None else ())
        if isinstance(statement, ast.Assign) and ast.unparse(statement.value) in _EMPTY
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    yield from (name for name in dict.fromkeys(names) if name in own or name in around)


def _without(
    module: ParsedModule, function: ast.FunctionDef, outer: FunctionNode | None, memory: str
) -> ParsedModule | None:
    place = [arg.arg for arg in function.args.args].index(memory) if _is_parameter(function, memory) else None
    calls = [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function.name
    ]
    inside = set(ast.walk(function))
    if place is not None and not all(_hands_on(call, place, memory, call in inside) for call in calls):
        return None
    made = _Forgetful(memory).block(copy.deepcopy(body_without_docstring(function)))
    if made is None:
        return None
    made = _without_keys(made)
    own = outer is not None or function.name.startswith("_")
    if place is not None and own:
        made = [_Handing(function.name, place, memory).visit(statement) for statement in made]
    if _speaks_of(made, memory, function.name if place is not None else ""):
        return None
    edits = Edits(module)
    try:
        body = body_without_docstring(function)
        edits.replace_statements(body[0], body[-1], "\n".join(map(ast.unparse, made)))
        if place is None:
            if outer is None or not _remove_dict(outer, function, memory, edits):
                return None
        elif own:
            if place != len(function.args.args) - 1:
                return None
            edits.drop_last_parameter(function)
            for call in calls:
                if call not in inside:
                    edits.replace(call, ast.unparse(_Handing(function.name, place, memory).visit(copy.deepcopy(call))))
        text = edits.apply()
    except EditConflict:
        return None
    found = parse(text)
    return None if isinstance(found, SyntaxError) else found


def _speaks_of(statements: Sequence[ast.stmt], memory: str, function: str) -> bool:
    """Whether statements use the memory for anything but to hand it on to the function itself."""
    handed = {
        given
        for statement in statements
        for node in ast.walk(statement)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function
        for given in (*node.args, *(keyword.value for keyword in node.keywords))
        if isinstance(given, ast.Name)
    }
    return any(
        isinstance(node, ast.Name) and node.id == memory and node not in handed
        for statement in statements
        for node in ast.walk(statement)
    )


def _is_parameter(function: ast.FunctionDef, name: str) -> bool:
    return any(arg.arg == name for arg in function.args.args) and not function.args.posonlyargs


def _hands_on(call: ast.Call, place: int, memory: str, inside: bool) -> bool:
    """Whether a call gives the memory on, or a new one from outside."""
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return False
    given = argument_at(call, place, memory)
    if inside:
        return isinstance(given, ast.Name) and given.id == memory
    return given is None or ast.unparse(given) in (*_EMPTY, "None")


def _remove_dict(outer: FunctionNode, function: ast.FunctionDef, memory: str, edits: Edits) -> bool:
    """Take the dict out of the function around; whether nobody else there uses it."""
    inside = set(ast.walk(function))
    uses = [n for n in ast.walk(outer) if isinstance(n, ast.Name) and n.id == memory and n not in inside]
    makers = [s for s in walk_scope(*outer.body) if isinstance(s, ast.Assign) and s.targets == uses]
    if len(uses) != 1 or len(makers) != 1:
        return False
    edits.remove(makers[0])
    return True


class _Forgetful:
    """Takes a memory out of statements."""

    def __init__(self, memory: str) -> None:
        self.memory = memory

    def block(self, statements: Sequence[ast.stmt]) -> list[ast.stmt] | None:
        """The statements without looking up and keeping; None where the memory is used in another way."""
        found: list[ast.stmt] = []
        left = list(statements)
        while left:
            statement = left.pop(0)
            if self._is_fresh(statement) or self._is_lookup(statement):
                continue
            if isinstance(statement, ast.If) and self._asks(statement.test, ast.NotIn) and not statement.orelse:
                # What is behind the test happens once; what comes after it hands the result out.
                left = [*statement.body, *left]
                continue
            if self._keeps(statement):
                assert isinstance(statement, ast.Assign)
                result = self._handed_out(statement, left)
                if result is None:
                    return None
                return [*found, result]
            if isinstance(statement, ast.If | ast.For | ast.While):
                if left and self._is_result(left[0]) and isinstance(statement, ast.If):
                    # Every way through keeps a value, which is handed out behind: it is handed out where it is kept.
                    ending = left[0]
                    statement.body = [*statement.body, copy.deepcopy(ending)]
                    statement.orelse = [*statement.orelse, copy.deepcopy(ending)]
                    left = left[1:]
                for name in ("body", "orelse"):
                    inner = self.block(getattr(statement, name))
                    if inner is None:
                        return None
                    setattr(statement, name, inner)
                if not statement.body:
                    return None
            found.append(statement)
        return found

    def _handed_out(self, kept: ast.Assign, left: Sequence[ast.stmt]) -> ast.Return | None:
        """``return value`` for a value that is kept and handed out next."""
        following = left[0] if left else None
        if not isinstance(following, ast.Return) or following.value is None:
            return None
        same = ast.unparse(following.value) in (ast.unparse(kept.targets[0]), ast.unparse(kept.value))
        return ast.Return(kept.value) if same else None

    def _asks(self, test: ast.expr, how: type[ast.cmpop]) -> bool:
        return (
            isinstance(test, ast.Compare)
            and len(test.ops) == 1
            and isinstance(test.ops[0], how)
            and isinstance(test.comparators[0], ast.Name)
            and test.comparators[0].id == self.memory
        )

    def _is_entry(self, node: ast.expr | None) -> bool:
        return isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == self.memory

    def _is_result(self, statement: ast.stmt) -> bool:
        return isinstance(statement, ast.Return) and self._is_entry(statement.value)

    def _is_lookup(self, statement: ast.stmt) -> bool:
        """``if key in memo: return memo[key]``."""
        if not isinstance(statement, ast.If) or statement.orelse or len(statement.body) != 1:
            return False
        return self._asks(statement.test, ast.In) and self._is_result(statement.body[0])

    def _is_fresh(self, statement: ast.stmt) -> bool:
        """``if memo is None: memo = {}``."""
        if not isinstance(statement, ast.If) or statement.orelse or len(statement.body) != 1:
            return False
        made = statement.body[0]
        asked = ast.unparse(statement.test) == f"{self.memory} is None"
        return asked and isinstance(made, ast.Assign) and ast.unparse(made) in [f"{self.memory} = {e}" for e in _EMPTY]

    def _keeps(self, statement: ast.stmt) -> bool:
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return False
        return self._is_entry(statement.targets[0])


def _without_keys(statements: list[ast.stmt]) -> list[ast.stmt]:
    """The statements without names that nothing reads any more: the keys of the memory."""
    read = {
        node.id
        for statement in statements
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    kept = [
        statement
        for statement in statements
        if not (
            isinstance(statement, ast.Assign)
            and len(statement.targets) == 1
            and isinstance(statement.targets[0], ast.Name)
            and statement.targets[0].id not in read
        )
    ]
    return kept or statements


class _Handing(ast.NodeTransformer):
    """Calls of a function without what they give for its memory."""

    def __init__(self, function: str, place: int, memory: str) -> None:
        self.function, self.place, self.memory = function, place, memory

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == self.function:
            node.args = [argument for place, argument in enumerate(node.args) if place != self.place]
            node.keywords = [keyword for keyword in node.keywords if keyword.arg != self.memory]
        return node
