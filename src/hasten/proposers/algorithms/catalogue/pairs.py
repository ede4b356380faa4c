"""Pairs and triples of items with a given sum, difference, product or the like."""

# ruff: noqa: B905, RUF007 - what is proposed reads as people write it
from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from itertools import combinations

from hasten.proposers.algorithms.algorithm import algorithm

_HASH = "integers: the partner of a number is another exact integer, looked up"
_SORTED = "integers only; order does not matter to the count"


@algorithm(
    reference=lambda values, target: sum(1 for a, b in combinations(values, 2) if a + b == target),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source="hash table of what was seen",
    bakes=("target",),
)
def count_pairs_with_sum(values: list[int], target: int) -> int:
    """How many pairs of items have a given sum."""
    count = 0
    seen: dict[int, int] = {}
    for value in values:
        count += seen.get(target - value, 0)
        seen[value] = seen.get(value, 0) + 1
    return count


@algorithm(
    reference=lambda values, target: any(a + b == target for a, b in combinations(values, 2)),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source="hash table of what was seen",
    bakes=("target",),
)
def has_pair_with_sum(values: list[int], target: int) -> bool:
    """Whether two items have a given sum."""
    seen = set()
    for value in values:
        if target - value in seen:
            return True
        seen.add(value)
    return False


def _first_pair(values: list[int], target: int) -> tuple[int, int] | None:
    size = len(values)
    return next(((i, j) for i in range(size) for j in range(i + 1, size) if values[i] + values[j] == target), None)


@algorithm(
    reference=_first_pair,
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="read from the right, so that the nearest partner of every item is known and the first item wins",
    source="hash table of places",
    comment="From the right: the nearest later place of every value is known, and the first pair is found last.",
    bakes=("target",),
)
def first_places_with_sum(values: list[int], target: int) -> tuple[int, int] | None:
    """The places of the first two items with a given sum, the earliest first item and then the earliest second."""
    found = None
    nearest: dict[int, int] = {}
    for place in range(len(values) - 1, -1, -1):
        partner = nearest.get(target - values[place])
        if partner is not None:
            found = place, partner
        nearest[values[place]] = place
    return found


def _pair_by_end(values: list[int], target: int) -> tuple[int, int] | None:
    return next(((i, j) for j in range(len(values)) for i in range(j) if values[i] + values[j] == target), None)


@algorithm(
    reference=_pair_by_end,
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="read from the left, keeping the first place of every value",
    source="hash table of places",
    bakes=("target",),
)
def nearest_end_with_sum(values: list[int], target: int) -> tuple[int, int] | None:
    """The places of two items with a given sum, the second as early as can be and then the first."""
    first: dict[int, int] = {}
    for place, value in enumerate(values):
        partner = first.get(target - value)
        if partner is not None:
            return partner, place
        first.setdefault(value, place)
    return None


@algorithm(
    reference=lambda values, target: next(((a, b) for a, b in combinations(values, 2) if a + b == target), None),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="read from the right, so that the first item of the first pair wins",
    source="hash table of what was seen",
    bakes=("target",),
)
def first_items_with_sum(values: list[int], target: int) -> tuple[int, int] | None:
    """The first two items with a given sum, the earliest first item."""
    found = None
    later = set()
    for value in reversed(values):
        if target - value in later:
            found = value, target - value
        later.add(value)
    return found


@algorithm(
    reference=lambda values, target: [(a, b) for a, b in combinations(values, 2) if a + b == target],
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n + pairs)"),
    exact="pairs are listed in the order of both places",
    source="hash table of what comes later",
    bakes=("target",),
)
def pairs_with_sum(values: list[int], target: int) -> list[tuple[int, int]]:
    """All pairs of items with a given sum, in the order of their places."""
    later: dict[int, int] = {}
    for value in values:
        later[value] = later.get(value, 0) + 1
    pairs = []
    for value in values:
        later[value] -= 1
        pairs += [(value, target - value)] * later.get(target - value, 0)
    return pairs


def _places(values: list[int], target: int) -> list[tuple[int, int]]:
    return [(i, j) for i, j in combinations(range(len(values)), 2) if values[i] + values[j] == target]


@algorithm(
    reference=_places,
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n + pairs)"),
    exact="pairs are listed in the order of both places",
    source="hash table of places",
    bakes=("target",),
)
def places_with_sum(values: list[int], target: int) -> list[tuple[int, int]]:
    """The places of all pairs of items with a given sum, in order."""
    places: dict[int, list[int]] = {}
    for place, value in enumerate(values):
        places.setdefault(value, []).append(place)
    pairs = []
    for first, value in enumerate(values):
        partners = places.get(target - value, [])
        while partners and partners[0] <= first:
            partners = places[target - value] = partners[bisect_left(partners, first + 1) :]
        pairs += [(first, second) for second in partners]
    return pairs


