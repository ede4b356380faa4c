"""Exact fate of an absorbing Markov chain given by transition counts."""
import random
from fractions import Fraction


def solve(matrix, rhs):
    """Gauss-Jordan elimination; ``rhs`` may have several columns."""
    n = len(matrix)
    rows = [list(matrix[i]) + list(rhs[i]) for i in range(n)]
    for col in range(n):
        pivot = next((r for r in range(col, n) if rows[r][col] != 0), None)
        if pivot is None:
            raise ValueError("some state can never be absorbed")
        rows[col], rows[pivot] = rows[pivot], rows[col]
        lead = rows[col][col]
        rows[col] = [x / lead for x in rows[col]]
        for r in range(n):
            if r != col and rows[r][col] != 0:
                factor = rows[r][col]
                rows[r] = [x - factor * y for x, y in zip(rows[r], rows[col])]
    return [row[n:] for row in rows]


def absorbing_odds(counts):
    """Absorption odds and expected number of steps from every transient state.

    ``counts[i][j]`` is how often i was followed by j; a state whose row has
    nothing off the diagonal is absorbing.  Returns {state: (odds, steps)}
    where odds maps each absorbing state of non-zero chance to a Fraction.
    """
    n = len(counts)
    if any(len(row) != n for row in counts):
        raise ValueError("counts must be square")
    if any(c < 0 for row in counts for c in row):
        raise ValueError("counts must not be negative")
    absorbing = [i for i in range(n) if all(counts[i][j] == 0 for j in range(n) if j != i)]
    transient = [i for i in range(n) if i not in absorbing]
    matrix, rhs = [], []
    for i in transient:
        total = sum(counts[i])
        probability = [Fraction(c, total) for c in counts[i]]
        matrix.append([(1 if i == j else 0) - probability[j] for j in transient])
        rhs.append([probability[j] for j in absorbing] + [Fraction(1)])
    fate = {}
    for i, row in zip(transient, solve(matrix, rhs)):
        odds = {state: chance for state, chance in zip(absorbing, row) if chance}
        fate[i] = (odds, row[-1])
    return fate


def workload():
    rng = random.Random(99)
    out = []
    for n, ends in ((34, 3), (24, 4), (2, 1)):
        counts = []
        for i in range(n):
            if i >= n - ends:
                counts.append([0] * n)
            else:
                counts.append([rng.randrange(1, 12) if rng.random() < 0.6 else 0 for _ in range(n)])
                counts[-1][n - 1 - rng.randrange(ends)] += 1
        out.append((counts,))
    return out
