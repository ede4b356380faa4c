"""A space of settings: knobs, some of which exist only under a condition."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

from hasten.core.space.knobs import Knob, Value
from hasten.errors import InvalidArgument

#: A point: the values of the active knobs, in the order of the space.
Values = Mapping[str, Value]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


@dataclass(frozen=True)
class Space:
    """Knobs in order; a condition speaks of knobs that stand before it.

    Args:
        knobs: At least one, with different names.

    Raises:
        InvalidArgument: A name is taken twice or is no identifier, or a condition cannot be met.

    Example:
        >>> space = Space((Flag(name="lto"), Int(name="jobs", low=1, high=8, when={"lto": (True,)})))
        >>> dict(space.default())
        {'lto': False}
    """

    knobs: tuple[Knob, ...]

    def __post_init__(self) -> None:
        if not self.knobs:
            raise InvalidArgument("the space has no knobs; declare at least one")
        seen: dict[str, Knob] = {}
        for knob in self.knobs:
            if not _NAME.match(knob.name):
                raise InvalidArgument(f"knob {knob.name!r}: a name is made of letters, digits and _")
            if knob.name in seen:
                raise InvalidArgument(f"knob {knob.name!r} is declared twice; give each knob a name of its own")
            self._require_possible(knob, seen)
            seen[knob.name] = knob
        for group in self.groups:
            if group in seen:
                raise InvalidArgument(f"{group!r} names both a knob and a group; rename one of them")

    def __getitem__(self, name: str) -> Knob:
        return self._by_name[name]

    @property
    def groups(self) -> tuple[str, ...]:
        """Names of the groups, in order."""
        return tuple(dict.fromkeys(k.group for k in self.knobs if k.group))

    @property
    def _by_name(self) -> dict[str, Knob]:
        return {k.name: k for k in self.knobs}

    @property
    def size(self) -> int | None:
        """How many points there are at most (conditions not counted in), None where that is not counted."""
        total = 1
        for knob in self.knobs:
            if knob.count is None:
                return None
            total *= knob.count
        return total

    def default(self) -> Values:
        """The point that everything is compared with."""
        return self._filled({})

    def active(self, knob: Knob, values: Values) -> bool:
        """Whether the knob's condition holds at a point."""
        return all(
            name in values and any(_same(values[name], v) for v in wanted) for name, wanted in knob.when.items()
        )

    def sample(self, rng: random.Random) -> Values:
        """A point at random."""
        values: dict[str, Value] = {}
        for knob in self.knobs:
            if self.active(knob, values):
                values[knob.name] = knob.draw(rng)
        return values

    def mutate(self, values: Values, rng: random.Random) -> Values:
        """A neighbour: one knob changed, mostly; knobs that come to exist take their default."""
        found = dict(values)
        movable = [k for k in self.knobs if k.name in values and k.count != 1]
        while movable:
            knob = rng.choice(movable)
            found[knob.name] = knob.changed(found[knob.name], rng)
            if rng.random() < 0.6:
                break
        return self._filled(found)

    def crossover(self, one: Values, other: Values, rng: random.Random) -> Values:
        """A child: each knob from either parent."""
        found = {}
        for name in dict.fromkeys([*one, *other]):
            sources = [p for p in (one, other) if name in p]
            found[name] = rng.choice(sources)[name]
        return self._filled(found)

    def key(self, values: Values) -> str:
        """Digest of a point."""
        return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]

    def features(self, values: Values) -> tuple[float, ...]:
        """Numbers in 0 to 1 of a fixed length: each knob's, then whether it is active; zeros where it is not."""
        found: list[float] = []
        for knob in self.knobs:
            present = knob.name in values
            inside = knob.features(values[knob.name] if present else knob.start)
            found += [*(inside if present else [0.0] * len(inside)), float(present)]
        return tuple(found)

    def checked(self, values: Mapping[str, object]) -> Values:
        """The point in canonical form; knobs that are left out take their default.

        Raises:
            InvalidArgument: A name is unknown, a value does not fit, or a knob is given that does not exist here.
        """
        for name, value in values.items():
            knob = self._by_name.get(name)
            if knob is None:
                raise InvalidArgument(f"there is no knob {name!r}; the space has {', '.join(self._by_name)}")
            if problem := knob.problem(value):
                raise InvalidArgument(f"knob {name!r}: {problem}")
        full = self._filled(values)  # type: ignore[arg-type]
        for name in values:
            if name not in full:
                condition = ", ".join(f"{n} is {' or '.join(map(repr, v))}" for n, v in self[name].when.items())
                raise InvalidArgument(f"knob {name!r} exists only when {condition}; leave it out here")
        return full

    def written(self, values: Values) -> dict[str, str]:
        """The text of every placeholder: each knob (empty where it is not active) and each group."""
        texts = {k.name: k.written(values[k.name]) if k.name in values else "" for k in self.knobs}
        for group in self.groups:
            members = [texts[k.name] for k in self.knobs if k.group == group]
            texts[group] = " ".join(t for t in members if t)
        return texts

    def _filled(self, values: Values) -> Values:
        found: dict[str, Value] = {}
        for knob in self.knobs:
            if self.active(knob, found):
                found[knob.name] = values.get(knob.name, knob.start)
        return found

    def _require_possible(self, knob: Knob, before: Mapping[str, Knob]) -> None:
        """The condition, with the conditions of the knobs that it speaks of, can hold at some point."""
        wanted: dict[str, list[tuple[Value, ...]]] = {}
        waiting = [knob]
        while waiting:
            current = waiting.pop()
            for name, values in current.when.items():
                parent = before.get(name)
                if parent is None:
                    raise InvalidArgument(
                        f"knob {current.name!r} depends on {name!r}, which is not declared before it "
                        f"(before it: {', '.join(before) or 'none'})"
                    )
                misfit = [problem for v in values if (problem := parent.problem(v))]
                if misfit or not values:
                    why = misfit[0] if misfit else "no value is given"
                    raise InvalidArgument(f"the condition of knob {current.name!r} cannot be met: {name}: {why}")
                wanted.setdefault(name, []).append(values)
                waiting.append(parent)
        for name, lists in wanted.items():
            if not any(all(any(_same(v, w) for w in other) for other in lists) for v in lists[0]):
                raise InvalidArgument(
                    f"the condition of knob {knob.name!r} cannot be met: no value of {name!r} suits it and the "
                    "conditions that it rests on"
                )


def _same(a: object, b: object) -> bool:
    return type(a) is type(b) and a == b
