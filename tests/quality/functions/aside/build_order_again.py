"""Deterministic package build order (alphabetically first buildable) or the stuck packages."""
import random


def build_order_again(requires):
    built = []
    remaining = sorted(requires)
    while remaining:
        chosen = None
        for pkg in remaining:
            ok = True
            for dep in requires[pkg]:
                if dep in requires and dep not in built:
                    ok = False
                    break
            if ok:
                chosen = pkg
                break
        if chosen is None:
            return {"ok": False, "order": built, "stuck": remaining}
        built.append(chosen)
        remaining.remove(chosen)
    return {"ok": True, "order": built, "stuck": []}


def workload():
    rnd = random.Random(68)

    def mk(n, cyc):
        names = [f"pkg{rnd.randrange(10 ** 5):05d}" for _ in range(n)]
        g = {}
        for i, p in enumerate(names):
            g[p] = [rnd.choice(names[max(0, i - 30):i]) for _ in range(rnd.randrange(4))] if i else []
            if rnd.random() < .05:
                g[p].append("libc")
        if cyc:
            g[names[n // 2]] = g[names[n // 2]] + [names[-1], names[n // 2]]
        return g

    return [({},), (mk(12, True),), (mk(60, False),), (mk(480, False),)]
