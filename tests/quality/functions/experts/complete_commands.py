from bisect import bisect_left
from os.path import commonprefix


def complete_commands(commands, prefixes, show=3):
    ordered = sorted(set(commands))
    n = len(ordered)
    answers = []
    unmatched = 0
    for p in prefixes:
        k = len(p)
        lo = bisect_left(ordered, p)
        hi = bisect_left(ordered, True, lo, n, key=lambda c: c[:k] != p) if lo < n else lo
        extend = ""
        if hi > lo:
            # the first and last of a sorted range have the range's common prefix
            extend = commonprefix((ordered[lo], ordered[hi - 1]))[k:]
        else:
            unmatched += 1
        answers.append({"prefix": p, "count": hi - lo, "show": ordered[lo:hi][:show], "extend": extend})
    return answers, unmatched
