"""Intervals of numbers: merging, overlap, coverage."""

# ruff: noqa: B905, RUF007 - what is proposed reads as people write it
from __future__ import annotations

from bisect import bisect_left, bisect_right
from heapq import heappop, heappush

from hasten.proposers.algorithms.algorithm import algorithm

Spans = list[tuple[int, int]]

_SWEEP = "only ends change the count; ends at one place are taken in the order that the comparison asks for"
_SORTED = "sorted by their start, an interval can only touch the one merged last"


def _merged(spans: Spans) -> Spans:
    spans = sorted(tuple(span) for span in spans)  # type: ignore[misc]
    changed = True
    while changed:
        changed = False
        for i in range(len(spans) - 1):
            if spans[i + 1][0] <= spans[i][1]:
                spans[i : i + 2] = [(spans[i][0], max(spans[i][1], spans[i + 1][1]))]
                changed = True
                break
    return spans


@algorithm(
    reference=_merged,
    takes=("intervals",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SORTED,
    source="sweep",
    requires="all(low <= high for low, high in spans)",
)
def merged_intervals(spans: Spans) -> Spans:
    """The intervals with those that overlap or touch made one, in rising order."""
    merged: Spans = []
    for low, high in sorted(spans):
        if merged and low <= merged[-1][1]:
            if high > merged[-1][1]:
                merged[-1] = (merged[-1][0], high)
        else:
            merged.append((low, high))
    return merged


def _strictly_merged(spans: Spans) -> Spans:
    spans = sorted(tuple(span) for span in spans)  # type: ignore[misc]
    changed = True
    while changed:
        changed = False
        for i in range(len(spans) - 1):
            if spans[i + 1][0] < spans[i][1]:
                spans[i : i + 2] = [(spans[i][0], max(spans[i][1], spans[i + 1][1]))]
                changed = True
                break
    return spans


@algorithm(
    reference=_strictly_merged,
    takes=("intervals",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SORTED,
    source="sweep",
    requires="all(low <= high for low, high in spans)",
)
def strictly_merged_intervals(spans: Spans) -> Spans:
    """The intervals with those that overlap (touching is not enough) made one, in rising order."""
    merged: Spans = []
    for low, high in sorted(spans):
        if merged and low < merged[-1][1]:
            if high > merged[-1][1]:
                merged[-1] = (merged[-1][0], high)
        else:
            merged.append((low, high))
    return merged


@algorithm(
    reference=lambda spans: sum(high - low for low, high in _merged(spans)),
    takes=("intervals",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SORTED,
    source="sweep",
    requires="all(low <= high for low, high in spans)",
)
def covered_length(spans: Spans) -> int:
    """The length of what the intervals cover together."""
    covered = 0
    end = None
    for low, high in sorted(spans):
        if end is None or low > end:
            covered += high - low
            end = high
        elif high > end:
            covered += high - end
            end = high
    return covered


@algorithm(
    reference=lambda spans: len({k for low, high in spans for k in range(low, high + 1)}),
    takes=("intervals",),
    growth=("O(n m)", "O(n log n)"),
    exact=_SORTED,
    source="sweep",
)
def count_covered_numbers(spans: Spans) -> int:
    """How many whole numbers lie in some interval, ends included."""
    covered = 0
    end = None
    for low, high in sorted(spans):
        if low > high:
            continue
        if end is None or low > end:
            covered += high - low + 1
            end = high
        elif high > end:
            covered += high - end
            end = high
    return covered


@algorithm(
    reference=lambda spans: max((sum(1 for a, b in spans if a <= low < b) for low, high in spans), default=0),
    takes=("intervals",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SWEEP,
    source="sweep",
    requires="all(low <= high for low, high in spans)",
)
def most_overlapping(spans: Spans) -> int:
    """How many intervals overlap at one place at most, the end not belonging to the interval."""
    most = inside = 0
    for _, change in sorted([(low, 1) for low, high in spans] + [(high, -1) for low, high in spans]):
        inside += change
        if inside > most:
            most = inside
    return most


@algorithm(
    reference=lambda spans: max((sum(1 for a, b in spans if a <= low <= b) for low, high in spans), default=0),
    takes=("intervals",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SWEEP,
    source="sweep",
    requires="all(low <= high for low, high in spans)",
)
def most_overlapping_closed(spans: Spans) -> int:
    """How many intervals overlap at one place at most, the ends belonging to the interval."""
    most = inside = 0
    for _, change in sorted([(low, -1) for low, high in spans] + [(high, 1) for low, high in spans]):
        inside -= change
        if inside > most:
            most = inside
    return most


def _peak(spans: Spans) -> tuple[int, int] | None:
    best = None
    for low in sorted(low for low, high in spans if low < high):
        inside = sum(1 for a, b in spans if a <= low < b)
        if best is None or inside > best[0]:
            best = (inside, low)
    return best


@algorithm(
    reference=_peak,
    takes=("intervals",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SWEEP,
    source="sweep",
)
def most_overlapping_and_where(spans: Spans) -> tuple[int, int] | None:
    """How many intervals overlap at most and the first such place, the end not belonging to the interval."""
    changes = sorted(
        [(low, 1) for low, high in spans if low < high] + [(high, -1) for low, high in spans if low < high]
    )
    if not changes:
        return None
    most, first, inside = 0, 0, 0
    for place, change in changes:
        inside += change
        if inside > most:
            most, first = inside, place
    return most, first


@algorithm(
    reference=lambda spans: any(a < d and c < b for i, (a, b) in enumerate(spans) for c, d in spans[i + 1 :]),
    takes=("intervals",),
    growth=("O(n^2)", "O(n log n)"),
    exact="in order of their start, some two overlap exactly where two neighbours do",
    source="sorting",
    requires="all(low < high for low, high in spans)",
)
def some_overlap(spans: Spans) -> bool:
    """Whether two intervals overlap, touching not being enough."""
    ordered = sorted(spans)
    return any(before[1] > after[0] for before, after in zip(ordered, ordered[1:]))


@algorithm(
    reference=lambda spans: any(a <= d and c <= b for i, (a, b) in enumerate(spans) for c, d in spans[i + 1 :]),
    takes=("intervals",),
    growth=("O(n^2)", "O(n log n)"),
    exact="in order of their start, some two overlap exactly where two neighbours do",
    source="sorting",
    requires="all(low <= high for low, high in spans)",
)
def some_overlap_or_touch(spans: Spans) -> bool:
    """Whether two intervals overlap or touch."""
    ordered = sorted(spans)
    return any(before[1] >= after[0] for before, after in zip(ordered, ordered[1:]))


@algorithm(
    reference=lambda spans: sum(1 for i, (a, b) in enumerate(spans) for c, d in spans[i + 1 :] if a < d and c < b),
    takes=("intervals",),
    growth=("O(n^2)", "O(n log n)"),
    exact="pairs that do not overlap are those of which one ends before the other starts",
    source="sorting and bisection",
    requires="all(low < high for low, high in spans)",
)
def count_overlapping_pairs(spans: Spans) -> int:
    """How many pairs of intervals overlap, touching not being enough."""
    starts = sorted([low for low, high in spans])
    apart = sum([len(starts) - bisect_left(starts, high) for low, high in spans])
    return len(spans) * (len(spans) - 1) // 2 - apart


@algorithm(
    reference=lambda spans: sum(1 for i, (a, b) in enumerate(spans) for c, d in spans[i + 1 :] if a <= d and c <= b),
    takes=("intervals",),
    growth=("O(n^2)", "O(n log n)"),
    exact="pairs that do not overlap are those of which one ends before the other starts",
    source="sorting and bisection",
    requires="all(low <= high for low, high in spans)",
)
def count_overlapping_or_touching_pairs(spans: Spans) -> int:
    """How many pairs of intervals overlap or touch."""
    starts = sorted([low for low, high in spans])
    apart = sum([len(starts) - bisect_right(starts, high) for low, high in spans])
    return len(spans) * (len(spans) - 1) // 2 - apart


def _most_apart(spans: Spans) -> int:
    if not spans:
        return 0
    (low, high), rest = spans[0], spans[1:]
    free = [span for span in rest if span[1] <= low or span[0] >= high]
    return max(1 + _most_apart(free), _most_apart(rest))


@algorithm(
    reference=_most_apart,
    takes=("intervals",),
    growth=("O(2^n)", "O(n log n)"),
    exact="the interval that ends first can always be taken",
    source="greedy by end",
    comment="The interval that ends first never stands in the way of a better choice.",
    requires="all(low < high for low, high in spans)",
)
def most_intervals_apart(spans: Spans) -> int:
    """How many intervals can be chosen without two that overlap, touching allowed."""
    count = 0
    end = None
    for low, high in sorted(spans, key=lambda span: span[1]):
        if end is None or low >= end:
            count += 1
            end = high
    return count


@algorithm(
    reference=lambda spans: len(spans) - _most_apart(spans),
    takes=("intervals",),
    growth=("O(2^n)", "O(n log n)"),
    exact="the interval that ends first can always be kept",
    source="greedy by end",
    comment="The interval that ends first never stands in the way of a better choice.",
    requires="all(low < high for low, high in spans)",
)
def fewest_intervals_to_drop(spans: Spans) -> int:
    """How many intervals have to go, at least, so that no two overlap, touching allowed."""
    kept = 0
    end = None
    for low, high in sorted(spans, key=lambda span: span[1]):
        if end is None or low >= end:
            kept += 1
            end = high
    return len(spans) - kept


def _points(spans: Spans) -> int:
    spans = sorted(spans, key=lambda span: span[1])
    count = 0
    while spans:
        end = spans[0][1]
        count += 1
        spans = [span for span in spans if not span[0] <= end <= span[1]]
    return count


@algorithm(
    reference=_points,
    takes=("intervals",),
    growth=("O(n^2)", "O(n log n)"),
    exact="the end of the interval that ends first is as good a point as any",
    source="greedy by end",
    requires="all(low <= high for low, high in spans)",
)
def fewest_points_in_all(spans: Spans) -> int:
    """How many points, at least, it takes so that each interval has one, ends included."""
    count = 0
    last = None
    for low, high in sorted(spans, key=lambda span: span[1]):
        if last is None or low > last:
            count += 1
            last = high
    return count


def _gaps(spans: Spans) -> Spans:
    merged = _merged(spans)
    return [(a[1], b[0]) for a, b in zip(merged, merged[1:], strict=False)]


@algorithm(
    reference=_gaps,
    takes=("intervals",),
    growth=("O(n^2)", "O(n log n)"),
    exact=_SORTED,
    source="sweep",
    requires="all(low <= high for low, high in spans)",
)
def gaps_between_intervals(spans: Spans) -> Spans:
    """The intervals between the first and the last that none covers."""
    gaps: Spans = []
    end = None
    for low, high in sorted(spans):
        if end is not None and low > end:
            gaps.append((end, low))
        if end is None or high > end:
            end = high
    return gaps


@algorithm(
    reference=lambda spans, points: [sum(1 for low, high in spans if low <= p <= high) for p in points],
    takes=("intervals", "ints"),
    growth=("O(n m)", "O((n + m) log n)"),
    exact="those that have started less those that have ended",
    source="sorting and bisection",
    requires="all(low <= high for low, high in spans)",
)
def counts_of_intervals_at(spans: Spans, points: list[int]) -> list[int]:
    """For each point how many intervals hold it, ends included."""
    starts = sorted([low for low, high in spans])
    ends = sorted([high for low, high in spans])
    return [bisect_right(starts, point) - bisect_left(ends, point) for point in points]


@algorithm(
    reference=lambda spans, points: [sum(1 for low, high in spans if low <= p < high) for p in points],
    takes=("intervals", "ints"),
    growth=("O(n m)", "O((n + m) log n)"),
    exact="those that have started less those that have ended",
    source="sorting and bisection",
    requires="all(low <= high for low, high in spans)",
)
def counts_of_open_intervals_at(spans: Spans, points: list[int]) -> list[int]:
    """For each point how many intervals hold it, the end not belonging to the interval."""
    starts = sorted([low for low, high in spans])
    ends = sorted([high for low, high in spans])
    return [bisect_right(starts, point) - bisect_right(ends, point) for point in points]


def _rooms(spans: Spans) -> list[int]:
    ends: list[int] = []
    rooms = []
    for low, high in spans:
        for room, end in enumerate(ends):
            if end <= low:
                ends[room] = high
                rooms.append(room)
                break
        else:
            ends.append(high)
            rooms.append(len(ends) - 1)
    return rooms


@algorithm(
    reference=lambda spans: _rooms(sorted(spans)),
    takes=("intervals",),
    growth=("O(n^2)", "O(n log n)"),
    exact="rooms that are free again wait in a heap by their number; the lowest is taken",
    source="heaps",
    requires="all(low <= high for low, high in spans)",
)
def lowest_free_rooms(spans: Spans) -> list[int]:
    """For each interval in rising order the lowest room that is free, rooms counted from 0."""
    busy: list[tuple[int, int]] = []
    free: list[int] = []
    rooms = []
    for low, high in sorted(spans):
        while busy and busy[0][0] <= low:
            heappush(free, heappop(busy)[1])
        room = heappop(free) if free else len(busy)
        heappush(busy, (high, room))
        rooms.append(room)
    return rooms


@algorithm(
    reference=lambda spans: len(
        [
            1
            for i, (a, b) in enumerate(spans)
            if not any(
                (c <= a and b <= d and (c, d) != (a, b)) or ((c, d) == (a, b) and j < i)
                for j, (c, d) in enumerate(spans)
            )
        ]
    ),
    takes=("intervals",),
    growth=("O(n^2)", "O(n log n)"),
    exact="by start and then from the longest, one is covered exactly where an earlier one ends no sooner",
    source="sorting",
)
def count_uncovered_intervals(spans: Spans) -> int:
    """How many intervals no other one covers, equal ones counted once."""
    count = 0
    end = None
    for _, high in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end is None or high > end:
            count += 1
            end = high
    return count
