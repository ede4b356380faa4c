"""Variations of numpy arrays, made on their encoding: other numbers, lengths, shapes and item types."""

from __future__ import annotations

import base64
import math
import random
import struct
from collections.abc import Sequence
from typing import Any

from hasten.core.values import CallTree, Tree, has_refs, replace_at, walk

#: Item types that can be taken apart, with their codes in ``struct``.
_CODES = {"f8": "d", "f4": "f", "i8": "q", "i4": "i", "i2": "h", "i1": "b", "u8": "Q", "u4": "I", "u2": "H", "u1": "B",
          "b1": "?"}  # fmt: skip
#: Item types that an undeclared array may have.
_TYPES = ("<f8", "<f4", "<i8", "<i4", "|u1", "|b1")
_REALS = (0.0, -0.0, 1.0, -1.5, 0.1, 1e9 + 0.5, 1e308, 5e-324, math.nan, math.inf, -math.inf, 2.5, 3.0)
_WHOLE = (0, 1, 2, 3, 5, 7, 100, 127, 255)
_MOST = 4000


def rearranged(call: CallTree, rng: random.Random, *, types: bool) -> CallTree:
    """The call with one of its arrays varied; the call itself where it has none that can be taken apart.

    Args:
        types: Whether the type of the items may change too.
    """
    if has_refs(call):
        return call
    places = [(path, part) for path, part in walk(call) if isinstance(part, list) and part[0] == "a"]
    if not places:
        return call
    path, tree = rng.choice(places[:50])
    varied = _varied(tree, rng, types)
    if varied is None:
        return call
    made: CallTree = replace_at(call, path, varied)
    return made


def _varied(tree: Tree, rng: random.Random, types: bool) -> Tree | None:
    numbers = _numbers(tree)
    if numbers is None:
        return None
    dtype, shape = tree[1], list(tree[2])
    if types and rng.random() < 0.3:
        dtype = rng.choice(_TYPES)
    flat = len(shape) == 1
    steps = [_changed, _changed, _tied, _sorted, _reversed, *((_shorter, _longer, _longer) if flat else ())]
    for _ in range(rng.choice((1, 1, 2, 3))):
        numbers = rng.choice(steps)(numbers, dtype, rng)
    if flat:
        shape = [len(numbers)]
    elif rng.random() < 0.2:
        shape = shape[::-1]
    return ["a", dtype, shape, _packed(numbers, dtype), {}]


def _numbers(tree: Tree) -> list[Any] | None:
    code = _CODES.get(tree[1].lstrip("<|="))
    if code is None or not isinstance(tree[3], str) or (len(tree) > 4 and "class" in tree[4]):
        return None
    try:
        data = base64.b64decode(tree[3])
        return [number for (number,) in struct.iter_unpack("<" + code, data)][:_MOST]
    except (ValueError, struct.error):
        return None


def _packed(numbers: Sequence[Any], dtype: str) -> str:
    """Numbers as bytes of an item type; what does not fit is brought into its range."""
    kind = dtype.lstrip("<|=")
    code = _CODES[kind]
    if kind == "b1":
        fitted: list[Any] = [bool(n) for n in numbers]
    elif kind[0] == "f":
        largest = 3e38 if kind == "f4" else math.inf
        fitted = [float(n) if not math.isfinite(n) or abs(n) <= largest else 1.0 for n in map(float, numbers)]
    else:
        bits = 8 * int(kind[1:])
        low, high = (0, 2**bits - 1) if kind[0] == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        fitted = [min(high, max(low, int(n))) if math.isfinite(n) else 0 for n in numbers]
    return base64.b64encode(struct.pack(f"<{len(fitted)}{code}", *fitted)).decode()


def _one(dtype: str, rng: random.Random) -> Any:
    if dtype.lstrip("<|=")[0] == "f":
        return rng.choice(_REALS) if rng.random() < 0.6 else rng.uniform(-10, 10)
    return (
        rng.choice(_WHOLE)
        if rng.random() < 0.7
        else rng.choice((-1, -128, 2**31 - 1, -(2**31), 2**40, rng.randrange(1000)))
    )


def _changed(numbers: list[Any], dtype: str, rng: random.Random) -> list[Any]:
    numbers = list(numbers)
    for _ in range(rng.choice((1, 1, 2, 4)) if numbers else 0):
        numbers[rng.randrange(len(numbers))] = _one(dtype, rng)
    return numbers


def _tied(numbers: list[Any], dtype: str, rng: random.Random) -> list[Any]:
    numbers = list(numbers)
    if len(numbers) > 1:
        first, second = rng.sample(range(len(numbers)), 2)
        numbers[first] = numbers[second]
    return numbers


def _sorted(numbers: list[Any], dtype: str, rng: random.Random) -> list[Any]:
    return sorted(numbers, key=lambda n: (n != n, n))


def _reversed(numbers: list[Any], dtype: str, rng: random.Random) -> list[Any]:
    return numbers[::-1]


def _shorter(numbers: list[Any], dtype: str, rng: random.Random) -> list[Any]:
    return numbers[: rng.randrange(len(numbers) + 1)]


def _longer(numbers: list[Any], dtype: str, rng: random.Random) -> list[Any]:
    return [*numbers, *(_one(dtype, rng) for _ in range(rng.choice((1, 1, 2, 5, 20, 130))))][:_MOST]
