"""Guards: what a function refuses at its start (``assert n > 0``, ``if k < 0: raise ValueError``), read from its text.

The calls that it refuses stay in the search with low weight: a variant must refuse them too.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hasten.code.comparisons import MIRRORED, NEGATED
from hasten.inputs.constants import fold
from hasten.inputs.domains import Domain
from hasten.inputs.signature import Signature

#: Upper bound of lengths where only a lower one is stated.
_LONGEST = 5000


@dataclass(frozen=True)
class Guard:
    """One condition that accepted arguments satisfy.

    Attributes:
        text: The condition as Python text, in its positive form.
        kind: ``assert``, ``raise`` or ``contract``.
        line: Line of the statement in the source, 1-based.
        narrows: What it says of single parameters, as keys of domains: ``{"n": {"low": 1}}``; empty where it says
            nothing that a domain can express.
    """

    text: str
    kind: str
    line: int
    narrows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def guards_of(source: str, name: str) -> list[Guard]:
    """The guards at the start of the function ``name`` of a module's source; none where it cannot be read.

    The start ends at the first statement that is neither a guard, a docstring, an import nor an assignment to a
    local name; a guard that depends on a name assigned before it is left out.
    """
    function = find_function(source, name)
    if function is None:
        return []
    parameters = parameter_names(function)
    found: list[Guard] = []
    for statement in function.body:
        if isinstance(statement, ast.Assert):
            found.append(guard(statement.test, parameters, "assert", statement.lineno))
        elif isinstance(statement, ast.If) and _is_refusal(statement):
            found.append(guard(_negated(statement.test), parameters, "raise", statement.lineno))
        elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
            parameters = parameters - _assigned(statement)
        elif not isinstance(statement, ast.Import | ast.ImportFrom | ast.Pass) and not _is_docstring(statement):
            break
    return found


def find_function(source: str, name: str) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """The function with this qualified name in a module's source, or None."""
    try:
        body: Iterable[ast.stmt] = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError):
        return None
    found: ast.stmt | None = None
    for part in name.split("."):
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        found = next((node for node in reversed(list(body)) if isinstance(node, kinds) and node.name == part), None)
        if found is None:
            return None
        body = found.body
    return found if isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef) else None


