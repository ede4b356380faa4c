def _steps(pitches):
    return [q - p for p, q in zip(pitches, pitches[1:])]


def _first_common(a, b, length):
    where = {}
    for j in range(len(b) - length, -1, -1):
        where[tuple(b[j:j + length])] = j       # the earliest stays
    for i in range(len(a) - length + 1):
        j = where.get(tuple(a[i:i + length]))
        if j is not None:
            return i, j, a[i:i + length]
    return None


def shared_riff(tune_a, tune_b, shortest=3):
    if shortest < 1:
        raise ValueError("shortest must be positive")
    a = _steps(tune_a)
    b = _steps(tune_b)
    # a run shared at one length is shared at every shorter one, so the length can be bisected
    low, high = shortest, min(len(a), len(b))
    best = None
    while low <= high:
        mid = (low + high) // 2
        found = _first_common(a, b, mid)
        if found is None:
            high = mid - 1
        else:
            best = found
            low = mid + 1
    return best
