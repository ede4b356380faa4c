"""The new text of a function: operations on arrays for arguments that fit, the function as it was for the others."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from hasten.code.edits import EditConflict, Edits
from hasten.code.scopes import declared_elsewhere, fresh_name, loaded, local_names, stored, walk_all
from hasten.code.source import ParsedModule, after_docstring, descend
from hasten.core.facts import ParameterFacts
from hasten.proposers.compile.front import put_in_front
from hasten.proposers.compile.numpy.arguments import Arguments, needed_lines, taken
from hasten.proposers.compile.numpy.nest import Nest
from hasten.proposers.compile.numpy.returning import written_back
from hasten.proposers.compile.numpy.row_functions import with_rows
from hasten.proposers.compile.numpy.spelling import Spelling
from hasten.proposers.compile.numpy.state import State, scalar
from hasten.proposers.compile.numpy.terms import Kind
from hasten.proposers.compile.numpy.unfolding import unfolded
from hasten.proposers.compile.numpy.writer import Writer
from hasten.proposers.compile.refusal import Unsupported

#: Flags of the processor at which numpy stops, in the order in which they are written.
_FLAGS = 'np.errstate(divide="raise", over="raise", invalid="raise")'
#: Python's own floats never tell of an underflow; numpy's do where the user has asked for it.
_QUIET = _FLAGS.replace("(", '(under="ignore", ')
_WIDTH = 100
_OPERATIONS = (ast.BinOp, ast.UnaryOp, ast.Compare, ast.BoolOp, ast.IfExp, ast.Call, ast.AugAssign)
#: Operations on an element that cost about as much as its way from a list into an array and back.
_WORTH = 8
_LEFT = (ast.Yield, ast.YieldFrom, ast.Await, ast.FunctionDef, ast.ClassDef, ast.Try)


@dataclass(frozen=True)
class Vectorised:
    """A module with one function in two forms.

    Attributes:
        source: Its text.
        n_loops: Loops that have become operations on arrays.
    """

    source: str
    n_loops: int


def vectorised(
    module: ParsedModule, node: ast.FunctionDef, parameters: Sequence[ParameterFacts], *,
    inner_first: bool = False, version: tuple[int, int] = (3, 11), sparing: bool = False,
) -> Vectorised:  # fmt: skip
    """The module with a function over whole arrays in front of the plain one.

    Args:
        module: The module.
        node: One of its functions, at module level.
        parameters: As the workload shows them.
        inner_first: Whether outer loops stay loops where inner ones can be operations on arrays.
        version: Of the interpreter that runs the code.
        sparing: Whether to leave out what surely does not pay.

    Raises:
        Unsupported: It has no loop that can be computed in that way with the same result.
    """
    _refuse(node)
    names = stored(module.tree) | {n.id for n in walk_all(node) if isinstance(n, ast.Name)}
    plain = fresh_name(f"_{node.name.lstrip('_')}_plain", names)
    spelling = Spelling(module, node)
    body = after_docstring(spelling.usual(node))
    body = unfolded(with_rows(body, module, spelling, names), names, version)
    given = [arg.arg for arg in [*node.args.posonlyargs, *node.args.args]]
    given += [f"{arg.arg}={arg.arg}" for arg in node.args.kwonlyargs]
    decline = f"return {plain}({', '.join(given)})"
    writer = Writer(names | {"np", "math"}, decline)
    every = {arg.arg for arg in ast.walk(node.args) if isinstance(arg, ast.arg)}
    state = State(writer, frozenset(every), inner_first=inner_first, version=version)
    changed = _changed(body, every)
    constants = _take_constants(state, module, loaded(*body) - local_names(node))
    arguments = taken(state, parameters, loaded(*body), changed)
    arguments.tests += constants
    if set(changed) - set(state.changed):
        raise Unsupported(f"it changes {min(set(changed) - set(state.changed))}")
    nest = Nest(state)
    nest.block(body)
    if not nest.n_vectors:
        raise Unsupported(nest.refusal or "it has no loop over arrays, or lists of numbers")
    if not isinstance(body[-1], ast.Return):
        written_back(state)
        if not _returns(body[-1]):
            writer.line("return None")
    if sparing and not arguments.arrays and not arguments.frames:
        _require_work(body, len(needed_lines(arguments, writer.lines)))
    lines = _assembled(writer, arguments)
    return Vectorised(_fronted(module, node, plain, lines, spelling), nest.n_vectors)


def _take_constants(state: State, module: ParsedModule, names: set[str]) -> list[str]:
    """Bind numbers of the module that the function reads; what must hold of them."""
    tests = []
    for statement in module.tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            kind = _number(statement.value)
            if isinstance(target, ast.Name) and target.id in names and target.id not in state.env and kind:
                affine = state.symbol_of(target.id, target.id) if kind == "int" else None
                state.env[target.id] = scalar(target.id, Kind(kind), affine)
                tests.append(f"type({target.id}) is {kind}")
    return tests


def _number(node: ast.expr) -> str:
    """``int`` or ``float`` for the literal of a number, or ""."""
    inner = node.operand if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) else node
    value = inner.value if isinstance(inner, ast.Constant) else None
    return type(value).__name__ if type(value) in (int, float) else ""


def _require_work(body: Sequence[ast.stmt], n_lists: int) -> None:
    """Refuse lists that are gone over once with little done to each element: making arrays of them costs as much."""
    loops = [node for node in descend(*body) if isinstance(node, ast.For)]
    if any(isinstance(inner, ast.For) for loop in loops for inner in descend(*loop.body)):
        return
    n_operations = sum(isinstance(node, _OPERATIONS) for loop in loops for node in descend(*loop.body))
    if n_operations < _WORTH * n_lists:
        raise Unsupported("its lists are gone over with little work for each element, so arrays of them would not pay")


def _refuse(node: ast.FunctionDef) -> None:
    if node.args.vararg or node.args.kwarg or node.decorator_list:
        raise Unsupported("it is decorated, or takes any number of arguments")
    if declared_elsewhere(node):
        raise Unsupported("it binds names of elsewhere")
    for inner in descend(*node.body):
        if isinstance(inner, _LEFT):
            raise Unsupported(f"it has a {type(inner).__name__.lower()}")


def _changed(body: Sequence[ast.stmt], parameters: set[str]) -> list[str]:
    """Parameters whose elements the function writes, under their own names."""
    found = []
    for inner in descend(*body):
        if isinstance(inner, ast.Subscript) and not isinstance(inner.ctx, ast.Load):
            owner: ast.expr = inner
            while isinstance(owner, ast.Subscript):
                owner = owner.value
            if isinstance(owner, ast.Name) and owner.id in parameters and owner.id not in found:
                found.append(owner.id)
    return found


def _returns(node: ast.stmt) -> bool:
    return isinstance(node, ast.Return) or (
        isinstance(node, ast.If) and bool(node.orelse) and _returns(node.body[-1]) and _returns(node.orelse[-1])
    )


def _assembled(writer: Writer, arguments: Arguments) -> list[str]:
    """The body: test of the arguments, arrays, and what catches that numpy would do something else."""
    lines = _tested(arguments.tests, writer.decline)
    inside = [*needed_lines(arguments, writer.lines), *writer.lines]
    catches = set(writer.catches)
    if any("dtype=np.int64" in line for line in inside):
        catches.add("OverflowError")
    if "FloatingPointError" in catches:
        flags = _FLAGS if arguments.arrays or arguments.frames else _QUIET
        inside = [f"with {flags}:", *(f"    {line}" for line in inside)]
    if not catches:
        return [*lines, *inside]
    arithmetic = catches & {"FloatingPointError", "OverflowError", "ZeroDivisionError"}
    if len(arithmetic) > 1:
        catches = catches - arithmetic | {"ArithmeticError"}
    names = ", ".join(sorted(catches))
    caught = f"except ({names}):" if len(catches) > 1 else f"except {names}:"
    return [*lines, "try:", *(f"    {line}" for line in inside), caught, f"    {writer.decline}"]


def _tested(tests: Sequence[str], decline: str) -> list[str]:
    if not tests:
        return []
    whole = " and ".join(tests)
    if len(whole) < _WIDTH - 12:
        return [f"if not ({whole}):", f"    {decline}"]
    rows: list[str] = []
    for place, test in enumerate(tests):
        text = test if not place else f"and {test}"
        if rows and len(rows[-1]) + len(text) < _WIDTH - 12:
            rows[-1] += f" {text}"
        else:
            rows.append(text)
    return ["if not (", *(f"    {row}" for row in rows), "):", f"    {decline}"]


def _fronted(
    module: ParsedModule, node: ast.FunctionDef, plain: str, lines: Sequence[str], spelling: Spelling
) -> str:
    """The module with the new function behind the plain one.

    Raises:
        Unsupported: The edit cannot be made as text.
    """
    edits = Edits(module)
    try:
        put_in_front(edits, node, plain, spelling.own(lines, edits))
        return edits.apply()
    except EditConflict as error:
        raise Unsupported("its text cannot be taken apart") from error

