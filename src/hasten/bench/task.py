"""What a benchmark asks: one task with its inputs, its known solutions and how an answer is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Cases:
    """Inputs of a task as Python text; they are made in the sandbox, never in this process.

    Attributes:
        text: Text of a module that defines ``calls()``, which gives one tuple of arguments per case.
        expected: The right answer of each case as plain JSON values, or None where a reference's answer is right.
        levels: Level of each case (all 0 where the benchmark has none), or None for "all level 0".
    """

    text: str
    expected: tuple[Any, ...] | None = None
    levels: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Solution:
    """A whole module with the function that answers a task.

    Attributes:
        text: Text of the module.
        entry: Name of the function in it.
    """

    text: str
    entry: str


@dataclass(frozen=True)
class Task:
    """One problem of a benchmark.

    Attributes:
        name: The benchmark's own name of it (``HumanEval/0``).
        prompt: What a model is asked.
        entry: Function that an answer must define; for programs ``main`` reads standard input.
        original: The benchmark's original solution, what ``hasten optimize`` starts from; None where there is none.
        references: Solutions that answers are measured against, best first.
        tests: Inputs for correctness.
        stress: Inputs for time, None where the tests are used.
        checker: Text of a module that defines ``check(arguments, right, given)``; empty: equality of values.
        tolerance: Largest absolute difference between floats that counts as equal, >= 0.
        program: Whether the answer is a program that reads standard input and writes standard output.
        extra: What only this benchmark's score needs.
    """

    name: str
    prompt: str
    entry: str
    original: Solution | None
    references: tuple[Solution, ...] = ()
    tests: Cases = Cases("def calls():\n    return []\n")
    stress: Cases | None = None
    checker: str = ""
    tolerance: float = 0.0
    program: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def timed(self) -> Cases:
        """The inputs on which time is measured."""
        return self.stress if self.stress is not None else self.tests


def literal_cases(inputs: list[list[Any]], expected: list[Any] | None = None) -> Cases:
    """Cases of plain values, written out as Python text."""
    lines = ["inf = float('inf')", "nan = float('nan')", "", "def calls():", "    return ["]
    lines += [f"        {tuple(arguments)!r}," for arguments in inputs]
    lines += ["    ]", ""]
    return Cases("\n".join(lines), None if expected is None else tuple(expected))


def expression_cases(expressions: list[str], preamble: str = "") -> Cases:
    """Cases whose argument lists are given as Python expressions, e.g. ``[list(range(1000))]``."""
    lines = [preamble, "def calls():", "    return ["]
    lines += [f"        tuple({text})," for text in expressions]
    lines += ["    ]", ""]
    return Cases("\n".join(lines))
