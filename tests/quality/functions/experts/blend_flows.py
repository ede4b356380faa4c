def blend_flows(arrivals, departures, floor=0.0):
    by_hub = {}
    for hub, dest, share in departures:
        if share < 0:
            raise ValueError("negative share")
        by_hub.setdefault(hub, []).append((dest, share))
    flows = {}
    for origin, hub, count in arrivals:
        if not count:
            continue
        for dest, share in by_hub.get(hub, ()):
            if dest == origin:
                continue
            key = (origin, dest)
            if key in flows:
                flows[key] += count * share
            else:
                flows[key] = count * share
    kept = [(o, d, f) for (o, d), f in flows.items() if f > floor]
    kept.sort(key=lambda c: (-c[2], c[0], c[1]))
    return kept
