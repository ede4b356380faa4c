"""Networks of a town, a county and a country, with a few dead ends and unreachable stops."""

import random


def network(rng, n_stops, n_links):
    stops = [f"stop-{i:04d}" for i in range(n_stops)]
    links = {}
    for i in range(1, n_stops):
        # a tree keeps most stops reachable; every thirtieth is left alone
        if i % 30:
            links.setdefault(stops[rng.randrange(max(0, i - 40), i)], []).append(stops[i])
    for _ in range(n_links):
        links.setdefault(rng.choice(stops), []).append(rng.choice(stops))
    return links


def workload():
    rng = random.Random(404)
    return [
        (network(rng, 3000, 6000), "stop-0000"),
        (network(rng, 1200, 2400), "stop-0003"),
        (network(rng, 60, 40), "stop-0000"),
        ({"a": ["b", "b", "a"], "b": ["c"]}, "a"),
        ({}, "nowhere"),
    ]
