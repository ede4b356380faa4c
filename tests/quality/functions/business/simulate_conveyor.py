import random


def _advance(levels, stations, tick):
    """Move parts towards the end of the line; returns the number of finished parts."""
    finished = 0
    i = len(stations) - 1
    while i >= 0:
        capacity, every, batch = stations[i]
        if tick % every == 0 and levels[i] > 0:
            moved = min(batch, levels[i])
            if i == len(stations) - 1:
                finished += moved
            else:
                moved = min(moved, stations[i + 1][0] - levels[i + 1])
                levels[i + 1] += moved
            levels[i] -= moved
        i -= 1
    return finished


def simulate_conveyor(stations, feed_every, feed_size, ticks):
    """Run a production line for a number of ticks.

    stations: list of (buffer capacity, works every n ticks, parts moved at once).
    Raw parts arrive every feed_every ticks; what does not fit into the first buffer is turned away.
    """
    if not stations:
        raise ValueError("no stations")
    for capacity, every, batch in stations:
        if capacity < 1 or every < 1 or batch < 1:
            raise ValueError("stations need positive numbers")
    if feed_every < 1 or feed_size < 0:
        raise ValueError("bad feed")
    levels = [0] * len(stations)
    finished = turned_away = full_ticks = 0
    tick = 0
    while tick < ticks:
        tick += 1
        finished += _advance(levels, stations, tick)
        if tick % feed_every == 0:
            room = stations[0][0] - levels[0]
            accepted = min(room, feed_size)
            levels[0] += accepted
            turned_away += feed_size - accepted
        if levels[0] == stations[0][0]:
            full_ticks += 1
    per_hour = finished * 3600 // ticks if ticks else 0
    return {"finished": finished, "turned_away": turned_away, "full_ticks": full_ticks,
            "levels": levels, "per_hour": per_hour}


def _line(rng, n):
    return [(rng.randint(5, 20), rng.choice([1, 2, 3, 4, 6]), rng.randint(1, 6)) for _ in range(n)]


def workload():
    rng = random.Random(1010)
    return [
        ([(3, 1, 1)], 2, 1, 0),
        (_line(rng, 2), 3, 2, 25),
        (_line(rng, 5), 4, 3, 36000),
        (_line(rng, 7), 5, 6, 43200),
    ]
