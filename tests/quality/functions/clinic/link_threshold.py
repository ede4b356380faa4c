import random


def link_threshold(sites, share, min_size=2):
    """Cluster insertion sites along a contig with a data driven cut-off.

    sites: (name, position). The cut-off is the gap below which `share` of all pairs lie.
    Returns (cut, clusters of names, neighbours per name, names left alone).
    """
    if not 0 <= share < 1:
        raise ValueError("share must be in [0, 1), not %r" % (share,))
    if len(sites) < 2:
        return None, [], {}, [name for name, _ in sites]

    def gap(a, b):
        return abs(a[1] - b[1])

    gaps = []
    for i, a in enumerate(sites):
        for b in sites[i + 1:]:
            gaps.append(gap(a, b))
    cut = sorted(gaps)[int(len(gaps) * share)]

    neighbours = {}
    for k, site in enumerate(sites):
        close = [other for j, other in enumerate(sites) if j != k and gap(site, other) <= cut]
        neighbours[site[0]] = len(close)

    clusters = []
    alone = []
    run = []
    for site in sorted(sites, key=lambda s: s[1]) + [None]:
        if site is not None and (not run or gap(run[-1], site) <= cut):
            run.append(site)
            continue
        if len(run) >= min_size:
            clusters.append([name for name, _ in run])
        else:
            alone.extend(name for name, _ in run)
        run = [site]
    return cut, clusters, neighbours, alone


def _case(seed, n, share):
    rnd = random.Random(seed)
    homes = [rnd.randrange(1000000) for _ in range(max(1, n // 12))]
    return [("s%d" % i, rnd.choice(homes) + int(rnd.gauss(0, 400))) for i in range(n)], share


def workload():
    return [_case(1, 420, 0.02), _case(2, 260, 0.0005), _case(3, 9, 0.1), ([("a", 5)], 0.5)]
