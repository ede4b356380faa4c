import random


def flip_distances(codes):
    """Over all pairs of the non-negative codes: (sum of the numbers of differing
    bits, pairs that differ in an odd number of bits, lowest bit position that most
    pairs differ in, or None)."""
    total = 0
    odd = 0
    tally = {}
    for i in range(len(codes)):
        for j in range(i + 1, len(codes)):
            diff = codes[i] ^ codes[j]
            bits = 0
            position = 0
            while diff:
                if diff & 1:
                    bits += 1
                    tally[position] = tally.get(position, 0) + 1
                diff >>= 1
                position += 1
            total += bits
            if bits % 2 == 1:
                odd += 1
    busiest = None
    for position in sorted(tally):
        if busiest is None or tally[position] > tally[busiest]:
            busiest = position
    return total, odd, busiest


def workload():
    rng = random.Random(25)
    return [([rng.getrandbits(16) for _ in range(260)],),
            ([rng.getrandbits(5) << 4 for _ in range(200)],)]
