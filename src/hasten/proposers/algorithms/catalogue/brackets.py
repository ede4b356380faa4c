"""Brackets: balance, depth, longest balanced part."""

from __future__ import annotations

from hasten.proposers.algorithms.algorithm import algorithm

_COUNTER = "with one kind of bracket the depth is all that matters"
_STACK = "a closing bracket must match the last one that is open"


def _reduced(text: str, pairs: tuple[str, ...] = ("()", "[]", "{}")) -> str:
    text = "".join(c for c in text if c in "".join(pairs))
    while any(pair in text for pair in pairs):
        for pair in pairs:
            text = text.replace(pair, "")
    return text


@algorithm(
    reference=lambda text: not _reduced(text),
    takes=("brackets",),
    growth=("O(n^2)", "O(n)"),
    exact=_STACK,
    source="stack",
)
def is_balanced(text: str) -> bool:
    """Whether round, square and curly brackets are closed in the right order, other characters skipped."""
    closing = {")": "(", "]": "[", "}": "{"}
    opened = []
    for character in text:
        if character in "([{":
            opened.append(character)
        elif character in closing and (not opened or opened.pop() != closing[character]):
            return False
    return not opened


def _strictly_reduced(text: str) -> str:
    while any(pair in text for pair in ("()", "[]", "{}")):
        for pair in ("()", "[]", "{}"):
            text = text.replace(pair, "")
    return text


@algorithm(
    reference=lambda text: not _strictly_reduced(text),
    takes=("brackets",),
    growth=("O(n^2)", "O(n)"),
    exact=_STACK,
    source="stack",
)
def is_all_balanced(text: str) -> bool:
    """Whether a text is nothing but round, square and curly brackets, closed in the right order."""
    closing = {")": "(", "]": "[", "}": "{"}
    opened = []
    for character in text:
        if character in "([{":
            opened.append(character)
        elif not opened or opened.pop() != closing.get(character):
            return False
    return not opened


@algorithm(
    reference=lambda text: not _reduced(text, ("()",)),
    takes=("brackets",),
    growth=("O(n^2)", "O(n)"),
    exact=_COUNTER,
    source="counter",
)
def is_balanced_round(text: str) -> bool:
    """Whether round brackets are closed in the right order, other characters skipped."""
    depth = 0
    for character in text:
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


@algorithm(
    reference=lambda text: len(_reduced(text, ("()",))),
    takes=("brackets",),
    growth=("O(n^2)", "O(n)"),
    exact=_COUNTER,
    source="counter",
)
def fewest_brackets_to_balance(text: str) -> int:
    """How many round brackets have to be added or removed, at least, so that all are closed."""
    depth = missing = 0
    for character in text:
        if character == "(":
            depth += 1
        elif character == ")":
            if depth:
                depth -= 1
            else:
                missing += 1
    return depth + missing


def _longest(text: str) -> int:
    parts = [text[i:j] for i in range(len(text)) for j in range(i + 2, len(text) + 1, 2)]
    return max((len(p) for p in parts if not set(p) - set("()") and not _reduced(p, ("()",))), default=0)


@algorithm(
    reference=_longest,
    takes=("brackets",),
    growth=("O(n^3)", "O(n)"),
    exact="a balanced part starts behind the last bracket that is not closed",
    source="stack of places",
    requires="not text.strip('()')",
)
def longest_balanced_part(text: str) -> int:
    """The length of the longest part of a text of round brackets that is balanced."""
    longest = 0
    unmatched = [-1]
    for place, character in enumerate(text):
        if character == "(":
            unmatched.append(place)
            continue
        unmatched.pop()
        if unmatched:
            longest = max(longest, place - unmatched[-1])
        else:
            unmatched.append(place)
    return longest


def _depth(text: str) -> int:
    return max((text[:i].count("(") - text[:i].count(")") for i in range(len(text) + 1)), default=0)


@algorithm(reference=_depth, takes=("brackets",), growth=("O(n^2)", "O(n)"), exact=_COUNTER, source="counter")
def deepest_bracket(text: str) -> int:
    """How deeply round brackets are nested."""
    deepest = depth = 0
    for character in text:
        if character == "(":
            depth += 1
            deepest = max(deepest, depth)
        elif character == ")":
            depth -= 1
    return deepest
