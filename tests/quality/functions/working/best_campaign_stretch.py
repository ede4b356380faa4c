"""Find the consecutive days of an ad campaign with the best net result in cents."""
import random


def best_campaign_stretch(days):
    nets = []
    for d in days:
        nets.append(d["revenue"] - d["spend"])
    if not nets:
        return None
    best = None
    best_range = (0, 0)
    for first in range(len(nets)):
        running = 0
        for last in range(first, len(nets)):
            running += nets[last]
            if best is None or running > best:
                best = running
                best_range = (first, last)
    a, b = best_range
    label = days[a]["day"] if a == b else days[a]["day"] + ".." + days[b]["day"]
    sign = "-" if best < 0 else ""
    return {"label": label, "days": b - a + 1, "net": f"{sign}{abs(best) // 100}.{abs(best) % 100:02d}"}


def workload():
    rnd = random.Random(2)

    def mk(n, lo):
        return [{"day": f"d{i:04d}", "revenue": rnd.randrange(lo, 5000, 50), "spend": rnd.randrange(lo, 5100, 50)} for i in range(n)]

    loss = [{"day": f"x{i}", "revenue": 0, "spend": 100 + i % 2} for i in range(5)]
    return [([],), (loss,), (mk(120, 0),), (mk(2200, 0),)]
