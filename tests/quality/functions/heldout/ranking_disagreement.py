"""How much do two juries disagree?"""

import random


def ranking_disagreement(first: list[str], second: list[str]) -> int:
    """Number of pairs of contestants that the two rankings put in opposite order.

    Contestants who are missing from one of the rankings are ignored.
    """
    common = [name for name in first if name in second]
    disagreements = 0
    for i in range(len(common)):
        for j in range(i + 1, len(common)):
            if second.index(common[i]) > second.index(common[j]):
                disagreements += 1
    return disagreements


def workload():
    rng = random.Random(12012)
    calls = []
    for n, missing in ((240, 5), (150, 30), (12, 1), (1, 0)):
        names = [f"contestant {i}" for i in range(n)]
        first = rng.sample(names, n - missing)
        second = rng.sample(names, n - missing)
        calls.append((first, second))
    calls.append(([], ["a"]))
    calls.append((["a", "b"], ["b", "a"]))
    return calls
