"""What a kernel gives back through places of 64 bits: numbers, lists by their address, tuples of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hasten.proposers.compile.ir import Kernel, statements
from hasten.proposers.compile.lattice import NONE, UNKNOWN, Type, known, shown
from hasten.proposers.compile.refusal import Unsupported

_SCALARS = ("bool", "int", "float")


@dataclass(frozen=True)
class Result:
    """One type that the entry may return; ``number`` tells it from the others."""

    number: int
    type: Type

    def stored(self, text: str) -> list[str]:
        """Statements of Codon that store a value, the text of a variable, in its places."""
        return list(_stores(self.type, text, 0))


def _stores(type_: Type, text: str, place: int) -> Iterator[str]:
    if type_.kind == "list":
        yield f"out[{place}] = int({text}.__raw__())"
    elif type_.kind == "float":
        yield f"Ptr[float]((out + {place}).as_byte())[0] = {text}"
    elif type_.kind == "bool":
        yield f"out[{place}] = 1 if {text} else 0"
    elif type_.kind == "int":
        yield f"out[{place}] = {text}"
    elif type_.kind == "tuple":
        for item, part in enumerate(type_.of):
            yield from _stores(part, f"{text}[{item}]", place)
            place += width(part)


def width(type_: Type) -> int:
    """How many places a value takes."""
    if type_.kind == "tuple":
        return sum(map(width, type_.of))
    return 0 if type_.kind == "none" else 1


def results_of(kernel: Kernel) -> list[Result]:
    """Types that the entry returns; more than one only where nothing of the kernel calls it.

    Raises:
        Unsupported: One of them does not go through places.
    """
    main = kernel.main
    types = [main.returns] if main.returns != UNKNOWN else []
    if not types:
        types = [known(s.args[0].type) for s in statements(main.body) if s.op == "return"]
    found = list(dict.fromkeys(types)) or [NONE]
    for type_ in found:
        if type_ != NONE:
            _require_simple(type_, type_)
    return [Result(number, type_) for number, type_ in enumerate(found)]


def _require_simple(type_: Type, whole: Type) -> None:
    if type_.kind in ("tuple", "list"):
        for part in type_.of:
            _require_simple(part, whole)
    elif type_.kind not in _SCALARS:
        raise Unsupported(f"it returns {shown(whole)}")
