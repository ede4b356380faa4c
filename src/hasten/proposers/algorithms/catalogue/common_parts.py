"""What two texts have in common, and how far they are apart."""

from __future__ import annotations

from collections import Counter
from functools import cache

from hasten.proposers.algorithms.algorithm import algorithm

_CODE_POINTS = "code points are compared as before"


def _parts(text: str) -> list[str]:
    return [text[i:j] for i in range(len(text)) for j in range(i + 1, len(text) + 1)]


@cache
def _distance(left: str, right: str) -> int:
    if not left or not right:
        return len(left) + len(right)
    if left[0] == right[0]:
        return _distance(left[1:], right[1:])
    return 1 + min(_distance(left[1:], right), _distance(left, right[1:]), _distance(left[1:], right[1:]))


@algorithm(
    reference=_distance,
    takes=("text", "text"),
    growth=("O(3^n)", "O(n m)"),
    exact="the least cost for two prefixes is built on those of shorter ones; equal ends cost nothing",
    source="Wagner and Fischer, one row at a time",
    comment="Wagner-Fischer, one row of the table at a time; a common beginning and end cost nothing.",
)
def edit_distance(left: str, right: str) -> int:
    """The fewest insertions, deletions and replacements that turn one text into the other."""
    start = 0
    while start < len(left) and start < len(right) and left[start] == right[start]:
        start += 1
    left, right = left[start:], right[start:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    row = list(range(len(right) + 1))
    for place, character in enumerate(left, 1):
        diagonal, row[0] = row[0], place
        for column, other in enumerate(right, 1):
            if character == other:
                cost = diagonal
            else:
                cost = 1 + min(diagonal, row[column - 1], row[column])
            diagonal, row[column] = row[column], cost
    return row[-1]


@cache
def _subsequence(left: str, right: str) -> int:
    if not left or not right:
        return 0
    if left[0] == right[0]:
        return 1 + _subsequence(left[1:], right[1:])
    return max(_subsequence(left[1:], right), _subsequence(left, right[1:]))


@algorithm(
    reference=_subsequence,
    takes=("text", "text"),
    growth=("O(2^n)", "O(n m / 64)"),
    exact="the rows of the table are kept as differences, one bit a column, in an integer",
    source="bit-parallel form by Hyyro",
    comment="Bit-parallel rows: a zero bit marks a column where the longest common subsequence grows.",
)
def longest_common_subsequence_length(left: str, right: str) -> int:
    """The length of the longest common subsequence of two texts."""
    places: dict[str, int] = {}
    for place, character in enumerate(left):
        places[character] = places.get(character, 0) | 1 << place
    full = (1 << len(left)) - 1
    row = full
    for character in right:
        matches = row & places.get(character, 0)
        row = (row + matches | row - matches) & full
    return len(left) - row.bit_count()


@algorithm(
    reference=lambda left, right: len(left) + len(right) - 2 * _subsequence(left, right),
    takes=("text", "text"),
    growth=("O(2^n)", "O(n m / 64)"),
    exact="what is not in the longest common subsequence goes or comes",
    source="bit-parallel form by Hyyro",
)
def insertions_and_deletions(left: str, right: str) -> int:
    """The fewest insertions and deletions that turn one text into the other."""
    places: dict[str, int] = {}
    for place, character in enumerate(left):
        places[character] = places.get(character, 0) | 1 << place
    full = (1 << len(left)) - 1
    row = full
    for character in right:
        matches = row & places.get(character, 0)
        row = (row + matches | row - matches) & full
    return len(left) + len(right) - 2 * (len(left) - row.bit_count())


def _backtracked(left: str, right: str) -> str:
    if not left or not right:
        return ""
    if left[-1] == right[-1]:
        return _backtracked(left[:-1], right[:-1]) + left[-1]
    if _subsequence(left[:-1], right) >= _subsequence(left, right[:-1]):
        return _backtracked(left[:-1], right)
    return _backtracked(left, right[:-1])


@algorithm(
    reference=_backtracked,
    takes=("text", "text"),
    growth=("O(2^n)", "O(n m)"),
    exact="the table is walked back by the same choices, the first text shortened where both are equal",
    source="dynamic programming",
)
def longest_common_subsequence(left: str, right: str) -> str:
    """A longest common subsequence, found from the end, the first text shortened first."""
    table = [[0] * (len(right) + 1)]
    for character in left:
        above = table[-1]
        row = [0]
        for column, other in enumerate(right):
            row.append(above[column] + 1 if character == other else max(above[column + 1], row[-1]))
        table.append(row)
    found = []
    i, j = len(left), len(right)
    while i and j:
        if left[i - 1] == right[j - 1]:
            found.append(left[i - 1])
            i -= 1
            j -= 1
        elif table[i - 1][j] >= table[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return "".join(reversed(found))


def _common_part(left: str, right: str) -> str:
    best = ""
    for part in _parts(left):
        if part in right and len(part) > len(best):
            best = part
    return best


@algorithm(
    reference=lambda left, right: len(_common_part(left, right)),
    takes=("text", "text"),
    growth=("O(n^3)", "O(n m)"),
    exact="a common part is a diagonal of equal characters",
    source="dynamic programming",
)
def longest_common_part_length(left: str, right: str) -> int:
    """The length of the longest part that two texts have in common."""
    places: dict[str, list[int]] = {}
    for place, character in enumerate(right):
        places.setdefault(character, []).append(place)
    longest = 0
    row: dict[int, int] = {}
    for character in left:
        row = {place: row.get(place - 1, 0) + 1 for place in places.get(character, ())}
        if row:
            longest = max(longest, max(row.values()))
    return longest


@algorithm(
    reference=_common_part,
    takes=("text", "text"),
    growth=("O(n^3)", "O(n m)"),
    exact="a common part is a diagonal of equal characters; of equal lengths the first to end in the first text wins",
    source="dynamic programming",
)
def longest_common_part(left: str, right: str) -> str:
    """The longest part that two texts have in common, the first in the first text."""
    places: dict[str, list[int]] = {}
    for place, character in enumerate(right):
        places.setdefault(character, []).append(place)
    longest = end = 0
    row: dict[int, int] = {}
    for place, character in enumerate(left, 1):
        row = {other: row.get(other - 1, 0) + 1 for other in places.get(character, ())}
        if row and max(row.values()) > longest:
            longest, end = max(row.values()), place
    return left[end - longest : end]


@cache
def _merges(left: str, right: str, whole: str) -> bool:
    if not whole:
        return not left and not right
    return bool(
        (left and left[0] == whole[0] and _merges(left[1:], right, whole[1:]))
        or (right and right[0] == whole[0] and _merges(left, right[1:], whole[1:]))
    )


@algorithm(
    reference=_merges,
    takes=("text", "text", "text"),
    growth=("O(2^n)", "O(n m)"),
    exact="how far into the second text one can be, for each place in the first",
    source="dynamic programming",
)
def is_interleaving(left: str, right: str, whole: str) -> bool:
    """Whether a text is made of two others whose characters keep their order."""
    if len(left) + len(right) != len(whole):
        return False
    reachable = {0}
    for place, character in enumerate(whole):
        following = set()
        for used in reachable:
            if used < len(left) and left[used] == character:
                following.add(used + 1)
            if place - used < len(right) and right[place - used] == character:
                following.add(used)
        reachable = following
    return bool(reachable)


@algorithm(
    reference=lambda left, right: (
        len(left) == len(right) and (not left or any(left[i:] + left[:i] == right for i in range(len(left))))
    ),
    takes=("text", "text"),
    growth=("O(n^2)", "O(n)"),
    exact="a rotation of a text occurs in the text written twice",
    source="two-way search, in the standard library",
)
def is_rotation(left: str, right: str) -> bool:
    """Whether one text is the other with its beginning moved to the end."""
    return len(left) == len(right) and right in left + left


@algorithm(
    reference=lambda words: (lambda n: words[0][:n] if words else "")(
        max((k for k in range(min(map(len, words)) + 1) if all(w[:k] == words[0][:k] for w in words)), default=0)
        if words
        else 0
    ),
    takes=("texts",),
    growth=("O(n m^2)", "O(n m)"),
    exact="the first and last word in order differ no later than any two",
    source="extremes in order",
)
def longest_common_beginning(words: list[str]) -> str:
    """The longest beginning that all words share."""
    if not words:
        return ""
    first, last = min(words), max(words)
    for place, character in enumerate(first):
        if place >= len(last) or last[place] != character:
            return first[:place]
    return first


@algorithm(
    reference=lambda left, right: sorted(left) == sorted(right),
    takes=("text", "text"),
    growth=("O(n^2)", "O(n)"),
    exact=_CODE_POINTS,
    source="hash table of counts",
)
def are_anagrams(left: str, right: str) -> bool:
    """Whether two texts have the same characters as often."""
    return len(left) == len(right) and Counter(left) == Counter(right)
