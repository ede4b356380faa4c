"""The new text of a function, as it grows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy

from hasten.code.scopes import fresh_name
from hasten.proposers.compile.numpy.affine import Affine, is_length, symbol
from hasten.proposers.compile.numpy.bounds import BEYOND, Bound, names_in
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
        #: First and last value of variables of loops that stay loops, by symbol.
        self.ranges: dict[str, tuple[Affine, Affine]] = {}
        #: Lines that tell how large the elements of an array are, by the name that they bind, until one is needed.
        self.pending: dict[str, str] = {}
        #: Lengths that are not zero.
        self.filled: set[str] = set()
        #: Where the loops around the place start: number of the line, depth.
        self.loops: list[tuple[int, int]] = []
        self._tested: set[str] = set()

    def saved(self) -> Writer:
        """A copy that what is written from now on does not change."""
        other = copy(self)
        other.__dict__.update({name: copy(value) for name, value in vars(self).items()})
        return other

    def line(self, text: str) -> None:
        """One statement, or several lines of one."""
        bound = bound_in(text.split("\n"))
        if bound:
            # What was asked of the old value has to be asked of the new one.
            self._tested = {test for test in self._tested if not bound & names_in(test)}
        self.lines += [_INDENT * self.depth + one for one in text.split("\n")]

    def factor(self, length: Affine) -> str:
        """Text of a length, as a factor."""
        text = length.text(self.names)
        return f"({text})" if " " in text else text

    def rounds(self, length: Affine) -> Bound:
        """A length as a bound, which is that of one round multiplied by."""
        return Bound(max(0, length.known)) if length.known is not None else Bound(1, self.factor(length))

    def shape(self, lengths: Sequence[Affine]) -> str:
        """Lengths as functions that make arrays take them."""
        shown = [length.text(self.names) for length in lengths]
        return shown[0] if len(shown) == 1 else f"({', '.join(shown)})"

    def fresh(self, wanted: str) -> str:
        """A name that nothing else has."""
        name = fresh_name(wanted, self.taken)
        self.taken.add(name)
        return name

    def decline_if(self, test: str) -> None:
        """Give the call up where a test is true."""
        self.settle(test)
        if test in self._tested or self._tested_inside(test):
            return
        if self._early(test):
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

    def settle(self, text: str) -> None:
        """Write the lines that bind what a text reads, where that has been put off."""
        for name in re.findall(r"\w+", text):
            if name in self.pending:
                # What was given is there from the start.
                self.lines.insert(0, self.pending.pop(name))
                self.loops = [(start + 1, depth) for start, depth in self.loops]

    def _tested_inside(self, test: str) -> bool:
        """Whether the innermost loop around has asked the same of the same values."""
        if not self.loops:
            return False
        names = names_in(test)
        for line in reversed(self.lines[self.loops[-1][0] + 1 :]):
            if names & bound_in([line]):
                return False
            depth = (len(line) - len(line.lstrip())) // len(_INDENT)
            text = line.strip()
            if depth == self.depth and text.startswith("if ") and test in text[3:-1].split(" or "):
                return True
        return False

    def _early(self, test: str) -> bool:
        """Write a test in front of the loops that change nothing it reads; false where it belongs inside of all."""
        names = names_in(test)
        for number, (start, depth) in enumerate(self.loops):
            if names & bound_in(self.lines[start:]):
                continue
            if depth == 0:
                self._tested.add(test)
            head = _INDENT * depth
            self.lines[start:start] = [f"{head}if {test}:", f"{head}{_INDENT}{self.decline}"]
            self.loops[number:] = [(s + 2, d) for s, d in self.loops[number:]]
            return True
        return False

    def require(self, difference: Affine) -> None:
        """Give the call up where a difference is less than zero.

        Raises:
            Unsupported: It always is.
        """
        if self._surely(difference):
            return
        if difference.known is None:
            negative = any(factor < 0 for factor in difference.terms.values()) or difference.constant < 0
            if negative or not all(is_length(name) for name in difference.terms):
                self.decline_if(difference.below_zero(self.names))
        elif difference.known < 0:
            raise Unsupported("it reaches out of its arrays")

    def fits(self, bound: Bound, limit: int = BEYOND) -> None:
        """Give the call up where an integer may reach a limit.

        Raises:
            Unsupported: It is not known how large it may become.
        """
        if bound.below(limit) or (bound.raw and limit == BEYOND):
            return
        if bound.carried:
            raise Unsupported("it is not known how large an integer becomes")
        if not bound.text:
            raise Unsupported("an integer leaves 64 bits")
        self.decline_if(f"{bound.text} >= 2**{limit.bit_length() - 1}")

    def _surely(self, difference: Affine) -> bool:
        """Whether a difference is not less than zero for any value of the variables of loops."""
        for name in reversed(list(self.ranges)):
            factor = difference.terms.get(name, 0)
            if factor:
                first, last = self.ranges[name]
                worst = first if factor > 0 else last
                difference = difference - symbol(name).times(factor) + worst.times(factor)
        least = difference.constant + sum(difference.terms[name] for name in self.filled & set(difference.terms))
        return least >= 0 and all(factor > 0 and is_length(name) for name, factor in difference.terms.items())


_BINDS = re.compile(r"^\s*(?:for (?P<targets>.+?) in |(?P<names>[\w, ]+?) (?:[-+*/]|//)?= )")


def bound_in(lines: Iterable[str]) -> set[str]:
    """Names that lines bind."""
    found: set[str] = set()
    for line in lines:
        match = _BINDS.match(line)
        if match:
            found |= set(re.findall(r"\w+", match["targets"] or match["names"]))
    return found
