import random
from dataclasses import dataclass


@dataclass
class Session:
    user: str
    product: str
    start: int
    minutes: int


def license_denials(sessions, seats, grace=0):
    """Replay licence checkouts and report who was refused for lack of seats.

    A seat is given back `grace` minutes after the session ends. seats: {product: n}.
    Returns (refused sessions, {product: (granted, peak in use)}).
    """
    granted = []
    refused = []
    peak = {p: 0 for p in seats}
    for s in sorted(sessions, key=lambda s: s.start):
        if s.product not in seats:
            raise KeyError(s.product)
        if s.minutes <= 0:
            continue
        active = 0
        holders = []
        for g in granted:
            if g.product == s.product and g.start + g.minutes + grace > s.start:
                active += 1
                if g.user not in holders:
                    holders.append(g.user)
        if active >= seats[s.product]:
            refused.append((s.start, s.user, s.product, len(holders)))
            continue
        granted.append(s)
        peak[s.product] = max(peak[s.product], active + 1)
    usage = {}
    for p in seats:
        usage[p] = (len([g for g in granted if g.product == p]), peak[p])
    return refused, usage


def _sessions(seed, n, gap):
    rnd = random.Random(seed)
    t = 0
    out = []
    for i in range(n):
        t += rnd.randrange(gap)
        out.append(Session("u%d" % rnd.randrange(40), rnd.choice(["cad", "fem", "erp"]), t, rnd.randint(0, 120)))
    rnd.shuffle(out)
    return out


def workload():
    return [(_sessions(1, 1600, 8), {"cad": 5, "fem": 4, "erp": 9}), (_sessions(2, 800, 6), {"cad": 3, "fem": 12, "erp": 6, "crm": 1}, 15),
            (_sessions(3, 5, 3), {"cad": 1, "fem": 0, "erp": 2}), ([], {"cad": 1})]
