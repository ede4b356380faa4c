import random


def lease_desk(addresses, events):
    """Replay an address server's day: who held which address, who got none.

    events: (tick, "ask", client, ttl) or (tick, "release", client), in time order.
    An address that comes back goes to the end of the free line. Returns
    (log, denials per client, [(client, address, ticks left)] at the end, most leases at once).
    """
    for a, b in zip(events, events[1:]):
        if b[0] < a[0]:
            raise ValueError("event at %d after %d" % (b[0], a[0]))
    free = list(addresses)
    leases = []
    log = []
    denied = {}
    peak = 0
    if not events:
        return log, denied, [], peak

    def held_by(client):
        for lease in leases:
            if lease["client"] == client:
                return lease
        return None

    pos = 0
    for tick in range(events[0][0], events[-1][0] + 1):
        alive = []
        for lease in leases:
            lease["ttl"] -= 1
            if lease["ttl"] <= 0:
                log.append("%d expired %s %s" % (tick, lease["client"], lease["address"]))
                free.append(lease["address"])
            else:
                alive.append(lease)
        leases = alive
        while pos < len(events) and events[pos][0] == tick:
            event = events[pos]
            pos += 1
            lease = held_by(event[2])
            if event[1] == "release":
                if lease is not None:  # late releases are normal, nothing to log
                    leases.remove(lease)
                    free.append(lease["address"])
                    log.append("%d released %s %s" % (tick, lease["client"], lease["address"]))
            elif lease is not None:
                lease["ttl"] = event[3]
            elif free:
                leases.append({"client": event[2], "address": free.pop(0), "ttl": event[3]})
                peak = max(peak, len(leases))
            else:
                denied[event[2]] = denied.get(event[2], 0) + 1
    return log, denied, [(l["client"], l["address"], l["ttl"]) for l in leases], peak


def _case(seed, naddr, nclients, nevents, span, ttl):
    rnd = random.Random(seed)
    events = []
    for tick in sorted(rnd.randrange(span) for _ in range(nevents)):
        client = "c%d" % rnd.randrange(nclients)
        if rnd.random() < 0.2:
            events.append((tick, "release", client))
        else:
            events.append((tick, "ask", client, rnd.randint(ttl // 2, ttl * 2)))
    return ["10.0.0.%d" % i for i in range(naddr)], events


def workload():
    return [_case(1, 90, 200, 700, 12000, 2000), _case(2, 40, 60, 400, 9000, 900), _case(3, 2, 4, 10, 12, 4), (["a"], [])]
