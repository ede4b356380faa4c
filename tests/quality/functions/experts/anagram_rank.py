from collections import Counter
from math import factorial


def anagram_rank(word):
    """1-based place of word in the alphabetical list of all its distinct rearrangements."""
    letters = list(word)
    left = Counter(letters)
    alphabet = sorted(left)
    arrangements = factorial(len(letters))
    for amount in left.values():
        arrangements //= factorial(amount)
    rank = 1
    remaining = len(letters)
    for letter in letters:
        # arrangements of what is left that begin with c: arrangements * left[c] / remaining
        smaller = 0
        for other in alphabet:
            if other == letter:
                break
            smaller += left[other]
        rank += arrangements * smaller // remaining
        arrangements = arrangements * left[letter] // remaining
        left[letter] -= 1
        remaining -= 1
    return rank