def parameter_names(function: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """All parameter names but those of ``*args`` and ``**kwargs``."""
    spec = function.args
    return frozenset(arg.arg for arg in [*spec.posonlyargs, *spec.args, *spec.kwonlyargs])


def _is_refusal(statement: ast.If) -> bool:
    return not statement.orelse and isinstance(statement.body[-1], ast.Raise)


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _assigned(statement: ast.AST) -> frozenset[str]:
    return frozenset(
        node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )




def _negated(test: ast.expr) -> ast.expr:
    """The opposite condition, with the negation moved inwards."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    if isinstance(test, ast.BoolOp):
        operator: ast.boolop = ast.And() if isinstance(test.op, ast.Or) else ast.Or()
        return ast.BoolOp(operator, [_negated(value) for value in test.values])
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return ast.Compare(test.left, [NEGATED[type(test.ops[0])]()], test.comparators)
    if isinstance(test, ast.Call) and isinstance(test.func, ast.Name) and test.func.id == "any" and len(test.args) == 1:
        inner = test.args[0]
        if isinstance(inner, ast.GeneratorExp | ast.ListComp):
            every = ast.GeneratorExp(_negated(inner.elt), inner.generators)
            return ast.Call(ast.Name("all", ast.Load()), [every], [])
    return ast.UnaryOp(ast.Not(), test)


def guard(test: ast.expr, parameters: frozenset[str], kind: str, line: int) -> Guard:
    """The guard that a condition is, with what it says of single parameters."""
    narrows: dict[str, dict[str, Any]] = {}
    for part in _conjuncts(test):
        for name, keys in _reading(part):
            if name in parameters:
                _meet(narrows.setdefault(name, {}), keys)
    return Guard(ast.unparse(ast.fix_missing_locations(test)), kind, line, narrows)


def _conjuncts(test: ast.expr) -> list[ast.expr]:
    """The conditions that all hold; ``a < b < c`` is two."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return [part for value in test.values for part in _conjuncts(value)]
    if isinstance(test, ast.Compare) and len(test.ops) > 1:
        operands = [test.left, *test.comparators]
        return [
            ast.Compare(left, [operator], [right])
            for left, operator, right in zip(operands, test.ops, operands[1:], strict=False)
        ]
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = _negated(test.operand)
        return [test] if isinstance(inner, ast.UnaryOp) else _conjuncts(inner)
    return [test]


def _reading(test: ast.expr) -> list[tuple[str, dict[str, Any]]]:
    """What one condition says: parameter and keys of its domain."""
    if isinstance(test, ast.Name):
        return [(test.id, {"truthy": True})]
    if isinstance(test, ast.Call) and isinstance(test.func, ast.Name):
        return _reading_of_call(test, test.func.id)
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return []
    left, operator, right = test.left, type(test.ops[0]), test.comparators[0]
    if operator is ast.In and isinstance(left, ast.Name):
        return _reading_of_choices(left.id, right)
    value = fold(right)
    if value is None and operator in MIRRORED:
        left, value, operator = right, fold(left), MIRRORED[operator]
    if value is None:
        return []
    if isinstance(left, ast.Name):
        return [(left.id, _bounds(operator, value))]
    measured = _measured(left)
    return [(measured, _length_bounds(operator, value))] if measured else []


def _measured(node: ast.expr) -> str | None:
    """The name whose length an expression is: ``xs`` for ``len(xs)``."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id != "len":
        return None
    return node.args[0].id if len(node.args) == 1 and isinstance(node.args[0], ast.Name) else None


def _reading_of_call(test: ast.Call, function: str) -> list[tuple[str, dict[str, Any]]]:
    if function == "isinstance" and len(test.args) == 2 and isinstance(test.args[0], ast.Name):
        classes = test.args[1].elts if isinstance(test.args[1], ast.Tuple) else [test.args[1]]
        names = [node.id for node in classes if isinstance(node, ast.Name)]
        kinds = [_CLASSES[name] for name in names if name in _CLASSES]
        return [(test.args[0].id, {"kinds": kinds})] if len(kinds) == len(classes) else []
    if function == "all" and len(test.args) == 1 and isinstance(test.args[0], ast.GeneratorExp | ast.ListComp):
        loop = test.args[0]
        if len(loop.generators) == 1 and not loop.generators[0].ifs:
            over, target = loop.generators[0].iter, loop.generators[0].target
            if isinstance(over, ast.Name) and isinstance(target, ast.Name):
                inner: dict[str, Any] = {}
                for part in _conjuncts(loop.elt):
                    for name, keys in _reading(part):
                        if name == target.id:
                            _meet(inner, keys)
                return [(over.id, {"items": inner})] if inner else []
    return []


_CLASSES = {"int": "int", "float": "float", "str": "str", "list": "list", "tuple": "tuple", "dict": "dict",
            "set": "set", "bytes": "bytes", "bool": "bool"}  # fmt: skip


def _reading_of_choices(name: str, right: ast.expr) -> list[tuple[str, dict[str, Any]]]:
    if isinstance(right, ast.Call) and isinstance(right.func, ast.Name) and right.func.id == "range":
        ends = [fold(arg) for arg in right.args]
        if 1 <= len(ends) <= 2 and all(isinstance(end, int) for end in ends):
            low, high = (0, ends[0]) if len(ends) == 1 else ends
            return [(name, {"low": low, "high": int(high or 0) - 1})]
        return []
    try:
        values = ast.literal_eval(right)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return []
    if not isinstance(values, list | tuple | set | frozenset | dict):
        return []
    scalars = [value for value in values if type(value) in (int, str, float, bool, type(None))]
    return [(name, {"values": sorted(scalars, key=repr)})] if len(scalars) == len(values) else []


def _bounds(operator: type[ast.cmpop], value: int | float) -> dict[str, Any]:
    """Bounds of a number; strict ones of whole numbers are moved to the next whole number."""
    whole = isinstance(value, int)
    if operator is ast.GtE:
        return {"low": value}
    if operator is ast.Gt:
        return {"low": value + 1 if whole else value, "above": value}
    if operator is ast.LtE:
        return {"high": value}
    if operator is ast.Lt:
        return {"high": value - 1 if whole else value, "below": value}
    return {"low": value, "high": value} if operator is ast.Eq else {}


def _length_bounds(operator: type[ast.cmpop], value: int | float) -> dict[str, Any]:
    keys = _bounds(operator, int(value))
    if operator is ast.NotEq and value == 0:
        keys = {"low": 1}
    low, high = keys.get("low", 0), keys.get("high", _LONGEST)
    return {"lengths": [max(low, 0), max(low, high)]} if keys else {}


def _meet(known: dict[str, Any], keys: Mapping[str, Any]) -> None:
    """Both what is known and ``keys``."""
    for key, value in keys.items():
        if key not in known:
            known[key] = value
        elif key in ("low", "above"):
            known[key] = max(known[key], value)
        elif key in ("high", "below"):
            known[key] = min(known[key], value)
        elif key == "lengths":
            low = max(known[key][0], value[0])
            known[key] = [low, max(low, min(known[key][1], value[1]))]


def narrow(signature: Signature, guards: Iterable[Guard]) -> Signature:
    """The signature with soft bounds from guards."""
    for one in guards:
        for name, keys in one.narrows.items():
            parameter = signature.named(name)
            if parameter is not None:
                signature = signature.replaced(name, _narrowed(parameter.domain, keys))
    return signature


def _narrowed(domain: Domain, keys: Mapping[str, Any]) -> Domain:
    kind = domain["k"]
    if kind == "union":
        return {**domain, "of": [_narrowed(part, keys) for part in domain["of"]]}
    if kind == "any":
        return _narrowed_any(domain, keys)
    changed = dict(domain)
    if kind in ("int", "float"):
        _narrow_number(changed, keys)
    if kind in _SIZED:
        lengths = keys.get("lengths") or ([1, _LONGEST] if keys.get("truthy") else None)
        if lengths:
            changed.update(lengths=lengths, soft=True)
    if keys.get("items") and isinstance(domain.get("of"), dict):
        changed["of"] = _narrowed(domain["of"], keys["items"])
    if keys.get("values") and kind in ("int", "str", "float"):
        # What the code refuses is still tried: the accepted values are preferred, the type stays.
        changed["choices"] = keys["values"]
    return changed


_SIZED = frozenset({"list", "tuple", "str", "bytes", "set", "frozenset", "dict", "deque"})


def _narrow_number(changed: dict[str, Any], keys: Mapping[str, Any]) -> None:
    whole = changed["k"] == "int"
    for key, strict, away in (("low", "above", 1), ("high", "below", -1)):
        if key not in keys:
            continue
        bound = keys[key]
        if not whole and keys.get(strict) is not None and abs(keys[strict] + away - bound) < 1e-12:
            bound = keys[strict]
        if whole:
            bound = math.ceil(bound) if key == "low" else math.floor(bound)
        known = changed.get(key)
        changed[key] = bound if known is None else (max(known, bound) if key == "low" else min(known, bound))
        changed["soft"] = True


def _narrowed_any(domain: Domain, keys: Mapping[str, Any]) -> Domain:
    """An argument without a type: the condition tells the likely kind."""
    if domain.get("like"):
        return {**domain, "like": _narrowed(domain["like"], keys)}
    if keys.get("kinds"):
        parts = [_narrowed({"k": kind}, {**keys, "kinds": None}) for kind in keys["kinds"]]
        return {"k": "any", "like": parts[0] if len(parts) == 1 else {"k": "union", "of": parts}}
    if keys.get("values"):
        return {"k": "any", "like": {"k": "literal", "values": keys["values"]}}
    if "low" in keys or "high" in keys:
        whole = all(isinstance(keys.get(key, 0), int) for key in ("low", "high"))
        return {"k": "any", "like": _narrowed({"k": "int" if whole else "float"}, keys)}
    return domain
