"""More values in the style of those seen: the same alphabet, density, distinctness and order, over a wider range."""

from __future__ import annotations

import itertools
import math
import random
import string
from collections.abc import Callable, Sequence
from typing import Any

from hasten.core.values import Tree, canonical, int_tree, set_tree
from hasten.inputs.domains import items_of, kind_of

#: From so many items on an order that holds is taken as meant.
_ORDERED_FROM = 3


def more(values: Sequence[Tree], count: int, rng: random.Random) -> list[Tree]:
    """``count`` values that start with ``values`` (unless these are in order: then all are put in order).

    Numbers keep their density: as many repetitions and as small gaps as before, over a range that grows with the
    count. Distinct values stay distinct where their type has room, permutations of ``range(n)`` and progressions go
    on, texts keep their pattern of letters and digits, records their columns.

    Args:
        values: At least one value.
        count: How many are wanted; fewer than there are gives the first ones.
        rng: Source of randomness.
    """
    values = list(values)
    if count <= len(values):
        return values[:count]
    kinds = {_style(value) for value in values}
    make = _STYLES.get(kinds.pop(), _repeated) if len(kinds) == 1 else _mixed
    return make(values, count, rng)


def _style(value: Tree) -> str:
    if isinstance(value, list) and value[0] == "u":
        return "other"
    kind = kind_of(value)
    return kind if kind in _STYLES else "other"


def _repeated(values: list[Tree], count: int, rng: random.Random) -> list[Tree]:
    return [*values, *(values[int(rng.random() * len(values))] for _ in range(count - len(values)))]


def _mixed(values: list[Tree], count: int, rng: random.Random) -> list[Tree]:
    """Values of several kinds: each kind goes on by itself, in the proportions seen."""
    groups: dict[str, list[Tree]] = {}
    for value in values:
        groups.setdefault(_style(value), []).append(value)
    order = [_style(values[int(rng.random() * len(values))]) for _ in range(count - len(values))]
    fresh = {
        style: iter(more(group, len(group) + order.count(style), rng)[len(group) :]) for style, group in groups.items()
    }
    return [*values, *(next(fresh[style]) for style in order)]


def _ints(values: list[Tree], count: int, rng: random.Random) -> list[Tree]:
    numbers = [value if type(value) is int else int(value[1], 16) for value in values]
    return [int_tree(number) for number in _more_ints(numbers, count, rng)]


