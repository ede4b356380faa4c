from heapq import heappop, heappush


def travel_times(roads, station):
    neighbours = {}
    for a, b, seconds in roads:
        if seconds < 0:
            raise ValueError(f"road {a}-{b} has a negative time")
        neighbours.setdefault(a, []).append((b, seconds))
        neighbours.setdefault(b, []).append((a, seconds))
    times = {station: 0}
    result = {}
    waiting = [(0, station)]
    while waiting:
        time, junction = heappop(waiting)
        if junction in result:
            continue
        result[junction] = time
        for other, seconds in neighbours.get(junction, ()):
            if time + seconds < times.get(other, 10**9):
                times[other] = time + seconds
                heappush(waiting, (time + seconds, other))
    return result
