"""What the parameters of a function may be, judged by how its code uses them; guesses that are tried out."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

from hasten.code.scopes import parameters as parameters_of_node
from hasten.code.types import ANY, Type
from hasten.proposers.algorithms.kinds import Domain
from hasten.proposers.algorithms.signature import Parameter

_INT: Domain = {"k": "int"}
_STR: Domain = {"k": "str"}
_INTS: Domain = {"k": "list", "of": _INT}
_STRS: Domain = {"k": "list", "of": _STR}
_ROWS: Domain = {"k": "list", "of": _INTS}
_PAIRS: Domain = {"k": "list", "of": {"k": "tuple", "items": [_INT, _INT]}}
_GRAPH: Domain = {"k": "dict", "key": _INT, "value": _INTS}

#: Guesses by what the code does with a value, the likeliest first.
_NUMBER, _SEQUENCE, _TEXT = "number", "sequence", "text"
_GUESSES: dict[str, tuple[Domain, ...]] = {
    _NUMBER: (_INT,),
    _TEXT: (_STR,),
    _SEQUENCE: (_INTS, _STR, _PAIRS, _ROWS, _STRS),
    "": (_INT, _INTS, _STR, _PAIRS, _ROWS, _GRAPH),
}
_HINTS: dict[str, Domain] = {
    "int": _INT,
    "str": _STR,
    "list[int]": _INTS,
    "List[int]": _INTS,
    "list[str]": _STRS,
    "List[str]": _STRS,
    "list[list[int]]": _ROWS,
    "List[List[int]]": _ROWS,
    "list[tuple[int, int]]": _PAIRS,
    "dict[int, list[int]]": _GRAPH,
}
#: Most combinations of guesses that are tried for one function.
_MOST = 12
_TEXT_METHODS = frozenset("lower upper strip split startswith endswith isalpha isdigit isalnum replace join".split())


def hypotheses(
    function: ast.FunctionDef, known: Mapping[str, Domain] | None = None
) -> Iterator[tuple[Parameter, ...]]:
    """Combinations of domains for the parameters of a function, the likeliest first; none for more than three.

    Args:
        function: The function.
        known: Domains of parameters for which nothing has to be guessed.
    """
    arguments = parameters_of_node(function)
    spec = function.args
    if not 0 < len(arguments) <= 3 or spec.vararg or spec.kwarg or spec.kwonlyargs:
        return
    sure = known or {}
    choices = [(sure[arg.arg],) if arg.arg in sure else _guesses(function, arg) for arg in arguments]
    for domains in islice(product(*choices), _MOST):
        yield tuple(
            Parameter(arg.arg, domain, hinted=arg.annotation is not None)
            for arg, domain in zip(arguments, domains, strict=True)
        )


def domain_of(kind: Type) -> Domain | None:
    """The domain of an inferred type; None where the type leaves something open."""
    if kind.kind in ("int", "float", "str", "bool"):
        return {"k": kind.kind}
    if kind.kind == "union":
        members = [domain_of(option) for option in kind.options if option.kind != "none"]
        found = [member for member in members if member is not None]
        return {"k": "union", "of": found} if found and len(found) == len(members) else None
    if kind.kind == "tuple" and kind.items:
        parts = [domain_of(item) for item in kind.items]
        return None if None in parts else {"k": "tuple", "items": parts}
    if kind.kind == "dict" and not kind.name:
        key, value = domain_of(kind.key or ANY), domain_of(kind.of or ANY)
        return {"k": "dict", "key": key, "value": value} if key is not None and value is not None else None
    if kind.kind in ("list", "tuple", "set"):
        element = domain_of(kind.of or ANY)
        return {"k": kind.kind, "of": element} if element is not None else None
    return None


def _guesses(function: ast.FunctionDef, argument: ast.arg) -> Sequence[Domain]:
    hint = ast.unparse(argument.annotation) if argument.annotation else ""
    return (_HINTS[hint],) if hint in _HINTS else _GUESSES[_use(function, argument.arg)]


def _use(function: ast.FunctionDef, name: str) -> str:
    """What the code does with a name, as far as it tells."""
    found = set()
    for node in ast.walk(function):
        found |= {_use_in(node, name)}
    for kind in (_TEXT, _SEQUENCE, _NUMBER):
        if kind in found:
            return kind
    return ""


def _use_in(node: ast.AST, name: str) -> str:
    def is_it(part: ast.AST | None) -> bool:
        return isinstance(part, ast.Name) and part.id == name

    if isinstance(node, ast.Attribute) and is_it(node.value):
        return _TEXT if node.attr in _TEXT_METHODS else ""
    if (isinstance(node, ast.Subscript) and is_it(node.value)) or (
        isinstance(node, ast.For | ast.comprehension) and is_it(node.iter)
    ):
        return _SEQUENCE
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and any(map(is_it, node.args)):
        if node.func.id in ("len", "sorted", "sum", "set", "enumerate", "reversed"):
            return _SEQUENCE
        return _NUMBER if node.func.id == "range" else ""
    if isinstance(node, ast.BinOp) and (is_it(node.left) or is_it(node.right)):
        return _NUMBER if isinstance(node.op, ast.Mod | ast.FloorDiv | ast.Sub | ast.Pow) else ""
    if isinstance(node, ast.AugAssign) and is_it(node.target):
        return _NUMBER
    if isinstance(node, ast.Compare) and any(map(is_it, [node.left, *node.comparators])):
        sides = [node.left, *node.comparators]
        if any(isinstance(side, ast.Constant) and type(side.value) is int for side in sides):
            return _NUMBER
    return ""
