import heapq


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
