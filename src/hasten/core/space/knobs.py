"""The kinds of knob: what values one has, how one is drawn, changed, checked and written into a command."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from hasten.errors import InvalidArgument

Value = str | int | float | bool | tuple[str, ...]

#: A numeric knob moves by up to this share of its range in one mutation.
_STEP = 0.2


@dataclass(frozen=True, kw_only=True)
class Knob:
    """What all knobs share.

    Attributes:
        name: Placeholder in the templates: ``{name}``.
        when: Condition: the knob exists only while every named knob is active and has one of these values.
        group: The knob's text is also part of ``{group}``, which joins the texts of its members.
        text: Format of the value where the knob is active, with ``{}`` for the value; empty: the value itself.
    """

    name: str
    when: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    group: str = ""
    text: str = ""

    def written(self, value: Value) -> str:
        """The value as it goes into a command."""
        return self.text.replace("{}", self._plain(value)) if self.text else self._plain(value)

    def _plain(self, value: Value) -> str:
        return str(value)

    @property
    def start(self) -> Value:
        """The default."""
        raise NotImplementedError

    @property
    def count(self) -> int | None:
        """How many values there are, None where they are not counted."""
        raise NotImplementedError

    def draw(self, rng: random.Random) -> Value:
        """A value at random, each as likely as the others (on the logarithmic scale where the knob has one)."""
        raise NotImplementedError

    def changed(self, value: Value, rng: random.Random) -> Value:
        """Another value near this one; the same where there is only one."""
        raise NotImplementedError

    def problem(self, value: object) -> str:
        """What is wrong with a value, or empty."""
        raise NotImplementedError

    def features(self, value: Value) -> tuple[float, ...]:
        """Numbers in 0 to 1 of a fixed length, for models of cost and for distances."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Choice(Knob):
    """One of some options, which have no order.

    Attributes:
        options: At least one, all different.
        default: One of them; None: the first.
    """

    options: tuple[Value, ...]
    default: Value | None = None

    def __post_init__(self) -> None:
        if not self.options:
            raise InvalidArgument(f"knob {self.name!r} has no options; give at least one")
        if len(set(map(repr, self.options))) < len(self.options):
            raise InvalidArgument(f"knob {self.name!r} names an option twice; give each option once")
        _require_default(self, self.default)

    @property
    def start(self) -> Value:
        """The default."""
        return self.options[0] if self.default is None else self.default

    @property
    def count(self) -> int | None:
        """How many options."""
        return len(self.options)

    def draw(self, rng: random.Random) -> Value:
        """An option."""
        return rng.choice(self.options)

    def changed(self, value: Value, rng: random.Random) -> Value:
        """Another option."""
        others = [o for o in self.options if not _equal(o, value)]
        return rng.choice(others) if others else value

    def problem(self, value: object) -> str:
        """Not among the options."""
        if any(_equal(o, value) for o in self.options):
            return ""
        return f"{value!r} is none of its options {', '.join(map(repr, self.options))}"

    def features(self, value: Value) -> tuple[float, ...]:
        """One place an option."""
        return tuple(float(_equal(o, value)) for o in self.options)


@dataclass(frozen=True, kw_only=True)
class Flag(Knob):
    """On or off.

    Attributes:
        on: Text while it is on.
        off: Text while it is off.
        default: Whether it is on by default.
    """

    on: str = "1"
    off: str = "0"
    default: bool = False

    def __post_init__(self) -> None:
        _require_default(self, self.default)

    def written(self, value: Value) -> str:
        """``on`` or ``off``."""
        return self.on if value else self.off

    @property
    def start(self) -> Value:
        """The default."""
        return self.default

    @property
    def count(self) -> int | None:
        """Two."""
        return 2

    def draw(self, rng: random.Random) -> Value:
        """A toss of a coin."""
        return rng.random() < 0.5

    def changed(self, value: Value, rng: random.Random) -> Value:
        """The other one."""
        return not value

    def problem(self, value: object) -> str:
        """Not a bool."""
        return "" if isinstance(value, bool) else f"{value!r} is neither true nor false"

    def features(self, value: Value) -> tuple[float, ...]:
        """1 where it is on."""
        return (float(bool(value)),)


