"""Collinear chaining of exact-match anchors between two genomes."""
from bisect import bisect_right
from collections import namedtuple

Anchor = namedtuple("Anchor", "ref query length")
Chain = namedtuple("Chain", "score anchors ref_span query_span gaps")


def chain_anchors(anchors):
    """Return the best-scoring chain of non-overlapping, collinear anchors.

    The score is the number of matched bases.  Ties go to the anchor that
    comes first when anchors are sorted by (ref, query, length).
    """
    ordered = sorted(anchors)
    for anchor in ordered:
        if anchor.length <= 0:
            raise ValueError("anchor with non-positive length: %r" % (anchor,))
    if not ordered:
        return Chain(0, [], (0, 0), (0, 0), [])
    # Sweep over the reference; finished anchors sit in a Fenwick tree of
    # prefix maxima over their query ends, as score * n + (n - 1 - index).
    n = len(ordered)
    ends = sorted({a.query + a.length for a in ordered})
    size = len(ends)
    slot = {end: k for k, end in enumerate(ends, 1)}
    tree = [-1] * (size + 1)
    closing = sorted((a.ref + a.length, i) for i, a in enumerate(ordered))
    due = 0
    scores = []
    parents = []
    for ref, query, length in ordered:
        while due < n and closing[due][0] <= ref:
            i = closing[due][1]
            due += 1
            value = scores[i] * n + (n - 1 - i)
            done = ordered[i]
            k = slot[done.query + done.length]
            while k <= size:
                if tree[k] < value:
                    tree[k] = value
                k += k & -k
        best = -1
        k = bisect_right(ends, query)
        while k:
            if tree[k] > best:
                best = tree[k]
            k &= k - 1
        if best < 0:
            scores.append(length)
            parents.append(-1)
        else:
            score, rest = divmod(best, n)
            scores.append(score + length)
            parents.append(n - 1 - rest)
    at = scores.index(max(scores))
    total = scores[at]
    picked = []
    while at != -1:
        picked.append(ordered[at])
        at = parents[at]
    picked.reverse()
    gaps = []
    for left, right in zip(picked, picked[1:]):
        gaps.append((right.ref - left.ref - left.length,
                     right.query - left.query - left.length))
    first, last = picked[0], picked[-1]
    return Chain(total, picked,
                 (first.ref, last.ref + last.length),
                 (first.query, last.query + last.length), gaps)
