import random


def _steps(pitches):
    return [pitches[i + 1] - pitches[i] for i in range(len(pitches) - 1)]


def shared_riff(tune_a, tune_b, shortest=3):
    """Longest run of pitch steps that two tunes share whatever their key.

    Returns (position in a, position in b, steps), earliest first, or None below `shortest`."""
    if shortest < 1:
        raise ValueError("shortest must be positive")
    a = _steps(tune_a)
    b = _steps(tune_b)
    length = min(len(a), len(b))
    while length >= shortest:
        for i in range(len(a) - length + 1):
            piece = a[i:i + length]
            for j in range(len(b) - length + 1):
                if b[j:j + length] == piece:
                    return i, j, piece
        length -= 1
    return None


def workload():
    out = []
    for seed, n, m, common in ((241, 85, 100, 12), (242, 110, 90, 20), (243, 40, 45, 0), (244, 4, 60, 3)):
        rng = random.Random(seed)
        a = [rng.randint(55, 72) for _ in range(n)]
        b = [rng.randint(55, 72) for _ in range(m)]
        if common:
            at = rng.randrange(max(1, n - common))
            to = rng.randrange(max(1, m - common))
            b[to:to + common] = [p + 5 for p in a[at:at + common]]
        out.append((a, b, 3))
    return out