@algorithm(
    reference=lambda values, target: sorted(
        {(min(a, b), max(a, b)) for a, b in combinations(values, 2) if a + b == target}
    ),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n log n)"),
    exact=_HASH,
    source="hash table of what was seen",
    bakes=("target",),
)
def distinct_pairs_with_sum(values: list[int], target: int) -> list[tuple[int, int]]:
    """The different pairs of items with a given sum, each and all in rising order."""
    seen = set()
    pairs = set()
    for value in values:
        partner = target - value
        if partner in seen:
            pairs.add((min(value, partner), max(value, partner)))
        seen.add(value)
    return sorted(pairs)


@algorithm(
    reference=lambda values, k: sum(1 for a, b in combinations(values, 2) if abs(a - b) == k),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="integers: the two numbers at a given distance are looked up",
    source="hash table of what was seen",
    bakes=("k",),
)
def count_pairs_with_difference(values: list[int], k: int) -> int:
    """How many pairs of items are a given distance apart."""
    if k < 0:
        return 0
    count = 0
    seen: dict[int, int] = {}
    for value in values:
        count += seen.get(value - k, 0)
        if k:
            count += seen.get(value + k, 0)
        seen[value] = seen.get(value, 0) + 1
    return count


@algorithm(
    reference=lambda values, k: len({(min(a, b), max(a, b)) for a, b in combinations(values, 2) if abs(a - b) == k}),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="integers: the number at a given distance is looked up",
    source="hash table of counts",
    bakes=("k",),
)
def count_distinct_pairs_with_difference(values: list[int], k: int) -> int:
    """How many different pairs of items are a given distance apart."""
    if k < 0:
        return 0
    counts: dict[int, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    if k == 0:
        return sum(1 for count in counts.values() if count > 1)
    return sum(1 for value in counts if value + k in counts)


@algorithm(
    reference=lambda values, k: any(abs(a - b) == k for a, b in combinations(values, 2)),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="integers: the two numbers at a given distance are looked up",
    source="hash table of what was seen",
    bakes=("k",),
)
def has_pair_with_difference(values: list[int], k: int) -> bool:
    """Whether two items are a given distance apart."""
    if k < 0:
        return False
    seen = set()
    for value in values:
        if value - k in seen or value + k in seen:
            return True
        seen.add(value)
    return False


@algorithm(
    reference=lambda values, low, high: sum(1 for a, b in combinations(values, 2) if low <= abs(a - b) <= high),
    takes=("ints", "int", "int"),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SORTED,
    source="sorting and two pointers",
)
def count_pairs_with_difference_between(values: list[int], low: int, high: int) -> int:
    """How many pairs of items are at least and at most so far apart."""
    if high < 0 or low > high:
        return 0
    ordered = sorted(values)

    def at_most(distance: int) -> int:
        count = start = 0
        if distance < 0:
            return 0
        for place, value in enumerate(ordered):
            while value - ordered[start] > distance:
                start += 1
            count += place - start
        return count

    return at_most(high) - at_most(low - 1)


@algorithm(
    reference=lambda values, k, slack: sum(
        1 for a, b in combinations(values, 2) if k - slack <= abs(a - b) <= k + slack
    ),
    takes=("ints", "int", "int"),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SORTED,
    source="sorting and two pointers",
)
def count_pairs_with_difference_about(values: list[int], k: int, slack: int) -> int:
    """How many pairs of items are a given distance apart, give or take."""
    low, high = k - slack, k + slack
    if high < 0 or low > high:
        return 0
    ordered = sorted(values)

    def at_most(distance: int) -> int:
        count = start = 0
        if distance < 0:
            return 0
        for place, value in enumerate(ordered):
            while value - ordered[start] > distance:
                start += 1
            count += place - start
        return count

    return at_most(high) - at_most(low - 1)


@algorithm(
    reference=lambda values, k: sum(1 for a, b in combinations(values, 2) if abs(a - b) <= k),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SORTED,
    source="sorting and two pointers",
    bakes=("k",),
)
def count_pairs_within(values: list[int], k: int) -> int:
    """How many pairs of items are at most so far apart."""
    if k < 0:
        return 0
    ordered = sorted(values)
    count = start = 0
    for place, value in enumerate(ordered):
        while value - ordered[start] > k:
            start += 1
        count += place - start
    return count


@algorithm(
    reference=lambda values, target: sum(1 for a, b in combinations(values, 2) if a ^ b == target),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="a ^ b == t exactly where b == a ^ t",
    source="hash table of what was seen",
    bakes=("target",),
)
def count_pairs_with_exclusive_or(values: list[int], target: int) -> int:
    """How many pairs of items have a given exclusive or."""
    count = 0
    seen: dict[int, int] = {}
    for value in values:
        count += seen.get(value ^ target, 0)
        seen[value] = seen.get(value, 0) + 1
    return count


@algorithm(
    reference=lambda values, target: sum(1 for a, b in combinations(values, 2) if a * b == target),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="integers: the cofactor is an exact quotient; zero is counted apart",
    source="hash table of what was seen",
    bakes=("target",),
)
def count_pairs_with_product(values: list[int], target: int) -> int:
    """How many pairs of items have a given product."""
    count = 0
    seen: dict[int, int] = {}
    for place, value in enumerate(values):
        if value == 0:
            count += place if target == 0 else 0
        elif target % value == 0:
            count += seen.get(target // value, 0)
        seen[value] = seen.get(value, 0) + 1
    return count


@algorithm(
    reference=lambda values, k: sum(1 for a, b in combinations(values, 2) if (a + b) % k == 0),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="only remainders matter",
    source="hash table of remainders",
    bakes=("k",),
)
def count_pairs_with_divisible_sum(values: list[int], k: int) -> int:
    """How many pairs of items have a sum that a number divides."""
    count = 0
    seen: dict[int, int] = {}
    for value in values:
        if len(values) > 1:
            count += seen.get(-value % k, 0)
            seen[value % k] = seen.get(value % k, 0) + 1
    return count


@algorithm(
    reference=lambda values, k: sum(1 for a, b in combinations(values, 2) if (a - b) % k == 0),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n)"),
    exact="only remainders matter",
    source="hash table of remainders",
    bakes=("k",),
)
def count_pairs_with_divisible_difference(values: list[int], k: int) -> int:
    """How many pairs of items have a difference that a number divides."""
    count = 0
    seen: dict[int, int] = {}
    for value in values:
        if len(values) > 1:
            same = seen.get(value % k, 0)
            count += same
            seen[value % k] = same + 1
    return count


@algorithm(
    reference=lambda values: sum(1 for a, b in combinations(values, 2) if a == b),
    takes=("items",),
    growth=("O(n^2)", "O(n)"),
    exact="equality and hash agree",
    source="hash table of counts",
)
def count_equal_pairs(values: list[int]) -> int:
    """How many pairs of items are equal."""
    count = 0
    seen: dict[int, int] = {}
    for value in values:
        same = seen.get(value, 0)
        count += same
        seen[value] = same + 1
    return count


@algorithm(
    reference=lambda values, limit: sum(1 for a, b in combinations(values, 2) if a + b < limit),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SORTED,
    source="sorting and two pointers",
    bakes=("limit",),
)
def count_pairs_with_sum_below(values: list[int], limit: int) -> int:
    """How many pairs of items have a sum below a number."""
    ordered = sorted(values)
    count, low, high = 0, 0, len(ordered) - 1
    while low < high:
        if ordered[low] + ordered[high] < limit:
            count += high - low
            low += 1
        else:
            high -= 1
    return count


@algorithm(
    reference=lambda values, limit: sum(1 for a, b in combinations(values, 2) if a + b > limit),
    takes=("ints", "int"),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SORTED,
    source="sorting and two pointers",
    bakes=("limit",),
)
def count_pairs_with_sum_above(values: list[int], limit: int) -> int:
    """How many pairs of items have a sum above a number."""
    ordered = sorted(values)
    count, low, high = 0, 0, len(ordered) - 1
    while low < high:
        if ordered[low] + ordered[high] > limit:
            count += high - low
            high -= 1
        else:
            low += 1
    return count


@algorithm(
    reference=lambda values: min((abs(a - b) for a, b in combinations(values, 2)), default=None),
    takes=("ints",),
    growth=("O(n^2)", "O(n log n)"),
    exact="the closest two numbers are neighbours in order",
    source="sorting",
)
def smallest_difference(values: list[int]) -> int | None:
    """The smallest distance between two items."""
    if len(values) < 2:
        return None
    ordered = sorted(values)
    return min(b - a for a, b in zip(ordered, ordered[1:]))


@algorithm(
    reference=lambda values: max((b - a for a, b in combinations(values, 2)), default=None),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="the best partner of an item is the smallest one before it",
    source="running minimum",
)
def largest_later_gain(values: list[int]) -> int | None:
    """The largest difference of an item and one before it."""
    if len(values) < 2:
        return None
    lowest, best = values[0], values[1] - values[0]
    for value in values[1:]:
        best = max(best, value - lowest)
        lowest = min(lowest, value)
    return best


@algorithm(
    reference=lambda values: max((abs(a - b) for a, b in combinations(values, 2)), default=None),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="the two extremes are farthest apart",
    source="extremes",
)
def largest_difference(values: list[int]) -> int | None:
    """The largest distance between two items."""
    return max(values) - min(values) if len(values) > 1 else None


@algorithm(
    reference=lambda values: max((a * b for a, b in combinations(values, 2)), default=None),
    takes=("ints",),
    growth=("O(n^2)", "O(n log n)"),
    exact="the two largest or the two smallest numbers have the largest product",
    source="sorting",
)
def largest_product_of_two(values: list[int]) -> int | None:
    """The largest product of two items."""
    if len(values) < 2:
        return None
    ordered = sorted(values)
    return max(ordered[0] * ordered[1], ordered[-1] * ordered[-2])


@algorithm(
    reference=lambda values: max((a * b * c for a, b, c in combinations(values, 3)), default=None),
    takes=("ints",),
    growth=("O(n^3)", "O(n log n)"),
    exact="the three largest, or the largest with the two smallest, have the largest product",
    source="sorting",
)
def largest_product_of_three(values: list[int]) -> int | None:
    """The largest product of three items."""
    if len(values) < 3:
        return None
    ordered = sorted(values)
    return max(ordered[-1] * ordered[-2] * ordered[-3], ordered[0] * ordered[1] * ordered[-1])


@algorithm(
    reference=lambda values: max((a + b for a, b in combinations(values, 2)), default=None),
    takes=("ints",),
    growth=("O(n^2)", "O(n log n)"),
    exact="the two largest numbers have the largest sum",
    source="sorting",
)
def largest_sum_of_two(values: list[int]) -> int | None:
    """The largest sum of two items."""
    if len(values) < 2:
        return None
    ordered = sorted(values)
    return ordered[-1] + ordered[-2]


@algorithm(
    reference=lambda values: max((a ^ b for a, b in combinations(values, 2)), default=None),
    takes=("naturals",),
    growth=("O(n^2)", "O(n log m)"),
    exact="the largest result is built bit by bit from the top; two prefixes are looked up",
    source="prefix sets",
    requires="all(value >= 0 for value in values)",
)
def largest_exclusive_or_of_two(values: list[int]) -> int | None:
    """The largest exclusive or of two items."""
    if len(values) < 2:
        return None
    best = 0
    for bit in range(max(values).bit_length() - 1, -1, -1):
        best <<= 1
        prefixes = {value >> bit for value in values}
        if any(prefix ^ best ^ 1 in prefixes for prefix in prefixes):
            best ^= 1
    return best


@algorithm(
    reference=lambda values: sum(abs(a - b) for a, b in combinations(values, 2)),
    takes=("ints",),
    growth=("O(n^2)", "O(n log n)"),
    exact="in order, the item at place i is added i times and subtracted n - 1 - i times",
    source="sorting",
)
def sum_of_differences(values: list[int]) -> int:
    """The sum of the distances between all pairs of items."""
    size = len(values)
    return sum(value * (2 * place - size + 1) for place, value in enumerate(sorted(values)))


@algorithm(
    reference=lambda values: sum(a * b for a, b in combinations(values, 2)),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="the square of the sum holds every product twice and every square once",
    source="binomial formula",
)
def sum_of_products(values: list[int]) -> int:
    """The sum of the products of all pairs of items."""
    total = sum(values)
    return (total * total - sum(value * value for value in values)) // 2


@algorithm(
    reference=lambda values: sum(a ^ b for a, b in combinations(values, 2)),
    takes=("naturals",),
    growth=("O(n^2)", "O(n log m)"),
    exact="each bit is set in the exclusive or of a one and a zero",
    source="counting by bit",
    requires="all(value >= 0 for value in values)",
)
def sum_of_exclusive_ors(values: list[int]) -> int:
    """The sum of the exclusive ors of all pairs of items."""
    total = 0
    for bit in range(max(values, default=0).bit_length()):
        ones = sum(value >> bit & 1 for value in values)
        total += ones * (len(values) - ones) << bit
    return total


@algorithm(
    reference=lambda values: sum(bin(a ^ b).count("1") for a, b in combinations(values, 2)),
    takes=("naturals",),
    growth=("O(n^2)", "O(n log m)"),
    exact="each bit differs between a one and a zero",
    source="counting by bit",
    requires="all(value >= 0 for value in values)",
)
def sum_of_hamming_distances(values: list[int]) -> int:
    """In how many bits all pairs of items differ together."""
    total = 0
    for bit in range(max(values, default=0).bit_length()):
        ones = sum(value >> bit & 1 for value in values)
        total += ones * (len(values) - ones)
    return total


@algorithm(
    reference=lambda values, target: any(a + b + c == target for a, b, c in combinations(values, 3)),
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n^2)"),
    exact="integers only; in order, the two ends move towards the sum",
    source="sorting and two pointers",
    bakes=("target",),
)
def has_triple_with_sum(values: list[int], target: int) -> bool:
    """Whether three items have a given sum."""
    ordered = sorted(values)
    for place in range(len(ordered) - 2):
        low, high = place + 1, len(ordered) - 1
        rest = target - ordered[place]
        while low < high:
            total = ordered[low] + ordered[high]
            if total == rest:
                return True
            if total < rest:
                low += 1
            else:
                high -= 1
    return False


