"""The builtins, methods and library functions that interpreted code may call: pure ones, with bounded cost."""

from __future__ import annotations

import bisect
import collections
import functools
import heapq
import itertools
import math
import operator
import string
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from hasten.proposers.algorithms.interpreter.limits import MAX_LENGTH, Meter, OutOfSteps, Unsupported, checked

_TYPES = (int, float, bool, str, list, tuple, dict, set, frozenset, complex)
_FUNCTIONS = (abs, all, any, bin, chr, divmod, hex, len, max, min, oct, ord, sorted, sum, repr, callable)
_LAZY = (enumerate, filter, map, reversed, zip, iter)
_EXCEPTIONS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    Exception,
    IndexError,
    KeyError,
    LookupError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    StopIteration,
    TypeError,
    ValueError,
    ZeroDivisionError,
)

BUILTINS: dict[str, Any] = {item.__name__: item for item in (*_TYPES, *_FUNCTIONS, *_LAZY, *_EXCEPTIONS)}
BUILTINS |= {"range": range, "pow": pow, "round": round, "isinstance": isinstance, "next": next, "slice": slice}
BUILTINS |= {"True": True, "False": False, "None": None, "object": object, "type": type}

_MODULES: dict[str, tuple[Any, str]] = {
    "math": (
        math,
        "ceil comb copysign e exp fabs factorial floor fmod gcd hypot inf isclose isfinite isinf isnan isqrt "
        "lcm log log10 log2 nan perm pi pow prod sqrt tau trunc",
    ),
    "itertools": (
        itertools,
        "accumulate chain combinations combinations_with_replacement compress count cycle dropwhile "
        "filterfalse groupby islice pairwise permutations product repeat starmap takewhile tee zip_longest",
    ),
    "collections": (collections, "Counter OrderedDict defaultdict deque"),
    "heapq": (heapq, "heapify heappop heappush heappushpop heapreplace merge nlargest nsmallest"),
    "bisect": (bisect, "bisect bisect_left bisect_right insort insort_left insort_right"),
    "functools": (functools, "reduce"),
    "operator": (operator, "add and_ eq floordiv ge gt itemgetter le lt mod ne neg or_ sub truediv xor"),
    "string": (string, "ascii_letters ascii_lowercase ascii_uppercase digits punctuation whitespace"),
}

_METHODS: dict[type, frozenset[str]] = {
    list: frozenset("append clear copy count extend index insert pop remove reverse sort".split()),
    tuple: frozenset(("count", "index")),
    dict: frozenset("clear copy fromkeys get items keys pop popitem setdefault update values".split()),
    set: frozenset(
        "add clear copy difference difference_update discard intersection intersection_update isdisjoint "
        "issubset issuperset pop "
        "remove symmetric_difference union update".split()
    ),
    frozenset: frozenset(
        "copy difference intersection isdisjoint issubset issuperset symmetric_difference union".split()
    ),
    str: frozenset(
        "capitalize casefold count endswith find index isalnum isalpha isascii isdecimal isdigit isidentifier "
        "islower isnumeric isspace istitle isupper join lower lstrip partition removeprefix removesuffix "
        "replace rfind rindex rpartition rsplit "
        "rstrip split splitlines startswith strip swapcase title upper ljust rjust center zfill".split()
    ),
    int: frozenset(("bit_length", "bit_count")),
    float: frozenset(("is_integer",)),
}
_METHODS[deque] = frozenset(
    "append appendleft clear copy count extend extendleft index pop popleft remove reverse rotate".split()
)
_METHODS[Counter] = _METHODS[dict] | {"most_common", "subtract", "total"}
_METHODS[defaultdict] = _METHODS[dict]
_METHODS[OrderedDict] = _METHODS[dict] | {"move_to_end"}
_METHODS[bool] = _METHODS[int]

#: Iterators made by a library call are counted, so that no builtin drains a huge one unseen.
_ITERATOR_MAKERS = {item for item in _LAZY if item is not iter} | {
    value for value in vars(itertools).values() if isinstance(value, type)
}


def library_module(name: str) -> dict[str, Any] | None:
    """The names that may be used of a library module, or None where none may."""
    if name not in _MODULES:
        return None
    module, names = _MODULES[name]
    return {each: getattr(module, each) for each in names.split()}


def method_of(value: Any, name: str) -> Any:
    """A method of a builtin value or type.

    Raises:
        Unsupported: It is not on the list.
    """
    owner = value if isinstance(value, type) else type(value)
    if name not in _METHODS.get(owner, ()):
        raise Unsupported(f"attribute {name} of {owner.__name__}")
    return getattr(value, name)


def call_library(function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any], meter: Meter) -> Any:
    """Call a function of the tables above within the bounds.

    Raises:
        OutOfSteps: The cost or the result would be out of bounds.
    """
    _check_cost(function, args, kwargs)
    for item in (*args, *kwargs.values()):
        if (
            isinstance(item, range)
            and abs(item.stop - item.start) // abs(item.step) > MAX_LENGTH
            and function is not len
        ):
            raise OutOfSteps
        if isinstance(item, list | str | tuple | dict | set | deque):
            meter.left -= len(item) // 8
    result = function(*args, **kwargs)
    if function in _ITERATOR_MAKERS:
        return meter.counted(result)
    owner = getattr(function, "__self__", None)
    if isinstance(owner, list | dict | set | deque):
        checked(owner)
    return result if isinstance(result, Iterator) else checked(result)


def _check_cost(function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]) -> None:
    """Refuse calls whose cost or result grows faster than their arguments, where it would be out of bounds."""
    name = getattr(function, "__name__", "")
    owner = getattr(function, "__self__", None)
    large = max((abs(item) for item in (*args, *kwargs.values()) if isinstance(item, int)), default=0)
    if function is iter and len(args) == 2:
        raise Unsupported("iter with a sentinel")
    if function is pow and len(args) == 2:
        check_power(args[0], args[1])
    elif function is pow and large.bit_length() > 512:
        raise OutOfSteps
    limit = _LARGEST_ARGUMENT.get(name)
    if limit is not None and large > limit:
        raise OutOfSteps
    if name == "replace" and isinstance(owner, str) and len(args) > 1 and len(owner) * len(args[1]) > _MAX_WORK:
        raise OutOfSteps
    if name in ("join", "sum", "prod", "lcm", "gcd") and _size_of_parts([owner, *args]) > _MAX_WORK:
        raise OutOfSteps


#: Functions whose cost grows with the value of an argument, and the largest value that is let through.
_LARGEST_ARGUMENT = {
    "factorial": 3000,
    "comb": 3000,
    "perm": 3000,
    "ljust": 1000,
    "rjust": 1000,
    "center": 1000,
    "zfill": 1000,
    "rotate": 10**6,
    "product": 20,
    "round": 10**15,
}
_MAX_WORK = 500_000


def _size_of_parts(values: Iterable[Any]) -> int:
    """Characters, items and bits in values and the items of those that are containers."""
    total = 0
    for value in values:
        parts = value if isinstance(value, list | tuple | set | deque) else [value]
        for part in parts:
            if isinstance(part, int):
                total += part.bit_length() // 8
            elif isinstance(part, str | list | tuple):
                total += len(part)
    return total


def check_power(base: Any, exponent: Any) -> None:
    """Refuse a power that is out of bounds.

    Raises:
        OutOfSteps: The result may be too large.
    """
    if isinstance(base, int) and isinstance(exponent, int) and base.bit_length() * abs(exponent) > 20_000:
        raise OutOfSteps
