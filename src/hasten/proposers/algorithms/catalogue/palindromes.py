"""Texts that read the same backwards."""

from __future__ import annotations

from hasten.proposers.algorithms.algorithm import algorithm

_CENTRES = "every palindrome has a centre; those around one are nested"


def _parts(text: str) -> list[str]:
    return [text[i:j] for i in range(len(text)) for j in range(i + 1, len(text) + 1)]


@algorithm(
    reference=lambda text: all(text[i] == text[len(text) - 1 - i] for i in range(len(text))),
    takes=("text",),
    growth=("O(n^2)", "O(n)"),
    exact="code points are compared as before",
    source="slices",
)
def is_palindrome(text: str) -> bool:
    """Whether a text reads the same backwards."""
    return text == text[::-1]


def _longest(text: str) -> str:
    best = ""
    for part in _parts(text):
        if part == part[::-1] and len(part) > len(best):
            best = part
    return best


@algorithm(
    reference=_longest,
    takes=("text",),
    growth=("O(n^3)", "O(n)"),
    exact="the radius of a centre inside a palindrome is that of its mirror image, as far as the palindrome reaches",
    source="Manacher",
    comment="Manacher: inside a known palindrome radii are mirrored; spread out, every centre is a place.",
)
def longest_palindrome(text: str) -> str:
    """The longest part of a text that reads the same backwards, the first of equals."""
    spread = ["", *(part for character in text for part in (character, ""))]
    radii = [0] * len(spread)
    centre = end = best = 0
    for place in range(len(spread)):
        radius = min(end - place, radii[2 * centre - place]) if place < end else 0
        while (
            place - radius > 0
            and place + radius + 1 < len(spread)
            and spread[place - radius - 1] == spread[place + radius + 1]
        ):
            radius += 1
        radii[place] = radius
        if place + radius > end:
            centre, end = place, place + radius
        if radius > radii[best]:
            best = place
    start = (best - radii[best] + 1) // 2
    return text[start : start + radii[best]]


@algorithm(
    reference=lambda text: len(_longest(text)),
    takes=("text",),
    growth=("O(n^3)", "O(n)"),
    exact="the radius of a centre inside a palindrome is that of its mirror image, as far as the palindrome reaches",
    source="Manacher",
    comment="Manacher: inside a known palindrome the radii are mirrored.",
)
def longest_palindrome_length(text: str) -> int:
    """The length of the longest part of a text that reads the same backwards."""
    spread = ["", *(part for character in text for part in (character, ""))]
    radii = [0] * len(spread)
    centre = end = 0
    for place in range(len(spread)):
        radius = min(end - place, radii[2 * centre - place]) if place < end else 0
        while (
            place - radius > 0
            and place + radius + 1 < len(spread)
            and spread[place - radius - 1] == spread[place + radius + 1]
        ):
            radius += 1
        radii[place] = radius
        if place + radius > end:
            centre, end = place, place + radius
    return max(radii)


