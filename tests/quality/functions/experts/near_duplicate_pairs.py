from itertools import combinations


def near_duplicate_pairs(codes):
    where = {}
    for i, code in enumerate(codes, 1):
        where.setdefault(code, []).append(i)
    pairs = []
    buckets = {}
    for code, spots in where.items():
        if len(spots) > 1:
            pairs.extend([(i, j, 0) for i, j in combinations(spots, 2)])
        for k in range(len(code)):
            buckets.setdefault((k, code[:k], code[k + 1:]), []).append(spots)
    for group in buckets.values():
        if len(group) > 1:
            for one, two in combinations(group, 2):
                for i in one:
                    for j in two:
                        pairs.append((i, j, 1) if i < j else (j, i, 1))
    pairs.sort()
    return pairs
