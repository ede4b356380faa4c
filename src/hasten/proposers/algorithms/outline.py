"""Pieces of a function made into functions of their own: what they read as parameters, what they leave as result.

A piece is a run of statements with a loop in it, the end of the function from some statement on (with what it
returns and the functions it defines), or a single comprehension or reduction. The outlined module does what the
original does; the new function carries placeholders for its name and docstring, which the caller fills in.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hasten.code.edits import EditConflict, Edits
from hasten.code.scopes import COMPREHENSIONS, free_names, loaded, local_names, parameters, stored
from hasten.code.source import FunctionNode, ParsedModule, blocks, parse
from hasten.proposers.algorithms.prologue import body_without_docstring

#: Stand for the name and the docstring of an outlined function until it is known what it computes.
NAME, SUMMARY = "outlined_piece_of_code", "What the outlined piece of code computes."
#: Most parameters of a piece, and most statements.
_MOST_READ, _MOST_STATEMENTS = 3, 8
_LOOPS = (ast.For, ast.While, *COMPREHENSIONS)
_LEAVES = (
    ast.Return,
    ast.Yield,
    ast.YieldFrom,
    ast.Await,
    ast.Global,
    ast.Nonlocal,
    ast.Delete,
    ast.FunctionDef,
    ast.ClassDef,
)


@dataclass(frozen=True)
class Outlined:
    """A module with one piece outlined.

    Attributes:
        module: The new module.
        function: The function that the piece became.
        first, last: The lines of the old module where it stood.
    """

    module: ParsedModule
    function: ast.FunctionDef
    first: int = 1
    last: int = 1


def outlined(module: ParsedModule, function: FunctionNode) -> Iterator[Outlined]:
    """The module with a piece of the function outlined, for each piece that can be, ends first, then longer ones."""
    for statements in _ends(function):
        made = _outline_end(module, function, statements)
        if made is not None:
            yield made
    for statements in _runs(function):
        made = _outline_statements(module, function, statements)
        if made is not None:
            yield made
    for expression in _expressions(function):
        made = _outline_expression(module, function, expression)
        if made is not None:
            yield made


def _ends(function: FunctionNode) -> Iterator[Sequence[ast.stmt]]:
    """The statements of the body from some place on, longest first: what is left after the arguments were prepared."""
    body = body_without_docstring(function)
    for start in range(1, len(body)):
        if _has_loop(body[start:]) or any(isinstance(statement, ast.FunctionDef) for statement in body[start:]):
            yield body[start:]


def _outline_end(module: ParsedModule, function: FunctionNode, run: Sequence[ast.stmt]) -> Outlined | None:
    forbidden = (ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal, ast.Delete, ast.ClassDef, ast.Lambda)
    if any(isinstance(node, forbidden) for statement in run for node in ast.walk(statement)):
        return None
    local = local_names(function)
    if local & {node.name for node in ast.walk(function) if isinstance(node, ast.FunctionDef)} - stored(*run):
        return None
    before = stored(*function.body[: function.body.index(run[0])]) | {arg.arg for arg in parameters(function)}
    read = sorted(read_before_bound(run) & local & before, key=_first_use(run))
    if not read or len(read) > _MOST_READ:
        return None
    edits = Edits(module)
    try:
        body = edits.block(list(run), comments=False)
        edits.replace_statements(run[0], run[-1], f"return {NAME}({', '.join(read)})")
        return _made(edits, function, read, body, run)
    except EditConflict:
        return None


def _runs(function: FunctionNode) -> list[Sequence[ast.stmt]]:
    """Runs of neighbouring statements of one block that hold a loop; not the whole body."""
    found: list[Sequence[ast.stmt]] = []
    stack: list[ast.AST] = [function]
    while stack:
        node = stack.pop()
        for block in blocks(node):
            stack += block
            for start in range(len(block)):
                for end in range(start + 1, min(len(block), start + _MOST_STATEMENTS) + 1):
                    run = block[start:end]
                    if len(run) < len(function.body) and _has_loop(run):
                        found.append(run)
    return sorted(found, key=len, reverse=True)


def _has_loop(statements: Sequence[ast.stmt]) -> bool:
    return any(isinstance(node, _LOOPS) for statement in statements for node in ast.walk(statement))


def _outline_statements(module: ParsedModule, function: FunctionNode, run: Sequence[ast.stmt]) -> Outlined | None:
    if _leaves(run) or isinstance(run[0], ast.Expr):
        return None
    local = local_names(function)
    read = sorted(read_before_bound(run) & local, key=_first_use(run))
    written = stored(*run)
    rest = loaded(*_outside(function, run))
    left = sorted(written & rest)
    if len(left) != 1 or not read or len(read) > _MOST_READ or set(left) & set(read):
        return None
    edits = Edits(module)
    try:
        body = edits.block(list(run), comments=False)
        edits.replace_statements(run[0], run[-1], f"{left[0]} = {NAME}({', '.join(read)})")
        return _made(edits, function, read, f"{body}\nreturn {left[0]}", run)
    except EditConflict:
        return None


def _expressions(function: FunctionNode) -> list[ast.expr]:
    """Comprehensions and reductions of generators inside the function, outermost first."""
    found: list[ast.expr] = []
    stack: list[ast.AST] = list(reversed(function.body))
    while stack:
        node = stack.pop()
        whole = isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp) or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and len(node.args) == 1
            and isinstance(node.args[0], ast.GeneratorExp | ast.ListComp)
        )
        if whole and isinstance(node, ast.expr):
            found.append(node)
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            stack += reversed(list(ast.iter_child_nodes(node)))
    return found


def _outline_expression(module: ParsedModule, function: FunctionNode, expression: ast.expr) -> Outlined | None:
    inside = stored(expression)
    for node in ast.walk(expression):
        if isinstance(node, ast.comprehension):
            inside |= stored(node.target)
    around = _bound_around(module, function, expression)
    read = sorted((loaded(expression) - inside) & (local_names(function) | around), key=_first_use([expression]))
    if not read or len(read) > _MOST_READ or any(isinstance(node, _LEAVES) for node in ast.walk(expression)):
        return None
    edits = Edits(module)
    try:
        text = edits.text(expression)
        edits.replace(expression, f"{NAME}({', '.join(read)})")
        return _made(edits, function, read, f"return {text}", [expression])
    except EditConflict:
        return None


def _bound_around(module: ParsedModule, function: FunctionNode, expression: ast.expr) -> set[str]:
    """Names that comprehensions around an expression bind."""
    names: set[str] = set()
    node: ast.AST = expression
    while node is not function:
        node = module.parents[node]
        if isinstance(node, COMPREHENSIONS):
            for part in node.generators:
                names |= stored(part.target)
    return names


def _made(
    edits: Edits, function: FunctionNode, read: Sequence[str], body: str, piece: Sequence[ast.stmt | ast.expr]
) -> Outlined | None:
    lines = "\n".join(f"    {line}" if line.strip() else line for line in body.split("\n"))
    header = f'def {NAME}({", ".join(read)}):\n    """{SUMMARY}"""'
    edits.insert_above_definition(function, f"{header}\n{lines}")
    made = parse(edits.apply())
    if isinstance(made, SyntaxError):
        return None
    node = made.functions[NAME]
    if not isinstance(node, ast.FunctionDef):
        return None
    return Outlined(made, node, piece[0].lineno, piece[-1].end_lineno or piece[-1].lineno)


def _leaves(run: Sequence[ast.stmt]) -> bool:
    """Whether control may leave the run, or it binds what cannot be passed on."""
    return any(isinstance(node, _LEAVES) for statement in run for node in ast.walk(statement)) or any(
        isinstance(node, ast.Break | ast.Continue) for statement in run for node in _outside_loops(statement)
    )


def _outside_loops(statement: ast.stmt) -> Iterator[ast.AST]:
    stack: list[ast.AST] = [statement]
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, ast.For | ast.While):
            stack += ast.iter_child_nodes(node)


def _outside(function: FunctionNode, run: Sequence[ast.stmt]) -> list[ast.AST]:
    """Everything of the function but the run, as nodes of which none holds a statement of it."""
    inside = {id(statement) for statement in run}
    found: list[ast.AST] = []
    stack: list[ast.AST] = list(function.body)
    while stack:
        node = stack.pop()
        if id(node) in inside:
            continue
        if any(id(inner) in inside for inner in ast.walk(node)):
            stack += ast.iter_child_nodes(node)
        else:
            found.append(node)
    return found


def read_before_bound(run: Sequence[ast.stmt]) -> set[str]:
    """Names whose value from before the run may be read in it."""
    read: set[str] = set()
    _scan(run, set(), read)
    return read


def _scan(statements: Sequence[ast.stmt], bound: set[str], read: set[str]) -> None:
    for statement in statements:
        if isinstance(statement, ast.For):
            read |= _loads(statement.iter) - bound
            inner = bound | stored(statement.target)
            _scan(statement.body, set(inner), read)
            _scan(statement.orelse, set(bound), read)
        elif isinstance(statement, ast.While | ast.If):
            read |= _loads(statement.test) - bound
            one, other = set(bound), set(bound)
            _scan(statement.body, one, read)
            _scan(statement.orelse, other, read)
            if isinstance(statement, ast.If):
                bound |= one & other
        elif isinstance(statement, ast.FunctionDef):
            # What it takes from around itself may be bound behind it, so only what is bound before it is not read.
            bound.add(statement.name)
            read |= free_names(statement) - bound
        elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
            read |= _loads(statement) - bound
            if isinstance(statement, ast.AugAssign):
                read |= stored(statement.target) - bound
            bound |= stored(statement)
        else:
            read |= _loads(statement) - bound
            bound |= stored(statement) if isinstance(statement, ast.With) else set()


def _loads(node: ast.AST) -> set[str]:
    """Names read, those that comprehensions bind for themselves left out."""
    own: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.comprehension):
            own |= stored(inner.target)
        elif isinstance(inner, ast.Lambda):
            own |= {arg.arg for arg in inner.args.args}
    return loaded(node) - own


def _first_use(nodes: Sequence[ast.AST]):  # type: ignore[no-untyped-def]
    """Sort key: where a name first occurs."""
    places: dict[str, tuple[int, int]] = {}
    for node in nodes:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name):
                place = (inner.lineno, inner.col_offset)
                places[inner.id] = min(places.get(inner.id, place), place)
    return lambda name: places[name]
