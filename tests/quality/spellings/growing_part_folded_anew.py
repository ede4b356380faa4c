import random


# --- a: billing; for each start and end the total is summed again

def best_price_window(prices, budget):
    best = None
    n = len(prices)
    for start in range(n):
        for end in range(start + 1, n + 1):
            cost = 0
            for k in range(start, end):
                cost += prices[k]
            if cost > budget:
                continue
            if best is None or cost > best[0]:
                best = (cost, start, end)
    if best is None:
        return "nothing fits"
    return "items %d-%d cost %d" % (best[1], best[2] - 1, best[0])


# --- b: text; helper on a slice of the string

def _distinct(piece: str) -> int:
    seen = set()
    for ch in piece:
        seen.add(ch)
    return len(seen)


def substring_profile(word: str, limit: int = 3) -> dict[int, int]:
    profile: dict[int, int] = {}
    word = word.strip().lower()
    for i in range(len(word)):
        for j in range(i + 1, len(word) + 1):
            d = _distinct(word[i:j])
            if d <= limit:
                profile[d] = profile.get(d, 0) + 1
    return profile


# --- c: sensors in a class with method

class Trace:
    def __init__(self, samples):
        self.samples = list(samples)

    def swing(self, first, last):
        part = self.samples[first:last + 1]
        return max(part) - min(part)

    def __len__(self):
        return len(self.samples)


def calm_stretches(samples, tolerance):
    trace = Trace(samples)
    longest = (0, -1)
    calm = 0
    for first in range(len(trace)):
        for last in range(first, len(trace)):
            if trace.swing(first, last) <= tolerance:
                calm += 1
                if last - first + 1 > longest[0]:
                    longest = (last - first + 1, first)
    return {"calm": calm, "longest": longest}


# --- d: games; a history grows while playing, while loop + comprehension over all rounds of every match

def score_curves(matches):
    curves = []
    for name, deltas in matches:
        curve = []
        so_far = []
        pending = list(deltas)
        pending.reverse()
        while pending:
            so_far.append(pending.pop())
            score = sum(d for d in so_far if d is not None)
            fouls = len([d for d in so_far if d is None])
            curve.append((score, fouls))
        if curve:
            curves.append((name, curve[-1], max(curve), curve.index(max(curve))))
    return curves


def small_win():
    return [
        ([3, 1, 4, 1, 5], 6),
        ([9, 9], 5),
        ([], 5),
        ([2, 2, 2, -1], 5),
    ]


def large_win():
    r = random.Random(7)
    return ([r.randrange(1, 50) for _ in range(370)], 5000)


def small_sub():
    return [
        ("Banana",),
        ("aabbcc", 2),
        ("",),
        (" abcabc ", 1),
    ]


def large_sub():
    r = random.Random(7)
    return ("".join(r.choice("abcdefgh") for _ in range(360)), 6)


def small_calm():
    return [
        ([1, 2, 2, 5, 5, 4], 1),
        ([10, 0, 10], 3),
        ([], 3),
        ([4, 4, 4], 0),
    ]


def large_calm():
    r = random.Random(7)
    return ([r.randrange(1000) for _ in range(350)], 700)


def small_curves():
    return [
        ([("ann", [3, None, -1, 5]), ("bob", []), ("cy", [2, 2, -2, 2])],),
        ([("x", [None, None])],),
        ([],),
        ([("p", [-1, 1, 0, -1])],),
    ]


def large_curves():
    r = random.Random(7)
    return ([(f"m{i}", [r.choice((None, 1, 2, 3, -1)) for _ in range(420)]) for i in range(80)],)


CASES = {
    "best_price_window": (small_win, large_win),
    "substring_profile": (small_sub, large_sub),
    "calm_stretches": (small_calm, large_calm),
    "score_curves": (small_curves, large_curves),
}