@dataclass(frozen=True, kw_only=True)
class Int(Knob):
    """A whole number.

    Attributes:
        low: Smallest.
        high: Largest, >= low.
        step: Distance of neighbours on the linear scale, >= 1.
        log: Whether the scale is logarithmic; then low >= 1 and step 1.
        default: None: the smallest.
    """

    low: int
    high: int
    step: int = 1
    log: bool = False
    default: int | None = None

    def __post_init__(self) -> None:
        _require_range(self, self.low, self.high, log=self.log)
        if self.step < 1 or (self.log and self.step != 1):
            raise InvalidArgument(f"knob {self.name!r} has step {self.step}; give at least 1, and none with log")
        _require_default(self, self.default)

    @property
    def start(self) -> Value:
        """The default."""
        return self.low if self.default is None else self.default

    @property
    def count(self) -> int | None:
        """Values on the grid."""
        return (self.high - self.low) // self.step + 1

    def draw(self, rng: random.Random) -> Value:
        """A value, even on its scale."""
        if self.log:
            return min(self.high, max(self.low, round(math.exp(_between(rng, self.low, self.high + 1)) - 0.5)))
        return rng.randrange(self.low, self.high + 1, self.step)

    def changed(self, value: Value, rng: random.Random) -> Value:
        """A value nearby on the scale."""
        if self.low == self.high:
            return value
        for _ in range(16):
            at = _moved(self._position(value), rng)
            found = self._at(at)
            if found != value:
                return found
        up, down = int(value) + self.step, int(value) - self.step  # type: ignore[arg-type]
        return up if up <= self.high and (down < self.low or rng.random() < 0.5) else down

    def problem(self, value: object) -> str:
        """Not a whole number of the range and grid."""
        if not isinstance(value, int) or isinstance(value, bool):
            return f"{value!r} is no whole number"
        if not self.low <= value <= self.high:
            return f"{value} lies outside {self.low} to {self.high}"
        return "" if (value - self.low) % self.step == 0 else f"{value} is no step of {self.step} from {self.low}"

    def features(self, value: Value) -> tuple[float, ...]:
        """Place in the range."""
        return (self._position(value),)

    def _position(self, value: Value) -> float:
        return _place(float(value), self.low, self.high, log=self.log)  # type: ignore[arg-type]

    def _at(self, place: float) -> int:
        raw = _value_at(place, self.low, self.high, log=self.log)
        last = self.high - (self.high - self.low) % self.step
        return min(self.low + round((raw - self.low) / self.step) * self.step, last)


@dataclass(frozen=True, kw_only=True)
class Float(Knob):
    """A real number.

    Attributes:
        low: Smallest.
        high: Largest, >= low.
        log: Whether the scale is logarithmic; then low > 0.
        default: None: the smallest.
    """

    low: float
    high: float
    log: bool = False
    default: float | None = None

    def __post_init__(self) -> None:
        _require_range(self, self.low, self.high, log=self.log)
        _require_default(self, self.default)

    def _plain(self, value: Value) -> str:
        return f"{float(value):.6g}"  # type: ignore[arg-type]

    @property
    def start(self) -> Value:
        """The default."""
        return self.low if self.default is None else self.default

    @property
    def count(self) -> int | None:
        """Not counted."""
        return None if self.low < self.high else 1

    def draw(self, rng: random.Random) -> Value:
        """A value, even on its scale, with the digits that are written."""
        return self._at(rng.random())

    def changed(self, value: Value, rng: random.Random) -> Value:
        """A value nearby on the scale."""
        return self._at(_moved(_place(float(value), self.low, self.high, log=self.log), rng))  # type: ignore[arg-type]

    def problem(self, value: object) -> str:
        """Not a number of the range."""
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not math.isfinite(value):
            return f"{value!r} is no finite number"
        return "" if self.low <= value <= self.high else f"{value:g} lies outside {self.low:g} to {self.high:g}"

    def features(self, value: Value) -> tuple[float, ...]:
        """Place in the range."""
        return (_place(float(value), self.low, self.high, log=self.log),)  # type: ignore[arg-type]

    def _at(self, place: float) -> float:
        raw = float(f"{_value_at(place, self.low, self.high, log=self.log):.6g}")
        return min(self.high, max(self.low, raw))


