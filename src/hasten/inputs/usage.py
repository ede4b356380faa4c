"""Guess what an argument without a type is from how the code uses it; a guess steers the search and binds nothing."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from hasten.inputs.domains import Domain
from hasten.inputs.guards import find_function

Match = Callable[[ast.AST], bool]

_METHODS = {
    name: kind
    for kind, names in (
        (
            "str",
            """lower upper split strip startswith endswith replace join isdigit isalpha encode format splitlines rstrip
            lstrip isspace isupper islower title capitalize swapcase casefold zfill partition rpartition isalnum
            translate ljust rjust center rsplit find rfind isidentifier isnumeric isdecimal removeprefix
            removesuffix expandtabs""",
        ),
        ("list", "append extend insert sort reverse remove"),
        ("dict", "items keys values get setdefault popitem"),
        ("set", "add union difference intersection discard issubset issuperset symmetric_difference"),
        ("deque", "popleft appendleft rotate extendleft"),
        ("int", "bit_length to_bytes bit_count"),
        ("float", "is_integer hex"),
        ("bytes", "decode"),
        ("date", "isoformat strftime weekday isoweekday toordinal"),
        ("sequence", "count index"),
    )
    for name in names.split()
}
_ITERATING = frozenset({"sorted", "set", "list", "tuple", "enumerate", "reversed", "any", "all", "iter", "frozenset",
                        "max", "min", "zip", "Counter", "deque", "map", "filter", "dict"})  # fmt: skip
#: Functions that hand on the items of their (only) iterable.
_SAME_ITEMS = frozenset({"sorted", "set", "list", "tuple", "reversed", "iter", "frozenset", "deque"})
_WHOLE = (ast.Mod, ast.FloorDiv, ast.BitAnd, ast.BitOr, ast.BitXor, ast.LShift, ast.RShift)
_CLASSES = frozenset({"int", "float", "str", "list", "tuple", "dict", "set", "bytes", "bool"})
#: What parameters of these names usually are; used where the code tells nothing else.
_NAMES = {
    name: kind
    for kind, names in (
        ("int", "n k i j m count size limit depth width height num number num1 num2 base start stop step"),
        ("str", "s t text word line name string str1 str2 s1 s2 sentence pattern prefix suffix"),
        ("list", "xs ys items values nums numbers arr array lst data seq list1 list2 elements words"),
        ("dict", "d mapping dictionary table counts"),
        ("matrix", "matrix grid board"),
    )
    for name in names.split()
}
_DEEPEST = 3


def guessed_domain(source: str, function: str, parameter: str) -> Domain | None:
    """What the parameter seems to be, or None where the code tells nothing."""
    node = find_function(source, function)
    if node is None:
        return None
    guess = _guess(node, lambda part: isinstance(part, ast.Name) and part.id == parameter, 0)
    named = _by_name(parameter)
    if guess is None or guess["k"] != "list":
        return guess or named
    if named is not None and named["k"] == "str":
        return named
    # What is iterated over and holds texts may itself be a text.
    return {"k": "union", "of": [{"k": "str"}, guess]} if guess["of"]["k"] == "str" and named is None else guess


def _by_name(parameter: str) -> Domain | None:
    kind = _NAMES.get(parameter)
    number: Domain = {"k": "int"}
    if kind == "matrix":
        return {"k": "list", "of": {"k": "list", "of": number}}
    if kind == "list":
        return {"k": "list", "of": {"k": "str"} if parameter == "words" else number}
    if kind == "dict":
        return {"k": "dict", "key": {"k": "str"}, "value": number}
    return {"k": kind} if kind else None


def _guess(function: ast.AST, match: Match, level: int) -> Domain | None:
    """The domain of the expressions that ``match`` recognises."""
    evidence = _Evidence(function, match)
    votes = evidence.votes
    if evidence.fields:
        fields = {name: _field(function, match, name, level) for name in dict.fromkeys(evidence.fields)}
        return {"k": "typeddict", "fields": fields, "required": list(fields), "open": True}
    kind = _decided(votes)
    if kind is None:
        return None
    domain: dict[str, Any] = {"k": kind}
    if kind == "number":
        domain = {"k": "union", "of": [{"k": "int"}, {"k": "float"}]}
    elif kind in ("list", "set", "deque", "tuple"):
        domain["of"] = _items(function, match, evidence, level) or {"k": "int"}
    elif kind == "dict":
        key, value = _pairs(function, match, evidence, level)
        domain.update(key=key or {"k": "str"}, value=value or {"k": "int"})
    elif kind == "callable":
        domain.update(args=None, returns={"k": "any"})
    return {"k": "union", "of": [{"k": "none"}, domain]} if votes["none"] else domain


def _decided(votes: Counter[str]) -> str | None:
    for kind in ("callable", "str", "dict", "deque", "bytes", "date"):
        if votes[kind] and votes[kind] >= max(votes["list"], votes["set"]):
            return kind
    if votes["list"] or votes["set"]:
        return "list" if votes["list"] >= votes["set"] else "set"
    if votes["int"] and not votes["sequence"] and not votes["iterable"]:
        return "int"
    if votes["sequence"] or votes["iterable"]:
        return "list"
    if votes["float"]:
        return "float"
    return "number" if votes["number"] else None


class _Evidence:
    """Votes for kinds from every place where an expression is used, and what is bound to its items."""

    def __init__(self, function: ast.AST, match: Match) -> None:
        self.match = match
        self.votes: Counter[str] = Counter()
        self.fields: list[str] = []
        self.item_targets: list[ast.expr] = []
        self.pair_targets: list[ast.expr] = []
        for node in ast.walk(function):
            read = _READERS.get(type(node))
            if read is not None:
                read(self, node)

    def attribute(self, node: ast.Attribute) -> None:
        if self.match(node.value):
            self.votes[_METHODS.get(node.attr, "object")] += 1

    def subscript(self, node: ast.Subscript) -> None:
        if not self.match(node.value):
            return
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            self.fields.append(node.slice.value)
        else:
            self.votes["sequence"] += 1

    def call(self, node: ast.Call) -> None:
        if self.match(node.func):
            self.votes["callable"] += 2
        function = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if isinstance(node.func, ast.Attribute) and self.match(node.func.value):
            self._method(function, node.args)
        if not any(self.match(arg) for arg in node.args):
            return
        if isinstance(node.func, ast.Attribute):
            if isinstance(node.func.value, ast.Name) and node.func.value.id == "math":
                self.votes["number"] += 1
            elif function == "join":
                self.votes["iterable"] += 1
            return
        self._builtin(function, node)

    def _method(self, name: str, args: list[ast.expr]) -> None:
        if name == "get" and args and isinstance(args[0], ast.Constant) and isinstance(args[0].value, str):
            self.fields.append(args[0].value)
        elif name == "items":
            self.votes["dict"] += 2

    def _builtin(self, function: str, node: ast.Call) -> None:
        if function == "range":
            self.votes["int"] += 2
        elif function == "chr":
            self.votes["int"] += 1
        elif function == "ord":
            self.votes["str"] += 1
        elif function in ("len", "sum") or function in _ITERATING:
            alone = function not in ("max", "min") or len(node.args) == 1
            self.votes["iterable" if alone else "number"] += 1
        elif function in ("abs", "round", "pow", "divmod"):
            self.votes["number"] += 1
        elif function == "isinstance" and len(node.args) == 2 and self.match(node.args[0]):
            for part in ast.walk(node.args[1]):
                if isinstance(part, ast.Name) and part.id in _CLASSES:
                    self.votes[part.id] += 1

    def operation(self, node: ast.BinOp) -> None:
        left, right = self.match(node.left), self.match(node.right)
        if not left and not right:
            return
        other = node.right if left else node.left
        if isinstance(node.op, _WHOLE):
            # "..." % x takes anything.
            formats = isinstance(node.left, ast.Constant) and isinstance(node.left.value, str)
            self.votes["any" if formats else "int"] += 1
        elif isinstance(other, ast.Constant) and isinstance(other.value, str | float):
            self.votes["str" if isinstance(other.value, str) else "float"] += 1
        elif isinstance(other, ast.List | ast.ListComp):
            self.votes["list"] += 1
        elif isinstance(node.op, ast.Div):
            self.votes["number"] += 1
        elif isinstance(other, ast.Constant) and isinstance(other.value, int) and not isinstance(node.op, ast.Mult):
            self.votes["int"] += 1
        elif isinstance(node.op, ast.Sub | ast.Pow | ast.Mult | ast.Add):
            self.votes["number"] += 1

    def comparison(self, node: ast.Compare) -> None:
        operands = [node.left, *node.comparators]
        for left, operator, right in zip(operands, node.ops, operands[1:], strict=False):
            if isinstance(operator, ast.In | ast.NotIn):
                if self.match(right):
                    self.votes["iterable"] += 1
                elif self.match(left) and isinstance(right, ast.Constant) and isinstance(right.value, str):
                    self.votes["str"] += 1
                elif self.match(left) and isinstance(right, ast.Tuple | ast.List | ast.Set):
                    self._constants(right.elts)
                continue
            for one, other in ((left, right), (right, left)):
                if self.match(one):
                    self._compared(other)

    def _constants(self, nodes: list[ast.expr]) -> None:
        for node in nodes[:3]:
            self._compared(node)

    def _compared(self, other: ast.expr) -> None:
        if isinstance(other, ast.Call) and isinstance(other.func, ast.Name) and other.func.id == "len":
            self.votes["int"] += 1
        if isinstance(other, ast.List | ast.ListComp):
            self.votes["list"] += 1
        if isinstance(other, ast.UnaryOp):
            other = other.operand
        if isinstance(other, ast.Constant):
            value = other.value
            kind = "none" if value is None else type(value).__name__
            self.votes[kind if kind in ("none", "int", "float", "str", "bytes") else "any"] += 1

    def loop(self, node: ast.For | ast.comprehension | ast.AsyncFor) -> None:
        target, over = node.target, node.iter
        if isinstance(over, ast.Call):
            function = over.func.id if isinstance(over.func, ast.Name) else getattr(over.func, "attr", "")
            if function == "items" and isinstance(over.func, ast.Attribute) and self.match(over.func.value):
                self.pair_targets.append(target)
                return
            if function == "enumerate" and over.args and isinstance(target, ast.Tuple) and len(target.elts) == 2:
                target, over = target.elts[1], over.args[0]
            elif function == "zip" and isinstance(target, ast.Tuple):
                for inner, arg in zip(target.elts, over.args, strict=False):
                    if self.match(arg):
                        self.item_targets.append(inner)
            elif function in _SAME_ITEMS and over.args:
                over = over.args[0]
        if self.match(over):
            self.votes["iterable"] += 1
            self.item_targets.append(target)


_READERS: dict[type[ast.AST], Callable[[Any, Any], None]] = {
    ast.Attribute: _Evidence.attribute,
    ast.Subscript: _Evidence.subscript,
    ast.Call: _Evidence.call,
    ast.BinOp: _Evidence.operation,
    ast.Compare: _Evidence.comparison,
    ast.For: _Evidence.loop,
    ast.AsyncFor: _Evidence.loop,
    ast.comprehension: _Evidence.loop,
}


def _names(targets: list[ast.expr]) -> frozenset[str]:
    return frozenset(target.id for target in targets if isinstance(target, ast.Name))


def _items(function: ast.AST, match: Match, evidence: _Evidence, level: int) -> Domain | None:
    """The domain of the items: of loop variables over it, and of its subscripts."""
    if level >= _DEEPEST:
        return None
    for target in evidence.item_targets:
        if isinstance(target, ast.Tuple | ast.List) and all(isinstance(part, ast.Name) for part in target.elts):
            parts = [_guess(function, _named(_names([part])), level + 1) or {"k": "int"} for part in target.elts]
            return {"k": "tuple", "items": parts}
    names = _names([*evidence.item_targets, *_keyed(function, match)])

    def is_item(node: ast.AST) -> bool:
        if isinstance(node, ast.Name):
            return node.id in names
        return isinstance(node, ast.Subscript) and match(node.value) and not isinstance(node.slice, ast.Slice)

    return _guess(function, is_item, level + 1)


def _keyed(function: ast.AST, match: Match) -> Iterator[ast.expr]:
    """Parameters of key functions that see the items: ``sorted(xs, key=lambda x: ...)``."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        for keyword in node.keywords:
            if keyword.arg == "key" and isinstance(keyword.value, ast.Lambda) and match(node.args[0]):
                yield from (ast.Name(arg.arg, ast.Load()) for arg in keyword.value.args.args)


