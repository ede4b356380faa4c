import random


def usage_bands(readings, edges):
    """Spread of (meter, kwh) readings over tariff bands edges[i] <= kwh < edges[i+1].

    Returns (report text, counts, energy per band, (below, above))."""
    if len(edges) < 2:
        raise ValueError("at least one band is needed")
    for i in range(1, len(edges)):
        if edges[i] <= edges[i - 1]:
            raise ValueError("edges must rise")
    nbands = len(edges) - 1
    counts = [0] * nbands
    energy = [0.0] * nbands
    below = above = 0
    for meter, kwh in readings:
        if kwh < edges[0]:
            below += 1
            continue
        placed = False
        band = 0
        while band < nbands and not placed:
            if edges[band] <= kwh and kwh < edges[band + 1]:
                counts[band] += 1
                energy[band] += kwh
                placed = True
            band += 1
        if not placed:
            above += 1
    text = ""
    for i in range(nbands):
        share = 0.0
        if sum(counts) > 0:
            share = 100.0 * sum(counts[:i + 1]) / sum(counts)
        text += "%8.2f-%8.2f: %5d %6.1f%%\n" % (edges[i], edges[i + 1], counts[i], share)
    return text, counts, energy, (below, above)


def workload():
    out = []
    for seed, n, bands in ((201, 2500, 120), (202, 1800, 150), (203, 0, 5), (204, 900, 300)):
        rng = random.Random(seed)
        edges = [round(i * 3.7 + rng.random(), 2) for i in range(bands + 1)]
        out.append(([("m%d" % i, round(rng.uniform(-5, edges[-1] + 20), 2)) for i in range(n)], edges))
    return out
