"""A hash that leaves out most of what tells objects apart.

Finds:
    A class whose ``__eq__`` compares several things, or something that is worked out, while ``__hash__`` gives a
    constant or the hash of fewer of them. A dataclass and a named tuple compare all their fields.

Slow because:
    All objects with the same hash share a place in dicts and sets, and each look-up compares with one after the other:
    O(n), by a method written in Python. With the hash of all that is compared, next to none share one.

Unsafe when:
    Something that is compared cannot be hashed, or a set of such objects is gone through, whose order changes.

Example:
    Before::

        def __eq__(self, other):
            return self.country == other.country and self.number == other.number

        def __hash__(self):
            return hash(self.country)

    After::

        def __hash__(self):
            return hash((self.country, self.number))

Source:
    The Python documentation of ``object.__hash__``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits, tuple_of
from hasten.code.function import FunctionCode
from hasten.code.match import is_name
from hasten.code.scopes import parameters
from hasten.code.source import after_docstring, descend
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._guards import conjuncts

#: Declared types of which no value has a hash.
_UNHASHABLE = re.compile(r"(typing\.)?(list|dict|set|List|Dict|Set|bytearray|defaultdict|deque|Counter)\b")

GROWTH = ("O(n)", "O(1)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per class, at what ``__hash__`` returns."""
    owner, _, method = code.name.rpartition(".")
    equal = code.module.functions.get(f"{owner}.__eq__")
    body = after_docstring(code.node)
    if method != "__hash__" or len(code.parameters) != 1 or len(body) != 1:
        return
    returned = body[0].value if isinstance(body[0], ast.Return) else None
    own = code.parameters[0]
    compared = _compared(equal, own) if equal is not None else _fields(code, owner, own)
    if returned is None or not compared or not code.pure(returned):
        return
    if set(compared) <= {ast.unparse(part) for part in _hashed(returned)}:
        return
    said = f"objects that differ in {compared[-1]} have the same hash and are compared one after the other"
    yield Finding(returned, said, partial(_change, returned, compared), GROWTH, ahead=True)


def _fields(code: FunctionCode, owner: str, own: str) -> list[str]:
    """The fields that a dataclass or a named tuple without an ``__eq__`` of its own compares; empty for any other."""
    node = code.module.classes.get(owner)
    if node is None or node.keywords or not (_is_named_tuple(code, node) or _is_compared_dataclass(code, node)):
        return []
    found = []
    for statement in node.body:
        if isinstance(statement, ast.Assign) and any(is_name(target, "__eq__") for target in statement.targets):
            return []
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            continue
        declared, value = ast.unparse(statement.annotation), statement.value
        if "ClassVar" in declared:
            continue
        made = isinstance(value, ast.Call) and ast.unparse(value.func).endswith("field")
        if "InitVar" in declared or _UNHASHABLE.match(declared) or (made and "compare" in ast.unparse(statement)):
            return []
        found.append(f"{own}.{statement.target.id}")
    return found


def _is_named_tuple(code: FunctionCode, node: ast.ClassDef) -> bool:
    named = len(node.bases) == 1 and code.purity.module_member(node.bases[0]) == ("typing", "NamedTuple")
    return named and not node.decorator_list


def _is_compared_dataclass(code: FunctionCode, node: ast.ClassDef) -> bool:
    """Whether a class without bases is a dataclass that makes its ``__eq__`` of its fields."""
    if node.bases or len(node.decorator_list) != 1:
        return False
    decorator = node.decorator_list[0]
    settings = decorator.keywords if isinstance(decorator, ast.Call) else []
    made = decorator.func if isinstance(decorator, ast.Call) else decorator
    off = any(setting.arg in (None, "eq") and ast.unparse(setting.value) != "True" for setting in settings)
    return code.purity.module_member(made) == ("dataclasses", "dataclass") and not off


def _hashed(returned: ast.expr) -> Iterator[ast.expr]:
    """What goes into a hash whole, also where several are put together: ``hash(a) ^ hash((b, c))``."""
    for call in descend(returned):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "hash" and call.args:
            yield from call.args[0].elts if isinstance(call.args[0], ast.Tuple) else call.args[:1]


def _compared(equal: ast.FunctionDef | ast.AsyncFunctionDef, own: str) -> list[str]:
    """What ``__eq__`` asks of both objects, as code for the object called ``own``; empty where it does more."""
    names = [arg.arg for arg in parameters(equal)]
    body = after_docstring(equal)
    if len(names) != 2 or not body or not isinstance(body[-1], ast.Return) or body[-1].value is None:
        return []
    for guard in body[:-1]:
        # ``if not isinstance(other, Key): return NotImplemented``, ``if other is self: return True``
        if not isinstance(guard, ast.If) or guard.orelse or not isinstance(guard.body[0], ast.Return):
            return []
    found = []
    for part in conjuncts(body[-1].value):
        if isinstance(part, ast.Call) and ast.unparse(part.func) == "isinstance":
            continue
        if not isinstance(part, ast.Compare) or len(part.ops) != 1 or not isinstance(part.ops[0], ast.Eq):
            return []
        sides = part.left, part.comparators[0]
        pairs = zip(*(side.elts for side in sides), strict=False) if _are_tuples(*sides) else [sides]  # type: ignore[attr-defined]
        for one, other in pairs:
            texts = [_said_of(side, names, own) for side in (one, other)]
            if not texts[0] or texts[0] != texts[1] or _has_no_hash(one):
                return []
            found.append(texts[0])
    return list(dict.fromkeys(found))


def _are_tuples(one: ast.expr, other: ast.expr) -> bool:
    return isinstance(one, ast.Tuple) and isinstance(other, ast.Tuple) and len(one.elts) == len(other.elts)


def _has_no_hash(node: ast.expr) -> bool:
    """Whether an expression surely gives a container that can be changed."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in ("set", "list", "dict", "vars", "sorted")
    if isinstance(node, ast.Attribute):
        return node.attr == "__dict__"
    return isinstance(node, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)


def _said_of(node: ast.expr, names: list[str], own: str) -> str:
    """An expression that names one of two objects, said of one called ``own``; "" where it names both or neither."""
    copied = ast.parse(ast.unparse(node), mode="eval").body
    named = {inner.id for inner in ast.walk(copied) if isinstance(inner, ast.Name)} & {*names}
    if len(named) != 1:
        return ""
    for inner in ast.walk(copied):
        if isinstance(inner, ast.Name) and inner.id in named:
            inner.id = own
    return ast.unparse(copied)


def _change(returned: ast.expr, compared: list[str], edits: Edits) -> None:
    key = tuple_of(compared)
    edits.replace(returned, f"hash({key})")
