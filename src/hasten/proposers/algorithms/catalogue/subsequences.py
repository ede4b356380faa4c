"""Subsequences and parts of one text."""

from __future__ import annotations

from collections import Counter
from functools import cache

from hasten.proposers.algorithms.algorithm import algorithm

_CODE_POINTS = "code points are compared as before"


def _parts(text: str) -> list[str]:
    return [text[i:j] for i in range(len(text)) for j in range(i + 1, len(text) + 1)]


@cache
def _subsequence(left: str, right: str) -> int:
    if not left or not right:
        return 0
    if left[0] == right[0]:
        return 1 + _subsequence(left[1:], right[1:])
    return max(_subsequence(left[1:], right), _subsequence(left, right[1:]))


@cache
def _occurrences_as_subsequence(text: str, pattern: str) -> int:
    if not pattern:
        return 1
    if not text:
        return 0
    count = _occurrences_as_subsequence(text[1:], pattern)
    if text[0] == pattern[0]:
        count += _occurrences_as_subsequence(text[1:], pattern[1:])
    return count


@algorithm(
    reference=_occurrences_as_subsequence,
    takes=("text", "pattern"),
    growth=("O(2^n)", "O(n m)"),
    exact="the ways to a prefix of the pattern are extended by each character that continues it",
    source="dynamic programming",
    bakes=("pattern",),
)
def count_as_subsequence(text: str, pattern: str) -> int:
    """In how many ways a pattern is a subsequence of a text."""
    ways = [1] + [0] * len(pattern)
    for character in text:
        for place in range(len(pattern) - 1, -1, -1):
            if pattern[place] == character:
                ways[place + 1] += ways[place]
    return ways[-1]


@algorithm(
    reference=lambda text, pattern: _subsequence(text, pattern) == len(pattern),
    takes=("text", "pattern"),
    growth=("O(n m)", "O(n)"),
    exact="each character is found at the earliest place",
    source="greedy",
)
def is_subsequence(text: str, pattern: str) -> bool:
    """Whether a pattern is a subsequence of a text."""
    rest = iter(text)
    return all(character in rest for character in pattern)


def _all_subsequences(text: str) -> list[str]:
    found = [""]
    for character in text:
        found += [chosen + character for chosen in found]
    return found


@algorithm(
    reference=lambda text: len(set(_all_subsequences(text))),
    takes=("text",),
    growth=("O(2^n)", "O(n)"),
    exact="what ended in the same character before would be counted twice, and is subtracted",
    source="dynamic programming",
)
def count_distinct_subsequences(text: str) -> int:
    """How many different subsequences a text has, the empty one included."""
    count = 1
    last: dict[str, int] = {}
    for character in text:
        count, last[character] = 2 * count - last.get(character, 0), count
    return count


@algorithm(
    reference=lambda text: len(set(_parts(text))),
    takes=("text",),
    growth=("O(n^3)", "O(n)"),
    exact="each state of the automaton stands for as many parts as its length exceeds that of its link",
    source="suffix automaton",
    comment="Suffix automaton: each state adds the parts that are longer than those of the state it links to.",
)
def count_distinct_parts(text: str) -> int:
    """How many different parts a text has, the empty one left out."""
    lengths, links = [0], [-1]
    following: list[dict[str, int]] = [{}]
    last = 0
    for character in text:
        state = len(lengths)
        lengths.append(lengths[last] + 1)
        links.append(0)
        following.append({})
        place = last
        while place != -1 and character not in following[place]:
            following[place][character] = state
            place = links[place]
        if place != -1:
            target = following[place][character]
            if lengths[place] + 1 == lengths[target]:
                links[state] = target
            else:
                clone = len(lengths)
                lengths.append(lengths[place] + 1)
                links.append(links[target])
                following.append(dict(following[target]))
                while place != -1 and following[place].get(character) == target:
                    following[place][character] = clone
                    place = links[place]
                links[target] = links[state] = clone
        last = state
    return sum(lengths[state] - lengths[links[state]] for state in range(1, len(lengths)))


@algorithm(
    reference=lambda text, k: len({text[i : i + k] for i in range(len(text) - k + 1)}) if k > 0 else 0,
    takes=("text", "int"),
    growth=("O(n^2)", "O(n k)"),
    exact=_CODE_POINTS,
    source="hash table",
    bakes=("k",),
)
def count_distinct_parts_of_length(text: str, k: int) -> int:
    """How many different parts of a given length a text has."""
    return len({text[place : place + k] for place in range(len(text) - k + 1)}) if k > 0 else 0


def _longest_distinct(text: str) -> str:
    best = ""
    for part in _parts(text):
        if len(set(part)) == len(part) > len(best):
            best = part
    return best


@algorithm(
    reference=_longest_distinct,
    takes=("text",),
    growth=("O(n^3)", "O(n)"),
    exact="the window starts behind the last earlier occurrence; of equal lengths the first wins",
    source="sliding window",
)
def longest_part_of_distinct_characters(text: str) -> str:
    """The longest part of a text without a character twice, the first of equals."""
    best = start = length = 0
    last: dict[str, int] = {}
    for place, character in enumerate(text):
        if last.get(character, -1) >= start:
            start = last[character] + 1
        last[character] = place
        if place - start + 1 > length:
            best, length = start, place - start + 1
    return text[best : best + length]


