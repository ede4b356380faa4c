import random


def pair_pulses(pulses, limit):
    """Join detector pulses into coincidences, tightest first.

    pulses: dicts id, t (ns). Two pulses at most `limit` apart make a coincidence and are
    used up. Returns (pairs (id, id, gap), ids left over, mean gap or None).
    """
    rest = sorted(pulses, key=lambda p: p["t"])
    pairs = []

    def closest():
        best = None
        for i in range(len(rest)):
            for j in range(i + 1, len(rest)):
                gap = rest[j]["t"] - rest[i]["t"]
                if best is None or gap < best[0]:
                    best = (gap, i, j)
        return best

    while len(rest) > 1:
        gap, i, j = closest()
        if gap > limit:
            break
        pairs.append((rest[i]["id"], rest[j]["id"], gap))
        rest = [p for k, p in enumerate(rest) if k != i and k != j]
    mean = sum(gap for _, _, gap in pairs) / len(pairs) if pairs else None
    return pairs, [p["id"] for p in rest], mean


def _case(seed, n, span, limit):
    rnd = random.Random(seed)
    return [{"id": "d%d" % i, "t": rnd.randrange(span)} for i in range(n)], limit


def workload():
    return [_case(1, 240, 100000, 400), _case(2, 170, 3000, 90), _case(3, 6, 10, 3), ([{"id": "x", "t": 3}], 5), ([], 1)]
