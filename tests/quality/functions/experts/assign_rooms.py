from heapq import heappop, heappush


def assign_rooms(meetings):
    meetings = sorted(meetings, key=lambda m: (m[1], m[2]))
    free = []
    busy = []
    plan = []
    minutes = []
    for title, start, end in meetings:
        if end < start:
            plan.append((title, 0))
            continue
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        if free:
            chosen = heappop(free)
        else:
            chosen = len(minutes)
            minutes.append(0)
        heappush(busy, (end, chosen))
        minutes[chosen] += end - start
        plan.append((title, chosen + 1))
    return plan, len(minutes), minutes