def _replaceable(text: str, k: int) -> int:
    return max((len(p) for p in _parts(text) if len(p) - max(map(p.count, p)) <= k), default=0)


@algorithm(
    reference=_replaceable,
    takes=("text", "int"),
    growth=("O(n^3)", "O(n)"),
    exact="the window grows only for a higher count of one character",
    source="sliding window",
    requires="k >= 0",
)
def longest_uniform_part_after_replacing(text: str, k: int) -> int:
    """The length of the longest part that k replacements make one character repeated."""
    counts: dict[str, int] = {}
    start = most = 0
    for place, character in enumerate(text):
        counts[character] = counts.get(character, 0) + 1
        most = max(most, counts[character])
        if place - start + 1 - most > k:
            counts[text[start]] -= 1
            start += 1
    return len(text) - start


@algorithm(
    reference=lambda text: next((k for k in range(1, len(text) + 1) if text[:k] * (len(text) // k) == text), None),
    takes=("text",),
    growth=("O(n^2)", "O(n)"),
    exact="a text is found inside itself doubled, shifted by its smallest period",
    source="two-way search, in the standard library",
)
def smallest_period(text: str) -> int | None:
    """The length of the shortest part whose repetition is the text."""
    return (text + text).find(text, 1) if text else None


@algorithm(
    reference=lambda text: any(text[:k] * (len(text) // k) == text for k in range(1, len(text))),
    takes=("text",),
    growth=("O(n^2)", "O(n)"),
    exact="a text is found inside itself doubled, shifted by its smallest period",
    source="two-way search, in the standard library",
)
def is_repetition(text: str) -> bool:
    """Whether a text is a shorter one repeated."""
    return text in (text + text)[1:-1] if text else False


@algorithm(
    reference=lambda text: min((text[i:] + text[:i] for i in range(len(text))), default=""),
    takes=("text",),
    growth=("O(n^2)", "O(n)"),
    exact="two candidates are compared; the loser is skipped as far as it was equal",
    source="least rotation by two pointers",
)
def least_rotation(text: str) -> str:
    """The rotation of a text that comes first in order."""
    size = len(text)
    doubled = text + text
    first, second, equal = 0, 1, 0
    while first < size and second < size and equal < size:
        a, b = doubled[first + equal], doubled[second + equal]
        if a == b:
            equal += 1
            continue
        if a > b:
            first = max(first + equal + 1, second)
            second = first + 1
        else:
            second += equal + 1
        equal = 0
    return doubled[first : first + size]


def _border(text: str) -> int:
    return max((k for k in range(len(text)) if text[:k] == text[len(text) - k :]), default=0)


@algorithm(
    reference=_border,
    takes=("text",),
    growth=("O(n^2)", "O(n)"),
    exact=_CODE_POINTS,
    source="Knuth, Morris and Pratt",
)
def longest_border_length(text: str) -> int:
    """The length of the longest proper beginning of a text that is its end as well."""
    failure = [0] * len(text)
    length = 0
    for place in range(1, len(text)):
        while length and text[place] != text[length]:
            length = failure[length - 1]
        if text[place] == text[length]:
            length += 1
        failure[place] = length
    return length


@algorithm(
    reference=lambda text: [_border(text[: i + 1]) for i in range(len(text))],
    takes=("text",),
    growth=("O(n^3)", "O(n)"),
    exact=_CODE_POINTS,
    source="Knuth, Morris and Pratt",
)
def border_lengths(text: str) -> list[int]:
    """For each beginning of a text the length of its longest border."""
    failure = [0] * len(text)
    length = 0
    for place in range(1, len(text)):
        while length and text[place] != text[length]:
            length = failure[length - 1]
        if text[place] == text[length]:
            length += 1
        failure[place] = length
    return failure


def _repeated(text: str) -> str:
    best = ""
    for i in range(len(text)):
        for j in range(i + 1, len(text)):
            part = text[i:j]
            if len(part) > len(best) and text.find(part, i + 1) >= 0:
                best = part
    return best


@algorithm(
    reference=lambda text: len(_repeated(text)),
    takes=("text",),
    growth=("O(n^4)", "O(n^2)"),
    exact="a longer repeated part contains shorter ones, so the length can be bisected",
    source="bisection over a hash table of parts",
)
def longest_repeated_part_length(text: str) -> int:
    """The length of the longest part that occurs again, overlapping or not."""
    low, high = 0, max(len(text) - 1, 0)
    while low < high:
        length = (low + high + 1) // 2
        seen = set()
        for place in range(len(text) - length + 1):
            part = text[place : place + length]
            if part in seen:
                break
            seen.add(part)
        else:
            high = length - 1
            continue
        low = length
    return low


@algorithm(
    reference=_repeated,
    takes=("text",),
    growth=("O(n^4)", "O(n^2)"),
    exact="a longer repeated part contains shorter ones, so the length can be bisected; the first such part wins",
    source="bisection over a hash table of parts",
)
def longest_repeated_part(text: str) -> str:
    """The longest part that occurs again, overlapping or not, the first of equals."""
    low, high = 0, max(len(text) - 1, 0)
    while low < high:
        length = (low + high + 1) // 2
        parts = [text[place : place + length] for place in range(len(text) - length + 1)]
        if len(set(parts)) < len(parts):
            low = length
        else:
            high = length - 1
    counts = Counter([text[place : place + low] for place in range(len(text) - low + 1)])
    return next(part for part, count in counts.items() if count > 1) if low else ""
