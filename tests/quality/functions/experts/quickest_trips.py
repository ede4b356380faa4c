import heapq


def quickest_trips(links, source, change_time, closed=()):
    """Find the quickest way from one station to all others, where the links
    are (station, station, line, minutes) both ways and a change of lines
    costs time.

    Returns (station -> (minutes, changes, lines ridden), unreachable)."""
    if change_time < 0:
        raise ValueError("change time must not be negative")
    network = {}
    for start, end, line, minutes in links:
        if minutes < 0:
            raise ValueError(f"negative time from {start} to {end}")
        network.setdefault(start, [])
        network.setdefault(end, [])
        if line in closed:
            continue
        network[start].append((end, line, minutes))
        network[end].append((start, line, minutes))
    if source not in network:
        raise KeyError(source)
    best = {}
    settled = set()
    queue = [(0, 0, source, "", ())]
    while queue:
        time, changes, station, line, ridden = heapq.heappop(queue)
        state = (station, line)
        if state in settled:
            continue
        settled.add(state)
        if station not in best:
            best[station] = (time, changes, ridden)
        for following, other, minutes in network[station]:
            if (following, other) in settled:
                continue
            if other == line:
                heapq.heappush(queue, (time + minutes, changes, following, line, ridden))
            elif line:
                heapq.heappush(
                    queue, (time + minutes + change_time, changes + 1, following, other, ridden + (other,))
                )
            else:
                heapq.heappush(queue, (time + minutes, changes, following, other, (other,)))
    return best, sorted(station for station in network if station not in best)
