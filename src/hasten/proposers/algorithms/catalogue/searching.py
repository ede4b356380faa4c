"""Where patterns and anagrams occur in texts."""

from __future__ import annotations

from collections import Counter

from hasten.proposers.algorithms.algorithm import algorithm

_CODE_POINTS = "code points are compared as before"


def _parts(text: str) -> list[str]:
    return [text[i:j] for i in range(len(text)) for j in range(i + 1, len(text) + 1)]


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
