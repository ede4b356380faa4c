def flip_distances(codes):
    """Over all pairs of the non-negative codes: (sum of the numbers of differing
    bits, pairs that differ in an odd number of bits, lowest bit position that most
    pairs differ in, or None)."""
    n = len(codes)
    if n < 2:
        return 0, 0, None
    total = 0
    most = 0
    busiest = None
    for position in range(max(codes).bit_length()):
        mask = 1 << position
        ones = 0
        for code in codes:
            if code & mask:
                ones += 1
        pairs = ones * (n - ones)
        total += pairs
        if pairs > most:
            most = pairs
            busiest = position
    uneven = sum(code.bit_count() & 1 for code in codes)
    return total, uneven * (n - uneven), busiest
