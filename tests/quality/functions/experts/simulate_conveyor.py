from math import lcm


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

    The line is a finite machine: once the same levels come back at the same point of the common
    period, everything repeats, and whole repetitions need not be played through.
    """
    if not stations:
        raise ValueError("no stations")
    for capacity, every, batch in stations:
        if capacity < 1 or every < 1 or batch < 1:
            raise ValueError("stations need positive numbers")
    if feed_every < 1 or feed_size < 0:
        raise ValueError("bad feed")
    period = lcm(feed_every, *(every for _, every, _ in stations))
    levels = [0] * len(stations)
    finished = turned_away = full_ticks = 0
    seen = {}  # levels at the end of a period -> counters at that time
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
        if seen is not None and tick % period == 0:
            state = tuple(levels)
            if state in seen:
                old_tick, old_finished, old_turned_away, old_full = seen[state]
                length = tick - old_tick
                rounds = (ticks - tick) // length
                tick += rounds * length
                finished += rounds * (finished - old_finished)
                turned_away += rounds * (turned_away - old_turned_away)
                full_ticks += rounds * (full_ticks - old_full)
                seen = None
            else:
                seen[state] = (tick, finished, turned_away, full_ticks)
    per_hour = finished * 3600 // ticks if ticks else 0
    return {"finished": finished, "turned_away": turned_away, "full_ticks": full_ticks,
            "levels": levels, "per_hour": per_hour}
