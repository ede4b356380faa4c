import random


def occurrences(s, part):
    count = 0
    i = 0
    while i + len(part) <= len(s):
        if s[i:i + len(part)] == part:
            count += 1
        i += 1
    return count


def prefix_census(s):
    """All prefixes of s that are also suffixes of s, as (length, overlapping
    occurrences in s), shortest first."""
    table = []
    for k in range(1, len(s) + 1):
        if s[:k] == s[len(s) - k:]:
            table.append((k, occurrences(s, s[:k])))
    return table


def workload():
    rng = random.Random(77)
    unit = "".join(rng.choice("ab") for _ in range(9))
    fib = ["a", "ab"]
    while len(fib[-1]) < 1500:
        fib.append(fib[-1] + fib[-2])
    return [("",), ("abc",), (unit * 220,), ("ab" * 460 + "a",), (fib[-1],)]
