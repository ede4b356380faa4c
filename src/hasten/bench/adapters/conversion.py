"""Learn from examples what JSON made of values (tuples became lists, complex numbers texts) and undo it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: What a JSON list stood for, by the type seen beside it.
_FROM_LIST: dict[Any, Any] = {tuple: tuple, set: set, frozenset: frozenset, list: list}


@dataclass(frozen=True)
class Shape:
    """What values at one place stood for.

    Attributes:
        made: The type to make of a list; ``complex`` where all examples are numbers, so that a text here is a number
            that JSON cannot hold; None: leave it.
        each: Shape of every item, where all items agree.
        places: Shape by position (or key), where they do not.
    """

    made: type | None = None
    each: Shape | None = None
    places: Mapping[Any, Shape] = field(default_factory=dict)

    def applied(self, value: Any, outer: Shape | None = None) -> Any:
        """The value as it was before it became JSON; lists deeper than any example are as the ones around them."""
        if isinstance(value, list):
            leaf = self.made not in _FROM_LIST and self.each is None and not self.places
            if leaf and outer is not None and outer is not self and outer.made in _FROM_LIST:
                return outer.applied(value)
            items = [self._inner(place).applied(item, self) for place, item in enumerate(value)]
            if self.made in (set, frozenset):
                items = [tuple(i) if isinstance(i, list) else i for i in items]
            return _FROM_LIST[self.made](items) if self.made in _FROM_LIST else items
        if isinstance(value, dict):
            key = self.places.get("keys", Shape())
            return {key.applied(k): self._inner(k).applied(v, self) for k, v in value.items()}
        if self.made is complex and isinstance(value, str):
            return number(value)
        return value

    def _inner(self, place: Any) -> Shape:
        return self.places.get(place) or self.each or Shape()


@dataclass(frozen=True)
class Conversion:
    """One shape per argument."""

    arguments: Sequence[Shape] = ()

    def applied(self, arguments: Sequence[Any]) -> list[Any]:
        """Arguments as they were before they became JSON."""
        padded = [*self.arguments, *[Shape()] * len(arguments)]
        return [shape.applied(value) for shape, value in zip(padded, arguments, strict=False)]


def learned(pairs: Sequence[tuple[Sequence[Any], Sequence[Any]]]) -> Conversion:
    """The conversion that explains the examples ``(stored arguments, true arguments)``; misfits are left out."""
    fitting = [(stored, true) for stored, true in pairs if len(stored) == len(true)]
    if not fitting:
        return Conversion()
    count = min(len(stored) for stored, _ in fitting)
    return Conversion([_shape([(stored[i], true[i]) for stored, true in fitting]) for i in range(count)])


def _shape(pairs: Sequence[tuple[Any, Any]]) -> Shape:
    made = {type(true) for stored, true in pairs if isinstance(stored, list)}
    kind = made.pop() if len(made) == 1 else None
    if pairs and all(isinstance(true, int | float | complex) for _, true in pairs):
        kind = complex
    lists = [(stored, true) for stored, true in pairs if isinstance(stored, list) and isinstance(true, list | tuple)]
    dicts = [(stored, true) for stored, true in pairs if isinstance(stored, dict) and isinstance(true, dict)]
    if lists:
        each, places = _items([(s, t) for s, t in lists if len(s) == len(t)])
        return Shape(kind, each, places)
    if dicts:
        keys = _shape([(a, b) for s, t in dicts if len(s) == len(t) for a, b in zip(s, t, strict=True)])
        sized = [(s.values(), t.values()) for s, t in dicts if len(s) == len(t)]
        values = _shape([(a, b) for s, t in sized for a, b in zip(s, t, strict=True)])
        return Shape(kind, values, {"keys": keys})
    return Shape(kind)


def _items(pairs: Sequence[tuple[Sequence[Any], Sequence[Any]]]) -> tuple[Shape | None, Mapping[Any, Shape]]:
    """One shape for all items where the containers among them agree, else one by position."""
    every = [(a, b) for stored, true in pairs for a, b in zip(stored, true, strict=True)]
    kinds = {type(b) for a, b in every if isinstance(a, list)}
    if len(kinds) <= 1:
        return _shape(every), {}
    longest = max(len(stored) for stored, _ in pairs)
    return None, {i: _shape([(s[i], t[i]) for s, t in pairs if i < len(s)]) for i in range(longest)}


def number(text: str) -> Any:
    """An integer, float or complex number from its text; other text stays text."""
    for kind in (int, float, complex):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
