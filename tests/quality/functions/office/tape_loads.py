import random


class Drive:
    def __init__(self, slots):
        self.slots = slots
        self.mounted = []


def tape_loads(requests, slots, pinned=()):
    """Plan which tapes the restore robot swaps out for a known list of requests.

    The mounted tape needed again latest is dismounted (never needed counts as latest,
    the longest mounted one of several). Pinned tapes stay once mounted.
    Returns (mount log, hits, swaps per tape).
    """
    if slots <= len(set(pinned)):
        raise ValueError("too many pinned tapes")
    drive = Drive(slots)
    log = []
    hits = 0
    swaps = {}
    for at, tape in enumerate(requests):
        if tape in drive.mounted:
            hits += 1
            continue
        if len(drive.mounted) >= drive.slots:
            victim = None
            victim_next = -1
            for other in drive.mounted:
                if other in pinned:
                    continue
                upcoming = requests[at + 1:]
                if other in upcoming:
                    needed = upcoming.index(other)
                else:
                    needed = len(requests)
                if needed > victim_next:
                    victim_next = needed
                    victim = other
            drive.mounted.remove(victim)
            swaps[victim] = swaps.get(victim, 0) + 1
            log.append("%d: -%s +%s" % (at, victim, tape))
        else:
            log.append("%d: +%s" % (at, tape))
        drive.mounted.append(tape)
    return log, hits, sorted(swaps.items(), key=lambda s: (-s[1], s[0]))


def _requests(seed, n, tapes):
    rnd = random.Random(seed)
    out = []
    while len(out) < n:
        t = "T%03d" % min(rnd.randrange(tapes), rnd.randrange(tapes))
        out += [t] * rnd.choice([1, 1, 2])
    return out[:n]


def workload():
    return [(_requests(1, 1400, 200), 40), (_requests(2, 1600, 60), 16, ("T001", "T030")), (_requests(3, 9, 4), 2), ([], 1)]
