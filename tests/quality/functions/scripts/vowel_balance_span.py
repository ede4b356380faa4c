import random


def vowel_balance_span(text):
    """Longest piece with as many vowels as consonants (at least one letter).

    Other characters count for neither. Returns (1-based start, piece) of the
    leftmost longest piece, or (0, "").
    """
    length = len(text)
    while length > 1:
        start = 0
        while start + length <= len(text):
            piece = text[start:start + length]
            vowels = sum(piece.count(v) for v in "aeiouAEIOU")
            if vowels > 0:
                letters = len([ch for ch in piece if ch.isalpha()])
                if letters == 2 * vowels:
                    return start + 1, piece
            start += 1
        length -= 1
    return 0, ""


def workload():
    rng = random.Random(7)
    out = [("",), ("b4! xyz",)]
    for n, vow in ((110, 1), (190, 1), (170, 2)):
        pool = "aeiou" * vow + "bcdfghjklmnpqrstvwxz" * 2 + " -"
        out.append(("".join(rng.choice(pool) for _ in range(n)),))
    return out
