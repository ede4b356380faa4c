"""The new text of a function, as it grows."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

from hasten.code.scopes import fresh_name
from hasten.proposers.compile.numpy.affine import Affine
from hasten.proposers.compile.numpy.bounds import BEYOND, Bound
from hasten.proposers.compile.refusal import Unsupported

_INDENT = "    "


class Writer:
    """Lines of the new text, and what has to stand around them.

    Args:
        taken: Names that are in use.
        decline: The statement that gives a call up: the function as it was does it.

    Attributes:
        lines: What was written.
        catches: Names of exceptions by which numpy tells that the function as it was has to do it.
        names: What is written for symbols of lengths.
    """

    def __init__(self, taken: Iterable[str], decline: str) -> None:
        self.taken, self.decline = set(taken), decline
        self.lines: list[str] = []
        self.depth = 0
        self.catches: set[str] = set()
        self.names: dict[str, str] = {}
        self._tested: set[str] = set()

    def saved(self) -> Writer:
        """A copy that what is written from now on does not change."""
        other = copy(self)
        other.taken, other.lines, other.catches = set(self.taken), list(self.lines), set(self.catches)
        other.names, other._tested = dict(self.names), set(self._tested)
        return other

    def line(self, text: str) -> None:
        """One statement, or several lines of one."""
        self.lines += [_INDENT * self.depth + one for one in text.split("\n")]

    def fresh(self, wanted: str) -> str:
        """A name that nothing else has."""
        name = fresh_name(wanted, self.taken)
        self.taken.add(name)
        return name

    def decline_if(self, test: str) -> None:
        """Give the call up where a test is true."""
        if test in self._tested:
            return
        if not self.depth:
            self._tested.add(test)
        head, tail = f"{_INDENT * self.depth}if ", f"{_INDENT * (self.depth + 1)}{self.decline}"
        if len(self.lines) > 1 and self.lines[-1] == tail and self.lines[-2].startswith(head):
            joined = f"{self.lines[-2][:-1]} or {test}:"
            if len(joined) < 100 and not joined.startswith(f"{head}not (") and " and " not in joined:
                self.lines[-2] = joined
                return
        self.line(f"if {test}:\n{_INDENT}{self.decline}")

    def require(self, difference: Affine) -> None:
        """Give the call up where a difference is less than zero.

        Raises:
            Unsupported: It always is.
        """
        if difference.known is None:
            if any(factor < 0 for factor in difference.terms.values()) or difference.constant < 0:
                self.decline_if(difference.below_zero(self.names))
            elif not all(_is_length(name) for name in difference.terms):
                self.decline_if(difference.below_zero(self.names))
        elif difference.known < 0:
            raise Unsupported("it reaches out of its arrays")

    def fits(self, bound: Bound, limit: int = BEYOND) -> None:
        """Give the call up where an integer may reach a limit.

        Raises:
            Unsupported: It is not known how large it may become.
        """
        if bound.below(limit):
            return
        if bound.carried:
            raise Unsupported("it is not known how large an integer becomes")
        if not bound.text:
            raise Unsupported("an integer leaves 64 bits")
        self.decline_if(f"{bound.text} >= 2**{limit.bit_length() - 1}")


def _is_length(name: str) -> bool:
    return name.startswith("len(") or ".shape[" in name