@algorithm(
    reference=lambda text: sum(1 for part in _parts(text) if part == part[::-1]),
    takes=("text",),
    growth=("O(n^3)", "O(n)"),
    exact="a centre of radius r has (r + 1) // 2 palindromes around it in the spread text",
    source="Manacher",
    comment="Manacher: inside a known palindrome the radii are mirrored.",
)
def count_palindromes(text: str) -> int:
    """How many parts of a text read the same backwards."""
    spread = ["", *(part for character in text for part in (character, ""))]
    radii = [0] * len(spread)
    centre = end = 0
    for place in range(len(spread)):
        radius = min(end - place, radii[2 * centre - place]) if place < end else 0
        while (
            place - radius > 0
            and place + radius + 1 < len(spread)
            and spread[place - radius - 1] == spread[place + radius + 1]
        ):
            radius += 1
        radii[place] = radius
        if place + radius > end:
            centre, end = place, place + radius
    return sum((radius + 1) // 2 for radius in radii)


@algorithm(
    reference=lambda text: len({part for part in _parts(text) if part == part[::-1]}),
    takes=("text",),
    growth=("O(n^3)", "O(n^2)"),
    exact=_CENTRES,
    source="growing from each centre",
)
def count_distinct_palindromes(text: str) -> int:
    """How many different parts of a text read the same backwards."""
    found = set()
    for centre in range(2 * len(text) - 1):
        low, high = centre // 2, (centre + 1) // 2
        while low >= 0 and high < len(text) and text[low] == text[high]:
            found.add(text[low : high + 1])
            low -= 1
            high += 1
    return len(found)


def _subsequence(text: str) -> int:
    if len(text) < 2:
        return len(text)
    if text[0] == text[-1]:
        return 2 + _subsequence(text[1:-1])
    return max(_subsequence(text[1:]), _subsequence(text[:-1]))


@algorithm(
    reference=_subsequence,
    takes=("text",),
    growth=("O(2^n)", "O(n^2)"),
    exact="the best for a run is that of its inside or of one end less",
    source="dynamic programming",
)
def longest_palindromic_subsequence(text: str) -> int:
    """The length of the longest subsequence of a text that reads the same backwards."""
    lengths = [0] * len(text)
    for low in range(len(text) - 1, -1, -1):
        inside = 0
        lengths[low] = 1
        for high in range(low + 1, len(text)):
            shorter = lengths[high]
            if text[low] == text[high]:
                lengths[high] = inside + 2
            elif lengths[high - 1] > shorter:
                lengths[high] = lengths[high - 1]
            inside = shorter
    return lengths[-1] if text else 0


@algorithm(
    reference=lambda text: len(text) - _subsequence(text),
    takes=("text",),
    growth=("O(2^n)", "O(n^2)"),
    exact="what is not in the longest palindromic subsequence needs a partner each",
    source="dynamic programming",
)
def fewest_insertions_to_palindrome(text: str) -> int:
    """How many characters have to be put in or taken out, at least, so that a text reads the same backwards."""
    lengths = [0] * len(text)
    for low in range(len(text) - 1, -1, -1):
        inside = 0
        lengths[low] = 1
        for high in range(low + 1, len(text)):
            shorter = lengths[high]
            if text[low] == text[high]:
                lengths[high] = inside + 2
            elif lengths[high - 1] > shorter:
                lengths[high] = lengths[high - 1]
            inside = shorter
    return len(text) - lengths[-1] if text else 0


def _cuts(text: str) -> int:
    if text == text[::-1]:
        return 0
    return 1 + min(_cuts(text[i:]) for i in range(1, len(text)) if text[:i] == text[:i][::-1])


@algorithm(
    reference=_cuts,
    takes=("text",),
    growth=("O(2^n)", "O(n^2)"),
    exact="the fewest cuts up to a place are one more than before its last palindrome",
    source="dynamic programming from each centre",
)
def fewest_cuts_into_palindromes(text: str) -> int:
    """How many cuts, at least, part a text into pieces that read the same backwards."""
    cuts = list(range(-1, len(text)))
    for centre in range(2 * len(text) - 1):
        low, high = centre // 2, (centre + 1) // 2
        while low >= 0 and high < len(text) and text[low] == text[high]:
            if cuts[low] + 1 < cuts[high + 1]:
                cuts[high + 1] = cuts[low] + 1
            low -= 1
            high += 1
    return max(cuts[-1], 0)


@algorithm(
    reference=lambda text: sum(text.count(c) % 2 for c in set(text)) <= 1,
    takes=("text",),
    growth=("O(n!)", "O(n)"),
    exact="a palindrome has at most one character an odd number of times",
    source="parities",
)
def can_be_rearranged_to_palindrome(text: str) -> bool:
    """Whether the characters of a text can be put in an order that reads the same backwards."""
    odd: set[str] = set()
    for character in text:
        odd ^= {character}
    return len(odd) <= 1
