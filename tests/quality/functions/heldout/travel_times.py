"""Shortest driving times from the fire station to all junctions."""

import random

UNREACHED = 10**9


def travel_times(roads: list[tuple[str, str, int]], station: str) -> dict[str, int]:
    """Seconds to each junction that can be reached, in the order in which the fire engine could arrive.

    Roads are two-way: (junction, junction, seconds). Junctions with equal times come alphabetically.
    """
    junctions = {station}
    for a, b, seconds in roads:
        if seconds < 0:
            raise ValueError(f"road {a}-{b} has a negative time")
        junctions.add(a)
        junctions.add(b)
    times = {junction: UNREACHED for junction in junctions}
    times[station] = 0
    open_junctions = sorted(junctions)
    result = {}
    while open_junctions:
        # the nearest junction that is not settled yet
        nearest = open_junctions[0]
        for junction in open_junctions:
            if times[junction] < times[nearest]:
                nearest = junction
        if times[nearest] == UNREACHED:
            break
        open_junctions.remove(nearest)
        result[nearest] = times[nearest]
        for a, b, seconds in roads:
            if a == nearest and times[nearest] + seconds < times[b]:
                times[b] = times[nearest] + seconds
            elif b == nearest and times[nearest] + seconds < times[a]:
                times[a] = times[nearest] + seconds
    return result


def workload():
    rng = random.Random(112)
    calls = []
    for n, extra in ((900, 1300), (400, 500), (15, 10)):
        names = [f"j{i:03d}" for i in range(n)]
        roads = []
        for i in range(1, n):
            if i % 25:
                roads.append((names[rng.randrange(i)], names[i], rng.randint(5, 90)))
        for _ in range(extra):
            roads.append((rng.choice(names), rng.choice(names), rng.randint(5, 200)))
        rng.shuffle(roads)
        calls.append((roads, "j001"))
    calls.append(([], "station"))
    calls.append(([("a", "b", 4), ("b", "c", 0), ("a", "c", 4)], "a"))
    return calls
