"""Types of compiled code as a small lattice, and ranges of integers.

``unknown`` is the bottom (no value seen yet). ``char`` is a text of length one and lies below ``str``. A variable that
holds an integer at one time and a float at another is ``number``: it carries both and says which one it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hasten.proposers.compile.refusal import Unsupported


@dataclass(frozen=True)
class Type:
    """One point of the lattice.

    Attributes:
        kind: ``unknown none bool int float number char str list set dict tuple``.
        of: Element of a list or set; key and value of a dict; items of a tuple.
    """

    kind: str
    of: tuple[Type, ...] = ()

    @property
    def element(self) -> Type:
        """Element of a list or set, key of a dict."""
        return self.of[0]

    @property
    def numeric(self) -> bool:
        """Whether it takes part in arithmetic."""
        return self.kind in ("bool", "int", "float", "number")

    @property
    def is_text(self) -> bool:
        """Whether it is a text."""
        return self.kind in ("char", "str")


UNKNOWN, NONE, BOOL, INT = Type("unknown"), Type("none"), Type("bool"), Type("int")
FLOAT, NUMBER, CHAR, STR = Type("float"), Type("number"), Type("char"), Type("str")


def list_of(element: Type) -> Type:
    """A list of one type of elements; a list of characters holds texts."""
    return Type("list", (STR if element == CHAR else element,))


def join(a: Type, b: Type, what: str = "a value") -> Type:
    """The smallest type that holds both.

    Raises:
        Unsupported: No type of compiled code does (an integer and a list, a boolean and an integer).
    """
    if a == b or b == UNKNOWN:
        return a
    if a == UNKNOWN:
        return b
    kinds = {a.kind, b.kind}
    if kinds <= {"int", "float", "number"}:
        return NUMBER
    if kinds == {"char", "str"}:
        return STR
    if a.kind == b.kind and len(a.of) == len(b.of):
        return Type(a.kind, tuple(join(x, y, f"an element of {what}") for x, y in zip(a.of, b.of, strict=True)))
    raise Unsupported(f"{what} is sometimes {shown(a)} and sometimes {shown(b)}")


def known(type_: Type) -> Type:
    """The type with ``int`` wherever nothing was ever stored."""
    if type_ == UNKNOWN:
        return INT
    return Type(type_.kind, tuple(known(part) for part in type_.of))


def holds(type_: Type, kind: str) -> bool:
    """Whether a value is, or has somewhere inside, a container of a kind."""
    return type_.kind == kind or any(holds(part, kind) for part in type_.of)


def is_key(type_: Type) -> bool:
    """Whether equal values of a type are one key, and no other type has values equal to them."""
    if type_.kind == "tuple":
        return all(part.kind == "bool" or is_key(part) for part in type_.of)
    return type_.kind in ("int", "char", "str", "unknown")


def shown(type_: Type) -> str:
    """As a reader would write it."""
    if type_.kind in ("list", "set", "dict", "tuple") and type_.of:
        return f"{type_.kind}[{', '.join(map(shown, type_.of))}]"
    return {"char": "str", "none": "None", "number": "int | float"}.get(type_.kind, type_.kind)


def from_domain(domain: Mapping[str, Any], what: str) -> Type:
    """The type of an argument from the domain that recorded calls and hints give.

    Raises:
        Unsupported: The domain holds values that compiled code does not know.
    """
    kind = domain.get("k")
    if "cls" in domain:
        raise Unsupported(f"{what} is of the class {str(domain['cls']).rpartition(':')[2]}")
    if kind in ("int", "float", "bool", "str"):
        return Type(kind)
    if kind == "list":
        return list_of(from_domain(domain.get("of", {"k": "any"}), f"an element of {what}"))
    if kind == "tuple":
        return _tuple(domain, what)
    if kind in ("dict", "set"):
        return _table(domain, what)
    if kind == "union":
        parts = [from_domain(part, what) for part in domain["of"]]
        return _all(parts, what)
    raise Unsupported(f"{what} is {kind if kind not in (None, 'any') else 'of unknown type'}")


def _tuple(domain: Mapping[str, Any], what: str) -> Type:
    if "items" in domain:
        return Type("tuple", tuple(from_domain(item, f"an item of {what}") for item in domain["items"]))
    lengths = domain.get("lengths") or ()
    if lengths and lengths[0] == lengths[-1] and 0 < lengths[0] <= 8:
        return Type("tuple", (from_domain(domain["of"], f"an item of {what}"),) * lengths[0])
    raise Unsupported(f"{what} is a tuple of varying length")


def _table(domain: Mapping[str, Any], what: str) -> Type:
    """A dict or a set."""
    key = from_domain(domain.get("of" if domain["k"] == "set" else "key", {"k": "any"}), f"a key of {what}")
    if not is_key(key):
        raise Unsupported(f"a key of {what} is {shown(key)}")
    if domain["k"] == "set":
        return Type("set", (key,))
    return Type("dict", (key, from_domain(domain.get("value", {"k": "any"}), f"a value of {what}")))


def _all(parts: Sequence[Type], what: str) -> Type:
    found = UNKNOWN
    for part in parts:
        found = join(found, part, what)
    return found


# -- ranges of integers -----------------------------------------------------------------------------------------------

LEAST, MOST = -(2**63), 2**63 - 1
#: Most elements of any container of compiled code: they would not fit into memory.
MOST_ITEMS = 2**48


@dataclass(frozen=True)
class Range:
    """An interval of integers, both ends included; the default is every 64-bit integer."""

    low: int = LEAST
    high: int = MOST

    @property
    def fits(self) -> bool:
        """Whether every value is a 64-bit integer, so that nothing need be checked at run time."""
        return self.low >= LEAST and self.high <= MOST

    def clipped(self) -> Range:
        """What is left after the check at run time."""
        return Range(max(self.low, LEAST), min(self.high, MOST)) if self.low <= MOST and self.high >= LEAST else Range()

    def within(self, limit: int) -> bool:
        """Whether every value lies in ``-limit..limit``."""
        return -limit <= self.low and self.high <= limit

    def joined(self, other: Range) -> Range:
        """The smallest range that holds both."""
        return Range(min(self.low, other.low), max(self.high, other.high))

    def widened(self, other: Range) -> Range:
        """A range that holds both and is reached after few steps."""
        low = self.low if other.low >= self.low else next((-t for t in _STEPS if -t <= other.low), LEAST)
        high = self.high if other.high <= self.high else next((t for t in _STEPS if t >= other.high), MOST)
        return Range(min(low, 0) if other.low >= 0 > low else low, high)


_STEPS = (0, 1, 255, 2**16, 2**31, 2**48, 2**53)


def combined(op: str, a: Range, b: Range) -> Range:
    """Range of an operation before any check; wider than exact where that is simpler."""
    if op == "+":
        return Range(a.low + b.low, a.high + b.high)
    if op == "-":
        return Range(a.low - b.high, a.high - b.low)
    if op == "*":
        corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
        return Range(min(corners), max(corners))
    if op == "//" and (b.low > 0 or b.high < 0):
        corners = [x // y for x in (a.low, a.high) for y in (b.low, b.high)]
        return Range(min(corners + [0] * (a.low <= 0 <= a.high)), max(corners + [0] * (a.low <= 0 <= a.high)))
    if op == "%" and b.low > 0:
        return Range(0, b.high - 1)
    if op == "%":
        return Range(min(b.low + 1, 0) if b.low < 0 else 0, max(b.high - 1, 0))
    if op == "&" and (a.low >= 0 or b.low >= 0):
        return Range(0, min(r.high for r in (a, b) if r.low >= 0))
    if op in ("|", "^") and a.low >= 0 and b.low >= 0:
        return Range(0, (1 << max(a.high, b.high).bit_length()) - 1)
    if op == ">>" and b.low >= 0:
        return Range(min(a.low, a.low >> min(b.low, 64)), max(a.high, a.high >> min(b.low, 64)))
    return Range() if op in ("|", "^", "&", ">>") else Range(LEAST - 1, MOST + 1)