def _named(names: frozenset[str]) -> Match:
    return lambda node: isinstance(node, ast.Name) and node.id in names


def _pairs(
    function: ast.AST, match: Match, evidence: _Evidence, level: int
) -> tuple[Domain | None, Domain | None]:
    """Domains of the keys and values of a dict."""
    if level >= _DEEPEST:
        return None, None
    keys: list[ast.expr] = list(evidence.item_targets)
    values: list[ast.expr] = []
    for target in evidence.pair_targets:
        if isinstance(target, ast.Tuple) and len(target.elts) == 2:
            keys.append(target.elts[0])
            values.append(target.elts[1])
    names = _names(values)

    def is_value(node: ast.AST) -> bool:
        if isinstance(node, ast.Name):
            return node.id in names
        return isinstance(node, ast.Subscript) and match(node.value)

    return _guess(function, _named(_names(keys)), level + 1), _guess(function, is_value, level + 1)


def _field(function: ast.AST, match: Match, name: str, level: int) -> Domain:
    """The domain of one field of a record."""

    def is_field(node: ast.AST) -> bool:
        if isinstance(node, ast.Subscript):
            return match(node.value) and isinstance(node.slice, ast.Constant) and node.slice.value == name
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "get":
            return False
        first = node.args[0] if node.args else None
        return match(node.func.value) and isinstance(first, ast.Constant) and first.value == name

    guess = _guess(function, is_field, level + 1) if level < _DEEPEST else None
    return guess or _by_name(name) or {"k": "union", "of": [{"k": "int"}, {"k": "str"}]}
