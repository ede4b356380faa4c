"""How large an integer can become: a number that is known now, or a text that tells it when the code runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: 64-bit integers are smaller than this; floats hold all integers up to the other.
BEYOND, EXACT = 2**63, 2**53
#: Two to this many rounds are an array of half a gigabyte.
MOST_ROUNDS_BITS = 26


@dataclass(frozen=True)
class Bound:
    """The absolute value is at most this.

    Attributes:
        known: The number; 1 where there is a text, by which it is multiplied.
        text: A factor that is known when the code runs, or "".
        carried: Whether what the variable had before the round of a loop comes on top.
        raw: Whether it is that of elements as they lie in an array, which surely fit.
    """

    known: int = 0
    text: str = ""
    carried: bool = False
    raw: bool = False

    def __add__(self, other: Bound) -> Bound:
        carried = self.carried or other.carried
        if not self.text and not other.text:
            return Bound(self.known + other.known, "", carried)
        parts = [one.shown() for one in (self, other) if one.text or one.known]
        return Bound(1, " + ".join(parts), carried)

    def __mul__(self, other: Bound) -> Bound:
        if not self.text and not other.text:
            return Bound(self.known * other.known, "", self.carried or other.carried)
        parts = [one.factor() for one in (self, other) if one.text or one.known != 1]
        return Bound(1, " * ".join(parts), self.carried or other.carried)

    @classmethod
    def of(cls, text: str, *, numpy: bool | None = False) -> Bound:
        """That of a single integer, by its text; one of numpy may have no absolute value in 64 bits."""
        return cls(1, f"abs({text})" if numpy is False else f"abs(int({text}))")

    def mentions(self, names: Iterable[str]) -> bool:
        """Whether the text reads one of some variables."""
        return not names_in(self.text).isdisjoint(names)

    def shown(self) -> str:
        """The text, as a summand."""
        return self.text if self.text else str(self.known)

    def factor(self) -> str:
        """The text, as a factor."""
        return f"({self.text})" if " + " in self.text else self.shown()

    def below(self, limit: int) -> bool:
        """Whether it is known to be less."""
        return not self.text and not self.carried and self.known < limit


def names_in(text: str) -> set[str]:
    """Names that the text of an expression reads."""
    return set(re.findall(r"[A-Za-z_]\w*", text))
