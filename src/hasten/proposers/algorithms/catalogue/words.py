"""Lists of words, texts of words, and other readings of text."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from hasten.proposers.algorithms.algorithm import algorithm

_CODE_POINTS = "code points are compared as before"


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


@algorithm(
    reference=lambda words, prefixes: {p: sum(1 for word in words if word.startswith(p)) for p in prefixes},
    takes=("texts", "texts"),
    growth=("O(n m)", "O(n k + m), k lengths of prefixes"),
    exact="a word starts with a prefix exactly where its part of that length is equal to it",
    source="hash table",
)
def counts_with_prefix(words: list[str], prefixes: list[str]) -> dict[str, int]:
    """For each prefix, how many words start with it."""
    lengths = {len(prefix) for prefix in prefixes}
    counts: dict[str, int] = {}
    for word in words:
        for length in lengths:
            if length <= len(word):
                counts[word[:length]] = counts.get(word[:length], 0) + 1
    return {prefix: counts.get(prefix, 0) for prefix in prefixes}
