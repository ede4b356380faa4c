from bisect import bisect_right


def usage_bands(readings, edges):
    if len(edges) < 2:
        raise ValueError("at least one band is needed")
    for i in range(1, len(edges)):
        if edges[i] <= edges[i - 1]:
            raise ValueError("edges must rise")
    nbands = len(edges) - 1
    counts = [0] * nbands
    energy = [0.0] * nbands
    below = above = 0
    first, last = edges[0], edges[-1]
    for meter, kwh in readings:
        if kwh < first:
            below += 1
        elif kwh < last:
            band = bisect_right(edges, kwh) - 1
            counts[band] += 1
            energy[band] += kwh
        else:
            above += 1
    lines = []
    total = sum(counts)
    running = 0
    for i, n in enumerate(counts):
        running += n
        share = 100.0 * running / total if total > 0 else 0.0
        lines.append("%8.2f-%8.2f: %5d %6.1f%%\n" % (edges[i], edges[i + 1], n, share))
    return "".join(lines), counts, energy, (below, above)