@algorithm(
    reference=lambda values, target: sum(1 for a, b, c in combinations(values, 3) if a + b + c == target),
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n^2)"),
    exact="integers: the third number is looked up among those before",
    source="hash table of what was seen",
    bakes=("target",),
)
def count_triples_with_sum(values: list[int], target: int) -> int:
    """How many triples of items have a given sum."""
    count = 0
    seen: dict[int, int] = {}
    for place, value in enumerate(values):
        rest = target - value
        for later in values[place + 1 :]:
            count += seen.get(rest - later, 0)
        seen[value] = seen.get(value, 0) + 1
    return count


@algorithm(
    reference=lambda values, target: sorted({tuple(sorted(t)) for t in combinations(values, 3) if sum(t) == target}),
    takes=("ints", "int"),
    growth=("O(n^3)", "O(n^2)"),
    exact="integers only; equal numbers are stepped over, so that no triple comes twice",
    source="sorting and two pointers",
    bakes=("target",),
)
def distinct_triples_with_sum(values: list[int], target: int) -> list[tuple[int, int, int]]:
    """The different triples of items with a given sum, each and all in rising order."""
    ordered = sorted(values)
    triples = []
    for place, first in enumerate(ordered):
        if place and ordered[place - 1] == first:
            continue
        low, high = place + 1, len(ordered) - 1
        while low < high:
            total = first + ordered[low] + ordered[high]
            if total < target:
                low += 1
            elif total > target:
                high -= 1
            else:
                triples.append((first, ordered[low], ordered[high]))
                low += 1
                high -= 1
                while low < high and ordered[low] == ordered[low - 1]:
                    low += 1
    return triples


