"""Parts of texts: search, common parts, distances, periods."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import groupby

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


@algorithm(
    reference=lambda text, pattern: sum(1 for i in range(len(text)) if text[i : i + len(pattern)] == pattern),
    takes=("text", "pattern"),
    growth=("O(n m)", "O(n)"),
    exact="the next search starts one place after the last hit, so that overlapping ones count",
    source="two-way search, in the standard library",
    bakes=("pattern",),
)
def count_overlapping(text: str, pattern: str) -> int:
    """How often a pattern occurs in a text, overlapping occurrences included."""
    if not pattern:
        return len(text)
    count = 0
    place = text.find(pattern)
    while place >= 0:
        count += 1
        place = text.find(pattern, place + 1)
    return count


@algorithm(
    reference=lambda text, pattern: [i for i in range(len(text)) if text[i : i + len(pattern)] == pattern],
    takes=("text", "pattern"),
    growth=("O(n m)", "O(n)"),
    exact="the next search starts one place after the last hit, so that overlapping ones count",
    source="two-way search, in the standard library",
    bakes=("pattern",),
)
def places_of_pattern(text: str, pattern: str) -> list[int]:
    """Where a pattern occurs in a text, overlapping occurrences included."""
    if not pattern:
        return list(range(len(text)))
    places = []
    place = text.find(pattern)
    while place >= 0:
        places.append(place)
        place = text.find(pattern, place + 1)
    return places


@algorithm(
    reference=lambda text, pattern: next(
        (i for i in range(len(text) - len(pattern) + 1) if text[i : i + len(pattern)] == pattern), None
    ),
    takes=("text", "pattern"),
    growth=("O(n m)", "O(n)"),
    exact=_CODE_POINTS,
    source="two-way search, in the standard library",
    bakes=("pattern",),
)
def first_place_of_pattern(text: str, pattern: str) -> int | None:
    """Where a pattern first occurs in a text."""
    place = text.find(pattern)
    return place if place >= 0 else None


@algorithm(
    reference=lambda text, pattern: [
        i for i in range(len(text) - len(pattern) + 1) if sorted(text[i : i + len(pattern)]) == sorted(pattern)
    ],
    takes=("text", "pattern"),
    growth=("O(n m log m)", "O(n)"),
    exact="the window's counts differ from the pattern's in no character",
    source="sliding window of counts",
    comment="missing: how many of each character the window still lacks (below zero: has too many).",
)
def places_of_anagrams(text: str, pattern: str) -> list[int]:
    """Where an anagram of a pattern occurs in a text."""
    width = len(pattern)
    missing = Counter(pattern)
    wrong = len(missing)
    places = [0] if not pattern else []
    for place, character in enumerate(text):
        missing[character] -= 1
        if missing[character] == 0:
            wrong -= 1
        elif missing[character] == -1:
            wrong += 1
        if place >= width:
            leaving = text[place - width]
            missing[leaving] += 1
            if missing[leaving] == 0:
                wrong -= 1
            elif missing[leaving] == 1:
                wrong += 1
        if wrong == 0 and place >= width - 1:
            places.append(place - width + 1)
    return places


@algorithm(
    reference=lambda pattern, text: any(
        sorted(text[i : i + len(pattern)]) == sorted(pattern) for i in range(len(text) - len(pattern) + 1)
    ),
    takes=("pattern", "text"),
    growth=("O(n m log m)", "O(n)"),
    exact="the window's counts differ from the pattern's in no character",
    source="sliding window of counts",
    comment="missing: how many of each character the window still lacks (below zero: has too many).",
)
def contains_anagram(pattern: str, text: str) -> bool:
    """Whether an anagram of a pattern occurs in a text."""
    width = len(pattern)
    missing = Counter(pattern)
    wrong = len(missing)
    if wrong == 0:
        return True
    for place, character in enumerate(text):
        missing[character] -= 1
        if missing[character] == 0:
            wrong -= 1
        elif missing[character] == -1:
            wrong += 1
        if place >= width:
            leaving = text[place - width]
            missing[leaving] += 1
            if missing[leaving] == 0:
                wrong -= 1
            elif missing[leaving] == 1:
                wrong += 1
        if wrong == 0:
            return True
    return False


def _covers(part: str, pattern: str) -> bool:
    return all(part.count(c) >= pattern.count(c) for c in pattern)


def _smallest_window(text: str, pattern: str) -> str:
    best = ""
    for part in _parts(text):
        if _covers(part, pattern) and (not best or len(part) < len(best)):
            best = part
    return best


@algorithm(
    reference=lambda text, pattern: _smallest_window(text, pattern) if pattern else "",
    takes=("text", "pattern"),
    growth=("O(n^3)", "O(n)"),
    exact="the window only moves forward; of equal lengths the first wins",
    source="sliding window of counts",
)
def smallest_window_with(text: str, pattern: str) -> str:
    """The shortest part of a text with all characters of a pattern as often, the first of equals."""
    if not pattern:
        return ""
    missing = Counter(pattern)
    wanted = len(pattern)
    start, best = 0, ""
    for place, character in enumerate(text):
        if missing[character] > 0:
            wanted -= 1
        missing[character] -= 1
        if wanted:
            continue
        while missing[text[start]] < 0:
            missing[text[start]] += 1
            start += 1
        if not best or place - start + 1 < len(best):
            best = text[start : place + 1]
    return best


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


def _grouped(words: list[str]) -> list[list[str]]:
    groups: list[list[str]] = []
    for word in words:
        for group in groups:
            if sorted(group[0]) == sorted(word):
                group.append(word)
                break
        else:
            groups.append([word])
    return groups


@algorithm(
    reference=_grouped,
    takes=("texts",),
    growth=("O(n^2 m log m)", "O(n m log m)"),
    exact="words are anagrams exactly where their sorted characters are equal; groups keep their order",
    source="hash table",
)
def groups_of_anagrams(words: list[str]) -> list[list[str]]:
    """The words grouped by their characters, groups and words in the order of occurrence."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault("".join(sorted(word)), []).append(word)
    return list(groups.values())


