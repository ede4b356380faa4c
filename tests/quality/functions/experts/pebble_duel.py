def pebble_duel(values):
    """Two players take in turn one or two pebbles from the left end or one from
    the right end of the row. Return (points by which the first player wins with
    best play, a best first move: 'left', 'left two', 'right' or None)."""
    if not values:
        return 0, None
    # one[i]: margin for the row of the present length that starts at i
    two = one = [0] * (len(values) + 1)
    now = list(values)
    pairs = [a + b for a, b in zip(values, values[1:])]
    for length in range(2, len(values) + 1):
        two, one = one, now
        now = []
        for i in range(len(values) - length + 1):
            best = values[i] - one[i + 1]
            other = values[i + length - 1] - one[i]
            if other > best:
                best = other
            other = pairs[i] - two[i + 2]
            if other > best:
                best = other
            now.append(best)
    margin = now[0]
    if len(values) == 1:
        return margin, "left"
    if values[0] - one[1] == margin:
        return margin, "left"
    if pairs[0] - two[2] == margin:
        return margin, "left two"
    return margin, "right"
