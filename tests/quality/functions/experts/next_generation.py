from collections import Counter

AROUND = [(r, c) for r in (-1, 0, 1) for c in (-1, 0, 1) if r or c]


def next_generation(alive, rounds=1):
    living = set(alive)
    for _ in range(rounds):
        counts = Counter([(row + r, column + c) for row, column in living for r, c in AROUND])
        living = {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in living)}
    return sorted(living)
