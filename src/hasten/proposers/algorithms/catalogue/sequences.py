"""Subsequences, prefix and suffix results, one-dimensional dynamic programming over a list."""

# ruff: noqa: B905, RUF007 - what is proposed reads as people write it
from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, combinations

from hasten.proposers.algorithms.algorithm import algorithm

_INTEGERS = "integers of any size, no rounding"


def _subsequences(values: list[int]) -> list[list[int]]:
    found: list[list[int]] = [[]]
    for value in values:
        found += [[*chosen, value] for chosen in found]
    return found


def _rises(values: list[int]) -> bool:
    return all(a < b for a, b in zip(values, values[1:], strict=False))


@algorithm(
    reference=lambda values: max(len(s) for s in _subsequences(values) if _rises(s)),
    takes=("ordered",),
    growth=("O(2^n)", "O(n log n)"),
    exact="comparisons only; tails of each length are kept as small as can be",
    source="patience sorting",
    comment="Patience sorting: the smallest last item of a rising subsequence of each length.",
)
def longest_rising_subsequence_length(values: list[int]) -> int:
    """The length of the longest strictly rising subsequence."""
    tails: list[int] = []
    for value in values:
        place = bisect_left(tails, value)
        if place == len(tails):
            tails.append(value)
        else:
            tails[place] = value
    return len(tails)


@algorithm(
    reference=lambda values: max(len(s) for s in _subsequences(values) if s == sorted(s)),
    takes=("ordered",),
    growth=("O(2^n)", "O(n log n)"),
    exact="comparisons only; tails of each length are kept as small as can be",
    source="patience sorting",
    comment="Patience sorting: the smallest last item of a subsequence of each length that never falls.",
)
def longest_not_falling_subsequence_length(values: list[int]) -> int:
    """The length of the longest subsequence that never falls."""
    tails: list[int] = []
    for value in values:
        place = bisect_right(tails, value)
        if place == len(tails):
            tails.append(value)
        else:
            tails[place] = value
    return len(tails)


@algorithm(
    reference=lambda values: max(len(s) for s in _subsequences(values) if _rises(s[::-1])),
    takes=("ints",),
    growth=("O(2^n)", "O(n log n)"),
    exact="a falling subsequence rises when the signs are changed",
    source="patience sorting",
)
def longest_falling_subsequence_length(values: list[int]) -> int:
    """The length of the longest strictly falling subsequence."""
    tails: list[int] = []
    for value in values:
        place = bisect_left(tails, -value)
        if place == len(tails):
            tails.append(-value)
        else:
            tails[place] = -value
    return len(tails)


def _lengths(values: list[int]) -> list[int]:
    lengths: list[int] = []
    for i, value in enumerate(values):
        lengths.append(1 + max((lengths[j] for j in range(i) if values[j] < value), default=0))
    return lengths


@algorithm(
    reference=_lengths,
    takes=("ordered",),
    growth=("O(n^2)", "O(n log n)"),
    exact="comparisons only",
    source="patience sorting",
)
def rising_subsequence_lengths(values: list[int]) -> list[int]:
    """The length of the longest strictly rising subsequence that ends at each place."""
    tails: list[int] = []
    lengths = []
    for value in values:
        place = bisect_left(tails, value)
        if place == len(tails):
            tails.append(value)
        else:
            tails[place] = value
        lengths.append(place + 1)
    return lengths


def _alternates(values: list[int]) -> bool:
    signs = [(b > a) - (b < a) for a, b in zip(values, values[1:], strict=False)]
    return 0 not in signs and all(a != b for a, b in zip(signs, signs[1:], strict=False))


