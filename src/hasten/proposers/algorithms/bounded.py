"""The index' own functions on arguments that they were not made for, with an end.

They run here, in the parent, on inputs that the target was seen on. On NaN a loop that waits for two values to be equal
never ends, on a large integer a loop over a range takes hours. Small integers, texts and lists of them are what the
functions are tested on, and run freely.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

#: Lines that a call may run.
MOST_LINES = 20_000
#: Integers up to this size are taken without counting.
_SMALL = 10_000


class Endless(ArithmeticError):
    """A call ran more lines than it may."""


def bounded(function: Callable[..., Any], args: list[Any]) -> Any:
    """The result of a call that is stopped after ``MOST_LINES`` lines where its arguments are unusual.

    Raises:
        Endless: It was stopped; as an ``ArithmeticError`` it is among what these functions may raise.
    """
    if not _unusual(args):
        return function(*args)
    left = MOST_LINES

    def count(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise Endless(f"more than {MOST_LINES} lines")
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        return function(*args)
    finally:
        sys.settrace(before)


def _unusual(value: Any) -> bool:
    """Whether a float, or an integer that is not small, is somewhere in a value."""
    if isinstance(value, float):
        return True
    if isinstance(value, int):
        return not -_SMALL <= value <= _SMALL
    if isinstance(value, list | tuple | set | frozenset):
        return any(map(_unusual, value))
    if isinstance(value, dict):
        return any(map(_unusual, value)) or any(map(_unusual, value.values()))
    return False