@algorithm(
    reference=lambda values: sorted({tuple(sorted(t)) for t in combinations(values, 3) if sum(t) == 0}),
    takes=("ints",),
    growth=("O(n^3)", "O(n^2)"),
    exact="integers only; equal numbers are stepped over, so that no triple comes twice",
    source="sorting and two pointers",
)
def distinct_triples_with_sum_zero(values: list[int]) -> list[tuple[int, int, int]]:
    """The different triples of items whose sum is zero, each and all in rising order."""
    ordered = sorted(values)
    triples = []
    for place, first in enumerate(ordered):
        if place and ordered[place - 1] == first:
            continue
        low, high = place + 1, len(ordered) - 1
        while low < high:
            total = first + ordered[low] + ordered[high]
            if total < 0:
                low += 1
            elif total > 0:
                high -= 1
            else:
                triples.append((first, ordered[low], ordered[high]))
                low += 1
                high -= 1
                while low < high and ordered[low] == ordered[low - 1]:
                    low += 1
    return triples


@algorithm(
    reference=lambda values: any(a + b == 0 for a, b in combinations(values, 2)),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact=_HASH,
    source="hash table of what was seen",
)
def has_pair_with_sum_zero(values: list[int]) -> bool:
    """Whether two items add up to zero."""
    seen = set()
    for value in values:
        if -value in seen:
            return True
        seen.add(value)
    return False