def _more_ints(numbers: list[int], count: int, rng: random.Random) -> list[int]:
    n = len(numbers)
    low, high = min(numbers), max(numbers)
    distinct = len(set(numbers)) == n
    ordered = order_of(numbers)
    step = numbers[1] - numbers[0] if n > 2 else 0
    if step and all(b - a == step for a, b in itertools.pairwise(numbers)):
        return [numbers[0] + step * place for place in range(count)]
    if distinct and n > 2 and high - low == n - 1 and low in (0, 1):
        fresh = list(range(low + n, low + count))
        rng.shuffle(fresh)
        return [*numbers, *fresh]
    if not distinct and len(set(numbers)) <= min(10, n // 2):
        # Few values, many repetitions: an alphabet, not a range.
        return put_in_order([*numbers, *(numbers[int(rng.random() * n)] for _ in range(count - n))], ordered)
    span = max(high - low + 1, 2 * n if n < 3 else n)
    wider = span * count // n + 1
    start = low if low >= 0 else low - (wider - span) * -low // span
    if distinct:
        fresh = _fresh_ints(set(numbers), start, max(wider, 2 * count), count - n, rng)
    else:
        fresh = [start + rng.randrange(wider) for _ in range(count - n)]
    return put_in_order([*numbers, *fresh], ordered)


def _fresh_ints(known: set[int], start: int, span: int, count: int, rng: random.Random) -> list[int]:
    found: list[int] = []
    while len(found) < count:
        number = start + rng.randrange(span)
        if number not in known:
            known.add(number)
            found.append(number)
    return found


def order_of(values: Sequence[Any]) -> int:
    """1 when ascending, -1 when descending, 0 when in no order, not comparable or too few to tell."""
    if len(values) < _ORDERED_FROM or values[0] == values[-1]:
        return 0
    pairs = list(itertools.pairwise(values))
    try:
        if all(a <= b for a, b in pairs):
            return 1
        return -1 if all(a >= b for a, b in pairs) else 0
    except TypeError:
        return 0


def put_in_order(values: list[Any], order: int) -> list[Any]:
    """The values sorted as ``order`` says; 0 leaves them."""
    return sorted(values, reverse=order < 0) if order else values


def _floats(values: list[Tree], count: int, rng: random.Random) -> list[Tree]:
    finite = [value for value in values if isinstance(value, float) and math.isfinite(value)]
    if not finite:
        return _repeated(values, count, rng)
    low, high = min(finite), max(finite)
    ordered = order_of(values) if len(finite) == len(values) else 0
    places = max((len(repr(value).partition(".")[2]) if "e" not in repr(value) else 17) for value in finite)
    span = (high - low) or max(abs(high), 1.0)
    distinct = len(set(finite)) == len(values)
    if not distinct and len(set(finite)) <= min(10, len(values) // 2):
        return put_in_order(_repeated(values, count, rng), ordered)
    wider = span * (count / len(values) if distinct and places < 3 else 1.0)
    made = [low + rng.random() * wider for _ in range(count - len(values))]
    fresh = [round(value, places) for value in made] if places < 8 else made
    return put_in_order([*values, *fresh], ordered)


def _texts(values: list[Tree], count: int, rng: random.Random) -> list[Tree]:
    known = set(values)
    distinct = len(known) == len(values)
    ordered = order_of(values)
    if not distinct and all(len(value) < 2 for value in values):
        return put_in_order(_repeated(values, count, rng), ordered)
    kept = _shared_start(values)
    found = list(values)
    share = len(known) / len(values)
    while len(found) < count:
        if distinct or rng.random() < share:
            found.append(fresh_text(values[int(rng.random() * len(values))], known, rng, kept=kept))
        else:
            found.append(found[int(rng.random() * len(found))])
    return put_in_order(found, ordered)


def _shared_start(values: list[str]) -> int:
    """How many characters all texts begin with alike; a single one is chance."""
    first, last = min(values), max(values)
    shared = next((place for place, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return shared if len(values) > 1 and shared >= 2 else 0


_CLASSES = (string.digits, string.ascii_lowercase, string.ascii_uppercase)


def fresh_text(like: str, known: set[str], rng: random.Random, *, kept: int = 0) -> str:
    """A text with the pattern of ``like`` (letters for letters, digits for digits) that is not in ``known``.

    The first ``kept`` characters stay. The text is added to ``known``; where the pattern has no room it gets longer.
    """
    pattern = like
    for attempt in range(1000):
        made = pattern[:kept] + "".join([_letter_like(letter, rng) for letter in pattern[kept:]])
        if made not in known:
            known.add(made)
            return made
        if attempt % 3 == 2:
            pattern += pattern[-1] if pattern and pattern[-1].isalnum() else "a"
    return like


def _letter_like(letter: str, rng: random.Random) -> str:
    for letters in _CLASSES:
        if letter in letters:
            return letters[int(rng.random() * len(letters))]
    return letter


def _rows(values: list[Tree], count: int, rng: random.Random) -> list[Tree]:
    """Tuples or lists of one length: by columns; of different lengths: from one pool, in lengths like theirs."""
    tag = values[0][0]
    widths = {len(value[1]) for value in values}
    if tag == "l" and (len(widths) > 1 or max(widths) > 6):
        return _ragged(values, count, rng)
    if len(widths) > 1 or 0 in widths:
        return _ragged(values, count, rng)
    columns = [list(column) for column in zip(*(value[1] for value in values), strict=True)]
    made = [[tag, list(row)] for row in zip(*more_columns(columns, count, rng), strict=True)]
    ordered = 0
    if all({type(cell) for cell in column} in _COMPARABLE for column in columns):
        ordered = order_of([value[1] for value in values])
    return sorted(made, key=lambda row: row[1], reverse=ordered < 0) if ordered else made


_COMPARABLE = ({int}, {float}, {int, float}, {str})


def more_columns(columns: list[list[Tree]], count: int, rng: random.Random) -> list[list[Tree]]:
    """Columns of a table with more rows; between numeric columns ``<=`` goes on to hold where it held in all rows."""
    grown = [more(column, count, rng) for column in columns]
    for first in range(len(columns)):
        for second in range(first + 1, len(columns)):
            _keep_less(columns[first], columns[second], grown[first], grown[second])
    return grown


def _keep_less(first: list[Tree], second: list[Tree], more_first: list[Tree], more_second: list[Tree]) -> None:
    numbers = all(type(x) in (int, float) for x in [*first, *second])
    if len(first) < 2 or not numbers or not all(a <= b for a, b in zip(first, second, strict=True)):
        return
    for place in range(len(more_first)):
        a, b = more_first[place], more_second[place]
        if a > b and type(a) is type(b):
            more_first[place], more_second[place] = b, a


def _ragged(values: list[Tree], count: int, rng: random.Random) -> list[Tree]:
    tag = values[0][0]
    lengths = [len(items_of(value)) for value in values]
    wanted = [lengths[int(rng.random() * len(lengths))] for _ in range(count - len(values))]
    pool = [item for value in values for item in items_of(value)]
    if not pool:
        return _repeated(values, count, rng)
    fresh = iter(more_neighbours(values, pool, sum(wanted), count, rng))
    made = [[next(fresh) for _ in range(length)] for length in wanted]
    return [*values, *([tag, row] for row in made)]


def more_neighbours(
    values: list[Tree], pool: list[Tree], needed: int, count: int, rng: random.Random
) -> list[Tree]:
    """New items for ragged rows; rows that hold numbers of rows (adjacency lists) go on to do so."""
    rows = len(values)
    if rows > 1 and all(type(item) is int and 0 <= item < rows for item in pool):
        return [rng.randrange(count) for _ in range(needed)]
    return more(pool, len(pool) + needed, rng)[len(pool) :]


def _dicts(values: list[Tree], count: int, rng: random.Random) -> list[Tree]:
    """Records with the same keys: by columns."""
    keys = [[canonical(pair[0]) for pair in value[1]] for value in values]
    if any(names != keys[0] for names in keys):
        return _repeated(values, count, rng)
    if not keys[0]:
        return _repeated(values, count, rng)
    columns = [[value[1][place][1] for value in values] for place in range(len(keys[0]))]
    heads = [pair[0] for pair in values[0][1]]
    rows = zip(*more_columns(columns, count, rng), strict=True)
    return [["d", [[key, item] for key, item in zip(heads, row, strict=True)]] for row in rows]


def _objects(values: list[Tree], count: int, rng: random.Random) -> list[Tree]:
    names = [list(value[2]) for value in values]
    if any(value[1] != values[0][1] for value in values) or any(found != names[0] for found in names) or not names[0]:
        return _repeated(values, count, rng)
    columns = [[value[2][name] for value in values] for name in names[0]]
    rows = zip(*more_columns(columns, count, rng), strict=True)
    return [["o", values[0][1], dict(zip(names[0], row, strict=True))] for row in rows]


def _sets(values: list[Tree], count: int, rng: random.Random) -> list[Tree]:
    rows = _ragged([["l", items_of(value)] for value in values], count, rng)
    return [*values, *([values[0][0], set_tree(row[1])[1]] for row in rows[len(values) :])]


def _bytes(values: list[Tree], count: int, rng: random.Random) -> list[Tree]:
    pool = "".join(value[1] for value in values) or "a"
    lengths = [len(value[1]) for value in values]
    made = []
    for _ in range(count - len(values)):
        length = lengths[int(rng.random() * len(lengths))]
        made.append([values[0][0], "".join(rng.choices(pool, k=length))])
    return [*values, *made]


_STYLES: dict[str, Callable[[list[Tree], int, random.Random], list[Tree]]] = {
    "int": _ints,
    "float": _floats,
    "str": _texts,
    "list": _rows,
    "tuple": _rows,
    "dict": _dicts,
    "object": _objects,
    "set": _sets,
    "frozenset": _sets,
    "bytes": _bytes,
    "bytearray": _bytes,
}
