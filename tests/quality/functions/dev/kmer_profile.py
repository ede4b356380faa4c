"""Which short words (k-mers) does a DNA sequence use, and how often?"""

import random


def occurrences(sequence, word):
    """How often the word occurs, overlapping occurrences included."""
    n = 0
    for i in range(len(sequence)):
        if sequence[i:i + len(word)] == word:
            n += 1
    return n


def kmer_profile(sequence: str, k: int, at_least: int = 2) -> dict[str, int]:
    """Counts of the k-mers that occur at least ``at_least`` times, in order of their first occurrence."""
    if k < 1:
        raise ValueError(f"k must be at least 1, not {k}")
    profile = {}
    for start in range(len(sequence) - k + 1):
        word = sequence[start:start + k]
        if "N" in word:
            continue  # unread base
        if word not in profile.keys():
            n = occurrences(sequence, word)
            if n >= at_least:
                profile[word] = n
    return profile


def workload():
    rng = random.Random(314)

    def dna(n):
        return "".join("N" if rng.random() < 0.005 else rng.choice("ACGT") for _ in range(n))

    repeated = dna(30) * 25
    return [(dna(1300), 5), (repeated, 12, 3), (dna(900), 3), (dna(40), 2), ("ACGT", 6), ("", 1), ("NNNN", 2)]
