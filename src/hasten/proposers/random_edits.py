"""Random single edits: the baseline that every other proposer is compared with at equal cost."""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Callable, Iterator

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode, Program
from hasten.code.source import parse
from hasten.core.budget import Budget
from hasten.core.candidate import Candidate, SourceEdit
from hasten.core.facts import Facts
from hasten.core.protocols import Archive
from hasten.core.target import Target

_COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv)
_CALLS = {"sorted": "list", "list": "tuple", "tuple": "list", "set": "frozenset", "min": "max", "max": "min"}
#: Draws per candidate that may come to nothing (an edit that cannot be made, a text seen before) before giving up.
_MOST_DRAWS = 60

Change = tuple[str, Callable[[Edits], None]]


class RandomEditsProposer:
    """Changes one random place of the target, or of a function that it calls, in one random way.

    An edit removes, repeats or swaps statements, leaves a loop early, replaces an expression by another one of the same
    function, or changes an operator, a constant, a condition or a builtin. It knows nothing of speed or sameness.
    """

    name = "random_edits"

    def propose(
        self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
    ) -> Iterator[Candidate]:
        """Different single edits without end, until the draws repeat themselves."""
        module = parse(target.source)
        if isinstance(module, SyntaxError) or target.name not in module.functions:
            return
        functions = list(Program(module, target.name, facts).functions())
        seen = {target.source}
        failed = 0
        while functions and failed < _MOST_DRAWS:
            code = rng.choice(functions)
            drawn = _draw(code, rng)
            text = _applied(code, drawn[1]) if drawn is not None else None
            if drawn is None or text is None or text in seen:
                failed += 1
                continue
            failed = 0
            seen.add(text)
            yield Candidate(SourceEdit(text), proposer="random_edits", rationale=f"random edit: {drawn[0]}")


def _applied(code: FunctionCode, change: Callable[[Edits], None]) -> str | None:
    edits = code.edits()
    try:
        change(edits)
        return edits.apply()
    except EditConflict:
        return None


def _draw(code: FunctionCode, rng: random.Random) -> Change | None:
    kind = rng.choice((_statement_edit, _statement_edit, _operator, _constant, _expression, _condition, _call))
    return kind(code, rng)


def _statements(code: FunctionCode) -> list[ast.stmt]:
    return [
        node
        for node in ast.walk(code.node)
        if isinstance(node, ast.stmt) and node is not code.node and not isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]


def _statement_edit(code: FunctionCode, rng: random.Random) -> Change | None:
    statements = _statements(code)
    if not statements:
        return None
    statement = rng.choice(statements)
    line = f"line {statement.lineno}"
    block, place = code.block(statement)
    choice = rng.choice(("remove", "repeat", "swap", "leave"))
    if choice == "remove":
        return f"{line} removed", lambda edits: edits.remove(statement)
    if choice == "repeat":
        return f"{line} repeated", lambda edits: edits.insert_after(statement, edits.block([statement], comments=False))
    if choice == "swap" and place + 1 < len(block):
        other = block[place + 1]
        return f"{line} swapped with the next", lambda edits: edits.replace_statements(
            statement, other, f"{edits.block([other], comments=False)}\n{edits.block([statement], comments=False)}"
        )
    if choice == "leave" and code.loops_around(statement):
        return f"the loop left behind {line}", lambda edits: edits.insert_after(statement, "break")
    return None


def _operator(code: FunctionCode, rng: random.Random) -> Change | None:
    places: list[ast.Compare | ast.BinOp | ast.BoolOp] = [
        *(node for node in code.all(ast.Compare) if isinstance(node.ops[0], _COMPARISONS)),
        *(node for node in code.all(ast.BinOp) if isinstance(node.op, _ARITHMETIC)),
        *code.all(ast.BoolOp),
    ]
    if not places:
        return None
    node = rng.choice(places)
    changed = copy.deepcopy(node)
    if isinstance(changed, ast.Compare):
        changed.ops[0] = rng.choice(_COMPARISONS)()
    elif isinstance(changed, ast.BinOp):
        changed.op = rng.choice(_ARITHMETIC)()
    else:
        changed.op = ast.Or() if isinstance(changed.op, ast.And) else ast.And()
    return f"an operator in line {node.lineno}", lambda edits: edits.replace(node, ast.unparse(changed))


def _constant(code: FunctionCode, rng: random.Random) -> Change | None:
    numbers = [node for node in code.all(ast.Constant) if type(node.value) in (int, bool)]
    if not numbers:
        return None
    node = rng.choice(numbers)
    value = node.value
    new = not value if isinstance(value, bool) else rng.choice((value - 1, value + 1, 0, 1, -1))  # type: ignore[operator]
    return f"a constant in line {node.lineno}", lambda edits: edits.replace(node, repr(new))


def _expression(code: FunctionCode, rng: random.Random) -> Change | None:
    places: list[ast.expr] = [*code.all(ast.Name), *code.all(ast.Subscript), *code.all(ast.Call), *code.all(ast.BinOp)]
    places = [node for node in places if not isinstance(getattr(node, "ctx", ast.Load()), ast.Store | ast.Del)]
    if len(places) < 2:
        return None
    node, other = rng.sample(places, 2)
    return f"an expression in line {node.lineno}", lambda edits: edits.replace(node, edits.text(other))


def _condition(code: FunctionCode, rng: random.Random) -> Change | None:
    places: list[ast.If | ast.While | ast.IfExp] = [*code.all(ast.If), *code.all(ast.While), *code.all(ast.IfExp)]
    if not places:
        return None
    node = rng.choice(places)
    choice = rng.choice(("not", "True", "False"))
    if choice == "not":
        return f"the condition in line {node.lineno}", lambda edits: edits.replace(
            node.test, f"not {edits.text(node.test, need=6)}"
        )
    return f"the condition in line {node.lineno}", lambda edits: edits.replace(node.test, choice)


def _call(code: FunctionCode, rng: random.Random) -> Change | None:
    places = [
        call
        for call in code.all(ast.Call)
        if isinstance(call.func, ast.Name) and call.func.id in _CALLS and code.is_builtin(call.func.id)
    ]
    if not places:
        return None
    node = rng.choice(places)
    assert isinstance(node.func, ast.Name)
    name = _CALLS[node.func.id]
    return f"a call in line {node.lineno}", lambda edits: edits.replace(node.func, name)
