from bisect import bisect_right, insort


def ranking_disagreement(first, second):
    place = {}
    for i, name in enumerate(second):
        place.setdefault(name, i)
    seen = []
    disagreements = 0
    for name in first:
        if name in place:
            disagreements += len(seen) - bisect_right(seen, place[name])
            insort(seen, place[name])
    return disagreements
