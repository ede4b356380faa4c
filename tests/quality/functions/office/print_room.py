import random
from dataclasses import dataclass


@dataclass
class Printer:
    name: str
    speed: int
    job: str = ""
    pages_left: int = 0
    total: int = 0
    busy: int = 0


def print_room(jobs, printers, warmup=2):
    """Simulate the print room second by second.

    jobs: (name, arrives, pages) sorted by arrival; printers: (name, pages per second).
    A free printer takes the next waiting job, printers are asked in list order.
    Returns (finish times per job in order of completion, totals, longest queue).
    """
    park = [Printer(n, s) for n, s in printers]
    if jobs and not park:
        raise ValueError("no printers")
    pending = list(jobs)
    waiting = []
    done = []
    longest = 0
    clock = 0
    while pending or waiting or any(p.job for p in park):
        for p in park:
            if p.job:
                p.busy += 1
                p.pages_left -= p.speed
                if p.pages_left <= 0:
                    done.append((p.job, clock, p.name))
                    p.job = ""
        while pending and pending[0][1] <= clock:
            waiting.append(pending.pop(0))
        for p in park:
            if not p.job and waiting:
                name, _, pages = waiting.pop(0)
                p.job = name
                p.pages_left = pages + warmup * p.speed
                p.total += pages
        longest = max(longest, len(waiting))
        clock += 1
    return done, {p.name: (p.total, p.busy) for p in park}, longest


def _jobs(seed, n, gap):
    rnd = random.Random(seed)
    t = 0
    out = []
    for i in range(n):
        t += rnd.randrange(gap)
        out.append(("job%d" % i, t, rnd.randint(1, 400)))
    return out


def workload():
    big = [("A", 2), ("B", 3), ("C", 1), ("D", 5), ("E", 2), ("F", 3)]
    return [(_jobs(1, 2600, 60), big), (_jobs(2, 700, 90), [("X", 2), ("Y", 1)], 7), (_jobs(3, 4, 3), big[:1], 0), ([], [])]
