"""Choices along a list: steps, cuts, games."""

# ruff: noqa: RUF007 - what is proposed reads as people write it
from __future__ import annotations

from itertools import combinations

from hasten.proposers.algorithms.algorithm import algorithm


def _apart(values: list[int]) -> list[list[int]]:
    return [
        [values[i] for i in places]
        for size in range(len(values) + 1)
        for places in combinations(range(len(values)), size)
        if all(b - a > 1 for a, b in zip(places, places[1:], strict=False))
    ]


@algorithm(
    reference=lambda values: max(map(sum, _apart(values))),
    takes=("ints",),
    growth=("O(2^n)", "O(n)"),
    exact="the best without the last item and the best before its neighbour decide",
    source="dynamic programming",
)
def largest_sum_without_neighbours(values: list[int]) -> int:
    """The largest sum of items no two of which are neighbours, possibly none."""
    before = best = 0
    for value in values:
        before, best = best, max(best, before + value)
    return best


@algorithm(
    reference=lambda values: max((sum(s) for s in _apart(values) if s), default=None),
    takes=("ints",),
    growth=("O(2^n)", "O(n)"),
    exact="the best without the last item and the best before its neighbour decide",
    source="dynamic programming",
)
def largest_sum_without_neighbours_of_some(values: list[int]) -> int | None:
    """The largest sum of items no two of which are neighbours, at least one."""
    if not values:
        return None
    before, best = 0, values[0]
    for value in values[1:]:
        before, best = max(before, best), max(best, before + value, value)
    return best


def _robbed(values: list[int]) -> int:
    return max(map(sum, _apart(values)))


@algorithm(
    reference=lambda values: values[0] if len(values) == 1 else max(_robbed(values[1:]), _robbed(values[:-1])),
    takes=("ints",),
    growth=("O(2^n)", "O(n)"),
    exact="either the first or the last item is left out",
    source="dynamic programming",
)
def largest_sum_without_neighbours_in_circle(values: list[int]) -> int:
    """The largest sum of items of a circle no two of which are neighbours, possibly none."""
    if len(values) == 1:
        return values[0]
    largest = 0
    for part in (values[1:], values[:-1]):
        before = best = 0
        for value in part:
            before, best = best, max(best, before + value)
        largest = max(largest, best)
    return largest


@algorithm(
    reference=lambda values: len(values) - 1 in _jumps(values),
    takes=("naturals",),
    growth=("O(2^n)", "O(n)"),
    exact="only the farthest place matters",
    source="greedy",
    requires="len(values) > 0 and min(values) >= 0",
)
def can_jump_to_end(values: list[int]) -> bool:
    """Whether the last place can be reached by steps of at most the item at each place."""
    farthest = 0
    for place, value in enumerate(values):
        if place > farthest:
            return False
        farthest = max(farthest, place + value)
    return True


def _jumps(values: list[int]) -> dict[int, int]:
    distance = {0: 0}
    queue = [0]
    for place in queue:
        for target in range(place + 1, min(place + values[place], len(values) - 1) + 1):
            if target not in distance:
                distance[target] = distance[place] + 1
                queue.append(target)
    return distance


@algorithm(
    reference=lambda values: _jumps(values).get(len(values) - 1),
    takes=("naturals",),
    growth=("O(2^n)", "O(n)"),
    exact="the places within so many steps are a run whose end is extended",
    source="greedy breadth-first search",
    requires="len(values) > 0 and min(values) >= 0",
)
def fewest_jumps_to_end(values: list[int]) -> int | None:
    """The fewest steps of at most the item at each place to the last place."""
    steps = end = farthest = 0
    for place in range(len(values) - 1):
        farthest = max(farthest, place + values[place])
        if place == end:
            if farthest == place:
                return None
            steps += 1
            end = farthest
    return steps


def _climb(values: list[int], place: int) -> int:
    if place >= len(values):
        return 0
    return values[place] + min(_climb(values, place + 1), _climb(values, place + 2))


@algorithm(
    reference=lambda values: min(_climb(values, 0), _climb(values, 1)),
    takes=("ints",),
    growth=("O(2^n)", "O(n)"),
    exact="the cost from a step is its own and the less of the next two",
    source="dynamic programming",
)
def cheapest_climb(values: list[int]) -> int:
    """The least total of steps, one or two at a time, to get past the end."""
    following = after = 0
    for value in reversed(values):
        following, after = value + min(following, after), following
    return min(following, after)


def _rod(prices: list[int], length: int) -> int:
    return max(
        (prices[cut - 1] + _rod(prices, length - cut) for cut in range(1, min(length, len(prices)) + 1)), default=0
    )


@algorithm(
    reference=_rod,
    takes=("ints", "count"),
    growth=("O(2^n)", "O(n^2)"),
    exact="the best for a length is a first piece and the best for the rest",
    source="dynamic programming",
    requires="length <= len(prices)",
)
def best_cut_of_rod(prices: list[int], length: int) -> int:
    """The largest total price of the pieces of a rod, priced by length from 1."""
    best = [0] * (max(length, 0) + 1)
    for size in range(1, length + 1):
        best[size] = max([prices[cut - 1] + best[size - cut] for cut in range(1, size + 1)])
    return best[-1]


def _game(values: list[int]) -> int:
    if not values:
        return 0
    return max(values[0] - _game(values[1:]), values[-1] - _game(values[:-1]))


@algorithm(
    reference=_game,
    takes=("ints",),
    growth=("O(2^n)", "O(n^2)"),
    exact="the best lead from a run is an end less the best lead from the rest",
    source="dynamic programming",
)
def best_lead_taking_from_ends(values: list[int]) -> int:
    """By how much the first of two wins who take items from the ends in turn, both at their best."""
    leads = [0] * (len(values) + 1)
    for size in range(1, len(values) + 1):
        for start in range(len(values) - size + 1):
            leads[start] = max(values[start] - leads[start + 1], values[start + size - 1] - leads[start])
    return leads[0]


@algorithm(
    reference=lambda values: _game(values) >= 0,
    takes=("ints",),
    growth=("O(2^n)", "O(n^2)"),
    exact="the best lead from a run is an end less the best lead from the rest",
    source="dynamic programming",
)
def first_player_does_not_lose(values: list[int]) -> bool:
    """Whether the first of two who take items from the ends in turn gets at least as much."""
    leads = [0] * (len(values) + 1)
    for size in range(1, len(values) + 1):
        for start in range(len(values) - size + 1):
            leads[start] = max(values[start] - leads[start + 1], values[start + size - 1] - leads[start])
    return leads[0] >= 0


def _chain(sizes: list[int]) -> int:
    if len(sizes) < 3:
        return 0
    return min(
        _chain(sizes[: k + 1]) + _chain(sizes[k:]) + sizes[0] * sizes[k] * sizes[-1] for k in range(1, len(sizes) - 1)
    )


@algorithm(
    reference=_chain,
    takes=("ints",),
    growth=("O(3^n)", "O(n^3)"),
    exact="the best order for a run of matrices is that of its two parts",
    source="dynamic programming",
)
def cheapest_matrix_chain(sizes: list[int]) -> int:
    """The fewest multiplications for a product of matrices, matrix i of sizes[i] rows and sizes[i + 1] columns."""
    count = len(sizes)
    costs = [[0] * count for _ in range(count)]
    for width in range(2, count):
        for low in range(count - width):
            high = low + width
            costs[low][high] = min(
                [costs[low][k] + costs[k][high] + sizes[low] * sizes[k] * sizes[high] for k in range(low + 1, high)]
            )
    return costs[0][-1] if count else 0
