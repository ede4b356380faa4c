import heapq
import random


def build_network(legs):
    network = {}
    for origin, target, cents in legs:
        if cents < 0:
            raise ValueError(f"negative price from {origin} to {target}")
        network.setdefault(origin, []).append((target, cents))
        network.setdefault(target, [])
    return network


def cheapest_routes(legs, hub, max_cents=None):
    """Cheapest way from the hub to every depot: {depot: (cents, previous depot)}.

    legs: (from, to, cents) in one direction only.
    """
    network = build_network(legs)
    if hub not in network:
        raise KeyError(hub)
    done = {}
    offers = {hub: 0}  # best price known so far, also for depots that are still in the queue
    queue = [(0, hub, "")]
    while queue:
        cents, depot, previous = heapq.heappop(queue)
        if depot in done:
            continue
        if max_cents is not None and cents > max_cents:
            break
        done[depot] = (cents, previous)
        for target, leg in network[depot]:
            offer = cents + leg
            if target not in done and (target not in offers or offer <= offers[target]):
                offers[target] = offer
                heapq.heappush(queue, (offer, target, depot))
    return done


def _legs(rng, n, degree):
    names = [f"D{i:04d}" for i in range(n)]
    legs = []
    for i, name in enumerate(names):
        for _ in range(rng.randint(0, degree)):
            legs.append((name, names[(i + rng.choice([1, 2, 5, rng.randrange(n)])) % n], rng.randint(1, 60) * 25))
    return legs + [(names[0], names[1], 100)]


def workload():
    rng = random.Random(2323)
    return [
        ([("A", "B", 0), ("A", "B", 5), ("C", "A", 1)], "A"),
        (_legs(rng, 20, 3), "D0000", 2000),
        (_legs(rng, 6000, 8), "D0000"),
        (_legs(rng, 9000, 5), "D0001"),
    ]
