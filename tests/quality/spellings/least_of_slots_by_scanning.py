import random
from dataclasses import dataclass, field
from typing import Dict, List, Sequence, Tuple


# a. shops: customers go to the till that is free first
def till_times(customers, tills):
    if tills < 1:
        return [], 0
    free_at = [0] * tills
    waits = []
    for arrival, service in customers:
        best = 0
        for t in range(1, tills):
            if free_at[t] < free_at[best]:
                best = t
        begin = free_at[best]
        if begin < arrival:
            begin = arrival
        waits.append(begin - arrival)
        free_at[best] = begin + service
    return waits, max(free_at)


# b. logistics: heaviest parcels first, helper chooses the van
def lightest_van(loads: Dict[str, int]) -> str:
    best_name, best_load = "", None
    for name, load in loads.items():
        if best_load is None or load < best_load:
            best_name, best_load = name, load
    return best_name


def load_vans(vans: Sequence[str], parcels: List[Tuple[str, int]]) -> Dict[str, list]:
    loads = {van: 0 for van in vans}
    manifest: Dict[str, list] = {van: [] for van in vans}
    if not loads:
        return manifest
    for code, weight in sorted(parcels, key=lambda p: (-p[1], p[0])):
        van = lightest_van(loads)
        loads[van] += weight
        manifest[van].append(code)
    return manifest


# c. networks: a balancer that sends each request to the node with least work
@dataclass
class Node:
    name: str
    work: int = 0
    requests: int = 0

    def accept(self, cost):
        self.work += cost
        self.requests += 1


@dataclass
class Balancer:
    nodes: List[Node] = field(default_factory=list)

    @property
    def idlest(self):
        return min(self.nodes, key=lambda n: (n.work, n.name))

    def dispatch(self, cost):
        node = self.idlest
        node.accept(cost)
        return node.name


def balance(node_count, costs):
    balancer = Balancer([Node("n%03d" % i) for i in range(node_count)])
    placed = [balancer.dispatch(c) for c in costs if c > 0]
    spread = [n.work for n in balancer.nodes]
    return {
        "placed": placed,
        "imbalance": max(spread) - min(spread) if spread else 0,
        "requests": sum(n.requests for n in balancer.nodes),
    }


# d. schools: papers to graders, builtins and closure
def share_papers(graders, papers, rate=None):
    rate = rate or {}
    minutes = [0 for _ in graders]

    def give(pages):
        i = minutes.index(min(minutes))
        minutes[i] += pages * rate.get(graders[i], 2)
        return i

    rows = {g: 0 for g in graders}
    for title, pages in papers:
        who = graders[give(pages)]
        rows[who] += len(title)
    return [f"{g}={m}min/{rows[g]}ch" for g, m in zip(graders, minutes)]


def small_tills():
    return [
        ([(0, 5), (1, 3), (1, 3), (2, 2), (9, 1)], 2),
        ([(0, 2), (0, 2), (0, 2), (0, 2)], 3),
        ([], 2),
        ([(4, 4), (5, 1), (5, 6), (6, 1), (6, 1)], 1),
    ]


def large_tills():
    r = random.Random(7)
    t, out = 0, []
    for _ in range(9000):
        t += r.randrange(2)
        out.append((t, r.randrange(20, 900)))
    return (out, 1000)


def small_vans():
    return [
        (["red", "blue"], [("p1", 5), ("p2", 4), ("p3", 3), ("p4", 3)]),
        (["a", "b", "c"], [("x", 2), ("y", 2), ("z", 2), ("w", 2)]),
        (["only"], []),
        (["k", "l"], [("q", 10), ("r", 1), ("s", 1), ("t", 1)]),
    ]


def large_vans():
    r = random.Random(7)
    return (["van%d" % i for i in range(1700)], [("P%05d" % i, r.randrange(1, 300)) for i in range(8000)])


def small_balance():
    return [
        (2, [3, 1, 1, 1, 4]),
        (3, [2, 2, 2, 0, 5, 1]),
        (2, []),
        (1, [7, 7, 1]),
    ]


def large_balance():
    r = random.Random(7)
    return (700, [r.randrange(0, 50) for _ in range(5500)])


def small_papers():
    return [
        (["ann", "bob"], [("essay", 4), ("poem", 1), ("thesis", 9), ("note", 1)]),
        (["x", "y", "z"], [("t", 2), ("t", 2), ("u", 2), ("v", 2)], {"y": 3}),
        (["solo"], []),
        (["k", "l"], [("aa", 3), ("bbb", 3), ("c", 3), ("dd", 1)], {"k": 1, "l": 1}),
    ]


def large_papers():
    r = random.Random(7)
    return (["g%d" % i for i in range(1500)], [("title%d" % r.randrange(99999), r.randrange(1, 40)) for _ in range(8000)])


CASES = {
    "till_times": (small_tills, large_tills),
    "load_vans": (small_vans, large_vans),
    "balance": (small_balance, large_balance),
    "share_papers": (small_papers, large_papers),
}