@algorithm(
    reference=lambda values: max(len(s) for s in _subsequences(values) if _alternates(s)),
    takes=("ints",),
    growth=("O(2^n)", "O(n)"),
    exact="comparisons only",
    source="greedy turning points",
)
def longest_alternating_subsequence_length(values: list[int]) -> int:
    """The length of the longest subsequence that rises and falls in turn."""
    if not values:
        return 0
    rising = falling = 1
    for before, after in zip(values, values[1:]):
        if after > before:
            rising = falling + 1
        elif after < before:
            falling = rising + 1
    return max(rising, falling)


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
    reference=lambda values: max((v - min(values[: i + 1]) for i, v in enumerate(values)), default=0),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="the best purchase for a day is the lowest price up to it",
    source="running minimum",
)
def best_single_trade(values: list[int]) -> int:
    """The largest gain of one purchase and a later sale, 0 without one."""
    best = 0
    lowest = values[0] if values else 0
    for value in values:
        if value < lowest:
            lowest = value
        elif value - lowest > best:
            best = value - lowest
    return best


def _trade(values: list[int]) -> tuple[int, int, int] | None:
    best = None
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            if values[j] > values[i] and (best is None or values[j] - values[i] > best[0]):
                best = (values[j] - values[i], i, j)
    return best


@algorithm(
    reference=_trade,
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="read from the right with the first place of the highest later price, so that the earliest purchase wins",
    source="running maximum",
    comment="From the right: the highest later price and where it first occurs; the earliest purchase is found last.",
)
def best_single_trade_with_places(values: list[int]) -> tuple[int, int, int] | None:
    """The largest gain of a purchase and a later sale with their places, the earliest purchase and then sale."""
    if not values:
        return None
    best, buy, sell = 0, -1, -1
    highest = len(values) - 1
    for place in range(len(values) - 2, -1, -1):
        gain = values[highest] - values[place]
        if gain > 0 and gain >= best:
            best, buy, sell = gain, place, highest
        if values[place] >= values[highest]:
            highest = place
    if best == 0:
        return None
    return best, buy, sell


def _trades(values: list[int], most: int) -> int:
    if len(values) < 2 or most == 0:
        return 0
    best = _trades(values[1:], most)
    for j in range(1, len(values)):
        best = max(best, values[j] - values[0] + _trades(values[j:], most - 1))
    return best


@algorithm(
    reference=lambda values: sum(max(0, b - a) for a, b in zip(values, values[1:], strict=False)),
    takes=("ints",),
    growth=("O(2^n)", "O(n)"),
    exact="a gain over several days is the sum of the gains of each",
    source="greedy",
)
def best_trades(values: list[int]) -> int:
    """The largest gain of any number of purchases and later sales."""
    return sum(after - before for before, after in zip(values, values[1:]) if after > before)


