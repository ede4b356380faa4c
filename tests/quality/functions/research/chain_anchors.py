"""Collinear chaining of exact-match anchors between two genomes."""
import random
from collections import namedtuple

Anchor = namedtuple("Anchor", "ref query length")
Chain = namedtuple("Chain", "score anchors ref_span query_span gaps")


def precedes(first, second):
    """True when ``first`` ends before ``second`` starts on both genomes."""
    return (first.ref + first.length <= second.ref
            and first.query + first.length <= second.query)


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
    scores = []
    parents = []
    for i, anchor in enumerate(ordered):
        best, parent = 0, -1
        for j in range(i):
            if scores[j] > best and precedes(ordered[j], anchor):
                best, parent = scores[j], j
        scores.append(best + anchor.length)
        parents.append(parent)
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


def workload():
    rng = random.Random(9101)
    out = []
    for count, span in ((1300, 60000), (1000, 9000)):
        anchors = []
        for _ in range(count):
            ref = rng.randrange(span)
            if rng.random() < 0.4:
                query = max(0, ref + rng.randrange(-400, 400))
            else:
                query = rng.randrange(span)
            anchors.append(Anchor(ref, query, rng.randrange(12, 60)))
        out.append((anchors,))
    return out
