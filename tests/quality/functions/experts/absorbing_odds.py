"""Exact fate of an absorbing Markov chain given by transition counts."""
from fractions import Fraction


def solve(rows):
    """Fraction-free (Bareiss) Gauss-Jordan elimination of integer rows.

    Changes ``rows``; afterwards the matrix part is diagonal with the returned
    determinant in every place.
    """
    n = len(rows)
    previous = 1
    for col in range(n):
        pivot = next((r for r in range(col, n) if rows[r][col]), None)
        if pivot is None:
            raise ValueError("some state can never be absorbed")
        rows[col], rows[pivot] = rows[pivot], rows[col]
        top = rows[col]
        lead = top[col]
        tail = top[col + 1:]
        for r in range(n):
            if r != col:
                row = rows[r]
                factor = row[col]
                if factor:
                    row[col + 1:] = [(lead * x - factor * y) // previous
                                     for x, y in zip(row[col + 1:], tail)]
                else:
                    row[col + 1:] = [lead * x // previous for x in row[col + 1:]]
        previous = lead
    return previous


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
    absorbing = []
    transient = []
    for i, row in enumerate(counts):
        (transient if any(row[:i]) or any(row[i + 1:]) else absorbing).append(i)
    rows = []
    for i in transient:
        row = counts[i]
        total = sum(row)
        rows.append([(total if i == j else 0) - row[j] for j in transient]
                    + [row[j] for j in absorbing] + [total])
    whole = solve(rows)
    start = len(transient)
    fate = {}
    for i, row in zip(transient, rows):
        odds = {state: Fraction(share, whole)
                for state, share in zip(absorbing, row[start:]) if share}
        fate[i] = (odds, Fraction(row[-1], whole))
    return fate