@algorithm(
    reference=lambda values: any(a + b + c == 0 for a, b, c in combinations(values, 3)),
    takes=("ints",),
    growth=("O(n^3)", "O(n^2)"),
    exact="integers only; in order, the two ends move towards the sum",
    source="sorting and two pointers",
)
def has_triple_with_sum_zero(values: list[int]) -> bool:
    """Whether three items add up to zero."""
    ordered = sorted(values)
    for place in range(len(ordered) - 2):
        low, high = place + 1, len(ordered) - 1
        while low < high:
            total = ordered[place] + ordered[low] + ordered[high]
            if total == 0:
                return True
            if total < 0:
                low += 1
            else:
                high -= 1
    return False


def _is_triangle(a: int, b: int, c: int) -> bool:
    a, b, c = sorted((a, b, c))
    return a + b > c


@algorithm(
    reference=lambda values: sum(1 for t in combinations(values, 3) if _is_triangle(*t)),
    takes=("ints",),
    growth=("O(n^3)", "O(n^2)"),
    exact="in order, the largest side decides; the two smaller ends move towards it",
    source="sorting and two pointers",
)
def count_triangles_of_lengths(values: list[int]) -> int:
    """How many triples of items are the sides of a triangle."""
    ordered = sorted(values)
    count = 0
    for place in range(len(ordered) - 1, 1, -1):
        low, high = 0, place - 1
        while low < high:
            if ordered[low] + ordered[high] > ordered[place]:
                count += high - low
                high -= 1
            else:
                low += 1
    return count


