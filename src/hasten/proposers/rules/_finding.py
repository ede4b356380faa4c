"""What a rule finds, and what a rule is."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode


@dataclass(frozen=True)
class Finding:
    """One place where a slow pattern occurs, with the change that removes it.

    Attributes:
        node: Where it is.
        found: One sentence for the reader: what is there and why the other form is faster.
        change: Writes the change into an empty collection of edits; may raise ``EditConflict``.
        growth: Growth before and after, or None where only the constant changes.
        guarded: Whether the change carries checks at run time for inputs on which the plain change would differ;
            a plain form of the same finding is tried first.
        enabling: Whether the change lays further patterns open, so that it goes before others of its rank.
        minor: Whether the gain is too small to be proposed beside others; it serves inside combinations, and alone
            where nothing else is found.
        ahead: Whether the change reads or hashes elements before the original would have reached them, so that an odd
            one may raise; the original can then stay behind it (see ``_fallback``).
        integers: Whether the change is exact for integers only; where nothing declares them, the original can stay
            for all other numbers (see ``_fallback``).
        prepares: Whether the change sets something up in each call of the function that only many turns pay back,
            though the growth stays.
        gives_way: Whether the change is a step of a larger pattern that other rules do away with as a whole, and would
            take it from them: it goes behind all that change the growth.
    """

    node: ast.AST
    found: str
    change: Callable[[Edits], None]
    growth: tuple[str, str] | None = None
    guarded: bool = False
    enabling: bool = False
    minor: bool = False
    ahead: bool = False
    integers: bool = False
    prepares: bool = False
    gives_way: bool = False

    @property
    def lays_open(self) -> bool:
        """Whether that the change lays patterns open is reason enough to write helpers out for it."""
        return self.enabling and not self.minor

    @property
    def line(self) -> int:
        """The line of the module where it is, from 1."""
        return getattr(self.node, "lineno", 1)


class Rule(Protocol):
    """A module of this package.

    With ``OPENING = True`` its changes do nothing but lay patterns open to other rules; they are made only where one of
    these then finds something.
    """

    __name__: str
    __doc__: str | None

    def find(self, code: FunctionCode) -> Iterator[Finding]:
        """Every occurrence in one function, in source order where there is no better one."""
        ...


@dataclass(frozen=True)
class Located:
    """A finding with the rule and the function it belongs to."""

    rule: str
    code: FunctionCode
    finding: Finding

    @property
    def rationale(self) -> str:
        """The sentence for reports, with its line."""
        return f"line {self.finding.line}: {self.finding.found}"


@dataclass(frozen=True)
class RuleFailure:
    """A rule that raised while it looked at a function or made its change."""

    rule: str
    function: str
    error: Exception
