from bisect import bisect_left, bisect_right


def link_threshold(sites, share, min_size=2):
    if not 0 <= share < 1:
        raise ValueError("share must be in [0, 1), not %r" % (share,))
    n = len(sites)
    if n < 2:
        return None, [], {}, [name for name, _ in sites]
    ordered = sorted(sites, key=lambda s: s[1])
    at = [p for _, p in ordered]
    rank = int(n * (n - 1) // 2 * share)  # 0-based

    def at_most(limit):
        count = low = 0
        for high, p in enumerate(at):
            while p - at[low] > limit:
                low += 1
            count += high - low
        return count

    small, large = 0, at[-1] - at[0]
    while small < large:
        middle = (small + large) // 2
        if at_most(middle) > rank:
            large = middle
        else:
            small = middle + 1
    cut = small
    neighbours = {}
    for name, p in sites:
        neighbours[name] = bisect_right(at, p + cut) - bisect_left(at, p - cut) - 1
    clusters = []
    alone = []
    run = [ordered[0]]

    def close():
        if len(run) >= min_size:
            clusters.append([name for name, _ in run])
        else:
            alone.extend(name for name, _ in run)

    for site in ordered[1:]:
        if site[1] - run[-1][1] <= cut:
            run.append(site)
        else:
            close()
            run = [site]
    close()
    return cut, clusters, neighbours, alone
