"""Which items occur, and how often."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from hasten.proposers.algorithms.algorithm import algorithm

_HASH = "equality and hash of the items agree; order of first occurrence is that of a dict"


_SOURCE = "hash table"


@algorithm(
    reference=lambda items: [v for i, v in enumerate(items) if v not in items[:i]],
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source=_SOURCE,
)
def distinct_items(items: list[int]) -> list[int]:
    """The different items in the order of their first occurrence."""
    return list(dict.fromkeys(items))


@algorithm(
    reference=lambda items: [v for i, v in enumerate(items) if v not in items[i + 1 :]],
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source=_SOURCE,
)
def distinct_items_by_last(items: list[int]) -> list[int]:
    """The different items in the order of their last occurrence."""
    return list(dict.fromkeys(reversed(items)))[::-1]


@algorithm(
    reference=lambda items: {v: sum(1 for w in items if w == v) for v in items},
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source=_SOURCE,
)
def frequencies(items: list[int]) -> dict[int, int]:
    """How often each item occurs, in the order of first occurrence."""
    return dict(Counter(items))


@algorithm(
    reference=lambda items: sum(1 for i, v in enumerate(items) if v not in items[:i]),
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source=_SOURCE,
)
def count_distinct_items(items: list[int]) -> int:
    """How many different items there are."""
    return len(set(items))


@algorithm(
    reference=lambda items: any(v in items[:i] for i, v in enumerate(items)),
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source=_SOURCE,
)
def has_duplicates(items: list[int]) -> bool:
    """Whether some item occurs more than once."""
    return len(set(items)) < len(items)


@algorithm(
    reference=lambda items: list(dict.fromkeys(v for v in items if list(items).count(v) > 1)),
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source=_SOURCE,
)
def duplicated_items(items: list[int]) -> list[int]:
    """The items that occur more than once, in the order of their first occurrence."""
    return [item for item, count in Counter(items).items() if count > 1]


def _by_second(items: list[int]) -> list[int]:
    found: list[int] = []
    for i, v in enumerate(items):
        if v in items[:i] and v not in found:
            found.append(v)
    return found


@algorithm(reference=_by_second, takes=("items",), growth=("O(n^2)", "O(n)"), exact=_HASH, source=_SOURCE)
def duplicated_items_by_second(items: list[int]) -> list[int]:
    """The items that occur more than once, in the order of their second occurrence."""
    seen = set()
    repeated: dict[int, None] = {}
    for item in items:
        if item in seen:
            repeated[item] = None
        seen.add(item)
    return list(repeated)


@algorithm(
    reference=lambda items: [v for v in items if list(items).count(v) == 1],
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source=_SOURCE,
)
def items_that_occur_once(items: list[int]) -> list[int]:
    """The items that occur exactly once."""
    return [item for item, count in Counter(items).items() if count == 1]


@algorithm(
    reference=lambda items: [v for v in items if list(items).count(v) > 1],
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source=_SOURCE,
)
def occurrences_of_duplicates(items: list[int]) -> list[int]:
    """All occurrences of the items that occur more than once."""
    counts = Counter(items)
    return [item for item in items if counts[item] > 1]


@algorithm(
    reference=lambda items: next((v for v in items if list(items).count(v) == 1), None),
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source=_SOURCE,
)
def first_item_that_occurs_once(items: list[int]) -> int | None:
    """The first item that occurs exactly once."""
    for item, count in Counter(items).items():
        if count == 1:
            return item
    return None


@algorithm(
    reference=lambda items: next((i for i, v in enumerate(items) if list(items).count(v) == 1), None),
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source=_SOURCE,
)
def place_of_first_item_that_occurs_once(items: list[int]) -> int | None:
    """The place of the first item that occurs exactly once."""
    counts = Counter(items)
    for place, item in enumerate(items):
        if counts[item] == 1:
            return place
    return None


@algorithm(
    reference=lambda items: next((v for i, v in enumerate(items) if v in items[:i]), None),
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source=_SOURCE,
)
def first_repeated_item(items: list[int]) -> int | None:
    """The item whose second occurrence comes first."""
    seen = set()
    for item in items:
        if item in seen:
            return item
        seen.add(item)
    return None


@algorithm(
    reference=lambda items: next((v for i, v in enumerate(items) if v in items[i + 1 :]), None),
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source=_SOURCE,
)
def first_item_that_repeats(items: list[int]) -> int | None:
    """The first item that occurs again."""
    for item, count in Counter(items).items():
        if count > 1:
            return item
    return None


@algorithm(
    reference=lambda items: max(items, key=list(items).count) if items else None,
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH + "; of equal counts the first item wins",
    source=_SOURCE,
)
def most_frequent_item(items: list[int]) -> int | None:
    """The item that occurs most often, the first of equals."""
    if not items:
        return None
    counts = Counter(items)
    return max(counts, key=counts.__getitem__)


@algorithm(
    reference=lambda items: min(
        (v for v in items if list(items).count(v) == max(map(list(items).count, items))), default=None
    ),
    takes=("ordered",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH + "; of equal counts the smallest item wins",
    source=_SOURCE,
)
def smallest_most_frequent_item(items: list[int]) -> int | None:
    """The item that occurs most often, the smallest of equals."""
    if not items:
        return None
    counts = Counter(items)
    most = max(counts.values())
    return min(item for item, count in counts.items() if count == most)


@algorithm(
    reference=lambda items: list(
        dict.fromkeys(v for v in items if list(items).count(v) == max(map(list(items).count, items)))
    ),
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source=_SOURCE,
)
def most_frequent_items(items: list[int]) -> list[int]:
    """All items that occur most often, in the order of their first occurrence."""
    counts = Counter(items)
    most = max(counts.values(), default=0)
    return [item for item, count in counts.items() if count == most]


@algorithm(
    reference=lambda items: max((list(items).count(v) for v in items), default=0),
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source=_SOURCE,
)
def highest_frequency(items: list[int]) -> int:
    """How often the most frequent item occurs."""
    return max(Counter(items).values(), default=0)


@algorithm(
    reference=lambda items: next((v for v in items if list(items).count(v) * 2 > len(items)), None),
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact="pairs of different items cancel out; the one left is counted",
    source="Boyer-Moore majority vote",
    comment="Boyer-Moore: different items cancel in pairs, only a majority can be left.",
)
def majority_item(items: list[int]) -> int | None:
    """The item that makes up more than half."""
    candidate, lead = None, 0
    for item in items:
        if lead == 0:
            candidate = item
        lead += 1 if item == candidate else -1
    if candidate is not None and sum(1 for item in items if item == candidate) * 2 > len(items):
        return candidate
    return None


@algorithm(
    reference=lambda items, k: list(dict.fromkeys(v for v in items if list(items).count(v) > len(items) // k)),
    takes=("items", "int"),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source=_SOURCE,
    bakes=("k",),
)
def items_above_share(items: list[int], k: int) -> list[int]:
    """The items that make up more than one part in k, in the order of their first occurrence."""
    if not items:
        return []
    least = len(items) // k
    return [item for item, count in Counter(items).items() if count > least]


def _groups(items: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for v in items:
        if runs and runs[-1][0] == v:
            runs[-1] = (v, runs[-1][1] + 1)
        else:
            runs.append((v, 1))
    return runs


@algorithm(
    reference=_groups,
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact="neighbours are compared as before",
    source="run lengths",
)
def run_lengths(items: list[int]) -> list[tuple[int, int]]:
    """Each run of equal neighbours as the item and how long the run is."""
    return [(item, len(list(group))) for item, group in groupby(items)]


@algorithm(
    reference=lambda items: [item for item, _ in _groups(items)],
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact="neighbours are compared as before",
    source="run lengths",
)
def without_equal_neighbours(items: list[int]) -> list[int]:
    """One item of each run of equal neighbours."""
    return [item for item, _ in groupby(items)]


def _cancelled(items: list[int]) -> list[int]:
    items = list(items)
    i = 0
    while i + 1 < len(items):
        if items[i] == items[i + 1]:
            del items[i : i + 2]
            i = max(0, i - 1)
        else:
            i += 1
    return items


@algorithm(
    reference=_cancelled,
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact="what is left does not depend on the order in which equal neighbours cancel",
    source="stack",
)
def cancelled_neighbours(items: list[int]) -> list[int]:
    """What is left when pairs of equal neighbours are taken out until there are none."""
    kept: list[int] = []
    for item in items:
        if kept and kept[-1] == item:
            kept.pop()
        else:
            kept.append(item)
    return kept


@algorithm(
    reference=lambda items: sorted(items, key=lambda v: (-list(items).count(v), v)),
    takes=("ordered",),
    growth=("O(n^2 log n)", "O(n log n)"),
    exact=_HASH,
    source=_SOURCE,
)
def sorted_by_frequency(items: list[int]) -> list[int]:
    """The items, the most frequent first, equals in rising order."""
    counts = Counter(items)
    return sorted(items, key=lambda item: (-counts[item], item))


@algorithm(
    reference=lambda items: sorted(items, key=lambda v: -list(items).count(v)),
    takes=("items",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_HASH + "; the sort keeps the order of equals",
    source=_SOURCE,
)
def stably_sorted_by_frequency(items: list[int]) -> list[int]:
    """The items, the most frequent first, equals in their own order."""
    counts = Counter(items)
    return sorted(items, key=counts.__getitem__, reverse=True)


@algorithm(
    reference=lambda items: sorted({v: list(items).count(v) for v in items}.items(), key=lambda p: (-p[1], p[0])),
    takes=("ordered",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_HASH,
    source=_SOURCE,
)
def ranking_by_frequency(items: list[int]) -> list[tuple[int, int]]:
    """The different items with how often they occur, the most frequent first, equals in rising order."""
    return sorted(Counter(items).items(), key=lambda pair: (-pair[1], pair[0]))


@algorithm(
    reference=lambda items, k: sorted(dict.fromkeys(items), key=lambda v: (-list(items).count(v), v))[:k],
    takes=("ordered", "int"),
    growth=("O(n^2)", "O(n log n)"),
    exact=_HASH,
    source=_SOURCE,
    bakes=("k",),
)
def most_frequent_few(items: list[int], k: int) -> list[int]:
    """The k different items that occur most often, equals in rising order."""
    counts = Counter(items)
    return sorted(counts, key=lambda item: (-counts[item], item))[:k]


@algorithm(
    reference=lambda items, k: sorted(dict.fromkeys(items), key=lambda v: -list(items).count(v))[: max(k, 0)],
    takes=("items", "int"),
    growth=("O(n^2)", "O(n log n)"),
    exact=_HASH + "; the sort keeps the order of equals",
    source=_SOURCE,
    bakes=("k",),
)
def most_frequent_few_in_order(items: list[int], k: int) -> list[int]:
    """The k different items that occur most often, equals in the order of their first occurrence."""
    counts = Counter(items)
    return sorted(counts, key=counts.__getitem__, reverse=True)[: max(k, 0)]