@algorithm(
    reference=lambda left, right, target: sum(1 for a in left for b in right if a + b == target),
    takes=("ints", "ints", "int"),
    growth=("O(n m)", "O(n + m)"),
    exact=_HASH,
    source="hash table of counts",
    bakes=("target",),
)
def count_cross_pairs_with_sum(left: list[int], right: list[int], target: int) -> int:
    """How many pairs of an item of each list have a given sum."""
    counts: dict[int, int] = {}
    for value in right:
        counts[value] = counts.get(value, 0) + 1
    return sum(counts.get(target - value, 0) for value in left)


@algorithm(
    reference=lambda left, right: sum(1 for a in left for b in right if a == b),
    takes=("items", "items"),
    growth=("O(n m)", "O(n + m)"),
    exact="equality and hash agree",
    source="hash table of counts",
)
def count_equal_cross_pairs(left: list[int], right: list[int]) -> int:
    """How many pairs of an item of each list are equal."""
    counts: dict[int, int] = {}
    for value in right:
        counts[value] = counts.get(value, 0) + 1
    return sum(counts.get(value, 0) for value in left)


@algorithm(
    reference=lambda left, right: sum(1 for a in left for b in right if a < b),
    takes=("ints", "ints"),
    growth=("O(n m)", "O((n + m) log m)"),
    exact="comparisons only",
    source="sorting and bisection",
)
def count_cross_pairs_in_order(left: list[int], right: list[int]) -> int:
    """How many pairs of an item of each list are in rising order."""
    ordered = sorted(left)
    return sum(bisect_left(ordered, value) for value in right)


@algorithm(
    reference=lambda left, right: min((abs(a - b) for a in left for b in right), default=None),
    takes=("ints", "ints"),
    growth=("O(n m)", "O((n + m) log m)"),
    exact="the nearest number is a neighbour in order",
    source="sorting and bisection",
)
def smallest_cross_difference(left: list[int], right: list[int]) -> int | None:
    """The smallest distance between an item of one list and one of the other."""
    if not left or not right:
        return None
    ordered = sorted(right)
    best = abs(left[0] - ordered[0])
    for value in left:
        place = bisect_left(ordered, value)
        if place < len(ordered):
            best = min(best, ordered[place] - value)
        if place:
            best = min(best, value - ordered[place - 1])
    return best


@algorithm(
    reference=lambda values: sum(
        1 for i, j, k in combinations(range(len(values)), 3) if values[i] < values[j] < values[k]
    ),
    takes=("ints",),
    growth=("O(n^3)", "O(n (log n + n / 64))"),
    exact="the smaller items before and the larger ones after each middle item are counted exactly",
    source="bisection into sorted parts",
)
def count_rising_triples(values: list[int]) -> int:
    """How many triples of items rise in the order of their places."""
    before: list[int] = []
    after = sorted(values)
    count = 0
    for value in values:
        del after[bisect_left(after, value)]
        count += bisect_left(before, value) * (len(after) - bisect_right(after, value))
        insort(before, value)
    return count
