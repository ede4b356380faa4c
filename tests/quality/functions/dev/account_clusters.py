"""Groups accounts that share a device, a card or an address, for the fraud team."""

import random


def account_clusters(accounts: list[str], links: list[tuple[str, str]]) -> list[list[str]]:
    """Clusters of connected accounts, each sorted, largest first and then by their first account."""
    clusters = []

    def cluster_of(account):
        for cluster in clusters:
            if account in cluster:
                return cluster
        return None

    for account in accounts:
        # the export lists some accounts twice
        if cluster_of(account) is None:
            clusters.append([account])
    for left, right in links:
        first = cluster_of(left)
        second = cluster_of(right)
        if first is None or second is None or first is second:
            continue
        merged = first + second
        clusters.remove(first)
        clusters.remove(second)
        clusters.append(merged)

    result = [sorted(cluster) for cluster in clusters]
    result.sort(key=lambda cluster: (-len(cluster), cluster[0]))
    return result


def workload():
    rng = random.Random(2718)
    calls = []
    for n, n_links in ((1200, 1000), (500, 900), (20, 14), (2, 1)):
        accounts = [f"u{i:05d}" for i in rng.sample(range(90000), n)]
        accounts += accounts[: n // 50]
        links = [(rng.choice(accounts), rng.choice(accounts)) for _ in range(n_links)]
        links.append((accounts[0], "gone"))
        calls.append((accounts, links))
    calls.append(([], [("a", "b")]))
    return calls
