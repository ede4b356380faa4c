import random

PRIORITY = {"low": 0, "normal": 1, "high": 2, "outage": 3}


class Ticket:
    def __init__(self, number, opened, level, customer, vip, minutes):
        self.number = number
        self.opened = opened
        self.level = level
        self.customer = customer
        self.vip = vip
        self.minutes = minutes

    def rank(self):
        score = PRIORITY[self.level] * 10
        if self.vip:
            score += 15
        return score

    def __lt__(self, other):
        if self.rank() != other.rank():
            return self.rank() > other.rank()
        return self.opened < other.opened


class WaitingRoom:
    def __init__(self):
        self.tickets = []

    def add(self, ticket):
        self.tickets.append(ticket)
        self.tickets.sort()

    def take(self):
        return self.tickets.pop(0)

    def __len__(self):
        return len(self.tickets)


def simulate_helpdesk(rows, agents):
    """Who would have answered which ticket when?  rows: (opened, level, customer, vip, minutes)."""
    if agents < 1:
        raise ValueError("at least one agent is needed")
    for row in rows:
        if row[1] not in PRIORITY:
            raise ValueError(f"unknown level {row[1]!r}")
    incoming = [Ticket(n, *row) for n, row in enumerate(rows, start=1)]
    incoming.sort(key=lambda t: t.opened)
    room = WaitingRoom()
    free_at = [0] * agents
    log = []
    longest = 0
    pos = 0
    while pos < len(incoming) or len(room):
        agent = free_at.index(min(free_at))
        now = free_at[agent]
        if not len(room):
            now = max(now, incoming[pos].opened)
        while pos < len(incoming) and incoming[pos].opened <= now:
            room.add(incoming[pos])
            pos += 1
        ticket = room.take()
        longest = max(longest, len(room))
        free_at[agent] = now + ticket.minutes
        log.append((ticket.number, ticket.customer, agent, now, now - ticket.opened))
    return {"log": log, "longest_queue": longest, "closed_at": max(free_at)}


def _rows(rng, n, span):
    levels = ["low", "normal", "normal", "normal", "high", "outage"]
    return [(rng.randrange(span), rng.choice(levels), f"K{rng.randrange(80):02d}",
             rng.random() < .1, rng.choice([0, 2, 5, 5, 8, 13, 30])) for _ in range(n)]


def workload():
    rng = random.Random(808)
    return [
        ([], 2),
        (_rows(rng, 9, 30), 1),
        (_rows(rng, 600, 1100), 3),
        (_rows(rng, 800, 900), 4),
    ]
