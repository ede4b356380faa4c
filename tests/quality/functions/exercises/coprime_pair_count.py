def coprime_pair_count(rows: int, cols: int) -> int:
    """How many trees of a rows x cols orchard can be seen from the corner (0, 0)."""
    visible = 0
    r = 1
    while r <= rows:
        c = 1
        while c <= cols:
            big, small = r, c
            while small:
                big, small = small, big % small
            if big == 1:
                visible += 1
            c += 1
        r += 1
    return visible


def workload():
    return [(120, 150), (200, 180), (90, 400), (260, 260)]
