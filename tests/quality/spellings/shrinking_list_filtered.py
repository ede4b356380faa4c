import random
from dataclasses import dataclass


# a. text: anagram groups, pop(0)-free removal by rebuilding through pop and scans
def anagram_groups(words):
    left = [w for w in words if w]
    groups = []
    while left:
        first = left.pop()
        key = "".join(sorted(first))
        group = [first]
        i = 0
        while i < len(left):
            if len(left[i]) == len(first) and "".join(sorted(left[i])) == key:
                group.append(left[i])
                del left[i]
            else:
                i += 1
        groups.append(sorted(group))
    groups.sort()
    return groups


# b. networks: topological order, helper collects the waiting ones
def ready_after(waiting, done):
    ready = []
    for task in waiting:
        if task[1] == done:
            ready.append(task)
    return ready


def start_order(tasks, first):
    """tasks: (name, name of the task it waits for, minutes)"""
    waiting = list(tasks)
    queue = [first]
    order = []
    total = 0
    while queue:
        done = queue.pop()
        order.append(done)
        for task in ready_after(waiting, done):
            waiting.remove(task)
            queue.append(task[0])
            total += task[2]
    return order, total, [name for name, _, _ in waiting]


# c. sports: class with open bets / match slips
@dataclass
class Ticket:
    match: int
    fan: str
    stake: int


class Counter:
    def __init__(self, tickets):
        self.open = list(tickets)
        self.paid = 0

    def matching(self, match):
        return [t for t in self.open if t.match == match]

    def settle(self, match, factor):
        winners = []
        for ticket in self.matching(match):
            self.open.remove(ticket)
            self.paid += ticket.stake * factor
            winners.append(ticket.fan)
        return winners


def settle_day(rows, outcomes):
    counter = Counter(Ticket(*row) for row in rows)
    report = {}
    for match, factor in outcomes:
        names = counter.settle(match, factor)
        if names:
            report[match] = ",".join(names)
    return report, counter.paid, len(counter.open)


# d. billing: payments matched with open invoices
def match_payments(invoices, payments):
    pending = sorted(invoices, key=lambda inv: (inv[2], inv[0]))
    settled, unknown = [], []
    for payer, amount in payments:
        candidates = (k for k, inv in enumerate(pending) if inv[1] == payer and inv[3] == amount)
        k = next(candidates, None)
        if k is None:
            unknown.append((payer, amount))
        else:
            number, *_ = pending.pop(k)
            settled.append(number)
    outstanding = sum(inv[3] for inv in pending)
    return {"settled": settled, "unknown": unknown, "outstanding": outstanding}


def small_anagrams():
    return [
        (["tea", "eat", "tan", "ate", "nat", "bat"],),
        (["a", "a", "", "b", "a"],),
        ([],),
        (["stop", "pots", "opts", "post", "spot", "pot", "top"],),
    ]


def large_anagrams():
    r = random.Random(7)
    return (["".join(r.choice("abcdefgh") for _ in range(r.randrange(4, 10))) for _ in range(1700)],)


def small_order():
    return [
        ([("b", "a", 3), ("c", "a", 4), ("d", "b", 1)], "a"),
        ([("y", "x", 2), ("z", "q", 2), ("w", "y", 2)], "x"),
        ([], "only"),
        ([("n1", "n0", 5), ("n2", "n1", 5), ("n3", "n1", 5), ("n4", "n9", 5)], "n0"),
    ]


def large_order():
    r = random.Random(7)
    tasks = [("t%d" % i, "t%d" % r.randrange(max(0, i - 40), i), r.randrange(1, 60)) for i in range(1, 4600)]
    r.shuffle(tasks)
    return (tasks, "t0")


def small_settle():
    return [
        ([(1, "ann", 5), (2, "bob", 4), (1, "cyd", 5)], [(1, 2), (3, 9)]),
        ([(1, "ann", 5), (1, "ann", 5)], [(1, 3), (1, 3)]),
        ([], [(1, 2)]),
        ([(4, "x", 1), (5, "y", 1), (6, "z", 1), (5, "x", 2)], [(5, 2), (4, 1)]),
    ]


def large_settle():
    r = random.Random(7)
    outcomes = [(m, r.randrange(2, 6)) for m in range(1500)]
    r.shuffle(outcomes)
    return ([(r.randrange(1600), "fan%d" % r.randrange(500), r.randrange(1, 50)) for _ in range(3000)], outcomes)


def small_payments():
    return [
        ([(101, "ann", 5, 30), (102, "bob", 4, 30), (103, "ann", 2, 30)], [("ann", 30), ("ann", 30), ("ann", 30)]),
        ([(1, "x", 1, 9), (2, "x", 1, 8)], [("x", 8), ("y", 9)]),
        ([], [("q", 1)]),
        ([(7, "k", 3, 5), (8, "l", 3, 5), (9, "k", 3, 5)], [("l", 5), ("k", 5)]),
    ]


def large_payments():
    r = random.Random(7)
    inv = [(i, "c%d" % r.randrange(1500), r.randrange(365), 10 * r.randrange(1, 9)) for i in range(6500)]
    pay = [(x[1], x[3]) for x in inv]
    r.shuffle(pay)
    return (inv, pay)


CASES = {
    "anagram_groups": (small_anagrams, large_anagrams),
    "start_order": (small_order, large_order),
    "settle_day": (small_settle, large_settle),
    "match_payments": (small_payments, large_payments),
}
