"""Finds names that are made of the same letters, for the puzzle page."""

import random


def same_letters(left, right):
    if len(left) != len(right):
        return False
    return sorted(left.lower()) == sorted(right.lower())


def letter_families(names):
    """Lists of names with the same letters, families in order of their first name; single names are left out."""
    families = []
    for name in names:
        placed = False
        for family in families:
            if same_letters(family[0], name):
                if name not in family:
                    family.append(name)
                placed = True
                break
        if not placed:
            families.append([name])
    return [family for family in families if len(family) > 1]


def workload():
    rng = random.Random(1234)
    calls = []
    for n, n_bases in ((1500, 600), (900, 600), (30, 9)):
        bases = ["".join(rng.choice("aeinorst") for _ in range(rng.randint(4, 8))) for _ in range(n_bases)]
        names = []
        for _ in range(n):
            letters = list(rng.choice(bases))
            rng.shuffle(letters)
            name = "".join(letters)
            names.append(name.capitalize() if rng.random() < 0.5 else name)
        calls.append((names,))
    calls.append((["Amy", "May", "Amy", "yam", "Bo"],))
    calls.append(([],))
    return calls
