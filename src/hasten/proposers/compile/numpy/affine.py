"""Sums of named integers and a constant: bounds of loops, lengths of arrays, and places in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Affine:
    """``constant + sum(factor * symbol)``.

    Attributes:
        constant: The number.
        terms: Factor by symbol, none zero; a symbol is the text of an integer that does not change meanwhile.
    """

    constant: int = 0
    terms: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: Affine) -> Affine:
        both = {name: self.terms.get(name, 0) + other.terms.get(name, 0) for name in {**self.terms, **other.terms}}
        return Affine(self.constant + other.constant, {name: factor for name, factor in both.items() if factor})

    def __sub__(self, other: Affine) -> Affine:
        return self + other.times(-1)

    def times(self, factor: int) -> Affine:
        """All of it multiplied."""
        terms = {name: factor * old for name, old in self.terms.items()} if factor else {}
        return Affine(factor * self.constant, terms)

    def plus(self, constant: int) -> Affine:
        """A number more."""
        return Affine(self.constant + constant, self.terms)

    @property
    def known(self) -> int | None:
        """The number, where it is no more than that."""
        return None if self.terms else self.constant

    def text(self, names: Mapping[str, str]) -> str:
        """As Python writes it.

        Args:
            names: What to write for a symbol in place of it.
        """
        plus = [_product(names.get(n, n), f) for n, f in sorted(self.terms.items()) if f > 0]
        minus = [_product(names.get(n, n), -f) for n, f in sorted(self.terms.items()) if f < 0]
        if self.constant > 0 or not (plus or minus):
            plus.append(str(self.constant))
        elif self.constant < 0:
            minus.append(str(-self.constant))
        return " + ".join(plus) + "".join(f" - {one}" for one in minus) if plus else "-" + " - ".join(minus)

    def below_zero(self, names: Mapping[str, str]) -> str:
        """A test that is true where it is less than zero, with all that is subtracted on the other side."""
        left = Affine(max(self.constant, 0), {n: f for n, f in self.terms.items() if f > 0})
        right = Affine(max(-self.constant, 0), {n: -f for n, f in self.terms.items() if f < 0})
        return f"{left.text(names)} < {right.text(names)}"


def symbol(name: str) -> Affine:
    """One named integer."""
    return Affine(0, {name: 1})


def length_symbol(text: str, place: int) -> Affine:
    """A length of an array, by the text that tells it."""
    return symbol(f"len({text})" if place == 0 else f"{text}.shape[{place}]")


def is_length(name: str) -> bool:
    """Whether a symbol is the length of an array."""
    return name.startswith("len(") or ".shape[" in name


def _product(name: str, factor: int) -> str:
    return name if factor == 1 else f"{factor} * {name}"
