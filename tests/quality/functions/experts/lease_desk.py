from collections import deque
from heapq import heappop, heappush


def lease_desk(addresses, events):
    for a, b in zip(events, events[1:]):
        if b[0] < a[0]:
            raise ValueError("event at %d after %d" % (b[0], a[0]))
    log = []
    denied = {}
    peak = 0
    if not events:
        return log, denied, [], peak
    free = deque(addresses)
    leases = {}  # client -> [seq, address, asked at, ttl], in order of granting
    ends = []  # (tick it ends, seq, client); outdated entries are skipped
    seq = 0
    tick = events[0][0]
    for event in events:
        tick = event[0]
        while ends and ends[0][0] <= tick:
            end, number, client = heappop(ends)
            lease = leases.get(client)
            if lease is None or lease[0] != number or lease[2] + max(1, lease[3]) != end:
                continue
            del leases[client]
            log.append("%d expired %s %s" % (end, client, lease[1]))
            free.append(lease[1])
        client = event[2]
        lease = leases.get(client)
        if event[1] == "release":
            if lease is not None:
                del leases[client]
                free.append(lease[1])
                log.append("%d released %s %s" % (tick, client, lease[1]))
        elif lease is not None:
            lease[2] = tick
            lease[3] = event[3]
            heappush(ends, (tick + max(1, event[3]), lease[0], client))
        elif free:
            seq += 1
            leases[client] = [seq, free.popleft(), tick, event[3]]
            heappush(ends, (tick + max(1, event[3]), seq, client))
            if len(leases) > peak:
                peak = len(leases)
        else:
            denied[client] = denied.get(client, 0) + 1
    return log, denied, [(c, l[1], l[3] - (tick - l[2])) for c, l in leases.items()], peak
