"""Sums of subsets: knapsacks, coins, partitions."""

# ruff: noqa: B905 - what is proposed reads as people write it
from __future__ import annotations

from itertools import combinations
from math import isqrt

from hasten.proposers.algorithms.algorithm import algorithm

_INTEGERS = "integers of any size; the sets of sums are the same"


def _subsets(values: list[int]) -> list[tuple[int, ...]]:
    return [chosen for size in range(len(values) + 1) for chosen in combinations(values, size)]


@algorithm(
    reference=lambda values, target: any(sum(chosen) == target for chosen in _subsets(values)),
    takes=("ints", "int"),
    growth=("O(2^n)", "O(n s)"),
    exact=_INTEGERS,
    source="dynamic programming over reachable sums",
    bakes=("target",),
)
def has_subset_with_sum(values: list[int], target: int) -> bool:
    """Whether some of the items, possibly none, have a given sum."""
    reachable = {0}
    for value in values:
        reachable |= {total + value for total in reachable}
    return target in reachable


@algorithm(
    reference=lambda values, target: any(sum(chosen) == target for chosen in _subsets(values) if chosen),
    takes=("ints", "int"),
    growth=("O(2^n)", "O(n s)"),
    exact=_INTEGERS,
    source="dynamic programming over reachable sums",
    bakes=("target",),
)
def has_some_subset_with_sum(values: list[int], target: int) -> bool:
    """Whether some of the items, at least one, have a given sum."""
    reachable: set[int] = set()
    for value in values:
        reachable |= {total + value for total in reachable}
        reachable.add(value)
    return target in reachable


@algorithm(
    reference=lambda values, target: sum(1 for chosen in _subsets(values) if sum(chosen) == target),
    takes=("ints", "int"),
    growth=("O(2^n)", "O(n s)"),
    exact=_INTEGERS,
    source="dynamic programming over reachable sums",
    bakes=("target",),
)
def count_subsets_with_sum(values: list[int], target: int) -> int:
    """In how many ways some of the items, possibly none, have a given sum."""
    ways = {0: 1}
    for value in values:
        longer = dict(ways)
        for total, count in ways.items():
            longer[total + value] = longer.get(total + value, 0) + count
        ways = longer
    return ways.get(target, 0)


@algorithm(
    reference=lambda values: any(2 * sum(chosen) == sum(values) for chosen in _subsets(values)),
    takes=("ints",),
    growth=("O(2^n)", "O(n s)"),
    exact=_INTEGERS,
    source="dynamic programming over reachable sums",
)
def can_be_halved(values: list[int]) -> bool:
    """Whether the items can be parted into two with equal sums."""
    half, odd = divmod(sum(values), 2)
    if odd:
        return False
    reachable = {0}
    for value in values:
        reachable |= {total + value for total in reachable}
    return half in reachable


@algorithm(
    reference=lambda values: min(abs(sum(values) - 2 * sum(chosen)) for chosen in _subsets(values)),
    takes=("ints",),
    growth=("O(2^n)", "O(n s)"),
    exact=_INTEGERS,
    source="dynamic programming over reachable sums",
)
def smallest_difference_of_parts(values: list[int]) -> int:
    """The smallest difference of the sums of two parts of the items."""
    reachable = {0}
    for value in values:
        reachable |= {total + value for total in reachable}
    whole = sum(values)
    return min([abs(whole - 2 * total) for total in reachable])


def _signs(values: list[int], target: int) -> int:
    if not values:
        return int(target == 0)
    return _signs(values[1:], target - values[0]) + _signs(values[1:], target + values[0])


@algorithm(
    reference=_signs,
    takes=("ints", "int"),
    growth=("O(2^n)", "O(n s)"),
    exact=_INTEGERS,
    source="dynamic programming over reachable sums",
    bakes=("target",),
)
def count_signs_with_sum(values: list[int], target: int) -> int:
    """In how many ways the items, each with a sign, have a given sum."""
    ways = {0: 1}
    for value in values:
        longer: dict[int, int] = {}
        for total, count in ways.items():
            longer[total + value] = longer.get(total + value, 0) + count
            longer[total - value] = longer.get(total - value, 0) + count
        ways = longer
    return ways.get(target, 0)


@algorithm(
    reference=lambda values: len({sum(chosen) for chosen in _subsets(values)}),
    takes=("ints",),
    growth=("O(2^n)", "O(n s)"),
    exact=_INTEGERS,
    source="dynamic programming over reachable sums",
)
def count_subset_sums(values: list[int]) -> int:
    """How many different sums subsets of the items have."""
    reachable = {0}
    for value in values:
        reachable |= {total + value for total in reachable}
    return len(reachable)


