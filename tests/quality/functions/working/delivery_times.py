"""Earliest delivery minute at each town from a depot over one-way roads with handling time per town."""
import random


def delivery_times(towns, roads, depot):
    best = {t: None for t in towns}
    if depot not in best:
        return best, []
    handling = dict(towns)
    best[depot] = 0
    open_towns = list(best)
    via = {}
    while open_towns:
        known = [t for t in open_towns if best[t] is not None]
        if not known:
            break
        here = min(known, key=lambda t: (best[t], t))
        open_towns.remove(here)
        for src, dst, minutes in roads:
            if src != here or dst not in best:
                continue
            when = best[here] + minutes + (handling[here] if here != depot else 0)
            if best[dst] is None or when < best[dst]:
                best[dst] = when
                via[dst] = here
    route = []
    reached = [t for t in best if best[t] is not None]
    far = max(reached, key=lambda t: (best[t], t))
    while far != depot:
        route.append(far)
        far = via[far]
    route.append(depot)
    return best, route[::-1]


def workload():
    rnd = random.Random(47)

    def mk(n, m):
        towns = {f"T{i}": rnd.randrange(0, 9) for i in range(n)}
        roads = [(f"T{rnd.randrange(n)}", f"T{rnd.randrange(n + 1)}", rnd.randrange(1, 60)) for _ in range(m)]
        return towns, roads, "T0"

    return [({}, [], "T0"), ({"a": 1, "b": 2, "T0": 3}, [("T0", "a", 4), ("T0", "a", 3), ("a", "T0", 1)], "T0"), mk(30, 80), mk(380, 1500)]