@dataclass(frozen=True, kw_only=True)
class Names(Knob):
    """A sequence of names, as an order of compiler passes.

    Attributes:
        names: What it is made of, all different.
        least: Shortest length.
        most: Longest length, >= least.
        repeats: Whether a name may occur more than once.
        join: Text between the names.
        default: The default sequence.
    """

    names: tuple[str, ...]
    least: int = 0
    most: int = 8
    repeats: bool = True
    join: str = ","
    default: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.names or len(set(self.names)) < len(self.names):
            raise InvalidArgument(f"knob {self.name!r} needs names, each once; got {list(self.names)}")
        longest = self.most if self.repeats else min(self.most, len(self.names))
        if not 0 <= self.least <= longest:
            raise InvalidArgument(
                f"knob {self.name!r}: lengths {self.least} to {self.most} are not possible with {len(self.names)} "
                "names; lower least or raise most"
            )
        object.__setattr__(self, "most", longest)
        _require_default(self, self.default)

    def _plain(self, value: Value) -> str:
        return self.join.join(value)  # type: ignore[arg-type]

    @property
    def start(self) -> Value:
        """The default."""
        return self.default

    @property
    def count(self) -> int | None:
        """Not counted."""
        return None

    def draw(self, rng: random.Random) -> Value:
        """A length, then names."""
        length = rng.randint(self.least, self.most)
        return tuple(rng.choices(self.names, k=length) if self.repeats else rng.sample(self.names, length))

    def changed(self, value: Value, rng: random.Random) -> Value:
        """One name added, dropped, replaced, or two exchanged."""
        old = tuple(value)  # type: ignore[arg-type]
        found = list(old)
        moves = [m for m, possible in (
            ("add", len(found) < self.most and self._others(found)), ("drop", len(found) > self.least),
            ("replace", found and self._others(found)), ("exchange", len(found) > 1),
        ) if possible]  # fmt: skip
        if not moves:
            return old
        move = rng.choice(moves)
        at = rng.randrange(len(found) + (move == "add"))
        if move == "add":
            found.insert(at, rng.choice(self._others(found)))
        elif move == "drop":
            del found[at]
        elif move == "replace":
            found[at] = rng.choice(self._others(found))
        else:
            other = rng.randrange(len(found))
            found[at], found[other] = found[other], found[at]
        return tuple(found)

    def problem(self, value: object) -> str:
        """Not a tuple of the names, of a length that is allowed."""
        if not isinstance(value, tuple):
            return f"{value!r} is no sequence of names"
        unknown = [n for n in value if n not in self.names]
        if unknown:
            return f"{unknown[0]!r} is none of its names"
        if not self.least <= len(value) <= self.most:
            return f"its length {len(value)} lies outside {self.least} to {self.most}"
        return "" if self.repeats or len(set(value)) == len(value) else "a name occurs twice"

    def features(self, value: Value) -> tuple[float, ...]:
        """How often each name occurs, as a share of the longest sequence, then the length."""
        held = tuple(value)  # type: ignore[arg-type]
        longest = max(1, self.most)
        return (*(held.count(n) / longest for n in self.names), len(held) / longest)

    def _others(self, held: list[str]) -> list[str]:
        return list(self.names) if self.repeats else [n for n in self.names if n not in held]


def _equal(a: object, b: object) -> bool:
    """Equality that parts 1, 1.0 and True."""
    return type(a) is type(b) and a == b


def _require_default(knob: Knob, default: object) -> None:
    if default is not None and (problem := knob.problem(default)):
        raise InvalidArgument(f"the default of knob {knob.name!r} does not fit: {problem}")


def _require_range(knob: Knob, low: float, high: float, *, log: bool) -> None:
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        raise InvalidArgument(f"knob {knob.name!r} runs from {low:g} to {high:g}; low must not be above high")
    if log and not low > 0:
        raise InvalidArgument(f"knob {knob.name!r} is logarithmic but starts at {low:g}; give a low above 0")


def _between(rng: random.Random, low: float, high: float) -> float:
    return rng.uniform(math.log(low), math.log(high))


def _moved(place: float, rng: random.Random) -> float:
    return min(1.0, max(0.0, place + rng.gauss(0.0, _STEP)))


def _place(value: float, low: float, high: float, *, log: bool) -> float:
    if low == high:
        return 0.0
    if log:
        return math.log(value / low) / math.log(high / low)
    return (value - low) / (high - low)


def _value_at(place: float, low: float, high: float, *, log: bool) -> float:
    return low * (high / low) ** place if log else low + place * (high - low)
