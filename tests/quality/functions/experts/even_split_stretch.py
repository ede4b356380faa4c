def even_split_stretch(labels, left, right):
    """Longest slice (start, stop) with as many `left` as `right` in it, at least one of each.

    The earliest slice wins a tie; None when no slice qualifies.
    """
    # balance -> (earliest cut with that balance, number of lefts before it)
    first = {0: (0, 0)}
    balance = lefts = longest = 0
    answer = None
    for stop, label in enumerate(labels, start=1):
        if label is left or label == left:
            balance += 1
            lefts += 1
        if label is right or label == right:
            balance -= 1
        start, before = first.setdefault(balance, (stop, lefts))
        if lefts > before and stop - start > longest:
            longest = stop - start
            answer = (start, stop)
    return answer
