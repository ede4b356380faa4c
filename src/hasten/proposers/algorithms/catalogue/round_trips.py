"""The cheapest order in which to visit all places."""

from __future__ import annotations

from itertools import pairwise, permutations

from hasten.proposers.algorithms.algorithm import algorithm

_EXACT = "the cheapest way to a place over some others goes on the cheapest ones to the place before; integers exactly"
_SOURCE = "Held and Karp, A dynamic programming approach to sequencing problems, 1962"
_COMMENT = "The cheapest way from the first place over a set of others to one of them, for larger and larger sets."


def _trips(table: list[list[int]]) -> list[tuple[int, tuple[int, ...]]]:
    """The cost of every closed trip from place 0 with its order."""
    orders = [(0, *order) for order in permutations(range(1, len(table)))]
    return [(sum(table[a][b] for a, b in pairwise((*order, 0))), order) for order in orders]


def _ways(table: list[list[int]]) -> list[tuple[int, tuple[int, ...]]]:
    """The cost of every order of all places."""
    orders = permutations(range(len(table)))
    return [(sum(table[a][b] for a, b in pairwise(order)), order) for order in orders]


@algorithm(
    reference=lambda table: min(cost for cost, _ in _trips(table)),
    takes=("square",),
    growth=("O(n!)", "O(2^n n^2)"),
    exact=_EXACT,
    source=_SOURCE,
    comment=_COMMENT,
    requires="len(table) > 1",
)
def cheapest_round_trip(table: list[list[int]]) -> int:
    """The cost of the cheapest closed trip over all places."""
    size = len(table)
    cheapest = {(1 << place, place): table[0][place] for place in range(1, size)}
    for _ in range(size - 2):
        following: dict[tuple[int, int], int] = {}
        for (visited, last), cost in cheapest.items():
            for place in range(1, size):
                if not visited >> place & 1:
                    key = visited | 1 << place, place
                    total = cost + table[last][place]
                    if key not in following or total < following[key]:
                        following[key] = total
        cheapest = following
    return min(cost + table[last][0] for (_, last), cost in cheapest.items())


@algorithm(
    reference=lambda table: min(_trips(table)),
    takes=("square",),
    growth=("O(n!)", "O(2^n n^2)"),
    exact="of equally cheap ways the first in order is kept, and stays first with the same places behind it",
    source=_SOURCE,
    comment=_COMMENT,
    requires="len(table) > 1",
)
def cheapest_round_trip_and_order(table: list[list[int]]) -> tuple[int, tuple[int, ...]]:
    """The cost of the cheapest closed trip over all places, and its first order from place 0 on."""
    size = len(table)
    cheapest: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {}
    for place in range(1, size):
        cheapest[1 << place, place] = table[0][place], (0, place)
    for _ in range(size - 2):
        following: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {}
        for (visited, last), (cost, order) in cheapest.items():
            for place in range(1, size):
                if not visited >> place & 1:
                    key = visited | 1 << place, place
                    found = cost + table[last][place], (*order, place)
                    if key not in following or found < following[key]:
                        following[key] = found
        cheapest = following
    return min((cost + table[last][0], order) for (_, last), (cost, order) in cheapest.items())


@algorithm(
    reference=lambda table: min(cost for cost, _ in _ways(table)),
    takes=("square",),
    growth=("O(n!)", "O(2^n n^2)"),
    exact=_EXACT,
    source=_SOURCE,
    comment="The cheapest way over a set of places that ends at one of them, for larger and larger sets.",
    requires="len(table) > 0",
)
def cheapest_way_over_all(table: list[list[int]]) -> int:
    """The cost of the cheapest order of all places, from any to any."""
    size = len(table)
    cheapest = {(1 << place, place): 0 for place in range(size)}
    for _ in range(size - 1):
        following: dict[tuple[int, int], int] = {}
        for (visited, last), cost in cheapest.items():
            for place in range(size):
                if not visited >> place & 1:
                    key = visited | 1 << place, place
                    total = cost + table[last][place]
                    if key not in following or total < following[key]:
                        following[key] = total
        cheapest = following
    return min(cheapest.values())
