from heapq import heappop, heappush


def tape_loads(requests, slots, pinned=()):
    pinned = set(pinned)
    if slots <= len(pinned):
        raise ValueError("too many pinned tapes")
    n = len(requests)
    following = [n] * n          # position of the next request for the same tape
    later = {}
    for i in range(n - 1, -1, -1):
        tape = requests[i]
        following[i] = later.get(tape, n)
        later[tape] = i
    mounted = {}                 # tape -> (mount time, next use)
    heap = []                    # (-next use, mount time, tape), may hold stale rows
    log = []
    hits = 0
    swaps = {}
    for at, tape in enumerate(requests):
        nxt = following[at]
        held = mounted.get(tape)
        if held is not None:
            hits += 1
            since = held[0]
        else:
            since = at
            if len(mounted) >= slots:
                while True:
                    use, when, victim = heappop(heap)
                    if mounted.get(victim) == (when, -use):
                        break
                del mounted[victim]
                swaps[victim] = swaps.get(victim, 0) + 1
                log.append("%d: -%s +%s" % (at, victim, tape))
            else:
                log.append("%d: +%s" % (at, tape))
        mounted[tape] = (since, nxt)
        if tape not in pinned:
            heappush(heap, (-nxt, since, tape))
    return log, hits, sorted(swaps.items(), key=lambda s: (-s[1], s[0]))