@algorithm(
    reference=lambda values, most: _trades(values, max(most, 0)),
    takes=("ints", "count"),
    growth=("O(2^n)", "O(n k)"),
    exact="the best with so many trades up to a day, holding or not",
    source="dynamic programming",
    bakes=("most",),
)
def best_trades_of_few(values: list[int], most: int) -> int:
    """The largest gain of at most so many purchases and later sales."""
    if not values or most <= 0:
        return 0
    most = min(most, len(values) // 2)
    holding = [-values[0]] * most
    gains = [0] * (most + 1)
    for value in values:
        for trade in range(most):
            holding[trade] = max(holding[trade], gains[trade] - value)
            gains[trade + 1] = max(gains[trade + 1], holding[trade] + value)
    return gains[-1]


@algorithm(
    reference=lambda values: [sum(values[: i + 1]) for i in range(len(values))],
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact=_INTEGERS,
    source="prefix sums",
)
def prefix_sums(values: list[int]) -> list[int]:
    """The sum up to each place."""
    return list(accumulate(values))


@algorithm(
    reference=lambda values: [sum(values[i:]) for i in range(len(values))],
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact=_INTEGERS,
    source="prefix sums",
)
def suffix_sums(values: list[int]) -> list[int]:
    """The sum from each place on."""
    return list(accumulate(reversed(values)))[::-1]


@algorithm(
    reference=lambda values: [sum(values[:i]) / i for i in range(1, len(values) + 1)],
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="integers are summed without rounding, then divided once as before",
    source="prefix sums",
)
def running_means(values: list[int]) -> list[float]:
    """The mean up to each place."""
    return [total / count for count, total in enumerate(accumulate(values), 1)]


def _product(values: list[int]) -> int:
    result = 1
    for value in values:
        result *= value
    return result


@algorithm(
    reference=lambda values: [_product([*values[:i], *values[i + 1 :]]) for i in range(len(values))],
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact="products from both sides, without division",
    source="prefix products",
)
def products_of_others(values: list[int]) -> list[int]:
    """For each item the product of all others."""
    products = [1] * len(values)
    before = after = 1
    for place, value in enumerate(values):
        products[place] = before
        before *= value
    for place in range(len(values) - 1, -1, -1):
        products[place] *= after
        after *= values[place]
    return products


@algorithm(
    reference=lambda values: [sum(values) - v for v in values],
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact=_INTEGERS,
    source="total less item",
)
def sums_of_others(values: list[int]) -> list[int]:
    """For each item the sum of all others."""
    total = sum(values)
    return [total - value for value in values]


@algorithm(
    reference=lambda values: next((i for i in range(len(values)) if sum(values[:i]) == sum(values[i + 1 :])), None),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact=_INTEGERS,
    source="prefix sums",
)
def first_balance_place(values: list[int]) -> int | None:
    """The first place with equal sums on both sides."""
    total = sum(values)
    before = 0
    for place, value in enumerate(values):
        if 2 * before + value == total:
            return place
        before += value
    return None


@algorithm(
    reference=lambda values: sum(1 for i in range(1, len(values)) if sum(values[:i]) == sum(values[i:])),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact=_INTEGERS,
    source="prefix sums",
)
def count_balanced_cuts(values: list[int]) -> int:
    """In how many places the list can be cut into two parts of equal sum."""
    total = sum(values)
    return sum(1 for before in list(accumulate(values))[:-1] if 2 * before == total)


@algorithm(
    reference=lambda values: min((abs(sum(values[:i]) - sum(values[i:])) for i in range(1, len(values))), default=None),
    takes=("ints",),
    growth=("O(n^2)", "O(n)"),
    exact=_INTEGERS,
    source="prefix sums",
)
def smallest_difference_of_cut(values: list[int]) -> int | None:
    """The smallest difference of the sums of the two parts of a cut."""
    if len(values) < 2:
        return None
    total = sum(values)
    return min(abs(2 * before - total) for before in list(accumulate(values))[:-1])


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


@algorithm(
    reference=lambda left, right: sum(a * b for a, b in zip(left, right, strict=False)),
    takes=("ints", "ints"),
    growth=("O(n)", "O(n)"),
    exact=_INTEGERS,
    source="one pass",
)
def dot_product(left: list[int], right: list[int]) -> int:
    """The sum of the products of items in the same place."""
    return sum(a * b for a, b in zip(left, right))


def _convolution(left: list[int], right: list[int]) -> list[int]:
    if not left or not right:
        return []
    result = [0] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            result[i + j] += a * b
    return result


@algorithm(
    reference=_convolution,
    takes=("ints", "ints"),
    growth=("O(n m)", "O(n^1.58)"),
    exact="the coefficients are digits of one large number, wide enough that no sum of products overflows its digits",
    source="Kronecker substitution; Karatsuba in Python's integers",
    comment="Kronecker substitution: the lists as digits of two large numbers, multiplied at once.",
)
def convolution(left: list[int], right: list[int]) -> list[int]:
    """The coefficients of the product of two polynomials."""
    if not left or not right:
        return []
    largest = max(map(abs, left)) * max(map(abs, right)) * min(len(left), len(right))
    width = (2 * largest + 1).bit_length() // 8 + 1
    size = len(left) + len(right) - 1

    def packed(values: list[int]) -> int:
        positive = b"".join([max(value, 0).to_bytes(width, "little") for value in values])
        negative = b"".join([max(-value, 0).to_bytes(width, "little") for value in values])
        return int.from_bytes(positive, "little") - int.from_bytes(negative, "little")

    # Half of the range of a digit is added to each, so that no digit is negative and none borrows.
    half = 1 << (8 * width - 1)
    shift = int.from_bytes(half.to_bytes(width, "little") * size, "little")
    digits = (packed(left) * packed(right) + shift).to_bytes(width * size + 1, "little")
    return [int.from_bytes(digits[place : place + width], "little") - half for place in range(0, width * size, width)]


@algorithm(
    reference=lambda values, k: (lambda s: values[s:] + values[:s])(-k % len(values)) if values else values[:],
    takes=("items", "int"),
    growth=("O(n k)", "O(n)"),
    exact="the items and their order are the same",
    source="slices",
)
def rotated_right(values: list[int], k: int) -> list[int]:
    """The items moved so many places to the right, round the end."""
    if not values:
        return values[:]
    start = -k % len(values)
    return values[start:] + values[:start]


@algorithm(
    reference=lambda values, k: (lambda s: values[s:] + values[:s])(k % len(values)) if values else values[:],
    takes=("items", "int"),
    growth=("O(n k)", "O(n)"),
    exact="the items and their order are the same",
    source="slices",
)
def rotated_left(values: list[int], k: int) -> list[int]:
    """The items moved so many places to the left, round the end."""
    if not values:
        return values[:]
    start = k % len(values)
    return values[start:] + values[:start]


@algorithm(
    reference=lambda left, right: (
        len(left) == len(right) and (not left or any(left[i:] + left[:i] == right for i in range(len(left))))
    ),
    takes=("items", "items"),
    growth=("O(n^2)", "O(n)"),
    exact="a rotation occurs in the list written twice; the failure function finds it without comparing anew",
    source="Knuth, Morris and Pratt",
)
def is_rotation_of_list(left: list[int], right: list[int]) -> bool:
    """Whether one list is the other with its beginning moved to the end."""
    size = len(left)
    if size != len(right):
        return False
    failure = [0] * size
    length = 0
    for place in range(1, size):
        while length and right[place] != right[length]:
            length = failure[length - 1]
        length += right[place] == right[length]
        failure[place] = length
    length = 0
    for item in [*left, *left]:
        if length == size:
            break
        while length and item != right[length]:
            length = failure[length - 1]
        length += item == right[length]
    return length == size


@algorithm(
    reference=lambda values, bounds: [sum(values[low : high + 1]) for low, high in bounds],
    takes=("ints", "points"),
    growth=("O(n q)", "O(n + q)"),
    exact=_INTEGERS,
    source="prefix sums",
    requires="all(0 <= low <= high < len(values) for low, high in bounds)",
)
def range_sums(values: list[int], bounds: list[tuple[int, int]]) -> list[int]:
    """The sum of each range of places, both ends included."""
    totals = list(accumulate(values, initial=0))
    return [totals[high + 1] - totals[low] for low, high in bounds]


def _updated(size: int, updates: list[tuple[int, int, int]]) -> list[int]:
    values = [0] * size
    for low, high, amount in updates:
        for place in range(low, high + 1):
            values[place] += amount
    return values


@algorithm(
    reference=_updated,
    takes=("nodes", "weighted"),
    growth=("O(n q)", "O(n + q)"),
    exact=_INTEGERS,
    source="difference array",
    requires="all(0 <= low <= high < size for low, high, amount in updates)",
)
def range_updates(size: int, updates: list[tuple[int, int, int]]) -> list[int]:
    """Zeros to which an amount was added over ranges of places, both ends included."""
    changes = [0] * (size + 1)
    for low, high, amount in updates:
        changes[low] += amount
        changes[high + 1] -= amount
    return list(accumulate(changes))[:-1]
