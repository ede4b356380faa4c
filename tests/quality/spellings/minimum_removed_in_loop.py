import random
from typing import List, NamedTuple


# a. biology/text: join the two lightest pieces (ropes), min and remove
def join_cost(lengths):
    pieces = [n for n in lengths if n > 0]
    cost = 0
    joins = 0
    while len(pieces) > 1:
        a = min(pieces)
        pieces.remove(a)
        b = min(pieces)
        pieces.remove(b)
        pieces.append(a + b)
        cost += a + b
        joins += 1
    rest = pieces[0] if pieces else 0
    return cost, joins, rest


# b. networks: Dijkstra with a helper that finds and deletes the nearest one
def pop_nearest(frontier):
    best = 0
    for i in range(1, len(frontier)):
        if frontier[i] < frontier[best]:
            best = i
    item = frontier[best]
    del frontier[best]
    return item


def distances(n, roads, source=0):
    neighbours = {i: [] for i in range(n)}
    for a, b, length in roads:
        neighbours[a].append((b, length))
        neighbours[b].append((a, length))
    final = {}
    frontier = [(0, source)] if n else []
    while frontier:
        d, node = pop_nearest(frontier)
        if node in final:
            continue
        final[node] = d
        for other, length in neighbours[node]:
            if other not in final:
                frontier.append((d + length, other))
    return [final.get(i, -1) for i in range(n)]


# c. hospitals/scheduling: a class with a waiting room
class Patient(NamedTuple):
    urgency: int
    arrival: int
    name: str


class WaitingRoom:
    def __init__(self):
        self.waiting: List[Patient] = []
        self.served: List[str] = []

    def arrive(self, patient: Patient) -> None:
        self.waiting.append(patient)

    def call_next(self) -> Patient:
        patient = min(self.waiting, key=lambda p: (p.urgency, p.arrival))
        self.waiting.remove(patient)
        self.served.append(patient.name)
        return patient


def triage(arrivals, rate=2):
    """After every rate arrivals one patient is called; the rest at the end of the day."""
    room = WaitingRoom()
    longest = 0
    for k, (name, urgency) in enumerate(arrivals, 1):
        room.arrive(Patient(urgency, k, name))
        if k % rate == 0:
            longest = max(longest, k - room.call_next().arrival)
    while room.waiting:
        room.call_next()
    return room.served, longest


# d. sorting by selection: generator over (index, value) with min and pop
def podium_order(scores, names=None):
    names = names or ["#%d" % i for i in range(len(scores))]
    remaining = list(zip(scores, names))

    def drain():
        while remaining:
            i, entry = min(enumerate(remaining), key=lambda pair: pair[1][0])
            remaining.pop(i)
            yield entry

    lines = []
    rank, previous = 0, None
    for place, (score, name) in enumerate(drain(), 1):
        if score != previous:
            rank, previous = place, score
        lines.append(f"{rank:>3} {name} {score}")
    return "\n".join(lines)


def small_join():
    return [([4, 3, 2, 6],), ([1, 1, 1, 1, 0],), ([],), ([5, 9, 5, -1, 2, 9],)]


def large_join():
    r = random.Random(7)
    return ([r.randrange(1, 5000) for _ in range(4000)],)


def small_distances():
    return [
        (4, [(0, 1, 4), (0, 2, 1), (2, 1, 2), (1, 3, 5)]),
        (3, [(0, 1, 2), (0, 1, 2)]),
        (0, []),
        (5, [(4, 3, 1), (3, 2, 1), (2, 4, 2), (1, 0, 7)], 4),
    ]


def large_distances():
    r = random.Random(7)
    n = 1200
    return (n, [(r.randrange(n), r.randrange(n), r.randrange(1, 400)) for _ in range(6000)])


def small_triage():
    return [
        ([("ann", 3), ("bob", 1), ("cyd", 3), ("dee", 1)],),
        ([("x", 2), ("y", 2), ("z", 2)], 3),
        ([],),
        ([("k", 5), ("l", 4), ("m", 5), ("n", 1), ("o", 1)], 1),
    ]


def large_triage():
    r = random.Random(7)
    return ([("p%d" % i, r.randrange(1, 40)) for i in range(3500)],)


def small_podium():
    return [
        ([12, 10, 12, 9],),
        ([5, 5, 5], ["a", "b", "c"]),
        ([],),
        ([3, 1, 2, 1, 3], ["v", "w", "x", "y", "z"]),
    ]


def large_podium():
    r = random.Random(7)
    return ([r.randrange(800) for _ in range(3000)],)


CASES = {
    "join_cost": (small_join, large_join),
    "distances": (small_distances, large_distances),
    "triage": (small_triage, large_triage),
    "podium_order": (small_podium, large_podium),
}
