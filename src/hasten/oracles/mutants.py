"""Small wrong versions of the original, to measure whether the search would have noticed.

Mutants of what the function computes change one operator, constant, condition or statement; observer mutants keep the
result and change what only an observer sees: an argument, the output, sharing, a global.
"""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hasten.code.comparisons import NEGATED
from hasten.code.globals_used import reachable_functions
from hasten.code.source import accessor, parse

#: Operators that often give the same function again (``<`` for ``<=`` where both sides are equal anyway).
_DOUBTFUL = frozenset({"boundary", "constant"})


@dataclass(frozen=True)
class Mutant:
    """One wrong version.

    Attributes:
        source: Text of the whole module.
        operator: What was changed.
        line: Where.
        doubtful: Whether it may well be the same function.
    """

    source: str
    operator: str
    line: int
    doubtful: bool = False


#: Methods that run only where an object is written out; results are compared by what they hold.
_FOR_READERS = frozenset({"__repr__", "__str__", "__format__"})
_WRITING = frozenset({"str", "repr", "format", "print", "ascii", "join"})


def mutants_of(source: str, entry: str, rng: random.Random, most: int = 16) -> list[Mutant]:
    """Up to ``most`` mutants of the functions that ``entry`` reaches by name, spread over operators and lines."""
    tree = ast.parse(source)
    names = _reached(tree, entry)
    silent = not _writes(tree, names)
    sites: dict[str, list[tuple[int, int]]] = {}
    for number, (node, inside) in enumerate(_nodes(tree)):
        if silent and inside.rpartition(".")[2] in _FOR_READERS:
            continue
        if inside in names or inside.partition(".")[0] in names:
            for operator in _OPERATORS:
                if _OPERATORS[operator][0](node):
                    sites.setdefault(operator, []).append((number, getattr(node, "lineno", 0)))
    for places in sites.values():
        rng.shuffle(places)
    found: list[Mutant] = []
    order = list(sites)
    rng.shuffle(order)
    observers = _observer_mutants(source, entry)
    while order and len(found) < most - len(observers):
        for operator in list(order):
            if not sites[operator]:
                order.remove(operator)
                continue
            number, line = sites[operator].pop()
            changed, place = _changed(source, number, operator, rng)
            if changed is not None:
                found.append(Mutant(changed, operator, place or line, operator in _DOUBTFUL))
            if len(found) >= most - len(observers):
                break
    return [*found, *observers]


def _writes(tree: ast.Module, names: set[str]) -> bool:
    """Whether some code that is reached writes objects out, other than methods that do nothing else."""
    for node, inside in _nodes(tree):
        reached = inside in names or inside.partition(".")[0] in names
        if not reached or inside.rpartition(".")[2] in _FOR_READERS:
            continue
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)):
            return True
        if isinstance(node, ast.Call):
            called = node.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            if name in _WRITING:
                return True
    return False


def _nodes(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """All nodes in a fixed order, each with the function or the class that it lies in, by qualified name."""
    for statement in tree.body:
        yield from _nodes_below(statement, "")


def _nodes_below(statement: ast.stmt, prefix: str) -> Iterator[tuple[ast.AST, str]]:
    name = prefix + getattr(statement, "name", "")
    if not isinstance(statement, ast.ClassDef):
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            name += accessor(statement)
        for node in ast.walk(statement):
            yield node, name
        return
    for inner in statement.body:
        yield from _nodes_below(inner, f"{name}.")


def _reached(tree: ast.Module, entry: str) -> set[str]:
    """Functions and classes whose code may run; from a method on, functions and methods only."""
    if "." in entry:
        module = parse(ast.unparse(tree))
        if isinstance(module, SyntaxError) or entry not in module.functions:
            return set()
        return set(reachable_functions(module, entry))
    definitions = {getattr(s, "name", ""): s for s in tree.body if hasattr(s, "name")}
    todo, seen = [entry.partition(".")[0]], set()
    while todo:
        name = todo.pop()
        if name in seen or name not in definitions:
            continue
        seen.add(name)
        todo += [n.id for n in ast.walk(definitions[name]) if isinstance(n, ast.Name)]
    return seen


def _changed(source: str, number: int, operator: str, rng: random.Random) -> tuple[str | None, int | None]:
    """The changed text, None where nothing was; and the line, where the change is not in that of the node."""
    tree = ast.parse(source)
    for place, (node, _) in enumerate(_nodes(tree)):
        if place == number:
            before = ast.dump(node)
            line = _OPERATORS[operator][1](node, rng)
            if ast.dump(node) == before:
                return None, None
            try:
                return ast.unparse(ast.fix_missing_locations(tree)), line
            except (ValueError, RecursionError):
                return None, None
    return None, None


_EDGES: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_CALLED = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "sorted": "list",
    "reversed": "list",
    "append": "extend",
}


def _negate(node: ast.AST, rng: random.Random) -> None:
    assert isinstance(node, ast.Compare)
    node.ops[0] = NEGATED[type(node.ops[0])]()


def _boundary(node: ast.AST, rng: random.Random) -> None:
    assert isinstance(node, ast.Compare)
    node.ops[0] = _EDGES[type(node.ops[0])]()


def _arithmetic(node: ast.AST, rng: random.Random) -> None:
    assert isinstance(node, ast.BinOp | ast.AugAssign)
    node.op = _ARITHMETIC[type(node.op)]()