@algorithm(
    reference=lambda words: sum(1 for i in range(len(words)) for j in range(i) if sorted(words[i]) == sorted(words[j])),
    takes=("texts",),
    growth=("O(n^2 m log m)", "O(n m log m)"),
    exact="words are anagrams exactly where their sorted characters are equal",
    source="hash table",
)
def count_anagram_pairs(words: list[str]) -> int:
    """How many pairs of words have the same characters as often."""
    counts = Counter("".join(sorted(word)) for word in words)
    return sum(count * (count - 1) // 2 for count in counts.values())


@algorithm(
    reference=lambda words: sum(
        1 for i in range(len(words)) for j in range(len(words)) if i != j and words[j].startswith(words[i])
    ),
    takes=("texts",),
    growth=("O(n^2 m)", "O(n m^2)"),
    exact="every beginning of a word is looked up",
    source="hash table of beginnings",
)
def count_prefix_pairs(words: list[str]) -> int:
    """How many ordered pairs of words there are whose first is a beginning of the second."""
    counts = Counter(words)
    count = 0
    for word in words:
        count += sum([counts[word[:length]] for length in range(len(word) + 1)]) - 1
    return count


def _broken(words: list[str], text: str) -> bool:
    return not text or any(w and text.startswith(w) and _broken(words, text[len(w) :]) for w in words)


@algorithm(
    reference=_broken,
    takes=("texts", "text"),
    growth=("O(2^n)", "O(n m)"),
    exact="which beginnings of the text can be made of words",
    source="dynamic programming",
)
def can_be_made_of_words(words: list[str], text: str) -> bool:
    """Whether a text is some of the words, each as often as wanted, one after another."""
    reachable = [True] + [False] * len(text)
    distinct = set(words)
    lengths = {len(word) for word in distinct if word}
    for end in range(1, len(text) + 1):
        reachable[end] = any(
            length <= end and reachable[end - length] and text[end - length : end] in distinct for length in lengths
        )
    return reachable[-1]


def _ways_of_words(words: list[str], text: str) -> int:
    if not text:
        return 1
    return sum(_ways_of_words(words, text[len(w) :]) for w in words if w and text.startswith(w))


@algorithm(
    reference=_ways_of_words,
    takes=("texts", "text"),
    growth=("O(2^n)", "O(n m)"),
    exact="the ways to an end are those to before its last word",
    source="dynamic programming",
)
def count_ways_of_words(words: list[str], text: str) -> int:
    """In how many ways a text is some of the words, each as often as wanted, one after another."""
    ways = [1] + [0] * len(text)
    for end in range(1, len(text) + 1):
        for word in words:
            if word and len(word) <= end and ways[end - len(word)] and text.endswith(word, 0, end):
                ways[end] += ways[end - len(word)]
    return ways[-1]


def _decodings(text: str) -> int:
    if not text:
        return 1
    count = _decodings(text[1:]) if text[0] != "0" else 0
    if len(text) > 1 and "10" <= text[:2] <= "26":
        count += _decodings(text[2:])
    return count


@algorithm(
    reference=_decodings,
    takes=("digits",),
    growth=("O(2^n)", "O(n)"),
    exact="the ways to decode a beginning are those of the two beginnings before it",
    source="dynamic programming",
    requires="not text or (text.isascii() and text.isdigit())",
)
def count_decodings(text: str) -> int:
    """In how many ways a text of digits is made of numbers from 1 to 26."""
    before, ways = 0, 1
    for place, character in enumerate(text):
        longer = before if place and "10" <= text[place - 1 : place + 1] <= "26" else 0
        before, ways = ways, (ways if character != "0" else 0) + longer
    return ways


@algorithm(
    reference=lambda text: " ".join(text.split()[::-1]),
    takes=("text",),
    growth=("O(n^2)", "O(n)"),
    exact="words are parted at white space as before",
    source="the standard library",
)
def words_reversed(text: str) -> str:
    """The words of a text in reverse order, one blank between them."""
    return " ".join(reversed(text.split()))


@algorithm(
    reference=lambda text: {w: text.split().count(w) for w in text.split()},
    takes=("text",),
    growth=("O(n^2)", "O(n)"),
    exact="words are parted at white space as before; the order is that of first occurrence",
    source="hash table of counts",
)
def word_frequencies(text: str) -> dict[str, int]:
    """How often each word of a text occurs, in the order of first occurrence."""
    return dict(Counter(text.split()))


@algorithm(
    reference=lambda text: {w: text.lower().split().count(w) for w in text.lower().split()},
    takes=("text",),
    growth=("O(n^2)", "O(n)"),
    exact="words are parted at white space as before; the order is that of first occurrence",
    source="hash table of counts",
)
def lower_word_frequencies(text: str) -> dict[str, int]:
    """How often each word of a text in lower case occurs, in the order of first occurrence."""
    return dict(Counter(text.lower().split()))


def _encoded(text: str) -> str:
    found, i = "", 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        found += text[i] + str(j - i)
        i = j
    return found


@algorithm(
    reference=_encoded,
    takes=("text",),
    growth=("O(n^2)", "O(n)"),
    exact=_CODE_POINTS,
    source="run lengths",
)
def run_length_text(text: str) -> str:
    """Each run of equal characters as the character and how long the run is."""
    return "".join([character + str(len(list(group))) for character, group in groupby(text)])


@algorithm(
    reference=lambda text: "".join((str(len(r)) + r[0]) for r in _runs(text)),
    takes=("text",),
    growth=("O(n^2)", "O(n)"),
    exact=_CODE_POINTS,
    source="run lengths",
)
def run_length_text_counts_first(text: str) -> str:
    """Each run of equal characters as how long the run is and the character."""
    return "".join([str(len(list(group))) + character for character, group in groupby(text)])


def _runs(text: str) -> list[str]:
    runs: list[str] = []
    for character in text:
        if runs and runs[-1][0] == character:
            runs[-1] += character
        else:
            runs.append(character)
    return runs


def _said(n: int) -> str:
    text = "1"
    for _ in range(n - 1):
        text = "".join(str(len(run)) + run[0] for run in _runs(text))
    return text


@algorithm(
    reference=_said,
    takes=("count",),
    growth=("O(m^2)", "O(m)"),
    exact="each term is made of the runs of the one before",
    source="run lengths",
)
def look_and_say(n: int) -> str:
    """The n-th term of the sequence that reads out the term before."""
    text = "1"
    for _ in range(n - 1):
        text = "".join([str(len(list(group))) + digit for digit, group in groupby(text)])
    return text
