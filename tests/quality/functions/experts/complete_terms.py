from bisect import bisect_left, bisect_right
from heapq import nsmallest


def complete_terms(glossary, typed, limit=5):
    entries = None
    keys = []
    known = {}
    answers = []
    for raw in typed:
        wanted = raw.strip().casefold()
        if wanted == "":
            answers.append((raw, 0, []))
            continue
        hit = known.get(wanted)
        if hit is None:
            if entries is None:
                entries = sorted((term.casefold(), i, term, weight)
                                 for i, (term, weight) in enumerate(glossary))
                keys = [e[0] for e in entries]
            size = len(wanted)
            lo = bisect_left(keys, wanted)
            hi = bisect_right(keys, wanted, lo, key=lambda s: s[:size])
            order = lambda e: (-e[3], e[2], e[1])
            found = entries[lo:hi]
            if limit is not None and 0 <= limit < len(found):
                best = nsmallest(limit, found, key=order)
            else:
                best = sorted(found, key=order)[:limit]
            hit = known[wanted] = (hi - lo, [e[2] for e in best])
        answers.append((raw, hit[0], list(hit[1])))
    return answers
