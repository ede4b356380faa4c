from collections import Counter


def _combine(left, right):
    out = {}
    get = out.get
    for b, n in right.items():
        for a, m in left.items():
            s = a + b
            out[s] = get(s, 0) + m * n
    return out


def delay_profile(waiting, service, travel, width):
    parts = sorted((Counter(waiting), Counter(service), Counter(travel)), key=len)
    totals = _combine(_combine(parts[0], parts[1]), parts[2])
    mode = None
    most = 0
    bins = {}
    for s in sorted(totals):
        c = totals[s]
        if c > most:
            most = c
            mode = s
        bins[s // width] = bins.get(s // width, 0) + c
    return mode, sorted(bins.items())