def _constant(node: ast.AST, rng: random.Random) -> None:
    assert isinstance(node, ast.Constant)
    if isinstance(node.value, bool):
        node.value = not node.value
    elif isinstance(node.value, int | float):
        node.value = node.value + 1
    elif isinstance(node.value, str):
        node.value = node.value + "x"


def _connective(node: ast.AST, rng: random.Random) -> None:
    assert isinstance(node, ast.BoolOp)
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()


def _dropped_not(node: ast.AST, rng: random.Random) -> None:
    assert isinstance(node, ast.UnaryOp)
    if isinstance(node.op, ast.Not):
        node.operand = ast.UnaryOp(ast.Not(), node.operand)
    else:
        node.op = ast.UAdd()


def _return(node: ast.AST, rng: random.Random) -> None:
    assert isinstance(node, ast.Return)
    node.value = ast.Constant(None)


def _called(node: ast.AST, rng: random.Random) -> None:
    assert isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    node.func.id = _CALLED[node.func.id]
    node.keywords = [k for k in node.keywords if node.func.id != "list"]


def _skipped(node: ast.AST, rng: random.Random) -> int | None:
    """Takes a statement out of a block, and says in which line it stood."""
    body: list[ast.stmt] = node.body  # type: ignore[attr-defined]
    kinds = (ast.Assign, ast.AugAssign, ast.Expr, ast.If, ast.For, ast.Break, ast.Continue)
    places = [i for i, s in enumerate(body) if isinstance(s, kinds) and not _is_docstring(s)]
    if not places:
        return None
    place = rng.choice(places)
    line = body[place].lineno
    body[place] = ast.Pass()
    return line


def _early_end(node: ast.AST, rng: random.Random) -> None:
    assert isinstance(node, ast.For | ast.While)
    node.body = [*node.body, ast.Break()]


_OPERATORS: dict[str, tuple[Callable[[ast.AST], bool], Callable[[ast.AST, random.Random], int | None]]] = {
    "condition": (lambda n: isinstance(n, ast.Compare) and type(n.ops[0]) in NEGATED, _negate),
    "boundary": (lambda n: isinstance(n, ast.Compare) and type(n.ops[0]) in _EDGES, _boundary),
    "arithmetic": (lambda n: isinstance(n, ast.BinOp | ast.AugAssign) and type(n.op) in _ARITHMETIC, _arithmetic),
    "constant": (lambda n: isinstance(n, ast.Constant) and type(n.value) in (int, float, bool), _constant),
    "connective": (lambda n: isinstance(n, ast.BoolOp), _connective),
    "negation": (lambda n: isinstance(n, ast.UnaryOp) and isinstance(n.op, ast.Not | ast.USub), _dropped_not),
    "return": (lambda n: isinstance(n, ast.Return) and n.value is not None and not _is_none(n.value), _return),
    "call": (lambda n: isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id in _CALLED, _called),
    "statement": (
        lambda n: isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.For | ast.While | ast.If),
        _skipped,
    ),
    "loop": (lambda n: isinstance(n, ast.For | ast.While), _early_end),
}


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


# -- observer mutants -----------------------------------------------------------------------------------------------

_WRAPPERS = {
    "prints": """\
def {name}(*args, **kwargs):
    print(end=' ')
    return {inner}(*args, **kwargs)
""",
    "changes an argument": """\
def {name}(*args, **kwargs):
    found = {inner}(*args, **kwargs)
    for arg in (*args, *kwargs.values()):
        if isinstance(arg, list):
            arg.append(None)
        elif isinstance(arg, dict) and arg:
            arg.popitem()
        elif isinstance(arg, set) and arg:
            arg.pop()
    return found
""",
    "returns the same object again": """\
_hasten_kept = []


def {name}(*args, **kwargs):
    found = {inner}(*args, **kwargs)
    for kept in _hasten_kept:
        if type(kept) is type(found) and isinstance(found, (list, dict, set)):
            kept.clear()
            kept.extend(found) if isinstance(found, list) else kept.update(found)
            return kept
    _hasten_kept.append(found)
    return found
""",
    "answers otherwise the tenth time": """\
_hasten_calls = [0]


def {name}(*args, **kwargs):
    _hasten_calls[0] += 1
    found = {inner}(*args, **kwargs)
    return None if _hasten_calls[0] == 10 else found
""",
}


def _observer_mutants(source: str, entry: str) -> list[Mutant]:
    """The original wrapped so that only an observer of effects and sequences can tell; plain functions only."""
    tree = ast.parse(source)
    definition = next((s for s in tree.body if isinstance(s, ast.FunctionDef) and s.name == entry), None)
    if definition is None or any(isinstance(n, ast.Yield | ast.YieldFrom) for n in ast.walk(definition)):
        return []
    inner = f"_hasten_inner_{entry}"
    found = []
    for operator, wrapper in _WRAPPERS.items():
        if operator == "changes an argument" and not definition.args.args:
            continue
        renamed = copy.deepcopy(tree)
        for statement in renamed.body:
            if isinstance(statement, ast.FunctionDef) and statement.name == entry:
                statement.name = inner
        text = ast.unparse(renamed) + "\n\n\n" + wrapper.format(name=entry, inner=inner)
        found.append(Mutant(text, operator, definition.lineno, doubtful=operator in _MAY_NOT_APPLY))
    return found


#: These change nothing where no argument or result is a mutable container.
_MAY_NOT_APPLY = frozenset({"changes an argument", "returns the same object again"})
