import random
from dataclasses import dataclass, field


# a. networks: how far a rumour has come, breadth first
def spread(friends, start, max_days=None):
    if start not in friends:
        return {}, 0
    heard = {start: 0}
    queue = [start]
    per_day = {}
    repeats = 0
    while len(queue) > 0:
        person = queue.pop(0)
        day = heard[person]
        per_day[day] = per_day.get(day, 0) + 1
        if max_days is not None and day >= max_days:
            continue
        for other in friends.get(person, ()):
            if other in heard:
                repeats += 1
                continue
            heard[other] = day + 1
            queue.append(other)
    return per_day, repeats


# b. printing jobs: helpers that take and put back
def _next_job(jobs):
    job = jobs[0]
    del jobs[0]
    return job


def _put_back(jobs: list, job: tuple) -> None:
    jobs.append(job)


def round_robin(jobs, slice_pages=5):
    """jobs: (name, pages). Returns the names in the order in which they finish."""
    pending = [j for j in jobs if j[1] > 0]
    finished = []
    turns = 0
    while pending:
        name, pages = _next_job(pending)
        turns += 1
        if pages > slice_pages:
            _put_back(pending, (name, pages - slice_pages))
        else:
            finished.append(name)
    return finished, turns


# c. sensors: a class with a buffer filled at the front
@dataclass
class Buffer:
    items: list = field(default_factory=list)
    dropped: int = 0

    def push(self, value):
        self.items.insert(0, value)

    def pull(self):
        return self.items.pop()

    @property
    def empty(self):
        return not self.items


def deliver(readings, burst=3):
    buf = Buffer()
    for sensor, value in readings:
        if value is None:
            buf.dropped += 1
            continue
        buf.push((sensor, value))
    packets = []
    while not buf.empty:
        packet = []
        while len(packet) < burst and not buf.empty:
            packet.append(buf.pull())
        packets.append(tuple(packet))
    return packets, buf.dropped


# d. logs: two feeds become one, slices in a while loop
def merge_feeds(left, right):
    merged = []
    ties = 0
    while left and right:
        (a, *_), (b, *_) = left[0], right[0]
        ties += a == b
        if a <= b:
            head, left = left[0], left[1:]
        else:
            head, right = right[0], right[1:]
        merged.append(head)
    merged.extend(left or right)
    return [f"{stamp}:{text}" for stamp, text in merged], ties


def small_spread():
    return [
        ({"a": ["b", "c"], "b": ["a", "d"], "c": ["d"], "d": []}, "a"),
        ({1: [2], 2: [3], 3: [4], 4: [1]}, 1, 2),
        ({}, "nobody"),
        ({"x": ["y", "y", "z"], "z": ["q"]}, "x"),
    ]


def large_spread():
    n = 100000
    friends = {}
    for i in range(n):
        friends[i] = [k for k in range(20 * i + 1, 20 * i + 21) if k < n] + [i // 20]
    return (friends, 0)


def small_jobs():
    return [
        ([("a", 7), ("b", 5), ("c", 12), ("d", 0)],),
        ([("x", 3), ("x", 3), ("y", 1)], 1),
        ([],),
        ([("p", 10), ("q", 10), ("r", 4)], 2),
    ]


def large_jobs():
    r = random.Random(7)
    return ([("job%d" % i, r.randrange(1, 14)) for i in range(60000)],)


def small_deliver():
    return [
        ([("t1", 20), ("t2", None), ("t1", 21), ("t3", 20), ("t1", 20)],),
        ([("a", 1), ("a", 1), ("a", 1)], 2),
        ([],),
        ([("q", None), ("q", 0), ("r", 5)], 1),
    ]


def large_deliver():
    r = random.Random(7)
    return ([("s%d" % r.randrange(20), r.choice((None, 1, 2, 3, 4, 5))) for _ in range(70000)],)


def small_feeds():
    return [
        ([(1, "a"), (3, "b"), (3, "c")], [(2, "x"), (3, "y")]),
        ([(5, "k"), (5, "l")], [(5, "m")]),
        ([], [(1, "z")]),
        ([(9, "q")], [(1, "r"), (2, "s"), (9, "t"), (10, "u")]),
    ]


def large_feeds():
    r = random.Random(7)
    a = sorted((r.randrange(9000), "a%d" % i) for i in range(13000))
    b = sorted((r.randrange(9000), "b%d" % i) for i in range(13000))
    return (a, b)


CASES = {
    "spread": (small_spread, large_spread),
    "round_robin": (small_jobs, large_jobs),
    "deliver": (small_deliver, large_deliver),
    "merge_feeds": (small_feeds, large_feeds),
}
