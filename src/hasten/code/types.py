"""Structural types of values, as far as code and facts show them."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Type:
    """A structural type.

    Attributes:
        kind: ``any`` (unknown), ``never`` (no value seen yet), ``union``, ``instance``, or a kind of a domain: ``int``,
            ``bool``, ``float``, ``str``, ``bytes``, ``none``, ``list``, ``tuple``, ``set``, ``frozenset``, ``dict``,
            ``deque``, ``iterator``, ``range``, ``callable``, ...
        of: Type of the elements; of a dict, of its values.
        key: Type of the keys of a dict.
        items: Types of the fields of a tuple of known length.
        fields: Types by key of a dict whose keys are known texts (a record), as pairs.
        options: Members of a union.
        name: Name of the class of an instance.
    """

    kind: str = "any"
    of: Type | None = None
    key: Type | None = None
    items: tuple[Type, ...] = ()
    options: tuple[Type, ...] = ()
    name: str = ""
    fields: tuple[tuple[str, Type], ...] = ()

    @property
    def element(self) -> Type:
        """What iterating yields."""
        if self.kind in ("str", "range", "bytes", "bytearray"):
            return STR if self.kind == "str" else INT
        if self.kind == "dict":
            return self.key or ANY
        if self.kind == "tuple" and self.items:
            return join(self.items)
        if self.kind == "union":
            return join([option.element for option in self.options])
        return self.of or ANY

    @property
    def value(self) -> Type:
        """What subscribing by an index or a key yields."""
        if self.kind == "dict":
            return self.of or ANY
        if self.kind == "union":
            return join([option.value for option in self.options])
        return self.element

    def field(self, key: object) -> Type:
        """What subscribing by a constant key yields."""
        if self.kind == "union":
            return join([option.field(key) for option in self.options])
        return dict(self.fields).get(str(key), self.value) if isinstance(key, str) else self.value


ANY, NEVER, NONE = Type("any"), Type("never"), Type("none")
INT, BOOL, FLOAT, STR, BYTES = Type("int"), Type("bool"), Type("float"), Type("str"), Type("bytes")
_SIZED = frozenset({"list", "tuple", "set", "frozenset", "dict", "str", "bytes", "bytearray", "deque", "range"})
_ATOMS = frozenset({"int", "bool", "str", "bytes", "none"})
#: Kinds of values without parts: nobody can change one.
ATOMS = ("int", "bool", "float", "str", "bytes", "none", "complex")


def list_of(element: Type) -> Type:
    """A list of such elements."""
    return Type("list", of=element)


def join(types: Iterable[Type]) -> Type:
    """The narrowest type that covers all; containers of one kind are joined element by element."""
    members: dict[str, Type] = {}
    for member in types:
        for option in member.options if member.kind == "union" else (member,):
            if option.kind == "any":
                return ANY
            if option.kind == "never":
                continue
            slot = f"{option.kind}:{option.name}"
            members[slot] = _merged(members[slot], option) if slot in members else option
    if not members:
        return NEVER
    if len(members) == 1:
        return next(iter(members.values()))
    return Type("union", options=tuple(members.values()))


def _merged(first: Type, second: Type) -> Type:
    if first == second:
        return first
    if first.items and len(first.items) == len(second.items):
        items = tuple(join(pair) for pair in zip(first.items, second.items, strict=True))
        return Type(first.kind, items=items, name=first.name)
    if first.items or second.items:
        return Type(first.kind, of=join([first.element, second.element]), name=first.name)
    of = join([first.of or NEVER, second.of or NEVER]) if first.of or second.of else None
    key = join([first.key or NEVER, second.key or NEVER]) if first.key or second.key else None
    names = dict.fromkeys([*dict(first.fields), *dict(second.fields)]) if first.fields and second.fields else {}
    left, right = dict(first.fields), dict(second.fields)
    fields = tuple((name, join([left.get(name, NEVER), right.get(name, NEVER)])) for name in names)
    return Type(first.kind, of=of, key=key, name=first.name, fields=fields)


def options(kind: Type) -> tuple[Type, ...]:
    """The members of a union, or the type itself."""
    return kind.options if kind.kind == "union" else (kind,)


def only(kind: Type, *kinds: str) -> bool:
    """Whether every value of the type is of one of the kinds; unknown types are not."""
    return all(option.kind in kinds for option in options(kind))


def may_be(kind: Type, *kinds: str) -> bool:
    """Whether some value of the type can be of one of the kinds; unknown types can be anything."""
    return any(option.kind in (*kinds, "any", "never") for option in options(kind))


def includes(kind: Type, *kinds: str) -> bool:
    """Whether the type names one of the kinds, alone or among others; an unknown type names none."""
    return any(option.kind in kinds for option in options(kind))


def is_sized(kind: Type) -> bool:
    """Whether ``len`` works on every value of the type."""
    return only(kind, *_SIZED)


def hashable(kind: Type, unhashable: Collection[str] = ()) -> bool | None:
    """Whether every value can be hashed, or none; None where the type does not say, or some can and others not.

    Args:
        kind: The type.
        unhashable: Classes whose instances cannot be hashed.
    """
    answers = {_hashable(option, unhashable) for option in options(kind)}
    return answers.pop() if len(answers) == 1 else None


def _hashable(kind: Type, unhashable: Collection[str]) -> bool | None:
    if kind.kind == "instance" and kind.name in unhashable:
        return False
    if kind.kind in ("list", "dict", "set", "bytearray", "deque", "ndarray"):
        return False
    if kind.kind == "tuple":
        parts = kind.items or (kind.element,)
        answers = {hashable(part, unhashable) for part in parts}
        return False if False in answers else None if None in answers else True
    if kind.kind in ("any", "never", "instance", "object", "opaque"):
        return None
    return True


def interchangeable(kind: Type) -> bool:
    """Whether equal values of the type cannot be told apart: no floats (0.0 and -0.0), no mixture of bool and int."""
    parts = options(kind)
    if len({part.kind for part in parts} & {"int", "bool", "float", "complex"}) > 1:
        return False
    return all(_interchangeable(part) for part in parts)


def _interchangeable(kind: Type) -> bool:
    if kind.kind == "tuple":
        return all(interchangeable(part) for part in kind.items or (kind.element,))
    return kind.kind in _ATOMS


def totally_ordered(kind: Type) -> bool:
    """Whether ``<`` orders all values of the type without exception and without NaN."""
    if kind.kind == "tuple":
        return all(totally_ordered(part) for part in kind.items or (kind.element,))
    return kind.kind in ("int", "bool", "str", "bytes") or (
        kind.kind == "union" and all(option.kind in ("int", "bool") for option in kind.options)
    )


def from_domain(domain: Mapping[str, Any]) -> Type:
    """The type of a domain as ``docs/explanation/architecture.md`` lists them."""
    kind = str(domain.get("k", "any"))
    if kind == "union":
        return join(from_domain(option) for option in domain.get("of", ()))
    if kind == "tuple":
        if "items" in domain:
            return Type("tuple", items=tuple(from_domain(item) for item in domain["items"]))
        return Type("tuple", of=from_domain(domain.get("of", {})))
    if kind in ("dict", "typeddict"):
        if kind == "typeddict":
            fields = tuple((str(name), from_domain(field)) for name, field in domain.get("fields", {}).items())
            return Type("dict", key=STR, of=join(field for _, field in fields), fields=fields)
        return Type("dict", key=from_domain(domain.get("key", {})), of=from_domain(domain.get("value", {})))
    if kind == "object":
        return Type("instance", name=str(domain.get("cls", "")).rpartition(":")[2])
    if kind == "enum":
        return Type("enum", name=str(domain.get("cls", "")))
    if kind == "literal":
        return join(_of_tree(value) for value in domain.get("values", ()))
    if isinstance(domain.get("of"), Mapping):
        return Type(kind, of=from_domain(domain["of"]))
    return Type(kind)


def _of_tree(tree: object) -> Type:
    if tree is None:
        return NONE
    if isinstance(tree, bool | int | float | str):
        return Type(type(tree).__name__)
    return ANY


_HINTS = {
    "int": INT,
    "bool": BOOL,
    "float": Type("union", options=(FLOAT, INT)),
    "complex": Type("complex"),
    "str": STR,
    "bytes": BYTES,
    "bytearray": Type("bytearray"),
    "None": NONE,
    "object": ANY,
    "Any": ANY,
    "range": Type("range"),
}
_GENERIC = {
    "list": "list",
    "List": "list",
    "set": "set",
    "Set": "set",
    "frozenset": "frozenset",
    "FrozenSet": "frozenset",
    "deque": "deque",
    "Deque": "deque",
    "Iterator": "iterator",
    "Generator": "iterator",
    "AsyncIterator": "iterator",
    # Whoever writes these accepts more than lists; the commonest argument is a list, and the oracle decides.
    "Sequence": "sequence",
    "MutableSequence": "list",
    "Iterable": "iterable",
    "Collection": "iterable",
}
_MAPPINGS = frozenset({"dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict", "OrderedDict"})


def from_hint(hint: ast.expr | None) -> Type:
    """The type that an annotation names; ``any`` where it says nothing that is understood."""
    if hint is None:
        return ANY
    if isinstance(hint, ast.Constant):
        if hint.value is None:
            return NONE
        if isinstance(hint.value, str):
            try:
                return from_hint(ast.parse(hint.value, mode="eval").body)
            except (SyntaxError, ValueError, RecursionError):
                return ANY
        return ANY
    if isinstance(hint, ast.BinOp) and isinstance(hint.op, ast.BitOr):
        return join([from_hint(hint.left), from_hint(hint.right)])
    name = hint.attr if isinstance(hint, ast.Attribute) else hint.id if isinstance(hint, ast.Name) else ""
    if name:
        if name in _HINTS:
            return _HINTS[name]
        if name in _GENERIC:
            return Type(_GENERIC[name], of=ANY)
        if name in _MAPPINGS:
            return Type("dict", key=ANY, of=ANY)
        if name in ("tuple", "Tuple"):
            return Type("tuple", of=ANY)
        return ANY if name in ("Callable", "T") else Type("instance", name=name)
    if isinstance(hint, ast.Subscript):
        return _from_subscript(hint)
    return ANY


def _from_subscript(hint: ast.Subscript) -> Type:
    base = hint.value.attr if isinstance(hint.value, ast.Attribute) else getattr(hint.value, "id", "")
    parts = hint.slice.elts if isinstance(hint.slice, ast.Tuple) else [hint.slice]
    if base in _GENERIC:
        return Type(_GENERIC[base], of=from_hint(parts[0]))
    if base in _MAPPINGS and len(parts) == 2:
        return Type("dict", key=from_hint(parts[0]), of=from_hint(parts[1]))
    if base == "Counter":
        return Type("dict", key=from_hint(parts[0]), of=INT, name="Counter")
    if base in ("tuple", "Tuple"):
        if len(parts) == 2 and isinstance(parts[1], ast.Constant) and parts[1].value is Ellipsis:
            return Type("tuple", of=from_hint(parts[0]))
        return Type("tuple", items=tuple(from_hint(part) for part in parts))
    if base == "Optional":
        return join([from_hint(parts[0]), NONE])
    if base == "Union":
        return join(from_hint(part) for part in parts)
    if base in ("Final", "Annotated", "ClassVar", "Required", "NotRequired"):
        return from_hint(parts[0])
    if base == "Literal":
        return join(Type(type(part.value).__name__) if isinstance(part, ast.Constant) else ANY for part in parts)
    return ANY
