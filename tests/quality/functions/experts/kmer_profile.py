from collections import Counter


def kmer_profile(sequence, k, at_least=2):
    if k < 1:
        raise ValueError(f"k must be at least 1, not {k}")
    counts = Counter([sequence[i:i + k] for i in range(len(sequence) - k + 1)])
    return {word: n for word, n in counts.items() if n >= at_least and "N" not in word}