@algorithm(
    reference=lambda values: sorted({sum(chosen) for chosen in _subsets(values)}),
    takes=("ints",),
    growth=("O(2^n)", "O(n s)"),
    exact=_INTEGERS,
    source="dynamic programming over reachable sums",
)
def subset_sums(values: list[int]) -> list[int]:
    """The different sums of subsets of the items in rising order."""
    reachable = {0}
    for value in values:
        reachable |= {total + value for total in reachable}
    return sorted(reachable)


@algorithm(
    reference=lambda values, limit: max((sum(c) for c in _subsets(values) if sum(c) <= limit), default=None),
    takes=("ints", "int"),
    growth=("O(2^n)", "O(n s)"),
    exact=_INTEGERS,
    source="dynamic programming over reachable sums",
    bakes=("limit",),
)
def largest_subset_sum_within(values: list[int], limit: int) -> int | None:
    """The largest sum of some of the items, possibly none, that does not exceed a limit."""
    reachable = {0}
    for value in values:
        reachable |= {total + value for total in reachable}
    within = [total for total in reachable if total <= limit]
    return max(within) if within else None


def _ways(coins: list[int], amount: int) -> int:
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return _ways(coins, amount - coins[0]) + _ways(coins[1:], amount)


@algorithm(
    reference=_ways,
    takes=("coins", "amount"),
    growth=("O(2^n)", "O(n m)"),
    exact="coins are taken in order, so that each choice is counted once",
    source="dynamic programming",
    comment="ways[total]: with the coins so far; each coin extends the ways to smaller totals.",
    bakes=("coins", "amount"),
    requires="all(coin > 0 for coin in coins)",
)
def count_ways_to_pay(coins: list[int], amount: int) -> int:
    """In how many ways an amount can be paid with coins of these values, the order not counting."""
    if amount < 0 or not coins:
        return int(amount == 0)
    ways = [1] + [0] * amount
    for coin in coins:
        for total in range(coin, amount + 1):
            ways[total] += ways[total - coin]
    return ways[amount]


def _ordered_ways(coins: list[int], amount: int) -> int:
    if amount == 0:
        return 1
    return sum(_ordered_ways(coins, amount - coin) for coin in coins if coin <= amount)


@algorithm(
    reference=lambda coins, amount: _ordered_ways(coins, amount) if amount >= 0 else 0,
    takes=("coins", "amount"),
    growth=("O(2^n)", "O(n m)"),
    exact="the ways to a total are those before its last coin",
    source="dynamic programming",
    bakes=("coins", "amount"),
    requires="all(coin > 0 for coin in coins)",
)
def count_ordered_ways_to_pay(coins: list[int], amount: int) -> int:
    """In how many ways an amount can be paid with coins of these values, one after another."""
    if amount < 0 or not coins:
        return int(amount == 0)
    ways = [1] + [0] * amount
    for total in range(1, amount + 1):
        ways[total] = sum([ways[total - coin] for coin in coins if coin <= total])
    return ways[amount]


def _fewest(coins: list[int], amount: int) -> int | None:
    if amount == 0:
        return 0
    options = [_fewest(coins, amount - coin) for coin in coins if coin <= amount]
    found = [option for option in options if option is not None]
    return 1 + min(found) if found else None


@algorithm(
    reference=lambda coins, amount: _fewest(coins, amount) if amount >= 0 else None,
    takes=("coins", "amount"),
    growth=("O(2^n)", "O(n m)"),
    exact="totals are reached in the order of how many coins they take",
    source="breadth-first search over totals",
    comment="Breadth first: every total is reached with as few coins as can be.",
    bakes=("coins", "amount"),
    requires="all(coin > 0 for coin in coins)",
)
def fewest_coins(coins: list[int], amount: int) -> int | None:
    """The fewest coins of these values that make up an amount."""
    if amount < 0:
        return None
    count = 0
    reached = {0}
    totals = {0}
    while amount not in reached:
        totals = {total + coin for total in totals for coin in coins if total + coin <= amount} - reached
        if not totals:
            return None
        reached |= totals
        count += 1
    return count


def _knapsack(weights: list[int], values: list[int], capacity: int) -> int:
    if not weights:
        return 0
    best = _knapsack(weights[1:], values[1:], capacity)
    if weights[0] <= capacity:
        best = max(best, values[0] + _knapsack(weights[1:], values[1:], capacity - weights[0]))
    return best


@algorithm(
    reference=lambda weights, values, capacity: _knapsack(weights, values, max(capacity, 0)),
    takes=("weights", "values", "capacity"),
    growth=("O(2^n)", "O(n m)"),
    exact="the best for each reachable weight; what is heavier and worth no more is dropped",
    source="dynamic programming over undominated choices",
    comment="Undominated (weight, value) choices of the items so far, rising in both.",
    requires="len(weights) == len(values) and all(weight >= 0 for weight in weights)",
)
def best_knapsack(weights: list[int], values: list[int], capacity: int) -> int:
    """The largest total value of items, each once, whose weights do not exceed a capacity."""
    choices = [(0, 0)]
    for weight, value in zip(weights, values):
        extended = [(load + weight, worth + value) for load, worth in choices if load + weight <= capacity]
        kept: list[tuple[int, int]] = []
        for load, worth in sorted(choices + extended, key=lambda choice: (choice[0], -choice[1])):
            if not kept or worth > kept[-1][1]:
                kept.append((load, worth))
        choices = kept
    return choices[-1][1]


