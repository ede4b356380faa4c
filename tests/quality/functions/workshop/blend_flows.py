import random


def blend_flows(arrivals, departures, floor=0.0):
    """Passengers from origin to destination through hubs: arrivals (origin, hub, count)
    times departures (hub, destination, share). Flows not above the floor are left out."""
    for _, _, share in departures:
        if share < 0:
            raise ValueError("negative share")
    flows = []
    for origin, hub, count in arrivals:
        if not count:
            continue
        for hub2, dest, share in departures:
            if hub2 != hub:
                continue
            if dest == origin:          # nobody flies back at once
                continue
            found = False
            for cell in flows:
                if cell[0] == origin and cell[1] == dest:
                    cell[2] += count * share
                    found = True
                    break
            if not found:
                flows.append([origin, dest, count * share])
    kept = [(o, d, f) for o, d, f in flows if f > floor]
    kept.sort(key=lambda c: (-c[2], c[0], c[1]))
    return kept


def workload():
    out = []
    for seed, n, m, hubs in ((231, 180, 150, 12), (232, 130, 170, 9), (233, 3, 4, 2), (234, 220, 90, 15)):
        rng = random.Random(seed)
        city = lambda: "C%02d" % rng.randint(0, 35)
        hub = lambda: "H%d" % rng.randrange(hubs)
        out.append(([(city(), hub(), rng.choice([0, 12, 80, 310])) for _ in range(n)],
                    [(hub(), city(), round(rng.random(), 3)) for _ in range(m)], 1.5))
    return out
