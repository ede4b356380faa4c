"""Near-duplicates among programs: the same but for names, constants and a few lines."""

from __future__ import annotations

import io
import itertools
import keyword
import tokenize
from collections import defaultdict
from collections.abc import Sequence

#: Programs that share this much of their shingles (Jaccard) are near-duplicates.
NEAR = 0.7
#: Tokens in a shingle.
_WIDTH = 5
#: Shingles that more programs than this have in common tell nothing.
_COMMON = 200
_SKIPPED = frozenset({
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING,
    tokenize.ENDMARKER,
})


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Runs of five tokens, names and constants made alike; of a shorter program the one run that there is."""
    tokens = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type in _SKIPPED:
                continue
            if token.type == tokenize.NAME:
                tokens.append(token.string if keyword.iskeyword(token.string) else "name")
            elif token.type in (tokenize.NUMBER, tokenize.STRING):
                tokens.append("constant")
            else:
                tokens.append(token.string)
    except (tokenize.TokenError, SyntaxError, IndentationError):
        tokens = text.split()
    return frozenset(tuple(tokens[i : i + _WIDTH]) for i in range(max(1, len(tokens) - _WIDTH + 1)))


def likeness(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Jaccard index: shared shingles over all of both; 1 for two empty programs."""
    whole = len(one | other)
    return len(one & other) / whole if whole else 1.0


def clusters(texts: Sequence[str], *, near: float = NEAR) -> list[int]:
    """For each program the number of its cluster; near-duplicates of near-duplicates are in one cluster.

    Args:
        texts: Programs.
        near: Likeness from which two are near-duplicates, in (0, 1].
    """
    sets = [shingles(text) for text in texts]
    owners: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, found in enumerate(sets):
        for shingle in found:
            owners[shingle].append(number)
    parents = list(range(len(texts)))

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    rare = [owned for owned in owners.values() if len(owned) <= _COMMON]
    candidates = {pair for owned in rare for pair in itertools.combinations(owned, 2)}
    for a, b in sorted(candidates):
        if root(a) != root(b) and likeness(sets[a], sets[b]) >= near:
            parents[root(b)] = root(a)
    return [root(number) for number in range(len(texts))]


def nearest(text: str, others: Sequence[str]) -> tuple[int, float] | None:
    """The most alike of other programs and how alike it is, or None where there are none."""
    own = shingles(text)
    found = [(likeness(own, shingles(other)), -number) for number, other in enumerate(others)]
    if not found:
        return None
    best, place = max(found)
    return -place, best
