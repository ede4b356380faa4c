"""Most frequent DNA words when a few mismatches are allowed."""
import random
from itertools import product

PARTNER = {"A": "T", "C": "G", "G": "C", "T": "A"}


def mismatches(one, two):
    return sum(1 for a, b in zip(one, two) if a != b)


def reverse_complement(word):
    return "".join(PARTNER[base] for base in reversed(word))


def count_matches(text, word, allowed):
    """Number of windows of ``text`` at most ``allowed`` mismatches from ``word``."""
    size = len(word)
    found = 0
    for start in range(len(text) - size + 1):
        if mismatches(text[start:start + size], word) <= allowed:
            found += 1
    return found


def frequent_words_mismatch(text, size, allowed, both_strands=True):
    """Return (count, words): the words of ``size`` bases matching most windows.

    A word need not occur in ``text`` itself.  With ``both_strands`` the
    windows matching its reverse complement are added.  Words are sorted.
    """
    text = text.upper()
    strange = set(text) - set(PARTNER)
    if strange:
        raise ValueError("not DNA: %s" % "".join(sorted(strange)))
    if size < 1 or allowed < 0:
        raise ValueError("size and allowed must make sense")
    best = 0
    words = []
    for letters in product("ACGT", repeat=size):
        word = "".join(letters)
        count = count_matches(text, word, allowed)
        if both_strands:
            count += count_matches(text, reverse_complement(word), allowed)
        if count > best:
            best, words = count, [word]
        elif count == best and count > 0:
            words.append(word)
    return best, words


def workload():
    rng = random.Random(3)

    def dna(n):
        return "".join(rng.choice("ACGTAC") for _ in range(n))

    return [(dna(70), 5, 1), (dna(160), 4, 2, False), (dna(120).lower(), 4, 0), ("ACG", 4, 1)]
