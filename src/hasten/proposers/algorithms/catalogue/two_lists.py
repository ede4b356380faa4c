"""What two lists have in common."""

from __future__ import annotations

from collections import Counter

from hasten.proposers.algorithms.algorithm import algorithm

_HASH = "equality and hash of the items agree; order of first occurrence is that of a dict"


_SOURCE = "hash table"


@algorithm(
    reference=lambda left, right: [v for v in left if v in right],
    takes=("items", "items"),
    growth=("O(n m)", "O(n + m)"),
    exact=_HASH,
    source=_SOURCE,
)
def items_also_in(left: list[int], right: list[int]) -> list[int]:
    """The items of one list that the other has as well."""
    others = set(right)
    return [item for item in left if item in others]


@algorithm(
    reference=lambda left, right: [v for v in left if v not in right],
    takes=("items", "items"),
    growth=("O(n m)", "O(n + m)"),
    exact=_HASH,
    source=_SOURCE,
)
def items_not_in(left: list[int], right: list[int]) -> list[int]:
    """The items of one list that the other does not have."""
    others = set(right)
    return [item for item in left if item not in others]


@algorithm(
    reference=lambda left, right: list(dict.fromkeys(v for v in left if v in right)),
    takes=("items", "items"),
    growth=("O(n m)", "O(n + m)"),
    exact=_HASH,
    source=_SOURCE,
)
def distinct_common_items(left: list[int], right: list[int]) -> list[int]:
    """The different items of both lists, in the order of the first."""
    others = set(right)
    return [item for item in dict.fromkeys(left) if item in others]


@algorithm(
    reference=lambda left, right: list(dict.fromkeys(v for v in left if v not in right)),
    takes=("items", "items"),
    growth=("O(n m)", "O(n + m)"),
    exact=_HASH,
    source=_SOURCE,
)
def distinct_items_not_in(left: list[int], right: list[int]) -> list[int]:
    """The different items of one list that the other does not have."""
    others = set(right)
    return [item for item in dict.fromkeys(left) if item not in others]


@algorithm(
    reference=lambda left, right: list(dict.fromkeys([*left, *right])),
    takes=("items", "items"),
    growth=("O((n + m)^2)", "O(n + m)"),
    exact=_HASH,
    source=_SOURCE,
)
def union_in_order(left: list[int], right: list[int]) -> list[int]:
    """The different items of both lists in the order of their first occurrence."""
    return list(dict.fromkeys([*left, *right]))


@algorithm(
    reference=lambda left, right: [v for v in left if v not in right] + [v for v in right if v not in left],
    takes=("items", "items"),
    growth=("O(n m)", "O(n + m)"),
    exact=_HASH,
    source=_SOURCE,
)
def items_of_one_only(left: list[int], right: list[int]) -> list[int]:
    """The items that only one of the lists has, those of the first before those of the second."""
    ours, theirs = set(left), set(right)
    return [item for item in left if item not in theirs] + [item for item in right if item not in ours]


def _multiset(left: list[int], right: list[int]) -> list[int]:
    rest = list(right)
    found = []
    for v in left:
        if v in rest:
            rest.remove(v)
            found.append(v)
    return found


@algorithm(
    reference=_multiset,
    takes=("items", "items"),
    growth=("O(n m)", "O(n + m)"),
    exact=_HASH,
    source=_SOURCE,
)
def common_items_with_multiplicity(left: list[int], right: list[int]) -> list[int]:
    """The items of one list as often as the other has them too, the earliest."""
    rest = Counter(right)
    found = []
    for item in left:
        if rest[item] > 0:
            rest[item] -= 1
            found.append(item)
    return found


@algorithm(
    reference=lambda left, right: all(v in right for v in left),
    takes=("items", "items"),
    growth=("O(n m)", "O(n + m)"),
    exact=_HASH,
    source=_SOURCE,
)
def is_subset(left: list[int], right: list[int]) -> bool:
    """Whether one list has every item of the other."""
    return set(right).issuperset(left)


@algorithm(
    reference=lambda left, right: any(v in right for v in left),
    takes=("items", "items"),
    growth=("O(n m)", "O(n + m)"),
    exact=_HASH,
    source=_SOURCE,
)
def have_common_item(left: list[int], right: list[int]) -> bool:
    """Whether two lists have an item in common."""
    return not set(left).isdisjoint(right)


@algorithm(
    reference=lambda left, right: sorted(map(repr, left)) == sorted(map(repr, right)),
    takes=("items", "items"),
    growth=("O(n m)", "O(n + m)"),
    exact=_HASH,
    source=_SOURCE,
)
def are_permutations(left: list[int], right: list[int]) -> bool:
    """Whether two lists have the same items as often."""
    return len(left) == len(right) and Counter(left) == Counter(right)


@algorithm(
    reference=lambda left, right: len({v for v in left if v in right}),
    takes=("items", "items"),
    growth=("O(n m)", "O(n + m)"),
    exact=_HASH,
    source=_SOURCE,
)
def count_distinct_common_items(left: list[int], right: list[int]) -> int:
    """How many different items two lists have in common."""
    return len(set(left).intersection(right))


@algorithm(
    reference=lambda left, right: [list(right).count(v) for v in left],
    takes=("items", "items"),
    growth=("O(n m)", "O(n + m)"),
    exact=_HASH,
    source=_SOURCE,
)
def occurrences_of_each(left: list[int], right: list[int]) -> list[int]:
    """How often each item of one list occurs in the other."""
    counts = Counter(right)
    return [counts[item] for item in left]


@algorithm(
    reference=lambda left, right: [next((i for i, w in enumerate(right) if w == v), -1) for v in left],
    takes=("items", "items"),
    growth=("O(n m)", "O(n + m)"),
    exact=_HASH,
    source=_SOURCE,
)
def first_places_of_each(left: list[int], right: list[int]) -> list[int]:
    """Where each item of one list first occurs in the other, -1 where it does not."""
    places: dict[int, int] = {}
    for place, item in enumerate(right):
        places.setdefault(item, place)
    return [places.get(item, -1) for item in left]
