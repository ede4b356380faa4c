"""Bounds on what an interpreted piece of code may take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: Most items of a container or characters of a text.
MAX_LENGTH = 3000
#: Most bits of an integer.
MAX_BITS = 20_000
#: Most nested calls of interpreted functions: each takes several frames of the parent.
MAX_DEPTH = 50

#: What interpreted code may raise by itself, and catch.
RAISED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    RuntimeError,
    StopIteration,
    TypeError,
    ValueError,
)


class Stopped(BaseException):
    """The interpreter gave up; no ``except`` of the interpreted code catches this."""


class Unsupported(Stopped):
    """The code uses something that the interpreter does not know."""


class OutOfSteps(Stopped):
    """The code ran longer, deeper or larger than its bounds."""


class Meter:
    """Counts steps down and stops at zero.

    Args:
        steps: Most steps, > 0.
    """

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self) -> None:
        """Take one step.

        Raises:
            OutOfSteps: None is left.
        """
        self.left -= 1
        if self.left < 0:
            raise OutOfSteps

    def counted(self, items: Iterator[Any]) -> Iterator[Any]:
        """The same items, a step each: a builtin that drains them is bounded like a loop."""
        for item in items:
            self.step()
            if isinstance(item, tuple):
                self.left -= len(item) // 8
            yield item


def checked(value: Any) -> Any:
    """The value, if its size is within bounds.

    Raises:
        OutOfSteps: It is larger.
    """
    if isinstance(value, int):
        if value.bit_length() > MAX_BITS:
            raise OutOfSteps
    elif hasattr(value, "__len__") and not isinstance(value, range) and len(value) > MAX_LENGTH:
        raise OutOfSteps
    return value
