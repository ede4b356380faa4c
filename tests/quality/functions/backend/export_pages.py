import random
from collections import namedtuple

Ticket = namedtuple("Ticket", "id team priority opened tags")
PRIORITY = {"low": 3, "normal": 2, "high": 1, "critical": 0}


class TicketStore:
    """In-memory stand-in of the ticket API with its cursor protocol."""

    def __init__(self, tickets):
        self._tickets = list(tickets)

    def query(self, team=None, tag=None, cursor=None, limit=50):
        hits = []
        for t in self._tickets:
            if team is not None and t.team != team:
                continue
            if tag is not None and tag not in t.tags:
                continue
            hits.append(t)
        hits.sort(key=lambda t: (PRIORITY[t.priority], t.opened, t.id))
        if cursor is not None:
            hits = [t for t in hits if (PRIORITY[t.priority], t.opened, t.id) > cursor]
        page = hits[:limit]
        more = len(hits) > limit
        last = page[-1] if page else None
        return page, ((PRIORITY[last.priority], last.opened, last.id) if more else None)


def export_pages(tickets, exports, page_size):
    """Write the pages of several exports; an export is (title, team or None, tag or None).

    Ids are unique. Returns ([page texts], {title: (pages, tickets, critical ones)}).
    """
    if page_size < 1:
        raise ValueError("page size")
    if len({t.id for t in tickets}) != len(tickets):
        raise ValueError("ticket ids are not unique")
    store = TicketStore(tickets)
    pages = []
    totals = {}
    for title, team, tag in exports:
        cursor = None
        number = count = critical = 0
        while True:
            page, cursor = store.query(team=team, tag=tag, cursor=cursor, limit=page_size)
            number += 1
            lines = ["%s - page %d" % (title, number)]
            for t in page:
                lines.append("%6d %-8s %-10s %s" % (t.id, t.priority, t.team, ",".join(t.tags)))
                critical += t.priority == "critical"
            count += len(page)
            pages.append("\n".join(lines))
            if cursor is None:
                break
        totals[title] = (number, count, critical)
    return pages, totals


def workload():
    rng = random.Random(1999)
    tags = ["printer", "login", "vpn", "billing", "crash", "slow", "ui"]
    tickets = []
    for i in rng.sample(range(100000), 2500):
        tickets.append(Ticket(i, rng.choice(("net", "desk", "apps")), rng.choice(tuple(PRIORITY)),
                              1_600_000_000 + rng.randrange(400) * 3600, tuple(rng.sample(tags, rng.randrange(0, 3)))))
    exports = [("All", None, None), ("Network", "net", None), ("VPN", None, "vpn"), ("None", "desk", "nothing")]
    return [(tickets, exports, 40)]