def _unbounded(weights: list[int], values: list[int], capacity: int) -> int:
    return max(
        (v + _unbounded(weights, values, capacity - w) for w, v in zip(weights, values, strict=True) if w <= capacity),
        default=0,
    )


@algorithm(
    reference=_unbounded,
    takes=("weights", "values", "capacity"),
    growth=("O(2^n)", "O(n m)"),
    exact="the best for a capacity is an item and the best for the rest",
    source="dynamic programming",
    requires="len(weights) == len(values) and all(weight > 0 for weight in weights)",
)
def best_unbounded_knapsack(weights: list[int], values: list[int], capacity: int) -> int:
    """The largest total value of items, each as often as wanted, whose weights do not exceed a capacity."""
    if not weights or capacity < min(weights):
        return 0
    best = [0] * (capacity + 1)
    for room in range(1, capacity + 1):
        for weight, value in zip(weights, values):
            if weight <= room and best[room - weight] + value > best[room]:
                best[room] = best[room - weight] + value
    return best[capacity]


def _partitions(n: int, largest: int) -> int:
    if n == 0:
        return 1
    return sum(_partitions(n - part, part) for part in range(1, min(n, largest) + 1))


@algorithm(
    reference=lambda n: _partitions(n, n) if n >= 0 else 0,
    takes=("int",),
    growth=("O(2^sqrt n)", "O(n sqrt n)"),
    exact="integers of any size",
    source="Euler's pentagonal number theorem",
)
def count_partitions(n: int) -> int:
    """In how many ways a number is a sum of positive numbers, the order not counting."""
    if n < 0:
        return 0
    counts = [1] + [0] * n
    for total in range(1, n + 1):
        k, pentagonal, sign, count = 1, 1, 1, 0
        while pentagonal <= total:
            count += sign * counts[total - pentagonal]
            if pentagonal + k <= total:
                count += sign * counts[total - pentagonal - k]
            k += 1
            pentagonal = k * (3 * k - 1) // 2
            sign = -sign
        counts[total] = count
    return counts[n]


@algorithm(
    reference=lambda n, largest: _partitions(n, largest) if n >= 0 else 0,
    takes=("int", "int"),
    growth=("O(2^sqrt n)", "O(n m)"),
    exact="parts are taken in order, so that each choice is counted once",
    source="dynamic programming",
)
def count_partitions_into_small(n: int, largest: int) -> int:
    """In how many ways a number is a sum of positive numbers up to a largest, the order not counting."""
    if n < 0:
        return 0
    ways = [1] + [0] * n
    for part in range(1, min(n, largest) + 1):
        for total in range(part, n + 1):
            ways[total] += ways[total - part]
    return ways[n]


def _fewest_squares(n: int) -> int:
    return 0 if n <= 0 else 1 + min(_fewest_squares(n - r * r) for r in range(1, n + 1) if r * r <= n)


@algorithm(
    reference=_fewest_squares,
    takes=("int",),
    growth=("O(2^n)", "O(sqrt n)"),
    exact="Lagrange: four squares suffice; Legendre: four are needed for 4^a (8 b + 7) only",
    source="Lagrange and Legendre",
)
def fewest_squares(n: int) -> int:
    """The fewest squares whose sum is a number."""
    if n <= 0:
        return 0
    while n % 4 == 0:
        n //= 4
    if n % 8 == 7:
        return 4
    for a in range(isqrt(n) + 1):
        b = isqrt(n - a * a)
        if a * a + b * b == n:
            return (a > 0) + (b > 0)
    return 3


@algorithm(
    reference=lambda eggs, floors: next((t for t in range(max(floors, 0) + 1) if _floors(t, eggs) >= floors), None),
    takes=("count", "int"),
    growth=("O(2^n)", "O(k log n)"),
    exact="with one more try and egg the floors below, above and between are told apart",
    source="binomial sums",
    requires="eggs > 0",
)
def fewest_egg_drops(eggs: int, floors: int) -> int | None:
    """The fewest tries that find the highest safe floor with so many eggs, in the worst case."""
    reach = [0] * (eggs + 1)
    tries = 0
    while reach[eggs] < floors:
        tries += 1
        for left in range(eggs, 0, -1):
            reach[left] += reach[left - 1] + 1
    return tries


def _floors(tries: int, eggs: int) -> int:
    return 0 if tries == 0 or eggs == 0 else _floors(tries - 1, eggs - 1) + _floors(tries - 1, eggs) + 1
