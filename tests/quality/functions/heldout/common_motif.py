"""Similarity of two short protein sequences."""

import random


def common_length(a, b, i, j):
    if i < 0 or j < 0:
        return 0
    if a[i] == b[j]:
        return 1 + common_length(a, b, i - 1, j - 1)
    left = common_length(a, b, i - 1, j)
    right = common_length(a, b, i, j - 1)
    if left >= right:
        return left
    return right


def common_motif(first: str, second: str) -> tuple[int, int]:
    """Length of the longest common subsequence, and its share of the shorter sequence in per mille."""
    first = first.strip().upper()
    second = second.strip().upper()
    length = common_length(first, second, len(first) - 1, len(second) - 1)
    shorter = min(len(first), len(second))
    if shorter == 0:
        return 0, 0
    return length, length * 1000 // shorter


def workload():
    rng = random.Random(4)

    def protein(n):
        return "".join(rng.choice("ACDEFGHIKLMNPQRSTVWY") for _ in range(n))

    base = protein(16)
    changed = base[:4] + protein(3) + base[6:]
    return [
        (protein(11), protein(11)),
        (base, changed),
        (" " + protein(10).lower(), protein(10) + "\n"),
        (protein(3), protein(5)),
        ("", protein(4)),
        ("MKV", "MKV"),
    ]
