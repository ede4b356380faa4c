import heapq

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


def simulate_helpdesk(rows, agents):
    """Who would have answered which ticket when?  rows: (opened, level, customer, vip, minutes)."""
    if agents < 1:
        raise ValueError("at least one agent is needed")
    for row in rows:
        if row[1] not in PRIORITY:
            raise ValueError(f"unknown level {row[1]!r}")
    incoming = [Ticket(n, *row) for n, row in enumerate(rows, start=1)]
    incoming.sort(key=lambda t: t.opened)
    waiting = []  # heap of (-rank, opened, position, ticket)
    free_at = [(0, agent) for agent in range(agents)]  # heap
    log = []
    longest = 0
    pos = 0
    while pos < len(incoming) or waiting:
        now, agent = free_at[0]
        if not waiting:
            now = max(now, incoming[pos].opened)
        while pos < len(incoming) and incoming[pos].opened <= now:
            ticket = incoming[pos]
            heapq.heappush(waiting, (-ticket.rank(), ticket.opened, pos, ticket))
            pos += 1
        ticket = heapq.heappop(waiting)[-1]
        longest = max(longest, len(waiting))
        heapq.heapreplace(free_at, (now + ticket.minutes, agent))
        log.append((ticket.number, ticket.customer, agent, now, now - ticket.opened))
    return {"log": log, "longest_queue": longest, "closed_at": max(free_at)[0]}
