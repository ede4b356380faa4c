"""The differences that a user may allow, by name: a closed list, each a test on one difference."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from hasten.errors import InvalidArgument
from hasten.oracles.difference import Difference

#: Relative distance below which two floats are close (``float-tol``, and ``same-value``).
FLOAT_TOLERANCE = 1e-9
#: Relative distance that another order of additions explains (``float-reassoc``).
REASSOCIATION = 1e-12


@dataclass(frozen=True)
class Waiver:
    """One kind of difference that the user lets pass.

    Attributes:
        name: Name on the command line.
        text: What it lets pass, for the report.
        admits: Whether a difference is of that kind.
    """

    name: str
    text: str
    admits: Callable[[Difference], bool]


def _of_kind(*kinds: str) -> Callable[[Difference], bool]:
    return lambda difference: difference.kind in kinds


def _close(limit: float) -> Callable[[Difference], bool]:
    def admits(difference: Difference) -> bool:
        return (
            difference.within is not None
            and difference.within <= limit
            and isinstance(difference.old, float)
            and isinstance(difference.new, float)
        )

    return admits


def _raised(difference: Difference) -> bool:
    """Both sides raise; only the type of the exception differs."""
    texts = (str(difference.old), str(difference.new))
    return difference.kind == "exception" and all(text.startswith("raises") for text in texts)


WAIVERS = {
    waiver.name: waiver
    for waiver in (
        Waiver("float-tol", f"floats may differ by {FLOAT_TOLERANCE:g} of their size", _close(FLOAT_TOLERANCE)),
        Waiver("float-reassoc", f"floats may differ by {REASSOCIATION:g} of their size", _close(REASSOCIATION)),
        Waiver("dict-order", "dicts may come in another order", _of_kind("order")),
        Waiver("exception-type", "another type of exception may be raised", _raised),
        Waiver(
            "fresh-object",
            "results may or may not share parts with arguments and earlier results",
            _of_kind("aliasing"),
        ),
        Waiver("laziness", "items may be taken and made earlier or later", _of_kind("laziness", "iterators")),
        Waiver("callbacks", "call-backs may be called in another order or number", _of_kind("callbacks")),
        Waiver("arguments", "arguments may be left changed in another way", _of_kind("arguments")),
        Waiver("stdout", "other text may be printed", _of_kind("stdout")),
        Waiver("stderr", "other text may go to standard error", _of_kind("stderr")),
        Waiver("warnings", "other warnings may be issued", _of_kind("warnings")),
        Waiver("globals", "module globals may be left otherwise", _of_kind("globals")),
        Waiver("random", "the random sequence may be drawn from otherwise", _of_kind("random")),
        Waiver("state", "process state may be left otherwise", _of_kind("state")),
        Waiver(
            "recursion",
            "deep inputs may exceed the recursion limit",
            lambda d: d.kind == "exception" and "RecursionError" in str(d.new),
        ),
    )
}


def waivers_named(names: Sequence[str]) -> tuple[Waiver, ...]:
    """The waivers of these names.

    Raises:
        InvalidArgument: There is no such waiver.
    """
    for name in names:
        if name not in WAIVERS:
            raise InvalidArgument(f"there is no waiver {name!r}; choose from {', '.join(sorted(WAIVERS))}")
    return tuple(WAIVERS[name] for name in dict.fromkeys(names))


@dataclass
class Allowance:
    """The waivers in force, and how often and how far each was used.

    Attributes:
        level: Observer level.
        waivers: What the user allowed.
        used: Differences let pass, by waiver.
        largest: Largest relative distance of floats let pass, by waiver.
    """

    level: str
    waivers: tuple[Waiver, ...] = ()
    used: dict[str, int] = field(default_factory=dict)
    largest: dict[str, float] = field(default_factory=dict)

    @property
    def most(self) -> int:
        """How many differences of value must be listed: every one, when some may be let pass."""
        return 100_000 if self.waivers or self.level == "same-value" else 1

    def counting(self, differences: Collection[Difference]) -> list[Difference]:
        """The differences that count: at this level, and not waived."""
        return [d for d in differences if d.counts_at(self.level) and not self._passes(d)]

    def _passes(self, difference: Difference) -> bool:
        if self.level == "same-value" and _equal_value(difference):
            return True
        for waiver in self.waivers:
            if waiver.admits(difference):
                self.used[waiver.name] = self.used.get(waiver.name, 0) + 1
                if difference.within is not None:
                    self.largest[waiver.name] = max(self.largest.get(waiver.name, 0.0), difference.within)
                return True
        return False


def _equal_value(difference: Difference) -> bool:
    """What ``==`` with a tolerance lets pass: close numbers of whatever type, and the order of dicts."""
    if difference.kind == "order":
        return True
    return difference.within is not None and difference.within <= FLOAT_TOLERANCE
