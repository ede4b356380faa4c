def primitive_abundant(limit):
    if limit < 1:
        return []
    sums = [0] + [1] * limit
    for d in range(2, limit // 2 + 1):
        for m in range(d + d, limit + 1, d):
            sums[m] += d
    covered = bytearray(limit + 1)
    primitive = []
    for n in range(2, limit + 1):
        if sums[n] > n and not covered[n]:
            primitive.append(n)
            covered[n::n] = b"\x01" * (limit // n)
    return primitive
